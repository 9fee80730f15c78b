"""What stands on a page below one another: each HTML element becomes the call of atlas.typ that sets it."""

import copy
import re

from .figures import Figures
from .inline import Inline
from .pages import HEADINGS, Book, Page, label, name
from .source import string
from .tables import Tables

BLOCKS = ("p", "ul", "ol", "div", "table", "details", "figure")
OPENING = {"ko": "이 장을 열며", "en": "To begin"}  # what a chapter's first page is called
OUTPUT, PYTHON = "language-text", "language-python"


class Blocks:
    """Writes one page. `answers` gathers the Typst source of its folded answers; `here` is the last heading's place."""

    def __init__(self, book: Book, page: Page, layers: set[str], figures: Figures):
        self.book, self.page, self.figures = book, page, figures
        self.inline = Inline(book, page, layers)
        self.tables = Tables(self.inline)
        self.answers: list[str] = []
        self.here = name(page)

    def write(self) -> str:
        """The whole page as Typst source."""
        return self.children(self.page.tree)

    def children(self, element, skip=()) -> str:
        parts, done = [self._loose(element.text)], set(skip)
        for child in element:
            if child not in done and isinstance(child.tag, str):
                printed = _next(child) if _is(child, PYTHON) else None
                if _is(printed, OUTPUT):
                    parts.append(self._run(child, printed))
                    done.add(printed)
                else:
                    parts.append(self.block(child))
            parts.append(self._loose(child.tail))
        return "\n".join(filter(None, parts))

    def block(self, element) -> str:
        """One element; stops the build at one that the book does not know."""
        writer = getattr(self, f"_{element.tag}", None)
        if element.tag in HEADINGS:
            return self._heading(element)
        if writer is None:
            return self._unknown(element)
        return writer(element)

    def _unknown(self, element):
        shown = element.tag + "".join(f".{name}" for name in (element.get("class") or "").split())
        needle = element.text_content().strip().split("\n")[0][:40] or f"<{element.tag}"
        return self.page.refuse(f"the book does not know <{shown}>",
                                "write it in plain Markdown, or teach scripts/book/blocks.py", needle)

    def _loose(self, text: str | None) -> str:
        return f"#par[#{string(' '.join(text.split()))}]" if text and text.strip() else ""

    def _heading(self, element) -> str:
        level, anchor = int(element.tag[1]), element.get("id", "")
        self.here = name(self.page, anchor)
        if level == 1 and self.page.opens:
            words, there = OPENING[self.book.language], opening_name(self.page)  # its title opens the chapter
            return f"#heading(level: 2)[#{string(words)}]#label({string(there)})"
        return (f"#heading(level: {level + 1})[{self.inline(element)}]"
                f"#{label(self.page, anchor)}")

    def _p(self, element) -> str:
        pictures = element.findall("img")
        if pictures:
            return "\n".join(self.figures.plate(self.page, picture, "none") for picture in pictures)
        written = self.inline(element)
        return f"#par[{written}]" if written else ""

    def _figure(self, element) -> str:
        picture, caption = element.find(".//img"), element.find("figcaption")
        if picture is None or caption is None:
            return self._unknown(element)
        words = " ".join(self.inline(part) for part in caption.findall("p")) or self.inline(caption)
        return self.figures.plate(self.page, picture, f"[{words}]")

    def _ul(self, element) -> str:
        return self._list("list", element)

    def _ol(self, element) -> str:
        return self._list("enum", element)

    def _list(self, kind, element) -> str:
        items = [f"[{self._item(child)}]" for child in element if child.tag == "li"]
        loose = any(child.find("p") is not None for child in element)
        return f"#{kind}(tight: {str(not loose).lower()}, {', '.join(items)})"

    def _item(self, element) -> str:
        """A list item: its own line, then the blocks below it."""
        blocks = [child for child in element if child.tag in BLOCKS]
        line = copy.deepcopy(element)
        for child in [child for child in line if child.tag in BLOCKS]:
            line.remove(child)
        first = self.inline(line)
        if not blocks:
            return first
        if not first and blocks[0].tag == "p":
            first, blocks = self.inline(blocks[0]), blocks[1:]
        return "\n".join([f"#block(sticky: true)[{first}]", *map(self.block, blocks)])

    def _table(self, element) -> str:
        return self.tables.write(element)

    def _pre(self, element) -> str:
        return f"#output({string(_code(element))})"

    def _div(self, element) -> str:
        classes = _class(element)
        if "arithmatex" in classes:
            return self.inline.formula(element)
        if "highlight" in classes:
            return self._listing(element)
        if "footnote" in classes:
            return ""  # each stands at the foot of the page that refers to it
        if "tabbed-set" in classes:
            return self._tabs(element)
        if "admonition" in classes:
            return self._note(element, element.find("p[@class='admonition-title']"), (classes - {"admonition"}))
        if classes & {"card", "numbers", "sheet"}:
            self.tables.kind = next(iter(classes))
            written = self.children(element)
            self.tables.kind = ""
            return written
        return self._unknown(element)

    def _listing(self, element) -> str:
        if _is(element, OUTPUT):
            return f"#output({string(_code(element))})"
        language = re.search(r"language-(\w+)", element.get("class", ""))
        return f"#listing({string(_code(element))}, lang: {string(language[1] if language else 'text')})"

    def _run(self, code, printed) -> str:
        return f"#run({string(_code(code))}, {string(_code(printed))})"

    def _tabs(self, element) -> str:
        labels = element.findall("div[@class='tabbed-labels']/label")
        blocks = element.findall("div[@class='tabbed-content']/div")
        return "\n".join(f"#tab[{self.inline(name)}][{self.children(block)}]"
                         for name, block in zip(labels, blocks, strict=True))

    def _note(self, element, title, kinds) -> str:
        words = self.inline(title) if title is not None else ""
        kind = "warning" if kinds & {"warning", "danger", "failure"} else "note"
        return f"#note([{words}], kind: {string(kind)})[{self.children(element, skip=[title])}]"

    def _details(self, element) -> str:
        title = element.find("summary")
        if "question" not in _class(element):
            return self._note(element, title, _class(element))
        number = len(self.answers) + 1
        there = f"{self.page.source}!{number}"
        self.answers.append(f"#answer({number}, [{self.inline(title)}], {string(there)}, {string(self.here)})"
                            f"[{self.children(element, skip=[title])}]")
        return f"#question({number}, [{self.inline(title)}], {string(there)})"


def opening_name(page: Page) -> str:
    """The name of the place where a chapter's first page begins; that of the page is the chapter's."""
    return f"{page.source} opens"


def _next(element):
    """The element that follows, comments passed over."""
    return next((other for other in element.itersiblings() if isinstance(other.tag, str)), None)


def _class(element) -> set[str]:
    return set((element.get("class") or "").split())


def _is(element, name: str) -> bool:
    return element is not None and isinstance(element.tag, str) and name in _class(element)


def _code(element) -> str:
    return element.text_content().strip("\n")
