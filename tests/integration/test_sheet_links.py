"""A contact sheet's link that is expired, forged, replaced or ended: one clear message in either language, nothing changed, and who
guesses is stopped (CP-14, X-08)."""
import base64
import json
import secrets
import sqlite3
import unittest
from contextlib import closing

from department import DepartmentHost
from host import until

ANSWER = {"result": "伪造的答复", "measure": "不应出现", "byName": "路人"}


class SheetLinks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.host = DepartmentHost(orders=40)
        cls.addClassCleanup(cls.host.__exit__)
        cls.host.start().staff()
        cls.lin = cls.host.lin

    def setUp(self):
        _, _, case = self.host.dissatisfied(self.lin, "YX", "师傅没系安全带")
        self.sheet = self.host.sent_sheet(case)
        self.row = until("the sheet in the ERP", lambda: self.host.erp_user.sheet(self.sheet["number"]), 30)
        # An address of its own: guessing costs, and the limit is per address.
        self.address = "127.0.%d.%d" % (1 + secrets.randbelow(250), 1 + secrets.randbelow(250))

    def look(self, token, language="zh", address=None):
        return self.host.public("GET", f"/complaints/public/sheets/{token}", source=address or self.address, Accept_Language=language)

    def answer(self, token, body=None, language="zh"):
        return self.host.public("POST", f"/complaints/public/sheets/{token}/answers", body or ANSWER, source=self.address,
                                Accept_Language=language)

    def refused(self, token):
        """Neither shown nor answered, with the same words as every link that does not work; nothing has changed."""
        before = self.sheet_as_it_is()
        told = []
        for language, title, what_to_do in (("zh", "此链接无效", "请向客服部索取新链接"), ("en", "This link does not work", "Ask the service department for a new link")):
            for status, problem, headers in (self.look(token, language), self.answer(token, language=language)):
                self.assertEqual((status, problem["code"], problem["title"]), (404, "complaints.link.not_found", title))
                self.assertIn(what_to_do, problem["remedy"])
                self.assertNotIn(self.sheet["number"], json.dumps(problem, ensure_ascii=False))
                self.assertNotIn(self.sheet["id"], json.dumps(problem))
                self.assertNotIn("Set-Cookie", headers)
                told.append({name: value for name, value in problem.items() if name != "correlation"})
        self.assertEqual(told[0], told[1])
        self.assertEqual(self.sheet_as_it_is(), before)
        self.assertEqual(self.host.erp_user.sheet(self.sheet["number"]), self.row)
        return told[0]

    def sheet_as_it_is(self):
        return self.lin.api("GET", f"/complaints/sheets/{self.sheet['id']}")

    def test_cp_14_a_link_that_has_expired(self):
        """[CP-14] [X-08]"""
        token = self.host.link_to(self.sheet)
        self.assertEqual(self.look(token)[0], 200)
        # A link lives a day at least: time is let pass by moving its end in the store.
        with closing(sqlite3.connect(self.host.data / "store.db", timeout=30)) as store, store:
            moved = store.execute("UPDATE complaints_sheet_link SET expires_at = issued_at WHERE sheet_id = ?", (self.sheet["id"],))
            self.assertEqual(moved.rowcount, 1)
        self.assertFalse(self.sheet_as_it_is()["hasLink"], "the clerk sees that there is no link any more")
        self.refused(token)
        # A new link works at once: nothing was lost by the old one.
        self.assertEqual(self.answer(self.host.link_to(self.sheet), {**ANSWER, "result": "补回", "byName": "张主管"})[0], 201)
        self.assertEqual(self.sheet_as_it_is()["result"], "补回")

    def test_cp_14_a_forged_link_and_one_cut_off_in_the_mail(self):
        """[CP-14] [X-08]"""
        token = self.host.link_to(self.sheet)
        forged = self.refused(secrets.token_hex(16))
        self.address = "127.0.251.1"
        self.assertEqual(self.refused(token[:-4]), forged, "nobody learns how near a guess was")
        self.address = "127.0.251.2"
        for wrong in (token.upper() + "0", "..%2f..%2fadmin", "%27%20OR%20%271%27=%271", self.sheet["id"]):
            status, problem, _ = self.look(wrong)
            self.assertEqual((status, problem["code"]), (404, "complaints.link.not_found"), wrong)
        self.assertEqual(self.look(token, address="127.0.251.3")[0], 200, "the real one goes on working")

    def test_cp_14_a_link_that_was_replaced_revoked_or_whose_sheet_is_done(self):
        """[CP-14] [X-08]"""
        path = f"/complaints/sheets/{self.sheet['id']}"
        first = self.host.link_to(self.sheet)
        second = self.host.link_to(self.sheet)
        self.refused(first)
        self.lin.api("POST", path + "/link/revoke", {})
        self.address = "127.0.252.1"
        self.refused(second)
        third = self.host.link_to(self.sheet)
        self.host.manager.change(path, "/withdraw", {"reason": "误开"})
        until("已撤销 in the ERP", lambda: self.host.erp_user.sheet(self.sheet["number"])["LLZT"] == "已撤销", 30)
        self.row = self.host.erp_user.sheet(self.sheet["number"])
        self.address = "127.0.252.2"
        self.refused(third)

    def test_x_08_what_is_wrong_with_an_answer_is_said_and_nothing_is_kept(self):
        """[X-08]"""
        token = self.host.link_to(self.sheet)
        before = self.sheet_as_it_is()
        photo = {"name": "a.jpg", "mediaType": "image/jpeg", "base64": base64.b64encode(b"x").decode()}
        for wrong in ({**ANSWER, "byName": "  "}, {**ANSWER, "result": ""}, {"result": "只有结果"}, {**ANSWER, "photos": [photo] * 6},
                      {**ANSWER, "photos": [{**photo, "base64": "&&&"}]}):
            status, problem, _ = self.answer(token, wrong)
            self.assertIn(status, (400, 422), problem)
            self.assertTrue(problem["title"] and problem["remedy"], problem)
        self.assertEqual(self.sheet_as_it_is(), before)
        self.assertEqual(self.host.erp_user.sheet(self.sheet["number"]), self.row)

    def test_x_08_who_guesses_is_stopped_after_ten_tries_and_others_are_not(self):
        """[X-08] [X-07] the same limit holds for the public look-up of an order."""
        token = self.host.link_to(self.sheet)
        statuses = []
        for _ in range(14):
            status, problem, headers = self.look(secrets.token_hex(16), "zh" if len(statuses) % 2 else "en")
            statuses.append(status)
        self.assertEqual(statuses, [404] * 10 + [429] * 4)
        self.assertEqual((problem["code"], problem["title"]), ("request.too_many", "操作过于频繁"))
        self.assertLessEqual(int(headers["Retry-After"]), 60)
        self.assertGreater(int(headers["Retry-After"]), 0)
        self.assertEqual(self.look(token)[0], 429, "not even the right one, from this address")
        self.assertEqual(self.look(token, address="127.0.253.1")[0], 200)
        for tries in range(31):
            status, problem, _ = self.host.public("GET", f"/survey/order-state?number={self.row['DJH']}&last4={5000 + tries}",
                                                  source="127.0.253.2", Accept_Language="en")
            if status == 429:
                break
            self.assertEqual((status, problem), (200, {"found": False, "states": []}))
        self.assertEqual((status, problem["title"]), (429, "Too many requests"))


if __name__ == "__main__":
    unittest.main()
