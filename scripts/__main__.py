"""The command line: `python -m scripts <verb>`. No logic here."""

import argparse
import importlib
import sys

from .environment import elsewhere, speak_utf8
from .faults import Refused


def parser() -> argparse.ArgumentParser:
    """Every verb: what it takes, what it runs and the environment it runs in."""
    top = argparse.ArgumentParser(prog="python -m scripts", description=__doc__)
    verbs = top.add_subparsers(dest="verb", required=True)

    def verb(name, what, run, needs="full"):
        added = verbs.add_parser(name, help=what, description=what)
        added.set_defaults(run=run, needs=needs)
        return added

    _add_keeping(verb)
    _add_writing(verb)
    _add_showing(verb)
    return top


def _add_keeping(verb):
    """What keeps the tree true."""
    update = verb("update", "make again what is stale", lambda a: _do("update", "update", a.targets, a.all))
    update.add_argument("targets", nargs="*", help="snippet files, folders or figure names")
    update.add_argument("--all", action="store_true", help="make everything again, stale or not")
    verb("check", "write nothing; fail on anything stale or wrong", lambda a: _do("update", "check"), "check")
    style = verb("style", "fail on what breaks the style of code, Markdown, words and workflows",
                 lambda a: _do("style", "style", a.only, a.files, a.fix))
    style.add_argument("files", nargs="*", help="look at these alone")
    style.add_argument("--only", action="append", default=[], choices=("code", "markdown", "spelling", "workflows"))
    style.add_argument("--fix", action="store_true", help="mend what can be mended without a decision")
    words = verb("words", "keep the lists of words that the spelling check knows", lambda a: _do(
        "style.spelling", "prune") if a.action == "prune" else _do("style.spelling", "add", a.words, a.all))
    words.add_argument("action", choices=("add", "prune"))
    words.add_argument("words", nargs="*")
    words.add_argument("--all", action="store_true", help="add every word that the pages have and the lists lack")
    oracle = verb("oracle", "hold the layers against NumPy under every backend (.venv/oracle)",
                  lambda a: _do("oracle.backends", "compare", a.layers), "oracle")
    oracle.add_argument("layers", nargs="*", help="only these, and write nothing")
    mutate = verb("mutate", "damage copies of the tree, one thing at a time, and show that every damage is told",
                  lambda a: _do("mutate.run", "mutate", a.seed, a.count, a.only))
    mutate.add_argument("--seed", type=int, default=2026, help="decides every random choice")
    mutate.add_argument("--count", type=int, default=228, help="how many damages, the kinds in turn")
    mutate.add_argument("--only", action="append", default=[], metavar="KIND", help="damages of this kind alone")
    verb("bench", "measure, as ratios taken in one run", lambda a: _do("bench", "bench"))


def _add_writing(verb):
    """What helps to write pages."""
    new = verb("new", "begin the page of a class of tf.keras.layers, with all that belongs to it",
               lambda a: _do("scaffold.new", "new", a.layers, a.chapter))
    new.add_argument("layers", nargs="+", metavar="Layer", help="as Keras spells it, e.g. BatchNormalization")
    new.add_argument("--chapter", help="folder of docs/ko that it goes into")
    rename = verb("rename", "move a layer page with all that belongs to it",
                  lambda a: _do("scaffold.move", "rename", a.old, a.new))
    rename.add_argument("old", metavar="chapter/slug")
    rename.add_argument("new", metavar="chapter/slug")
    remove = verb("remove", "delete a layer page with all that belongs to it",
                  lambda a: _do("scaffold.move", "remove", a.page))
    remove.add_argument("page", metavar="chapter/slug")
    localized = verb("localized", "mark English as up to date; list what is not",
                     lambda a: _do("localized", "localized", a.targets), "nothing")
    localized.add_argument("targets", nargs="*", help="pages or sections: docs/en/convolution/conv1d.md#strides")


def _add_showing(verb):
    """What shows the pages."""
    build = verb("build", "build both languages into site/", lambda a: _do(
        "site", "build", a.site_dir, not a.pages_only, a.keep_pages), "site")
    build.add_argument("--site-dir", help="build there instead")
    build.add_argument("--pages-only", action="store_true", help="without the books and the offline edition")
    build.add_argument("--keep-pages", help="leave what the books are made from in this folder")
    pdf = verb("pdf", "make the book of every language", lambda a: _do("site", "build_pdf", a.site_dir), "site")
    pdf.add_argument("--site-dir", help="into this site's downloads instead")
    changed = verb("changed", "compare pages, outputs and figures with main, before beside after, on a local page",
                   lambda a: _do("changed", "changed", a.against, a.open), "site")
    changed.add_argument("--against", default="main", metavar="BRANCH")
    changed.add_argument("--open", action="store_true", help="show it in the browser")
    serve = verb("serve", "preview both languages with live reload", lambda a: _do("site", "serve", a.port), "site")
    serve.add_argument("--port", type=int, default=8000)


def main() -> int:
    """Run the verb, here or in the environment that has what it needs; returns the exit code."""
    speak_utf8()
    arguments = parser().parse_args()
    try:
        code = elsewhere(arguments.needs)
        return arguments.run(arguments) if code is None else code
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped; every file is whole", file=sys.stderr)
        return 130


def _do(module, function, *arguments) -> int:
    """Modules load when they are needed: a check shall not wait for what a book needs."""
    return getattr(importlib.import_module(f"scripts.{module}"), function)(*arguments) or 0


if __name__ == "__main__":
    sys.exit(main())
