"""Workers killed at random while the department works: every complaint still goes its whole way once, and the ERP holds just that."""
import os
import random
import signal
import threading
import time
import unittest

from department import DepartmentHost, Person, Witness
from host import until

SEED = 20261122
STORIES = 24
KILLS = 20
BRANCHES = ("HZ", "CG", "MX", "XX", "YX")
ROLES = ("front", "sync", "plugin:survey", "plugin:complaints")
STEPS = (("facts", {}), ("cause", {"cause": "installation"}), ("solution", {}), ("carried_out", {}), ("prevention", {}))


class DepartmentUnderKills(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.host = DepartmentHost(orders=60)
        cls.addClassCleanup(cls.host.__exit__)
        cls.host.start(arguments=("--quarantine-after", "0")).staff()
        cls.offices = {branch: Person(cls.host, "office" + branch.lower(), ("branch_manager", branch)) for branch in BRANCHES}
        cls.witness = Witness(cls.host.erp_user)

    def story(self, index):
        """Dissatisfied → sheet → answered by console, link or ERP → handled → content → closed. The order's number."""
        host, clerk = self.host, (self.host.lin, self.host.wang)[index % 2]
        branch, via = BRANCHES[index % len(BRANCHES)], ("console", "link", "erp")[index % 3]
        number, task, case = host.dissatisfied(clerk, branch, f"第{index}单：师傅没系安全带", patient=True)
        sheet = host.sent_sheet(case, patient=True)
        answer = {"result": f"第{index}单已核实", "measure": "重新上门", "byName": "张主管"}
        if via == "console":
            self.offices[branch].sure("POST", f"/complaints/sheets/{sheet['id']}/answers", answer)
        elif via == "link":
            token, key = host.link_to(sheet, clerk), f"story-{index}"
            until("the link's answer", lambda: host.public("POST", f"/complaints/public/sheets/{token}/answers", answer,
                                                           source=f"127.0.9.{index + 1}", Idempotency_Key=key)[0] == 201, 60)
        else:
            until("the sheet in the ERP", lambda: host.erp_user.sheet(sheet["number"]), 60)
            host.erp_user.answer(sheet["number"], answer["result"], answer["measure"], answer["byName"])
        path = f"/complaints/cases/{case['id']}"
        until("answered", lambda: clerk.sure("GET", f"/complaints/sheets/{sheet['id']}")["state"] == "answered", 60)
        for step, more in STEPS:
            if clerk.sure("GET", path)["nextStep"] == step:
                clerk.change(path, "/steps", {"step": step, "what": f"已完成：{step}", **more}, patient=True)
        until("the second round", lambda: clerk.sure("GET", f"/survey/tasks/{task['id']}")["round"] == 2, 60)
        clerk.change(f"/survey/tasks/{task['id']}", "/attempts", {"disposition": "answered", "level": "satisfied"}, patient=True)
        until("closed", lambda: clerk.sure("GET", path)["state"] == "closed", 60)
        return {"number": number, "task": task, "case": case, "sheet": sheet, "via": via, "answer": answer}

    def disturb(self, stop, counts):
        chance = random.Random(SEED)
        while not stop.is_set() and sum(counts.values()) < KILLS:
            stop.wait(chance.uniform(0.5, 1.5))
            role = chance.choice(ROLES)
            try:
                running = [item for item in self.host.api("GET", "/overview")["processes"] if item["name"] == role and item["state"] == "ready"]
                if running:
                    os.kill(running[0]["pid"], signal.SIGKILL)
                    counts[role] = counts.get(role, 0) + 1
            except Exception:  # front itself is gone at the moment
                continue

    def test_x_06_every_story_ends_whole_whatever_is_killed(self):
        """[X-06] [X-05] [CP-14]"""
        stop, counts, told, failed = threading.Event(), {}, [], []
        killer = threading.Thread(target=self.disturb, args=(stop, counts))
        waiting = list(range(STORIES))

        def work():
            while waiting and not failed:
                try:
                    told.append(self.story(waiting.pop(0)))
                except Exception as error:  # reported below, in the test's own thread
                    failed.append(repr(error))
        threads = [threading.Thread(target=work) for _ in range(3)]
        begun = time.monotonic()
        for thread in [killer, *threads]:
            thread.start()
        for thread in threads:
            thread.join(300)
        stop.set()
        killer.join(30)
        self.assertEqual(failed, [])
        self.assertEqual(len(told), STORIES)
        self.assertGreaterEqual(sum(counts.values()), KILLS // 2, counts)
        print(f"    {STORIES} stories in {time.monotonic() - begun:.0f} s, killed {counts}", flush=True)
        for story in told:
            with self.subTest(story["number"]):
                self.whole(story)
        self.assertEqual(self.host.api("GET", "/overview")["parked"], 0)
        self.assertEqual(self.witness.differences(), [])

    def whole(self, story):
        """Everything happened once, and the ERP holds how it ended."""
        number, key, erp = story["number"], story["task"]["orderKey"], self.host.erp_user
        until("已完成, 已结案", lambda: (erp.order(number)["CLZT"], erp.order(number)["TSZT"]) == ("已完成", "已结案"), 60)
        until("已回访", lambda: (lambda order: order["HFZT"] == "已回访" and order["反馈意见"])(erp.order(number)), 30)
        self.assertEqual(erp.order(number)["反馈意见"].count("师傅没系安全带"), 1)
        until("已回复", lambda: (erp.sheet(story["sheet"]["number"]) or {"LLZT": None})["LLZT"] == "已回复", 30)
        for table in ("EH_LLD", "EH_HFJG"):
            self.assertEqual(len(erp.rows(f"SELECT 1 FROM {table} WHERE DJH = ?", number)), 1, table)
        detail = self.host.lin.sure("GET", f"/complaints/sheets/{story['sheet']['id']}")
        self.assertEqual([(answer["via"], answer["result"], answer["stands"]) for answer in detail["answers"]],
                         [(story["via"], story["answer"]["result"], True)])
        self.assertEqual(self.host.lin.sure("GET", f"/complaints/cases?search={number}")["total"], 1)
        rounds = self.host.lin.sure("GET", f"/survey/tasks/{story['task']['id']}")["rounds"]
        self.assertEqual([[attempt["level"] for attempt in each["attempts"]] for each in rounds], [["dissatisfied"], ["satisfied"]])
        for event, times in (("survey.callback.recorded", 2), ("survey.contact_sheet.requested", 1), ("complaints.case.opened", 1),
                             ("complaints.sheet.sent", 1), ("complaints.sheet.answered", 1), ("complaints.case.handled", 1),
                             ("complaints.case.closed", 1)):
            self.assertEqual(len(self.host.events(event, key)), times, event)


if __name__ == "__main__":
    unittest.main()
