"""Gives tests the built site on a local port, below a sub-path as on a project's pages, and one browser."""

import subprocess

import pytest
from served import SITE_PYTHON, build_site, serve

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
