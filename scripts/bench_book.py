"""What a page of the book costs: time, bytes and memory, and whether ten times the pages cost ten times as much."""

import json
import os
import sys
import time
from pathlib import Path
from urllib.parse import urljoin

import pikepdf
from lxml import html

CHAPTER, TIMES = "convolution/", 10


def book_measures(folder: Path) -> dict[str, float]:
    """Seconds, KB per page and peak MiB of the Korean book; seconds a page of a chapter ten times, of the same once."""
    pages = folder / "ko.json"
    _run("scripts.site", "ko", str(folder / "site"), str(pages))
    seconds, peak, count, size = _made(pages, folder)
    once, many = (_made(_repeated(pages, times), folder) for times in (1, TIMES))
    return {"book_time": seconds / count, "book_size": size / count / 1000, "book_memory": peak,
            "book_growth": (many[0] / many[2]) / (once[0] / once[2])}


def _made(pages: Path, folder: Path) -> tuple[float, float, int, int]:
    """(seconds, peak MiB, pages, bytes) of one book."""
    target = folder / "book.pdf"
    started = time.perf_counter()
    peak = _run("scripts.book", "ko", str(pages), str(target))
    seconds = time.perf_counter() - started
    with pikepdf.open(target) as document:
        return seconds, peak, len(document.pages), target.stat().st_size


def _run(module: str, *arguments: str) -> float:
    """Run a program of the project to its end; the MiB of the largest process that it took."""
    child = os.posix_spawn(sys.executable, [sys.executable, "-m", module, *arguments], os.environ | {
        "NO_MKDOCS_2_WARNING": "1"})
    _, status, used = os.wait4(child, 0)
    if status:
        raise RuntimeError(f"python -m {module} {' '.join(arguments)} failed")
    return used.ru_maxrss / 1024


def _repeated(pages: Path, times: int) -> Path:
    """The pages of one chapter so many times over, each time under names of its own; links that leave it are words."""
    collected = json.loads(pages.read_text(encoding="utf-8"))
    title, sources = next(item for item in collected["chapters"] if item[1][0].startswith(CHAPTER))
    inside = {f"/{collected['pages'][source]['url']}" for source in sources}
    chosen = {source: collected["pages"][source] for source in sources}
    for page in chosen.values():
        tree = html.fragment_fromstring(page["html"], create_parent="div")
        for link in tree.xpath("//a[@href and not(@class)]"):
            address = link.get("href")
            if "://" not in address and urljoin(f"/{page['url']}", address).split("#")[0] not in inside:
                link.drop_tag()
        page["html"] = "".join(html.tostring(part, encoding="unicode") for part in tree)
    made = {"chapters": [(title, [f"{n}/{source}" for source in sources]) for n in range(times)],
            "pages": {f"{n}/{source}": page | {"url": f"{n}/{page['url']}"}
                      for n in range(times) for source, page in chosen.items()}}
    path = pages.with_name(f"times{times}.json")
    path.write_text(json.dumps(made), encoding="utf-8", newline="\n")
    return path
