"""erphost for Windows under Wine; tests/windows/run makes the Wine."""
import contextlib
import os
import signal
import subprocess
from pathlib import Path

from host import ROOT, Host


def windows_build():
    return Path(os.environ.get("ERPHOST_WINDOWS_BUILD", ROOT / "build" / "windows"))


def native(path):
    """A path of this machine as a Windows program writes it."""
    return "Z:" + str(path).replace("/", "\\")


class WindowsHost(Host):
    build = windows_build()
    command = ("wine", str(build / "bin" / "erphost.exe"))
    stop_signal = signal.SIGINT  # Wine makes Ctrl-C of it
    native = staticmethod(native)


def windows_processes(words=""):
    """Process ids and command lines of our programs that run in this Wine."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            line = entry.read_bytes().replace(b"\0", b" ").decode(errors="replace")
            environment = (entry.parent / "environ").read_bytes().split(b"\0")
            # The program first: installers and shells name it too.
            if ("erphost.exe" in line.split(".exe")[0] + ".exe" and words in line and
                    f"WINEPREFIX={os.environ['WINEPREFIX']}".encode() in environment):
                found[int(entry.parent.name)] = line
    return found


def wine(*words, codes=(0,), seconds=300):
    """Runs a Windows program, returns what it printed. Exit codes have 8 bits here."""
    done = subprocess.run(["wine", *map(str, words)], stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds)
    text = (done.stdout + done.stderr).decode(errors="replace").replace("\r", "")
    if codes is not None and done.returncode not in codes:
        raise AssertionError(f"wine {' '.join(map(str, words))} ended with {done.returncode}:\n{text[-3000:]}")
    return text


def registry_has(key):
    done = subprocess.run(["wine", "reg", "query", key], stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    return done.returncode == 0
