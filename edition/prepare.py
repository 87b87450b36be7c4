"""One letter's way from bytes to card: read, validate, tei, align, link, in this order.

Pure: bytes in, values and findings out. A step whose input is not sound is not taken, so that
one fault gives one finding.
"""

from __future__ import annotations

from msgspec import Struct

from edition import align, length, model, parity, read, spans, truth, validate
from edition.card import card as made_card
from edition.echoes import plain
from edition.finding import Findings
from edition.model import Card, Letter, Register, Unit
from edition.spans import Located
from edition.tei import proposal, rules
from edition.tei import read as tei
from edition.tei import register as tei_register
from edition.tei.tree import Tree


class Prepared(Struct, frozen=True):
    """A letter ready for its page."""

    letter: Letter
    units: tuple[Unit, ...]
    located: tuple[Located, ...]


def letter(
    file: str, data: bytes, grammar: validate.Grammar
) -> tuple[Prepared | None, Card | None, Findings]:
    """A letter and its card, and all findings; neither where it cannot be read."""
    tree, findings = _tree(file, data, grammar)
    if tree is None:
        return None, None, findings
    found, unread = tei.letter(tree)
    units, unaligned = align.units(found)
    texts = model.texts(found)
    located, unlocated = spans.located(found, texts)
    sound = align.sound(units, unaligned)
    suspect = length.findings(found, sound, texts)
    whole = made_card(found, units, texts, located, tree.points())
    card, misquoted = truth.own(whole, texts)
    unequal = parity.findings(found, sound, texts, located)
    misread = (*unlocated, *misquoted)
    every = (*findings, *rules.findings(tree), *unread, *unaligned, *suspect, *misread, *unequal)
    return Prepared(found, units, located), card, plain(every)


def register(file: str, data: bytes, grammar: validate.Grammar) -> tuple[Register | None, Findings]:
    """A register, and all findings."""
    tree, findings = _tree(file, data, grammar)
    if tree is None:
        return None, findings
    found, unread = tei_register.register(tree)
    return found, (*findings, *rules.findings(tree), *unread)


def _tree(file: str, data: bytes, grammar: validate.Grammar) -> tuple[Tree | None, Findings]:
    source, findings = read.source(file, data)
    if source is None:
        return None, findings
    faults = validate.findings(source, grammar)
    if faults:
        return None, (*findings, *proposal.named(Tree(source), faults))
    return Tree(source), findings
