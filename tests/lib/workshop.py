"""Where tests make plugin packages: a key, and a folder for each variant of the steady plugin's versions."""
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from host import BUILD, PROGRAM

VERSIONS = BUILD / "plugins-versions"


class Workshop:
    def __init__(self):
        self.root = Path(tempfile.mkdtemp(prefix="packages-", dir=os.environ.get("ERPHOST_TEST_TMP")))
        self.key = self.new_key("maker")

    def close(self):
        shutil.rmtree(self.root, ignore_errors=True)

    def run(self, *arguments, code=0):
        done = subprocess.run([str(PROGRAM), *map(str, arguments)], capture_output=True, encoding="utf-8", timeout=120,
                              env={**os.environ, "LC_ALL": "C.UTF-8"}, cwd=self.root)
        if done.returncode != code:
            raise AssertionError(f"{arguments}: {done.returncode} {done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def new_key(self, name):
        self.run("trust", "new-key", self.root / f"{name}.key", "--name", name)
        return self.root / f"{name}.key"

    def folder(self, version, base=None, **manifest):
        """The folder of a version, or of one made from another with a changed manifest."""
        folder = self.root / f"{version}-{len(list(self.root.iterdir()))}"
        shutil.copytree(VERSIONS / (base or version), folder)
        written = json.loads((folder / "plugin.json").read_text(encoding="utf-8"))
        written.update({"version": version, **manifest})
        (folder / "plugin.json").write_text(json.dumps(written, ensure_ascii=False), encoding="utf-8")
        return folder

    def pack(self, folder, key="own"):
        package = Path(str(folder) + ".ehp")
        self.run("plugin", "pack", folder, "-o", package, *([] if key is None else ["--key", self.key if key == "own" else key]))
        return package

    def package(self, version, **changes):
        return self.pack(self.folder(version, **changes))
