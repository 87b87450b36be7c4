"""The terminology: what each recurring term becomes in translation, across all letters.

Computed from the terms that are marked in the text, paired by unit: what the original has and
what the translation has in the same unit answer each other, in their order where they are equally
many. A letter without an original shows its one side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

from msgspec import Struct

from edition.model import Card, Edition, Entry, Register, Seen
from edition.views.frame import Anchor, Frame, main_name
from edition.views.line import Line, Prose
from edition.views.mentions import Place, page_of, short, spaced, spot_of
from edition.views.scribe import Scribe
from edition.views.words import sort_key

PLACES = 12
"""So many places are named of a pair of forms; all are counted."""

PAIRS = 40
"""So many pairs of forms are shown of a term, the most frequent; all are counted."""

MARKED, UNMARKED, MISSING, NOTED = "marked", "unmarked", "missing", "noted"
"""Of a side: its words are marked; none are; the version is not available; it is in a note."""


class Where(Struct, frozen=True):
    """The places of a letter."""

    href: str
    label: str
    places: Line


class Side(Struct, frozen=True):
    """A form on one side, or why there is none (`kind`)."""

    kind: str
    words: str
    lang: str


class Rendering(Struct, frozen=True):
    """What answers a form: how often, where, and which other terms are answered by it too."""

    side: Side
    times: int
    where: tuple[Where, ...]
    unnamed: int
    also: tuple[Anchor, ...]


class Source(Struct, frozen=True):
    """A form in the original with all that answers it."""

    side: Side
    times: int
    renderings: tuple[Rendering, ...]


class Term(Struct, frozen=True):
    """A term of the register: its name in the language of the originals, its equivalents; as
    many pairs of forms as are not shown.
    """

    id: str
    name: str
    lang: str
    equivalents: tuple[tuple[str, str], ...]  # (language, name)
    notes: tuple[Prose, ...]
    sources: tuple[Source, ...]
    unshown: int


class TermsView(Struct, frozen=True):
    """The page of the terminology, its terms in alphabetical order."""

    template: ClassVar[str] = "terms.html"

    frame: Frame
    terms: tuple[Term, ...]


# --- pairing -------------------------------------------------------------------------------------

Key = tuple[str, str, str]
"""A side: its kind, the language, the words as they are compared."""


class Pair(Struct, frozen=True):
    """Two forms that answer each other, how often, and the first places where they do: unit and
    anchor.
    """

    source: Side
    target: Side
    times: int
    places: tuple[tuple[Card, str, str], ...]


class Paired(Struct, frozen=True):
    """The pairs of each term; the entries that a form of a translation answers; the language of
    most originals.
    """

    pairs: dict[str, tuple[Pair, ...]]
    answers: dict[Key, tuple[str, ...]]
    lang: str


class _Pile:
    """The places of a pair so far."""

    def __init__(self, source: Side, target: Side) -> None:
        self.source = source
        self.target = target
        self.times = 0
        self.places: list[tuple[Card, str, str]] = []

    def add(self, card: Card, seen: Seen) -> None:
        self.times += 1
        if len(self.places) < PLACES:
            self.places.append((card, seen.unit, seen.anchor))


def paired(edition: Edition, register: str) -> Paired:
    """The pairs of all letters, by entry, in the order in which they first occur."""
    piles: dict[str, dict[tuple[Key, Key], _Pile]] = {}
    answers: dict[Key, dict[str, None]] = {}
    originals: Counter[str] = Counter()
    for card in edition.cards:
        originals.update(text.lang for text in card.texts if text.role == "original")
        for entry, source, target, seen in _of_letter(card, register):
            left, right = _key(source), _key(target)
            of_entry = piles.setdefault(entry, {})
            pile = of_entry.get((left, right))
            if pile is None:
                pile = of_entry[left, right] = _Pile(source, target)
                if target.kind == MARKED:
                    answers.setdefault(right, {})[entry] = None
            pile.add(card, seen)
    return Paired(
        {
            entry: tuple(
                Pair(each.source, each.target, each.times, tuple(each.places))
                for each in of_entry.values()
            )
            for entry, of_entry in piles.items()
        },
        {form: tuple(entries) for form, entries in answers.items()},
        originals.most_common(1)[0][0] if originals else "",
    )


def _key(side: Side) -> Key:
    """Capitals do not tell two forms apart."""
    return side.kind, side.lang, side.words.casefold()


def _of_letter(card: Card, register: str) -> Iterator[tuple[str, Side, Side, Seen]]:
    """An entry, what stands in the original, what answers it, and one of the two as it was seen."""
    units: dict[tuple[str, str], dict[str, list[Seen]]] = {}
    langs = {text.id: text.lang for text in card.texts}
    for each in card.seen:
        if each.register == register:
            unit = units.setdefault((each.entry, each.unit or each.anchor), {})
            unit.setdefault(each.version, []).append(each)
    original = next((text.id for text in card.texts if text.role == "original"), "")
    translations = [text.id for text in card.texts if text.role == "translation"]
    for (entry, _), sides in units.items():
        if not all(each.unit for side in sides.values() for each in side):
            yield from _in_note(entry, sides, langs)
        elif not original:
            yield from _alone(entry, sides, translations, langs)
        else:
            for translation in translations:
                yield from _matched(entry, sides, original, translation, langs)


def _in_note(
    entry: str, sides: Mapping[str, list[Seen]], langs: Mapping[str, str]
) -> Iterator[tuple[str, Side, Side, Seen]]:
    for version, seen in sides.items():
        for each in seen:
            yield entry, Side(NOTED, "", ""), _side(each, langs.get(version, "")), each


def _alone(
    entry: str,
    sides: Mapping[str, list[Seen]],
    translations: Iterable[str],
    langs: Mapping[str, str],
) -> Iterator[tuple[str, Side, Side, Seen]]:
    for version in translations:
        for each in sides.get(version, ()):
            yield entry, Side(MISSING, "", ""), _side(each, langs[version]), each


def _matched(
    entry: str,
    sides: Mapping[str, list[Seen]],
    original: str,
    translation: str,
    langs: Mapping[str, str],
) -> Iterator[tuple[str, Side, Side, Seen]]:
    """Forms in their order where they are equally many; else all of a side as one."""
    left, right = sides.get(original, []), sides.get(translation, [])
    of, to = langs[original], langs[translation]
    if len(left) == len(right):
        for one, other in zip(left, right, strict=True):
            yield entry, _side(one, of), _side(other, to), one
    elif not right:
        for one in left:
            yield entry, _side(one, of), Side(UNMARKED, "", to), one
    elif not left:
        for other in right:
            yield entry, Side(UNMARKED, "", of), _side(other, to), other
    else:
        yield entry, _joined(left, of), _joined(right, to), left[0]


def _side(seen: Seen, lang: str) -> Side:
    return Side(MARKED, seen.words, lang)


def _joined(seen: Iterable[Seen], lang: str) -> Side:
    return Side(MARKED, " … ".join(each.words for each in seen), lang)


# --- the page ------------------------------------------------------------------------------------


def terms(register: Register, found: Paired, frame: Frame, lang: str) -> TermsView:
    """The page of the terminology for a language of the interface."""
    of = found.lang or lang
    names = {entry.id: main_name(entry.names, of) for entry in register.entries}
    entries = sorted(register.entries, key=lambda each: (sort_key(names[each.id][0]), each.id))
    return TermsView(
        frame,
        tuple(_term(entry, names, found, lang) for entry in entries),
    )


def _term(entry: Entry, names: Mapping[str, tuple[str, str]], found: Paired, lang: str) -> Term:
    name, of = names[entry.id]
    pairs = found.pairs.get(entry.id, ())
    often = sorted(pairs, key=lambda pair: -pair.times)[:PAIRS]
    shown = [pair for pair in pairs if pair in often] if len(pairs) > PAIRS else pairs
    by_source: dict[Key, list[Pair]] = {}
    for pair in shown:
        by_source.setdefault(_key(pair.source), []).append(pair)
    main = {each.lang: each.text for each in reversed(entry.names) if each.kind in ("main", "")}
    return Term(
        entry.id,
        name,
        of if of != lang else "",
        tuple((other, text) for other, text in sorted(main.items()) if other != of),
        Scribe().paragraphs(entry.notes, lang),
        tuple(
            Source(
                same[0].source,
                sum(pair.times for pair in same),
                tuple(_rendering(pair, entry, names, found, lang) for pair in same),
            )
            for same in by_source.values()
        ),
        len(pairs) - len(shown),
    )


def _rendering(
    pair: Pair, entry: Entry, names: Mapping[str, tuple[str, str]], found: Paired, lang: str
) -> Rendering:
    others = [each for each in found.answers.get(_key(pair.target), ()) if each != entry.id]
    return Rendering(
        pair.target,
        pair.times,
        tuple(_where(pair.places, lang)),
        pair.times - len(pair.places),
        tuple(
            Anchor(f"#{each}", names[each][0], names[each][1]) for each in others if each in names
        ),
    )


def _where(places: Iterable[tuple[Card, str, str]], lang: str) -> Iterator[Where]:
    by_letter: dict[str, tuple[Card, list[Place]]] = {}
    for card, unit, anchor in places:
        by_letter.setdefault(card.id, (card, []))[1].append(spot_of(card, unit, anchor))
    for card, spots in by_letter.values():
        yield Where(page_of(card), short(card, lang), spaced(spots))
