"""One small fixture a rule: what is wrong is found on its line, once, and nothing else is.

`tests/rules/base` is an edition in which everything is right. A fixture is named after the
rule that it breaks: `<code>.xml` stands in place of the base's letter of 1900-01-02, a folder
`<code>/` is laid over the base. What must be found is written where it must be found, as
`expect: code` in a comment on that line; for a file that can hold no comment, in `<code>/expect`
as lines `file:line code`. An empty file of a fixture takes the base's file away; a `~` in a name
falls away, since names that differ in capitals only cannot stand in one folder everywhere.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from edition import press, report
from edition.finding import Place
from edition.folder import folder
from edition.rules import LOOK, RULES, SITE, TABLES

HERE = Path(__file__).parent / "rules"
BASE = HERE / "base"
LETTER = "letters/1900-01-02.xml"
EXPECT = re.compile(r"expect: ([a-z-]+(?:, [a-z-]+)*)")
# The rules of the built site are broken where it is made: test_check.py, test_render.py; those of
# tables in test_shifts.py, those of grammars and templates in test_hostile.py; a file of eight
# megabytes is made in test_read.py.
ELSEWHERE = {rule.code for rule in (*SITE, *TABLES, *LOOK)} | {"file-too-large"}
FIXTURES = sorted(path for path in HERE.iterdir() if path != BASE)
Found = set[tuple[str, int, str]]


def laid_out(fixture: Path, place: Path) -> Path:
    """The base edition with a fixture laid over it."""
    shutil.copytree(BASE, place)
    if fixture.suffix == ".xml":
        shutil.copy(fixture, place / LETTER)
        return place
    for path in sorted(fixture.rglob("*")):
        target = place / str(path.relative_to(fixture)).replace("~", "")
        if path.is_dir() and not path.is_symlink():
            target.mkdir(exist_ok=True)
        elif not path.is_symlink() and path.stat().st_size == 0:
            target.unlink()
        elif path.name != "expect":
            shutil.copy(path, target, follow_symlinks=False)
    return place


def expected(fixture: Path, place: Path) -> Iterator[tuple[str, int, str]]:
    """What the files say must be found: file, line, code."""
    listed = fixture / "expect"
    if listed.is_file():
        for entry in listed.read_text().splitlines():
            where, code = entry.split(" ")
            file, line = where.rsplit(":", 1)
            yield file, int(line), code
    for path in sorted(place.rglob("*")):
        if not path.is_file():
            continue
        lines = path.read_bytes().decode("utf-8", "replace").split("\n")
        for number, line in enumerate(lines, 1):
            for found in EXPECT.finditer(line):
                for code in found[1].split(", "):
                    yield path.relative_to(place).as_posix(), number, code


def found(place: Path) -> Found:
    """What the check of an edition finds: file, line, code. Each has a column and a hint."""
    opened, faults = folder(place)
    outcome = press.checked(opened, faults, 1, lambda *_: None)
    names = {finding.where.file for finding in outcome.findings}
    sources = {name: (place / name).read_bytes() for name in names if (place / name).is_file()}
    placed = report.placed(outcome.findings, sources)
    assert all(finding.hint for finding in placed)
    lines = []
    for finding in placed:
        assert isinstance(finding.where, Place)
        assert bool(finding.where.column) == bool(finding.where.line)
        lines.append((finding.where.file, finding.where.line, finding.code))
    assert len(lines) == len(set(lines)), "a fault is found twice"
    return set(lines)


def test_nothing_is_found_in_an_edition_in_which_everything_is_right() -> None:
    assert found(BASE) == set()


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_what_breaks_a_rule_is_found_on_its_line_and_nothing_else_is(
    fixture: Path, tmp_path: Path
) -> None:
    place = laid_out(fixture, tmp_path / "edition")
    assert found(place) == set(expected(fixture, place))
    assert fixture.stem in {code for _, _, code in expected(fixture, place)}


def test_every_rule_of_the_sources_has_a_fixture_and_every_fixture_a_rule() -> None:
    assert {path.stem for path in FIXTURES} == {rule.code for rule in RULES} - ELSEWHERE
