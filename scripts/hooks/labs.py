"""Lab notebooks, rendered by mkdocs-jupyter, become pages like all others: its template here gives Markdown."""

import json
import re
from pathlib import Path

from mkdocs.structure.pages import Page
from mkdocs_jupyter.config import settings

END = "<!-- end of the notebook -->"
ANCHOR = re.compile(r'<a id="([\w-]+)"></a>\n\n(#{1,6} .*)')


def on_config(config):
    """Puts our templates in the place of mkdocs-jupyter's, whose pages bring 570 KB of style each."""
    settings.templates_dir = str(Path(__file__).resolve().parent.parent / "notebook_templates")
    return config


def on_pre_page(page, config, files):
    """Lets the site's own Markdown set what mkdocs-jupyter made of a notebook."""
    if page.file.src_uri.endswith(".ipynb"):
        convert = page.render

        def render(config, files):
            atlas = json.loads(Path(page.file.abs_src_path).read_text(encoding="utf-8"))["metadata"]["atlas"]
            page.meta = {"title": atlas["title"], "description": atlas["description"]}
            convert(config, files)
            page.markdown = ANCHOR.sub(r"\2 { #\1 }", json.loads(page.content.partition(END)[0]))
            Page.render(page, config, files)

        page.render = render
    return page


def on_page_content(content, page, config, files):
    """A table's empty corner heads nothing, and is no header cell."""
    return content.replace("<th></th>", "<td></td>")
