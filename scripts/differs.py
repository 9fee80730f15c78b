"""Snippets marked as printing something else under some setting; out come the sections that show one and say no word.

The mark stands in the snippet (snippets.DIFFERS); tests/test_everywhere.py holds it against what really differs.
"""

import contextlib

from . import languages
from .faults import Fault, Refused
from .pages import INCLUDE, page_paths
from .paths import LANGUAGES, SNIPPETS, relative
from .snippets import SETTINGS, Snippet, parse, snippet_paths


def marked() -> dict[str, Snippet]:
    """name below snippets → snippet, of those with a mark; what cannot be read is told where it is read itself."""
    found = {}
    for path in snippet_paths():
        if b"<!-- differs:" in path.read_bytes():
            with contextlib.suppress(Refused):
                found[path.relative_to(SNIPPETS).as_posix()] = parse(path)
    return found


def faults() -> list[Fault]:
    """Sections, in either language, that include a marked snippet and do not name what its output depends on."""
    snippets = marked()
    return [fault for language in LANGUAGES for path in page_paths(language)
            for section in languages.sections(path) for fault in _untold(relative(path), section, snippets)]


def _untold(page: str, section: languages.Section, snippets: dict[str, Snippet]) -> list[Fault]:
    lines = list(enumerate(section.text.split("\n"), section.line))
    prose = "\n".join(line for _, line in lines if not INCLUDE.match(line))
    found = []
    for number, line in lines:
        included = snippets.get(match[1]) if (match := INCLUDE.match(line)) else None
        for setting in included.differs if included else ():
            if SETTINGS[setting] not in prose:
                found.append(Fault(page, number, f"section #{section.name} does not say that this output differs with "
                                   f"{setting}", f"name {SETTINGS[setting]} beside it, or mend the snippet's mark"))
    return found
