"""A complaint about a delivery of a running Tryton: its contact sheet stands in our table of Tryton's database, the answer that is
typed there comes back, and Tryton's own tables are as they were."""
import os
import unittest
import uuid
from contextlib import closing

import pyodbc

from department import DepartmentStaff
from host import Host, until

ANSWER = {"result": "已核实，司机迟到", "measure": "已致歉并补送", "byName": "何主管"}
OURS = ("erphost_callback", "erphost_complaint", "erphost_contact_sheet", "erphost_dispatch_request", "erphost_message")
#: What trytond writes by itself while it runs: sessions, its clock, its caches.
RESTLESS = ("ir_session%", "ir_cron%", "ir_queue%", "ir_cache%", "res_user_login%", "ir_message%")


class TrytonHost(DepartmentStaff, Host):
    """The host on Tryton with both plugins and the department's people."""


@unittest.skipUnless("ERPHOST_TEST_TRYTON_URL" in os.environ, "no Tryton is running")
class TrytonContactSheets(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        conninfo = dict(part.split("=", 1) for part in os.environ["ERPHOST_TEST_TRYTON_POSTGRES"].split())
        cls.erp = pyodbc.connect(f"Driver={{PostgreSQL Unicode}};Server={conninfo['host']};Port={conninfo['port']};"
                                 f"Database={conninfo['dbname']};UID={conninfo['user']};PWD={conninfo['password']}", autocommit=True)
        cls.addClassCleanup(cls.erp.close)
        cls.host = TrytonHost("tryton", {"erp.pull": os.environ["ERPHOST_TEST_TRYTON_ODBC_PULL"],
                                         "erp.push": os.environ["ERPHOST_TEST_TRYTON_ODBC_PUSH"]}, plugins=("survey", "complaints"))
        cls.addClassCleanup(cls.host.__exit__)
        cls.addClassCleanup(cls.take_back, {table: cls.records(table) for table in OURS})
        cls.before = cls.tables()
        cls.host.start()
        cls.host.staff()
        until("deliveries to call about", lambda: len(cls.deliveries()) > 20, 180)

    @classmethod
    def records(cls, table):
        return {record for record, in cls.erp.execute(f"SELECT record_id FROM {table}").fetchall()}

    @classmethod
    def take_back(cls, before):
        """A record has the same id in a new store: the next host must not find what this one's branch typed."""
        for table, known in before.items():
            for record in cls.records(table) - known:
                cls.erp.execute(f"DELETE FROM {table} WHERE record_id = ?", record)

    @classmethod
    def deliveries(cls):
        return [task for task in cls.host.api("GET", "/survey/tasks?state=open&limit=200")["items"] if task["kind"] == "delivery"]

    @classmethod
    def tables(cls):
        """Table → hash of all its rows, of everything that is not ours."""
        names = [name for name, in cls.erp.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'erphost%' AND NOT (tablename LIKE ANY "
            f"(ARRAY[{', '.join(repr(name) for name in RESTLESS)}])) ORDER BY 1").fetchall()]
        return {name: cls.erp.execute(f'SELECT COUNT(*), COALESCE(MD5(STRING_AGG(r, \'\' ORDER BY r)), \'\') FROM (SELECT MD5(CAST(t AS '
                                      f'text)) AS r FROM "{name}" t) x').fetchone()[:] for name in names}

    def complained(self):
        """A delivery whose customer was dissatisfied; (task, its sheet, sent)."""
        task = self.deliveries()[0]
        self.host.lin.change(f"/survey/tasks/{task['id']}", "/attempts",
                             {"disposition": "answered", "level": "dissatisfied", "words": "送货迟到，外包装破损"})
        case = self.host.case_of(self.host.lin, task["orderNumber"])
        self.assertEqual((case["complaintKind"], case["kind"]), ("logistics", "delivery"))
        return task, self.host.sent_sheet(case)

    def row(self, sheet):
        cursor = self.erp.execute("SELECT * FROM erphost_contact_sheet WHERE record_id = ?", sheet["id"])
        found = [dict(zip([column[0] for column in cursor.description], row)) for row in cursor.fetchall()]
        self.assertLessEqual(len(found), 1)
        return found[0] if found else None

    def type_in(self, sheet, result, measure, name):
        self.assertEqual(1, self.erp.execute(
            "UPDATE erphost_contact_sheet SET result = ?, measure = ?, answered_by = ?, answered_at = now() AT TIME ZONE 'UTC' "
            "WHERE record_id = ?", result, measure, name, sheet["id"]).rowcount)

    def answered(self, sheet, answers=1):
        path = f"/complaints/sheets/{sheet['id']}"
        detail = until("answered", lambda: (lambda got: got if len(got["answers"]) == answers else None)(self.host.lin.api("GET", path)), 30)
        self.assertEqual([answer["stands"] for answer in detail["answers"]].count(True), 1)
        until("answered, in Tryton's database too", lambda: self.row(sheet)["sheet_state"] in ("answered", "已回复"), 20)
        return detail

    def test_x_05_the_sheet_stands_in_trytons_database_and_the_answer_typed_there_arrives(self):
        """[X-05]"""
        task, sheet = self.complained()
        row = until("the sheet", lambda: self.row(sheet), 20)
        self.assertEqual((row["branch"], row["number"], row["order_number"], row["department"], row["problem"], row["sheet_state"]),
                         (task["branchId"], sheet["number"], task["orderNumber"], "logistics", "送货迟到，外包装破损", "sent"))
        self.assertIsNotNone(row["due_at"])
        complaint = until("the complaint", lambda: self.erp.execute(
            "SELECT complaint_state FROM erphost_complaint WHERE shipment = ?", task["orderKey"]).fetchall(), 20)
        self.assertEqual([state for state, in complaint], ["open"])
        self.type_in(sheet, "司机迟到两小时，已核实", "扣绩效，重新配送", "何主管")
        detail = self.answered(sheet)
        self.assertEqual((detail["via"], detail["answeredByName"], detail["result"]), ("erp", "何主管", "司机迟到两小时，已核实"))

    def test_x_08_the_link_and_tryton_at_once(self):
        """[X-08] [CP-14] an office without Tryton answers by its link while the other one types: one stands, both are kept."""
        _, sheet = self.complained()
        token = self.host.link_to(sheet)
        until("the sheet", lambda: self.row(sheet), 20)
        self.type_in(sheet, "Tryton 中已回复", "已处理", "何主管")
        status, reply, _ = self.host.public("POST", f"/complaints/public/sheets/{token}/answers", ANSWER, Idempotency_Key=str(uuid.uuid4()))
        self.assertEqual(status, 201, reply)
        detail = self.answered(sheet, answers=2)
        self.assertEqual({answer["via"] for answer in detail["answers"]}, {"erp", "link"})
        self.assertEqual(self.row(sheet)["result"], "Tryton 中已回复")

    def test_x_06_trytons_own_tables_are_as_they_were(self):
        """[X-06] whatever was called, complained and answered; and the account that writes could not have done otherwise."""
        _, sheet = self.complained()
        self.type_in(until("the sheet", lambda: self.row(sheet) and sheet, 20), "已核实", "已处理", "何主管")
        self.answered(sheet)
        until("all is written", lambda: not self.host.every("/erp/outbox?state=waiting"), 30)
        after = self.tables()
        self.assertEqual({name for name in after if after[name] != self.before.get(name)}, set())
        self.assertEqual(after.keys(), self.before.keys())
        self.assertGreater(len(after), 100)
        with closing(pyodbc.connect(os.environ["ERPHOST_TEST_TRYTON_ODBC_PUSH"], autocommit=True)) as push:
            for forbidden in ("UPDATE stock_shipment_out SET state = state WHERE id = 1", "UPDATE party_party SET name = name WHERE id = 1",
                              "DELETE FROM erphost_contact_sheet WHERE record_id = ''"):
                with self.assertRaisesRegex(pyodbc.Error, "42501"):
                    push.execute(forbidden)


if __name__ == "__main__":
    unittest.main()
