"""Takes drawing commands in CSS pixels; gives the same picture as a light and a dark SVG."""

import io
import re
from itertools import groupby
from pathlib import Path

import matplotlib
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import FancyBboxPatch, PathPatch
from matplotlib.path import Path as Outline

from scripts.figures.palette import COLOURS, PLACEHOLDERS, shade
from scripts.figures.shrink import shrink

PHONE_WIDTH = 328
PHONE_TEXT = 9
FONTS = Path(__file__).parent / "fonts"
FONT = {
    "normal": FontProperties(fname=FONTS / "JetBrainsMono-Regular.ttf"),
    "bold": FontProperties(fname=FONTS / "JetBrainsMono-Bold.ttf"),
}
LETTER = 0.6  # width of every letter, in font sizes
RC = {
    "svg.fonttype": "path",
    "svg.hashsalt": "keras layer atlas",
    "path.simplify": False,
}


class Pen:
    """Draws on one layer of a sheet. Units are CSS pixels, y grows downwards.

    Colours are names of `palette.COLOURS`: a role ("input"), its edge ("input.line"), its
    text ("input.text"), its soft wash ("input.veil") or one of 17 shades ("input.00"…"input.16").
    """

    def __init__(self, sheet, axes):
        self.sheet = sheet
        self.axes = axes

    def cell(self, x, y, w, h=None, role="input", text=None, size=None, radius=None, **look):
        """Rounded cell with its top left corner at (x, y), and a number in it.

        role "padding" is hatched and role "unused" is dashed, so that neither is told by colour
        alone. look: fill, line, colour (of the text), width (of the edge), weight (of the text).
        """
        h = w if h is None else h
        radius = min(w, h) * 0.16 if radius is None else radius
        fill = look.get("fill", role)
        line = look.get("line", role + ".line")
        self.box(x, y, w, h, fill, line, look.get("width", 1.25), radius, dash=role == "unused")
        if role == "padding":
            self.hatch(x, y, w, h)
        if text is not None:
            colour = look.get("colour", role + ".text")
            size = size or max(min(w, h) * 0.46, self.sheet.smallest)
            if role == "padding":  # a calm spot for the number among the strokes
                half = LETTER * size * len(str(text)) / 2 + 2
                self.box(x + w / 2 - half, y + h / 2 - 0.5 * size, 2 * half, size, fill, radius=4)
            self.text(x + w / 2, y + h / 2, text, size, colour, weight=look.get("weight", "bold"))

    def box(self, x, y, w, h, fill=None, line=None, width=1.25, radius=0, dash=False):
        """Rectangle, rounded by `radius`; `fill` or `line` None leaves that part out."""
        shape = f"round,pad=0,rounding_size={radius}" if radius else "square,pad=0"
        patch = FancyBboxPatch((x, y), w, h, boxstyle=shape, mutation_aspect=1)
        self._put(patch, fill, line, width, dash)

    def pixels(self, x, y, size, table, role="grey", low=None, high=None):
        """Table of numbers as touching squares, `low` the palest shade and `high` the fullest."""
        table = np.asarray(table, float)
        low, high = (table.min() if low is None else low), (table.max() if high is None else high)
        names, lap = {}, 0.4  # squares lap over their neighbours, lest seams shine through
        for row, values in enumerate(table):
            shades = [shade(role, (value - low) / ((high - low) or 1)) for value in values]
            for name, run in groupby(range(len(shades)), shades.__getitem__):
                run = list(run)
                left, right = x + run[0] * size, x + (run[-1] + 1) * size + lap
                names.setdefault(name, []).append((left, right, y + row * size))
        for name in sorted(names):  # one path for all runs of a shade
            boxes = [[(a, c), (b, c), (b, c + size + lap), (a, c + size + lap), (a, c)]
                     for a, b, c in names[name]]
            codes = [Outline.MOVETO, *[Outline.LINETO] * 3, Outline.CLOSEPOLY] * len(boxes)
            path = Outline([corner for box in boxes for corner in box], codes)
            self._put(PathPatch(path), name, None, 0)

    def hatch(self, x, y, w, h, colour="padding.line", step=8, inset=3, width=1):
        """Diagonal strokes inside a cell; they line up from cell to cell."""
        x0, y0, x1, y1 = x + inset, y + inset, x + w - inset, y + h - inset
        points, codes = [], []
        first = int((x0 + y0) // step) + 1
        for k in range(first, int((x1 + y1) // step) + 1):
            total = k * step
            a = (min(x1, total - y0), max(y0, total - x1))
            b = (max(x0, total - y1), min(y1, total - x0))
            points += [a, b]
            codes += [Outline.MOVETO, Outline.LINETO]
        if points:
            self._put(PathPatch(Outline(points, codes)), None, colour, width)

    def outline(self, x, y, w, h, role="kernel", width=3, grow=4, radius=9, dash=False):
        """Window frame around the rectangle, `grow` pixels outside of it."""
        line = role + ".line"
        self.box(x - grow, y - grow, w + 2 * grow, h + 2 * grow, None, line, width, radius, dash)

    def text(self, x, y, text, size=16, colour="ink", ha="center", va="center", weight="normal"):
        """One line of text; ValueError when it would be too small to read on a phone."""
        if size < self.sheet.smallest - 0.01:
            least = self.sheet.smallest
            raise ValueError(f"text {text!r} is {size} px, expected at least {least:.1f} px")
        font = FONT[weight].copy()
        font.set_size(size)
        y += size * {"center": 0.365, "top": 0.73, "bottom": 0}[va]  # capitals are 0.73 high
        self.axes.text(x, y, str(text), color=self.sheet.colour(colour), fontproperties=font,
                       ha=ha, va="baseline", clip_on=False, parse_math=False,
                       zorder=self._next())

    def tokens(self, x, y, tokens, size=16, ha="center", weight="normal"):
        """One line of text in several colours: [(text, colour), …]."""
        letter = LETTER * size
        length = letter * sum(len(text) for text, _ in tokens)
        x -= length * {"left": 0, "center": 0.5, "right": 1}[ha]
        for text, colour in tokens:
            if text.strip():
                self.text(x, y, text, size, colour, ha="left", weight=weight)
            x += letter * len(text)

    def line(self, points, colour="hair", width=1.5, dash=False):
        """Straight strokes through the points [(x, y), …]."""
        self._put(PathPatch(Outline(points)), None, colour, width, dash)

    def curve(self, start, end, colour="hair", width=1.75, dash=False, bend=0.5):
        """Soft S from start (x, y) down or up to end (x, y)."""
        (x0, y0), (x1, y1) = start, end
        turn = bend * (y1 - y0)
        points = [(x0, y0), (x0, y0 + turn), (x1, y1 - turn), (x1, y1)]
        codes = [Outline.MOVETO] + [Outline.CURVE4] * 3
        self._put(PathPatch(Outline(points, codes)), None, colour, width, dash)

    def flow(self, start, end, colour="hair", width=1.75):
        """Soft S from start (x, y) sideways to end (x, y)."""
        (x0, y0), (x1, y1) = start, end
        turn = (x0 + x1) / 2
        codes = [Outline.MOVETO] + [Outline.CURVE4] * 3
        points = [(x0, y0), (turn, y0), (turn, y1), (x1, y1)]
        self._put(PathPatch(Outline(points, codes)), None, colour, width)

    def arrow(self, start, end, colour="muted", width=1.75, head=7):
        """Straight arrow with a small open head."""
        (x0, y0), (x1, y1) = start, end
        length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
        ux, uy = (x1 - x0) / length, (y1 - y0) / length
        left = (x1 - head * (ux + 0.6 * uy), y1 - head * (uy - 0.6 * ux))
        right = (x1 - head * (ux - 0.6 * uy), y1 - head * (uy + 0.6 * ux))
        points = [start, end, left, end, right]
        codes = [Outline.MOVETO, Outline.LINETO, Outline.MOVETO, Outline.LINETO, Outline.LINETO]
        self._put(PathPatch(Outline(points, codes)), None, colour, width)

    def polygon(self, points, fill=None, line=None, width=1.25, dash=False):
        """Closed shape through the points."""
        self._put(PathPatch(Outline([*points, points[0]], closed=True)), fill, line, width, dash)

    def funnel(self, left, right, top, end_left, end_right, bottom, fill="kernel.veil"):
        """Soft band from the span left…right at `top` to end_left…end_right at `bottom`."""
        turn = 0.5 * (bottom - top)
        points = [(left, top), (left, top + turn), (end_left, bottom - turn), (end_left, bottom),
                  (end_right, bottom), (end_right, bottom - turn), (right, top + turn),
                  (right, top), (left, top)]
        codes = [Outline.MOVETO, *[Outline.CURVE4] * 3, Outline.LINETO, *[Outline.CURVE4] * 3,
                 Outline.CLOSEPOLY]
        self._put(PathPatch(Outline(points, codes)), fill, None, 0)

    def _next(self):
        return len(self.axes.patches) + len(self.axes.texts)

    def _put(self, patch, fill, line, width, dash=False):
        patch.set_facecolor(self.sheet.colour(fill) if fill else "none")
        patch.set_edgecolor(self.sheet.colour(line) if line and width else "none")
        patch.set(linewidth=width, clip_on=False, capstyle="round", joinstyle="round",
                  zorder=self._next())
        if dash:
            patch.set_linestyle((0, (2.2, 2.2)))
        self.axes.add_patch(patch)


class Sheet(Pen):
    """A picture of width × height CSS pixels: a pen for what stands still, and its frames.

    Text below `smallest` is refused: shown PHONE_WIDTH px wide it would be under PHONE_TEXT px.
    A picture that no page shows may set another limit. theme None draws for `svg`; "light" or
    "dark" draws for `png`.
    """

    def __init__(self, width, height, theme=None, smallest=None):
        with matplotlib.rc_context(RC):
            self.figure = Figure((width / 72, height / 72), 72, facecolor="none")
        self.width, self.height = width, height
        self.smallest = smallest or PHONE_TEXT * width / PHONE_WIDTH
        self.colours = COLOURS[theme] if theme else PLACEHOLDERS
        self.frames = []
        super().__init__(self, self._layer())

    def _layer(self):
        axes = self.figure.add_axes((0, 0, 1, 1))
        axes.set(xlim=(0, self.width), ylim=(self.height, 0), autoscale_on=False)
        axes.set_axis_off()
        return axes

    def frame(self):
        """A pen for the next frame of a moving figure, drawn over what stands still."""
        axes = self._layer()
        self.frames.append(axes)
        self.axes.set_gid("still")
        axes.set_gid(f"g{len(self.frames)}")
        return Pen(self, axes)

    def colour(self, name):
        """The hex value that stands for a palette name; KeyError names an unknown one."""
        return self.colours[name]

    def svg(self, theme):
        """SVG bytes in the theme "light" or "dark"."""
        raw = io.StringIO()
        with matplotlib.rc_context(RC):
            FigureCanvasSVG(self.figure).print_svg(
                raw, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
        text = re.sub(r"((?:fill|stroke): )(#[0-9a-f]{6})",
                      lambda found: found[1] + COLOURS[theme][NAMES[found[2]]], raw.getvalue())
        return shrink(text, self.width, self.height, len(self.frames)).encode()

    def png(self):
        """PNG bytes, 1 pixel for each CSS pixel, on the theme's paper."""
        raw = io.BytesIO()
        with matplotlib.rc_context(RC):
            self.figure.set_facecolor(self.colour("paper"))
            FigureCanvasAgg(self.figure).print_png(raw, metadata={"Software": None})
        return raw.getvalue()


NAMES = {value: name for name, value in PLACEHOLDERS.items()}
