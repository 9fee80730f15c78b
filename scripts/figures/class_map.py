"""Takes nothing; gives the class activation maps of a small model that is trained here."""

import keras
import numpy as np

from scripts.figures.palette import STEPS as STEPS_OF_SHADE
from scripts.figures.palette import shade
from scripts.figures.strip import MINUS
from scripts.figures.style import Sheet

SIDE, PATCH = 16, 6
STEPS = 300
PIXEL = 8.5
LEFT = (10, 170, 332)  # of the three columns


def draw_stripes(placed):
    """Picture (SIDE, SIDE, 1) with patches [(kind, row, column), …]; 0 is rows and 1 is columns."""
    picture = np.zeros((SIDE, SIDE, 1))
    for kind, row, column in placed:
        patch = picture[row:row + PATCH, column:column + PATCH, 0]
        (patch.T if kind else patch)[::2] = 1
    return picture


def train():
    """Conv2D, GlobalAveragePooling2D and Dense that tell rows from columns.

    In float64, so that the last bits, which differ from processor to processor, show nowhere.
    """
    keras.utils.set_random_seed(3)
    room = SIDE - PATCH + 1
    places = list(np.ndindex(2, room, room))
    x, y = np.array([draw_stripes([place]) for place in places]), np.array(places)[:, 0]
    settings = {"dtype": "float64", "kernel_initializer": keras.initializers.HeNormal(3)}
    model = keras.Sequential([
        keras.Input((SIDE, SIDE, 1), dtype="float64"),
        keras.layers.Conv2D(4, 3, padding="same", activation="relu", **settings),
        keras.layers.GlobalAveragePooling2D(dtype="float64"),
        keras.layers.Dense(2, **settings)])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, dtype="float64")
    model.compile(keras.optimizers.Adam(0.05), loss)
    for _ in range(STEPS):
        model.train_on_batch(x, y)
    found = np.argmax(model.predict_on_batch(x), axis=-1)
    if (found != y).any():
        raise ValueError(f"the model takes {(found != y).sum()} of {len(y)} pictures for the other")
    return model


def class_maps(model, picture):
    """Map of each class (SIDE, SIDE, 2), and the model's scores; ValueError if they disagree."""
    conv, _, dense = model.layers
    kernel, bias = dense.get_weights()
    maps = np.asarray(conv(picture[None]))[0] @ kernel
    scores = np.asarray(model(picture[None]))[0]
    if not np.allclose(maps.mean((0, 1)) + bias, scores):
        raise ValueError("the mean of a class map and the bias do not give the score of the model")
    return maps, scores


def class_map():
    """Three pictures, and where in each the model sees rows and where it sees columns."""
    model = train()
    pictures = [draw_stripes(placed) for placed in
                ([(0, 2, 3)], [(1, 8, 7)], [(1, 9, 1), (0, 1, 9)])]
    seen = [class_maps(model, picture) for picture in pictures]
    limit = max(np.abs(maps).max() for maps, _ in seen)
    sheet = Sheet(480, 646)
    for column, name in enumerate(("input", "class_map[0]", "class_map[1]")):
        role = "output.text" if column else "input.text"
        sheet.text(LEFT[column], 16, name, 14, role, "left", weight="bold")
    for row, (picture, (maps, scores)) in enumerate(zip(pictures, seen, strict=True)):
        y = 32 + 190 * row
        sheet.pixels(LEFT[0], y, PIXEL, picture[..., 0], "input", 0, 1)
        sheet.box(LEFT[0], y, SIDE * PIXEL, SIDE * PIXEL, None, "hair", 1.25)
        for number in range(2):
            _draw_map(sheet, LEFT[number + 1], y, maps[..., number], limit, scores[number])
    _draw_scale(sheet, LEFT[1], 612, limit)
    return sheet


def _draw_map(sheet, x, y, table, limit, score):
    sheet.pixels(x, y, PIXEL, np.maximum(table, 0), "output", 0, limit)
    below = {}
    for row, column in np.argwhere(table < 0):
        name = shade("padding", -table[row, column] / limit)
        if not name.endswith("00"):
            below.setdefault(name, []).append((row, column))
    for name, places in sorted(below.items()):
        for row, column in places:
            sheet.box(x + column * PIXEL, y + row * PIXEL, PIXEL, PIXEL, name)
    sheet.box(x, y, SIDE * PIXEL, SIDE * PIXEL, None, "hair", 1.25)
    sheet.text(x, y + 152, f"max   {_tenth(table.max())}", 13.5, "muted", "left")
    sheet.text(x, y + 170, f"score {_tenth(score)}", 13.5,
               "output.text" if score > 0.5 else "muted", "left", weight="bold")


def _tenth(number):
    text = f"{number:.1f}".replace("-", MINUS)
    return text.lstrip(MINUS) if float(f"{number:.1f}") == 0 else text


def _draw_scale(sheet, x, y, limit):
    step = (LEFT[2] + SIDE * PIXEL - x) / (2 * STEPS_OF_SHADE)
    for number in range(-STEPS_OF_SHADE, STEPS_OF_SHADE):
        role = "output" if number >= 0 else "padding"
        depth = number + 1 if number >= 0 else -number
        left = x + (number + STEPS_OF_SHADE) * step
        sheet.box(left, y, step + 0.4, 10, f"{role}.{depth:02d}")
    for place, number in ((0, -limit), (0.5, 0), (1, limit)):
        sheet.text(x + place * 2 * STEPS_OF_SHADE * step, y + 22, _tenth(number), 13.5, "muted",
                   ("left", "center", "right")[int(2 * place)])
