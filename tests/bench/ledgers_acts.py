"""What ledgers_bench.py measures: requests, each with the statements of it, which are run bare beside it."""
import json
import random
import time

import department_store
import ledgers_store
from department_bench import asked, run_bare, seconds

BRANCH, STORE = "HZ", "store:HZ"


def new_id():
    """As the console makes it (host/console/src/api/key.ts): a UUIDv7."""
    text = f"{int(time.time() * 1000):012x}7{random.getrandbits(12):03x}a{random.getrandbits(60):015x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


class Acts:
    """What is measured: each gives the seconds of a request and of its SQL run bare with a request beside it."""

    def __init__(self, texts):
        self.texts = texts
        self.chance = random.Random(11)
        self.plans = {}  # statement: parameters, of which the plan is looked at

    def reading(self, host, path, statements):
        for name, parameters in statements:
            self.plans.setdefault(name, parameters)
        call = asked(host.line, "/api/v1" + path)
        bare = seconds(lambda: run_bare(host.bare, [(self.texts[name], parameters) for name, parameters in statements]))
        return call, bare + asked(host.line, "/healthz")

    def sql(self, store, name, *parameters):
        self.plans.setdefault(name, parameters)
        return store.execute(self.texts[name], parameters).fetchall()

    def writing(self, host, path, body, bare):
        def work():
            status, reply = host.line.call("POST", path, body)
            if status not in (200, 201):
                raise RuntimeError(f"{path}: {status} {reply}")
        call = seconds(work)

        def transaction():
            host.bare.execute("BEGIN IMMEDIATE")
            bare(lambda name, *parameters: self.sql(host.bare, name, *parameters))
            host.bare.execute("COMMIT")
        return call, seconds(transaction) + asked(host.line, "/healthz")

    # -- balances
    def item(self, host):
        code = ledgers_store.item(self.chance.randrange(ledgers_store.ITEMS))
        return self.reading(host, f"/parts/items/{code}", [("parts.item", (code,)),
                                                           ("parts.stock_of_item", ("*", "", 0, "", 201, code))])

    def place(self, host):
        branch = self.chance.choice(department_store.BRANCHES)[0]
        return self.reading(host, f"/parts/balances?place=store:{branch}&limit=50&search=LB",
                            [("parts.stock_of_place", ("*", "%LB%", 0, "", 51, f"store:{branch}"))])

    def movements(self, host):
        code = ledgers_store.item(self.chance.randrange(ledgers_store.ITEMS))
        return self.reading(host, f"/parts/movements?item={code}&limit=50",
                            [("parts.movements_of_item", ("*", "", 0, code, "", 0, 0, 51, "", code))])

    # -- an issue
    def issue(self, host):
        branch, key = self.chance.choice(host.erp_orders)
        technician = f"{BRANCH}L{self.chance.randrange(ledgers_store.TECHNICIANS):03}"
        code = ledgers_store.item(self.chance.randrange(ledgers_store.ITEMS))
        body = {"id": new_id(), "placeId": STORE, "technician": {"number": technician, "name": "师傅"}, "warranty": "out",
                "order": {"kind": "work_order", "branchId": branch, "key": key}, "lines": [{"item": code, "quantity": 1}]}
        other = ledgers_store.item(self.chance.randrange(ledgers_store.ITEMS))
        return self.writing(host, "/parts/issues", body, lambda sql: self.bare_issue(host, sql, branch, key, technician, other))

    @staticmethod
    def bare_issue(host, sql, branch, key, technician, code):
        one, now, hands = new_id(), int(time.time() * 1000), f"technician:{BRANCH}:{technician}"
        order = ("work_order", branch, key)
        sql("parts.document", one)
        sql("parts.place", STORE)
        sql("parts.item", code)
        word = sql("parts.branch_name", BRANCH)[0][0].removesuffix("分公司")
        last = sql("parts.next_number", "LL", BRANCH, host.today)[0][0]
        number = sql("parts.erp_work_order", branch, key)[0][0]
        sql("parts.place", hands)
        content = "/parts/issues" + json.dumps({"id": one, "lines": [{"item": code, "quantity": 1}], "order": order})
        sql("parts.add_document", one, f"LL-{word}-{host.today.replace('-', '')}-{last:04}", "issue", "open", BRANCH, STORE, hands, *order,
            number, "out", technician, "师傅", "", "", "", 0, 0, "", "", host.today, now, "u1", "管理员", 0, content)
        sql("parts.add_line", one, 1, code, 1, 0, 0, 0, 0, 0, 0, 0, 0, hands, technician, "", 0, None, None, 0, "")
        sql("parts.line", one, 1)
        sql("parts.movement", f"{one}:1")
        there, value, _ = sql("parts.balance", STORE, code)[0]
        cost = (2 * value + there) // (2 * there)
        sequence = sql("parts.add_movement", f"{one}:1", "issue", code, 1, STORE, hands, cost, BRANCH, "", "out", *order, number,
                       technician, "师傅", one, 1, one, 1, host.today, now, "u1", "管理员", 0, 0, "", "")[0][0]
        sql("parts.take", STORE, code, 1, cost, sequence)
        sql("parts.bring", hands, code, 0, 1, cost, sequence)
        sql("parts.save_line", one, 1, cost, 1, cost, 0, 0, 0, 0, 0, None)
        sql("parts.order_part", *order, code)
        sql("parts.add_order_part", *order, code, number, "out")
        sql("parts.move_order_part", *order, code, 1, 0, cost, 0, 0)
        sql("parts.document", one)
        sql("parts.lines", one)
        sql("parts.tests", one)

    # -- an order's fee
    def fee(self, host):
        return self.fee_of(host, host.paid)

    def fee_ever(self, host):
        return self.fee_of(host, host.paid_ever)

    def fee_of(self, host, orders):
        order = ("work_order", *self.chance.choice(orders))
        receipt = host.bare.execute("SELECT id FROM fees_receipt WHERE kind = ? AND branch_id = ? AND erp_key = ?", order).fetchone()
        detail = [("fees.order", order), *self.shown(order, 1, receipt and receipt[0])]
        return self.reading(host, f"/fees/order?kind=work_order&branch={order[1]}&key={order[2]}", detail)

    @staticmethod
    def shown(order, generation, receipt):
        """What OrderRoutes::detail reads."""
        yield "fees.order", order
        yield "fees.warranty_notes", order
        yield "fees.computed_lines", (*order, generation)
        yield "fees.computations", order
        yield "fees.quotations_of_order", order
        yield "fees.receipts_of_order", order
        if receipt:
            yield "fees.receipt_lines", (receipt,)
        yield "fees.entries_of_order", order
        yield "fees.exceptions_of_order", order
        yield "fees.compensations_of_order", order

    def orders(self, host):
        return self.reading(host, "/fees/orders?moneyState=till&limit=50",
                            [("fees.orders_of_state", ("*", "", "", 0, "", 0, 51, "till"))])

    def computed(self, host):
        """A note that moves the warranty: the fee comes out differently, as a new generation."""
        branch, key = self.chance.choice(host.computed)
        turn = host.bare.execute("SELECT COUNT(*) FROM fees_warranty_note WHERE kind = 'work_order' AND branch_id = ? AND erp_key = ?",
                                 (branch, key)).fetchone()[0]
        body = {"id": new_id(), "kind": "work_order", "branch": branch, "key": key, "reason": "现场查看",
                "exclusion": "" if turn % 2 else "misuse"}
        order = ("work_order", *self.chance.choice(host.paid))
        return self.writing(host, "/fees/order/warranty", body, lambda sql: self.bare_fee(host, sql, order))

    def bare_fee(self, host, sql, order):
        now = int(time.time() * 1000)
        known = sql("fees.order", *order)[0]
        sql("fees.add_warranty_note", new_id(), *order, "", "", "", "现场查看", "u1", "管理员", now)
        sql("fees.erp_order", order[1], host.erp_orders[0][1])
        sql("fees.order", *order)
        parts = sql("fees.order_parts", *order)
        sql("fees.warranty_notes", *order)
        sql("fees.earlier_repair", known[9], known[10], known[16], order[1], order[2])
        sql("fees.list_in_force", "warranty", order[1], known[17])
        sql("fees.list_in_force", "price", order[1], known[17])
        sql("fees.rows_for", "bench-price", "|" + "".join(part[0] + "|" for part in parts))
        lines = sql("fees.computed_lines", *order, known[27])
        generation = known[27] + 1
        sql("fees.add_computation", *order, generation, now, "warranty", known[18], known[19], known[28])
        for number, line in enumerate(lines, 1):
            sql("fees.add_computed_line", *order, generation, number, *line[:11])
        sql("fees.order_money", *order)
        sql("fees.named", *order)
        sql("fees.charged_parts", *order)
        sql("fees.exceptions_of_order", *order)
        sql("fees.save_order", *known[:27], generation, *known[28:37], now)
        receipt = sql("fees.receipts_of_order", *order)
        for name, parameters in self.shown(order, generation, receipt[0][0] if receipt else None):
            sql(name, *parameters)

    #: What grows with the years by its nature is held against its bare SQL only: fifty rows, or an order, from anywhere in them.
    ALL = (("an issue", "issue", True), ("an item and its balances", "item", True), ("balances of a place", "place", True),
           ("movements of an item", "movements", False), ("an order's fee", "fee", True), ("a fee of any year", "fee_ever", False),
           ("orders of a money state", "orders", True), ("a fee computed again", "computed", True))
