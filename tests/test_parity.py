"""Who, when and how many are the same on both sides, or a shift says why not."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from edition import prepare, validate
from edition.finding import Severity
from edition.rules import BY_CODE
from tests.command import ROOT

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
STATING = [
    f"{TEI}{name}" for name in ["persName", "placeName", "orgName", "name", "rs", "date", "num"]
]
LETTER = "letters/1962-01-11.xml"
DECLARED = {("fr-p6-s2", "France"), ("en-p6-s2", "France"), ("en-p6-s3", "America"),
            ("en-p4-s4", "Western")}  # fmt: skip
"""Names in sentences where a shift says that names differ."""


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
    assert unseen == DECLARED
