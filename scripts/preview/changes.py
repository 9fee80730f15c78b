"""What was saved since the last look, and what follows: pages to build, examples to run, processes to restart."""

from dataclasses import dataclass, field
from pathlib import Path

from .. import pages
from ..labs import LABS
from ..paths import (
    ASSETS,
    CONFIGS,
    DOCS,
    FIGURES,
    LANGUAGES,
    LOCALIZED,
    OVERRIDES,
    REFERENCE,
    SCRIPTS,
    SNIPPETS,
    relative,
)

WATCHED = (DOCS, SNIPPETS, OVERRIDES, SCRIPTS, *CONFIGS.values())
DRAWING = SCRIPTS / "figures"
Stamps = dict[Path, tuple[int, int]]


def look() -> Stamps:
    """When each watched file was written last, and its size; editors' and our own half-written files left out."""
    found = {}
    for root in WATCHED:
        for path in root.rglob("*") if root.is_dir() else [root]:
            if path.name.startswith(".") or path.name.endswith("~") or "__pycache__" in path.parts:
                continue
            try:
                state = path.stat()
            except FileNotFoundError:
                continue
            if path.is_file():
                found[path] = (state.st_mtime_ns, state.st_size)
    return found


@dataclass
class Plan:
    """What to do: `targets` to record (None: nothing, []: all that is stale), then `pages` to build."""

    targets: list[str] | None = None
    labs: list[str] = field(default_factory=list)
    scripts: bool = False  # the processes have to load them again
    whole: set[str] = field(default_factory=set)
    pages: dict[str, set[str]] = field(default_factory=lambda: {language: set() for language in LANGUAGES})
    assets: bool = False

    def builds(self) -> dict[str, dict]:
        """What to ask of each language's builder."""
        return {language: {"pages": sorted(self.pages[language]), "whole": language in self.whole}
                for language in LANGUAGES if self.assets or self.pages[language] or language in self.whole}


def plan(before: Stamps, now: Stamps) -> Plan:
    """What follows from the difference."""
    made = Plan()
    changed = {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
    for path in sorted(changed):
        _follow(made, path, exists=path in now, new=path not in before)
    return made


def _follow(made: Plan, path: Path, exists: bool, new: bool) -> None:
    if path.is_relative_to(LABS):
        made.labs += [relative(path)]
    elif path.is_relative_to(SNIPPETS) and path.suffix == ".md":
        if exists and not path.is_relative_to(REFERENCE):
            made.targets = [*(made.targets or []), relative(path)]
        _add_pages_naming(made, path)
    elif path.is_relative_to(ASSETS):
        made.assets = True
        if path.is_relative_to(FIGURES):
            _add_pages_naming(made, path)
    elif path.is_relative_to(DOCS):
        _follow_page(made, path, whole=new or not exists)
    elif path.is_relative_to(DRAWING) and path.parent == DRAWING and path.name != "__init__.py":
        made.targets = []
    elif path.suffix in (".py", ".json") and path.is_relative_to(SCRIPTS) and path.name != "__main__.py":
        made.scripts, made.targets, made.whole = True, [], set(LANGUAGES)
    elif not path.is_relative_to(SNIPPETS):  # the ledger is nobody's source
        made.whole = set(LANGUAGES)


def _follow_page(made: Plan, path: Path, whole: bool) -> None:
    language, _, page = path.relative_to(DOCS).as_posix().partition("/")
    if path.is_relative_to(LOCALIZED):
        stem = path.relative_to(LOCALIZED).with_suffix("").as_posix()
        made.pages["en"] |= {page for page in (f"{stem}.md", f"{stem}.ipynb") if (DOCS / "en" / page).is_file()}
    elif language == LANGUAGES[0]:
        made.pages["en"].add(page)  # a note tells its readers that the Korean has changed
    if language in LANGUAGES and path.suffix in (".md", ".ipynb"):
        made.pages[language].add(page)
        if whole:
            made.whole.add(language)


def _add_pages_naming(made: Plan, path: Path) -> None:
    for language, found in pages_naming(path).items():
        made.pages[language] |= found


def pages_naming(path: Path) -> dict[str, set[str]]:
    """The pages of each language that include a snippet or show a figure; none for any other file."""
    base = next((root for root in (*(REFERENCE / language for language in LANGUAGES), SNIPPETS, DOCS)
                 if path.is_relative_to(root)), None)
    if base is None:
        return {language: set() for language in LANGUAGES}
    name = path.relative_to(base).as_posix()
    name = name.partition(".")[0] + "." if base == DOCS else f'"{name}"'
    return {language: {page.relative_to(DOCS / language).as_posix() for page in pages.page_paths(language)
                       if name in page.read_text(encoding="utf-8", errors="replace")} for language in LANGUAGES}
