"""Gives tests the site below a sub-path of a local port, the offline edition zipped and unpacked, and one browser."""

import re
import subprocess
import zipfile

import pytest
from served import DOWNLOADS, OFFLINE, SITE_PYTHON, build_site, pack, serve

from scripts.weigh import browser_path


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The whole site, built where TensorFlow cannot be imported, served at /atlas/."""
    assert SITE_PYTHON.exists(), f"{SITE_PYTHON} is missing: run `make site`"
    probe = subprocess.run([SITE_PYTHON, "-c", "import tensorflow"], capture_output=True, text=True)
    assert "No module named 'tensorflow'" in probe.stderr, "TensorFlow is in .venv/site: run `make clean site`"
    folder = tmp_path_factory.mktemp("site") / "atlas"
    server = serve(folder, "/atlas/")
    built = build_site(folder, server.served.url)
    assert built.returncode == 0, built.stdout + built.stderr
    yield server.served
    server.shutdown()


@pytest.fixture(scope="session")
def packed(tmp_path_factory):
    """The zip, and what it was given to carry."""
    folder = tmp_path_factory.mktemp("offline")
    downloads = [folder / name for name in DOWNLOADS]
    for path in downloads:
        path.write_bytes(b"%PDF-" + path.name.encode())
    made = pack(folder, *downloads)
    assert made.returncode == 0, made.stdout + made.stderr
    assert re.search(r"ko: \d+ pages", made.stdout) and OFFLINE in made.stdout, made.stdout
    return folder / OFFLINE, downloads


@pytest.fixture(scope="session")
def top(packed, tmp_path_factory):
    """The zip unpacked where the path has Hangul, spaces and what addresses give a meaning to."""
    folder = tmp_path_factory.mktemp("disk") / "내 문서 (1)" / "100% #2 & 'x'"
    with zipfile.ZipFile(packed[0]) as archive:
        archive.extractall(folder)
    return folder / "keras-layer-atlas"


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests."""
    from playwright.sync_api import sync_playwright
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=browser_path(), args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser):
    """A fresh visitor: nothing cached, nothing remembered."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()
