#!/usr/bin/python3
"""Properties that every file of the project has; each check counts as one test.

Formatting, file length, rule ids that exist and are proven, no path of a developer's machine, no merge leftovers.
"""
import os
import re
import subprocess
import sys
from pathlib import Path

from results import record

ROOT = Path(__file__).resolve().parents[2]
CPP = {".cpp", ".hpp", ".h"}
SOURCE = CPP | {".py", ".ts", ".mts", ".mjs", ".vue", ".sql", ".sh", ".cmake", ".css"}
MAXIMUM_LINES = 500
# The plugins that are there prove all their rules, in a tag of a test; of the rules between the plugins those that they take part in.
PROVEN_FAMILIES = ("SV", "CP", "FE", "PT", "HR")
PROVEN_RULES = {"X-01", "X-02", "X-03", "X-04", "X-05", "X-06", "X-07", "X-08"}
MACHINE_PATH = re.compile(r"(?<![\w.$}\"'/-])/(?:work|root|home)/[\w.-]+|/tmp/[a-z]+-helper")
TOP_LEVEL = {"CMakeLists.txt", "CMakePresets.json", "vcpkg.json", "LICENSE", "README.md", "host", "plugins", "sdk", "config",
             "tests", "installer"}


def project_files():
    """What belongs to the project: known to git or about to be; without git, all but what is built."""
    listed = subprocess.run(["git", "-c", f"safe.directory={ROOT}", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT,
                            capture_output=True) if (ROOT / ".git").exists() else None
    if listed and listed.returncode == 0:
        names = [name for name in listed.stdout.decode().split("\0") if name]
        return [Path(name) for name in names if (ROOT / name).is_file()]
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in {"build", "node_modules", "dist", "__pycache__", ".git"}]
        found += [(Path(folder) / name).relative_to(ROOT) for name in names]
    return found


def text_of(file):
    return (ROOT / file).read_text(encoding="utf-8", errors="replace")


def is_script(file):
    return file.suffix == "" and (ROOT / file).read_bytes()[:2] == b"#!"


def check_formatting(files):
    """clang-format agrees with every C++ file."""
    sources = [str(file) for file in files if file.suffix in CPP]
    bad = []
    for begin in range(0, len(sources), 50):
        done = subprocess.run(["clang-format-14", "--dry-run", "-Werror", *sources[begin:begin + 50]], cwd=ROOT,
                              capture_output=True, text=True)
        if done.returncode != 0:
            bad += sorted({line.split(":")[0] + ": not as .clang-format has it" for line in done.stderr.splitlines()
                           if "clang-format-violations" in line}) or [done.stderr[:500]]
    return bad


def check_length(files):
    """No source file is too long to be read."""
    bad = []
    for file in files:
        if file.suffix in SOURCE or is_script(file):
            lines = text_of(file).count("\n")
            if lines > MAXIMUM_LINES:
                bad.append(f"{file}: {lines} lines, at most {MAXIMUM_LINES}")
    return bad


def check_machine_paths(files):
    """Nothing names a folder of the machine it was written on."""
    bad = []
    for file in files:
        if file.suffix in {".xz", ".png", ".ico", ".woff2"} or file.name == "package-lock.json":
            continue
        for number, line in enumerate(text_of(file).splitlines(), 1):
            match = MACHINE_PATH.search(line)
            if match:
                bad.append(f"{file}:{number}: {match.group(0)}")
    return bad


def rule_ids():
    return set(re.findall(r"\b[A-Z]{1,2}-\d{2}\b", (ROOT / "plugins" / "RULES.md").read_text(encoding="utf-8")))


def check_rule_ids_exist(files):
    """Every rule id that the code names is in the rule book."""
    known = rule_ids()
    prefixes = {rule.split("-")[0] for rule in known}
    bad = []
    for file in files:
        if file.suffix in CPP | {".py", ".ts", ".vue", ".mjs", ".sql"}:
            for number, line in enumerate(text_of(file).splitlines(), 1):
                for rule in re.findall(r"\b([A-Z]{2}-\d{2})\b(?!-?\d)", line):
                    if rule.split("-")[0] in prefixes and rule not in known:
                        bad.append(f"{file}:{number}: {rule} is not in plugins/RULES.md")
    return bad


def check_rules_are_proven(files):
    """Every rule of the plugins that are there stands in the tag of a test."""
    wanted = PROVEN_RULES | {rule for rule in rule_ids() if rule.split("-")[0] in PROVEN_FAMILIES}
    named = set()
    for file in files:
        if "test" in str(file).lower() and file.suffix in SOURCE:
            named |= set(re.findall(r"\[([A-Z]{1,2}-\d{2})\]", text_of(file)))
    return [f"{rule}: no test names it" for rule in sorted(wanted - named)]


def check_statement_names(files):
    """No two named statements of a namespace share their constant or their name: the linker would silently take one of them."""
    seen, bad = {}, []
    for file in files:
        if file.suffix == ".hpp":
            content = text_of(file)
            space = re.search(r"^namespace ([\w:]*sql) \{", content, re.MULTILINE)
            for constant, name in re.findall(r"inline constexpr Sql (k\w+)\{\s*\"([^\"]+)\"", content) if space else ():
                for key in ((space.group(1), constant), (space.group(1), name)):
                    if key in seen:
                        bad.append(f"{file}: {key[1]} is in {seen[key]} too")
                    seen[key] = file
    return bad


def check_leftovers(files):
    """No merge marker, no trailing blank, no Windows line end in a source file."""
    bad = []
    for file in files:
        if file.suffix in SOURCE | {".json", ".txt"} or is_script(file):
            raw = (ROOT / file).read_bytes()
            if b"\r\n" in raw:
                bad.append(f"{file}: Windows line ends")
            for number, line in enumerate(raw.split(b"\n"), 1):
                if line.startswith((b"<<<<<<< ", b">>>>>>> ")):
                    bad.append(f"{file}:{number}: merge marker")
                elif line.rstrip(b"\r") != line.rstrip(b"\r").rstrip(b" \t") and file.suffix != ".md":
                    bad.append(f"{file}:{number}: blanks at the end of the line")
    return bad


def check_scripts(files):
    """Every shell script parses, and can be started."""
    bad = []
    for file in files:
        if is_script(file) or file.suffix == ".sh":
            first = text_of(file).splitlines()[0] if text_of(file) else ""
            if "bash" in first or first.endswith("/sh"):
                done = subprocess.run(["bash", "-n", str(file)], cwd=ROOT, capture_output=True, text=True)
                if done.returncode != 0:
                    bad.append(done.stderr.strip())
            if is_script(file) and not os.access(ROOT / file, os.X_OK):
                bad.append(f"{file}: not executable")
    return bad


def check_top_level(files):
    """The top level of the repository is what the design says, and dotfiles."""
    seen = {file.parts[0] for file in files}
    return [f"{name}: does not belong at the top level" for name in sorted(seen) if name not in TOP_LEVEL and name[0] != "."]


def main():
    files = project_files()
    checks = [check_formatting, check_length, check_machine_paths, check_rule_ids_exist, check_rules_are_proven,
              check_statement_names, check_leftovers, check_scripts, check_top_level]
    failed = 0
    for check in checks:
        bad = check(files)
        print(f"  {'FAILED' if bad else 'passed'}  {check.__doc__}")
        for line in bad[:30]:
            print(f"      {line}")
        if len(bad) > 30:
            print(f"      … and {len(bad) - 30} more")
        failed += bool(bad)
    record("style", len(checks) - failed, failed)
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
