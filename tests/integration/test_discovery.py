"""Map by example (首次设置): branch IT goes through "connect by example" in a browser, with one order that they know, and gets a mapping
that `erphost erp check` passes — on the demo ERP, on Tryton and on the GBK database, with an account that only reads. What the
host cannot write is a hand list, and the next pull confirms what was clicked in the ERP (X-08)."""
import json
import os
import re
import sqlite3
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

import pyodbc

from host import Host, until
from servers import ROOT

BRANCHES = {"MX", "CG", "XX", "HZ", "YX"}


class BareHost(Host):
    """A host that knows no ERP yet."""

    def __init__(self, plugins=()):
        super().__init__({"timeZone": "Asia/Shanghai"}, {}, plugins=plugins)
        del self.setup["mapping"]

    def by_example(self, **told):
        """What a person sees who goes through the page."""
        self.api("GET", "/session")  # signed in
        done = subprocess.run(["node", str(ROOT / "tests" / "console" / "discover.mjs"), f"http://127.0.0.1:{self.port}",
                               self._headers["Cookie"]], input=json.dumps(told), capture_output=True, text=True, timeout=400)
        if done.returncode != 0:
            raise AssertionError(done.stderr[-3000:])
        return json.loads(done.stdout)

    def mapping_now(self):
        return json.loads((self.data / "erp.json").read_text(encoding="utf-8"))


def connection_of(text):
    """The form that a person fills in for a connection string of the tests."""
    part = dict(re.findall(r"(\w+)=([^;]*)", text))
    kind = "postgresql" if "PostgreSQL" in text else "mariadb"
    return {"kind": kind, "server": part["Server"], "port": part["Port"], "database": part["Database"], "user": part["UID"],
            "password": part["PWD"]}


class Discovery(unittest.TestCase):
    def reads(self, host, entity, seconds=90):
        """Rows of an entity once it has been read in full."""
        def line():
            found = [one for one in host.api("GET", "/erp/status")["entities"] if one["entity"] == entity]
            return found and found[0]["okAt"] and found[0]
        until(f"{entity} read in full", line, seconds)
        with sqlite3.connect(f"file:{host.data / 'store.db'}?mode=ro", uri=True) as store:
            store.row_factory = sqlite3.Row
            return {row["number"]: dict(row) for row in store.execute(f"SELECT * FROM erp_{entity} WHERE deleted = 0")}

    def fits(self, host):
        report = host.cli_json("erp", "check")
        self.assertTrue(report["fits"], report["findings"])

    def columns(self, found, expected):
        self.assertEqual({field: found["columns"].get(field) for field in expected}, expected)


class OnTheDemoErp(Discovery):
    """SQLite; and the hand list of a read-only host."""

    MEANINGS = {"service_type": {"01": "安装", "02": "维修"}, "service_mode": {"1": "上门", "2": "送修"}, "warranty": {"Y": "保内", "N": "保外"},
                "status": {"1": "已派", "9": "作废"}}

    def test_one_order_leads_to_a_mapping_and_a_click_in_the_erp_confirms_the_hand_list(self):
        """[X-08]"""
        with tempfile.TemporaryDirectory(dir=os.environ.get("ERPHOST_TEST_TMP")) as folder, BareHost(plugins=("survey",)) as host:
            file = Path(folder) / "erp.db"
            subprocess.run([*host.command, "demo-erp", "--file", str(file), "--orders", "300", "--seed", "7"], check=True, capture_output=True)
            erp = sqlite3.connect(file, isolation_level=None)
            self.addCleanup(erp.close)
            number, customer, phone = erp.execute(
                "SELECT TRIM(PGDH), TRIM(KHMC), LXDH FROM PGD WHERE DJZT = '2' AND LXDH IS NOT NULL AND SCBZ = '0' ORDER BY WGRQ DESC LIMIT 1").fetchone()
            found = host.by_example(connection={"kind": "sqlite", "database": str(file)},
                                    known={"order": number, "customer": customer, "phone": phone}, meanings=self.MEANINGS, level="read")
            self.columns(found, {
                "work_order.number": "PGDH", "work_order.branch": "GSBH", "work_order.customer_name": "KHMC", "work_order.customer_phone": "LXDH",
                "work_order.customer_address": "AZDZ", "work_order.completed_at": "WGRQ", "work_order.ordered_at": "BDRQ", "work_order.total": "HJJE",
                "work_order.status": "DJZT", "work_order.callback_status": "HFZT", "work_order.updated_at": "XGSJ", "customer.number": "KHBH"})
            self.assertTrue(all(rows <= 20 for rows in found["rows"].values()), found["rows"])
            self.assertNotIn("GRANT", found["script"])
            self.fits(host)
            mapping = host.mapping_now()
            order = mapping["entities"]["work_order"]
            self.assertEqual((order["from"], order["key"], order["changes"]["mode"], order["deleted"]["column"]),
                             ({"table": "PGD"}, ["GSBH", "PGDH"], "watermark", "SCBZ"))
            self.assertEqual(order["fields"]["completed_at"], {"date": "WGRQ", "time": "WGSJ", "as": "local", "basis": "typed"})
            self.assertEqual(mapping["records"]["callback_status"]["mode"], "hand_list")
            rows = self.reads(host, "work_order")
            ours = {row[0] for row in erp.execute("SELECT TRIM(PGDH) FROM PGD WHERE SCBZ = '0'")}
            self.assertEqual(set(rows), ours)
            self.assertEqual((rows[number]["customer_phone"], rows[number]["status"]), (phone, "done"))
            self.assertLessEqual({row["branch_id"] for row in rows.values()}, BRANCHES)
            self.hand_list(host, erp, rows)

    def hand_list(self, host, erp, file_rows):
        """A call-back waits until somebody has clicked it in the ERP, and is confirmed by the next look."""
        def open_task():
            return next((task for task in host.every("/survey/tasks?state=open") if task["stage"] == "on_site"), None)
        task = until("a call-back of an order that was done on site", open_task, 90)
        branch, number = task["orderKey"].split("|")

        def in_the_erp():
            return erp.execute("SELECT HFZT, CLZT FROM PGD WHERE GSBH = ? AND TRIM(PGDH) = ?", (branch, number)).fetchone()
        # The demo's past was called back by others: here nobody has been yet.
        erp.execute("UPDATE PGD SET HFZT = '未回访', CLZT = '' WHERE GSBH = ? AND TRIM(PGDH) = ?", (branch, number))
        before = in_the_erp()
        host.api("POST", f"/survey/tasks/{task['id']}/lease")
        _, headers = host.send("GET", f"/survey/tasks/{task['id']}")
        host.api("POST", f"/survey/tasks/{task['id']}/attempts", {"disposition": "answered", "level": "satisfied", "words": ""},
                 If_Match=headers["ETag"])

        def record():
            return next((one for one in host.every("/erp/outbox?type=callback_status") if one["key"] == task["orderKey"]), None)
        self.assertEqual(until("the record", record, 15)["state"], "waiting")
        time.sleep(8)  # some looks at the ERP
        self.assertEqual((record()["state"], in_the_erp()), ("waiting", before))
        erp.execute("UPDATE PGD SET HFZT = '已回访', CLZT = '已完成' WHERE GSBH = ? AND TRIM(PGDH) = ?", (branch, number))
        until("confirmed by the next look", lambda: record()["state"] == "confirmed", 30)
        self.assertIn(number, file_rows)


@unittest.skipUnless("ERPHOST_TEST_GBK_ODBC_PULL" in os.environ, "no GBK database is running")
class OnTheGbkDatabase(Discovery):
    """MariaDB in GBK: no foreign keys, numbers that repeat between branches, the completion in a table of its own."""

    MEANINGS = {"service_type": {"01": "安装", "02": "维修"}, "service_mode": {"1": "上门", "2": "送修"}, "warranty": {"Y": "保内", "N": "保外"},
                "status": {"0": "未派", "1": "已派", "2": "已完成", "9": "作废"}}

    def test_one_order_leads_to_a_mapping_and_the_script_gives_the_rights_it_needs(self):
        """[X-08]"""
        with pyodbc.connect(os.environ["ERPHOST_TEST_GBK_ODBC"], autocommit=True) as erp, BareHost() as host:
            number, customer, phone = (bytes.fromhex(value).decode("gbk") for value in erp.execute(
                "SELECT HEX(TRIM(p.DH)), HEX(TRIM(k.KHXM)), HEX(k.DH1) FROM FW_PGD p JOIN KH_DA k ON k.FGS = p.FGS AND k.KHBH = p.KHBH "
                "WHERE p.ZT = '2' AND k.DH1 IS NOT NULL AND p.FGS = '04' LIMIT 1").fetchone())
            known = {"order": number, "customer": customer, "phone": phone}
            reader = connection_of(os.environ["ERPHOST_TEST_GBK_ODBC_PULL"])
            host.by_example(connection=reader, known=known, meanings=self.MEANINGS, level="read")
            self.fits(host)
            mapping = host.mapping_now()
            order = mapping["entities"]["work_order"]
            self.assertEqual((order["from"], order["key"], order["branch"]), ({"table": "FW_PGD"}, ["FGS", "DH"], {"column": "FGS"}))
            by_alias = {join["as"]: join["table"] for join in order["joins"]}

            def source(field):
                alias, _, column = order["fields"][field].get("column", order["fields"][field].get("date")).rpartition(".")
                return (by_alias.get(alias, "FW_PGD"), column)
            self.assertEqual([source(field) for field in ("customer_name", "customer_phone", "completed_at", "ordered_at", "technician_name", "product_code")],
                             [("KH_DA", "KHXM"), ("KH_DA", "DH1"), ("服务完工表", "完工日期"), ("FW_PGD", "JDR"), ("SF_DA", "XM"), ("FW_PGD", "SPBH")])

            # What the administrator runs gives both accounts what the mapping of the third level uses, and nothing else.
            script = host.api("POST", "/erp/discovery/level", {"mapping": mapping, "kind": "work_order", "sizes": {"HFZT": 8, "CLZT": 10, "FKYJ": 200},
                                                                "level": "columns"})["script"]
            self.assertIn("GRANT UPDATE (`CLZT`, `FKYJ`, `HFZT`) ON `legacy_gbk`.`FW_PGD` TO 'erphost_write'@'%'", script)
            self.addCleanup(self.take_back, re.findall(r"CREATE TABLE `(\w+)`", script))
            for statement in re.sub(r"--.*", "", script.replace("换成密码", reader["password"])).split(";"):
                if statement.strip():
                    erp.execute(statement)
            host.by_example(connection={**reader, "user": "erphost_read"}, known=known, meanings=self.MEANINGS, level="columns",
                            push={"user": "erphost_write", "password": reader["password"]})
            self.fits(host)
            self.assertEqual(host.mapping_now()["records"]["callback_status"]["mode"], "dry_run")
            with pyodbc.connect(os.environ["ERPHOST_TEST_GBK_ODBC_PUSH"].replace("UID=erp_push", "UID=erphost_write")) as push:
                for refused in ("UPDATE FW_PGD SET BZ = '' WHERE 1 = 0", "DELETE FROM erphost_callback WHERE 1 = 0", "SELECT COUNT(*) FROM KH_DA"):
                    with self.assertRaises(pyodbc.Error, msg=refused):
                        push.execute(refused)

    def take_back(self, tables):
        with pyodbc.connect(os.environ["ERPHOST_TEST_GBK_ODBC"], autocommit=True) as erp:
            for table in tables:
                erp.execute(f"DROP TABLE IF EXISTS {table}")
            erp.execute("DROP USER IF EXISTS erphost_read, erphost_write")


@unittest.skipUnless("ERPHOST_TEST_TRYTON_ODBC_PULL" in os.environ, "no Tryton is running")
class OnTryton(Discovery):
    """PostgreSQL: surrogate keys, declared foreign keys, telephone numbers in a table of their own, instants in UTC."""

    def test_one_order_leads_to_a_mapping(self):
        with pyodbc.connect(os.environ["ERPHOST_TEST_TRYTON_ODBC_PULL"], autocommit=True) as erp, BareHost() as host:
            number, customer, phone = erp.execute(
                "SELECT s.number, p.name, m.value FROM stock_shipment_out s JOIN party_party p ON p.id = s.customer JOIN party_contact_mechanism m "
                "ON m.party = p.id AND m.type = 'mobile' WHERE s.state = 'done' ORDER BY s.id LIMIT 1 OFFSET 100").fetchone()
            host.by_example(connection=connection_of(os.environ["ERPHOST_TEST_TRYTON_ODBC_PULL"]),
                            known={"order": number, "customer": customer, "phone": phone}, level="read")
            self.fits(host)
            order = host.mapping_now()["entities"]["delivery"]
            by_alias = {join["as"]: join for join in order["joins"]}

            def source(field):
                alias, _, column = order["fields"][field].get("column", order["fields"][field].get("date")).rpartition(".")
                return (by_alias[alias].get("table", "select") if alias else "stock_shipment_out", column)
            self.assertEqual([source(field) for field in ("number", "customer_name", "customer_phone", "branch", "completed_at", "status", "updated_at")],
                             [("stock_shipment_out", "number"), ("party_party", "name"), ("select", "value"), ("stock_location", "code"),
                              ("stock_shipment_out", "effective_date"), ("stock_shipment_out", "state"), ("stock_shipment_out", "write_date")])
            self.assertEqual((order["key"], order["changes"]["columns"], order["fields"]["updated_at"]["as"]), (["id"], ["write_date"], "utc"))
            # No party has been changed since it was entered: its write_date is empty.
            self.assertEqual(host.mapping_now()["entities"]["customer"]["changes"]["coalesce"], "create_date")
            rows = self.reads(host, "delivery", 90)
            self.assertEqual((rows[number]["customer_name"], rows[number]["customer_phone"], rows[number]["status"]), (customer, phone, "done"))
            self.assertLessEqual({row["branch_id"] for row in rows.values()}, BRANCHES)


if __name__ == "__main__":
    unittest.main()
