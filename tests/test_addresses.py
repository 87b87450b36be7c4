"""The addresses of a letter's page: its card knows them all, with the words that stand there."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from edition import card, model, prepare, validate
from edition.prepare import Prepared
from tests.command import ROOT
from tests.pages import pages
from tests.test_rules import BASE, LETTER

GRAMMAR = validate.grammar("schema/letter.rng", (ROOT / "schema" / "letter.rng").read_bytes())


def prepared(path: Path) -> tuple[Prepared, model.Card]:
    made, small, findings = prepare.letter(f"letters/{path.name}", path.read_bytes(), GRAMMAR)
    assert made is not None
    assert small is not None
    assert findings == ()
    return made, small


@pytest.mark.parametrize("path", sorted((ROOT / "letters").glob("*.xml")), ids=lambda p: p.stem)
def test_a_card_knows_every_address_of_the_pages_of_its_letter(path: Path, site: Path) -> None:
    _, small = prepared(path)
    known = {name for name, _ in small.anchors} - {card.PAGE}
    for page in pages(site):
        if page.name in (f"letters/{path.stem}.html", f"fr/letters/{path.stem}.html"):
            assert {name for name in page.ids if not name.startswith("_")} == known


def test_the_words_of_an_address_are_those_that_its_fingerprint_is_taken_of() -> None:
    made, small = prepared(BASE / LETTER)
    words = card.words(made.letter, made.units, model.texts(made.letter))
    anchors = dict(small.anchors)
    assert anchors.keys() == words.keys()
    assert {name for name, each in anchors.items() if not each} == {
        name for name, each in words.items() if not each
    }
    for name in ("fr-p1-s1", "p1-s1", "en-note-1", "ed-1", "shift-1", "reading-1", card.PAGE):
        assert anchors[name] == hashlib.sha256(words[name].encode()).hexdigest()[:16]
    some = {
        "p2-s2": "Je la veu revoir.\nI want to see it again.",
        "en-note-1": "In Rouen.",
        "reading-2": "veu] veux",
        "fr-page-1": "",
        "ink": "",
    }
    assert words | some == words
    assert words["p1"] == "\n".join((words["fr-p1"], words["en-p1"]))
    assert words[card.PAGE].startswith("Rouen, 2 janvier 1900\nMon cher Jean")
