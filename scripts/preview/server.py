"""The preview's loop: looks what was saved, has it recorded and built, and tells browsers to load it again."""

import sys
import tempfile
import threading
import time
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from .. import pages
from ..faults import Fault
from ..paths import LANGUAGES, LOCK, ROOT, relative
from ..roots import write_roots
from . import changes
from .banner import banner
from .builder import NOT_REBUILT
from .recorder import NOT_HERE, Unrecorded, recorder
from .worker import Worker

TRIES = 20
STAMP = "%H:%M:%S"
LAB = ("a lab was saved; running it takes about a minute, so the preview does not", "make update")


def preview(host: str, port: int) -> None:
    """Serve until Ctrl+C; a taken port is said, and the next one tried."""
    with tempfile.TemporaryDirectory(prefix="atlas-preview-") as temporary:
        site = Preview(Path(temporary))
        server = None
        try:
            site.begin()
            server = _open(site, host, port)
            for path in changes.WATCHED:
                server.watch(str(path))
            site()  # what was saved meanwhile
            _say(f"{server.url} shows both languages and follows what you save (Ctrl+C stops)")
            server.serve()
        except KeyboardInterrupt:
            _say("stopped")
        finally:
            site.stop()
            if server:
                server.shutdown()


class Server(LiveReloadServer):
    """mkdocs' own, with the faults of the last save on every page."""

    def __init__(self, site: "Preview", **options):
        super().__init__(self._follow, root=str(site.root), **options)
        self.site = site
        site.remarked = self._announce

    def _follow(self):
        if not self.site():  # files that we wrote ourselves: no browser need load anything
            self._wanted_epoch = self._visible_epoch

    def _announce(self):
        """Have browsers load what they show once more, unless a build is under way, which does so itself."""
        with self._epoch_cond:
            if self._wanted_epoch == self._visible_epoch:
                self._wanted_epoch = self._visible_epoch = round(time.monotonic() * 1000)
                self._epoch_cond.notify_all()

    def _inject_js_into_html(self, content, epoch):
        head, _, tail = super()._inject_js_into_html(content, epoch).rpartition(b"</body>")
        return head + self.site.banner().encode() + b"</body>" + tail


def _open(site, host, port):
    """A server on the first free port from `port` on."""
    for number in range(port, port + TRIES):
        server = Server(site, host=host, port=number, polling_interval=0.3)
        server.error_handler = lambda code: (site.root / "404.html").read_bytes()
        try:
            server.server_bind()
        except OSError as error:
            _say(f"port {number} is taken ({error.strerror}); trying {number + 1}")
            server.server_close()
            continue
        server.server_bind = lambda: None  # done; serve() would bind once more
        return server
    raise SystemExit(f"no free port from {port} to {port + TRIES - 1}: name another, --port 9000")


class Preview:
    """The built pages below `root`, and the processes that make them again when called after a save."""

    def __init__(self, folder: Path):
        self.root = folder / "site"
        self.root.mkdir()
        self.builders = {
            language: Worker(sys.executable, "scripts.preview.builder", language, str(self.root / language))
            for language in LANGUAGES}
        self.recorder = recorder()
        self.unfit: list[Fault] = []  # examples that did not run, figures that could not be drawn
        self.unbuilt: dict[str, list[Fault]] = {}
        self.warnings: dict[str, list[Fault]] = {}
        self.remarks: list[Fault] = []  # of a check, which takes longer than showing a page
        self.remarked = lambda: None
        self.turn = 0
        self.said: set[str] = set()
        self.seen = changes.look()

    def begin(self) -> None:
        """The first build of everything."""
        _say(f"building {' and '.join(f'docs/{language}' for language in LANGUAGES)}, a few seconds")
        if isinstance(self.recorder, Unrecorded):
            _say(NOT_HERE)
        self._build({language: {"pages": [], "whole": True} for language in LANGUAGES}, time.monotonic())

    def __call__(self) -> bool:
        """Look what was saved; run, draw and build what follows from it. Returns whether anything was."""
        begun = time.monotonic()
        made = self._plan()
        if made == changes.Plan():
            return False
        if any(fault.file == relative(LOCK) for fault in self.unfit):
            made.targets = []  # another update was under way, and has written something: whatever it left stale
        if made.scripts:
            for worker in (*self.builders.values(), self.recorder):
                worker.restart()
        unrecorded = self._record(made) if made.targets is not None else []
        for fault in self.unfit:  # what shows a broken example stays as it was
            for language, shown in changes.pages_naming(ROOT / fault.file).items():
                made.pages[language] -= shown
        self._build(made.builds(), begun, unrecorded + [Fault(name, 0, *LAB) for name in made.labs])
        return True

    def stop(self) -> None:
        for worker in (*self.builders.values(), self.recorder):
            worker.stop()

    def banner(self) -> str:
        """The HTML of what is wrong now."""
        return banner(list(dict.fromkeys(self._stops())), list(dict.fromkeys(self._remarks())))

    def _stops(self):
        return [*self.unfit, *(fault for faults in self.unbuilt.values() for fault in faults)]

    def _remarks(self):
        return [*(fault for faults in self.warnings.values() for fault in faults), *self.remarks]

    def _plan(self):
        before, self.seen = self.seen, changes.look()
        return changes.plan(before, self.seen)

    def _record(self, made):
        """Have the plan's targets recorded, add what that wrote to it; returns what stays as it was recorded."""
        self.recorder.tell(targets=made.targets)
        faults = self.recorder.hear()
        kept = [f for f in self.unfit if made.targets and f.file not in made.targets]
        self.unfit = kept + [f for f in faults if f.problem != NOT_HERE]
        written = self._plan()
        made.assets |= written.assets
        for language in LANGUAGES:
            made.pages[language] |= written.pages[language]
        return [f for f in faults if f.problem == NOT_HERE]

    def _build(self, builds, begun, remarks=()):
        for language, request in builds.items():
            self.builders[language].tell(**request)
        self.warnings["recorder"] = list(remarks)
        for language in builds:
            faults = self.builders[language].hear()
            self.unbuilt[language] = [fault for fault in faults if fault.problem.startswith(NOT_REBUILT)]
            self.warnings[language] = [fault for fault in faults if not fault.problem.startswith(NOT_REBUILT)]
        if any(request["whole"] for request in builds.values()):
            write_roots(self.root)
        for language, request in builds.items():
            what = "all pages" if request["whole"] else ", ".join(request["pages"]) or "assets"
            _say(f"docs/{language}: {what} in {time.monotonic() - begun:.1f} s")
        self._tell()
        self.turn += 1
        threading.Thread(target=self._remark, args=(self.turn,), daemon=True).start()

    def _remark(self, turn):
        """Look for what a check would remark; a save meanwhile makes this look pointless."""
        found = pages.lint()
        if turn == self.turn and found != self.remarks:
            self.remarks = found
            self._tell()
            self.remarked()

    def _tell(self):
        wrong = set(map(str, [*self._stops(), *self._remarks()]))
        for fault in sorted(wrong - self.said):
            _say(fault)
        if self.said and not wrong:
            _say("nothing is wrong any more")
        self.said = wrong


def _say(text):
    print(time.strftime(STAMP), text, flush=True)
