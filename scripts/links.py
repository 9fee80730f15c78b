"""Where pages point to, looked at without building: links, anchors and pictures that lead nowhere; navigation."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from posixpath import normpath

import yaml

from . import labs
from .blanks import blanked, unfenced
from .faults import Fault, Refused
from .paths import CONFIGS, DOCS, LANGUAGES, relative
from .snippets import read_text

TARGET = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)\)")
ID = re.compile(r"\{[^}\n]*#([\w-]+)[^}\n]*\}|<a id=\"([\w-]+)\"")
TITLES = re.compile(r"^title: (.*)$|^# (.*?)(?: \{.*)?$", re.MULTILINE)
ELSEWHERE = ("http://", "https://", "mailto:")
INLINE = re.compile(r"`[^`\n]+`")


def faults() -> list[Fault]:
    """Everything that points nowhere, in both languages, labs and navigation included."""
    found = []
    for language in LANGUAGES:
        for path in sorted((DOCS / language).rglob("*.md")):
            try:
                found += _of_text(relative(path), read_text(path), path, language)
            except Refused:
                continue  # told where the page itself is read
        for path in labs.lab_paths():
            try:
                found += _of_text(relative(path), labs.parse(path).prose(language),
                                  DOCS / language / "labs" / f"{path.stem}.ipynb", language)
            except Refused:
                continue
    _ids.cache_clear()
    return found + _of_nav()


def _of_text(name: str, text: str, path: Path, language: str) -> list[Fault]:
    """What of a page at `path` leads nowhere; `name` is the file that holds its text."""
    found = []
    text = INLINE.sub(blanked, unfenced(text))
    for number, line in enumerate(text.split("\n"), 1):
        for picture, target in TARGET.findall(line):
            if not target.startswith(ELSEWHERE):
                problem = _picture(path, target) if picture else _link(path, target, language)
                found += [Fault(name, number, *problem)] if problem else []
    return found


def _picture(path: Path, target: str) -> tuple[str, str] | None:
    file = Path(normpath(path.parent / target))
    missing = [f for f in (file, file.with_name(file.name.replace(".light.", ".dark."))) if not f.is_file()]
    if missing:
        return f"shows {target}, but {missing[0].name} is not there", "mend the name, or draw it: make update"
    return None if ".light." in file.name else (f"shows {target}", "name the .light.svg of a figure")


def _link(path: Path, target: str, language: str) -> tuple[str, str] | None:
    page, _, anchor = target.partition("#")
    file = Path(normpath(path.parent / page)) if page else path
    if not file.is_file():
        return f"links to {target}, and there is no {file.name} there", "mend the path"
    if anchor and anchor not in _ids(file, language):
        return f"links to {target}, and {file.name} has no heading with {{ #{anchor} }}", "mend the anchor"
    return None


@cache
def _ids(file: Path, language: str) -> frozenset[str]:
    """The ids that a page gives: its own headings' and those of the blocks it includes."""
    from .pages import INCLUDE, included_path

    if file.suffix == ".ipynb":
        source = labs.LABS / f"{file.stem}.py"
        text = labs.parse(source).prose(language)
    else:
        text = file.read_text(encoding="utf-8", errors="replace")  # another encoding is told where the page is read
    parts = [text]
    for line in text.split("\n"):
        if (match := INCLUDE.match(line)) and (block := included_path(match[1], language)):
            parts.append(block.read_text(encoding="utf-8", errors="replace"))
    return frozenset(first or second for part in parts for first, second in ID.findall(part))


def nav_pages(language: str) -> list[tuple[str, str]]:
    """(chapter title or "", page) of the navigation, in its order."""
    return [(chapter, page) for chapter, _, page in _flat(_nav(language), "")]


def nav_titles(language: str) -> list[tuple[str, str]]:
    """(its title or "", page) of the navigation, in its order."""
    return [(title, page) for _, title, page in _flat(_nav(language), "")]


def _nav(language: str) -> list:
    text = CONFIGS[language].read_text(encoding="utf-8")
    return yaml.safe_load(text[text.index("\nnav:") :])["nav"]


def _flat(items, chapter):
    for item in items:
        for title, value in item.items() if isinstance(item, dict) else [("", item)]:
            if isinstance(value, str):
                yield chapter, title, value
            else:
                yield from _flat(value, title)


def _of_nav() -> list[Fault]:
    found, pages = [], {language: [page for _, page in nav_pages(language)] for language in LANGUAGES}
    for language in LANGUAGES:
        config = relative(CONFIGS[language])
        there = {path.relative_to(DOCS / language).as_posix() for kind in ("*.md", "*.ipynb")
                 for path in (DOCS / language).rglob(kind)}
        for page in sorted(there - set(pages[language])):
            found.append(Fault(config, 0, f"docs/{language}/{page} is not in nav", "add it there"))
        for page in sorted(set(pages[language]) - there):
            found.append(Fault(config, _line(language, page), f"nav names {page}, which docs/{language} does not have",
                               "mend the name or write the page"))
        for page in sorted({page for page in pages[language] if pages[language].count(page) > 1}):
            found.append(Fault(config, _line(language, page), f"nav names {page} twice", "take one away"))
    found += [fault for language in LANGUAGES for fault in _of_titles(language)]
    if pages["ko"] != pages["en"] and not found:
        first = next(i for i, (a, b) in enumerate(zip(pages["ko"], pages["en"], strict=True)) if a != b)
        page = pages["en"][first]
        found.append(Fault("mkdocs.en.yml", _line("en", page), f"nav has {page} where mkdocs.yml has "
                           f"{pages['ko'][first]} (line {_line('ko', pages['ko'][first])})", "use the same order"))
    return found


def _of_titles(language: str) -> Iterator[Fault]:
    """A title in the navigation names its page, and no other page better."""
    named = {page: title for title, page in nav_titles(language) if title and page != "index.md"}
    titles = {page: found for page in named if (found := _titles(language, page))}
    for page in titles:
        fits = {other: _fit(named[page], other, there) for other, there in titles.items()}
        best = max(fits, key=lambda other: (fits[other], other == page))
        if fits[page] < 0.5 or best != page:
            meant = f": meant {best}?" if best != page else ""
            yield Fault(relative(CONFIGS[language]), _line(language, page),
                        f"nav calls {page} {named[page]!r}, and its title is {titles[page]!r}{meant}",
                        "call it by words of its title")


def _titles(language: str, page: str) -> str:
    path = DOCS / language / page
    try:
        if path.suffix == ".ipynb":
            text = labs.parse(labs.LABS / f"{path.stem}.py").prose(language)
        else:
            text = read_text(path)
    except (Refused, FileNotFoundError):
        return ""  # told elsewhere
    return " ".join(dict.fromkeys(first or second for first, second in TITLES.findall(text)))


def _fit(title: str, page: str, titles: str) -> float:
    """How many of its words are in the titles of a page: 0 to 1; 1 when it is spelled as the page's file."""
    words = re.findall(r"\w+", title.lower())
    if title.lower() == Path(page).stem.replace("_", ""):
        return 1.0
    return sum(word in titles.lower() for word in words) / max(1, len(words))


def _line(language: str, page: str) -> int:
    lines = CONFIGS[language].read_text(encoding="utf-8").split("\n")
    return next((i for i, line in enumerate(lines, 1) if line.endswith(f" {page}")), 0)
