"""The department at a million call-backs: its pages beside the same pages of a small store, and beside their SQL run bare.

Three hosts on small demo ERPs, whose stores hold 10^4, 10^5 and 10^6 call-backs (department_store.py). Everything is measured in
turn, one after the other in one loop, so that whatever else the machine does meets all of them alike.
"""
import contextlib
import http.client
import json
import random
import sqlite3
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "lib"))
import department_store  # noqa: E402
from demo import DemoHost  # noqa: E402
from host import BUILD, until  # noqa: E402
from line import Line  # noqa: E402

SIZES = (10_000, 100_000, 1_000_000)
CLERKS, WRITES = 20, 7
PLUGINS = ("survey", "complaints")
HERE = Path(__file__).resolve().parent
PAGE = 50
#: The most that a page may take at a million against what it takes at ten thousand, and against its bare SQL and a request.
GROWTH, BARE, ANSWER = 1.3, 3, 1.2


class Department(DemoHost):
    """A host with both plugins whose store was filled while it stood still."""

    def __init__(self, callbacks):
        super().__init__(orders=60, plugins=PLUGINS)
        self.callbacks, self.cases = callbacks, []

    def fill(self, today):
        """Makes the store by a first run, fills it, starts again."""
        self.start()
        until("the ERP is read", self.caught_up, 60)
        until("the plugins are ready", lambda: self.api("GET", "/survey/counters") and self.api("GET", "/complaints/counters"), 60)
        self.stop()
        self.cases = department_store.seed(self.data / "store.db", self.callbacks, today)
        self.start()
        self.api("GET", "/session")  # signed in
        self.line = Line(self.port, dict(self._headers))
        self.bare = sqlite3.connect(f"file:{self.data / 'store.db'}?mode=ro", uri=True, isolation_level=None,
                                    check_same_thread=False)
        self.bare.execute("PRAGMA cache_size=-8192")  # as the store itself has

    def sessions(self, count):
        """Headers of so many signed-in clerks."""
        known, found = dict(self._headers), []
        for one in range(count):
            self._headers = dict(known)
            self.api("POST", "/users", {"username": f"clerk{one}", "displayName": f"文员{one}", "language": "zh", "grants": [
                {"role": "callback_clerk", "branch": "*"}, {"role": "service_manager", "branch": "*"}]})
            self.sign_in(f"clerk{one}")
            found.append(dict(self._headers))
        self._headers = known
        return found

    def __exit__(self, *exit_arguments):
        with contextlib.suppress(AttributeError):
            self.line.close()
            self.bare.close()
        super().__exit__(*exit_arguments)


class Page:
    """A call of the console, and what of it is SQL: named statements of the plugin with their parameters. Without any it is only
    compared with itself in the small store."""

    def __init__(self, name, path, statements):
        self.name, self.path, self.statements = name, path, statements


def pages(texts, today, now):
    """Day list, complaint board, a month's indicators along every dimension."""
    ends = now + 86_400_000
    tasks = ("*", "open", "", "", "", "", "", "")
    cases = ("*", "open", "", "", 0, -1, "", "", "")
    most = 1_001
    yield Page("day list", f"/survey/tasks?state=open&sort=dueOn&limit={PAGE}", [
        (texts["survey.state_tasks_by_due"], (*tasks, "", "", 0, PAGE + 1)), (texts["survey.count_state_tasks"], (*tasks, most))])
    yield Page("the day's work", "/survey/day", [(texts["survey.due_work"], ("*", "", today.isoformat(), ends)),
                                                 (texts["survey.duty"], (today.isoformat(), today.isoformat()))])
    yield Page("complaint board", f"/complaints/cases?state=open&sort=urgency&limit={PAGE}", [
        (texts["complaints.state_cases_by_urgency"], (*cases, 0, "", 0, PAGE + 1)),
        (texts["complaints.count_state_cases"], (*cases, most))])
    yield Page("complaints in every state", f"/complaints/cases?sort=-receivedAt&limit={PAGE}", [
        (texts["complaints.cases_by_receipt_down"], ("*", "", *cases[2:], 0, "", 0, PAGE + 1)),
        (texts["complaints.count_cases"], ("*", "", *cases[2:], most))])
    yield Page("tiles of the call-backs", "/survey/counters", [])
    yield Page("tiles of the complaints", "/complaints/counters", [])
    last = (today.replace(day=1) - timedelta(days=1)).isoformat()[:7]
    for dimension in department_store.DIMENSIONS:
        yield Page(f"indicators by {dimension}", f"/survey/indicators?month={last}&by={dimension}&limit={PAGE}", [
            (texts["survey.signed_months"], (last, last, "answered")),
            (texts["survey.live_figures"], ("*", "", "answered", "satisfaction", dimension, last, last))])


def seconds(work):
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def asked(line, path):
    """Seconds of a GET, below /api/v1 or, beside it, /healthz."""
    def work():
        status, text = line.exchange("GET", path)
        if status != 200:
            raise RuntimeError(f"{path}: {status} {text[:300]}")
    return seconds(work)


def run_bare(store, statements):
    for text, parameters in statements:
        wanted = text.count("?") and max(int(n) for n in _numbers(text))
        store.execute(text, parameters[:wanted]).fetchall()


def _numbers(text):
    number = ""
    for before, after in zip(text, text[1:]):
        if after.isdigit() and (before == "?" or number):
            number += after
        elif number:
            yield number
            number = ""
    if number:
        yield number


def p95(values):
    return sorted(values)[int(len(values) * 0.95)]


def ratio_of(above, below, blocks=4):
    """p95 over p95, and the same of consecutive quarters as its spread."""
    cut = [slice(len(above) * n // blocks, len(above) * (n + 1) // blocks) for n in range(blocks)]
    parts = sorted(p95(above[one]) / p95(below[one]) for one in cut)
    return p95(above) / p95(below), parts[0], parts[-1]


def one_answer(hosts, repeats):
    """Seconds of one more answer, host by host, in turn."""
    taken = {host.callbacks: [] for host in hosts}
    for repeat in range(repeats + 3):
        for host in random.Random(repeat).sample(hosts, len(hosts)):
            status, task = host.line.call("POST", "/survey/tasks/next", {})
            if status != 200:
                raise RuntimeError(f"no task at {host.callbacks}: {status} {task}")
            def record(host=host, task=task):
                status, reply = host.line.call("POST", f"/survey/tasks/{task['id']}/attempts",
                                               {"disposition": "answered", "level": "satisfied"}, task["version"])
                if status not in (200, 201):
                    raise RuntimeError(f"an answer at {host.callbacks}: {status} {reply}")
            spent = seconds(record)
            if repeat >= 3:  # caches are warm
                taken[host.callbacks].append(spent)
    return taken


def measured(hosts, asked_pages, rounds):
    """{(page, callbacks): {"call": [s], "bare": [s]}}, everything in turn."""
    taken = {(page.name, host.callbacks): {"call": [], "bare": []} for page in asked_pages for host in hosts}
    for host in hosts:
        host.line.close()  # it stood idle while the clerks signed in: the next request opens it again
    for round_number in range(rounds + 3):
        for page in asked_pages:
            for host in random.Random(f"{round_number} {page.name}").sample(hosts, len(hosts)):
                call = asked(host.line, "/api/v1" + page.path)
                bare = seconds(lambda: run_bare(host.bare, page.statements)) + asked(host.line, "/healthz")
                if round_number >= 3:
                    one = taken[page.name, host.callbacks]
                    one["call"].append(call)
                    one["bare"].append(bare)
    return taken


@contextlib.contextmanager
def at_work(hosts):
    """Twenty clerks of each host work meanwhile; a list that holds what came of it afterwards."""
    with ThreadPoolExecutor() as pool:
        sessions = list(pool.map(lambda host: host.sessions(CLERKS), hosts))
    offices, came = [], []
    try:
        for host, headers in zip(hosts, sessions):
            office = subprocess.Popen([sys.executable, str(HERE / "department_clerks.py")], stdin=subprocess.PIPE,
                                      stdout=subprocess.PIPE, text=True)
            offices.append(office)
            orders = {"port": host.port, "sessions": headers, "cases": host.cases, "perSecond": WRITES}
            office.stdin.write(json.dumps(orders) + "\n")
            office.stdin.flush()
        yield came
    finally:
        for office in offices:
            came.append(json.loads(office.communicate()[0] or "{}"))


def uses_indexes(host, asked_pages):
    """Statements of the pages that read a table whole, by SQLite's own plan on the filled store."""
    whole = []
    for page in asked_pages:
        for text, parameters in page.statements:
            for *_, line in host.bare.execute("EXPLAIN QUERY PLAN " + text, parameters):
                # A count of what matches stops at its limit.
                if line.startswith("SCAN") and "USING" not in line and "(SELECT 1 FROM" not in text:
                    whole.append(f"{page.name}: {line}")
    return whole


def figures_of(hosts, texts, today, short, figure):
    """What is measured on departments that run, the smallest first."""
    asked_pages = list(pages(texts, today, int(time.time() * 1000)))
    whole = uses_indexes(hosts[-1], asked_pages)
    for line in whole:
        print(f"department: {line}", file=sys.stderr, flush=True)
    yield figure("department: statements of its pages that read a table whole", len(whole), at_most=0)

    small, big = hosts[0], hosts[-1]
    taken = one_answer(hosts, 80 if short else 200)
    medians = {callbacks: statistics.median(times) for callbacks, times in taken.items()}
    for host in hosts[1:]:
        paired = sorted(many / few for many, few in zip(taken[host.callbacks], taken[small.callbacks]))
        yield figure(f"department: one more answer, {host.callbacks:,} / {small.callbacks:,}",
                     medians[host.callbacks] / medians[small.callbacks], paired[len(paired) // 4], paired[len(paired) * 3 // 4],
                     at_most=ANSWER)

    with at_work([small, big]) as came:
        taken = measured([small, big], asked_pages, 150 if short else 500)
    for page in asked_pages:
        few, many = taken[page.name, small.callbacks], taken[page.name, big.callbacks]
        yield figure(f"department: {page.name}, {big.callbacks:,} / {small.callbacks:,}", *ratio_of(many["call"], few["call"]),
                     at_most=GROWTH)
        if page.statements:
            yield figure(f"department: {page.name} / bare SQL", *ratio_of(many["call"], many["bare"]), at_most=BARE)
    for host, one in zip((small, big), came):
        writes = sum(one["statuses"].values())
        if one["problems"]:
            print(f"department: refused at {host.callbacks:,}: {one['problems']}", file=sys.stderr, flush=True)
        refused = sum(count for status, count in one["statuses"].items() if int(status) >= 300)
        yield figure(f"department: writes a second at {host.callbacks:,}", writes / one["seconds"], at_least=WRITES * 0.9)
        yield figure(f"department: writes refused at {host.callbacks:,}", 100 * refused / max(writes, 1), at_most=2, unit="%")


def department(short, figure):
    """The figures, as tests/bench/run prints them; `figure` makes one."""
    texts = json.loads(subprocess.run([str(BUILD / "bin" / "bench_statements")], check=True, capture_output=True, text=True).stdout)
    today = datetime.now(timezone(timedelta(hours=8))).date()
    with contextlib.ExitStack() as stack:
        hosts = [Department(callbacks) for callbacks in SIZES]
        for host in hosts:
            stack.callback(host.__exit__)
        with ThreadPoolExecutor() as pool:
            list(pool.map(lambda host: host.fill(today), hosts))
        yield from figures_of(hosts, texts, today, short, figure)
