"""Tables that `make bench` and `make oracle` measured: their hash is in the ledger, and an edited one is told."""

from pathlib import Path

from . import ledger as ledgers
from .faults import Fault, write_atomically
from .ledger import digest
from .paths import LANGUAGES, REFERENCE, relative

NAMES = {"bench": "make bench", "contest": "make bench",  # block → what measures it
         "backends": "make oracle", "backend_differences": "make oracle"}


def write(name: str, texts: dict[str, str]) -> None:
    """Write a table in every language ({language: Markdown}), and note what was written."""
    for language, text in texts.items():
        write_atomically(_path(name, language), text.encode())
    ledger = ledgers.load()
    ledger.setdefault("measured", {})[name] = _hash(name)
    ledgers.save(ledger)


def faults(ledger: dict) -> list[Fault]:
    """Tables that are not as they were measured."""
    return [Fault(relative(_path(name, LANGUAGES[0])), 0,
                  f"not as it was measured (this file, or {relative(_path(name, LANGUAGES[1]))})",
                  f"git checkout -- both, or measure again: {command}")
            for name, command in NAMES.items() if ledger.get("measured", {}).get(name) != _hash(name)]


def _path(name: str, language: str) -> Path:
    return REFERENCE / language / f"{name}.md"


def _hash(name: str) -> str:
    paths = [_path(name, language) for language in LANGUAGES]
    return digest(*(path.read_bytes() if path.exists() else b"" for path in paths))
