"""TEI that is written from values reads as the same values."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from edition import model
from edition.model import Alternative, Block, Content, NoteMark, Reading, When
from edition.tei import fragment, write
from tests.given import A, B, bare


def read(tei: str) -> Content:
    found = fragment.notes(f'<note type="gloss" xml:lang="en">{tei}</note>')
    assert found is not None, tei
    ((paragraph,),) = found.values()
    return paragraph.content


def contents() -> Iterator[Content]:
    """Every block, note and reading of both letters that holds no mark of a note."""
    for given in (A, B):
        for version in given.letter.versions:
            yield from (part.content for part in version.parts if isinstance(part, Block))
        yield from (each.content for note in given.letter.notes for each in note.paragraphs)
        yield from (each.content for shift in given.letter.shifts for each in shift.explanation)


def test_what_stands_in_the_letters_is_written_as_it_is_read() -> None:
    kinds = set()
    for content in contents():
        inside = tuple(model.nodes(content))
        if not any(isinstance(node, NoteMark) for node in inside):
            assert bare(read(write.content(content))) == bare(content)
            kinds |= {type(node).__name__ for node in inside}
    assert kinds >= {
        *("Anchor", "Citation", "Date", "Foreign", "Forme", "Hand", "LineBreak", "Mention"),
        *("Number", "PageBreak", "Quotation", "Reading", "Reference", "Segment", "Term"),
    }


WORDS: Content = ("a & b <c>",)
BESIDE = Alternative(WORDS, ("editors",), "low", ("fr-source", "b.xml#fr-p1"))


@pytest.mark.parametrize(
    "node",
    [
        model.Mention("person", "persons", "roche", WORDS),
        model.Mention("event", "events", "war", WORDS),
        model.Mention("document", "", "", WORDS),
        model.Term("concert", WORDS),
        model.Date(When("", "1900", "1901-05", "internal", ("editors", "frus")), WORDS),
        model.Highlight("italic", WORDS),
        model.Title("m", WORDS),
        model.Idno("shelfmark", WORDS),
        model.Quotation(WORDS, 0, 'a.xml#p1 "'),
        model.Forme("en-label-1", "header", "label", WORDS),
        Reading("reading-1", "correction", WORDS, (BESIDE,), "agent-hand"),
        Reading("reading-1", "regularization", WORDS, (BESIDE,)),
        Reading("reading-1", "expansion", WORDS, (BESIDE,)),
        Reading("reading-1", "substitution", WORDS, (BESIDE,)),
        Reading("reading-1", "variant", WORDS, (BESIDE, Alternative(("d",)))),
        Reading("reading-1", "unclear", WORDS, reason="stain"),
        Reading("reading-1", "addition", WORDS, reason="above"),
        Reading("reading-1", "supplied", (), (BESIDE,), reason="lost"),
        Reading("reading-1", "deletion", (), (BESIDE,), reason="overstrike"),
        Reading("reading-1", "gap", (), reason="illegible", extent="3 words", agent="water"),
    ],
    ids=lambda node: getattr(node, "kind", "") or type(node).__name__,
)
def test_a_value_is_written_as_it_is_read(node: model.Inline) -> None:
    content = ("before", node, " after")
    assert bare(read(write.content(content))) == bare(content)


def test_of_a_note_inside_a_note_the_place_is_written() -> None:
    assert write.content(("a", NoteMark("en-note-1"))) == 'a<ptr target="#en-note-1"/>'


def test_a_kind_of_reading_that_nobody_knows_is_not_passed_over() -> None:
    with pytest.raises(ValueError, match="a reading of kind 'guess'"):
        write.content((Reading("reading-1", "guess", WORDS),))
