"""A formula's TeX becomes Typst mathematics, by way of the MathML that the site shows, with words that read it out."""

from functools import cache

from lxml import etree

from ..hooks.formulas import to_mathml
from .source import string
from .speech import speak

TOKENS = {"mi", "mn", "mo", "mtext"}
SCRIPTS = {"msub": "_({1})", "msup": "^({1})", "msubsup": "_({1})^({2})",
           "munder": "_({1})", "munderover": "_({1})^({2})"}
BRACKETS = set("()[]⌊⌋⌈⌉")  # Typst matches and stretches these by itself
ESCAPED = set("#$&'\"*,/:;<=>@\\^_`|~")


@cache
def formula(tex: str, display: bool, language: str) -> str:
    """Typst source of an equation with its spoken form as alternative; ValueError when a part is not known."""
    tree = etree.fromstring(to_mathml(tex, display))
    body, alt = _row(tree), string(speak(tree, language))
    return f"#display-formula({alt}, $ {body} $)" if display else f"#formula({alt}, ${body}$)"


def _row(node) -> str:
    return " ".join(filter(None, map(_node, node)))


def _node(node) -> str:
    if node.tag in TOKENS:
        return _token(node)
    if node.tag in SCRIPTS:
        base, *others = map(_node, node)
        if node[1].text == "′":
            return f"{base}′"
        return base + SCRIPTS[node.tag].format(base, *others)
    if node.tag in ("mrow", "mstyle", "math"):
        return _row(node)
    if node.tag == "mfrac":
        return "/".join(_node(part) if len(part) <= 1 and part.tag != "msqrt" else f"({_node(part)})" for part in node)
    if node.tag == "msqrt":
        return f"sqrt({_row(node)})"
    if node.tag == "mspace":
        return f"#h({node.get('width')})"
    raise ValueError(f"no Typst for <{node.tag}>")


def _token(node) -> str:
    text = (node.text or "").strip()
    if node.tag == "mtext":
        return string(node.text or "")
    if node.tag != "mn" and len(text) > 1:
        return f"op({string(text)}, limits: #{str(text == 'max').lower()})"
    if text in BRACKETS:
        return text
    if text == "*":
        return "ast.op"
    if node.get("form") == "prefix":
        return f'class("unary", {text})'
    return "".join("\\" + char if char in ESCAPED else char for char in text)
