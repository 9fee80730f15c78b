"""Spelling of Typst source: everything that is said stands in strings, so nothing said can be taken for markup."""

ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def string(text: str) -> str:
    """A Typst string literal."""
    return '"' + "".join(ESCAPES.get(char, char) for char in text) + '"'


def array(items: list[str]) -> str:
    """A Typst array of values that are Typst source already."""
    return "(" + "".join(f"{item}, " for item in items) + ")"
