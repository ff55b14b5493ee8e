"""What must hold of the ledgers of stock and money whatever happened, each rule as SQL over a store that is read only."""
import json
from collections import Counter

#: Where cash can be (FE-05); bank: what went past all hands.
CASH = ("technician", "clerk", "cashier", "till", "over_short", "bank")
#: What was told of a record by its id, or by the words that only it has → how it is found in the store.
RECORDS = (
    ("issue return write_off transfer", "SELECT kind, id FROM parts_document WHERE kind IN ('issue', 'return', 'write_off', 'transfer')"),
    ("receipt_of_parts", "SELECT 'receipt_of_parts', id FROM parts_document WHERE kind = 'receipt'"),
    ("reversal", "SELECT 'reversal', id FROM parts_movement WHERE reverses <> ''"),
    ("transfer_arrival", """SELECT DISTINCT 'transfer_arrival', substr(id, 1, 36) FROM parts_movement
        WHERE reverses = '' AND kind IN ('transfer_in', 'transfer_short', 'transfer_over')"""),
    ("quotation", "SELECT 'quotation', id FROM fees_quotation"),
    ("receipt refund", "SELECT CASE what WHEN 'charge' THEN 'receipt' ELSE what END, id FROM fees_receipt"),
    ("hand_in hand_over", "SELECT stage, id FROM fees_count"),
    ("fine", "SELECT 'fine', reason FROM fees_fine WHERE source = 'inspection'"),
    ("card", "SELECT 'card', number FROM fees_card"),
    ("deposit", "SELECT 'deposit', reason FROM fees_money_entry WHERE what IN ('deposit_paid_in', 'deposit_used', 'deposit_released')"),
    # The others are those of the demo ERP's own past.
    ("complaint", "SELECT 'complaint', words FROM complaints_case WHERE source = 'phone' AND origin = ''"))
#: Acts without an id of their own: there are as many of what they leave as were answered.
LEFT = {
    "complaint_void": "complaints_case WHERE state = 'voided' AND source = 'phone'", "close_day": "fees_day",
    "settlement_pay": "fees_settlement WHERE state = 'paid'", "settlement_drop": "fees_settlement WHERE state = 'dropped'",
    "fine_void": "fees_fine WHERE state = 'voided'", "lot": "fees_lot", "statement": "fees_statement",
    "quotation_answer": "fees_quotation WHERE answered_at IS NOT NULL",
    "hand_in_reverse": "fees_count WHERE stage = 'hand_in' AND state = 'reversed'",
    "hand_over_reverse": "fees_count WHERE stage = 'hand_over' AND state = 'reversed'"}


class LedgerRules:
    """Checks for a test case that has `rows(sql)`, and `world`, what its clients were told."""

    def none(self, what, sql):
        found = self.rows(sql)
        self.assertEqual(found[:5], [], f"{what}: {len(found)} rows")

    def same(self, what, one, other):
        """Two statements with the same columns give the same rows."""
        self.none(what + ": only the first", f"SELECT * FROM ({one}) EXCEPT SELECT * FROM ({other})")
        self.none(what + ": only the second", f"SELECT * FROM ({other}) EXCEPT SELECT * FROM ({one})")

    def check_kept(self, snapshots):
        """Nothing is ever updated or deleted in a ledger table."""
        for number, (before, after) in enumerate(zip(snapshots, snapshots[1:])):
            for table in before:
                gone = before[table] - after[table]
                self.assertEqual(sorted(gone, key=repr)[:3], [], f"{table}: {len(gone)} rows changed or gone after snapshot {number}")
        self.assertEqual([table for table, rows in snapshots[-1].items() if not rows], [], "nothing happened there")

    def check_stock(self):
        """[PT-02] [PT-03] [PT-04]"""
        flows = """SELECT to_place AS place_id, item_code, quantity, cost_fen, sequence FROM parts_movement UNION ALL
            SELECT from_place, item_code, -quantity, -cost_fen, sequence FROM parts_movement"""
        self.same("what lies there is what was moved", "SELECT place_id, item_code, quantity, value_fen FROM parts_balance",
                  f"SELECT place_id, item_code, SUM(quantity), SUM(cost_fen) FROM ({flows}) GROUP BY 1, 2")
        self.none("no balanced transfer", "SELECT id FROM parts_movement WHERE quantity <= 0 OR cost_fen < 0 OR from_place = to_place")
        self.none("something came of nothing", """SELECT item_code FROM parts_balance GROUP BY item_code
            HAVING SUM(quantity) <> 0 OR SUM(value_fen) <> 0""")
        # Not only in the end: after each movement in its order, so that the last piece went to exactly one.
        self.none("below zero at some moment", f"""SELECT * FROM (
            SELECT f.*, b.outside, SUM(f.quantity) OVER one AS there, SUM(f.cost_fen) OVER one AS worth FROM ({flows}) f
            JOIN parts_balance b ON b.place_id = f.place_id AND b.item_code = f.item_code
            WINDOW one AS (PARTITION BY f.place_id, f.item_code ORDER BY f.sequence))
            WHERE outside = 0 AND (there < 0 OR worth < 0)""")
        self.assertEqual(*self.rows("SELECT COUNT(*), MAX(sequence) FROM parts_movement")[0])
        self.none("taken back more than was moved, or elsewhere", """SELECT m.id, m.quantity, SUM(r.quantity) FROM parts_movement m
            JOIN parts_movement r ON r.reverses = m.id GROUP BY m.id HAVING SUM(r.quantity) > m.quantity
            OR MAX(r.from_place <> m.to_place OR r.to_place <> m.from_place OR r.item_code <> m.item_code)""")

    def check_lines(self):
        """Returns ≤ issues per line; what is left is in the technician's hands [PT-18]."""
        def moved(kind, document, line):
            return f"""(SELECT {document} AS document, {line} AS line, SUM(CASE WHEN reverses = '' THEN quantity ELSE -quantity END) AS q
                FROM parts_movement WHERE kind = '{kind}' GROUP BY 1, 2)"""
        self.same("a line of an issue and what became of it", """SELECT l.document_id, l.line, l.held, l.done, l.back FROM parts_line l
            JOIN parts_document d ON d.id = l.document_id AND d.kind = 'issue'""", f"""
            SELECT i.document, i.line, i.q - COALESCE(w.q, 0) - COALESCE(r.q, 0), COALESCE(w.q, 0), COALESCE(r.q, 0)
            FROM {moved('issue', 'document_id', 'line')} i
            LEFT JOIN {moved('write_off', 'origin_document', 'origin_line')} w ON w.document = i.document AND w.line = i.line
            LEFT JOIN {moved('return', 'origin_document', 'origin_line')} r ON r.document = i.document AND r.line = i.line""")
        self.none("more came back than went out", """SELECT document_id, line FROM parts_line
            WHERE held < 0 OR held + done + back + lost > quantity""")
        self.none("not open though something of it is held, or the other way round", """SELECT d.id, d.state, SUM(l.held)
            FROM parts_document d JOIN parts_line l ON l.document_id = d.id WHERE d.kind IN ('transfer', 'receipt')
            GROUP BY d.id HAVING (d.state = 'open') <> (SUM(l.held) > 0)""")
        self.none("more of an order came back than went out", "SELECT * FROM parts_order_part WHERE returned > issued OR returned < 0")

    def check_money(self):
        """[FE-08] double entry: every entry adds up, every account is the sum of its lines."""
        self.none("an entry does not add up", """SELECT e.id, SUM(l.delta_fen) FROM fees_money_entry e
            LEFT JOIN fees_money_line l ON l.entry_id = e.id GROUP BY e.id HAVING COUNT(l.line) < 2 OR SUM(l.delta_fen) <> 0
            OR MAX(l.branch_id <> e.branch_id OR l.position <> e.position)""")
        self.none("lines of nothing", "SELECT entry_id FROM fees_money_line WHERE entry_id NOT IN (SELECT id FROM fees_money_entry)")
        self.same("balances and lines", "SELECT branch_id, account, key, balance_fen FROM fees_money_balance",
                  "SELECT branch_id, account, key, SUM(delta_fen) FROM fees_money_line GROUP BY 1, 2, 3")
        self.assertEqual(*self.rows("SELECT COUNT(*), MAX(position) FROM fees_money_entry")[0])
        self.none("a counter-entry is no mirror", """SELECT r.id, l.account, l.key, SUM(l.delta_fen) FROM fees_money_entry r
            JOIN fees_money_line l ON l.entry_id IN (r.id, r.reverses) WHERE r.reverses IS NOT NULL
            GROUP BY 1, 2, 3 HAVING SUM(l.delta_fen) <> 0""")

    def check_cash(self):
        """[FE-05] customer → technician → clerk → cashier → till closes to the fen, and is what the papers say."""
        def branches(*sums):
            return f"SELECT branch_id, SUM(fen) FROM ({' UNION ALL '.join(sums)}) GROUP BY 1 HAVING SUM(fen) <> 0"

        def on(account, what="%"):
            return f"""SELECT e.branch_id, l.key, l.delta_fen AS fen FROM fees_money_entry e JOIN fees_money_line l
                ON l.entry_id = e.id AND l.account = '{account}' WHERE e.what LIKE '{what}'"""

        def held(*accounts):
            return branches(*(f"SELECT branch_id, fen FROM ({on(account)})" for account in accounts))
        count = "SELECT branch_id, {} AS fen FROM fees_count WHERE stage = '{}' AND state <> 'reversed'"
        self.same("all that was charged is somewhere", held(*CASH), branches("SELECT branch_id, total_fen AS fen FROM fees_receipt"))
        self.same("what a technician has", f"SELECT branch_id, key, SUM(fen) FROM ({on('technician')}) GROUP BY 1, 2 HAVING SUM(fen) <> 0", f"""
            SELECT branch_id, key, SUM(fen) FROM (
            SELECT branch_id, technician AS key, total_fen AS fen FROM fees_receipt WHERE method = 'cash' AND what = 'charge'
            UNION ALL {on('technician', 'refund')}
            UNION ALL SELECT branch_id, technician, -counted_fen FROM fees_count WHERE stage = 'hand_in' AND state <> 'reversed'
            UNION ALL SELECT branch_id, technician, difference_fen FROM fees_day) GROUP BY 1, 2 HAVING SUM(fen) <> 0""")
        self.same("what the clerk has", held("clerk"), branches(count.format("counted_fen", "hand_in") + " AND passed_by = ''"))
        self.same("what the cashier has", held("cashier"), branches(
            count.format("counted_fen", "hand_over"),
            *(f"SELECT branch_id, fen FROM ({on('cashier', what)})" for what in ("refund", "cash_entry"))))
        self.same("what the till has", held("till"), branches("SELECT branch_id, amount_fen AS fen FROM fees_cash_entry WHERE order_key <> ''"))
        self.same("what differed", held("over_short"), branches(
            count.format("expected_fen - counted_fen", "hand_over"), "SELECT branch_id, -difference_fen AS fen FROM fees_day"))
        self.same("one entry a receipt", "SELECT 'receipt:' || id, -total_fen FROM fees_receipt", """
            SELECT e.id, SUM(l.delta_fen) FROM fees_money_entry e JOIN fees_money_line l ON l.entry_id = e.id AND l.account = 'customer'
            WHERE e.what IN ('receipt', 'refund') GROUP BY e.id""")
        self.none("a refund is no mirror", """SELECT r.id FROM fees_receipt r JOIN fees_receipt c ON c.id = r.mirrors
            WHERE r.total_fen <> -c.total_fen""")
        self.none("an order's row", """SELECT o.erp_key, o.charged_fen, SUM(r.total_fen) FROM fees_order o JOIN fees_receipt r
            ON r.kind = o.kind AND r.branch_id = o.branch_id AND r.erp_key = o.erp_key
            GROUP BY o.kind, o.branch_id, o.erp_key HAVING o.charged_fen <> SUM(r.total_fen)""")
        self.none("charged without consent", """SELECT o.erp_key, o.charged_fen FROM fees_order o WHERE o.charged_fen > (
            SELECT COALESCE(SUM(q.total_fen), 0) FROM fees_quotation q WHERE q.branch_id = o.branch_id AND q.erp_key = o.erp_key
            AND q.state = 'agreed')""")
        self.none("two agreements for one thing", """SELECT branch_id, erp_key FROM fees_quotation WHERE state = 'agreed' AND extra = 0
            GROUP BY kind, branch_id, erp_key HAVING COUNT(*) > 1""")
        self.none("handed over otherwise than handed in", """SELECT o.id, o.expected_fen, SUM(i.counted_fen) FROM fees_count o
            LEFT JOIN fees_count i ON i.passed_by = o.id WHERE o.stage = 'hand_over' AND o.state <> 'reversed'
            GROUP BY o.id HAVING o.expected_fen <> COALESCE(SUM(i.counted_fen), 0)""")

    def check_brands(self, ledgers):
        """[FE-30] the branches' ledger is the brands' ledger is the money ledger. ledgers: both totals as the API says them."""
        sums = [{name: fen for name, fen in total.items() if name.endswith("Fen")} for total in ledgers]
        self.assertEqual(*sums)
        self.assertEqual(sums[0]["openFen"], self.rows("SELECT SUM(sum_fen) FROM fees_brand_entry")[0][0])
        self.same("entries and money", "SELECT branch_id, key, -balance_fen FROM fees_money_balance WHERE account = 'manufacturer'",
                  "SELECT branch_id, brand, SUM(sum_fen) FROM fees_brand_entry GROUP BY 1, 2")
        self.none("claimed otherwise than once", """SELECT c.id, c.state, COUNT(e.id) FROM fees_card c
            LEFT JOIN fees_brand_entry e ON e.card_id = c.id AND e.kind = 'claimed'
            GROUP BY c.id HAVING COUNT(e.id) <> (c.state IN ('claimed', 'paid', 'refused'))""")
        self.none("what a card still brings", """SELECT c.id, c.state, SUM(e.sum_fen) FROM fees_card c
            JOIN fees_brand_entry e ON e.card_id = c.id GROUP BY c.id
            HAVING SUM(e.sum_fen) <> CASE c.state WHEN 'claimed' THEN c.claim_fen + c.subsidy_fen ELSE 0 END""")

    def check_fines(self):
        """A fine's entries are what it is now, and stand in the money ledger; a settlement is the sum of its lines."""
        self.none("a fine and its entries", """SELECT f.id, f.state, f.sum_fen, SUM(e.sum_fen) FROM fees_fine f
            LEFT JOIN fees_fine_entry e ON e.fine_id = f.id GROUP BY f.id
            HAVING COALESCE(SUM(e.sum_fen), 0) <> CASE f.state WHEN 'final' THEN f.sum_fen ELSE 0 END""")
        self.same("fines in the money ledger", """SELECT branch_id, balance_fen FROM fees_money_balance
            WHERE account = 'company' AND key = 'fines'""", """SELECT f.branch_id, SUM(e.sum_fen) FROM fees_fine f
            JOIN fees_fine_entry e ON e.fine_id = f.id GROUP BY 1""")
        self.none("two of one act count", """SELECT act, liable_kind, liable_key FROM fees_fine WHERE state = 'final'
            GROUP BY 1, 2, 3 HAVING COUNT(*) > 1""")
        self.none("a settlement and its lines", """SELECT s.id, s.total_fen, SUM(l.sum_fen) FROM fees_settlement s
            LEFT JOIN fees_settlement_line l ON l.settlement_id = s.id WHERE s.state <> 'dropped' GROUP BY s.id
            HAVING s.total_fen <> COALESCE(SUM(l.sum_fen), 0) OR s.paid_fen + s.carried_fen <> s.total_fen""")
        self.same("settlements in the money ledger", """SELECT branch_id, SUM(orders_fen) FROM fees_settlement WHERE state = 'paid'
            GROUP BY 1 HAVING SUM(orders_fen) <> 0""", """SELECT e.branch_id, SUM(l.delta_fen) FROM fees_money_entry e
            JOIN fees_money_line l ON l.entry_id = e.id AND l.account = 'provider' WHERE e.what = 'settlement_earned' GROUP BY 1""")

    def check_one_effect(self):
        """Each request with the same id has one effect; what was refused has none; what was answered is there."""
        for kinds, sql in RECORDS:
            there = Counter(self.rows(sql))
            told = Counter(each for each, how in self.world.told.items() if each[0] in kinds.split() and how == "done")
            self.assertEqual({kind for kind, _ in told}, set(kinds.split()), "nothing was done")
            self.assertEqual(list((there - told).items())[:5], [], f"{kinds}: done without having been answered, or twice")
            self.assertEqual(list((told - there).items())[:5], [], f"{kinds}: answered, and not there")
        done = Counter()
        for (act, status, _), times in self.world.counts.items():
            done[act] += times if status < 300 else 0
        self.assertEqual({act: done[act] for act in LEFT},
                         {act: self.rows(f"SELECT COUNT(*) FROM {what}")[0][0] for act, what in LEFT.items()})
        self.none("a paper moves each of its lines once", """SELECT document_id, line, COUNT(*) FROM parts_movement WHERE reverses = ''
            AND kind IN ('issue', 'return', 'write_off', 'transfer_out') GROUP BY 1, 2, kind HAVING COUNT(*) <> 1""")

    def check_gate(self):
        """[X-02] in the order of the journal, which is that of the commits: no order was settled while a complaint about it was open, or
        its customer was not asked, or was not content and nobody had handled it; and none was paid twice."""
        cases, level, handled, paid = {}, {}, set(), Counter()
        for kind, branch, key, payload in self.rows("""SELECT type, branch_id, business_key, payload FROM journal_event
                WHERE type LIKE 'complaints.case.%' OR type IN ('survey.callback.recorded', 'survey.callback.corrected', 'fees.order.settled')
                ORDER BY position"""):
            order, payload = (branch, key), json.loads(payload)
            if kind.startswith("survey."):
                level[order] = payload.get("level") or payload["to_level"]
                handled.discard(order)
            elif kind in ("complaints.case.opened", "complaints.case.reopened"):
                cases.setdefault(order, set()).add(payload["case"])
            elif kind in ("complaints.case.closed", "complaints.case.voided"):
                cases.get(order, set()).discard(payload["case"])
                if kind.endswith("closed"):
                    handled.add(order)
            elif kind == "fees.order.settled":
                paid[order] += 1 if payload["paid_fen"] > 0 else -1
                self.assertIn(paid[order], (0, 1), f"{order} was paid twice, or taken back without having been paid")
                if payload["paid_fen"] > 0:
                    self.assertFalse(cases.get(order), f"{order} was settled while these were open")
                    self.assertIn(order, level, f"{order} was settled, and nobody had asked its customer")
                    self.assertTrue(order in handled or not level[order].endswith("dissatisfied"), f"{order} was settled: {level[order]}")
        self.assertGreater(len(paid), 0, "nothing was settled")
        self.assertEqual({order for order, times in paid.items() if times}, set(self.rows(
            "SELECT branch_id, erp_key FROM fees_work WHERE performer = 'outsourced' AND state = 'paid'")))
        return f"{len(paid)} orders settled, {sum(map(len, cases.values()))} complaints still open"
