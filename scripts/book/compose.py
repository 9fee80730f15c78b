"""The whole book as Typst source: cover, contents, chapters, answers, list of figures, indexes."""

import datetime
from pathlib import Path

from .. import atlas
from ..passport import NAMES
from ..paths import FIGURES, LANGUAGES
from ..roots import site_url
from .blocks import OPENING, Blocks, opening_name
from .figures import Figures
from .fonts import known_characters
from .pages import Book, Chapter, Page, name
from .source import array, string

WORDS = {
    "title": ("케라스 레이어 도감", "Keras Layer Atlas"),
    "other": ("Keras Layer Atlas", "케라스 레이어 도감"),
    "subtitle": ("tf.keras 레이어를 직접 실행해 그림으로 보여 줍니다",
                 "An illustrated, executed reference of tf.keras layers"),
    "edition": ("한국어판", "English edition"),
    "checked": ("다음 버전에서 실행하고 기록했습니다", "Run and recorded with"),
    "contents": ("차례", "Contents"),
    "recorded": ("{0.year}년 {0.month}월 {0.day}일 기록", "Recorded on {0:%Y-%m-%d}"),
    "pages": ("▸41은 41쪽을 가리킵니다.", "▸41 points to page 41."),
    "shared": ("공통 인자", "shared arguments"),
    "in_chapter": ("이 장의 차례", "In this chapter"),
    "front": ("들어가며", "Before you begin"),
    "figure": ("그림", "Figure"),
    "answers": ("스스로 확인: 답", "Check yourself: the answers"),
    "figures": ("그림 차례", "List of figures"),
    "layers": ("레이어 색인", "Index of layers"),
    "arguments": ("인자 색인", "Index of arguments"),
}


class Composer:
    """Writes a book's source; copies the pictures that it needs into the folder."""

    def __init__(self, book: Book, folder: Path):
        self.book = book
        self.column = LANGUAGES.index(book.language)
        self.figures = Figures(book.language, folder)
        self.layers = {entry.name for entry in atlas.ENTRIES}
        self.glyphs = known_characters() | set("\n\t")
        self.answers: list[tuple[Page, Blocks]] = []

    def say(self, key: str) -> str:
        return WORDS[key][self.column]

    def write(self, versions: dict[str, str], date: datetime.date) -> str:
        """Typst source of the book, with the versions and the day of this edition on its cover."""
        chapters = [self._chapter(chapter) for chapter in self.book.chapters]
        parts = [self._head(date), self._cover(versions, date), *chapters,
                 self._answers(), self._figures(), self._indexes()]
        return "\n\n".join(parts)

    def _head(self, date) -> str:
        region = {"ko": "KR", "en": "US"}[self.book.language]
        return (f'#import "atlas.typ": *\n#show: book.with(title: {string(self.say("title"))}, '
                f'subtitle: {string(self.say("subtitle"))}, language: "{self.book.language}", region: "{region}", '
                f'figure-word: {string(self.say("figure"))}, '
                f"date: datetime(year: {date.year}, month: {date.month}, day: {date.day}), "
                f'keywords: ("tf.keras", "Keras", "TensorFlow"))')

    def _cover(self, versions, date) -> str:
        lines = array([string(f"{word} {versions[key]}") for key, word in NAMES.items()])
        said = [self.say(key) for key in ("title", "other", "subtitle", "edition", "checked")]
        drawn = self.figures.copy(FIGURES / "home" / "hero.light.svg")
        rest = [self.say("recorded").format(date), site_url(), drawn]
        return (f"#cover({', '.join(map(string, said))}, {lines}, {', '.join(map(string, rest))})\n"
                f"#contents({string(self.say('contents'))}, {string(self.say('pages'))})")

    def _chapter(self, chapter: Chapter) -> str:
        """Its opening, with what is in it, and its pages; the home page has no opening of its own."""
        pages = [self._page(chapter, page) for page in chapter.pages]
        if chapter.title is None:
            running = self._running(self.say("front"), self._title(chapter.pages[0]))
            return "\n\n".join([running, f"#back-part({string(self.say('front'))})", *pages])
        first = chapter.pages[0]
        listed = array([array([string(OPENING[self.book.language]) if page.opens else self._title(page),
                               string(opening_name(page) if page.opens else name(page))]) for page in chapter.pages])
        title = self._title(first) if first.opens else string(chapter.title)
        where = name(first) if first.opens else f"chapter {chapter.title}"
        head = (f"#chapter({title}, {chapter.number or 'none'}, {string(where)}, "
                f"{string(self.say('in_chapter'))}, {listed})")
        return "\n\n".join([self._running(), "#pagebreak(weak: true)", head, *pages])

    @staticmethod
    def _running(chapter: str = "", page: str = '""') -> str:
        """The line at the head of the pages from here on."""
        return f"#set page(header: {f'running({string(chapter)}, {page})' if chapter else 'none'})"

    @staticmethod
    def _title(page: Page) -> str:
        first = page.tree.find("h1")
        return string(page.title if first is None else first.text_content())

    def _page(self, chapter: Chapter, page: Page) -> str:
        for char in set(page.tree.text_content()) - self.glyphs:
            page.refuse(f"no font of the book has {char!r} (U+{ord(char):04X})", "write another sign", char)
        blocks = Blocks(self.book, page, self.layers, self.figures)
        written = blocks.write()
        if blocks.answers:
            self.answers.append((page, blocks))
        title = string(OPENING[self.book.language]) if page.opens else self._title(page)
        opening = f"{self._running(chapter.title, title)}\n#pagebreak(weak: true)\n" if chapter.title else ""
        return f"// {page.file}\n{opening}{written}"

    def _answers(self) -> str:
        parts = []
        for page, blocks in self.answers:
            parts += [f"#heading(level: 2, outlined: false, bookmarked: true, {self._title(page)})", *blocks.answers]
        written = "\n".join(parts)
        return f"{self._running(self.say('answers'))}\n#answers({string(self.say('answers'))})[\n{written}\n]"

    def _back(self, key: str) -> str:
        return f"{self._running(self.say(key))}\n#back-part({string(self.say(key))})"

    def _figures(self) -> str:
        return f"{self._back('figures')}\n#list-of-figures()"

    def _indexes(self) -> str:
        layers = [array([string(entry.name), string(entry.page)]) for entry in
                  sorted(atlas.ENTRIES, key=lambda entry: entry.name.lower())]
        arguments = [array([string(term), array([array(list(map(string, place))) for place in places])])
                     for term, places in argument_places(self.book, self.say("shared"))]
        return (f"{self._back('layers')}\n#index-of-layers({array(layers)})\n"
                f"{self._back('arguments')}\n#index-of-arguments({array(arguments)})")


def argument_places(book: Book, shared: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """[(argument, [(layer, or `shared`, and the place that explains it), …]), …] from the pages' argument tables."""
    layers = {page.source: _layer(page) for page in book.pages} | {"arguments.md": shared}
    found: dict[str, dict[str, str]] = {}
    for page in book.pages:
        for row in page.tree.xpath("//h2[@id='signature']/following-sibling::table[1]/tbody/tr"):
            link = row.find("td[last()]//a")
            where = book.target(page, link.get("href")) if link is not None else name(page, "signature")
            for code in row.find("td").iter("code"):
                found.setdefault(code.text_content(), {}).setdefault(layers[where.partition("#")[0]], where)
    return sorted(((term, list(places.items())) for term, places in found.items()),
                  key=lambda item: item[0].strip("*").lower())


def _layer(page: Page) -> str:
    """What an index calls the layer, or the family of layers, of a page."""
    return page.tree.findtext("h1", page.title).replace("1D · 2D · 3D", "").partition(" · ")[0].strip()
