"""Which Korean sections changed after their English was brought up to date: hashes in docs/localized, a file a page.

A file has two lines for each section, its id and the hash of its Korean: an unchanged line stands between any two
hashes, so that git merges the work of two people on neighbouring sections without a conflict.
"""

import difflib
from dataclasses import dataclass
from pathlib import Path

from . import languages
from .faults import Fault, Refused, write_atomically
from .languages import Pair, Section
from .ledger import digest
from .paths import LOCALIZED, ROOT, relative
from .snippets import read_text
from .terms import Terms

COMMAND = "python -m scripts localized"
HASH = 12  # hexadecimal digits


@dataclass(frozen=True)
class Behind:
    """A section whose Korean is not the one that its English was made from."""

    pair: Pair
    korean: Section
    english: int
    known: bool

    @property
    def target(self) -> str:
        return f"{self.pair.en}#{self.korean.name}"

    def fault(self) -> Fault:
        there = f"{self.pair.en}:{self.english}"
        said = (f"changed after {there} was last localized" if self.known else
                f"is new: nobody has said yet that {there} is localized")
        return Fault(self.pair.ko, self.korean.line, f"section #{self.korean.name} {said}",
                     f"bring the English up to date, then `{COMMAND} {self.target}` (or the whole page)")


def faults(pairs: list[Pair]) -> list[Fault]:
    """Sections that are behind, and entries of sections and pages that are gone."""
    found = [late.fault() for pair in pairs for late in _behind(pair)]
    for pair in pairs:
        path, here = _file(pair.key), {section.name for section in pair.korean}
        found += [Fault(relative(path), 2 * number + 1, f"#{name} is no section of {pair.ko} any more",
                        f"`{COMMAND} {pair.en}`") for number, name in enumerate(_read(path)) if name not in here]
    known = {_file(pair.key) for pair in pairs}
    return found + [Fault(relative(path), 0, "the page that it is about is gone", f"`{COMMAND} {_key(path)}`")
                    for path in sorted(LOCALIZED.rglob("*.txt")) if path not in known]


def behind(pairs: list[Pair]) -> list[Behind]:
    """Every section whose English may lag behind."""
    return [found for pair in pairs for found in _behind(pair)]


def behind_by_page() -> dict[str, list[str]]:
    """key → ids of the sections whose English may lag behind; only pages that have one."""
    found = {pair.key: [behind.korean.id for behind in _behind(pair) if behind.korean.id] for pair in languages.pairs()}
    return {key: ids for key, ids in found.items() if ids}


def localized(targets: list[str]) -> int:
    """Mark pages or sections as brought up to date; without any, list what is behind. Returns the exit code."""
    pairs = {pair.key: pair for pair in languages.pairs()}
    if not targets:
        late = behind([*pairs.values()])
        print("\n".join([*(str(one.fault()) for one in late), f"sections behind their Korean: {len(late)}"]))
        return 0
    chosen: dict[str, set[str] | None] = {}
    for target in targets:
        for key, name in _resolve(target, pairs):
            before = chosen.get(key, set())
            chosen[key] = None if name is None or before is None else before | {name}
    terms = Terms()
    wrong = [fault for key, names in chosen.items() if key in pairs for fault in _differences(pairs[key], names, terms)]
    if wrong:
        raise Refused(*wrong)
    for key, names in chosen.items():
        print(_mark(key, pairs.get(key), names))
    return 0


def _behind(pair: Pair) -> list[Behind]:
    recorded, english = _read(_file(pair.key)), {section.name: section.line for section in pair.english}
    return [Behind(pair, section, english.get(section.name, 1), section.name in recorded)
            for section in pair.korean if recorded.get(section.name) != hash_of(pair, section)]


def hash_of(pair: Pair, section: Section) -> str:
    """Over the Korean without its white space: a line broken elsewhere, or words spaced otherwise, is no change."""
    asides = [ours.text for ours, _ in pair.asides] if not section.id else []
    return digest("".join("".join([section.text, *asides]).split()))[:HASH]


def _file(key: str) -> Path:
    return LOCALIZED / f"{key}.txt"


def _key(path: Path) -> str:
    return path.relative_to(LOCALIZED).with_suffix("").as_posix()


def _read(path: Path) -> dict[str, str]:
    """id → hash, in the file's order; what a merge left half-done counts for nothing."""
    words = read_text(path).split() if path.is_file() else []
    return dict(zip(words[::2], words[1::2], strict=False)) if "<<<<<<<" not in words else {}


def _differences(pair: Pair, names: set[str] | None, terms: Terms) -> list[Fault]:
    found = languages.compare_pair(pair, terms, names)
    head = Fault(pair.en, 0, "not marked as localized: it still differs from its Korean", "mend what follows")
    return [head, *found] if found else []


def _mark(key: str, pair: Pair | None, names: set[str] | None) -> str:
    """Write a page's file anew; says what was marked."""
    path = _file(key)
    if pair is None:
        path.unlink()
        return f"{relative(path)}: deleted, its page is gone"
    recorded = _read(path)
    marked = [one.korean.name for one in _behind(pair) if names is None or one.korean.name in names]
    now = {section.name: hash_of(pair, section) if section.name in marked else recorded.get(section.name)
           for section in pair.korean}
    lines = [f"{name}\n  {value}\n" for name, value in sorted(now.items()) if value]
    text = "".join(lines)
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        write_atomically(path, text.encode())
    return f"{pair.en}: {', '.join(f'#{name}' for name in marked) or 'was up to date'}"


def _resolve(target: str, pairs: dict[str, Pair]) -> list[tuple[str, str | None]]:
    """What a target names, as (key, section or None for all); Refused with what it may have meant."""
    place, mark, name = target.replace("\\", "/").partition("#")
    keys = _keys(place, pairs)
    if not keys:
        near = difflib.get_close_matches(place.rpartition("/")[2].partition(".")[0], [*map(_slug, pairs)], 3)
        raise Refused(Fault(target, 0, "names no page and no lab",
                            f"such as docs/en/convolution/conv1d.md{''.join(f', {slug}' for slug in near)}"))
    if not mark:
        return [(key, None) for key in keys]
    ids = {section.name for key in keys if key in pairs for section in pairs[key].korean}
    if len(keys) > 1 or name not in ids:
        near = difflib.get_close_matches(name, sorted(ids), 3, 0) if len(keys) == 1 else keys[:3]
        raise Refused(Fault(target, 0, "names no section" if len(keys) == 1 else "names several pages",
                            f"one of them: {', '.join(near)}"))
    return [(keys[0], name)]


def _keys(place: str, pairs: dict[str, Pair]) -> list[str]:
    """The keys of a path (of either language, of a folder, of a lab), a key or a slug."""
    known = {*pairs, *(_key(path) for path in LOCALIZED.rglob("*.txt"))}
    path = Path(place).resolve()
    inside = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else place
    for root in ("docs/ko", "docs/en", "docs/localized", "snippets", "docs"):
        if inside == root or inside.startswith(f"{root}/"):
            place = inside[len(root) + 1 :]
            break
    key = place.rpartition(".")[0] if place.endswith((".md", ".py", ".ipynb", ".txt")) else place
    if key in known:
        return [key]
    if key != place:
        return []
    below = sorted(other for other in known if not key or other.startswith(f"{key}/"))
    return below or [other for other in sorted(known) if _slug(other) == key]


def _slug(key: str) -> str:
    return key.rpartition("/")[2]
