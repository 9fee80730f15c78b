"""What other pages say of a page: links to it, its examples and figures, with file and line; and their mending."""

import re
from collections.abc import Iterator
from pathlib import Path
from posixpath import normpath, relpath

from ..labs import LABS
from ..paths import DOCS, LANGUAGES

LINK = re.compile(r"(\]\()([^)\s#:]+\.(?:md|ipynb))(?=[)#])")


def sources() -> Iterator[tuple[Path, str]]:
    """(file, folder that its links count from, relative to docs/<language>) of all that is written by hand."""
    for language in LANGUAGES:
        for path in sorted((DOCS / language).rglob("*.md")):
            yield path, path.parent.relative_to(DOCS / language).as_posix()
    for path in sorted(LABS.glob("*.py")):
        yield path, "labs"


def mentions(page: str) -> list[tuple[Path, int, str]]:
    """(file, line, words) of all that other files say of a page, chapter/slug."""
    own = {DOCS / language / f"{page}.md" for language in LANGUAGES}
    found = []
    for path, folder in sources():
        if path in own:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            targets = [normpath(f"{folder}/{target}") for _, target in LINK.findall(line)]
            if f"{page}.md" in targets:
                found.append((path, number, "links to it"))
            elif f'"{page}/' in line or f"figures/{page}/" in line:
                found.append((path, number, "shows what belongs to it"))
    return found


def moved(text: str, folder: str, old: str, new: str, own: bool) -> str:
    """A file's text after page `old` became `new`; `own`: it is that page, whose links count from elsewhere now."""
    here = new.rpartition("/")[0] if own else folder

    def mend(link):
        target = normpath(f"{folder}/{link[2]}")
        target = f"{new}.md" if target == f"{old}.md" else target
        return link[1] + relpath(target, here or ".")

    text = LINK.sub(mend, text) if own or f"{old.rpartition('/')[2]}.md" in text else text
    return text.replace(f'"{old}/', f'"{new}/').replace(f"assets/figures/{old}/", f"assets/figures/{new}/")
