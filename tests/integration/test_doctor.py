"""`erphost doctor` finds each fault planted here and names its remedy; it changes nothing, whatever the state of the host; and the
support file holds neither secrets nor people."""
import contextlib
import hashlib
import http.client
import io
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import time
import unittest
import zipfile
from pathlib import Path

from demo import DemoHost
from host import Host, HttpProblem, until
from servers import Postgres

SECRET = "geheim-9f3a"
PHONE = "13987654321"
NAME = "欧阳建国"


class Doctor:
    """What all share; a class that uses it sets cls.host."""

    def doctor(self, *arguments, environment=None, data=None):
        """(exit code, {id: finding}) in English; the Chinese words are there as well."""
        status, output = self.run_doctor(*arguments, "--json", "--lang", "en", environment=environment, data=data)
        report = json.loads(output)
        chinese = json.loads(self.run_doctor(*arguments, "--json", "--lang", "zh", environment=environment, data=data)[1])
        for finding in chinese["findings"]:
            self.assertRegex(finding["title"], "[\u4e00-\u9fff]")
        for finding in [*report["findings"], *chinese["findings"]]:
            if finding["level"] != "green":
                self.assertTrue(finding["remedy"], finding)
            self.assertNotRegex(finding["title"] + finding["what"] + finding["remedy"], r"\{[a-z]+\}")
        self.assertEqual(status, 1 if report["level"] == "red" else 0)
        return status, {finding["id"]: finding for finding in report["findings"]}

    def run_doctor(self, *arguments, environment=None, data=None):
        done = subprocess.run([*self.host.command, "doctor", *arguments, "--data", self.host.native(data or self.host.data)],
                              capture_output=True, encoding="utf-8", timeout=300,
                              env={**os.environ, "LC_ALL": "C.UTF-8", **(environment or {})})
        self.assertIn(done.returncode, (0, 1), done.stdout + done.stderr)
        return done.returncode, done.stdout

    def finds(self, code, level, remedy, *arguments, **options):
        status, found = self.doctor(*arguments, **options)
        self.assertIn(code, found, sorted(found))
        self.assertEqual(found[code]["level"], level)
        self.assertIn(remedy, found[code]["remedy"])
        self.assertEqual(status, 1 if level == "red" else status)
        return found

    @contextlib.contextmanager
    def changed(self, name, change):
        """A file of the data folder with other content for a while; `change` gets its text and gives the new one."""
        file = self.host.data / name
        kept, mode = file.read_bytes(), file.stat().st_mode
        try:
            file.write_bytes(change(kept))
            yield file
        finally:
            file.write_bytes(kept)
            file.chmod(mode & 0o777)

    def changed_json(self, name, **members):
        return self.changed(name, lambda text: json.dumps({**json.loads(text), **members}).encode())


class PlantedFaults(Doctor, unittest.TestCase):
    """One at a time in a host that is well and stopped."""

    @classmethod
    def setUpClass(cls):
        cls.host = DemoHost(orders=30, plugins=("survey",))
        cls.addClassCleanup(cls.host.__exit__)
        cls.host.apply()
        # All of the store in its one file, so that a test can put another in its place.
        with contextlib.closing(sqlite3.connect(cls.host.data / "store.db")) as store:
            store.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        cls.odbc = cls.host.base / "odbc"
        cls.odbc.mkdir()

    def listening(self, **members):
        listen = {"address": "127.0.0.1", "port": self.host.port, "certificate": "", "privateKey": ""}
        return self.changed_json("host.json", listen={**listen, **members})

    def connecting(self, text):
        return self.changed_json("secrets.json", **{"erp.pull": text})

    def registered(self, drivers="", sources="", user_sources=""):
        """An environment with an ODBC driver manager of its own."""
        for name, text in (("odbcinst.ini", drivers), ("odbc.ini", sources), ("user.ini", user_sources)):
            (self.odbc / name).write_text(text)
        return {"ODBCSYSINI": str(self.odbc), "ODBCINI": str(self.odbc / "user.ini")}

    def test_00_a_host_that_is_well_has_nothing_red(self):
        status, found = self.doctor()
        self.assertEqual(status, 0, [finding for finding in found.values() if finding["level"] == "red"])
        for code in ("doctor.data_good", "doctor.store_good", "doctor.port_free", "doctor.erp_reached", "doctor.plugin_good",
                     "doctor.time_zone_good", "doctor.driver_good"):
            self.assertEqual(found[code]["level"], "green", code)

    def test_01_a_driver_that_is_not_installed(self):
        with self.connecting("Driver={SQL Server 2099};Server=erp"):
            found = self.finds("doctor.driver_missing", "red", "Install the ODBC driver")
            self.assertIn("SQLite3", found["doctor.driver_missing"]["what"])

    def test_02_a_driver_of_the_wrong_bitness(self):
        library = self.odbc / "old.so"
        library.write_bytes(b"\x7fELF\x01\x01\x01".ljust(18, b"\0") + b"\x03\0" + bytes(200))
        environment = self.registered(f"[Old ERP]\nDriver={library}\n")
        with self.connecting("Driver={Old ERP};Server=erp"):
            self.finds("doctor.driver_bits", "red", "64-bit driver", environment=environment)
        library.unlink()
        with self.connecting("Driver={Old ERP};Server=erp"):
            self.finds("doctor.driver_gone", "red", "again", environment=environment)

    def test_03_a_user_data_source_instead_of_a_system_one(self):
        installed = Path("/etc/odbcinst.ini").read_text()
        source = f"[ERP]\nDriver=SQLite3\nDatabase={self.host.erp}\nStepAPI=1\nTimeout=5000\n"
        with self.connecting("DSN=ERP"):
            found = self.finds("doctor.dsn_of_user", "amber", "system data source",
                               environment=self.registered(installed, user_sources=source))
            self.assertIn("doctor.erp_reached", found)
            _, found = self.doctor(environment=self.registered(installed, sources=source))
            self.assertEqual(found["doctor.dsn_good"]["level"], "green")
            self.finds("doctor.dsn_missing", "red", "system data source", environment=self.registered(installed))

    def test_04_a_port_that_somebody_has(self):
        with socket.create_server(("127.0.0.1", 0)) as other, self.listening(port=other.getsockname()[1]):
            self.finds("doctor.port_taken", "red", f"sport = :{other.getsockname()[1]}")
        with self.listening(address="192.0.2.1", certificate="c", privateKey="k"):
            self.finds("doctor.address_foreign", "red", "0.0.0.0")

    def certificate(self, name, begin, end, alternative="DNS:erp.example.cn"):
        """A self-signed one with these days; openssl's `ca` alone takes a past."""
        folder = self.host.base / "ca"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        (folder / "index").touch()
        (folder / "config").write_text(
            f"[ca]\ndefault_ca=one\n[one]\ndatabase={folder}/index\nnew_certs_dir={folder}\nrand_serial=yes\npolicy=any\n"
            f"default_md=sha256\nx509_extensions=names\n[any]\ncommonName=supplied\n[names]\nsubjectAltName={alternative}\n")
        key, request, made = (self.host.base / f"{name}.{ending}" for ending in ("key", "csr", "pem"))
        for arguments in (["req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", request, "-subj", "/CN=erp"],
                          ["ca", "-batch", "-config", folder / "config", "-selfsign", "-keyfile", key, "-in", request, "-out", made,
                           "-startdate", begin, "-enddate", end]):
            subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)
        key.chmod(0o600)
        return {"certificate": str(made), "privateKey": str(key)}

    def test_05_certificates(self):
        def stamp(days):
            return time.strftime("%Y%m%d%H%M%SZ", time.gmtime(time.time() + days * 86_400))
        expired = self.certificate("expired", stamp(-40), stamp(-1))
        soon = self.certificate("soon", stamp(-40), stamp(10))
        good = self.certificate("good", stamp(-1), stamp(300), f"DNS:{socket.gethostname()}")
        with self.listening(**expired):
            self.finds("doctor.certificate_expired", "red", "new certificate")
        with self.listening(**soon):
            found = self.finds("doctor.certificate_soon", "amber", "Order a new certificate")
            self.assertEqual(found["doctor.certificate_name"]["level"], "amber")
        with self.listening(certificate=good["certificate"], privateKey=soon["privateKey"]):
            self.finds("doctor.certificate_other_key", "red", "key with which this certificate was ordered")
        with self.listening(certificate=good["certificate"], privateKey=str(self.host.base / "nowhere.key")):
            self.finds("doctor.certificate_missing", "red", "listen/privateKey")
        with self.listening(**good):
            _, found = self.doctor()
            self.assertEqual(found["doctor.certificate_good"]["level"], "green")

    def test_06_an_unknown_time_zone(self):
        with self.changed_json("host.json", timeZone="Mars/Base"):
            self.finds("doctor.time_zone_unknown", "red", "Asia/Shanghai")

    def test_07_a_damaged_page_of_the_store(self):
        def damage(content):
            page = 4096
            return content[:5 * page] + b"\xa5" * page + content[6 * page:]
        with self.changed("store.db", damage):
            self.finds("doctor.store_damaged", "red", "restore")
        with self.changed("store.db", lambda content: b"not a database".ljust(len(content))):
            self.finds("doctor.store_damaged", "red", "restore")

    def test_08_a_store_newer_than_the_host(self):
        def newer(content):
            file = self.host.base / "newer.db"
            file.write_bytes(content)
            with contextlib.closing(sqlite3.connect(file)) as store, store:
                store.execute("INSERT INTO host_migration VALUES ('host', 99, '0099_later.sql', '', 0)")
            return file.read_bytes()
        with self.changed("store.db", newer):
            self.finds("doctor.store_newer", "red", "newer erphost")

    def test_09_a_clock_behind_the_store(self):
        def later(content):
            file = self.host.base / "later.db"
            file.write_bytes(content)
            with contextlib.closing(sqlite3.connect(file)) as store, store:
                store.execute("INSERT INTO host_audit VALUES (999999, ?, 'x', '*', 'x', 'x', '{}', '', '')",
                              (int((time.time() + 7200) * 1000),))
            return file.read_bytes()
        with self.changed("store.db", later):
            self.finds("doctor.clock_behind", "red", "clock")

    def test_10_files_that_anybody_can_read(self):
        self.host.base.chmod(0o755)
        self.addCleanup(self.host.base.chmod, 0o700)
        with self.changed("secrets.json", lambda text: text) as file:
            file.chmod(0o644)
            found = self.finds("doctor.secrets_open", "red", "chmod 600")
            self.assertEqual(found["doctor.data_open"]["level"], "amber")
        folder = self.host.data.stat().st_mode & 0o777
        self.host.data.chmod(0o777)
        try:
            self.finds("doctor.data_writable", "red", "chmod 700")
        finally:
            self.host.data.chmod(folder)

    @contextlib.contextmanager
    def plugin(self):
        """A copy of the plugin that a test may break: (folder, library)."""
        folder = self.host.base / "plugin"
        shutil.copytree(self.host.build / "plugins" / "survey", folder)
        try:
            with self.changed("plugins.json", lambda _: json.dumps([{"id": "survey", "path": str(folder), "enabled": True}]).encode()):
                yield folder, next(folder.rglob("survey.so"))
        finally:
            shutil.rmtree(folder)

    def test_11_a_plugin_whose_files_are_not_its_own(self):
        with self.plugin() as (_, library):
            library.unlink()
            self.finds("doctor.plugin_library_missing", "red", "Install the plugin again")
            library.write_bytes(b"an HTML page saved as a library".ljust(500))
            self.finds("doctor.plugin_library_damaged", "red", "install the plugin again")
            shutil.copy(self.host.build / "plugins-hostile" / "wrong_magic" / library.relative_to(library.parents[2]).parent
                        / "wrong_magic.so", library)
            self.finds("plugin.wrong_magic", "red", "")
        with self.plugin() as (folder, library):
            manifest = json.loads((folder / "plugin.json").read_text())
            (folder / "plugin.json").write_text(json.dumps({**manifest, "version": "77.0.0"}))
            self.finds("doctor.plugin_version", "red", "Install the plugin again")
            (folder / "plugin.json").write_text("{")
            self.finds("plugin.manifest_unreadable", "red", "")

    def test_12_a_disk_that_is_nearly_full(self):
        if os.geteuid() != 0:
            self.skipTest("only root can make a small disk")
        small = self.host.base / "small"
        small.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", small], capture_output=True).returncode != 0:
            self.skipTest("this machine lets nobody mount")
        try:
            shutil.copytree(self.host.data, small / "data")
            self.finds("doctor.disk_full", "red", "Make room", data=small / "data")
        finally:
            subprocess.run(["umount", small], check=True)

    def test_13_a_configuration_that_nobody_can_read(self):
        for name in ("host.json", "secrets.json", "plugins.json", "erp.json", "messaging.json"):
            if name == "messaging.json":
                (self.host.data / name).write_text("{}")
                self.addCleanup((self.host.data / name).unlink)
            for broken in (b"", b"{", b"[1,2]", b"\xff\xfe"):
                with self.subTest(file=name, content=broken), self.changed(name, lambda _: broken):
                    status, found = self.doctor()
                    self.assertEqual(status, 1, sorted(found))
                    self.assertEqual(found["doctor.store_good"]["level"], "green")  # goes on with the others

    def test_14_no_data_folder_at_all(self):
        nowhere = self.host.base / "nowhere"
        found = self.finds("doctor.data_missing", "red", "erphost init", data=nowhere)
        self.assertIn("doctor.versions", found)
        self.assertFalse(nowhere.exists())

    def test_15_nothing_is_changed(self):
        def state():
            return {file: (file.stat().st_mtime_ns, hashlib.sha256(file.read_bytes()).hexdigest())
                    for file in sorted(self.host.data.rglob("*")) if file.is_file()}
        before = state()
        self.doctor()
        self.assertEqual(state(), before)


class OnPostgres(Doctor, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Postgres().__enter__()
        cls.addClassCleanup(cls.server.remove)
        cls.server.sql('CREATE TABLE "PGD" ("GSBH" char(2), "PGDH" varchar(20), "XGSJ" timestamp, PRIMARY KEY ("GSBH", "PGDH"));'
                       "INSERT INTO \"PGD\" VALUES ('01', 'AZ1', now()); GRANT SELECT ON \"PGD\" TO erp_reader")
        mapping = {"mapping": 1, "name": {"zh": "测试", "en": "Test"}, "timeZone": "Asia/Shanghai", "pull": {"secret": "erp.pull"},
                   "entities": {"work_order": {"from": {"table": "PGD"}, "key": ["GSBH", "PGDH"], "branch": {"column": "GSBH"},
                                               "fields": {"number": {"column": "PGDH"}},
                                               "changes": {"mode": "watermark", "columns": ["XGSJ"]}}}}
        cls.host = Host(mapping, {"erp.pull": cls.server.odbc(user="erp_reader")}, plugins=())
        cls.addClassCleanup(cls.host.__exit__)
        cls.host.apply()

    def test_a_wrong_password(self):
        with self.changed_json("secrets.json", **{"erp.pull": self.server.odbc(user="erp_reader") + "x"}):
            self.finds("odbc.login_refused", "red", "Check user name")

    def test_a_clock_that_is_not_the_erps(self):
        self.assertNotIn("erp.check.clock_skew", self.doctor()[1])
        # What the server takes for the time: found before its own function of that name.
        self.server.sql("CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS "
                        "'SELECT pg_catalog.clock_timestamp() + interval ''2 hours''';"
                        "ALTER DATABASE erphost_test SET search_path = public, pg_catalog")
        found = self.finds("erp.check.clock_skew", "amber", "")
        self.assertGreater(int(found["erp.check.clock_skew"]["evidence"]["seconds"]), 7000)

    def test_a_server_that_does_not_answer(self):
        with socket.create_server(("127.0.0.1", 0)) as mute:
            text = self.server.odbc(user="erp_reader").replace(f"Port={self.server.port}", f"Port={mute.getsockname()[1]}")
            with self.changed_json("secrets.json", **{"erp.pull": text}):
                begun = time.monotonic()
                self.finds("doctor.erp_frozen", "red", "Check the network", "--erp-seconds", "3")
                self.assertLess(time.monotonic() - begun, 60)


class Running(Doctor, unittest.TestCase):
    """Beside a host that serves, by command and by HTTP, and what leaves the house."""

    @classmethod
    def setUpClass(cls):
        cls.host = DemoHost(orders=30, plugins=("survey",))
        cls.addClassCleanup(cls.host.__exit__)
        secrets = cls.host.setup["secrets"]
        secrets["erp.pull"] += f";PWD={SECRET}"
        secrets["sms.token"] = SECRET
        cls.host.start()
        cls.host.cli("user", "add", "ouyang", "--display-name", NAME, "--role", "technician:01")

    def test_1_a_host_that_serves_is_green(self):
        found = until("all of it well", lambda: self.well(), 60)
        for code in ("doctor.host_running", "doctor.port_serves", "doctor.store_good"):
            self.assertEqual(found[code]["level"], "green")

    def well(self):
        status, found = self.doctor()
        self.assertEqual(status, 0, [finding for finding in found.values() if finding["level"] == "red"])
        return found

    def test_2_the_api_says_the_same_and_only_to_administrators(self):
        report = self.host.api("GET", "/doctor")
        ids = {finding["id"] for finding in report["findings"]}
        self.assertEqual(ids, set(self.doctor()[1]))
        anonymous = self.host._request("GET", "/api/v1/doctor", None, {})
        self.assertEqual(anonymous[0], 401)
        admin = dict(self.host._headers)
        try:
            self.host.sign_in("ouyang")
            for path in ("/doctor", "/doctor/bundle"):
                with self.assertRaises(HttpProblem) as refused:
                    self.host.api("GET", path)
                self.assertEqual(refused.exception.status, 403)
        finally:
            self.host._headers = admin
        # The others go on meanwhile.
        self.assertLess(max(self.host.seconds_of("/session", 5)), 5)

    def bundle_of(self, content):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.assertIsNone(archive.testzip())
            return {name: archive.read(name) for name in archive.namelist()}

    def test_3_the_support_file_holds_no_secrets_and_no_people(self):
        (self.host.data / "messaging.json").write_text(json.dumps({"channels": {"sms": {
            "adapter": "http", "url": f"https://user:{SECRET}@sms.example.cn/send?key={SECRET}", "method": "POST",
            "headers": {"Authorization": f"Bearer {SECRET}"}, "json": {"mobile": "${to}"}}}}))
        self.addCleanup((self.host.data / "messaging.json").unlink)
        (self.host.data / "log" / "erphost.log").write_text(
            f"2026-11-22T08:00:00.000Z error sync sync odbc.failed: row of {NAME}, {PHONE}, 0916-2512345, mail ouyang@example.cn\n"
            f"2026-11-22T08:00:01.000Z error sync sync user ouyang and \"{SECRET}\"\n", encoding="utf-8")
        planted = [SECRET, PHONE, NAME, "ouyang", "2512345"]
        with contextlib.closing(sqlite3.connect(f"file:{self.host.erp}?mode=ro", uri=True)) as erp:
            planted += [value.strip() for row in erp.execute("SELECT KHMC, LXDH FROM PGD LIMIT 30") for value in row if value and value.strip()]
        for language in ("zh", "en"):
            file = self.host.base / f"support-{language}.zip"
            status, output = self.run_doctor("--bundle", str(file), "--lang", language)
            self.assertEqual(file.stat().st_mode & 0o777, 0o600)
            entries = self.bundle_of(file.read_bytes())
            for name in ("findings.json", "findings.txt", "versions.json", "counts.json", "config/host.json", "config/secrets.json",
                         "config/messaging.json", "config/erp.json", "config/plugins.json", "log/1.txt"):
                self.assertIn(name, entries)
            for name, content in entries.items():
                for word in planted:
                    self.assertNotIn(word.encode(), content, f"{word} in {name}")
            self.assertIn("2026-11-22T08:00:00.000Z error sync sync odbc.failed", entries["log/1.txt"].decode())
            self.assertEqual(json.loads(entries["config/secrets.json"])["sms.token"], "***")
            self.assertIn("SQLite3", json.loads(entries["config/secrets.json"])["erp.pull"])
            self.assertGreater(json.loads(entries["counts.json"])["host_user"], 0)
            kept = file.read_bytes()
            self.assertEqual(self.run_doctor("--bundle", str(file))[0], 1)
            self.assertEqual(file.read_bytes(), kept)
        self.host.api("GET", "/session")
        downloaded = self.download("/api/v1/doctor/bundle")
        self.assertEqual(set(self.bundle_of(downloaded)), set(entries))
        self.assertEqual(list((self.host.data / "run").glob("doctor-*")), [])

    def download(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.host.port, timeout=120)
        try:
            connection.request("GET", path, headers=self.host._headers)
            reply = connection.getresponse()
            self.assertEqual((reply.status, reply.headers["Content-Type"]), (200, "application/zip"))
            return reply.read()
        finally:
            connection.close()

    def test_4_a_process_that_fails_is_named(self):
        manifest = next(plugin for plugin in json.loads((self.host.data / "plugins.json").read_text()))
        kept = (self.host.data / "plugins.json").read_text()
        (self.host.data / "plugins.json").write_text(json.dumps([{**manifest, "path": str(self.host.base / "nowhere")}]))
        try:
            self.host.api("POST", "/plugins/survey/restart")
            found = until("a failing process", lambda: self.failing(), 60)
            self.assertEqual(found["level"], "red")
            self.assertEqual(found["subject"], "plugin:survey")
        finally:
            (self.host.data / "plugins.json").write_text(kept)

    def failing(self):
        return self.doctor("--offline")[1].get("doctor.process_failing")


if __name__ == "__main__":
    unittest.main()
