"""What the book is made of: chapters of pages in the order of the navigation, and where links between them lead."""

import posixpath
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

from ..faults import Fault, Refused
from ..pages import include_paths
from ..paths import DOCS, relative
from .source import string

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True)
class Page:
    """One page of the site: `source` below docs/<language>, `url` below the site's language, content as HTML."""

    language: str
    source: str
    url: str
    title: str
    html: str

    @cached_property
    def tree(self):
        """The content without the links that headings carry to themselves."""
        tree = html.fragment_fromstring(self.html, create_parent="div")
        for link in tree.xpath("//a[@class='headerlink']"):
            link.drop_tree()
        return tree

    @property
    def opens(self) -> bool:
        """Whether it is the first page of a chapter of layers."""
        return self.source.endswith("/index.md")

    @property
    def file(self) -> str:
        return relative(DOCS / self.language / self.source)

    def refuse(self, problem: str, cure: str, needle: str = ""):
        """Stop with the file and line where the needle stands, in the page or in what it includes."""
        raise Refused(Fault(*self.place(needle), problem, cure))

    def place(self, needle: str) -> tuple[str, int]:
        """(file, line) of a text; the page itself and line 0 when it is spelled otherwise there."""
        path = DOCS / self.language / self.source
        for candidate in [path, *include_paths(path, self.language)] if needle and path.is_file() else []:
            for number, line in enumerate(candidate.read_text(encoding="utf-8").split("\n"), 1):
                if needle in line:
                    return relative(candidate), number
        return self.file, 0


@dataclass(frozen=True)
class Chapter:
    """A section of the navigation; without a title, a page that stands in none. Chapters of layers are numbered."""

    title: str | None
    number: int | None
    pages: tuple[Page, ...]


class Book:
    """All chapters of a language, and the places in them that a link may name."""

    def __init__(self, language: str, chapters: list, pages: dict):
        self.language = language
        self.chapters, number = [], 0
        for title, sources in chapters:
            own = tuple(Page(language, source, **pages[source]) for source in sources)
            number += own[0].opens
            self.chapters.append(Chapter(title, number if own[0].opens else None, own))
        self.pages = [page for chapter in self.chapters for page in chapter.pages]
        self.by_url = {page.url.removesuffix("/"): page for page in self.pages}
        self.ids = {page.source: {element.get("id") for element in page.tree.iter() if element.get("id")}
                    for page in self.pages}

    def target(self, page: Page, address: str) -> str:
        """The name of the place that an address on a page leads to; Refused when it leads nowhere."""
        parts = urlsplit(urljoin(f"/{page.url}", address))
        found = self.by_url.get(posixpath.normpath(unquote(parts.path)).strip("/").removeprefix("."))
        anchor = unquote(parts.fragment)
        if found is None or (anchor and anchor not in self.ids[found.source]):
            page.refuse(f"a link leads nowhere: {address}", "mend the link", address.rpartition("#")[2])
        return name(found, anchor)


def name(page: Page, anchor: str = "") -> str:
    """The name of a place in the book; a page's own is that of its first heading."""
    first = page.tree.find("h1")
    if first is not None and anchor == first.get("id"):
        anchor = ""
    return f"{page.source}#{anchor}".removesuffix("#")


def label(page: Page, anchor: str = "") -> str:
    """The label of a place, as Typst source."""
    return f"label({string(name(page, anchor))})"
