"""A lab's source (snippets/labs, percent format) in, executed once, makes its notebook per language and its figures."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from .faults import Fault, Refused
from .paths import LANGUAGES, SNIPPETS, relative
from .snippets import MAX_COLUMNS, read_text

LABS = SNIPPETS / "labs"
MARKER = re.compile(r"^# %%(?P<prose> \[markdown\])?(?P<rest>.*)$")
OPTION = re.compile(r'(\w+)="([^"]*)"')
SHOWS = "plt.show()"
MAX_CODE_LINES = 30


@dataclass(frozen=True)
class Cell:
    """Prose in one language, or code. `line` is that of its first line in the file, from 1; `alt` {language: words}."""

    language: str
    line: int
    source: str
    alt: dict[str, str] = field(default_factory=dict)

    @property
    def draws(self) -> bool:
        return not self.language and SHOWS in self.source


@dataclass(frozen=True)
class Lab:
    """An experiment: prose in both languages and code told once."""

    path: Path
    description: dict[str, str]
    cells: tuple[Cell, ...]

    @property
    def slug(self) -> str:
        return self.path.stem

    @property
    def code(self) -> list[Cell]:
        return [cell for cell in self.cells if not cell.language]

    def files(self) -> list[str]:
        """What running it makes, relative to docs."""
        count = sum(cell.draws for cell in self.cells)
        return [*(f"{language}/labs/{self.slug}.ipynb" for language in LANGUAGES),
                *(f"{figure(self.slug, number)}.{theme}.svg" for number in range(1, count + 1)
                  for theme in ("light", "dark"))]

    def prose(self, language: str) -> str:
        """The file with only this language's prose in it, every line where it was: what languages.py compares."""
        lines = [""] * (self.cells[-1].line + self.cells[-1].source.count("\n") + 1)
        for cell in self.cells:
            if cell.language == language:
                for number, line in enumerate(cell.source.split("\n"), cell.line):
                    lines[number - 1] = line
        return "\n".join(lines)


def figure(slug: str, number: int) -> str:
    """A lab's figure, relative to docs, without theme and ending."""
    return f"assets/figures/labs/{slug}/{number}"


def lab_paths() -> list[Path]:
    return sorted(LABS.glob("*.py"))


def parse(path: Path) -> Lab:
    """Read a lab; raises Refused with file and line when it is not of the form."""
    cells, options, description = [], {}, {}
    lines = read_text(path).split("\n")
    starts = [i for i, line in enumerate(lines) if MARKER.match(line)]
    if not starts or any(line.strip() for line in lines[: starts[0]]):
        _refuse(path, 0, "does not begin with a cell", 'begin with # %% [markdown] lang="ko" description="…"')
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        marker = MARKER.match(lines[start])
        options = dict(OPTION.findall(marker["rest"]))
        body = lines[start + 1 : end]
        while body and not body[-1].strip():
            body.pop()
        if marker["prose"]:
            language = options.get("lang", "")
            if language not in LANGUAGES:
                _refuse(path, start, "a prose cell without a language", 'write # %% [markdown] lang="ko" (or "en")')
            description |= {language: options["description"]} if "description" in options else {}
            cells.append(Cell(language, start + 2, "\n".join(_uncommented(path, start + 1, body))))
        else:
            alt = {language: options.get(f"alt_{language}", "") for language in LANGUAGES}
            cells.append(Cell("", start + 2, "\n".join(body), alt))
    lab = Lab(path, description, tuple(cells))
    _check(lab)
    return lab


def run(name: str) -> dict[str, bytes]:
    """Run a lab; {file relative to docs: bytes}. Problem names the cell and the line when one fails."""
    from .lab_run import make  # brings matplotlib and Jupyter, which a check of what is fresh does without
    return make(name)


def _refuse(path: Path, index: int, problem: str, cure: str):
    raise Refused(Fault(relative(path), index + 1, problem, cure))


def _uncommented(path: Path, start: int, body: list[str]) -> list[str]:
    for number, line in enumerate(body, start):
        if not (line == "#" or line.startswith("# ")):
            _refuse(path, number, f"a line of prose that is no comment: {line!r}", 'begin it with "# "')
    return [line[2:] for line in body]


def _check(lab: Lab) -> None:
    """Prose in pairs, Korean first; code that fits the page; words for every picture."""
    waiting = None
    for cell in lab.cells:
        if waiting and cell.language != "en":
            _refuse(lab.path, waiting.line - 1, "a prose cell in Korean only", "put its English twin right behind it")
        if cell.language == "en" and not waiting:
            _refuse(lab.path, cell.line - 1, "a prose cell in English only", "put its Korean twin right before it")
        waiting = cell if cell.language == "ko" else None
        if not cell.language:
            _check_code(lab.path, cell)
    if waiting:
        _refuse(lab.path, waiting.line - 1, "a prose cell in Korean only", "put its English twin right behind it")
    for language in LANGUAGES:
        if not lab.description.get(language):
            _refuse(lab.path, 0, f"no description in {language}",
                    f'add description="…" to the first prose cell with lang="{language}"')


def _check_code(path: Path, cell: Cell) -> None:
    lines = cell.source.split("\n")
    if len(lines) > MAX_CODE_LINES:
        _refuse(path, cell.line - 1, f"{len(lines)} lines of code; at most {MAX_CODE_LINES}", "make two cells of it")
    for number, line in enumerate(lines, cell.line - 1):
        if len(line) > MAX_COLUMNS:
            _refuse(path, number, f"{len(line)} columns; at most {MAX_COLUMNS}", "break the line")
        if not line.isascii():
            _refuse(path, number, "prose in code: only ASCII here", "let the prose cells do the talking")
    if cell.source.count(SHOWS) > 1:
        _refuse(path, cell.line - 1, "two figures in one cell", "make two cells of it")
    if cell.draws and not all(cell.alt.values()):
        _refuse(path, cell.line - 2, "a picture without words in both languages", 'write # %% alt_ko="…" alt_en="…"')
