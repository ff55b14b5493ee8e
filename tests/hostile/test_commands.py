"""Every command with wrong arguments: exit code 1 or 2, a message that says what is wrong, and nothing has changed."""
import hashlib
import os
import re
import subprocess
import unittest

from demo import DemoHost
from digest import digest

PLACEHOLDER = re.compile(r"\{[a-z]+\}")


class Commands(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.host = DemoHost(orders=30)
        cls.addClassCleanup(cls.host.__exit__)
        cls.host.apply()
        cls.host.cli("user", "add", "zhang", "--display-name", "张三", "--role", "technician:01")
        cls.host.cli("erp", "pull")
        cls.commands = list(cls.tree())

    @classmethod
    def call(cls, *arguments, language="C.UTF-8", data=None):
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "ERPHOST_DATA"))}
        environment.update(LANG=language, LC_ALL=language)
        environment["ERPHOST_DATA"] = cls.host.native(data or cls.host.data)
        done = subprocess.run([*cls.host.command, *arguments], capture_output=True, encoding="utf-8", errors="replace",
                              stdin=subprocess.DEVNULL, env=environment, timeout=60)
        return done.returncode, done.stdout + done.stderr

    @classmethod
    def tree(cls, path=()):
        """Every command that does something, with what it must be given and may be given, out of its own --help."""
        status, text = cls.call(*path, "--help")
        assert status == 0, text
        commands = re.search(r"^(?:Subcommands|SUBCOMMANDS):\n((?:  .*\n?)+)", text, re.MULTILINE)
        names = re.findall(r"^  ([a-z][\w-]*)", commands.group(1), re.MULTILINE) if commands else []
        for name in names:
            yield from cls.tree((*path, name))
        if not names:
            yield path, text

    def state(self):
        """Every file of the data folder and of the ERP, without what SQLite keeps beside a database."""
        found = {}
        for file in sorted([*self.host.data.rglob("*"), self.host.erp]):
            if file.is_file() and not file.name.endswith(("-wal", "-shm", ".lock")):
                # An order to sync stands in the store until it was carried out, or found to be nonsense.
                found[file] = digest(file, ["erp_command"]) if file.name == "store.db" else hashlib.sha256(
                    file.read_bytes()).hexdigest()
        return found

    def refused(self, *arguments, codes=(1, 2), says=None, data=None):
        for language, pattern in (("C.UTF-8", r"[A-Za-z]{3}"), ("zh_CN.UTF-8", "[\u4e00-\u9fff]")):
            with self.subTest(command=" ".join(str(argument)[:60] for argument in arguments), language=language):
                status, text = self.call(*arguments, language=language, data=data)
                self.assertIn(status, codes, text)
                self.assertRegex(text, pattern)
                self.assertNotRegex(text, PLACEHOLDER)
                for word in ("terminate", "what():", "Traceback", "exception"):
                    self.assertNotIn(word, text)
                if says:
                    self.assertIn(says, text)

    def test_1_arguments_that_no_command_takes(self):
        before = self.state()
        self.assertGreater(len(self.commands), 20)
        self.refused(codes=(2,))
        self.refused("nonsense", codes=(2,))
        for path, text in self.commands:
            needed = re.findall(r"^  (\S+) .*(?:REQUIRED|必填)", text, re.MULTILINE)
            values = [part for name in needed for part in ((name, "1") if name.startswith("-") else ("1",))]
            self.refused(*path, *values, "--nonsense", codes=(2,), says="--nonsense")
            if needed:
                self.refused(*path, codes=(2,), says=needed[0].lstrip("-"))
            for option, kind in re.findall(r"^  (?:-\w,)?(--[\w-]+) (INT|UINT|FLOAT)", text, re.MULTILINE):
                self.refused(*path, *values, option, "many", codes=(2,), says=option)
        self.assertEqual(self.state(), before)

    def test_2_a_data_folder_that_is_not_there(self):
        nowhere = self.host.base / "nowhere"
        for path, text in self.commands:
            # init and apply make the folder; a worker is started by its supervisor, which has looked.
            if "--data" in text and path[0] not in ("init", "apply", "worker"):
                needed = [name for name in re.findall(r"^  (\S+) .*(?:REQUIRED|必填)", text, re.MULTILINE)]
                values = [part for name in needed for part in ((name, "1") if name.startswith("-") else ("1",))]
                self.refused(*path, *values, data=nowhere)
                self.assertFalse(nowhere.exists(), path)
        self.assertFalse(nowhere.exists())

    def test_3_things_that_do_not_exist_and_values_that_mean_nothing(self):
        before = self.state()
        file = self.host.base / "broken.json"
        file.write_text('{"mapping": ', encoding="utf-8")
        for arguments in [
            ("user", "add", "ZHANG SAN", "--display-name", "x"), ("user", "add", "zhang", "--display-name", "再来一次"),
            ("user", "add", "li", "--display-name", "李", "--role", "king"), ("user", "add", "li", "--display-name", "李", "--role", "technician:"),
            ("user", "reset", "nobody"), ("user", "disable", "nobody"),
            ("plugin", "add", str(self.host.base / "nowhere")), ("plugin", "add", str(self.host.build / "plugins" / "survey")),
            ("plugin", "add", str(self.host.build / "plugins-hostile" / "broken_manifest")),
            ("plugin", "enable", "nonsense"), ("plugin", "disable", "nonsense"), ("plugin", "remove", "nonsense"),
            ("apply", str(file)), ("apply", str(self.host.base / "nowhere.json")), ("apply", "--check", str(file)),
            ("erp", "pull", "nonsense"), ("erp", "replay", "nonsense"), ("backup", "verify", str(file)),
            ("restore", str(file)), ("restore", str(self.host.base / "nowhere")),
            ("demo-erp", "--file", str(self.host.erp), "--orders", "10"),
            ("demo-erp", "--file", str(self.host.base / "no" / "folder.db"), "--orders", "10"),
            ("demo-erp", "--file", str(self.host.base / "new.db"), "--orders", "-1"),
            ("demo-erp", "--file", str(self.host.base / "new.db"), "--time-zone", "Mars/Base"),
        ]:
            if self.known(arguments):
                self.refused(*arguments)
                self.assertEqual(self.state(), before, arguments)
        self.assertFalse((self.host.base / "new.db").exists())

    def known(self, arguments):
        """Whether there is such a command in this version."""
        return any(tuple(arguments[:len(path)]) == path for path, _ in self.commands)

    def test_4_broken_files_in_the_data_folder(self):
        for name in ("host.json", "secrets.json", "plugins.json", "erp.json"):
            file = self.host.data / name
            kept = file.read_bytes()
            try:
                for broken in (b"", b"{", b"[1,2]", b"\xff\xfe"):
                    file.write_bytes(broken)
                    commands = {"host.json": [("serve",)], "plugins.json": [("serve",), ("plugin", "list")],
                                "secrets.json": [("erp", "check")], "erp.json": [("erp", "check")]}[name]
                    for command in commands:
                        self.refused(*command)
            finally:
                file.write_bytes(kept)


if __name__ == "__main__":
    unittest.main()
