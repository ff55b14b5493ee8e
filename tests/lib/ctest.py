#!/usr/bin/python3
"""Runs the CTest programs of a label and counts their Catch2 test cases: ctest.py BUILD LABEL [TITLE].

A test case that cannot run prints a line "skipped: reason"; it counts as skipped, not as passed.
"""
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
from pathlib import Path

from results import record

ALL_PASSED = re.compile(r"All tests passed \(.*? in (\d+) test cases?\)")
COUNTS = re.compile(r"^test cases:\s+(\d+)(.*)$", re.MULTILINE)
SKIPPED = re.compile(r"^\s*skipped: ", re.MULTILINE)


def cases(output, succeeded):
    """(passed, failed, skipped) of one program; a program that died without a summary is one failure."""
    skipped = len(SKIPPED.findall(output))
    match = ALL_PASSED.search(output)
    if match and succeeded:
        return int(match.group(1)) - skipped, 0, skipped
    match = COUNTS.search(output)
    if match:
        failed = re.search(r"(\d+) failed", match.group(2))
        failed = int(failed.group(1)) if failed else 0
        if not succeeded:
            failed = max(failed, 1)
        return max(int(match.group(1)) - failed - skipped, 0), failed, skipped
    return (1, 0, skipped) if succeeded else (0, 1, skipped)


def main():
    build, label = sys.argv[1:3]
    title = sys.argv[3] if len(sys.argv) > 3 else label
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        # Two programs at a time only where nothing measures time or shares a server.
        subprocess.run(["ctest", "--test-dir", build, "-L", f"^{label}$", "-j", "2" if label == "unit" else "1",
                        "--output-on-failure", "--no-tests=ignore", "--output-junit", str(report),
                        "--test-output-size-passed", "1000000", "--test-output-size-failed", "1000000"])
        tests = xml.parse(report).getroot().iter("testcase") if report.exists() else []
        bad = False
        found = False
        for test in tests:
            found = True
            output = "".join(test.findtext("system-out") or "")
            passed, failed, skipped = cases(output, test.get("status") == "run")
            record(f"{title}/{test.get('name')}", passed, failed, skipped)
            bad = bad or failed > 0
    if not found:
        print(f"no programs with label {label}")
        record(f"{title}, C++: nothing to run", 0, 0)
    sys.exit(bad)


if __name__ == "__main__":
    main()
