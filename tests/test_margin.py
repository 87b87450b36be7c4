"""The margin: which notes stand beside which rows, and how far down."""

from __future__ import annotations

import pytest

from edition.views.blocks import Block
from edition.views.line import Forme, Intervention, Line, Link, Mark, Prose, Raised, Segment
from edition.views.margin import ALONE, Aside, Noted, Widths, places
from edition.views.margin import margin as groups
from edition.views.rows import Cell, Row

LINE = "x" * 56  # a line of the text, of no word in particular
NOTE = "y" * 30  # a line of the margin


def mark(n: str) -> Mark:
    return Mark(f"_1-ed-{n}", f"#ed-{n}", n, "editorial")


def cell(*content: Line, role: str = "original", before: Line = ()) -> Cell:
    """A version's part of a row, a block for each content."""
    blocks = tuple(Block("p1", "paragraph", "", "r1", each) for each in content)
    return Cell("fr", "fr", role, 1, before, blocks, (), ())


def row(*cells: Cell) -> Row:
    return Row((), (), cells, 1, False)


def note(n: str, lines: int = 1, content: Line = ()) -> Noted:
    """A note of so many lines, or of a content."""
    return Noted(f"ed-{n}", n, (Prose("", content or (NOTE * lines,)),))


def margin(
    rows: list[Row], notes: list[Noted], statement: tuple[Prose, ...] = ()
) -> dict[int, Aside]:
    """The groups of notes beside some rows."""
    return groups(places(rows, ALONE if statement else Widths()), notes, statement)


def slots(aside: Aside) -> list[tuple[str, int]]:
    """The numbers of notes with the room of each."""
    return [(each.n, each.share) for each in aside.slots]


def test_a_note_begins_as_many_lines_down_as_its_mark() -> None:
    rows = [row(cell((LINE * 5, mark("1"), LINE * 5)))]
    (aside,) = margin(rows, [note("1")]).values()
    assert (aside.rows, aside.above) == (1, 5)
    assert slots(aside) == [("1", 5)]


def test_a_note_stands_below_those_with_smaller_numbers_even_where_its_mark_is_higher() -> None:
    french = cell((LINE * 4, mark("1"), LINE * 6))
    english = cell((LINE * 2, mark("2"), LINE * 6, mark("3"), LINE), role="translation")
    (aside,) = margin([row(french, english)], [note(n) for n in "123"]).values()
    assert aside.above == 4
    assert [each.n for each in aside.slots] == ["1", "2", "3"]


def test_a_row_without_notes_has_nothing_beside_it() -> None:
    rows = [row(cell((LINE,))), row(cell((LINE * 3, mark("1"), LINE * 3)))]
    assert list(margin(rows, [note("1")])) == [2]


def test_notes_on_one_line_follow_each_other() -> None:
    rows = [row(cell((LINE * 2, mark("1"), mark("2"), LINE * 10)))]
    (aside,) = margin(rows, [note("1", 4), note("2")]).values()
    assert aside.above == 2
    assert slots(aside) == [("1", 3), ("2", 7)]


def test_notes_that_need_more_room_than_their_row_take_the_next_rows() -> None:
    rows = [row(cell((LINE, mark("1")))), row(cell((LINE * 3,))), row(cell((LINE * 9,)))]
    (aside,) = margin(rows, [note("1", 6)]).values()
    assert aside.rows == 3


def test_notes_that_never_have_the_room_take_what_there_is() -> None:
    rows = [row(cell((LINE, mark("1")))), row(cell((LINE,)))]
    (aside,) = margin(rows, [note("1", 90)]).values()
    assert aside.rows == 2
    assert sum(share for _, share in slots(aside)) + aside.above == 3


def test_the_last_notes_begin_higher_where_they_would_tear_the_end_apart() -> None:
    rows = [row(cell((LINE * 6, mark("1"), LINE))), row(cell((LINE * 9,)))]
    rows += [row(cell((LINE, mark("2"))))]
    found = margin(rows, [note("1"), note("2", 10)])
    assert [(first, each.rows, each.above) for first, each in found.items()] == [
        (1, 1, 6),
        (2, 2, 3),
    ]
    assert slots(found[2]) == [("2", 8)]


def test_a_note_stands_once_beside_its_first_row_and_by_the_version_next_to_the_margin() -> None:
    both = row(
        cell((mark("1"), LINE * 8)), cell((LINE * 6, mark("1"), LINE * 2), role="translation")
    )
    found = margin([both, both], [note("1")])
    assert list(found) == [1]
    assert found[1].above == 6
    assert found[1].slots[0].role == ""


def test_a_note_on_one_version_goes_when_that_version_goes() -> None:
    one = row(cell((LINE,)), cell((mark("1"), LINE), role="translation"))
    assert margin([one], [note("1")])[1].slots[0].role == "translation"


@pytest.mark.parametrize(("kind", "formal"), [("letterhead", True), ("heading", False)])
def test_a_note_on_forme_work_is_shown_with_it(kind: str, formal: bool) -> None:
    above = (Forme("fr-head", kind, ("A", mark("1"))),)
    (aside,) = margin([row(cell((LINE,), before=above))], [note("1")]).values()
    assert aside.slots[0].formal is formal


def test_a_note_on_a_note_stands_below_it() -> None:
    rows = [row(cell((mark("1"), LINE * 9)))]
    (aside,) = margin(rows, [note("2"), note("1", content=("Ibid.", mark("2")))]).values()
    assert [n for n, _ in slots(aside)] == ["1", "2"]


def test_what_stands_in_the_place_of_a_version_comes_first() -> None:
    rows = [row(cell((LINE, mark("1")))), row(cell((LINE * 9,)))]
    found = margin(rows, [note("1")], (Prose("", ("z" * 200,)),))
    assert list(found) == [0]
    assert found[0].above == 5
    assert found[0].rows == 3


def test_words_in_the_margin_lead_nowhere_and_have_no_address() -> None:
    said: Line = (
        "See ",
        Link("document", "documents.html#a", ("document 1",)),
        Intervention("correction", "_1-r", "#r", True, ("Knapf",), (("Krapf",),)),
        mark("2"),
    )
    (aside,) = margin([row(cell((mark("1"),)))], [note("1", content=said)]).values()
    made = ("See ", "document 1", "Knapf", " [", "Krapf", "?]", Raised("2"))
    assert aside.slots[0].content == (Prose("", made),)


def test_marks_inside_sentences_are_found() -> None:
    inside = Segment("fr-p1-s1", "", (LINE * 2, mark("1"), LINE))
    (aside,) = margin([row(cell((LINE, inside)))], [note("1")]).values()
    assert aside.above == 3
