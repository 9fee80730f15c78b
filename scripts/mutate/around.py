"""Damages around the pages: navigation, style sheets, templates, fonts, workflows, hashes, line ends, README."""

import re

from .places import Random, kind, other_digit, pages, settled, spot
from .tree import Tree

CONFIGS = ("mkdocs.yml", "mkdocs.en.yml")
ENTRY = r"^ +- (?:[^:\n]+: )?([\w/]+)\.(?:md|ipynb)\n"
TEXTS = ("docs/**/*.md", "docs/localized/**/*.txt", "snippets/**/*.md", "snippets/labs/*.py", "snippets/recorded.json",
         "mkdocs*.yml", "docs/assets/stylesheets/*.css", "overrides/**/*.html", "README.md", "Makefile",
         "pyproject.toml", "scripts/*.py", "scripts/data/*", ".github/**/*.yml")


@kind
def nav_removed(tree: Tree, chance: Random) -> str:
    """an entry of the navigation removed"""
    return spot(tree, chance, CONFIGS, ENTRY).put("")


@kind
def nav_misspelt(tree: Tree, chance: Random) -> str:
    """an entry of the navigation misspelt"""
    place = spot(tree, chance, CONFIGS, ENTRY)
    return place.put(place[1] + "x", 1)


@kind
def nav_moved(tree: Tree, chance: Random) -> str:
    """two entries of the navigation in another order, in one language"""
    place = spot(tree, chance, CONFIGS, rf"({ENTRY})({ENTRY})")
    return place.put(place[3] + place[1])


@kind
def nav_titles_swapped(tree: Tree, chance: Random) -> str:
    """two titles of the navigation exchanged, in one language"""
    place = spot(tree, chance, CONFIGS, r"^ +- ([^:\n]+): ([\w/]+\.\w+)\n +- ([^:\n]+): ([\w/]+\.\w+)\n")
    return place.put(place[0].replace(place[1] + ": ", "\0: ").replace(place[3] + ": ", place[1] + ": ").replace(
        "\0", place[3]))


@kind
def style_from_elsewhere(tree: Tree, chance: Random) -> str:
    """something from another host in a style sheet"""
    name = chance.choice(tree.names("docs/assets/stylesheets/*.css"))
    rule = chance.choice(('@import "https://fonts.example/a.css";\n', "a { background: url(https://a.example/b) }\n",
                          "@import url('//fonts.example/a.css');\n", 'a { src: url( "http://a.example/f.woff2" ) }\n'))
    tree.write(name, rule + tree.text(name))
    return f"{name}:1: {rule.strip()}"


@kind
def style_without_font(tree: Tree, chance: Random) -> str:
    """a font that a style sheet names and nobody has"""
    place = spot(tree, chance, tree.names("docs/assets/stylesheets/*.css"), r"url\(\.\./fonts/(\w+)")
    return place.put(place[1] + "s", 1)


@kind
def template_from_elsewhere(tree: Tree, chance: Random) -> str:
    """something from another host in a template"""
    name = chance.choice([name for name in tree.names("overrides/**/*.html") if not name.endswith("offline.html")])
    tag = chance.choice(('<script src="https://code.example/a.js"></script>', '<img alt="" src="//a.example/b.png">',
                         '<link rel="stylesheet" href="https://fonts.example/a.css">'))
    tree.write(name, f"{tree.text(name)}{tag}\n")
    return f"{name}: {tag}"


@kind
def script_asks_elsewhere(tree: Tree, chance: Random) -> str:
    """the site's own script asks another host"""
    name = "docs/assets/javascripts/atlas.js"
    call = chance.choice(('fetch("https://count.example/hit");\n', 'import("//code.example/a.js");\n'))
    tree.write(name, tree.text(name) + call)
    return f"{name}: {call.strip()}"


@kind
def config_from_elsewhere(tree: Tree, chance: Random) -> str:
    """a style sheet or a script of another host in the configuration"""
    place = spot(tree, chance, ["mkdocs.yml"], r"^extra_css:\n()|^extra_javascript: \[()")
    sheet = place[0].startswith("extra_css")
    new = "  - https://styles.example/a.css\n" if sheet else "https://code.example/a.js, "
    return place.put(place[0] + new)


@kind
def hook_removed(tree: Tree, chance: Random) -> str:
    """a hook of the build not called: formulas, figures, notebooks would not be what they are"""
    return spot(tree, chance, ["mkdocs.yml"], r"^  - scripts/hooks/\w+\.py.*\n").put("")


@kind
def style_sheet_unused(tree: Tree, chance: Random) -> str:
    """a style sheet that no page loads"""
    return spot(tree, chance, ["mkdocs.yml"], r"^  - assets/stylesheets/\w+\.css\n").put("")


@kind
def font_cut_off(tree: Tree, chance: Random) -> str:
    """a font of which the end is missing"""
    name = chance.choice(tree.names("docs/assets/fonts/*.woff2"))
    tree.write(name, tree.data(name)[: -chance.randrange(100, 5000)])
    return f"{name}: its end is missing"


@kind
def logo_broken(tree: Tree, chance: Random) -> str:
    """a picture of the theme that no browser can read"""
    name = chance.choice(tree.names("docs/assets/images/*.svg"))
    tree.write(name, tree.text(name).replace("</svg>", ""))
    return f"{name}: </svg> is missing"


@kind
def card_replaced(tree: Tree, chance: Random) -> str:
    """the picture for other sites damaged"""
    data = bytearray(tree.data("docs/assets/figures/card.png"))
    at = chance.randrange(100, len(data))
    data[at] ^= 0xFF
    tree.write("docs/assets/figures/card.png", bytes(data))
    return f"docs/assets/figures/card.png: byte {at}"


@kind
def localized_hash(tree: Tree, chance: Random) -> str:
    """a hash of docs/localized"""
    place = spot(tree, chance, tree.names("docs/localized/**/*.txt"), r"^  [0-9a-f]+([0-9a-f])$")
    return place.put(chance.choice([c for c in "0123456789abcdef" if c != place[1]]), 1)


@kind
def localized_entry(tree: Tree, chance: Random) -> str:
    """an entry of docs/localized removed"""
    return spot(tree, chance, tree.names("docs/localized/**/*.txt"), r"^\S+\n  [0-9a-f]+\n").put("")


@kind
def carriage_returns(tree: Tree, chance: Random) -> str:
    """a file with the line ends of Windows"""
    name = chance.choice(tree.names(chance.choice(TEXTS)))
    tree.write(name, tree.data(name).replace(b"\n", b"\r\n"))
    _settle(tree, name)
    return f"{name}: CRLF"


@kind
def byte_order_mark(tree: Tree, chance: Random) -> str:
    """a file that begins with a byte order mark"""
    name = chance.choice(tree.names(chance.choice(TEXTS)))
    tree.write(name, b"\xef\xbb\xbf" + tree.data(name))
    return f"{name}: BOM"


@kind
def not_utf8(tree: Tree, chance: Random) -> str:
    """a Korean page in an old encoding"""
    name = chance.choice(pages(tree, "ko"))
    tree.write(name, tree.text(name).encode("cp949", "replace"))
    return f"{name}: cp949"


@kind
def action_unpinned(tree: Tree, chance: Random) -> str:
    """an action of a workflow by tag, not by commit"""
    place = spot(tree, chance, tree.names(".github/workflows/*.yml"), r"@([0-9a-f]{40}) # v[\d.]+")
    return place.put(chance.choice(("v6", "main", place[1][:12])), 1)


@kind
def action_of_two_versions(tree: Tree, chance: Random) -> str:
    """an action at another commit in one place"""
    place = spot(tree, chance, tree.names(".github/workflows/*.yml"), r"actions/checkout@([0-9a-f]{40})")
    return place.put(place[1][:-1] + chance.choice([c for c in "0123456789abcdef" if c != place[1][-1]]), 1)


@kind
def workflow_rights(tree: Tree, chance: Random) -> str:
    """a workflow with more rights than it needs"""
    return spot(tree, chance, tree.names(".github/workflows/*.yml"), r"^permissions: (\{\})").put("write-all", 1)


@kind
def readme_link(tree: Tree, chance: Random) -> str:
    """a link or a picture of the README that leads nowhere"""
    place = spot(tree, chance, ["README.md"], r"\]\(([^)\s:]+)\.\w+\)")
    return place.put(place[1] + "s", 1)


@kind
def command_misspelt(tree: Tree, chance: Random) -> str:
    """a command in the instructions that does not exist, in both languages"""
    place = spot(tree, chance, ["README.md", "docs/ko/contributing.md"],
                 r"(?:`|^    )(?:make|python -m scripts) ([a-z]{4,})")
    new, names = place[1][:-1] + other_digit(chance, ""), [place.name]
    if place.name.startswith("docs"):
        names.append("docs/en/contributing.md")
    for name in names:
        tree.write(name, re.sub(rf"(make|scripts) {place[1]}\b", rf"\1 {new}", tree.text(name)))
    _settle(tree, place.name)
    return f"{place.name}:{place.line}: {place[1]} → {new}"


def _settle(tree: Tree, name: str) -> None:
    if re.match(r"docs/\w\w/.*\.md", name) and b"\r" not in tree.data(name):
        settled(tree, name)
