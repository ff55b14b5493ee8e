"""A plugin whose versions are switched, up and back, while clerks work on it."""
import contextlib
import sqlite3
import threading
import time
import uuid

from demo import DemoHost
from host import until
from line import Line
from workshop import Workshop

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
            self.waits.append(time.monotonic() - begun)
            if status == 201:
                self.kept.append(note)
            else:
                self.refused.append(status)
        self.line.close()


class Switching:
    """A host with the steady plugin in version 1.0.0, and a package of its 1.1.0."""

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            shop = Workshop()
            stack.callback(shop.close)
            self.host = DemoHost(orders=20, plugins=("survey",))
            stack.callback(self.host.__exit__)
            self.host.setup["developer"] = False
            self.host.apply()
            self.host.cli("trust", "add", str(shop.key) + ".pub")
            self.host.start(arguments=["--trial", "1"])
            self.host.cli("plugin", "install", str(shop.package("1.0.0")), "--yes", "--no-wait")
            self.serves("1.0.0")
            until("the first version holds", lambda: not self.host.cli_json("plugin", "list")[-1]["onTrial"], 30)
            self.newer = str(shop.package("1.1.0"))
            self.stack = stack.pop_all()
        return self

    def __exit__(self, *_):
        self.stack.close()

    def serves(self, version):
        until(f"steady {version} serves", lambda: self.host.api("GET", "/steady/version") == {"version": version}, 30)

    def start_seconds(self):
        """What somebody waits who asks a plugin that is just being switched on: its worker's start, from outside."""
        self.host.api("POST", "/plugins/steady/disable")
        until("it is off", lambda: self.state() == "disabled", 30)
        line = Line(self.host.port, dict(self.host._headers))
        with contextlib.closing(line):
            begun = time.monotonic()
            line.call("POST", "/plugins/steady/enable")
            while line.call("GET", "/steady/version")[0] != 200:
                if time.monotonic() - begun > 30:
                    raise RuntimeError("steady does not start")
            return time.monotonic() - begun

    def state(self):
        return next(one["state"] for one in self.host.api("GET", "/overview")["processes"] if one["name"] == "plugin:steady")

    def switch(self, times):
        """So many upgrades, and as many ways back, under the clerks' hands; the clerks, who know what came of it."""
        over = threading.Event()
        clerks = [Clerk(self.host.port, dict(self.host._headers), n * EACH_EVERY / CLERKS, over) for n in range(CLERKS)]
        for clerk in clerks:
            clerk.start()
        try:
            for _ in range(times):
                self.host.cli("plugin", "upgrade", self.newer, "--yes", "--no-wait")
                self.serves("1.1.0")
                self.host.cli("plugin", "rollback", "steady")
                self.serves("1.0.0")
        finally:
            over.set()
            for clerk in clerks:
                clerk.join(30)
        return clerks

    def notes(self):
        """{id: words} as they are in the store."""
        with contextlib.closing(sqlite3.connect(self.host.data / "store.db", timeout=20)) as store:
            return dict(store.execute("SELECT id, words FROM steady_note"))
