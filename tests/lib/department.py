"""The whole department on a demo ERP: the host with both plugins, people with their roles, an ERP user, a customer's line.

with DepartmentHost() as host: clerk = Person(host, "lin", ("callback_clerk", "*")); host.erp_user.finished("HZ") …
"""
import http.client
import json
import sqlite3
import time
import uuid
from contextlib import closing
from datetime import datetime, timedelta, timezone
from urllib.parse import quote

from demo import DemoHost
from host import HttpProblem, until

LOCAL = timezone(timedelta(hours=8))
#: What the mapping lets us write in tables of the ERP itself (X-06).
PERMITTED = {"PGD": {"HFZT", "CLZT", "反馈意见", "TSZT", "TSQX", "FYYS", "FYSK", "FYJK", "FYRZ", "FYZT", "FYYC", "JSZT"}, "送货单": {"TSZT", "TSQX"}, "XSD": {"TSZT", "TSQX"}}
INTERFACE = {"EH_HFJG", "EH_LLD", "EH_PGSQ", "EH_DX", "EH_KCCY", "EH_PD", "EH_FK", "EH_JS"}
#: What a worker answers that dies, or is not there yet; the same request with the same key says what became of it.
PASSING = {502, 503}


def local_text(moment):
    return moment.astimezone(LOCAL).strftime("%Y-%m-%d %H:%M:%S")


class ErpUser:
    """Somebody at the ERP's own screens: a second client of its database. Remembers what he did, for `Witness`."""

    def __init__(self, file):
        self.file = file
        self.inserted = {}  # (table, key) → row
        self._numbers = 0

    def _connect(self):
        connection = sqlite3.connect(self.file, timeout=30, isolation_level=None)
        connection.row_factory = sqlite3.Row
        return closing(connection)

    def rows(self, sql, *parameters):
        with self._connect() as erp:
            return [dict(row) for row in erp.execute(sql, parameters).fetchall()]

    def execute(self, sql, *parameters):
        with self._connect() as erp:
            return erp.execute(sql, parameters).rowcount

    def finished(self, branch, phone, done=None, **columns):
        """Types in an air conditioner's install that is done; the order's number. `columns` as the ERP names them."""
        done = done or datetime.now(LOCAL) - timedelta(hours=2)
        template = self.rows("SELECT p.* FROM PGD p JOIN 客户资料 k ON k.GSBH = p.GSBH AND k.KHBH = p.KHBH AND k.客户类别 = '1' "
                             "JOIN WDZL w ON w.WDBH = p.WDBH AND w.LB = '1' WHERE p.FWLX = '01' AND p.FWFS = '1' AND p.DJZT = '2' "
                             "AND p.SCBZ = '0' AND p.SPBM LIKE 'KT%' ORDER BY p.GSBH = ? DESC, p.XGSJ DESC LIMIT 1", branch)[0]
        self._numbers += 1
        number = f"PG9{self._numbers:05}{uuid.uuid4().hex[:4].upper()}"
        row = {**template, "GSBH": branch, "PGDH": number, "LXDH": phone, "KHMC": "赵试之", "HFZT": None, "CLZT": None, "反馈意见": None,
               "TSZT": None, "TSQX": None, "LC": 6, "WGLY": "1", "WGLR": local_text(done), "LRSJ": local_text(done - timedelta(days=1)),
               "XGSJ": local_text(datetime.now(LOCAL))}
        for day, hour, hours in (("BDRQ", "BDSJ", 24), ("PGRQ", "PGSJ", 23), ("LXRQ", "LXSJ", 22.8), ("YYRQ", "YYSJ", 3),
                                 ("DDRQ", "DDSJ", 3), ("WGRQ", "WGSJ", 0)):
            row[day], row[hour] = local_text(done - timedelta(hours=hours)).split(" ")
        row.update(columns)
        names = ", ".join(f'"{name}"' for name in row)
        self.execute(f"INSERT INTO PGD ({names}) VALUES ({', '.join('?' * len(row))})", *row.values())
        self.inserted["PGD", (branch, number)] = row
        return number

    def order(self, number):
        return self.rows("SELECT * FROM PGD WHERE PGDH = ?", number)[0]

    def sheet(self, number):
        """The contact sheet's row in the interface table, or None."""
        found = self.rows("SELECT * FROM EH_LLD WHERE LLDH = ?", number)
        assert len(found) <= 1, f"{number} stands {len(found)} times in EH_LLD"
        return found[0] if found else None

    def answer(self, number, result, measure, name):
        """The branch types its answer into the row that we wrote, and saves."""
        now = local_text(datetime.now(LOCAL))
        changed = self.execute("UPDATE EH_LLD SET CLJG = ?, CLCS = ?, HFR = ?, HFSJ = ?, XGSJ = ? WHERE LLDH = ?", result, measure, name,
                               now, now, number)
        assert changed == 1, f"{number} is not in EH_LLD"


class Witness:
    """X-06: what the ERP held before, and whether anything but interface tables and permitted columns changed since."""

    def __init__(self, user):
        self._user = user
        self._before = self._state()

    @staticmethod
    def _kept(table, row):
        return {name: value for name, value in row.items() if name not in PERMITTED.get(table, ())}

    def _state(self):
        state = {("schema", row["name"]): row["sql"] for row in self._user.rows("SELECT name, sql FROM sqlite_master")}
        for table in [row["name"] for row in self._user.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]:
            if table in INTERFACE or table.startswith("sqlite_"):
                continue
            columns = self._user.rows(f'PRAGMA table_info("{table}")')
            keys = [column["name"] for column in sorted(columns, key=lambda each: each["pk"]) if column["pk"]]
            for row in self._user.rows(f'SELECT * FROM "{table}"'):
                state[table, tuple(row[key] for key in keys)] = self._kept(table, row)
        return state

    def differences(self):
        """(table, key) of every row that came, went or changed without the ERP user having done it."""
        expected = {**self._before, **{place: self._kept(place[0], row) for place, row in self._user.inserted.items()}}
        after = self._state()
        return sorted((place for place in {*expected, *after} if expected.get(place) != after.get(place)), key=repr)


class Person:
    """Somebody who is signed in; a session of his own, so that several work at once."""

    def __init__(self, host, name, *grants):
        self.host, self.name = host, name
        admin = dict(host._headers)
        host.api("POST", "/users", {"username": name, "displayName": name, "language": "zh",
                                    "grants": [{"role": role, "branch": branch} for role, branch in grants]})
        admin = admin or dict(host._headers)
        host.sign_in(name)
        self.headers, host._headers = dict(host._headers), admin

    def ask(self, method, path, body=None, **headers):
        """(status, JSON or None, headers); header names with _ for -."""
        extra = {name.replace("_", "-"): value for name, value in headers.items()}
        if method == "POST":
            extra.setdefault("Idempotency-Key", str(uuid.uuid4()))
        status, text, got = self.host._request(method, "/api/v1" + quote(path, "/?&=%"), body, {**self.headers, **extra})
        return status, (json.loads(text) if text else None), got

    def api(self, method, path, body=None, **headers):
        status, reply, _ = self.ask(method, path, body, **headers)
        if status >= 300:
            raise HttpProblem(method, path, status, json.dumps(reply, ensure_ascii=False))
        return reply

    def patient(self, method, path, body=None, seconds=60, **headers):
        """Like ask, but asked again with the same key while whoever should answer is dying or starting."""
        headers.setdefault("Idempotency_Key", str(uuid.uuid4()))
        deadline = time.monotonic() + seconds
        while True:
            reply = (0, None, {})
            try:
                reply = self.ask(method, path, body, **headers)
                if reply[0] not in PASSING:
                    return reply
            except (OSError, http.client.HTTPException) as error:
                reply = (0, repr(error), {})
            if time.monotonic() > deadline:
                raise AssertionError(f"{method} {path}: for {seconds} s only {reply[:2]}")
            time.sleep(0.1)

    def sure(self, method, path, body=None, **headers):
        """The JSON of a patient request that succeeded."""
        status, reply, _ = self.patient(method, path, body, **headers)
        if status >= 300:
            raise HttpProblem(method, path, status, json.dumps(reply, ensure_ascii=False))
        return reply

    def change(self, path, then, body=None, patient=False):
        """POSTs path + then with the present version of path; what changed meanwhile is read again."""
        ask = self.patient if patient else self.ask
        key = str(uuid.uuid4())
        while True:
            status, reply, headers = ask("GET", path)
            if status >= 300:
                raise HttpProblem("GET", path, status, json.dumps(reply))
            status, reply, _ = ask("POST", path + then, body, If_Match=headers["ETag"], Idempotency_Key=key)
            if status != 412:
                break
            key = str(uuid.uuid4())  # nothing was done under the old one
        if status >= 300:
            raise HttpProblem("POST", path + then, status, json.dumps(reply, ensure_ascii=False))
        return reply


class DepartmentStaff:
    """What a host of any ERP needs for the department at work: its people, their tasks, cases and sheets. With a Host beside it."""

    def staff(self):
        """Two clerks and their manager, for all branches."""
        self.lin, self.wang = (Person(self, name, ("callback_clerk", "*")) for name in ("lin", "wang"))
        self.manager = Person(self, "luo", ("service_manager", "*"))
        return self

    def setting(self, scope, name, value, since=None):
        since = since or datetime.now(LOCAL).date().isoformat()
        return self.api("PUT", f"/settings/{scope}/{name}", {"effectiveFrom": since, "value": value})

    def store_rows(self, sql, *parameters):
        """The store, read by a second client."""
        with closing(sqlite3.connect(f"file:{self.data / 'store.db'}?mode=ro", uri=True, timeout=30)) as store:
            return store.execute(sql, parameters).fetchall()

    def events(self, kind, key):
        """Payloads of an order's events of one kind, oldest first."""
        return [json.loads(payload) for payload, in self.store_rows(
            "SELECT payload FROM journal_event WHERE type = ? AND business_key = ? ORDER BY position", kind, key)]

    def task_of(self, number, seconds=30):
        """The call-back task of an order, once the ERP's change has arrived."""
        def found():
            items = self.api("GET", f"/survey/tasks?search={number}")["items"]
            return items[0] if items else None
        return until(f"a task for {number}", found, seconds)

    def case_of(self, person, number, seconds=30):
        def found():
            items = person.sure("GET", f"/complaints/cases?search={number}")["items"]
            return items[0] if items else None
        return until(f"a case for {number}", found, seconds)

    def sheet_of(self, case, person=None, seconds=30):
        """The contact sheet that a dissatisfied call-back opened (SV-52), once it is there."""
        person = person or self.lin

        def found():
            items = person.sure("GET", f"/complaints/sheets?case={case['id']}")["items"]
            return items[0] if items else None
        return until(f"a contact sheet of {case['number']}", found, seconds)

    def sent_sheet(self, case, patient=False):
        """The case's sheet, signed by the manager and so sent to the branch (CP-14)."""
        sheet = self.sheet_of(case)
        return self.manager.change(f"/complaints/sheets/{sheet['id']}", "/sign", {}, patient)

    def link_to(self, sheet, person=None):
        """The token of a new link to the sheet."""
        return (person or self.lin).sure("POST", f"/complaints/sheets/{sheet['id']}/link", {})["token"]

    def public(self, method, path, body=None, source="127.0.0.1", **headers):
        """(status, JSON, headers) as somebody without an account at an address of his own: those have a limit each."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60, source_address=(source, 0))
        extra = {name.replace("_", "-"): value for name, value in headers.items()}
        if method == "POST":
            extra.setdefault("Idempotency-Key", str(uuid.uuid4()))
        with closing(connection):
            connection.request(method, "/api/v1" + path, None if body is None else json.dumps(body).encode(),
                               {**extra, **({} if body is None else {"Content-Type": "application/json"})})
            reply = connection.getresponse()
            text = reply.read().decode()
            return reply.status, (json.loads(text) if text else None), reply.headers


class DepartmentHost(DepartmentStaff, DemoHost):
    """The demo ERP's host with both plugins, everything written to the ERP, and people of each role."""

    def __init__(self, orders=80, **options):
        super().__init__(orders, **options)
        self.erp_user = ErpUser(self.erp)
        self._phones = 13_900_000_000

    def start(self, environment=None, arguments=()):
        super().start(environment, arguments)
        until("the ERP is read", self.caught_up, 120)
        return self

    def new_phone(self):
        self._phones += 1
        return str(self._phones)

    def dissatisfied(self, clerk, branch, words, patient=False, **more):
        """An install that made its customer unhappy, called back; (order number, task, case, once the case is there)."""
        number = self.erp_user.finished(branch, self.new_phone())
        task = self.task_of(number)
        clerk.change(f"/survey/tasks/{task['id']}", "/attempts",
                     {"disposition": "answered", "level": "dissatisfied", "words": words, **more}, patient)
        return number, task, self.case_of(clerk, number)
