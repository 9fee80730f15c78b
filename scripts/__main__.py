"""The command line: `python -m scripts <verb>`. No logic here."""

import argparse
import sys

from .faults import Refused


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    update = verbs.add_parser("update", help="make again what is stale")
    update.add_argument("targets", nargs="*", help="snippet files, folders or figure names")
    update.add_argument("--all", action="store_true", help="make everything again, stale or not")
    verbs.add_parser("check", help="write nothing; fail on anything stale or wrong")
    style = verbs.add_parser("style", help="fail on what breaks the style of code, Markdown, words and workflows")
    style.add_argument("files", nargs="*", help="look at these alone")
    style.add_argument("--only", action="append", default=[], choices=("code", "markdown", "spelling", "workflows"))
    style.add_argument("--fix", action="store_true", help="mend what can be mended without a decision")
    words = verbs.add_parser("words", help="keep the lists of words that the spelling check knows")
    words.add_argument("action", choices=("add", "prune"))
    words.add_argument("words", nargs="*")
    words.add_argument("--all", action="store_true", help="add every word that the pages have and the lists lack")
    build = verbs.add_parser("build", help="build both languages into site/")
    build.add_argument("--site-dir", help="build there instead")
    build.add_argument("--pages-only", action="store_true", help="without the books and the offline edition")
    build.add_argument("--keep-pages", help="leave what the books are made from in this folder")
    pdf = verbs.add_parser("pdf", help="make the book of every language")
    pdf.add_argument("--site-dir", help="into this site's downloads instead")
    serve = verbs.add_parser("serve", help="preview both languages with live reload")
    serve.add_argument("--port", type=int, default=8000)
    verbs.add_parser("bench", help="measure, as ratios taken in one run")
    arguments = parser.parse_args()
    try:
        return _run(arguments)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped; every file is whole", file=sys.stderr)
        return 130


def _run(arguments) -> int:
    match arguments.verb:
        case "update":
            from .update import update
            return update(arguments.targets, arguments.all)
        case "check":
            from .update import check
            return check()
        case "style":
            from .style import style
            return style(arguments.only, arguments.files, arguments.fix)
        case "words":
            from .style.spelling import add, prune
            return prune() if arguments.action == "prune" else add(arguments.words, arguments.all)
        case "build":
            from .site import build
            build(arguments.site_dir, not arguments.pages_only, arguments.keep_pages)
        case "pdf":
            from .site import build_pdf
            build_pdf(arguments.site_dir)
        case "serve":
            from .site import serve
            serve(port=arguments.port)
        case "bench":
            from .bench import bench
            return bench()
    return 0


if __name__ == "__main__":
    sys.exit(main())
