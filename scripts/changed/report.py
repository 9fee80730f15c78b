"""What differs in; out comes one HTML page that shows it with the site's own style."""

import difflib
import shutil
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import html

from ..paths import LANGUAGES
from .compare import File, Page


def write(pages: list[Page], snippets: list[File], figures: list[File], base: str, against: str, folder: Path,
          sides: dict[str, Path]) -> str:
    """The page's HTML; figures and what pages show lie in folder/before and folder/after."""
    for side, site in sides.items():
        _lay_out(folder / side, site, figures, side)
    styles = html.parse(sides["after"] / LANGUAGES[0] / "index.html").xpath("//link[@rel='stylesheet']/@href")
    templates = Environment(loader=FileSystemLoader(Path(__file__).parent), undefined=StrictUndefined,
                            trim_blocks=True, lstrip_blocks=True, autoescape=True)
    return templates.get_template("page.html").render(
        pages=pages, snippets=[(file.name, _table(file)) for file in snippets], figures=figures, base=base[:10],
        against=against, styles=[f"after/{LANGUAGES[0]}/{style}" for style in styles])


def _lay_out(target, site, figures, side):
    """The assets that pages and the report show, of one side."""
    shutil.rmtree(target, ignore_errors=True)
    for language in LANGUAGES:
        shutil.copytree(site / language / "assets", target / language / "assets")
    for file in figures:
        data = getattr(file, side)
        if data is not None:
            path = target / "figures" / file.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def _table(file: File) -> str:
    """Lines of an example, before beside after."""
    lines = [(data or b"").decode().splitlines() for data in (file.before, file.after)]
    return difflib.HtmlDiff(tabsize=4, wrapcolumn=78).make_table(*lines, context=True, numlines=3)
