"""Keeps each page's content for the book as the Markdown gave it, before any other hook dresses it for the screen."""


def on_nav(nav, config, files):
    """Starts extra.book: chapters, [[section title or None, [source, …]], …], and pages, yet to come."""
    chapters = [(item.title if item.is_section else None,
                 [page.file.src_uri for page in (item.children if item.is_section else [item])])
                for item in nav.items]
    config.extra["book"] = {"chapters": chapters, "pages": {}}
    return nav


def on_page_content(content, page, config, files):
    """Adds {source: {url, title, html}}."""
    config.extra["book"]["pages"][page.file.src_uri] = {
        "url": page.url, "title": page.meta.get("title", page.title), "html": content}
    return content
