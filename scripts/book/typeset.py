"""The pages of a language in; the book out as a PDF, the same bytes for the same pages.

Each stage is a program of its own, so that none holds memory while the next one works.
"""

import datetime
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from .. import ledger
from ..faults import Fault, Refused
from ..paths import ROOT, SCRIPTS

PRINTINGS = 5  # each moves fewer numbers than the one before; two or three suffice
MOVED = "moved"
LOOK = SCRIPTS / "book" / "atlas.typ"


def make_book(language: str, pages: Path, target: Path) -> int:
    """Write the book of a language to target, whole or not at all, and return how many pages it has.

    Raises Refused with what is wrong on which page.
    """
    date = edition_date(ledger.load()).isoformat()
    with tempfile.TemporaryDirectory(prefix="atlas-book-") as temporary:
        folder = Path(temporary)
        _stage("compose", language, str(pages), str(folder), date)
        _stage("print", str(folder), date, "draft")
        for _ in range(PRINTINGS):
            if not _stage("look_up", str(folder)).startswith(MOVED):
                break
            _stage("print", str(folder), date)
        else:
            raise Refused(Fault("scripts/book/atlas.typ", 0, f"page numbers still move after {PRINTINGS} printings",
                                "change the wording of a page with many links"))
        return int(_stage("pack", str(folder), str(target)))


def edition_date(recorded: dict) -> datetime.date:
    """The day on the cover: SOURCE_DATE_EPOCH, else the day the atlas was last recorded."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    return datetime.date.fromisoformat(recorded["checked"])


def _stage(*arguments: str) -> str:
    """Run one in a process of its own; what it says."""
    done = subprocess.run([sys.executable, "-m", "scripts.book.typeset", *arguments], cwd=ROOT, text=True,
                          encoding="utf-8", stdout=subprocess.PIPE)
    if done.returncode:
        if not done.stdout.startswith("["):
            raise RuntimeError(f"{' '.join(arguments)}: exit code {done.returncode}\n{done.stdout}")
        raise Refused(*(Fault(*fault) for fault in json.loads(done.stdout)))
    return done.stdout


def compose(language: str, pages: str, folder: str, date: str) -> None:
    """Write folder/book.typ and all that it reads."""
    from .compose import Composer
    from .fonts import unpack
    from .pages import Book

    collected, recorded = json.loads(Path(pages).read_text(encoding="utf-8")), ledger.load()
    book = Book(language, collected["chapters"], collected["pages"])
    source = Composer(book, Path(folder)).write(ledger.versions(recorded), datetime.date.fromisoformat(date))
    (Path(folder) / "book.typ").write_text(source, encoding="utf-8", newline="\n")
    (Path(folder) / "places.json").write_text("{}", encoding="utf-8", newline="\n")
    shutil.copy(LOOK, folder)
    unpack(Path(folder) / "fonts")


def print_(folder: str, date: str, draft: str = "") -> None:
    """folder/book.typ becomes folder/book.pdf, accessible (PDF/UA-1, or an error) unless it is a draft."""
    import typst

    moment = datetime.datetime.fromisoformat(f"{date}T00:00:00+00:00")
    try:
        typst.compile(f"{folder}/book.typ", output=f"{folder}/book.pdf", root=folder, font_paths=[f"{folder}/fonts"],
                      ignore_system_fonts=True, timestamp=int(moment.timestamp()),
                      pdf_standards=[] if draft else ["ua-1"], pdf_tags=not draft)
    except typst.TypstError as error:
        raise Refused(_fault(f"{error} {getattr(error, 'diagnostic', '') or ''}", Path(folder))) from None


def _fault(said: str, folder: Path) -> Fault:
    """Where in the atlas Typst stopped, and the first of what it says."""
    line = re.search(r"book\.typ:(\d+)", said)
    before = (folder / "book.typ").read_text(encoding="utf-8").split("\n")[: int(line[1]) if line else 0]
    page = next((found[3:] for found in reversed(before) if found.startswith("// ")), "scripts/book/atlas.typ")
    words = "\n".join(said.strip().split("\n")[:1] + [text[:200] for text in before[-1:]])
    return Fault(page, 0, f"Typst stopped: {words}", "mend the page, or scripts/book")


def look_up(folder: str) -> None:
    """Write folder/places.json, {name of a place: (its page, points from the top)}, and say whether they moved."""
    import pikepdf

    found, places = {}, Path(folder) / "places.json"
    with pikepdf.open(f"{folder}/book.pdf") as document:
        pages = {page.obj.objgen: (number, float(page.mediabox[3])) for number, page in enumerate(document.pages, 1)}
        for name, (page, _, _, up, *_) in pikepdf.NameTree(document.Root.Names.Dests).items():
            number, height = pages[page.objgen]
            found[str(name)] = (number, round(height - float(up), 2))
    text = json.dumps(found)
    if places.read_text(encoding="utf-8") != text:
        places.write_text(text, encoding="utf-8", newline="\n")
        print(MOVED)


def pack(folder: str, target: str) -> None:
    """folder/book.pdf in object streams, half the size, becomes target."""
    import pikepdf

    from ..faults import write_atomically

    out = io.BytesIO()
    with pikepdf.open(f"{folder}/book.pdf") as document:
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True,
                      compress_streams=True, recompress_flate=True)
        print(len(document.pages))
    write_atomically(Path(target), out.getvalue())


STAGES = {"compose": compose, "print": print_, "look_up": look_up, "pack": pack}


def _main(stage: str, *arguments: str) -> int:
    try:
        STAGES[stage](*arguments)
    except Refused as refused:
        print(json.dumps([[f.file, f.line, f.problem, f.cure] for f in refused.faults]))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
