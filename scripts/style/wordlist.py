"""The project's own words, one a line, sorted: read, added to, pruned, searched for the nearest."""

import difflib
from collections.abc import Iterable

from ..faults import write_atomically
from ..paths import SCRIPTS


def path(language: str):
    return SCRIPTS / "data" / f"words.{language}.txt"


def load(language: str) -> frozenset[str]:
    return frozenset(path(language).read_text(encoding="utf-8").split())


def save(language: str, words: Iterable[str]) -> None:
    write_atomically(path(language), "".join(f"{word}\n" for word in sorted(words)).encode())


def near(word: str, words: Iterable[str]) -> list[str]:
    """Up to three words spelled almost as this one, best first."""
    return difflib.get_close_matches(word, list(words), n=3, cutoff=0.8)
