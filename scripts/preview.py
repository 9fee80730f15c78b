"""A preview of both languages on one port: saves of pages, snippets, figures and theme reload the browser."""

import logging
import os
import shutil
import tempfile
import time
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from .paths import DOCS, LANGUAGES, ROOT
from .roots import write_roots
from .site import run_mkdocs

SHARED = [DOCS / "assets", DOCS / "localized", ROOT / "snippets", ROOT / "overrides", ROOT / "scripts" / "hooks",
          ROOT / "mkdocs.yml", ROOT / "mkdocs.en.yml"]
TRIES = 20


def preview(host: str, port: int) -> None:
    """Serve until Ctrl+C; a taken port is said, and the next one tried."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s")
    with tempfile.TemporaryDirectory(prefix="atlas-preview-") as temporary:
        builder = Builder(Path(temporary))
        builder()
        server = _open(builder, host, port)
        for path in [*(DOCS / language for language in LANGUAGES), *SHARED]:
            server.watch(str(path))
        print(f"preview: {server.url}  (Ctrl+C stops)", flush=True)
        try:
            server.serve()
        except KeyboardInterrupt:
            print("stopped")
        finally:
            server.shutdown()


def _open(builder, host, port):
    """A server on the first free port from `port` on."""
    for number in range(port, port + TRIES):
        server = LiveReloadServer(builder, host=host, port=number, root=str(builder.root))
        server.error_handler = lambda code: (builder.root / "404.html").read_bytes()
        try:
            server.server_bind()
        except OSError as error:
            print(f"port {number} is taken ({error.strerror}); trying {number + 1}", flush=True)
            server.server_close()
            continue
        server.server_bind = lambda: None  # done; serve() would bind once more
        return server
    raise SystemExit(f"no free port from {port} to {port + TRIES - 1}: name another, --port 9000")


class Builder:
    """Rebuilds, when called, the languages whose sources changed since the last call."""

    def __init__(self, temporary: Path):
        self.root = temporary / "site"
        self.draft = temporary / "draft"
        self.seen: dict[str, float] = {}

    def __call__(self) -> None:
        stale = [language for language in LANGUAGES if self._changed(language)]
        for language in stale:
            self._build(language)
        write_roots(self.root)

    def _changed(self, language):
        newest = max((_stamp(path) for path in [DOCS / language, *SHARED]), default=0)
        changed = self.seen.get(language) != newest
        self.seen[language] = newest
        return changed

    def _build(self, language):
        """Build beside what is shown and swap it in, so that an error leaves the last good pages."""
        begun = time.monotonic()
        try:
            run_mkdocs(language, self.draft, strict=False)
        except (Exception, SystemExit) as error:
            print(f"{language}: not rebuilt: {error}", flush=True)
            return
        shown = self.root / language
        shutil.rmtree(shown, ignore_errors=True)
        shown.parent.mkdir(exist_ok=True)
        self.draft.rename(shown)
        print(f"{language}: built in {time.monotonic() - begun:.1f} s", flush=True)


def _stamp(path):
    """Changes whenever a file below the path does: newest time, and how many there are."""
    files = [file for file in path.rglob("*") if file.is_file()] if path.is_dir() else [path]
    return max((file.stat().st_mtime for file in files), default=0) + len(files) * 1e-3
