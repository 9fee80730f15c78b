"""Takes matplotlib's SVG text; gives a small one without metadata, its frames set in motion."""

import re

SECONDS = 1


def shrink(svg, width, height, frames=0):
    """SVG text of width × height CSS pixels; with frames, `data-frames` and the CSS to play."""
    body = svg[svg.index("<g id=\"figure_1\""):]
    body = re.sub(r"<!--.*?-->", "", body, flags=re.S)
    body = re.sub(r" id=\"(?:figure|axes|patch|text|FancyBboxPatch|PathPatch)_\d+\"", "", body)
    body = re.sub(r"-?\d+\.\d{3,}", _round, body)
    body = re.sub(r" ?\n\s*(?=[A-Za-z\"])", "", body)
    body = re.sub(r"\n\s*", "\n", body)
    body = re.sub(r"<defs>\s*</defs>\n?", "", body)
    moving = f' data-frames="{frames}"' if frames else ""
    head = (f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"{moving}>\n')
    style = "<style>*{stroke-linejoin:round;stroke-linecap:butt}" + _play(frames) + "</style>\n"
    body = re.sub(r'<g id="(f\d+)">', r'<g id="\1" class="frame">', body)
    return head + style + body.strip() + "\n"


def _round(found):
    # glyph scales are small factors: two decimals would change the size of the text
    number = float(found[0])
    return f"{number:.4f}".rstrip("0") if abs(number) < 1 else f"{number:.2f}".rstrip("0").rstrip(".")


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
