"""The Windows program under Wine: an order of the ERP becomes a call-back, and its answer stands in the ERP's own table."""
import contextlib
import os
import sqlite3
import subprocess
import unittest
from datetime import date, timedelta
from pathlib import Path

from host import until
from wine import WindowsHost, windows_processes

WORDS = "师傅迟到两小时，没有试机"
SQL_ORDER = 'SELECT HFZT, CLZT, "反馈意见" FROM PGD WHERE GSBH = ? AND TRIM(PGDH) = ?'


@unittest.skipUnless("WINEPREFIX" in os.environ, "tests/windows/run makes the Wine that this needs")
class EndToEnd(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        # The drivers under Wine are Linux libraries: they take the Linux path.
        cls.erp = Path(os.environ["ERPHOST_TEST_TMP"]) / "erp.db"
        done = subprocess.run([*WindowsHost.command, "demo-erp", "--file", WindowsHost.native(cls.erp), "--orders", "300",
                               "--seed", "1"], capture_output=True, encoding="utf-8", timeout=300)
        if done.returncode != 0:
            raise RuntimeError(f"demo-erp ended with {done.returncode}: {done.stdout}{done.stderr}")
        connection = f"Driver={{SQLite3}};Database={cls.erp};StepAPI=1;Timeout=5000"
        cls.host = WindowsHost("demo", {"erp.pull": connection, "erp.push": connection},
                               go_live=(date.today() - timedelta(days=60)).isoformat()).__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.host.__exit__()

    def order(self, branch, number):
        with contextlib.closing(sqlite3.connect(f"file:{self.erp}?mode=ro", uri=True, timeout=5)) as erp:
            return erp.execute(SQL_ORDER, (branch, number)).fetchone()

    def test_an_answer_stands_in_the_erp_and_the_host_stops_in_order(self):
        def open_task():
            # The clerks of the demo ERP have called some of their customers already.
            return next((task for task in self.host.every("/survey/tasks?state=open") if task["kind"] == "work_order" and
                         self.order(task["branchId"], task["orderNumber"])[0] != "已回访"), None)
        task = until("a call-back of a work order", open_task, 120)
        self.host.api("POST", f"/survey/tasks/{task['id']}/lease")
        etag = self.host.send("GET", f"/survey/tasks/{task['id']}")[1]["ETag"]
        self.host.api("POST", f"/survey/tasks/{task['id']}/attempts",
                      {"disposition": "answered", "level": "dissatisfied", "words": WORDS}, If_Match=etag)

        def written():
            callback, handling, feedback = self.order(task["branchId"], task["orderNumber"])
            assert (callback, handling) == ("已回访", "已通知售后") and WORDS in (feedback or ""), (callback, handling, feedback)
            return True
        until("the answer in the ERP", written, 30)

        self.assertTrue(windows_processes())
        self.host.stop()
        until("no program of ours left", lambda: not windows_processes(), 10)


if __name__ == "__main__":
    unittest.main()
