"""A printed line too long for any screen, as error messages are, is marked so that it wraps; arrays never do."""

import re

BLOCK = re.compile(r'<div class="language-text highlight">(?=(.*?)</div>)', re.S)
WIDEST = 80


def on_page_content(content, page, config, files):
    """Marks every output block that has such a line."""
    return BLOCK.sub(_mark, content)


def _mark(found):
    lines = re.sub("<[^>]+>", "", found[1]).split("\n")
    wraps = " wraps" * any(len(line) > WIDEST for line in lines)
    return f'<div class="language-text highlight{wraps}">'
