"""A plugin that was built once, with the SDK of that day, runs in this build: loaded as it lies in the repository, never built
again (tests/sdk/kept/README.md)."""
import os
import platform
import subprocess
import unittest
from pathlib import Path

from demo import DemoHost
from host import PROGRAM, HttpProblem, until

KEPT = Path(__file__).parent / "kept"
LIBRARY = KEPT / "lib" / "linux-x86_64" / "kept.so"


@unittest.skipUnless(platform.system() == "Linux" and platform.machine() == "x86_64", "the kept library is for linux-x86_64")
class KeptPlugin(unittest.TestCase):
    def test_it_is_small_and_imports_nothing_of_the_host(self):
        self.assertLess(LIBRARY.stat().st_size, 200_000)
        needed = [line.split("[")[1].rstrip("]") for line in subprocess.run(["readelf", "-d", LIBRARY], check=True, capture_output=True,
                  encoding="utf-8").stdout.splitlines() if "(NEEDED)" in line]
        self.assertFalse([name for name in needed if not name.startswith(("libstdc++", "libc.", "libgcc", "libm."))], needed)

    def test_the_validator_finds_nothing(self):
        done = subprocess.run([PROGRAM, "plugin", "check", KEPT, "--seed", "3"], capture_output=True, encoding="utf-8", timeout=300,
                              env={**os.environ, "LC_ALL": "C.UTF-8"})
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("kept: 0 errors, 0 notes", done.stdout)

    def test_each_service_answers_it(self):
        host = DemoHost(orders=20)
        self.addCleanup(host.__exit__)
        host.apply()
        host.cli("plugin", "add", str(KEPT))
        host.start()
        until("the plugin is ready", lambda: {process["name"]: process["state"] for process in host.api(
            "GET", "/overview")["processes"]}.get("plugin:kept") == "ready", 30)
        picture = {"noon": True, "due": True, "holiday": True, "calendar": True, "word": "first", "bytes": 67, "goLive": "2026-06-01",
                   "caller": "known"}
        self.assertEqual(host.api("POST", "/kept/acts", {}), picture)
        with self.assertRaises(HttpProblem) as refused:
            host.api("POST", "/kept/acts", {"refuse": True})
        self.assertEqual(refused.exception.problem["code"], "kept.refused")
        until("its event, its watch and its job ran", lambda: {"event", "watch", "job"} <= set(host.api("GET", "/kept/seen")), 60)
        self.assertEqual(host.api("GET", "/kept/seen")["event"], 1)


if __name__ == "__main__":
    unittest.main()
