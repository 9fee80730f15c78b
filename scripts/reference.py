"""The generated blocks of a layer page: card, signature, then → now, sizes, parameters, in both languages."""

from . import layers, tables, then
from .atlas import LANGUAGES, Entry, entry
from .atlas.entry import Shape

WORDS = {
    "ko": {"item": "항목", "general": "일반", "input": "입력 형상", "output": "출력 형상",
           "rank": "받는 랭크 → 내는 랭크",
           "weight": "가중치", "count": "파라미터 수", "alias": "다른 이름", "none": "없음",
           "rule": "공식", "measured": "측정",
           "length": "축마다, 입력 *n*에서", "call": "설정",
           "argument": "인자", "then": "TF 2.6", "now": "지금", "required": "필수", "absent": "없음",
           "refused": "`ValueError`",
           "same": "TF 2.6의 시그니처와 인자, 순서, 기본값이 모두 같습니다.",
           "new": "TF 2.6에는 없던 클래스입니다.",
           "order": "순서가 달라졌습니다. TF 2.6에서는 {then} 순이었고 지금은 {now} 순입니다. "
                    "키워드로 넘기면 안전합니다.",
           "swept": "이 규칙은 {count:,}가지 설정에서 실제 레이어와 비교했고 모두 일치했습니다."},
    "en": {"item": "Item", "general": "In general", "input": "Input shape", "output": "Output shape",
           "rank": "Rank in → rank out", "weight": "Weight", "count": "Parameters",
           "alias": "Other names", "none": "none",
           "rule": "Formula", "measured": "Measured",
           "length": "Per axis, from input *n*", "call": "Setting",
           "argument": "Argument", "then": "TF 2.6", "now": "Now",
           "required": "required", "absent": "none", "refused": "`ValueError`",
           "same": "The same arguments, order and defaults as in TF 2.6.",
           "new": "TF 2.6 had no such class.",
           "order": "The order has changed: {then} in TF 2.6, {now} now. Pass them by keyword.",
           "swept": "The rule was compared with the real layer in {count:,} settings and agreed in all of them."},
}


def make(name: str) -> dict[str, bytes]:
    """All blocks of one class: file relative to snippets/reference → bytes. ValueError where a rule is wrong."""
    e = entry(name)
    ask = {"card": look, "signature": lambda e: layers.signature(e.name),
            "then_now": lambda e: (then.changes(e.name), then.reordered(e.name)),
            "sizes": lambda e: (tables.shown_sizes(e), tables.sweep(e)), "parameters": tables.parameter_cases}
    write = {"card": _card, "signature": _signature, "then_now": _then_now, "sizes": _sizes, "parameters": _parameters}
    facts = {block: ask[block](e) for block in e.blocks}
    return {f"{lang}/{e.chapter}/{e.slug}/{block}.md": write[block](e, facts[block], WORDS[lang]).encode()
            for lang in LANGUAGES for block in e.blocks}


def look(e: Entry) -> tuple:
    """The worked example, held against the entry's general shapes."""
    worked = layers.work(e.name, e.example, *e.shapes)
    weights, output = tables.weight_shapes(e, e.example, e.shapes), tables.output_shape(e, e.shapes)
    told = tuple(m if o is None else o for o, m in zip(output, worked.output_shape, strict=True))
    if (worked.weights, worked.output_shape) != (weights, told):
        raise ValueError(f"{e.name}: general shapes give {weights} and {output}, layer {worked}")
    return worked, layers.ranks(e.name, e.example) if len(e.shapes) == 1 else {}, layers.aliases(e.name)


def row(*cells: object) -> str:
    return "| " + " | ".join(map(str, cells)) + " |\n"


def head(*cells: object, right: int = 0) -> str:
    rules = ["---"] * (len(cells) - right) + ["--:"] * right
    return row(*cells) + "|" + "|".join(rules) + "|\n"


def shape_text(parts) -> str:
    parts = list(parts)
    return f"`({', '.join(map(str, parts))}{',' if len(parts) == 1 else ''})`"


def _card(e: Entry, facts: tuple, w: dict) -> str:
    worked, ranks, aliases = facts
    text = '<div class="card" markdown>\n\n'
    text += head(w["item"], w["general"], f"`{tables.call(e.name, e.example)}`")
    text += row(w["input"], *(", ".join(map(shape_text, shapes)) for shapes in (e.inputs, e.shapes)))
    text += row(w["output"], shape_text(e.output), shape_text(worked.output_shape))
    for name, shape in e.weights.items():
        general = [length.partition(" | ")[0] for length in shape]
        text += row(f"{w['weight']} `{name}`", shape_text(general), shape_text(worked.weights[name]))
    text += row(w["count"], parameter_formula(e), f"**{worked.parameters}**")
    if ranks:
        text += row(w["rank"], ", ".join(f"{i} → {o}" for i, o in ranks.items()), "")
    text += row(w["alias"], ", ".join(f"`{a}`" for a in aliases) or w["none"], "")
    return text + "\n</div>\n"


def parameter_formula(e: Entry) -> str:
    """The number of parameters in general, as Markdown."""
    products = (" × ".join(_factor(t.partition(" | ")[0]) for t in shape if t != "1") for shape in e.weights.values())
    return " + ".join(products) or "0"


def _factor(text: str) -> str:
    return f"(`{text}`)" if " " in text else f"`{text}`"


def _signature(e: Entry, arguments: dict[str, str], w: dict) -> str:
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import PythonLexer

    lines, line = [], "   "
    for argument, default in arguments.items():
        piece = f" {argument}={default}," if default else f" {argument},"
        if len(line + piece) > 72:
            lines, line = [*lines, line], "   "
        line += piece
    code = "\n".join([f"{e.name}(", *lines, line, ")"])
    body = highlight(code, PythonLexer(), HtmlFormatter(nowrap=True)).rstrip("\n")
    return f'<div class="language-python highlight signature"><pre><span></span><code>{body}\n</code></pre></div>\n'


def _then_now(e: Entry, facts: tuple, w: dict) -> str:
    changed, moved = facts
    if changed is None:
        return w["new"] + "\n"
    if not changed and not moved:
        return w["same"] + "\n"
    text = head(w["argument"], w["then"], w["now"]) if changed else ""
    for change in changed:
        text += row(f"`{change.argument}`", default_text(change.then, w), default_text(change.now, w))
    if moved:
        names = [", ".join(f"`{a}`" for a in order) for order in moved]
        text += "\n" * bool(changed) + w["order"].format(then=names[0], now=names[1]) + "\n"
    return text


def default_text(default: str | None, w: dict) -> str:
    if default is None:
        return w["absent"]
    return f"`{default}`" if default else w["required"]


def _sizes(e: Entry, facts: tuple, w: dict) -> str:
    cases, count = facts
    columns = [f"{w[by]} {_size(n)}" for n in e.sizes.inputs for by in ("rule", "measured")]
    text = head(*(f"`{name}`" for name in cases[0].arguments), w["length"], *columns, right=len(columns))
    for case in cases:
        settings = [f'`"{v}"`' if isinstance(v, str) else v for v in case.arguments.values()]
        numbers = [_size(out) if out else w["refused"]
                   for pair in zip(case.rule, case.measured, strict=True) for out in pair]
        text += row(*settings, e.sizes.formula(**case.arguments), *numbers)
    return _numbers(text) + f"\n{w['swept'].format(count=count)}\n"


def _size(numbers: Shape) -> str:
    return " × ".join(map(str, numbers))


def _parameters(e: Entry, rows: list, w: dict) -> str:
    text = head(w["call"], w["input"], w["rule"], w["measured"], right=1)
    for call, shape, formula, measured in rows:
        text += row(f"`{call}`", shape_text(shape), formula, measured)
    return _numbers(text)


def _numbers(table: str) -> str:
    """A wide table, marked so that the site can set it tight and the search leaves it out."""
    return f'<div class="numbers" markdown data-search-exclude>\n\n{table}\n</div>\n'
