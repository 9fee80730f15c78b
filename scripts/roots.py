"""What lies above the languages: the page that picks one, 404, sitemap and robots; offline, a README."""

import base64
import os
from pathlib import Path
from posixpath import relpath
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from .fonts import subset_font
from .paths import ASSETS, LANGUAGES, ROOT

TEMPLATES = ROOT / "overrides" / "root"
HOME = "https://keras-layer-atlas.example/"


def site_url() -> str:
    """Where the site will live, with a slash at its end: SITE_URL of the environment."""
    return os.environ.get("SITE_URL", HOME).rstrip("/") + "/"


def twin(url: str, here: str, there: str) -> str:
    """The link from a language's page at `url` to the same page of the language `there`."""
    url = url.removeprefix("./")
    folder = f"/{here}/{url}".rpartition("/")[0]
    return relpath(f"/{there}/{url}", folder) + ("" if url.endswith(".html") else "/")


def write_roots(folder: Path) -> None:
    """Write index.html, 404.html, sitemap.xml and robots.txt beside the built languages."""
    first = folder / LANGUAGES[0]
    pages = sorted(path.parent.relative_to(first).as_posix() for path in first.rglob("index.html"))
    pages = ["" if page == "." else page + "/" for page in pages]
    fonts = _fonts("index.html", "404.html")
    for name in ("index.html", "404.html", "sitemap.xml", "robots.txt"):
        text = _filled(name, url=site_url(), path=urlsplit(site_url()).path, pages=pages, languages=LANGUAGES,
                       fonts=fonts, home="")
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def write_offline_roots(folder: Path, **said) -> None:
    """Write index.html and README.txt, which tells what is `said`, beside the languages of the offline edition."""
    page = _filled("offline.html", fonts=_fonts("index.html", "offline.html"), home="index.html")
    (folder / "index.html").write_text(page, encoding="utf-8", newline="\n")
    readme = _filled("README.txt", **said).replace("\n", "\r\n")
    (folder / "README.txt").write_bytes(readme.encode("utf-8-sig"))  # both are for old Notepads


def _filled(name, **values):
    templates = Environment(loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined,
                            autoescape=False, trim_blocks=True, lstrip_blocks=True)
    return templates.get_template(name).render(values) + "\n"


def _fonts(*names):
    """Both weights of the text font with what the templates named say, to be written into them."""
    said = set().union(*((TEMPLATES / name).read_text(encoding="utf-8") for name in names))
    said = {char for char in said if char >= " "}
    weights = {400: "Pretendard-Regular.woff2", 700: "Pretendard-Bold.woff2"}
    return {weight: base64.b64encode(subset_font(ASSETS / "fonts" / name, said)).decode()
            for weight, name in weights.items()}
