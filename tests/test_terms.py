"""Promise: a term of the glossary that one language swaps for another word is told; the pages as they are have none."""

import dataclasses

import pytest
from trees import copy_tree, run

from scripts import languages, terms
from scripts.paragraphs import CODE, LITERAL, MATH, TARGET, Block, blocks

STRANGE = {"ko": "낯선말", "en": "oddity"}


@pytest.fixture(scope="module")
def known():
    return terms.Terms()


def compare(known, korean, english, place="page#id"):
    twins = [(Block("paragraph", 3, korean), Block("paragraph", 7, english))]
    return [str(fault) for fault in known.compare(place, "ko/page.md", "en/page.md", twins)]


SWAPS = {  # Korean and English: what is told
    ("스트라이드가 2이면 창이 두 칸씩 갑니다.", "With a stride of 2 the window moves two cells."):
        "ko/page.md:3: paragraph: '스트라이드' is not this atlas's word for #stride",
    ("보폭이 2입니다.", "The step is 2."):
        "ko/page.md:3: paragraph: says '보폭' (glossary: #stride), and en/page.md:7 does not say 'stride'",
    ("필터의 크기입니다.", "The size of the kernel."):
        "en/page.md:7: paragraph: says 'kernel' (glossary: #kernel), and ko/page.md:3 does not say '커널'",
    ("전치 합성곱입니다.", "A deconvolution."): "'deconvolution' is not this atlas's word for #transposed-convolution",
    ("전치 합성곱입니다.", "A convolution."): "says '전치 합성곱' (glossary: #transposed-convolution)",
    ("합성곱입니다.", "A transposed convolution."): "says 'transposed convolution'",
    ("시점마다 하나입니다.", "One for each moment."): "does not say 'time step'",
    ("걸음(stride)은 2입니다.", "The stride is 2."): "걸음(stride): 'stride' is '보폭' in the glossary",
}
FINE = [
    ("보폭(stride)이 2입니다.", "The stride is 2."),
    ("strides와 dilation_rate", "strides and dilation_rate"),
    ("`strides`를 봅니다.", "Look at `strides`."),
    ("압축한 축소판입니다.", "A small version."),
    ("[Going Deeper with Convolutions](https://a.example)를 봅니다.", "[Going Deeper with Convolutions](https://a.example)"),
    ("`Conv2D`와 UpSampling2D입니다.", "`Conv2D` and UpSampling2D."),
    ("눈으로 셀 수 있습니다.", "You can count them."),
]


@pytest.mark.parametrize(("korean", "english"), SWAPS)
def test_a_swap_is_told(known, korean, english):
    told = "\n".join(compare(known, korean, english))
    assert SWAPS[korean, english] in told
    assert "to mend it: " in told


@pytest.mark.parametrize(("korean", "english"), FINE)
def test_what_is_no_swap_is_not_told(known, korean, english):
    assert compare(known, korean, english) == []


def sections():
    """(place, its twin blocks) of every section of the pages."""
    for pair in languages.pairs():
        for k, e in zip(pair.korean, pair.english, strict=True):
            yield f"{pair.key}#{k.name}", list(zip(blocks(k.text, k.line), blocks(e.text, e.line), strict=True))


def uses(known, language, block):
    """{id: [(start, end) of each mention]} in a block's words."""
    text = block.text
    for pattern in (terms.TITLES, CODE, MATH, TARGET, terms.NAMES):
        text = pattern.sub(lambda found: " " * len(found[0]), text)
    own, found = known.languages[language], {}
    for match in own.pattern.finditer(text):
        for name in own.asking.get(match[1].lower(), ()):
            found.setdefault(name, []).append(match.span(1))
    return found


def swapped(block, spans, word):
    text = block.text
    for start, end in reversed(spans):
        text = text[:start] + word + text[end:]
    return dataclasses.replace(block, text=text)


def seeded(known):
    """(language, forbidden or not, told?) for every paragraph and every term in it, swapped in one language."""
    for place, twins in sections():
        for pair in twins:
            for side, language in enumerate(("ko", "en")):
                if pair[side].kind in LITERAL:
                    continue
                for name, spans in uses(known, language, pair[side]).items():
                    never = known.extra.get(name, {}).get(f"not_{language}", [])[:1]
                    for word in [STRANGE[language], *never]:
                        other = swapped(pair[side], spans, word)
                        swap = (other, pair[1]) if side == 0 else (pair[0], other)
                        yield language, word in never, bool(known.compare(place, "ko", "en", [swap]))


def test_swaps_seeded_into_every_paragraph_are_told(known):
    """Variants that are listed always; other words in more than five of six paragraphs."""
    told = {}
    for language, listed, found in seeded(known):
        told.setdefault((language, listed), []).append(found)
    for (language, listed), found in told.items():
        assert len(found) > 500
        assert sum(found) / len(found) >= (1 if listed else 5 / 6), (language, listed, sum(found), len(found))


def test_the_data_is_checked(known, tmp_path, monkeypatch):
    data, free = tmp_path / "terms.toml", tmp_path / "free.txt"
    data.write_text('[strid]\nko = ["보폭"]\n[stride]\nnever = ["x"]\n', encoding="utf-8")
    free.write_text("No exceptions\nconvolution/conv1d#strides stride\n", encoding="utf-8")
    monkeypatch.setattr(terms, "DATA", data)
    monkeypatch.setattr(terms, "FREE", free)
    monkeypatch.setattr(terms, "relative", lambda path: path.name)
    monkeypatch.setattr("scripts.snippets.relative", lambda path: path.name)
    told = "\n".join(map(str, terms.Terms().faults()))
    assert "terms.toml: [strid] ko: no such term" in told
    assert "terms.toml: [stride] never: no such term, or no such key" in told
    assert "free.txt: 'convolution/conv1d#strides stride' excepts nothing any more" in told


def test_an_exception_excuses_its_section_alone(known, monkeypatch):
    monkeypatch.setattr(known, "free", {"page#id stride": None})
    assert compare(known, "보폭이 2입니다.", "It is 2.") == []
    assert compare(known, "보폭이 2입니다.", "It is 2.", "page#other") != []


def test_check_fails_on_a_swap_and_on_a_glossary_that_disagrees(tmp_path):
    tree = copy_tree(tmp_path)
    page = tree / "docs" / "en" / "convolution" / "conv1d.md"
    page.write_text(page.read_text(encoding="utf-8").replace("stride of ", "step of "), encoding="utf-8")
    glossary = tree / "docs" / "en" / "glossary.md"
    glossary.write_text(glossary.read_text(encoding="utf-8").replace("### loss · 손실", "### cost · 손실"),
                        encoding="utf-8")
    done = run(tree, "check")
    assert done.returncode == 1
    assert "(glossary: #stride), and docs/en/convolution/conv1d.md:" in done.stdout
    assert "#loss is ('손실', 'loss') in Korean, ('cost', '손실') in English" in done.stdout
