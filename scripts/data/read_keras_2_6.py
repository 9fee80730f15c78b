"""Reads the layer signatures of TF 2.6 from the keras 2.6.0 wheel, without running it.

    pip download --no-deps keras==2.6.0
    python scripts/data/read_keras_2_6.py keras-2.6.0-py2.py3-none-any.whl

writes scripts/data/keras_2_6.json. In TF 2.6, tf.keras is this package.
"""

import ast
import hashlib
import json
import sys
import zipfile
from pathlib import Path

API = "keras/api/_v2/keras/layers/__init__.py"


def main(wheel: str) -> None:
    archive = zipfile.ZipFile(wheel)
    exported = {}
    for node in ast.walk(ast.parse(archive.read(API))):
        if isinstance(node, ast.ImportFrom) and node.module.startswith("keras."):
            for alias in node.names:
                exported[alias.asname or alias.name] = (node.module, alias.name)
    found = {name: text for name, where in sorted(exported.items()) if (text := _signature(archive, *where))}
    data = {
        "source": f"{Path(wheel).name}, sha256 {hashlib.sha256(Path(wheel).read_bytes()).hexdigest()}",
        "read_by": "scripts/data/read_keras_2_6.py",
        "signatures": found,
    }
    target = Path(__file__).with_name("keras_2_6.json")
    target.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8", newline="\n")


def _signature(archive: zipfile.ZipFile, module: str, name: str) -> dict[str, str] | None:
    """Argument → default as source text ("" where it is required); None for what is not a class or function."""
    path = module.replace(".", "/") + ".py"
    if path not in archive.namelist():
        path = module.replace(".", "/") + "/__init__.py"
    nodes = {n.name: n for n in ast.parse(archive.read(path)).body if hasattr(n, "name")}
    node = nodes.get(name)
    while isinstance(node, ast.ClassDef):
        inits = [n for n in node.body if isinstance(n, ast.FunctionDef) and n.name == "__init__"]
        if inits:
            node = inits[0]
        else:
            bases = [b.id for b in node.bases if isinstance(b, ast.Name)]
            node = nodes.get(bases[0]) if bases else None
    return _arguments(node.args) if node else None


def _arguments(args: ast.arguments) -> dict[str, str]:
    names = [a.arg for a in args.args]
    defaults = [""] * (len(names) - len(args.defaults)) + [ast.unparse(d) for d in args.defaults]
    found = {n: d for n, d in zip(names, defaults, strict=True) if n != "self"}
    return found | ({f"**{args.kwarg.arg}": ""} if args.kwarg else {})


if __name__ == "__main__":
    main(sys.argv[1])
