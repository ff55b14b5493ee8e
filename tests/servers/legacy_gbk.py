"""The legacy GBK database inside a MariaDb server: LegacyGbk(server).load().environment()"""
import importlib.util

from servers import ROOT

FOLDER = ROOT / "tests" / "integration" / "gbk"
DATABASE = "legacy_gbk"


class LegacyGbk:
    """erp_reader reads it; erp_push reads it, writes the interface tables, and of a work order three columns only."""

    database = DATABASE

    def __init__(self, mariadb, orders=4000, customers=1500, seed=20260601):
        self.mariadb = mariadb
        self._size = (orders, customers, seed)

    def load(self):
        spec = importlib.util.spec_from_file_location("gbk_fill", FOLDER / "fill.py")
        fill = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(fill)
        self.mariadb.sql((FOLDER / "schema.sql").read_text(), None)
        # One transaction, or every INSERT would wait for the disk.
        self.mariadb.sql("START TRANSACTION;\n" + "".join(fill.generate(*self._size)) + "COMMIT;\n", DATABASE)
        self.mariadb.sql(f"CREATE USER erp_push@'127.0.0.1' IDENTIFIED BY '{self.mariadb.password}';"
                         f"GRANT SELECT ON {DATABASE}.* TO erp_push@'127.0.0.1';"
                         + "".join(f"GRANT INSERT, UPDATE ON {DATABASE}.{table} TO erp_push@'127.0.0.1';"
                                   for table in ("EH_HFJG", "EH_TSZT", "EH_LLD", "EH_PGSQ", "EH_DX", "EH_DDFY", "EH_FK", "EH_JS")) +
                         f"GRANT UPDATE (HFZT, CLZT, FKYJ) ON {DATABASE}.FW_PGD TO erp_push@'127.0.0.1'", None)
        return self

    def environment(self):
        return {"ERPHOST_TEST_GBK_MARIADB": self.mariadb.parameters(DATABASE),
                "ERPHOST_TEST_GBK_ODBC": self.mariadb.odbc(DATABASE),
                "ERPHOST_TEST_GBK_ODBC_PULL": self.mariadb.odbc(DATABASE, "erp_reader"),
                "ERPHOST_TEST_GBK_ODBC_PUSH": self.mariadb.odbc(DATABASE, "erp_push")}
