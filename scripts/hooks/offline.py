"""The offline edition (OFFLINE=true): what mkdocs-material's plugin leaves open, so that nothing is ever fetched."""

from mkdocs.plugins import event_priority

VENDOR = "assets/javascripts/vendor/"
SHIM = VENDOR + "iframe-worker/shim.js"  # search needs a worker, and browsers allow none on file://


@event_priority(50)  # before the plugin, which else names a copy of the shim on a CDN
def on_config(config):
    """Tells templates and the other hooks with `extra.offline`; what needs a server is off."""
    config.extra["offline"] = config.plugins["material/offline"].config.enabled
    if config.extra["offline"]:
        config.extra["polyfills"] = [SHIM]
        config.theme["features"] = [name for name in config.theme["features"] if name != "navigation.instant"]
    return config


@event_priority(-50)  # after assets.py
def on_files(files, config):
    """The hosted site has real workers, and does not carry the shim."""
    if not config.extra["offline"]:
        for file in [file for file in files if file.src_uri.startswith(VENDOR)]:
            files.remove(file)
    return files
