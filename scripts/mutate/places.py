"""A tree and random numbers in, a place to damage out; and the register of the kinds of damage."""

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..blanks import blank, blanked, unfenced
from ..paths import LANGUAGES
from ..snippets import MARK
from ..style import prose
from .tree import NoPlace, Tree

Random = random.Random
Damage = Callable[[Tree, Random], str]
KINDS: dict[str, Damage] = {}
ABOUT: dict[str, str] = {}  # what a kind damages, in words
DIGIT = re.compile(r"\d")


def kind(function: Damage) -> Damage:
    """Register a kind under its function's name; its docstring says what is damaged."""
    register(function.__name__.replace("_", "-"), function.__doc__.strip(), function)
    return function


def register(name: str, what: str, damage: Damage) -> None:
    KINDS[name], ABOUT[name] = damage, what


@dataclass(frozen=True)
class Spot:
    """A match in a file, where it can be replaced."""

    tree: Tree
    name: str
    text: str
    found: re.Match

    def __getitem__(self, group: int) -> str:
        return self.text[self.found.start(group) : self.found.end(group)]

    @property
    def line(self) -> int:
        return self.text.count("\n", 0, self.found.start()) + 1

    def put(self, new: str, group: int = 0) -> str:
        """Replace the match, or a group of it; says where and what."""
        start, end = self.found.span(group)
        self.tree.write(self.name, self.text[:start] + new + self.text[end:])
        return f"{self.name}:{self.line}: {short(self.text[start:end])} → {short(new)}"


def short(text: str) -> str:
    text = " ".join(text.split())
    return repr(text if len(text) <= 48 else f"{text[:45]}…") if text else "nothing"


def spot(tree: Tree, chance: Random, names: Iterable[str], pattern: str | re.Pattern,
         within: Callable[[str], str] = str, fits: Callable[[re.Match], bool] = lambda found: True) -> Spot:
    """One match, of one of the files; `within` blanks what is not to be looked at, letter for letter."""
    names, pattern = list(names), re.compile(pattern, re.MULTILINE) if isinstance(pattern, str) else pattern
    for name in chance.sample(names, len(names)):
        text = tree.text(name)
        if found := [match for match in pattern.finditer(within(text)) if fits(match)]:
            return Spot(tree, name, text, chance.choice(found))
    raise NoPlace(f"no {pattern.pattern!r}")


def other_digit(chance: Random, digit: str) -> str:
    """Never the same, and no 0 in front."""
    return chance.choice([other for other in "123456789" if other != digit])


def digit(tree: Tree, chance: Random, names: Iterable[str], within: Callable[[str], str] = str,
          pattern: str | re.Pattern = DIGIT) -> str:
    """Change one digit."""
    place = spot(tree, chance, names, pattern, within)
    return place.put(other_digit(chance, place[0]))


def pages(tree: Tree, *languages: str) -> list[str]:
    return tree.names(*(f"docs/{language}/**/*.md" for language in languages or LANGUAGES))


def examples(tree: Tree) -> list[str]:
    """The hand-written snippets."""
    return [name for name in tree.names("snippets/**/*.md") if not name.startswith("snippets/reference/")]


def twin(name: str) -> str:
    """The same page in the other language."""
    return name.replace("/ko/", "/en/", 1) if "/ko/" in name else name.replace("/en/", "/ko/", 1)


def settled(tree: Tree, name: str) -> None:
    """What was damaged in Korean is marked as localized, so that the languages themselves must be compared."""
    key = name.split("/", 2)[2].removesuffix(".md")
    if (tree.root / f"docs/ko/{key}.md").exists() and (tree.root / f"docs/en/{key}.md").exists():
        tree.settle(key)


def output(text: str) -> str:
    """What a snippet recorded, all else blank."""
    head, mark, rest = text.partition(f"{MARK}\n\n```text\n")
    return blank(head + mark) + rest[:-4] + blank(rest[-4:])


def code(text: str) -> str:
    """The code of a snippet, all else blank."""
    head, mark, rest = text.partition("```\n\n" + MARK)
    return blank(head[:10]) + head[10:] + blank(mark + rest)


def body(text: str) -> str:
    """A page without its front matter and listings."""
    return unfenced(prose.FRONT.sub(blanked, text))


def said(text: str) -> str:
    """What a reader reads of a page: no front matter, code, formulas, ids or targets."""
    return prose.visible(prose.FRONT.sub(blanked, text))
