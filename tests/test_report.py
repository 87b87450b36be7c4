"""Findings as they are read: in order, none twice, counted; as text, JSON and SARIF."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition import report
from edition.finding import Finding, Findings, Place, Spot
from edition.rules import BY_CODE, RULES
from tests import small
from tests.command import build
from tests.small import edition, letter

FILE = "letters/a.xml"
LETTER = '<TEI>\n\t<p xml:id="p1">Été <s>x</s></p>\n</TEI>\n'


def place(line: int, column: int = 1, file: str = FILE) -> Place:
    return Place(file, line, column)


def finding(
    where: Place | Spot, code: str = "doctype", message: str = "m", hint: str = ""
) -> Finding:
    return Finding(where, code, message, hint)


def printed(where: Place, line: str, message: str = "m") -> list[str]:
    """The lines that are printed of a finding in a file whose every line is the same."""
    source = "\n".join([line] * 3).encode()
    return report.text((finding(where, message=message),), {where.file: source}).splitlines()


# --- places --------------------------------------------------------------------------------------


def test_an_element_an_attribute_and_words_become_line_and_column() -> None:
    spots = (Spot(FILE, 1), Spot(FILE, 1, "xml:id"), Spot(FILE, 1, "", "Été"), Spot(FILE, 2))
    findings = tuple(finding(spot, message=str(spot)) for spot in spots)
    placed = report.placed(findings, {FILE: LETTER.encode()})
    assert [each.where for each in placed] == [
        place(2, 2),
        place(2, 13),
        place(2, 17),
        place(2, 21),
    ]


def test_findings_stand_in_the_order_of_files_and_lines_and_none_twice() -> None:
    given = (
        finding(place(9), message="last"),
        finding(place(2, 7), message="third"),
        finding(Place("letters/B.xml", 5), message="first"),
        finding(place(2, 3), message="second"),
        finding(place(2, 7), message="third"),
    )
    assert [each.message for each in report.placed(given, {})] == [
        "first",
        "second",
        "third",
        "last",
    ]


def test_of_many_of_one_kind_in_a_file_five_stand_and_the_others_are_counted() -> None:
    many = tuple(finding(place(line), "unit-missing", f"block {line}") for line in range(1, 10))
    placed = report.placed((*many, finding(place(99), "page-id")), {})
    assert [(each.where, each.code, each.message) for each in placed] == [
        *((place(line), "unit-missing", f"block {line}") for line in range(1, 6)),
        (place(6), "unit-missing", "4 more like it on lines 6, 7, 8, …"),
        (place(99), "page-id", "m"),
    ]


def test_what_many_files_have_in_common_is_said_five_times_and_counted() -> None:
    many = tuple(finding(Place(f"letters/{n}.xml", n, 1), hint="Do it.") for n in range(1, 10))
    text = report.text(many, {})
    assert text.count("error: m [doctype]") == 5
    assert text.splitlines()[-2:] == [
        "    the same in 4 more places: letters/6.xml:6:1, letters/7.xml:7:1, letters/8.xml:8:1, "
        "letters/9.xml:9:1",
        "    hint: Do it.",
    ]


@given(st.lists(st.tuples(st.integers(1, 9), st.sampled_from(["doctype", "page-id", "note-id"]))))
def test_nothing_that_is_found_is_lost(pairs: list[tuple[int, str]]) -> None:
    """Whatever is folded together is counted: the sum stays."""
    given = tuple(finding(place(line), code, f"{line}") for line, code in pairs)
    counted = 0
    for each in report.placed(given, {}):
        more = re.match(r"(\d+) more like it", each.message)
        counted += int(more[1]) if more else 1
    assert counted == len(set(given))


# --- text ----------------------------------------------------------------------------------------


def test_a_finding_is_a_paragraph_with_the_line_a_caret_and_a_hint() -> None:
    given = (finding(place(2, 17), message="this is wrong", hint="Mend it."),)
    assert report.text(given, {FILE: LETTER.encode()}) == (
        "letters/a.xml:2:17: error: this is wrong [doctype]\n"
        '     <p xml:id="p1">Été <s>x</s></p>\n'
        "                    ^\n"
        "    hint: Mend it.\n"
    )


@pytest.mark.parametrize(
    ("where", "head"),
    [
        (Place("letters"), "letters: error: m [doctype]"),
        (Place(FILE, 2), f"{FILE}:2: error: m [doctype]"),
        (Place(FILE, 99, 1), f"{FILE}:99:1: error: m [doctype]"),
    ],
)
def test_what_has_no_column_no_line_or_no_file_is_said_without(where: Place, head: str) -> None:
    lines = printed(where, "words")
    assert lines[0] == head
    assert lines[1:] == (["    words"] if where.line == 2 else [])


@pytest.mark.parametrize(
    ("before", "width"),
    [
        ("abc", 3),
        ("\t\t", 2),
        ("e\u0301", 1),
        ("日本", 4),
        ("\u00a0\u202f", 2),
        ("שָׁל", 2),
        ("𝒜", 1),
    ],
)
def test_the_caret_stands_under_what_is_meant_however_wide_what_is_before(
    before: str, width: int
) -> None:
    _, _, caret = printed(place(1, len(before) + 1), f"{before}X")
    assert caret == "    " + " " * width + "^"


@given(st.integers(1, 400))
def test_of_a_long_line_the_part_around_the_place_is_shown(column: int) -> None:
    line = "".join(f"{number:04}" for number in range(100))
    _, shown, caret = printed(place(2, column), line)
    assert len(shown) <= 101
    assert shown[caret.index("^")] == line[column - 1]


def test_lines_are_counted_as_in_xml_and_a_byte_order_mark_is_no_column() -> None:
    source = "\ufeffa\u2028b\x85c\rd\r\ne\n".encode()
    for where, line in ((place(1, 2), "a\ufffdb\ufffdc"), (place(2, 1), "d"), (place(3, 1), "e")):
        assert report.text((finding(where),), {FILE: source}).splitlines()[1].strip() == line


ACTING = "\x1b[2J\x07\x9b31m\u202e\u2066\u200b\ufeff\x00\x7f\ud800"


def test_nothing_of_a_source_or_a_name_acts_in_the_terminal() -> None:
    given = (finding(Place(f"letters/{ACTING}.xml", 1, 1), message=ACTING, hint=ACTING),)
    said = report.text(given, {f"letters/{ACTING}.xml": ACTING.encode("utf-8", "replace")})
    assert set(said) & set(ACTING) <= set("[2J31m")
    said.encode()


def test_a_terminal_that_knows_no_such_characters_gets_their_codes(tmp_path: Any) -> None:
    place = edition(tmp_path / "edition", {FILE: letter().replace("<s ", "<ş ")})
    done = build("check", "--edition", place, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (1, "")
    assert "\\u015f" in done.stdout


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        ([], "no findings"),
        (["doctype"], "1 error"),
        (["doctype", "pair-length", "page-id", "pair-length"], "2 errors, 2 warnings"),
    ],
)
def test_the_summary_counts_by_weight(codes: list[str], said: str) -> None:
    assert report.summary(tuple(finding(place(1), code) for code in codes)) == said


# --- data ----------------------------------------------------------------------------------------

GIVEN: Findings = (
    finding(Place("letters/é #1.xml", 3, 7), "unit-missing", "block “p1” \U0001f600", "Add it."),
    finding(Place("letters/a.xml", 2), "pair-length", "unequal"),
    finding(Place("letters"), "letters-missing", "none"),
)


def test_json_says_the_same_in_words_and_numbers() -> None:
    assert json.loads(report.as_json(GIVEN)) == [
        {
            "file": each.where.file,
            "line": each.where.line,
            "column": each.where.column,
            "severity": str(BY_CODE[each.code].severity),
            "code": each.code,
            "message": each.message,
            "hint": each.hint,
        }
        for each in GIVEN
        if isinstance(each.where, Place)
    ]


def test_no_findings_are_an_empty_list() -> None:
    assert json.loads(report.as_json(())) == []
    assert json.loads(report.as_sarif(()))["runs"][0]["results"] == []


# What SARIF 2.1.0 asks of the objects that are used (OASIS Standard, 27 March 2020): by section,
# the properties that an object must have, and those that it may have here.
SARIF = {
    "log (3.13)": ({"version", "runs"}, {"$schema"}),
    "run (3.14)": ({"tool", "results"}, {"columnKind"}),
    "tool (3.18)": ({"driver"}, set()),
    "driver (3.19)": ({"name"}, {"rules"}),
    "rule (3.49)": (
        {"id"},
        {"shortDescription", "fullDescription", "help", "defaultConfiguration"},
    ),
    "result (3.27)": ({"message"}, {"ruleId", "level", "locations"}),
    "message (3.11)": ({"text"}, set()),
    "location (3.28)": ({"physicalLocation"}, set()),
    "physicalLocation (3.29)": ({"artifactLocation"}, {"region"}),
    "artifactLocation (3.4)": ({"uri"}, set()),
    "region (3.30)": ({"startLine"}, {"startColumn"}),
}
URI = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-F]{2})+")  # RFC 3986, relative


def test_sarif_has_the_properties_that_the_standard_asks_for() -> None:
    log = json.loads(report.as_sarif(GIVEN))
    (run,) = log["runs"]
    shaped("log (3.13)", log)
    shaped("run (3.14)", run)
    shaped("tool (3.18)", run["tool"])
    shaped("driver (3.19)", run["tool"]["driver"])
    assert (log["version"], run["columnKind"]) == ("2.1.0", "unicodeCodePoints")
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert len(rules) == len(run["tool"]["driver"]["rules"])
    for rule in rules.values():
        shaped("rule (3.49)", rule)
        for name in ("shortDescription", "fullDescription", "help"):
            shaped("message (3.11)", rule[name])
        assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
    assert len(run["results"]) == len(GIVEN)
    for result, each in zip(run["results"], GIVEN, strict=True):
        shaped("result (3.27)", result)
        shaped("message (3.11)", result["message"])
        assert result["ruleId"] in rules
        assert result["level"] == rules[result["ruleId"]]["defaultConfiguration"]["level"]
        (location,) = result["locations"]
        shaped("location (3.28)", location)
        physical = location["physicalLocation"]
        shaped("physicalLocation (3.29)", physical)
        shaped("artifactLocation (3.4)", physical["artifactLocation"])
        uri = physical["artifactLocation"]["uri"]
        assert URI.fullmatch(uri)
        assert unquote(uri) == each.where.file
        if "region" in physical:
            shaped("region (3.30)", physical["region"])
            assert min(physical["region"].values()) >= 1


def shaped(kind: str, found: dict[str, Any]) -> None:
    """Fails unless an object has what it must have and nothing that is not known."""
    needed, allowed = SARIF[kind]
    assert needed <= found.keys() <= needed | allowed, kind


def test_every_rule_can_be_reported() -> None:
    every = tuple(finding(place(number), rule.code) for number, rule in enumerate(RULES, 1))
    log = json.loads(report.as_sarif(every))
    assert {each["ruleId"] for each in log["runs"][0]["results"]} == set(BY_CODE)
    assert report.text(every, {}).count("[") == len(RULES)


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_data_are_all_that_is_printed(tmp_path: Any, form: str) -> None:
    place = edition(tmp_path / "edition", {FILE: letter().replace("Bonjour.", "&nbsp;")})
    for command in ("build", "check"):
        said = small.run(place, command, "--format", form)
        assert said.code == 1
        assert said.err == ""
        json.loads(said.out)
