"""What stands within a line: words, code, formulas and links, in Korean never broken within a word."""

import html
import re
from dataclasses import dataclass
from itertools import groupby

from .formulas import formula
from .pages import Book, Page
from .source import string

HANGUL = re.compile("[가-힣]")
BREAKABLE = re.compile("[가-힣].|.[가-힣]")  # a line could break before or behind a syllable
LONGEST = 26  # a cluster that long may break anywhere
WRAPS = {"strong": "strong", "em": "emph", "del": "strike", "mark": "highlight", "sub": "sub", "sup": "super"}
TEX = re.compile(r"\\([(\[])(.*)\\[)\]]", re.S)


@dataclass(frozen=True)
class Atom:
    """Typst source and the text it shows. `loose`: it has spaces of its own, so it cannot be kept together."""

    source: str
    text: str
    loose: bool = False


SPACE = Atom(" ", " ")


class Inline:
    """Writes the inline content of one page's elements."""

    def __init__(self, book: Book, page: Page, layers: set[str]):
        self.book, self.page, self.layers = book, page, layers
        self.marked: set[str] = set()

    def __call__(self, element) -> str:
        """Typst source of all that stands in an element."""
        return self.join(self.trim(self.atoms(element)))

    @staticmethod
    def trim(atoms: list[Atom]) -> list[Atom]:
        while atoms and atoms[0] is SPACE:
            atoms = atoms[1:]
        while atoms and atoms[-1] is SPACE:
            atoms = atoms[:-1]
        return atoms

    def atoms(self, element) -> list[Atom]:
        found = self._words(element.text)
        for child in element:
            if isinstance(child.tag, str):
                found += self._atoms_of(child)
            found += self._words(child.tail)
        return found

    def _words(self, text: str | None) -> list[Atom]:
        parts = re.split(r"([ \n\t]+)", text or "")
        return [SPACE if part.isspace() else Atom(self._word(part), part) for part in parts if part]

    def _word(self, word: str) -> str:
        """A word; a Korean one in the English book says that it is."""
        foreign = self.book.language == "en" and HANGUL.search(word)
        return f'#text(lang: "ko", region: "KR", {string(word)})' if foreign else f"#{string(word)}"

    def _atoms_of(self, child) -> list[Atom]:
        text = child.text_content()
        if child.tag == "code":
            return [Atom(self._code(text), text, " " in text and len(text) > LONGEST)]
        note = child.find("a[@class='footnote-ref']") if child.tag == "sup" else None
        if note is not None:
            return [Atom(self._footnote(note.get("href").removeprefix("#")), "1")]
        if child.tag in WRAPS:
            return [self._wrap(child, f"#{WRAPS[child.tag]}[", "]")]
        if child.tag == "br":
            return [Atom("#linebreak()", " ", loose=True)]
        if child.tag == "a":
            return self._link(child)
        if child.tag == "span" and child.get("class") == "arithmatex":
            return [Atom(self.formula(child), "x")]
        return self.page.refuse(f"the book does not know <{child.tag}> in a line",
                                "write it in plain Markdown, or teach scripts/book/inline.py", f"<{child.tag}")

    def _wrap(self, child, before: str, after: str) -> Atom:
        inner = self.atoms(child)
        return Atom(before + self.join(inner) + after, child.text_content(), SPACE in inner)

    def _code(self, text: str) -> str:
        """Inline code, short one unbroken; the first mention of a layer on a page goes into the index."""
        source = f"#raw({string(text)})"
        if " " in text and len(text) <= LONGEST:
            source = f"#box[{source}]"
        if text in self.layers and text not in self.marked:
            self.marked.add(text)
            source += f"#mark({string(text)})"
        return source

    def _footnote(self, anchor: str) -> str:
        """The note that a reference leads to, at the foot of its page."""
        note = self.page.tree.xpath("//li[@id=$anchor]", anchor=anchor)[0]
        for back in note.xpath(".//a[@class='footnote-backref']"):
            back.drop_tree()
        return f"#footnote[{' '.join(self(part) for part in note)}]"

    def _link(self, child) -> list[Atom]:
        address = child.get("href", "")
        if address.startswith(("https://", "http://")):
            return [self._wrap(child, f"#outside({string(address)}, [", "])")]
        if address.startswith("mailto:"):
            return [self._wrap(child, f"#link({string(address)})[", "]")]
        return [self._wrap(child, f"#within({string(self.book.target(self.page, address))}, [", "])")]

    def formula(self, element) -> str:
        """The equation of an arithmatex element."""
        mark, tex = TEX.match(element.text_content()).groups()
        tex = html.unescape(tex).strip()
        try:
            return formula(tex, mark == "[", self.book.language)
        except ValueError as error:
            return self.page.refuse(f"unsupported formula {tex!r}: {error}",
                                    "write it another way, or teach scripts/book/formulas.py", tex.split("\n")[0])

    @staticmethod
    def join(atoms: list[Atom]) -> str:
        """The atoms in a row; what stands together without a space and has Korean in it is not broken."""
        parts, cluster = [], []
        for atom in [*atoms, SPACE]:
            if atom is not SPACE:
                cluster.append(atom)
                continue
            parts += [*_kept(cluster), SPACE.source]
            cluster = []
        return "".join(_merged(parts[:-1]))


def _kept(cluster: list[Atom]) -> list[str]:
    """Sources of what stands between two spaces: unbroken, but for what has spaces of its own."""
    sources = []
    for loose, group in groupby(cluster, lambda atom: atom.loose):
        atoms = list(group)
        text = "".join(atom.text for atom in atoms)
        own = [atom.source for atom in atoms]
        if not loose and BREAKABLE.search(text) and len(text) <= LONGEST:
            own = [f"#box[{''.join(own)}]"]
        # a particle stays with the link or code it belongs to
        sources += [*["#sym.wj"] * bool(sources and HANGUL.match(text)), *own]
    return sources


def _merged(sources: list[str]) -> list[str]:
    """Neighbouring strings as one: a book of single words costs Typst twice the memory."""
    merged = []
    for source in filter(None, sources):
        if source.startswith('#"') and merged[-1:] == [" "] and merged[-2:][0].startswith('#"'):
            merged[-2:] = [merged[-2][:-1] + " " + source[2:]]
        elif source.startswith('#"') and merged and merged[-1].startswith('#"'):
            merged[-1] = merged[-1][:-1] + source[2:]
        else:
            merged.append(source)
    return merged
