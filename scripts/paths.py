"""Where things are: the only module that knows the layout of the tree."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / "scripts"
DOCS = ROOT / "docs"
ASSETS = DOCS / "assets"
FIGURES = ASSETS / "figures"
SNIPPETS = ROOT / "snippets"
REFERENCE = SNIPPETS / "reference"
LEDGER = SNIPPETS / "recorded.json"
LOCK = ROOT / ".cache" / "update.lock"
SITE = ROOT / "site"
OVERRIDES = ROOT / "overrides"
LOCALIZED = DOCS / "localized"

LANGUAGES = ("ko", "en")
CONFIGS = {"ko": ROOT / "mkdocs.yml", "en": ROOT / "mkdocs.en.yml"}


def relative(path: Path) -> str:
    """The path as messages and the ledger spell it: from the root, with forward slashes."""
    return path.relative_to(ROOT).as_posix()
