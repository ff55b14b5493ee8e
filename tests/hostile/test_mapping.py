"""`erphost erp check` finds a mapping mistake of each kind, says where it is and what to do; a right mapping passes."""
import copy
import json
import os
import sqlite3
import subprocess
import tempfile
import unittest
from pathlib import Path

from demo import DemoHost
from host import Host
from servers import DATABASE, Postgres

CHINESE = {"LC_ALL": "", "LANG": "zh_CN.UTF-8"}


class Checks:
    """What both ERPs have in common; a class that uses it sets cls.host, which is never served."""

    def check(self, mapping=None, secrets=None, arguments=(), environment=None):
        """(exit code, output, errors) of `erphost erp check` with this mapping."""
        data = self.host.data
        kept = {name: (data / name).read_text(encoding="utf-8") for name in ("erp.json", "secrets.json")}
        try:
            if mapping is not None:
                (data / "erp.json").write_text(json.dumps(mapping, ensure_ascii=False), encoding="utf-8")
            if secrets is not None:
                (data / "secrets.json").write_text(json.dumps({**json.loads(kept["secrets.json"]), **secrets}), encoding="utf-8")
            done = subprocess.run([*self.host.command, "erp", "check", *arguments, "--data", self.host.native(data)],
                                  capture_output=True, encoding="utf-8", timeout=120,
                                  env={**os.environ, "LC_ALL": "C.UTF-8", **(environment or {})})
            return done.returncode, done.stdout, done.stderr
        finally:
            for name, text in kept.items():
                (data / name).write_text(text, encoding="utf-8")

    def finds(self, code, subject, mapping=None, secrets=None):
        """The mistake is found by every way of asking, in both languages, with a remedy."""
        status, output, errors = self.check(mapping, secrets, ["--json"])
        self.assertEqual(status, 1, output + errors)
        report = json.loads(output)
        self.assertFalse(report["fits"])
        found = [finding for finding in report["findings"] if finding["level"] == "error" and finding["code"] == code]
        self.assertTrue(found, report["findings"])
        self.assertIn(subject, json.dumps(found, ensure_ascii=False))
        for environment, language in [({}, "en"), (CHINESE, "zh")]:
            status, output, errors = self.check(mapping, secrets, environment=environment)
            self.assertEqual(status, 1, output + errors)
            self.assertIn(subject, output, language)
            self.assertNotRegex(output, r"\{[a-z]+\}", "a placeholder without a value")
            if language == "zh":
                self.assertRegex(output, "[\u4e00-\u9fff]{4}")
                status, text, errors = self.check(mapping, secrets, ["--json"], environment)
                for finding in json.loads(text)["findings"]:
                    self.assertRegex(finding["remedy"], "[\u4e00-\u9fff]")
            else:
                self.assertIn(found[0]["remedy"], output)
                self.assertTrue(found[0]["remedy"])

    def changed(self, change):
        mapping = copy.deepcopy(self.host.mapping)
        change(mapping)
        return mapping

    def order(self, change):
        return self.changed(lambda mapping: change(mapping["entities"]["work_order"]))

    def test_a_right_mapping_passes(self):
        for environment in ({}, CHINESE):
            status, output, errors = self.check(environment=environment)
            self.assertEqual(status, 0, output + errors)
        status, output, _ = self.check(arguments=["--json"])
        self.assertEqual(status, 0)
        self.assertTrue(json.loads(output)["fits"])

    def test_missing_table(self):
        self.finds("erp.table_missing", "PGD_ALT", self.order(lambda order: order.update({"from": {"table": "PGD_ALT"}})))

    def test_missing_column(self):
        def change(order):
            order["fields"]["customer_name"]["column"] = "KHMC9"
        self.finds("erp.column_missing", "KHMC9", self.order(change))

    def test_wrong_type(self):
        def change(order):
            order["fields"]["total"]["column"] = "KHMC"
        self.finds("erp.check.type_unfit", "KHMC", self.order(change))

    def test_key_not_unique(self):
        self.finds("erp.check.key_not_unique", "GSBH", self.order(lambda order: order.update({"key": ["GSBH"]})))

    def test_unknown_code(self):
        def change(order):
            del order["fields"]["service_type"]["codes"]["02"]
        self.finds("erp.check.code_unknown", "02", self.order(change))

    def test_missing_table_for_writing(self):
        def change(mapping):
            mapping["records"]["callback_status"]["update"]["table"] = "PGD_ALT"
        self.finds("erp.table_missing", "PGD_ALT", self.changed(change))

    def test_id_of_an_interface_table_without_a_unique_index(self):
        self.ddl('CREATE TABLE "EH_TWICE" ("JLBH" varchar(40), "BB" integer, "JYH" integer, "ZT" char(1), "NR" varchar(100))')
        def change(mapping):
            mapping["records"]["callback_result"] = {
                "interface": {"table": "EH_TWICE", "id": "JLBH", "version": "BB", "epoch": "JYH", "state": "ZT"},
                "columns": {"JLBH": "$record_id", "NR": "$words"}, "mode": "dry_run"}
        self.finds("erp.check.id_not_unique", "EH_TWICE", self.changed(change))
        self.ddl('CREATE UNIQUE INDEX "EH_TWICE_ID" ON "EH_TWICE" ("JLBH")')
        status, output, errors = self.check(self.changed(change))
        self.assertEqual(status, 0, output + errors)

    def test_missing_column_for_writing(self):
        def change(mapping):
            mapping["records"]["callback_status"]["set"]["HFZT9"] = mapping["records"]["callback_status"]["set"].pop("HFZT")
        self.finds("erp.column_missing", "HFZT9", self.changed(change))


class OnTheDemoErp(Checks, unittest.TestCase):
    """SQLite, as installer/demo sets it up."""

    @classmethod
    def setUpClass(cls):
        cls.host = DemoHost(orders=60)
        cls.host.apply()

    @classmethod
    def tearDownClass(cls):
        cls.host.__exit__()

    def ddl(self, statement):
        with sqlite3.connect(self.host.erp) as erp:
            erp.execute(statement)
        erp.close()

    def test_wrong_charset(self):
        """An ERP whose text was stored as GBK bytes, read as UTF-8."""
        broken = self.host.base / "gbk.db"
        with sqlite3.connect(self.host.erp) as erp, sqlite3.connect(broken) as copied:
            erp.backup(copied)
            copied.create_function("gbk", 1, lambda text: None if text is None else text.encode("gbk", "replace"))
            copied.execute("UPDATE PGD SET KHMC = CAST(gbk(KHMC) AS TEXT)")
        erp.close()
        copied.close()
        self.finds("erp.check.charset", "KHMC", secrets={
            "erp.pull": f"Driver={{SQLite3}};Database={self.host.native(broken)};StepAPI=1;Timeout=5000"})

    def test_no_right_to_write(self):
        """SQLite has no accounts; a file that may only be read comes nearest."""
        self.finds("erp.check.push_denied", "PGD", secrets={
            "erp.push": f"Driver={{SQLite3}};Database=file:{self.host.native(self.host.erp)}?mode=ro;StepAPI=1;Timeout=5000"})


class OnPostgres(Checks, unittest.TestCase):
    """A PostgreSQL with accounts of few rights: one may read, one may read and write two columns."""

    @classmethod
    def setUpClass(cls):
        cls.server = Postgres().__enter__()
        cls.folder = tempfile.TemporaryDirectory(prefix="mapping-", dir=os.environ.get("ERPHOST_TEST_TMP"))
        word = cls.server.password
        cls.server.sql(f"CREATE ROLE erp_writer LOGIN PASSWORD '{word}'; CREATE ROLE erp_nobody LOGIN PASSWORD '{word}';"
                       "GRANT USAGE ON SCHEMA public TO erp_writer, erp_nobody;")
        cls.server.sql(
            'CREATE TABLE "PGD" ("GSBH" char(2) NOT NULL, "PGDH" varchar(20) NOT NULL, "FWLX" char(2), "FWFS" char(1),'
            '"KHMC" varchar(60), "LXDH" varchar(30), "HJJE" numeric(18,2), "WGSJ" timestamp, "XGSJ" timestamp, "DJZT" char(1),'
            '"HFZT" varchar(20), "FKYJ" varchar(200), PRIMARY KEY ("GSBH", "PGDH"));'
            'INSERT INTO "PGD" SELECT \'01\', \'AZ\' || i, CASE i % 2 WHEN 0 THEN \'01\' ELSE \'02\' END, \'1\', \'王\' || i,'
            '\'1390000\' || i, i * 1.5, timestamp \'2026-10-01\' + i * interval \'1 hour\','
            'timestamp \'2026-10-01\' + i * interval \'1 hour\', \'2\', \'未回访\', NULL FROM generate_series(1, 40) i;'
            'GRANT SELECT ON "PGD" TO erp_writer, erp_reader; GRANT UPDATE ("HFZT", "FKYJ") ON "PGD" TO erp_writer;')
        # The same rows as a database of another encoding holds them after somebody copied them byte by byte.
        cls.server.sql('CREATE TABLE "PGD_GBK" AS SELECT * FROM "PGD"; GRANT SELECT ON "PGD_GBK" TO erp_reader;'
                       'UPDATE "PGD_GBK" SET "KHMC" = convert_from(convert_to("KHMC", \'GBK\'), \'LATIN1\')')
        mapping = {
            "mapping": 1, "name": {"zh": "测试", "en": "Test"}, "timeZone": "Asia/Shanghai",
            "pull": {"secret": "erp.pull", "everySeconds": 2}, "push": {"secret": "erp.push"},
            "entities": {"work_order": {
                "from": {"table": "PGD"}, "key": ["GSBH", "PGDH"], "branch": {"column": "GSBH"},
                "fields": {
                    "number": {"column": "PGDH"},
                    "service_type": {"column": "FWLX", "codes": {"01": "install", "02": "repair"}, "otherwise": "refuse"},
                    "customer_name": {"column": "KHMC"}, "customer_phone": {"column": "LXDH"},
                    "total": {"column": "HJJE", "as": "decimal"}, "completed_at": {"column": "WGSJ", "as": "local", "basis": "event"},
                    "status": {"column": "DJZT", "codes": {"2": "done"}, "otherwise": "refuse"}},
                "changes": {"mode": "watermark", "columns": ["XGSJ"], "overlapSeconds": 120, "sweepMinutes": 60}}},
            "records": {"callback_status": {
                "update": {"table": "PGD", "key": {"GSBH": "$branch", "PGDH": "$order"}},
                "set": {"HFZT": {"value": "$callback_status", "codes": {"called_back": "已回访"}, "permit": [None, "", "未回访"]},
                        "FKYJ": {"append": "$feedback", "maximum": 200, "separator": "；"}}, "mode": "dry_run"}}}
        cls.host = Host(mapping, {"erp.pull": cls.server.odbc(user="erp_reader"), "erp.push": cls.server.odbc(user="erp_writer")},
                        folder=Path(cls.folder.name))
        cls.host.apply()

    @classmethod
    def tearDownClass(cls):
        cls.host.__exit__()
        cls.folder.cleanup()
        cls.server.remove()

    def ddl(self, statement):
        self.server.sql(f"{statement}; GRANT SELECT, INSERT, UPDATE ON \"EH_TWICE\" TO erp_writer;")

    def test_no_right_to_read(self):
        self.finds("odbc.denied", "PGD", secrets={"erp.pull": self.server.odbc(user="erp_nobody")})

    def test_no_right_to_write(self):
        self.finds("erp.check.push_denied", "PGD", secrets={"erp.push": self.server.odbc(user="erp_reader")})

    def test_a_reading_account_that_may_write_is_a_warning(self):
        status, output, errors = self.check(secrets={"erp.pull": self.server.odbc()}, arguments=["--json"])
        self.assertEqual(status, 0, output + errors)
        self.assertIn("erp.check.pull_writes", [finding["code"] for finding in json.loads(output)["findings"]])

    def test_wrong_charset(self):
        self.finds("erp.check.charset", "KHMC", self.order(lambda order: order.update({"from": {"table": "PGD_GBK"}})))

    def test_wrong_password(self):
        self.finds("odbc.login_refused", "", secrets={"erp.pull": self.server.odbc() + "x"})

    def test_a_server_that_is_not_there(self):
        with Postgres() as gone:
            connection = gone.odbc(database=DATABASE)
        self.finds("erp.away", "", secrets={"erp.pull": connection})


if __name__ == "__main__":
    unittest.main()
