"""Renames or removes a layer page with all that belongs to it, and leaves nothing behind."""

import re
import shutil
from pathlib import Path

from .. import figures, languages, localized
from ..atlas import ENTRIES
from ..faults import Fault, Refused, tell
from ..paths import CONFIGS, DOCS, FIGURES, LANGUAGES, LOCALIZED, REFERENCE, ROOT, SCRIPTS, SNIPPETS, relative
from ..terms import FREE
from . import links, places
from .record import record


def rename(old: str, new: str) -> int:
    """Move a page, chapter/slug, with its examples and figures; every link, include and entry follows."""
    old, new = _page(old), _spelled(new)
    if "/" not in new:
        new = f"{old.rpartition('/')[0]}/{new}"
    if not re.fullmatch(r"[a-z]\w*/[a-z]\w*", new) or not (SNIPPETS / new).parent.is_dir():
        raise Refused(Fault(new, 0, "is no chapter/slug", "small letters, digits and _; the chapter has to be there"))
    for path in _folders(new):
        if path.exists():
            raise Refused(Fault(relative(path), 0, "is there already", "choose another name"))
    _refuse_made_by_function(old)
    late = {section.target.replace(f"/{old}.md", f"/{new}.md") for section in localized.behind(languages.pairs())}
    for path, folder in list(links.sources()):
        own = path in _pages(old)
        text = path.read_text(encoding="utf-8")
        _write_if_new(path, text, links.moved(text, folder, old, new, own))
    for path in (*CONFIGS.values(), places.SPECS, FREE):
        text = path.read_text(encoding="utf-8")
        mended = text.replace(f" {old}.md", f" {new}.md").replace(f'"{old}"', f'"{new}"')
        _write_if_new(path, text, re.sub(rf"^{old}#", f"{new}#", mended, flags=re.M))
    _rename_entries(old, new)
    for before, after in zip(_folders(old), _folders(new), strict=True):
        if before.exists():
            after.parent.mkdir(parents=True, exist_ok=True)
            before.rename(after)
            print(f"moved {relative(before)} to {relative(after)}", flush=True)
    followed = [section.target for section in localized.behind(languages.pairs()) if section.target not in late]
    if followed:  # links changed in both languages alike
        localized.localized(followed)
    return tell(record())


def remove(page: str) -> int:
    """Delete a page and what belongs to it; Refused, with every place, while other pages speak of it."""
    page = _page(page)
    found = links.mentions(page)
    if found:
        raise Refused(*(Fault(relative(path), line, f"{words} ({page})", "change this line first")
                        for path, line, words in found))
    _refuse_made_by_function(page)
    modules = {figures.FIGURES[name].module for name in figures.names() if name.startswith(f"{page}/")}
    places.drop_page(page)
    for path in _folders(page):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
        print(f"deleted {relative(path)}", flush=True)
    for module in modules:
        _drop_module(module)
    return tell(record())


def _page(text):
    """chapter/slug of a page, however it was named: as its file, its slug, or the class it documents."""
    text = _spelled(text)
    known = {path.relative_to(DOCS / LANGUAGES[0]).with_suffix("").as_posix()
             for path in (DOCS / LANGUAGES[0]).rglob("*/*.md")}
    by_class = {entry.name: entry.page.removesuffix(".md") for entry in ENTRIES}
    fits = [page for page in known if page == by_class.get(text, text) or page.rpartition("/")[2] == text]
    if len(fits) != 1 or fits[0].endswith("/index"):
        raise Refused(Fault(text, 0, "names no page of a layer", "give chapter/slug, as in core/dense"))
    return fits[0]


def _spelled(text):
    return re.sub(r"^docs/\w+/|\.md$", "", text.replace("\\", "/"))


def _pages(page):
    return [DOCS / language / f"{page}.md" for language in LANGUAGES]


def _folders(page) -> list[Path]:
    """All that belongs to a page alone."""
    return [*_pages(page), LOCALIZED / f"{page}.txt", SNIPPETS / page,
            *(REFERENCE / language / page for language in LANGUAGES), FIGURES / page]


def _refuse_made_by_function(page):
    """Entries that a function of the atlas makes cannot be found by their text."""
    chapter, _, slug = page.partition("/")
    wanted = [entry for entry in ENTRIES if entry.page == f"{page}.md"]
    if len(wanted) > len(places.entry_spans(chapter, slug)):
        path = places.ATLAS / f"{chapter}.py"
        raise Refused(Fault(relative(path), 0, f"a function makes the entry of {wanted[0].name}",
                            f'write it as Entry("{chapter}", "{slug}", …), then try again'))


def _rename_entries(old, new):
    (chapter, _, slug), (to_chapter, _, to_slug) = old.partition("/"), new.partition("/")
    for path, first, last in places.entry_spans(chapter, slug):
        lines = path.read_text(encoding="utf-8").split("\n")
        part = "\n".join(lines[first - 1 : last])
        part = part.replace(f'"{chapter}"', f'"{to_chapter}"', 1).replace(f'"{slug}"', f'"{to_slug}"')
        places.write(path, "\n".join([*lines[: first - 1], part, *lines[last:]]))


def _write_if_new(path, old, text):
    if text != old:
        places.write(path, text)
        print(f"changed {relative(path)}", flush=True)


def _drop_module(module):
    """Delete a figure module that no figure and no other module needs."""
    path = SCRIPTS / "figures" / f"{module}.py"
    words = re.compile(rf"\bfigures\.{module}\b|import .*\b{module}\b|\"{module}\"")
    others = [other for other in (ROOT / "scripts").rglob("*.py") if other != path]
    if path.exists() and not any(words.search(other.read_text(encoding="utf-8")) for other in others):
        path.unlink()
        print(f"deleted {relative(path)}", flush=True)
