"""The ledgers of stock and money while eight clients work at random and every process is killed at random and at every failpoint: what
must hold of them holds, whatever was killed (PT-02, PT-03, PT-04, PT-18, FE-05, FE-08, FE-30, FE-40, X-02).

Usual size: 8,000 acts, about 60 s; ERPHOST_CHAOS_FULL=1: 100,000 acts. ERPHOST_CHAOS_ACTS and _SEED choose others.
"""
import os
import random
import sqlite3
import sys
import threading
import time
import unittest
from collections import Counter
from contextlib import closing
from pathlib import Path

from demo import DemoHost
from department import Person
from host import until

sys.path.insert(0, str(Path(__file__).resolve().parent))
from desk_clients import Client, World  # noqa: E402
from disturbance import days_ago, kill, kill_supervisor, number_from, wait_until, workers  # noqa: E402
from ledger_rules import LedgerRules  # noqa: E402
from test_failpoints import failpoints  # noqa: E402

FULL = os.environ.get("ERPHOST_CHAOS_FULL") == "1"
ACTS = number_from("ERPHOST_CHAOS_ACTS", 100_000 if FULL else 8_000)
SEED = number_from("ERPHOST_CHAOS_SEED", 20261122)
CLIENTS = 8
SHORTEST, LONGEST = 0.4, 1.6
SERVE = ("--quarantine-after", "0")
ROLES = ("plugin --plugin parts", "plugin --plugin fees", "plugin --plugin complaints", "plugin --plugin survey", "front", "sync")
GRANTS = ("central_keeper", "parts_clerk", "service_manager", "settlement_clerk", "dispatch_clerk", "cashier", "finance", "callback_clerk")
#: No row of these may ever change or go. A settlement's lines count from the moment it is paid.
LEDGERS = {
    "parts_movement": "SELECT * FROM parts_movement", "fees_money_entry": "SELECT * FROM fees_money_entry",
    "fees_money_line": "SELECT * FROM fees_money_line", "fees_receipt": "SELECT * FROM fees_receipt",
    "fees_receipt_line": "SELECT * FROM fees_receipt_line", "fees_fine_entry": "SELECT * FROM fees_fine_entry",
    "fees_brand_entry": "SELECT * FROM fees_brand_entry", "fees_hr_line": "SELECT * FROM fees_hr_line", "fees_day": "SELECT * FROM fees_day",
    "fees_settlement_line": "SELECT l.* FROM fees_settlement_line l JOIN fees_settlement s ON s.id = l.settlement_id AND s.state = 'paid'"}


class Ledgers(LedgerRules, unittest.TestCase):
    maxDiff = 4000

    @classmethod
    def setUpClass(cls):
        cls.host = DemoHost(orders=6000 if FULL else 1500, plugins=("survey", "complaints", "parts", "fees"), go_live=days_ago(200))
        cls.addClassCleanup(cls.host.__exit__)
        for entity in cls.host.mapping["entities"].values():
            entity["everySeconds"] = min(2, entity["everySeconds"])
        cls.host.start(arguments=SERVE)
        until("the ERP is read", cls.host.caught_up, 120)
        until("the works are there", lambda: cls.rows("SELECT COUNT(*) FROM fees_work WHERE performer = 'outsourced'")[0][0] > 100, 60)
        cls.people = [Person(cls.host, f"clerk{number}", *((role, "*") for role in GRANTS)) for number in range(CLIENTS)]
        cls.world = cls.new_world()

    @classmethod
    def rows(cls, sql, *parameters):
        with closing(sqlite3.connect(f"file:{cls.host.data / 'store.db'}?mode=ro", uri=True, timeout=30)) as store:
            return store.execute(sql, parameters).fetchall()

    @classmethod
    def new_world(cls):
        """Few orders and items for many clients, so that they meet; a store has little of each."""
        orders = cls.rows("SELECT branch_id, erp_key FROM fees_order WHERE technician <> '' ORDER BY erp_key")
        works = cls.rows("SELECT branch_id, erp_key, payee FROM fees_work WHERE performer = 'outsourced' ORDER BY id")
        orders = random.Random(SEED).sample(orders, 120)
        technicians = cls.rows("SELECT DISTINCT branch_id, technician FROM fees_order WHERE technician <> '' ORDER BY 1, 2")
        keeper = cls.people[0]
        keeper.api("POST", "/parts/suppliers", {"code": "S1", "name": "配件公司"})
        codes = [f"P{number:02}" for number in range(12)]
        for code in codes:
            keeper.api("POST", "/parts/items", {"code": code, "name": f"配件{code}", "unit": "个", "unitSize": 1, "kind": "part"})
        world = World(orders, works, codes, technicians)
        for place in ["central", *(f"store:{branch}" for branch in world.branches)]:
            keeper.api("POST", "/parts/openings", {"id": f"opening-{place.replace(':', '-')}", "placeId": place, "reason": "期初", "lines": [
                {"item": code, "quantity": 20, "costFen": 3333} for code in codes]})
        return world

    # -- the disturbance

    def phases(self):
        """(failpoint, passage) one after the other. Files, messages and packages do not occur here, and no row of the ERP is deleted for good."""
        dice = random.Random(SEED)
        return [(name, 1 if name.startswith("pull.") else dice.choice((1, 3, 12))) for name in failpoints()
                if not name.startswith(("files.", "message.", "packages.", "sweep."))]

    def disturb(self, stop, killed):
        dice = random.Random(SEED)
        while not stop.wait(dice.uniform(SHORTEST, LONGEST)):
            role = dice.choice(ROLES)
            running = workers(self.host.data, role)
            if running and kill(dice.choice(running)):
                killed[role] += 1

    def type_in(self, number):
        """What is typed at the ERP's own screens meanwhile: remarks on orders, cash entries, and corrections of those of the phase before."""
        now = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(time.time() + 8 * 3600))
        with closing(sqlite3.connect(self.host.erp, timeout=30)) as erp, erp:
            erp.execute("UPDATE PGD SET BZ = ?, XGSJ = ? WHERE PGDH IN (SELECT PGDH FROM PGD ORDER BY PGDH LIMIT 20 OFFSET ?)",
                        (f"第{number}次改动", now, number * 20))
            erp.execute("UPDATE SKD SET JE = JE + 1, XGSJ = ? WHERE SKDH LIKE ?", (now, f"SKX{number - 1:03}%"))
            erp.execute("UPDATE SKD SET SCBZ = '1', XGSJ = ? WHERE SKDH = ?", (now, f"SKX{number - 1:03}0"))
            erp.row_factory = sqlite3.Row
            template = dict(erp.execute("SELECT * FROM SKD WHERE KX = '1' AND SCBZ = '0' LIMIT 1").fetchone())
            for each, (branch, key) in enumerate(random.Random(number).sample(self.world.orders, 5)):
                row = {**template, "GSBH": branch, "SKDH": f"SKX{number:03}{each}", "PGDH": key.split("|")[1], "KX": "3" if each == 4 else "1",
                       "FS": "1", "JE": 12.34 + each, "SJH": "", "LRSJ": now, "XGSJ": now}
                erp.execute(f"INSERT INTO SKD ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", tuple(row.values()))

    def till_differs(self):
        """The cash entries that were typed above: what the till has of them is what the ERP says, to the fen."""
        with closing(sqlite3.connect(self.host.erp, timeout=30)) as erp:
            typed = erp.execute("SELECT GSBH || '|' || SKDH, CAST(ROUND(JE * 100) AS INTEGER) * CASE KX WHEN '3' THEN -1 ELSE 1 END FROM SKD "
                                "WHERE SKDH LIKE 'SKX%' AND SCBZ = '0'").fetchall()
        ours = self.rows("SELECT f.erp_key, SUM(l.delta_fen) FROM fees_cash_entry f JOIN fees_money_entry e ON e.what = 'cash_entry' AND "
                         "(e.id LIKE "
                         "'cash:' || f.branch_id || ':' || f.erp_key || ':%') JOIN fees_money_line l ON l.entry_id = e.id AND l.account = "
                         "'till' "
                         "WHERE f.number LIKE 'SKX%' GROUP BY 1 HAVING SUM(l.delta_fen) <> 0")
        return sorted(set(typed) ^ set(ours))

    def snapshot(self):
        """Every ledger row, by the whole of it."""
        with closing(sqlite3.connect(f"file:{self.host.data / 'store.db'}?mode=ro", uri=True, timeout=30)) as store:
            return {table: set(store.execute(sql)) for table, sql in LEDGERS.items()}

    def test_x_02_the_ledgers_hold_whatever_is_killed(self):
        """[PT-02] [PT-03] [PT-04] [PT-18] [FE-05] [FE-08] [FE-30] [FE-40] [X-02]"""
        world, host, begun = self.world, self.host, time.monotonic()
        clients = [Client(world, host.port, person.headers, f"{SEED} {number}") for number, person in enumerate(self.people)]
        threads = [threading.Thread(target=client.work) for client in clients]
        stop, killed, reached, snapshots = threading.Event(), Counter(), [], [self.snapshot()]
        killer = threading.Thread(target=self.disturb, args=(stop, killed))
        phases = self.phases()
        for thread in [*threads, killer]:
            thread.start()
        try:
            for number, (failpoint, at) in enumerate(phases):
                once = host.base / f"once-{number}"
                kill_supervisor(host)
                killed["supervisor"] += 1
                host.start({"ERPHOST_FAILPOINT": f"{failpoint}:{at}", "ERPHOST_FAILPOINT_ONCE": str(once)}, SERVE)
                self.type_in(number)
                wanted = ACTS * (number + 1) / (len(phases) + 1)
                until(f"{failpoint} passed {at} times", lambda: once.exists() and world.acts >= wanted or world.problems, 60 + ACTS / 20)
                reached.append(failpoint)
                snapshots.append(self.snapshot())
            until("so many acts", lambda: world.acts >= ACTS or world.problems, 60 + ACTS / 20)
        finally:
            for client in clients:
                client.stopped.set()
            stop.set()
            killer.join(30)
            for thread in threads:
                thread.join(100)
        self.assertEqual(world.problems[:5], [])
        self.assertFalse([thread for thread in threads if thread.is_alive()])
        # Whoever armed it is killed once more: from now on nothing is disturbed, and all that was told is heard.
        kill_supervisor(host)
        host.start(arguments=SERVE)
        wait_until("all events are heard", self.unheard, 120)
        wait_until("the till has what the ERP says", self.till_differs, 60)
        snapshots.append(self.snapshot())
        done = sum(times for (_, status, _), times in world.counts.items() if status < 300)
        print(f"    {world.acts} acts of {CLIENTS} clients in {time.monotonic() - begun:.0f} s, {done} done; killed {dict(killed)} and at "
              f"{len(reached)} failpoints; {world.broken} broken connections", flush=True)
        if os.environ.get("ERPHOST_CHAOS_VERBOSE"):
            print("\n".join(f"      {act} {status} {code}: {times}" for (act, status, code), times in sorted(world.counts.items())), flush=True)
        ledgers = [self.people[0].api("GET", f"/fees/ledgers/{which}")["total"] for which in ("branch", "brand")]
        for check, *known in ((self.check_kept, snapshots), (self.check_stock,), (self.check_lines,), (self.check_money,), (self.check_cash,),
                              (self.check_brands, ledgers), (self.check_fines,), (self.check_one_effect,), (self.check_gate,)):
            with self.subTest(check.__name__):
                said = check(*known)
                if said:
                    blocked = sum(times for (_, _, code), times in world.counts.items() if code == "fees.settlement.blocked")
                    print(f"    {said}, {blocked} steps of settlements refused by the gate", flush=True)
        host.stop()
        self.assertEqual(self.rows("PRAGMA integrity_check"), [("ok",)])

    def unheard(self):
        """What is still on its way: events beyond a cursor that moves, or put aside."""
        before = self.rows("SELECT name, position FROM journal_subscription ORDER BY name")
        time.sleep(3)
        after = self.rows("SELECT name, position FROM journal_subscription ORDER BY name")
        return [one for one, other in zip(before, after) if one != other] + self.rows(
            "SELECT subscription, position, error_code, error_text FROM journal_parked WHERE state IN ('parked', 'held')")


if __name__ == "__main__":
    unittest.main()
