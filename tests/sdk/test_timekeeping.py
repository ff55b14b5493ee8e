"""The fifth plugin (rule book §6) as a stranger builds it: its folder alone, against the installed SDK alone. Its tests, the
validator, and a month in a host on the demo ERP: attendance comes out of the ERP, the list goes back into it."""
import datetime
import json
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
import unittest
from pathlib import Path

from demo import DemoHost
from host import BUILD, PROGRAM, ROOT, until

SOURCE = ROOT / "plugins" / "timekeeping"


def run(*command):
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
                          timeout=900, env={**os.environ, "LC_ALL": "C.UTF-8"})
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stdout[-4000:]}")
    return done.stdout


class Timekeeping(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="timekeeping-", dir=os.environ.get("ERPHOST_TEST_TMP")))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        shutil.copytree(SOURCE, cls.folder / "source")
        run("cmake", "--install", BUILD, "--component", "sdk", "--prefix", cls.folder / "sdk")
        run("cmake", "-S", cls.folder / "source", "-B", cls.folder / "build", f"-DCMAKE_PREFIX_PATH={cls.folder / 'sdk'}")
        run("cmake", "--build", cls.folder / "build", "--parallel", "2")
        cls.plugin = cls.folder / "build" / "plugins" / "timekeeping"

    def test_it_includes_nothing_of_the_host(self):
        for file in SOURCE.rglob("*.?pp"):
            for included in re.findall(r'#include\s+[<"]([^>"]+)', file.read_text(encoding="utf-8")):
                self.assertFalse(included.startswith(("host/", "sdk/", "../")), f"{file}: {included}")
        built = "\n".join(file.read_text(errors="replace") for file in (self.folder / "build").rglob("*.d"))
        self.assertNotIn(str(ROOT), built)

    def test_its_tests_pass_and_name_every_rule(self):
        self.assertIn("100% tests passed", run("ctest", "--test-dir", self.folder / "build", "--output-on-failure"))
        named = set(re.findall(r"\[(HR-\d\d)\]", (SOURCE / "tests" / "Rules.test.cpp").read_text(encoding="utf-8")))
        self.assertEqual(named, {f"HR-{number:02}" for number in range(1, 7)})

    def test_the_validator_finds_nothing(self):
        for seed in ("1", "2"):
            self.assertIn("timekeeping: 0 errors, 0 notes", run(PROGRAM, "plugin", "check", self.plugin, "--seed", seed))

    def test_a_month_from_the_erp_and_back_into_it(self):
        host = DemoHost(orders=20, go_live="2026-01-01")
        self.addCleanup(host.__exit__)
        fragment = json.loads((SOURCE / "demo" / "mapping.json").read_text(encoding="utf-8"))
        # The month before this one, so that it is over, whatever the day is.
        last = datetime.date.today().replace(day=1) - datetime.timedelta(days=1)
        first = last.replace(day=1)
        host.setup["goLiveDate"] = first.isoformat()
        with sqlite3.connect(host.erp) as erp:
            erp.executescript((SOURCE / "demo" / "erp.sql").read_text(encoding="utf-8"))
            branch, = erp.execute("SELECT GSBH FROM RYXX WHERE ZZBZ IN ('1', 'Y', 1) GROUP BY GSBH ORDER BY COUNT(*) DESC LIMIT 1").fetchone()
            people = [row[0].strip() for row in erp.execute("SELECT RYBH FROM RYXX WHERE GSBH = ? AND ZZBZ IN ('1', 'Y', 1) ORDER BY RYBH", (branch,))]
            day, entries = first, 0
            while day <= last:
                for index, person in enumerate(people):
                    if index == 1 and day == first + datetime.timedelta(days=9):
                        continue  # the second one misses a day
                    entries += 1
                    came = "08:42:00" if index == 0 and day == first else "08:20:00"
                    erp.execute("INSERT INTO KQJL VALUES (?, ?, ?, ?, ?, ?, ?, ?, '')", (f"K{entries:06}", branch, person, day.isoformat(),
                                day.isoformat(), came, day.isoformat(), "18:30:00"))
                day += datetime.timedelta(days=1)
        erp.close()
        # One file sets everything up: the plugin, the entity that it brings, and the record that it writes.
        host.setup["plugins"].append({"path": str(self.plugin)})
        host.setup["records"] = {**host.setup.get("records", {}), "attendance_month": "on"}
        for part in ("entities", "records"):
            host.mapping[part].update(fragment[part])
        host.start()
        month = first.isoformat()[:7]
        close = {"branchId": branch.strip(), "month": month}

        def lines():
            return {line["employee"]: line for line in host.every(f"/timekeeping/lines?month={month}&branch={branch.strip()}")}
        until("every entry is judged", lambda: sum(line["days"] for line in lines().values()) >= entries - 1, 120)
        until("the month's days are gone through", lambda: host.api("POST", "/timekeeping/months/close", close), 180)
        written = until("the list is in the ERP", lambda: (lambda rows: rows if len(rows) == len(lines()) else None)(self.rows(host.erp)), 60)
        for person, line in lines().items():
            row = written[person]
            self.assertEqual((row["CDCS"], row["CDJE"], row["KGTS"], row["RXBFB"]),
                             (line["late"], f"{line['lateFen'] // 100}.{line['lateFen'] % 100:02}", line["absent"], line["wagePercent"]), person)
        screens = {screen["name"] for screen in host.api("GET", "/screens")["items"]}
        self.assertEqual(screens, {"days", "leaves", "months"})

    @staticmethod
    def rows(file):
        with sqlite3.connect(file) as erp:
            erp.row_factory = sqlite3.Row
            return {row["RYBH"].strip(): row for row in erp.execute("SELECT * FROM EH_KQYB")}


if __name__ == "__main__":
    unittest.main()
