"""`erphost plugin new`, as its README says it: written, built against the installed SDK alone, tested, checked, packed, signed,
installed from the file, at work in a host with its table, route, job and screen. Nothing is edited in between."""
import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from demo import DemoHost
from host import BUILD, PROGRAM, HttpProblem, until


def run(*command, cwd=None, codes=(0,), language="C.UTF-8"):
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=cwd,
                          encoding="utf-8", timeout=900, env={**os.environ, "LC_ALL": language})
    if done.returncode not in codes:
        raise AssertionError(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stdout[-4000:]}")
    return done.stdout


class NewPlugin(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="new-", dir=os.environ.get("ERPHOST_TEST_TMP")))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        run("cmake", "--install", BUILD, "--component", "sdk", "--prefix", cls.folder / "sdk")
        run(PROGRAM, "plugin", "new", "dates", "--name-zh", '到期"提醒"', "--name-en", "Due dates @ID@", cwd=cls.folder)
        cls.source = cls.folder / "dates"
        cls.build = cls.folder / "build"
        run("cmake", "-S", cls.source, "-B", cls.build, f"-DCMAKE_PREFIX_PATH={cls.folder / 'sdk'}", "-DCMAKE_CXX_FLAGS=-Werror")
        run("cmake", "--build", cls.build, "--parallel", "2")
        cls.plugin = cls.build / "plugins" / "dates"

    def test_no_placeholder_is_left(self):
        for file in self.source.rglob("*"):
            if file.is_file():
                # The English name has what looks like one, and is no place to look into.
                self.assertNotRegex(file.read_text(encoding="utf-8").replace("Due dates @ID@", ""), "@[A-Z_]+@", file)
        manifest = json.loads((self.source / "plugin.json").read_text(encoding="utf-8"))
        self.assertEqual(manifest["name"], {"zh": '到期"提醒"', "en": "Due dates @ID@"})

    def test_its_test_passes(self):
        self.assertIn("100% tests passed", run("ctest", "--test-dir", self.build, "--output-on-failure"))

    def test_the_validator_finds_nothing(self):
        self.assertIn("0", run(PROGRAM, "plugin", "check", self.plugin, "--seed", "7"))

    def test_refusals_write_nothing(self):
        for arguments, words in ((["Dates"], "cannot be a plugin's id"), (["erp"], "cannot be a plugin's id"),
                                 (["dates"], "something in the folder"), (["good", "--name-zh", "a\tb"], "name")):
            with self.subTest(arguments=arguments):
                self.assertIn(words, run(PROGRAM, "plugin", "new", *arguments, cwd=self.folder, codes=(1,)))
        self.assertEqual({entry.name for entry in self.folder.iterdir()} - {"sdk", "dates", "build", "own.key", "own.key.pub", "dates-0.1.0.ehp"}, set())

    def test_packed_and_installed_it_works(self):
        key, package = self.folder / "own.key", self.folder / "dates-0.1.0.ehp"
        run(PROGRAM, "trust", "new-key", key, "--name", "own")
        run(PROGRAM, "plugin", "pack", self.plugin, "--key", key, "-o", package)
        host = DemoHost(orders=20)
        self.addCleanup(host.__exit__)
        host.apply()
        host.cli("trust", "add", str(key) + ".pub")
        host.cli("plugin", "install", str(package), "--yes")
        host.start()
        until("the plugin is ready", lambda: {process["name"]: process["state"] for process in host.api(
            "GET", "/overview")["processes"]}.get("plugin:dates") == "ready", 30)

        [screen] = host.api("GET", "/screens")["items"]
        self.assertEqual((screen["plugin"], screen["name"], screen["list"]["path"]), ("dates", "reminders", "/reminders"))
        self.assertEqual([form["name"] for form in screen["forms"]], ["add", "done"])
        made = host.api("POST", "/dates/reminders", {"branchId": "01", "what": "灭火器年检", "dueOn": "2099-01-01"})
        again = {"Idempotency_Key": "one-key-for-both"}
        for _ in range(2):
            host.api("POST", "/dates/reminders", {"branchId": "01", "what": "压力容器", "dueOn": "2099-01-02"}, **again)
        rows = host.every("/dates/reminders")
        self.assertEqual([row["what"] for row in rows], ["灭火器年检", "压力容器"])
        with self.assertRaises(HttpProblem) as refused:
            host.api("POST", "/dates/reminders", {"branchId": "01", "what": "x", "dueOn": "2020-01-01"})
        self.assertEqual((refused.exception.status, refused.exception.problem["title"]), (400, "日期已经过去"))
        host.api("POST", f"/dates/reminders/{made['id']}/done", {})
        self.assertEqual([row["state"] for row in host.every("/dates/reminders?state=done")], ["done"])

        host.api("POST", "/plugins/dates/disable")
        until("its screen is gone with it", lambda: not host.api("GET", "/screens")["items"], 15)


if __name__ == "__main__":
    unittest.main()
