"""A class of tf.keras.layers in; out come its slug, its chapter and what its page can be begun with."""

import ast
import json
import keyword
import re
from dataclasses import dataclass, field

from .. import layers
from ..atlas import ENTRIES
from ..atlas.entry import Code
from ..faults import Fault, Refused
from ..paths import DOCS, LANGUAGES, SCRIPTS

RECIPES = SCRIPTS / "data" / "recipes.json"
CHAPTERS = {"convolutional": "convolution", "pooling": "pooling", "rnn": "recurrent"}  # Keras' folder → ours
AXES = {1: (), 2: ("features",), 3: ("steps", "features"), 4: ("height", "width", "channels"),
        5: ("frames", "height", "width", "channels"), 6: ("frames", "depth", "height", "width", "channels")}


@dataclass(frozen=True)
class Subject:
    """A class to be documented. Without shapes nobody knows a call of it that works with nothing else at hand."""

    name: str
    chapter: str
    slug: str
    arguments: dict[str, str] = field(default_factory=dict)  # name → source text
    shapes: tuple[tuple[int, ...], ...] = ()

    @property
    def folder(self) -> str:
        return f"{self.chapter}/{self.slug}"


def chapters() -> list[str]:
    """The folders of docs/ko that hold pages of layers."""
    return sorted({e.chapter for e in ENTRIES})


def snake_case(name: str) -> str:
    """Conv1D → conv1d, LSTMCell → lstm_cell, GlobalMaxPooling2D → global_max_pooling2d."""
    words = re.sub(r"P?ReLU", lambda found: found[0].capitalize(), name)
    return re.sub(r"(?<=[a-z])(?=[A-Z]{2}|[A-Z][a-z])|(?<=[A-Z\d])(?=[A-Z][a-z])", "_", words).lower()


def describe(name: str, chapter: str | None) -> Subject:
    """What is known of a class; Refused when there is none of that name, or a page documents it already."""
    thing = getattr(layers.namespace(), name, None)
    if not name.isidentifier() or keyword.iskeyword(name) or not isinstance(thing, type):
        near = [other for other in dir(layers.namespace()) if other.lower() == name.lower()]
        raise Refused(Fault(f"tf.keras.layers.{name}", 0, "no such class",
                            f"did you mean {near[0]}?" if near else "spell it as Keras does, e.g. Conv1D"))
    if chapter and chapter not in chapters():
        raise Refused(Fault(f"docs/{LANGUAGES[0]}/{chapter}", 0, "no such chapter", f"one of {', '.join(chapters())}"))
    for entry in ENTRIES:
        if entry.name == name:
            raise Refused(Fault(f"docs/{LANGUAGES[0]}/{entry.page}", 0, f"documents {name} already", "edit that page"))
    home = thing.__module__.split(".")[3:4]
    arguments, shapes = json.loads(RECIPES.read_text(encoding="utf-8")).get(name, ({}, ()))
    subject = Subject(name, chapter or CHAPTERS.get(*home or [""], "core"), snake_case(name), arguments,
                      tuple(map(tuple, shapes)))
    if (page := DOCS / LANGUAGES[0] / f"{subject.folder}.md").exists():
        raise Refused(Fault(page.relative_to(DOCS.parent).as_posix(), 0, "is there already", "name another --chapter"))
    return subject


def entry_source(subject: Subject) -> str:
    """The lines that go into scripts/atlas: general shapes guessed from one call, for a person to look over."""
    head = f'"{subject.chapter}", "{subject.slug}", "{subject.name}"'
    if not subject.shapes:
        return f"    Entry({head}, (), (), {{}}, ()),\n"
    given = {key: _value(text) for key, text in subject.arguments.items()}
    worked = layers.work(subject.name, given, *subject.shapes)
    inputs = _input_names(subject.shapes, given)
    sizes = {key: value for key, value in given.items() if type(value) is int}
    axes = {name: n for names, shape in zip(inputs, subject.shapes, strict=True)
            for name, n in zip(names, shape, strict=True)}
    output = ["batch" if i == 0 else _named(n, sizes, {}) or _same_axis(n, i, len(worked.output_shape), inputs, axes)
              for i, n in enumerate(worked.output_shape)]
    arguments = ", ".join(f'"{key}": {_source(value)}' for key, value in given.items())
    lines = [f"    Entry(\n        {head},\n        {_tuple(map(_strings, inputs))}, {_strings(output)},\n"
             f"        {{{arguments}}}, {subject.shapes!r},\n"]
    if worked.weights:
        lines += ["        {\n"]
        for weight, shape in worked.weights.items():
            lines += [f"            {weight!r}: {_strings(_named(n, sizes, axes) or str(n) for n in shape)},\n"]
        lines += ["        },\n"]
    return "".join([*lines, "    ),\n"])


def study(name: str, chapter: str | None) -> tuple[Subject, str] | tuple[Fault, ...]:
    """What `describe` and `entry_source` give, or the faults: a job for a process of its own."""
    try:
        subject = describe(name, chapter)
        return subject, entry_source(subject)
    except Refused as refused:
        return refused.faults


def _source(value):
    return f"Code({str(value)!r})" if isinstance(value, Code) else repr(value)


def _value(text):
    try:
        return ast.literal_eval(text)
    except ValueError:
        return Code(text.replace("'", '"'))


def _input_names(shapes, taken):
    """Axis names of each input, none of them an argument's; the last axis of inputs that differ gets a letter."""
    named = [("batch", *(f"input_{axis}" if axis in taken else axis for axis in AXES[len(shape)])) for shape in shapes]
    if len(set(shapes)) > 1:
        named = [(*names[:-1], f"{names[-1]}_{letter}") for names, letter in zip(named, "abc", strict=False)]
    return named


def _named(n, *known):
    return next((name for names in known for name, value in names.items() if value == n and name != "batch"), None)


def _same_axis(n, place, rank, inputs, axes):
    """The input's axis at that place if it kept its length, else a name that is not evaluated."""
    names = inputs[0]
    if len(names) == rank and axes[names[place]] == n:
        return names[place]
    return f"new_{AXES.get(rank, ())[place - 1] if rank in AXES else place}"


def _strings(names):
    return _tuple(f'"{name}"' for name in names)


def _tuple(parts):
    parts = list(parts)
    return f"({', '.join(parts)}{',' * (len(parts) == 1)})"
