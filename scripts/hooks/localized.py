"""A section whose Korean changed after it was localized says so below its heading, until it is brought up to date."""

import re
from posixpath import splitext

from mkdocs.plugins import CombinedEvent, event_priority

from scripts import localized
from scripts.paths import LANGUAGES
from scripts.roots import twin

SOURCE = LANGUAGES[0]
NOTES = {"en": ("The Korean of this section", " has changed since; this English may lag behind.")}
HEADING = r'<h([1-6]) id="{id}">.*?</h\1>'
MARK = '<div class="admonition behind" data-search-exclude><p>'
behind: dict[str, list[str]] = {}


def on_pre_build(config):
    """Looks once, for all pages."""
    behind.clear()
    if config.theme["language"] in NOTES:
        behind.update(localized.behind_by_page())


@event_priority(50)
def _note(content, page, config, files):
    """Before the book takes the page: in print, too, a reader is told."""
    for name in behind.get(splitext(page.file.src_uri)[0], ()):
        note = f"{MARK}{''.join(NOTES[config.theme['language']])}</p></div>"
        heading = re.compile(HEADING.format(id=re.escape(name)), re.DOTALL)
        content = heading.sub(lambda found, note=note: f"{found[0]}\n{note}", content, count=1)
    return content


@event_priority(-50)
def _link(content, page, config, files):
    """After it has: a book holds one language, so only on the site can the note lead to the Korean."""
    address = twin(page.url, config.theme["language"], SOURCE)
    for name in behind.get(splitext(page.file.src_uri)[0], ()):
        words, rest = NOTES[config.theme["language"]]
        link = f'<a href="{address}#{name}" hreflang="{SOURCE}">{words}</a>{rest}'
        content = content.replace(f"{MARK}{words}{rest}", f"{MARK}{link}", 1)
    return content


on_page_content = CombinedEvent(_note, _link)
