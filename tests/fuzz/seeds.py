#!/usr/bin/python3
"""Where fuzzing begins: a package as erphost writes it, and its parts. seeds.py CORPUS"""
import hashlib
import json
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def write(corpus):
    manifest = (ROOT / "plugins" / "survey" / "plugin.json").read_bytes()
    version = json.loads(manifest)["version"]
    files = {"plugin.json": manifest, "lib/linux-x86_64/survey.so": b"library" * 100,
             "migrations/0001_a.sql": b"CREATE TABLE survey_a (x BIGINT);\n"}
    hashes = json.dumps({"format": 1, "id": "survey", "version": version, "files": [
        {"path": path, "size": len(files[path]), "sha256": hashlib.sha256(files[path]).hexdigest()}
        for path in sorted(files)]}).encode()
    signature = json.dumps({"format": 1, "key": "0" * 16, "ed25519": "A" * 86 + "=="}).encode()
    package = corpus / "package.ehp"
    with zipfile.ZipFile(package, "w") as archive:
        for name, content in [("plugin.json", files.pop("plugin.json")), ("hashes.json", hashes),
                              ("signature.json", signature), *files.items()]:
            entry = zipfile.ZipInfo(name)
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED if name.startswith("lib/") else zipfile.ZIP_STORED
            archive.writestr(entry, content)
    # The first byte says what the rest is.
    package.write_bytes(b"\0" + package.read_bytes())
    for name, content in [("manifest", manifest), ("hashes", hashes), ("signature", signature)]:
        (corpus / name).write_bytes(b"\1" + content)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
