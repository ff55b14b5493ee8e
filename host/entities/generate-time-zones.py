#!/usr/bin/env python3
"""Writes config/time-zones.json: IANA name -> POSIX rule of today, from the footers of this system's TZif files."""
import json
import os
import sys


def footers(base):
	for folder, _, files in os.walk(base):
		for file in files:
			path = os.path.join(folder, file)
			name = os.path.relpath(path, base).replace(os.sep, "/")
			if name.startswith(("posix/", "right/")) or name in ("localtime", "posixrules"):
				continue
			with open(path, "rb") as stream:
				content = stream.read()
			if content[:4] != b"TZif":
				continue
			rule = content.rstrip(b"\n").rsplit(b"\n", 1)[-1].decode("ascii")
			# Times before midnight (Greenland) are not in the POSIX standard: such a zone is unknown rather than wrong.
			if "/-" not in rule:
				yield name, rule


if len(sys.argv) != 2:
	sys.exit("usage: generate-time-zones.py <config/time-zones.json>")
with open(sys.argv[1], "w", encoding="utf-8", newline="\n") as target:
	json.dump(dict(sorted(footers("/usr/share/zoneinfo"))), target, indent="\t")
	target.write("\n")
