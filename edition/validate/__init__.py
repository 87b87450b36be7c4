"""The grammar: what may stand where (Source -> findings), explained where it is refused.

The second step. A sound file costs what libxml2 needs to say so; only what it refuses is walked
beside the grammar to name every fault, where it is, and what may stand instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree
from msgspec import Struct

from edition.finding import Finding, Findings, Place
from edition.read import Source, document
from edition.validate import explain, faults
from edition.validate.schema import Allowed, Schema, UnknownPatternError

if TYPE_CHECKING:
    from lxml.etree import RelaxNG

__all__ = ["Allowed", "Grammar", "findings", "grammar"]


class Grammar(Struct, frozen=True, eq=False):
    """A grammar: compiled, and as definitions that explain."""

    file: str
    compiled: RelaxNG
    schema: Schema


def grammar(file: str, data: bytes) -> Grammar:
    """The grammar in a RELAX NG file. Raises ValueError where it is none."""
    try:
        root = document(data)
        return Grammar(file, etree.RelaxNG(root), Schema(root))
    except (etree.XMLSyntaxError, etree.RelaxNGParseError) as error:
        raise ValueError(f"{file}: {error}") from error


def findings(source: Source, grammar: Grammar) -> Findings:
    """What the grammar refuses in a source; none where it is valid."""
    if grammar.compiled.validate(source.root):
        return ()
    try:
        explained = faults.findings(source, explain.faults(source.root, grammar.schema))
        return explained or _refusal(source, grammar)
    except UnknownPatternError:
        return _refusal(source, grammar)


def _refusal(source: Source, grammar: Grammar) -> Findings:
    """What libxml2 says, of a grammar that uses more than can be explained here."""
    last = grammar.compiled.error_log.last_error
    line, message = (last.line, last.message) if last is not None else (1, "no reason is given")
    where = Place(source.file, line, 1)
    hint = f"Compare it with {grammar.file}."
    return (Finding(where, "grammar-refuses", f"the grammar refuses this: {message}", hint),)
