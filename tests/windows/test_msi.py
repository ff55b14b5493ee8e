"""The installation file under Wine, in the order in which a branch meets it: installed, used, upgraded, a downgrade refused, an
upgrade that cannot start, removed, an installation that cannot start. Each test goes on where the one before ended.

Wine is not Windows: what it cannot show (recovery actions, event viewer, access rights, firewall, dialogs) stands in README.md.
"""
import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import unittest
from pathlib import Path

from host import ROOT, Host, HttpProblem, until
from servers import Postgres, free_port
from tryton import Tryton
from wine import native, registry_has, windows_build, windows_processes, wine

INSTALLER = ROOT / "installer" / "windows"
PREFIX = Path(os.environ.get("WINEPREFIX", "/nonexistent"))
C = PREFIX / "drive_c"
PROGRAMS = C / "Program Files" / "erphost"
DATA = C / "ProgramData" / "erphost"
UNINSTALL = "HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\{%s}"
KEYS = ("HKLM\\Software\\erphost", "HKLM\\System\\CurrentControlSet\\Services\\erphost",
        "HKLM\\System\\CurrentControlSet\\Services\\EventLog\\Application\\erphost")
OLDER, FIRST, SECOND, MUTE, DAMAGED = "0.1.0", "0.1.1", "0.1.2", "0.1.3", "0.1.4"


class Installed(Host):
    """The host that the installation file put into this Wine."""

    def __init__(self, version, port):  # no folder of its own, unlike Host's
        self.version, self._port = version, port
        self.data, self._own, self.process, self.authority = DATA, False, None, None
        self._headers, self._passwords, self.setup = {}, {}, {}

    @property
    def command(self):
        return ("wine", f"C:\\Program Files\\erphost\\{self.version}\\bin\\erphost.exe")

    @property
    def port(self):
        return self._port

    @staticmethod
    def native(path):
        return "C:\\ProgramData\\erphost" if path == DATA else native(path)

    def service(self, *words, codes=(0,)):
        done = subprocess.run([*self.command, "service", *words], stdin=subprocess.DEVNULL, capture_output=True,
                              encoding="utf-8", env=self._environment(), timeout=200)
        if done.returncode not in codes:
            raise AssertionError(f"service {' '.join(words)} ended with {done.returncode}: {done.stdout}{done.stderr}{log()}")
        return done.stdout

    def status(self):
        return json.loads(self.service("status", "--json", codes=(0, 1)))

    def _request(self, method, path, body, headers):
        if self.authority is None:
            return super()._request(method, path, body, headers)
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=60,
                                                 context=ssl.create_default_context(cafile=self.authority))
        with contextlib.closing(connection):
            connection.request(method, path, None if body is None else json.dumps(body).encode(),
                               dict(headers, **({} if body is None else {"Content-Type": "application/json"})))
            reply = connection.getresponse()
            return reply.status, reply.read().decode(), reply.headers


def log():
    file = DATA / "log" / "erphost.log"
    return "\n" + file.read_text(encoding="utf-8", errors="replace")[-3000:] if file.exists() else ""


def product(version):
    done = subprocess.run(["/usr/bin/python3", "-B", INSTALLER / "plan.py", Msi.image, version, Msi.work / "plan.wxs"],
                          check=True, capture_output=True, text=True)
    return done.stdout.strip()


def msiexec(*words):
    """The exit code, of which 8 bits arrive here: 0, or not."""
    done = subprocess.run(["wine", "msiexec", *map(str, words), "/qn"], stdin=subprocess.DEVNULL, capture_output=True, timeout=400)
    return done.returncode


def start_menu():
    found = [folder for folder in C.glob("ProgramData/Microsoft/Windows/Start Menu/Programs/erphost")]
    return {entry.name for folder in found for entry in folder.iterdir()}


def traces(version):
    """What there is of a version, or of the service, in this Wine; of a removed one nothing."""
    found = [str(path.relative_to(C)) for path in (PROGRAMS / version, *(PROGRAMS / version).rglob("*")) if path.exists()]
    return found + [key for key in (UNINSTALL % product(version),) if registry_has(key)]


def common_traces():
    found = [str(path.relative_to(C)) for path in (PROGRAMS, *PROGRAMS.rglob("*")) if path.exists()]
    found += [key for key in KEYS if registry_has(key)] + sorted(start_menu())
    return found + [line for line in windows_processes().values()]


@unittest.skipUnless("WINEPREFIX" in os.environ, "tests/windows/run makes the Wine that this needs")
class Msi(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.work = Path(os.environ["ERPHOST_TEST_TMP"]) / "msi"
        cls.work.mkdir()
        cls.image = cls.work / "image"
        subprocess.run([INSTALLER / "image", windows_build(), cls.image], check=True, capture_output=True)
        mute, damaged = cls.work / "mute", cls.work / "damaged"
        for copy in (mute, damaged):
            subprocess.run(["cp", "-al", cls.image, copy], check=True)
        # One starts and has no console to show; the other cannot even be loaded.
        shutil.rmtree(mute / "share" / "erphost" / "console")
        (damaged / "bin" / "sqlite3.dll").unlink()
        for version, image in ((OLDER, cls.image), (FIRST, cls.image), (SECOND, cls.image), (MUTE, mute), (DAMAGED, damaged)):
            subprocess.run([INSTALLER / "msi", "--image", image, "--version", version, "--output", cls.file(version)],
                           check=True, capture_output=True)
        cls.host = Installed(FIRST, free_port())

    @classmethod
    def tearDownClass(cls):
        # What a failed test left running ends with the Wine; the service goes in order.
        with contextlib.suppress(Exception):
            cls.host.service("stop")

    @classmethod
    def file(cls, version):
        return cls.work / f"erphost-{version}.msi"

    def install(self, version, *properties):
        return msiexec("/i", native(self.file(version)), *properties)

    def running(self, version):
        """The service runs, as this version, and the console answers."""
        status = self.host.status()
        self.assertEqual(status["state"], "running", log())
        self.assertIn(f"\\erphost\\{version}\\bin\\erphost.exe", status["command"])
        self.assertEqual(self.host._request("GET", "/", None, {})[0], 200)
        return status

    def test_1_a_silent_installation_runs_the_service(self):
        self.assertEqual(common_traces(), [])
        self.assertEqual(self.install(FIRST, f"PORT={self.host.port}"), 0, log())
        status = self.running(FIRST)
        self.assertEqual(status["address"], f"http://127.0.0.1:{self.host.port}")
        self.assertIn("RUNNING", wine("sc", "query", "erphost"))
        self.assertEqual(len(start_menu()), 3)
        for key in (*KEYS, UNINSTALL % product(FIRST)):
            self.assertTrue(registry_has(key), key)
        self.assertIn(" serves C:", log())
        self.assertFalse((PROGRAMS / FIRST / "installation.json").exists())
        plugins = json.loads((DATA / "plugins.json").read_text(encoding="utf-8"))
        self.assertEqual({plugin["id"] for plugin in plugins}, {"survey", "complaints", "parts", "fees"})

    def test_2_console_and_api_answer_over_http_and_https(self):
        status, page, _ = self.host._request("GET", "/", None, {})
        self.assertEqual(status, 200)
        self.assertIn("<html", page)
        self.assertEqual(self.host.api("GET", "/session")["user"]["username"], "admin")
        with self.assertRaises(HttpProblem):
            self.host._headers = {"X-None": "1"}
            self.host.api("GET", "/session")
        self.host._headers = {}

        tls = DATA / "tls"
        tls.mkdir()
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=127.0.0.1",
                        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", tls / "key.pem", "-out", tls / "cert.pem"],
                       check=True, capture_output=True)
        file = DATA / "host.json"
        config = json.loads(file.read_text(encoding="utf-8"))
        config["listen"].update(certificate="C:\\ProgramData\\erphost\\tls\\cert.pem",
                                privateKey="C:\\ProgramData\\erphost\\tls\\key.pem")
        config["logLevel"] = "debug"
        file.write_text(json.dumps(config), encoding="utf-8")
        self.host.service("stop")
        self.assertEqual(windows_processes(), {}, "stopped means that its processes are gone")
        self.host.service("start")
        self.host.authority = tls / "cert.pem"
        self.assertEqual(self.running(FIRST)["address"], f"https://127.0.0.1:{self.host.port}")
        self.assertEqual(self.host.api("GET", "/session")["user"]["username"], "admin")

    def test_3_orders_arrive_from_postgresql_through_odbc32(self):
        type(self).postgres = Postgres().__enter__()
        self.addClassCleanup(self.postgres.__exit__)
        tryton = Tryton(self.postgres)
        self.addClassCleanup(tryton.remove)
        tryton.prepare()  # its database; nobody needs its server
        secrets = {f"erp.{way}": f"Driver={{PostgreSQL Unicode}};Server=127.0.0.1;Port={self.postgres.port};"
                                 f"Database={tryton.database};UID=erphost_tryton_{way};PWD={tryton.password}"
                   for way in ("pull", "push")}
        setup = self.work / "setup.json"
        mapping = json.loads((ROOT / "config" / "mappings" / "tryton.json").read_text(encoding="utf-8"))
        setup.touch(0o600)
        setup.write_text(json.dumps({"mapping": mapping, "secrets": secrets, "goLiveDate": "2026-06-01"}), encoding="utf-8")
        self.host.cli("apply", native(setup))
        expected = int(self.postgres.sql("SELECT count(*) FROM stock_shipment_out WHERE state = 'done'", tryton.database))
        self.assertGreater(expected, 0)

        def arrived():
            entities = {entity["entity"]: entity for entity in self.host.api("GET", "/erp/status")["entities"]}
            late = [name for name in mapping["entities"] if not entities[name]["okAt"]]
            assert not late, late
            return entities
        entities = until("every table that is mapped read through odbc32", arrived, 180)
        type(self).rows = {name: entity["rows"] for name, entity in entities.items()}
        self.assertGreaterEqual(self.rows["delivery"], expected)

    def test_4_a_killed_worker_comes_back_and_none_outlives_the_service(self):
        def worker():
            return next(iter(windows_processes("--plugin survey")), None)
        before = until("the plugin's process", worker, 30)
        os.kill(before, signal.SIGKILL)
        until("another process in its place", lambda: (worker() or before) != before, 30)
        until("the plugin's answer", lambda: self.host.api("GET", "/survey/counters") is not None, 30)

        # Wine restarts no service; Windows would, after two seconds.
        [service] = windows_processes("service run")
        os.kill(service, signal.SIGKILL)
        until("no worker without its service", lambda: not windows_processes(" worker "), 15)
        self.host.service("start")
        self.running(FIRST)

    def test_5_an_upgrade_of_the_running_service_keeps_data_and_edited_settings(self):
        config = (DATA / "host.json").read_bytes()
        self.host.cli("user", "add", "upgraded", "--role", "it")
        self.assertEqual(self.install(SECOND), 0, log())
        self.host.version = SECOND
        self.running(SECOND)
        self.assertEqual((DATA / "host.json").read_bytes(), config)
        self.host._headers = {}
        self.assertEqual(self.host.api("GET", "/session")["user"]["username"], "admin", "with the password from before")
        self.assertIn("upgraded", self.host.cli("user", "list"))
        entities = {entity["entity"]: entity["rows"] for entity in self.host.api("GET", "/erp/status")["entities"]}
        self.assertEqual(entities, self.rows)
        until("the plugins of the new version", lambda: self.host.api("GET", "/survey/counters") is not None, 30)
        self.assertNotIn(FIRST, (DATA / "plugins.json").read_text(encoding="utf-8"))
        self.assertEqual(traces(FIRST), [])
        self.assertEqual(len(start_menu()), 3)

    def test_6_a_downgrade_is_refused(self):
        before = self.host.status()["pid"]
        for version in (FIRST, OLDER):
            self.assertNotEqual(self.install(version), 0)
            self.assertEqual(self.running(SECOND)["pid"], before, "nobody touched the service")
            self.assertEqual(traces(version), [])

    def test_7_an_upgrade_that_cannot_start_leaves_the_old_version_and_nothing_of_itself(self):
        config = (DATA / "host.json").read_bytes()
        plugins = (DATA / "plugins.json").read_bytes()
        before = self.host.status()["pid"]
        self.assertNotEqual(self.install(DAMAGED), 0)
        self.assertEqual(self.running(SECOND)["pid"], before, "it never came so far as to touch the service")
        self.assertNotEqual(self.install(MUTE), 0)
        self.assertNotEqual(self.running(SECOND)["pid"], before, "it was stopped, and started again")
        for version in (DAMAGED, MUTE):
            self.assertEqual(traces(version), [], version)
        self.assertEqual((DATA / "host.json").read_bytes(), config)
        self.assertEqual(json.loads((DATA / "plugins.json").read_text(encoding="utf-8")), json.loads(plugins))
        self.assertEqual(len(start_menu()), 3)
        self.host._headers = {}
        until("the plugins of the old version", lambda: self.host.api("GET", "/survey/counters") is not None, 30)

    def test_8_an_uninstallation_leaves_the_data_and_nothing_else(self):
        store = (DATA / "store.db").stat().st_size
        self.assertEqual(msiexec("/x", "{%s}" % product(SECOND)), 0, log())
        self.assertEqual(common_traces(), [])
        self.assertEqual(traces(SECOND), [])
        self.assertEqual((DATA / "store.db").stat().st_size, store)
        # The next installation finds them.
        self.assertEqual(self.install(SECOND), 0, log())
        self.running(SECOND)
        self.host._headers = {}
        self.assertEqual(self.host.api("GET", "/session")["user"]["username"], "admin")
        self.assertEqual(msiexec("/x", "{%s}" % product(SECOND)), 0, log())
        self.assertEqual(common_traces(), [])
        shutil.rmtree(DATA)

    def test_9_an_installation_that_cannot_start_leaves_nothing(self):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            self.assertNotEqual(self.install(FIRST, f"PORT={other.getsockname()[1]}"), 0)
        self.assertEqual(common_traces(), [])
        self.assertEqual(traces(FIRST), [])
        self.assertFalse(DATA.exists(), "the data folder was this installation's own")
        self.assertNotEqual(self.install(DAMAGED), 0)
        self.assertEqual((common_traces(), traces(DAMAGED), DATA.exists()), ([], [], False))


if __name__ == "__main__":
    unittest.main()
