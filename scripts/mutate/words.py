"""Damages to the words of a page in one language: numbers, terms, code, formulas, spelling."""

import re
import tomllib

from ..paths import LANGUAGES
from ..terms import TITLES
from .made import misspelt
from .places import Random, kind, other_digit, pages, said, spot
from .tree import Tree
from .twins import one, put

NUMBER = r"(?<![\w.,-])\d+(?![\w.,])"


@kind
def number_in_one_language(tree: Tree, chance: Random) -> str:
    """a number in the prose of one language"""
    place = one(tree, chance, NUMBER, said)
    return put(place, place[0][:-1] + other_digit(chance, place[0][-1]))


@kind
def number_of_neighbour(tree: Tree, chance: Random) -> str:
    """a number for one that stands beside it, in one language"""
    place = one(tree, chance, rf"{NUMBER}(?=[^\n]*?{NUMBER})", said,
                lambda found: _next(found) not in (found[0], ""))
    return put(place, _next(place.found))


def _next(found: re.Match) -> str:
    line = found.string[found.end() :].partition("\n")[0]
    return next(iter(re.findall(NUMBER, line)), "")


@kind
def term_in_one_language(tree: Tree, chance: Random) -> str:
    """a term of the glossary for another one, in one language"""
    language = chance.choice(LANGUAGES)
    heads = re.findall(r"^### (.+?) ·", tree.text(f"docs/{language}/glossary.md"), re.MULTILINE)
    word, other = chance.sample([head for head in heads if len(head) > 1], 2)
    tail = "" if language == "ko" else r"(?![\w-])"
    names = [name for name in pages(tree, language) if not name.endswith("glossary.md")]
    place = spot(tree, chance, names, rf"(?<![\w가-힣-]){word}{tail}", _words)
    return put(place, other)


@kind
def term_never_written(tree: Tree, chance: Random) -> str:
    """a term in a spelling that the glossary forbids"""
    terms = tomllib.loads(tree.text("scripts/data/terms.toml"))
    language = chance.choice(LANGUAGES)
    heads = {name: head for head, name in re.findall(r"^### (.+?) · .+?\{ #([\w-]+) \}$",
                                                     tree.text(f"docs/{language}/glossary.md"), re.MULTILINE)}
    chosen = [name for name, data in terms.items() if data.get(f"not_{language}") and name in heads
              and len(heads[name]) > 1]
    name = chance.choice(chosen)
    tail = "" if language == "ko" else r"(?![\w-])"
    place = spot(tree, chance, pages(tree, language), rf"(?<![\w가-힣-]){heads[name]}{tail}", _words)
    return put(place, chance.choice(terms[name][f"not_{language}"]))


@kind
def code_in_one_language(tree: Tree, chance: Random) -> str:
    """inline code in the prose of one language"""
    place = one(tree, chance, r"(?<!`)`([a-z_]{4,})(?:=[^`\n]*)?`(?!`)")
    return put(place, misspelt(place[1], chance), 1) if len(set(place[1][1:])) > 1 else put(place, place[1] + "s", 1)


@kind
def formula_in_one_language(tree: Tree, chance: Random) -> str:
    """a formula in one language"""
    place = one(tree, chance, r"\$[^$\n]*?([a-z])[^$\n]*?\$")
    return put(place, "q" if place[1] != "q" else "u", 1)


@kind
def typo_in_korean(tree: Tree, chance: Random) -> str:
    """a Korean word misspelt"""
    place = spot(tree, chance, pages(tree, "ko"), r"[가-힣]{3,6}(?=니다|[.])", said)
    at = chance.randrange(1, len(place[0]))
    return put(place, place[0][:at] + chr(ord(place[0][at]) + (1 if (ord(place[0][at]) - 0xAC00) % 28 < 27 else -1))
               + place[0][at + 1 :])


@kind
def typo_in_english(tree: Tree, chance: Random) -> str:
    """an English word misspelt"""
    place = spot(tree, chance, pages(tree, "en"), r"(?<![\w'’.`-])[a-z]{6,}(?![\w'’-])", said,
                 lambda found: len(set(found[0][1:])) > 2)
    return place.put(misspelt(place[0], chance))


@kind
def korean_only(tree: Tree, chance: Random) -> str:
    """a Korean sentence edited, its English left as it was"""
    place = spot(tree, chance, pages(tree, "ko"), r"[가-힣]+니다\.", said)
    return place.put("정말 " + place[0])


def _words(text: str) -> str:
    """What may hold terms: no titles of other people's, no names joined by a hyphen."""
    shown = said(text)
    return TITLES.sub(lambda found: " " * len(found[0]), shown) if "https:" in shown else shown
