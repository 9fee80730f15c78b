"""Takes a table of grey values; draws it as a picture of square pixels with clean edges."""

import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from scripts.figures.palette import STEPS
from scripts.figures.strip import show


def shapes(size=48):
    """Picture of our own making, whole numbers 0 to 8: a disc, bars, a K and a slope."""
    y, x = np.mgrid[:size, :size] + 0.5
    half = size / 2
    picture = np.full((size, size), 2)
    picture[np.hypot(x - half / 2, y - half / 2) < 0.38 * half] = 8
    picture[np.hypot(x - half / 2, y - half / 2) < 0.16 * half] = 4
    bars = (x > half + 2) & (x < size - 4) & (y > 3) & (y < half - 3)
    picture[bars & ((x - half - 2) % 6 < 3)] = 7
    low = y - half - 11
    letter = (x > 4) & (x < 8) | (abs(abs(low) - (x - 8)) < 2.6) & (x > 8) & (x < 19)
    picture[letter & (abs(low) < 9)] = 0
    slope = (x > half + 2) & (x < size - 3) & (y > half + 2) & (y < size - 3)
    return np.where(slope, ((x + y - size - 4) / 5).astype(int).clip(0, 8), picture)


def draw(pen, values, limits, x, y, pixel):
    """The picture with its top left corner at (x, y), black at the lower limit, white at the upper.

    Each shade is one outline over the darker ones, so no seam shows between pixels.
    """
    share = (values - limits[0]) / (limits[1] - limits[0])
    steps = np.rint(share.clip(0, 1) * STEPS).astype(int)
    for step in range(STEPS + 1):
        if (steps == step).any():
            outline = _trace(steps >= step)
            outline = Path(outline.vertices * pixel + (x, y), outline.codes)
            colour = pen.sheet.colour(f"grey.{step:02d}")
            pen.axes.add_patch(PathPatch(outline, facecolor=colour, edgecolor="none"))
    height, width = values.shape
    pen.box(x, y, width * pixel, height * pixel, None, "hair", 1.25)


def scale(pen, values, limits, x, y, width, size):
    """The shades from limit to limit with their numbers; <= and >= where values go past one."""
    wide = width / (STEPS + 1)
    for step in range(STEPS + 1):
        pen.box(x + step * wide, y, wide + 0.5 * (step < STEPS), 10, f"grey.{step:02d}")
    pen.box(x, y, width, 10, None, "hair", 1)
    least = ("<=" if values.min() < limits[0] else "") + show(limits[0])
    most = (">=" if values.max() > limits[1] else "") + show(limits[1])
    pen.text(x, y + 24, least, size, "output.text", "left")
    pen.text(x + width, y + 24, most, size, "output.text", "right")


def _trace(inside):
    """Outlines of the True cells: outer ones clockwise, holes the other way round."""
    follow = {}
    padded = np.pad(inside, 1)
    for row, column in np.argwhere(inside):
        corners = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)]
        beside = [(0, 1), (1, 2), (2, 1), (1, 0)]  # above, right, below, left in the padded table
        for i, (down, right) in enumerate(beside):
            if not padded[row + down, column + right]:
                follow.setdefault(corners[i], []).append(corners[(i + 1) % 4])
    vertices, codes = [], []
    while follow:
        start = point = min(follow)
        loop = [start]
        while True:
            ends = follow[point]
            point, before = ends.pop(), point
            if not ends:
                del follow[before]
            if point == start:
                break
            loop.append(point)
        loop = [p for i, p in enumerate(loop) if _turns(loop[i - 1], p, loop[(i + 1) % len(loop)])]
        vertices += [*loop, loop[0]]
        codes += [Path.MOVETO, *[Path.LINETO] * (len(loop) - 1), Path.CLOSEPOLY]
    return Path(np.array(vertices, float), codes)


def _turns(before, point, after):
    return (point[0] - before[0]) * (after[1] - point[1]) != (point[1] - before[1]) * (after[0] - point[0])
