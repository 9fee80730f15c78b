"""Takes matplotlib's SVG text; gives a small one without metadata, its frames set in motion."""

import re

SECONDS = 1  # one frame stands this long
FAR = 20000  # pixels below the picture, where no window shows the single frames
NUMBER = r"-?\d+(?:\.\d+)?"
ROUNDED = re.compile(r'<path d="M([^A-Z]*)L[^A-Z]*Q([^A-Z]*)L[^A-Z]*Q([^A-Z]*)'
                     r'L[^A-Z]*Q([^A-Z]*)L[^A-Z]*Q([^A-Z]*)(?:L[^A-Z]*)?z"([^>]*)/>')


def shrink(svg, width, height, frames=0):
    """SVG text of width × height CSS pixels; with frames, `data-frames` and the CSS to play."""
    body = svg[svg.index("<g id=\"figure_1\""):svg.rindex("</svg>")]
    body, look = _name_styles(_tidy(body))
    moving = ""
    if frames:
        body = f"<defs>\n{body.strip()}\n</defs>\n{_stage(width, height, frames)}"
        look += _play(frames)
        moving = f' data-frames="{frames}"'
    head = (f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"{moving}>\n')
    return f"{head}<style>{look}</style>\n{body.strip()}\n</svg>\n"


def _tidy(body):
    """The same drawing with short numbers, names and styles, and no empty groups."""
    body = re.sub(r"<!--.*?-->", "", body, flags=re.S)
    body = re.sub(r" id=\"(?:figure|axes|patch|text|FancyBboxPatch|PathPatch)_\d+\"", "", body)
    body = re.sub(r"-?\d+\.\d{3,}", _round, body)
    body = re.sub(r" ?\n\s*(?=[A-Za-z\"])", "", body)
    body = re.sub(r"\n\s*", "\n", body)
    body = ROUNDED.sub(_square, body)
    for blank in re.findall(r'<path id="([\w-]+)" transform="[^"]*"/>\n', body):
        body = re.sub(rf'<(?:path id="|use xlink:href="#){blank}"[^>]*/>\n', "", body)
    body = body.replace("JetBrainsMono-Bold-", "b").replace("JetBrainsMono-Regular-", "r")
    body = body.replace("; stroke-linecap: round", "").replace("; stroke-linejoin: round", "")
    body = re.sub(r'(<use [^>]*)transform="translate\((\S+) 0\)"', r'\1x="\2"', body)
    body = re.sub(r'style="[^"]*"',
                  lambda found: found[0].replace(": ", ":").replace("; ", ";"), body)
    body = re.sub(r"<defs>\s*</defs>\n?", "", body)
    body = re.sub(r'<path d="[^"]*" style="fill:none"/>\n', "", body)
    body = re.sub(r"<g>\n(<(?:path|rect) [^>]*/>)\n</g>", r"\1", body)
    body = re.sub(r"<g>\n(<g style=[^>]*>\n(?:<use [^>]*/>\n)+</g>)\n</g>", r"\1", body)
    return re.sub(r"<g>\s*</g>\n?", "", body)


def _name_styles(body):
    """The drawing with a class for each style, and the CSS of the classes."""
    names = {}

    def name(found):
        return f'class="{names.setdefault(found[1], f"s{len(names)}")}"'

    body = re.sub(r'style="([^"]*)"', name, body)
    rules = "".join(f".{short}{{{style}}}" for style, short in names.items())
    return body, "*{stroke-linejoin:round;stroke-linecap:round}" + rules


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


def _stage(width, height, frames):
    """The frames one over another in the view, and each alone in a view of its own, far below.

    A fragment names a view: `:target` would not do, for browsers keep one clock and one style
    for all pictures of a file, whatever their fragments.
    """
    lines = ['<use xlink:href="#still"/>']
    for number in range(1, frames + 1):
        delay = f' style="animation-delay:{(number - 1) * SECONDS}s"' if number > 1 else ""
        lines.append(f'<use class="frame" xlink:href="#g{number}"{delay}/>')
    for number in range(1, frames + 1):
        y = FAR + number * height
        lines += [f'<view id="f{number}" viewBox="0 {y:g} {width:g} {height:g}"/>',
                  f'<use xlink:href="#still" y="{y:g}"/><use xlink:href="#g{number}" y="{y:g}"/>']
    return "\n".join(lines)


def _play(frames):
    """CSS that shows one frame after another; the last one to readers who prefer less motion."""
    return (f".frame{{visibility:hidden;animation:play {frames * SECONDS}s step-end infinite}}"
            "@keyframes play{0%{visibility:visible}"
            f"{100 / frames:.3f}%,to{{visibility:hidden}}}}"
            "@media (prefers-reduced-motion:reduce){.frame{animation:none}"
            f'.frame[*|href="#g{frames}"]{{visibility:visible}}}}')
