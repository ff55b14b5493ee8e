"""Twenty clerks at work on one host: takes tasks, records answers, does steps on complaints, so many writes a second in all.

A program of its own, so that what measures beside it does not wait for it. Reads its orders as JSON on its first line of input
({"port", "sessions": [headers], "cases": [ids], "perSecond"}), works until the input ends, and prints what came of it.
"""
import json
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "lib"))
from line import Line  # noqa: E402

#: Of ten writes so many are steps on complaints; the others alternate between taking a task and recording its answer.
CASE_WRITES = 2
CAUSES = ("late_visit", "attitude", "delivery_late", "other")


def answer_of(number):
    """How the number-th call ends."""
    if number % 10 == 3:
        return {"disposition": "no_answer"}
    if number % 10 == 7:
        return {"disposition": "answered", "level": "average", "words": "师傅来得晚"}
    return {"disposition": "answered", "level": ("satisfied", "very_satisfied")[number % 2]}


class Office:
    """The clerks' common desk: who writes when, and what came of it."""

    def __init__(self, orders):
        self.orders = orders
        self.stop = threading.Event()
        self.statuses, self.problems = {}, {}
        self._lock = threading.Lock()
        self._turn = 0
        self._begun = time.monotonic()

    def turn(self):
        """Waits for the next write's moment; its number, or None when the work is over."""
        with self._lock:
            number = self._turn
            self._turn += 1
        wait = self._begun + number / self.orders["perSecond"] - time.monotonic()
        return None if self.stop.wait(max(wait, 0)) else number

    def note(self, status, reply):
        with self._lock:
            self.statuses[status] = self.statuses.get(status, 0) + 1
            if status >= 300:
                code = (reply or {}).get("code", "")
                self.problems[code] = self.problems.get(code, 0) + 1

    def step(self, line, number):
        """The next step of a complaint; a remark where that one asks for more than these clerks know."""
        case = self.orders["cases"][number % len(self.orders["cases"])]
        status, item = line.call("GET", f"/complaints/cases/{case}")
        if status != 200:
            return self.note(status, item)
        if item["nextStep"] in ("facts", "cause", "solution", "carried_out", "prevention") and not item["deedsMissing"]:
            body = {"step": item["nextStep"], "what": "已联系顾客和门店"}
            if item["nextStep"] == "cause":
                body["cause"] = CAUSES[number % len(CAUSES)]
            status, reply = line.call("POST", f"/complaints/cases/{case}/steps", body, item["version"])
        else:
            status, reply = line.call("POST", f"/complaints/cases/{case}/remarks", {"what": "等待顾客回电"})
        return self.note(status, reply)

    def work(self, headers):
        line, task = Line(self.orders["port"], headers), None
        try:
            while (number := self.turn()) is not None:
                if number % 10 < CASE_WRITES and task is None:
                    self.step(line, number)
                elif task is None:
                    status, reply = line.call("POST", "/survey/tasks/next", {})
                    self.note(status, reply)
                    task = reply if status == 200 else None
                else:
                    status, reply = line.call("POST", f"/survey/tasks/{task['id']}/attempts", answer_of(number), task["version"])
                    self.note(status, reply)
                    task = None
        except Exception as error:  # what no clerk expects must not end silently
            self.note(999, {"code": repr(error)})
        finally:
            line.close()


def main():
    office = Office(json.loads(sys.stdin.readline()))
    threads = [threading.Thread(target=office.work, args=(headers,)) for headers in office.orders["sessions"]]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    sys.stdin.read()
    office.stop.set()
    for thread in threads:
        thread.join()
    print(json.dumps({"statuses": office.statuses, "problems": office.problems, "seconds": time.monotonic() - begun}))


if __name__ == "__main__":
    main()
