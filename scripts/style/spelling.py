"""Files in, misspelt and unknown words out, with their places; and the words that a contributor adds."""

from collections import defaultdict
from pathlib import Path

from ..atlas import ENTRIES
from ..faults import Fault
from ..paths import ROOT, relative
from . import english, korean, prose, tools, wordlist

CHECKERS = {"ko": (korean, prose.HANGUL), "en": (english, prose.LATIN)}
MAX_SUGGESTED = 12  # words; a search takes a moment
UNREAD = ("scripts", "tests", "overrides", ".github", "Makefile", "pyproject.toml", "conftest.py")  # by the checkers


def check(paths: list[Path] | None, fix: bool) -> list[Fault]:
    """Faults of the paths (None: of everything). Nothing is mended: a person decides what was meant."""
    read = prose.sources()
    if paths is not None:
        read = [path for path in read if path in set(paths)]
    faults = []
    for language in CHECKERS:
        faults += _unknown(language, read)
    return faults + _misspelt(paths)


def of_tree(language: str) -> dict[str, list[prose.Word]]:
    """Every word that the pages have in this language's letters, with its places."""
    return _of(prose.sources(), language)


def _of(paths: list[Path], language: str) -> dict[str, list[prose.Word]]:
    found = defaultdict(list)
    for path in paths:
        for word in prose.words(path, CHECKERS[language][1]):
            found[word.text].append(word)
    return found


def missing(language: str, words: list[str]) -> dict[str, list[str]]:
    """{word: what the list lacks} of the words that do not pass."""
    if not words:
        return {}  # without loading what takes a moment
    checker, known = CHECKERS[language][0], wordlist.load(language) | _layers()
    lacks = {word: [key for key in wanted if not checker.knows(key, known)]
             for word, wanted in checker.keys(words).items()}
    return {word: keys for word, keys in lacks.items() if keys}


def _layers() -> set[str]:
    """The names of the documented layers: what Keras calls them is right."""
    return {word for entry in ENTRIES for word in prose.LATIN.findall(entry.name)}


def _unknown(language: str, paths: list[Path]) -> list[Fault]:
    found, faults = _of(paths, language), []
    for count, word in enumerate(missing(language, sorted(found))):
        near = CHECKERS[language][0].suggest(word) if count < MAX_SUGGESTED else []
        meant = f"; meant: {', '.join(near)}?" if near else ""
        cure = f"correct it, or if it is right: `python -m scripts words add {word}`"
        faults += [Fault(place.file, place.line, f"unknown word {word!r}{meant}", cure) for place in found[word]]
    return faults


def _misspelt(paths: list[Path] | None) -> list[Fault]:
    """What codespell knows to be wrong in code, comments and settings."""
    if paths is None:
        wanted = [ROOT / part for part in UNREAD if (ROOT / part).exists()]
    else:
        wanted = [path for path in paths if relative(path).split("/")[0] in UNREAD]
    if not wanted:
        return []
    faults = []
    for line in tools.run("codespell", *wanted).splitlines():
        place, _, found = line.partition(": ")
        file, _, number = place.rpartition(":")
        if number.isdigit():
            faults.append(Fault(tools.spelled(file), int(number), f"misspelt: {found}",
                                "correct it, or add it to ignore-words-list of [tool.codespell] in pyproject.toml"))
    return faults


def add(words: list[str], everything: bool) -> int:
    """Put words on the lists of their languages; `everything`: all that the pages have and the lists lack."""
    for language, (_, letters) in CHECKERS.items():
        ours = list(of_tree(language)) if everything else [word for word in words if letters.fullmatch(word)]
        new = {key for keys in missing(language, sorted(ours)).values() for key in keys}
        new = {key for key in new if (small := key[0].lower() + key[1:]) == key or small not in new}
        if new:
            wordlist.save(language, wordlist.load(language) | new)
            print(f"{wordlist.path(language).name}: added {', '.join(sorted(new))}")
    strange = [word for word in words if not any(letters.fullmatch(word) for _, letters in CHECKERS.values())]
    for word in strange:
        print(f"{word!r} is no single word of Korean or English letters: give the words one by one")
    return 1 if strange else 0


def prune() -> int:
    """Take off the lists what no page uses any more."""
    for language, (checker, _) in CHECKERS.items():
        known = wordlist.load(language)
        used = {key for keys in checker.keys(sorted(of_tree(language))).values() for key in keys}
        kept = {word for word in known - _layers() if word in used or word[0].upper() + word[1:] in used}
        wordlist.save(language, kept)
        print(f"{wordlist.path(language).name}: {len(known) - len(kept)} words taken off, {len(kept)} left")
    return 0
