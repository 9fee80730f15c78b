"""Faults in, HTML out: what a previewed page shows over its lower edge."""

from html import escape

from ..faults import Fault

STYLE = """
.preview-banner {position: fixed; z-index: 9; right: 0; bottom: 0; left: 0; max-height: 45vh; overflow: auto;
  padding: .5rem 1rem; font: 14px/1.5 ui-monospace, monospace; color: #fff; background: #37474f;
  box-shadow: 0 0 .5rem #0008; overscroll-behavior: contain}
.preview-banner.stops {background: #8c1d18}
.preview-banner summary {cursor: pointer; font-weight: bold}
.preview-banner ol {margin: .25rem 0 0; padding-left: 2em}
.preview-banner li {margin-bottom: .5rem; white-space: pre-wrap; overflow-wrap: anywhere}
@media print {.preview-banner {display: none}}
"""


def banner(stops: list[Fault], remarks: list[Fault]) -> str:
    """`stops` kept a page or an output from being made again and are shown open; `remarks` would fail a check."""
    if not stops and not remarks:
        return ""
    counts = [f"{len(found)} {word}{'s' * (len(found) > 1)}" for found, word in
              ((stops, "error"), (remarks, "remark")) if found]
    told = "; the last good pages are shown" if stops else " of `make check`"
    items = "".join(f"<li>{escape(str(fault))}</li>" for fault in [*stops, *remarks])
    return (f'<style>{STYLE}</style><details class="preview-banner{" stops" * bool(stops)}"{" open" * bool(stops)} '
            f'role="status" lang="en"><summary>{" and ".join(counts)}{told}</summary><ol>{items}</ol></details>')
