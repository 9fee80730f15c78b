"""Takes mkdocs-material's search index; gives one that puts first what a reader expects first."""

import json
import re
from collections import Counter, defaultdict
from pathlib import Path

LAYER = re.compile(r"([A-Z]\w*) · ")  # a layer page's title: Conv1D · 1D convolution
PROSE = ("backends/", "errors/", "labs/")  # the code there is told better elsewhere, or is looked for by nobody
HEADINGS = ("contributing/", "passport/")  # about the atlas, not about layers: found by what stands over them
BLOCKS = re.compile(r"\s*</?(?:p|ul|ol|li)>\s*")
EXERCISES = "check-"  # a hit would show the answer
ASIDES = ("wrong-", "which-", EXERCISES)
CODE = re.compile(r"\s*<pre><code>(.*?)</code></pre>", re.S)
NAME = re.compile(r"[A-Za-z_]\w{3,}")
RARE = 3  # pages
MESSAGE = re.compile(r"^(?!import|from|for|with|while)(?=.*(?:[A-Za-z]+ ){4})")  # as error messages read


def tune(path: Path) -> None:
    """Rewrite the index in place: factors on entries, each layer's full name as its tag, code told once."""
    index = json.loads(path.read_text(encoding="utf-8"))
    entries = [(entry, *place(entry["location"])) for entry in index["docs"]]
    pages = {location: entry["title"] for entry, location, section in entries if not section}
    used = defaultdict(set)
    for entry, location, _ in entries:
        used[location] |= set(NAME.findall(entry["text"]))
    spread = Counter(name for names in used.values() for name in names)
    common = {name for name, count in spread.items() if count > RARE}  # found without looking into code as well
    named = {location: set(common) for location in pages}
    for entry, location, _ in entries:
        named[location] |= set(NAME.findall(CODE.sub("", entry["text"])))
    for entry, location, section in entries:
        factor = _section_factor(entry["title"], section) if section else _page_factor(location, pages)
        if factor != 1:
            entry["boost"] = factor
        if not section and (name := layer_name(entry["title"], location)):
            entry["tags"] = [f"tf.keras.layers.{name}"]
        silent = section and (location.startswith(HEADINGS) or section.startswith(EXERCISES))
        text = "" if silent else BLOCKS.sub(" ", entry["text"]).strip()
        entry["text"] = CODE.sub("", text) if location.startswith(PROSE) else _lean(text, named[location])
    path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8", newline="\n")


def place(location: str) -> tuple[str, str]:
    """(page, section) of an entry; the page as a folder, a/b/, also where it is a file, a/b.html."""
    page, _, section = location.partition("#")
    return re.sub(r"[.]html$", "/", re.sub(r"(^|/)index[.]html$", r"\1", page)), section


def _page_factor(location, pages):
    """Chapters before their pages, the shorter title first; Conv2D before Conv2DTranspose."""
    title = pages[location]
    if location and any(page.startswith(location) for page in pages if page != location):
        return round(16 / len(re.findall(r"\w+", title)), 2)
    if name := layer_name(title, location):
        longer = [other for page, text in pages.items() if (other := layer_name(text, page)) and other != name]
        return 8 if any(other.startswith(name) for other in longer) else 1
    return 1


def _section_factor(title, section):
    """Sections on an argument first; what goes wrong, alternatives and exercises later."""
    if section.replace("-", "_") in re.sub(r"<[^>]+>", "", title).split():
        return 4
    return 0.5 if section.startswith(ASIDES) else 1


def _lean(text, named):
    """The text with its code cut down to messages and to names that its page has not named before.

    Half of a page is code; whole, it would double what a first visit transfers.
    """
    blocks = CODE.findall(text)
    messages = dict.fromkeys(line for block in blocks for line in block.split("\n") if MESSAGE.match(line))
    named.update(*map(NAME.findall, messages))
    names = dict.fromkeys(name for block in blocks for name in NAME.findall(block) if name not in named)
    named.update(names)
    kept = [*messages, " ".join(names)]
    return CODE.sub("", text) + "".join(f" <code>{part}</code>" for part in kept if part)


def layer_name(title: str, location: str) -> str | None:
    """The class that a page is about: what its title begins with, when its slug says the same."""
    found = LAYER.match(title)
    slug = location.rstrip("/").rpartition("/")[2].replace("_", "")
    return found[1] if found and found[1].lower() == slug else None
