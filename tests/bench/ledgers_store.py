"""Fills a store with years of parts and money, as the plugins would have written them.

The catalogue, the places, who ever held what and what is open are the same in every size; what grows is what was done. An order's
parts are received, accepted, issued and written off, three items each; its fee is five lines, and out of warranty its cash went from
the customer to the till. Everything is derived from a seed. `problems` says what of it breaks the rules of the ledgers: nothing.
"""
import random
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from department_store import BRANCHES

ITEMS = 400
TECHNICIANS = 24  # of a branch
DAYS = 700
SUPPLIER = "supplier::BENCH"
OPENING = 100_000  # pieces of each item in each store before anything was issued
LINES = 5  # of an order's fee
PIECES = 3  # items of an order
STEPS = ("receipt", "accept", "issue", "write_off")
LABOUR, VISIT = 8_000, 3_000
FAST = ("journal_mode=OFF", "synchronous=OFF", "cache_size=-2000000", "temp_store=MEMORY", "locking_mode=EXCLUSIVE")


@dataclass(frozen=True)
class Size:
    """`runs`: orders of the payees whose settlement is measured."""
    movements: int
    lines: int
    runs: tuple = ()

    @property
    def orders(self):
        return (self.movements - ITEMS * len(BRANCHES)) // (len(STEPS) * PIECES)

    @property
    def fees(self):
        return self.lines // LINES - sum(self.runs)


def payee(orders):
    return f"RUN{orders}"


def item(number):
    return f"LB-{number:05}"


def month_before(today):
    return today.replace(day=1) - timedelta(days=1)


def seed(path, size, today, seed_number=7):
    """Writes it into the store of a host that is stopped."""
    store = sqlite3.connect(path, isolation_level=None)
    for pragma in FAST:
        store.execute(f"PRAGMA {pragma}").fetchall()
    store.execute("BEGIN")
    indexes = store.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE 'CREATE INDEX%' AND (tbl_name "
                            "LIKE 'parts_%' OR tbl_name LIKE 'fees_%' OR tbl_name LIKE 'survey_%')").fetchall()
    for name, _ in indexes:
        store.execute(f"DROP INDEX {name}")
    _catalogue(store, today)
    _orders(store, size, today, random.Random(f"{seed_number} {size.movements}"))
    _movements(store)
    _papers(store)
    _balances(store)
    _fees(store)
    _money(store)
    _works(store, today)
    for _, sql in indexes:
        store.execute(sql)
    # The rounds that a host makes each day are made: they would read all of it while something else is measured.
    head = store.execute("SELECT MAX(sequence) FROM parts_movement").fetchone()[0]
    store.execute("INSERT INTO parts_mark (name, value) VALUES ('reconcile.moved', ?) ON CONFLICT (name) DO UPDATE SET value = "
                  "excluded.value", (str(head),))
    store.execute("COMMIT")
    store.execute("PRAGMA journal_mode=WAL").fetchall()
    store.close()


def _catalogue(store, today):
    at = _noon(today - timedelta(days=DAYS + 30))
    store.execute("INSERT INTO parts_supplier (code, name, contact, phone, address, terms, lead_days, active, updated_at, version) "
                  "VALUES ('BENCH', '西安配件批发', '', '', '', '', 7, 1, ?, 1)", (at,))
    brands = ("格力", "美的", "海尔", "海信", "创维")
    for n in range(ITEMS):
        code, name = item(n), f"{brands[n % 5]}控制板 {n}"
        store.execute(
            "INSERT INTO parts_item (code, name, specification, unit, unit_size, brand, kind, class, supplier, cost_fen, minimum, "
            "hazardous, active, origin, erp_branch, erp_key, erp_name, erp_specification, erp_unit, search, updated_at, version) "
            "VALUES (?, ?, 'A1', '个', 1, ?, 'part', 'regular', 'BENCH', ?, 20, 0, 1, 'hand', '', '', '', '', '', ?, ?, 1)",
            (code, name, brands[n % 5], _cost(n), f"{code} {name} A1", at))
    store.execute("CREATE TEMP TABLE item AS SELECT CAST(SUBSTR(code, 4) AS INTEGER) AS n, code, name, brand, cost_fen AS cost FROM "
                  "parts_item WHERE supplier = 'BENCH' ORDER BY code")
    store.execute("CREATE UNIQUE INDEX temp.item_n ON item (n)")
    store.execute("CREATE TEMP TABLE branch (id TEXT, name TEXT, word TEXT)")
    store.executemany("INSERT INTO branch VALUES (?, ?, ?)", [(one, name, word) for one, name, word, _ in BRANCHES])
    # Their stores are there since the branches were read.
    places = [(SUPPLIER, "supplier", "", "BENCH", "西安配件批发")]
    for branch, _, word, _ in BRANCHES:
        places += [(f"{kind}:{branch}", kind, branch, "", f"{word}{kind}") for kind in ("used", "difference", "quarantine")]
        places += [(f"technician:{branch}:{_technician(branch, n)}", "technician", branch, _technician(branch, n),
                    f"{word}师傅{n}") for n in range(TECHNICIANS)]
    store.executemany("INSERT INTO parts_place (id, kind, branch_id, holder, name, keeper, keeper_name, erp_branch, erp_warehouse, "
                      "active, version) VALUES (?, ?, ?, ?, ?, '', '', '', '', 1, 1) ON CONFLICT DO NOTHING", places)
    store.execute(
        "INSERT INTO fees_list (id, number, kind, branch_id, name, sample, valid_from, valid_to, state, row_count, created_at, "
        "created_by, created_name, published_at, published_by, published_name, version) VALUES ('bench-price', 'JG-BENCH', 'price', "
        "'*', '价目', 0, ?, '9999-12-31', 'published', ?, ?, 'u1', '王会计', ?, 'u2', '李经理', 2)",
        ((today - timedelta(days=DAYS + 30)).isoformat(), ITEMS + 2, at, at))
    rows = [("labour", "", "人工", LABOUR), ("visit", "", "上门费", VISIT)]
    rows += [("part", item(n), f"控制板 {n}", 2 * _cost(n)) for n in range(ITEMS)]
    store.executemany("INSERT INTO fees_list_row (list_id, line, what, code, name, service_type, product_type, brand, model, unit, "
                      "amount) VALUES ('bench-price', ?, ?, ?, ?, '', '', '', '', '个', ?)",
                      [(line, *row) for line, row in enumerate(rows, 1)])


def _cost(number):
    return 500 + number * 37 % 90 * 100


def _technician(branch, number):
    return f"{branch}L{number:03}"


def _noon(day):
    return int(datetime(day.year, day.month, day.day, 4, tzinfo=timezone.utc).timestamp() * 1000)


def _orders(store, size, today, chance):
    """One row an order in the order in which they were done; the last ones wait for their settlement."""
    store.execute("CREATE TEMP TABLE work (o INTEGER PRIMARY KEY, key TEXT, id TEXT, branch TEXT, branch_name TEXT, word TEXT, "
                  "technician TEXT, technician_name TEXT, day TEXT, month TEXT, noon INTEGER, warranty TEXT, parts INTEGER, "
                  "fee INTEGER, payee TEXT, run INTEGER)")
    done = max(size.orders, size.fees)
    first = today - timedelta(days=DAYS)
    days = [(one.isoformat(), one.isoformat()[:7], _noon(one)) for one in (first + timedelta(days=n) for n in range(DAYS))]
    last = month_before(today).replace(day=1)
    settled = [(one.isoformat(), one.isoformat()[:7], _noon(one)) for one in (last + timedelta(days=n) for n in range(27))]
    weights = [weight for *_, weight in BRANCHES]
    branches = chance.choices(BRANCHES, weights, k=done)

    def rows():
        runs = [(orders, n) for orders in size.runs for n in range(orders)]
        for o in range(done + len(runs)):
            orders, n = runs[o - done] if o >= done else (0, 0)
            branch, name, word, _ = BRANCHES[0] if orders else branches[o]
            day = settled[n % len(settled)] if orders else days[o * (DAYS - 40) // done]
            technician = chance.randrange(TECHNICIANS)
            paid = f"{branch}P{technician % 5}" if o % 4 == 0 else ""
            yield (o, f"{branch}|LB{o}", f"{day[2]:012x}{chance.getrandbits(80):020x}", branch, name, word, _technician(branch, technician),
                   f"{word}师傅{technician}", *day, "in" if orders or o % 2 == 0 else "out", int(o < size.orders),
                   int(orders > 0 or o < size.fees), payee(orders) if orders else paid, int(orders > 0))
    store.executemany("INSERT INTO work VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows())
    store.execute("CREATE TEMP TABLE piece AS SELECT w.o, k.k + 1 AS line, (w.o * 7 + k.k * 131) % ? AS n FROM work w CROSS JOIN "
                  "(SELECT 0 AS k UNION ALL SELECT 1 UNION ALL SELECT 2) k ORDER BY 1, 2", (ITEMS,))
    store.execute("CREATE INDEX temp.piece_o ON piece (o, line)")


def _id(step):
    """The id of an order's paper, as the console makes one (UUIDv7)."""
    return f"SUBSTR(w.id, 1, 8) || '-' || SUBSTR(w.id, 9, 4) || '-7{step}' || SUBSTR(w.id, 15, 2) || '-a' || SUBSTR(w.id, 18, 3) || '-' " \
           "|| SUBSTR(w.id, 21, 12)"


def _movements(store):
    columns = ("id, sequence, kind, item_code, quantity, from_place, to_place, cost_fen, branch_id, brand, warranty, order_kind, "
               "order_branch, order_key, order_number, person, person_name, document_id, line, origin_document, origin_line, "
               "business_date, posted_at, actor, actor_name, deposit_fen, charged_fen, reason, reverses")
    at, day = store.execute("SELECT MIN(noon) - 86400000, DATE(MIN(day), '-1 day') FROM work").fetchone()
    store.execute(
        f"INSERT INTO parts_movement ({columns}) SELECT 'opening-' || b.id || ':' || (i.n + 1), (b.ROWID - 1) * ? + i.n + 1, "
        "'opening', i.code, ?, 'difference:' || b.id, 'store:' || b.id, ? * i.cost, b.id, i.brand, '', '', '', '', '', '', '', "
        "'opening-' || b.id, i.n + 1, 'opening-' || b.id, i.n + 1, ?, ?, 'u1', '张库管', 0, 0, '', '' FROM branch b CROSS JOIN "
        "item i ORDER BY 2", (ITEMS, OPENING, OPENING, day, at))
    issue, hands = _id(1), "'technician:' || w.branch || ':' || w.technician"
    # What each step moves from where to where, its paper, whose line it moves on, and whether it names the order.
    steps = ((5, f"'{SUPPLIER}'", "'quarantine:' || w.branch", _id(0), _id(0), 0),
             (5, "'quarantine:' || w.branch", "'store:' || w.branch", _id(0), _id(0), 0),
             (4, "'store:' || w.branch", hands, issue, issue, 1),
             (4, hands, "'used:' || w.branch", _id(2), issue, 1))
    store.execute("CREATE TEMP TABLE step (n INTEGER PRIMARY KEY)")
    store.executemany("INSERT INTO step VALUES (?)", [(n,) for n in range(len(STEPS))])

    def by_step(of):
        return "CASE s.n " + " ".join(f"WHEN {n} THEN {of(n, step)}" for n, step in enumerate(steps)) + " END"
    named = lambda column: f"CASE WHEN s.n >= 2 THEN {column} ELSE '' END"  # noqa: E731
    paper = by_step(lambda n, step: step[3])
    store.execute(
        f"INSERT INTO parts_movement ({columns}) SELECT "
        + by_step(lambda n, step: step[3] + " || ':' || p.line" + (" || ':accept'" if n == 1 else ""))
        + f", {ITEMS * len(BRANCHES)} + w.o * {len(STEPS) * PIECES} + s.n * {PIECES} + p.line, "
        + by_step(lambda n, step: f"'{STEPS[n]}'") + ", i.code, " + by_step(lambda n, step: str(step[0])) + ", "
        + by_step(lambda n, step: step[1]) + ", " + by_step(lambda n, step: step[2]) + ", i.cost * "
        + by_step(lambda n, step: str(step[0])) + f", w.branch, i.brand, {named('w.warranty')}, {named(repr('work_order'))}, "
        f"{named('w.branch')}, {named('w.key')}, {named('w.key')}, {named('w.technician')}, {named('w.technician_name')}, "
        f"{paper}, p.line, {by_step(lambda n, step: step[4])}, p.line, w.day, w.noon + s.n * 600000, 'u1', '张库管', 0, "
        f"CASE WHEN s.n = 3 AND w.warranty = 'out' THEN 4 * i.cost ELSE 0 END, '', '' "
        "FROM work w CROSS JOIN step s CROSS JOIN piece p ON p.o = w.o JOIN item i ON i.n = p.n WHERE w.parts = 1 "
        "ORDER BY w.o, s.n, p.line")


def _papers(store):
    columns = ("id, number, kind, state, branch_id, from_place, to_place, order_kind, order_branch, order_key, order_number, warranty, "
               "person, person_name, supplier, reference, reason, urgent, transport_fen, carrier, tracking, business_date, created_at, "
               "actor, actor_name, settled_at, settled_by, settled_name, settled_note, frozen_sequence, content, version")
    store.execute(
        f"INSERT INTO parts_document ({columns}) SELECT 'opening-' || b.id, 'QC-' || b.word || '-0001', 'opening', 'done', b.id, "
        "'difference:' || b.id, 'store:' || b.id, '', '', '', '', '', '', '', '', '', '', 0, 0, '', '', MIN(m.business_date), "
        "MIN(m.posted_at), 'u1', '张库管', MIN(m.posted_at), 'u1', '张库管', '', 0, '', 1 FROM branch b JOIN parts_movement m ON "
        "m.document_id = 'opening-' || b.id GROUP BY b.id")
    line_columns = ("document_id, line, item_code, quantity, cost_fen, held, held_cost_fen, done, back, lost, exchange_due, "
                    "exchange_cost_fen, place_id, person, origin_document, origin_line, counted, faulty, charged_fen, note")
    store.execute(f"INSERT INTO parts_line ({line_columns}) SELECT document_id, line, item_code, quantity, cost_fen, 0, 0, quantity, "
                  "0, 0, 0, 0, to_place, '', '', 0, NULL, NULL, 0, '' FROM parts_movement WHERE kind = 'opening' ORDER BY sequence")
    hands = "'technician:' || w.branch || ':' || w.technician"
    papers = [("receipt", "SH", f"'{SUPPLIER}'", "'quarantine:' || w.branch", "'BENCH'", False),
              ("issue", "LL", "'store:' || w.branch", hands, "''", True),
              ("write_off", "HX", hands, "'used:' || w.branch", "''", True)]
    for step, (kind, series, source, target, supplier, named) in enumerate(papers):
        order = "'work_order', w.branch, w.key, w.key, w.warranty, w.technician, w.technician_name" if named else \
            "'', '', '', '', '', '', ''"
        content = (f"'/parts/{kind}s' || '{{\"id\":\"' || {_id(step)} || '\",\"lines\":[{{\"item\":\"LB\",\"quantity\":4}},"
                   "{\"item\":\"LB\",\"quantity\":4},{\"item\":\"LB\",\"quantity\":4}],\"order\":{\"kind\":\"work_order\",\"key\":\"' "
                   "|| w.key || '\"}}'")
        store.execute(
            f"INSERT INTO parts_document ({columns}) SELECT {_id(step)}, '{series}-' || w.word || '-' || REPLACE(w.day, '-', '') || "
            f"'-' || SUBSTR('0000000' || w.o, -7), '{kind}', 'done', w.branch, {source}, {target}, {order}, {supplier}, '', '', 0, 0, "
            f"'', '', w.day, w.noon + {step} * 600000, 'u1', '张库管', w.noon + 1800000, 'u1', '张库管', '', 0, {content}, 2 "
            "FROM work w WHERE w.parts = 1 ORDER BY w.o")
        quantity = 5 if kind == "receipt" else 4
        # A write-off's line names the line that it goes on; cost and quantities stand there.
        own = f"{quantity} * i.cost, 0, 0, {quantity}" if step < 2 else "0, 0, 0, 0"
        place, person = (target, "w.technician" if kind == "issue" else "''") if step < 2 else ("''", "''")
        origin = f"{_id(1)}, p.line" if step == 2 else "'', 0"
        charged = "CASE WHEN w.warranty = 'out' THEN 4 * i.cost ELSE 0 END" if step == 2 else "0"
        store.execute(
            f"INSERT INTO parts_line ({line_columns}) SELECT {_id(step)}, p.line, i.code, {quantity}, {own}, 0, 0, 0, 0, {place}, "
            f"{person}, {origin}, NULL, NULL, {charged}, '' FROM work w CROSS JOIN piece p ON p.o = w.o JOIN item i ON i.n = p.n "
            "WHERE w.parts = 1 ORDER BY w.o, p.line")
    store.execute(
        "INSERT INTO parts_order_part (kind, branch_id, erp_key, item_code, order_number, warranty, issued, returned, cost_fen, "
        "charged_fen, old_back) SELECT 'work_order', w.branch, w.key, i.code, w.key, w.warranty, 4, 0, 4 * i.cost, CASE WHEN "
        "w.warranty = 'out' THEN 4 * i.cost ELSE 0 END, 0 FROM work w CROSS JOIN piece p ON p.o = w.o JOIN item i ON i.n = p.n "
        "WHERE w.parts = 1 ORDER BY w.o, p.line")


def _balances(store):
    """What lies where, by the movements; every technician held every item once. The stores agree with the ERP's stock."""
    outside = "CASE WHEN SUBSTR(place, 1, INSTR(place || ':', ':') - 1) IN ('supplier', 'used', 'difference') THEN 1 ELSE 0 END"
    store.execute(
        f"INSERT INTO parts_balance (place_id, item_code, outside, quantity, value_fen, sequence) SELECT place, item_code, {outside}, "
        "SUM(quantity), SUM(value), MAX(sequence) FROM (SELECT to_place AS place, item_code, SUM(quantity) AS quantity, SUM(cost_fen) "
        "AS value, MAX(sequence) AS sequence FROM parts_movement GROUP BY 1, 2 UNION ALL SELECT from_place, item_code, "
        "-SUM(quantity), -SUM(cost_fen), MAX(sequence) FROM parts_movement GROUP BY 1, 2) GROUP BY place, item_code")
    store.execute("INSERT INTO parts_balance (place_id, item_code, outside, quantity, value_fen, sequence) SELECT p.id, i.code, 0, 0, "
                  "0, i.n + 1 FROM parts_place p CROSS JOIN item i WHERE p.kind = 'technician' ON CONFLICT DO NOTHING")
    store.execute("INSERT INTO parts_erp_stock (erp_branch, erp_key, item_code, warehouse, quantity) SELECT SUBSTR(place_id, 7), "
                  "'LB|' || item_code, item_code, '', CAST(quantity AS TEXT) FROM parts_balance WHERE place_id LIKE 'store:%' AND "
                  "item_code LIKE 'LB-%'")
    store.execute(
        "INSERT INTO parts_agreement (place_id, item_code, agreed_at, agreed_sequence, state, what, ours, theirs, theirs_text, "
        "differs_since, checked_at, explanation, explained_by, number, told, version) SELECT b.place_id, b.item_code, m.posted_at, "
        "b.sequence, 'agrees', '', b.quantity, b.quantity, CAST(b.quantity AS TEXT), NULL, m.posted_at, '', '', '', '', 1 FROM "
        "parts_balance b JOIN parts_movement m ON m.sequence = b.sequence WHERE b.place_id LIKE 'store:%' AND b.item_code LIKE "
        "'LB-%'")


def _fees(store):
    """Orders, the computation of each and its lines."""
    parts = f"(SELECT SUM(8 * i.cost) FROM piece p JOIN item i ON i.n = p.n WHERE p.o = w.o)"
    store.execute(f"CREATE TEMP TABLE fee AS SELECT w.*, CASE WHEN w.warranty = 'out' THEN {LABOUR + VISIT} + {parts} ELSE 0 END AS "
                  "fen, " + _id(3) + " AS receipt FROM work w WHERE w.fee = 1 ORDER BY w.o")
    store.execute("CREATE UNIQUE INDEX temp.fee_o ON fee (o)")
    store.execute(
        "INSERT INTO fees_order (kind, branch_id, erp_key, order_number, status, service_type, product_type, brand, model, "
        "serial_number, fault_key, technician, technician_name, provider, provider_name, outsourced, completed_at, completed_on, "
        "verdict, verdict_reason, covered_until, purchased_on, warranty_months, warranty_source, warranty_list, repair_of, "
        "erp_warranty, generation, computed_fen, charged_fen, handed_fen, passed_fen, cashed_fen, named_fen, refunded_fen, "
        "money_state, exception, settlement_state, touched_at, version) SELECT 'work_order', branch, key, key, 'done', 'repair', "
        "'ac', '格力', 'KFR-35', 'SN' || o, 'E' || (o % 20), technician, technician_name, payee, payee, payee <> '', noon, day, "
        "warranty, CASE warranty WHEN 'in' THEN 'covered' ELSE 'expired' END, day, day, 72, 'product', '', '', warranty, 1, fen, fen, "
        "fen, fen, fen, NULL, 0, CASE warranty WHEN 'in' THEN 'free' ELSE 'till' END, '', CASE WHEN run THEN 'payable' WHEN payee <> "
        "'' THEN 'paid' ELSE '' END, noon + 3600000, 2 FROM fee ORDER BY o")
    store.execute("INSERT INTO fees_computation (kind, branch_id, erp_key, generation, at, cause, verdict, verdict_reason, total_fen) "
                  "SELECT 'work_order', branch, key, 1, noon + 3600000, 'erp', warranty, CASE warranty WHEN 'in' THEN 'covered' ELSE "
                  "'expired' END, fen FROM fee ORDER BY o")
    store.execute("CREATE TEMP TABLE fee_line AS SELECT f.o, 1 AS line, 'labour' AS what, '' AS code, '人工' AS name, 1 AS quantity, "
                  f"{LABOUR} AS price FROM fee f UNION ALL SELECT f.o, 2, 'visit', '', '上门费', 1, {VISIT} FROM fee f UNION ALL "
                  "SELECT f.o, p.line + 2, 'part', i.code, i.name, 4, 2 * i.cost FROM fee f CROSS JOIN piece p ON p.o = f.o JOIN item i "
                  "ON i.n = p.n")
    store.execute(
        "INSERT INTO fees_computed_line (kind, branch_id, erp_key, generation, line, what, code, name, quantity, unit, unit_size, "
        "price_fen, amount_fen, basis, list_id, list_line) SELECT 'work_order', f.branch, f.key, 1, l.line, l.what, l.code, l.name, "
        "l.quantity, '个', 1, l.price, CASE f.warranty WHEN 'out' THEN l.price * l.quantity ELSE 0 END, CASE f.warranty WHEN 'out' "
        "THEN 'list' ELSE 'warranty' END, CASE f.warranty WHEN 'out' THEN 'bench-price' ELSE '' END, 0 FROM fee_line l JOIN fee f ON "
        "f.o = l.o ORDER BY l.o, l.line")
    store.execute(
        "INSERT INTO fees_order_part (kind, branch_id, erp_key, item_code, item_name, unit, unit_size, used, cost_fen, free_approval) "
        "SELECT 'work_order', f.branch, f.key, i.code, i.name, '个', 1, 4, 4 * i.cost, '' FROM fee f CROSS JOIN piece p ON p.o = f.o "
        "JOIN item i ON i.n = p.n WHERE f.parts = 1 ORDER BY f.o, p.line")
    store.execute(
        "INSERT INTO fees_receipt (id, number, what, kind, branch_id, erp_key, mirrors, total_fen, method, technician, business_date, "
        "at, who, who_name, reason) SELECT receipt, 'SJ-' || word || '-' || REPLACE(day, '-', '') || '-' || SUBSTR('0000000' || o, "
        "-7), 'charge', 'work_order', branch, key, NULL, fen, 'cash', technician, day, noon + 3700000, 'u3', '赵派工', '' FROM fee "
        "WHERE warranty = 'out' ORDER BY o")
    store.execute("INSERT INTO fees_receipt_line (receipt_id, line, what, code, name, quantity, unit, unit_size, amount_fen, "
                  "generation) SELECT f.receipt, l.line, l.what, l.code, l.name, l.quantity, '个', 1, l.price * l.quantity, 1 FROM "
                  "fee_line l JOIN fee f ON f.o = l.o WHERE f.warranty = 'out' ORDER BY l.o, l.line")


def _money(store):
    """From the customer's hand to the till, an entry each, and the counts that they belong to."""
    chain = [("receipt", "'receipt:' || f.receipt", "'customer', 'work_order|' || f.key", "'technician', f.technician", "f.receipt"),
             ("hand_in", "'count:in' || f.receipt || ':1'", "'technician', f.technician", "'clerk', 'desk'", "'in' || f.receipt"),
             ("hand_over", "'count:on' || f.receipt || ':1'", "'clerk', 'desk'", "'cashier', 'desk'", "'on' || f.receipt"),
             ("cash_entry", "'cash:' || f.branch || ':LB' || f.o || ':1'", "'cashier', 'desk'", "'till', 'erp'", "'C' || f.o")]
    before = store.execute("SELECT COALESCE(MAX(position), 0) FROM fees_money_entry").fetchone()[0]
    for n, (what, entry, giver, taker, ref) in enumerate(chain):
        position = f"{before} + f.o * {len(chain)} + {n + 1}"
        store.execute(
            "INSERT INTO fees_money_entry (id, position, what, branch_id, kind, erp_key, business_date, at, who, who_name, reason, ref, "
            f"reverses) SELECT {entry}, {position}, '{what}', f.branch, 'work_order', f.key, f.day, f.noon + 3700000 + {n} * 60000, "
            f"'u3', '赵派工', '', {ref}, NULL FROM fee f WHERE f.warranty = 'out' ORDER BY f.o")
        for line, (account, sign) in enumerate(((giver, "-"), (taker, "")), 1):
            store.execute(f"INSERT INTO fees_money_line (entry_id, line, position, branch_id, account, key, delta_fen) SELECT {entry}, "
                          f"{line}, {position}, f.branch, {account}, {sign}f.fen FROM fee f WHERE f.warranty = 'out' ORDER BY f.o")
    for stage, prefix, passed in (("hand_in", "in", "'on' || receipt"), ("hand_over", "on", "''")):
        store.execute(
            "INSERT INTO fees_count (id, number, stage, branch_id, technician, technician_name, business_date, expected_fen, "
            f"counted_fen, state, reason, passed_by, at, who, who_name, version) SELECT '{prefix}' || receipt, '{prefix}-' || o, "
            f"'{stage}', branch, CASE '{stage}' WHEN 'hand_in' THEN technician ELSE '' END, CASE '{stage}' WHEN 'hand_in' THEN "
            f"technician_name ELSE '' END, day, fen, fen, 'agreed', '', {passed}, noon + 3800000, 'u3', '赵派工', 1 FROM fee WHERE "
            "warranty = 'out' ORDER BY o")
    store.execute("INSERT INTO fees_count_line (count_id, line, kind, erp_key, order_number, expected_fen, counted_fen) SELECT 'in' || "
                  "receipt, 1, 'work_order', key, key, fen, fen FROM fee WHERE warranty = 'out' ORDER BY o")
    store.execute("INSERT INTO fees_cash_entry (branch_id, erp_key, number, entry_kind, order_number, receipt_number, order_kind, "
                  "order_key, method, amount_fen, at, changes, problem) SELECT branch, 'LB' || o, 'C' || o, 'charge', key, '', "
                  "'work_order', key, 'cash', fen, noon + 4000000, 1, '' FROM fee WHERE warranty = 'out' ORDER BY o")


def _works(store, today):
    """Outsourced orders: settled month by month and payee by payee, but for those whose settlement is measured."""
    store.execute(
        "INSERT INTO fees_work (id, kind, branch_id, branch_name, erp_key, order_number, performer, payee, payee_name, technician, "
        "technician_name, product_type, service_type, warranty, completed_at, completed_on, month, rate_fen, state, verdict, level, "
        "settlement_id, paid_fen, paid_at, times, released_at, released_by, release_reason) SELECT 'work' || id, 'work_order', branch, "
        "branch_name, key, key, 'outsourced', payee, payee, technician, technician_name, 'ac', 'repair', warranty, noon, day, month, "
        "6000, CASE WHEN run THEN 'waiting' ELSE 'paid' END, 'payable', 'satisfied', CASE WHEN run THEN '' ELSE 'st-' || branch || '-' "
        "|| payee || '-' || month END, CASE WHEN run THEN 0 ELSE 6000 END, CASE WHEN run THEN NULL ELSE noon + 2700000000 END, 1 - "
        "run, NULL, '', '' FROM fee WHERE payee <> '' ORDER BY o")
    store.execute(
        "INSERT INTO fees_settlement (id, number, branch_id, branch_name, payee, payee_name, month, state, orders, orders_fen, "
        "offset_fen, deposit_fen, total_fen, paid_fen, carried_fen, grade, factor, content, answered, waiting, drafted_at, drafted_by, "
        "drafted_name, checked_at, checked_by, checked_name, approved_at, approved_by, approved_name, paid_at, paid_by, paid_name, "
        "paid_on, reference, dropped_why, version) SELECT settlement_id, 'JS-' || settlement_id, branch_id, branch_name, payee, "
        "payee_name, month, 'paid', COUNT(*), SUM(paid_fen), 0, 0, SUM(paid_fen), SUM(paid_fen), 0, 'A', 1000, COUNT(*), COUNT(*), 0, "
        "MAX(paid_at), 'u4', '钱结算', MAX(paid_at), 'u5', '孙主任', MAX(paid_at), 'u6', '李经理', MAX(paid_at), 'u7', '周出纳', "
        "MAX(completed_on), 'B', '', 5 FROM fees_work WHERE settlement_id LIKE 'st-%' GROUP BY settlement_id")
    store.execute(
        "INSERT INTO fees_settlement_line (id, settlement_id, sequence, type, ref, order_number, text, base_fen, factor, sum_fen) "
        "SELECT settlement_id || ':' || n, settlement_id, n, 'order', id, order_number, 'repair/ac', paid_fen, 1000, paid_fen FROM "
        "(SELECT *, ROW_NUMBER() OVER (PARTITION BY settlement_id ORDER BY completed_on, id) AS n FROM fees_work WHERE settlement_id "
        "LIKE 'st-%')")
    position = store.execute("SELECT COALESCE(MAX(position), 0) FROM fees_money_entry").fetchone()[0]
    acts = (("settlement_earned", "'company', 'settlements'", "'provider', payee"),
            ("settlement_paid", "'provider', payee", "'company', 'settlements_paid'"))
    for n, (what, giver, taker) in enumerate(acts):
        at = f"{position} + 2 * ROW_NUMBER() OVER (ORDER BY id) + {n - 1}"
        entry = f"'{what}:' || id"
        store.execute("INSERT INTO fees_money_entry (id, position, what, branch_id, kind, erp_key, business_date, at, who, who_name, "
                      f"reason, ref, reverses) SELECT {entry}, {at}, '{what}', branch_id, '', '', paid_on, paid_at, 'u7', '周出纳', "
                      "number, id, NULL FROM fees_settlement WHERE id LIKE 'st-%'")
        for line, (account, sign) in enumerate(((giver, "-"), (taker, "")), 1):
            store.execute(f"INSERT INTO fees_money_line (entry_id, line, position, branch_id, account, key, delta_fen) SELECT {entry}, "
                          f"{line}, {at}, branch_id, {account}, {sign}paid_fen FROM fees_settlement WHERE id LIKE 'st-%'")
    store.execute("DELETE FROM fees_money_balance")
    store.execute("INSERT INTO fees_money_balance (branch_id, account, key, balance_fen) SELECT branch_id, account, key, "
                  "SUM(delta_fen) FROM fees_money_line GROUP BY branch_id, account, key")
    # Each was asked and content: the gate reads it.
    store.execute(
        "INSERT INTO survey_task (id, number, kind, branch_id, branch_name, erp_key, order_number, stage, product_type, "
        "service_type, brand, model, store, provider, technician, technician_name, customer_name, phone, address, completed_at, "
        "completed_on, due_on, due_provisional, state, round, attempts, planned_at, level, lease_user, lease_user_name, lease_until, "
        "version, created_at, closed_at, customer_kind, performed_by, service_mode) SELECT id, 'HF-' || o, 'work_order', branch, "
        "branch_name, key, key, 'on_site', 'ac', 'repair', '格力', 'KFR-35', '', payee, technician, technician_name, '', '', '', noon, "
        "day, day, 0, 'done', 1, 1, NULL, 'satisfied', NULL, NULL, 0, 2, noon, noon + 86400000, 'end', 'outsourced', 'on_site' FROM fee "
        "WHERE payee <> '' ORDER BY o")
    store.execute("INSERT INTO survey_round (task_id, round, opened_at, due_on) SELECT id, 1, noon, day FROM fee WHERE payee <> ''")
    store.execute(
        "INSERT INTO survey_attempt (task_id, round, attempt, branch_id, at, month, clerk, clerk_name, disposition, level, words, "
        "planned_at, channel, recorded_at, questionnaire, questionnaire_version) SELECT id, 1, 1, branch, noon + 86400000, month, "
        "'u8', '文员', 'answered', 'satisfied', '', NULL, 'phone', noon + 86400000, 'repair', 1 FROM fee WHERE payee <> ''")


#: Rows that break a rule of the ledgers, by what they break.
RULES = {
    "a balance is the sum of its movements": (
        "SELECT COUNT(*) FROM (SELECT place, item_code, SUM(q) AS q, SUM(v) AS v FROM (SELECT to_place AS place, item_code, quantity AS "
        "q, cost_fen AS v FROM parts_movement UNION ALL SELECT from_place, item_code, -quantity, -cost_fen FROM parts_movement) GROUP "
        "BY 1, 2) m LEFT JOIN parts_balance b ON b.place_id = m.place AND b.item_code = m.item_code WHERE b.quantity IS NOT m.q OR "
        "b.value_fen IS NOT m.v"),
    "all balances together are zero": (
        "SELECT COUNT(*) FROM (SELECT item_code FROM parts_balance GROUP BY 1 HAVING SUM(quantity) <> 0 OR SUM(value_fen) <> 0)"),
    "a movement belongs to a paper's line": (
        "SELECT COUNT(*) FROM parts_movement m LEFT JOIN parts_line l ON l.document_id = m.document_id AND l.line = m.line WHERE "
        "l.item_code IS NOT m.item_code"),
    "an order's parts are its issues": (
        "SELECT COUNT(*) FROM parts_order_part p WHERE p.issued <> (SELECT COALESCE(SUM(m.quantity), 0) FROM parts_movement m WHERE "
        "m.order_kind = p.kind AND m.order_branch = p.branch_id AND m.order_key = p.erp_key AND m.item_code = p.item_code AND m.kind = "
        "'issue')"),
    "an entry's lines are zero together": (
        "SELECT COUNT(*) FROM (SELECT entry_id FROM fees_money_line GROUP BY 1 HAVING SUM(delta_fen) <> 0)"),
    "an account is the sum of its lines": (
        "SELECT COUNT(*) FROM (SELECT branch_id, account, key, SUM(delta_fen) AS fen FROM fees_money_line GROUP BY 1, 2, 3) l LEFT JOIN "
        "fees_money_balance b ON b.branch_id = l.branch_id AND b.account = l.account AND b.key = l.key WHERE b.balance_fen IS NOT "
        "l.fen"),
    "a fee is the sum of its lines": (
        "SELECT COUNT(*) FROM fees_order o WHERE o.generation > 0 AND o.computed_fen <> (SELECT COALESCE(SUM(l.amount_fen), 0) FROM "
        "fees_computed_line l WHERE l.kind = o.kind AND l.branch_id = o.branch_id AND l.erp_key = o.erp_key AND l.generation = "
        "o.generation)"),
    "a settlement is the sum of its lines": (
        "SELECT COUNT(*) FROM fees_settlement s WHERE s.total_fen <> (SELECT COALESCE(SUM(l.sum_fen), 0) FROM fees_settlement_line l "
        "WHERE l.settlement_id = s.id) AND s.state <> 'dropped'"),
}


def problems(store):
    """Rows that break a rule, by rule; only what there are."""
    store.execute("PRAGMA temp_store=MEMORY")
    counted = {rule: store.execute(text).fetchone()[0] for rule, text in RULES.items()}
    return {rule: count for rule, count in counted.items() if count}
