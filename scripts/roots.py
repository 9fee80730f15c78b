"""What lies above the languages: the page that picks one, 404, sitemap and robots."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from .paths import LANGUAGES, ROOT

TEMPLATES = ROOT / "overrides" / "root"
HOME = "https://keras-layer-atlas.example/"


def site_url() -> str:
    """Where the site will live, with a slash at its end: SITE_URL of the environment."""
    return os.environ.get("SITE_URL", HOME).rstrip("/") + "/"


def write_roots(folder: Path) -> None:
    """Write index.html, 404.html, sitemap.xml and robots.txt beside the built languages."""
    first = folder / LANGUAGES[0]
    pages = sorted(path.parent.relative_to(first).as_posix() for path in first.rglob("index.html"))
    pages = ["" if page == "." else page + "/" for page in pages]
    templates = Environment(loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined,
                            autoescape=False, trim_blocks=True, lstrip_blocks=True)
    for name in ("index.html", "404.html", "sitemap.xml", "robots.txt"):
        text = templates.get_template(name).render(
            url=site_url(), path=urlsplit(site_url()).path, pages=pages, languages=LANGUAGES)
        (folder / name).write_text(text + "\n", encoding="utf-8")
