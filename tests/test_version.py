"""The page of a single version: its text, its addresses, and nothing of the other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.pages import Page
from tests.small import SETTINGS, edition, run, write

VERSIONS = ("1961-08-26.en", "1962-01-11.fr", "1962-01-11.en")


def page(site: Path, name: str) -> Page:
    return Page(site, site / name)


@pytest.mark.parametrize("home", ["", "fr/"])
@pytest.mark.parametrize("name", VERSIONS)
def test_a_version_stands_alone_with_the_text_of_its_letter(
    site: Path, name: str, home: str
) -> None:
    letter, version = name.split(".")
    alone = page(site, f"{home}letters/{name}.html")
    assert alone.versions() == [version]
    assert alone.text(version) == page(site, f"{home}letters/{letter}.html").text(version)


@pytest.mark.parametrize("name", VERSIONS)
def test_the_addresses_of_a_version_are_those_of_its_letter(site: Path, name: str) -> None:
    letter, version = name.split(".")
    alone, whole = page(site, f"letters/{name}.html").ids, page(site, f"letters/{letter}.html").ids
    own = re.compile(rf"(?:{version}-)?(?:p\d+|dateline|salute|signed|page|note)(?:-\w+)*")
    assert {each for each in whole if own.fullmatch(each)} == {
        each for each in alone if own.fullmatch(each)
    }
    assert len(alone) == len(set(alone))


@pytest.mark.parametrize("name", VERSIONS)
def test_a_version_and_its_letter_lead_to_each_other(site: Path, name: str) -> None:
    letter, _ = name.split(".")
    assert f"{letter}.html" in set(page(site, f"letters/{name}.html").inner())
    assert f"{name}.html" in set(page(site, f"letters/{letter}.html").inner())


def test_notes_and_readings_of_the_other_version_do_not_stand_there(site: Path) -> None:
    french = page(site, "letters/1962-01-11.fr.html").ids
    english = page(site, "letters/1962-01-11.en.html").ids
    assert ("ed-5" in french, "ed-4" in french) == (True, False)
    assert ("ed-5" in english, "ed-4" in english) == (False, True)
    assert ("reading-3" in french, "reading-3" in english) == (True, False)
    assert not [each for each in (*french, *english) if each.startswith("shift-")]


def test_a_page_a_version_is_made_on_demand_only(tmp_path: Path) -> None:
    edition(tmp_path)
    assert run(tmp_path).code == 0
    names = [path.name for path in (tmp_path / "site" / "letters").glob("*.html")]
    assert sorted(names) == ["a.html", "b.html"]
    write(tmp_path, {"letters/edition.yaml": f"{SETTINGS}continuous: yes\n"})
    assert run(tmp_path).code == 0
    names = [path.name for path in (tmp_path / "site" / "letters").glob("a.*html")]
    assert sorted(names) == ["a.en.html", "a.fr.html", "a.html"]


def test_a_setting_that_is_neither_yes_nor_no_is_told(tmp_path: Path) -> None:
    edition(tmp_path, {"letters/edition.yaml": f"{SETTINGS}continuous: often\n"})
    told = run(tmp_path, "check")
    assert told.code == 1
    assert "“often” is neither yes nor no" in told.out
