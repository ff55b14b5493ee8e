"""The plugin's worker is killed again and again while a file of complaints is imported, and while it is taken back: in the end every
line is one case, and every case is void.

ERPHOST_CHAOS_LINES and _SEED choose the sizes.
"""
import os
import random
import shutil
import sys
import tempfile
import time
import unittest
import uuid
from pathlib import Path

from host import Host, HttpProblem, until

sys.path.insert(0, str(Path(__file__).resolve().parent))
from disturbance import DemoErp, Store, connection_string, days_ago, kill, number_from, workers  # noqa: E402

LINES = number_from("ERPHOST_CHAOS_LINES", 2_000)
SEED = number_from("ERPHOST_CHAOS_SEED", 20261122)
PIECE = 200
KILLS = 4  # each way: the host lets a worker that keeps dying wait twice as long each time


class KilledImports(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="imports-", dir=os.environ.get("ERPHOST_TEST_TMP")))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        secret = connection_string(self.folder / "erp.db")
        self.host = Host("demo", {"erp.pull": secret, "erp.push": secret}, go_live=days_ago(10), folder=self.folder,
                         plugins=("complaints",))
        DemoErp.make(self.folder / "erp.db", self.host.mapping, 50, SEED)
        self.host.start(arguments=("--quarantine-after", "0"))
        self.addCleanup(self.host.stop)
        self.batch_id = str(uuid.uuid4())
        self.path = f"/complaints/imports/{self.batch_id}"

    def one(self, sql):
        return Store(self.host).rows(sql)[0][0]

    def batch(self):
        return self.host.api("GET", self.path)

    def act(self, what, body=None):
        return self.host.api("POST", f"{self.path}/{what}", body, If_Match=f'"{self.batch()["version"]}"')

    def killed_until(self, state, dice):
        """Kills the worker at random moments of the work until the batch is in the state; how often."""
        kills, last, deadline = 0, None, time.monotonic() + number_from("ERPHOST_CHAOS_SECONDS", 240)
        while True:
            self.assertLess(time.monotonic(), deadline, f"not {state} after {kills} kills; last {last}")
            try:
                last = self.batch()
                if last["state"] == state:
                    return kills
            except (HttpProblem, OSError) as error:
                last = error  # it is not up again yet
            time.sleep(dice.uniform(0.1, 0.6))
            running = workers(self.host.data, "plugin")
            if kills < KILLS and running and kill(dice.choice(running)):
                kills += 1

    def test_every_line_once_and_all_back(self):
        branch = until("branches", lambda: Store(self.host).rows("SELECT erp_key FROM erp_branch WHERE deleted = 0 LIMIT 1"), 60)[0][0]
        self.host.api("POST", "/complaints/imports", {"id": self.batch_id, "kind": "cases", "fileName": "未结投诉.xlsx", "headings": {}})
        day = f"{(d := days_ago(20))[:4]}-{d[4:6]}-{d[6:8]}" if "-" not in (d := days_ago(20)) else d
        for first in range(0, LINES, PIECE):
            self.host.api("POST", f"{self.path}/lines", {"lines": [
                {"row": row + 2, "cells": {"oldNumber": f"T{row}", "branch": branch, "customer": f"客户{row}", "phone": str(13900000000 + row),
                                           "receivedOn": day, "kind": "售后", "words": f"空调漏水 {row}"}}
                for row in range(first, min(LINES, first + PIECE))]})
        self.assertEqual(self.batch()["counts"], {"lines": LINES, "wrong": 0, "leftOut": 0, "done": 0, "undone": 0, "blocked": 0})

        dice = random.Random(SEED)
        self.act("apply")
        kills = self.killed_until("applied", dice)
        self.assertGreater(kills, 0, "it was over before it was killed")
        cases = "FROM complaints_case WHERE origin = 'import'"
        self.assertEqual(self.one(f"SELECT COUNT(*) {cases}"), LINES)
        self.assertEqual(self.one(f"SELECT COUNT(DISTINCT words) {cases} AND state = 'open'"), LINES)
        self.assertEqual(self.one("SELECT COUNT(DISTINCT record_id) FROM complaints_import_line WHERE state = 'done'"), LINES)
        self.assertEqual(self.one(f"SELECT COUNT(*) {cases} AND id NOT IN (SELECT record_id FROM complaints_import_line)"), 0)
        self.act("undo", {"reason": "导错了文件"})
        kills_back = self.killed_until("undone", dice)
        self.assertGreater(kills_back, 0, "it was over before it was killed")
        self.assertEqual(self.one(f"SELECT COUNT(*) {cases} AND state = 'voided'"), LINES)
        self.assertEqual(self.one(f"SELECT COUNT(*) {cases}"), LINES)
        self.assertEqual(self.one("SELECT COUNT(*) FROM complaints_import_line WHERE state = 'undone'"), LINES)
        self.assertEqual(Store(self.host).rows("PRAGMA integrity_check"), [("ok",)])
        print(f"    {LINES} lines: {kills} kills on the way in, {kills_back} on the way back", flush=True)


if __name__ == "__main__":
    unittest.main()
