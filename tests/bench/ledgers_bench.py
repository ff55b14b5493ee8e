"""The two ledgers at five million movements and a million fee lines, beside a store of ten thousand and beside their SQL run bare.

Two hosts on small demo ERPs with stores of ledgers_store.py; everything is measured in turn, small beside large and each beside its
bare SQL, and figures are medians of rounds, so that whatever else the machine does meets both alike. Afterwards the hosts stand still
and bench_ledger posts into their stores beside a bare client.
"""
import contextlib
import hashlib
import json
import os
import random
import shutil
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
import ledgers_store  # noqa: E402
from demo import DemoHost  # noqa: E402
from department_bench import p95  # noqa: E402
from host import BUILD, ROOT, until  # noqa: E402
from ledgers_acts import BRANCH, STORE, Acts  # noqa: E402
from line import Line  # noqa: E402

RUNS = (200, 1_000, 4_000)
SMALL = ledgers_store.Size(10_000, 10_000)
LARGE = ledgers_store.Size(5_000_000, 1_000_000, RUNS)
PLUGINS = ("survey", "complaints", "parts", "fees")
CACHE = BUILD / "bench-ledgers"
ROUNDS = 8
#: What is asked of the ledgers: p95 against the small store's, and against bare SQL and a request; a run's orders against
#: those of a small run; posting against a bare client; a posting against one in the small store.
GROWTH, BARE, LINEAR, SPEED, COST = 1.3, 3, 1.3, 0.6, 1.2
#: Tables that grow with what was done.
LEDGERS = ("parts_movement", "parts_document", "parts_line", "parts_order_part", "fees_money_entry", "fees_money_line", "fees_order",
           "fees_computation", "fees_computed_line", "fees_order_part", "fees_receipt", "fees_receipt_line", "fees_count",
           "fees_count_line", "fees_cash_entry", "fees_work", "fees_settlement_line", "survey_task", "survey_attempt")


def digest_of(size, today):
    """What a filled store depends on."""
    told = hashlib.sha256(f"{size} {today}".encode())
    sources = [Path(ledgers_store.__file__), Path(department_store.__file__), *ROOT.glob("host/store/migrations/*.sql")]
    for plugin in PLUGINS:
        sources += (ROOT / "plugins" / plugin / "migrations").glob("*.sql")
    for source in sorted(sources):
        told.update(source.read_bytes())
    return told.hexdigest()[:16]


class Ledgers(DemoHost):
    """A host with all plugins whose store was filled while it stood still."""

    def __init__(self, size):
        super().__init__(orders=400, plugins=PLUGINS)
        self.size = size

    def fill(self, today):
        """Its store and ERP, from the cache where they are there."""
        kept = CACHE / f"{self.size.movements}-{digest_of(self.size, today)}"
        if not kept.exists():
            self.make(today)
            for old in CACHE.glob(f"{self.size.movements}-*"):
                shutil.rmtree(old)
            part = CACHE / f"part-{self.size.movements}"
            shutil.rmtree(part, ignore_errors=True)
            self.copy(self.base, part)
            part.rename(kept)
        else:
            shutil.rmtree(self.data)
            self.copy(kept, self.base)
        self.start()
        self.api("GET", "/session")  # signed in
        until("the plugins are ready", lambda: self.api("GET", "/parts/places") and self.api("GET", "/fees/orders?limit=1"), 60)
        self.line = Line(self.port, dict(self._headers))
        self.bare = self.connection()
        self.today = today.isoformat()

    def make(self, today):
        self.start()
        until("the ERP is read", self.caught_up, 60)
        until("orders and stock are taken up", lambda: self.api("GET", "/fees/orders?limit=1")["items"] and
              self.api("GET", f"/parts/balances?place={STORE}") is not None, 60)
        until("what is told to the ERP is told", lambda: self.untold() == 0, 120)
        self.stop()
        del self.setup["listen"]
        begun = time.monotonic()
        ledgers_store.seed(self.data / "store.db", self.size, today)
        print(f"ledgers: {self.size.movements:,} movements filled in {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)

    @staticmethod
    def copy(source, target):
        target.mkdir(parents=True, exist_ok=True)
        for name in ("data", "erp.db"):
            subprocess.run(["cp", "-a", "--reflink=auto", str(source / name), str(target)], check=True)

    def connection(self):
        """A client with what the store's own connections have."""
        store = sqlite3.connect(self.data / "store.db", isolation_level=None, check_same_thread=False, timeout=60)
        for pragma in ("cache_size=-32768", "synchronous=FULL", "wal_autocheckpoint=0"):
            store.execute(f"PRAGMA {pragma}").fetchall()
        return store

    def untold(self):
        """Records on their way to the ERP. It has none of the filled orders and refuses them; what is said of such an order later waits
        behind that for somebody's decision, and costs nothing."""
        with contextlib.closing(sqlite3.connect(self.data / "store.db", timeout=60)) as store:
            return store.execute(
                "SELECT COUNT(*) FROM erp_outbox o WHERE state = 'sending' OR state = 'waiting' AND NOT EXISTS (SELECT 1 FROM erp_outbox p "
                "WHERE p.business_key = o.business_key AND p.sequence < o.sequence AND p.state = 'refused')").fetchone()[0]

    def sample(self, chance):
        """Orders whose money went all the way, the newest and those of all the years; and orders of the ERP."""
        last = self.size.fees - 1

        def known(numbers):
            rows = [self.bare.execute("SELECT branch_id, erp_key FROM fees_order WHERE order_number = ?", (f"{branch}|LB{o}",)).fetchone()
                    for o in numbers for branch, *_ in department_store.BRANCHES]
            return [row for row in rows if row]
        self.paid = known(last - n | 1 for n in range(2, 602, 2))
        self.paid_ever = known(chance.randrange(last - 1) | 1 for _ in range(300))
        self.erp_orders = self.bare.execute("SELECT branch_id, erp_key FROM erp_work_order WHERE status = 'done' AND branch_id = ? AND "
                                            "deleted = 0 ORDER BY erp_key", (BRANCH,)).fetchall()
        self.computed = self.bare.execute("SELECT branch_id, erp_key FROM fees_order WHERE order_number NOT LIKE '%|LB%' AND generation "
                                          "> 0 AND verdict = 'in' ORDER BY erp_key").fetchall()

    def __exit__(self, *exit_arguments):
        with contextlib.suppress(AttributeError):
            self.line.close()
            self.bare.close()
        super().__exit__(*exit_arguments)


def measured(acts, hosts, samples):
    """{(act, host): [(call, bare)]}, small beside large, all acts in turn."""
    taken = {(name, host.size): [] for name, *_ in acts.ALL for host in hosts}
    for number in range(samples + 3):
        for name, method, _ in acts.ALL:
            for host in random.Random(f"{number} {name}").sample(hosts, len(hosts)):
                pair = getattr(acts, method)(host)
                if number >= 3:  # caches are warm
                    taken[name, host.size].append(pair)
    return taken


def of_rounds(above, below):
    """p95 over p95, round by round: median, least, most."""
    cut = [slice(len(above) * n // ROUNDS, len(above) * (n + 1) // ROUNDS) for n in range(ROUNDS)]
    ratios = sorted(p95(above[one]) / p95(below[one]) for one in cut)
    return statistics.median(ratios), ratios[0], ratios[-1]


def bad_plans(host, acts):
    """Statements of the acts and of a run that read a ledger whole, or sort more than one order's rows or what is open."""
    payee = ledgers_store.payee(RUNS[-1])
    run = {"fees.payees_with_work": (BRANCH, host.today), "fees.payees_with_offsets": (BRANCH, host.today[:7]),
           "fees.open_settlement": (BRANCH, payee), "fees.unpaid_work": (BRANCH, payee, host.today, ""),
           "fees.satisfaction_of": (BRANCH, payee, host.today[:7]), "fees.draft_work": ("", ""), "fees.work_of_settlement": ("",),
           "fees.set_verdict": ("", "", ""), "fees.settlement_state": ("work_order", BRANCH, "", ""), "fees.free_work": ("",)}
    for name, parameters in {**acts.plans, **run}.items():
        plan = [line for *_, line in host.bare.execute("EXPLAIN QUERY PLAN " + acts.texts[name], parameters)]
        aliases = acts.texts[name].replace(",", " ").split()
        for line in plan:
            words = line.split()
            table = words[1] if words[0] == "SCAN" else ""
            named = {table} | {before for before, after in zip(aliases, aliases[1:]) if after == table}
            if named & set(LEDGERS) and "USING" not in line:
                yield f"{name}: {line}"
        few = any(f"{column}=?" in line for line in plan for column in ("erp_key", "order_key", "receipt_id", "document_id", "state"))
        if not few and any("TEMP B-TREE" in line for line in plan) and any(table in acts.texts[name] for table in LEDGERS):
            yield f"{name}: {'; '.join(plan)}"


def one_run(host, orders, month):
    """Seconds of a settlement run of a payee with so many orders; it is dropped afterwards."""
    body = {"branchId": BRANCH, "month": month, "payee": ledgers_store.payee(orders)}
    begun = time.perf_counter()
    status, reply = host.line.call("POST", "/fees/settlements/run", body)
    spent = time.perf_counter() - begun
    if status not in (200, 201) or [one["orders"] for one in reply["settlements"]] != [orders]:
        raise RuntimeError(f"a run of {orders}: {status} {str(reply)[:300]}")
    one = reply["settlements"][0]
    status, reply = host.line.call("POST", f"/fees/settlements/{one['id']}/drop", {"why": "测量"}, one["version"])
    if status != 200:
        raise RuntimeError(f"dropping a run: {status} {str(reply)[:300]}")
    return spent


def runs_of(host, rounds, month):
    """{orders: [seconds an order]}"""
    taken = {orders: [] for orders in RUNS}
    for number in range(rounds + 1):
        for orders in random.Random(number).sample(RUNS, len(RUNS)):
            until("the ERP was told of the last run", lambda: host.untold() == 0, 300)
            spent = one_run(host, orders, month)
            if number:
                taken[orders].append(spent / orders)
    return taken


def postings(hosts, short, figure):
    """bench_ledger on stores whose hosts stand still."""
    stores = [str(host.data / "store.db") for host in hosts]
    done = subprocess.run([str(BUILD / "bin" / "bench_ledger"), *stores, "5" if short else "15"], capture_output=True, text=True,
                          timeout=1500)
    if done.returncode != 0:
        raise RuntimeError(f"bench_ledger: {done.stderr[-800:]}")
    report = json.loads(done.stdout)
    size = f"{hosts[-1].size.movements:,} / {hosts[0].size.movements:,}"
    for ledger, told in report.items():
        for how in ("alone", "together"):
            one = told[how]["elapsed"]
            yield figure(f"ledgers: {ledger} posted, one caller / bare" if how == "alone" else f"ledgers: {ledger} posted, 16 / bare",
                         one["ratio"], one["least"], one["most"], at_least=SPEED)
        for what, title in (("elapsed", "time"), ("cpu", "CPU")):
            one = told["cost"][what]
            yield figure(f"ledgers: {title} a posting of {ledger}, {size}", one["ratio"], one["least"], one["most"], at_most=COST)


def figures_of(hosts, texts, short, figure):
    small, large = hosts
    acts = Acts(texts)
    for host in hosts:
        host.sample(random.Random(3))
    taken = measured(acts, hosts, 30 * ROUNDS if short else 60 * ROUNDS)
    bad = list(bad_plans(large, acts))
    for line in bad:
        print(f"ledgers: {line}", file=sys.stderr, flush=True)
    yield figure("ledgers: statements that read or sort a ledger", len(bad), at_most=0)
    for name, _, compared in acts.ALL:
        few, many = taken[name, small.size], taken[name, large.size]
        if compared:
            yield figure(f"ledgers: {name}, {large.size.movements:,} / {small.size.movements:,}",
                         *of_rounds([call for call, _ in many], [call for call, _ in few]), at_most=GROWTH)
        yield figure(f"ledgers: {name} / bare SQL", *of_rounds([call for call, _ in many], [bare for _, bare in many]), at_most=BARE)

    run = runs_of(large, 3 if short else 5, ledgers_store.month_before(datetime.fromisoformat(large.today).date()).isoformat()[:7])
    for few, many in zip(RUNS, RUNS[1:]):
        ratios = sorted(one / other for one, other in zip(run[many], run[few]))
        yield figure(f"ledgers: an order of a run of {many:,} / of {few:,}", statistics.median(ratios), ratios[0], ratios[-1],
                     at_most=LINEAR)

    for host in hosts:
        host.bare.close()
        host.stop()
    os.sync()  # of the copied store gigabytes are on their way to the disk yet
    yield from postings(hosts, short, figure)
    for host in hosts[:1] if short else hosts:
        with contextlib.closing(sqlite3.connect(host.data / "store.db")) as store:
            broken = ledgers_store.problems(store)
        for rule, count in broken.items():
            print(f"ledgers: {rule}: {count} rows", file=sys.stderr, flush=True)
        yield figure(f"ledgers: rules broken after all of it, {host.size.movements:,}", len(broken), at_most=0)


def ledgers(short, figure):
    """The figures, as tests/bench/run prints them; `figure` makes one."""
    texts = json.loads(subprocess.run([str(BUILD / "bin" / "bench_statements")], check=True, capture_output=True, text=True).stdout)
    today = datetime.now(timezone(timedelta(hours=8))).date()
    with contextlib.ExitStack() as stack:
        hosts = [Ledgers(size) for size in (SMALL, LARGE)]
        for host in hosts:
            stack.callback(host.__exit__)
        with ThreadPoolExecutor() as pool:
            list(pool.map(lambda host: host.fill(today), hosts))
        yield from figures_of(hosts, texts, short, figure)
