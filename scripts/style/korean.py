"""Korean words in, the unknown out: each word taken apart by Kiwi, and stem and ending looked up in the project's list.

A word is looked at alone, so what Kiwi makes of it depends on nothing else. Its stem stands in the list as a dictionary
has it (`길이`, `나누다`), its ending behind a sample of the stems it follows: 가 ends in a vowel, 각 in a consonant, 갈
in ㄹ, and 하, 먹, 들 are the same for verbs. So `각~는` is not in the list, and `입력는` is told.
"""

import re
import unicodedata
from functools import cache

from . import wordlist

LANGUAGE = "ko"
VERBS = ("VV", "VA", "VX", "VCN", "XSV", "XSA")
ENDINGS = ("J", "E", "VCP")
SAMPLES = {False: {0: "가", 8: "갈", 1: "각"}, True: {0: "하", 8: "들", 1: "먹"}}  # by the number of the last consonant
NEVER = re.compile(r"됬|됌|[있없었았였겠]읍니다")  # spellings that Kiwi reads as what was meant


@cache
def _kiwi():
    from kiwipiepy import Kiwi
    return Kiwi(num_workers=1)


def keys(words: list[str]) -> dict[str, list[str]]:
    """{word: what the word list must hold for it to pass}."""
    return {word: [word] if NEVER.search(word) else _keys(tokens)
            for word, tokens in zip(words, _kiwi().tokenize(words), strict=True)}


def knows(key: str, known: frozenset[str]) -> bool:
    return key in known


def _keys(tokens) -> list[str]:
    """The stem as a dictionary has it, and the ending behind its sample."""
    cut = next((number for number, token in enumerate(tokens) if token.tag.startswith(ENDINGS)), len(tokens))
    stem, ending = tokens[:cut], "".join(token.form for token in tokens[cut:])
    text = "".join(token.form for token in stem)
    verb = bool(stem) and stem[-1].tag.split("-")[0] in VERBS
    found = [text + "다" * verb] if text else []
    return [*found, f"{_sample(text, verb)}~{ending}"] if ending else found


def _sample(stem: str, verb: bool) -> str:
    """A stem that ends as this one does."""
    if not stem:
        return ""
    final = (ord(stem[-1]) - ord("가")) % 28
    return SAMPLES[verb].get(final, SAMPLES[verb][1])


def suggest(word: str) -> list[str]:
    """Words of the pages that are spelled almost the same, best first."""
    near = wordlist.near(unicodedata.normalize("NFD", word), _spread())
    return [unicodedata.normalize("NFC", found) for found in near]


@cache
def _spread() -> frozenset[str]:
    from . import spelling
    words = sorted(spelling.of_tree(LANGUAGE))
    passed = set(words) - set(spelling.missing(LANGUAGE, words))
    return frozenset(unicodedata.normalize("NFD", word) for word in passed)
