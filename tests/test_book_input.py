"""Promise: what the book cannot set stops it, by page, line and cure, and the book that was there stays."""

import datetime
import subprocess

import pytest
from served import SITE_PYTHON
from trees import copy_tree

from scripts.book.blocks import Blocks
from scripts.book.compose import Composer
from scripts.book.figures import Figures, frame
from scripts.book.formulas import formula
from scripts.book.inline import BREAKABLE
from scripts.book.pages import Book
from scripts.faults import Refused
from scripts.paths import FIGURES

GOOD = '<h1 id="a">A</h1><p>Words.</p>'
FIGURE = "convolution/conv1d/window"
VERSIONS = dict.fromkeys(("tensorflow", "keras", "numpy", "matplotlib"), "1.0")
DATE = datetime.date(2026, 1, 2)


def book(content, language="en"):
    pages = {"a.md": {"url": "a/", "title": "A", "html": content}, "b.md": {"url": "b/", "title": "B", "html": GOOD}}
    return Book(language, [["One", ["a.md", "b.md"]]], pages)


def written(content, tmp_path, language="en"):
    made = book(content, language)
    return Blocks(made, made.pages[0], {"Conv1D"}, Figures(language, tmp_path)).write()


REFUSED = {  # content: words of the fault
    "<video src='x'></video>": "does not know <video>",
    "<div class='strange'><p>x</p></div>": "does not know <div.strange>",
    "<dl><dt>x</dt></dl>": "does not know <dl>",
    "<p>a <q>b</q></p>": "does not know <q> in a line",
    "<p><a href='../nowhere/'>x</a></p>": "leads nowhere: ../nowhere/",
    "<p><a href='../b/#nowhere'>x</a></p>": "leads nowhere: ../b/#nowhere",
    "<p><img alt='x' src='../assets/figures/no.light.svg'></p>": "no picture ../assets/figures/no.light.svg",
    f"<p><img alt='' src='../assets/figures/{FIGURE}.light.svg'></p>": "no alternative text",
    "<p><span class='arithmatex'>\\(\\begin{matrix} 1 \\end{matrix}\\)</span></p>": "unsupported formula",
    "<p><span class='arithmatex'>\\(\\zeta\\)</span></p>": "no words for",
    "<figure><p>no picture</p></figure>": "does not know <figure>",
    "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>": "differ in length",
}


@pytest.mark.parametrize("content", REFUSED)
def test_unknown_content_is_refused_with_page_and_cure(content, tmp_path):
    with pytest.raises(Refused) as refused:
        written(GOOD + content, tmp_path)
    (fault,) = refused.value.faults
    assert REFUSED[content] in fault.problem
    assert fault.file == "docs/en/a.md" and fault.cure


def test_a_character_that_no_font_has_is_refused(tmp_path):
    with pytest.raises(Refused, match=r"no font of the book has '\\?.*' \(U\+12000\)"):
        Composer(book(GOOD + "<p>\U00012000</p>"), tmp_path).write(VERSIONS, DATE)


def test_the_line_is_that_of_the_page_or_of_what_it_includes(tmp_path):
    tree = copy_tree(tmp_path / "tree")
    page = tree / "docs" / "en" / "glossary.md"
    lines = page.read_text(encoding="utf-8").count("\n")
    page.write_text(page.read_text(encoding="utf-8") + "\n\n<video>moving</video>\n", encoding="utf-8")
    old = tree / "site" / "downloads" / "keras-layer-atlas-en.pdf"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"old")
    done = subprocess.run([SITE_PYTHON, "-m", "scripts", "pdf"], cwd=tree, text=True, capture_output=True, timeout=300)
    assert done.returncode == 1
    assert f"docs/en/glossary.md:{lines + 3}: the book does not know <video>" in done.stderr, done.stderr
    assert old.read_bytes() == b"old"


def test_korean_words_are_kept_whole(tmp_path):
    source = written("<p>합성곱(convolution)은 <code>Conv1D</code>가 합니다.</p>", tmp_path, "ko")
    assert '#box[#"합성곱(convolution)은"]' in source
    assert '#box[#raw("Conv1D")#mark("Conv1D")#"가"]' in source
    assert not BREAKABLE.search("word")


def test_code_and_output_stand_together(tmp_path):
    source = written("<div class='language-python highlight'><pre><code>print(1)\n</code></pre></div><!-- x -->"
                     "<div class='language-text highlight'><pre><code>1\n</code></pre></div>", tmp_path)
    assert '#run("print(1)", "1")' in source


def test_a_footnote_stands_where_it_is_referred_to(tmp_path):
    source = written("<p>Said<sup id='fnref:1'><a class='footnote-ref' href='#fn:1'>1</a></sup>.</p>"
                     "<div class='footnote'><hr><ol><li id='fn:1'><p>By whom.<a class='footnote-backref' "
                     "href='#fnref:1'>x</a></p></li></ol></div>", tmp_path)
    assert '#par[#"Said"#footnote[#"By whom."]#"."]' in source


def test_text_is_never_taken_for_markup(tmp_path):
    source = written('<p>#let x = "1" \\ $a$ *b* _c_</p>', tmp_path)
    assert '#par[#"#let x = \\"1\\" \\\\ $a$ *b* _c_"]' in source


def test_one_frame_of_a_moving_figure_is_drawn_alone():
    svg = (FIGURES / f"{FIGURE}.moving.light.svg").read_text(encoding="utf-8")
    alone = frame(svg, 3)
    assert alone.count("<use xlink:href=\"#g") == 1 and '<use xlink:href="#g3"/>' in alone
    assert "animation" not in alone and "<view" not in alone
    with pytest.raises(ValueError, match="not a moving figure"):
        frame("<svg></svg>", 1)


SPOKEN = {  # TeX: Korean, English
    "y_t = b + \\sum_{i=0}^{k-1} w_i \\, x_{t+i}": (
        "y 아래 첨자 t는 b 더하기, i가 0부터 k 빼기 1까지일 때의 합, w 아래 첨자 i x 아래 첨자 t 더하기 i 첨자 끝",
        "y sub t equals b plus the sum from i equals 0 to k minus 1 of w sub i x sub t plus i end sub"),
    "\\left\\lfloor \\frac{n - k}{s} \\right\\rfloor + 1": (
        "내림 괄호 열고 분수, 분자 n 빼기 k, 분모 s, 분수 끝 내림 괄호 닫고 더하기 1",
        "the floor of the fraction n minus k over s, end fraction, end floor plus 1"),
    "2 \\times 1 + (-1) \\times 0 = 2": (
        "2 곱하기 1 더하기 괄호 열고 마이너스 1 괄호 닫고 곱하기 0은 2",
        "2 times 1 plus open paren minus 1 close paren times 0 equals 2"),
    "k' = x^2": ("k 프라임은 x 제곱", "k prime equals x squared"),
    "y_t = \\max_{0 \\le i < k} x_{s t + i}": (
        "y 아래 첨자 t는, i가 0 이상 k 미만일 때의 최댓값, x 아래 첨자 s t 더하기 i 첨자 끝",
        "y sub t equals the maximum over i from 0 to below k of x sub s t plus i end sub"),
    "-1 + M = 3": ("마이너스 1 더하기 대문자 M은 3", "minus 1 plus capital M equals 3"),
    "\\frac{1}{3}": ("3분의 1", "1 over 3"),
}


@pytest.mark.parametrize("tex", SPOKEN)
def test_formulas_are_read_out(tex):
    for language, words in zip(("ko", "en"), SPOKEN[tex], strict=True):
        assert f'"{words}"' in formula(tex, True, language)
