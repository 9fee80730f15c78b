"""A folder that mkdocs built becomes one to publish: nothing unused, small fonts, a tuned search index."""

import re
import shutil
from pathlib import Path

from .faults import Fault
from .fonts import subset_fonts
from .search import place, tune

UNUSED = ("404.html", "sitemap.xml.gz", "assets/javascripts/lunr/tinyseg.js",
          "assets/javascripts/lunr/wordcut.js", "assets/images/favicon.png")
CODE = re.compile(r"<code>.*?</code>", re.S)  # may show what an include looks like
LUNR = {"lunr.ko.min.js", "lunr.stemmer.support.min.js"}
MAP_COMMENT = re.compile(r"\n?(?://# sourceMappingURL=\S+|/\*# sourceMappingURL=\S+ ?\*/)\s*$")


def lint(folder: Path) -> list[Fault]:
    """What only the built pages show: includes that were printed instead of followed."""
    faults = []
    for page in sorted(folder.rglob("*.html")):
        for line in CODE.sub("", page.read_text(encoding="utf-8")).split("\n"):
            if "--8&lt;--" in line or "--8<--" in line:
                name = f"docs/{folder.name}/{place(page.relative_to(folder).as_posix())[0]}".rstrip("/")
                faults.append(Fault(name, 0, f"an include was printed, not followed: {line.strip()!r}",
                                    'on a line of its own: --8<-- "chapter/layer/name.md"'))
    return faults


def finish(folder: Path) -> str:
    """Strip, tune, subset; returns one line on what was made."""
    _strip(folder)
    index = folder / "search" / "search_index.json"
    tune(index)
    script = index.with_suffix(".js")
    if script.exists():  # the offline edition: on file:// a script is all that a page may load
        script.write_text("var __index = " + index.read_text(encoding="utf-8"), encoding="utf-8", newline="\n")
    sizes = subset_fonts(folder)
    pages = len(list(folder.rglob("*.html")))
    return f"{pages} pages, fonts {' + '.join(f'{size / 1e3:.0f}' for size in sizes.values())} KB"


def _strip(folder):
    for name in UNUSED:
        (folder / name).unlink(missing_ok=True)
    shutil.rmtree(folder / "root", ignore_errors=True)  # mkdocs takes overrides/root for assets
    scripts = folder / "assets" / "javascripts"
    for path in [*folder.rglob("*.map"), *(scripts / "lunr" / "min").glob("*.js")]:
        if path.name not in LUNR:
            path.unlink()
    for path in [*scripts.rglob("*.min.js"), *(folder / "assets" / "stylesheets").rglob("*.min.css")]:
        text = path.read_text(encoding="utf-8")
        path.write_text(MAP_COMMENT.sub("\n", text), encoding="utf-8", newline="\n")
