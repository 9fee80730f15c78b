"""Promise: what the site says of other backends was measured, with the versions in use, and is said alike in both."""

import re
import tomllib

import numpy as np
import pytest
from trees import ROOT

from scripts import setup
from scripts.oracle.backends import BACKENDS, FUNCTIONAL, judge
from scripts.oracle.book import ORACLES, tell
from scripts.oracle.case import Case, Nested
from scripts.oracle.limits import BIAS_ASTRAY, NO_WINDOWS
from scripts.oracle.shrink import smallest
from scripts.oracle.worker import Answer

PINS = (ROOT / "requirements/oracle.txt").read_text(encoding="utf-8")
POOL = Case("AveragePooling1D", {"pool_size": 3, "strides": 2, "padding": "same"}, ((2, 4, 3),), seed=1)


def block(language: str, name: str) -> str:
    return (ROOT / f"snippets/reference/{language}/{name}.md").read_text(encoding="utf-8")


def test_the_environment_has_the_versions_of_the_project():
    pinned = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    for line in pinned["full"]:
        if line.startswith(("keras", "numpy", "tensorflow")):
            assert line in PINS, f"requirements/oracle.txt lacks {line!r}"
    assert all("==" in line for line in PINS.splitlines() if not line.startswith("#"))


def test_every_environment_has_its_requirements():
    assert all((ROOT / f"requirements/{name}.txt").exists() for name in setup.ENVIRONMENTS)
    assert [name for name, told in setup.ENVIRONMENTS.items() if "--require-hashes" not in told] == ["oracle"]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_table_counts_every_layer_with_the_pinned_versions(language):
    rows = [line for line in block(language, "backends").splitlines() if line.startswith("|")]
    named = [re.match(r"\| `(\w+)`", row)[1] for row in rows[2:]]
    assert named == list(ORACLES), "run `make oracle`"
    for package in ("tensorflow", "jax", "torch"):
        version = re.search(rf"^{package}==([\d.]+)", PINS, re.MULTILINE)[1]
        assert version in rows[0], f"measured with another {package}: run `make oracle`"


@pytest.mark.parametrize("name", ["backends", "backend_differences"])
def test_both_languages_show_the_same(name):
    ko, en = (re.findall(r"`[^`\n]+`|#[\w-]+", block(language, name)) for language in ("ko", "en"))
    assert ko == en
    ko, en = (sorted(re.findall(r"\d+(?:[.e-]+\d+)*", block(language, name))) for language in ("ko", "en"))
    assert ko == en
    ko, en = (re.findall(r"```text\n(.*?)```", block(language, name), re.DOTALL) for language in ("ko", "en"))
    assert ko == en


def test_every_example_says_what_each_backend_gives():
    examples = re.findall(r"```text\n(.*?)```", block("en", "backend_differences"), re.DOTALL)
    assert examples
    for example in examples:
        assert [word for word in re.findall(r"^\w+", example, re.MULTILINE) if word in ("defined", *BACKENDS)] == [
            "defined", *BACKENDS]


def judged(case: Case, backend: str, found: Answer) -> str | None:
    difference, *_ = judge(case, backend, found)
    return difference and difference.kind


def test_an_answer_is_judged():
    right = tell(POOL)
    assert judged(POOL, "torch", Answer(right)) is None
    assert judged(POOL, "torch", Answer([right[0] + 1e-3])) == "numbers"
    assert judged(POOL, "torch", Answer([right[0][:1]])) == "shape"
    assert judged(POOL, "torch", Answer([right[0] * np.nan])) == "numbers"
    assert judged(POOL, "torch", Answer(error="ValueError: no")) == "error"
    assert judged(POOL, FUNCTIONAL, Answer(died="exit code -8")) == "end"
    nothing = Case("Concatenate", {}, ((1, 2, 3), (1, 3, 3)))
    assert judged(nothing, "jax", Answer(error="ValueError: shapes")) is None
    assert judged(nothing, "jax", Answer([np.zeros((1, 2, 6))])) == "answer"


def test_differences_with_one_cause_have_one_name():
    def about(layer: str, settings: dict, shape: tuple, backend: str, words: str = "") -> str:
        case = Case(layer, settings, (shape,))
        wrong = Answer(error=words) if words else Answer([tell(case)[0] + 1])
        return judge(case, backend, wrong)[0].about

    first = {"kernel_size": 1, "data_format": "channels_first"}
    assert about("Conv1D", first | {"filters": 3}, (1, 2, 3), "tensorflow") == BIAS_ASTRAY
    assert about("DepthwiseConv1D", first, (1, 2, 2), "tensorflow") == BIAS_ASTRAY
    assert about("Conv1D", first | {"filters": 3}, (1, 2, 3), "jax") == "Conv*D numbers"
    even = {"filters": 1, "kernel_size": 2, "padding": "same", "output_padding": 0}
    assert about("Conv1DTranspose", even, (1, 3, 1), "tensorflow", "AbortedError: no") == NO_WINDOWS
    ways = {about("UpSampling2D", {"interpolation": way}, (1, 2, 2, 1), "torch") for way in ("lanczos3", "lanczos5")}
    assert ways == {"lanczos"}


def test_an_example_is_shrunk_as_far_as_it_still_differs():
    def differs(case: Case) -> bool:
        return case.arguments.get("padding") == "same" and case.shapes[0][1] >= 3

    assert smallest(POOL, differs) == Case("AveragePooling1D", {"padding": "same"}, ((1, 3, 1),), seed=1, fill="ramp")
    inner = Nested("LSTM", {"units": 4, "unroll": True, "use_bias": False})
    both = Case("Bidirectional", {"layer": inner, "merge_mode": "sum"}, ((2, 5, 2),), mask=True, states=True)
    made = smallest(both, lambda case: case.mask and case.arguments.get("layer", inner).arguments.get("units", 0) > 1
                    and "layer" in case.arguments)
    assert (made.arguments, made.shapes, made.states) == ({"layer": Nested("LSTM", {"units": 2})}, ((1, 1, 1),), False)
