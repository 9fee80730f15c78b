"""What came of the comparison of backends in; the two blocks that each language's page shows out."""

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .. import measured
from ..paths import LANGUAGES, REFERENCE
from .backends import BACKENDS, DRAWN, FUNCTIONAL, Difference, Tally, judge
from .book import ORACLES, tell
from .case import Case, Refusal
from .compare import TABLE, TOLERANCE
from .shrink import smallest
from .worker import Answer, Worker

TITLES = {"tensorflow": "TensorFlow", "jax": "JAX", "torch": "PyTorch", FUNCTIONAL: f"`{FUNCTIONAL}`"}
WORDS = {
    "ko": {"layer": "레이어", "backend": "백엔드", "what": "무엇이 다른가", "often": "몇 번", "of": "{1}번 중 {0}번",
           "calls": "레이어마다 뽑은 설정은 {calls}개입니다. `torch.nn.functional`은 그 가운데 같은 계산이 있는 것만 "
                    "부릅니다. 허용 오차는 {0}, `bicubic`만 {1}입니다.",
           "numbers": "값", "shape": "출력 형상", "error": "오류를 냅니다", "end": "Python 프로세스가 끝납니다",
           "answer": "정의되지 않은 설정인데 값을 냅니다"},
    "en": {"layer": "Layer", "backend": "Backend", "what": "What differs", "often": "How often", "of": "{0} of {1}",
           "calls": "Settings drawn for each layer: {calls}. `torch.nn.functional` is called for those that it has the "
                    "same computation for. The tolerance is {0}, for `bicubic` alone {1}.",
           "numbers": "the numbers", "shape": "the output shape", "error": "it raises an error",
           "end": "the Python process ends", "answer": "it answers where nothing is defined"},
}
KINDS = ("numbers", "shape", "error", "end", "answer")
LONGEST = 150  # of an error's words
MOST = 16  # numbers of an array


@dataclass(frozen=True)
class Group:
    """All that differs in one way, and its smallest example with everyone's answer to it."""

    differences: list[Difference]
    example: Case
    answers: dict[str, Answer]

    @property
    def families(self) -> str:
        return ", ".join(dict.fromkeys("`" + re.sub(r"\d", "*", name) + "`" for name in self.layers))

    @property
    def layers(self) -> list[str]:
        return sorted({d.case.layer for d in self.differences}, key=list(ORACLES).index)


def examples(tallies: dict[str, dict[str, Tally]], workers: dict[str, Worker]) -> list[Group]:
    """The differences gathered by what they are about, in the order of the layers."""
    gathered: dict[str, list[Difference]] = {}
    for row in tallies.values():
        for difference in (d for tally in row.values() for d in tally.differences):
            gathered.setdefault(difference.about, []).append(difference)
    return [_group(about, found, workers) for about, found in gathered.items()]


def _group(about: str, found: list[Difference], workers: dict[str, Worker]) -> Group:
    first = min(found, key=lambda d: (d.backend == "jax", len(str(d.case)) + sum(map(sum, d.case.shapes))))
    if first.kind == "end" or first.backend == FUNCTIONAL:
        example = first.case
    else:
        def differs(case: Case) -> bool:
            try:
                now, *_ = judge(case, first.backend, workers[first.backend].ask(case))
            except Exception:  # settings that make no sense to the oracle either
                return False
            return now is not None and (now.about, now.kind) == (about, first.kind)

        example = smallest(first.case, differs)
    return Group(found, example, {backend: workers[backend].ask(example) for backend in BACKENDS})


def blocks(tallies: dict[str, dict[str, Tally]], groups: list[Group], versions: dict[str, str]) -> dict[Path, str]:
    """Path → text."""
    return {REFERENCE / language / name: text for language in LANGUAGES for name, text in (
        ("backends.md", _counts(tallies, versions, language)),
        ("backend_differences.md", _differences(groups, tallies, language)))}


def write(made: dict[Path, str]) -> None:
    """Write the blocks, and note in the ledger what was written."""
    for name in ("backends", "backend_differences"):
        measured.write(name, {language: made[REFERENCE / language / f"{name}.md"] for language in LANGUAGES})


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |\n"


def _counts(tallies: dict[str, dict[str, Tally]], versions: dict[str, str], language: str) -> str:
    heads = [f"{TITLES[b]} {versions[b]}" if b in versions else TITLES[b] for b in DRAWN]
    calls = ", ".join(f"{TITLES[backend]} {count}" for backend, count in DRAWN.items() if backend != FUNCTIONAL)
    text = WORDS[language]["calls"].format(f"{TOLERANCE:.5f}", TABLE, calls=calls) + "\n\n"
    text += _row(WORDS[language]["layer"], *heads) + "|---|" + "--:|" * len(heads) + "\n"
    for name, row in tallies.items():
        cells = (f"{t.equal} / {t.asked}<br>{t.apart:.1g}" if t.asked else "–" for t in row.values())
        text += _row(f"`{name}`", *cells)
    return text


def _differences(groups: list[Group], tallies: dict[str, dict[str, Tally]], language: str) -> str:
    words, text = WORDS[language], ""
    for number, group in enumerate(groups, 1):
        text += f"### {number}. {group.families} {{ #difference-{number} }}\n\n"
        text += _row(words["backend"], words["what"], words["often"]) + "|---|---|--:|\n"
        for backend in DRAWN:
            for kind in KINDS:
                if count := sum((d.backend, d.kind) == (backend, kind) for d in group.differences):
                    asked = sum(tallies[name][backend].asked for name in group.layers)
                    text += _row(TITLES[backend], words[kind], words["of"].format(count, asked))
        text += "\n```text\n" + _example(group) + "```\n\n"
    return text


def _example(group: Group) -> str:
    case = group.example
    lines = [re.sub(r" on \(.*", "", str(case))]
    for x in case.inputs():
        lines.append(f"input       {_array(x)}")
    if case.steps() is not None:
        lines.append(f"mask        {_array(case.steps())}")
    if case.states:
        lines.append("initial_state given")
    try:
        lines.append(f"defined     {_arrays(tell(case))}")
    except Refusal as refusal:
        lines.append(f"defined     nothing: {refusal}")
    lines += [f"{backend:<12}{_answered(found)}" for backend, found in group.answers.items()]
    return "".join(line + "\n" for line in lines)


def _answered(found: Answer) -> str:
    text = found.died or found.error
    if not text:
        return _arrays(found.outputs)
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"


def _arrays(outputs: list[np.ndarray]) -> str:
    return "  ".join(map(_array, outputs))


def _array(x: np.ndarray) -> str:
    numbers = [str(int(v)) if x.dtype == bool else f"{round(float(v), 4) + 0:.4g}" for v in x.ravel()[:MOST]]
    return f"{x.shape}  {' '.join(numbers)}{' …' if x.size > MOST else ''}"
