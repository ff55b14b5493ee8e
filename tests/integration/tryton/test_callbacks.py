"""Deliveries of a running Tryton become call-backs of the logistics stage, and their results stand in Tryton's database."""
import os
import unittest
from collections import Counter

import pyodbc

from host import Host, until

SQL_STRATA = """
SELECT w.code, c.name, COUNT(*) FROM stock_shipment_out s JOIN stock_location w ON w.id = s.warehouse
JOIN LATERAL (SELECT v.product FROM stock_move v JOIN stock_location l ON l.id = v.to_location
	WHERE v.shipment = 'stock.shipment.out,' || s.id AND l.type = 'customer' ORDER BY v.id LIMIT 1) m ON TRUE
JOIN product_product p ON p.id = m.product
JOIN LATERAL (SELECT g.name FROM "product_template-product_category" r JOIN product_category g ON g.id = r.category
	WHERE r.template = p.template ORDER BY g.id LIMIT 1) c ON TRUE
WHERE s.state = 'done' GROUP BY w.code, c.name"""
TYPES = {"空调": "ac", "彩电": "tv", "冰洗": "fridge_washer", "热水器": "water_heater", "烟机": "range_hood"}
RATE = 0.5  # SV-01, logistics


@unittest.skipUnless("ERPHOST_TEST_TRYTON_URL" in os.environ, "no Tryton is running")
class TrytonCallbacks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.erp = pyodbc.connect(os.environ["ERPHOST_TEST_TRYTON_ODBC_PULL"], autocommit=True)
        cls.strata = {(branch, TYPES[name]): count for branch, name, count in cls.erp.execute(SQL_STRATA).fetchall()}
        cls.host = Host("tryton", {"erp.pull": os.environ["ERPHOST_TEST_TRYTON_ODBC_PULL"],
                                   "erp.push": os.environ["ERPHOST_TEST_TRYTON_ODBC_PUSH"]}).__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.host.__exit__()
        cls.erp.close()

    def drawn(self):
        """The tasks once every stratum has reached its rate, to within one order."""
        def complete():
            tasks = [task for task in self.host.every("/survey/tasks") if task["kind"] == "delivery"]
            taken = Counter((task["branchId"], task["productType"]) for task in tasks)
            missing = {stratum: (taken[stratum], count) for stratum, count in self.strata.items()
                       if abs(taken[stratum] - RATE * count) > 1}
            assert not missing, f"taken and done by stratum: {missing}"
            return tasks
        return until("SV-01: every stratum at its rate", complete, 180)

    def test_sv_01_the_rate_is_reached_and_the_draw_is_the_same_from_a_new_store(self):
        first = self.drawn()
        self.assertTrue(all(task["stage"] == "logistics" for task in first))
        self.assertEqual(set(task["branchId"] for task in first), {"MX", "CG", "XX", "HZ", "YX"})
        self.host.stop()
        self.host.forget_store()
        self.host.start()
        again = self.drawn()
        self.assertEqual(sorted(task["orderKey"] for task in first), sorted(task["orderKey"] for task in again))
        self.assertEqual({task["orderKey"]: task["id"] for task in first}, {task["orderKey"]: task["id"] for task in again})

    def test_a_recorded_answer_stands_in_our_table_of_trytons_database(self):
        task = self.drawn()[0]
        self.host.api("POST", f"/survey/tasks/{task['id']}/lease")
        detail, headers = self.host.send("GET", f"/survey/tasks/{task['id']}")
        self.host.api("POST", f"/survey/tasks/{task['id']}/attempts",
                      {"disposition": "answered", "level": "dissatisfied", "words": "送货迟到，外包装破损，还没人道歉"},
                      If_Match=headers["ETag"])

        def written():
            return self.erp.execute("SELECT branch, level, words FROM erphost_callback WHERE shipment = ?",
                                    int(task["orderKey"])).fetchall()
        rows = until("the result in erphost_callback", written, 15)
        self.assertEqual([tuple(row) for row in rows], [(task["branchId"], "dissatisfied", "送货迟到，外包装破损，还没人道歉")])
        self.assertEqual(detail["id"], task["id"])


if __name__ == "__main__":
    unittest.main()
