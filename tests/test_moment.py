"""Dates before our era stand in the order of time, and are compared like the others."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from edition import moment, prepare, validate
from tests.command import ROOT
from tests.small import edition, letter, run

GRAMMAR = validate.grammar("letter.rng", (ROOT / "schema/letter.rng").read_bytes())
IN_TIME = (
    *("", "-0103-07", "-0044", "-0044-03", "-0044-03-15", "-0043-01-01", "0014", "0014-08-19"),
    *("1962-01", "1962-01-11", "1962-01-11T09:00:00", "1962-01-11T10:00:00", "1962-02", "10000"),
)


def test_dates_stand_in_the_order_of_time() -> None:
    mixed = random.Random(1).sample(IN_TIME, len(IN_TIME))
    assert tuple(sorted(mixed, key=moment.order)) == IN_TIME


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        *(("-0044", "-0043", True), ("-0043", "-0044", False), ("-0044", "0014", True)),
        *(("-0044-03-15", "-0044-03-16", True), ("-0044-04", "-0044-03", False)),
        *(("1962", "1962-01-11", False), ("1962-01-11", "1962", False), ("1961", "1962-01", True)),
    ],
)
def test_a_date_is_before_another_as_exactly_as_both_are_given(
    one: str, other: str, before: bool
) -> None:
    assert moment.is_before(one, other) == before


@pytest.mark.parametrize(
    ("date", "early", "late", "lies"),
    [
        *(("-0044-03-15", "-0045", "-0044", True), ("-0043-03-15", "-0045", "-0044", False)),
        *(("-0046-03-15", "-0045", "-0044", False), ("-0044-03", "-0044-03-15", "", True)),
        *(("1962-01-11", "", "1962-01-10", False), ("1962-01-11", "", "", True)),
    ],
)
def test_a_date_lies_between_two_as_exactly_as_all_are_given(
    date: str, early: str, late: str, lies: bool
) -> None:
    assert moment.lies_in(date, early, late) == lies


@pytest.mark.parametrize("date", ["-0044-03-15", "-0044-03-15T09:00:00", "-0044-03-15T09:00:00Z"])
def test_the_day_of_a_date_has_no_time(date: str) -> None:
    assert moment.day(date) == "-0044-03-15"


def test_letters_before_our_era_are_listed_in_their_order(tmp_path: Path) -> None:
    days = {"a": "-0043-07-01", "b": "-0044-03-15", "c": "0014-08-19"}
    files = {f"letters/{name}.xml": letter(day) for name, day in days.items()}
    root = edition(tmp_path / "edition", files)
    assert run(root).code == 0
    for name in ("index", "chronology"):
        page = (root / "site" / f"{name}.html").read_text("utf-8")
        listed = re.findall(r'href="letters/(\w)\.html"', page.partition("<main")[2])
        assert list(dict.fromkeys(listed)) == ["b", "a", "c"], name


@pytest.mark.parametrize(
    ("sent", "received", "codes"),
    [
        ("-0044-03-15", "-0043-01-01", []),
        ("-0043-01-01", "-0044-03-15", ["sent-after-received"]),
    ],
)
def test_a_letter_before_our_era_is_sent_before_it_arrives(
    sent: str, received: str, codes: list[str]
) -> None:
    arrived = f'<persName>Jean</persName><date when="{received}"/>'
    source = letter(sent).replace("<persName>Jean</persName>", arrived)
    found = prepare.letter("letters/a.xml", source.encode(), GRAMMAR)[2]
    assert [each.code for each in found] == codes


def test_the_day_of_a_date_before_our_era_is_the_one_that_is_printed() -> None:
    said = tuple(f'<date when="-0044-03-15">15 {name}</date>.' for name in ("mars", "March"))
    source = letter("0014-08-19", [[said]])
    assert prepare.letter("letters/a.xml", source.encode(), GRAMMAR)[2] == ()
    assert prepare.letter("letters/a.xml", source.replace("15 M", "3 M").encode(), GRAMMAR)[2] != ()
