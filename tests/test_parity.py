"""Who, when and how many are the same on both sides, or a shift says why not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from lxml import etree

from edition import prepare, read, validate
from edition.finding import Severity
from edition.model import Number
from edition.rules import BY_CODE
from edition.tei import write
from edition.tei.rules import numbers
from edition.tei.tree import Tree
from tests.command import ROOT
from tests.test_rules import BASE

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
STATING = [
    f"{TEI}{name}" for name in ["persName", "placeName", "orgName", "name", "rs", "date", "num"]
]
LETTER = "letters/1962-01-11.xml"


def stating(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    for sentence in root.iter(f"{TEI}s"):
        for element in sentence.iter(*STATING):
            yield sentence.get(ID, ""), element


def without(root: etree._Element, element: etree._Element) -> bytes:
    """The letter with an element and its words taken out."""
    parent, before = element.getparent(), element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    element.tail = None
    parent.remove(element)
    return etree.tostring(root, encoding="UTF-8")


def test_no_name_date_or_number_is_lost_from_one_side_unseen() -> None:
    data = (ROOT / LETTER).read_bytes()
    grammar = validate.grammar("letter.rng", (ROOT / "schema/letter.rng").read_bytes())
    unseen = set()
    for number in range(len(list(stating(etree.fromstring(data))))):
        root = etree.fromstring(data)
        sentence, element = list(stating(root))[number]
        words = "".join(element.itertext())
        findings = prepare.letter(LETTER, without(root, element), grammar)[2]
        if not any(BY_CODE[each.code].severity is Severity.ERROR for each in findings):
            unseen.add((sentence, words))
    assert unseen == set()


SMALL = (BASE / "letters/1900-01-02.xml").read_text()
HERE = "fr-p1-s2,'"


def without_three(corresp: str, target: str) -> str:
    """The small letter, its English without the number; the shift points to some words."""
    return (
        SMALL.replace('<num value="3">trois', f'<num value="3"{corresp}>trois')
        .replace('The <num value="3">three</num> apple', "The apple")
        .replace(f"{HERE}cette%20nuit", HERE + target)
    )


def codes(letter: str) -> list[str]:
    grammar = validate.grammar("letter.rng", (ROOT / "schema/letter.rng").read_bytes())
    return [each.code for each in prepare.letter(LETTER, letter.encode(), grammar)[2]]


def test_what_nothing_answers_names_the_shift_that_says_so() -> None:
    assert codes(without_three("", "Les%20trois")) == ["parity-number"]
    assert codes(without_three(' corresp="#shift-1"', "Les%20trois")) == []
    assert codes(without_three(' corresp="#shift-1"', "cette%20nuit")) == ["parity-shift"]
    assert codes(without_three(' corresp="#shift-9"', "Les%20trois"))[0] == "pointer-unresolved"


def test_what_is_said_to_be_unanswered_and_is_answered_is_found() -> None:
    named = SMALL.replace('<num value="3">trois', '<num value="3" corresp="#shift-1">trois')
    assert codes(named.replace(f"{HERE}cette%20nuit", f"{HERE}Les%20trois")) == ["parity-number"]


def test_what_names_its_shift_is_written_back_as_it_was() -> None:
    words = '<num value="3" corresp="#shift-1">trois</num>'
    content = (Number("3", ("trois",), shift="shift-1"),)
    assert write.content(content) == words


def test_what_is_said_otherwise_on_both_sides_is_one_finding_at_the_rarer() -> None:
    grammar = validate.grammar("letter.rng", (ROOT / "schema/letter.rng").read_bytes())
    letter = SMALL.replace('The <num value="3">three</num>', 'The <num value="4">four</num>')
    (found,) = prepare.letter(LETTER, letter.encode(), grammar)[2]
    assert found.code == "parity-number"
    assert found.message == ("“four” is “4” here, and on the other side of “p1-s2” “trois” is “3”")
    assert found.other is not None


def test_one_number_is_the_same_however_its_value_is_written() -> None:
    assert codes(SMALL.replace('The <num value="3">', 'The <num value="3.0">')) == []


@pytest.mark.parametrize(
    ("lang", "written", "value", "agrees"),
    [
        *((lang, "3", "3", True) for lang in ("en", "fr", "x-own")),
        *(("en", "3", "4", False), ("en", "03", "3.0", True), ("en", "\n 50 ", "5", False)),
        *(("en", "1,000", "1000", True), ("en", "1,000", "100", False)),
        *(("en", "2.5", "2.5", True), ("en", "2.5", "25", False)),
        *(("en", "1.000", "1000", True), ("en", "1.000", "1", True)),
        *(("fr", "10 000", "10000", True), ("fr", "10\u202f000", "1000", False)),
        *(("fr", "2,5", "2.5", True), ("fr", "10.000", "1", True)),
        *(("de", "1.000.000,50", "1000000.5", True), ("de", "1.000.000,50", "1", False)),
        *(("de-CH", "1’000", "1000", True), ("de-CH", "1’000", "1", False)),
        *(("en", each, "7", True) for each in ("three", "3rd", "3 or 4", "1,00", "1962-63", "3/4")),
        *((lang, "1,000", "7", True) for lang in ("x-own", "zz")),
        (
            "en",
            "<choice xml:id='reading-9'><sic>3</sic><corr cert='high'>4</corr></choice>",
            "4",
            True,
        ),
        ("en", "3<pb/>", "4", True),
    ],
)
def test_a_number_in_figures_is_read_as_its_language_writes_it(
    lang: str, written: str, value: str, agrees: bool
) -> None:
    source = (
        f'<TEI xmlns="{TEI[1:-1]}" xml:lang="{lang}"><num value="{value}">{written}</num></TEI>'
    )
    taken, _ = read.source(LETTER, source.encode())
    assert taken is not None
    assert (list(numbers.number_agrees(Tree(taken))) == []) == agrees


def test_a_number_that_disagrees_is_told_once_with_the_value_to_write() -> None:
    grammar = validate.grammar("letter.rng", (ROOT / "schema/letter.rng").read_bytes())
    letter = SMALL.replace('The <num value="3">three</num>', 'The <num value="30">3</num>')
    (found,) = prepare.letter(LETTER, letter.encode(), grammar)[2]
    assert (found.code, found.message) == ("number-disagrees", "“3” is stated to be 30")
    assert found.hint.startswith('Write value="3";')
