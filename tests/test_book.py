"""Promise: each book is whole, true to the pages, accessible, and finds its way: contents, links, outline, index."""

import json
import random
import re
import shutil
import subprocess
import zipfile
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest
from lxml import html
from printed import HEADINGS, Printed, squeezed
from served import ROOT, SITE_PYTHON
from trees import copy_tree

from scripts import downloads, runner

LANGUAGES = ("ko", "en")
ANSWERS = {"ko": "스스로확인:답", "en": "Checkyourself:theanswers"}
HANGUL = re.compile("[가-힣]")
MARGIN = 27 / 25.4 * 72
FOOT = 25 / 25.4 * 72


@pytest.fixture(scope="session")
def books(tmp_path_factory):
    """{language: Printed} of a whole site, built where TensorFlow cannot be imported."""
    folder = tmp_path_factory.mktemp("books")
    command = [SITE_PYTHON, "-m", "scripts", "build", "--site-dir", folder / "site", "--keep-pages", folder]
    done = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    return {language: Printed(language, folder / "site" / "downloads" / f"keras-layer-atlas-{language}.pdf",
                              json.loads((folder / f"{language}.json").read_text(encoding="utf-8")))
            for language in LANGUAGES}


@pytest.fixture(params=LANGUAGES)
def book(request, books):
    return books[request.param]


def headings(book):
    """[(level in the book, title), …] that the pages' HTML asks for, chapters left out."""
    for _, sources in book.collected["chapters"]:
        for source in sources:
            for element in book.trees[source].iter(*HEADINGS):
                if not (element.tag == "h1" and source.endswith("/index.md")):
                    yield int(element.tag[1]) + 1, element.text_content()


def test_outline_is_the_headings(book):
    chapters = [book.trees[sources[0]].findtext("h1") if sources[0].endswith("/index.md") else title
                for title, sources in book.collected["chapters"] if title]
    marked = [(level, title) for level, title, _ in book.outline]
    layers = sum(sources[0].endswith("/index.md") for _, sources in book.collected["chapters"])
    numbered = [f"{number} {title}" for number, title in enumerate(chapters[:layers], 1)] + chapters[layers:]
    assert [title for level, title in marked if level == 1 and title in numbered] == numbered
    pages = [(level, squeezed(title)) for level, title in marked if level > 1]
    wanted = [(level, squeezed(title)) for level, title in headings(book)]
    start = pages.index(wanted[0])
    opening = {squeezed(words) for words in ("이 장을 열며", "To begin")}
    found = [entry for entry in pages[start:] if entry[1] not in opening][:len(wanted)]
    assert found == wanted and len(wanted) > 1000


def test_contents_tell_the_pages_they_lead_to(book):
    """Each line of the contents ends with the page of the bookmark of that title, in the same order."""
    (_, _, contents), (_, _, first), *_ = [entry for entry in book.outline if entry[0] == 1]
    answers = {squeezed(title): page for level, title, page in book.outline if level == 1}[ANSWERS[book.language]]
    goals = [(squeezed(title), page) for level, title, page in book.outline
             if level == 1 or level == 2 and page < answers][1:]
    text = "".join(map(squeezed, book.texts[contents - 1:first - 1]))
    for title, page in goals:
        line = f"{title}{page}"
        assert line in text, line
        text = text[text.index(line) + len(line):]
    assert len(goals) > 55


def test_every_printed_page_number_is_true(book):
    """▸57 behind a link: its link leads to page 57."""
    for number, text in enumerate(book.texts, 1):
        told = sorted(int(n) for n in re.findall(r"▸\u2060?(\d+)", text))
        goals = [goal for page, goal in book.links if page == number and isinstance(goal, int)]
        for page in told:
            assert page in goals, (number, page, goals)


def test_links_stay_inside_and_lead_somewhere(book):
    inside = [goal for _, goal in book.links if isinstance(goal, int)]
    outside = {goal for _, goal in book.links if not isinstance(goal, int)}
    assert not [goal for goal in outside if re.match(r"file:|https?://(localhost|127\.)", goal) or "://" not in goal]
    own = [goal for goal in outside if goal.startswith("https://keras-layer-atlas.example")]
    moving = [goal for goal in own if goal.endswith(".moving.light.svg")]
    assert len(own) == len(moving) + 1, "but for the moving pictures and the cover, links stay in the book"
    wanted = sum(not link.get("href").startswith(("http", "mailto")) for tree in book.trees.values()
                 for link in tree.xpath("//a[@href]"))
    assert len(inside) >= wanted > 500


def test_fonts_are_embedded(book):
    found = set()
    for page in book.pdf.pages:
        for font in page.Resources.get("/Font", {}).values():
            assert font.Subtype == "/Type0" and "/ToUnicode" in font
            own = font.DescendantFonts[0]
            assert {"/FontFile2", "/FontFile3"} & set(own.FontDescriptor.keys()), str(own.BaseFont)
            found.add(str(own.BaseFont).partition("+")[2])
    assert {"Pretendard-Regular", "Pretendard-Bold", "JetBrainsMonoNL-Regular", "STIXTwoMath-Regular"} >= found != set()
    assert "\ufffd" not in "".join(book.texts)


def test_everything_on_the_pages_is_in_the_book(book):
    """Every run of text, every line of code and of output; formulas are looked at by their alternatives."""
    missing, count = [], 0
    for source, tree in book.trees.items():
        for formula in tree.xpath("//*[@class='arithmatex']"):
            formula.text = None
        for text in tree.itertext(with_tail=True):
            for chunk in filter(None, map(squeezed, text.split("\n"))):
                count += 1
                if chunk not in book.joined:
                    missing.append((source, chunk))
    assert missing == [] and count > 20_000


def codes(book):
    """The code of every example of the pages, in order."""
    return [block.text_content().strip("\n") for tree in book.trees.values()
            for block in tree.xpath("//div[contains(@class, 'language-python')]/pre")]


def without_blank_lines(code):
    """Extractors leave out empty lines, which Python does not need."""
    return "\n".join(line.rstrip() for line in code.split("\n") if line.strip())


def test_code_keeps_its_indentation_and_is_not_split(books):
    """Code stands on one page, line by line with its indentation, so that what is copied compiles.

    One language will do: the code is the same in both, and so is the way it is set.
    """
    book = books["ko"]
    pages = book.copied
    found = [without_blank_lines(code) for code in codes(book)]
    split = [code for code in found if not any(code in page for page in pages)]
    assert split == [] and len(found) > 900


def test_copied_code_runs(books):
    """A sample of the examples, cut out of the book's text, prints what is recorded."""
    book, jobs, wanted = books["ko"], [], {}
    examples = [(code, code.getparent()) for source, tree in book.trees.items() if not source.startswith("labs/")
                for code in tree.xpath("//div[contains(@class, 'python') and not(contains(@class, 'signature'))]/pre")]
    for code, block in random.Random(0).sample(examples, 12):
        text = without_blank_lines(code.text_content())
        page = next(page for page in book.copied if text in page)
        cut = page[page.index(text):][:len(text)]
        compile(cut, "copied", "exec")
        output = next(block.itersiblings("div")).text_content()
        jobs.append(runner.Job(cut, runner.run_code, (cut, "copied")))
        wanted[cut] = output.strip("\n")
    for result in runner.run(jobs):
        assert result.problem == "" and result.value.strip("\n") == wanted[result.job.name]


def test_every_picture_and_formula_has_words(book):
    formulas = [str(node.get("/Alt", "")) for node in book.elements("Formula")]
    asked = sum(len(tree.xpath("//*[@class='arithmatex']")) for tree in book.trees.values())
    asked += sum(len(tree.xpath("(//summary|//figcaption)//*[@class='arithmatex']"))
                 for tree in book.trees.values())  # once more with the answer, and in the list of figures
    assert len(formulas) == asked > 200 and all(formulas)
    figures = [str(node.get("/Alt", "")) for node in book.elements("Figure")]
    asked = sum(len(tree.xpath("//img")) for tree in book.trees.values())
    assert len(figures) > asked > 100 and all(figures), "moving figures have several pictures"
    spoken = [alt for alt in figures if bool(HANGUL.search(alt)) == (book.language == "ko")]
    assert len(spoken) == len(figures)
    if book.language == "en":
        assert not [alt for alt in formulas if HANGUL.search(alt)]


def test_the_file_says_what_it_is(book):
    root, info = book.pdf.Root, book.pdf.open_metadata()
    assert str(root.Lang) == {"ko": "ko-KR", "en": "en-US"}[book.language]
    assert root.ViewerPreferences.DisplayDocTitle and root.MarkInfo.Marked
    assert info["dc:title"] == {"ko": "케라스 레이어 도감", "en": "Keras Layer Atlas"}[book.language]
    assert "Keras Layer Atlas" in info["dc:creator"]
    assert info["pdfuaid:part"] == "1"
    assert re.match(r"20\d\d-\d\d-\d\d", info["xmp:CreateDate"]) and info["xmp:ModifyDate"]


def test_nothing_sticks_out_and_type_is_readable(book):
    """Words stay within the margins (the cover and chapter openings apart) and are set in 7.5 points or more."""
    document = pypdfium2.PdfDocument(book.path)
    width, height = document[0].get_size()
    for number in range(1, len(document)):
        page = document[number]
        text = page.get_textpage()
        for i in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(i)
            words = text.get_text_bounded(left, bottom, right, top)
            assert left >= MARGIN - 4 and right <= width - MARGIN + 4, (number + 1, words)
            assert bottom >= 20 and top <= height - 20
        for thing in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
            name = thing.get_font().get_base_name()
            if "STIX" not in name:  # mathematics has its indices
                assert thing.get_font_size() >= 7.49, (number + 1, name, thing.get_bounds())


def test_no_heading_is_left_alone(book):
    """Below a heading there is always something of what it announces on the same page."""
    document = pypdfium2.PdfDocument(book.path)
    places = pikepdf.NameTree(book.pdf.Root.Names.Dests)
    by_page = {}
    for name, place in places.items():
        by_page.setdefault(book.page_numbers[place[0].objgen], []).append((float(place[3]), str(name)))
    for number, found in by_page.items():
        text = document[number - 1].get_textpage()
        bottoms = [text.get_rect(i)[1] for i in range(text.count_rects())]
        lines = [bottom for bottom in bottoms if bottom > FOOT - 10]
        pictures = [thing.get_bounds()[1] for thing in document[number - 1].get_objects(max_depth=1)]
        for up, name in found:
            assert min([*lines, *pictures], default=up) < up - 30, (number, name)


def test_the_index_names_every_layer_and_argument(book):
    from scripts import atlas

    text = squeezed("".join(book.texts[-8:]))
    missing = [entry.name for entry in atlas.ENTRIES if f"{entry.name}" not in text]
    assert missing == []
    arguments = {code.text_content() for tree in book.trees.values() for code in tree.xpath(
        "//h2[@id='signature']/following-sibling::table[1]/tbody/tr/td[1]//code")}
    assert not [name for name in arguments if name not in text] and len(arguments) > 30


def test_answers_come_at_the_end(book):
    asked = sum(len(tree.xpath("//details[contains(@class, 'question')]")) for tree in book.trees.values())
    answers = [name for name in book.places if "!" in name]
    assert len(answers) == asked > 60
    last = max(page for name, page in book.places.items() if name.endswith("contributing.md"))
    assert all(book.places[name] > last for name in answers)


def test_pages_are_in_order(book):
    sources = [source for _, sources in book.collected["chapters"] for source in sources]
    assert all(book.places[a] < book.places[b] for a, b in pairwise(sources))


def test_footers_offer_the_downloads(books):
    """Every page names the book of its language and the offline edition, with their true size and the day."""
    site = books["ko"].path.parent.parent
    date = json.loads((ROOT / "snippets" / "recorded.json").read_text(encoding="utf-8"))["checked"]
    for page in site.glob("*/**/index.html"):
        language = page.relative_to(site).parts[0]
        items = html.parse(page).getroot().xpath("//li[@class='download' and not(@hidden)]")
        files = [(page.parent / item.find("a").get("href")).resolve() for item in items]
        assert [file.name for file in files] == [f"keras-layer-atlas-{language}.pdf", "keras-layer-atlas-offline.zip"]
        for item, file in zip(items, files, strict=True):
            assert item.findtext("small") == f"{file.stat().st_size / 1e6:.1f} MB, {date}", page
    with zipfile.ZipFile(site / "downloads" / "keras-layer-atlas-offline.zip") as archive:
        packed = archive.read("keras-layer-atlas/downloads/keras-layer-atlas-ko.pdf")
    assert packed == books["ko"].path.read_bytes()


def test_without_typst_the_site_is_built_without_books(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert downloads.make_books(tmp_path, tmp_path / "downloads") == []
    assert "no books: Typst is not installed" in capsys.readouterr().out
    (tmp_path / "ko").mkdir()
    item = '<li class="download" data-file="a.pdf" hidden><a href="a.pdf">A</a> <small></small></li>'
    (tmp_path / "ko" / "index.html").write_text(item)
    downloads.fill_in(tmp_path)
    assert (tmp_path / "ko" / "index.html").read_text() == item, "nothing is offered that is not there"


def test_the_same_bytes_from_another_folder(books, tmp_path):
    tree = copy_tree(tmp_path / "다른 folder")
    (tree / ".cache").mkdir()
    shutil.copytree(ROOT / ".cache" / "fonts", tree / ".cache" / "fonts", dirs_exist_ok=True)
    done = subprocess.run([SITE_PYTHON, "-m", "scripts", "pdf", "--site-dir", "out"], cwd=tree, text=True,
                          capture_output=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    for language, book in books.items():
        again = tree / "out" / "downloads" / book.path.name
        assert again.read_bytes() == book.path.read_bytes(), language
