"""Damages to what was made by running (outputs, signatures, blocks, figures, notebooks, ledger) and to its sources."""

import json
import re

from ..blanks import blanked
from .places import Random, Spot, code, digit, examples, kind, other_digit, output, spot
from .tree import Tree

WORD = r"(?<![\w'])[a-z]{5,}(?![\w'])"
LIGHT = "docs/assets/figures/**/*.light.svg"


def misspelt(word: str, chance: Random) -> str:
    """Two different neighbouring letters exchanged."""
    places = [i for i in range(1, len(word) - 1) if word[i] != word[i + 1]] or [0]
    at = chance.choice(places)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


@kind
def digit_in_output(tree: Tree, chance: Random) -> str:
    """a digit in a recorded output"""
    return digit(tree, chance, examples(tree), output)


@kind
def word_in_error_message(tree: Tree, chance: Random) -> str:
    """a word in a recorded error message"""
    names = [name for name in examples(tree) if "/wrong_" in name]
    place = spot(tree, chance, names, WORD, output, lambda found: len(set(found[0][1:])) > 1)
    return place.put(misspelt(place[0], chance))


@kind
def line_of_output(tree: Tree, chance: Random) -> str:
    """a line of a recorded output removed"""
    return spot(tree, chance, examples(tree), r"^.*\S.*\n", output).put("")


@kind
def default_in_signature(tree: Tree, chance: Random) -> str:
    """a default in a generated signature"""
    place = spot(tree, chance, tree.names("snippets/reference/**/signature.md"),
                 r'=</span><span class="(?:mi|kc|s1)">([^<]+)<')
    return place.put(chance.choice([new for new in ("1", "2", "None", "True", "&#39;same&#39;") if new != place[1]]), 1)


@kind
def argument_in_signature(tree: Tree, chance: Random) -> str:
    """an argument's name in a generated signature"""
    place = spot(tree, chance, tree.names("snippets/reference/**/signature.md"), r'<span class="n">([a-z_]{4,})<')
    return place.put(place[1] + "s", 1)


@kind
def number_in_reference(tree: Tree, chance: Random) -> str:
    """a number of a generated block"""
    names = [name for name in tree.names("snippets/reference/**/*.md")
             if not name.endswith(("signature.md", "bench.md", "contest.md"))]
    return digit(tree, chance, names, pattern=re.compile(r"(?<![\w.])\d(?=[\d.]* ?[|`),])"))


@kind
def measured_number(tree: Tree, chance: Random) -> str:
    """a measured ratio or size, in one language"""
    return digit(tree, chance, tree.names("snippets/reference/*/bench.md", "snippets/reference/*/contest.md"))


@kind
def measured_number_in_both(tree: Tree, chance: Random) -> str:
    """a measured ratio or size, in both languages"""
    place = spot(tree, chance, tree.names("snippets/reference/ko/bench.md", "snippets/reference/ko/contest.md"),
                 r"\| (\d+\.?\d*) \|")
    new = place[1][:-1] + other_digit(chance, place[1][-1])
    for name in (place.name, place.name.replace("/ko/", "/en/")):
        text = tree.text(name)
        tree.write(name, text.replace(f"| {place[1]} |", f"| {new} |", 1))
    return f"{place.name}:{place.line}: {place[1]} → {new}, in English too"


@kind
def reference_of_other_language(tree: Tree, chance: Random) -> str:
    """a generated block in the other language"""
    names = [name for name in tree.names("snippets/reference/en/**/*.md")
             if tree.data(name) != tree.data(name.replace("/en/", "/ko/"))]
    name = chance.choice(names)
    tree.write(name, tree.data(name.replace("/en/", "/ko/")))
    return f"{name}: is now the Korean one"


@kind
def number_in_figure(tree: Tree, chance: Random) -> str:
    """a coordinate or a path of a figure"""
    return digit(tree, chance, [chance.choice(tree.names("docs/assets/figures/**/*.svg"))], pattern=r"(?<=\d)\d")


@kind
def colour_in_figure(tree: Tree, chance: Random) -> str:
    """a colour of a figure, which means something"""
    place = spot(tree, chance, tree.names("docs/assets/figures/**/*.svg"), r"#[0-9a-f]{6}")
    return place.put(f"#{chance.randrange(0x100000, 0xffffff):06x}")


@kind
def figure_deleted(tree: Tree, chance: Random) -> str:
    """a figure's file deleted"""
    name = chance.choice(tree.names("docs/assets/figures/**/*.svg"))
    tree.write(name, None)
    return f"{name}: deleted"


@kind
def figure_themes_swapped(tree: Tree, chance: Random) -> str:
    """the dark figure in the place of the light one, and the other way round"""
    name = chance.choice(tree.names(LIGHT))
    tree.swap(name, name.replace(".light.", ".dark."))
    return f"{name}: swapped with the dark one"


@kind
def figure_of_another(tree: Tree, chance: Random) -> str:
    """another figure in the place of a figure"""
    one, other = chance.sample(tree.names(LIGHT), 2)
    tree.write(one, tree.data(other))
    return f"{one}: shows {other}"


@kind
def snippet_fence(tree: Tree, chance: Random) -> str:
    """the info string of an example's fence: it would never be run"""
    info = chance.choice(("py", "Python", "python3", "{python}"))
    return spot(tree, chance, examples(tree), r"\A```(python)").put(info, 1)


@kind
def snippet_number(tree: Tree, chance: Random) -> str:
    """a number in an example's code, so that its output belongs to another program"""
    return digit(tree, chance, examples(tree), code, r"(?<![\w.])[1-9](?![\w.])")


@kind
def snippet_argument(tree: Tree, chance: Random) -> str:
    """a word passed to a layer in an example's code"""
    place = spot(tree, chance, examples(tree), r'="(\w+)"', code)
    return place.put(chance.choice([w for w in ("same", "valid", "relu", "zeros", "float64") if w != place[1]]), 1)


@kind
def snippet_seed(tree: Tree, chance: Random) -> str:
    """the seed in an example's code"""
    return digit(tree, chance, examples(tree), code, re.compile(r"(?:(?<=seed\()|(?<=seed=)|(?<=rng\())\d"))


@kind
def snippet_deleted(tree: Tree, chance: Random) -> str:
    """an example deleted that pages show"""
    name = chance.choice(examples(tree))
    tree.write(name, None)
    return f"{name}: deleted"


@kind
def output_of_another(tree: Tree, chance: Random) -> str:
    """an example with the output of another"""
    one, other = chance.sample(examples(tree), 2)
    text, there = tree.text(one), output(tree.text(other)).strip("\n ")
    at = text.index("```text\n") + 8
    tree.write(one, text[:at] + there + "\n```\n")
    return f"{one}: has the output of {other}"


@kind
def notebook_digit(tree: Tree, chance: Random) -> str:
    """a digit in an output of a lab's notebook"""
    name = chance.choice(tree.names("docs/*/labs/*.ipynb"))
    book = json.loads(tree.text(name))
    printed = [text for cell in book["cells"] for out in cell.get("outputs", []) for text in out.get("text", [])
               if re.search(r"\d", text)]
    line = json.dumps(chance.choice(printed), ensure_ascii=False)
    at = tree.text(name).index(line)
    found = chance.choice([found for found in re.finditer(r"\d", line)])
    return Spot(tree, name, tree.text(name), re.compile(r"\d").match(tree.text(name), at + found.start())).put(
        other_digit(chance, found[0]))


@kind
def lab_number(tree: Tree, chance: Random) -> str:
    """a number in a lab's code, so that its notebooks are another's"""
    return digit(tree, chance, tree.names("snippets/labs/*.py"), _lab_code, r"(?<![\w.])[1-9](?![\w.])")


@kind
def lab_prose(tree: Tree, chance: Random) -> str:
    """a prose cell of a lab in one language only"""
    place = spot(tree, chance, tree.names("snippets/labs/*.py"), r'^# %% \[markdown\] lang="\w\w"\n(?:#.*\n)+?(?=# %%)')
    return place.put("")


@kind
def lab_alt(tree: Tree, chance: Random) -> str:
    """the words for a lab's picture emptied in one language"""
    return spot(tree, chance, tree.names("snippets/labs/*.py"), r'alt_(?:ko|en)="([^"]+)"').put("", 1)


@kind
def figure_source(tree: Tree, chance: Random) -> str:
    """a number in the code that draws figures"""
    names = [name for name in tree.names("scripts/figures/*.py")
             if not name.endswith(("__init__.py", "__main__.py", "probe.py"))]
    return digit(tree, chance, names, _statements, r"(?<=[ (,=])[1-9](?=[,)])")


@kind
def recorded_hash(tree: Tree, chance: Random) -> str:
    """a hash of the ledger"""
    place = spot(tree, chance, ["snippets/recorded.json"], r'"([0-9a-f]{32})"')
    return place.put(f"{chance.getrandbits(128):032x}", 1)


@kind
def recorded_entry(tree: Tree, chance: Random) -> str:
    """an entry of the ledger removed"""
    return spot(tree, chance, ["snippets/recorded.json"], r'^  "\S+": "[0-9a-f]{32}",\n').put("")


@kind
def recorded_unreadable(tree: Tree, chance: Random) -> str:
    """the ledger as a merge left it"""
    place = spot(tree, chance, ["snippets/recorded.json"], r'^  "\S+": "[0-9a-f]{32}",\n')
    return place.put(f"<<<<<<< HEAD\n{place[0]}=======\n{place[0]}>>>>>>> other\n")


@kind
def recorded_date(tree: Tree, chance: Random) -> str:
    """the day or a version that the ledger holds, which readers see"""
    place = spot(tree, chance, ["snippets/recorded.json"], r'"(?:checked|keras|tensorflow|numpy)": "[^"]*(\d)"')
    return place.put(other_digit(chance, place[1]), 1)


@kind
def reference_deleted(tree: Tree, chance: Random) -> str:
    """a generated block deleted"""
    name = chance.choice(tree.names("snippets/reference/*/*/*/*.md"))
    tree.write(name, None)
    return f"{name}: deleted"


def _lab_code(text: str) -> str:
    return re.sub(r"^#.*$", lambda line: " " * len(line[0]), text, flags=re.MULTILINE)


def _statements(text: str) -> str:
    """Python without its docstring and comments."""
    text = re.sub(r'""".*?"""', blanked, text, flags=re.DOTALL)
    return re.sub(r"#.*$", lambda found: " " * len(found[0]), text, flags=re.MULTILINE)
