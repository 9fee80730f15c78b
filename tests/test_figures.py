"""Figures: same bytes from every process, complete, small, self-contained, true to the layer."""

import gzip
import json
import os
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from scripts import figures

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs/assets/figures"
FILES = [file for name in figures.names() for file in figures.files(name)]
SVGS = [file for file in FILES if file.endswith(".svg")]
DIGESTS = """
import json, sys
from hashlib import sha256
from scripts import figures
print(json.dumps({file: sha256(data).hexdigest()
                  for name in figures.names() for file, data in figures.draw(name).items()}))
"""


def run(code, seed="0"):
    environment = os.environ | {"PYTHONHASHSEED": seed, "TF_CPP_MIN_LOG_LEVEL": "3"}
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=True,
                          capture_output=True, text=True).stdout


def test_two_processes_draw_the_committed_bytes():
    committed = {file: sha256((FOLDER / file).read_bytes()).hexdigest() for file in FILES}
    for seed in ("1", "2"):
        drawn = json.loads(run(DIGESTS, seed))
        assert drawn == committed, "redraw the figures: make update"


def test_the_folder_holds_the_figures_and_nothing_else():
    there = {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.*")
             if path.is_file() and "labs" not in path.parts}  # those are checked with the labs
    assert there == set(FILES)


def test_names_need_neither_tensorflow_nor_matplotlib():
    out = run("import sys; from scripts import figures; figures.names();"
              "[figures.sources(n) + figures.files(n) for n in figures.names()];"
              "print([m for m in ('tensorflow', 'matplotlib', 'numpy') if m in sys.modules])")
    assert out.strip() == "[]"


def test_sources_follow_imports():
    names = {path.name for path in figures.sources("convolution/conv1d/window")}
    assert {"convolution_1d.py", "strip.py", "style.py", "palette.py", "probe.py"} <= names
    assert "convolution_3d.py" not in names


@pytest.mark.parametrize("file", SVGS)
def test_svg_is_small_and_self_contained(file):
    data = (FOLDER / file).read_bytes()
    text = data.decode()
    assert len(gzip.compress(data)) <= 40_000
    assert len(data) <= 150_000 or ".moving." not in file
    assert "<text" not in text and "<image" not in text and "<metadata" not in text
    assert re.findall(r'(?:href="|url\()(?!#)', text) == []
    links = set(re.findall(r"https?://[^\"]*", text))
    assert links == {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert re.search(r'<svg [^>]*width="[\d.]+" height="[\d.]+" viewBox="0 0 [\d.]+ [\d.]+"', text)


@pytest.mark.parametrize("file", SVGS)
def test_themes_differ_in_colours_alone(file):
    if ".dark." in file:
        return
    light, dark = ((FOLDER / path).read_text() for path in
                   (file, file.replace(".light.", ".dark.")))
    assert light != dark
    assert re.sub(r"#[0-9a-f]{6}\b", "#", light) == re.sub(r"#[0-9a-f]{6}\b", "#", dark)


@pytest.mark.parametrize("file", [file for file in SVGS if ".moving." in file])
def test_moving_figures_count_their_frames(file):
    text = (FOLDER / file).read_text()
    frames = int(re.search(r'data-frames="(\d+)"', text)[1])
    assert frames > 1
    for kind in ('<view id="f', '<g id="g'):
        assert re.findall(rf'{kind}(\d+)"', text) == [str(n + 1) for n in range(frames)]
    assert "prefers-reduced-motion" in text


MOVING = FOLDER / "convolution/conv1d/window.moving.light.svg"


@pytest.fixture
def look(browser, tmp_path):
    """Returns a function: what an <img> of an address shows, now and after some seconds."""
    page = browser.new_page(viewport={"width": 500, "height": 360})
    (tmp_path / "page.html").write_text("<img>")
    page.goto(f"file://{tmp_path}/page.html")

    def shoot(address, seconds=0):
        page.evaluate("a => { const i = document.images[0]; i.src = a; return i.decode() }",
                      address)
        page.wait_for_timeout(200 + 1000 * seconds)
        return page.screenshot()
    yield shoot
    page.close()


def test_a_fragment_stands_still_on_its_frame(look):
    first, third = look(f"file://{MOVING}#f1"), look(f"file://{MOVING}#f3")
    assert first != third
    assert look(f"file://{MOVING}#f3", 1.3) == third
    assert look(f"file://{MOVING}#f1", 2.1) == first


def test_without_a_fragment_it_plays(look):
    frames = {look(f"file://{MOVING}#f{n}") for n in range(1, 5)}
    shown = {look(f"file://{MOVING}", seconds) for seconds in (0, 1, 1, 1, 1)}
    assert len(frames) == 4 and len(shown) > 1 and shown <= frames


def test_reduced_motion_shows_the_last_frame(browser):
    page = browser.new_page(viewport={"width": 500, "height": 360}, reduced_motion="reduce")
    page.goto(f"file://{MOVING}")
    still = page.screenshot()
    page.wait_for_timeout(1300)
    assert page.screenshot() == still
    page.goto(f"file://{MOVING}#f4")
    assert page.screenshot() == still
    page.close()


def brightness(colour):
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
              for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first, second):
    low, high = sorted((brightness(first), brightness(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", figures.THEMES)
def test_text_stands_out_from_its_cell_and_from_the_page(theme):
    from scripts.figures.palette import COLOURS, ROLES
    colours = COLOURS[theme]
    pairs = [(f"{role}.text", ground) for role in ROLES if role != "grey"
             for ground in (role, f"{role}.veil", "paper")]
    pairs += [(text, "paper") for text in ("ink", "muted")]
    faint = {pair: round(contrast(*(colours[name] for name in pair)), 2) for pair in pairs
             if contrast(*(colours[name] for name in pair)) < 4.5}
    assert not faint
    edges = {role: round(contrast(colours[f"{role}.line"], colours["paper"]), 2)
             for role in ("input", "kernel", "output", *(f"channel{n}" for n in range(4)))}
    assert min(edges.values()) >= 2.5, edges


def test_a_small_text_is_refused():
    from scripts.figures.style import Sheet
    with pytest.raises(ValueError, match="expected at least"):
        Sheet(640, 100).text(10, 10, "small", 12)


def test_an_altered_layer_alters_the_figure(monkeypatch):
    from scripts.figures import convolution_1d
    name = "convolution/conv1d/window"
    before = figures.draw(name)
    monkeypatch.setattr(convolution_1d, "KERNEL", [2, 1, 1])
    after = figures.draw(name)
    assert all(before[file] != after[file] for file in before)


def test_a_figure_that_fails_is_named(monkeypatch):
    from scripts.figures import convolution_1d
    monkeypatch.setattr(convolution_1d, "KERNEL", [1] * 9)
    with pytest.raises(RuntimeError, match="figure convolution/conv1d/window .*convolution_1d"):
        figures.draw("convolution/conv1d/window")


def test_an_unknown_figure_is_named():
    with pytest.raises(KeyError, match="no figure 'no/such'"):
        figures.draw("no/such")
