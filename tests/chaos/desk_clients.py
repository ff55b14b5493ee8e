"""Clients of the whole department for tests/chaos/test_ledgers.py: each does random valid and invalid acts on stock, money, fines, cards,
settlements and complaints, repeats a request with its key until there is an answer to it, and remembers what it was told.
"""
import http.client
import random
import threading
import time
import uuid
from datetime import date, timedelta

from disturbance import Session

METHODS = ("cash", "cash", "cash", "wechat", "transfer")
#: Not there at present, or it died over the answer: the request with its key says what became of it.
PASSING = {502, 503}


class World:
    """What the clients share: the records they made, and what they were told of each act."""

    def __init__(self, orders, works, codes, technicians):
        self.orders, self.works, self.codes, self.technicians = orders, works, codes, technicians
        self.branches = sorted({branch for branch, _ in orders})
        #: A day that is closed takes no more money today: of most technicians it stays open.
        self.closable = technicians[::3]
        self.made = {}     # kind → [record], in the order of the answers
        self.told = {}     # (what, id) → "done" or "refused"
        self.counts = {}   # (act, status, code) → times
        self.problems, self.broken = [], 0
        self.acts = 0
        self.lock = threading.Lock()

    def add(self, kind, record):
        with self.lock:
            self.made.setdefault(kind, []).append(record)

    def pick(self, kind, dice):
        """One of them, the newer ones more often; None if there is none yet."""
        with self.lock:
            records = self.made.get(kind)
            return records[-1 - int(len(records) * dice.random() ** 2)] if records else None


class Client:
    """One signed-in clerk with dice of his own."""

    def __init__(self, world, port, headers, seed):
        self.world, self.dice = world, random.Random(seed)
        self.session = Session(port, headers)
        self.stopped = threading.Event()

    # -- one request

    def call(self, method, path, body=None, **headers):
        """(status, JSON, headers, whether it had to be asked again), once there is an answer that is one."""
        again = False
        deadline = time.monotonic() + 90
        while True:
            try:
                status, reply, got = self.session.call(method, path, body, **headers)
                if status not in PASSING:
                    return status, reply, got, again
                last = (status, reply)
            except (OSError, http.client.HTTPException) as error:
                last = repr(error)
                with self.world.lock:
                    self.world.broken += 1
            if time.monotonic() > deadline:
                raise AssertionError(f"{method} {path}: for 90 s no answer; last {last}")
            again = True
            time.sleep(0.05)

    def get(self, path):
        status, reply, headers, _ = self.call("GET", path)
        return (reply, headers.get("ETag")) if status == 200 else (None, None)

    def post(self, act, path, body, wrong=False, match=None):
        """Does an act; the answer if it was done. Every tenth is sent again although it was answered."""
        headers = {"Idempotency_Key": str(uuid.UUID(int=self.dice.getrandbits(128)))}
        if match:
            headers["If_Match"] = match
        status, reply, _, again = self.call("POST", path, body, **headers)
        world, done = self.world, status < 300
        with world.lock:
            world.acts += 1
            code = "" if done else reply["code"]
            world.counts[act, status, code] = world.counts.get((act, status, code), 0) + 1
            # What nobody would have let pass into the plugin is a mistake of this test.
            if status >= 500 or code.startswith("request.") and not wrong or status in (401, 403):
                world.problems.append(f"{act} {path}: {status} {reply}")
            if wrong and done:
                world.problems.append(f"{act} {path}: wrong input was taken: {body}")
        if done and self.dice.random() < 0.1:
            second, same, _, _ = self.call("POST", path, body, **headers)
            if (second, same) != (status, reply):
                with world.lock:
                    world.problems.append(f"{act} {path}: {status} {reply}, and again with its key: {second} {same}")
        return reply if done else None

    def post_id(self, act, path, body, wrong=False, match=None):
        """The same for a record with an id made here; sometimes told twice with another key, or with other content."""
        body = {"id": str(uuid.UUID(int=self.dice.getrandbits(128))), **body}
        reply = self.post(act, path, body, wrong, match)
        with self.world.lock:
            self.world.told[act, body["id"]] = "refused" if reply is None else "done"
        if reply is not None and match is None and self.dice.random() < 0.08:
            status, same, _, _ = self.call("POST", path, body, Idempotency_Key=str(uuid.uuid4()))
            # What the first answer named may have moved on meanwhile: the record is the same.
            if status != 201 or same["id"] != reply["id"] or same.get("number") != reply.get("number"):
                self.problem(f"{act}: {reply}, and again with another key: {status} {same}")

        if reply is not None and match is None and body.get("lines") and "quantity" in body["lines"][0] and self.dice.random() < 0.05:
            first = {**body["lines"][0], "quantity": body["lines"][0]["quantity"] + 1}
            status, other, _, _ = self.call("POST", path, {**body, "lines": [first, *body["lines"][1:]]}, Idempotency_Key=str(uuid.uuid4()))
            if status != 409 or not other["code"].endswith(".id_taken"):
                self.problem(f"{act}: another one with the id of {reply}: {status} {other}")
        return reply

    def problem(self, text):
        with self.world.lock:
            self.world.problems.append(text)

    # -- stock

    def store_of(self, branch):
        return f"store:{branch}"

    def line(self):
        """An item and how much of it: mostly possible, sometimes more than there is, sometimes nonsense."""
        kind = self.dice.random()
        quantity = (0 if kind < 0.02 else -3 if kind < 0.03 else 10 ** 16 if kind < 0.04 else 50_000 if kind < 0.08
                    else self.dice.randint(1, 5))
        return {"item": self.dice.choice(self.world.codes), "quantity": quantity}, kind < 0.04

    def lines(self):
        """Distinct items."""
        found, wrong = {}, False
        for _ in range(self.dice.randint(1, 3)):
            line, bad = self.line()
            if line["item"] not in found:
                found[line["item"]] = line
                wrong = wrong or bad
        return list(found.values()), wrong

    def issue(self):
        branch = self.dice.choice(self.world.branches)
        lines, wrong = self.lines()
        body = {"placeId": self.store_of(branch), "lines": lines,
                "technician": {"number": f"T{self.dice.randint(1, 6)}", "name": "赵师傅"}}
        if self.dice.random() < 0.5:
            order = self.dice.choice([each for each in self.world.orders if each[0] == branch])
            body.update(order={"kind": "work_order", "branchId": order[0], "key": order[1]}, warranty="out")
        paper = self.post_id("issue", "/parts/issues", body, wrong)
        if paper:
            self.world.add("issue", paper)

    def held_line(self):
        paper = self.world.pick("issue", self.dice)
        return paper and (paper, {"documentId": paper["id"], "line": self.dice.choice(paper["lines"])["line"],
                                  "quantity": self.dice.randint(1, 4)})

    def give_back(self):
        found = self.held_line()
        if found:
            self.post_id("return", "/parts/returns", {"lines": [found[1]]})

    def write_off(self):
        found = self.held_line()
        if not found:
            return
        body = {"lines": [found[1]]}
        if not found[0]["order"]:
            order = self.dice.choice([each for each in self.world.orders if each[0] == found[0]["branchId"]])
            body.update(order={"kind": "work_order", "branchId": order[0], "key": order[1]}, warranty="out")
        self.post_id("write_off", "/parts/write-offs", body)

    def transfer(self):
        places = ["central", *map(self.store_of, self.world.branches)]
        lines, wrong = self.lines()
        one, other = self.dice.choice(places), self.dice.choice(places)
        paper = self.post_id("transfer", "/parts/transfers", {"from": one, "to": other, "lines": lines}, wrong or one == other)
        if paper:
            self.world.add("transfer", paper)

    def step_of(self, kind, path, what, body_of):
        paper = self.world.pick(kind, self.dice)
        if paper is None:
            return
        present, tag = self.get(f"{path}/{paper['id']}")
        if present is None:
            self.problem(f"{kind} {paper['id']} was answered, and is not there")
            return
        act, body = f"{kind}_{what}", body_of(present)
        if body is None:
            return
        if "id" in body:
            body.pop("id")
            self.post_id(act, f"{path}/{paper['id']}/{what}", body, match=tag)
        else:
            self.post(act, f"{path}/{paper['id']}/{what}", body, match=tag)

    def arrive(self):
        self.step_of("transfer", "/parts/documents", "arrival", lambda paper: {"id": "", "reason": "少了", "lines": [
            {"line": line["line"], "quantity": max(0, line["quantity"] - self.dice.choice((0, 0, 0, 1)))} for line in paper["lines"]]})

    def receive(self):
        lines, wrong = self.lines()
        place = self.store_of(self.dice.choice(self.world.branches))
        paper = self.post_id("receipt_of_parts", "/parts/receipts", {"placeId": place, "supplier": "S1", "lines": [
            {**line, "costFen": self.dice.randint(1, 9999)} for line in lines]}, wrong)
        if paper:
            self.world.add("receipt_of_parts", paper)

    def inspect(self):
        def body(paper):
            lines = []
            for line in paper["lines"]:
                part = self.dice.randint(0, line["held"])
                lines.append({"line": line["line"], "accepted": part, "returned": line["held"] - part})
            return {"id": "", "lines": lines}
        self.step_of("receipt_of_parts", "/parts/documents", "inspection", body)

    def turn_round(self):
        paper = self.world.pick(self.dice.choice(("issue", "transfer", "receipt_of_parts")), self.dice)
        moved = paper and self.get(f"/parts/movements?document={paper['id']}")[0]
        if moved and moved["items"]:
            body = {"reason": "录错"}
            if self.dice.random() < 0.5:
                body["quantity"] = self.dice.randint(1, 3)
            self.post_id("reversal", f"/parts/movements/{self.dice.choice(moved['items'])['id']}/reversals", body)

    # -- money

    def charge(self):
        """The customer agrees, pays, and has a receipt (FE-04)."""
        branch, key = self.dice.choice(self.world.orders)
        order = {"kind": "work_order", "branch": branch, "key": key}
        sum_fen = self.dice.choice((0, -100, 10 ** 9)) if self.dice.random() < 0.05 else self.dice.randint(1, 30_000)
        wrong = not 0 < sum_fen < 10 ** 8
        lines = [{"what": "labour", "code": "", "name": "人工", "quantity": 1, "unit": "次", "unitSize": 1, "amountFen": sum_fen}]
        offer = self.post_id("quotation", "/fees/quotations", {**order, "extra": self.dice.random() < 0.8, "lines": lines}, wrong)
        if not offer:
            return
        answer = {"agreed": self.dice.random() < 0.9, "via": "phone"}
        known = self.get(f"/fees/order?kind=work_order&branch={branch}&key={key}")[0]
        standing = [each["id"] for each in known["quotations"] if each["state"] == "agreed" and not each["extra"]] if known else []
        if standing and self.dice.random() < 0.7:
            answer["replaces"] = standing[0]
        self.post("quotation_answer", f"/fees/quotations/{offer['id']}/answer", answer,
                  match=f'"{offer["version"]}"')
        receipt = self.post_id("receipt", "/fees/receipts", {**order, "method": self.dice.choice(METHODS), "lines": lines})
        if receipt:
            self.world.add("receipt", {**receipt, "branch": branch, "key": key})

    def refund(self):
        receipt = self.world.pick("receipt", self.dice)
        if receipt:
            self.post_id("refund", f"/fees/receipts/{receipt['id']}/refund", {"reason": "多收"})

    def hand_in(self):
        receipt = self.world.pick("receipt", self.dice)
        if not receipt or receipt["method"] != "cash":
            return
        counted = receipt["totalFen"] + self.dice.choice((0, 0, 0, 0, -1, 100))
        body = {"branch": receipt["branch"], "technician": receipt["technician"],
                "orders": [{"kind": "work_order", "key": receipt["key"], "countedFen": counted}]}
        count = self.post_id("hand_in", "/fees/cash/hand-ins", body)
        if count:
            self.world.add("hand_in", count)

    def hand_over(self):
        waiting = self.get(f"/fees/cash/waiting?branch={self.dice.choice(self.world.branches)}")[0]
        if not waiting or not waiting["items"]:
            return
        chosen = self.dice.sample(waiting["items"], min(len(waiting["items"]), self.dice.randint(1, 6)))
        one = self.get(f"/fees/cash/counts/{chosen[0]['id']}")[0]
        total = sum(self.get(f"/fees/cash/counts/{each['id']}")[0]["countedFen"] for each in chosen)
        count = self.post_id("hand_over", "/fees/cash/hand-overs", {
            "branch": one["branchId"], "handIns": [each["id"] for each in chosen], "countedFen": total + self.dice.choice((0, 0, 0, 50))})
        if count:
            self.world.add("hand_over", count)

    def turn_count_round(self):
        self.step_of(self.dice.choice(("hand_in", "hand_over")), "/fees/cash/counts", "reverse", lambda _: {"reason": "数错了"})

    def explain_count(self):
        self.step_of(self.dice.choice(("hand_in", "hand_over")), "/fees/cash/counts", "explain", lambda _: {"reason": "找零"})

    def close_day(self):
        branch, technician = self.dice.choice(self.world.closable)
        self.post("close_day", "/fees/cash/day/close", {"branch": branch, "technician": technician, "reason": "月底",
                                                        "day": date.today().isoformat()})

    def deposit(self):
        branch, _, payee = self.dice.choice(self.world.works)
        kind = self.dice.choice(("paid_in", "used", "released"))
        reason = str(uuid.UUID(int=self.dice.getrandbits(128)))
        reply = self.post("deposit", f"/fees/deposits/{branch}/{payee}", {"kind": kind, "sumFen": self.dice.randint(1, 5000), "reason": reason})
        with self.world.lock:
            self.world.told["deposit", reason] = "refused" if reply is None else "done"

    # -- fines, cards

    def fine(self):
        branch, key = self.dice.choice(self.world.orders)
        reason = str(uuid.UUID(int=self.dice.getrandbits(128)))
        sum_fen = {"sumFen": -5} if self.dice.random() < 0.05 else {}
        fine = self.post("fine", "/fees/fines", {
            "branchId": branch, "order": {"kind": "work_order", "key": key}, "offence": self.dice.choice(("A-UNSAFE", "A-NOT-IN-TIME")),
            "liable": {"kind": "technician", "key": self.dice.choice(self.world.technicians)[1], "name": "赵师傅"}, "reason": reason,
            "actAt": int(time.time() * 1000) - 3_600_000, **sum_fen}, wrong=bool(sum_fen))
        with self.world.lock:
            self.world.told["fine", reason] = "refused" if fine is None else "done"
        if fine:
            self.world.add("fine", fine)

    def decide_fine(self):
        self.step_of("fine", "/fees/fines", "decide", lambda fine: None if fine["state"] != "checked" else {
            "decision": self.dice.choice(("final", "final", "final", "waived")), "why": "情有可原"})

    def void_fine(self):
        self.step_of("fine", "/fees/fines", "void", lambda fine: None if fine["state"] not in ("final", "outweighed") else {
            "why": "看错人", "checkedWith": "李四"})

    def card(self):
        """A card comes in, is entered with the manufacturer and posted with its lot: claimed."""
        branch = self.dice.choice(self.world.branches)
        number = uuid.UUID(int=self.dice.getrandbits(128)).hex
        card = self.post("card", "/fees/cards", {"branchId": branch, "type": "install_card", "brand": self.dice.choice(("TCL", "万和")),
                                                 "number": number, **self.dice.choice(({}, {"orderNumber": self.some_number(branch)}))})
        with self.world.lock:
            self.world.told["card", number] = "refused" if card is None else "done"
        if not card:
            return
        today = date.today().isoformat()
        entered = self.post("card_enter", f"/fees/cards/{card['id']}/enter", {"number": "E" + number, "on": today}, match=f'"{card["version"]}"')
        if not entered:
            return
        lot = self.post("lot", "/fees/lots", {"brand": card["brand"], "deadlineOn": (date.today() + timedelta(days=30)).isoformat(),
                                              "cards": [card["id"]]})
        if lot and self.post("lot_post", f"/fees/lots/{lot['id']}/post", {"on": today, "carrier": "顺丰", "tracking": number[:10]},
                             match=f'"{lot["version"]}"'):
            self.world.add("claimed", {"brand": card["brand"], "number": number})

    def some_number(self, branch):
        return self.dice.choice([key for place, key in self.world.orders if place == branch]).split("|")[1]

    def statement(self):
        claimed = self.world.pick("claimed", self.dice)
        if claimed:
            rows = [{"row": 1, "card": claimed["number"], "result": self.dice.choice(("paid", "paid", "refused")),
                     "sumFen": self.dice.choice((8000, 15000, 7000)), "reason": "对账"}]
            self.post("statement", "/fees/statements", {"brand": claimed["brand"], "month": date.today().isoformat()[:7],
                                                        "fileName": "对账.xlsx", "rows": rows, "acceptDiffering": True})

    # -- call-backs, complaints, settlements

    def call_back(self):
        """Of an order that somebody is paid for: content mostly."""
        branch, key, _ = self.dice.choice(self.world.works)
        found = self.get(f"/survey/tasks?search={key.split('|')[1]}")[0]
        task = found and found["items"] and found["items"][0]
        if task and task["state"] == "open":
            _, tag = self.get(f"/survey/tasks/{task['id']}")
            level = "dissatisfied" if self.dice.random() < 0.1 else "satisfied"
            self.post("call_back", f"/survey/tasks/{task['id']}/attempts", {
                "disposition": "answered", "level": level, "words": "迟到" if level == "dissatisfied" else ""}, match=tag)

    def complain(self):
        branch, key, _ = self.dice.choice(self.world.works)
        # Most about what is about to be paid: a complaint and the payment of its order meet.
        item = self.world.pick("settlement", self.dice)
        lines = item and self.dice.random() < 0.7 and self.get(f"/fees/settlements/{item['id']}/lines")[0]
        about = [line for line in lines["items"] if line["type"] == "order"] if lines else []
        if about:
            branch, number = item["branchId"], self.dice.choice(about)["orderNumber"]
            key = f"{branch}|{number}"
        words = str(uuid.UUID(int=self.dice.getrandbits(128)))
        case = self.post("complaint", "/complaints/cases", {
            "source": "phone", "order": {"kind": "work_order", "branchId": branch, "key": key}, "complaintKind": "after_sales", "words": words})
        with self.world.lock:
            self.world.told["complaint", words] = "refused" if case is None else "done"
        if case:
            self.world.add("complaint", case)

    def close_complaint(self):
        self.step_of("complaint", "/complaints/cases", "void", lambda case: {"reason": "误录"} if case["state"] == "open" else None)

    def settle(self):
        branch, _, payee = self.dice.choice(self.world.works)
        month = (date.today().replace(day=1) - timedelta(days=self.dice.choice((0, 1, 1)))).isoformat()[:7]
        made = self.post("settlement_run", "/fees/settlements/run", {"branchId": branch, "month": month, "payee": payee})
        for item in made["settlements"] if made else []:
            self.world.add("settlement", item)

    def settle_step(self):
        item = self.world.pick("settlement", self.dice)
        present, tag = self.get(f"/fees/settlements/{item['id']}") if item else (None, None)
        if not present:
            return
        then = {"draft": "check", "checked": "approve", "approved": "pay"}.get(present["state"])
        if then is None:
            return
        if present["blocked"] and self.dice.random() < 0.8:
            then = "recompute"
        body = {"pay": {"paidOn": date.today().isoformat(), "reference": "网银"}}.get(then)
        if self.dice.random() < 0.03:
            then, body = "drop", {"why": "重做"}
        self.post(f"settlement_{then}", f"/fees/settlements/{item['id']}/{then}", body, match=tag)

    DEEDS = ((issue, 10), (give_back, 7), (write_off, 4), (transfer, 4), (arrive, 3), (receive, 3), (inspect, 3), (turn_round, 5),
             (charge, 6), (refund, 2), (hand_in, 5), (hand_over, 3), (turn_count_round, 1), (explain_count, 1), (close_day, 0.3),
             (deposit, 2), (fine, 3), (decide_fine, 3), (void_fine, 1), (card, 2), (statement, 2), (call_back, 5), (complain, 2),
             (close_complaint, 3), (settle, 3), (settle_step, 7))

    def work(self):
        """Until it is told to stop."""
        deeds, weights = zip(*self.DEEDS)
        try:
            while not self.stopped.is_set():
                self.dice.choices(deeds, weights)[0](self)
        except Exception as error:  # what no client expects must not end the thread silently
            self.problem(repr(error))
        finally:
            self.session.close()
