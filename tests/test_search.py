"""Promise: the search finds the right page first, in the reader's language, in a real browser."""

import json
import re

import pytest

WANTED = [  # language, what is typed, the first page, what its first section must be
    ("ko", "합성곱", "ko/convolution/", None),
    ("ko", "패딩", r"ko/(glossary|\w+/\w+)/", "#padding"),
    ("ko", "Conv2D", "ko/convolution/conv2d/", None),
    ("ko", "keras.layers.Conv1D", "ko/convolution/conv1d/", None),
    ("ko", "strides", r"ko/\w+/\w+/", "#strides"),
    ("ko", "Conv2DTranspose", "ko/transposed/conv2d_transpose/", None),
    ("en", "convolution", "en/convolution/", None),
    ("en", "padding", r"en/\w+/\w+/", "#padding"),
    ("en", "Conv2D", "en/convolution/conv2d/", None),
    ("en", "keras.layers.Conv1D", "en/convolution/conv1d/", None),
    ("en", "strides", r"en/\w+/\w+/", "#strides"),
]


def results(page, query):
    """[[page, its best section, …], …] of the first hits, as addresses below the site's."""
    field = page.locator("[data-md-component=search-query]")
    field.click()
    field.fill(query)
    field.press("End")  # filling alone makes no key event, and those start the search
    page.locator(".md-search-result__item").first.wait_for()
    links = page.evaluate("""() => [...document.querySelectorAll('.md-search-result__item')].slice(0, 5).map(
      item => [...item.querySelectorAll('a.md-search-result__link')].map(link => link.href))""")
    return [[re.sub(r"\?h=[^#]*", "", link).partition("/atlas/")[2] for link in item] for item in links]


@pytest.mark.parametrize(("language", "query", "first", "section"), WANTED)
def test_first_hit(site, page, language, query, first, section):
    page.goto(site.address + f"{language}/glossary/")
    hits = results(page, query)
    assert re.fullmatch(first, hits[0][0]), hits
    assert section is None or hits[0][1].endswith(section), hits
    assert all(link.startswith(f"{language}/") for item in hits for link in item), hits


def test_english_finds_english_pages_only(site, page):
    page.goto(site.address + "en/")
    for item in results(page, "합성곱"):
        assert all(link.startswith("en/") for link in item), item


@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_a_hit_may_show(site, language):
    """Error messages whole, each once; no answers of exercises, and no tables of numbers."""
    index = json.loads((site.folder / language / "search" / "search_index.json").read_text(encoding="utf-8"))
    texts = {entry["location"]: entry["text"] for entry in index["docs"]}
    exercises = {text for location, text in texts.items() if "#check-" in location}
    assert exercises == {""}
    wrong = texts["convolution/conv2d/#wrong-groups"]
    assert wrong.count("The number of filters must be evenly divisible by the number of groups") == 1
    sizes = texts["convolution/conv2d/#shapes-and-parameters"]
    assert "360" in sizes and "28 × 28" not in sizes
