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
        key, _ = self.erp_order()
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

    def test_every_paper_goes_through_the_host(self):
        """What the routes promise in their schemas is what they answer, for every kind of paper."""
        keep, code = self.keeper.api, self.item("风机")
        supplier = f"S{uuid.uuid4().hex[:6]}"
        keep("POST", "/parts/suppliers", {"code": supplier, "name": "配件公司"})

        def act(paper, what, **body):
            _, _, headers = self.keeper.ask("GET", f"/parts/documents/{paper['id']}")
            return keep("POST", f"/parts/documents/{paper['id']}/{what}", body, If_Match=headers["ETag"])

        receipt = keep("POST", "/parts/receipts", body_of(placeId=STORE, supplier=supplier, transport={
            "urgent": True, "costFen": 3000, "reason": "客户催"}, lines=[{"item": code, "quantity": 10, "costFen": 50_000}]))
        receipt = act(receipt, "inspection", id=str(uuid.uuid4()), lines=[{"line": 1, "accepted": 9, "exchanged": 1}])
        self.assertEqual(("done", 1), (receipt["state"], receipt["lines"][0]["exchangeDue"]))
        self.assertTrue(keep("POST", "/parts/samplings/proposal", {"placeId": STORE})["lines"])
        keep("POST", "/parts/samplings", body_of(placeId=STORE, lines=[{"item": code, "sampled": 2, "faulty": 0}]))
        recovery = keep("POST", "/parts/recoveries", body_of(placeId=STORE, source="repaired", reason="返修", lines=[
            {"item": code, "quantity": 1}]))
        act(recovery, "inspection", id=str(uuid.uuid4()), lines=[{"line": 1, "accepted": 1, "pieces": [{"passed": True}]}])
        key, number = self.erp_order()
        order = {"kind": "work_order", "branchId": BRANCH, "key": key}
        issue = keep("POST", "/parts/issues", {**self.issue_body(code, 3), "order": order, "warranty": "out"})
        line = {"documentId": issue["id"], "line": 1, "quantity": 1}
        keep("POST", "/parts/returns", body_of(lines=[line]))
        keep("POST", "/parts/write-offs", body_of(lines=[{**line, "chargedFen": 6000}]))
        moved = keep("GET", f"/parts/movements?document={issue['id']}")["items"][0]
        keep("POST", f"/parts/movements/{moved['id']}/reversals", body_of(quantity=1, reason="录错"))
        self.assertEqual(1, keep("GET", f"/parts/movements/{moved['id']}")["reversed"])
        transfer = keep("POST", "/parts/transfers", body_of(**{"from": STORE, "to": "central", "lines": [{"item": code, "quantity": 2}]}))
        act(transfer, "arrival", id=str(uuid.uuid4()), lines=[{"line": 1, "quantity": 1}], reason="少一个")
        offer = keep("POST", "/parts/hand-overs", body_of(placeId=STORE, to={"user": "nobody", "name": "小李"}))
        self.assertEqual("cancelled", act(offer, "withdraw", reason="重列")["state"])
        manager = Person(self.host, f"li{uuid.uuid4().hex[:6]}", ("service_manager", "*"))
        manager.api("POST", "/parts/free-approvals", {"order": order, "reason": "大客户"})
        about = f"kind=work_order&branch={BRANCH}&key={key}"
        parts = keep("GET", f"/parts/order-parts?{about}")
        fan = next(each for each in parts["items"] if each["itemCode"] == code)
        self.assertEqual((number, 2, 1, 1, 0, 0), (parts["order"]["number"], fan["issued"], fan["returned"], fan["used"], fan["inHands"],
                                                   fan["toChargeFen"]))
        self.assertIn("parts.free_approved", [each["what"] for each in keep("GET", f"/parts/story?{about}")["items"]])
        for path in ("documents?urgent=true", "documents?kind=issue&state=done", f"hands?branch={BRANCH}", f"balances?place={STORE}",
                     f"balances?item={code}&low=true", "suppliers", f"items/{code}", "places", f"movements?place={STORE}",
                     "movements?person=T1", "stock-differences"):
            self.assertIsNotNone(keep("GET", f"/parts/{path}"), path)
        status, problem, _ = self.keeper.ask("POST", "/parts/issues", self.issue_body(code, 0))
        self.assertEqual((422, "/lines/0/quantity"), (status, problem["errors"][0]["pointer"]))
        self.assertIn("填写的是 0", problem["detail"])
        self.balances()

    def erp_order(self):
        """(key, number) of an order of the branch."""
        with closing(sqlite3.connect(f"file:{self.host.data / 'store.db'}?mode=ro", uri=True, timeout=30)) as store:
            return store.execute("SELECT erp_key, number FROM erp_work_order WHERE branch_id = ? ORDER BY erp_key", (BRANCH,)).fetchone()

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
