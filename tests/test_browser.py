"""Promise: every page works in a real browser, asks nobody else for anything, and can be used by everybody."""

import re
from urllib.parse import urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from served import ROOT, SEEN, serve

NAMES = sorted(path.relative_to(ROOT / "docs" / "ko").as_posix() for path in (ROOT / "docs" / "ko").rglob("*")
               if path.suffix in (".md", ".ipynb"))
PAGES = [f"{language}/{re.sub(r'(index)?[.](md|ipynb)$', '', name).rstrip('/')}/".replace("//", "/")
         for language in ("ko", "en") for name in NAMES]
MOVING = "ko/convolution/conv2d/"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def watched(page, site):
    """The page, and what went wrong on it: console, failed or foreign requests, exceptions."""
    page.troubles = troubles = []
    page.on("console", lambda message: message.type in ("error", "warning") and troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("requestfailed", lambda request: troubles.append(f"failed: {request.url}"))
    page.on("request", lambda request: request.url.startswith((site.address, "data:", "blob:"))
            or troubles.append(f"elsewhere: {request.url}"))
    page.on("response", lambda response: response.status >= 400 and troubles.append(
        f"{response.status}: {response.url}"))
    return page


def violations(page, *rules):
    """What axe-core finds (by the rules named, else by all), short enough to read."""
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": RULES}
    found = Axe().run(page, options={"resultTypes": ["violations"], "runOnly": only}).response["violations"]
    return [f"{rule['id']}: {node['html'][:150]} {(node['any'] or node['all'] or node['none'])[0]['message'][:200]}"
            for rule in found for node in rule["nodes"][:3]]


def settle(page):
    """Unfold what is folded and load what waits to be scrolled to, so that all of it is looked at."""
    page.evaluate("""() => {
      document.querySelectorAll('details').forEach(details => { details.open = true; });
      document.querySelectorAll('img').forEach(image => { image.loading = 'eager'; });
    }""")
    page.wait_for_load_state("networkidle")  # it may have been idle once before; pictures must come all the same
    page.wait_for_function("[...document.images].every(image => image.complete)")


ALT = """() => [...document.images].filter(
  image => !image.hasAttribute('alt') || (image.closest('article') && !image.alt.trim())
    || (image.checkVisibility() && !image.naturalWidth)).map(image => image.outerHTML)"""
SAID = """() => {
  const said = {};
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode, parent = text.parentElement;
    if (!text.data.trim() || parent.closest('script, style, noscript, math, svg')) continue;
    const style = getComputedStyle(parent), mono = style.fontFamily.startsWith('"Atlas Mono"');
    const kind = mono ? 'mono' : style.fontWeight >= 600 ? 'bold' : 'regular';
    said[kind] = (said[kind] || '') + text.data;
  }
  return said;
}"""
# Code has the same few colours everywhere, and a hundred blocks of it take axe as many seconds as a page.
FEWER = """() => {
  [...document.querySelectorAll('article .highlight')].slice(6).forEach(block => block.remove());
  const still = document.createElement('style');  // a colour looked at while it fades is nobody's colour
  still.textContent = '* { transition: none !important }';
  document.head.append(still);
}"""
WIDE = """() => [...document.querySelectorAll('article *')].filter(
  element => element.getBoundingClientRect().right > 361 && !element.closest('table, pre, math, .tabbed-labels')
).map(element => element.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("name", PAGES)
def test_page(watched, site, fonts, name):
    watched.goto(site.address + name)
    settle(watched)
    assert watched.troubles == []
    assert watched.evaluate(ALT) == []
    for kind, text in watched.evaluate(SAID).items():
        assert {char for char in text if char > " "} <= reach(fonts[name[:2]], kind), f"no glyph, {kind}"
    watched.set_viewport_size({"width": 360, "height": 780})
    wide = watched.evaluate(WIDE)
    assert watched.evaluate("document.documentElement.scrollWidth") <= 360, wide[:5]
    assert wide == []
    watched.set_viewport_size({"width": 1280, "height": 900})
    watched.evaluate(FEWER)
    assert violations(watched) == []
    watched.emulate_media(color_scheme="dark")
    watched.wait_for_function("document.body.dataset.mdColorScheme === 'slate'")
    assert violations(watched, "color-contrast", "link-in-text-block") == [], "dark"
    assert watched.troubles == []


def reach(fonts, kind):
    """The characters that a kind of text can show: its font's, then those of the next in its stack."""
    return fonts[kind] | fonts["math"] | (fonts["regular"] if kind == "mono" else set())


@pytest.fixture(scope="session")
def fonts(site):
    """{language: {kind of text: characters of its font}} of the built site."""
    from fontTools.ttLib import TTFont

    from scripts.fonts import kind
    return {language: {kind(path): set(map(chr, TTFont(path).getBestCmap()))
                       for path in (site.folder / language / "assets" / "fonts").glob("*.woff2")}
            for language in ("ko", "en")}


def test_language_switch_stays_on_the_page(watched, site):
    watched.goto(site.address + "ko/convolution/conv1d/")
    watched.wait_for_load_state("networkidle")
    watched.click(".language-switch")
    watched.wait_for_url(site.address + "en/convolution/conv1d/")
    watched.wait_for_load_state("networkidle")
    watched.click(".language-switch")
    watched.wait_for_url(site.address + "ko/convolution/conv1d/")
    assert watched.troubles == []


def test_instant_navigation_keeps_the_document(watched, site):
    watched.goto(site.address + "ko/convolution/conv1d/")
    watched.wait_for_load_state("networkidle")
    watched.evaluate("window.here = true")
    watched.click(".md-nav--primary a[href$='conv2d/']")
    watched.wait_for_url(site.address + MOVING)
    watched.locator(".player__bar").first.wait_for()
    assert watched.evaluate("window.here"), "the whole page was loaded anew"
    assert watched.troubles == []


def shown(page):
    """The file that the first player shows."""
    return page.locator(".player img").locator("visible=true").first.get_attribute("src").rpartition("/")[2]


def test_player_steps_by_keyboard(watched, site):
    watched.goto(site.address + MOVING)
    assert shown(watched) == "window.light.svg", "a still picture comes first"
    frames = int(watched.locator(".player").first.get_attribute("data-frames"))
    assert frames > 1
    play = watched.get_by_role("button", name="움직여 보기").first
    play.focus()
    for key in ("Tab", "Enter", "Enter"):  # on to the next button: two steps
        watched.keyboard.press(key)
    assert shown(watched) == "window.moving.light.svg#f3"
    watched.keyboard.press("Tab")
    watched.keyboard.press("ArrowRight")
    assert shown(watched) == "window.moving.light.svg#f4"
    watched.keyboard.press("Home")
    assert shown(watched) == "window.moving.light.svg#f1"
    assert watched.locator(".player output").first.text_content() == f"1 / {frames}"
    watched.emulate_media(color_scheme="dark")
    watched.wait_for_function("document.body.dataset.mdColorScheme === 'slate'")
    assert shown(watched) == "window.moving.dark.svg#f1"
    assert watched.troubles == []


def test_player_plays_and_pauses(watched, site):
    watched.goto(site.address + MOVING)
    before = watched.locator(".player").first.screenshot()
    watched.get_by_role("button", name="움직여 보기").first.click()
    watched.wait_for_function("document.querySelector('.player').dataset.frame === '2'")
    watched.get_by_role("button", name="멈추기").click()
    stopped = shown(watched)
    watched.wait_for_timeout(1300)
    assert shown(watched) == stopped == "window.moving.light.svg#f2"
    assert watched.locator(".player").first.screenshot() != before


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves_unasked(watched, site, motion):
    watched.emulate_media(reduced_motion=motion)
    watched.goto(site.address + MOVING)
    figure = watched.locator(".player").first
    figure.scroll_into_view_if_needed()
    watched.wait_for_function(SEEN)
    before = figure.locator("img").locator("visible=true").screenshot()
    watched.wait_for_timeout(1300)
    assert figure.locator("img").locator("visible=true").screenshot() == before
    assert ".moving." not in shown(watched)


def without_javascript(browser, address):
    page = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 780}).new_page()
    page.goto(address)
    return page


def test_without_javascript(browser, site):
    page = without_javascript(browser, site.address + MOVING)
    assert page.locator(".player__link").first.get_attribute("href").endswith("window.moving.light.svg")
    assert page.locator("math").count() > 0
    assert page.locator(".figure img").locator("visible=true").count() == page.locator(".figure").count()
    page.context.close()


@pytest.mark.parametrize(("languages", "expected"), [
    ("ko-KR", "ko/"), ("en-GB", "en/"), ("de-DE", "en/")])
def test_root_picks_the_language(browser, site, languages, expected):
    context = browser.new_context(locale=languages)
    page = context.new_page()
    page.goto(site.address)
    page.wait_for_url(site.address + expected)
    page.click(".language-switch")
    page.wait_for_url(lambda url: url.startswith(site.address) and not url.endswith(expected))
    chosen = page.url
    page.goto(site.address)
    page.wait_for_url(chosen)
    context.close()


def test_root_without_javascript(browser, site):
    page = without_javascript(browser, site.address)
    links = [link.get_attribute("href") for link in page.get_by_role("link").all()]
    assert [urljoin(page.url, link) for link in links] == [site.address + "ko/", site.address + "en/"]
    page.get_by_role("link", name="English").click()
    assert page.url == site.address + "en/"
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["404.html", "ko/no/such/page/"])
def test_not_found(page, site, path, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto(site.address + path)
    assert page.get_by_text("없는 쪽입니다").is_visible() and page.get_by_text("Page not found").is_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("link", name="한국어").click()
    assert page.url == site.address + "ko/"


def test_works_at_the_top_of_a_host_too(browser, site):
    server = serve(site.folder, "/")
    page = browser.new_page()
    page.goto(server.served.address + "en/convolution/conv1d/")
    page.click(".language-switch")
    page.wait_for_url(server.served.address + "ko/convolution/conv1d/")
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith('"Atlas Sans"')
    page.close()
    server.shutdown()


def test_root_page_is_accessible(browser, site):
    page = browser.new_page()
    page.add_init_script("Object.defineProperty(navigator, 'languages', {get() { throw new Error('stay'); }})")
    page.goto(site.address)
    assert page.url == site.address
    assert violations(page) == []
    page.close()
