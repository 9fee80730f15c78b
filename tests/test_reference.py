"""Promise: signatures are what inspect says, rules are what the layer does, and a wrong rule stops the build."""

import dataclasses
import inspect
import json
import re

import pytest
import tensorflow as tf
from trees import ROOT

from scripts import atlas, layers, reference, tables, then

NAMES = [entry.name for entry in atlas.ENTRIES]


@pytest.mark.parametrize("name", NAMES)
def test_the_signature_block_is_todays_signature(name):
    entry = atlas.entry(name)
    html = (ROOT / "snippets/reference/en" / entry.chapter / entry.slug / "signature.md").read_text(encoding="utf-8")
    shown = re.sub(r"\s+", "", re.sub("<[^>]+>", "", html).replace("&#39;", "'"))
    parameters = list(inspect.signature(getattr(tf.keras.layers, name)).parameters.values())
    assert shown == "".join(f"{name}({','.join(map(str, parameters))},)".split())


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_show_the_same_numbers(name):
    entry = atlas.entry(name)
    for block in entry.blocks:
        texts = [(ROOT / f"snippets/reference/{lang}/{entry.chapter}/{entry.slug}/{block}.md")
                 .read_text(encoding="utf-8") for lang in atlas.LANGUAGES]
        rows = [[re.findall(r"\d+|`[^`]*`", line) for line in text.splitlines()[2:] if line.startswith("|")]
                for text in texts]
        assert rows[0] == rows[1]


def test_a_wrong_size_rule_stops_the_build():
    entry = atlas.entry("Conv1D")
    right = entry.sizes.rule
    wrong = dataclasses.replace(entry.sizes, rule=lambda n, **a: right(n, **a) if n != 7 else 4)
    with pytest.raises(ValueError, match=r"Conv1D.*rule \(4,\), layer \(7,\)"):
        tables.shown_sizes(dataclasses.replace(entry, sizes=wrong))


@pytest.mark.parametrize("change", [
    {"weights": {"kernel": ("1", "1", "channels", "filters"), "bias": ("filters",)}},
    {"output": ("batch", "new_height", "new_width", "filters + 1")},
])
def test_a_wrong_general_shape_stops_the_build(monkeypatch, change):
    wrong = dataclasses.replace(atlas.entry("Conv2D"), **change)
    monkeypatch.setattr(reference, "entry", lambda name: wrong)
    with pytest.raises(ValueError, match="Conv2D: general shapes give"):
        reference.make("Conv2D")


def test_then_and_now():
    assert then.changes("Conv1D") == [then.Change("data_format", "'channels_last'", "None")]
    assert then.changes("Conv2D") == [] and then.reordered("Conv2D") is None
    assert then.changes("DepthwiseConv1D") is None
    assert then.reordered("Conv3DTranspose") == (["output_padding", "data_format"], ["data_format", "output_padding"])
    assert then.reordered("Conv2DTranspose") is None
    source = json.loads(then.OLD.read_text(encoding="utf-8"))["source"]
    assert re.fullmatch(r"keras-2\.6\.0-\S+\.whl, sha256 [0-9a-f]{64}", source)


def test_looking_at_a_layer():
    assert layers.aliases("Conv2D") == ["Convolution2D"]
    assert layers.ranks("Conv2D", {"filters": 4, "kernel_size": 3}) == {4: 4}
    worked = layers.work("DepthwiseConv1D", {"kernel_size": 3, "depth_multiplier": 2}, (2, 8, 3))
    assert worked == layers.Worked((2, 6, 6), {"kernel": (3, 3, 2), "bias": (6,)}, 24)
