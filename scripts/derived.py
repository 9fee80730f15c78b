"""Texts put together from what is recorded already, without running anything: the passport and the error gallery."""

from pathlib import Path

from . import gallery, passport
from .faults import write_atomically


def stale(ledger: dict) -> dict[Path, bytes]:
    """The files that are not what they should be, and what they should be."""
    wanted = passport.texts(ledger) | gallery.texts()
    return {path: data for path, data in wanted.items() if not path.exists() or path.read_bytes() != data}


def write(ledger: dict) -> int:
    """Write what is stale; returns how many files that were."""
    changed = stale(ledger)
    for path, data in changed.items():
        write_atomically(path, data)
    return len(changed)
