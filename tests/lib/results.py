"""Counts of test cases, appended to the file that tests/run sums up: name, passed, failed, skipped."""
import os


def record(name, passed, failed, skipped=0):
    path = os.environ.get("ERPHOST_TEST_RESULTS")
    if path:
        with open(path, "a", encoding="utf-8") as file:
            file.write(f"{name}\t{passed}\t{failed}\t{skipped}\n")
