"""Fills a store with years of a call-back department's work, as the plugins would have written it.

What is open is the same in every size: as much as twenty clerks have before them. What grows is what was done. Everything
is derived from a seed; days lie before `today`, skewed over five branches, technicians, shops and fourteen months.
"""
import random
import sqlite3
import time
from datetime import date, datetime, timedelta, timezone

OPEN_TASKS = 2_000
OPEN_CASES = 400
DAYS = 425
#: Call-backs per complaint.
PER_CASE = 10

BRANCHES = [("HZ", "汉中分公司", "汉中", 40), ("CG", "城固分公司", "城固", 18), ("MX", "勉县分公司", "勉县", 18),
            ("XX", "西乡分公司", "西乡", 12), ("YX", "洋县分公司", "洋县", 12)]
PRODUCTS = [("ac", ("格力", "美的", "海尔"), 34), ("tv", ("海信", "创维", "TCL", "长虹"), 20),
            ("fridge_washer", ("海尔", "容声", "小天鹅"), 20), ("water_heater", ("万家乐", "万和", "海尔"), 14),
            ("range_hood", ("方太", "老板", "华帝"), 9), ("small", ("苏泊尔", "美的"), 3)]
TECHNICIANS, PROVIDERS, SHOPS = 24, 3, 10  # of a branch
#: very satisfied … very dissatisfied, refused, not reached: as survey_count writes them.
LEVELS = ("Y", "y", "a", "n", "N", "r", "x")
LEVEL_WEIGHTS = (25, 55, 6, 4, 1, 3, 6)
DIMENSIONS = {"branch": "branch", "stage": "stage", "product": "product", "service_type": "service", "service_mode": "stage",
              "technician": "technician", "provider": "provider", "brand": "brand", "store": "shop", "respondent": "'end'",
              "questionnaire": "service"}
INDICATORS = {"satisfaction": "level", "punctual": "punctual", "attitude": "attitude"}
OUTCOMES = ("Y", "y", "a", "n", "N", "i", "r", "x")  # in the order of survey_figure's columns
NO_INSTANT = 9_007_199_254_740_991
CASE_COLUMNS = (
    "id, number, source, source_detail, kind, branch_id, branch_name, erp_key, order_number, product_type, brand, model, store, "
    "provider, provider_name, technician, technician_name, customer_name, phone, phone_key, address, complaint_kind, sub_kind, words, "
    "class, class_reason, department, warning_level, due_at, state, step, round, rework, cause, owner, owner_name, handler, "
    "handler_name, task, task_number, task_round, vip, earlier, repeats, urgency, month, received_at, handled_at, closed_at, "
    "next_sequence, version")
SHEET_COLUMNS = (
    "id, number, case_id, case_number, kind, branch_id, branch_name, erp_key, order_number, product, department, problem, state, "
    "round, created_at, created_by_name, signed_at, signed_by_name, sent_at, due_at, due_provisional, answered_at, answered_by_name, "
    "via, late, result, measure, withdrawn_reason, version")
CLOCK_COLUMNS = (
    "id, clock, subject, case_id, case_number, sheet_id, kind, branch_id, branch_name, erp_key, order_number, person_kind, "
    "person_key, person_name, started_at, unit, count, until_at, lead1, lead2, lead3, offence, calendar, due_at, due_provisional, "
    "next_at, level, state, paused_by, paused_since, done_at, basis, late, proposal, version")


def seed(path, callbacks, today, seed_number=7):
    """Writes so many call-backs and a tenth as many complaints into the store of a host that is stopped; the ids of the open
    complaints."""
    store = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-1500000", "temp_store=MEMORY", "locking_mode=EXCLUSIVE"):
        store.execute(f"PRAGMA {pragma}").fetchall()
    store.execute("BEGIN")
    chance = random.Random(f"{seed_number} {callbacks}")
    indexes = store.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND sql LIKE "
                            "'CREATE INDEX%' AND (tbl_name LIKE 'survey_%' OR tbl_name LIKE 'complaints_%')").fetchall()
    for name, _ in indexes:
        store.execute(f"DROP INDEX {name}")
    _lists(store)
    store.execute("CREATE TEMP TABLE work (i INTEGER PRIMARY KEY, id TEXT, day TEXT, due TEXT, called TEXT, technician INTEGER, "
                  "shop INTEGER, product INTEGER, brand TEXT, service TEXT, stage TEXT, level TEXT, punctual TEXT, attitude TEXT, "
                  "open INTEGER, noon INTEGER)")
    store.executemany("INSERT INTO work VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _work(chance, callbacks, today))
    _tasks(store, int(time.time() * 1000))
    _figures(store)
    cases = _cases(store, chance, callbacks // PER_CASE, today)
    for _, sql in indexes:
        store.execute(sql)
    store.execute("COMMIT")
    store.execute("PRAGMA journal_mode=WAL").fetchall()
    store.close()
    return cases


def _lists(store):
    """Who works where; what a number in `work` stands for."""
    store.execute("CREATE TEMP TABLE technician (n INTEGER PRIMARY KEY, branch TEXT, branch_name TEXT, place TEXT, number TEXT, "
                  "name TEXT, provider TEXT)")
    store.execute("CREATE TEMP TABLE product (n INTEGER PRIMARY KEY, name TEXT)")
    n = 0
    for branch, name, place, _ in BRANCHES:
        for one in range(TECHNICIANS):
            store.execute("INSERT INTO technician VALUES (?, ?, ?, ?, ?, ?, ?)",
                          (n, branch, name, place, f"{branch}S{one + 1:03}", f"{place}师傅{one + 1}",
                           f"{place}服务商{one % PROVIDERS + 1}"))
            n += 1
    store.executemany("INSERT INTO product VALUES (?, ?)", [(n, name) for n, (name, _, _) in enumerate(PRODUCTS)])


def _noon(day):
    return int(datetime(day.year, day.month, day.day, 4, tzinfo=timezone.utc).timestamp() * 1000)


def _work(chance, callbacks, today):
    """One row a call-back in the order in which the work was finished; the last ones are open."""
    first = today - timedelta(days=DAYS)
    done = max(callbacks - OPEN_TASKS, 0)
    branch_weights = [weight for *_, weight in BRANCHES]
    people = [branch * TECHNICIANS + one for branch in range(len(BRANCHES)) for one in range(TECHNICIANS)]
    people_weights = [branch_weights[one // TECHNICIANS] / (1 + one % TECHNICIANS / 8) for one in people]
    technicians = chance.choices(people, people_weights, k=callbacks)
    products = chance.choices(range(len(PRODUCTS)), [weight for *_, weight in PRODUCTS], k=callbacks)
    levels = chance.choices(LEVELS, LEVEL_WEIGHTS, k=callbacks)
    day = [(first + timedelta(days=n), None) for n in range(DAYS + 20)]
    day = [(one.isoformat(), _noon(one)) for one, _ in day]
    pick = chance.random
    for i in range(callbacks):
        is_open = i >= done
        at = DAYS - 12 + int((i - done) / max(callbacks - done, 1) * 11) if is_open else int(i / max(done, 1) * (DAYS - 14))
        x = pick()
        brands = PRODUCTS[products[i]][1]
        service = "install" if x < 0.55 else "repair"
        stage = "carry_in" if products[i] == 5 else "logistics" if x > 0.85 else "on_site"
        level = levels[i]
        told = level not in "rx"
        yield (i, f"{chance.getrandbits(128):032x}", day[at][0], day[at + 9][0], day[min(at + 1 + int(x * 7), DAYS - 1)][0],
               technicians[i], int(x * SHOPS * 997) % SHOPS, products[i], brands[int(x * 7919) % len(brands)], service, stage, level,
               level if not told else "n" if x * 1e4 % 1 < 0.07 else "i" if x * 1e4 % 1 < 0.09 else "y",
               level if not told else "Y" if x * 1e5 % 1 < 0.3 else "a" if x * 1e5 % 1 < 0.36 else "y", int(is_open), day[at][1])


def _tasks(store, now):
    name = "CASE level WHEN 'Y' THEN 'very_satisfied' WHEN 'y' THEN 'satisfied' WHEN 'a' THEN 'average' WHEN 'n' THEN " \
           "'dissatisfied' WHEN 'N' THEN 'very_dissatisfied' END"
    store.execute(
        "INSERT INTO survey_task (id, number, kind, branch_id, branch_name, erp_key, order_number, stage, product_type, "
        "service_type, brand, model, store, provider, technician, technician_name, customer_name, phone, address, completed_at, "
        "completed_on, due_on, due_provisional, state, round, attempts, planned_at, level, lease_user, lease_user_name, "
        "lease_until, version, created_at, closed_at, customer_kind, performed_by, service_mode) "
        "SELECT w.id, 'HF-' || t.place || '-' || REPLACE(w.day, '-', '') || '-' || SUBSTR('000000' || w.i, -7), 'work_order', "
        "t.branch, t.branch_name, t.branch || '|S' || w.i, 'S' || w.i, w.stage, p.name, w.service, w.brand, w.brand || '-' || "
        "(w.i % 90), t.place || '店' || w.shop, t.provider, t.number, t.name, '顾客' || (w.i % 9973), "
        "'1' || (2000000000 + (w.i * 7919) % 800000003), t.place || '区南苑村' || (w.i % 12) || '组' || (w.i % 88) || '号', w.noon, "
        "w.day, w.due, 0, CASE WHEN w.open THEN 'open' WHEN w.level = 'x' THEN 'not_reachable' ELSE 'done' END, 1, "
        "CASE WHEN w.open THEN 0 WHEN w.level = 'x' THEN 3 ELSE 1 END, NULL, CASE WHEN w.open THEN NULL ELSE " + name + " END, "
        "NULL, NULL, 0, CASE WHEN w.open THEN 1 ELSE 2 END, w.noon, CASE WHEN w.open THEN NULL ELSE w.noon + 86400000 END, 'end', "
        "'own', CASE WHEN w.stage IN ('on_site', 'carry_in') THEN w.stage ELSE '' END "
        "FROM work w JOIN technician t ON t.n = w.technician JOIN product p ON p.n = w.product ORDER BY w.i")
    store.execute("INSERT INTO survey_round (task_id, round, opened_at, due_on) SELECT id, 1, noon, due FROM work ORDER BY i")
    store.execute(
        "INSERT INTO survey_attempt (task_id, round, attempt, branch_id, at, month, clerk, clerk_name, disposition, level, words, "
        "planned_at, channel, recorded_at, questionnaire, questionnaire_version) "
        "SELECT w.id, 1, 1, t.branch, w.noon + 86400000, SUBSTR(w.called, 1, 7), 'clerk' || (w.i % 20), '文员' || (w.i % 20), "
        "CASE w.level WHEN 'r' THEN 'refused' WHEN 'x' THEN 'no_answer' ELSE 'answered' END, " + name +
        ", CASE WHEN w.level IN ('n', 'N') THEN '师傅来晚了，安装后漏水' ELSE '' END, NULL, 'phone', w.noon + 86400000, w.service, 1 "
        "FROM work w JOIN technician t ON t.n = w.technician WHERE NOT w.open ORDER BY w.i")
    store.execute(
        "INSERT INTO survey_answer_sheet (task_id, round, attempt, revision, branch_id, questionnaire, version, group_name, "
        "channel, author, author_name, recorded_at, reason, facts, outcome) "
        "SELECT w.id, 1, 1, 1, t.branch, w.service, 1, 'end', 'phone', 'clerk' || (w.i % 20), '文员' || (w.i % 20), "
        "w.noon + 86400000, '', '{\"stage\":\"' || w.stage || '\"}', '{}' FROM work w JOIN technician t ON t.n = w.technician "
        "WHERE NOT w.open AND w.level NOT IN ('r', 'x') ORDER BY w.i")
    for position, (question, kind, value) in enumerate([("punctual", "yes_no", "punctual"), ("attitude", "text", "attitude")]):
        store.execute(
            "INSERT INTO survey_answer (task_id, round, attempt, revision, position, question, kind, value, said, class, "
            f"invalid_reason, indicator) SELECT id, 1, 1, 1, {position}, '{question}', '{kind}', NULL, '', CASE {value} WHEN 'Y' "
            "THEN 'very_yes' WHEN 'y' THEN 'yes' WHEN 'a' THEN 'average' WHEN 'n' THEN 'no' ELSE 'invalid' END, NULL, "
            f"'{question}' FROM work WHERE NOT open AND level NOT IN ('r', 'x') ORDER BY i")
    store.execute(
        "INSERT INTO survey_candidate (kind, branch_id, erp_key, stage, product_type, period, state) SELECT 'work_order', "
        "t.branch, t.branch || '|S' || w.i, w.stage, p.name, w.day, 'drawn' FROM work w JOIN technician t ON t.n = w.technician "
        "JOIN product p ON p.n = w.product ORDER BY w.i")
    store.execute(
        "INSERT INTO survey_draw (period, branch_id, stage, product_type, sequence, rate, candidates, taken, carry_before, "
        "carry_after, drawn_at) SELECT period, branch_id, stage, product_type, 1, 10000, COUNT(*), COUNT(*), 0, 0, ? FROM "
        "survey_candidate WHERE state = 'drawn' GROUP BY period, branch_id, stage, product_type ON CONFLICT DO NOTHING", (now,))


def _figures(store):
    """survey_count, and out of it survey_figure by the same aggregation, through cubes, so that the rows are read three times only."""
    store.execute(
        "INSERT INTO survey_count (subject, number, answered_month, completed_month, facts, satisfaction, live, branch_id, "
        "branch_name, stage, product_type, service_type, technician, technician_name, provider, brand, store, respondent, "
        "questionnaire) SELECT w.id, 1, SUBSTR(w.called, 1, 7), SUBSTR(w.day, 1, 7), 'attitude=' || w.attitude || ';punctual=' || "
        "w.punctual || ';satisfaction=' || w.level || ';', w.level, 1, t.branch, t.branch_name, w.stage, p.name, w.service, "
        "t.number, t.name, t.provider, w.brand, t.place || '店' || w.shop, 'end', w.service FROM work w JOIN technician t ON "
        "t.n = w.technician JOIN product p ON p.n = w.product WHERE NOT w.open ORDER BY w.i")
    branch = f"technician / {TECHNICIANS}"  # the branch
    cubes = {"people": ("technician",), "shops": ("shop", branch), "things": ("stage", "product", "service", "brand", branch)}
    for cube, keys in cubes.items():
        columns = ", ".join("MIN(technician) AS technician" if key == branch else key for key in keys)
        store.execute(f"CREATE TEMP TABLE {cube} AS SELECT SUBSTR(called, 1, 7) AS answered, SUBSTR(day, 1, 7) AS completed, "
                      f"level, punctual, attitude, COUNT(*) AS n, {columns} FROM work WHERE NOT open "
                      f"GROUP BY 1, 2, level, punctual, attitude, {', '.join(keys)}")
    store.executemany("INSERT INTO survey_indicator (indicator) VALUES (?) ON CONFLICT DO NOTHING", [(one,) for one in INDICATORS])
    items = {"branch": "t.branch", "technician": "t.number", "provider": "t.provider", "shop": "t.place || '店' || c.shop",
             "product": "p.name"}
    names = {"branch": "t.branch_name", "technician": "t.name", "provider": "t.provider", "brand": "c.brand", "shop": items["shop"]}
    for basis in ("answered", "completed"):
        for dimension, key in DIMENSIONS.items():
            cube = "shops" if key == "shop" else "people" if key in ("technician", "provider", "branch") else "things"
            item = items.get(key, key if key.startswith("'") else f"c.{key}")
            if dimension == "service_mode":
                item = "CASE WHEN c.stage IN ('on_site', 'carry_in') THEN c.stage ELSE '' END"
            product = "JOIN product p ON p.n = c.product" if cube == "things" else ""
            for indicator, column in INDICATORS.items():
                sums = ", ".join(f"SUM(CASE WHEN c.{column} = '{one}' THEN c.n ELSE 0 END)" for one in OUTCOMES)
                store.execute(
                    "INSERT INTO survey_figure (basis, indicator, dimension, month, item, branch_id, name, very_yes, yes, average, "
                    "no, very_no, invalid, refused, not_reached) "
                    f"SELECT '{basis}', '{indicator}', '{dimension}', c.{basis}, {item}, t.branch, "
                    f"MAX({names.get(key, chr(39) * 2)}), {sums} FROM {cube} c JOIN technician t ON t.n = c.technician {product} "
                    f"WHERE 1 GROUP BY c.{basis}, {item}, t.branch ON CONFLICT DO NOTHING")


def _cases(store, chance, cases, today):
    """Complaints with their steps, a sheet with its answer, and two clocks each; the newest ones are open."""
    done = max(cases - OPEN_CASES, cases // 10)
    first = today - timedelta(days=DAYS)
    store.execute("CREATE TEMP TABLE complaint (i INTEGER PRIMARY KEY, id TEXT, day TEXT, month TEXT, at INTEGER, technician INTEGER, "
                  "open INTEGER, class INTEGER, kind TEXT, cause TEXT)")
    causes = ("installation", "repair_failed", "late_visit", "attitude", "product_fault", "delivery_late", "parts", "other")
    rows = []
    for i in range(cases):
        is_open = i >= done
        day = first + timedelta(days=DAYS - 10 + int((i - done) / (cases - done) * 9) if is_open else int(i / done * (DAYS - 12)))
        rows.append((i, f"{chance.getrandbits(128):032x}", day.isoformat(), day.isoformat()[:7], _noon(day) + chance.randrange(14_400_000),
                     chance.randrange(len(BRANCHES) * TECHNICIANS), int(is_open), chance.choices((1, 2, 3), (90, 8, 2))[0],
                     chance.choice(("store", "logistics")) if is_open else chance.choice(("store", "logistics", "after_sales")),
                     causes[min(int(chance.expovariate(0.5)), len(causes) - 1)]))
    store.executemany("INSERT INTO complaint VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    store.execute(
        f"INSERT INTO complaints_case ({CASE_COLUMNS}) "
        "SELECT c.id, 'TS-' || t.place || '-' || REPLACE(c.day, '-', '') || '-' || SUBSTR('000000' || "
        "c.i, -7), 'phone', '', 'case', t.branch, t.branch_name, c.id, '', 'ac', '格力', 'KFR-35', t.place || '店1', '', '', t.number, "
        "t.name, '顾客' || c.i, '13' || (900000000 + c.i), '13' || (900000000 + c.i), t.place || '区南苑村' || (c.i % 12) || '组', "
        "c.kind, '', '空调装好以后一直漏水，师傅说好来修又没有来，打电话也没有人接', c.class, 'first', c.kind, 0, "
        "CASE WHEN c.open THEN c.at + 172800000 END, CASE WHEN c.open THEN 'open' ELSE 'closed' END, "
        "CASE WHEN c.open THEN 'received' ELSE 'closed' END, 1, 0, CASE WHEN c.open THEN '' ELSE c.cause END, 'clerk' || (c.i % 20), "
        "'文员' || (c.i % 20), '', '', '', '', 0, 0, 0, 0, c.at + (3 - c.class) * 86400000 * 30, c.month, c.at, CASE WHEN c.open THEN "
        "NULL ELSE c.at + 200000000 END, CASE WHEN c.open THEN NULL ELSE c.at + 300000000 END, CASE WHEN c.open THEN 2 ELSE 8 END, 1 "
        "FROM complaint c JOIN technician t ON t.n = c.technician ORDER BY c.i")
    steps = ("received", "facts", "cause", "solution", "carried_out", "prevention", "closed")
    for sequence, step in enumerate(steps, 1):
        store.execute("INSERT INTO complaints_step (case_id, sequence, round, step, at, actor, actor_name, via, what) "
                      "SELECT id, ?, 1, ?, at + ? * 40000000, 'clerk' || (i % 20), '文员' || (i % 20), "
                      "'console', '已与顾客和门店核对' FROM complaint WHERE NOT open OR ? = 1 ORDER BY i", (sequence, step, sequence, sequence))
    store.execute(
        f"INSERT INTO complaints_sheet ({SHEET_COLUMNS}) "
        "SELECT c.id, 'LLD-' || t.place || '-' || REPLACE(c.day, '-', '') || '-' || SUBSTR('000000' || c.i, "
        "-7), c.id, 'TS-' || t.place || '-' || REPLACE(c.day, '-', '') || '-' || SUBSTR('000000' || c.i, -7), 'case', t.branch, "
        "t.branch_name, c.id, '', 'ac 格力', c.kind, '空调漏水', 'archived', 1, c.at, '文员1', c.at, '经理', c.at, c.at + 172800000, 0, "
        "c.at + 90000000, t.name, 'console', 0, '已修好', '加强培训', '', 4 FROM complaint c JOIN technician t ON t.n = c.technician "
        "WHERE NOT c.open ORDER BY c.i")
    store.execute("INSERT INTO complaints_sheet_answer (id, sheet_id, round, at, entered_at, by_name, via, result, measure, facts, "
                  "cause, solution, carried_out, stands, late) SELECT id, id, 1, at + 90000000, at + 90000000, '李工', 'console', '已修好', "
                  "'加强培训', '', '', '', '', 1, 0 FROM complaint WHERE NOT open ORDER BY i")
    for clock, hours in (("first_answer", 24), ("sheet", 48)):
        store.execute(
            f"INSERT INTO complaints_clock ({CLOCK_COLUMNS}) "
            "SELECT ? || c.id, ?, 'case', c.id, '', '', 'case', t.branch, t.branch_name, c.id, '', "
            "'department', c.kind, c.kind, c.at, 'hours', ?, NULL, 50, 80, 100, '', '2026', c.at + ? * 3600000, 0, ?, 0, 'done', '', "
            "NULL, c.at + 3600000, 'event', 0, 'none', 1 FROM complaint c JOIN technician t ON t.n = c.technician WHERE NOT c.open "
            "ORDER BY c.i", (clock, clock, hours, hours, NO_INSTANT))
    return [row[1] for row in rows if row[6]]


if __name__ == "__main__":  # how long it takes
    import sys
    begun = time.monotonic()
    seed(sys.argv[1], int(sys.argv[2]), date.today())
    print(f"{time.monotonic() - begun:.1f} s")
