"""What was recorded from what: one line a product, so that a stale one is known without running it."""

import hashlib
import json
from importlib import metadata

from .faults import Fault, Refused, write_atomically
from .paths import LEDGER, relative
from .snippets import read_text

LIBRARIES = ("tensorflow", "keras", "numpy", "matplotlib")


def load() -> dict:
    """The ledger: {"checked": date, "versions": {library: version}, "products": and "measured": {name: hash}}."""
    if not LEDGER.exists():
        return {"checked": "", "versions": {}, "products": {}}
    try:
        return json.loads(read_text(LEDGER))
    except json.JSONDecodeError as error:
        cure = f"git checkout -- {relative(LEDGER)}, then `make update`"
        raise Refused(Fault(relative(LEDGER), error.lineno, f"not JSON: {error.msg}", cure)) from None


def save(ledger: dict) -> None:
    write_atomically(LEDGER, (json.dumps(ledger, indent=1, sort_keys=True) + "\n").encode())


def versions(ledger: dict) -> dict[str, str]:
    """The installed versions, read without importing; where nothing is installed, the recorded ones."""
    return {name: _installed(name) or ledger["versions"].get(name, "") for name in LIBRARIES}


def _installed(name: str) -> str:
    for distribution in (name, f"{name}-cpu"):
        try:
            return metadata.version(distribution)
        except metadata.PackageNotFoundError:
            continue
    return ""


def digest(*parts: str | bytes) -> str:
    """A hash over the parts and their borders."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()[:32]
