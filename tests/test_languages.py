"""Promise: what one language says and the other does not is told, with both places."""

import pytest
from trees import copy_tree, run

from scripts import languages

PAGE = """---
title: T
---
# Conv1D { #conv1d }

{intro}

## Strides { #strides }

The window moves `strides` cells: 2, then 4. [link](conv2d.md#strides)

--8<-- "convolution/conv1d/window.md"

![{alt}](../../assets/figures/convolution/conv1d/window.light.svg)

!!! note "{alt}"

    Text {alt}.
"""
DAMAGES = {  # what is changed in the English page: words of the fault
    ("{ #strides }", "{ #stride }"): "headings differ",
    ("## Strides { #strides }", "## Strides"): "without an explicit id",
    ("2, then 4", "2, then 5"): "numbers differ",
    ("`strides`", "`stride`"): "inline codes differ",
    ("conv2d.md#strides", "conv2d.md#padding"): "links differ",
    ("conv1d/window.md", "conv1d/other.md"): "includes differ",
    ("window.light.svg", "padding.light.svg"): "figures differ",
    ("!!! note", "!!! warning"): "admonitions differ",
    ("    Text", "```text\n```\n\n    Text"): "fences differ",
}


@pytest.fixture
def pair(tmp_path, monkeypatch):
    monkeypatch.setattr(languages, "DOCS", tmp_path)
    monkeypatch.setattr("scripts.labs.lab_paths", list)
    monkeypatch.setattr(languages, "relative", lambda path: path.relative_to(tmp_path).as_posix())
    monkeypatch.setattr("scripts.snippets.relative", lambda path: path.name)
    for language, intro, alt in (("ko", "창이 3칸을 봅니다.", "그림"), ("en", "A window sees 3 cells.", "picture")):
        (tmp_path / language).mkdir()
        (tmp_path / language / "page.md").write_text(PAGE.replace("{intro}", intro).replace("{alt}", alt),
                                                     encoding="utf-8")
    return tmp_path


def test_two_equal_pages_have_no_fault(pair):
    assert languages.compare() == []


@pytest.mark.parametrize(("old", "new"), DAMAGES)
def test_each_difference_is_told_with_both_places(pair, old, new):
    page = pair / "en" / "page.md"
    text = page.read_text(encoding="utf-8")
    assert old in text
    page.write_text(text.replace(old, new), encoding="utf-8")
    told = "\n".join(map(str, languages.compare()))
    assert DAMAGES[old, new] in told
    assert "page.md:" in told


def test_a_page_in_one_language_only_is_told(pair):
    (pair / "ko" / "alone.md").write_text("# A { #a }\n", encoding="utf-8")
    (told,) = languages.compare()
    assert "has no twin in en" in str(told)


def test_check_fails_on_a_difference(tmp_path):
    tree = copy_tree(tmp_path)
    page = tree / "docs" / "en" / "convolution" / "conv1d.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nOne more number: 987.\n", encoding="utf-8")
    done = run(tree, "check")
    assert done.returncode == 1
    assert "only in English: ['987']" in done.stdout
