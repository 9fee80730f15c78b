"""Records what came, went or moved, with the scripts as they are now: `python -m scripts.scaffold.record`."""

import subprocess
import sys

from .. import products, update
from ..faults import Fault, Refused
from ..ledger import load, versions
from ..paths import DOCS, ROOT, SNIPPETS


def record() -> list[Fault]:
    """Run this module in a process of its own; returns a fault if that failed, after its own words."""
    done = subprocess.run([sys.executable, "-m", __name__], cwd=ROOT)
    return [Fault("scripts", 0, "not everything was recorded: see above", "make update")] if done.returncode else []


def _main() -> int:
    """Delete generated files that nothing makes any more, with folders that leaves empty; make what is stale."""
    made, _ = products.collect(versions(load()))
    for fault in products.strays(made):
        (ROOT / fault.file).unlink()
    for root in (DOCS, SNIPPETS):
        for folder in sorted((path for path in root.rglob("*") if path.is_dir()), reverse=True):
            if not any(folder.iterdir()):
                folder.rmdir()
    try:
        faults = update.remake([], without=("snippets/labs/",))
    except Refused as refused:
        faults = refused.faults
    print(*faults, sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(_main())
