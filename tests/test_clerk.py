"""Releases, declarations and citations, by the commands an editor gives in an edition's folder."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from edition import ledger
from edition.clerk import journal
from edition.folder import RELEASES
from tests.command import ROOT, checkout, files
from tests.pages import pages
from tests.small import edition, letter, run, write

A = "letters/a.xml"
LEDGER = "letters/anchors/a.tsv"
TWO = [[("Bonjour à tous.", "Hello to everybody.")], [("Il pleut ici.", "It is raining here.")]]
DAY = "1999-01-02"


def released(root: Path, version: str = "1.0.0", *words: str, day: str = DAY) -> str:
    """Records a release, and gives what it says."""
    said = run(root, "release", version, "--date", day, *words)
    assert said.code == 0, said.out + said.err
    return said.out


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An edition whose first release has been recorded."""
    made = edition(tmp_path / "edition", {A: letter("1961-01-01", TWO)})
    released(made)
    return made


def codes(root: Path, command: str = "check") -> list[str]:
    """The codes of what is found."""
    said = run(root, command, "--format", "json")
    found = sorted({each["code"] for each in json.loads(said.out)})
    assert said.code == bool(found)
    return found


def changed(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text("utf-8")
    assert old in text
    write(root, {name: text.replace(old, new)})


# --- the edition itself ------------------------------------------------------------------------


def test_a_release_of_this_edition_lists_every_address_on_every_page(tmp_path: Path) -> None:
    root = checkout(tmp_path / "copy")
    for name in ("CHANGELOG.md", "CITATION.cff", "pyproject.toml"):
        (root / name).write_bytes((ROOT / name).read_bytes())
    last = _last(root)
    version, day = f"{last[0] + 1}.0.0", "2099-12-31"
    released(root, version, "--note", "A trial.", "--note", "fr: Un essai.", day=day)
    said = run(root, "build")
    assert said.code == 0, said.out
    listed = addresses(root)
    for page in pages(root / "site"):
        path = page.name.removeprefix("fr/")
        shown = {path, *(f"{path}#{name}" for name in page.ids if not name.startswith("_"))}
        assert shown - listed == set(), page.name
    assert f'version: "{version}"' in (root / "CITATION.cff").read_text("utf-8")
    assert f"date-released: {day}" in (root / "CITATION.cff").read_text("utf-8")
    assert f"\n## {version}, {day}\n" in (root / "CHANGELOG.md").read_text("utf-8")
    assert f'\nversion = "{version}"\n' in (root / "pyproject.toml").read_text("utf-8")
    for path in sorted((root / "letters").glob("*.xml")):
        assert (
            f'<change when="{day}" who="#editors">Release {version}.</change>' in path.read_text()
        )


def _last(root: Path) -> tuple[int, int, int]:
    path = root / RELEASES
    known = ledger.releases(RELEASES, path.read_bytes())[0] if path.is_file() else ()
    return ledger.numbers(known[-1].version) if known else (0, 0, 0)


def addresses(root: Path) -> set[str]:
    """All addresses of the ledgers of an edition."""
    found = set()
    for path in (root / "letters" / "anchors").glob("*.tsv"):
        page = "" if path.stem == "_pages" else f"letters/{path.stem}.html"
        if path.stem != "_releases":
            lines = ledger.table(path.name, path.read_bytes())[0].lines
            found |= {ledger.full(page, line.address) for line in lines}
    return found


# --- releases ----------------------------------------------------------------------------------


def test_what_was_just_released_is_sound_and_a_second_release_adds_only_itself(root: Path) -> None:
    assert codes(root) == []
    assert run(root).code == 0
    before = files(root / "letters" / "anchors")
    released(root, "1.0.1", day="1999-01-03")
    after = files(root / "letters" / "anchors")
    assert {name for name in after if after[name] != before.get(name)} == {"_releases.tsv"}
    assert codes(root) == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["1.0.0"], "1.0.0 is not greater than 1.0.0, the last release"),
        (["0.9.9"], "0.9.9 is not greater than 1.0.0, the last release"),
        (["1.1"], "“1.1” is not the number of a release"),
        (["1.1.0", "--date", "1999-02-30"], "“1999-02-30” is not a day"),
        (["1.1.0", "--date", "1999-01-01"], "1999-01-01 lies before 1999-01-02"),
    ],
)
def test_a_release_that_cannot_be_is_refused(root: Path, words: list[str], message: str) -> None:
    before = files(root / "letters")
    said = run(root, "release", *words)
    assert (said.code, said.out) == (2, "")
    assert message in said.err
    assert files(root / "letters") == before


def test_what_is_wrong_is_not_released(root: Path) -> None:
    changed(root, A, "Il pleut", "Il neige")
    before = files(root / "letters")
    said = run(root, "release", "1.1.0", "--date", DAY)
    assert said.code == 1
    assert "anchor-changed" in said.out
    assert "not released: 1 error" in said.out
    assert files(root / "letters") == before


@pytest.mark.parametrize("fatal", [0, 1, 2, 5, 8, 9, 99])
def test_a_release_that_is_cut_off_is_whole_or_never_happened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fatal: int
) -> None:
    """The disk fails at one file; the next command finds all of the release, or nothing."""
    root = edition(tmp_path / "edition")
    before = files(root / "letters")
    real, calls = os.replace, [0]

    def replace(source: str, target: str) -> None:
        if calls[0] == fatal and Path(source).is_relative_to(root / journal.FOLDER):
            raise OSError(28, "No space left on device", target)
        calls[0] += Path(source).is_relative_to(root / journal.FOLDER)
        real(source, target)

    monkeypatch.setattr(journal.os, "replace", replace)
    said = run(root, "release", "1.0.0", "--date", DAY)
    monkeypatch.undo()
    assert codes(root) == []
    recorded = (root / RELEASES).is_file()
    assert recorded or files(root / "letters") == before
    assert not (root / journal.FOLDER).exists()
    if recorded:
        assert len(addresses(root)) > 20
    assert recorded == (said.code == 0 or fatal > 0)


# --- everything that was published -------------------------------------------------------------


def test_a_letter_that_was_released_does_not_go_in_silence(root: Path) -> None:
    write(root, {A: None})
    assert codes(root) == ["anchor-lost"]
    said = run(root, "check")
    assert "“letters/a.html” was published in 1.0.0 and is not there any more (nor are" in said.out
    assert 'declare letters/a.html withdrawn --reason "…"' in said.out


def test_a_renamed_letter_takes_all_its_addresses_along(root: Path) -> None:
    (root / A).rename(root / "letters/c.xml")
    assert codes(root) == ["anchor-lost"]
    said = run(root, "declare", "letters/a.html", "moved", "letters/c.html")
    assert said.code == 0
    assert "letters/a.html#fr-p2-s1: moved to letters/c.html#fr-p2-s1" in said.out
    assert codes(root) == []


def test_a_change_is_declared_by_the_command_that_the_finding_names(root: Path) -> None:
    changed(root, A, "Il pleut ici.", "Il neige ici.")
    said = run(root, "check")
    assert "it read “Il pleut ici.” and reads “Il neige ici.”" in said.out
    command = re.search(r"`python build\.py (declare .*?) --reason", said.out)
    assert command is not None
    assert run(root, *command[1].split(), "--reason", "A slip.").code == 0
    assert codes(root) == []
    assert "letters/a.html#fr-p2-s1 changed: A slip." in released(root, "1.1.0")
    assert codes(root) == []
    assert "Release 1.1.0: fr-p2-s1 changed: A slip." in (root / A).read_text()


def test_what_is_not_so_is_not_declared(root: Path) -> None:
    said = run(root, "declare", "letters/a.html#fr-p2-s1", "changed")
    assert said.code == 2
    assert "“letters/a.html#fr-p2-s1” has the text that was released" in said.err


@pytest.mark.parametrize(
    "name", ["letters/anchors/a.tsv", "letters/anchors/_pages.tsv", "letters/anchors/_releases.tsv"]
)
def test_a_ledger_that_is_gone_is_missed(root: Path, name: str) -> None:
    write(root, {name: None})
    assert "ledger-altered" in codes(root)


def test_pages_of_prose_and_languages_are_addresses_too(root: Path) -> None:
    changed(root, "letters/edition.yaml", "[en, fr]", "[fr, en]")
    assert codes(root) == ["anchor-lost"]
    said = run(root, "check")
    assert "“fr/” was published in 1.0.0" in said.out
