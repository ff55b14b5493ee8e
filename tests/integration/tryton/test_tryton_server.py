"""Tryton itself, before erphost comes in: the server runs on the restored dump, and our accounts may do what they should."""
import base64
import http.client
import json
import os
import unittest
from pathlib import Path
from urllib.parse import urlsplit

import pyodbc

ROOT = Path(__file__).resolve().parents[3]


def call(method, *parameters, session=None, database=None):
    """One JSON-RPC call, as Tryton's desktop client makes it."""
    where = urlsplit(os.environ["ERPHOST_TEST_TRYTON_URL"])
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=60)
    headers = {"Content-Type": "application/json"}
    if session:
        headers["Authorization"] = "Session " + session
    name = os.environ["ERPHOST_TEST_TRYTON_DATABASE"] if database is None else database
    connection.request("POST", f"/{name}/" if name else "/", json.dumps({"id": 1, "method": method, "params": list(parameters)}),
                       headers)
    reply = connection.getresponse()
    body = reply.read()
    connection.close()
    if reply.status != 200:
        raise RuntimeError(f"{reply.status} {reply.reason}")
    answer = json.loads(body)
    if "error" in answer:
        raise RuntimeError(answer["error"])
    return answer["result"]


def sign_in():
    user = os.environ["ERPHOST_TEST_TRYTON_USER"]
    number, key = call("common.db.login", user, {"password": os.environ["ERPHOST_TEST_TRYTON_PASSWORD"]}, "en")
    return base64.b64encode(f"{user}:{number}:{key}".encode()).decode()


@unittest.skipUnless("ERPHOST_TEST_TRYTON_URL" in os.environ, "no Tryton is running")
class TrytonServer(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.pull = pyodbc.connect(os.environ["ERPHOST_TEST_TRYTON_ODBC_PULL"], autocommit=True)
        cls.push = pyodbc.connect(os.environ["ERPHOST_TEST_TRYTON_ODBC_PUSH"], autocommit=True)

    @classmethod
    def tearDownClass(cls):
        cls.pull.close()
        cls.push.close()

    def test_version(self):
        self.assertTrue(call("common.server.version", database="").startswith("6.0."))

    def test_a_wrong_password_is_refused(self):
        with self.assertRaises(RuntimeError) as refused:
            call("common.db.login", "admin", {"password": "wrong"}, "en")
        self.assertIn("401", str(refused.exception))

    def test_tryton_and_odbc_see_the_same_deliveries(self):
        session = sign_in()
        for state in ["done", "draft", "waiting", "assigned", "packed", "cancelled"]:
            by_tryton = call("model.stock.shipment.out.search_count", [["state", "=", state]], {}, session=session)
            by_odbc = self.pull.execute("SELECT COUNT(*) FROM stock_shipment_out WHERE state = ?", state).fetchval()
            self.assertEqual(by_tryton, by_odbc, state)
        self.assertGreater(self.pull.execute("SELECT COUNT(*) FROM stock_shipment_out WHERE state = 'done'").fetchval(), 2900)

    def test_a_change_in_tryton_sets_the_change_column(self):
        session = sign_in()
        row = self.pull.execute("SELECT MIN(id) FROM party_party WHERE write_date IS NULL").fetchval()
        self.assertIsNotNone(row, "Tryton leaves write_date NULL until the first change")
        name = self.pull.execute("SELECT name FROM party_party WHERE id = ?", row).fetchval()
        call("model.party.party.write", [row], {"name": name}, {}, session=session)
        self.assertIsNotNone(self.pull.execute("SELECT write_date FROM party_party WHERE id = ?", row).fetchval())

    def test_every_select_of_the_mapping_runs_with_the_reading_account(self):
        mapping = json.loads((ROOT / "config" / "mappings" / "tryton.json").read_text(encoding="utf-8"))
        for name, entity in mapping["entities"].items():
            alias = entity["from"].get("as", "e")

            def source(part):
                return f"({part['select']})" if "select" in part else f'"{part["table"]}"'

            sql = f"FROM {source(entity['from'])} {alias}"
            for join in entity.get("joins", []):
                pairs = [(left if "." in left else f"{alias}.{left}", f"{join['as']}.{right}") for left, right in join["on"]]
                kind = "INNER" if join.get("type") == "inner" else "LEFT"
                sql += f" {kind} JOIN {source(join)} {join['as']} ON " + " AND ".join(f"{a} = {b}" for a, b in pairs)
            columns = set()
            for field in entity["fields"].values():
                columns |= {field[part] for part in ("column", "date", "time") if part in field}
            listed = ", ".join(column if "." in column else f"{alias}.{column}" for column in sorted(columns))
            keys = ", ".join(f"{alias}.{key}" for key in entity["key"])
            with self.subTest(entity=name):
                rows = self.pull.execute(f"SELECT COUNT(*), COUNT(DISTINCT ({keys})) {sql}").fetchone()
                self.assertEqual(rows[0], rows[1], "the joins must not multiply rows")
                # Ours are typed into later: nobody has sent a contact sheet or counted yet; this Tryton keeps no spare parts.
                if name not in ("contact_sheet_answer", "stock_count_entry", "part", "stock_balance"):
                    self.assertGreater(rows[0], 0)
                self.pull.execute(f"SELECT {listed} {sql}").fetchone()

    def test_accounts_may_not_do_more_than_they_must(self):
        for connection, sql in [(self.pull, "UPDATE party_party SET name = name"),
                                (self.pull, "DELETE FROM erphost_callback"),
                                (self.pull, "SELECT * FROM res_user"),
                                (self.push, "UPDATE stock_shipment_out SET reference = reference"),
                                (self.push, "DELETE FROM erphost_callback")]:
            with self.subTest(sql=sql), self.assertRaises(pyodbc.Error) as refused:
                connection.execute(sql)
            self.assertEqual(refused.exception.args[0], "42501")


if __name__ == "__main__":
    unittest.main()
