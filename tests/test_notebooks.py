"""Promise: every page of the chapters can be taken along as a notebook that says, and prints, what the page does."""

import base64
import io
import json
import os
import re
import subprocess
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import kernels
import nbformat
import pytest
from lxml import html
from markdown_it import MarkdownIt
from PIL import Image
from served import REPOSITORY, ROOT, SITE_PYTHON, build_site
from trees import copy_tree

from scripts import notebooks, pages, rasters, snippets
from scripts.hooks.notebooks import _colab
from scripts.paths import FIGURES, LANGUAGES, REFERENCE

DOCS = ROOT / "docs"
PAGES = sorted(path.relative_to(DOCS / "ko").as_posix()
               for chapter in ("convolution", "transposed", "pooling", "recurrent", "core")
               for path in (DOCS / "ko" / chapter).glob("*.md"))
LINKS = {"ko": ("노트북 내려받기 (.ipynb)", "Colab에서 열기"), "en": ("Download notebook (.ipynb)", "Open in Colab")}
KERNELS = 2  # at a time
COMMONMARK = MarkdownIt("commonmark", {"html": True}).enable("table")
FORMULA = "@@0@@"
CODE_OR_FORMULA = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)|\$\$.+?\$\$|\$[^$\n]+?\$")


def folder_of(uri):
    """Where the page of a source lies in a language's folder."""
    return uri.removesuffix(".md").removesuffix("/index")


def notebook_of(site, language, uri):
    folder = site.folder / language / folder_of(uri)
    return folder / f"{folder.name}.ipynb"


def read(site, language, uri):
    return json.loads(notebook_of(site, language, uri).read_text(encoding="utf-8"))


def text_of(cell):
    return "".join(cell["source"])


def prose(made):
    return [text_of(cell) for cell in made["cells"] if cell["cell_type"] == "markdown"]


def rendered(text):
    """A cell's Markdown as notebooks show it. As in JupyterLab, FORMULA stands for each formula meanwhile."""
    text = CODE_OR_FORMULA.sub(lambda found: FORMULA if found[0].startswith("$") else found[0], text)
    return html.fragment_fromstring(COMMONMARK.render(text), create_parent="div")


def examples(uri, language):
    """The snippets that a page shows, in its order."""
    paths = pages.include_paths(DOCS / language / uri, language)
    return [snippets.parse(path) for path in paths if not path.is_relative_to(REFERENCE)]


# What a page offers


def test_there_are_as_many_pages_as_files():
    assert len(PAGES) >= 37
    assert PAGES == sorted(path.relative_to(DOCS / "en").as_posix() for path in (DOCS / "en").rglob("*.md")
                           if notebooks.has_notebook(path.relative_to(DOCS / "en").as_posix()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_links_its_notebook_and_no_other_does(site, language):
    linked = []
    for path in (site.folder / language).rglob("*.html"):
        page, folder = html.parse(path).getroot(), path.parent
        rows = page.xpath("//article/p[@class='notebook']")
        if not rows:
            continue
        download, colab = rows[0].xpath("a")
        assert (download.text, colab.text) == LINKS[language]
        assert download.get("download") is not None and (folder / download.get("href")).is_file(), path
        place = (folder / download.get("href")).relative_to(site.folder).as_posix()
        assert colab.get("href") == (
            f"https://colab.research.google.com/github/{urlsplit(REPOSITORY).path[1:]}/blob/notebooks/{place}")
        linked.append(place)
    chapters = [place for place in linked if "/labs/" not in place]
    assert sorted(chapters) == sorted(
        notebook_of(site, language, uri).relative_to(site.folder).as_posix() for uri in PAGES)
    assert all((site.folder / place).stat().st_size < 1_000_000 for place in linked)


def test_the_row_is_neither_printed_nor_searched(site, page):
    page.goto(f"{site.address}en/convolution/conv1d/")
    row = page.locator(".notebook")
    assert row.is_visible() and row.locator("a").first.bounding_box()["height"] >= 24
    with page.expect_download() as started:
        row.locator("a").first.click()
    assert started.value.suggested_filename == "conv1d.ipynb"
    page.emulate_media(media="print")
    assert not row.is_visible()
    index = (site.folder / "en" / "search" / "search_index.json").read_text(encoding="utf-8")
    assert LINKS["en"][0] not in index


@pytest.mark.parametrize(("repository", "expected"), [
    ("https://github.com/a/b", "https://colab.research.google.com/github/a/b/blob/notebooks/ko/x.ipynb"),
    ("https://github.com/a/b.git/", "https://colab.research.google.com/github/a/b/blob/notebooks/ko/x.ipynb"),
    ("https://gitlab.com/a/b", None), ("https://notgithub.com/a/b", None), ("", None), (None, None)])
def test_colab_is_offered_for_what_lies_on_github(repository, expected):
    assert _colab(repository, "ko/x.ipynb") == expected


def test_the_offline_edition_has_notebooks_that_lead_to_its_files(tmp_path):
    environment = os.environ | {"OFFLINE": "true", "REPO_URL": REPOSITORY, "SITE_URL": "https://elsewhere.example/"}
    made = subprocess.run([SITE_PYTHON, "-m", "scripts.site", "ko", tmp_path], cwd=ROOT, env=environment, text=True,
                          capture_output=True, timeout=300)
    assert made.returncode == 0, made.stdout + made.stderr
    for uri in PAGES:
        folder = tmp_path / os.path.dirname(uri)
        page = html.parse(tmp_path / uri.replace(".md", ".html")).getroot()
        (link,) = page.xpath("//p[@class='notebook']/a")
        text = (folder / link.get("href")).read_text(encoding="utf-8")
        assert "elsewhere.example" not in text
        for cell in prose(json.loads(text)):
            for target in rendered(cell).xpath("//a/@href"):
                if not urlsplit(target).scheme and not target.startswith("#"):
                    assert (folder / target.split("#")[0]).is_file(), (uri, target)


# What a notebook says


@pytest.mark.parametrize("uri", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_form(site, language, uri):
    path, made = notebook_of(site, language, uri), read(site, language, uri)
    opened = nbformat.read(path, nbformat.NO_CONVERT)
    nbformat.validate(opened)
    assert nbformat.writes(opened) + "\n" == path.read_text(encoding="utf-8"), "Jupyter would save it otherwise"
    assert (made["nbformat"], made["nbformat_minor"]) == (4, 5)
    assert made["metadata"]["language"] == language and made["metadata"]["kernelspec"]["name"] == "python3"
    title, description = re.search(r"^title: (.*)\ndescription: (.*)$",
                                   (DOCS / language / uri).read_text(encoding="utf-8"), re.M).groups()
    assert (made["metadata"]["title"], made["metadata"]["description"]) == (title, description)
    assert [cell["cell_type"] for cell in made["cells"][:3]] == ["markdown", "markdown", "code"]
    versions = json.loads((ROOT / "snippets" / "recorded.json").read_text())["versions"]
    assert re.fullmatch(r'<a id="[\w-]+"></a>\n# .+', text_of(made["cells"][0]))
    assert all(versions[name] in text_of(made["cells"][1]) for name in ("tensorflow", "keras", "numpy"))
    assert text_of(made["cells"][2]) + "\n" == notebooks.FRESH and not made["cells"][2]["outputs"]


@pytest.mark.parametrize("uri", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_links_and_pictures_travel_along(site, language, uri):
    text = "\n\n".join(prose(read(site, language, uri)))
    assert not re.search(r"--8<--|\{ ?#|^\s*///|<div|</div|\]\(\.", text, re.M)
    tree = rendered(text)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids)) == len(tree.xpath("//h1|//h2|//h3|//h4"))
    for link in tree.xpath("//a/@href"):
        assert link[1:] in ids if link.startswith("#") else urlsplit(link).scheme == "https", link
        if link.startswith(site.url):
            assert (site.folder / urlsplit(link.removeprefix(site.url)).path / "index.html").is_file(), link
    source = (DOCS / language / uri).read_text(encoding="utf-8")
    wanted = re.findall(r"!\[(.*)\]\((.*)\)", source)
    images = tree.xpath("//img")
    assert [image.get("alt") for image in images] == [alt for alt, _ in wanted]
    for image, (_, name) in zip(images, wanted, strict=True):
        head, _, data = image.get("src").partition(",")
        assert head == "data:image/png;base64"
        svg = (DOCS / language / uri).parent.joinpath(name).read_bytes()
        width, height = map(float, rasters.SIZE.search(svg).groups())
        size = Image.open(io.BytesIO(base64.b64decode(data, validate=True))).size
        assert int(image.get("width")) == round(width) and size == (round(2 * width), round(2 * height)), name


@pytest.mark.parametrize("uri", PAGES)
def test_code_is_that_of_the_page_in_both_languages(site, uri):
    for language in LANGUAGES:
        cells = [cell for cell in read(site, language, uri)["cells"] if cell["cell_type"] == "code"][1:]
        assert [(text_of(cell) + "\n", "".join("".join(output["text"]) for output in cell["outputs"]))
                for cell in cells] == [(snippet.code, snippet.output) for snippet in examples(uri, language)]
        assert cells and all(len(cell["outputs"]) == 1 for cell in cells)
    ko, en = ([cell for cell in read(site, language, uri)["cells"] if cell["cell_type"] == "code"]
              for language in LANGUAGES)
    assert ko == en


@pytest.mark.parametrize("uri", PAGES)
def test_prose_is_in_its_language(site, uri):
    ko, en = (prose(read(site, language, uri)) for language in LANGUAGES)
    assert len(ko) == len(en)
    assert not re.search("[가-힣]", "".join(en)), "Korean in the English notebook"
    told = [text for text, other in zip(ko, en, strict=True) if text != other]
    assert len(told) > 0.9 * len(ko) and all(re.search("[가-힣]", text) for text in told)


BLOCKS = "//h1|//h2|//h3|//h4|//p|//li[not(p)]|//td|//th|//summary|//label"
CHROME = ("//p[@class='notebook']|//div[contains(@class, 'highlight')]|//a[@class='headerlink']|//nav|//form|//math"
          "|//a[@class='player__link']|//ul[@class='downloads']")


def blocks_of(tree):
    said = (re.sub(r"\s+", " ", block.text_content().replace(FORMULA, "")).strip() for block in tree.xpath(BLOCKS))
    return Counter(text for text in said if text)


@pytest.mark.parametrize("uri", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_commonmark_shows_what_the_page_shows(site, language, uri):
    """No star, bar or bracket too many, and nothing left out; formulas aside."""
    page = html.parse(site.folder / language / folder_of(uri) / "index.html").getroot().xpath("//article")[0]
    for element in page.xpath(CHROME):
        element.drop_tree()
    title, about, *rest = prose(read(site, language, uri))
    assert sum((blocks_of(rendered(text)) for text in (title, *rest)), Counter()) == blocks_of(page)


# What a notebook prints


@pytest.fixture(scope="module")
def nobody(tmp_path_factory):
    """A folder that is the home of Jupyter, without the kernels and settings of whoever runs the tests."""
    folder = tmp_path_factory.mktemp("jupyter")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "TMPDIR"):
            (folder / name.lower()).mkdir()  # what TensorFlow writes for itself stays when a kernel is ended
            patch.setenv(name, str(folder / name.lower()))
        for name in ("JUPYTER_PATH", "JUPYTER_CONFIG_PATH", "MPLBACKEND"):
            patch.delenv(name, raising=False)
        yield folder


@pytest.fixture(scope="module")
def runs(request, site, nobody, tmp_path_factory):
    """{page: its notebook, run}, as they come, of the pages whose tests are asked for."""
    wanted = [item.callspec.params["uri"] for item in request.session.items
              if getattr(item, "originalname", "") == "test_it_prints_what_was_recorded"]
    server = kernels.Server()
    with ThreadPoolExecutor(KERNELS) as pool:
        yield {uri: pool.submit(kernels.execute, notebook_of(site, "ko", uri), tmp_path_factory.mktemp("run"), server)
               for uri in wanted}
        pool.shutdown(cancel_futures=True)
    assert server.close() == [], "kernels outlived their notebooks"


def printed(cell):
    return "".join(output.text for output in cell.outputs if output.get("name") == "stdout")


def check(made, uri):
    first, *cells = [cell for cell in made.cells if cell.cell_type == "code"]
    assert printed(first) == ""
    for cell, snippet in zip(cells, examples(uri, "ko"), strict=True):
        assert printed(cell) == snippet.output, snippet.name
        shown = [output.output_type for output in cell.outputs if output.output_type != "stream"]
        assert shown == [], snippet.name  # a value that is not printed would show in the notebook alone


@pytest.mark.parametrize("uri", PAGES)
def test_it_prints_what_was_recorded(runs, uri):
    check(runs[uri].result(timeout=500), uri)


def test_it_does_so_in_a_kernel_as_jupyter_starts_it(site, nobody, tmp_path):
    uri = "convolution/conv2d.md"  # TensorFlow has something to log there
    check(kernels.execute(notebook_of(site, "ko", uri), tmp_path), uri)
    assert list(tmp_path.iterdir()) == []


# The same every time


def test_bytes_are_the_same_without_what_is_kept(site, tmp_path, monkeypatch):
    monkeypatch.setattr(rasters, "CACHE", tmp_path)
    monkeypatch.setenv("SITE_URL", site.url)
    uri = "convolution/conv1d.md"
    for language in LANGUAGES:
        assert notebooks.notebook(uri, language) == notebook_of(site, language, uri).read_bytes()
    kept = [path.name for path in tmp_path.iterdir()]
    assert len(kept) == len(re.findall(r"!\[", (DOCS / "ko" / uri).read_text(encoding="utf-8")))
    assert all(re.fullmatch(r"[0-9a-f]{32}\.png", name) for name in kept)


def test_another_picture_is_drawn_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(rasters, "CACHE", tmp_path)
    svg = (FIGURES / "pooling" / "max_pooling" / "window_1d.light.svg").read_bytes()
    first, width = rasters.rasterised(svg)
    assert (first, width) == rasters.rasterised(svg) and len(list(tmp_path.iterdir())) == 1
    assert rasters.rasterised(svg.replace(b"#1c4680", b"#ff0000"))[0] != first
    assert len(list(tmp_path.iterdir())) == 2


def test_names_of_cells_stay_when_others_come():
    first = notebooks._identified([notebooks._prose("a"), notebooks._prose("a"), notebooks._code("b")])
    second = notebooks._identified([notebooks._prose("new"), *map(dict, first)])
    names = [cell["id"] for cell in first]
    assert len(set(names)) == 3 and [cell["id"] for cell in second[1:]] == names


def test_a_page_that_notebooks_do_not_know_stops_the_build(tmp_path):
    tree = copy_tree(tmp_path / "tree")
    (tree / ".cache").symlink_to(ROOT / ".cache")
    added = {"ko/pooling/max_pooling.md": "\n/// aside\nx\n///\n", "en/pooling/index.md": "\nx[^1]\n\n[^1]: y\n"}
    faults = []
    for page, text in added.items():
        path = Path(tree / "docs" / page)
        faults.append(f"docs/{page}:{path.read_text(encoding='utf-8').count(chr(10)) + 2}: ")
        with path.open("a", encoding="utf-8") as file:
            file.write(text)
    built = build_site(tmp_path / "site", tree=tree)
    assert built.returncode == 1 and not (tmp_path / "site").exists()
    assert all(words in built.stderr for words in (*faults, "a footnote", "a block that", "to mend it")), built.stderr
    assert "Traceback" not in built.stderr and len(built.stderr.splitlines()) < 12, built.stderr
