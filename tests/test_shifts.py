"""Shifts go out as tables and come back as they were; nothing is lost on the way."""

from __future__ import annotations

import csv
import io
from html import escape
from unicodedata import normalize

import pytest
from hypothesis import given, strategies

from edition import model, spans
from edition.finding import Finding, Place
from edition.formats import Given, shifts
from edition.model import Anchor, Block, Letter, Paragraph, Segment, Shift, Span, Version, When
from edition.tei import fragment, pointer, write
from tests.given import BASE, NAMES, SOURCE, TEI, A, bare, columns_of, file, letter, rows, settled

TABLES = pytest.mark.parametrize("name", ["shifts.csv", "shifts.tsv", "shifts.json"])


def back(content: bytes, name: str = "shifts.csv") -> tuple[tuple[Shift, ...], tuple[Finding, ...]]:
    """The shifts of the one letter of a table."""
    found, findings = shifts.read(name, content)
    (of_letter,) = found.values() or ((),)
    return of_letter, findings


# --- the real letter ---------------------------------------------------------------------------


@TABLES
def test_the_shifts_of_the_letter_come_back_from_a_table_as_they_were(name: str) -> None:
    found, findings = back(file(name), name)
    assert findings == ()
    assert bare(found) == bare(A.letter.shifts)
    assert len(found) == 138


def test_every_row_quotes_its_sentence_exactly() -> None:
    found = [span for row in shifts.rows(A) for span in row.spans]
    assert len(found) == 250
    for span in found:
        assert span.context == A.texts[span.segment]
        assert span.context[span.start : span.end] == span.words
        assert bool(span.words) != bool(span.anchor)
        assert (span.segment[:2], span.lang) == (span.version, span.version)


def test_a_place_without_words_is_where_its_anchor_stands() -> None:
    places = [span for row in shifts.rows(A) for span in row.spans if span.anchor]
    assert len(places) == 18
    for place in places:
        (anchor,) = SOURCE.xpath("//t:anchor[@xml:id=$id]", namespaces=NAMES, id=place.anchor)
        (sentence,) = anchor.iterancestors(f"{TEI}s")
        before = "preceding::text()[ancestor::t:s = $s][not(ancestor::t:corr or ancestor::t:fw)]"
        words = "".join(anchor.xpath(before, namespaces=NAMES, s=sentence))
        assert sentence.get("{http://www.w3.org/XML/1998/namespace}id") == place.segment
        assert place.context[: place.start] == settled(words).lstrip(" ")


def test_a_row_says_where_it_is_cited() -> None:
    assert next(shifts.rows(A)).address == "letters/1962-01-11.html#shift-1"
    for base in (BASE, f"{BASE}/"):
        row = next(shifts.rows(letter("1962-01-11", base)))
        assert row.address == f"{BASE}/letters/1962-01-11.html#shift-1"


def test_a_pattern_names_its_instances_and_quotes_nothing() -> None:
    row = {row["id"]: row for row in rows(file("shifts.csv"))}["shift-123"]
    assert row["instances"] == "shift-33 shift-36"
    assert {row[f"{version}_{name}"] for version in ("fr", "en") for name in shifts.OF_VERSION} == {
        ""
    }


def test_an_explanation_is_plain_words_with_its_markup_beside_it() -> None:
    row = rows(file("shifts.csv"))[0]
    assert row["explanation_en"].startswith("The problems are there to be faced now: “avons à")
    assert '“<foreign xml:lang="fr">avons à faire face</foreign>”' in row["markup"]
    assert "gloss" not in row["markup"]


# --- shifts that nobody has written ------------------------------------------------------------

CHARACTERS = strategies.characters(
    codec="utf-8", exclude_categories=("Cc",), exclude_characters="\ufffe\uffff"
)
# Letters are NFC: the rule character-composed says so.
RAW = strategies.text(
    CHARACTERS | strategies.sampled_from("\t\n\"',;=-&<> \u00a0\u202f\u2028𝒜😀")
).map(lambda raw: normalize("NFC", raw))
WORDS = strategies.text(
    CHARACTERS | strategies.sampled_from("\"',;=-&<>()[].\\% aab\u00a0\u2009𝒜😀"), max_size=12
)
SENTENCE = WORDS.map(lambda raw: settled(normalize("NFC", raw)).strip(" ")).filter(bool)
# A table has its notes in the order of its columns; a language without columns comes last.
LANGUAGES = strategies.sampled_from([(), ("en",), ("fr",), ("en", "fr"), ("fr", "de"), ("de",)])
PARAGRAPHS = strategies.lists(strategies.lists(RAW, min_size=1, max_size=3), min_size=1, max_size=2)


@strategies.composite
def notes(draw: strategies.DrawFn, kind: str) -> tuple[Paragraph, ...]:
    """Notes of a kind in some languages, of one paragraph or more, read from TEI."""
    tei = ""
    for lang in draw(LANGUAGES):
        paragraphs = [marked_up(pieces) for pieces in draw(PARAGRAPHS)]
        inside = "".join(f"<p>{each}</p>" for each in paragraphs)
        tei += f'<note type="{kind}" xml:lang="{lang}">{inside}</note>'
    found = fragment.notes(tei)
    assert found is not None
    return tuple(each for paragraphs in found.values() for each in paragraphs)


def marked_up(pieces: list[str]) -> str:
    """Pieces of text, the second of them in another language."""
    plain = [escape(piece) for piece in pieces]
    plain[1:2] = [f'<foreign xml:lang="la">{each}</foreign>' for each in plain[1:2]]
    return "".join(plain)


@strategies.composite
def span(draw: strategies.DrawFn, sentences: dict[str, str]) -> Span:
    """A sentence, words of it, or the place at its beginning."""
    name, whole = draw(strategies.sampled_from(sorted(sentences.items())))
    kind = draw(strategies.sampled_from(("sentence", "words", "place")))
    if kind != "words":
        return Span(name if kind == "sentence" else f"{name}-at")
    start = draw(strategies.integers(0, len(whole) - 1))
    quote = whole[start : draw(strategies.integers(start + 1, len(whole)))]
    equal = [place for place in range(len(whole)) if whole.startswith(quote, place)]
    return Span(name, quote, equal.index(start) + 1 if len(equal) > 1 else 0)


@strategies.composite
def letters(draw: strategies.DrawFn) -> Letter:
    """A letter of two versions with shifts between them and a pattern that gathers these."""
    sentences = {
        version: {f"{version}-p1-s{n}": draw(SENTENCE) for n in (1, 2)} for version in ("fr", "en")
    }
    made = [
        Shift(
            id=f"shift-{n}",
            type=draw(strategies.sampled_from(("", "type-omission"))),
            weight=draw(strategies.sampled_from(("", "weight-major"))),
            cause=draw(strategies.sampled_from(("", "cause-calque"))),
            defensible=draw(strategies.booleans()),
            spans=tuple(
                each
                for of_version in sentences.values()
                for each in draw(strategies.lists(span(of_version), max_size=2))
            ),
            explanation=draw(notes("explanation")),
            gloss=draw(notes("gloss")),
            resp=("editors", "frus"),
        )
        for n in range(1, draw(strategies.integers(2, 4)))
    ]
    gathered = tuple(each.id for each in made)
    pattern = Shift("shift-9", "", "", "", False, (), (), instances=gathered, resp=("editors",))
    versions = tuple(version(name, of_version) for name, of_version in sentences.items())
    return Letter("a", "letters/a.xml", (), When(), versions, shifts=(*made, pattern))


def version(name: str, sentences: dict[str, str]) -> Version:
    """A version of one paragraph; each sentence begins with an anchor."""
    inside = tuple(
        Segment(each, (Anchor(f"{each}-at", "shift", ""), words))
        for each, words in sentences.items()
    )
    return Version(name, name, "", "", (Block(f"{name}-p1", "paragraph", inside),))


def of(made: Letter) -> Given:
    texts = model.texts(made)
    located, findings = spans.located(made, texts)
    codes = {each.code for each in findings}
    assert codes <= {"shift-incomplete", "quotation-cut", "quotation-untrue"}
    return Given(made, (), located, texts, columns_of(made))


@TABLES
@given(made=letters())
def test_any_shift_comes_back_from_a_table_as_it_was(name: str, made: Letter) -> None:
    found, findings = back(file(name, of(made)), name)
    assert findings == ()
    assert bare(found) == bare(made.shifts)


@given(letters())
def test_a_pointer_that_is_written_means_the_same_words(made: Letter) -> None:
    for shift in made.shifts:
        assert pointer.spans(" ".join(map(pointer.pointer, shift.spans))) == shift.spans


@given(letters())
def test_notes_that_are_written_are_read_as_the_same(made: Letter) -> None:
    for shift in made.shifts:
        for kind, paragraphs in (("explanation", shift.explanation), ("gloss", shift.gloss)):
            read = fragment.notes("".join(write.notes(kind, paragraphs).values()))
            assert read is not None
            assert bare([each for of_note in read.values() for each in of_note]) == bare(
                list(paragraphs)
            )


# --- tables that others have changed -----------------------------------------------------------


def changed(**cells: str) -> bytes:
    """The table with other cells in its first row."""
    sent = rows(file("shifts.csv"))
    sent[0] |= cells
    return written(sent)


def written(sent: list[dict[str, str]], **dialect: str) -> bytes:
    made = io.StringIO(newline="")
    writer = csv.DictWriter(made, sent[0], **dialect)
    writer.writeheader()
    writer.writerows(sent)
    return made.getvalue().encode()


def test_what_a_spreadsheet_writes_is_read() -> None:
    semicolons = written(rows(file("shifts.csv")), delimiter=";")
    assert b"\r\n" in semicolons
    found, findings = back(b"\xef\xbb\xbf" + semicolons)
    assert findings == ()
    assert bare(found) == bare(A.letter.shifts)


def test_the_order_of_columns_is_free_and_others_may_be_added() -> None:
    first = ("markup", "resp", "weight", "id")
    moved = [{name: row[name] for name in first} | row for row in rows(file("shifts.csv"))]
    found, findings = back(written([row | {"remarks": "a few"} for row in moved]))
    assert findings == ()
    assert bare(found) == bare(A.letter.shifts)


def test_an_explanation_that_was_rewritten_is_taken_and_its_markup_put_aside() -> None:
    found, findings = back(changed(explanation_en="The future is not in the French."))
    assert found[0].explanation[0] == Paragraph("en", ("The future is not in the French.",))
    assert write.notes("explanation", found[0].explanation[1:]) == write.notes(
        "explanation", A.letter.shifts[0].explanation[1:]
    )
    assert [(each.code, each.where, each.message) for each in findings] == [
        (
            "table-markup",
            Place("shifts.csv", 2),
            "the markup of “shift-1” says other words than its explanation (en)",
        )
    ]


@pytest.mark.parametrize("markup", ["", "<note", "<p/>", '<note type="explanation"><x/></note>'])
def test_without_markup_that_can_be_read_the_plain_words_are_taken(markup: str) -> None:
    found, findings = back(changed(markup=markup))
    assert [each.code for each in findings] == (["table-markup"] if markup else [])
    assert found[0].explanation[0].content == (rows(file("shifts.csv"))[0]["explanation_en"],)


def test_offsets_may_be_left_out_where_words_stand_once() -> None:
    found, findings = back(changed(fr_start="", fr_end=""))
    assert (found[0].spans, findings) == (A.letter.shifts[0].spans, ())


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (
            {"fr_words": "avons-nous"},
            "“avons-nous” is not what stands from 91 to 98 in “fr-p1-s1”",
        ),
        ({"en_words": ""}, "“” is not what stands from 84 to 96 in “en-p1-s1”"),
        (
            {"letter": "11/01/1962"},
            "shift “shift-1” of letter “11/01/1962” has the address "
            "“letters/1962-01-11.html#shift-1”",
        ),
    ],
)
def test_a_row_that_contradicts_itself_is_found(cells: dict[str, str], message: str) -> None:
    found, findings = back(changed(**cells))
    assert [(each.code, each.where, each.message) for each in findings] == [
        ("table-disagrees", Place("shifts.csv", 2), message)
    ]
    assert len(found) == 137


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "no table can be read: not enough values to unpack (expected at least 1, got 0)"),
        (b"\xff\xfe", "the table is not UTF-8"),
        (b"letter,id\n", "the table has no column “address”"),
        (b"[{}]", "the array cannot be read: Object missing required field `letter` - at `$[0]`"),
        (changed(fr_start="ninety"), "“ninety” is not an offset: a number from 0 on, or nothing"),
        (changed(defensible="yes"), "“yes” under “defensible” is neither true nor false"),
        (
            changed(fr_words="avons\nà"),
            "the cells of version “fr” have different numbers of lines",
        ),
    ],
)
def test_what_cannot_be_read_is_found(content: bytes, message: str) -> None:
    _, findings = shifts.read("shifts.csv", content)
    assert [(each.code, each.message) for each in findings] == [("table-unread", message)]


def test_a_row_of_another_length_is_found_and_the_others_are_read() -> None:
    found, findings = back(file("shifts.csv") + b"1962-01-11,shift-200\n")
    assert [each.message for each in findings] == ["the row has 2 cells under 26 columns"]
    assert len(found) == 138
