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
    build = verbs.add_parser("build", help="build both languages into site/")
    build.add_argument("--site-dir", help="build there instead")
    build.add_argument("--pages-only", action="store_true", help="without the books and the offline edition")
    build.add_argument("--keep-pages", help="leave what the books are made from in this folder")
    pdf = verbs.add_parser("pdf", help="make the book of every language")
    pdf.add_argument("--site-dir", help="into this site's downloads instead")
    serve = verbs.add_parser("serve", help="preview both languages with live reload")
    serve.add_argument("--port", type=int, default=8000)
    verbs.add_parser("bench", help="measure, as ratios taken in one run")
    oracle = verbs.add_parser("oracle", help="hold the layers against NumPy under every backend (.venv/oracle)")
    oracle.add_argument("layers", nargs="*", help="only these, and write nothing")
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
        case "oracle":
            from .oracle.backends import compare
            return compare(arguments.layers)
    return 0


if __name__ == "__main__":
    sys.exit(main())
