"""The book: pages as mkdocs gives them in, a PDF per language out, set by Typst."""
