"""Reads what the tests need of a printed book: pages' texts, places, links, structure; and of the HTML it came from."""

import io
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
from lxml import html

HEADINGS = ("h1", "h2", "h3", "h4")


@dataclass(frozen=True)
class Printed:
    """A book: its PDF, the language, and the pages that mkdocs collected for it."""

    language: str
    path: Path
    collected: dict

    @cached_property
    def pdf(self) -> pikepdf.Pdf:
        return pikepdf.open(io.BytesIO(self.path.read_bytes()))

    @cached_property
    def texts(self) -> list[str]:
        """The text of every page, without its number."""
        document = pypdfium2.PdfDocument(self.path)
        # pdfium gives a hyphen at the end of a line as a control character
        texts = (re.sub("[\x02\ufffe]", "-", page.get_textpage().get_text_range()).replace("\r\n", "\n")
                 for page in document)
        return [re.sub(r"\n?\d+$", "", text) for text in texts]

    @cached_property
    def copied(self) -> list[str]:
        """The text of every page with all of its spaces, as it stands in the file: slow, but pdfium folds spaces."""
        return ["\n".join(line.rstrip() for line in page.extract_text().split("\n"))
                for page in pypdf.PdfReader(self.path).pages]

    @cached_property
    def joined(self) -> str:
        """All text without white space and running heads: lines are broken at spaces, pages between lines."""
        heads = {squeezed(f"{chapter}{self.trees[source].findtext('h1')}") for chapter, sources in
                 self.collected["chapters"] if chapter for source in sources}
        pages = []
        for text in map(squeezed, self.texts):
            head = next((head for head in heads if text.startswith(head)), "")
            pages.append(text.removeprefix(head))
        return "".join(pages)

    @cached_property
    def page_numbers(self) -> dict[tuple[int, int], int]:
        return {page.obj.objgen: number for number, page in enumerate(self.pdf.pages, 1)}

    @cached_property
    def places(self) -> dict[str, int]:
        """{named destination: page}."""
        names = pikepdf.NameTree(self.pdf.Root.Names.Dests)
        return {str(name): self.page_numbers[place[0].objgen] for name, place in names.items()}

    @cached_property
    def outline(self) -> list[tuple[int, str, int]]:
        """[(level, title, page), …] of the bookmarks."""
        found = []

        def walk(items, level):
            for item in items:
                place = item.destination
                if not isinstance(place, pikepdf.Array):
                    place = pikepdf.NameTree(self.pdf.Root.Names.Dests)[str(place)]
                found.append((level, str(item.title), self.page_numbers[place[0].objgen]))
                walk(item.children, level + 1)

        with self.pdf.open_outline() as outline:
            walk(outline.root, 1)
        return found

    @cached_property
    def links(self) -> list[tuple[int, object]]:
        """[(page, address or page that it leads to), …] of all link annotations."""
        found = []
        for number, page in enumerate(self.pdf.pages, 1):
            for note in page.get("/Annots", []):
                if note.get("/Subtype") == "/Link":
                    found.append((number, self._goal(note)))
        return found

    def _goal(self, note):
        action = note.get("/A", {})
        if "/URI" in action:
            return str(action["/URI"])
        place = note.get("/Dest", action.get("/D"))
        if isinstance(place, pikepdf.String | pikepdf.Name):
            return self.places[str(place)]
        return self.page_numbers[place[0].objgen]

    def elements(self, kind: str):
        """The structure elements of a kind (Figure, Formula, …), in the order of the document."""
        waiting = [self.pdf.Root.StructTreeRoot]
        while waiting:
            node = waiting.pop()
            if not isinstance(node, pikepdf.Dictionary):
                continue
            if node.get("/S") == f"/{kind}":
                yield node
            kids = node.get("/K", [])
            waiting += reversed(list(kids) if isinstance(kids, pikepdf.Array) else [kids])

    @cached_property
    def trees(self) -> dict[str, html.HtmlElement]:
        """{source of a page: its content}."""
        found = {}
        for source, page in self.collected["pages"].items():
            found[source] = tree = html.fragment_fromstring(page["html"], create_parent="div")
            for link in tree.xpath("//a[@class='headerlink']"):
                link.drop_tree()
        return found


def squeezed(text: str) -> str:
    """Without white space and word joiners."""
    return re.sub(r"[\s\u2060\u00ad]+", "", text)
