"""Promise: the built files are whole, small and the same every time, and a bad page stops the build by name."""

import gzip
import re
import shutil
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html
from served import ROOT, SEEN, ZIPPED, build_site

KB = 1000


@pytest.fixture(scope="module")
def documents(site):
    """{address below the site's: parsed page} of every built page."""
    pages = [*site.folder.glob("*.html"), *site.folder.glob("*/**/index.html")]
    return {path.relative_to(site.folder).as_posix().removesuffix("index.html"): html.parse(path).getroot()
            for path in pages}


def in_languages(documents):
    return {name: page for name, page in documents.items() if "/" in name}


def test_both_languages_have_the_same_pages(documents):
    names = list(in_languages(documents))
    korean = {name[3:] for name in names if name.startswith("ko/")}
    assert korean == {name[3:] for name in names if name.startswith("en/")} != set()


def test_internal_links_and_anchors_resolve(site, documents):
    ids = {name: set(page.xpath("//@id")) for name, page in documents.items()}
    for name, page in documents.items():
        base = urlsplit(site.url).path
        links = page.xpath("//a[not(ancestor::*[@hidden])]/@href|//link[not(@rel='canonical')]/@href")
        for link in [*links, *page.xpath("//img/@src|//script/@src")]:
            if urlsplit(link).scheme:
                continue
            target = urlsplit(urljoin(base + name, link))
            path = unquote(target.path).removeprefix(base)
            assert (site.folder / path).is_file() or (site.folder / path / "index.html").is_file(), (name, link)
            if target.fragment and path in ids:
                assert unquote(target.fragment) in ids[path] | {"__top"}, (name, link)


def test_every_page_tells_what_it_is(site, documents):
    described = set()
    for name, page in in_languages(documents).items():
        def meta(key, page=page, name=name):
            found = page.xpath(f"//meta[@name='{key}' or @property='{key}']/@content")
            assert len(found) == 1 and found[0].strip(), (name, key, found)
            return found[0]
        alternates = {link.get("hreflang"): link.get("href") for link in page.xpath("//link[@hreflang]")}
        assert alternates == {"ko": site.url + "ko/" + name[3:], "en": site.url + "en/" + name[3:],
                              "x-default": site.url}, name
        assert page.xpath("//link[@rel='canonical']/@href") == [site.url + name]
        assert page.get("lang") == name[:2]
        assert meta("og:url") == site.url + name
        assert meta("og:description") == meta("description")
        assert meta("og:title") and meta("twitter:card") == "summary_large_image"
        described.add((name[:2], meta("description")))
    assert len(described) == len(in_languages(documents)), "two pages with the same description"


def test_a_listing_shows_paths_as_one_writes_them(documents):
    """A page's own pictures are found elsewhere once it is built; what it tells others to write is not."""
    for language in ("ko", "en"):
        page = documents[f"{language}/contributing/"]
        listing = page.xpath("string(//pre[contains(., 'my_figure.light.svg')])")
        assert "(../../assets/figures/convolution/conv1d/my_figure.light.svg)" in listing


def test_social_card_is_there(site, documents):
    for name, page in in_languages(documents).items():
        card = page.xpath("//meta[@property='og:image']/@content")[0]
        assert (site.folder / card.removeprefix(site.url)).is_file(), f"{name}: no {card}"


def test_sitemap_and_robots(site, documents):
    listed = re.findall(r"<loc>(.*?)</loc>", (site.folder / "sitemap.xml").read_text())
    assert sorted(listed) == sorted(site.url + name for name in in_languages(documents))
    assert f"Sitemap: {site.url}sitemap.xml" in (site.folder / "robots.txt").read_text()


def test_nothing_unused_is_published(site):
    names = [path.name for path in site.folder.rglob("*") if path.is_file()]
    assert not [name for name in names if name.endswith(".map") or name in ("wordcut.js", "look.css")]
    assert not [name for name in names if name in ("shim.js", "search_index.js", "offline.html", "README.txt")]
    assert names.count("404.html") == 1


def wire(path):
    data = path.read_bytes()
    return len(gzip.compress(data, 9)) if path.suffix in ZIPPED else len(data)


def test_html_and_figures_are_small(site):
    big = {path.relative_to(site.folder).as_posix(): wire(path) for path in site.folder.rglob("*.html")
           if wire(path) > 30 * KB and path.parent != site.folder}
    big |= {path.relative_to(site.folder).as_posix(): wire(path) for path in site.folder.rglob("*.svg")
            if wire(path) > 40 * KB}
    assert big == {}


@pytest.mark.parametrize("language", ["ko", "en"])
def test_visits_are_small(site, page, language):
    """What goes over the wire: the heaviest page to its end, with fonts, search and all figures; then another."""
    del site.log[:]
    page.goto(f"{site.address}{language}/convolution/conv2d/")
    page.click("[data-md-component=search-query]")
    page.keyboard.press("Escape")
    for figure in page.locator(".figure").all():
        figure.scroll_into_view_if_needed()
        page.wait_for_function(SEEN)
    page.wait_for_load_state("networkidle")
    first = sum(size for _, size in site.log)
    page.evaluate("scrollTo(0, 0)")
    del site.log[:]
    page.click(".md-nav--primary a[href$='conv1d/']")
    page.locator("h1#conv1d").wait_for()
    page.wait_for_function(SEEN)
    second = sum(size for _, size in site.log)
    print(f"{language}: first visit {first / KB:.0f} KB, second page {second / KB:.0f} KB")
    assert first <= 450 * KB and 0 < second <= 80 * KB, (first, second, site.log)


def test_two_builds_are_the_same(site, tmp_path):
    built = build_site(tmp_path / "again", site.url)
    assert built.returncode == 0, built.stdout + built.stderr
    def contents(folder):
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    first, second = contents(site.folder), contents(tmp_path / "again")
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []


@pytest.fixture
def tree(tmp_path):
    """A copy of what a build reads, to be broken."""
    tree = tmp_path / "tree"
    ignored = shutil.ignore_patterns("__pycache__", "figures")
    for name in ("docs", "snippets", "overrides", "scripts"):
        shutil.copytree(ROOT / name, tree / name, ignore=None if name == "docs" else ignored)
    shutil.copytree(ROOT / "scripts" / "hooks", tree / "scripts" / "hooks", dirs_exist_ok=True)
    for name in ("mkdocs.yml", "mkdocs.en.yml"):
        shutil.copy(ROOT / name, tree)
    (tree / ".cache").symlink_to(ROOT / ".cache")
    return tree


BREAKS = {  # name: (page to change, what is added, words of the message)
    "bad_tex": ("ko/glossary.md", "\n\n$\\frac{1}{$\n", ["docs/ko/glossary.md:", "bad formula"]),
    "unsupported_tex": ("en/glossary.md", "\n\n$$\\nosuchthing x$$\n", ["docs/en/glossary.md:", "unsupported TeX"]),
    "missing_include": ("ko/glossary.md", '\n\n--8<-- "no/such.md"\n', ["glossary.md", "no/such.md"]),
    "printed_include": ("en/glossary.md", "\n\nthe file --8<-- no\n", ["docs/en/glossary", "not followed"]),
    "broken_link": ("ko/glossary.md", "\n\n[x](nowhere.md)\n", ["glossary.md", "nowhere.md"]),
    "broken_anchor": ("en/glossary.md", "\n\n[x](passport.md#nowhere)\n", ["glossary.md", "#nowhere"]),
    "missing_figure": ("ko/glossary.md", "\n\n![x](../assets/figures/no.light.svg)\n", ["glossary.md", "no.light.svg"]),
    "missing_twin": ("ko/lonely.md", "# x { #x }\n", ["docs/ko/lonely.md", "docs/en/lonely.md"]),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_bad_page_stops_the_build(tree, name):
    page, added, words = BREAKS[name]
    with (tree / "docs" / page).open("a", encoding="utf-8") as file:
        file.write(added)
    (tree / "site").mkdir()
    (tree / "site" / "old").write_text("old")
    built = build_site(tree / "site", tree=tree)
    assert built.returncode == 1
    assert all(word in built.stderr for word in words), built.stderr
    assert "Traceback" not in built.stderr and len(built.stderr.splitlines()) < 12, built.stderr
    assert [path.name for path in (tree / "site").iterdir()] == ["old"], "the old site was touched"
    assert not list(tree.glob(".site*")), "something was left behind"
