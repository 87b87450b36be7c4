"""One fault is one finding: what only says again what another says is not said."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from edition import prepare, validate
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
