"""Killed at every named failpoint, each time in the midst of the same work: in the end store and ERP are as after an
undisturbed run, and each step is settled before the next one begins."""
import os
import random
import re
import shutil
import sys
import tempfile
import time
import unittest
from pathlib import Path

from host import Host, until
from servers import ROOT

sys.path.insert(0, str(Path(__file__).resolve().parent))
from disturbance import (Clerks, DemoErp, Store, check_whole, choice_of, connection_string, days_ago, differences,  # noqa: E402
                         number_from, session_of, wait_until)

SEED = number_from("ERPHOST_CHAOS_SEED", 20261122)
ORDERS = 3000
ANSWERS_A_STEP = 6
SERVE = ("--quarantine-after", "0")
#: Places that one step passes once or a few times only; all others are tried at a later passage too.
RARE = {"sweep.before_delete", "pull.after_fetch", "pull.before_commit", "pull.after_commit"}


def failpoints():
    """Every name in the host's sources."""
    names = set()
    for file in (ROOT / "host").rglob("*.cpp"):
        if "testchild" not in file.parts:
            names.update(re.findall(r'EH_FAILPOINT\("([a-z_.]+)"\)', file.read_text(encoding="utf-8")))
    return sorted(names)


def steps():
    """(name, passage) of every kill. Files and messages do not occur in this story: it has call-backs only."""
    return [(name, at) for name in failpoints() if not name.startswith(("files.", "message.", "packages."))
            for at in ((1,) if name in RARE else (1, 5))]


class Failpoints(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="failpoints-", dir=os.environ.get("ERPHOST_TEST_TMP")))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.since = days_ago(300)
        for name in ("undisturbed", "disturbed"):
            (cls.folder / name).mkdir()
        cls.hosts = {name: cls.host_in(name) for name in ("undisturbed", "disturbed")}
        file = cls.folder / "undisturbed" / "erp.db"
        made = DemoErp.make(file, cls.hosts["undisturbed"].mapping, ORDERS, SEED)
        shutil.copyfile(file, cls.folder / "disturbed" / "erp.db")
        cls.orders = made.callable_orders(cls.since)
        random.Random(SEED).shuffle(cls.orders)

    @classmethod
    def host_in(cls, name):
        secret = connection_string(cls.folder / name / "erp.db")
        host = Host("demo", {"erp.pull": secret, "erp.push": secret}, go_live=cls.since, folder=cls.folder / name,
                    plugins=("survey",))
        # The slice's three entities and the branches: what else is read costs time and passes the same places.
        host.mapping["entities"] = {entity: dict(part, everySeconds=1) for entity, part in host.mapping["entities"].items()
                                    if entity in ("work_order", "delivery", "sale", "branch")}
        host.mapping["push"]["recheckSeconds"] = 2
        return host

    def erp(self, name):
        return DemoErp(self.folder / name / "erp.db", self.hosts[name].mapping)

    def live(self, name, step):
        """What happens in the ERP during a step: remarks change, and rows are deleted for good."""
        erp, answered = self.erp(name).connect(), set(self.orders[:len(steps()) * ANSWERS_A_STEP])
        try:
            keys = erp.execute("SELECT GSBH, PGDH FROM PGD ORDER BY PGDH").fetchall()
            erp.execute("BEGIN IMMEDIATE")
            for branch, number in random.Random(step).sample(keys, 20):
                erp.execute("UPDATE PGD SET BZ = ?, XGSJ = ? WHERE GSBH = ? AND PGDH = ?",
                            (f"第{step}次改动", time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(time.time() + 8 * 3600)), branch,
                             number))
            free = [key for key in keys if f"{key[0].strip()}|{key[1].strip()}" not in answered]
            for branch, number in random.Random(step).sample(free, 2):
                erp.execute("DELETE FROM PGD WHERE GSBH = ? AND PGDH = ?", (branch, number))
            erp.execute("COMMIT")
        finally:
            erp.close()

    def work(self, name, step, tasks):
        """One step's work on a running host: changes, answers and a sweep at the same time; returns when all is settled."""
        host, store = self.hosts[name], Store(self.hosts[name])
        clerks = Clerks(host, tasks, SEED, threads=2)
        try:
            self.live(name, step)
            begun = int(time.time() * 1000)
            self.sweep(host, f"{name}-{step}")
            until("all answered", clerks.finished, 60)
            self.assertEqual(clerks.problems, [])
            wait_until("step settled", lambda: store.unsettled(begun), 60)
        finally:
            clerks.stop()

    def sweep(self, host, key):
        session = session_of(host)
        until("sweep ordered",
              lambda: session.call("POST", "/erp/entities/work_order/sweep", None, Idempotency_Key=key)[0] == 202, 60)
        session.close()

    def sweep_out(self, host):
        """A row is deleted when two sweeps in a row have missed it."""
        for turn in (1, 2):
            begun = int(time.time() * 1000)
            self.sweep(host, f"last-{turn}")
            wait_until("sweep settled", lambda: Store(host).unsettled(begun), 60)

    def test_every_failpoint(self):
        todo = steps()
        self.assertGreaterEqual(len(self.orders), len(todo) * ANSWERS_A_STEP)
        pieces = [self.orders[i * ANSWERS_A_STEP:(i + 1) * ANSWERS_A_STEP] for i in range(len(todo))]

        first = self.hosts["undisturbed"]
        first.start(arguments=SERVE)
        try:
            wait_until("first pull", lambda: Store(first).unsettled(1), 60)
            ids = dict(Store(first).rows("SELECT erp_key, id FROM survey_task WHERE kind = 'work_order'"))
            for step, piece in enumerate(pieces):
                self.work("undisturbed", step, {order: ids[order] for order in piece})
            self.sweep_out(first)
        finally:
            first.stop()
        answers = {order: choice_of(order, SEED) for piece in pieces for order in piece}
        check_whole(self, first, self.erp("undisturbed"), answers)

        host, reached, times = self.hosts["disturbed"], [], []
        try:
            for step, (failpoint, at) in enumerate(todo):
                with self.subTest(failpoint=failpoint, passage=at):
                    begun = time.monotonic()
                    once = self.folder / f"once-{step}"
                    try:
                        host.start({"ERPHOST_FAILPOINT": f"{failpoint}:{at}", "ERPHOST_FAILPOINT_ONCE": str(once)}, SERVE)
                        self.work("disturbed", step, {order: ids[order] for order in pieces[step]})
                    finally:
                        host.stop()
                    self.assertTrue(once.exists() or at > 1, f"{failpoint} was not passed")
                    if once.exists():
                        reached.append((failpoint, at))
                    times.append(time.monotonic() - begun)
            host.start(arguments=SERVE)
            self.sweep_out(host)
        finally:
            host.stop()
        print(f"    {len(reached)} kills at {len({name for name, _ in reached})} failpoints, "
              f"{sum(times) / max(1, len(times)):.1f} s each; not passed so often: "
              f"{[f'{name}:{at}' for name, at in todo if (name, at) not in reached]}", flush=True)
        check_whole(self, host, self.erp("disturbed"), answers)
        state = dict(Store(host).state(), **self.erp("disturbed").state())
        expected = dict(Store(first).state(), **self.erp("undisturbed").state())
        for each in (state, expected):  # both were changed at times of their own
            each["ERP PGD"] = self.without_change_time("disturbed" if each is state else "undisturbed")
            each["erp_work_order"] = self.entity_without_change_time(host if each is state else first)
        self.assertEqual(differences(expected, state), [])

    def without_change_time(self, name):
        erp = self.erp(name).connect()
        try:
            columns = [row[1] for row in erp.execute("PRAGMA table_info(PGD)") if row[1] != "XGSJ"]
            return erp.execute(f"SELECT {', '.join(columns)} FROM PGD ORDER BY GSBH, PGDH").fetchall()
        finally:
            erp.close()

    def entity_without_change_time(self, host):
        store = Store(host)
        names = [row[1] for row in store.rows("PRAGMA table_info(erp_work_order)")]
        left_out = {"updated_at", "updated_at_text", "row_hash", "watermark", "change_seq", "missing_scans", "seen_at",
                    "callback_status", "handling_status", "feedback"}
        kept = ", ".join(name for name in names if name not in left_out)
        return store.rows(f"SELECT {kept} FROM erp_work_order ORDER BY branch_id, erp_key")


if __name__ == "__main__":
    unittest.main()
