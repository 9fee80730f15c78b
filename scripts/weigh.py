"""What a visit to the built site transfers: a page and all it asks for, as a server with gzip would send it."""

import contextlib
import functools
import gzip
import http.server
import shutil
import threading
from pathlib import Path

from .faults import Fault, Refused
from .setup import BROWSERS

COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt"}


def weigh(path: Path) -> int:
    """Bytes that a server sends for a file: gzipped where that helps."""
    data = path.read_bytes()
    return len(gzip.compress(data, 6)) if path.suffix in COMPRESSED else len(data)


def visits(site: Path, pages: list[str], search: str = "") -> list[dict[str, int]]:
    """Open pages one after the other in one fresh browser: for each, path of a new file → bytes.

    The first is read to its end, so that every figure counts; the others count as they open.

    With `search`, the word is typed into the search of every page, so that worker and index count too.
    """
    from playwright.sync_api import sync_playwright

    with served(site) as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        asked, seen, weights = [], set(), []
        page.on("request", lambda request: asked.append(request.url))
        for name in pages:
            page.goto(f"{address}/{name}", wait_until="networkidle")
            if not weights:  # the first page is read to its end
                _scroll(page)
            if search:
                page.locator("[data-md-component=search-query]").first.fill(search)
                page.keyboard.press("End")
                page.wait_for_timeout(1500)
            page.wait_for_load_state("networkidle")
            new = {_file(site, url, address) for url in asked} - seen
            seen |= new
            weights.append({path.relative_to(site).as_posix(): weigh(path) for path in sorted(new)})
        browser.close()
    return weights


def browser_path() -> str:
    """Where Chromium is; Refused with the command that installs it."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        raise Refused(Fault("scripts/setup.py", 0, "no Chromium on this machine", "make .venv/full/.ready"))
    return found


def _scroll(page) -> None:
    """To the end and a moment's rest, so that lazy pictures load."""
    page.evaluate("""async () => { for (let y = 0; y < document.body.scrollHeight; y += 600) {
        window.scrollTo(0, y); await new Promise(done => setTimeout(done, 20)); } }""")


def _file(site: Path, url: str, address: str) -> Path:
    path = site / url.removeprefix(address).lstrip("/").split("?")[0].split("#")[0]
    return path / "index.html" if path.is_dir() else path


@contextlib.contextmanager
def served(folder: Path):
    """The folder on a free local port; yields the address."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass
