"""Twin texts in; out come the glossary's terms that only one of them uses, and words that are never written."""

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field

from .faults import Fault, Refused
from .paragraphs import LITERAL, Block, plain
from .paths import DOCS, LANGUAGES, SCRIPTS, relative
from .snippets import read_text

DATA = SCRIPTS / "data" / "terms.toml"
FREE = SCRIPTS / "data" / "terms_free.txt"
LISTS = {f"{kind}{language}" for kind in ("", "also_", "else_", "not_") for language in LANGUAGES}
KEYS = LISTS | {"only"}
HEADING = re.compile(r"^### (.+?) · (.+?) \{ #([\w-]+) \}$")
TITLES = re.compile(r"\[[^\]]*\]\(https?:[^)]*\)")  # other people's words
NAMES = re.compile(r"[A-Za-z]+(?:[A-Z0-9_][A-Za-z0-9_]*|\.[A-Za-z0-9_]+)+")  # Conv1D, kernel_size: no words
GLOSS = re.compile(r"([가-힣]+(?: [가-힣]+)*)(?:\*\*|\]\([^)]*\))?\(([a-z][a-z -]*)\)")
PARTICLES = "은는이가을를의에로으와과도만까부마다별처럼보나라란든인입였한하할해되된들씩끼"


@dataclass
class Language:
    """Spellings → ids: those that ask for a twin, that may stand for one, forbidden ones; `other`: of no term."""

    asking: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    standing: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    never: dict[str, str] = field(default_factory=dict)
    other: set[str] = field(default_factory=set)

    def ready(self, language: str) -> None:
        self.pattern = _pattern(language, {*self.asking, *self.standing, *self.never, *self.other})

    def found(self, text: str) -> set[str]:
        """The spellings that occur, the longest first: within `time step` there is no `step`."""
        return {found.lower() for found in self.pattern.findall(text)}


class Terms:
    """The glossary, read once. `used` gathers the exceptions that were needed."""

    def __init__(self):
        self.headings = {language: _headings(language) for language in LANGUAGES}
        self.extra = tomllib.loads(read_text(DATA))
        self.free = dict.fromkeys(read_text(FREE).split("\n")[1:])
        self.free.pop("", None)
        self.used: set[str] = set()
        self.languages = {language: self._language(language) for language in LANGUAGES}

    def _language(self, language: str) -> Language:
        made = Language()
        for name, words in self.headings[language].items():
            data = self.extra.get(name, {})
            for word in [words[0], *data.get(language, [])]:
                made.asking[word.lower()].add(name)
            for word in data.get(f"also_{language}", []):
                made.standing[word.lower()].add(name)
            made.other |= {word.lower() for word in data.get(f"else_{language}", [])}
            made.never |= {word.lower(): name for word in data.get(f"not_{language}", [])}
        made.ready(language)
        return made

    def faults(self) -> list[Fault]:
        """What is wrong with the glossary itself, its data and its exceptions."""
        ko, en = (self.headings[language] for language in LANGUAGES)
        faults = [Fault("docs/ko/glossary.md", 0, f"#{name} is {ko.get(name)} in Korean, {en.get(name)} in English",
                        "write ### 보폭 · stride in docs/ko/glossary.md, ### stride · 보폭 in docs/en")
                  for name in sorted({*ko, *en}) if ko.get(name) != en.get(name, ())[::-1]]
        faults += [Fault(relative(DATA), 0, f"[{name}] {key}: no such term, or no such key",
                         f"an id of docs/ko/glossary.md; keys {', '.join(sorted(KEYS))}")
                   for name, data in self.extra.items() for key in (data or {"": 0})
                   if name not in ko or key and key not in KEYS]
        return faults + [Fault(relative(FREE), 0, f"{line!r} excepts nothing any more", "delete the line")
                         for line in self.free if line not in self.used]

    def compare(self, place: str, ko: str, en: str, pairs: list[tuple[Block, Block]]) -> list[Fault]:
        """The faults of a section's blocks. `place` is its page and id; `ko` and `en` name the files."""
        said = [[_Said(self, language, block) for language, block in zip(LANGUAGES, pair, strict=True)]
                for pair in pairs if pair[0].kind not in LITERAL]
        faults = []
        for pair in said:
            faults += [fault for side, name in ((0, ko), (1, en)) for fault in pair[side].forbidden(name, place)]
            for side, (here, there) in enumerate((pair, pair[::-1])):
                for name in sorted(here.asks - there.stands):
                    asked = self.extra.get(name, {}).get("only", LANGUAGES[side]) == LANGUAGES[side]
                    if asked and not self.allowed(place, name):
                        faults.append(self._missing(name, side, place, (ko, en), here, there))
        return faults

    def allowed(self, place: str, word: str) -> bool:
        """Whether the exceptions list this term or forbidden word for a section."""
        line = f"{place} {word}"
        if line in self.free:
            self.used.add(line)
        return line in self.free

    def _missing(self, name: str, side: int, place: str, files: tuple, here: "_Said", there: "_Said") -> Fault:
        words = self.headings[LANGUAGES[side]][name]
        return Fault(files[side], here.block.line,
                     f"{here.block.kind}: says {words[0]!r} (glossary: #{name}), and {files[1 - side]}:"
                     f"{there.block.line} does not say {words[1]!r}",
                     f"use the glossary's word in both; another spelling goes into {relative(DATA)}, "
                     f'an exception into {relative(FREE)}: "{place} {name}"')


class _Said:
    """Which terms a block asks for, which stand in it, and its forbidden words."""

    def __init__(self, terms: Terms, language: str, block: Block):
        self.terms, self.block, own = terms, block, terms.languages[language]
        text = TITLES.sub(" ", block.text)
        self.glosses = GLOSS.findall(text) if language == "ko" else []
        text = NAMES.sub(" ", plain(GLOSS.sub(r"\1 ", text) if language == "ko" else text))
        found = own.found(text)
        self.never = {word: own.never[word] for word in found if word in own.never}
        self.asks = set().union(*(own.asking.get(word, ()) for word in found))
        self.stands = self.asks.union(*(own.standing.get(word, ()) for word in found))
        if language == "ko":  # code-like words: strides, axis=1
            latin = terms.languages["en"]
            self.stands = self.stands.union(*(latin.asking.get(word, ()) for word in latin.found(text)))

    def forbidden(self, file: str, place: str) -> list[Fault]:
        faults = [Fault(file, self.block.line, f"{self.block.kind}: {word!r} is not this atlas's word for #{name}",
                        f"write {self._right(name)}, as the glossary does") for word, name in self.never.items()
                  if not self.terms.allowed(place, word)]
        english = self.terms.languages["en"].asking
        for word, gloss in self.glosses:
            for name in english.get(gloss, ()):
                if not self._names(word, name):
                    faults.append(Fault(file, self.block.line, f"{self.block.kind}: {word}({gloss}): "
                                        f"{gloss!r} is {self._right(name)} in the glossary", "use the glossary's word"))
        return faults

    def _right(self, name: str) -> str:
        return repr(self.terms.headings["ko" if re.search("[가-힣]", self.block.text) else "en"][name][0])

    def _names(self, word: str, name: str) -> bool:
        korean = self.terms.languages["ko"]
        return any(word.endswith(spelling) for spellings in (korean.asking, korean.standing)
                   for spelling, names in spellings.items() if name in names)


def _headings(language: str) -> dict[str, tuple[str, str]]:
    """id → (the term in this language, in the other) of each entry of the glossary."""
    path = DOCS / language / "glossary.md"
    found = [HEADING.match(line) for line in read_text(path).split("\n")]
    if not any(found):
        raise Refused(Fault(relative(path), 0, "no terms", "write headings such as ### 보폭 · stride { #stride }"))
    return {match[3]: (match[1], match[2]) for match in found if match}


def _pattern(language: str, words: set[str]) -> re.Pattern:
    """One pattern for many words, the longest first; Korean ones may take endings, English ones a plural."""
    def one(word: str) -> str:
        if language == "ko":
            return re.escape(word) + (rf"(?![가-힣])|{word}(?=[{PARTICLES}])" if len(word) == 1 else "")
        return re.escape(word)
    joined = "|".join(one(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    if language == "ko":
        return re.compile(rf"(?<![가-힣])({joined})")
    return re.compile(rf"(?<![a-z0-9_])({joined})(?:e?s)?(?![a-z0-9_])", re.IGNORECASE)
