"""Promise: what is saved shows in the browser by itself, run and drawn; what is wrong is said with file and line."""

import re
import socket
import subprocess
import sys
import threading
import time

import pytest
from filelock import FileLock
from served import SITE_PYTHON
from trees import copy_tree, write_snippet

PAGE = "convolution/conv1d"
SNIPPET = "convolution/conv1d/strides"
WAIT = 180_000  # ms; machines are shared


class Preview:
    """`python -m scripts serve` in a tree: its address, and what it said so far."""

    def __init__(self, tree, python, port):
        self.tree, self.lines, self.address = tree, [], ""
        self.process = subprocess.Popen([python, "-m", "scripts", "serve", "--port", str(port)], cwd=tree, text=True,
                                        encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        threading.Thread(target=lambda: self.lines.extend(self.process.stdout), daemon=True).start()
        self.address = re.search(r"http://\S+?/(?= )", self.wait_for("follows what you save"))[0]

    @property
    def said(self):
        return "".join(list(self.lines))

    def wait_for(self, words):
        until = time.monotonic() + 180
        while words not in self.said:
            assert time.monotonic() < until and self.process.poll() is None, self.said
            time.sleep(0.1)
        return next(line for line in self.lines if words in line)

    def edit(self, name, old, new):
        path = self.tree / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")

    def stop(self):
        self.process.terminate()
        self.process.wait()


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    """With TensorFlow, in a folder with a space and Hangul; its first port is taken."""
    tree = copy_tree(tmp_path_factory.mktemp("미리 보기"))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        running = Preview(tree, sys.executable, taken.getsockname()[1])
    yield running
    running.stop()


@pytest.fixture
def shown(preview, page):
    """The browser on a page of the preview, which nobody tells to load again."""
    page.goto(f"{preview.address}en/{PAGE}/")
    page.set_default_timeout(WAIT)
    return page


def test_a_taken_port_is_said_and_the_next_one_serves(preview):
    said = preview.wait_for("is taken")
    taken = int(re.search(r"port (\d+) is taken", said)[1])
    assert f":{taken}/" not in preview.address


def test_a_saved_page_shows_by_itself(preview, shown):
    preview.edit(f"docs/en/{PAGE}.md", "\n## ", "\nA sentence of the test.\n\n## ")
    shown.get_by_text("A sentence of the test.").wait_for()


def test_a_saved_page_is_found_and_the_others_still_are(preview, shown):
    preview.edit(f"docs/en/{PAGE}.md", "\n## ", "\nA quokka of the test.\n\n## ")
    shown.get_by_text("A quokka of the test.").wait_for()
    index = shown.request.get(f"{preview.address}en/search/search_index.json").text()
    assert "A quokka of the test." in index and '"location": "core/dense/"' in index


def test_a_saved_snippet_is_run_and_both_languages_show_its_output(preview, shown):
    preview.edit(f"snippets/{SNIPPET}.md", "import tensorflow as tf\n", "import tensorflow as tf\n\nprint(6 * 7777)\n")
    shown.get_by_text("46662").wait_for()
    assert "46662" in (preview.tree / f"snippets/{SNIPPET}.md").read_text(encoding="utf-8")
    shown.goto(f"{preview.address}ko/{PAGE}/")
    shown.get_by_text("46662").wait_for()


def test_a_saved_figure_source_redraws_its_figures(preview, shown):
    name, source = "docs/assets/figures/convolution/conv1d/strides.light.svg", "scripts/figures/convolution_1d.py"
    before = (preview.tree / name).read_text(encoding="utf-8")
    preview.edit(source, "for n in (1, 2, 3)]", "for n in (1, 2)]")
    preview.wait_for("figures/convolution/conv1d/strides: changed")
    height = int(re.search(r'height="(\d+)', before)[1])
    shown.locator(f"img.only-light[src$='conv1d/strides.light.svg']:not([height='{height}'])").wait_for(
        state="attached")
    address = f"{preview.address}ko/{name.partition('/')[2]}"
    assert shown.request.get(address).text() != before


def test_a_figure_that_cannot_be_drawn_is_said_and_stays(preview, shown):
    figure, source = preview.tree / "docs/assets/figures/convolution/conv1d/padding.light.svg", "convolution_1d.py"
    before = figure.read_bytes()
    preview.edit(f"scripts/figures/{source}", "    return _stack(rows)\n\n\ndef same", "    1 / 0\n\n\ndef same")
    told = f"figure convolution/conv1d/padding (scripts/figures/{source}: padding()): ZeroDivisionError"
    shown.locator(".preview-banner.stops", has_text=told).wait_for()
    assert told in preview.said and figure.read_bytes() == before
    preview.edit(f"scripts/figures/{source}", "    1 / 0\n\n\ndef same", "    return _stack(rows)\n\n\ndef same")
    shown.locator(".preview-banner.stops").wait_for(state="detached")


def test_a_snippet_that_fails_is_said_and_the_last_good_page_stays(preview, shown):
    before = shown.locator("article").inner_text()
    name = "snippets/convolution/conv1d/padding.md"
    preview.edit(name, "import tensorflow as tf\n", "import tensorflow as tf\n1 / 0\n")
    banner = shown.locator(".preview-banner.stops")
    banner.wait_for()
    line = (preview.tree / name).read_text(encoding="utf-8").split("1 / 0")[0].count("\n") + 1
    told = f"{name}:{line}: raises ZeroDivisionError"
    assert told in banner.inner_text() and told in preview.said
    assert shown.locator("article").inner_text() == before
    preview.edit(name, "1 / 0\n", "")
    banner.wait_for(state="detached")


def test_a_page_that_cannot_be_built_is_said_and_its_last_good_state_stays(preview, shown):
    before = shown.locator("article").inner_text()
    preview.edit(f"docs/en/{PAGE}.md", '"convolution/conv1d/padding.md"', '"convolution/conv1d/paddings.md"')
    banner = shown.locator(".preview-banner.stops")
    banner.wait_for()
    line = 1 + (preview.tree / f"docs/en/{PAGE}.md").read_text(encoding="utf-8").split("paddings.md")[0].count("\n")
    told = f"docs/en/{PAGE}.md:{line}: not rebuilt: "
    assert told in banner.inner_text() and told in preview.said
    assert shown.locator("article").inner_text() == before
    preview.edit(f"docs/en/{PAGE}.md", "paddings.md", "padding.md")
    banner.wait_for(state="detached")


def test_what_a_check_would_remark_is_said_without_holding_the_page(preview, shown):
    preview.edit(f"docs/en/{PAGE}.md", "\n## ", "\nNumbers: 31337.\n\n## ")
    shown.get_by_text("Numbers: 31337.").wait_for()
    told = shown.locator(".preview-banner", has_text=f"differ from docs/en/{PAGE}.md:")
    told.wait_for(state="attached")
    preview.edit(f"docs/en/{PAGE}.md", "\nNumbers: 31337.\n", "")
    shown.get_by_text("Numbers: 31337.").wait_for(state="detached")


def test_another_update_is_waited_for(preview, shown):
    """A short one unnoticed; a long one is told, and forgotten when something is saved after its end."""
    example, busy = f"snippets/{SNIPPET}.md", "another update is under way"
    with FileLock(preview.tree / ".cache" / "update.lock"):
        preview.edit(example, "import tensorflow as tf\n", "import tensorflow as tf\n\nprint(11 * 1111)\n")
        time.sleep(3)
    shown.get_by_text("12221").wait_for()
    assert busy not in preview.said
    banner = shown.locator(".preview-banner.stops", has_text=busy)
    with FileLock(preview.tree / ".cache" / "update.lock"):
        preview.edit(example, "11 * 1111", "13 * 1111")
        banner.wait_for()
    preview.edit(f"docs/en/{PAGE}.md", "\n## ", "\nSaved after the update.\n\n## ")
    shown.get_by_text("14443").wait_for()
    banner.wait_for(state="detached")


def test_without_tensorflow_examples_are_shown_as_recorded_and_it_says_so(tmp_path, page):
    tree = copy_tree(tmp_path)
    preview = Preview(tree, SITE_PYTHON, 8800)
    try:
        assert "TensorFlow is not set up here" in preview.said
        page.goto(f"{preview.address}en/{PAGE}/")
        page.set_default_timeout(WAIT)
        preview.edit(f"snippets/{SNIPPET}.md", "import tensorflow as tf\n", "import tensorflow as tf\n\nx = 46662\n")
        page.get_by_text("46662").wait_for()
        banner = page.locator(".preview-banner").text_content()
        assert f"snippets/{SNIPPET}.md: TensorFlow is not set up here" in banner
        write_snippet(tree, SNIPPET, "x = '한글'")
        page.locator(".preview-banner.stops").wait_for()
        assert f"snippets/{SNIPPET}.md:2: prose in code" in page.locator(".preview-banner").text_content()
    finally:
        preview.stop()
