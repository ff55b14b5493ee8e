#!/usr/bin/python3
"""Runs the Python scenarios below a folder: scenarios.py FOLDER [name part …].

A scenario file is test_*.py with unittest cases. They import what they share from tests/lib and tests/servers.
"""
import importlib.util
import sys
import time
import unittest
from pathlib import Path

from results import record

ROOT = Path(__file__).resolve().parents[2]


class Result(unittest.TextTestResult):
    """One line a test, with its seconds."""

    def startTest(self, test):
        self._begun = time.monotonic()
        unittest.TestResult.startTest(self, test)

    def _line(self, mark, test, reason=""):
        print(f"  {mark:7} {time.monotonic() - self._begun:7.1f} s  {test.id()}{reason}", flush=True)

    def addSuccess(self, test):
        self._line("passed", test)

    def addError(self, test, error):
        unittest.TestResult.addError(self, test, error)
        self._begun = getattr(self, "_begun", time.monotonic())
        self._line("FAILED", test)
        print(self.errors[-1][1], flush=True)

    def addFailure(self, test, error):
        unittest.TestResult.addFailure(self, test, error)
        self._line("FAILED", test)
        print(self.failures[-1][1], flush=True)

    def addSubTest(self, test, subtest, error):
        unittest.TestResult.addSubTest(self, test, subtest, error)
        if error is not None:
            self._line("FAILED", subtest)
            print((self.failures if issubclass(error[0], test.failureException) else self.errors)[-1][1], flush=True)

    def addSkip(self, test, reason):
        unittest.TestResult.addSkip(self, test, reason)
        self._begun = getattr(self, "_begun", time.monotonic())
        self._line("skipped", test, f": {reason}")


def main():
    folder = (ROOT / sys.argv[1]).resolve()
    names = sys.argv[2:]
    sys.path[:0] = [str(ROOT / "tests" / "lib"), str(ROOT / "tests" / "servers")]
    bad = False
    files = sorted(file for file in folder.rglob("test_*.py") if not names or any(name in file.name for name in names))
    for file in files:
        title = f"{folder.name}/{file.relative_to(folder)}"
        print(title, flush=True)
        try:
            spec = importlib.util.spec_from_file_location(file.stem, file)
            module = importlib.util.module_from_spec(spec)
            sys.modules[file.stem] = module
            spec.loader.exec_module(module)
        except Exception as error:  # a file that cannot be loaded is a failed test, not the end of all
            print(f"  FAILED to load: {error!r}", flush=True)
            record(title, 0, 1)
            bad = True
            continue
        suite = unittest.defaultTestLoader.loadTestsFromModule(module)
        result = unittest.TextTestRunner(stream=open("/dev/null", "w"), resultclass=Result, verbosity=0).run(suite)
        failed = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
        skipped = len(result.skipped)
        record(title, max(result.testsRun - failed - skipped, 0), failed, skipped)
        bad = bad or failed > 0
    if not files:
        print(f"no scenarios in {folder}")
        record(f"{folder.name}, scenarios: nothing to run", 0, 0)
    sys.exit(bad)


if __name__ == "__main__":
    main()
