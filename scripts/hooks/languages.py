"""Addresses per language: site_url from SITE_URL, and each page's twin in the other language."""

import logging
import os
from pathlib import Path
from urllib.parse import urlsplit

from scripts.roots import twin

log = logging.getLogger("mkdocs.hooks.languages")
HOME = "https://keras-layer-atlas.example/"


def on_config(config):
    """Each language lives in its own folder of one site; REPO_URL is optional. Files on a disk have no address."""
    root = os.environ.get("SITE_URL", HOME).rstrip("/") + "/"
    config.extra["root_url"] = root
    online = not config.extra["offline"]  # where a page with a repository would ask its host for stars
    config.site_url = f"{root}{config.theme['language']}/" if online else None
    config.repo_url = online and os.environ.get("REPO_URL") or None
    config.repo_name = urlsplit(config.repo_url or "").path.strip("/")
    return config


def on_page_context(context, page, config, nav):
    """Gives templates `twins`: this page in each language; warns when one is missing."""
    here, url = config.theme["language"], page.url.removeprefix("./")
    context["twins"] = twins = []
    for code, name in config.extra["languages"].items():
        source = Path(config.docs_dir).parent / code / page.file.src_uri
        if not source.exists():
            log.warning("docs/%s/%s: no page in '%s': write %s",
                        here, page.file.src_uri, code, f"docs/{code}/{page.file.src_uri}")
        absolute = f"{config.extra['root_url']}{code}/{url}"
        twins.append({"code": code, "name": name, "link": twin(url, here, code), "url": absolute})
    return context
