"""Promise: a page's Markdown is cut into cells that any notebook shows as meant, or refused by file and line."""

import json

import pytest
from markdown_it import MarkdownIt

from scripts import marks, notebooks
from scripts.cells import Cutter, Line
from scripts.faults import Refused


def cut(text, page="convolution/x.md"):
    lines = [Line(line, f"docs/en/{page}", number) for number, line in enumerate(text.split("\n"), 1)]
    return Cutter(page, "en", lambda name: f"https://a.example/{name}").cut(lines)


INCLUDE = '--8<-- "convolution/conv1d/window.md"'
CUTS = {  # Markdown: cells, with an example as its name
    f"a\n\n{INCLUDE}\n\nb": ["a", "window", "b"],
    f'??? question "Q `x`?"\n\n    A\n\n    {INCLUDE}\n\n    B\n\nC': ["**Q `x`?**\n\nA", "window", "B\n\nC"],
    f'=== "One"\n\n    {INCLUDE}\n\n=== "Two"\n\n    b': ["**One**", "window", "**Two**\n\nb"],
    '!!! note "N"\n\n    a\n\n        code': ["**N**\n\na\n\n    code"],
    f"- a\n\n    {INCLUDE}\n\n    b\n\n    - c\n- d": ["- a", "window", "b\n\n- c\n- d"],
    "## T { #t }\n\na": ['<a id="t"></a>\n## T\n\na'],
    '<div class="card" markdown>\n\n| a |\n|---|\n| b |\n\n</div>': ["| a |\n|---|\n| b |"],
    '<div class="numbers" markdown data-search-exclude>\n\n| a |\n|---|\n| b |\n\n</div>': ["| a |\n|---|\n| b |"],
    "[x](../glossary.md#y) [z](conv1d.md) [i](#i) [`h`](https://h.example/?a=b#c)": [
        "[x](https://a.example/glossary.md#y) [z](https://a.example/convolution/conv1d.md) [i](#i) "
        "[`h`](https://h.example/?a=b#c)"],
    "`[x](y.md)` and `{ #x }` and $x[i](t)$": ["`[x](y.md)` and `{ #x }` and $x[i](t)$"],
    "```text\n[x](y.md)\n??? z\n```": ["```text\n[x](y.md)\n??? z\n```"],
    "| `a|b` |": [r"| `a\|b` |"],
    "1~2, 3~4, `~` and `~`": [r"1\~2, 3\~4, `~` and `~`"],
    "a ~ b": ["a ~ b"],
}


@pytest.mark.parametrize("text", CUTS)
def test_cut(text):
    assert [piece if isinstance(piece, str) else piece.path.stem for piece in cut(text)] == CUTS[text]


def test_a_picture_has_a_cell_with_its_caption():
    made = cut('a\n\n![A "quoted" <b>](../../assets/figures/pooling/family.light.svg)\n\n'
               "/// caption\n**b** `c`.\n///\n\nd")
    assert [made[0], made[2]] == ["a", "d"]
    assert made[1].startswith('<img alt="A &quot;quoted&quot; &lt;b&gt;" width="')
    assert made[1].endswith('">\n\n***b** `c`.*')


@pytest.mark.parametrize(("text", "expected"), [
    ("**창(window)**을", "<strong>창(window)</strong>을"), ("**창**을 **b**.", "**창**을 **b**."),
    ("*(a)*는", "<em>(a)</em>는"), ("2 * 3 * 4", "2 * 3 * 4"), ("a**(b)**", "a<strong>(b)</strong>"),
    ("**a *b* c**d", "**a *b* c**d"), ("**\ue000**를 \ue001", "<strong>\ue000</strong>를 \ue001")])
def test_stars_that_commonmark_would_print_become_tags(text, expected):
    assert marks.strong(text) == expected
    shown = MarkdownIt("commonmark", {"html": True}).render(expected)
    assert ("*" in shown) == (text == "2 * 3 * 4")


REFUSALS = {  # Markdown: line, words
    "a\n\n/// note\nb\n///": (3, "a block that notebooks do not know"),
    "a\n/// caption\nb": (2, "never closed"),
    "```text\na": (1, "never closed"),
    '<div class="card" markdown>\n\na': (1, "never closed"),
    "</div>": (1, "raw HTML"),
    '<div class="language-python highlight signature"><pre>\na': (1, "never closed"),
    'a\n--8<-- "no/such.md"': (2, "no/such.md"),
    "see --8<-- there": (1, "an include that would not be followed"),
    "![x](../../assets/figures/no.light.svg)": (1, "no such figure"),
    "![x](../../assets/figures/pooling/family.dark.svg)": (1, "no such figure"),
    "a ![x](../../assets/figures/pooling/family.light.svg)": (1, "a picture within a line"),
    "[x](../../assets/figures/pooling/family.light.svg)": (1, "which is no page"),
    "[x](ftp://a.example/)": (1, "which is no page"),
    "[x]()": (1, "which is no page"),
    "??? question\n\n    a": (1, "without a title"),
    '??? question "Q"\n\na': (1, "holds nothing"),
    '- a\n\n    !!! note "N"\n\n        b': (3, "a block that notebooks do not know"),
    '===! "T"\n\n    a': (1, "a block that notebooks do not know"),
    "a[^1]": (1, "a footnote"),
    "[x]: https://a.example/": (1, "a link defined elsewhere"),
    "a{ .b }": (1, "attributes"),
    "## T { #t .b }": (1, "attributes"),
    "<details><summary>a</summary></details>": (1, "raw HTML"),
    "$$\nx\n$$": (1, "a formula over several lines"),
}


@pytest.mark.parametrize("text", REFUSALS)
def test_what_it_does_not_know_is_refused_by_line(text):
    line, words = REFUSALS[text]
    with pytest.raises(Refused) as refused:
        cut(text)
    message = str(refused.value)
    assert message.startswith(f"docs/en/convolution/x.md:{line}: ") and words in message and "to mend it: " in message


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """Pages of docs/en/convolution, and a place to write them to."""
    for name in ("scripts.notebooks.DOCS", "scripts.cells.DOCS"):
        monkeypatch.setattr(name, tmp_path / "docs")
    monkeypatch.setattr("scripts.paths.ROOT", tmp_path)
    folder = tmp_path / "docs" / "en" / "convolution"
    folder.mkdir(parents=True)
    return folder


@pytest.mark.parametrize(("text", "words"), [
    ("# T", "does not begin with title and description"), ("---\ntitle: T\n", "does not begin with title and"),
    ("---\ntitle: T\n---\n# T\n\na", "has no description"), ("---\ndescription: D\n---\n# T\n\na", "has no title"),
    ("---\ntitle: T\ndescription: D\n---\na\n\n# T\n\nb", "does not begin with its title")])
def test_a_page_without_its_head_is_refused(tree, text, words):
    (tree / "x.md").write_text(text)
    with pytest.raises(Refused, match=f"docs/en/convolution/x.md:1: .*{words}"):
        notebooks.notebook("convolution/x.md", "en")


def test_a_notebook_of_the_tree_keeps_all_but_its_links(tree, monkeypatch):
    monkeypatch.setenv("SITE_URL", "https://a.example/b")
    said = ['<a id="t"></a>\n', "\n", "# T\n", "\n", "[x](../convolution/conv1d.md#y) [z](index.md) [l](l.ipynb)"]
    cells = [{"cell_type": "markdown", "id": "a", "metadata": {"x": 1}, "source": said},
             {"cell_type": "code", "id": "b", "metadata": {}, "execution_count": 3, "source": "print('[x](y.md)')",
              "outputs": [{"output_type": "display_data", "metadata": {}, "data": {"image/png": "AAAA"}}]}]
    (tree.parent / "labs").mkdir()
    lab = {"cells": cells, "metadata": {"atlas": {}}, "nbformat": 4, "nbformat_minor": 5}
    (tree.parent / "labs" / "l.ipynb").write_text(json.dumps(lab))
    made = json.loads(notebooks.notebook("labs/l.ipynb", "en"))
    root = "https://a.example/b/en"
    assert "".join(made["cells"][0]["source"]) == (
        f'<a id="t"></a>\n\n# T\n\n[x]({root}/convolution/conv1d/#y) [z]({root}/labs/) [l]({root}/labs/l/)')
    assert made["cells"][1] == cells[1] and made["metadata"] == lab["metadata"]
    cells[0]["source"] = ["# T\n", "\n", "/// note"]
    (tree.parent / "labs" / "l.ipynb").write_text(json.dumps(lab))
    with pytest.raises(Refused, match="docs/en/labs/l.ipynb, cell 1:3: a block"):
        notebooks.notebook("labs/l.ipynb", "en")
