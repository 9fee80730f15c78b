"""docs/assets belongs to both languages: adds it to each build, and mends the links to it."""

import re
from pathlib import Path

from mkdocs.structure.files import File

from scripts.blanks import FENCED

SERVED = {".css", ".js", ".svg", ".png", ".woff2", ".txt"}
LINK = re.compile(FENCED.pattern + r"|(?<=[(\"'])\.\./(?P<rest>(?:\.\./)*assets/)", FENCED.flags)


def on_files(files, config):
    """Adds what browsers may ask for."""
    docs = Path(config.docs_dir).parent
    for path in sorted((docs / "assets").rglob("*")):
        if path.suffix in SERVED and not path.name.startswith("."):
            name = path.relative_to(docs).as_posix()
            files.append(File(name, str(docs), config.site_dir, config.use_directory_urls))
    return files


def on_page_markdown(markdown, page, config, files):
    """A page links figures as they lie on disk, one folder above its language's own; a listing shows how."""
    return LINK.sub(lambda found: found["rest"] or found[0], markdown)
