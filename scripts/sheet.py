"""All shapes on one sheet: every documented class in one line of its chapter's table."""

from .atlas import ENTRIES, LANGUAGES
from .reference import head, look, parameter_formula, row, shape_text
from .tables import call

FILES = tuple(f"{language}/all_shapes.md" for language in LANGUAGES)
CHAPTERS = {
    "convolution": ("합성곱", "Convolution"),
    "transposed": ("전치 합성곱과 업샘플링", "Transposed convolution and upsampling"),
    "pooling": ("풀링", "Pooling"),
    "recurrent": ("순환", "Recurrent"),
    "core": ("기본 레이어", "Core layers"),
}
HEADS = {"ko": ("레이어와 예", "입력 → 출력", "파라미터 수"),
         "en": ("Layer and example", "Input → output", "Parameters")}


def make() -> dict[str, bytes]:
    """The sheet in both languages, every example run: file relative to snippets/reference → bytes."""
    worked = {e.name: look(e)[0] for e in ENTRIES if e.shapes}
    made = {}
    for number, language in enumerate(LANGUAGES):
        text = '<div class="sheet" markdown>\n\n'
        for chapter, titles in CHAPTERS.items():
            text += f"## {titles[number]} {{ #{chapter} }}\n\n{head(*HEADS[language])}"
            for e in (e for e in ENTRIES if e.chapter == chapter and e.shapes):
                measured = worked[e.name]
                general = f"{', '.join(map(shape_text, e.inputs))} → {shape_text(e.output)}"
                shapes = f"{', '.join(map(shape_text, e.shapes))} → {shape_text(measured.output_shape)}"
                example = call(e.name, e.example).removeprefix(e.name)
                text += row(f"[`{e.name}`]({e.page})<br>`{example}`", f"{general}<br>{shapes}",
                            f"{parameter_formula(e)}<br>{measured.parameters}" if e.weights else 0)
            text += "\n"
        made[f"{language}/all_shapes.md"] = f"{text}</div>\n".encode()
    return made
