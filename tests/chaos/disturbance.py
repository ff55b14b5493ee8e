"""What the chaos scenarios share: the demo ERP, clerks who answer call-backs whatever happens, processes to kill, and what
store and ERP hold in the end, by business key and without what may differ between two runs (times, task numbers).
"""
import http.client
import json
import os
import random
import signal
import sqlite3
import subprocess
import threading
import time
import uuid
from datetime import date, timedelta
from pathlib import Path

from host import PROGRAM

LEVELS = ["very_satisfied", "satisfied", "average", "dissatisfied", "very_dissatisfied"]
WORDS = {"average": "一般，等得久了些", "dissatisfied": "师傅迟到两小时，不满意", "very_dissatisfied": "漏水了，非常不满意"}
#: Columns of an entity's table that depend on when something was read, or that we write ourselves.
UNCOMPARED = {"change_seq", "watermark", "missing_scans", "seen_at", "callback_status", "handling_status", "feedback"}


def connection_string(file):
    """Processes are killed here, not the machine: the ERP need not wait for the disk."""
    return f"Driver={{SQLite3}};Database={file};StepAPI=1;Timeout=5000;SyncPragma=OFF"


def wait_until(what, condition, seconds, every=0.2):
    """Polls until condition() is empty: it tells what is still missing."""
    deadline = time.monotonic() + seconds
    while True:
        missing = condition()
        if not missing:
            return
        if time.monotonic() > deadline:
            raise AssertionError(f"{what}: not within {seconds} s: {missing}")
        time.sleep(every)


# -- processes

def processes_of(data):
    """pid → command line of everything that runs on this data folder."""
    found = {}
    mark = f"--data\0{data}\0".encode()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                line = (entry / "cmdline").read_bytes()
                if mark in line + b"\0" and (entry / "stat").read_text().rpartition(")")[2].split()[0] != "Z":
                    found[int(entry.name)] = line.replace(b"\0", b" ").decode()
            except OSError:
                continue
    return found


def workers(data, role):
    return [pid for pid, line in processes_of(data).items() if f" worker {role} " in line]


def kill_supervisor(host, seconds=2.0):
    """SIGKILL to the supervisor; returns how long its longest-lived child lived on."""
    host.kill()
    begun = time.monotonic()
    while True:
        left = processes_of(host.data)
        lived = time.monotonic() - begun
        if not left:
            return lived
        if lived > seconds:
            raise AssertionError(f"{lived:.1f} s after the supervisor's death there still are {left}")
        time.sleep(0.01)


# -- the demo ERP

class DemoErp:
    """A demo ERP file; `rows` counts what a pull has to read."""

    def __init__(self, file, mapping):
        self.file = Path(file)
        self.mapping = mapping

    @classmethod
    def make(cls, file, mapping, orders, seed):
        subprocess.run([str(PROGRAM), "demo-erp", "--json", "--file", str(file), "--orders", str(orders), "--seed", str(seed)],
                       check=True, stdout=subprocess.DEVNULL)
        return cls(file, mapping)

    def connect(self):
        connection = sqlite3.connect(self.file, timeout=30, isolation_level=None)
        return connection

    def rows(self):
        with sqlite3.connect(self.file) as erp:
            return sum(erp.execute(f"SELECT count(*) FROM {self.source_of(entity)}").fetchone()[0]
                       for entity in self.mapping["entities"])

    def source_of(self, entity):
        """What an entity is read from, to stand behind FROM: a table or the mapping's own SELECT."""
        source = self.mapping["entities"][entity]["from"]
        return f'"{source["table"]}"' if "table" in source else f"({source['select']})"

    def callable_orders(self, since, limit=None):
        """Keys of finished on-site orders, every one of which makes a task (SV-01: 100 %), in the order of their change."""
        with sqlite3.connect(self.file) as erp:
            keys = [f"{branch.strip()}|{number.strip()}" for branch, number in erp.execute(
                "SELECT GSBH, PGDH FROM PGD WHERE FWFS = '1' AND DJZT = '2' AND SCBZ = '0' AND WGRQ >= ? "
                "AND coalesce(HFZT, '') IN ('', '未回访') ORDER BY XGSJ, PGDH", (since,))]
        return keys if limit is None else keys[:limit]

    def state(self):
        """Every table as rows by key; of our interface table only what does not tell the time."""
        with sqlite3.connect(self.file) as erp:
            erp.text_factory = str
            tables = [name for (name,) in erp.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            state = {f"ERP {table}": sorted(erp.execute(f'SELECT * FROM "{table}"').fetchall(), key=repr)
                     for table in tables if table not in ("EH_HFJG", "sqlite_sequence")}
            state["ERP EH_HFJG"] = sorted(erp.execute(
                "SELECT JLBH, YWLX, JYH, BB, GSBH, DJH, HFJG, NR, HFR, ZT FROM EH_HFJG").fetchall(), key=repr)
        return state

    def live_keys(self, entity):
        """Canonical keys of what an entity's table in the ERP holds."""
        part = self.mapping["entities"][entity]
        columns = " || '|' || ".join(f'rtrim("{column}")' for column in part["key"])
        deleted = part.get("deleted")
        where = f'WHERE "{deleted["column"]}" <> \'{deleted["values"][0]}\'' if deleted else ""
        with sqlite3.connect(self.file) as erp:
            return sorted(key for (key,) in erp.execute(f"SELECT {columns} FROM {self.source_of(entity)} {where}"))


def days_ago(days):
    return (date.today() - timedelta(days=days)).isoformat()


# -- clerks

def choice_of(order, seed):
    """What the customer of an order says: the same in every run."""
    level = random.Random(f"{seed} {order}").choice(LEVELS)
    return {"disposition": "answered", "level": level, "words": WORDS.get(level, "")}


class Session:
    """One signed-in clerk: a cookie that outlives every process, and one kept-alive connection."""

    def __init__(self, port, headers):
        self.port, self.headers = port, headers
        self.connection = None

    def call(self, method, path, body=None, **headers):
        """(status, JSON, headers); OSError or HTTPException when the line breaks."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)
        extra = {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None:
            extra["Content-Type"] = "application/json"
        try:
            self.connection.request(method, "/api/v1" + path, None if body is None else json.dumps(body).encode(),
                                    dict(self.headers, **extra))
            reply = self.connection.getresponse()
            text = reply.read().decode()
            if reply.will_close:
                self.close()
            return reply.status, (json.loads(text) if text else None), reply.headers
        except (OSError, http.client.HTTPException):
            self.close()
            raise

    def close(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None


def session_of(host):
    """The session of the first sign-in: it outlives every process. Front may be dying at the moment."""
    deadline = time.monotonic() + 60
    while not hasattr(host, "clerk"):
        try:
            host.sign_in()
            host.clerk = dict(host._headers)
        except (OSError, RuntimeError, http.client.HTTPException):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
    host._headers = dict(host.clerk)
    return Session(host.port, host.clerk)


class Clerks:
    """Threads that answer a list of tasks, each request repeated with its key until there is an answer to it."""

    def __init__(self, host, tasks, seed, threads=4, per_second=None):
        """tasks: order key → task id, in the order in which they are called."""
        self.waiting = list(reversed(tasks.items()))
        self.total = len(tasks)
        self.seed = seed
        self.statuses, self.problems, self.broken = {}, [], 0
        self.done = 0
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._begun = time.monotonic()
        self._per_second = per_second
        first = session_of(host)
        self.threads = [threading.Thread(target=self._work, args=(Session(first.port, first.headers),), daemon=True)
                        for _ in range(threads)]
        for thread in self.threads:
            thread.start()

    def _next(self):
        with self._lock:
            return self.waiting.pop() if self.waiting else None

    def _work(self, session):
        while not self._stop.is_set():
            one = self._next()
            if one is None:
                break
            try:
                self._answer(session, *one)
            except Exception as error:  # what no clerk expects must not end the thread silently
                with self._lock:
                    self.problems.append(f"{one[0]}: {error!r}")
        session.close()

    def _pause(self, seconds):
        self._stop.wait(seconds)

    def _call(self, session, method, path, body=None, **headers):
        """Until there is an answer that is one; None when told to stop."""
        while not self._stop.is_set():
            try:
                status, reply, got = session.call(method, path, body, **headers)
            except (OSError, http.client.HTTPException):
                with self._lock:
                    self.broken += 1
                self._pause(0.1)
                continue
            with self._lock:
                self.statuses[status] = self.statuses.get(status, 0) + 1
            # Not there at present; or it died over the answer, and the request with its key says what became of it.
            if status == 503 or status == 502 and reply["code"] == "worker.broken_answer":
                self._pause(0.1)
                continue
            return status, reply, got
        return None

    def _answer(self, session, order, task):
        key = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self.seed} {order}"))
        body = choice_of(order, self.seed)
        if self._per_second:
            # A steady flow over the whole disturbance: calls last minutes in life.
            with self._lock:
                due = self._begun + (self.total - len(self.waiting)) / self._per_second
            self._pause(max(0.0, due - time.monotonic()))
        while not self._stop.is_set():
            got = self._call(session, "GET", f"/survey/tasks/{task}")
            if got is None:
                return
            status, reply, headers = got
            if status == 404:  # not read from the ERP yet
                self._pause(0.3)
                continue
            if status != 200:
                raise AssertionError(f"GET answered {status} {reply}")
            sent = self._call(session, "POST", f"/survey/tasks/{task}/attempts", body, Idempotency_Key=key,
                              If_Match=headers["ETag"])
            if sent is None:
                return
            status, reply, _ = sent
            if status == 412:  # the ERP changed the order between the two
                continue
            if status not in (200, 201) or reply["level"] != body["level"] or reply["attempts"] != 1:
                raise AssertionError(f"POST answered {status} {reply}")
            with self._lock:
                self.done += 1
            return

    def finished(self):
        return not any(thread.is_alive() for thread in self.threads)

    def stop(self):
        self._stop.set()
        for thread in self.threads:
            thread.join(30)


# -- the store

class Store:
    """The host's store, read by a second client."""

    def __init__(self, host):
        self.file = host.data / "store.db"
        self.entities = set(host.mapping["entities"])

    def rows(self, sql, *parameters):
        connection = sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=30)
        try:
            return connection.execute(sql, parameters).fetchall()
        finally:
            connection.close()

    def unsettled(self, since_ms):
        """What is still to be done, in words; empty if nothing is."""
        missing = []
        for entity, state, error, ok in self.rows("SELECT entity, state, error_code, last_ok_at FROM erp_entity"):
            if entity in self.entities and (state != "ok" or (ok or 0) < since_ms):
                missing.append(f"{entity} is {state} {error or ''}")
        for kind in ("work_order", "delivery", "sale"):
            head = self.rows("SELECT change_seq FROM erp_entity WHERE entity = ?", kind)
            seen = self.rows("SELECT value FROM survey_progress WHERE name = ?", "seen." + kind)
            if head and head[0][0] > 0 and (not seen or int(seen[0][0]) < head[0][0]):
                missing.append(f"survey has not seen all of {kind}")
            again = self.rows("SELECT value FROM survey_progress WHERE name = ?", "rescan." + kind)
            if again and again[0][0]:
                missing.append(f"survey goes through {kind} again")
        for state, count in self.rows("SELECT state, count(*) FROM erp_outbox GROUP BY state"):
            if state in ("waiting", "sending", "unknown"):
                missing.append(f"{count} records are {state}")
        for count, in self.rows("SELECT count(*) FROM erp_command WHERE state IN ('waiting', 'running')"):
            if count:
                missing.append(f"{count} orders to sync")
        for count, in self.rows("SELECT count(*) FROM survey_candidate WHERE state = 'waiting' AND period < ?", days_ago(1)):
            if count:
                missing.append(f"{count} candidates wait for a draw")
        return missing

    def state(self):
        state = {
            "tasks": self.rows(
                "SELECT kind, branch_id, erp_key, order_number, stage, product_type, completed_on, due_on, state, round, "
                "attempts, level FROM survey_task ORDER BY 1, 2, 3"),
            "attempts": self.rows(
                "SELECT t.kind, t.branch_id, t.erp_key, a.round, a.attempt, a.disposition, a.level, a.words "
                "FROM survey_attempt a JOIN survey_task t ON t.id = a.task_id ORDER BY 1, 2, 3, 4, 5"),
            "candidates": self.rows(
                "SELECT kind, branch_id, erp_key, stage, period, state FROM survey_candidate ORDER BY 1, 2, 3"),
            "draws": self.rows(
                "SELECT period, branch_id, stage, product_type, sequence, candidates, taken, carry_after FROM survey_draw "
                "ORDER BY 1, 2, 3, 4, 5"),
            "events": self.rows(
                "SELECT type, branch_id, business_key, count(*) FROM journal_event WHERE producer = 'survey' "
                "GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"),
            "parked": self.rows("SELECT subscription, business_key, state FROM journal_parked ORDER BY 1, 2"),
            "outbox": [],
        }
        for *columns, payload in self.rows("SELECT record_id, record_type, branch_id, business_key, state, version, payload "
                                           "FROM erp_outbox ORDER BY record_id"):
            content = json.loads(payload)
            for member in ("answered_at", "task_number"):
                content.pop(member, None)
            state["outbox"].append((*columns, json.dumps(content, ensure_ascii=False, sort_keys=True)))
        for (table,) in self.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'erp\\_%' ESCAPE '\\'"):
            names = [row[1] for row in self.rows(f'PRAGMA table_info("{table}")')]
            if "row_hash" in names:
                kept = ", ".join(f'"{name}"' for name in names if name not in UNCOMPARED)
                state[table] = self.rows(f'SELECT {kept} FROM "{table}" ORDER BY branch_id, erp_key')
        return state

    def live_keys(self, entity):
        return sorted(key for (key,) in self.rows(f"SELECT erp_key FROM erp_{entity} WHERE deleted = 0"))


def differences(expected, found, most=6):
    """Where two states differ, readable; empty if they are equal."""
    said = []
    for name in sorted(set(expected) | set(found)):
        left, right = expected.get(name, []), found.get(name, [])
        if left != right:
            lefts, rights = set(left), set(right)
            gone = [row for row in left if row not in rights]
            more = [row for row in right if row not in lefts]
            said.append(f"{name}: {len(left)} rows undisturbed, {len(right)} disturbed; "
                        f"missing {gone[:most]}; unexpected {more[:most]}")
    return said


def check_whole(test, host, erp, answers):
    """What must hold in any run, disturbed or not: once for each answer, and the entity tables are the ERP's rows."""
    store = Store(host)
    recorded = store.rows("SELECT business_key, count(*) FROM journal_event WHERE type = 'survey.callback.recorded' "
                          "GROUP BY business_key")
    test.assertEqual({key: 1 for key in answers}, dict(recorded), "one survey.callback.recorded per answer")
    outbox = store.rows("SELECT record_type, state, count(*) FROM erp_outbox GROUP BY 1, 2 ORDER BY 1, 2")
    test.assertEqual([("callback_result", "confirmed", len(answers)), ("callback_status", "confirmed", len(answers))], outbox)
    with sqlite3.connect(erp.file) as connection:
        rows = {f"{branch}|{number}": row for branch, number, *row in connection.execute(
            "SELECT rtrim(GSBH), rtrim(PGDH), HFZT, CLZT, coalesce(反馈意见, '') FROM PGD")}
        for order, body in answers.items():
            row = rows[order]
            words = body["words"] if body["level"].endswith("dissatisfied") else ""
            test.assertEqual(row[0], "已回访", order)
            test.assertEqual(row[1], "已通知售后" if words else "已完成", order)
            test.assertEqual(row[2].count(words) if words else 1, 1, f"{order}: the words stand there once: {row[2]}")
        test.assertEqual(connection.execute("SELECT count(*), count(DISTINCT GSBH || DJH) FROM EH_HFJG").fetchone(),
                         (len(answers), len(answers)), "one row per answer in the interface table")
    for entity in erp.mapping["entities"]:
        test.assertEqual(erp.live_keys(entity), store.live_keys(entity), f"keys of {entity}")
    test.assertEqual(store.rows("PRAGMA integrity_check"), [("ok",)])


def number_from(name, usual):
    return int(os.environ.get(name, usual))


def kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
        return True
    except ProcessLookupError:
        return False
