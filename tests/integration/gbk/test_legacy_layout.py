"""The GBK database itself, before erphost comes in: what it can hold, what it refuses, what our accounts may do."""
import os
import unittest

import pyodbc


@unittest.skipUnless("ERPHOST_TEST_GBK_ODBC_PULL" in os.environ, "no GBK database is running")
class LegacyLayout(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.pull = pyodbc.connect(os.environ["ERPHOST_TEST_GBK_ODBC_PULL"], autocommit=True)
        cls.push = pyodbc.connect(os.environ["ERPHOST_TEST_GBK_ODBC_PUSH"], autocommit=False)

    @classmethod
    def tearDownClass(cls):
        cls.pull.close()
        cls.push.close()

    def tearDown(self):
        self.push.rollback()

    def value(self, sql, *parameters):
        return self.pull.execute(sql, *parameters).fetchval()

    def test_characters_beyond_gb2312_are_held_as_gbk(self):
        text = self.value("SELECT HEX(KHXM) FROM KH_DA WHERE KHXM LIKE '%喆%' LIMIT 1")
        self.assertIn("喆".encode("gbk").hex().upper(), text)

    def test_numbers_repeat_between_branches(self):
        self.assertGreater(self.value("SELECT COUNT(*) FROM KH_DA WHERE KHBH = 'K000001'"), 1)

    def test_the_change_column_is_null_for_some_finished_orders(self):
        self.assertGreater(self.value("SELECT COUNT(*) FROM FW_PGD WHERE ZT = '2' AND XGSJ IS NULL"), 10)

    def test_every_finished_order_has_its_completion(self):
        self.assertEqual(self.value("SELECT COUNT(*) FROM FW_PGD WHERE ZT = '2'"), self.value("SELECT COUNT(*) FROM `服务完工表`"))

    def test_an_emoji_is_refused(self):
        with self.assertRaises(pyodbc.Error) as refused:
            self.push.execute("UPDATE FW_PGD SET FKYJ = '好😀' WHERE FGS = '01' LIMIT 1")
        self.assertIn("FKYJ", str(refused.exception))

    def test_the_pushing_account_writes_three_columns_only(self):
        self.assertEqual(self.push.execute("UPDATE FW_PGD SET HFZT = '已回访' WHERE FGS = '01' LIMIT 1").rowcount, 1)
        with self.assertRaises(pyodbc.Error):
            self.push.execute("UPDATE FW_PGD SET BZ = '' WHERE FGS = '01' LIMIT 1")
        with self.assertRaises(pyodbc.Error):
            self.push.execute("DELETE FROM EH_HFJG")


if __name__ == "__main__":
    unittest.main()
