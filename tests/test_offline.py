"""Promise: the offline edition opens from a disk, works whole in both languages, and asks no network for anything."""

import json
import re
import shutil
import zipfile
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html
from served import ROOT, pack
from trees import copy_tree

from scripts import offline

NAME, DOWNLOADS = "keras-layer-atlas-offline.zip", ("keras-layer-atlas-ko.pdf", "keras-layer-atlas-en.pdf")
LANGUAGES = ("ko", "en")
RICH = "convolution/conv2d.html"  # figures, a player, formulas, code, tables
VERSIONS = json.loads((ROOT / "snippets" / "recorded.json").read_text())["versions"]


@pytest.fixture(scope="session")
def packed(tmp_path_factory):
    """The zip, and what it was given to carry."""
    folder = tmp_path_factory.mktemp("offline")
    downloads = [folder / name for name in DOWNLOADS]
    for path in downloads:
        path.write_bytes(b"%PDF-" + path.name.encode())
    made = pack(folder, *downloads)
    assert made.returncode == 0, made.stdout + made.stderr
    assert re.search(r"ko: \d+ pages", made.stdout) and NAME in made.stdout, made.stdout
    return folder / NAME, downloads


@pytest.fixture(scope="session")
def top(packed, tmp_path_factory):
    """The zip unpacked where the path has Hangul, spaces and what addresses give a meaning to."""
    folder = tmp_path_factory.mktemp("disk") / "내 문서 (1)" / "100% #2 & 'x'"
    with zipfile.ZipFile(packed[0]) as archive:
        archive.extractall(folder)
    return folder / "keras-layer-atlas"


@pytest.fixture
def reader(browser):
    """Makes pages of a browser without a network; what they ask for elsewhere or complain about is in `troubles`."""
    contexts = []

    def watch(page):
        page.troubles, page.asked = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("requestfailed", lambda request: "ERR_ABORTED" in (request.failure or "")  # left before it came
                or page.troubles.append(f"{request.failure}: {request.url}"))
        page.on("console", lambda message: message.type in ("error", "warning") and page.troubles.append(message.text))
        page.on("pageerror", lambda error: page.troubles.append(str(error)))

    def make(**options):
        context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
        contexts.append(context)
        context.set_offline(True)
        context.set_default_timeout(15_000)
        context.on("page", watch)  # and whatever tabs are opened beside it
        return context.new_page()

    yield make
    for context in contexts:
        for page in context.pages:
            assert page.troubles == []
            assert page.asked and [url for url in page.asked if not url.startswith(("file:", "data:", "blob:"))] == []
        context.close()


def names(top):
    """Every page below the languages, as ko/a/b.html."""
    pages = [path for language in LANGUAGES for path in sorted((top / language).rglob("*.html"))]
    return [path.relative_to(top).as_posix() for path in pages]


def where(page, top):
    """The page that is open, below the top folder."""
    return page.url.split("?")[0].split("#")[0].removeprefix(top.as_uri() + "/")


PICTURES = """async () => {
  const images = [...document.images];
  images.forEach(image => { image.loading = 'eager'; });
  const waiting = images.filter(image => !image.complete);
  await Promise.all(waiting.map(image => new Promise(done => { image.onload = image.onerror = done; })));
  return images.filter(image => !image.naturalWidth).map(image => image.outerHTML);
}"""
FONTS = """async () => {
  await document.fonts.ready;
  return [...document.fonts].filter(font => font.status === 'loaded').map(font => `${font.family} ${font.weight}`);
}"""


def test_every_page_opens_whole(reader, top):
    pages = {language: reader() for language in LANGUAGES}
    opened = [name.partition("/")[2] for name in names(top) if name.startswith(LANGUAGES[0])]
    assert len(opened) == sum(path.suffix in (".md", ".ipynb") for path in (ROOT / "docs" / LANGUAGES[0]).rglob("*"))
    for name in opened:
        for language, page in pages.items():  # side by side: it takes half as long
            page.goto((top / language / name).as_uri(), wait_until="commit")
        for language, page in pages.items():
            page.wait_for_load_state("load")
            assert page.evaluate(PICTURES) == [], (language, name)
            assert page.troubles == [], (language, name)
            assert page.locator("html").get_attribute("lang") == language
            assert page.locator("[data-md-component=search-query]").is_visible(), f"{language}/{name}: no search"


@pytest.mark.parametrize("language", LANGUAGES)
def test_fonts_and_formulas(reader, top, language):
    page = reader()
    page.goto((top / language / RICH).as_uri())
    assert page.locator("math").count() > 0
    for font in ("Atlas Sans 400", "Atlas Sans 700", "Atlas Mono 400 700", "Atlas Math normal"):
        assert font in page.evaluate(FONTS)
    assert page.evaluate("getComputedStyle(document.querySelector('math')).fontFamily").startswith('"Atlas Math"')


@pytest.mark.parametrize(("language", "query", "first"), [
    ("ko", "합성곱", "convolution/index.html"), ("ko", "Conv2D", RICH), ("ko", "strides", None),
    ("en", "convolution", "convolution/index.html"), ("en", "Conv2D", RICH), ("en", "strides", None)])
def test_search(reader, top, language, query, first):
    page = reader()
    page.goto((top / language / "glossary.html").as_uri())
    field = page.locator("[data-md-component=search-query]")
    field.click()
    field.fill(query)
    field.press("End")  # filling alone makes no key event, and those start the search
    hits = page.locator(".md-search-result__item")
    hits.first.wait_for()
    if first is None:  # a section on the argument itself comes first, as on the site
        assert hits.first.locator("a").nth(1).get_attribute("href").endswith("#strides")
        return
    hits.first.locator("a").first.click()
    page.wait_for_url(re.compile(re.escape(f"/{language}/{first}")))
    assert where(page, top) == f"{language}/{first}"
    assert page.locator("article mark").count() > 0, "what was searched for is not marked"


@pytest.mark.parametrize("name", ["index.html", "glossary.html", "convolution/index.html", RICH])
def test_language_switch_stays_on_the_page(reader, top, name):
    page = reader()
    page.goto((top / "ko" / name).as_uri())
    for language in ("en", "ko"):
        page.click(".language-switch")
        page.wait_for_url(f"**/{language}/{name}")
        assert where(page, top) == f"{language}/{name}"
        assert page.locator("html").get_attribute("lang") == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_player(reader, top, language):
    page = reader(color_scheme="light")
    page.goto((top / language / RICH).as_uri())
    figure = page.locator(".player").first
    figure.scroll_into_view_if_needed()
    image, seen = figure.locator("img").locator("visible=true"), []
    for number in (2, 3):
        figure.get_by_role("button", name={"ko": "다음 장면", "en": "Step forward"}[language]).click()
        assert image.get_attribute("src").endswith(f"window.moving.light.svg#f{number}")
        image.evaluate("image => image.decode()")
        seen.append(image.screenshot())
    assert seen[0] != seen[1]


def test_light_and_dark(reader, top):
    page = reader(color_scheme="light")
    page.goto((top / "ko" / RICH).as_uri())
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("document.body.dataset.mdColorScheme === 'slate'")
    assert page.evaluate(paper) != light
    assert page.locator("img.only-dark").first.is_visible() and not page.locator("img.only-light").first.is_visible()
    page.locator("label[for=__palette_1]").click()  # from "as the system" to light, and remembered
    page.reload()
    assert page.evaluate(paper) == light


def from_the_top(page, top):
    """Opens the first page; the language it goes on to."""
    page.goto((top / "index.html").as_uri())
    page.wait_for_url(re.compile("/(ko|en)/index.html"))
    return where(page, top).partition("/")[0]


@pytest.mark.parametrize(("locale", "expected"), [("ko-KR", "ko"), ("en-GB", "en"), ("de-DE", "en")])
def test_first_page_picks_the_language(reader, top, locale, expected):
    page = reader(locale=locale)
    assert from_the_top(page, top) == expected
    other = {"ko": "en", "en": "ko"}[expected]
    # Chromium gives every file a process of its own, and on a busy machine a few in a hundred see an empty localStorage
    # as long as they live, even in a browser opened anew (not seen over http): come back again, in another process.
    for _ in range(6):
        page.click(".language-switch")
        page.wait_for_url(f"**/{other}/index.html")
        if (language := from_the_top(page, top)) == other:
            break
    assert language == other


def test_first_page_where_nothing_may_be_remembered(reader, top):
    page = reader(locale="ko-KR")
    page.add_init_script("if (!/(ko|en).index/.test(location)) Object.defineProperty(window, 'localStorage', "
                         "{get() { throw new DOMException('denied', 'SecurityError'); }})")
    page.goto((top / "index.html").as_uri())
    page.wait_for_url("**/ko/index.html")


def test_without_javascript(reader, top):
    page = reader(java_script_enabled=False)
    page.goto((top / "index.html").as_uri())
    assert not page.locator(".notice").is_visible()
    page.get_by_role("link", name="English").click()
    assert where(page, top) == "en/index.html"
    page.goto((top / "en" / RICH).as_uri())
    assert page.locator("footer a[href$='/downloads/keras-layer-atlas-en.pdf']").is_visible()
    assert page.locator(".figure img").locator("visible=true").count() == page.locator(".figure").count() > 0
    page.locator(".player__link").first.click()
    assert page.url.endswith("window.moving.light.svg")


def test_opened_inside_the_zip_it_says_to_unzip(browser, top, tmp_path):
    shutil.copy(top / "index.html", tmp_path)  # Windows unpacks the file that was clicked, alone
    page = browser.new_page(viewport={"width": 360, "height": 780})
    page.goto((tmp_path / "index.html").as_uri())
    page.get_by_text("Unzip everything first").wait_for()
    assert page.get_by_text("먼저 압축을 모두 푼").is_visible() and page.url == (tmp_path / "index.html").as_uri()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()


def test_links_lead_to_files_and_nothing_is_loaded_from_elsewhere(top):
    pages = {name: html.parse(top / name).getroot() for name in ["index.html", *names(top)]}
    ids = {name: set(page.xpath("//@id")) for name, page in pages.items()}
    for name, page in pages.items():
        loaded = page.xpath("//script/@src | //img/@src | //iframe/@src | //link/@href")
        assert [link for link in loaded if urlsplit(link).scheme or link.startswith("//")] == [], name
        assert "navigation.instant" not in "".join(page.xpath("//script[@id='__config']/text()")), name
        for link in [*loaded, *page.xpath("//a/@href")]:
            if urlsplit(link).scheme:  # to a site on the web, for those who follow it
                continue
            target = urlsplit(urljoin(f"file:///{name}", link))
            path = unquote(target.path).lstrip("/")
            assert (top / path).is_file() and not path.endswith("/"), (name, link)
            assert not target.fragment or path not in ids or unquote(target.fragment) in ids[path] | {"__top"}, (
                name, link)
    for path in top.rglob("*.css"):
        assert not re.search(r"url\([\"']?(https?:)?//|@import", path.read_text(encoding="utf-8")), path


def test_readme(packed, top):
    data = (top / "README.txt").read_bytes()
    text = data.decode("utf-8-sig")
    assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\n") == data.count(b"\r\n") > 30
    said = ["압축을 모두 푸세요", "검색", "아무것도 어디로도 보내지 않습니다", "글꼴", "Unzip everything first",
            "Search", "nothing is sent anywhere", "SIL Open Font License", "MIT License",
            *DOWNLOADS, *VERSIONS.values()]
    assert [words for words in said if words not in text] == []
    for pattern in re.findall(r"ko/assets/\S+[.]txt", text):
        assert list(top.glob(pattern)), f"README names {pattern}, which is not there"


def test_zip_is_the_same_every_time(packed, tmp_path):
    first, downloads = packed
    made = pack(tmp_path, *reversed(downloads), TZ="Asia/Seoul", SITE_URL="https://elsewhere.example/")
    assert made.returncode == 0, made.stdout + made.stderr
    with zipfile.ZipFile(first) as one, zipfile.ZipFile(tmp_path / NAME) as two:
        assert one.namelist() == two.namelist() == sorted(one.namelist())
        assert [name for name in one.namelist() if one.read(name) != two.read(name)] == []
        assert all(re.fullmatch(r"keras-layer-atlas/[\x21-\x7e]+", name) for name in one.namelist())
        assert {entry.external_attr >> 16 for entry in one.infolist()} == {0o100644}
        assert len({entry.date_time for entry in one.infolist()}) == 1
        for path in downloads:
            assert one.read(f"keras-layer-atlas/downloads/{path.name}") == path.read_bytes()
    assert first.read_bytes() == (tmp_path / NAME).read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == [NAME], "something was left behind"


@pytest.mark.parametrize(("epoch", "checked", "expected"), [
    ("1700000000", "2026-01-02", (2023, 11, 14, 22, 13, 20)), ("", "2026-01-02", (2026, 1, 2, 0, 0, 0)),
    ("0", "", (1980, 1, 1, 0, 0, 0)), ("", "", (1980, 1, 1, 0, 0, 0))])
def test_time_in_the_zip(monkeypatch, epoch, checked, expected):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert offline._moment(checked) == expected


def test_a_bad_page_leaves_the_old_zip(tmp_path):
    tree, folder = copy_tree(tmp_path / "tree"), tmp_path / "out"
    (tree / ".cache").symlink_to(ROOT / ".cache")
    folder.mkdir()
    (folder / NAME).write_text("old")
    for page, added in {"ko/glossary.md": "\n\n$\\frac{1}{$\n", "en/glossary.md": "\n\nthe file --8<-- no\n"}.items():
        with (tree / "docs" / page).open("a", encoding="utf-8") as file:
            file.write(added)
    made = pack(folder, tree=tree)
    assert made.returncode == 1
    wanted = ["docs/ko/glossary.md:", "bad formula", "docs/en/glossary: ", "not followed", "to mend it"]
    assert [words for words in wanted if words not in made.stderr] == [], made.stderr
    assert "Traceback" not in made.stderr and len(made.stderr.splitlines()) < 12, made.stderr
    assert [(path.name, path.read_text()) for path in folder.iterdir()] == [(NAME, "old")]


def test_a_missing_or_misnamed_download_is_refused_at_once(tmp_path):
    (tmp_path / "책.pdf").write_text("%PDF")
    made = pack(tmp_path, tmp_path / "no.pdf", tmp_path / "책.pdf")
    assert made.returncode == 1 and "building" not in made.stdout
    assert all(words in made.stderr for words in ("no.pdf: no such file", "책.pdf: a name", "to mend it")), made.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["책.pdf"]
