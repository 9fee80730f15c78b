"""A copy of the project in, damage done to it out; `restore` puts it back and proves that every byte is as before."""

import hashlib
import os
import shutil
from pathlib import Path

from .. import languages, localized
from ..paths import LANGUAGES, ROOT

LEFT_OUT = (".git", ".venv", ".cache", "site", "__pycache__", ".pytest_cache", ".ipynb_checkpoints")


class NoPlace(Exception):
    """Raised by a kind that found nothing to damage with these random numbers."""


class Tree:
    """A working copy at `root`. Names are paths from it, with forward slashes."""

    def __init__(self, root: Path):
        self.root = root
        self.before: dict[str, bytes | None] = {}  # what stood where something was damaged
        self.times: dict[str, tuple[int, int]] = {}

    @classmethod
    def copy(cls, folder: Path, source: Path = ROOT) -> "Tree":
        """A copy of the source below folder, and the hash of every file of it."""
        shutil.copytree(source, folder, ignore=shutil.ignore_patterns(*LEFT_OUT, ".site-*"))
        tree = cls(folder.resolve())
        tree.hashes = tree.hashed()
        return tree

    def hashed(self) -> dict[str, str]:
        """{name: hash} of all files; what Python leaves behind is not among them."""
        return {self.name(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(self.root.rglob("*"))
                if path.is_file() and not set(LEFT_OUT) & set(path.relative_to(self.root).parts)}

    def name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def names(self, *patterns: str) -> list[str]:
        """The files that the patterns match, sorted, so that a choice among them depends on the seed alone."""
        return sorted({self.name(path) for pattern in patterns for path in self.root.glob(pattern) if path.is_file()})

    def data(self, name: str) -> bytes:
        return (self.root / name).read_bytes()

    def text(self, name: str) -> str:
        return self.data(name).decode("utf-8")

    def write(self, name: str, new: str | bytes | None) -> None:
        """Put text or bytes in the place of a file; None deletes it."""
        path = self.root / name
        if name not in self.before:
            self.before[name] = path.read_bytes() if path.exists() else None
            if path.exists():
                self.times[name] = (path.stat().st_atime_ns, path.stat().st_mtime_ns)
        if new is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(new if isinstance(new, bytes) else new.encode())

    def swap(self, one: str, other: str) -> None:
        first, second = self.data(one), self.data(other)
        self.write(one, second)
        self.write(other, first)

    def settle(self, key: str) -> None:
        """Mark a page's English as up to date, as a contributor may without looking: the hashes alone must not tell."""
        texts = {language: self.text(f"docs/{language}/{key}.md") for language in LANGUAGES}
        korean, english = (languages.cut(texts[language]) for language in LANGUAGES)
        pair = languages.Pair(key, f"docs/ko/{key}.md", f"docs/en/{key}.md", korean, english)
        lines = sorted({section.name: localized.hash_of(pair, section) for section in korean}.items())
        self.write(f"docs/localized/{key}.txt", "".join(f"{name}\n  {value}\n" for name, value in lines))

    def changed(self) -> list[str]:
        """The names of files that are not as before."""
        return sorted(name for name, old in self.before.items()
                      if old != ((self.root / name).read_bytes() if (self.root / name).exists() else None))

    def fingerprint(self) -> str:
        """Tells one damage from another."""
        total = hashlib.sha256()
        for name in self.changed():
            path = self.root / name
            total.update(name.encode() + b"\0" + (path.read_bytes() if path.exists() else b"\1"))
        return total.hexdigest()

    def restore(self) -> None:
        """Undo the damage, with the times of the files: compiled Python is told by them."""
        for name, old in self.before.items():
            path = self.root / name
            if old is None:
                path.unlink(missing_ok=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(old)
                os.utime(path, ns=self.times[name])
        self.before.clear()

    def prove(self) -> None:
        """Fail when any file is not what was copied."""
        now = self.hashed()
        wrong = sorted(name for name in {*now, *self.hashes} if now.get(name) != self.hashes.get(name))
        if wrong:
            raise AssertionError(f"not as it was copied: {', '.join(wrong[:5])}")
