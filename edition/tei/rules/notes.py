"""Rules of notes: each note of the source has its mark and number, in order; ibid. is resolved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from edition.finding import Finding
from edition.model import OF_SOURCE
from edition.tei.names import ID
from edition.tei.rules.text import ordinal
from edition.tei.tree import Element, Tree

IBID = re.compile(r"\bibid\b\.?", re.IGNORECASE)


def note_number(tree: Tree) -> Iterator[Finding]:
    """note-id, note-twice, note-order: notes of the source keep their numbers, one mark each."""
    for text in tree.all("text"):
        version = text.get(ID)
        if not version:
            continue
        notes = [each for each in tree.inside(text, "note") if each.get("type") in OF_SOURCE]
        seen: dict[str, Element] = {}
        for note in notes:
            n = note.get("n")
            if n in seen:
                yield tree.finding(
                    note,
                    "note-twice",
                    f"a second note “{n}” in version “{version}”",
                    "Each note has one mark and each mark one note: keep the number of the source.",
                    "n",
                )
            elif note.get(ID) != f"{version}-note-{n}":
                yield tree.finding(
                    note,
                    "note-id",
                    f"the note “{n}” has the id “{note.get(ID)}”",
                    f'Its address is "{version}-note-{n}": the number is that of the source.',
                    ID,
                )
            seen.setdefault(n, note)
        for before, note in pairwise(notes):
            if ordinal(note.get("n")) < ordinal(before.get("n")):
                yield tree.finding(
                    note,
                    "note-order",
                    f"note “{note.get('n')}” stands after note “{before.get('n')}”",
                    "Put each note at its mark, or mend its number.",
                    "n",
                )


def note_empty(tree: Tree) -> Iterator[Finding]:
    """note-empty: a note says something."""
    for note in tree.all("note"):
        if note.silent():
            yield tree.finding(
                note, "note-empty", "this note has no words", "Write the note, or take it out."
            )


def editors_note(tree: Tree) -> Iterator[Finding]:
    """editors-note: numbered ed-<n>, in order, signed, and about something in the file."""
    notes = [
        note
        for group in tree.all("listAnnotation")
        for note in group.own("note")
        if note.get("type") == "editorial"
    ]
    before, last = "", None
    for note in notes:
        n, anchor = note.get("n"), note.get(ID)
        place = ordinal(n) if anchor == f"ed-{n}" else None
        if place is None:
            yield tree.finding(
                note,
                "editors-note",
                f"the editors' note “{n}” has the id “{anchor}”",
                f'One of the two is the slip: write xml:id="ed-{n}"'
                + (f', or n="{anchor[3:]}".' if anchor.startswith("ed-") else "."),
                ID,
            )
        for attribute in ("target", "resp"):
            if not note.get(attribute):
                yield tree.finding(
                    note,
                    "editors-note",
                    f"the editors' note “{anchor}” has no @{attribute}",
                    "A note says what it is about (@target) and who speaks (@resp).",
                )
        if place and last and place <= last:
            yield tree.finding(
                note,
                "editors-note",
                f"note “{n}” stands after note “{before}”",
                "Number the editors' notes in their order.",
                "n",
            )
        before, last = n, place


def ibid_resolved(tree: Tree) -> Iterator[Finding]:
    """ibid-unresolved: an `ibid.` says what it repeats."""
    if b"bid" not in tree.source.data.lower():
        return
    for note in tree.all("note"):
        for element, ibid in _unresolved(note):
            yield tree.finding(
                element,
                "ibid-unresolved",
                f"this “{ibid}” does not say what it repeats",
                'Wrap it: <bibl corresp="#id-of-what-is-meant">ibid.</bibl>.',
                text=ibid,
            )


def _unresolved(element: Element) -> Iterator[tuple[Element, str]]:
    """Where an `ibid.` stands that neither its element nor one around it resolves."""
    if element.get("corresp"):
        return
    for string in (element.text, *[child.tail for child in element.children]):
        if found := IBID.search(string):
            yield element, found[0]
    for child in element.children:
        yield from _unresolved(child)


RULES = (note_number, note_empty, editors_note, ibid_resolved)
