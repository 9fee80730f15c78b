"""A snippet file: in comes Markdown, out come its code and its recorded output, or why not.

The form is strict on purpose. pytest-codeblocks passes over whatever it does not recognise
without a word, so everything that it would pass over is refused here.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from .faults import Fault, Refused
from .paths import REFERENCE, SNIPPETS, relative

MARK = "<!--pytest-codeblocks:expected-output-->"
MAX_CODE_LINES = 20
MAX_COLUMNS = 78
MAX_OUTPUT_LINES = 200
FORM = "a ```python fence, a blank line, " + MARK + ", a blank line, a ```text fence"
DIFFERS = re.compile(r"<!-- differs: (.+) -->")
SETTINGS = {  # where an output may differ from what is recorded → the word that every page which shows it says
    "oneDNN off": "oneDNN",
    "not Linux": "Linux",
}
FENCE = re.compile(r"\s*(`{3,}|~{3,})(.*)")


@dataclass(frozen=True)
class Snippet:
    """One runnable example. `code` and `output` end with a newline (output may be empty).

    `differs` names the SETTINGS under which it prints something else: tests/test_everywhere.py demands that it does.
    """

    path: Path
    code: str
    output: str
    output_line: int
    differs: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return relative(self.path)

    def with_output(self, output: str) -> bytes:
        """The file's bytes with another recorded output; nothing else changes."""
        head, _, _ = self.path.read_text(encoding="utf-8").partition(f"\n{MARK}\n")
        return f"{head}\n{MARK}\n\n```text\n{output}```\n".encode()


def snippet_paths() -> list[Path]:
    """All hand-written snippet files, sorted."""
    return sorted(p for p in SNIPPETS.rglob("*.md") if not p.is_relative_to(REFERENCE))


def read_text(path: Path) -> str:
    """The file's text; refuses what would be half-read: other encodings, BOM, CRLF."""
    name, data = relative(path), path.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Refused(Fault(name, line, "not UTF-8", "save the file as UTF-8")) from None
    if text.startswith("\ufeff"):
        raise Refused(Fault(name, 1, "begins with a byte order mark (BOM)",
                            "save the file as UTF-8 without BOM"))
    if "\r" in text:
        line = text[: text.index("\r")].count("\n") + 1
        raise Refused(Fault(name, line, "line ends with CR (Windows line ends)",
                            "save the file with LF line ends"))
    return text


def parse(path: Path) -> Snippet:
    """Read one snippet file; raises Refused with file and line when it is not of the form."""
    text = read_text(path)
    lines = text.split("\n")
    fences = _fences(path, lines)
    (code_start, code_end), (out_start, out_end) = _two_fences(path, lines, fences)
    outside = {i: line for i, line in enumerate(lines)
               if line.strip() and not (code_start <= i <= code_end or out_start <= i <= out_end)}
    differs, mark = (), ""
    if code_end + 2 in outside and DIFFERS.fullmatch(lines[code_end + 2]):
        mark = outside.pop(code_end + 2) + "\n\n"
        differs = _differs(path, code_end + 2, mark.strip())
    for i, line in outside.items():
        if not (line == MARK and code_end < i < out_start):
            _refuse(path, i, f"expected only {FORM}, found {line.strip()[:60]!r}", "remove this line")
    if not outside:
        _refuse(path, out_start, f"the output fence does not follow {MARK}", f"put {MARK} before it")
    code = "\n".join(lines[code_start + 1 : code_end]) + "\n"
    _check_style(path, code_start, code)
    canonical = f"```python\n{code}```\n\n{mark}{MARK}\n\n```text\n"
    output = "".join(line + "\n" for line in lines[out_start + 1 : out_end])
    if text != canonical + output + "```\n":
        _refuse(path, code_end, f"the blank lines are not those of the form: {FORM}",
                "one blank line before and after the comment, none at the start or the end")
    return Snippet(path, code, output, out_start + 1, differs)


def _differs(path: Path, index: int, mark: str) -> tuple[str, ...]:
    """The settings that a mark behind the code fence names."""
    names = DIFFERS.fullmatch(mark)[1].split(", ")
    if names != [name for name in SETTINGS if name in names]:
        _refuse(path, index, f"found {', '.join(names)!r}, expected settings out of {', '.join(SETTINGS)!r}",
                "write <!-- differs: one, another --> in that order")
    return tuple(names)


def _refuse(path: Path, index: int, problem: str, cure: str):
    raise Refused(Fault(relative(path), index + 1, problem, cure))


def _fences(path: Path, lines: list[str]) -> list[tuple[int, int, str]]:
    """(first line, last line, info string) of each fence; refuses what pytest-codeblocks skips."""
    found, start = [], None
    for i, line in enumerate(lines):
        if re.search(r"pytest-codeblocks?:\s*cont", line):
            _refuse(path, i, "'cont' is refused: the block may never run", "make each snippet stand alone")
        match = FENCE.match(line)
        if start is not None:
            if line.rstrip() == "```":
                found.append((start, i, lines[start][3:]))
                start = None
            continue
        if not match:
            continue
        if match[1] != "```" or line != line.lstrip():
            _refuse(path, i, f"found a fence {line.rstrip()!r}; pytest-codeblocks would not see it",
                    "use ``` at the beginning of the line")
        start = i
    if start is not None:
        _refuse(path, start, "this fence is never closed", "close it with ```")
    return found


def _two_fences(path: Path, lines: list[str], fences: list[tuple[int, int, str]]):
    """The spans of the code fence and of the output fence."""
    infos = [info for _, _, info in fences]
    for (start, _, info), wanted in zip(fences, ("python", "text"), strict=False):
        if info != wanted:
            _refuse(path, start, f"found ```{info}, expected ```{wanted}"
                    + (" (pytest-codeblocks would skip it in silence)" if wanted == "python" else ""),
                    f"write exactly ```{wanted}")
    if not fences:
        _refuse(path, 0, "no ```python fence", f"write {FORM}")
    if len(fences) == 1:
        _refuse(path, fences[0][0], "no output fence",
                f"add a blank line, {MARK}, a blank line, ```text and ``` at the end")
    if len(infos) > 2:
        _refuse(path, fences[2][0], f"{len(infos)} fences; expected one of code and one of output",
                "one snippet per file")
    return fences[0][:2], fences[1][:2]


def _check_style(path: Path, start: int, code: str) -> None:
    lines = code.rstrip("\n").split("\n")
    if not code.strip():
        _refuse(path, start, "the code fence is empty", "write the example")
    if len(lines) > MAX_CODE_LINES:
        _refuse(path, start, f"{len(lines)} lines of code; at most {MAX_CODE_LINES}", "show one thing")
    for i, line in enumerate(lines, start + 1):
        if len(line) > MAX_COLUMNS:
            _refuse(path, i, f"{len(line)} columns; at most {MAX_COLUMNS}", "break the line")
        if not line.isascii():
            _refuse(path, i, "prose in code: only ASCII here", "let the page do the talking")


def check_output(snippet: Snippet, output: str) -> Fault | None:
    """What makes a run's output unfit to be recorded, if anything."""
    lines = output.split("\n")
    if not output.strip():
        return Fault(snippet.name, 1, "prints nothing", "print what the example shows")
    if len(lines) - 1 > MAX_OUTPUT_LINES:
        return Fault(snippet.name, 1, f"prints {len(lines) - 1} lines; at most {MAX_OUTPUT_LINES}",
                     "print less")
    if any(line.startswith("```") for line in lines):
        return Fault(snippet.name, 1, "prints a line that begins with ```", "print something else")
    if "\r" in output:
        return Fault(snippet.name, 1, "prints a carriage return", "print plain lines")
    if not output.endswith("\n"):
        return Fault(snippet.name, 1, "the output does not end with a newline", "end with print(…)")
    try:
        output.encode("utf-8")
    except UnicodeEncodeError as error:
        return Fault(snippet.name, 1, f"prints what UTF-8 cannot hold: {error.object[error.start]!r}",
                     "print text")
    return None
