"""Records for reference managers: read by strangers, and of one mind on what they say."""

from __future__ import annotations

import json
import re
from typing import Any

import bibtexparser
import pytest
import rispy
from msgspec.structs import replace

from edition.cite import Archive, Cited, Person
from edition.formats import Given
from tests.given import BASE, file, letter

LETTERS = {name: letter(name, BASE, "1.0.0") for name in ("1962-01-11", "1961-08-26")}
ODD = replace(
    LETTERS["1962-01-11"],
    cited=replace(
        LETTERS["1962-01-11"].cited,
        title="50 % of “{a}” & <b> \\ #1_x~y^z $\nsecond line",
        authors=(Person("Roche, and Sons"), Person("Jean and Hill", "and Hill", "Jean")),
        archive=Archive("The “Archive” & {Sons}", "FO 371/1 #2"),
    ),
)  # fmt: skip
EACH = pytest.mark.parametrize("given", [*LETTERS.values(), ODD], ids=[*LETTERS, "odd"])
PINPOINTS = pytest.mark.parametrize("name", LETTERS)
TEX = {
    r"\textbackslash{}": "\\", r"\textasciitilde{}": "~", r"\textasciicircum{}": "^",
    **{rf"\{sign}": sign for sign in "{}%&#$_"},
}  # fmt: skip

Facts = dict[str, Any]
"""What a record says of a letter, in the terms of no format."""


def of_bibtex(content: bytes) -> list[Facts]:
    library = bibtexparser.parse_string(content.decode())
    assert library.failed_blocks == []
    return [_of_bibtex(entry.fields_dict) for entry in library.entries]


def _of_bibtex(fields: dict[str, Any]) -> Facts:
    said = {name: _untied(field.value) for name, field in fields.items()}
    names = {
        role: [_untied(name) for name in _names(fields[role].value)]
        for role in ("author", "recipient")
        if role in fields
    }
    return {
        **names,
        "title": said["title"],
        "date": said["date"].split("/"),
        "archive": (said.get("archive", ""), said.get("shelfmark", "")),
        "release": said.get("version", ""),
        "language": said["language"],
        "edition": said["booktitle"],
        "url": fields["url"].value,
    }


def _names(value: str) -> list[str]:
    """The names of a field: an “and” within braces parts none, and braces are no letters."""
    names = re.split(r" and (?![^{]*\})", value)
    return [re.sub(r"(?<!\\)[{}]", "", name) for name in names]


def _untied(value: str) -> str:
    """A value without TeX's signs."""
    found = re.sub("|".join(map(re.escape, TEX)), lambda sign: TEX[sign[0]], value)
    return re.sub(r"^\{(.*)\}$", r"\1", found, flags=re.DOTALL)


def of_ris(content: bytes) -> list[Facts]:
    return [
        {
            "author": each["authors"],
            "recipient": each["secondary_authors"],
            "title": each["title"],
            "date": each["date"].replace("/", "-").split("–"),
            "archive": (each.get("name_of_database", ""), each.get("accession_number", "")),
            "release": each.get("edition", ""),
            "language": each["language"],
            "edition": each["secondary_title"],
            "url": each["urls"][0],
        }
        for each in rispy.loads(content.decode())
    ]


def of_csl(content: bytes) -> list[Facts]:
    return [
        {
            "author": [_csl_name(name) for name in each["author"]],
            "recipient": [_csl_name(name) for name in each["recipient"]],
            "title": _bare(each["title"]),
            "date": ["-".join(f"{n:02}" for n in day) for day in each["issued"]["date-parts"]],
            "archive": (each.get("archive", ""), each.get("archive_location", "")),
            "release": each.get("version", ""),
            "language": each["language"],
            "edition": _bare(each["container-title"]),
            "url": each["URL"],
        }
        for each in json.loads(content)
    ]


def _csl_name(name: dict[str, str]) -> str:
    parts = (name.get("non-dropping-particle"), name.get("family"))
    family = " ".join(part for part in parts if part)
    return name.get("literal") or ", ".join((family, name["given"]))


def _bare(title: str) -> str:
    return re.sub(r'^<span class="nocase">(.*)</span>$', r"\1", title, flags=re.DOTALL)


def settled(facts: Facts) -> Facts:
    """With line ends as spaces, for RIS has none."""
    return facts | {"title": facts["title"].replace("\n", " ")}


@EACH
def test_the_three_records_of_a_letter_agree(given: Given) -> None:
    bibtex, ris, csl = (
        read(file(f"cite.{name}", given))
        for name, read in (("bib", of_bibtex), ("ris", of_ris), ("json", of_csl))
    )
    assert [settled(each) for each in bibtex] == ris == [settled(each) for each in csl]
    assert len(ris) == 1


@PINPOINTS
def test_the_three_records_of_a_place_agree(name: str) -> None:
    given = LETTERS[name]
    bibtex, ris, csl = (
        read(file(f"places.{name}", given))
        for name, read in (("bib", of_bibtex), ("ris", of_ris), ("json", of_csl))
    )
    assert bibtex == ris == csl
    address = f"{BASE}/letters/{name}.html"
    assert {each["url"] for each in csl} >= {f"{address}#p5", f"{address}#en-p5-s2"}


def test_a_letter_is_recorded_with_all_that_is_known() -> None:
    assert of_csl(file("cite.json", LETTERS["1962-01-11"])) == [
        {
            "author": ["de Gaulle, Charles"],
            "recipient": ["Kennedy, John F."],
            "title": "Charles de Gaulle to John F. Kennedy, Paris, 11 January 1962",
            "date": ["1962-01-11"],
            "archive": ("", ""),
            "release": "1.0.0",
            "language": "fr",
            "edition": "En regard: Charles de Gaulle to John F. Kennedy, 1961–1962",
            "url": f"{BASE}/letters/1962-01-11.html",
        }
    ]


def test_a_day_of_writing_that_is_not_known_is_not_invented() -> None:
    (record,) = json.loads(file("cite.json", LETTERS["1961-08-26"]))
    assert record["issued"] == {"date-parts": [[1961, 8, 24], [1961, 8, 26]]}
    assert record["custom"]["delivered"] == "1961-08-26"
    assert "event-place" not in record


def test_a_record_is_a_letter_to_every_reader() -> None:
    given = LETTERS["1962-01-11"]
    assert file("cite.bib", given).startswith(b"@letter{1962-01-11,\n")
    assert rispy.loads(file("cite.ris", given).decode())[0]["type_of_reference"] == "PCOMM"
    assert json.loads(file("cite.json", given))[0]["type"] == "personal_communication"


def test_without_an_address_records_have_none() -> None:
    given = letter("1962-01-11")
    assert "URL" not in json.loads(file("cite.json", given))[0]
    assert b"  url = " not in file("cite.bib", given)
    assert b"UR  - " not in file("cite.ris", given)
    for name in ("bib", "ris", "json"):
        assert b"letters/1962-01-11.html" in file(f"cite.{name}", given)


def test_nothing_is_recorded_that_nobody_states() -> None:
    given = replace(LETTERS["1962-01-11"], cited=Cited(id="x", path="letters/x.html"))
    (record,) = json.loads(file("cite.json", given))
    assert {*record} - {"id", "type", "custom"} == set()
    assert {*record["custom"]} == {"fingerprint", "address"}
