"""Builds a site as `make site` does, and serves it gzipped on a local port below a sub-path."""

import functools
import gzip
import http.server
import mimetypes
import os
import subprocess
import threading
from dataclasses import dataclass, field
from pathlib import Path

from scripts.environment import python_of

ROOT = Path(__file__).resolve().parent.parent
SITE_PYTHON = python_of("site")
OFFLINE, DOWNLOADS = "keras-layer-atlas-offline.zip", ("keras-layer-atlas-ko.pdf", "keras-layer-atlas-en.pdf")
REPOSITORY = "https://github.com/example/atlas"  # the theme would ask its host for stars
# True when every picture on the screen has come; "networkidle" is of no use twice on one page.
SEEN = """() => [...document.images].filter(image => {
  const box = image.getBoundingClientRect();
  return image.checkVisibility() && box.bottom > 0 && box.top < innerHeight;
}).every(image => image.complete)"""
ZIPPED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt")


@dataclass
class Served:
    """A folder on a local port: its address, and (path, bytes on the wire) of what was asked for.

    `url` is what the pages believe to be their address: another host, to catch what asks for it; the
    same port, which instant navigation does not forgive.
    """

    folder: Path
    port: int
    prefix: str
    log: list[tuple[str, int]] = field(default_factory=list)

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}{self.prefix}"

    @property
    def url(self):
        return f"https://keras-layer-atlas.example:{self.port}{self.prefix}"


class Handler(http.server.BaseHTTPRequestHandler):
    """Serves gzipped, as hosts do, and 404.html for what is not there."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        served, prefix = self.server.served, self.server.served.prefix
        name = self.path.split("?")[0]
        path = served.folder / name.removeprefix(prefix)
        if path.is_dir():
            path /= "index.html"
        status = 200 if name.startswith(prefix) and path.is_file() else 404
        body, zipped = _body(path if status == 200 else served.folder / "404.html")
        served.log.append((name, len(body)))
        self.send_response(status)
        self.send_header("Content-Type", mimetypes.guess_type(path.name)[0] or "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        if zipped:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@functools.cache
def _body(path):
    data = path.read_bytes()
    return (gzip.compress(data, 9, mtime=0), True) if path.suffix in ZIPPED else (data, False)


def build_site(folder, url="https://keras-layer-atlas.example/", tree=ROOT):
    """`python -m scripts build --pages-only` of a tree in the environment without TensorFlow; the finished process."""
    return subprocess.run(
        [SITE_PYTHON, "-m", "scripts", "build", "--pages-only", "--site-dir", folder], cwd=tree, text=True,
        capture_output=True, timeout=300, env=os.environ | {"SITE_URL": url, "REPO_URL": REPOSITORY})


def pack(folder, *downloads, tree=ROOT, **environment):
    """`python -m scripts.offline` of a tree in the environment without TensorFlow; the finished process.

    It is told addresses that must not show up.
    """
    addresses = {"SITE_URL": "https://keras-layer-atlas.example/", "REPO_URL": REPOSITORY}
    return subprocess.run([SITE_PYTHON, "-m", "scripts.offline", folder, *downloads], cwd=tree, text=True,
                          capture_output=True, timeout=300, env=os.environ | addresses | environment)


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """A browser that moves on closes its connections; that is no error."""


def serve(folder, prefix):
    """Serve a folder at the prefix until shutdown(); the server, its `served` and its thread running."""
    server = Server(("127.0.0.1", 0), Handler)
    server.served = Served(folder, server.server_port, prefix)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
