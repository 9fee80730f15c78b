"""Promise: the zip of the offline edition says how to open it, is the same every time; a failure leaves the old one."""

import json
import re
import zipfile

import pytest
from served import DOWNLOADS, OFFLINE, ROOT, pack
from trees import copy_tree

from scripts import offline

VERSIONS = json.loads((ROOT / "snippets" / "recorded.json").read_text())["versions"]


def test_readme(packed, top):
    data = (top / "README.txt").read_bytes()
    text = data.decode("utf-8-sig")
    assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\n") == data.count(b"\r\n") > 30
    said = ["압축을 모두 푸세요", "검색", "아무것도 어디로도 보내지 않습니다", "글꼴", "Unzip everything first",
            "Search", "nothing is sent anywhere", "SIL Open Font License", "MIT License",
            *DOWNLOADS, *VERSIONS.values()]
    assert [words for words in said if words not in text] == []
    for pattern in re.findall(r"ko/assets/\S+[.]txt", text):
        assert list(top.glob(pattern)), f"README names {pattern}, which is not there"


def test_zip_is_the_same_every_time(packed, tmp_path):
    first, downloads = packed
    made = pack(tmp_path, *reversed(downloads), TZ="Asia/Seoul", SITE_URL="https://elsewhere.example/")
    assert made.returncode == 0, made.stdout + made.stderr
    with zipfile.ZipFile(first) as one, zipfile.ZipFile(tmp_path / OFFLINE) as two:
        assert one.namelist() == two.namelist() == sorted(one.namelist())
        assert [name for name in one.namelist() if one.read(name) != two.read(name)] == []
        assert all(re.fullmatch(r"keras-layer-atlas/[\x21-\x7e]+", name) for name in one.namelist())
        assert {entry.external_attr >> 16 for entry in one.infolist()} == {0o100644}
        assert len({entry.date_time for entry in one.infolist()}) == 1
        for path in downloads:
            assert one.read(f"keras-layer-atlas/downloads/{path.name}") == path.read_bytes()
    assert first.read_bytes() == (tmp_path / OFFLINE).read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == [OFFLINE], "something was left behind"


@pytest.mark.parametrize(("epoch", "checked", "expected"), [
    ("1700000000", "2026-01-02", (2023, 11, 14, 22, 13, 20)), ("", "2026-01-02", (2026, 1, 2, 0, 0, 0)),
    ("0", "", (1980, 1, 1, 0, 0, 0)), ("", "", (1980, 1, 1, 0, 0, 0))])
def test_time_in_the_zip(monkeypatch, epoch, checked, expected):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert offline._moment(checked) == expected


def test_a_bad_page_leaves_the_old_zip(tmp_path):
    tree, folder = copy_tree(tmp_path / "tree"), tmp_path / "out"
    (tree / ".cache").symlink_to(ROOT / ".cache")
    folder.mkdir()
    (folder / OFFLINE).write_text("old")
    for page, added in {"ko/glossary.md": "\n\n$\\frac{1}{$\n", "en/glossary.md": "\n\nthe file --8<-- no\n"}.items():
        with (tree / "docs" / page).open("a", encoding="utf-8") as file:
            file.write(added)
    made = pack(folder, tree=tree)
    assert made.returncode == 1
    wanted = ["docs/ko/glossary.md:", "bad formula", "docs/en/glossary: ", "not followed", "to mend it"]
    assert [words for words in wanted if words not in made.stderr] == [], made.stderr
    assert "Traceback" not in made.stderr and len(made.stderr.splitlines()) < 12, made.stderr
    assert [(path.name, path.read_text()) for path in folder.iterdir()] == [(OFFLINE, "old")]


def test_a_missing_or_misnamed_download_is_refused_at_once(tmp_path):
    (tmp_path / "책.pdf").write_text("%PDF")
    made = pack(tmp_path, tmp_path / "no.pdf", tmp_path / "책.pdf")
    assert made.returncode == 1 and "building" not in made.stdout
    assert all(words in made.stderr for words in ("no.pdf: no such file", "책.pdf: a name", "to mend it")), made.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["책.pdf"]
