"""The pages about the whole edition: what the letters have, counted and set side by side.

Counts and words are held against the TEI files themselves, read by other means.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

import msgspec
import pytest
from lxml import etree, html

from edition import card, model, prepare, validate, views
from edition.apparatus import LONGEST, Departed, Proposed, Read, shortened, unpacked
from edition.model import (
    Card,
    Details,
    Edition,
    Entry,
    Name,
    Register,
    Seen,
    Settings,
    When,
    packed_seen,
)
from edition.render import Renderer
from edition.rules import RULES
from edition.slug import path_fault
from edition.views import chronology, departures, mentions, readings, terms, words
from edition.views import seen as gathering
from edition.views import times as dates
from edition.views.contents import LettersView
from edition.views.mentions import Form, Mention, Place, Word
from edition.views.occurrences import OccurrencesView, ways
from edition.views.registers import Listing
from edition.views.terms import MARKED, MISSING, UNMARKED
from edition.views.times import Way
from tests import folio
from tests.command import ROOT
from tests.given import ID, NAMES, TEI, settled
from tests.given import letter as given_letter
from tests.pages import Page

FILES = sorted((ROOT / "letters").glob("*.xml"))
REGISTERS = sorted((ROOT / "letters" / "register").glob("*.xml"))
SOURCES = {path.stem: etree.parse(str(path)).getroot() for path in FILES}
JANUARY = "1962-01-11"
SETTINGS = Settings(
    {"en": "E", "fr": "É"}, {"en": "d", "fr": "d"}, "we", "we", "https://x.example/", ("en", "fr")
)


@cache
def cards() -> tuple[Card, ...]:
    """The cards of the letters, in order."""
    given = [given_letter(path.stem) for path in FILES]
    return tuple(card.card(g.letter, g.units, g.texts, g.located) for g in given)


@cache
def registers() -> tuple[Register, ...]:
    grammar = validate.grammar("register.rng", (ROOT / "schema" / "register.rng").read_bytes())
    made = [prepare.register(path.name, path.read_bytes(), grammar)[0] for path in REGISTERS]
    return tuple(each for each in made if each is not None)


@cache
def edition() -> Edition:
    return Edition(SETTINGS, cards(), registers(), ())


def copies(number: int) -> Edition:
    """An edition of so many letters, each that of January 1962."""
    (january,) = [each for each in cards() if each.id == JANUARY]
    days = [date(1962, 1, 11) + timedelta(n) for n in range(number)]
    many = tuple(msgspec.structs.replace(january, id=str(day), date=When(str(day))) for day in days)
    return Edition(SETTINGS, many, registers(), ())


def page(slug: str, lang: str = "en", of: Edition | None = None) -> Any:
    """A page of an edition by its name."""
    (found,) = [each for each in views.others(of or edition(), lang) if each.frame.slug == slug]
    return found


def annotations(letter: str) -> list[etree._Element]:
    return list(SOURCES[letter].iter(f"{TEI}annotation"))


def categories(annotation: etree._Element) -> dict[str, str]:
    """The classes of a shift by their taxonomy: the first part of their names."""
    return {name[1:].partition("-")[0]: name[1:] for name in annotation.get("ana", "").split()}


# --- shifts --------------------------------------------------------------------------------------


def test_every_shift_of_every_letter_is_a_row() -> None:
    shown = [(group.kind.id, line.id) for group in page("shifts").groups for line in group.lines]
    assert shown == [
        (letter, each.get(ID))
        for letter in SOURCES
        for each in annotations(letter)
        if categories(each)
    ]


def test_a_row_says_what_the_annotation_says() -> None:
    rows = {line.id: line for group in page("shifts").groups for line in group.lines}
    for each in annotations(JANUARY):
        kinds = categories(each)
        if kinds:
            row = rows[each.get(ID)]
            assert row.type.id == kinds["type"]
            assert row.weight.id == kinds["weight"]
            assert bool(row.cause) == ("cause" in kinds)
            assert row.defensible == ("defensible" in kinds)
            assert row.href == f"letters/{JANUARY}.html#{row.id}"


def test_a_row_quotes_both_sides_as_far_as_there_is_room() -> None:
    rows = {line.id: line for group in page("shifts").groups for line in group.lines}
    for each in annotations(JANUARY):
        quoted = re.findall(r"#match\((\w\w)-[\w-]+,'(.*?)'(?:,\d+)?\)(?: |$)", each.get("target"))
        for side, lang in (("original", "fr"), ("translation", "en")):
            words = [
                re.sub(r"\\(.)", r"\1", q.replace("%20", " ").replace("%25", "%"))
                for of, q in quoted
                if of == lang
            ]
            if categories(each) and words:
                (shown,) = getattr(rows[each.get(ID)], side)
                assert (shown.lang, shown.words) == (lang, shortened(" … ".join(words)))


def test_words_are_cut_between_two_and_never_too_long() -> None:
    assert shortened("one two") == "one two"
    long = "words " * 40
    assert shortened(long).endswith("words …")
    assert len(shortened(long)) <= LONGEST + 1
    assert shortened("x" * 100) == "x" * (LONGEST - 1) + " …"


def test_shifts_are_counted_by_type_and_weight() -> None:
    counted = {
        (row.type.id, weight.id): number
        for row in page("shifts").counts
        for weight, number in zip(page("shifts").weights, row.weights, strict=True)
        if number
    }
    assert counted == Counter(
        (kinds["type"], kinds["weight"])
        for letter in SOURCES
        for each in annotations(letter)
        if (kinds := categories(each))
    )


def test_the_sums_of_the_table_are_right() -> None:
    shown = page("shifts")
    assert shown.total == sum(shown.sums) == sum(row.total for row in shown.counts)
    assert [sum(row.weights) for row in shown.counts] == [row.total for row in shown.counts]
    assert shown.defensible == sum(row.defensible for row in shown.counts)
    every = [each for letter in SOURCES for each in annotations(letter)]
    assert shown.total + shown.patterns == len(every)
    assert shown.defensible == sum("#defensible" in each.get("ana", "") for each in every)


def test_types_and_weights_stand_in_the_order_of_their_taxonomies() -> None:
    shown = page("shifts")
    order = [each.get(ID) for each in SOURCES[JANUARY].iter(f"{TEI}category")]
    for kinds in (shown.types, shown.weights):
        assert [order.index(each.id) for each in kinds] == sorted(
            order.index(each.id) for each in kinds
        )
        assert [each.number for each in kinds] == list(range(1, len(kinds) + 1))
    assert [each.name for each in page("shifts", "fr").weights] == ["majeur", "moyen", "mineur"]


def test_the_bars_of_the_chart_have_the_lengths_of_the_numbers_from_zero_on_one_scale() -> None:
    shown = page("shifts")
    longest = max(row.total for row in shown.counts)
    for bar, row in zip(shown.bars, shown.counts, strict=True):
        assert (bar.name, bar.total) == (row.type.name, row.total)
        end = 0.0
        for piece in bar.pieces:
            assert piece.times == row.weights[piece.number - 1]
            assert float(piece.start[:-1]) == pytest.approx(end, abs=0.02)
            assert float(piece.length[:-1]) == pytest.approx(100 * piece.times / longest, abs=0.01)
            end += float(piece.length[:-1])
        assert end == pytest.approx(100 * row.total / longest, abs=0.1)


def test_a_pattern_has_its_first_sentence_and_leads_to_its_instances() -> None:
    for lang in ("en", "fr"):
        found = {each.n: each for group in page("shifts", lang).groups for each in group.patterns}
        for each in annotations(JANUARY):
            if not categories(each):
                (said,) = each.xpath(
                    "t:note[@type='explanation'][lang($lang)]", namespaces=NAMES, lang=lang
                )
                pattern = found.pop(each.get(ID).removeprefix("shift-"))
                whole = settled("".join(said.itertext())).replace("'", "’")
                assert whole.startswith(pattern.title.replace("\u00a0", " "))
                targets = [name.removeprefix("#shift-") for name in each.get("target").split()]
                assert [one.label for one in pattern.instances] == targets
        assert found == {}


def test_a_letter_that_lacks_a_side_is_named_as_one_of_which_nothing_can_be_said() -> None:
    assert [each.href for each in page("shifts").mute] == ["letters/1961-08-26.html"]


def test_of_many_letters_all_shifts_are_counted_some_shown_and_the_others_named() -> None:
    one, many = page("shifts"), page("shifts", of=copies(30))
    assert many.total == 30 * one.total
    assert [row.weights for row in many.counts] == [
        tuple(30 * number for number in row.weights) for row in one.counts
    ]
    assert departures.ROWS <= many.shown < departures.ROWS + one.total
    assert many.shown == sum(len(group.lines) for group in many.groups)
    named = [group.href for group in many.groups] + [each.href for each in many.further]
    assert named == [f"letters/{each.id}.html" for each in copies(30).cards]
    assert many.unshown == 30 - len(many.groups)


def test_of_very_many_letters_those_that_are_not_named_are_counted() -> None:
    many = page("shifts", of=copies(departures.LETTERS + 20))
    assert len(many.further) == departures.LETTERS
    assert many.letters == len(many.groups) + many.unshown == departures.LETTERS + 20


def test_one_chooses_among_letters_where_several_have_shifts() -> None:
    assert page("shifts").choices == ()
    chosen = page("shifts", of=copies(3)).choices
    assert [(each.number, each.id) for each in chosen] == [
        (1, "1962-01-11"),
        (2, "1962-01-12"),
        (3, "1962-01-13"),
    ]


def test_the_style_sheet_knows_every_choice() -> None:
    style = (ROOT / "templates" / "assets" / "choices.css").read_text(encoding="utf-8")
    for name in ("letter", "type", "weight"):
        values = re.findall(rf'\[name="{name}"\]\[value="(\d+)"\]', style)
        assert values == [str(number) for number in range(1, departures.CHOICES + 1)]
    letters = re.findall(
        r'"letter"\]\[value="(\d+)"\]:checked\) \.rows tbody:not\(\.l(\d+)\)', style
    )
    assert len(letters) == departures.CHOICES
    assert all(value == number for value, number in letters)


def test_a_letter_without_shifts_and_readings_keeps_nothing_of_them() -> None:
    bare = msgspec.structs.replace(folio.LETTER, versions=folio.LETTER.versions[1:], notes=())
    made = card.card(bare, (), model.texts(bare))
    assert (made.apparatus, made.tally) == (b"", ())
    assert unpacked(made.apparatus).shifts == ()


def test_what_is_kept_of_the_apparatus_comes_back() -> None:
    (january,) = [each for each in cards() if each.id == JANUARY]
    kept = unpacked(january.apparatus)
    assert kept.shifts[6] == Departed(
        "shift-6",
        "type-time-modality",
        "weight-major",
        "cause-tense-pattern",
        False,
        "p2-s7",
        (("fr", "ce que vous fassiez prendre"), ("en", "what you have undertaken")),
    )
    assert kept.readings[3] == Read(
        "reading-4",
        "correction",
        "fr",
        "fr-signed",
        "signed",
        "J.",
        (Proposed("C.", ("editors",), "high", ("1961-08-26.xml#en-signed",)),),
        "agent-transcriber",
        "",
        "",
    )
    assert kept.names == {
        "editors": "the editors of En regard",
        "gaullisme": "gaullisme.fr",
        "frus-263": "FRUS XIV, 263",
    }


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False])
def test_choosing_shows_the_rows_that_are_chosen_and_counts_them(
    chromium: Any, site: Path, script: bool
) -> None:
    shown = page("shifts")
    context = chromium.new_context(java_script_enabled=script)
    window = context.new_page()
    window.goto((site / "shifts.html").as_uri())
    for kind, weight in ((shown.types[0], 0), (shown.types[2], 1), (shown.types[9], 1)):
        window.check(f'[name="type"][value="{kind.number}"]')
        window.check(f'[name="weight"][value="{weight}"]')
        wanted = [
            f"≠{line.n}"
            for group in shown.groups
            for line in group.lines
            if line.type == kind
            and line.weight.number in (weight, line.weight.number * (not weight))
        ]
        visible = [
            each.inner_text() for each in window.locator(".rows .n").all() if each.is_visible()
        ]
        assert visible == wanted
    context.close()


# --- readings ------------------------------------------------------------------------------------


def interventions(letter: str) -> list[str]:
    """The ids of all readings of a letter, those of notes included."""
    found = SOURCES[letter].xpath("//t:text//*[starts-with(@xml:id, 'reading-')]", namespaces=NAMES)
    return [each.get(ID) for each in found]


def test_every_intervention_of_every_letter_is_a_row() -> None:
    shown = page("readings")
    ids = {group.id: [line.id for line in group.lines] for group in shown.groups}
    assert {name: sorted(each) for name, each in ids.items()} == {
        name: sorted(interventions(name)) for name in SOURCES if interventions(name)
    }
    assert shown.total == sum(len(interventions(name)) for name in SOURCES)


def test_a_reading_says_what_stands_what_is_read_who_says_so_and_on_what_ground() -> None:
    (line,) = [
        line
        for group in page("readings", "fr").groups
        if group.id == JANUARY
        for line in group.lines
        if line.n == "4"
    ]
    assert (line.stands, line.lang, line.agent) == ("J.", "fr", "le transcripteur")
    assert line.place == Place(f"letters/{JANUARY}.html#signed", "", "signed")
    assert line.proposals == (
        readings.Proposal(
            "C.",
            ("the editors of En regard",),
            "high",
            (
                readings.Ground(
                    "letters/1961-08-26.html#en-signed", "24–26 août 1961", "signed", ""
                ),
            ),
        ),
    )


def test_what_a_reading_rests_on_has_a_name_and_no_id(site: Path) -> None:
    (line,) = [
        line
        for group in page("readings").groups
        if group.id == JANUARY
        for line in group.lines
        if line.n == "1"
    ]
    named = ["gaullisme.fr", "English", "FRUS XIV, 263"]
    assert [each.name for each in line.proposals[0].grounds] == named
    letter = Page(site, site / "letters" / f"{JANUARY}.html")
    assert (
        letter.root.xpath("//li[@id='reading-1']//a[starts-with(@href, '#')]/text()")[-3:] == named
    )


def test_of_many_letters_all_readings_are_counted_and_some_shown() -> None:
    one, many = page("readings"), page("readings", of=copies(200))
    of_january = sum(len(group.lines) for group in one.groups if group.id == JANUARY)
    assert many.total == 200 * of_january
    assert readings.ROWS <= many.shown < readings.ROWS + of_january
    assert many.unshown == len(many.further) == 200 - len(many.groups)


# --- terms ---------------------------------------------------------------------------------------


def becomes(term: str, lang: str = "en") -> list[tuple[str, str, int, list[str]]]:
    """What a term becomes: the form, what answers it, how often, and the places."""
    (found,) = [each for each in page("terms", lang).terms if each.id == term]
    return [
        (
            source.side.words or source.side.kind,
            each.side.words or each.side.kind,
            each.times,
            [part.label for where in each.where for part in where.places if part != " "],
        )
        for source in found.sources
        for each in source.renderings
    ]


def test_a_term_shows_what_each_of_its_forms_becomes_and_where() -> None:
    assert becomes("pretentions") == [
        ("prétentions", "claims", 1, ["2.6"]),
        ("prétentions", "demands", 1, ["4.4"]),
    ]


def test_a_term_that_nothing_answers_says_so() -> None:
    assert becomes("force-de-dissuasion") == [("force de dissuasion", UNMARKED, 1, ["7.1"])]


def test_a_letter_without_original_shows_its_one_side() -> None:
    assert becomes("detente") == [
        (MISSING, "détente", 1, ["4.1"]),
        ("détente", "detente", 1, ["3.2"]),
    ]


def test_a_form_that_answers_two_terms_names_the_other() -> None:
    (found,) = [each for each in page("terms").terms if each.id == "exigences"]
    assert {
        (each.side.words, other.label, other.href)
        for source in found.sources
        for each in source.renderings
        for other in each.also
    } == {("demands", "prétentions", "#pretentions")}


def test_terms_are_named_in_the_language_of_the_originals_in_its_alphabetical_order() -> None:
    for lang in ("en", "fr"):
        shown = page("terms", lang).terms
        assert [each.name for each in shown][:6] == [
            "arrangement",
            "concert",
            "contacts",
            "détente",
            "dissuasion",
            "exigences",
        ]
        assert shown[4].equivalents == (("en", "deterrence"),)
        assert (shown[4].lang == "") == (lang == "fr")


def test_every_marked_term_is_counted_once_on_each_side() -> None:
    for term in page("terms").terms:
        marked: Counter[str] = Counter()
        for source in term.sources:
            for each in source.renderings:
                for side in (source.side, each.side):
                    if side.kind == MARKED:
                        marked[side.lang] += each.times
        written: Counter[str] = Counter()
        for name in SOURCES:
            query = "//t:text/t:group/t:text//t:term[@ref=$ref]"
            for each in SOURCES[name].xpath(
                query, namespaces=NAMES, ref=f"register/terms.xml#{term.id}"
            ):
                version = "string(ancestor::t:text[@xml:lang][1]/@xml:lang)"
                written[each.xpath(version, namespaces=NAMES)] += 1
        assert marked == written, term.id


def seen(version: str, unit: str, words: str, entry: str = "geist") -> Seen:
    return Seen("terms", entry, version, f"{version}-{unit}", unit, words)


def german(*found: Seen) -> list[tuple[str, str, int]]:
    """What is paired in a letter of a German original and two translations."""
    texts = (
        model.Text("de", "de", "original", ""),
        model.Text("en", "en", "translation", ""),
        model.Text("ru", "ru", "translation", ""),
    )
    letter = msgspec.structs.replace(
        cards()[0], texts=texts, details=Details(seen=packed_seen(found)), missing=()
    )
    paired = terms.paired(Edition(SETTINGS, (letter,), (), ()), "terms")
    assert paired.lang == "de"
    return [
        (
            f"{each.source.words}|{each.source.lang}",
            f"{each.target.words}|{each.target.lang}",
            each.times,
        )
        for each in paired.pairs["geist"]
    ]


def test_terms_are_paired_in_any_languages_with_every_translation() -> None:
    assert german(
        seen("de", "p1-s1", "Geist"), seen("en", "p1-s1", "mind"), seen("ru", "p1-s1", "дух")
    ) == [("Geist|de", "mind|en", 1), ("Geist|de", "дух|ru", 1)]


def test_forms_of_a_unit_answer_each_other_in_their_order_where_they_are_equally_many() -> None:
    found = [seen("de", "p1", "Geist"), seen("de", "p1", "Geistes")]
    both = [*found, seen("en", "p1", "mind"), seen("en", "p1", "spirit")]
    assert german(*both)[:2] == [("Geist|de", "mind|en", 1), ("Geistes|de", "spirit|en", 1)]
    assert german(*found, seen("en", "p1", "mind"))[0] == ("Geist … Geistes|de", "mind|en", 1)


def test_capitals_do_not_make_two_forms_of_one() -> None:
    found = [
        each
        for unit, words in (("p1", "Geist"), ("p2", "GEIST"))
        for each in (seen("de", unit, words), seen("en", unit, "mind"))
    ]
    assert german(*found)[0] == ("Geist|de", "mind|en", 2)


def test_of_many_letters_all_pairs_are_counted_and_some_places_named() -> None:
    (term,) = [each for each in page("terms", of=copies(100)).terms if each.id == "pretentions"]
    (source,) = term.sources
    assert (source.times, [each.times for each in source.renderings]) == (200, [100, 100])
    for each in source.renderings:
        assert len(each.where) == terms.PLACES
        assert each.unnamed == 100 - terms.PLACES


# --- registers -----------------------------------------------------------------------------------


def marked(letter: str, register: str) -> Counter[tuple[str, str, str, str]]:
    """Every mention in a letter's versions: entry, language, words, the element it stands in."""
    found: Counter[tuple[str, str, str, str]] = Counter()
    prefix = f"register/{register}.xml#"
    for each in SOURCES[letter].xpath("//t:text//*[@ref]", namespaces=NAMES):
        if each.get("ref").startswith(prefix):
            lang = each.xpath("string(ancestor::t:text[@xml:lang][1]/@xml:lang)", namespaces=NAMES)
            entry = each.get("ref").removeprefix(prefix)
            holder = each.xpath(
                "string(ancestor::*[self::t:s or self::t:fw or self::t:note or self::t:head"
                " or self::t:p or self::t:salute or self::t:signed or self::t:dateline]"
                "[@xml:id][1]/@xml:id)",
                namespaces=NAMES,
            )
            found[entry, lang, holder, ""] += 1
    return found


@pytest.mark.parametrize("register", ["persons", "places", "organizations", "events", "documents"])
def test_every_mention_stands_in_the_register_with_a_link_to_its_place(register: str) -> None:
    listed = {
        (entry.id, word.lang, word.href)
        for entry in page(register).entries
        for letter in entry.mentions.shown
        for row in letter.content
        for word in (*row.original, *row.translation)
    }
    written = {
        (entry, lang, f"letters/{letter}.html#{holder}")
        for letter in SOURCES
        for entry, lang, holder, _ in marked(letter, register)
    }
    assert listed == written
    counted = {entry.id: entry.mentions.times for entry in page(register).entries}
    for entry, times in counted.items():
        of_entry = sum(
            number
            for letter in SOURCES
            for (name, *_), number in marked(letter, register).items()
            if name == entry
        )
        assert times == of_entry, entry


def test_what_a_unit_says_in_both_languages_stands_in_one_row() -> None:
    (france,) = [each for each in page("places").entries if each.id == "france"]
    (letter,) = [each for each in france.mentions.shown if each.href.endswith(f"{JANUARY}.html")]
    at = f"letters/{JANUARY}.html"
    (row,) = [row for row in letter.content if row.place[0].kind == "p2-s7"]
    assert row.place == (Place(f"{at}#p2-s7", "2.7", "p2-s7"),)
    assert {word.lang for word in row.original} == {"fr"}
    assert {word.lang for word in row.translation} == {"en"}
    assert {word.href for word in row.original} == {f"{at}#fr-p2-s7"}
    assert {word.href for word in row.translation} == {f"{at}#en-p2-s7"}


def test_an_entry_counts_its_forms_by_language_the_originals_first() -> None:
    (wife,) = [each for each in page("persons").entries if each.id == "de-gaulle-yvonne"]
    assert [
        (each.language, [(form.words, form.times) for form in each.forms])
        for each in wife.mentions.forms
    ] == [("French", [("ma femme", 1)]), ("English", [("my wife", 1)])]
    for entry in page("places").entries:
        forms = [form for each in entry.mentions.forms for form in each.forms]
        assert sum(form.times for form in forms) == entry.mentions.times


def occurring(of: Edition, lang: str) -> list[OccurrencesView]:
    """The pages of entries that are mentioned often."""
    whole, found = views.overview(of), views.Collected(of)
    return [each.view() for each in views.occurrences(of, whole, found, lang)]


def berlin(number: int) -> Listing:
    """The entry of Berlin in an edition of so many letters."""
    (found,) = [each for each in page("places", of=copies(number)).entries if each.id == "berlin"]
    return found


def test_of_many_letters_all_mentions_are_counted_and_pages_have_their_places(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mentions, "FEW", 2)
    one, few, many = berlin(1), berlin(10), berlin(200)
    rows = [row for letter in one.mentions.shown for row in letter.content]
    assert one.ways == few.ways == ()
    assert sum(len(letter.content) for letter in few.mentions.shown) == 10 * len(rows)
    assert many.mentions.times == 200 * one.mentions.times
    assert (many.mentions.letters, many.mentions.shown) == (200, ())
    for forms, all_forms in zip(many.mentions.forms, few.mentions.forms, strict=True):
        assert forms.forms == tuple(
            Form(each.words, each.lang, 20 * each.times) for each in all_forms.forms[: mentions.FEW]
        )
        assert forms.unnamed == len(all_forms.forms[mentions.FEW :])
    assert many.ways == (Way("mentions/places/berlin.html", "all", "", 200),)
    (made,) = [
        each for each in occurring(copies(200), "en") if each.frame.path == many.ways[0].href
    ]
    loci = [each for year in made.years for each in year.letters]
    assert [each.href for each in loci] == [
        f"../../letters/{card.id}.html" for card in copies(200).cards
    ]
    assert [each for each in loci[0].places if each != " "] == [
        Place(f"../../{place.href}", place.label, place.kind) for row in rows for place in row.place
    ]
    assert (made.name, made.href) == ("Berlin", "../../places.html#berlin")


def test_an_entry_with_pages_names_the_number_of_its_letters_and_leads_to_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gathering, "ROWS", 0)
    shown = Renderer([ROOT / "templates"]).page(page("places", of=copies(1)))
    ways = html.document_fromstring(shown.decode()).find_class("further")
    assert {" ".join(each.text_content().split()) for each in ways} == {"Letters: 1 · all places"}


def test_what_is_too_long_for_a_page_is_divided_by_decades_years_or_months(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dates, "LETTERS", 20)
    monkeypatch.setattr(gathering, "ROWS", 0)
    days = ["", *(f"{year}-05-01" for year in range(1955, 1970)), *["1961"] * 9, *["1962-01"] * 8]
    days += [f"1962-02-{day:02}" for day in range(1, 15)] + ["-0043-03-15", "-0103-07"]
    cards = [
        msgspec.structs.replace(copies(1).cards[0], id=f"a{n}", date=When(day))
        for n, day in enumerate(sorted(days))
    ]
    whole = msgspec.structs.replace(copies(1), cards=tuple(cards))
    (found,) = [each for each in page("places", of=whole).entries if each.id == "berlin"]
    parts = [
        ("bc.html", "bc", ""),
        ("1950s.html", "decade", "1950"),
        *((f"{year}.html", "year", str(year)) for year in (1960, 1961)),
        *((f"1962-{n:02}.html", "month", f"{name} 1962") for n, name in MONTHS),
        *((f"{year}.html", "year", str(year)) for year in range(1963, 1970)),
        ("undated.html", "undated", ""),
    ]
    for led, folder in (
        (found.ways, "mentions/places/berlin/"),
        (page("index", of=whole).ways, "dates/"),
    ):
        assert [(each.href, each.kind, each.label) for each in led] == [
            (f"{folder}{name}", kind, label) for name, kind, label in parts
        ]
    assert page("index", of=whole).letters == ()
    lists = [each for each in views.others(whole, "en") if isinstance(each, LettersView)]
    listed = [letter.href for each in lists for letter in each.letters]
    assert sorted(listed) == sorted(f"../letters/{card.id}.html" for card in cards)
    seen = gathering.gathered(whole)["places", "berlin"].seen()
    assert [card.id for card, _ in seen] == [card.id for card in cards]
    made = [each for each in occurring(whole, "en") if "/places/berlin/" in each.frame.path]
    named = [locus.href for each in made for year in each.years for locus in year.letters]
    assert sorted(named) == sorted(f"../../{each}" for each in listed)
    for pages in (lists, made):
        places = [each.frame.path.rpartition("/")[2] for each in pages]
        assert places == [name for name, *_ in parts]
        assert [each.next and each.next.href.rpartition("/")[2] for each in pages] == [
            *places[1:],
            None,
        ]
        assert [each.previous and each.previous.href.rpartition("/")[2] for each in pages] == [
            None,
            *places[:-1],
        ]


def test_the_letters_are_divided_once_for_all_lists_and_languages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dates, "LETTERS", 20)
    divided, asked = dates.divided, []
    monkeypatch.setattr(
        dates, "divided", lambda found, begun: asked.append(len(found)) or divided(found, begun)
    )
    of = copies(50)
    whole, found = views.overview(of), views.Collected(of)
    for lang in SETTINGS.languages:
        made = [*views.others(of, lang, whole, found, ("letters",))]
        assert [each.frame.slug for each in made if isinstance(each, LettersView)] == [
            f"dates/1962-{month:02}" for month in (1, 2, 3)
        ]
    assert asked == [50]


MONTHS = ((1, "January"), (2, "February"), (5, "May"))


def test_of_a_long_register_those_entries_that_are_mentioned_most_have_pages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = page("places", of=copies(1)).entries
    rows = {e.id: sum(len(letter.content) for letter in e.mentions.shown) for e in whole}
    monkeypatch.setattr(gathering, "PAGE", sum(rows.values()) - 1)
    assert not any(each.ways for each in page("places", of=copies(1)).entries)
    monkeypatch.setattr(gathering, "FEWEST", 1)
    most = {name for name, number in rows.items() if number == max(rows.values())}
    assert {each.id for each in page("places", of=copies(1)).entries if each.ways} == most


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        ("berlin", "berlin"),
        ("j.r", "j.r"),
        ("a" * 100, "a" * 100),
        ("a" * 101, "x9d0793397991b57a"),
        ("jr.", "xbb461cb80d3e6d7a"),
        ("berlin.html", "xf873a2168c198248"),
        ("berlin.HTML", "xd5ae6b940c5ea4f2"),
        ("con", "x1143da2bc54c495c"),
        ("é", "x4a99557e4033c353"),
    ],
)
def test_the_pages_of_an_entry_are_named_by_its_id_where_files_and_folders_may_be(
    entry: str, name: str
) -> None:
    sixties, undated = (gathering.Portion(time, 1, ()) for time in ("196", ""))
    for portions, places in (((undated,), (".html",)), ((sixties, undated), PARTS)):
        found = msgspec.structs.replace(gathering.NONE, portions=portions)
        hrefs = [each.href for each in ways("places", entry, found, "en")]
        assert hrefs == [f"mentions/places/{name}{place}" for place in places]
        assert not any(path_fault(each) for each in hrefs)


PARTS = ("/1960s.html", "/undated.html")


def test_a_mention_in_a_note_of_no_version_stands_by_itself() -> None:
    note = Seen("places", "berlin", "", "ed-1", "", "Berlin")
    letter = msgspec.structs.replace(cards()[0], details=Details(seen=packed_seen((note,))))
    found = gathering.gathered(Edition(SETTINGS, (letter,), (), ()))["places", "berlin"]
    ((of, here),) = found.seen()
    at = f"letters/{letter.id}.html#ed-1"
    assert tuple(mentions.rows(of, here)) == (
        Mention((Place(at, "*1", "ed"),), (), (), (Word("Berlin", "", at, False),)),
    )


# --- chronology ----------------------------------------------------------------------------------


def test_the_chronology_has_every_letter_and_every_dated_event_and_document_once() -> None:
    shown = page("chronology")
    items = [item for year in shown.years for item in year.items]
    assert sorted(item.href for item in items if item.kind == "letter") == [
        f"letters/{name}.html" for name in SOURCES
    ]
    entries = [
        (f"{register.id}.html#{entry.id}", bool(entry.dates))
        for register in registers()
        if register.id in ("events", "documents")
        for entry in register.entries
    ]
    of_registers = [item.href for item in items if item.kind in ("events", "documents")]
    assert sorted(of_registers) == sorted(href for href, dated in entries if dated)
    assert {item.href for item in shown.undated} <= {href for href, dated in entries if not dated}


def test_a_year_before_our_era_keeps_its_sign_in_the_chronology() -> None:
    (letter,) = copies(1).cards
    early = msgspec.structs.replace(letter, date=When("-0043-03-15"))
    shown = page("chronology", of=msgspec.structs.replace(copies(1), cards=(early,)))
    (year,) = [each.year for each in shown.years for item in each.items if item.kind == "letter"]
    assert year == "-0043"


def test_the_chronology_is_in_order() -> None:
    shown = page("chronology")
    assert [year.year for year in shown.years] == ["1914", "1939", "1961", "1962"]
    by_href = {
        f"{register.id}.html#{entry.id}": entry
        for register in registers()
        for entry in register.entries
    }
    begins = []
    for year in shown.years:
        for item in year.items:
            if item.kind in ("events", "documents"):
                when = by_href[item.href].dates[0][1]
                begins.append(when.when or when.not_before or when.not_after)
    assert begins == sorted(begins)


def test_the_chronology_tells_days_spans_and_what_is_not_known_exactly() -> None:
    items = {item.href: item for year in page("chronology").years for item in year.items}
    said = {href: (item.when.form, item.when.words) for href, item in items.items()}
    assert said["documents.html#kennedy-1961-08-24"] == ("day", "24 August 1961")
    assert said["events.html#belgrade-conference"] == ("span", "1–6 September 1961")
    assert said["events.html#berlin-wall"] == ("since", "August 1961")
    assert said["documents.html#french-note-1961"] == ("later", "August 1961")
    assert said["documents.html#frus-14-131"] == ("between", "24–26 August 1961")


def test_an_inferred_date_is_called_so() -> None:
    letters = [
        item
        for year in page("chronology").years
        for item in year.items
        if item.kind in ("letter", "act")
    ]
    assert [(item.kind, item.about, item.when.inferred) for item in letters] == [
        ("letter", "", True),
        ("act", "transmitted", True),
        ("letter", "", False),
    ]


def test_an_item_leads_to_where_the_letters_mention_it() -> None:
    (conference,) = [
        item
        for year in page("chronology").years
        for item in year.items
        if item.href == "events.html#belgrade-conference"
    ]
    assert conference.where == (
        chronology.Where(
            "letters/1961-08-26.html",
            "24–26 August 1961",
            (Place("letters/1961-08-26.html#p2-s1", "2.1", "p2-s1"),),
        ),
    )


def test_very_many_letters_are_a_line_a_month_in_the_chronology() -> None:
    many = copies(dates.LETTERS + 1)
    months = [
        item
        for year in page("chronology", of=many).years
        for item in year.items
        if item.kind == "month"
    ]
    assert sum(item.times for item in months) == len(many.cards)
    assert (months[0].when.words, months[0].times, months[0].href) == (
        "January 1962",
        21,
        "letters/1962-01-11.html",
    )


@pytest.mark.parametrize(
    ("when", "form", "said"),
    [
        (When("1961-08-24"), "day", "24 August 1961"),
        (When(not_before="1961-08-24", not_after="1961-08-26"), "between", "24–26 August 1961"),
        (When(not_before="1914", not_after="1945", lasts=True), "span", "1914–1945"),
        (When(not_before="1961", lasts=True), "since", "1961"),
        (When(not_after="1961", lasts=True), "until", "1961"),
        (When(not_before="1961"), "later", "1961"),
        (When(not_after="1961"), "earlier", "1961"),
    ],
)
def test_a_date_says_what_is_known(when: When, form: str, said: str) -> None:
    stated = words.stated(when, "en")
    assert stated is not None
    assert (stated.form, stated.words) == (form, said)


def test_no_date_says_nothing() -> None:
    assert words.stated(When(), "en") is None


# --- rules ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def book(site: Path) -> dict[str, Page]:
    return {
        path.relative_to(site).as_posix(): Page(site, path) for path in sorted(site.rglob("*.html"))
    }


@pytest.mark.parametrize("name", ["rules.html", "fr/rules.html"])
def test_every_rule_and_every_element_stands_on_the_page_of_the_rules(
    book: dict[str, Page], name: str
) -> None:
    root = book[name].root
    for rule in RULES:
        (found,) = root.xpath("//*[@id=$id]", id=rule.code)
        (said,) = found.xpath(".//dd")
        assert said.get("lang") == "en"
        for text in (rule.holds, rule.reason, rule.remedy, rule.source):
            assert settled(text) in settled(said.text_content())
    for grammar in ("letter", "register"):
        tree = etree.parse(str(ROOT / "schema" / f"{grammar}.rng"))
        defined = set(tree.xpath("//*[local-name()='element']/@name"))
        (table,) = root.xpath("//section[h2/@id=$id]//table", id=f"_{grammar}")
        assert set(table.xpath("./tbody/tr/th/code/text()")) == defined


# --- the site ------------------------------------------------------------------------------------

NEW = ("shifts", "readings", "terms", "chronology", "rules")


def test_every_page_is_on_the_first_page_or_a_step_behind_it(book: dict[str, Page]) -> None:
    for folder in ("", "fr/"):
        own = {name for name in book if name.startswith("fr/") == bool(folder)}
        first = {f"{folder}index.html", *led(book, f"{folder}index.html")}
        behind = set().union(*(led(book, name) for name in first & own))
        assert own - first - behind == set()


def led(book: dict[str, Page], name: str) -> set[str]:
    """The files to which the text of a page and its box of search lead."""
    leads = book[name].root.xpath("//main//a/@href | //form/@action")
    return {normpath(join(dirname(name), lead.partition("#")[0])) for lead in leads}


def test_a_page_shows_its_section_and_the_pages_beside_it(book: dict[str, Page]) -> None:
    for name, page in book.items():
        tops = page.root.xpath("//nav[contains(@class, 'sections')][not(contains(@class, 'near'))]")
        current = [each.get("aria-current") for each in tops[0].xpath(".//a[@aria-current]")]
        nearby = page.root.xpath("//nav[contains(@class, 'nearby')]//a")
        if name.rpartition("/")[2] in ("search.html", "concordance.html"):
            assert not current, name
        elif nearby:
            assert current == ["true"], name
            (here,) = [each for each in nearby if each.get("aria-current")]
            assert here.get("href") == name.rpartition("/")[2]
        else:
            assert current in (["page"], ["true"]), name
        assert len(tops[0].xpath(".//a")) == 5


@pytest.mark.parametrize("slug", NEW)
def test_a_page_speaks_its_language_and_marks_words_of_another(
    book: dict[str, Page], slug: str
) -> None:
    for name in (f"{slug}.html", f"fr/{slug}.html"):
        root = book[name].root
        assert root.get("lang") == book[name].lang
        for cell in root.xpath("//table[contains(@class, 'rows')]//td/span[not(@class)]"):
            assert cell.get("lang"), (name, cell.text_content())


def test_the_two_languages_have_the_same_rows_and_lead_to_the_same_places(
    book: dict[str, Page],
) -> None:
    for slug in NEW:
        english, french = (
            Counter(book[name].root.xpath("//main//a/@href"))
            for name in (f"{slug}.html", f"fr/{slug}.html")
        )
        assert english == french, slug


def test_the_chart_is_described_and_its_table_has_the_same_figures(book: dict[str, Page]) -> None:
    root = book["shifts.html"].root
    (chart,) = root.xpath("//figure//*[local-name()='svg'][@role='img']")
    described = chart.get("aria-labelledby").split()
    assert [root.xpath("string(//*[@id=$id])", id=each) != "" for each in described] == [True] * 2
    totals = [settled(each) for each in chart.xpath(".//*[@class='total']/text()")]
    table = root.xpath("//table[@class='counts']/tbody/tr")
    assert totals == [settled(row.xpath("./td")[-2].text_content()) for row in table]
    assert not root.xpath("//@style")


# --- what has changed ----------------------------------------------------------------------------


def test_pages_see_no_more_of_a_letter_than_they_show() -> None:
    (january,) = [each for each in cards() if each.id == JANUARY]
    before = views.outlines(january)
    moved = msgspec.structs.replace(january.details, points=b"")
    assert views.outlines(msgspec.structs.replace(january, details=moved)) == before
    other = msgspec.structs.replace(january.details, anchors=b"")
    reworded = views.outlines(msgspec.structs.replace(january, details=other))
    assert [name for name in before if before[name] != reworded[name]] == ["words"]
    unseen = msgspec.structs.replace(january.details, seen=b"")
    unmentioned = views.outlines(msgspec.structs.replace(january, details=unseen))
    assert [name for name in before if before[name] != unmentioned[name]] == ["registers"]
    silent = views.outlines(msgspec.structs.replace(january, apparatus=b""))
    assert [name for name in before if before[name] != silent[name]] == ["words", "apparatus"]


def named(register: str, *names: Iterable[str]) -> Entry:
    return Entry("x", register, tuple(Name(*each) for each in names))


def test_a_name_that_no_letter_uses_stands_beside_the_heading() -> None:
    entry = named("persons", ("en", "Anna", "main"), ("fr", "Anne", "main"), ("en", "Annie"))
    whole = Edition(SETTINGS, cards(), (Register("persons", "f", (), (entry,)),), ())
    (shown,) = page("persons", of=whole).entries
    assert shown.name == "Anna"
    assert [(each.words, each.lang) for each in shown.forms] == [("Anne", "fr"), ("Annie", "en")]
    assert shown.mentions.times == 0
