"""Builds pages of one language in a process that keeps mkdocs loaded: `python -m scripts.preview.builder ko folder`."""

import json
import logging
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File

from ..faults import Fault
from ..paths import CONFIGS, DOCS, relative
from ..search import place
from ..site import run_mkdocs
from .worker import answer

NOT_REBUILT = "not rebuilt: "
INDEX = "search/search_index.json"
QUOTED = re.compile(r"['\"]([^'\"]+)['\"]")


class Builder:
    """What is built of one language stays in `folder`; a page that cannot be built keeps its last good state there."""

    def __init__(self, language: str, folder: str):
        self.language, self.folder = language, Path(folder)
        self.entries: list[dict] = []
        self.log = _Complaints()
        logging.getLogger("mkdocs").addHandler(self.log)

    def __call__(self, pages: list[str], whole: bool) -> list[Fault]:
        """Build these pages (from docs/<language>) and copy changed assets, or build everything."""
        self.log.said.clear()
        try:
            self._whole() if whole else self._some(pages)
        except (Exception, SystemExit) as error:
            file, line = self._place(*self.log.said, str(error), *pages[:1])
            return [Fault(file, line, f"{NOT_REBUILT}{error}", "mend it and save again; the last good page is shown")]
        return [Fault(*self._place(said), said, "`make site` would stop at this") for said in self.log.said]

    def _place(self, *said: str) -> tuple[str, int]:
        """File and line that mkdocs' words are about: it names the page, and what it stumbled over, in quotes."""
        for quoted in map(QUOTED.findall, said):
            for page in (DOCS / self.language / word for word in quoted if word.endswith((".md", ".ipynb"))):
                if page.is_file():
                    lines = page.read_text(encoding="utf-8").split("\n")
                    about = [word for word in quoted if not page.match(word)]
                    return relative(page), next((i for i, text in enumerate(lines, 1) if any(
                        word in text for word in about)), 0)
        return f"docs/{self.language}", 0

    def _whole(self):
        """Build beside what is shown and swap it in."""
        with tempfile.TemporaryDirectory(dir=self.folder.parent) as temporary:
            draft = Path(temporary) / "draft"
            run_mkdocs(self.language, draft, strict=False)
            shutil.rmtree(self.folder, ignore_errors=True)
            draft.rename(self.folder)
        self.entries = json.loads((self.folder / INDEX).read_text(encoding="utf-8"))["docs"]

    def _some(self, pages):
        """mkdocs' dirty build takes what is newer than its page; those asked for are made to look old."""
        config = load_config(str(CONFIGS[self.language]), site_dir=str(self.folder), strict=False)
        config.theme.static_templates = set()  # 404 and sitemap
        config.plugins["preview"] = _Warm()
        for page in pages:
            built = File(page, config.docs_dir, config.site_dir, config.use_directory_urls).abs_dest_path
            if os.path.exists(built):
                os.utime(built, (0, 0))
        build(config, dirty=True)
        self._merge_index()

    def _merge_index(self):
        """A dirty build indexes the pages it built; the others' entries are put back."""
        path = self.folder / INDEX
        index = json.loads(path.read_text(encoding="utf-8"))
        fresh = {place(entry["location"])[0] for entry in index["docs"]}
        kept = [entry for entry in self.entries if place(entry["location"])[0] not in fresh]
        self.entries = index["docs"] = kept + index["docs"]
        path.write_text(json.dumps(index, ensure_ascii=False), encoding="utf-8", newline="\n")


class _Warm(BasePlugin):
    """Keeps compiled templates from one build to the next."""

    cache = FileSystemBytecodeCache()

    def on_env(self, env, **_):
        env.bytecode_cache = self.cache


class _Complaints(logging.Handler):
    """Collects what mkdocs warns of."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record):
        said = record.getMessage()
        if "'dirty' build" not in said:
            self.said.append(said)


if __name__ == "__main__":
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    answer(Builder(*sys.argv[1:]))
