"""The SDK as others get it: installed into a folder of its own, a plugin built against that and nothing else, its unit test
on the mock host, and the plugin at work in a real host."""
import json
import os
import shutil
import subprocess
import tempfile
import unittest
import urllib.parse
from pathlib import Path

from demo import DemoHost
from host import BUILD, HttpProblem, until

SOURCE = Path(__file__).parent / "remarks"


class InstalledSdk(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="sdk-", dir=os.environ.get("ERPHOST_TEST_TMP")))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.sdk = cls.folder / "sdk"
        # Away from this repository: nothing of it can be found by a relative path.
        shutil.copytree(SOURCE, cls.folder / "remarks")
        cls.build = cls.folder / "build"
        cls.run_command("cmake", "--install", BUILD, "--component", "sdk", "--prefix", cls.sdk)
        cls.run_command("cmake", "-S", cls.folder / "remarks", "-B", cls.build, "-DCMAKE_BUILD_TYPE=Release",
                        f"-DCMAKE_PREFIX_PATH={cls.sdk}")
        cls.run_command("cmake", "--build", cls.build, "--parallel", "2")

    @staticmethod
    def run_command(*command):
        done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              encoding="utf-8", timeout=600)
        if done.returncode != 0:
            raise AssertionError(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stdout[-4000:]}")
        return done.stdout

    def test_the_installed_tree_names_nothing_of_the_build(self):
        for file in self.sdk.rglob("*"):
            if file.is_file():
                text = file.read_text(encoding="utf-8", errors="replace")
                self.assertNotIn(str(BUILD), text, file)
                self.assertNotIn(str(SOURCE.parents[2]), text, file)

    def test_every_header_of_the_contract_is_installed(self):
        installed = {file.relative_to(self.sdk / "include") for file in (self.sdk / "include").rglob("*.h*")}
        ours = SOURCE.parents[2] / "sdk" / "include"
        self.assertEqual(installed, {file.relative_to(ours) for file in ours.rglob("*.h*")})

    def test_its_unit_test_passes_on_the_mock_host(self):
        self.run_command("ctest", "--test-dir", self.build, "--output-on-failure")

    def test_the_library_needs_nothing_of_the_host(self):
        [library] = (self.build / "plugins" / "remarks" / "lib").rglob("remarks.so")
        needed = [line.split("[")[1].rstrip("]") for line in self.run_command("readelf", "-d", library).splitlines()
                  if "(NEEDED)" in line]
        self.assertFalse([name for name in needed if not name.startswith(("libstdc++", "libc.", "libgcc", "libm."))], needed)
        exported = [line.split()[-1] for line in self.run_command("nm", "-D", "--defined-only", library).splitlines()
                    if " T " in line]
        self.assertEqual(exported, ["erphost_plugin"])

    def test_it_works_in_a_real_host(self):
        host = DemoHost(orders=30)
        self.addCleanup(host.__exit__)
        host.apply()
        host.cli("plugin", "add", str(self.build / "plugins" / "remarks"))
        host.start()
        until("the plugin is ready", lambda: {process["name"]: process["state"] for process in host.api(
            "GET", "/overview")["processes"]}.get("plugin:remarks") == "ready", 30)
        document = host.api("GET", "/openapi.json")
        self.assertIn("/api/v1/remarks/orders/{order}/remarks", json.dumps(document))
        # Tasks that are open come of work orders; those of the old register may be there before their orders are.
        rows = until("orders have arrived", lambda: [task for task in host.api("GET", "/survey/tasks?state=open")["items"]
                                                     if task["kind"] == "work_order"], 60)
        path = f"/remarks/orders/{urllib.parse.quote(rows[0]['orderKey'], safe='')}/remarks"
        self.assertEqual(host.api("POST", path, {"words": "下午五点以后再打"}), {"words": "下午五点以后再打"})
        self.assertEqual([item["words"] for item in host.api("GET", path)["items"]], ["下午五点以后再打"])
        with self.assertRaises(HttpProblem) as refused:
            host.api("POST", "/remarks/orders/none/remarks", {"words": "x"})
        self.assertEqual((refused.exception.status, refused.exception.problem["title"]), (404, "没有这张工单"))


if __name__ == "__main__":
    unittest.main()
