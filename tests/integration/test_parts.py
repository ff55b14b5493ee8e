"""The parts ledger in a running host on the demo ERP: several clients at once, the same request again, the ERP's stock beside ours
(PT-02, PT-04, PT-05, PT-19, X-06)."""
import random
import sqlite3
import threading
import unittest
import uuid
from contextlib import closing

from demo import DemoHost
from department import Person
from host import until

BRANCH = "MX"
STORE = f"store:{BRANCH}"
#: Of the ERP's own tables that have to do with parts: nothing here may ever write them (X-06).
STOCK_TABLES = ("KCYE", "PJZL")


def body_of(**fields):
    return {"id": str(uuid.uuid4()), **fields}


class PartsLedger(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.host = DemoHost(orders=40, plugins=("parts",))
        cls.addClassCleanup(cls.host.__exit__)
        cls.host.start()
        until("the ERP is read", cls.host.caught_up, 120)
        cls.keeper = Person(cls.host, "zong", ("central_keeper", "*"))
        until("the items are there", lambda: cls.keeper.api("GET", "/parts/items?limit=5")["items"], 30)
        until("the stores are there", lambda: len(cls.keeper.api("GET", "/parts/places?kind=store")["items"]) >= 5, 30)

    def erp(self, sql):
        with closing(sqlite3.connect(self.host.erp, timeout=30)) as erp:
            return erp.execute(sql).fetchall()

    def store(self, sql):
        with closing(sqlite3.connect(f"file:{self.host.data / 'store.db'}?mode=ro", uri=True, timeout=30)) as store:
            return store.execute(sql).fetchone()[0]

    def item(self, name, unit="个", size=1):
        code = f"{name}-{uuid.uuid4().hex[:6]}"
        self.keeper.api("POST", "/parts/items", {"code": code, "name": name, "unit": unit, "unitSize": size, "kind": "part"})
        return code

    def open(self, code, quantity, cost=0, place=STORE):
        return self.keeper.api("POST", "/parts/openings", body_of(placeId=place, reason="期初", lines=[
            {"item": code, "quantity": quantity, "costFen": cost}]))

    def issue_body(self, code, quantity, technician="T1"):
        return body_of(placeId=STORE, technician={"number": technician, "name": "赵师傅"}, lines=[{"item": code, "quantity": quantity}])

    def balances(self):
        """What must hold whatever happened."""
        self.assertEqual(0, self.store("SELECT COUNT(*) FROM parts_balance WHERE outside = 0 AND (quantity < 0 OR value_fen < 0)"))
        self.assertEqual(0, self.store("SELECT COUNT(*) FROM (SELECT item_code FROM parts_balance GROUP BY item_code "
                                       "HAVING SUM(quantity) <> 0 OR SUM(value_fen) <> 0)"))
        self.assertEqual(0, self.store(
            "SELECT COUNT(*) FROM parts_balance b WHERE b.quantity <> (SELECT COALESCE(SUM(CASE WHEN m.to_place = b.place_id THEN "
            "m.quantity ELSE -m.quantity END), 0) FROM parts_movement m WHERE m.item_code = b.item_code AND "
            "(m.to_place = b.place_id OR m.from_place = b.place_id))"))
        self.assertEqual(0, self.store("SELECT COUNT(*) FROM parts_line WHERE held + done + back + lost > quantity OR held < 0"))

    def test_the_last_piece_goes_to_exactly_one(self):
        """PT-04: eight clients want the last three pieces at the same moment."""
        code = self.item("最后一件")
        self.open(code, 3, 3000)
        clerks = [Person(self.host, f"cai{uuid.uuid4().hex[:6]}", ("parts_clerk", BRANCH)) for _ in range(8)]
        answers, gate = [], threading.Barrier(len(clerks))

        def take(clerk):
            gate.wait()
            answers.append(clerk.ask("POST", "/parts/issues", self.issue_body(code, 1)))

        threads = [threading.Thread(target=take, args=(clerk,)) for clerk in clerks]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual([201] * 3 + [409] * 5, sorted(status for status, _, _ in answers))
        for status, problem, _ in answers:
            if status == 409:
                self.assertEqual("parts.stock_short", problem["code"])
                self.assertEqual("0", problem["params"]["there"])
        self.assertEqual(3, self.store(f"SELECT quantity FROM parts_balance WHERE place_id = 'technician:{BRANCH}:T1' AND item_code = '{code}'"))
        self.balances()

    def test_many_clients_at_random(self):
        """Eight clients issue, return, write off and repeat themselves; the books balance and every id has one effect."""
        codes = [self.item("电容"), self.item("铜管", "米", 1000)]
        for code in codes:
            self.open(code, 500, 99_999)
        order = self.erp(f"SELECT PGDH FROM PGD WHERE GSBH = '{BRANCH}' LIMIT 1")[0][0].strip()
        key = self.store(f"SELECT erp_key FROM erp_work_order WHERE branch_id = '{BRANCH}' AND number = '{order}'")
        clerks = [Person(self.host, f"yuan{uuid.uuid4().hex[:6]}", ("parts_clerk", BRANCH)) for _ in range(8)]
        wrong = []

        def work(seed, clerk):
            dice = random.Random(seed)
            held = []
            for _ in range(60):
                deed = dice.choice(("issue", "issue", "return", "write_off", "again"))
                if deed == "issue" or not held:
                    body = self.issue_body(dice.choice(codes), dice.randint(1, 4), f"T{seed}")
                    status, paper, _ = clerk.ask("POST", "/parts/issues", body)
                    if status == 201:
                        held.append(paper["id"])
                    if dice.random() < 0.3:  # he did not hear the answer, and asks again with another key
                        repeated, same, _ = clerk.ask("POST", "/parts/issues", body)
                        if status == 201 and (repeated, same["number"]) != (201, paper["number"]):
                            wrong.append((repeated, same))
                    continue
                body = body_of(lines=[{"documentId": dice.choice(held), "line": 1, "quantity": dice.randint(1, 3)}])
                path = "/parts/returns"
                if deed == "write_off":
                    path = "/parts/write-offs"
                    body.update(order={"kind": "work_order", "branchId": BRANCH, "key": key}, warranty="out")
                status, answer, _ = clerk.ask("POST", path, body)
                if status not in (201, 409):
                    wrong.append((status, answer))

        threads = [threading.Thread(target=work, args=each) for each in enumerate(clerks)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual([], wrong)
        self.balances()
        self.assertEqual(self.store("SELECT COUNT(*) FROM parts_movement"), self.store("SELECT MAX(sequence) FROM parts_movement"))

    def test_the_erp_s_stock_is_compared_and_never_written(self):
        before = {table: self.erp(f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in STOCK_TABLES}
        central = self.keeper.ask("GET", "/parts/places?kind=central")[1]["items"][0]
        self.keeper.api("PUT", "/parts/places/central", {"erpBranch": "HZ", "erpWarehouse": "ZC00"},
                        If_Match=f'"{central["version"]}"')
        opened = self.keeper.api("POST", "/parts/openings", body_of(placeId="central", reason="期初", fromErp=True))
        self.assertGreater(len(opened["lines"]), 5)
        line = opened["lines"][0]
        self.keeper.api("POST", "/parts/transfers", body_of(**{"from": "central", "to": STORE, "lines": [
            {"item": line["itemCode"], "quantity": 1}]}))
        found = until("the difference", lambda: [each for each in self.keeper.api(
            "GET", "/parts/stock-differences?place=central")["items"] if each["itemCode"] == line["itemCode"]], 130)[0]
        self.assertEqual((line["quantity"] - 1, line["quantity"]), (found["ours"], found["theirs"]))
        row = until("the ERP's row", lambda: self.erp(f"SELECT TZSL, CYZT, LDMX FROM EH_KCCY WHERE JLBH = '{found['number']}'"), 60)[0]
        self.assertEqual("有差异", row[1])
        self.assertIn("DB-总仓-", row[2])
        self.assertEqual(before, {table: self.erp(f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in STOCK_TABLES})


if __name__ == "__main__":
    unittest.main()
