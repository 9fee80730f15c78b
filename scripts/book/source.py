"""Spelling of Typst source: everything that is said stands in strings, so nothing said can be taken for markup."""

ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def string(text: str) -> str:
    """A Typst string literal."""
    return '"' + "".join(ESCAPES.get(char, char) for char in text) + '"'


def call(name: str, *content: str, **named: str) -> str:
    """A call in markup: #name(key: value)[content][content]. Values and content are Typst source already."""
    arguments = ", ".join(f"{key.replace('_', '-')}: {value}" for key, value in named.items())
    return f"#{name}({arguments})" + "".join(f"[{part}]" for part in content)


def array(items: list[str]) -> str:
    """A Typst array of values that are Typst source already."""
    return "(" + "".join(f"{item}, " for item in items) + ")"
