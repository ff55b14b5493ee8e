"""Versions of a plugin are switched while clerks work on it: what was confirmed is there, once, and nobody is turned away. How long they
wait is printed beside a worker's start."""
import contextlib
import sqlite3
import statistics
import threading
import time
import unittest
import uuid

from demo import DemoHost
from host import until
from line import Line
from workshop import Workshop

SWITCHES = 20  # of each: an upgrade, and back
CLERKS, EACH_EVERY = 10, 0.2  # 50 requests a second


class Clerk(threading.Thread):
    """Adds a note every fifth of a second, each with a key of its own."""

    def __init__(self, port, headers, offset, over):
        super().__init__(daemon=True)
        self.line, self.offset, self.over = Line(port, headers), offset, over
        self.kept, self.waits, self.refused = [], [], []

    def run(self):
        due = time.monotonic() + self.offset
        while not self.over.is_set():
            time.sleep(max(0, due - time.monotonic()))
            due = max(due + EACH_EVERY, time.monotonic() - EACH_EVERY)  # who was held up catches up, but not for ever
            note = uuid.uuid4().hex
            begun = time.monotonic()
            status, _ = self.line.call("POST", f"/steady/notes/{note}")
            self.waits.append((time.monotonic() - begun, begun))
            if status == 201:
                self.kept.append(note)
            else:
                self.refused.append(status)
        self.line.close()


class UpgradeUnderLoad(unittest.TestCase):
    def setUp(self):
        self.shop = Workshop()
        self.addCleanup(self.shop.close)
        self.host = DemoHost(orders=20, plugins=("survey",))
        self.addCleanup(self.host.__exit__)
        self.host.setup["developer"] = False
        self.host.apply()
        self.host.cli("trust", "add", str(self.shop.key) + ".pub")
        self.host.start(arguments=["--trial", "1"])
        self.host.cli("plugin", "install", str(self.shop.package("1.0.0")), "--yes", "--no-wait")
        self.serves("1.0.0")
        until("the first version holds", lambda: not self.host.cli_json("plugin", "list")[-1]["onTrial"], 30)
        self.newer = str(self.shop.package("1.1.0"))

    def serves(self, version):
        until(f"steady {version} serves", lambda: self.host.api("GET", "/steady/version") == {"version": version}, 30)

    def start_seconds(self):
        """What somebody waits who asks a plugin that is just being switched on: its worker's start, from outside."""
        self.host.api("POST", "/plugins/steady/disable")
        until("it is off", lambda: self.state() == "disabled", 30)
        line = Line(self.host.port, dict(self.host._headers))
        begun = time.monotonic()
        line.call("POST", "/plugins/steady/enable")
        while line.call("GET", "/steady/version")[0] != 200:
            self.assertLess(time.monotonic() - begun, 30)
        line.close()
        return time.monotonic() - begun

    def state(self):
        return next(one["state"] for one in self.host.api("GET", "/overview")["processes"] if one["name"] == "plugin:steady")

    def test_nothing_is_lost_and_nobody_is_turned_away(self):
        starts = [self.start_seconds() for _ in range(SWITCHES)]
        over = threading.Event()
        clerks = [Clerk(self.host.port, dict(self.host._headers), n * EACH_EVERY / CLERKS, over) for n in range(CLERKS)]
        for clerk in clerks:
            clerk.start()
        try:
            for _ in range(SWITCHES):
                self.host.cli("plugin", "upgrade", self.newer, "--yes", "--no-wait")
                self.serves("1.1.0")
                self.host.cli("plugin", "rollback", "steady")
                self.serves("1.0.0")
        finally:
            over.set()
            for clerk in clerks:
                clerk.join(30)
        waits = sorted(wait for clerk in clerks for wait, _ in clerk.waits)
        starts += [self.start_seconds() for _ in range(SWITCHES)]
        print(f"{len(waits)} notes during {2 * SWITCHES} switches; longest wait {waits[-1] * 1000:.0f} ms, half below "
              f"{statistics.median(waits) * 1000:.1f} ms; a start {statistics.median(starts) * 1000:.0f} ms, longest {max(starts) * 1000:.0f} ms",
              flush=True)
        self.assertEqual([status for clerk in clerks for status in clerk.refused], [])
        with contextlib.closing(sqlite3.connect(self.host.data / "store.db", timeout=20)) as store:
            there = dict(store.execute("SELECT id, words FROM steady_note"))
        kept = [note for clerk in clerks for note in clerk.kept]
        self.assertEqual([note for note in kept if note not in there], [])
        self.assertEqual([words for words in there.values() if "again" in words], [])
        self.assertEqual(set(there.values()), {"1.0.0", "1.1.0"})


if __name__ == "__main__":
    unittest.main()
