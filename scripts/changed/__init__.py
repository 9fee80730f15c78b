"""What differs from main as a reader would see it: pages, outputs and figures, before beside after, on a local page."""

import os
import shutil
import subprocess
import sys
import tarfile
import webbrowser
from pathlib import Path

from ..faults import Fault, Refused, write_atomically
from ..paths import ROOT, relative
from . import compare, report

FOLDER = ROOT / ".cache" / "changed"


def changed(against: str, show: bool) -> int:
    """Write .cache/changed/index.html, which compares the working tree with where it left `against`; says its place."""
    base = _base(against)
    before = FOLDER / base
    if not (before / "site").exists():
        _say(f"building the pages of {against} as they were at {base[:10]}; kept for the next time")
        _export(base, before)
        _build(before / "tree", before / "site")
    _say("building the pages as they are now")
    now = FOLDER / "now"
    _build(ROOT, now)
    sides = {"before": before / "site", "after": now}
    pages = compare.pages(**sides)
    snippets = compare.snippets(before / "tree" / "snippets", ROOT / "snippets")
    figures = compare.figures(before / "tree" / "docs" / "assets", ROOT / "docs" / "assets")
    target = FOLDER / "index.html"
    text = report.write(pages, snippets, figures, base=base, against=against, folder=FOLDER, sides=sides)
    write_atomically(target, text.encode())
    _say(f"{len(pages)} pages, {len(snippets)} examples and {len(figures)} figures differ: {relative(target)}")
    if show:
        webbrowser.open(target.as_uri())
    return 0


def _base(against):
    """The commit at which the working tree left a branch; the remote's branch where there is none here."""
    for name in (against, f"origin/{against}"):
        done = _git("merge-base", "HEAD", name)
        if done.returncode == 0:
            return done.stdout.strip()
    raise Refused(Fault(".git", 0, f"no branch {against!r} to compare with: {done.stderr.strip()}",
                        f"git fetch origin {against}, or name another: --against BRANCH"))


def _git(*arguments):
    try:
        return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    except FileNotFoundError:
        raise Refused(Fault(".git", 0, "git is not installed", "install git")) from None


def _export(commit: str, folder: Path) -> None:
    """The tree of a commit, as files below folder/tree; other commits' are dropped."""
    for old in FOLDER.iterdir() if FOLDER.exists() else []:
        if old.is_dir():
            shutil.rmtree(old)
    folder.mkdir(parents=True)
    archive = folder / "tree.tar"
    done = _git("archive", "--format=tar", f"--output={archive}", commit)
    if done.returncode:
        raise Refused(Fault(".git", 0, done.stderr.strip(), "git fsck"))
    with tarfile.open(archive) as tar:
        tar.extractall(folder / "tree", filter="data")
    archive.unlink()


def _build(tree: Path, site: Path) -> None:
    """Pages only, by the tree's own scripts; Refused with what they said when they fail."""
    done = subprocess.run([sys.executable, "-m", "scripts", "build", "--pages-only", "--site-dir", str(site)],
                          cwd=tree, capture_output=True, text=True, encoding="utf-8", env=os.environ)
    if done.returncode:
        raise Refused(Fault(str(tree), 0, f"not built\n{done.stdout}{done.stderr}", "mend what is told above"))


def _say(text):
    print(text, flush=True)
