"""Runs a lab in a kernel of its own and writes what came of it: notebooks in both languages, figures in both themes."""

import contextlib
import json
import os
import re
import tempfile
from pathlib import Path

import nbformat

from .faults import Refused
from .figures.palette import COLOURS
from .figures.shrink import shrink
from .figures.style import FONTS
from .labs import Lab, figure, parse
from .paths import LANGUAGES, ROOT
from .runner import Problem

LIMIT = 120  # seconds for the slowest cell
CYCLE = ("input.line", "kernel.line", "output.line", "channel1.line", "muted")
HEADING = re.compile(r"^(#{1,6} .*?) *\{ *#([\w-]+) *\}$", re.M)
SVG = "image/svg+xml"
PIXELS = 4 / 3  # CSS pixels to a point
SIZE = re.compile(r'width="([\d.]+)pt" height="([\d.]+)pt"')
CONFIG = """
c.InlineBackend.figure_formats = {"svg"}
c.InlineBackend.print_figure_kwargs = {
    "bbox_inches": "tight",
    "metadata": {"Date": None, "Creator": None, "Format": None, "Type": None}}
c.InlineBackend.rc = {}
c.HistoryManager.enabled = False
"""
STARTUP = """
from matplotlib import font_manager
for font in %r:
    font_manager.fontManager.addfont(font)
del font_manager, font
"""


def make(name: str) -> dict[str, bytes]:
    """Run the lab; {file relative to docs: bytes}. Problem names the cell and the line when one fails."""
    try:
        lab = parse(ROOT / name)
    except Refused as refused:  # it was whole when the products were collected
        raise Problem(str(refused)) from None
    outputs = _run(lab)
    made, number = {}, 0
    for cell, (_, svg) in zip(lab.code, outputs, strict=True):
        if cell.draws != bool(svg):
            raise Problem(f"a cell with plt.show() makes one picture, others none:\n{cell.source}", cell.line - 1)
        if svg:
            number += 1
            for theme in COLOURS:
                made[f"{figure(lab.slug, number)}.{theme}.svg"] = _themed(svg, theme).encode()
    for language in LANGUAGES:
        made[f"{language}/labs/{lab.slug}.ipynb"] = notebook(lab, language, outputs)
    return made


def _run(lab: Lab) -> list[tuple[str, str]]:
    """(what it printed, its picture as SVG) of each code cell."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell.source) for cell in lab.code])
    with tempfile.TemporaryDirectory(prefix="atlas-lab-") as temporary, _own_jupyter(Path(temporary)) as environment:
        client = NotebookClient(book, timeout=LIMIT, kernel_name="python3", resources={"metadata": {"path": temporary}})
        try:
            client.execute(env=environment)
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            count = sum(cell.execution_count is not None for cell in book.cells)
            cell = lab.code[max(0, count - 1)]
            words = re.sub(r"\x1b\[[\d;]*m", "", str(error)).strip()
            raise Problem(f"cell {max(1, count)} of {len(lab.code)} fails:\n{words[-2000:]}", cell.line - 1) from None
    for cell, source in zip(book.cells, lab.code, strict=True):
        for output in cell.outputs:
            if output.output_type == "error":  # raised while drawing: the kernel goes on
                raise Problem(f"raises {output.ename}: {output.evalue}", source.line - 1)
    return [_outcome(cell) for cell in book.cells]


@contextlib.contextmanager
def _own_jupyter(folder: Path):
    """The environment of a kernel that nobody's own settings reach, and that draws in the atlas's colours."""
    profile = folder / "ipython" / "profile_default"
    (profile / "startup").mkdir(parents=True)
    (profile / "ipython_kernel_config.py").write_text(f"c = get_config()\n{CONFIG}", encoding="utf-8", newline="\n")
    fonts = sorted(str(path) for path in FONTS.glob("*.ttf"))
    (profile / "startup" / "fonts.py").write_text(STARTUP % fonts, encoding="utf-8", newline="\n")
    (folder / "matplotlibrc").write_text(_matplotlibrc(), encoding="utf-8", newline="\n")
    own = {"IPYTHONDIR": str(folder / "ipython"), "MATPLOTLIBRC": str(folder / "matplotlibrc"),
           "JUPYTER_CONFIG_DIR": str(folder / "config"), "JUPYTER_DATA_DIR": str(folder / "data"),
           "JUPYTER_PREFER_ENV_PATH": "1"}
    before = {name: os.environ.get(name) for name in own}
    os.environ.update(own)
    try:
        yield {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


def _matplotlibrc() -> str:
    light = {name: colour.removeprefix("#") for name, colour in COLOURS["light"].items()}
    colours = ", ".join(f"'{light[name]}'" for name in CYCLE)
    settings = {
        "axes.prop_cycle": f"cycler('color', [{colours}])", "axes.edgecolor": light["muted"],
        "axes.labelcolor": light["ink"], "text.color": light["ink"], "xtick.color": light["muted"],
        "ytick.color": light["muted"], "xtick.labelcolor": light["ink"], "ytick.labelcolor": light["ink"],
        "grid.color": light["hair"], "legend.frameon": False, "figure.facecolor": "none", "axes.facecolor": "none",
        "font.family": "JetBrains Mono", "font.size": 11, "lines.linewidth": 2, "svg.fonttype": "path",
        "svg.hashsalt": "keras layer atlas", "axes.linewidth": 1,
    }
    return "".join(f"{key}: {value}\n" for key, value in settings.items())


def _outcome(cell) -> tuple[str, str]:
    printed = "".join(output.text for output in cell.outputs if output.get("name") == "stdout")
    pictures = [output.data[SVG] for output in cell.outputs if SVG in output.get("data", {})]
    return printed, "".join(pictures[:1])


def _themed(svg: str, theme: str) -> str:
    """The picture in a theme: each light colour of the palette becomes its twin."""
    twins = {COLOURS["light"][name]: COLOURS[theme][name] for name in ("ink", "hair", "paper", *CYCLE)}
    svg = re.sub(r"#[0-9a-f]{6}", lambda found: twins.get(found[0], found[0]), svg)
    width, height = map(float, SIZE.search(svg).groups())
    shown = f'width="{width * PIXELS:.0f}" height="{height * PIXELS:.0f}"'
    return shrink(svg, width, height).replace(f'width="{width:g}" height="{height:g}"', shown, 1)


def notebook(lab: Lab, language: str, outputs: list[tuple[str, str]]) -> bytes:
    """The lab in one language as a notebook with its outputs; the same bytes for the same input."""
    cells, left, number = [], list(outputs), 0
    for count, cell in enumerate(cell for cell in lab.cells if cell.language in ("", language)):
        if cell.language:
            cells.append(_prose_cell(count, cell.source))
            continue
        printed, svg = left.pop(0)
        number += bool(svg)
        cells.append(_code_cell(count, cell, printed, _themed(svg, "light") if svg else "", language))
    title = HEADING.search(next(cell.source for cell in lab.cells if cell.language == language))
    metadata = {"atlas": {"description": lab.description[language], "lab": lab.slug, "title": title[1].lstrip("# ")},
                "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
                "language_info": {"name": "python"}}
    book = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(book, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _prose_cell(count: int, source: str) -> dict:
    """Headings carry their ids as anchors, which Jupyter understands too."""
    text = HEADING.sub(r'<a id="\2"></a>\n\n\1', source)
    return {"cell_type": "markdown", "id": f"cell-{count}", "metadata": {}, "source": text.splitlines(keepends=True)}


def _code_cell(count: int, cell, printed: str, svg: str, language: str) -> dict:
    outputs = []
    if printed:
        outputs.append({"name": "stdout", "output_type": "stream", "text": printed.splitlines(keepends=True)})
    if svg:
        outputs.append({"data": {SVG: svg.splitlines(keepends=True), "text/plain": [cell.alt[language]]},
                        "metadata": {"needs_background": "light"}, "output_type": "display_data"})
    metadata = {"alt": cell.alt[language]} if svg else {}
    return {"cell_type": "code", "execution_count": None, "id": f"cell-{count}", "metadata": metadata,
            "outputs": outputs, "source": cell.source.splitlines(keepends=True)}
