"""One fault is one finding: what only says again what another says is not said."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from edition import prepare, validate
from edition.echoes import plain
from edition.finding import Finding, Place
from tests.command import ROOT
from tests.test_rules import BASE

SMALL = (BASE / "letters/1900-01-02.xml").read_text()
GRAMMAR = validate.grammar("letter.rng", (ROOT / "schema/letter.rng").read_bytes())
Edit = Callable[[str], str]


def swapped(one: str, other: str) -> Edit:
    def edit(letter: str) -> str:
        assert one in letter
        return letter.replace(one, other, 1)

    return edit


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (swapped('<s xml:id="fr-p1-s2">', '<s xml:id="fr-p1-s1">'), "id-twice"),
        (swapped('<s xml:id="fr-p1-s2">', '<s xml:id="fr-p1s2">'), "id-address"),
        (swapped('<s xml:id="fr-p1-s2">', '<s xml:id="fr-p3-s2">'), "sentence-id"),
        pytest.param(
            swapped('<p xml:id="fr-p1">', '<p xml:id="fr-p3">'), "sentence-id", id="block-id"
        ),
        (swapped('<link xml:id="p1-s2" target="#fr-p1-s2 #en-p1-s2"/>\n', ""), "unit-missing"),
        (swapped("#fr-p1-s2 #en-p1-s2", "#fr-p1-s2 #en-p1-s22"), "link-unresolved"),
        (swapped("#fr-p1-s2 #en-p1-s2", "#fr-p1-s2 #en-p2-s1"), "unit-twice"),
        (swapped("#fr-p1-s2 #en-p1-s2", "#fr-p1 #en-p1"), "link-level"),
        (swapped("cette nuit", "cette\u00ad nuit"), "character-invisible"),
        (swapped('ana="#type-omission', 'ana="#type-omision'), "pointer-unresolved"),
        (swapped("'cette%20nuit'", "'cette nuit'"), "pointer-malformed"),
        (swapped('n="1" type="editorial"', 'n="2" type="editorial"'), "editors-note"),
        (swapped('n="1"/>', 'n="3"/>'), "page-id"),
        (swapped('<choice xml:id="reading-2" ', "<choice "), "reading-unnumbered"),
        (swapped(' decls="#rights #source #practice"', ""), "version-undeclared"),
        (swapped('when="1900-01-02">2 janvier', 'when="1900-02-31">2 janvier'), "date-impossible"),
        (swapped('The <num value="3">three</num>', "The 3"), "parity-number"),
    ],
)
def test_one_fault_is_one_finding(edit: Edit, code: str) -> None:
    found = prepare.letter("letters/1900-01-02.xml", edit(SMALL).encode(), GRAMMAR)[2]
    assert [each.code for each in found] == [code]


def test_of_a_ledger_that_was_altered_only_that_is_said() -> None:
    sealed = Finding(Place("letters/anchors/a.tsv", 9, 1), "ledger-altered", "its seal is broken")
    history = [
        Finding(Place(f"letters/anchors/{name}.tsv", 2, 1), "ledger-history", "cannot follow")
        for name in "ab"
    ]
    assert plain((*history, sealed)) == (history[1], sealed)
