#!/usr/bin/python3
"""Fills an empty Tryton 6.0 database through proteus, Tryton's own client library, the way its users would.

The company is a household-appliance retailer with five branches (warehouses). Customers buy, the goods are delivered, some
complain. The same seed gives the same business; only Tryton's create_date/write_date are those of the run.
Run by make-dump, which prepares the database; see README.md.
"""
import argparse
import datetime
import random
import time
from decimal import Decimal

from proteus import Model, Wizard, config
from trytond.exceptions import UserWarning

BRANCHES = [("MX", "勉县", 20), ("CG", "城固", 22), ("XX", "西乡", 16), ("HZ", "汉中", 30), ("YX", "洋县", 12)]
STREETS = {
    "MX": ["勉阳镇和平路", "勉阳镇民主街", "定军山镇诸葛路", "周家山镇柳营村", "同沟寺镇新街"],
    "CG": ["博望镇民主街", "博望镇朝阳路", "龙头镇东街", "沙河营镇中路", "文川镇老街"],
    "XX": ["城北街道鹿龄路", "城南街道金牛路", "杨河镇正街", "柳树镇茶乡路", "沙河镇枣园村"],
    "HZ": ["汉台区天汉大道", "汉台区民主街", "汉台区劳动西路", "南郑区大河坎镇江南路", "汉台区兴汉路"],
    "YX": ["洋州街道文明路", "洋州街道朱鹮大道", "戚氏街道南环路", "谢村镇正街", "马畅镇安冢村"],
}
TOWN = {"MX": "汉中市勉县", "CG": "汉中市城固县", "XX": "汉中市西乡县", "HZ": "汉中市", "YX": "汉中市洋县"}
# category: (name, [(code, name, price)])
PRODUCTS = [
    ("空调", [("KFR-26GW", "1匹变频壁挂式空调", "2199.00"), ("KFR-35GW", "1.5匹变频壁挂式空调", "2699.00"),
            ("KFR-50LW", "2匹变频立柜式空调", "5299.00"), ("KFR-72LW", "3匹变频立柜式空调", "6999.00")]),
    ("彩电", [("55E8", "55英寸4K智能电视", "2999.00"), ("65E8", "65英寸4K智能电视", "3999.00"),
            ("75Q7", "75英寸量子点智能电视", "6499.00"), ("43A3", "43英寸液晶电视", "1499.00")]),
    ("冰洗", [("BCD-470", "470升十字对开门冰箱", "3799.00"), ("BCD-215", "215升三门冰箱", "1599.00"),
            ("XQG100", "10公斤滚筒洗衣机", "2599.00"), ("XQB80", "8公斤波轮洗衣机", "999.00")]),
    ("热水器", [("ES60H", "60升电热水器", "1099.00"), ("JSQ30", "16升燃气热水器", "2299.00"),
             ("ES80H", "80升电热水器", "1399.00")]),
    ("烟机", [("CXW-260", "侧吸式吸油烟机", "1899.00"), ("CXW-358", "顶侧双吸吸油烟机", "3299.00"),
            ("JZT-B1", "嵌入式燃气灶", "899.00")]),
]
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂文辉玉兰建国志红梅春华小燕海波鑫宇晨思雨佳琪浩然子轩梓涵喆堃垚翀"
COMPLAINTS = ["送货迟到两个多小时，打电话也没人接", "外包装破了，机身右侧有一道划痕", "送货师傅没有把旧包装带走，楼道里堆了一地",
              "说好上午送，结果晚上八点才到", "少送了一个遥控器和说明书", "型号送错了，要求换货", "师傅态度差，让我自己搬上楼",
              "收了三十块上楼费，没有给收据", "地板被磕坏一块，要求赔偿", "送来的机器有使用过的痕迹，怀疑是样机"]
FIRST_DAY = datetime.date(2026, 6, 1)
DAYS = 92


class Fill:
    """One run: every random choice comes from one generator, in a fixed order."""

    def __init__(self, seed, deliveries, complaints):
        self.random = random.Random(seed)
        self.deliveries = deliveries
        self.complaints = complaints
        self.begun = time.monotonic()

    def say(self, text):
        print(f"{time.monotonic() - self.begun:6.0f} s  {text}", flush=True)

    # -- the company
    def company(self):
        Currency = Model.get("currency.currency")
        yuan = Currency(name="人民币", symbol="¥", code="CNY", rounding=Decimal("0.01"))
        yuan.rates.new(date=datetime.date(2020, 1, 1), rate=Decimal("1"))
        yuan.save()
        Party = Model.get("party.party")
        owner = Party(name="汉中财神家电连锁有限公司")
        owner.save()
        wizard = Wizard("company.company.config")
        wizard.execute("company")
        wizard.form.party = owner
        wizard.form.currency = yuan
        wizard.execute("add")
        config.get_config()._context = Model.get("res.user").get_preferences(True, {})
        self.company_record, = Model.get("company.company").find([])
        self.chart_of_accounts()
        Employee = Model.get("company.employee")
        self.employees = []
        for name in ["赵建军", "钱秀兰", "孙志强", "李小燕", "周海波"]:
            person = Party(name=name)
            person.save()
            employee = Employee(party=person, company=self.company_record)
            employee.save()
            self.employees.append(employee)
        Term = Model.get("account.invoice.payment_term")
        self.term = Term(name="货到付款")
        self.term.lines.new(type="remainder")
        self.term.save()

    def chart_of_accounts(self):
        """Products need an expense and a revenue account before they can be sold."""
        data, = Model.get("ir.model.data").find([("module", "=", "account"), ("fs_id", "=", "account_template_root_en")])
        create = Wizard("account.create_chart")
        create.execute("account")
        create.form.account_template = Model.get("account.account.template")(data.db_id)
        create.form.company = self.company_record
        create.execute("create_account")
        self.accounts = {}
        for kind in ["receivable", "payable", "revenue", "expense"]:
            self.accounts[kind], = Model.get("account.account").find(
                [(f"type.{kind}", "=", True), ("company", "=", self.company_record.id)], limit=1)
        create.form.account_receivable = self.accounts["receivable"]
        create.form.account_payable = self.accounts["payable"]
        create.execute("create_properties")

    def warehouses(self):
        Location = Model.get("stock.location")
        first, = Location.find([("type", "=", "warehouse")])
        lost, = Location.find([("type", "=", "lost_found")])
        self.warehouse = {}
        for code, name, _ in BRANCHES:
            if first:
                warehouse, first = first, None
            else:
                warehouse = Location(type="warehouse", lost_found_location=lost)
                for kind, title in [("input", "收货区"), ("output", "发货区"), ("storage", "库区")]:
                    area = Location(name=f"{name}{title}", code=f"{code}-{kind[0].upper()}", type="storage")
                    area.save()
                    setattr(warehouse, f"{kind}_location", area)
            warehouse.name = f"{name}仓库"
            warehouse.code = code
            warehouse.save()
            self.warehouse[code] = warehouse

    def products(self):
        Category = Model.get("product.category")
        accounting = Category(name="商品", accounting=True, account_expense=self.accounts["expense"],
                              account_revenue=self.accounts["revenue"])
        accounting.save()
        self.unit, = Model.get("product.uom").find([("symbol", "=", "u")])
        Template = Model.get("product.template")
        self.product = {}
        for name, models in PRODUCTS:
            category = Category(name=name)
            category.save()
            for code, title, price in models:
                template = Template(name=title, type="goods", salable=True, default_uom=self.unit, list_price=Decimal(price))
                template.account_category = accounting
                template.categories.append(Category(category.id))
                template.products[0].suffix_code = code
                template.products[0].cost_price = (Decimal(price) * Decimal("0.8")).quantize(Decimal("0.01"))
                template.save()
                self.product.setdefault(name, []).append(template.products[0])
        Inventory = Model.get("stock.inventory")
        for code, _, _ in BRANCHES:
            count = Inventory(location=self.warehouse[code].storage_location, date=FIRST_DAY - datetime.timedelta(days=1))
            for models in self.product.values():
                for product in models:
                    count.lines.new(product=product, quantity=2000)
            count.save()
            count.click("confirm")

    def name(self):
        length = 1 if self.random.random() < 0.2 else 2
        return self.random.choice(SURNAMES) + "".join(self.random.choice(GIVEN) for _ in range(length))

    def mobile(self):
        return self.random.choice(["139", "138", "187", "152", "199", "177"]) + f"{self.random.randrange(10**8):08d}"

    def customers(self):
        """About two deliveries in three are to a customer of their own; names and phone numbers do repeat, as they do."""
        Party = Model.get("party.party")
        parties, self.customer = [], {code: [] for code, _, _ in BRANCHES}
        for number in range(self.deliveries * 2 // 3):
            code = self.random.choices([b[0] for b in BRANCHES], [b[2] for b in BRANCHES])[0]
            party = Party(name=self.name())
            roll = self.random.random()
            if roll < 0.01:
                party.name = party.name + self.random.choice(["（代收）", "　女士", "·阿依古丽", "/老板娘 "])
            elif roll < 0.02:
                party.name = TOWN[code] + self.random.choice(["第二中学", "人民医院后勤科", "兴旺宾馆", "百姓超市"])
            address = party.addresses[0]
            address.street = (f"{self.random.choice(STREETS[code])}{self.random.randrange(1, 200)}号"
                              + (f"\n{self.random.randrange(1, 20)}栋{self.random.randrange(1, 4)}单元"
                                 f"{self.random.randrange(1, 30)}{self.random.randrange(1, 5):02d}室"
                                 if self.random.random() < 0.7 else ""))
            address.city = TOWN[code]
            roll = self.random.random()
            if roll < 0.93:
                party.contact_mechanisms.new(type="mobile", value=self.mobile())
            if 0.88 < roll < 0.98:
                party.contact_mechanisms.new(type="phone", value=f"0916-{self.random.randrange(2 * 10**6, 9 * 10**6)}")
            if roll < 0.05:
                party.contact_mechanisms.new(type="other", value=f"微信 {party.name}")
            parties.append(party)
            self.customer[code].append(party)
            if len(parties) == 200:
                Party.save(parties)
                parties = []
                self.say(f"{number + 1} customers")
        Party.save(parties)

    # -- the business
    def day(self):
        """A day of the quarter; weekends sell more."""
        return self.random.choices(range(DAYS), [3 if d % 7 in (5, 6) else 2 for d in range(DAYS)])[0]

    def basket(self):
        for _ in range(self.random.choices([1, 2, 3], [75, 20, 5])[0]):
            category = self.random.choices(list(self.product), [34, 22, 22, 12, 10])[0]
            yield self.random.choice(self.product[category]), self.random.choices([1, 2, 3], [90, 8, 2])[0]

    def branch(self):
        return self.random.choices([b[0] for b in BRANCHES], [b[2] for b in BRANCHES])[0]

    def sell(self):
        """Sales that were entered in Tryton itself; Tryton makes their deliveries. The complaints are about these."""
        Sale = Model.get("sale.sale")
        self.sales = []
        while len(self.sales) < self.complaints + 20:
            sales, dates = [], []
            for _ in range(20):
                code = self.branch()
                sale = Sale(party=self.random.choice(self.customer[code]), warehouse=self.warehouse[code])
                sale.payment_term = self.term
                sale.invoice_method = "manual"
                dates.append(FIRST_DAY + datetime.timedelta(days=self.day()))
                sale.sale_date = dates[-1] - datetime.timedelta(days=self.random.choice([0, 1, 1, 2, 2, 3, 5, 9]))
                for product, quantity in self.basket():
                    line = sale.lines.new()
                    line.product = product
                    line.quantity = quantity
                sales.append(sale)
            Sale.save(sales)
            for button in ["quote", "confirm", "process"]:
                Sale.click(sales, button)
            shipments = []
            for sale, delivered in zip(sales, dates):
                shipment, = sale.shipments
                shipment.effective_date = delivered
                shipment.planned_date = delivered
                shipment.reference = f"XS{delivered:%Y%m%d}{sale.id:05d}"
                shipments.append(shipment)
            Model.get("stock.shipment.out").save(shipments)
            self.deliver(shipments)
            self.sales += sales
        self.say(f"{len(self.sales)} sales with their deliveries")

    def deliver_for_shops(self):
        """Deliveries for goods sold at the shops' tills: entered in Tryton by the warehouse, without a sale."""
        Shipment = Model.get("stock.shipment.out")
        address = {}
        for entry in Model.get("party.address").find([]):
            address.setdefault(entry.party.id, entry.id)
        customers, = Model.get("stock.location").find([("code", "=", "CUS")])
        output = {code: warehouse.output_location.id for code, warehouse in self.warehouse.items()}
        company, currency = self.company_record.id, self.company_record.currency.id
        context = config.get_config().context
        days = sorted(self.day() for _ in range(self.deliveries - len(self.sales)))
        for begin in range(0, len(days), 50):
            values = []
            for number, day in enumerate(days[begin:begin + 50], begin):
                code = self.branch()
                party = self.random.choice(self.customer[code]).id
                delivered = FIRST_DAY + datetime.timedelta(days=day)
                values.append({
                    "company": company, "customer": party, "delivery_address": address[party],
                    "warehouse": self.warehouse[code].id, "planned_date": delivered, "effective_date": delivered,
                    "reference": f"SH{delivered:%Y%m%d}{number:05d}",
                    "outgoing_moves": [("create", [{
                        "product": product.id, "uom": self.unit.id, "quantity": quantity, "company": company,
                        "from_location": output[code], "to_location": customers.id, "currency": currency,
                        "unit_price": product.template.list_price} for product, quantity in self.basket()])]})
            shipments = [Shipment(one) for one in Shipment._proxy.create(values, context)]
            self.deliver(shipments, "wait")
            if begin % 500 == 0:
                self.say(f"{begin + len(values)} of {len(days)} deliveries for the shops")

    def deliver(self, shipments, *first):
        """All of a batch are delivered, except that about one in twenty is still somewhere on its way."""
        stops = [self.random.choices(["done", "waiting", "assigned", "packed", "cancelled"], [950, 15, 10, 10, 15])[0]
                 for _ in shipments]
        # A sale's shipments are made waiting; the warehouse's own start as drafts, and some stay drafts.
        path = [*first, "assign_force", "pick", "pack", "done"]
        reaches = {"waiting": None, "assigned": "assign_force", "packed": "pack", "done": "done"}
        self.click([s for s, stop in zip(shipments, stops) if stop == "cancelled"], "cancel")
        for step, button in enumerate(path):
            self.click([s for s, stop in zip(shipments, stops)
                        if reaches.get(stop) in path and path.index(reaches[stop]) >= step], button)

    def click(self, records, button):
        """Tryton warns of deliveries without an origin; like the warehouse, we say yes and click again."""
        while True:
            try:
                return type(records[0]).click(records, button) if records else None
            except UserWarning as warning:
                Model.get("res.user.warning")(user=config.get_config().user, name=warning.name).save()

    def complain(self):
        Type = Model.get("sale.complaint.type")
        sale_model, = Model.get("ir.model").find([("model", "=", "sale.sale")])
        types = []
        for name in ["送货服务", "商品质量", "服务态度", "乱收费"]:
            kind = Type(name=name, origin=sale_model)
            kind.save()
            types.append(kind)
        Complaint = Model.get("sale.complaint")
        complaints = []
        for sale in self.random.sample(self.sales, self.complaints):
            complaint = Complaint(customer=sale.party, type=self.random.choice(types))
            complaint.origin = sale
            complaint.date = sale.sale_date + datetime.timedelta(days=self.random.randrange(4, 20))
            complaint.description = self.random.choice(COMPLAINTS)
            complaint.employee = self.random.choice(self.employees)
            complaints.append(complaint)
        Complaint.save(complaints)
        stops = [self.random.choices(["draft", "waiting", "done", "rejected"], [5, 10, 75, 10])[0] for _ in complaints]
        Complaint.click([c for c, stop in zip(complaints, stops) if stop != "draft"], "wait")
        Complaint.click([c for c, stop in zip(complaints, stops) if stop == "done"], "approve")
        Complaint.click([c for c, stop in zip(complaints, stops) if stop == "rejected"], "reject")
        self.say(f"{len(complaints)} complaints")

    def run(self):
        self.company()
        self.warehouses()
        self.products()
        self.say("company, warehouses, products")
        self.customers()
        self.sell()
        self.deliver_for_shops()
        self.complain()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", required=True, help="Tryton's database URI")
    parser.add_argument("--config", required=True, help="trytond.conf")
    parser.add_argument("--seed", type=int, default=20260601)
    parser.add_argument("--deliveries", type=int, default=3150)
    parser.add_argument("--complaints", type=int, default=260)
    arguments = parser.parse_args()
    config.set_trytond(arguments.database, config_file=arguments.config)
    Fill(arguments.seed, arguments.deliveries, arguments.complaints).run()


if __name__ == "__main__":
    main()
