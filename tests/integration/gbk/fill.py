#!/usr/bin/python3
"""SQL that fills the legacy GBK database: fill.py [--orders N] [--customers N] [--seed S] > file. Same seed, same rows.

Every text can be written in GBK; some characters are in GBK but not in GB2312 (喆 堃 镕 垚), some are full-width. Emoji and the
characters of GB18030's four-byte area cannot be held, which is what the tests of refused writes are about.
"""
import argparse
import datetime
import random

BRANCHES = [("01", "勉县", 20), ("02", "城固", 22), ("03", "西乡", 16), ("04", "汉中", 30), ("05", "洋县", 12)]
PRODUCTS = [
    ("01", "空调", "美的", ["KFR-26GW/BP", "KFR-35GW/BP", "KFR-72LW/BP"]), ("01", "空调", "格力", ["KFR-35GW/NhA", "KFR-50LW/NhB"]),
    ("02", "彩电", "海信", ["55E8H", "65E8H"]), ("02", "彩电", "创维", ["75Q7"]), ("03", "冰箱", "海尔", ["BCD-470W", "BCD-215S"]),
    ("03", "洗衣机", "小天鹅", ["TG100V", "TB80V"]), ("04", "热水器", "万和", ["JSQ30-16", "E60-Q"]),
    ("05", "烟机", "老板", ["CXW-260", "JZT-B1"]), ("09", "小家电", "九阳", ["DJ13R"]),
]
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂文辉喆堃镕垚淼森芃"
ROADS = ["和平路", "民主街", "天汉大道", "鹿龄路", "文明路", "劳动西路", "朝阳路", "金牛路"]
MEASURES = ["安装调试完毕，试机正常", "加氟、清洗过滤网", "更换主板", "更换压缩机启动电容", "打孔一个，加管２米", "检查线路，用户使用不当"]
REMARKS = ["", "", "", "用户要求周末上门", "五楼无电梯；加收高空费", "二次上门——缺配件", "客户不在家，电话“关机”", "Ａ座３０２①"]
FIRST_DAY = datetime.date(2026, 6, 1)
DAYS = 92


def quoted(value):
    if value is None:
        return "NULL"
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"


def insert(table, rows):
    for begin in range(0, len(rows), 500):
        lines = ",\n".join("(" + ",".join(quoted(cell) for cell in row) + ")" for row in rows[begin:begin + 500])
        yield f"INSERT INTO `{table}` VALUES\n{lines};\n"


def generate(orders, customers, seed):
    rnd = random.Random(seed)
    codes, weights = [b[0] for b in BRANCHES], [b[2] for b in BRANCHES]

    def phone():
        return rnd.choice(["139", "138", "187", "152"]) + f"{rnd.randrange(10**8):08d}"

    def person():
        return rnd.choice(SURNAMES) + "".join(rnd.choice(GIVEN) for _ in range(rnd.choice([1, 2, 2, 2])))

    yield from insert("FGS_DA", [(code, name, f"{name}民主街{i + 1}号", f"0916-{2200000 + i}")
                                 for i, (code, name, _) in enumerate(BRANCHES)])
    goods = []
    for kind, title, brand, models in PRODUCTS:
        for model in models:
            goods.append((f"{kind}{len(goods) + 1:06d}", f"{brand}{title}", kind, brand, model, f"{rnd.randrange(300, 8000)}.00"))
    yield from insert("SP_DA", goods)
    workers = [(code, f"S{number:03d}", person(), phone(), "1" if number > 4 else "0", "0" if number == 6 else "1")
               for code in codes for number in range(1, 7)]
    yield from insert("SF_DA", workers)

    people = {code: [] for code in codes}
    rows = []
    for _ in range(customers):
        code = rnd.choices(codes, weights)[0]
        number = f"K{len(people[code]) + 1:06d}"  # begins anew in every branch
        people[code].append(number)
        rows.append((code, number, person(), phone() if rnd.random() < 0.95 else None,
                     f"0916{rnd.randrange(2200000, 8800000)}" if rnd.random() < 0.1 else "",
                     f"{rnd.choice(ROADS)}{rnd.randrange(1, 300)}号{rnd.randrange(1, 20)}－{rnd.randrange(1, 30)}",
                     dict((b[0], b[1]) for b in BRANCHES)[code], rnd.choices(["1", "2", "3"], [92, 5, 3])[0],
                     "1" if rnd.random() < 0.005 else "0"))
    yield from insert("KH_DA", rows)

    slips, done, numbers = [], [], {}
    for day in sorted(rnd.randrange(DAYS) for _ in range(orders)):
        code = rnd.choices(codes, weights)[0]
        taken = FIRST_DAY + datetime.timedelta(days=day)
        numbers[code, day] = numbers.get((code, day), 0) + 1
        number = f"{taken:%Y%m%d}{numbers[code, day]:04d}"
        state = rnd.choices(["0", "1", "2", "9"], [2, 6, 90, 2])[0]
        moment = datetime.datetime.combine(taken, datetime.time(rnd.randrange(8, 18), rnd.randrange(60), rnd.randrange(60)))
        finished = moment + datetime.timedelta(hours=rnd.choice([2, 5, 20, 26, 50, 98]), minutes=rnd.randrange(60))
        typed_in = finished + datetime.timedelta(hours=rnd.choice([0, 0, 1, 3, 20, 70]), minutes=rnd.randrange(1, 59))
        changed = typed_in if state == "2" else moment + datetime.timedelta(hours=1) if state in "19" else None
        if rnd.random() < 0.1:
            changed = None  # changed by the old program, which does not know the column
        slips.append((code, number, rnd.choices(["01", "02"], [6, 4])[0], rnd.choices(["1", "2"], [93, 7])[0],
                      rnd.choices(["Y", "N"], [8, 2])[0], rnd.choice(goods)[0], f"{rnd.randrange(10**15):015d}",
                      rnd.choice(people[code]), f"{taken:%Y%m%d}", f"{moment:%H%M%S}", f"S{rnd.randrange(1, 7):03d}",
                      rnd.choice(["", "0", "80.00", "120.5", "35", "260.00"]), state, rnd.choice([None, "", "未回访"]),
                      None, None, rnd.choice(REMARKS), f"{changed:%Y-%m-%d %H:%M:%S}" if changed else None))
        if state == "2":
            # Some clerks leave the time empty.
            done.append((code, number, f"{finished:%Y%m%d}", f"{finished:%H%M%S}" if rnd.random() < 0.9 else None,
                         rnd.choice(MEASURES), f"{typed_in:%Y-%m-%d %H:%M:%S}"))
    yield from insert("FW_PGD", slips)
    yield from insert("服务完工表", done)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=4000)
    parser.add_argument("--customers", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=20260601)
    arguments = parser.parse_args()
    for statement in generate(arguments.orders, arguments.customers, arguments.seed):
        print(statement, end="")


if __name__ == "__main__":
    main()
