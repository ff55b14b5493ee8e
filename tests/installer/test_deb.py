"""The Debian packages in a bare Debian 12 without network: what IT does with them, and what is left afterwards.

Run by tests/installer/deb, which makes the packages and the root. systemd is not the first process there; a stand-in
(tests/installer/systemctl) starts the unit's command as the unit says, so that the package's own scripts are what is tried.
"""
import fcntl
import json
import os
import pty
import re
import shutil
import socket
import struct
import subprocess
import unittest
from pathlib import Path

from host import BUILD, ROOT, Host, HttpProblem, until

LOWER = os.environ.get("ERPHOST_DEB_LOWER")
DATA = Path("/var/lib/erphost")
PLUGINS = {"survey", "complaints", "parts", "fees"}
# What the package, its scripts and the service make. None of it may be there after a purge.
OURS = ("/usr/bin/erphost", "/usr/lib/erphost", "/usr/share/erphost", "/usr/share/doc/erphost", "/usr/share/man/man1/erphost.1",
        "/usr/share/man/zh_CN/man1/erphost.1", "/usr/share/bash-completion/completions/erphost",
        "/usr/lib/systemd/system/erphost.service", "/etc/systemd/system/erphost.service",
        "/etc/systemd/system/multi-user.target.wants/erphost.service", "/var/lib/systemd/deb-systemd-helper-enabled/"
        "erphost.service.dsh-also", "/var/lib/systemd/deb-systemd-helper-masked/erphost.service", "/etc/erphost", str(DATA))
# Where dpkg, apt and adduser keep their own books.
BOOKS = re.compile(r"^/(proc|dev|run|tmp|packages)/|^/var/(log|cache)/|^/var/lib/(dpkg|apt)/|^/etc/(passwd|group|shadow|gshadow|subuid|subgid)-$"
                   r"|^/var/lib/systemd(/deb-systemd-helper-[a-z]+(/multi-user.target.wants)?)?$|^/etc/systemd/system/multi-user.target.wants$")


def run(*command, check=True, **options):
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
                          stdin=subprocess.DEVNULL, timeout=300, **options)
    if check and done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stdout[-4000:]}")
    return done.stdout


def package(revision, name="erphost"):
    [file] = Path(os.environ["ERPHOST_DEB_WORK"]).parent.glob(f"{revision}/{name}_*.deb")
    return file


class Debian:
    """The kept root with a layer of its own on top, thrown away at the end."""

    ENVIRONMENT = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root",
                   "LANG": "C.UTF-8"}

    def __init__(self, systemd):
        self.layers = Path(os.environ["ERPHOST_DEB_WORK"])
        self.root = self.layers / "root"
        run("mount", "-t", "tmpfs", "tmpfs", self.layers)
        for name in ("upper", "work", "root"):
            (self.layers / name).mkdir()
        run("mount", "-t", "overlay", "overlay", "-o",
            f"lowerdir={LOWER},upperdir={self.layers}/upper,workdir={self.layers}/work", self.root)
        run("mount", "-t", "proc", "proc", self.root / "proc")
        run("mount", "--rbind", "/dev", self.root / "dev")
        run("mount", "-t", "tmpfs", "tmpfs", self.root / "run")
        for revision in (1, 2):
            (self.root / "packages" / str(revision)).mkdir(parents=True)
            shutil.copy(package(revision), self.root / "packages" / str(revision))
        if systemd:
            (self.root / "run/systemd/system").mkdir(parents=True)
            shutil.copy(Path(__file__).parent / "systemctl", self.root / "usr/bin/systemctl")
        self.before = self.listing()

    def close(self):
        if (self.root / "run/erphost.pid").exists():
            self("systemctl", "stop", check=False)
        run("umount", "-R", self.root)
        run("umount", self.layers)

    def command(self, *words):
        return ["chroot", str(self.root), "/usr/bin/env", "-i", *(f"{name}={value}" for name, value in self.ENVIRONMENT.items()),
                *map(str, words)]

    def __call__(self, *words, check=True):
        return run(*self.command(*words), check=check)

    def install(self, revision, *options):
        return self("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-q", "-y", "--no-install-recommends", *options,
                    f"/packages/{revision}/{package(revision).name}")

    def at_a_terminal(self, *words):
        """What a person sees who gives the command."""
        main, side = pty.openpty()
        process = subprocess.Popen(self.command(*words), stdin=side, stdout=side, stderr=side, start_new_session=True)
        os.close(side)
        said = b""
        while True:
            try:
                piece = os.read(main, 65536)
            except OSError:  # the last one that held the other end is gone
                break
            if not piece:
                break
            said += piece
        os.close(main)
        if process.wait(300) != 0:
            raise AssertionError(f"{words} ended with {process.returncode}:\n{said.decode()[-4000:]}")
        return said.decode()

    def path(self, absolute):
        return self.root / str(absolute).lstrip("/")

    def there(self, absolute):
        return os.path.lexists(self.path(absolute))

    def listing(self):
        """Every file and folder but the books of the package manager, with what is in the list of accounts."""
        names = [f"/{name}" for name in self("find", "/", "-xdev", "-printf", "%P\\n").splitlines() if name]
        accounts = [f"account {name}" for file in ("passwd", "group") for name in self.path(f"/etc/{file}").read_text().splitlines()]
        return {name for name in names if not BOOKS.search(name)} | set(accounts)

    def owner(self, absolute):
        return self("stat", "-c", "%U:%G %a", absolute).strip()

    def service(self):
        """The process id of the service, None if it does not run."""
        file = self.path("/run/erphost.pid")
        if not file.exists():
            return None
        pid = int(file.read_text())
        return pid if Path(f"/proc/{pid}").exists() else None

    def asked(self):
        """What the package's scripts asked of systemd since the last time."""
        file = self.path("/run/systemctl.log")
        text = file.read_text() if file.exists() else ""
        file.write_text("")
        return text


class Installed(Host):
    """The client of tests/lib/host.py for the installed service."""

    def __init__(self, debian):
        self.debian = debian
        self.data = DATA
        self.command = debian.command("/usr/bin/erphost")
        self.sign_out()

    def sign_out(self):
        self._headers, self._passwords = {}, {}

    @property
    def port(self):
        return json.loads(self.debian.path(DATA / "host.json").read_text())["listen"]["port"]

    def get(self, path):
        status, body, _ = self._request("GET", path, None, {})
        return status, body

    def wait(self):
        until("the service is ready", lambda: self.get("/readyz")[0] == 200, 60)


def loopback_up():
    """The network of this test's own begins without even that."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sh14x", b"lo", 1)  # IFF_UP
        fcntl.ioctl(any_socket, 0x8914, request)  # SIOCSIFFLAGS


def setUpModule():
    if not LOWER:
        raise unittest.SkipTest("run by tests/installer/deb, as root")
    loopback_up()


class Contents(unittest.TestCase):
    """What is in the packages, before anybody installs them."""

    @classmethod
    def setUpClass(cls):
        cls.folder = Path(os.environ["ERPHOST_DEB_WORK"]).parent / "contents"
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.folder.mkdir()
        for name in ("erphost", "erphost-sdk"):
            run("dpkg-deb", "-R", package(1, name), cls.folder / name)

    def field(self, name, revision=1):
        return run("dpkg-deb", "-f", package(revision), name).strip()

    def test_the_version_is_the_projects(self):
        version = run(BUILD / "bin" / "erphost", "version").split()[1]
        self.assertEqual(self.field("Version"), f"{version}-1")
        self.assertEqual(self.field("Version", 2), f"{version}-2")

    def test_what_it_links_it_depends_on(self):
        for library in ("libpocofoundation80", "libodbc2", "libsqlite3-0", "libsodium23", "libc6", "adduser"):
            self.assertIn(library, self.field("Depends"))

    def test_nothing_names_a_folder_of_the_build(self):
        for file in self.folder.rglob("*"):
            if file.is_file():
                content = file.read_bytes()
                for folder in (ROOT, BUILD):
                    self.assertNotIn(str(folder).encode() + b"/", content, file)

    def test_every_plugin_is_whole(self):
        for plugin in PLUGINS:
            folder = self.folder / "erphost/usr/lib/erphost/plugins" / plugin
            source = ROOT / "plugins" / plugin
            self.assertEqual((folder / "plugin.json").read_bytes(), (source / "plugin.json").read_bytes())
            for part in ("migrations", "locales", "events"):
                self.assertEqual({file.name for file in (folder / part).rglob("*")}, {file.name for file in (source / part).rglob("*")})
            self.assertEqual([file.name for file in (folder / "lib").rglob("*.so")], [f"{plugin}.so"])

    def test_the_sdk_package_is_the_installed_sdk(self):
        tree = self.folder / "sdk"
        run("cmake", "--install", BUILD, "--component", "sdk", "--prefix", tree)
        packed = {file.relative_to(self.folder / "erphost-sdk/usr") for file in (self.folder / "erphost-sdk/usr").rglob("*")
                  if file.is_file()}
        self.assertEqual(packed, {file.relative_to(tree) for file in tree.rglob("*") if file.is_file()})
        hosts = {file.relative_to(self.folder / "erphost") for file in (self.folder / "erphost").rglob("*") if file.is_file()}
        self.assertFalse({file for file in packed if Path("usr") / file in hosts}, "a file of both packages")

    def test_the_unit_is_understood_and_hardened(self):
        if not shutil.which("systemd-analyze"):
            self.skipTest("no systemd-analyze here")
        unit = self.folder / "erphost/usr/lib/systemd/system/erphost.service"
        # The programs that a unit names are looked for in this machine's own root: their absence is not the unit's fault.
        said = [line for line in run("systemd-analyze", "verify", "--man=no", unit, check=False).splitlines()
                if "erphost.service" in line and "is not executable" not in line]
        self.assertEqual(said, [])
        run("systemd-analyze", "security", "--offline=true", "--threshold=20", unit)


class Life(unittest.TestCase):
    """Install, work, upgrade, remove, purge: one machine, in the order of the names."""

    @classmethod
    def setUpClass(cls):
        cls.debian = Debian(systemd=True)
        cls.addClassCleanup(cls.debian.close)
        cls.host = Installed(cls.debian)

    def states(self):
        return {process["name"]: process["state"] for process in self.host.api("GET", "/overview")["processes"]}

    def all_ready(self, plugins=PLUGINS):
        until("every part is ready", lambda: {name for name, state in self.states().items() if state == "ready"} >=
              {"front", "sync", *(f"plugin:{plugin}" for plugin in plugins)}, 60)

    def test_1_it_installs_without_a_question_and_serves(self):
        said = self.debian.at_a_terminal("apt-get", "install", "-q", "-y", "--no-install-recommends",
                                         f"/packages/1/{package(1).name}")
        [link] = re.findall(r"http://127\.0\.0\.1:8080/\S*link=\S+", said)
        self.assertTrue(self.debian.there("/etc/systemd/system/multi-user.target.wants/erphost.service"))
        self.assertIn("start erphost.service", self.debian.asked())
        self.host.wait()
        self.assertEqual(self.host.get("/healthz")[0], 200)
        status, page = self.host.get("/")
        self.assertEqual(status, 200)
        self.assertIn("<script", page)
        status, body, headers = self.host._request("POST", "/api/v1/session", {"link": link.split("link=")[1]}, {})
        self.assertEqual(status, 200, body)
        with self.assertRaises(HttpProblem) as used:
            status, body, headers = self.host._request("POST", "/api/v1/session", {"link": link.split("link=")[1]}, {})
            if status >= 300:
                raise HttpProblem("POST", "/session", status, body)
        self.assertEqual(used.exception.status, 401)

    def test_2_without_an_erp_everything_runs_and_says_what_to_set_up(self):
        self.all_ready()
        status = self.host.api("GET", "/erp/status")
        self.assertIn("erp.not_set_up", json.dumps(status))
        self.assertEqual({plugin["id"] for plugin in self.host.api("GET", "/plugins")["items"]}, PLUGINS)

    def test_3_its_files_belong_to_whom_they_should(self):
        self.assertEqual(self.debian.owner(DATA), "erphost:erphost 700")
        self.assertEqual(self.debian.owner(DATA / "secrets.json"), "erphost:erphost 600")
        self.assertEqual(self.debian.owner("/etc/erphost/tls"), "root:erphost 750")
        self.assertEqual(self.debian.owner("/usr/lib/erphost/plugins/survey/lib/linux-x86_64/survey.so"), "root:root 644")
        status = Path(f"/proc/{self.debian.service()}/status").read_text()
        uid = self.debian("id", "-u", "erphost").strip()
        self.assertRegex(status, rf"Uid:\t{uid}\t{uid}\t{uid}\t{uid}\n")
        self.assertRegex(status, r"NoNewPrivs:\t1\n")

    def test_4_the_administrators_commands_leave_nothing_that_the_service_cannot_read(self):
        self.debian("erphost", "plugin", "disable", "fees")
        until("fees is off", lambda: self.states().get("plugin:fees") == "disabled", 30)
        self.debian("erphost", "user", "add", "lihua", "--role", "callback_clerk")
        self.debian("erphost", "backup")
        file = self.debian.path("/root/setup.json")
        file.write_text(json.dumps({"goLiveDate": "2026-12-01", "secrets": {"erp.pull": "Driver=none"}}))
        file.chmod(0o600)
        self.debian("erphost", "apply", "/root/setup.json")
        file.unlink()
        self.assertEqual(self.debian("find", DATA, "!", "-user", "erphost"), "")
        self.all_ready(PLUGINS - {"fees"})
        refused = self.debian("setpriv", "--reuid", "nobody", "--clear-groups", "erphost", "status", check=False)
        self.assertIn("[cli.data_forbidden]", refused)

    def test_5_an_upgrade_keeps_what_was_edited_and_starts_the_new_files(self):
        host_json = self.debian.path(DATA / "host.json")
        edited = json.loads(host_json.read_text())
        edited["listen"]["port"] = 8099
        host_json.write_text(json.dumps(edited))
        environment = self.debian.path("/etc/erphost/environment")
        environment.write_text(environment.read_text() + "ODBCSYSINI=/etc/erphost/odbc\n")
        self.debian.path("/etc/erphost/tls/company.pem").write_text("a certificate\n")
        before = self.debian.service()
        program = os.stat(f"/proc/{before}/exe").st_ino
        self.debian.asked()
        self.debian.install(2)
        asked = self.debian.asked()
        self.assertIn("try-restart erphost.service", asked)
        self.assertNotIn("killed", asked, "the service did not stop within its deadline")
        self.assertTrue(self.debian("dpkg-query", "-W", "-f", "${Version}", "erphost").endswith("-2"))
        after = self.debian.service()
        self.assertNotIn(after, (None, before))
        self.assertNotEqual(os.stat(f"/proc/{after}/exe").st_ino, program)
        self.assertEqual(json.loads(host_json.read_text()), edited)
        self.assertEqual(self.host.port, 8099)
        self.host.wait()
        self.assertIn(b"ODBCSYSINI=/etc/erphost/odbc", Path(f"/proc/{after}/environ").read_bytes().split(b"\0"))
        self.host.sign_out()
        self.all_ready(PLUGINS - {"fees"})
        self.assertEqual(self.states()["plugin:fees"], "disabled")
        self.assertIn("lihua", {user["username"] for user in self.host.cli_json("user", "list")})
        self.assertTrue(self.debian.there("/etc/erphost/tls/company.pem"))

    def test_6_what_the_administrator_stopped_stays_stopped(self):
        self.debian("systemctl", "stop", "erphost.service")
        self.debian.install(2, "--reinstall")
        self.assertIsNone(self.debian.service())
        self.debian("systemctl", "start", "erphost.service")
        self.host.wait()

    def test_7_removing_keeps_data_and_settings_and_a_new_installation_finds_them(self):
        said = self.debian("apt-get", "remove", "-q", "-y", "erphost")
        self.assertIn(str(DATA), said)
        self.assertIsNone(self.debian.service())
        for path in ("/usr/bin/erphost", "/usr/lib/erphost", "/usr/share/erphost", "/usr/lib/systemd/system/erphost.service"):
            self.assertFalse(self.debian.there(path), path)
        for path in (DATA / "store.db", DATA / "host.json", "/etc/erphost/environment", "/etc/erphost/tls/company.pem"):
            self.assertTrue(self.debian.there(path), path)
        said = self.debian.install(2)
        self.assertNotIn("sign in with", said)
        self.host.sign_out()
        self.host.wait()
        self.assertIn("lihua", {user["username"] for user in self.host.cli_json("user", "list")})
        self.assertIn("ODBCSYSINI", self.debian.path("/etc/erphost/environment").read_text())
        self.all_ready(PLUGINS - {"fees"})

    def test_8_a_purge_waits_for_who_still_works_on_the_data_and_leaves_nothing(self):
        self.debian("apt-get", "remove", "-q", "-y", "erphost")
        with open(self.debian.path(DATA / "instance.lock")) as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self.assertIn("still works on", self.debian("apt-get", "purge", "-q", "-y", "erphost", check=False))
            self.assertTrue(self.debian.there(DATA / "store.db"))
        self.debian("apt-get", "purge", "-q", "-y", "erphost")
        self.assertEqual([path for path in OURS if self.debian.there(path)], [])
        after = self.debian.listing()
        self.assertEqual(sorted(after - self.debian.before), [])
        self.assertEqual(sorted(self.debian.before - after), [])
        self.assertIn("no packages found", self.debian("dpkg-query", "-W", "erphost", check=False))


class WithoutSystemd(unittest.TestCase):
    """In a container: nothing is started, and everything is ready to be."""

    @classmethod
    def setUpClass(cls):
        cls.debian = Debian(systemd=False)
        cls.addClassCleanup(cls.debian.close)

    def test_it_installs_prints_no_link_into_logs_and_purges(self):
        said = self.debian.install(1)
        self.assertNotIn("link=", said)
        self.assertIn("erphost user reset admin", said)
        self.assertEqual({plugin["id"] for plugin in json.loads(self.debian("erphost", "plugin", "list", "--json"))}, PLUGINS)
        self.assertIn("link=", self.debian("erphost", "user", "reset", "admin"))
        self.assertEqual(self.debian("find", DATA, "!", "-user", "erphost"), "")
        self.debian("apt-get", "purge", "-q", "-y", "erphost")
        self.assertEqual([path for path in OURS if self.debian.there(path)], [])
        self.assertEqual(sorted(self.debian.listing() ^ self.debian.before), [])


if __name__ == "__main__":
    unittest.main()
