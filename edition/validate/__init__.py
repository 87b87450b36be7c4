"""The grammar: what may stand where (Source -> findings), explained where it is broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree
from msgspec import Struct

from edition.finding import Finding, Findings, Place
from edition.read import Source, document

if TYPE_CHECKING:
    from lxml.etree import RelaxNG


class Grammar(Struct, frozen=True, eq=False):
    """A grammar, compiled."""

    file: str
    compiled: RelaxNG


def grammar(file: str, data: bytes) -> Grammar:
    """The grammar that a RELAX NG file holds."""
    return Grammar(file, etree.RelaxNG(document(data)))


def findings(source: Source, grammar: Grammar) -> Findings:
    """What the grammar refuses in a source."""
    if grammar.compiled.validate(source.root):
        return ()
    log = list(grammar.compiled.error_log)
    return tuple(Finding(Place(source.file, e.line, 1), "grammar", e.message) for e in log[:1])
