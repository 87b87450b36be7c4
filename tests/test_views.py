"""What each page shows: rows in reading order, addresses, marks, words of the interface."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition import model, views
from edition.model import (
    Alternative,
    Content,
    Letter,
    Reading,
    Segment,
    Settings,
    Side,
    Unit,
    text,
)
from edition.views import words
from edition.views.backs import Back
from edition.views.blocks import LINES, Fragment
from edition.views.frame import for_language, frame, page_path
from edition.views.line import (
    LINKS,
    Absence,
    Foreign,
    Intervention,
    Line,
    Link,
    Mark,
    Part,
    Quotation,
    linked,
)
from edition.views.marking import Marked, Range, marked
from edition.views.mentions import Mention, Mentioning, Place, Word
from edition.views.rows import Row, bundles, label, place
from edition.views.scribe import Scribe, destination
from tests import folio

# --- words that notes point to -------------------------------------------------------------------


@dataclass(frozen=True)
class Spans:
    """A content and ranges of its text."""

    content: Content
    ranges: tuple[Range, ...]


@st.composite
def spans(draw: st.DrawFn) -> Spans:
    content = draw(folio.CONTENTS)
    length = len("".join(model.strings(content)))
    ends = st.tuples(st.integers(0, length), st.integers(0, length)).map(sorted)
    pairs = draw(st.lists(ends, max_size=4))
    return Spans(
        content,
        tuple(
            Range(start, end, f"ed-{number}", draw(st.booleans()))
            for number, (start, end) in enumerate(pairs)
        ),
    )


def characters(content: Content, ids: tuple[str, ...] = ()) -> list[tuple[str, frozenset[str]]]:
    """Every character of the transcribed text with what points to it."""
    found = []
    for node in content:
        if isinstance(node, str):
            found += [(sign, frozenset(ids)) for sign in node]
        elif isinstance(node, Marked):
            found += characters(node.content, (*ids, *node.ids))
        elif type(node) not in model.SILENT:
            found += characters(model.inside(node), ids)
    return found


@given(spans())
def test_marking_spans_changes_no_character(case: Spans) -> None:
    assert text(marked(case.content, case.ranges)) == text(case.content)


@given(spans())
def test_every_character_knows_what_points_to_it(case: Spans) -> None:
    for place_, (_, ids) in enumerate(characters(marked(case.content, case.ranges))):
        assert ids == {each.id for each in case.ranges if each.start <= place_ < each.end}


@given(spans())
def test_every_note_gets_its_mark_where_its_words_end(case: Spans) -> None:
    before = [node for node in model.nodes(case.content) if isinstance(node, model.NoteMark)]
    made = marked(case.content, case.ranges)
    after = [node for node in model.nodes(made) if isinstance(node, model.NoteMark)]
    wanted = sorted(each.id for each in case.ranges if each.mark)
    old = [node.note for node in before]
    assert sorted(node.note for node in after if node.note not in old) == wanted


def test_a_span_cuts_through_markup_and_others() -> None:
    content = ("Les ", model.Quotation(("alliés occidentaux",)), " craignent.")
    made = marked(content, (Range(0, 10, "shift-1"), Range(4, 22, "ed-1", mark=True)))
    assert made == (
        Marked(("shift-1",), ("Les ",)),
        model.Quotation(
            (
                Marked(("shift-1", "ed-1"), ("alliés",)),
                Marked(("ed-1",), (" occidentaux",)),
                model.NoteMark("ed-1"),
            )
        ),
        " craignent.",
    )


# --- links ---------------------------------------------------------------------------------------


def nested(line: Line, inside: bool = False) -> bool:
    """Whether a link or a mark stands inside a link."""
    for node in line:
        if isinstance(node, str):
            continue
        linking = type(node) in LINKS
        if linking and inside:
            return True
        inner = node.stands if isinstance(node, Intervention) else getattr(node, "content", ())
        if nested(inner, inside or isinstance(node, Link)):
            return True
    return False


@given(folio.CONTENTS)
def test_no_link_stands_in_a_link(content: Content) -> None:
    assert not nested(Scribe().line(content))


@given(folio.CONTENTS)
def test_a_line_has_all_words_of_its_content(content: Content) -> None:
    assert plain(Scribe().line(content)) == "".join(model.strings(content))


def plain(line: Line) -> str:
    """The transcribed words of a line."""
    found = ""
    for node in line:
        match node:
            case str():
                found += node
            case Intervention():
                found += plain(node.stands)
            case Part() if type(node).__name__ not in ("Forme", "Mark", "Tick"):
                found += plain(getattr(node, "content", ()))
    return found


@pytest.mark.parametrize(
    ("alternatives", "certain"),
    [
        ((Alternative(("Monsieur",), ("editors",), "high"),), True),
        ((Alternative(("Monsieur",), ("editors",), "medium"),), False),
        ((Alternative(("Monsieur",), ("frus",)),), False),
        ((Alternative(("A",), (), "high"), Alternative(("B",), ())), False),
        ((Alternative((), ("editors",), "high"),), False),
        ((Alternative((model.Mention("person", "persons", "a", ("A",)),), (), "high"),), False),
    ],
)
def test_the_reading_text_has_a_correction_alone_where_it_is_certain_and_one_of_words(
    alternatives: tuple[Alternative, ...], certain: bool
) -> None:
    (made,) = Scribe().line((Reading("reading-1", "correction", ("Monieur",), alternatives),))
    assert isinstance(made, Intervention)
    assert made.certain == certain


def test_a_reading_inside_a_name_leaves_both_linked() -> None:
    reading = Intervention("correction", "_1-reading-1", "#reading-1", False, ("J.",), (("C.",),))
    assert linked("person", "x.html#a", (reading, " de Gaulle")) == (
        reading,
        Link("person", "x.html#a", (" de Gaulle",)),
    )
    assert linked("person", "x.html#a", (reading,)) == (
        msgspec.structs.replace(reading, stands=(Link("person", "x.html#a", ("J.",)),)),
    )


@pytest.mark.parametrize(
    ("target", "there"),
    [
        ("https://x.example/", ("outside", "https://x.example/")),
        ("#en-note-4", ("here", "#en-note-4")),
        ("register/persons.xml#de-gaulle", ("person", "../persons.html#de-gaulle")),
        ("1962-01-11.xml#p5", ("letter", "../letters/1962-01-11.html#p5")),
        ("javascript:alert(1)", ("", "")),
        ("../../etc/passwd.xml", ("", "")),
        ("file:x.xml", ("", "")),
    ],
)
def test_references_become_addresses_of_pages(target: str, there: tuple[str, str]) -> None:
    assert destination(target, "../") == there


# --- rows ----------------------------------------------------------------------------------------


def unit(name: str, *sides: str) -> Unit:
    """A unit of versions a, b …, each side given as "a1 a2"."""
    made = tuple(Side(side[:1], tuple(side.split())) for side in sides)
    return Unit(name, "block", made)


@pytest.mark.parametrize(
    ("case", "units", "texts", "expected"),
    [
        (
            "in order",
            [unit("1", "a1", "b1"), unit("2", "a2", "b2")],
            ["a1 a2", "b1 b2"],
            [["1"], ["2"]],
        ),
        (
            "links written in another order than the text",
            [unit("2", "a2", "b2"), unit("1", "a1", "b1")],
            ["a1 a2", "b1 b2"],
            [["1"], ["2"]],
        ),
        (
            "several on a side",
            [unit("1", "a1", "b1 b2"), unit("2", "a2 a3", "b3")],
            ["a1 a2 a3", "b1 b2 b3"],
            [["1"], ["2"]],
        ),
        (
            "crossing",
            [unit("1", "a1", "b2"), unit("2", "a2", "b1"), unit("3", "a3", "b3")],
            ["a1 a2 a3", "b1 b2 b3"],
            [["1", "2"], ["3"]],
        ),
        (
            "interleaved",
            [unit("1", "a1 a3", "b1"), unit("2", "a2", "b2")],
            ["a1 a2 a3", "b1 b2"],
            [["1", "2"]],
        ),
        (
            "a crossing in the third version only",
            [unit("1", "a1", "b1", "c2"), unit("2", "a2", "b2", "c1")],
            ["a1 a2", "b1 b2", "c1 c2"],
            [["1", "2"]],
        ),
    ],
)
def test_units_stand_in_the_order_of_every_text(
    case: str, units: list[Unit], texts: list[str], expected: list[list[str]]
) -> None:
    made = bundles(units, [each.split() for each in texts], {})
    assert [[each.id for each in together] for together in made] == expected, case


@given(folio.letters())
def test_however_tangled_the_alignment_every_version_reads_in_its_own_order(
    letter: Letter,
) -> None:
    made = folio.sheet(letter).rows
    for version in letter.versions:
        blocks = [
            block
            for row in made
            for cell in row.cells
            if cell.version == version.id
            for block in cell.blocks
        ]
        assert [block.id for block in blocks] == [part.id for part in version.parts]
        wanted = "".join(text(p.content) for p in version.parts if isinstance(p, model.Block))
        assert "".join(plain(block.content) for block in blocks) == wanted


@given(folio.letters())
def test_every_unit_has_its_address_once(letter: Letter) -> None:
    made = folio.sheet(letter).rows
    shown = [each.id for row in made for each in row.addresses]
    shown += [each.id for row in made for margin in parts(row.sentences) for each in
              parts(margin.content)]  # fmt: skip
    assert sorted(shown) == sorted(link.id for link in letter.links)


@given(folio.letters())
def test_on_a_line_stands_what_answers_each_other_and_nothing_stands_on_it_twice(
    letter: Letter,
) -> None:
    for row in folio.sheet(letter).rows:
        for cell in row.cells:
            taken = [line for block in cell.blocks for line in lines_of(block.place)]
            assert len(taken) == len(set(taken))
            assert not taken or max(taken) <= row.lines
            for block in cell.blocks:
                inner = [line for each in fragments(block.content) for line in
                         lines_of(each.place)]  # fmt: skip
                assert len(inner) == len(set(inner))
                assert set(inner) <= set(range(1, len(lines_of(block.place)) + 1))
        answers: dict[str, set[str]] = {}
        for cell in row.cells:
            for block in cell.blocks:
                for each in fragments(block.content):
                    answers.setdefault(each.place.split()[0], set()).add(each.units)
        assert all(len(units) == 1 for units in answers.values())


def parts(line: Line) -> list[Any]:
    return [node for node in line if not isinstance(node, str)]


def fragments(line: Line) -> list[Fragment]:
    return [node for node in line if isinstance(node, Fragment)]


def lines_of(classes: str) -> list[int]:
    """The lines that a place takes."""
    numbers = {each[0]: int(each[1:]) for each in classes.split()}
    return list(range(numbers["r"], numbers["r"] + numbers.get("s", 1)))


def test_a_row_has_its_number_its_sentences_and_a_cell_for_each_version() -> None:
    dateline, salute, first, signed = folio.sheet(folio.LETTER).rows
    assert [each.id for row in (dateline, salute, first, signed) for each in row.addresses] == [
        "dateline",
        "salute",
        "p1",
        "signed",
    ]
    assert [each.id for each in parts(parts(first.sentences)[0].content)] == ["p1-s1"]
    assert [(cell.version, cell.lang, cell.column) for cell in first.cells] == [
        ("fr", "fr", 1),
        ("en", "en", 2),
    ]
    assert [each.id for each in fragments(first.cells[0].blocks[0].content)] == [
        "fr-p1-s1",
        "fr-p1-s2",
    ]


def test_forme_work_stands_above_the_block_it_precedes() -> None:
    row = folio.sheet(folio.LETTER).rows[0]
    assert [type(each).__name__ for each in row.cells[0].before] == ["Tick", "Forme"]
    assert row.cells[1].before == ()
    assert (row.lines, row.cells[0].blocks[0].place, row.cells[1].blocks[0].place) == (
        2,
        "r2",
        "r2",
    )


def test_a_side_that_is_absent_says_why_in_its_place() -> None:
    row = folio.sheet(folio.LETTER).rows[-1]
    (absent,) = row.cells[1].absent
    assert absent[0] == Absence("en-absent-1", "not-in-source")
    assert absent[1] == Mark("_4-ed-1", "#ed-1", "*1", "editorial")
    assert row.cells[1].blocks == ()


def test_what_the_alignment_forgets_is_shown_nevertheless() -> None:
    letter = msgspec.structs.replace(folio.LETTER, links=folio.LINKS[:1])
    rows = folio.sheet(letter).rows
    assert [block.id for block in rows[-1].cells[0].blocks] == ["fr-salute", "fr-p1", "fr-signed"]
    assert rows[-1].addresses == ()


def test_a_paragraph_of_more_sentences_than_a_page_has_lines_holds_them_all() -> None:
    names = [f"p1-s{number}" for number in range(1, LINES + 20)]
    blocks = [
        model.Block(
            f"{version}-p1",
            "paragraph",
            tuple(Segment(f"{version}-{name}", (name,)) for name in names),
        )
        for version in ("fr", "en")
    ]
    letter = msgspec.structs.replace(
        folio.LETTER,
        versions=tuple(
            model.Version(version, version, "original", "", (block,))
            for version, block in zip(("fr", "en"), blocks, strict=True)
        ),
        notes=(),
        links=(
            model.Link("p1", ("fr-p1", "en-p1"), "block"),
            *(model.Link(name, (f"fr-{name}", f"en-{name}"), "segment") for name in names),
        ),
    )
    (row,) = folio.sheet(letter).rows
    assert row.lines == LINES
    assert len(parts(row.sentences)) == LINES


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("p5", "5"),
        ("p5a", "5a"),
        ("p5-s2", "5.2"),
        ("p12a-s10", "12a.10"),
        ("l4", "4"),
        ("ps1", "PS 1"),
        ("dateline", ""),
        ("signed", ""),
    ],
)
def test_the_margin_shows_the_number_of_an_address(name: str, number: str) -> None:
    assert label(name) == number


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("fr-signed", "signed"),
        ("en-label-2", "label"),
        ("fr-letterhead", "letterhead"),
        ("en-page-378", "page"),
        ("dateline", "dateline"),
        ("en-absent-1", "absent"),
    ],
)
def test_an_id_tells_the_kind_of_its_place(name: str, kind: str) -> None:
    assert place(name) == kind


# --- notes, readings, signs ----------------------------------------------------------------------


def test_the_marks_of_a_note_and_the_ways_back_from_it_agree() -> None:
    page = folio.view(folio.LETTER)
    assert page.sheet.marks["ed-1"] == ("fr-p1-s1", "reading-1", "en-p1-s1", "en-absent-1")
    assert page.notes["editorial"][0].backs == (
        Back("#_1-ed-1", "1.1", "p1-s1", "fr", several=True),
        Back("#_2-ed-1", "1.2", "p1-s2", "fr", several=True),
        Back("#_3-ed-1", "1.1", "p1-s1", "en", several=True),
        Back("#_4-ed-1", "", "absent", "en", several=True),
    )


def test_editors_notes_have_a_star_where_there_are_printed_ones() -> None:
    page = folio.view(folio.LETTER)
    assert [note.n for note in (*page.notes["printed"], *page.notes["editorial"])] == ["1", "*1"]
    without = msgspec.structs.replace(folio.LETTER, notes=folio.LETTER.notes[1:])
    assert [note.n for note in folio.view(without).notes["editorial"]] == ["1"]


def test_large_numbers_are_grouped_as_the_language_has_them() -> None:
    assert [words.number(n, "en") for n in (0, 999, 12500)] == ["0", "999", "12,500"]
    assert [words.number(n, "fr") for n in (999, 12500)] == ["999", "12\u202f500"]


def test_notes_speak_the_language_of_the_page_and_are_set_well_in_it() -> None:
    english, french = (
        folio.view(folio.LETTER, lang).notes["editorial"][0] for lang in ("en", "fr")
    )
    assert [each.content for each in english.paragraphs] == [("Jean’s sister.",)]
    assert [each.content for each in french.paragraphs] == [
        ("La sœur de Jean\u00a0: peut-être\u202f?",)
    ]


@pytest.mark.parametrize(("lang", "space"), [("fr", "\u00a0"), ("en", " ")])
def test_the_marks_of_a_french_quotation_keep_to_its_words(lang: str, space: str) -> None:
    quoted = (model.Quotation(("« peu ! ", model.Foreign("en", ("so",)), " »")),)
    (made,) = Scribe("").prose(quoted, lang)
    assert isinstance(made, Quotation)
    assert made.content == (f"«{space}peu ! ", Foreign("en", ("so",)), f"{space}»")


def test_the_list_of_readings_says_what_stands_what_is_read_who_says_so_and_why() -> None:
    (reading,) = folio.view(folio.LETTER, "fr").readings
    (proposal,) = reading.proposals
    assert (reading.id, reading.kind, reading.stands) == ("reading-1", "correction", "vit")
    assert (reading.where.href, reading.where.label) == ("#_1-reading-1", "1.2")
    assert reading.agent == "indéterminé"
    assert (proposal.words, proposal.who, proposal.cert) == ("voit", ("the editors",), "high")
    assert [(each.href, each.label) for each in proposal.sources] == [("#fr-source", "français")]


def test_the_legend_has_the_signs_of_this_page_and_no_others() -> None:
    assert folio.view(folio.LETTER).signs == (
        "certain",
        "forme",
        "hand",
        "note-editorial",
        "note-printed",
        "page",
        "page-inferred",
    )
    assert folio.view(folio.ALONE).signs == ("conjecture", "heading")


def test_a_version_that_is_missing_says_so_in_the_words_of_the_header() -> None:
    page = folio.view(folio.ALONE)
    (missing,) = page.missing
    assert (missing.version, missing.role) == ("original", "original")
    assert missing.statement[0].content == ("It is not here.",)
    assert [cell.version for row in page.sheet.rows for cell in row.cells] == ["en"]


def test_statements_of_a_version_stand_with_it_and_those_of_all_once() -> None:
    page = folio.view(folio.LETTER)
    assert [[each.id for each in about.statements] for about in page.about] == [
        ["fr-source"],
        [],
    ]
    assert [each.id for each in page.statements] == ["editors", "jd"]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_name_without_a_language_is_said_in_all(lang: str) -> None:
    names = folio.said("Anne Roche", "") + folio.said("text") + folio.said("texte", "fr")
    assert [each.lang for each in for_language(names, lang)] == ["", lang]


# --- the edition around a letter -----------------------------------------------------------------


def surroundings(*letters: Letter) -> views.Surroundings:
    whole = folio.edition(*letters)
    return views.surroundings(whole.cards[0], views.overview(whole))


def test_a_letter_takes_the_names_it_mentions_and_its_neighbours_titles() -> None:
    around = surroundings(folio.LETTER, folio.ALONE)
    assert list(around.names) == ["persons#jean", "places#paris"]
    assert around.previous is None
    assert around.next is not None
    assert around.next.titles["en"] == "Jean to Marie, a year before"


def test_a_letter_says_what_it_answers_by_the_name_in_the_register() -> None:
    answers = (
        model.Neighbour("prev", "register/persons.xml#jean", "as the header has it", 0, "answered"),
        model.Neighbour("prev", "alone.xml", "the one before in the edition", 0, "edition"),
    )
    page = folio.view(msgspec.structs.replace(folio.LETTER, neighbours=answers), "fr")
    (answered,) = page.answered
    assert answered.href == "../persons.html#jean"
    assert answered.label != "as the header has it"


def test_what_a_letter_does_not_show_changes_nothing_around_it() -> None:
    other = msgspec.structs.replace(folio.ALONE, notes=(), date=model.When("1961-08-25"))
    assert surroundings(folio.LETTER, folio.ALONE) == surroundings(folio.LETTER, other)


def test_surroundings_survive_being_packed() -> None:
    around = surroundings(folio.LETTER, folio.ALONE)
    assert views.AROUND.unpacked(views.AROUND.packed(around)) == around


# --- addresses -----------------------------------------------------------------------------------


def test_every_page_has_a_place_in_each_language() -> None:
    assert page_path("letters/1962-01-11", "en", folio.SETTINGS) == "letters/1962-01-11.html"
    assert page_path("letters/1962-01-11", "fr", folio.SETTINGS) == "fr/letters/1962-01-11.html"


def test_links_of_a_page_are_relative_and_lead_to_its_other_language() -> None:
    page = folio.view(folio.LETTER, "fr").frame
    assert (page.root, page.home) == ("../../", "../")
    assert [(each.about, each.href, each.current) for each in page.sections] == [
        ("letters", "../index.html", "true"),
        ("prose", "../about.html", ""),
        ("apparatus", "../readings.html", ""),
        ("registers", "../persons.html", ""),
        ("data", "../data.html", ""),
    ]
    assert page.nearby == ()
    assert [(each.href, each.label, each.current) for each in page.languages] == [
        ("../../letters/1962-01-11.html", "English", False),
        ("../../fr/letters/1962-01-11.html", "Français", True),
    ]


def test_absolute_addresses_stand_only_where_a_base_is_set() -> None:
    assert folio.view(folio.LETTER).frame.alternates == ()
    settings = msgspec.structs.replace(folio.SETTINGS, base="https://x.example/e/")
    page = frame("persons", "fr", "Personnes", settings, ())
    assert page.canonical == "https://x.example/e/fr/persons.html"
    assert [(each.lang, each.href) for each in page.alternates] == [
        ("en", "https://x.example/e/persons.html"),
        ("fr", "https://x.example/e/fr/persons.html"),
        ("x-default", "https://x.example/e/persons.html"),
    ]


# --- lists and registers -------------------------------------------------------------------------


def others(lang: str) -> dict[str, Any]:
    whole = folio.edition(folio.ALONE, folio.LETTER)
    return {each.frame.slug: each for each in views.others(whole, lang)}


def test_there_is_a_page_for_the_list_each_register_and_each_page_of_prose() -> None:
    assert list(others("en")) == [
        "index",
        "search",
        "concordance",
        "readings",
        "persons",
        "places",
        "chronology",
        "rules",
        "about",
        "changes",
    ]


def test_the_list_shows_letters_in_order_with_their_first_words() -> None:
    first, second = others("en")["index"].letters
    assert (first.date, first.missing) == ("24–26 August 1961", ("original",))
    assert [each.first_words for each in second.texts] == [
        'Jean écrit à elle. Il la vit "ici".',
        "Jean writes to her. He sees her ici.",
    ]


def test_a_register_is_in_the_alphabetical_order_of_the_page_s_language() -> None:
    assert [each.name for each in others("en")["persons"].entries] == ["John", "Zoe"]
    assert [each.name for each in others("fr")["persons"].entries] == ["Jean", "Zoé"]


def test_an_entry_shows_every_place_of_mention_with_both_sides_in_one_row() -> None:
    jean = others("en")["persons"].entries[0]
    at = "letters/1962-01-11.html"
    assert jean.mentions.shown == (
        Mentioning(
            at,
            "11 January 1962",
            (
                Mention(
                    (Place(f"{at}#p1-s1", "1.1", "p1-s1"),),
                    (Word("Jean", "fr", f"{at}#fr-p1-s1", False),),
                    (Word("Jean", "en", f"{at}#en-p1-s1", False),),
                    (),
                ),
                Mention(
                    (Place(f"{at}#signed", "", "signed"),),
                    (Word("J. D.", "fr", f"{at}#fr-signed", False),),
                    (),
                    (),
                ),
            ),
        ),
    )
    assert jean.identifiers == (("Wikidata", "https://www.wikidata.org/wiki/Q2042", "Q2042"),)
    assert jean.dates == (("birth", words.Stated("day", "1890", "1890", False)),)


# --- words of a language -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("w3c", "english", "french"),
    [
        ("1962-01-11", "11 January 1962", "11 janvier 1962"),
        ("1961-09-01", "1 September 1961", "1er septembre 1961"),
        ("1961-08", "August 1961", "août 1961"),
        ("1961", "1961", "1961"),
        ("1961-08-26T19:15:00", "26 August 1961, 19:15", "26 août 1961, 19:15"),
        ("--08-26", "--08-26", "--08-26"),
    ],
)
def test_dates_are_said_as_a_language_says_them(w3c: str, english: str, french: str) -> None:
    assert (words.moment(w3c, "en"), words.moment(w3c, "fr")) == (english, french)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("1961-08-24", "1961-08-26", "24–26 August 1961"),
        ("1961-08-24", "1961-09-02", "24 August 1961\u00a0– 2 September 1961"),
        ("1961-08-24", "", "24 August 1961–"),
        ("", "1961", "–1961"),
    ],
)
def test_periods_are_said_shortly(first: str, last: str, said: str) -> None:
    assert words.period(first, last, "en") == said


def test_languages_have_names_in_each_language() -> None:
    assert (words.language("fr", "en"), words.language("fr", "fr")) == ("French", "français")
    assert words.language("fr-CA", "en") == "French"
    assert words.language("x-unknown", "en") == "x-unknown"
    assert [words.own_name(lang) for lang in ("en", "fr")] == ["English", "Français"]


def test_alphabetical_order_folds_case_accents_and_ligatures() -> None:
    names = ["Zoé", "éclair", "Eclair", "œuvre", "oeuf", "Etat", "zoe"]
    assert sorted(names, key=words.sort_key) == [
        "Eclair",
        "éclair",
        "Etat",
        "oeuf",
        "œuvre",
        "zoe",
        "Zoé",
    ]


def test_numbers_stand_before_letters_in_the_order_of_their_values() -> None:
    listed = ["a", "10", "2a", "1962", "2", "1", "11", "1er"]
    assert sorted(listed, key=words.sort_key) == ["1", "1er", "2", "2a", "10", "11", "1962", "a"]


@pytest.mark.parametrize(
    ("lang", "typed", "printed"),
    [
        (
            "en",
            "Jean's sister's; the editors' view: 'so'",
            "Jean’s sister’s; the editors’ view: 'so'",
        ),
        ("fr", "L'un : « oui » ; l'autre ?", "L’un\u00a0: «\u00a0oui\u00a0»\u202f; l’autre\u202f?"),
    ],
)
def test_the_editors_prose_is_set_well(lang: str, typed: str, printed: str) -> None:
    assert words.set_well(typed, lang) == printed


# --- all together --------------------------------------------------------------------------------


def test_a_page_is_the_same_whenever_it_is_made() -> None:
    for letter, lang in itertools.product((folio.LETTER, folio.ALONE), ("en", "fr")):
        assert folio.view(letter, lang) == folio.view(letter, lang)


def test_an_edition_of_one_language_and_one_letter_is_an_edition() -> None:
    settings = Settings({"fr": "L"}, {"fr": "D"}, "e", "p", "x", ("fr",))
    whole = folio.edition(folio.LETTER, settings=settings)
    around = views.surroundings(whole.cards[0], views.overview(whole))
    page = views.letter(folio.LETTER, folio.sheet(folio.LETTER), around, "fr")
    assert page.frame.path == "letters/1962-01-11.html"
    assert (page.previous, page.next) == (None, None)
    assert isinstance(page.sheet.rows[0], Row)
