"""The documented layers, chapter by chapter: the examples that their reference blocks are made of."""

from . import convolution, core, pooling, recurrent, transposed
from .entry import LANGUAGES, Entry

ENTRIES: tuple[Entry, ...] = (
    *convolution.ENTRIES, *transposed.ENTRIES, *pooling.ENTRIES, *recurrent.ENTRIES, *core.ENTRIES)


def entry(name: str) -> Entry:
    """The entry of a class; KeyError when it is not documented."""
    return {e.name: e for e in ENTRIES}[name]


__all__ = ["ENTRIES", "LANGUAGES", "Entry", "entry"]
