"""The passport: with which versions and when everything was last recorded, and how much there is of it."""

import re
from pathlib import Path

from .paths import REFERENCE

NAMES = {"tensorflow": "TensorFlow", "keras": "Keras", "numpy": "NumPy", "matplotlib": "matplotlib"}
WORDS = {
    "ko": ("항목", "값", "마지막으로 기록한 날", "실행한 예제", "실제 레이어에서 그린 그림", "들여다본 클래스"),
    "en": ("Item", "Value", "Last recorded on", "Examples run", "Figures drawn from real layers",
           "Classes introspected"),
}


def texts(ledger: dict) -> dict[Path, bytes]:
    """The two passport files as they should be: path → bytes."""
    kinds = (r"snippets/.*\.md", r"figures/.*", r"reference/[^/]*/[^/]*")  # the last: no tables over many classes
    counts = [sum(bool(re.fullmatch(kind, name)) for name in ledger["products"]) for kind in kinds]
    made = {}
    for language, (item, value, date, *things) in WORDS.items():
        rows = [(title, ledger["versions"].get(name, "")) for name, title in NAMES.items()]
        rows += [(date, ledger["checked"]), *zip(things, counts, strict=True)]
        text = f"| {item} | {value} |\n|---|--:|\n" + "".join(f"| {a} | {b} |\n" for a, b in rows)
        made[REFERENCE / language / "passport.md"] = text.encode()
    return made
