"""Each picture x.light.svg becomes a light and dark pair, with a player where x.moving.light.svg is."""

import re
from functools import cache
from pathlib import Path

IMAGE = re.compile(r'<img ([^>]*?)src="([^"]+)\.light\.svg"([^>]*?) ?/?>')
HEAD = re.compile(r'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"(?:[^>]*? data-frames="(\d+)")?')
LINK_TEXT = {"ko": "움직이는 그림 보기", "en": "Show the moving picture"}


def on_config(config):
    """A preview builds more than once, and figures change between."""
    head.cache_clear()
    return config


def on_page_content(content, page, config, files):
    """Pairs and players for every figure of the page."""
    docs, language = Path(config.docs_dir).parent, config.theme["language"]
    return IMAGE.sub(lambda found: _figure(found, docs, language), content)


def _figure(found, docs, language):
    before, source, after = found.groups()
    stem = "assets/" + source.partition("assets/")[2]
    still = head(docs / f"{stem}.light.svg")
    if not still:
        return found[0]
    # Both are lazy: an eager one would be fetched although the theme hides it.
    pair = "".join(
        f'<img class="only-{theme}" {before}src="{source}.{theme}.svg"{after} width="{still[0]}" '
        f'height="{still[1]}" loading="lazy" decoding="async">' for theme in ("light", "dark"))
    moving = head(docs / f"{stem}.moving.light.svg")
    if not moving:
        return f'<span class="figure">{pair}</span>'
    return (f'<span class="figure player" data-frames="{moving[2]}">{pair}'
            f'<a class="player__link" href="{source}.moving.light.svg">{LINK_TEXT[language]}</a></span>')


@cache
def head(path):
    """(width, height, frames) of an SVG in CSS pixels; None when there is no such file."""
    if not path.is_file():
        return None
    with path.open(encoding="utf-8") as file:
        width, height, frames = HEAD.search(file.read(600)).groups()
    return round(float(width)), round(float(height)), int(frames or 1)
