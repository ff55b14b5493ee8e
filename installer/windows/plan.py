#!/usr/bin/python3
"""plan.py IMAGE VERSION PLAN: writes the plan of installer/windows/erphost.wxs, filled in for the files below IMAGE, to PLAN.

Each file is a component of its own. Codes follow from version and path: the same input makes the same product.
"""
import hashlib
import sys
import uuid
from pathlib import Path
from xml.sax.saxutils import quoteattr

NAMESPACE = uuid.UUID("8d0f3c52-7b43-5d3e-9c1b-0e1a5a3c7e11")  # the upgrade code, which never changes
PROGRAM = "bin/erphost.exe"


def code(*words):
    return str(uuid.uuid5(NAMESPACE, "/".join(words))).upper()


def key(prefix, path):
    """An identifier of 72 characters at most: letters, digits, dot and underscore."""
    return prefix + hashlib.sha256(str(path).encode()).hexdigest()[:24]


class Plan:
    def __init__(self, image, version):
        self.image, self.version = image, version
        self.files, self.components = [], []

    def folder(self, folder, depth):
        indent = "\n" + "\t" * depth
        # Each folder is a component too, or one without files of its own would be left behind.
        place = folder.relative_to(self.image).as_posix()
        self.components.append(key("e", place))
        self.files.append(f"{indent}<Component Id=\"{key('e', place)}\" Guid=\"{code(self.version, place, 'folder')}\" Win64=\"yes\" "
                          "KeyPath=\"yes\"><CreateFolder/></Component>")
        for path in sorted(folder.iterdir()):
            below = path.relative_to(self.image).as_posix()
            name = quoteattr(path.name)
            if path.is_dir():
                self.files.append(f"{indent}<Directory Id=\"{key('d', below)}\" Name={name}>")
                self.folder(path, depth + 1)
                self.files.append(f"{indent}</Directory>")
                continue
            component = key("c", below)
            self.components.append(component)
            # Versions lie side by side: the same file of another version is another component.
            self.files.append(f"{indent}<Component Id=\"{component}\" Guid=\"{code(self.version, below)}\" Win64=\"yes\">"
                              f"<File Id=\"{key('f', below)}\" Name={name} Source={quoteattr(below)} KeyPath=\"yes\"/>"
                              "</Component>")


def main():
    image, version, target = Path(sys.argv[1]).resolve(), sys.argv[2], Path(sys.argv[3])
    if not (image / PROGRAM).is_file():
        sys.exit(f"{image} has no {PROGRAM}")
    plan = Plan(image, version)
    plan.folder(image, 6)
    text = (Path(__file__).parent / "erphost.wxs").read_text(encoding="utf-8")
    # All versions share the folder that they lie in.
    plan.components.append("PRODUCTDIR_folder")
    for word, value in {"PRODUCT_CODE": code("product", version), "VERSION": version, "PROGRAM": key("f", PROGRAM),
                        "SHARED": code("product", "folder"),
                        "FILES": "".join(plan.files),
                        "COMPONENTS": "".join(f"\n\t\t\t<ComponentRef Id=\"{name}\"/>" for name in plan.components)}.items():
        text = text.replace(f"@{word}@", value)
    target.write_text(text, encoding="utf-8")
    print(code("product", version))


if __name__ == "__main__":
    main()
