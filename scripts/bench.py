"""Speed as ratios taken in one run, and sizes; printed, and written as a table that the site shows."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from . import ledger, products, runner
from .bench_book import book_measures
from .bench_labs import lab_measures
from .bench_serve import serve_measures
from .contest import contest
from .measured import write
from .paths import FIGURES, LANGUAGES, LEDGER, ROOT, SITE
from .weigh import visits, weigh

PARTS = ("docs", "snippets", "scripts", "overrides", "mkdocs.yml", "mkdocs.en.yml")
CHAPTER = ("snippets/convolution", "figures/convolution", "reference/convolution")
IMPORT = "import tensorflow as tf; tf.keras.layers.Layer"
BARE = """INHERIT: mkdocs.yml
site_dir: {folder}-site
hooks: []
extra_css: []
extra_javascript: []
theme: {{custom_dir: bare}}
extra: {{alternate: null}}
"""
WORDS = {
    "fresh": ("낡은 것이 없을 때의 `update` ÷ TensorFlow 가져오기",
              "`update` with nothing stale ÷ import of TensorFlow"),
    "one": ("예제 1개가 낡았을 때의 `update` ÷ (가져오기 + 예제)",
            "`update` with 1 stale snippet ÷ (import + snippet)"),
    "serve_page": ("미리 보기에서 페이지를 저장하고 보일 때까지 (초)",
                   "preview: from saving a page until it shows (seconds)"),
    "serve_snippet": ("미리 보기에서 예제를 저장하고 보일 때까지 (초)",
                      "preview: from saving an example until it shows (seconds)"),
    "all": ("합성곱 장을 전부 다시 만들기 ÷ (가져오기 + 합계 ÷ 코어 수)",
            "the whole convolution chapter again ÷ (import + sum ÷ cores)"),
    "build": ("한 언어 사이트 만들기 ÷ 아무것도 더하지 않은 mkdocs", "building one language ÷ bare mkdocs"),
    "book_time": ("책 한 쪽을 만드는 시간 (초)", "a page of the book (seconds)"),
    "book_size": ("책 한 쪽의 크기 (KB)", "a page of the book (KB)"),
    "book_memory": ("책을 만들 때 가장 큰 프로세스 (MiB)", "largest process that makes the book (MiB)"),
    "book_growth": ("한 장을 10번 담은 책의 쪽당 시간 ÷ 1번 담은 책", "time a page of a chapter 10 times over ÷ once"),
    "labs": ("실습 전부 실행하기 ÷ 그 코드를 차례로 실행하기",
             "executing all labs ÷ their plain code, one after the other"),
    "labs_build": ("실습이 있는 한 언어 사이트 ÷ 없는 사이트", "one language with labs ÷ without"),
    "first": ("가장 무거운 페이지를 처음 열어 끝까지, 글꼴과 검색 포함 (KB)",
              "heaviest page opened first and read to its end, fonts and search included (KB)"),
    "second": ("두 번째 페이지가 열릴 때 (KB)", "second page as it opens (KB)"),
    "html": ("가장 큰 HTML (KB)", "largest HTML (KB)"),
    "figure": ("가장 큰 그림 (KB)", "largest figure (KB)"),
}
TARGETS = {"fresh": 1.0, "one": 1.3, "serve_page": 2, "serve_snippet": 2, "all": 1.5, "build": 1.5,
           "book_time": 0.15, "book_size": 30, "book_memory": 1024,
           "book_growth": 1.3, "labs": 1.5, "labs_build": 1.5, "first": 450, "second": 80, "html": 30, "figure": 40}
HEADS = {"ko": ("무엇", "측정", "목표"), "en": ("What", "Measured", "Target")}


@dataclass(frozen=True)
class Measure:
    key: str
    value: float

    def row(self, language: str) -> str:
        digits = 2 if TARGETS[self.key] <= 2 else 0
        words = WORDS[self.key][LANGUAGES.index(language)]
        return f"| {words} | {self.value:.{digits}f} | ≤ {TARGETS[self.key]:g} |\n"


def bench() -> int:
    """Measure everything; returns 1 when a target is missed."""
    if not SITE.exists():
        from .site import build
        build()
    print("Conv2DTranspose k=3, k=4, UpSampling2D + Conv2D:", " ".join(f"{r:.1f}" for r in contest()), flush=True)
    measures = []
    with tempfile.TemporaryDirectory(prefix="atlas-bench-") as folder:
        tree = _copy(Path(folder) / "tree")
        for take in (_update_times, _serve, _cold, _build, _book, _labs, _sizes):
            measures += _said(take(tree))
    write("bench", {language: "| {} | {} | {} |\n|---|--:|--:|\n".format(*HEADS[language])
                    + "".join(m.row(language) for m in measures) for language in LANGUAGES})
    return int(any(m.value > TARGETS[m.key] for m in measures))


def _said(measures: list[Measure]) -> list[Measure]:
    for measure in measures:
        missed = "" if measure.value <= TARGETS[measure.key] else "   MISSED"
        print(f"{measure.value:8.2f}  (target {TARGETS[measure.key]:g})  {WORDS[measure.key][1]}{missed}", flush=True)
    return measures


def _copy(tree: Path) -> Path:
    tree.mkdir()
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, tree / part)
    return tree


def _time(command: list[str], tree: Path) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=tree, check=True, env=os.environ | runner.QUIET | {"NO_MKDOCS_2_WARNING": "1"},
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def _update_times(tree: Path) -> list[Measure]:
    """Fresh and one-stale updates against plain Python doing the same, in turn, medians of five."""
    snippet = tree / "snippets" / "convolution" / "conv1d" / "window.md"
    script = tree / "one.py"
    code = snippet.read_text(encoding="utf-8").split("```")[1].removeprefix("python\n")
    script.write_text(code, encoding="utf-8", newline="\n")
    update = [sys.executable, "-m", "scripts", "update", "snippets"]
    times = {"import": [], "plain": [], "fresh": [], "one": []}
    kept = snippet.read_bytes()
    for _ in range(5):
        times["import"].append(_time([sys.executable, "-c", IMPORT], tree))
        times["plain"].append(_time([sys.executable, str(script)], tree))
        times["fresh"].append(_time(update, tree))
        snippet.write_bytes(kept.replace(b"```text\n", b"```text\nedited\n"))
        times["one"].append(_time(update, tree))
        assert snippet.read_bytes() == kept
    middle = {name: statistics.median(found) for name, found in times.items()}
    return [Measure("fresh", middle["fresh"] / middle["import"]), Measure("one", middle["one"] / middle["plain"])]


def _serve(tree: Path) -> list[Measure]:
    return [Measure(key, value) for key, value in serve_measures(tree).items()]


def _cold(tree: Path) -> list[Measure]:
    """Every product of a chapter made again, against the import and each job's own time, one after the other."""
    book = ledger.load()
    jobs = [p.job for p in products.collect(ledger.versions(book))[0] if p.name.startswith(CHAPTER)]
    alone = sum(result.seconds for result in runner.run(jobs, workers=1))
    loading = _time([sys.executable, "-c", IMPORT], tree)
    (tree / LEDGER.relative_to(ROOT)).unlink()
    cold = _time([sys.executable, "-m", "scripts", "update", *CHAPTER], tree)
    return [Measure("all", cold / (loading + alone / (os.cpu_count() or 1)))]


def _build(tree: Path) -> list[Measure]:
    """One language, finished, against mkdocs with the theme alone, in turn, medians of five."""
    (tree / "bare").mkdir()
    (tree / "bare.yml").write_text(BARE.format(folder=tree / "bare"), encoding="utf-8", newline="\n")
    ours = [sys.executable, "-m", "scripts.site", "ko", str(tree / "ours")]
    bare = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", "bare.yml"]
    pairs = [(_time(ours, tree), _time(bare, tree)) for _ in range(5)]
    return [Measure("build", statistics.median(a for a, _ in pairs) / statistics.median(b for _, b in pairs))]


def _book(tree: Path) -> list[Measure]:
    (tree / "book").mkdir()
    return [Measure(key, value) for key, value in book_measures(tree / "book").items()]


def _labs(tree: Path) -> list[Measure]:
    return [Measure(key, value) for key, value in lab_measures(tree, _time).items()]


def _sizes(tree: Path) -> list[Measure]:
    first, second = visits(SITE, ["ko/convolution/conv2d/", "ko/convolution/conv1d/"], search="합성곱")
    html = max(map(weigh, SITE.rglob("*.html")))
    figure = max(map(weigh, FIGURES.rglob("*.svg")))
    sizes = {"first": sum(first.values()), "second": sum(second.values()), "html": html, "figure": figure}
    return [Measure(key, size / 1000) for key, size in sizes.items()]
