"""Promise: what one language says and the other does not is told, with both places."""

import re

import pytest
from trees import copy_tree, run

from scripts import languages
from scripts.paragraphs import blocks

PAGE = """---
title: T
description: All 3 of {intro}
---
# Conv1D { #conv1d }

{intro}

## Strides { #strides }

The window moves `strides` cells: 2, then -4. With $k = 2$ it is [half](conv2d.md#strides) as long,
which is 50 %.

- One item has 7
- and `True`

| Length | {intro} | of |
|---|---|---|
| 6 | `n` | $n$ |

$$n \\times 2$$

--8<-- "convolution/conv1d/window.md"

![{alt} of 6](../../assets/figures/convolution/conv1d/window.light.svg)

/// caption
A {alt} of 8 cells.
///

!!! note "{alt}, `x`"

    Text {alt} and 9.

```text
12
```
"""
DAMAGES = {  # what is changed in the English page: (words of the fault, its line)
    ("{ #strides }", "{ #stride }"): ("headings differ", 9),
    ("## Strides { #strides }", "## Strides"): ("without an explicit id", 9),
    ("All 3", "All 4"): ("description: numbers differ", 3),
    ("2, then", "5, then"): ("paragraph: numbers differ", 11),
    ("then -4", "then 4"): ("only in Korean: ['-4']; only in English: ['4']", 11),
    ("50 %", "50"): ("only in Korean: ['50%']; only in English: ['50']", 11),
    ("2, then -4", "two, then -4"): ("only in Korean: ['2']", 11),
    ("$k = 2$", "$k = 3$"): ("paragraph: formulas differ", 11),
    ("moves `strides`", "moves `stride`"): ("paragraph: inline codes differ", 11),
    ("has 7", "has 8"): ("list item: numbers differ", 14),
    ("and `True`", "and `False`"): ("list item: inline codes differ", 15),
    ("| 6 | `n` |", "| 5 | `n` |"): ("table row: numbers differ", 19),
    ("| 6 | `n` | $n$ |", "| 6 | `n` $n$ |"): ("table row: columns differ", 19),
    ("\\times 2$$", "\\times 3$$"): ("formula: differs", 21),
    ("of 8 cells", "of eight cells"): ("caption: numbers differ", 28),
    ("picture of 6", "picture of 5"): ("alt text: numbers differ", 25),
    ("picture of 6", "그림 of 6"): ("alt text: empty, or the same", 25),
    ("![picture of 6]", "![]"): ("alt text: empty, or the same", 25),
    ("    Text picture", "Text picture"): ("paragraph: indented otherwise", 33),
    ("picture, `x`", "picture, `y`"): ("title: inline codes differ", 31),
    ("picture and 9", "picture and 8"): ("paragraph: numbers differ", 33),
    ("```text\n12", "```text\n13"): ("listing: differs", 35),
    ("- and `True`", "\nand `True`"): ("blocks of text differ", 15),
    ("has 7\n", "has 7\n\nOne more.\n\n"): ("nothing in Korean, paragraph in English", 15),
    ("conv2d.md#strides", "conv2d.md#padding"): ("links differ", 9),
    ("conv1d/window.md", "conv1d/other.md"): ("includes differ", 9),
    ("window.light.svg", "padding.light.svg"): ("figures differ", 9),
    ("!!! note", "!!! warning"): ("admonitions differ", 9),
    ("```text\n", "```\n"): ("fences differ", 9),
}
SAME = {  # what is no difference
    "2, then -4": "`strides`: 2, then -4, and 2 again",
    "has 7": "has 7 of them and two more",
    "50 %": "50%",
    "then -4": "then −4",
    "as long,\nwhich": "as long, which",
}


@pytest.fixture
def pair(tmp_path, monkeypatch):
    monkeypatch.setattr(languages, "DOCS", tmp_path)
    monkeypatch.setattr("scripts.labs.lab_paths", list)
    monkeypatch.setattr(languages, "relative", lambda path: path.relative_to(tmp_path).as_posix())
    monkeypatch.setattr("scripts.snippets.relative", lambda path: path.name)
    (tmp_path / "free.txt").write_text("No exceptions\n", encoding="utf-8")
    monkeypatch.setattr("scripts.terms.FREE", tmp_path / "free.txt")
    for language, intro, alt in (("ko", "창이 3칸을 봅니다.", "그림"), ("en", "A window sees 3 places.", "picture")):
        (tmp_path / language).mkdir()
        (tmp_path / language / "page.md").write_text(PAGE.replace("{intro}", intro).replace("{alt}", alt),
                                                     encoding="utf-8")
    return tmp_path


def change(page, old, new):
    text = page.read_text(encoding="utf-8")
    assert old in text
    page.write_text(text.replace(old, new), encoding="utf-8")


def test_two_equal_pages_have_no_fault(pair):
    assert languages.compare(languages.pairs()) == []


@pytest.mark.parametrize(("old", "new"), DAMAGES)
def test_each_difference_is_told_with_both_places(pair, old, new):
    change(pair / "en" / "page.md", old, new)
    words, line = DAMAGES[old, new]
    told = next(str(fault) for fault in languages.compare(languages.pairs()) if words in str(fault))
    places = re.findall(r"(?:ko|en)/page\.md:(\d+)", told)
    assert str(line) in places, told
    assert words == "without an explicit id" or {"ko/page.md", "en/page.md"} <= set(re.findall(r"\w+/page\.md", told))
    assert "to mend it: " in told


@pytest.mark.parametrize(("ours", "theirs", "words"), [
    ("2, 2, then -4", "2, -4, then -4", "numbers differ: ko; only in Korean: ['2']; only in English: ['-4']"),
    ("`a`, `a`, `b`", "`a`, `b`, `b`", "inline codes differ"), ("2, 2, then -4", "2, then -4", "")])
def test_which_of_two_is_said_twice_is_told_and_how_often_is_not(pair, ours, theirs, words):
    for language, said in (("ko", ours), ("en", theirs)):
        change(pair / language / "page.md", "2, then -4", said)
    told = "\n".join(map(str, languages.compare(languages.pairs())))
    assert words.replace("differ: ko;", "differ from en/page.md:11:") in told and bool(words) == bool(told)


@pytest.mark.parametrize("old", SAME)
def test_what_says_the_same_is_no_difference(pair, old):
    change(pair / "en" / "page.md", old, SAME[old])
    assert languages.compare(languages.pairs()) == []


def test_english_may_call_digits_zeros_and_ones(pair):
    change(pair / "ko" / "page.md", "has 7", "has 7, and 0")
    change(pair / "en" / "page.md", "has 7", "has 7, and zeros")
    assert languages.compare(languages.pairs()) == []


def test_every_line_of_text_is_in_a_block():
    found = blocks(PAGE)
    assert [block.kind for block in found] == [
        "title", "description", "heading", "paragraph", "heading", "paragraph", "list item", "list item", "table row",
        "table row", "formula", "include", "alt text", "caption", "title", "paragraph", "listing"]
    assert found[5].text.endswith("as long, which is 50 %.")


def test_a_page_in_one_language_only_is_told(pair):
    (pair / "ko" / "alone.md").write_text("# A { #a }\n", encoding="utf-8")
    (told,) = languages.compare(languages.pairs())
    assert "has no twin in en" in str(told)


def test_what_a_lab_says_beside_its_prose_is_compared(pair, monkeypatch):
    lab = pair / "lab.py"
    lab.write_text("""# %% [markdown] lang="ko" description="3칸"
# # 실습 { #lab }
# %% [markdown] lang="en" description="2 cells"
# # Lab { #lab }
# %% alt_ko="막대 4개" alt_en="5 bars"
plt.show()
""", encoding="utf-8")
    monkeypatch.setattr("scripts.labs.lab_paths", lambda: [lab])
    told = [str(fault) for fault in languages.compare(languages.pairs())]
    assert told[0].startswith("lab.py:1: description: numbers differ from lab.py:1: only in Korean: ['3']")
    assert told[1].startswith("lab.py:5: alt text: numbers differ from lab.py:5: only in Korean: ['4']")


def test_check_fails_on_a_difference(tmp_path):
    tree = copy_tree(tmp_path)
    change(tree / "docs" / "en" / "convolution" / "conv1d.md", "moves a small window", "moves a window of 987")
    done = run(tree, "check")
    assert done.returncode == 1
    assert ("docs/ko/convolution/conv1d.md:10: paragraph: numbers differ from docs/en/convolution/conv1d.md:10: "
            "only in English: ['987']") in done.stdout
