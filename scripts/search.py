"""Takes mkdocs-material's search index; gives one that puts first what a reader expects first."""

import json
import re
from pathlib import Path

LAYER = re.compile(r"([A-Z]\w*) · ")  # a layer page's title: Conv1D · 1D convolution
FACTORS = {"chapter": 8, "argument": 4, "aside": 0.5}
ASIDES = ("wrong-", "which-", "check-")


def tune(path: Path) -> None:
    """Rewrite the index in place: factors on entries, and each layer's full name as its tag."""
    index = json.loads(path.read_text(encoding="utf-8"))
    pages = {entry["location"] for entry in index["docs"] if "#" not in entry["location"]}
    for entry in index["docs"]:
        location, _, section = entry["location"].partition("#")
        if kind := _kind(entry["title"], location, section, pages):
            entry["boost"] = FACTORS[kind]
        if not section and (name := layer_name(entry["title"], location)):
            entry["tags"] = [f"tf.keras.layers.{name}"]
    path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def layer_name(title: str, location: str) -> str | None:
    """The class that a page is about: what its title begins with, when its slug says the same."""
    found = LAYER.match(title)
    slug = location.rstrip("/").rpartition("/")[2].replace("_", "")
    return found[1] if found and found[1].lower() == slug else None


def _kind(title, location, section, pages):
    """What a reader who types a word is likely to want, or not: "chapter", "argument", "aside"."""
    if not section:
        below = sum(page.startswith(location) for page in pages) if location else 0
        return "chapter" if below > 1 else None
    if section.replace("-", "_") in re.sub(r"<[^>]+>", "", title).split():
        return "argument"
    return "aside" if section.startswith(ASIDES) else None
