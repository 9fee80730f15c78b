"""A page's Markdown is cut into cells: prose as any Markdown reader knows it, and examples with their output."""

import base64
import html
import os
import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, NoReturn
from urllib.parse import urlsplit

from .faults import Fault, Refused
from .marks import kept, restored, strong
from .pages import FENCE, INCLUDE, included_path
from .paths import DOCS, FIGURES, REFERENCE, relative
from .rasters import rasterised
from .snippets import Snippet, parse, read_text

HEADING = re.compile(r"(#{1,6}) +(.*?)(?: +\{ #([\w-]+) \})?$")
HOLDER = re.compile(r'(?:\?\?\?\+?|!!!|===)(?: +[\w -]+)?(?: +"(.*)")?$')
FIGURE = re.compile(r"!\[(.*)\]\(([^()\s]+)\)$")
TARGET = re.compile(r"(!?)(\[(?:[^\[\]]|\[[^\[\]]*\])*\])\(([^()\s]*)\)")
WRAPPER = re.compile(r'<div class="[\w -]+" markdown(?: data-search-exclude)?>$')
SIGNATURE = '<div class="language-python highlight signature">'
TAG = re.compile(r"<[^>]+>")
UNKNOWN = {  # what would be shown as it is written: pattern → (what it is, the cure)
    re.compile(r"\{:? *[#.]"): ("attributes that no notebook knows", "only headings have any: ## Title { #id }"),
    re.compile(r"\[\^"): ("a footnote, which no notebook knows", "say it in the text"),
    re.compile(r"^\[[^\]]+\]: "): ("a link defined elsewhere", "write [text](address)"),
    re.compile(r"</?(?:div|figure|section|table|details|iframe|script|style|p|span)\b"):
        ("raw HTML, which a notebook may not show", 'write Markdown, or <div class="…" markdown>'),
    re.compile("--8<--"): ("an include that would not be followed", 'on a line of its own: --8<-- "chapter/name.md"'),
    re.compile(r"^\s*(?:///|:::|\?\?\?|!!!|===)"): (
        "a block that notebooks do not know", 'they know /// caption, and out of lists ???, !!!, === with a "title"'),
    re.compile(r"^\s*\$\$\s*$"): ("a formula over several lines", "write $$…$$ on one line"),
}


class Line(NamedTuple):
    """A line of a file, from 1; what it was indented by may be gone."""

    text: str
    file: str
    number: int

    def refuse(self, problem: str, cure: str) -> NoReturn:
        raise Refused(Fault(self.file, self.number, problem, cure))

    def dedented(self, width: int) -> "Line":
        return self._replace(text=self.text[width:])


def lines_of(path: Path) -> list[Line]:
    """The lines of a file of the tree."""
    name = relative(path)
    return [Line(text, name, number) for number, text in enumerate(read_text(path).split("\n"), 1)]


@dataclass
class Cutter:
    """Cuts one page; `address` makes an address of the name of a page below docs/<language>."""

    page: str
    language: str
    address: Callable[[str], str]
    pieces: list[str | Snippet] = field(default_factory=list)
    _prose: list[str] = field(default_factory=list)
    _figure: bool = False

    def cut(self, lines: list[Line]) -> list[str | Snippet]:
        """The cells, in order: prose as text, examples as snippets."""
        self._blocks(lines)
        self._end_cell()
        return self.pieces

    def _blocks(self, lines: list[Line]) -> None:
        lines, wrappers, at = list(lines), [], 0
        while at < len(lines):
            line = lines[at]
            if INCLUDE.match(line.text):
                self._include(line)
                _release(lines, at + 1, len(line.text) - len(line.text.lstrip()))
                at += 1
            elif WRAPPER.match(line.text):
                wrappers.append(line)
                at += 1
            elif line.text == "</div>" and wrappers:
                wrappers.pop()
                at += 1
            else:
                at = self._block(lines, at)
        for line in wrappers:
            line.refuse("this block is never closed", "close it with </div>")

    def _block(self, lines: list[Line], at: int) -> int:
        """One block of several lines, or one line of prose; returns where the next begins."""
        line = lines[at]
        if FENCE.match(line.text):
            return self._fence(lines, at)
        if line.text.startswith(SIGNATURE):
            return self._signature(lines, at)
        if line.text == "/// caption":
            return self._caption(lines, at)
        if found := HOLDER.match(line.text):
            return self._holder(lines, at, found)
        if found := FIGURE.match(line.text):
            self._end_cell()
            self._say(self._embedded(found, line))
            self._figure = True
        elif found := HEADING.match(line.text):
            self._heading(found, line)
        else:
            self._say(self._inline(line))
        return at + 1

    def _include(self, line: Line) -> None:
        name = INCLUDE.match(line.text)[1]
        path = included_path(name, self.language)
        if path is None:
            line.refuse(f"includes {name!r}, which does not exist", f"write snippets/{name} or mend the name")
        if path.is_relative_to(REFERENCE):
            self._blocks(lines_of(path))
        else:
            self._end_cell()
            self.pieces.append(parse(path))

    def _fence(self, lines: list[Line], at: int) -> int:
        marks = FENCE.match(lines[at].text)[2]
        end = self._find(lines, at, lambda text: FENCE.match(text) and text.strip().startswith(marks)
                         and not FENCE.match(text)[3].strip(), marks)
        for line in lines[at : end + 1]:
            self._say(line.text)
        return end + 1

    def _signature(self, lines: list[Line], at: int) -> int:
        end = self._find(lines, at, lambda text: text.endswith("</pre></div>"), "</pre></div>", 0)
        code = html.unescape(TAG.sub("", "\n".join(line.text for line in lines[at : end + 1]))).strip("\n")
        self._say(f"```python\n{code}\n```")
        return end + 1

    def _caption(self, lines: list[Line], at: int) -> int:
        end = self._find(lines, at, lambda text: text == "///", "///")
        said = " ".join(self._inline(line).strip() for line in lines[at + 1 : end] if line.text.strip())
        self._prose += ["", f"*{said}*"]
        self._end_cell()
        return end + 1

    def _holder(self, lines: list[Line], at: int, found: re.Match) -> int:
        """A question, a tab or a note: its title in bold, then what it holds."""
        if not found[1]:
            lines[at].refuse("a block without a title", 'write it behind: "…"')
        end = at + 1
        while end < len(lines) and (not lines[end].text.strip() or lines[end].text.startswith("    ")):
            end += 1
        held = [line.dedented(4) for line in lines[at + 1 : end]]
        if not any(line.text.strip() for line in held):
            lines[at].refuse("a block that holds nothing", "indent what belongs to it by four spaces")
        title = self._inline(lines[at]._replace(text=found[1]))
        for text in ("", f"**{title}**", ""):
            self._say(text)
        self._blocks(held)
        self._say("")
        return end

    def _find(self, lines: list[Line], at: int, ends: Callable[[str], object], mark: str, behind: int = 1) -> int:
        """The line that ends a block which begins at `at`."""
        for number in range(at + behind, len(lines)):
            if ends(lines[number].text):
                return number
        lines[at].refuse("this block is never closed", f"close it with {mark}")

    def _heading(self, found: re.Match, line: Line) -> None:
        marks, title, name = found.groups()
        if name:
            self._say(f'<a id="{name}"></a>')
        self._say(f"{marks} {self._inline(line._replace(text=title))}")
        if marks == "#":
            self._end_cell()

    def _embedded(self, found: re.Match, line: Line) -> str:
        """A picture inside of the notebook, as large as on the page. Colab shows no attachments, but this."""
        alt, source = found.groups()
        path = Path(os.path.normpath((DOCS / self.language / self.page).parent / source))
        if not (path.name.endswith(".light.svg") and path.is_relative_to(FIGURES) and path.is_file()):
            line.refuse(f"no such figure: {source}", "link a picture x.light.svg of docs/assets/figures")
        png, width = rasterised(path.read_bytes())
        data = base64.b64encode(png).decode()
        return f'<img alt="{html.escape(alt)}" width="{width}" src="data:image/png;base64,{data}">'

    def _inline(self, line: Line) -> str:
        """A line of prose: links absolute, bold as CommonMark reads it; code and formulas as they are."""
        text, spans = kept(line.text)
        for pattern, (problem, cure) in UNKNOWN.items():
            if pattern.search(text):
                line.refuse(f"{problem}: {line.text.strip()[:60]!r}", cure)

        def mend(link: re.Match) -> str:
            picture, said, target = link.groups()
            if picture:
                line.refuse(f"a picture within a line: {target}", "give it a paragraph of its own")
            return f"{said}({self._target(target, line)})"
        return restored(strong(TARGET.sub(mend, text)), spans, table=text.startswith("|"))

    def _target(self, target: str, line: Line) -> str:
        parts = urlsplit(target)
        if parts.scheme in ("http", "https", "mailto") or target.startswith("#") and len(target) > 1:
            return target
        name = posixpath.normpath(posixpath.join(posixpath.dirname(self.page), parts.path))
        if parts.scheme or name.startswith(("/", "..")) or not name.endswith((".md", ".ipynb")):  # is it there: mkdocs
            line.refuse(f"links {target!r}, which is no page", "link a page of this language, or an https address")
        return self.address(name) + (f"#{parts.fragment}" if parts.fragment else "")

    def _say(self, text: str) -> None:
        if self._figure and text:
            self._end_cell()  # a picture, long as it is, has a cell of its own with its caption
        self._prose.append(text)

    def _end_cell(self) -> None:
        text = re.sub(r"\n{3,}", "\n\n", "\n".join(self._prose)).strip("\n")
        if text:
            self.pieces.append(text)
        self._prose, self._figure = [], False


def _release(lines: list[Line], at: int, width: int) -> None:
    """What an example cut off from its list is no part of it any more, and must not look like code."""
    while at < len(lines) and (not lines[at].text.strip() or lines[at].text.startswith(" " * width)):
        lines[at] = lines[at].dedented(width)
        at += 1
