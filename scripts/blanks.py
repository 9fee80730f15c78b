"""Text in, the same with something blanked out: every character that is left stands where it was."""

import re

FENCED = re.compile(r"^[ >]*(?P<marks>`{3,}|~{3,}).*?^[ >]*(?P=marks)[`~]*[ ]*$", re.MULTILINE | re.DOTALL)


def blank(text: str) -> str:
    """Spaces, line for line."""
    return re.sub(r"[^\n]", " ", text)


def blanked(found: re.Match) -> str:
    """Spaces in the place of what a pattern found."""
    return blank(found[0])


def unfenced(text: str) -> str:
    """Markdown without its listings."""
    return FENCED.sub(blanked, text)
