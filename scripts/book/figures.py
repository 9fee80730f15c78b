"""The book's pictures: the light still of a figure, or key frames of one that moves, with a link to see it move."""

import re
from pathlib import Path

from ..paths import ASSETS, LANGUAGES
from ..roots import site_url
from .pages import Page
from .source import array, string

SIZE = re.compile(r'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"')
FRAMES = re.compile(r' data-frames="(\d+)"')
STAGE = re.compile(r'(</defs>\n)<use xlink:href="#still"/>.*(?=</svg>)', re.S)
STYLE = re.compile(r"\.frame\{.*?(?=</style>)", re.S)
MOVES = ("움직이는 그림으로 보기", "see it move")
NTH = ("장면 {0}, 모두 {1}장면 가운데", "frame {0} of {1}")
CHOICES = (6, 4, 3, 2)  # how many frames of one that moves may be shown
POINTS, STEP, LEAST = 0.54, 0.46, 0.36  # to a CSS pixel: a still, a frame, a frame where fewer can be shown
WIDEST, HIGHEST, TALLEST, GAP = 424.0, 400.0, 540.0, 14.0  # of a figure, of several frames, and between them, in points


class Figures:
    """Writes figures, and copies what Typst reads into the folder it works in."""

    def __init__(self, language: str, folder: Path):
        self.language, self.folder = language, folder

    def plate(self, page: Page, picture, caption: str) -> str:
        """A figure with its caption ("none" or Typst content)."""
        source, alt = picture.get("src", ""), (picture.get("alt") or "").strip()
        name = source.partition("assets/")[2]
        path = ASSETS / name
        if not name.endswith(".light.svg") or not path.is_file():
            page.refuse(f"the book has no picture {source}", "link a figure of docs/assets/figures", Path(source).name)
        if not alt:
            page.refuse(f"{source} has no alternative text", "write ![what it shows](…)", Path(source).name)
        moving = path.with_name(path.name.replace(".light.svg", ".moving.light.svg"))
        body = self._strip(moving, alt) if moving.is_file() else self._still(path, alt)
        return f"#plate(caption: {caption})[{body}]"

    def _still(self, path: Path, alt: str) -> str:
        name = self.copy(path)
        return f"#picture({string(name)}, {string(alt)}, {_width(path.read_text(encoding='utf-8')):.1f}pt)"

    def copy(self, path: Path) -> str:
        """A picture of docs/assets as Typst finds it: its name there."""
        name = path.relative_to(ASSETS).as_posix()
        self._put(name, path.read_bytes())
        return name

    def _strip(self, path: Path, alt: str) -> str:
        """Key frames, first and last among them, as the pictures of one figure."""
        svg = path.read_text(encoding="utf-8")
        count = int(FRAMES.search(svg)[1])
        chosen, columns, width = _choice(svg, count)
        column = LANGUAGES.index(self.language)
        parts = []
        for number in chosen:
            name = f"{path.relative_to(ASSETS).as_posix().removesuffix('.light.svg')}.{number}.svg"
            self._put(name, frame(svg, number).encode())
            words = NTH[column].format(number, count)
            words = f"{alt}, {words}" if number == chosen[0] else words
            parts.append(f"picture({string(name)}, {string(words)}, {width:.1f}pt)")
        address = f"{site_url()}{self.language}/assets/{path.relative_to(ASSETS).as_posix()}"
        numbers = array([string(f"{number} / {count}") for number in chosen])
        return f"#strip({columns}, {array(parts)}, {numbers}, link({string(address)}, {string(MOVES[column])}))"

    def _put(self, name: str, data: bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def frame(svg: str, number: int) -> str:
    """A moving figure's SVG with one frame alone, at rest."""
    stage = f'\\1<use xlink:href="#still"/>\n<use xlink:href="#g{number}"/>\n'
    still, count = STAGE.subn(stage, STYLE.sub("", svg))
    if count != 1:
        raise ValueError("not a moving figure of scripts/figures/shrink.py")
    return FRAMES.sub("", still)


def _choice(svg: str, count: int) -> tuple[list[int], int, float]:
    """(frames, columns, width of one): as many frames, evenly spread, as can be shown large enough to read."""
    for most in CHOICES:
        shown = min(count, most)
        columns, width = _layout(svg, shown)
        if width / float(SIZE.search(svg)[1]) >= LEAST or most == CHOICES[-1]:
            break
    first = [1, 2] if shown > 3 else [1]  # the first step tells how it moves
    rest = shown - len(first)
    chosen = {round(first[-1] + i * (count - first[-1]) / max(1, rest)) for i in range(1, rest + 1)}
    return [*first, *sorted(chosen)][:count], columns, width


def _layout(svg: str, count: int) -> tuple[int, float]:
    """(columns, width of a frame) that show the frames largest without passing HIGHEST."""
    width, height = map(float, SIZE.search(svg).groups())
    best = (1, 0.0)
    for columns in range(1, 4):
        rows = -(-count // columns)
        fits = min(width * STEP, (WIDEST - GAP * (columns - 1)) / columns,
                   (TALLEST - GAP * (rows - 1)) / rows * width / height)
        best = max(best, (columns, fits), key=lambda found: found[1])
    return best


def _width(svg: str) -> float:
    width, height = map(float, SIZE.search(svg).groups())
    return min(width * POINTS, WIDEST, HIGHEST * width / height)
