"""Promise: the sheet of all shapes names every documented class and prints on one page."""

import re

import pytest

from scripts import atlas


@pytest.mark.parametrize("language", atlas.LANGUAGES)
def test_the_sheet_prints_on_one_page(site, page, language):
    page.goto(f"{site.address}{language}/all_shapes/", wait_until="networkidle")
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type ?/Page\b", printed)) == 1
    shown = page.locator(".sheet td:first-child a").all_inner_texts()
    assert shown == [entry.name for entry in atlas.ENTRIES]
