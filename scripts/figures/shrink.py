"""Takes matplotlib's SVG text; gives a small one without metadata, its frames set in motion."""

import re

SECONDS = 1  # one frame stands this long
NUMBER = r"-?\d+(?:\.\d+)?"
ROUNDED = re.compile(r'<path d="M([^A-Z]*)L[^A-Z]*Q([^A-Z]*)L[^A-Z]*Q([^A-Z]*)'
                     r'L[^A-Z]*Q([^A-Z]*)L[^A-Z]*Q([^A-Z]*)(?:L[^A-Z]*)?z"([^>]*)/>')


def shrink(svg, width, height, frames=0):
    """SVG text of width × height CSS pixels; with frames, `data-frames` and the CSS to play."""
    body = svg[svg.index("<g id=\"figure_1\""):]
    body = re.sub(r"<!--.*?-->", "", body, flags=re.S)
    body = re.sub(r" id=\"(?:figure|axes|patch|text|FancyBboxPatch|PathPatch)_\d+\"", "", body)
    body = re.sub(r"-?\d+\.\d{3,}", _round, body)
    body = re.sub(r" ?\n\s*(?=[A-Za-z\"])", "", body)
    body = re.sub(r"\n\s*", "\n", body)
    body = ROUNDED.sub(_square, body)
    body = body.replace("; stroke-linecap: round", "").replace("; stroke-linejoin: round", "")
    body = re.sub(r"(fill|stroke|stroke-width|stroke-dasharray|stroke-dashoffset): ", r"\1:", body)
    body = body.replace("; ", ";")
    body = re.sub(r"<defs>\s*</defs>\n?", "", body)
    body = re.sub(r'<path d="[^"]*" style="fill:none"/>\n', "", body)
    body = re.sub(r"<g>\n(<(?:path|rect) [^>]*/>)\n</g>", r"\1", body)
    body = re.sub(r"<g>\s*</g>\n?", "", body)
    moving = f' data-frames="{frames}"' if frames else ""
    head = (f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"{moving}>\n')
    look = "*{stroke-linejoin:round;stroke-linecap:round}"
    body = re.sub(r'<g id="(f\d+)">', r'<g id="\1" class="frame">', body)
    return f"{head}<style>{look}{_play(frames)}</style>\n{body.strip()}\n"


def _round(found):
    # glyph scales are small factors: two decimals would change the size of the text
    places = 4 if abs(float(found[0])) < 1 else 2
    return f"{float(found[0]):.{places}f}".rstrip("0").rstrip(".")


def _square(found):
    """A rounded path of four corners as the <rect> that it is."""
    corners = [[float(n) for n in re.findall(NUMBER, part)] for part in found.groups()[1:5]]
    xs, ys = zip(*(corner[:2] for corner in corners), strict=True)
    x, y = min(xs), min(ys)
    radius = max(abs(corners[0][0] - corners[0][2]), abs(corners[0][1] - corners[0][3]))
    sides = (f'{name}="{round(value, 2):g}"' for name, value in
             (("x", x), ("y", y), ("width", max(xs) - x), ("height", max(ys) - y), ("rx", radius)))
    return f"<rect {' '.join(sides)}{found[6]}/>"


def _play(frames):
    """CSS that shows one frame after another, or only the frame that the fragment names."""
    if not frames:
        return ""
    rules = [
        f".frame{{visibility:hidden;animation:play {frames * SECONDS}s step-end infinite}}",
        f"@keyframes play{{0%{{visibility:visible}}{100 / frames:.3f}%,to{{visibility:hidden}}}}",
        *(f"#f{n}{{animation-delay:{(n - 1) * SECONDS}s}}" for n in range(2, frames + 1)),
        "@media (prefers-reduced-motion:reduce){.frame{animation:none}"
        f"#f{frames}{{visibility:visible}}}}",
        "svg:has(:target) .frame{animation:none;visibility:hidden}",
        "svg:has(:target) .frame:target{visibility:visible}",
    ]
    return "".join(rules)
