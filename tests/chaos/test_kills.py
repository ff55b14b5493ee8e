"""Killed at seeded random moments, during a first pull and while clerks record answers: in the end store and ERP are as after
an undisturbed run.

ERPHOST_CHAOS_ROWS, _ANSWERS, _KILLS and _SEED choose the sizes; ERPHOST_CHAOS_FULL=1 those of the whole proof.
"""
import os
import random
import shutil
import sys
import tempfile
import time
import unittest
from pathlib import Path

from host import Host, until

sys.path.insert(0, str(Path(__file__).resolve().parent))
from disturbance import (Clerks, DemoErp, Store, check_whole, choice_of, connection_string, days_ago, differences,  # noqa: E402
                         kill, kill_supervisor, number_from, session_of, wait_until, workers)

FULL = os.environ.get("ERPHOST_CHAOS_FULL") == "1"
ROWS = number_from("ERPHOST_CHAOS_ROWS", 100_000)
ANSWERS = number_from("ERPHOST_CHAOS_ANSWERS", 2_000 if FULL else 800)
KILLS = number_from("ERPHOST_CHAOS_KILLS", 200 if FULL else 100)
SEED = number_from("ERPHOST_CHAOS_SEED", 20261122)
#: Work orders of the demo ERP per row that a pull reads, all entities together.
ORDERS_PER_ROW = 0.3
SHORTEST, LONGEST = 0.3, 1.0
SERVE = ("--quarantine-after", "0")
#: A kill of the supervisor stops everything until the test has started it again.
TARGETS = ["sync"] * 7 + ["plugin"] * 7 + ["front"] * 4 + ["supervisor"] * 2


class RandomKills(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="chaos-", dir=os.environ.get("ERPHOST_TEST_TMP")))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.since = days_ago(200)
        for name in ("undisturbed", "disturbed"):
            (cls.folder / name).mkdir()
        cls.first = cls.host_in("undisturbed")
        file = cls.folder / "undisturbed" / "erp.db"
        cls.erp = DemoErp.make(file, cls.first.mapping, int(ROWS * ORDERS_PER_ROW), SEED)
        shutil.copyfile(file, cls.folder / "disturbed" / "erp.db")

    @classmethod
    def host_in(cls, name, **pull):
        secret = connection_string(cls.folder / name / "erp.db")
        host = Host("demo", {"erp.pull": secret, "erp.push": secret}, go_live=cls.since, folder=cls.folder / name,
                    plugins=("survey",))
        host.mapping["pull"].update(pull)
        for entity in host.mapping["entities"].values():
            entity["everySeconds"] = min(5, entity["everySeconds"])
        # Rechecks are part of what may be disturbed.
        host.mapping["push"]["recheckSeconds"] = 5
        return host

    def settle(self, host, seconds):
        begun = int(time.time() * 1000)
        for entity in ("work_order", "delivery", "sale"):
            until(f"sweep of {entity} ordered", lambda: host.api("POST", f"/erp/entities/{entity}/sweep"), 60)
        wait_until("everything settled", lambda: Store(host).unsettled(begun), seconds, 0.5)

    def undisturbed(self):
        """Answers every chosen order; returns order key → task id and the state in the end."""
        host, begun = self.first, time.monotonic()
        host.start(arguments=SERVE)
        try:
            orders = self.erp.callable_orders(self.since)
            self.assertGreaterEqual(len(orders), ANSWERS, "too few orders for so many answers")
            chosen = set(random.Random(SEED).sample(orders, ANSWERS))
            wait_until("first pull", lambda: Store(host).unsettled(1), 300, 0.5)
            pulled = time.monotonic() - begun
            ids = dict(Store(host).rows("SELECT erp_key, id FROM survey_task WHERE kind = 'work_order'"))
            tasks = {order: ids[order] for order in orders if order in chosen}
            clerks = Clerks(host, tasks, SEED)
            until("all answered", clerks.finished, 300)
            self.assertEqual(clerks.problems, [])
            self.assertEqual(set(clerks.statuses), {200, 201} & set(clerks.statuses))
            self.settle(host, 120)
            host.stop()
            print(f"    undisturbed: {self.erp.rows()} rows pulled in {pulled:.1f} s, {len(tasks)} answers, all in "
                  f"{time.monotonic() - begun:.0f} s", flush=True)
            return tasks
        finally:
            host.stop()

    def disturb(self, host, clerks, chance):
        """Kills until all moments are used up; counts by target."""
        counts, longest = {}, 0.0
        while sum(counts.values()) < KILLS:
            time.sleep(chance.uniform(SHORTEST, LONGEST))
            target = chance.choice(TARGETS)
            if target == "supervisor":
                longest = max(longest, kill_supervisor(host))
                host.start(arguments=SERVE)
            else:
                running = workers(host.data, target)
                if not running or not kill(chance.choice(running)):
                    continue  # not up again yet since the last time
            counts[target] = counts.get(target, 0) + 1
        return counts, longest

    def test_the_end_is_that_of_an_undisturbed_run(self):
        tasks = self.undisturbed()
        answers = {order: choice_of(order, SEED) for order in tasks}
        check_whole(self, self.first, self.erp, answers)
        expected = dict(Store(self.first).state(), **self.erp.state())

        # Pull and answers are paced so that both last about as long as there is killing.
        lasts = KILLS * (SHORTEST + LONGEST) / 2
        host = self.host_in("disturbed", pageRows=2000, budgetRowsPerSecond=max(500, int(self.erp.rows() / lasts * 2)))
        erp = DemoErp(self.folder / "disturbed" / "erp.db", host.mapping)
        begun = time.monotonic()
        host.start(arguments=SERVE)
        clerks = Clerks(host, tasks, SEED, per_second=ANSWERS / lasts)
        try:
            counts, longest = self.disturb(host, clerks, random.Random(SEED))
            killed = time.monotonic() - begun
            done = clerks.done
            until("all answered after the last kill", clerks.finished, 240)
            clerks.stop()
            self.assertEqual(clerks.problems, [])
            self.assertLessEqual(set(clerks.statuses), {200, 201, 404, 412, 502, 503})
            session_of(host)
            self.settle(host, 180)
            host.stop()
            print(f"    disturbed: {sum(counts.values())} kills in {killed:.0f} s {counts}, {done} of {len(tasks)} answers "
                  f"by then, replies {clerks.statuses}, {clerks.broken} broken connections; orphans lived {longest:.2f} s at "
                  f"most; all in {time.monotonic() - begun:.0f} s", flush=True)
        finally:
            clerks.stop()
            host.stop()
        check_whole(self, host, erp, answers)
        self.assertEqual(differences(expected, dict(Store(host).state(), **erp.state())), [])


if __name__ == "__main__":
    unittest.main()
