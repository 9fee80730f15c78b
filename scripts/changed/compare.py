"""Two built sites or two trees in; out comes what differs, before beside after."""

import difflib
from dataclasses import dataclass
from pathlib import Path

from lxml import html

from ..paths import LANGUAGES

HEADINGS = ("h1", "h2", "h3")


@dataclass(frozen=True)
class Section:
    """From one heading to the next. Each side is a list of (HTML of a block, whether it is on this side alone)."""

    anchor: str
    before: list[tuple[str, bool]]
    after: list[tuple[str, bool]]


@dataclass(frozen=True)
class Page:
    """A page that differs: `place` is its folder in the site; a side that does not exist has no blocks."""

    place: str
    title: str
    sections: list[Section]


@dataclass(frozen=True)
class File:
    """A file that differs, named from its root; None where it is not there."""

    name: str
    before: bytes | None
    after: bytes | None


def pages(before: Path, after: Path) -> list[Page]:
    """Pages of all languages whose article differs, in the order of their addresses."""
    found = []
    places = {path.parent.relative_to(site).as_posix() for site in (before, after) for language in LANGUAGES
              for path in (site / language).rglob("index.html")}
    for place in sorted(places):
        articles = [_article(site / place / "index.html", f"{side}/{place}/")
                    for side, site in (("before", before), ("after", after))]
        sections = _differing(*map(_sections, articles))
        if sections:
            there = next(article for article in reversed(articles) if article is not None)
            found.append(Page(place, " ".join(there.xpath("string(.//h1)").rstrip("#").split()), sections))
    return found


def snippets(before: Path, after: Path) -> list[File]:
    """Examples that differ in code or output; generated blocks are seen on their pages."""
    return [file for file in _files(before, after, "*.md") if not file.name.startswith("reference/")]


def figures(before: Path, after: Path) -> list[File]:
    """Figures that look different in light; dark ones come from the same drawing."""
    return _files(before, after, "*.light.svg")


def _files(before, after, pattern):
    names = {path.relative_to(root).as_posix() for root in (before, after) for path in root.rglob(pattern)}
    found = [File(name, *((root / name).read_bytes() if (root / name).exists() else None for root in (before, after)))
             for name in sorted(names)]
    return [file for file in found if file.before != file.after]


def _article(path: Path, base: str):
    """The part of a page that is its own, with addresses that count from the report; None where there is no page."""
    if not path.exists():
        return None
    tree = html.fromstring(path.read_text(encoding="utf-8"))
    (article,) = tree.xpath("//article")
    for gone in article.xpath(".//a[contains(@class, 'headerlink')] | .//p[@class='notebook'] | .//script"):
        gone.drop_tree()
    article.make_links_absolute(base)
    return article


def _sections(article) -> dict[str, list[str]]:
    """Anchor → HTML of each block."""
    found, anchor = {}, ""
    for block in article if article is not None else []:
        if block.tag in HEADINGS:
            anchor = block.get("id", "")
        block.tail = None
        found.setdefault(anchor, []).append(html.tostring(block, encoding="unicode"))
    return found


def _differing(before: dict[str, list[str]], after: dict[str, list[str]]) -> list[Section]:
    order = list(dict.fromkeys([*after, *before]))
    plain = {side: {anchor: [block.replace(f'="{side}/', '="') for block in blocks] for anchor, blocks in found.items()}
             for side, found in (("before", before), ("after", after))}
    sections = []
    for anchor in order:
        olds, news = plain["before"].get(anchor, []), plain["after"].get(anchor, [])
        if olds != news:
            alone = [set(range(len(olds))), set(range(len(news)))]
            for a, b, size in difflib.SequenceMatcher(a=olds, b=news, autojunk=False).get_matching_blocks():
                alone[0] -= set(range(a, a + size))
                alone[1] -= set(range(b, b + size))
            sections.append(Section(anchor, *([(block, i in only) for i, block in enumerate(side.get(anchor, []))]
                                              for side, only in zip((before, after), alone, strict=True))))
    return sections
