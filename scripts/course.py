"""The signatures that a course printed in 2021, beside TF 2.6's and today's, argument by argument."""

import ast
import json

from . import layers, then
from .atlas import LANGUAGES
from .paths import SCRIPTS
from .reference import WORDS, default_text, head, row

PRINTED = SCRIPTS / "data" / "course_2021.json"
FILES = tuple(f"{language}/then_and_now.md" for language in LANGUAGES)
HEADS = {"ko": ("클래스", "인자", "2021년에 적힌 것", "TF 2.6", "지금"),
         "en": ("Class", "Argument", "Printed in 2021", "TF 2.6", "Now")}
EXACT = {"ko": "모두 같음", "en": "all the same"}
UNSAID = {"ko": "적지 않음", "en": "not printed"}
TAKEN = {"ko": "받음", "en": "accepted"}


def make() -> dict[str, bytes]:
    """The table in both languages: file relative to snippets/reference → bytes."""
    printed = json.loads(PRINTED.read_text(encoding="utf-8"))["signatures"]
    then_all = json.loads(then.OLD.read_text(encoding="utf-8"))["signatures"]
    made = {}
    for language in LANGUAGES:
        text = head(*HEADS[language])
        for name, line in printed.items():
            rows = differences(line, then_all[name], layers.signature(name))
            text += "".join(row(f"`{name}`", f"`{argument}`", *_cells(argument, found, language))
                            for argument, *found in rows)
            text += "" if rows else row(f"`{name}`", EXACT[language], "", "", "")
        made[f"{language}/then_and_now.md"] = f'<div class="numbers" markdown>\n\n{text}\n</div>\n'.encode()
    return made


def _cells(argument: str, found: list[str | None], language: str) -> list[str]:
    """What was printed, was then and is now, in words where there is no default to show."""
    words = WORDS[language] | ({"required": TAKEN[language]} if argument.startswith("*") else {})
    printed, *real = found
    return [default_text(printed, words | {"absent": UNSAID[language]}), *(default_text(d, words) for d in real)]


def differences(line: str, old: dict[str, str], new: dict[str, str]) -> list[tuple[str, str | None, str, str]]:
    """(argument, printed, then, now) where they are not all the same; what `...` hides is left out."""
    shown = arguments(line)
    everything = [name for name in new if name in shown or "..." not in line]
    return [(name, shown.get(name), old.get(name), new.get(name)) for name in everything
            if not shown.get(name) == old.get(name) == new.get(name)]


def arguments(line: str) -> dict[str, str]:
    """Argument → default as printed, "" where none was."""
    signature = ast.parse(f"def f({line.removesuffix('...').rstrip(', ')}): pass").body[0].args
    names = [a.arg for a in signature.args]
    defaults = [""] * (len(names) - len(signature.defaults)) + [ast.unparse(d) for d in signature.defaults]
    found = dict(zip(names, defaults, strict=True))
    return found | ({f"**{signature.kwarg.arg}": ""} if signature.kwarg else {})
