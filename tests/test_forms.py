"""Promise: what the builder would print, swallow or fetch without a word is told with its line, without building."""

import json
import shutil
import subprocess
import sys

import pytest
from trees import ROOT, copy_tree, run

END = "\n\n{}\n"
PAGES = {  # what ends both pages: words of what is told
    "$\\frac{1}{2$": "braces do not match",
    "$$\\nosuch x$$": "unsupported TeX",
    "This is **bold.": "an odd number of **",
    "This is `code.": "an odd number of `",
    "!!! query \"A?\"\n\n    Yes.": "a box of the unknown kind 'query'",
    "/// caption\nA window.": "/// caption is never closed",
    "/// capt\nA window.\n///": "'/// capt' is no block",
    "///": "/// closes nothing",
    "| a | b |\n| 1 | 2 |": "a table without its second line",
    "![A window](https://pictures.example/a.png)": "shows or runs what is not of this site",
    '<script src="https://code.example/a.js"></script>': "shows or runs what is not of this site",
    "<<<<<<< HEAD": "what a merge left",
    "![A window](a.light.svg)\n\n![A window](b.light.svg)": "says of b.light.svg what it says of a.light.svg",
}


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    tree = copy_tree(tmp_path_factory.mktemp("forms"))
    for name in ("CONTRIBUTING.md", "README.md", "Makefile"):
        shutil.copy(ROOT / name, tree)
    shutil.copytree(ROOT / ".github", tree / ".github")
    return tree


@pytest.fixture
def tree(copied):
    """A copy of the tree, mended after each test."""
    seen = {path: path.read_bytes() for folder in ("docs/ko", "docs/en", "docs/assets", "docs/localized", "overrides",
                                                   "snippets/reference") for path in (copied / folder).rglob("*.*")
            if path.is_file() and "figures" not in path.parts}
    seen |= {path: path.read_bytes() for path in [
        *copied.glob("*.*"), *(copied / name for name in ("Makefile", "scripts/runner.py", "snippets/recorded.json"))]
        if path.is_file()}
    yield copied
    for path, data in seen.items():
        if path.read_bytes() != data:
            path.write_bytes(data)


def told(tree, *modules):
    """The faults that these modules of the tree's own scripts find, as they are printed."""
    code = "import json, sys\nfrom scripts import ledger, " + ", ".join(modules)
    code += "\nfound = " + " + ".join(f"{name}.faults({'ledger.load()' * (name == 'measured')})" for name in modules)
    done = subprocess.run([sys.executable, "-c", code + "\nprint(json.dumps([*map(str, found)]))"], cwd=tree,
                          capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


@pytest.mark.parametrize("added", PAGES)
def test_a_form_that_misleads_is_told(tree, added):
    page = tree / "docs" / "en" / "core" / "dot.md"
    line = page.read_text(encoding="utf-8").count("\n") + 3
    change(page, page.read_text(encoding="utf-8"), page.read_text(encoding="utf-8").rstrip("\n") + END.format(added))
    found = told(tree, "forms")
    assert any(fault.startswith("docs/en/core/dot.md:") and PAGES[added] in fault for fault in found), found
    assert all(abs(int(fault.split(":")[1]) - line) < 5 for fault in found), found
    assert all("to mend it: " in fault for fault in found)


def test_the_pages_as_they_are_have_none(tree):
    assert told(tree, "forms", "assets", "texts", "links", "measured") == []


def test_a_page_in_the_other_language_is_told(tree):
    change(tree / "docs/en/core/dot.md", "\n## ", "\n\n합쳐서 하나로 만듭니다.\n\n## ")
    change(tree / "docs/ko/core/dot.md", "\n## ", "\n\nBoth become one here.\n\n## ")
    found = "\n".join(told(tree, "forms"))
    assert "Korean on an English page: '합쳐서 하나로 만듭니다.'" in found
    assert "a paragraph without Korean: 'Both become one here.'" in found


def test_a_page_without_a_description_or_with_another_ones_is_told(tree):
    first, second = (tree / f"docs/en/core/{name}.md" for name in ("add", "dot"))
    words = next(line for line in first.read_text(encoding="utf-8").split("\n") if line.startswith("description: "))
    old = next(line for line in second.read_text(encoding="utf-8").split("\n") if line.startswith("description: "))
    change(second, old, words)
    assert any("has the description of docs/en/core/add.md" in fault for fault in told(tree, "forms"))
    change(second, words + "\n", "")
    assert any("no description in its front matter" in fault for fault in told(tree, "forms"))


ASSETS = {  # file, what is added in front: words of what is told
    ("docs/assets/stylesheets/atlas.css", '@import "https://fonts.example/a.css";\n'): "https://fonts.example/a.css",
    ("docs/assets/stylesheets/atlas.css", "a { background: url( '//a.example/b.png' ) }\n"): "//a.example/b.png",
    ("docs/assets/stylesheets/atlas.css", "a { background: url(../images/no.svg) }\n"): "../images/no.svg is not there",
    ("docs/assets/javascripts/atlas.js", 'fetch("https://count.example/a");\n'): "https://count.example/a",
    ("overrides/partials/logo.html", '<img alt="" src="https://a.example/b.png">\n'): "https://a.example/b.png",
    ("overrides/main.html", '<link rel="stylesheet" href="//fonts.example/a.css">\n'): "//fonts.example/a.css",
}


@pytest.mark.parametrize(("name", "added"), ASSETS)
def test_what_asks_another_host_is_told(tree, name, added):
    path = tree / name
    path.write_text(added + path.read_text(encoding="utf-8"), encoding="utf-8", newline="\n")
    found = told(tree, "assets")
    assert len(found) == 1 and found[0].startswith(f"{name}:1: ") and ASSETS[name, added] in found[0], found


CONFIG = {  # what is replaced in mkdocs.yml: words of what is told
    ("extra_css:\n", "extra_css:\n  - https://a.example/a.css\n"): "asks another host: https://a.example/a.css",
    ("extra_javascript: [", "extra_javascript: [https://a.example/a.js, "): "asks another host: https://a.example/a.js",
    ("  - scripts/hooks/formulas.py\n", ""): "does not name scripts/hooks/formulas.py",
    ("  - assets/stylesheets/parts.css\n", ""): "does not name docs/assets/stylesheets/parts.css",
}


@pytest.mark.parametrize(("old", "new"), CONFIG)
def test_what_the_configuration_lacks_or_fetches_is_told(tree, old, new):
    change(tree / "mkdocs.yml", old, new)
    found = told(tree, "assets")
    assert len(found) == 1 and found[0].startswith("mkdocs.yml") and CONFIG[old, new] in found[0], found


def test_a_cut_font_and_a_broken_picture_are_told(tree):
    font, logo = tree / "docs/assets/fonts/STIXTwoMath.woff2", tree / "docs/assets/images/logo.svg"
    font.write_bytes(font.read_bytes()[:-9])
    change(logo, "</svg>", "")
    found = sorted(told(tree, "assets"))
    assert found[0].startswith("docs/assets/fonts/STIXTwoMath.woff2: no whole WOFF2 font")
    assert found[1].startswith("docs/assets/images/logo.svg:") and "no well-formed SVG" in found[1]


@pytest.mark.parametrize("name", [
    "mkdocs.yml", "README.md", "Makefile", "docs/localized/core/dot.txt", "scripts/runner.py",
    "docs/assets/stylesheets/atlas.css", "overrides/main.html", "snippets/reference/ko/bench.md"])
def test_line_ends_and_marks_of_windows_are_told(tree, name):
    data = (tree / name).read_bytes()
    for wrong, words in ((data.replace(b"\n", b"\r\n"), "CR"), (b"\xef\xbb\xbf" + data, "BOM")):
        (tree / name).write_bytes(wrong)
        assert any(fault.startswith(f"{name}:1: ") and words in fault for fault in told(tree, "texts")), (name, words)


def test_a_ledger_that_cannot_be_read_is_told(tree):
    change(tree / "snippets/recorded.json", '"products": {', '"products": {,')
    done = run(tree, "check")
    assert done.returncode == 1 and "Traceback" not in done.stdout
    assert done.stdout.startswith("snippets/recorded.json:"), done.stdout


def test_a_command_and_a_link_of_the_readme_that_do_not_exist_are_told(tree):
    readme = "Run `make checks`, `make check`.\n\n    python -m scripts updates\n\n[a](no/such.md)\n"
    (tree / "README.md").write_text(readme, encoding="utf-8", newline="\n")
    assert [fault.split("\n")[0] for fault in told(tree, "texts")] == [
        "README.md:1: `make checks` is no command", "README.md:3: `python -m scripts updates` is no command",
        "README.md:5: links to no/such.md, which is not there"]


@pytest.mark.parametrize(("old", "new"), [("Conv1D: convolution/conv1d.md", "Conv2D: convolution/conv1d.md"),
                                          ("Dense: core/dense.md", "Glossary: core/dense.md")])
def test_a_title_of_the_navigation_that_names_another_page_is_told(tree, old, new):
    change(tree / "mkdocs.en.yml", old, new)
    found, page = told(tree, "links"), old.split(": ")[1]
    assert len(found) == 1 and found[0].startswith("mkdocs.en.yml:") and f"nav calls {page}" in found[0], found


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_measured_table_that_was_edited_is_told(tree, language):
    change(tree / f"snippets/reference/{language}/contest.md", "| 1.0 |", "| 1.1 |")
    found = told(tree, "measured")
    assert len(found) == 1 and "contest.md" in found[0] and "make bench" in found[0]
