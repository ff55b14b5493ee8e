"""The legacy GBK database behind a running host: work orders in, call-backs recorded, the ERP's own columns written."""
import os
import unittest

import pyodbc

from host import Host, until


def text(column):
    """What the ERP has, from its bytes: pyodbc cuts text that this driver calls shorter than it is (高敏超 came as 高敏)."""
    return None if column is None else bytes.fromhex(column).decode("gbk")


@unittest.skipUnless("ERPHOST_TEST_GBK_ODBC_PULL" in os.environ, "no GBK database is running")
class LegacyWorkOrders(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.erp = pyodbc.connect(os.environ["ERPHOST_TEST_GBK_ODBC_PULL"], autocommit=True)
        # Rows that nobody has called: on-site work is called back without a draw (SV-01, 100 %).
        cls.on_site = {f"{branch}|{number}": (branch, number) for branch, number in cls.erp.execute(
            "SELECT TRIM(FGS), TRIM(DH) FROM FW_PGD WHERE ZT = '2' AND FS = '1'").fetchall()}
        cls.host = Host("legacy-gbk", {"erp.pull": os.environ["ERPHOST_TEST_GBK_ODBC_PULL"],
                                       "erp.push": os.environ["ERPHOST_TEST_GBK_ODBC_PUSH"]}).__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.host.__exit__()
        cls.erp.close()

    def tasks(self):
        def complete():
            tasks = [task for task in self.host.every("/survey/tasks") if task["stage"] == "on_site"]
            assert len(tasks) == len(self.on_site), f"{len(tasks)} tasks for {len(self.on_site)} finished on-site orders"
            return tasks
        return until("SV-01: a task for every finished on-site order", complete, 180)

    def answer(self, task, level, words=""):
        self.host.api("POST", f"/survey/tasks/{task['id']}/lease")
        _, headers = self.host.send("GET", f"/survey/tasks/{task['id']}")
        self.host.api("POST", f"/survey/tasks/{task['id']}/attempts",
                      {"disposition": "answered", "level": level, "words": words}, If_Match=headers["ETag"])
        return self.on_site[task["orderKey"]]

    def row(self, key):
        return tuple(text(value) for value in self.erp.execute(
            "SELECT HEX(HFZT), HEX(CLZT), HEX(FKYJ) FROM FW_PGD WHERE FGS = ? AND DH = ?", *key).fetchone())

    def test_check_finds_nothing_wrong(self):
        self.host.cli("erp", "check")

    def test_names_come_through_as_the_erp_has_them(self):
        by_key = {f"{branch}|{number}": text(name) for branch, number, name in self.erp.execute(
            "SELECT TRIM(p.FGS), TRIM(p.DH), HEX(TRIM(k.KHXM)) FROM FW_PGD p JOIN KH_DA k ON k.FGS = p.FGS AND k.KHBH = p.KHBH "
            "WHERE p.ZT = '2' AND p.FS = '1'").fetchall()}
        for task in self.tasks():
            self.assertEqual(task["customerName"], by_key[task["orderKey"]], task["orderKey"])

    def test_sv_51_a_content_customer_completes_the_order(self):
        key = self.answer(self.tasks()[0], "satisfied")
        until("已回访, 已完成", lambda: self.row(key)[:2] == ("已回访", "已完成"), 15)
        self.assertIn(self.row(key)[2], (None, ""))

    def test_sv_52_a_dissatisfied_customer_is_passed_on_in_his_words(self):
        words = "师傅迟到两小时，喆先生很不满意"
        key = self.answer(self.tasks()[1], "dissatisfied", words)
        until("已回访, 已通知售后", lambda: self.row(key) == ("已回访", "已通知售后", words), 15)

    def test_words_that_gbk_cannot_hold_are_refused_before_writing(self):
        key = self.answer(self.tasks()[2], "very_dissatisfied", "太差了😡")

        def dead():
            records = self.host.every("/erp/outbox?state=refused&type=callback_status")
            return [record for record in records if record["key"].endswith("|".join(key))]
        letters = until("a dead letter", dead, 15)
        text = str(letters[0])
        self.assertIn("FKYJ", text)
        self.assertIn("😡", text)
        self.assertEqual(self.row(key)[2] or "", "")


if __name__ == "__main__":
    unittest.main()
