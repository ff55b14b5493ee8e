"""Packages that are hostile, broken or of no use here: nothing of the host changes, the message says which check failed,
and the version that was there serves on. And the good ones: install, upgrade, go back."""
import json
import os
import shutil
import subprocess
import time
import unittest
import zipfile

from demo import DemoHost
from host import PROGRAM, until
from workshop import Workshop

WINDOW = 12


def tree(folder):
    """Every file below a folder but those that a running host rewrites."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*"))
            if file.is_file() and file.relative_to(folder).parts[0] not in ("run", "log", "files", "backups")
            and not file.name.startswith("store.db") and not file.name.endswith(".lock")}


class Packages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.shop = Workshop()
        cls.host = DemoHost(orders=20, plugins=("survey",))
        cls.host.setup["developer"] = False
        try:
            cls.host.apply()
            cls.host.cli("trust", "add", str(cls.shop.key) + ".pub")
            cls.host.start(arguments=["--trial", str(WINDOW)])
            cls.host.cli("plugin", "install", str(cls.shop.package("1.0.0")), "--yes")
        except BaseException:
            cls.tearDownClass()
            raise

    @classmethod
    def tearDownClass(cls):
        cls.host.__exit__()
        cls.shop.close()

    def serves(self, version):
        """Its routes answer, in this version."""
        until(f"steady {version} serves",
              lambda: self.host.api("GET", "/steady/version") == {"version": version}, 30)

    def listed(self):
        return {plugin["id"]: plugin for plugin in self.host.cli_json("plugin", "list")}["steady"]

    def refuse(self, package, code, command="upgrade"):
        """The command fails with this code; files, list and running version are as before."""
        before, present = tree(self.host.data), self.listed()["version"]
        done = subprocess.run([str(PROGRAM), "plugin", command, str(package), "--yes", "--data", str(self.host.data)],
                              capture_output=True, encoding="utf-8", timeout=120, env={**os.environ, "LC_ALL": "C.UTF-8"})
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertIn(f"[{code}]", done.stderr)
        self.assertNotRegex(done.stderr, r"\{[a-z]+\}", "a placeholder without a value")
        self.assertEqual(tree(self.host.data), before)
        self.serves(present)

    def zipped(self, change):
        """A package that another program wrote: `change` adds to the archive."""
        file = self.shop.root / f"{time.monotonic_ns()}.ehp"
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            change(archive)
        return file

    def test_1_broken_archives(self):
        good = self.shop.package("1.1.0")
        content = good.read_bytes()
        for name, spoiled, code in [("cut", content[:-30], "package.end_wrong"), ("empty", b"", "package.end_wrong"),
                                    ("appended", content + b"x", "package.end_wrong"),
                                    ("prepended", b"x" + content, "package.end_wrong"),
                                    ("text", b"hello" * 100, "package.end_wrong")]:
            with self.subTest(name):
                file = self.shop.root / f"{name}.ehp"
                file.write_bytes(spoiled)
                self.refuse(file, code)
        with zipfile.ZipFile(good) as archive:
            library = next(entry for entry in archive.infolist() if entry.filename.endswith(".so"))
        flipped = bytearray(content)
        flipped[library.header_offset + 30 + len(library.filename) + library.compress_size // 2] ^= 1
        file = self.shop.root / "flipped.ehp"
        file.write_bytes(flipped)
        self.refuse(file, "package.entry_damaged")

    def test_2_hostile_archives(self):
        link = zipfile.ZipInfo("plugin.json")
        link.external_attr = 0o120777 << 16
        self.refuse(self.zipped(lambda a: a.writestr(link, "/etc/passwd")), "package.entry_link")
        self.refuse(self.zipped(lambda a: a.writestr("../../evil", "x")), "package.entry_name")
        self.refuse(self.zipped(lambda a: a.writestr("plugin.json", b"\0" * (50 << 20))), "package.entry_ratio")
        self.refuse(self.zipped(lambda a: a.writestr("plugin.json", os.urandom(1 << 20) * 100)), "package.order")

        def million(archive):
            for number in range(1_000_000):
                archive.writestr(f"views/{number}", "")
        begun = time.monotonic()
        file = self.zipped(million) if "ERPHOST_TEST_MILLION" in os.environ else self.zipped(
            lambda a: [a.writestr(f"views/{number}", "") for number in range(70_000)])
        made = time.monotonic()
        self.refuse(file, "package.too_many_entries")
        self.assertLess(time.monotonic() - made, max(30, made - begun))

    def test_3_signatures(self):
        self.refuse(self.shop.pack(self.shop.folder("1.1.0"), key=None), "package.unsigned")
        stranger = self.shop.new_key("stranger")
        self.refuse(self.shop.pack(self.shop.folder("1.1.0"), key=stranger), "package.unknown_signer")
        self.host.cli("trust", "add", f"{stranger}.pub")
        number = self.host.cli_json("trust", "list")[-1]["id"]
        self.host.cli("trust", "revoke", number, "--reason", "lost on a train")
        self.refuse(self.shop.pack(self.shop.folder("1.1.0"), key=stranger), "package.key_revoked")
        self.assertEqual(self.host.cli_json("trust", "list")[-1]["reason"], "lost on a train")

    def test_4_packages_that_do_not_fit(self):
        shop = self.shop
        self.refuse(shop.package("1.1.0", requires={"host": "99.0.0"}), "package.host_too_old")
        self.refuse(shop.package("1.1.0", reads=["unicorn"]), "package.entity_missing")
        self.refuse(shop.package("1.1.0", requires={"plugins": {"absent": "1.0.0"}}), "package.plugin_missing")
        self.refuse(shop.package("1.1.0", abi={"major": 1, "minor": 0}, requires={"plugins": {"survey": "99.0.0"}}),
                    "package.plugin_missing")
        foreign = shop.folder("1.1.0")
        lib = next((foreign / "lib").iterdir())
        target = foreign / "lib" / "windows-x86_64"
        lib.rename(target)
        (target / "steady.so").rename(target / "steady.dll")
        self.refuse(shop.pack(foreign), "package.platform_missing")
        self.refuse(shop.package("0.9.0", base="1.0.0"), "package.older")
        self.refuse(shop.package("1.0.0"), "package.installed")
        self.refuse(shop.package("1.1.0"), "package.exists", command="install")

    def test_5_plugins_that_fail_their_probe_or_migration(self):
        shop = self.shop
        self.refuse(shop.package("1.4.0"), "package.probe_failed")
        other = shop.folder("1.1.0", id="other")
        shutil.rmtree(other / "migrations")
        library = next((other / "lib").rglob("steady.so"))
        library.rename(library.with_name("other.so"))
        self.refuse(shop.pack(other), "plugin.id_mismatch", command="install")
        # The second step needs what only this host's store does not have twice: the first must not stay behind.
        half = shop.folder("1.1.0")
        (half / "migrations" / "0002_more.sql").write_text("CREATE TABLE steady_more (x BIGINT);\n")
        (half / "migrations" / "0003_broken.sql").write_text("CREATE TABLE steady_note (x BIGINT);\n")
        self.refuse(shop.pack(half), "store.sql")
        self.assertNotIn("steady_more", self.tables())
        destructive = shop.folder("1.1.0")
        (destructive / "migrations" / "0002_drop.sql").write_text("DROP TABLE steady_note;\n")
        self.refuse(shop.pack(destructive), "store.migration_not_expanding")
        # Unique over rows that are there and are not: passes on an empty store, fails on this one.
        self.execute("INSERT INTO steady_note (id, words) VALUES ('a', 'same'), ('b', 'same')")
        unique = shop.folder("1.1.0")
        (unique / "migrations" / "0002_more.sql").write_text("CREATE TABLE steady_more (x BIGINT);\n")
        (unique / "migrations" / "0003_unique.sql").write_text("CREATE UNIQUE INDEX steady_words ON steady_note (words);\n")
        self.refuse(shop.pack(unique), "store.duplicate")
        self.assertNotIn("steady_more", self.tables())

    def tables(self):
        return {row[0] for row in self.execute("SELECT name FROM sqlite_master")}

    def execute(self, sql):
        import sqlite3
        connection = sqlite3.connect(self.host.data / "store.db", timeout=20)
        try:
            with connection:
                return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def test_6_upgrade_and_back(self):
        shop = self.shop
        self.assertIn("holds", self.host.cli("plugin", "upgrade", str(shop.package("1.1.0")), "--yes"))
        self.serves("1.1.0")
        self.host.cli("plugin", "rollback", "steady")
        self.serves("1.0.0")
        self.assertEqual(self.listed()["versions"], ["1.2.0", "1.0.0", "1.1.0"])
        self.host.cli("plugin", "rollback", "steady", "--to", "1.1.0")
        self.serves("1.1.0")
        # On trial no other one is taken, but the way back is open.
        self.host.cli("plugin", "upgrade", str(shop.package("1.2.0")), "--yes", "--no-wait")
        self.serves("1.2.0")
        self.refuse(shop.package("1.2.1", base="1.2.0"), "package.on_trial")
        self.host.cli("plugin", "rollback", "steady")
        self.serves("1.1.0")
        self.assertFalse(self.listed()["onTrial"])
        # Without signing in nothing was lost: its rows are there.
        self.assertIn("steady_note", self.tables())

    def test_6_killed_while_installing(self):
        package, present = self.shop.package("1.2.0"), self.listed()
        listed = (self.host.data / "plugins.json").read_bytes()
        for place in ("unpacked", "probed", "migrated", "placed"):
            with self.subTest(place):
                done = subprocess.run([str(PROGRAM), "plugin", "upgrade", str(package), "--yes", "--data", str(self.host.data)],
                                      capture_output=True, encoding="utf-8", timeout=120,
                                      env={**os.environ, "ERPHOST_FAILPOINT": f"packages.{place}:1"})
                self.assertNotIn(done.returncode, (0, 1), done.stdout + done.stderr)
                self.assertEqual((self.host.data / "plugins.json").read_bytes(), listed)
                self.serves(present["version"])
        self.host.cli("plugin", "upgrade", str(package), "--yes", "--no-wait")
        self.serves("1.2.0")
        self.host.cli("plugin", "rollback", "steady")
        self.serves(present["version"])

    def test_7_one_that_crashes_after_five_seconds_goes_back_by_itself(self):
        present = self.listed()["version"]
        done = subprocess.run([str(PROGRAM), "plugin", "upgrade", str(self.shop.package("1.3.0")), "--yes", "--data",
                               str(self.host.data)], capture_output=True, encoding="utf-8", timeout=120,
                              env={**os.environ, "LC_ALL": "C.UTF-8"})
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertIn("[worker.exited]", done.stderr)
        self.serves(present)
        listed = self.listed()
        self.assertEqual((listed["version"], listed["onTrial"], listed["returned"]["version"]), (present, False, "1.3.0"))

    def test_8_a_changed_file_is_not_loaded(self):
        version = self.listed()["version"]
        library = next((self.host.data / "plugins" / "steady" / version / "lib").rglob("*.so"))
        content = library.read_bytes()
        # A new file in its place, as an attacker would: the old one is mapped by the running worker.
        library.unlink()
        library.write_bytes(content + b"\0")
        self.host.api("POST", "/plugins/steady/restart")
        until("it is refused", lambda: any(
            process["name"] == "plugin:steady" and (process["error"] or {}).get("code") == "package.installed_modified"
            for process in self.host.api("GET", "/overview")["processes"]), 30)
        self.assertEqual(self.listed()["trust"], "modified")
        library.unlink()
        library.write_bytes(content)
        self.host.api("POST", "/plugins/steady/restart")
        self.serves(version)

    def test_9_removal_exports_first(self):
        self.execute("INSERT INTO steady_note (id, words) VALUES ('last', '再见') ON CONFLICT (id) DO NOTHING")
        self.host.cli("plugin", "disable", "steady")
        self.assertIn("steady_note", self.tables())
        refused = subprocess.run([str(PROGRAM), "plugin", "remove", "steady", "--with-data", "--data", str(self.host.data)],
                                 input="y\nn\n", capture_output=True, encoding="utf-8", timeout=60)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("steady_note", self.tables())
        self.host.cli("plugin", "remove", "steady", "--yes-remove-data")
        self.assertNotIn("steady_note", self.tables())
        exported = next((self.host.data / "backups").glob("removed-steady-*/steady_note.jsonl"))
        rows = [json.loads(line) for line in exported.read_text(encoding="utf-8").splitlines()]
        self.assertIn({"id": "last", "words": "再见"}, rows)
        self.assertFalse((self.host.data / "plugins" / "steady").exists())
        # From the beginning again.
        self.host.cli("plugin", "install", str(self.shop.package("1.2.0")), "--yes", "--no-wait")
        self.serves("1.2.0")


if __name__ == "__main__":
    unittest.main()
