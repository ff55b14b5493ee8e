"""One erphost for a test: a data folder, `erphost serve` on a free port, its command line and its HTTP interface.

with Host(mapping="tryton", secrets={…}) as host: host.api("GET", "/survey/counters")
"""
import contextlib
import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "servers"))
from servers import ROOT, free_port, tail, wait_for  # noqa: E402

BUILD = Path(os.environ.get("ERPHOST_BUILD", ROOT / "build" / "linux"))
PROGRAM = BUILD / "bin" / "erphost"


class HttpProblem(RuntimeError):
    """An answer that is no success; `problem` is its problem document."""

    def __init__(self, method, path, status, body):
        super().__init__(f"{method} {path}: {status} {body[:600]}")
        self.status = status
        try:
            self.problem = json.loads(body)
        except ValueError:
            self.problem = {}


class Host:
    """Life of one host. Environment variables given to start() reach its workers, as ERPHOST_FAILPOINTS would."""

    # What a host on another platform does otherwise (tests/windows).
    build = BUILD
    command = (str(PROGRAM),)
    environment = {}
    stop_signal = signal.SIGTERM

    @staticmethod
    def native(path):
        """A path as the program under test writes it."""
        return str(path)

    def __init__(self, mapping, secrets, records=None, go_live="2026-06-01", plugins=("survey", "complaints", "parts", "fees"), folder=None):
        self._own = folder is None
        self.data = Path(folder or tempfile.mkdtemp(prefix="host-", dir=os.environ.get("ERPHOST_TEST_TMP"))) / "data"
        self.data.mkdir(parents=True, exist_ok=True)
        self.mapping = mapping if isinstance(mapping, dict) else json.loads(
            (ROOT / "config" / "mappings" / f"{mapping}.json").read_text(encoding="utf-8"))
        self.setup = {"developer": True, "timeZone": self.mapping["timeZone"], "mapping": self.mapping, "secrets": secrets,
                      "plugins": [{"path": self.native(self.build / "plugins" / plugin)} for plugin in plugins],
                      "goLiveDate": go_live,
                      "records": records or {name: "on" for name in self.mapping.get("records", {})}}
        self.process = None
        self._headers = {}
        self._passwords = {}

    # -- life
    def apply(self):
        self.setup["listen"] = {"address": "127.0.0.1", "port": free_port()}
        file = self.data.parent / "setup.json"
        file.touch(0o600)
        file.write_text(json.dumps(self.setup), encoding="utf-8")
        self.cli("apply", self.native(file))

    @property
    def port(self):
        return self.setup["listen"]["port"]

    @property
    def log(self):
        return self.data.parent / "serve.log"

    def start(self, environment=None, arguments=()):
        if "listen" not in self.setup:
            self.apply()
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen([*self.command, "serve", "--data", self.native(self.data), *arguments],
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
                                            env=self._environment(environment))
        wait_for("readyz", self._ready, 60, self.log)
        return self

    def _environment(self, more=None):
        return {**os.environ, "LC_ALL": "C.UTF-8", **self.environment, **(more or {})}

    def _ready(self):
        if self.process.poll() is not None:
            raise RuntimeError(f"erphost serve ended with {self.process.returncode}" + tail(self.log, 30))
        with contextlib.suppress(OSError, http.client.HTTPException):
            return self._request("GET", "/readyz", None, {})[0] == 200
        return False

    def stop(self, seconds=30):
        """Orderly; a host that does not stop in time is an error, and killed."""
        if not self.process:
            return
        process, self.process, self._headers = self.process, None, {}
        if process.poll() is None:
            process.send_signal(self.stop_signal)
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                raise RuntimeError(f"erphost serve did not stop within {seconds} s" + tail(self.log, 30)) from None

    def kill(self):
        """SIGKILL to the supervisor alone; its children have to notice."""
        process, self.process, self._headers = self.process, None, {}
        process.kill()
        process.wait()

    def forget_store(self):
        """As if the store had never been: everything else stays."""
        for file in self.data.glob("store.db*"):
            file.unlink()
        self._headers, self._passwords = {}, {}
        self.apply()

    def __enter__(self):
        try:
            return self.start()
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *_):
        with contextlib.suppress(RuntimeError):
            self.stop()
        if self._own and "ERPHOST_TEST_KEEP" not in os.environ:
            shutil.rmtree(self.data.parent, ignore_errors=True)

    # -- command line
    def cli(self, *arguments, codes=(0,)):
        """Runs a command on this data folder; returns what it printed. A code that is not expected is an error."""
        done = subprocess.run([*self.command, *arguments, "--data", self.native(self.data)], capture_output=True,
                              encoding="utf-8", env=self._environment(), timeout=600)
        if done.returncode not in codes:
            raise RuntimeError(f"erphost {' '.join(arguments)} ended with {done.returncode}: {done.stdout}{done.stderr}")
        return done.stdout

    def cli_json(self, *arguments, codes=(0,)):
        return json.loads(self.cli(*arguments, "--json", codes=codes))

    # -- HTTP
    def _request(self, method, path, body, headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, None if body is None else json.dumps(body).encode(),
                               dict(headers, **({} if body is None else {"Content-Type": "application/json"})))
            reply = connection.getresponse()
            return reply.status, reply.read().decode(), reply.headers
        finally:
            connection.close()

    def sign_in(self, user="admin"):
        """By password once there is one: setting it anew would end the sessions that others go on using."""
        known = self._passwords.get(user)
        if known:
            status, body, headers = self._request("POST", "/api/v1/session", {"username": user, "password": known}, {})
        else:
            link = self.cli_json("user", "reset", user)["link"]
            status, body, headers = self._request("POST", "/api/v1/session", {"link": link.split("link=")[1]}, {})
        if status >= 300:
            raise HttpProblem("POST", "/session", status, body)
        self._headers = {"Cookie": headers["Set-Cookie"].split(";")[0], "X-CSRF-Token": json.loads(body)["csrf"]}
        if not known:
            new = uuid.uuid4().hex
            self.api("POST", "/session/password", {"new": new})
            self._passwords[user] = new

    def send(self, method, path, body=None, **headers):
        """(JSON or None, headers) of /api/v1<path>; header names with _ for -."""
        if not self._headers:
            self.sign_in()
        extra = {name.replace("_", "-"): value for name, value in headers.items()}
        if method == "POST":
            extra.setdefault("Idempotency-Key", str(uuid.uuid4()))
        status, text, got = self._request(method, "/api/v1" + path, body, dict(self._headers, **extra))
        if status >= 300:
            raise HttpProblem(method, path, status, text)
        return (json.loads(text) if text else None), got

    def page_words(self, page, language):
        """What a page of the console says, in "zh" or "en"."""
        self.api("GET", "/session")  # signed in
        done = subprocess.run(["node", str(ROOT / "tests" / "console" / "words.mjs"), f"http://127.0.0.1:{self.port}",
                               self._headers["Cookie"], page, language], capture_output=True, text=True, timeout=90)
        if done.returncode != 0:
            raise RuntimeError(f"page {page}: {done.stderr[-800:]}")
        return done.stdout

    def seconds_of(self, path, times):
        """How long each of so many GETs took, one after the other over one connection."""
        if not self._headers:
            self.sign_in()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        taken = []
        try:
            for _ in range(times):
                begun = time.monotonic()
                connection.request("GET", "/api/v1" + path, headers=self._headers)
                reply = connection.getresponse()
                reply.read()
                taken.append(time.monotonic() - begun)
                if reply.status != 200:
                    raise HttpProblem("GET", path, reply.status, "")
        finally:
            connection.close()
        return taken

    def api(self, method, path, body=None, **headers):
        return self.send(method, path, body, **headers)[0]

    def every(self, path):
        """All items of a list, page by page."""
        mark = "&" if "?" in path else "?"
        cursor, items = None, []
        while True:
            page = self.api("GET", f"{path}{mark}limit=200" + (f"&cursor={cursor}" if cursor else ""))
            items += page["items"]
            cursor = page["next"]
            if not cursor:
                return items


def until(what, condition, seconds):
    """Polls until condition() returns something true, which is returned; its last exception is part of the failure."""
    deadline = time.monotonic() + seconds
    last = None
    while True:
        try:
            last = condition()
            if last:
                return last
        except (AssertionError, HttpProblem, OSError, http.client.HTTPException) as error:
            last = error
        if time.monotonic() > deadline:
            raise AssertionError(f"{what}: not within {seconds} s; last: {last!r}")
        time.sleep(0.1)
