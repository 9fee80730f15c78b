"""The generated blocks of a layer page: card, signature, then → now, sizes, parameters, in both languages."""

from . import layers, tables, then
from .atlas import LANGUAGES, Entry, entry

WORDS = {
    "ko": {"item": "항목", "general": "일반", "input": "입력 형상", "output": "출력 형상", "rank": "받는 랭크 → 내는 랭크",
           "weight": "가중치", "count": "파라미터 수", "alias": "다른 이름", "none": "없음",
           "rule": "공식", "measured": "측정", "length": "축마다, 입력 *n*에서", "call": "설정", "channels": "입력 채널",
           "argument": "인자", "then": "TF 2.6", "now": "지금", "required": "필수", "absent": "없음",
           "refused": "`ValueError`",
           "same": "TF 2.6의 시그니처와 인자, 순서, 기본값이 모두 같습니다.",
           "new": "TF 2.6에는 없던 클래스입니다.",
           "order": "두 버전에 모두 있는 인자의 순서가 달라졌습니다. 키워드로 넘기면 안전합니다.",
           "swept": "이 규칙은 {count:,}가지 설정에서 실제 레이어와 비교했고 모두 일치했습니다."},
    "en": {"item": "Item", "general": "In general", "input": "Input shape", "output": "Output shape",
           "rank": "Rank in → rank out", "weight": "Weight", "count": "Parameters", "alias": "Other names", "none": "none",
           "rule": "Formula", "measured": "Measured", "length": "Per axis, from input *n*", "call": "Setting",
           "channels": "Input channels", "argument": "Argument", "then": "TF 2.6", "now": "Now",
           "required": "required", "absent": "none", "refused": "`ValueError`",
           "same": "The same arguments, order and defaults as in TF 2.6.",
           "new": "TF 2.6 had no such class.",
           "order": "Arguments that both versions have stand in another order: pass them by keyword.",
           "swept": "The rule was compared with the real layer in {count:,} settings and agreed in all of them."},
}


def make(name: str) -> dict[str, bytes]:
    """All blocks of one class: file relative to snippets/reference → bytes. ValueError where a rule is wrong."""
    e = entry(name)
    facts = {"card": _look(e), "signature": layers.signature(name),
             "then_now": (then.changes(name), then.order_changed(name)),
             "sizes": (tables.shown_sizes(e), tables.sweep(e)), "parameters": tables.parameter_cases(e)}
    writers = {"card": _card, "signature": _signature, "then_now": _then_now, "sizes": _sizes,
               "parameters": _parameters}
    return {f"{lang}/{e.chapter}/{e.slug}/{block}.md": writers[block](e, facts[block], WORDS[lang]).encode()
            for lang in LANGUAGES for block in writers}


def _look(e: Entry) -> tuple:
    """The worked example, held against the entry's general shapes."""
    worked = layers.work(e.name, e.example, e.input_shape)
    expected = tables.weight_shapes(e, e.example, e.input_shape[-1])
    channels = eval(e.out_channels, {}, tables.values(e, e.example, e.input_shape[-1]))
    if (worked.weights, worked.output_shape[-1]) != (expected, channels):
        raise ValueError(f"{e.name}: general shapes give {expected} and {channels} channels, layer {worked}")
    return worked, layers.ranks(e.name, e.example), layers.aliases(e.name)


def _row(*cells: object) -> str:
    return "| " + " | ".join(map(str, cells)) + " |\n"


def _head(*cells: object, right: int = 0) -> str:
    rules = ["---"] * (len(cells) - right) + ["--:"] * right
    return _row(*cells) + "|" + "|".join(rules) + "|\n"


def _shape(parts) -> str:
    parts = list(parts)
    return f"`({', '.join(map(str, parts))}{',' if len(parts) == 1 else ''})`"


def _card(e: Entry, facts: tuple, w: dict) -> str:
    worked, ranks, aliases = facts
    made = ["new_" + axis for axis in e.axes]
    formula = " + ".join(" × ".join(_factor(t) for t in shape if t != "1") for shape in e.weights.values())
    accepted = ", ".join(f"{i} → {o}" for i, o in ranks.items())
    text = '<div class="card" markdown>\n\n'
    text += _head(w["item"], w["general"], f"`{tables.call(e.name, e.example)}`")
    text += _row(w["input"], _shape(["batch", *e.axes, "channels"]), _shape(e.input_shape))
    text += _row(w["output"], _shape(["batch", *made, e.out_channels]), _shape(worked.output_shape))
    for name, shape in e.weights.items():
        text += _row(f"{w['weight']} `{name}`", _shape(shape), _shape(worked.weights[name]))
    text += _row(w["count"], formula, f"**{worked.parameters}**")
    text += _row(w["rank"], accepted, "")
    text += _row(w["alias"], ", ".join(f"`{a}`" for a in aliases) or w["none"], "")
    return text + "\n</div>\n"


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
    changed, reordered = facts
    if changed is None:
        return w["new"] + "\n"
    if not changed and not reordered:
        return w["same"] + "\n"
    text = _head(w["argument"], w["then"], w["now"])
    for change in changed:
        text += _row(f"`{change.argument}`", _default(change.then, w), _default(change.now, w))
    return text + (f"\n{w['order']}\n" if reordered else "")


def _default(default: str | None, w: dict) -> str:
    if default is None:
        return w["absent"]
    return f"`{default}`" if default else w["required"]


def _sizes(e: Entry, facts: tuple, w: dict) -> str:
    cases, count = facts
    names = ("kernel_size", "strides", "padding", "dilation_rate")
    inputs = [_size(n) for n in tables.INPUTS[e.rank]]
    columns = [f"{w[by]} {n}" for n in inputs for by in ("rule", "measured")]
    text = _head(*(f"`{n}`" for n in names), w["length"], *columns, right=len(columns))
    for case in cases:
        a = case.arguments
        settings = [f'`"{a[n]}"`' if n == "padding" else a[n] for n in names]
        numbers = [_size(out) if out else w["refused"]
                   for pair in zip(case.rule, case.measured) for out in pair]
        text += _row(*settings, tables.formula(**a), *numbers)
    return f"{text}\n{w['swept'].format(count=count)}\n"


def _size(numbers: tuple[int, ...]) -> str:
    return " × ".join(map(str, numbers))


def _parameters(e: Entry, rows: list, w: dict) -> str:
    text = _head(w["call"], w["channels"], w["rule"], w["measured"], right=1)
    for call, channels, formula, measured in rows:
        text += _row(f"`{call}`", channels, formula, measured)
    return text
