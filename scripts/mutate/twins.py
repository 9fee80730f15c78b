"""Damages to a page in one language: something left out, changed or left behind; Korean is then marked as localized."""

import re

from ..paths import LANGUAGES
from .places import Random, Spot, body, kind, pages, register, settled, spot, twin
from .tree import Tree

IMAGE = r"!\[([^\]]+)\]\(([^)\s]+)\)"
INCLUDE = r'^[ ]*--8<-- "([^"]+)"\n'
LOST = {  # kind: what is damaged, and a pattern, of which the group (or all, without one) is lost in one language
    "heading-removed": ("a heading removed in one language", r"^#{2,4} .*\n"),
    "paragraph-removed": ("a paragraph missing in one language", r"(?<=\n\n)[\w`\"가-힣].*\n(?=\n)"),
    "list-item-removed": ("an item of a list missing in one language", r"^ *(?:-|\d+\.) .*\n"),
    "include-removed": ("an included example missing in one language", r'^ *--8<-- "[^"]+"\n'),
    "include-outdented": ("an answer's example outside of the box that it belongs to, in one language",
                          r'^( {4,})--8<-- "[^"]+"\n'),
    "alt-emptied": ("a figure's alt text emptied in one language", r"!\[([^\]]+)\]\([^)\s]+\)"),
    "caption-mark-lost": ("the line that ends a caption lost: what follows becomes part of it",
                          r"^/// caption\n.*\n(///\n)"),
    "table-row": ("a row of a table missing in one language", r"^\|(?![-: |]+\n).*\|\n"),
    "table-cell": ("a cell of a table missing in one language", r"^\|(?![-: |]+\n)[^|\n]*(?=\|.*\|\n)"),
    "table-rule": ("the line that makes a table of rows, lost in one language", r"^\|[-: |]+\|\n"),
    "backtick-lost": ("one of the marks around inline code lost", r"(?<!`)`[^`\n]+(`)(?!`)"),
    "bold-lost": ("one of the marks around bold words lost", r"\*\*[^*\n]+(\*\*)"),
}


def one(tree: Tree, chance: Random, pattern: str, within=body, fits=lambda found: True, names=None) -> Spot:
    """A match on a page of either language."""
    language = chance.choice(LANGUAGES)
    return spot(tree, chance, names or pages(tree, language), pattern, within, fits)


def put(place: Spot, new: str, group: int = 0) -> str:
    """Replace it, and mark the page as localized."""
    told = place.put(new, group)
    settled(place.tree, place.name)
    return told


def _losing(pattern: str):
    return lambda tree, chance: put(one(tree, chance, pattern), "", re.compile(pattern).groups)


for name, (what, pattern) in LOST.items():
    register(name, what, _losing(pattern))


@kind
def heading_id(tree: Tree, chance: Random) -> str:
    """a heading's id in one language"""
    place = one(tree, chance, r"^#{2,4} .*\{ #([\w-]+) \}")
    return put(place, place[1] + chance.choice(("-2", "s", "-x")), 1)


@kind
def heading_level(tree: Tree, chance: Random) -> str:
    """a heading one level deeper in one language"""
    place = one(tree, chance, r"^(#{2,3}) .*\n")
    return put(place, place[1] + "#", 1)


@kind
def section_removed(tree: Tree, chance: Random) -> str:
    """a section missing in the translation"""
    names = pages(tree, "en")
    return spot(tree, chance, names, r"^#{2,4} .*\n(?:(?!#).*\n)+?(?=#|\Z)", body).put("")


@kind
def paragraph_untranslated(tree: Tree, chance: Random) -> str:
    """a paragraph in the other language"""
    place = one(tree, chance, r"(?<=\n\n)[A-Z가-힣].{40,}\n(?=\n)")
    there = re.findall(r"(?<=\n\n)[\w`\"가-힣].*\n(?=\n)", body(tree.text(twin(place.name))))
    here = re.findall(r"(?<=\n\n)[\w`\"가-힣].*\n(?=\n)", body(place.text))
    return put(place, there[min(here.index(place[0]), len(there) - 1)])


@kind
def include_path(tree: Tree, chance: Random) -> str:
    """the path of an included example misspelt in one language"""
    place = one(tree, chance, INCLUDE)
    return put(place, place[1].replace(".md", "_.md"), 1)


@kind
def include_of_another(tree: Tree, chance: Random) -> str:
    """another example shown in one language"""
    place = one(tree, chance, INCLUDE, fits=lambda found: found[1].count("/") == 2)
    there = [name.removeprefix("snippets/") for name in tree.names(f"snippets/{place[1].rpartition('/')[0]}/*.md")]
    return put(place, chance.choice([name for name in there if name != place[1]] or ["index.md"]), 1)


@kind
def link_target(tree: Tree, chance: Random) -> str:
    """a link that leads to another page in one language"""
    place = one(tree, chance, r"(?<!!)\[[^\]]*\]\(([\w./-]+\.md)")
    others = [name.rpartition("/")[2] for name in pages(tree, "en") if name.rpartition("/")[2] not in place[1]]
    return put(place, place[1].rpartition("/")[0] + "/" * ("/" in place[1]) + chance.choice(others), 1)


@kind
def link_outside(tree: Tree, chance: Random) -> str:
    """an address elsewhere, in one language"""
    place = one(tree, chance, r"\]\((https://[^)\s]+)\)")
    return put(place, place[1][:-2] + "x" + place[1][-1], 1)


@kind
def anchor(tree: Tree, chance: Random) -> str:
    """the anchor of a link in one language"""
    place = one(tree, chance, r"\]\([^)\s]*#([\w-]+)\)")
    return put(place, place[1] + "s", 1)


@kind
def alt_of_other_language(tree: Tree, chance: Random) -> str:
    """a figure's alt text in the other language"""
    place = one(tree, chance, IMAGE)
    there = re.search(rf"!\[([^\]]+)\]\({re.escape(place[2])}\)", tree.text(twin(place.name)))
    return put(place, there[1], 1)


@kind
def alt_of_another_figure(tree: Tree, chance: Random) -> str:
    """a figure's alt text is that of another figure of the page"""
    place = one(tree, chance, IMAGE, fits=lambda found: len(set(re.findall(IMAGE, found.string))) > 1)
    others = [alt for alt, _ in re.findall(IMAGE, body(place.text)) if alt != place[1]]
    return put(place, chance.choice(others), 1)


@kind
def figure_swapped(tree: Tree, chance: Random) -> str:
    """another figure of the page shown in one language"""
    place = one(tree, chance, IMAGE, fits=lambda found: len(set(re.findall(IMAGE, found.string))) > 1)
    others = [target for _, target in re.findall(IMAGE, body(place.text)) if target != place[2]]
    return put(place, chance.choice(others), 2)


@kind
def admonition_kind(tree: Tree, chance: Random) -> str:
    """the kind of a box in one language"""
    place = one(tree, chance, r"^(?:!!!|\?\?\?\+?) (\w+)")
    return put(place, chance.choice([word for word in ("note", "tip", "danger") if word != place[1]]), 1)


@kind
def description_removed(tree: Tree, chance: Random) -> str:
    """the description of a page removed in one language"""
    return put(one(tree, chance, r"^description: .*\n", str), "")


@kind
def language_file_swapped(tree: Tree, chance: Random) -> str:
    """the Korean page in the place of the English one"""
    name = chance.choice(pages(tree, "ko"))
    tree.write(twin(name), tree.data(name))
    return f"{twin(name)}: is now the Korean page"


@kind
def page_deleted(tree: Tree, chance: Random) -> str:
    """a page in one language only"""
    name = chance.choice(pages(tree))
    tree.write(name, None)
    return f"{name}: deleted"
