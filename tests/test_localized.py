"""Promise: Korean that changed after its English was localized is told, on the page too, until it is marked."""

import json
import shutil
import subprocess

import pytest
from served import build_site
from trees import copy_tree, run

from scripts import localized
from scripts.languages import Pair, cut

KO, EN = "docs/ko/convolution/conv1d.md", "docs/en/convolution/conv1d.md"
STATE = "docs/localized/convolution/conv1d.txt"
FRESH = ((KO, "## 새 절 { #fresh }\n\n글입니다.\n\n"), (EN, "## Fresh { #fresh }\n\nText.\n\n"))


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    return copy_tree(tmp_path_factory.mktemp("tree"))


@pytest.fixture
def pages(tree):
    """The tree, with the page and its state as they were after each test."""
    saved = {name: (tree / name).read_bytes() for name in (KO, EN, STATE)}
    yield tree
    for name, data in saved.items():
        (tree / name).write_bytes(data)


def change(tree, name, old, new):
    path = tree / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def line(tree, name, start):
    lines = (tree / name).read_text(encoding="utf-8").split("\n")
    return next(number for number, text in enumerate(lines, 1) if text.startswith(start))


def test_a_changed_section_is_told_until_it_is_marked(pages):
    change(pages, KO, "창이 길수록 출력은 짧아집니다", "창이 길수록 출력이 짧아집니다")
    change(pages, KO, "창을 한 번에 몇 칸 옮길지", "창을 한 번에 몇 칸씩 옮길지")
    ko, en = (line(pages, name, "## strides") for name in (KO, EN))
    told = f"{KO}:{ko}: section #strides changed after {EN}:{en} was last localized"
    done = run(pages, "check")
    assert done.returncode == 1
    assert told in done.stdout and f"`python -m scripts localized {EN}#strides`" in done.stdout
    listed = run(pages, "localized")
    assert listed.returncode == 0
    assert told in listed.stdout and "sections behind their Korean: 2" in listed.stdout
    marked = run(pages, "localized", f"{EN}#strides")
    assert (marked.returncode, marked.stdout) == (0, f"{EN}: #strides\n")
    left = run(pages, "localized").stdout
    assert "#strides" not in left and "#kernel-size" in left
    assert run(pages, "localized", KO).stdout == f"{EN}: #kernel-size\n"
    assert run(pages, "check").returncode == 0


def test_white_space_is_no_change(pages):
    change(pages, KO, "창을 한 번에 몇 칸 옮길지", "창을 한번에\n몇 칸  옮길지")
    assert run(pages, "localized").stdout == "sections behind their Korean: 0\n"


def test_new_and_removed_sections(pages):
    for name, words in FRESH:
        change(pages, name, "## filters {", f"{words}## filters {{")
    done = run(pages, "check")
    place = f"{EN}:{line(pages, EN, '## Fresh')}"
    assert f"section #fresh is new: nobody has said yet that {place} is localized" in done.stdout
    assert run(pages, "localized", "conv1d#fresh").stdout == f"{EN}: #fresh\n"
    for name, words in FRESH:
        change(pages, name, words, "")
    done = run(pages, "check")
    assert f"{STATE}:{line(pages, STATE, 'fresh')}: #fresh is no section of {KO} any more" in done.stdout
    assert run(pages, "localized", EN).returncode == 0
    assert run(pages, "check").returncode == 0


def test_a_page_that_is_gone_is_forgotten(pages):
    state = pages / "docs" / "localized" / "gone.txt"
    shutil.copy(pages / STATE, state)
    assert "docs/localized/gone.txt: the page that it is about is gone" in run(pages, "check").stdout
    assert run(pages, "localized", "gone").stdout == "docs/localized/gone.txt: deleted, its page is gone\n"
    assert not state.exists()


def test_a_pair_that_differs_is_not_marked(pages):
    change(pages, KO, "둘째 줄과 셋째 줄의 출력이 같습니다.", "둘째 줄과 셋째 줄의 출력 7개가 같습니다.")
    done = run(pages, "localized", f"{EN}#dilation-rate", "conv2d")
    assert done.returncode == 1
    assert f"{EN}: not marked as localized: it still differs from its Korean" in done.stdout
    assert "paragraph: numbers differ" in done.stdout and "only in Korean: ['7']" in done.stdout
    assert "section #dilation-rate changed" in run(pages, "localized").stdout
    assert run(pages, "localized", f"{EN}#strides").returncode == 0  # another section does not matter


@pytest.mark.parametrize(("target", "told"), [
    ("docs/en/convolution/conv9d.md", "names no page and no lab\n    to mend it: such as docs/en/"),
    ("conv1d#stride", "names no section\n    to mend it: one of them: strides"),
    ("docs/en/convolution#strides", "names several pages"),
])
def test_an_unknown_target_is_refused(pages, target, told):
    done = run(pages, "localized", target)
    assert done.returncode == 1 and f"{target}: {told}" in done.stdout


@pytest.mark.parametrize("target", [
    KO, EN, "conv1d", "convolution/conv1d", EN.replace("/", "\\"), "docs/en/convolution", "docs",
    "snippets/labs/shift_by_one.py", "docs/en/labs/shift_by_one.ipynb"])
def test_a_page_has_many_names(pages, target):
    done = run(pages, "localized", target)
    assert done.returncode == 0 and "was up to date" in done.stdout


def test_a_half_done_merge_counts_for_nothing_and_is_mended(pages):
    path = pages / STATE
    path.write_text("<<<<<<< ours\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert "is new" in run(pages, "localized").stdout
    assert run(pages, "localized", EN).returncode == 0
    assert "sections behind their Korean: 0" in run(pages, "localized").stdout


def test_neighbouring_sections_marked_by_two_people_merge(tmp_path, monkeypatch):
    monkeypatch.setattr(localized, "LOCALIZED", tmp_path)
    monkeypatch.setattr(localized, "relative", lambda path: path.name)
    monkeypatch.setattr("scripts.snippets.relative", lambda path: path.name)
    texts = []
    for a, b in ((1, 1), (2, 1), (1, 2)):  # as it was, one's change, the other's
        page = cut(f"# T {{ #t }}\n\n## A {{ #a }}\n\n{a}\n\n## B {{ #b }}\n\n{b}\n")
        localized._mark("page", Pair("page", "ko", "en", page, page), None)
        (tmp_path / "page.txt").rename(tmp_path / f"{len(texts)}.txt")
        texts.append((tmp_path / f"{len(texts)}.txt").read_text(encoding="utf-8"))
    merged = subprocess.run(["git", "merge-file", "-p", "1.txt", "0.txt", "2.txt"], cwd=tmp_path, text=True,
                            capture_output=True)
    assert merged.returncode == 0
    lines = [text.split("\n") for text in (*texts, merged.stdout)]
    assert lines[3] == [b if b != a else c for a, b, c in zip(*lines[:3], strict=True)] and lines[3] not in lines[:3]


def test_readers_are_told_until_the_english_is_marked(pages, tmp_path):
    change(pages, KO, "창을 한 번에 몇 칸 옮길지", "창을 한 번에 몇 칸씩 옮길지")
    lab = pages / "docs" / "localized" / "labs" / "shift_by_one.txt"
    known = lab.read_text(encoding="utf-8")
    lab.write_text(known.replace("halving\n  ", "halving\n  0"), encoding="utf-8")
    built = build_site(tmp_path / "site", tree=pages)
    lab.write_text(known, encoding="utf-8")
    assert built.returncode == 0, built.stdout + built.stderr
    site = tmp_path / "site"
    noted = {path.relative_to(site).as_posix() for path in site.rglob("*.html")
             if 'class="admonition behind"' in path.read_text(encoding="utf-8")}
    assert noted == {"en/convolution/conv1d/index.html", "en/labs/shift_by_one/index.html"}
    page = (site / "en/convolution/conv1d/index.html").read_text(encoding="utf-8")
    note = page.split('<h2 id="strides">')[1].split("</h2>")[1].split("</div>")[0]
    assert page.count('class="admonition behind"') == 1
    assert '<a href="../../../ko/convolution/conv1d/#strides" hreflang="ko">The Korean of this section</a>' in note
    index = json.loads((site / "en/search/search_index.json").read_text(encoding="utf-8"))
    assert "The Korean of this section" not in json.dumps(index)
