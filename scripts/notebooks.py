"""A page becomes a Jupyter notebook: its prose, its examples with their recorded outputs, its pictures inside."""

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from posixpath import basename, dirname, relpath, splitext

import yaml

from . import ledger
from .cells import Cutter, Line, lines_of
from .faults import Fault, Refused
from .passport import NAMES
from .paths import DOCS, relative
from .roots import site_url
from .snippets import Snippet, read_text

TITLE = re.compile(r'(?:<a id="[\w-]+"></a>\n)?# .+')
CHAPTERS = ("convolution", "transposed", "pooling", "recurrent", "core")
FRESH = '''import sys

import tensorflow as tf

for handler in tf.get_logger().handlers:
    handler.setStream(sys.stderr)  # in a notebook it would log among the outputs


def start_fresh(*_):
    """Runs before every cell."""
    tf.keras.utils.clear_session(free_memory=False)
    tf.keras.utils.set_random_seed(0)


get_ipython().events.register("pre_run_cell", start_fresh)
'''
ABOUT = {
    "ko": """이 노트북은 케라스 레이어 도감의 [{title}]({address}) 쪽을 그대로 옮긴 것입니다.

예제는 저마다 처음부터 시작합니다. 이름은 0부터 세고 난수의 시드는 0입니다. 출력을 기록할 때 그랬던 대로이고, \
아래 셀이 그렇게 만듭니다. 아래 셀을 먼저 실행하면, 나머지 셀은 어떤 순서로 실행해도 됩니다.

출력은 {versions} 버전에서 기록했습니다. 버전이 다르면 출력이 달라질 수 있습니다.""",
    "en": """This notebook is the page [{title}]({address}) of the Keras Layer Atlas.

Every example starts fresh: names are counted from zero, and the random seed is 0. So it was when the outputs were \
recorded, and the cell below makes it so again. Run it first; after it, the cells can be run in any order.

The outputs were recorded with {versions}. With other versions they may differ.""",
}


def has_notebook(uri: str) -> bool:
    """Whether the page of a source below docs/<language> can be taken along as a notebook."""
    return uri.endswith(".ipynb") or uri.partition("/")[0] in CHAPTERS and uri.endswith(".md")


def notebook_name(uri: str) -> str:
    """The file name of a page's notebook: that of the page, or of its chapter."""
    name = basename(splitext(uri)[0])
    return f"{basename(dirname(uri)) if name == 'index' else name}.ipynb"


def notebook(uri: str, language: str, offline: bool = False) -> bytes:
    """The notebook of a page; the same bytes for the same input.

    Links are absolute; in the offline edition, which knows no address, they lead to the files beside it.

    Raises Refused with file and line of what notebooks cannot show.
    """
    def address(name: str) -> str:
        return _beside(name, uri) if offline else f"{site_url()}{language}/{_url(name)}"
    make = _own if uri.endswith(".ipynb") else _made
    return _packed(make(DOCS / language / uri, lambda: Cutter(uri, language, address)))


def _url(name: str) -> str:
    stem = splitext(name)[0]
    return stem.removesuffix("index") if basename(stem) == "index" else f"{stem}/"


def _beside(name: str, uri: str) -> str:
    return relpath(f"{splitext(name)[0]}.html", dirname(uri))


def _made(path: Path, cutter: Callable[[], Cutter]) -> dict:
    """The notebook of a page in Markdown."""
    page, (meta, body) = cutter(), _front_matter(path)
    title, *pieces = page.cut(body) or [""]
    if not isinstance(title, str) or not TITLE.fullmatch(title):
        raise Refused(Fault(relative(path), 1, "does not begin with its title", "begin it with # Title { #id }"))
    recorded = ledger.load()["versions"]
    versions = ", ".join(f"{NAMES[key]} {recorded[key]}" for key in ("tensorflow", "keras", "numpy"))
    about = ABOUT[page.language].format(title=meta["title"], address=page.address(page.page), versions=versions)
    cells = [_prose(title), _prose(about), _code(FRESH)]
    cells += [_code(piece.code, piece.output) if isinstance(piece, Snippet) else _prose(piece) for piece in pieces]
    return {"cells": _identified(cells), "nbformat": 4, "nbformat_minor": 5, "metadata": {
        "title": meta["title"], "description": meta["description"], "language": page.language,
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"}}}


def _own(path: Path, cutter: Callable[[], Cutter]) -> dict:
    """A notebook of the tree, its prose mended like that of a page."""
    made = json.loads(read_text(path))
    for number, cell in enumerate(made["cells"], 1):
        if cell["cell_type"] == "markdown":
            text = "".join(cell["source"])
            place = f"{relative(path)}, cell {number}"
            lines = [Line(line, place, at) for at, line in enumerate(text.split("\n"), 1)]
            cell["source"] = _lines("\n\n".join(cutter().cut(lines)))
    return made


def _front_matter(path: Path) -> tuple[dict, list[Line]]:
    """(title and description, the lines below them) of a page."""
    lines = lines_of(path)
    marks = [at for at, line in enumerate(lines) if line.text == "---"][:2]
    if len(marks) < 2 or marks[0]:
        lines[0].refuse("the page does not begin with title and description", "put them between two lines ---")
    meta = yaml.safe_load("\n".join(line.text for line in lines[1 : marks[1]])) or {}
    for key in ("title", "description"):
        if not isinstance(meta.get(key), str):
            lines[0].refuse(f"the page has no {key}", f"write {key}: … between the lines ---")
    return meta, lines[marks[1] + 1 :]


def _prose(text: str) -> dict:
    return {"cell_type": "markdown", "metadata": {}, "source": _lines(text)}


def _code(code: str, output: str = "") -> dict:
    outputs = [{"output_type": "stream", "name": "stdout", "text": _lines(output)}] if output else []
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": outputs,
            "source": _lines(code.rstrip("\n"))}


def _lines(text: str) -> list[str]:
    """Text as notebooks keep it: a list of lines, each with its end."""
    return [line for line in text.replace("\n", "\n\0").split("\0") if line]


def _identified(cells: list[dict]) -> list[dict]:
    """The cells, each with a name that stays while its text stays."""
    seen = Counter()
    for cell in cells:
        text = "".join(cell["source"])
        cell["id"] = ledger.digest(cell["cell_type"], text, str(seen[text]))[:12]
        seen[text] += 1
    return cells


def _packed(made: dict) -> bytes:
    return (json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
