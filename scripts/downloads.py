"""What readers take along: a book per language and the site in a folder; the pages' footers name them."""

import importlib.util
import re
import subprocess
import sys
import time
from pathlib import Path

from . import ledger
from .book.typeset import edition_date
from .faults import Fault, Refused
from .paths import LANGUAGES, ROOT

ITEM = re.compile(r'(<li class="download" data-file="([^"]+)")(?: hidden)?(>.*?<small>)[^<]*(</small>)')


def make_downloads(site: Path, pages: Path) -> None:
    """Make site/downloads from the pages that mkdocs collected into the folder `pages`; tell the footers of them."""
    from .offline import pack

    books = make_books(pages, site / "downloads")
    pack(site / "downloads", books)
    fill_in(site)


def make_books(pages: Path, folder: Path) -> list[Path]:
    """The PDF of every language, side by side; none, with a word on it, where Typst is not installed."""
    if importlib.util.find_spec("typst") is None:
        print("no books: Typst is not installed here (make site installs it)", flush=True)
        return []
    begun, faults = time.monotonic(), []
    targets = {language: folder / f"keras-layer-atlas-{language}.pdf" for language in LANGUAGES}
    print(f"{', '.join(targets)}: setting the books", flush=True)
    running = {language: subprocess.Popen(
        [sys.executable, "-m", "scripts.book", language, str(pages / f"{language}.json"), str(target)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8") for language, target in targets.items()}
    for language, process in running.items():
        said, _ = process.communicate()
        if process.returncode:
            faults.append(Fault(f"docs/{language}", 0, f"no book\n{said.strip()}",
                                "mend the lines above; the old book stays"))
        else:
            size = targets[language].stat().st_size / 1e6
            print(f"{language}: {said.strip()}, {size:.1f} MB, {time.monotonic() - begun:.1f} s", flush=True)
    if faults:
        raise Refused(*faults)
    return list(targets.values())


def fill_in(site: Path) -> None:
    """Show in every page's footer the downloads that are there, each with its size and the day of the edition."""
    date = edition_date(ledger.load()).isoformat()
    sizes = {path.name: f"{path.stat().st_size / 1e6:.1f} MB, {date}" for path in (site / "downloads").glob("*")}

    def show(found: re.Match) -> str:
        head, file, link, end = found.groups()
        return f"{head}{link}{sizes[file]}{end}" if file in sizes else f"{head} hidden{link}{end}"

    for page in (path for language in LANGUAGES for path in (site / language).rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        page.write_text(ITEM.sub(show, text), encoding="utf-8", newline="\n")
