"""Writes the notebook of each page beside it, and gives templates the way to it."""

from pathlib import Path
from posixpath import dirname, join
from urllib.parse import urlsplit

from mkdocs.exceptions import PluginError

from scripts.faults import Refused
from scripts.notebooks import has_notebook, notebook, notebook_name

COLAB = "https://colab.research.google.com/github"
BRANCH = "notebooks"  # where the deployment puts them, as they lie in the site


def on_page_context(context, page, config, nav):
    """Gives templates `notebook`: its link from the page, and its address in Colab if it has one."""
    uri, language = page.file.src_uri, config.theme["language"]
    if not has_notebook(uri):
        return context
    name = notebook_name(uri)
    place = join(dirname(page.file.dest_uri), name)
    try:
        made = notebook(uri, language, config.extra["offline"])
    except Refused as refused:
        raise PluginError("; ".join(line.strip() for line in str(refused).splitlines())) from None
    target = Path(config.site_dir, place)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(made)
    context["notebook"] = {"link": name, "colab": _colab(config.repo_url, f"{language}/{place}")}
    return context


def _colab(repository, place):
    """Colab opens what is on GitHub, and nothing else that has an address."""
    parts = urlsplit(repository or "")
    if parts.netloc.removeprefix("www.") != "github.com":
        return None
    return f"{COLAB}/{parts.path.strip('/').removesuffix('.git')}/blob/{BRANCH}/{place}"
