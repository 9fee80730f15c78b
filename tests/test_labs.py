"""Promise: labs run from top to bottom anywhere and print what is recorded; what is wrong in one is told by place."""

import json
import shutil

import nbformat
import pytest
from kernels import execute
from trees import copy_tree, run

from scripts import labs, languages
from scripts.faults import Refused
from scripts.paths import DOCS, LANGUAGES, ROOT

SLUGS = [path.stem for path in labs.lab_paths()]
GOOD = '''# %% [markdown] lang="ko" description="설명"
# # 실습 { #lab }
#
# 숫자 3을 봅니다.
# %% [markdown] lang="en" description="Words"
# # Lab { #lab }
#
# Look at the number 3.
# %%
import matplotlib.pyplot as plt

print(3)
# %% alt_ko="선" alt_en="A line"
plt.plot([1, 2])
plt.show()
'''
REFUSED = {  # what is replaced: (by what, line of the fault, words)
    ' lang="en" description': (" description", 5, "a prose cell without a language"),
    ' description="Words"': ("", 1, "no description in en"),
    '# %% [markdown] lang="en" description="Words"\n# # Lab': ("# %%\n# # Lab", 2, "in Korean only"),
    "# # 실습 { #lab }": ("실습", 2, "a line of prose that is no comment"),
    "print(3)": ('print("\u00e9")', 12, "only ASCII"),
    "import matplotlib.pyplot as plt\n": ("x = 1" + " + 1" * 30 + "\n", 10, "columns; at most"),
    ' alt_ko="선"': ("", 13, "a picture without words"),
    "plt.plot([1, 2])": ("plt.show()", 14, "two figures in one cell"),
    '# %% [markdown] lang="ko"': ('x = 1\n# %% [markdown] lang="ko"', 1, "does not begin with a cell"),
}


@pytest.fixture
def tree(tmp_path):
    """A copy of the project with one small lab."""
    tree = copy_tree(tmp_path / "tree")
    shutil.rmtree(tree / "snippets" / "labs")
    (tree / "snippets" / "labs").mkdir()
    (tree / "snippets" / "labs" / "small.py").write_text(GOOD, encoding="utf-8")
    return tree


def printed(cell):
    """What a cell wrote to stdout."""
    return "".join(output.text for output in cell.outputs if output.get("name") == "stdout")


def test_there_is_a_lab_for_every_chapter():
    assert len(SLUGS) == 6
    chapters = {path.parent.name for path in (DOCS / "en").glob("*/index.md")} - {"labs"}
    for language in LANGUAGES:
        linked = {path.parent.name for path in (DOCS / language).glob("*/index.md")
                  if any(f"../labs/{slug}.ipynb" in path.read_text(encoding="utf-8") for slug in SLUGS)}
        assert linked == chapters


@pytest.mark.parametrize("old", REFUSED)
def test_a_lab_that_is_not_of_the_form_is_refused(tmp_path, monkeypatch, old):
    new, line, words = REFUSED[old]
    assert GOOD.count(old) == 1
    path = tmp_path / "lab.py"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    for module in ("scripts.labs", "scripts.snippets"):
        monkeypatch.setattr(f"{module}.relative", lambda path: path.name)
    with pytest.raises(Refused) as refused:
        labs.parse(path)
    (fault,) = refused.value.faults
    assert (words in fault.problem, fault.line) == (True, line), str(fault)


def test_a_number_in_one_language_only_is_told(tree):
    path = tree / "snippets" / "labs" / "small.py"
    path.write_text(GOOD.replace("number 3", "number 4"), encoding="utf-8")
    done = run(tree, "check")
    assert done.returncode == 1
    assert "snippets/labs/small.py:4: paragraph: numbers differ from snippets/labs/small.py:8" in done.stdout


def test_a_lab_becomes_two_notebooks_and_its_figures(tree):
    done = run(tree, "update", "snippets/labs/small.py")
    assert done.returncode == 0, done.stdout
    books = [nbformat.read(tree / "docs" / language / "labs" / "small.ipynb", as_version=4) for language in LANGUAGES]
    for book, words, alt in zip(books, ("숫자 3", "number 3"), ("선", "A line"), strict=True):
        nbformat.validate(book)
        assert [cell.cell_type for cell in book.cells] == ["markdown", "code", "code"]
        assert words in book.cells[0].source and "{ #" not in book.cells[0].source
        assert book.cells[1].outputs[0].text == "3\n"
        assert "<svg" in book.cells[2].outputs[0].data["image/svg+xml"] and book.cells[2].metadata.alt == alt
    figures = tree / "docs" / "assets" / "figures" / "labs" / "small"
    light, dark = ((figures / f"1.{theme}.svg").read_text() for theme in ("light", "dark"))
    assert light != dark and light.count("<") == dark.count("<")
    first = {path: path.read_bytes() for path in [*figures.glob("*"), *tree.glob("docs/*/labs/small.ipynb")]}
    assert run(tree, "update", "--all", "snippets/labs/small.py").returncode == 0
    assert all(path.read_bytes() == data for path, data in first.items()), "another run gives other bytes"


def test_a_failing_cell_stops_and_the_old_notebook_stays(tree):
    path = tree / "snippets" / "labs" / "small.py"
    assert run(tree, "update", "snippets/labs/small.py").returncode == 0
    old = (tree / "docs" / "ko" / "labs" / "small.ipynb").read_bytes()
    path.write_text(GOOD.replace("print(3)", "print(3)\n1 / 0"), encoding="utf-8")
    done = run(tree, "update", "snippets/labs/small.py")
    assert done.returncode == 1
    assert "snippets/labs/small.py:10: cell 1 of 2 fails" in done.stdout, done.stdout
    assert "ZeroDivisionError" in done.stdout and "was left as it was" in done.stdout
    assert (tree / "docs" / "ko" / "labs" / "small.ipynb").read_bytes() == old


@pytest.mark.parametrize("slug", SLUGS)
def test_the_downloaded_lab_prints_what_is_recorded(site, slug, tmp_path):
    """Every downloadable lab, run with nbclient in a clean folder; its code is the same in both languages."""
    paths = [site.folder / language / "labs" / slug / f"{slug}.ipynb" for language in LANGUAGES]
    books = [nbformat.read(path, as_version=4) for path in paths]
    codes = [[(cell.source, printed(cell)) for cell in book.cells if cell.cell_type == "code"] for book in books]
    assert codes[0] == codes[1] and len(codes[0]) > 3
    again = execute(paths[0], tmp_path)
    assert [printed(cell) for cell in again.cells if cell.cell_type == "code"] == [text for _, text in codes[0]]


@pytest.mark.parametrize("slug", SLUGS)
def test_a_lab_page_is_like_every_other(site, page, slug):
    """Blocks of the theme, figures in both themes, the notebook's headings with their ids, titles fit for a search."""
    lab = labs.parse(ROOT / "snippets" / "labs" / f"{slug}.py")
    drawn = sum(cell.draws for cell in lab.cells)
    for language in LANGUAGES:
        page.goto(f"{site.address}{language}/labs/{slug}/")
        assert page.locator("article .language-python.highlight").count() == len(lab.code)
        shown = page.locator("article .language-python.highlight code").all_text_contents()
        assert [code.strip("\n") for code in shown] == [cell.source for cell in lab.code]
        assert page.locator("article .figure img.only-dark").count() == drawn > 0
        assert page.locator("style").count() == 0 and page.locator(".jp-Cell").count() == 0
        ids = [section.id for section in languages.cut(lab.prose(language)) if section.level]
        assert page.locator("article :is(h1, h2, h3)").evaluate_all("all => all.map(one => one.id)") == ids
        if "$" in lab.prose(language):
            assert page.locator("article math").count() > 0
        index = json.loads((site.folder / language / "search" / "search_index.json").read_text(encoding="utf-8"))
        titles = [entry["title"] for entry in index["docs"] if entry["location"].startswith(f"labs/{slug}/")]
        assert len(titles) == len(ids) and not [title for title in titles if "¶" in title or "#" in title]
