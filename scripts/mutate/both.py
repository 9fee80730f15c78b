"""Damages to a page in both languages alike, marked as localized: comparing the languages cannot tell them."""

import re

from ..pages import fences
from .places import Random, body, kind, pages, settled, short, spot, twin
from .tree import Tree


def both(tree: Tree, chance: Random, pattern: str, new, within=body, group: int = 0) -> str:
    """Replace what the pattern found on a Korean page, and the same text at the same turn on its twin."""
    place = spot(tree, chance, pages(tree, "ko"), pattern, within)
    starts = [found.start() for found in re.finditer(pattern, within(place.text), re.MULTILINE)]
    turn = starts.index(place.found.start())
    made = new(place)
    for name in (place.name, twin(place.name)):
        text = tree.text(name)
        found = list(re.finditer(pattern, within(text), re.MULTILINE))[turn]
        tree.write(name, text[: found.start(group)] + made + text[found.end(group) :])
    settled(tree, place.name)
    return f"{place.name}:{place.line} and in English: {short(place[group])} → {short(made)}"


def add(tree: Tree, chance: Random, korean: str, english: str) -> str:
    """Put a paragraph at the end of a page in both languages."""
    name = chance.choice(pages(tree, "ko"))
    for page, text in ((name, korean), (twin(name), english)):
        tree.write(page, f"{tree.text(page)}\n{text}\n")
    settled(tree, name)
    return f"{name} and in English: ends with {short(korean)}"


@kind
def formula_unbalanced(tree: Tree, chance: Random) -> str:
    """a formula with a brace too few, in both languages"""
    return both(tree, chance, r"\$[^$\n]*?\{[^$\n]*?(\})[^$\n]*\$", lambda place: "", group=1)


@kind
def formula_unsupported(tree: Tree, chance: Random) -> str:
    """a formula with a command that no page can show, in both languages"""
    return both(tree, chance, r"\$(?=[^$\n]*?[a-z])[^$\n]*?()(?=\$)", lambda place: r" \nosuch x", group=1)


@kind
def python_fence(tree: Tree, chance: Random) -> str:
    """a fence of a page turned into Python that nothing runs, in both languages"""
    return both(tree, chance, r"^(?:```|~~~)(text)$", lambda place: chance.choice(("python", "py")), _fences, 1)


def _fences(text: str) -> str:
    """The lines that open a fence; one within another is text."""
    opened = {fence.line for fence in fences(text)}
    return "\n".join(line if number in opened else " " * len(line) for number, line in enumerate(text.split("\n"), 1))


@kind
def python_fence_added(tree: Tree, chance: Random) -> str:
    """code on a page that nothing runs, in both languages"""
    listing = f"```{chance.choice(('python', 'py', 'bash'))}\nprint(1)\n```"
    return add(tree, chance, listing, listing)


@kind
def include_lost(tree: Tree, chance: Random) -> str:
    """an example that no page shows any more"""
    return both(tree, chance, r'^--8<-- "(?:\w+/){2}\w+\.md"\n', lambda place: "")


@kind
def include_misspelt(tree: Tree, chance: Random) -> str:
    """the path of an included example misspelt in both languages"""
    return both(tree, chance, r'^ *--8<-- "\S+?(\w)\.md"\n', lambda place: place[1] * 2, group=1)


@kind
def include_unseen(tree: Tree, chance: Random) -> str:
    """an include that the builder would print, in both languages"""
    return both(tree, chance, r'^--8<-- "\S+"\n', lambda place: place[0].replace('"', ""))


@kind
def anchor_misspelt(tree: Tree, chance: Random) -> str:
    """an anchor that is nowhere, in both languages"""
    return both(tree, chance, r"\]\([^)\s:]*#([\w-]+)\)", lambda place: place[1] + "-x", group=1)


@kind
def link_misspelt(tree: Tree, chance: Random) -> str:
    """a link to a page that is not there, in both languages"""
    return both(tree, chance, r"(?<!!)\[[^\]]*\]\(([\w./-]+)\.md", lambda place: place[1] + "s", group=1)


@kind
def figure_misspelt(tree: Tree, chance: Random) -> str:
    """a figure that is not there, in both languages"""
    return both(tree, chance, r"!\[[^\]]+\]\(([^)\s]+)\.light\.svg\)", lambda place: place[1] + "_", group=1)


@kind
def figure_dark_only(tree: Tree, chance: Random) -> str:
    """the dark figure named where a page names the light one, in both languages"""
    return both(tree, chance, r"!\[[^\]]+\]\([^)\s]+\.(light)\.svg\)", lambda place: "dark", group=1)


@kind
def id_twice(tree: Tree, chance: Random) -> str:
    """a heading with the id of another, in both languages"""
    def taken(place):
        return chance.choice([name for name in re.findall(r"^#{2,4} .*\{ #([\w-]+) \}", body(place.text), re.MULTILINE)
                              if name != place[1]])
    return both(tree, chance, r"(?<=\n)#{2,4} .*\{ #([\w-]+) \}(?=[\s\S]*^#{2,4} .*\{ #)", taken, group=1)


@kind
def id_removed(tree: Tree, chance: Random) -> str:
    """a heading without an id, in both languages"""
    return both(tree, chance, r"^#{2,4} .*?( \{ #[\w-]+ \})", lambda place: "", group=1)


@kind
def descriptions_removed(tree: Tree, chance: Random) -> str:
    """the description of a page removed in both languages"""
    return both(tree, chance, r"^description: .*\n", lambda place: "", str)


@kind
def description_of_another(tree: Tree, chance: Random) -> str:
    """the description of another page, in both languages"""
    one, other = chance.sample([name for name in pages(tree, "ko") if "\ndescription: " in tree.text(name)], 2)
    for here, there in ((one, other), (twin(one), twin(other))):
        said = re.search(r"^description: .*\n", tree.text(there), re.MULTILINE)[0]
        tree.write(here, re.sub(r"^description: .*\n", lambda _, said=said: said, tree.text(here), count=1,
                                flags=re.MULTILINE))
    settled(tree, one)
    return f"{one} and in English: has the description of {other}"


@kind
def admonition_unknown(tree: Tree, chance: Random) -> str:
    """a kind of box that no style knows, in both languages"""
    return both(tree, chance, r"^(?:!!!|\?\?\?) (\w+)", lambda place: place[1][:-1] + "e", group=1)


@kind
def caption_unclosed(tree: Tree, chance: Random) -> str:
    """a caption that swallows what follows, in both languages"""
    return both(tree, chance, r"^/// caption\n.*\n(///\n)", lambda place: "", group=1)


@kind
def caption_misspelt(tree: Tree, chance: Random) -> str:
    """a caption that the builder would print, in both languages"""
    return both(tree, chance, r"^/// (caption)\n", lambda place: "capt", group=1)


@kind
def table_rules_lost(tree: Tree, chance: Random) -> str:
    """the line that makes a table of rows, lost in both languages"""
    return both(tree, chance, r"^\|[-: |]+\|\n", lambda place: "")


@kind
def picture_from_elsewhere(tree: Tree, chance: Random) -> str:
    """a picture from another host, in both languages"""
    address = "https://pictures.example/window.png"
    return add(tree, chance, f"![창이 움직이는 그림]({address})", f"![A window that moves]({address})")


@kind
def script_from_elsewhere(tree: Tree, chance: Random) -> str:
    """a script or a frame from another host, in both languages"""
    tag = chance.choice(('<script src="https://code.example/a.js"></script>',
                         '<iframe src="https://films.example/a"></iframe>',
                         '<img alt="" src="//pictures.example/a.png">'))
    return add(tree, chance, tag, tag)


@kind
def merge_mark(tree: Tree, chance: Random) -> str:
    """what a merge leaves, in both languages"""
    marks = "<<<<<<< HEAD\n\n=======\n\n>>>>>>> other"
    return add(tree, chance, marks, marks)


@kind
def comment_left(tree: Tree, chance: Random) -> str:
    """what `new` leaves to be written, in both languages"""
    return add(tree, chance, "<!-- 쓸 것: 한 문단 -->", "<!-- to write: a paragraph -->")
