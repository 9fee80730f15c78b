"""MathML read out as one says it in Korean or English: the text alternative of a formula in the book."""

import re

SIGNS = {  # sign: how it is said in Korean, in English
    "+": ("더하기", "plus"), "−": ("빼기", "minus"), "×": ("곱하기", "times"), "·": ("곱하기", "times"),
    "/": ("나누기", "divided by"), "⊙": ("원소별 곱하기", "times elementwise"), "*": ("합성곱", "convolved with"),
    "=": ("=", "equals"), "≤": ("작거나 같음", "is at most"), "<": ("작음", "is less than"), ",": (",", ","),
    "(": ("괄호 열고", "open paren"), ")": ("괄호 닫고", "close paren"), "⌊": ("내림 괄호 열고", "the floor of"),
    "⌋": ("내림 괄호 닫고", "end floor"), "⌈": ("올림 괄호 열고", "the ceiling of"),
    "⌉": ("올림 괄호 닫고", "end ceiling"),
    "∞": ("무한대", "infinity"), "±": ("플러스마이너스", "plus or minus"), "σ": ("시그마 함수", "sigma"),
    "tanh": ("하이퍼볼릭 탄젠트", "hyperbolic tangent"), "cos": ("코사인", "cosine"), "max": ("최댓값", "the maximum"),
    "∑": ("합", "the sum"), "∏": ("곱", "the product"), "′": ("프라임", "prime"),
}
PHRASES = {
    "minus": ("마이너스", "minus"),
    "capital": ("대문자 {base}", "capital {base}"),
    "range": (", {name}{subject} {first}부터 {over}까지일 때의 {sign},",
              "{sign} from {name} equals {first} to {over} of"),
    "between": (", {name}{subject} {first} 이상 {over} 미만일 때의 {sign},",
                "{sign} over {name} from {first} to below {over} of"),
    "where": (", {left}{subject} {right}인 항의 {sign},", "{sign} over {left} equals {right} of"),
    "over": (", {under}에 대한 {sign},", "{sign} over {under} of"),
    "sub": ("{base} 아래 첨자 {index}", "{base} sub {index}"),
    "long_sub": ("{base} 아래 첨자 {index} 첨자 끝", "{base} sub {index} end sub"),
    "square": ("{base} 제곱", "{base} squared"),
    "sup": ("{base} 위 첨자 {index} 첨자 끝", "{base} superscript {index} end superscript"),
    "fraction": ("{below}분의 {above}", "{above} over {below}"),
    "long_fraction": ("분수, 분자 {above}, 분모 {below}, 분수 끝", "the fraction {above} over {below}, end fraction,"),
    "root": ("제곱근 {inner} 제곱근 끝", "the square root of {inner} end root"),
}
LANGUAGES = ("ko", "en")
CLOSED = set("013678lmnrLMNR")  # said in Korean, these end in a consonant
BIG = {"∑", "∏", "max"}


def speak(tree, language: str) -> str:
    """The formula in words; ValueError names the sign or tag that has none."""
    said = _Reader(LANGUAGES.index(language)).say(tree)
    if language == "ko":
        said = re.sub(r"(\S) =", lambda found: found[1] + ("은" if _closed(found[1]) else "는"), said)
    said = re.sub(r"(?:\s*,)+", ",", said)
    return re.sub(r" +", " ", said).strip(" ,")


def _closed(char: str) -> bool:
    """Whether the Korean word that ends so takes 은 rather than 는."""
    return char in CLOSED or ("가" <= char <= "힣" and (ord(char) - ord("가")) % 28 != 0)


class _Reader:
    def __init__(self, column: int):
        self.column = column

    def say(self, node) -> str:
        name = f"_{node.tag}"
        if hasattr(self, name):
            return getattr(self, name)(node)
        raise ValueError(f"no words for <{node.tag}>")

    def _mrow(self, node) -> str:
        return self._row(list(node))

    def _row(self, nodes: list) -> str:
        """What stands in a row; a minus at its head is a sign."""
        words = list(map(self.say, nodes))
        if nodes and nodes[0].text == "−":
            words[0] = self._phrase("minus")
        return " ".join(filter(None, words))

    _math = _mstyle = _mrow

    def _mi(self, node) -> str:
        text = (node.text or "").strip()
        if node.tag == "mo" and node.get("form") == "prefix" and text == "−":
            return self._phrase("minus")
        if text in SIGNS:
            return SIGNS[text][self.column]
        if re.fullmatch("[A-Z]", text):
            return self._phrase("capital", base=text)
        if re.fullmatch(r"[A-Za-z]+|\d+(\.\d+)?", text):
            return text
        raise ValueError(f"no words for {text!r}")

    _mo = _mn = _mi

    def _mtext(self, node) -> str:
        return (node.text or "").strip()

    def _mspace(self, node) -> str:
        return "," if node.get("width", "").startswith(("1", "2")) else ""

    def _msub(self, node) -> str:
        if node[0].text in BIG:
            return self._big(node[0], node[1])
        base, index = map(self.say, node)
        return self._phrase("sub" if " " not in index else "long_sub", base=base, index=index)

    def _msup(self, node) -> str:
        base, index = map(self.say, node)
        if node[1].text == "′":
            return f"{base} {index}"
        return self._phrase("square" if index == "2" else "sup", base=base, index=index)

    def _msubsup(self, node) -> str:
        if node[0].text in BIG:
            return self._munderover(node)
        base, below, above = map(self.say, node)
        base = self._phrase("sub", base=base, index=below)
        return self._phrase("square" if above == "2" else "sup", base=base, index=above)

    def _munder(self, node) -> str:
        return self._big(*node)

    def _munderover(self, node) -> str:
        name, first = self._sides(node[1])
        return self._phrase("range", sign=self.say(node[0]), name=name, subject=self._subject(name), first=first,
                            over=self.say(node[2]))

    def _big(self, sign, under) -> str:
        """A sum, product or maximum over what stands below it: a condition, bounds or a list of indices."""
        said, signs = self.say(sign), [part.text for part in under]
        if signs[1:4:2] == ["≤", "<"]:
            first, name, over = (self.say(under[i]) for i in (0, 2, 4))
            return self._phrase("between", sign=said, name=name, subject=self._subject(name), first=first, over=over)
        if "=" in signs:
            left, right = self._sides(under)
            return self._phrase("where", sign=said, left=left, subject=self._subject(left), right=right)
        return self._phrase("over", sign=said, under=self.say(under))

    def _sides(self, row) -> tuple[str, str]:
        """What stands left and right of the first equals sign."""
        parts = list(row)
        middle = next(i for i, part in enumerate(parts) if part.text == "=")
        return self._row(parts[:middle]), self._row(parts[middle + 1:])

    @staticmethod
    def _subject(words: str) -> str:
        return "이" if _closed(words[-1]) else "가"

    def _mfrac(self, node) -> str:
        above, below = map(self.say, node)
        short = " " not in above + below
        return self._phrase("fraction" if short else "long_fraction", above=above, below=below)

    def _msqrt(self, node) -> str:
        return self._phrase("root", inner=self._mrow(node))

    def _phrase(self, kind: str, /, **parts: str) -> str:
        return PHRASES[kind][self.column].format(**parts)
