"""Damages to a page in both languages alike, marked as localized: comparing the languages cannot tell them."""

import re

from ..pages import fences
from .places import Random, body, kind, pages, register, settled, short, spot, twin
from .tree import Tree

ALTERED = {  # kind: what is damaged in both languages; a pattern; what is put in the place of its group, or of all
    "formula-unbalanced": ("a formula with a brace too few", r"\$[^$\n]*?\{[^$\n]*?(\})[^$\n]*\$", ""),
    "formula-unsupported": ("a formula with a command that no page can show",
                            r"\$(?=[^$\n]*?[a-z])[^$\n]*?()(?=\$)", r" \nosuch x"),
    "include-lost": ("an example that no page shows any more", r'^--8<-- "(?:\w+/){2}\w+\.md"\n', ""),
    "include-misspelt": ("the path of an included example misspelt", r'^ *--8<-- "\S+?(\w)\.md"\n', "{0}{0}"),
    "include-unseen": ("an include that the builder would print", r'^--8<-- (")\S+"\n', ""),
    "anchor-misspelt": ("an anchor that is nowhere", r"\]\([^)\s:]*#([\w-]+)\)", "{0}-x"),
    "link-misspelt": ("a link to a page that is not there", r"(?<!!)\[[^\]]*\]\(([\w./-]+)\.md", "{0}s"),
    "figure-misspelt": ("a figure that is not there", r"!\[[^\]]+\]\(([^)\s]+)\.light\.svg\)", "{0}_"),
    "figure-dark-only": ("the dark figure named where a page names the light one",
                         r"!\[[^\]]+\]\([^)\s]+\.(light)\.svg\)", "dark"),
    "id-removed": ("a heading without an id", r"^#{2,4} .*?( \{ #[\w-]+ \})", ""),
    "admonition-unknown": ("a kind of box that no style knows", r"^(?:!!!|\?\?\?) (\w+)", "{0}e"),
    "caption-unclosed": ("a caption that swallows what follows", r"^/// caption\n.*\n(///\n)", ""),
    "caption-misspelt": ("a caption that the builder would print", r"^/// (caption)\n", "capt"),
    "table-rules-lost": ("the line that makes a table of rows, lost", r"^\|[-: |]+\|\n", ""),
}


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


def _altering(pattern: str, new: str):
    group = re.compile(pattern).groups
    return lambda tree, chance: both(tree, chance, pattern, lambda place: new.replace("{0}", place[group]), group=group)


for name, (what, pattern, new) in ALTERED.items():
    register(name, f"{what}, in both languages", _altering(pattern, new))


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
def id_twice(tree: Tree, chance: Random) -> str:
    """a heading with the id of another, in both languages"""
    def taken(place):
        return chance.choice([name for name in re.findall(r"^#{2,4} .*\{ #([\w-]+) \}", body(place.text), re.MULTILINE)
                              if name != place[1]])
    return both(tree, chance, r"(?<=\n)#{2,4} .*\{ #([\w-]+) \}(?=[\s\S]*^#{2,4} .*\{ #)", taken, group=1)


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
    return add(tree, chance, *["<!-- to write · 쓸 것: a paragraph · 한 문단 -->"] * 2)
