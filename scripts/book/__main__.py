"""`python -m scripts.book LANGUAGE PAGES TARGET`: the pages that mkdocs collected become a PDF."""

import sys
from pathlib import Path

from ..faults import Refused
from .typeset import make_book

try:
    count = make_book(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
except Refused as refused:
    print("\n".join(f"    {line}" for line in str(refused).splitlines()))
    sys.exit(1)
print(f"a book of {count} pages")
