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
    """The pairs of each term that are shown, and how many are not; of the forms that answer in
    them, all entries that they answer; the language of most originals.
    """

    pairs: dict[str, tuple[Pair, ...]]
    unshown: dict[str, int]
    answers: dict[Key, tuple[str, ...]]
    lang: str


class _Pile:
    """The places of a pair so far, of as many as are wanted."""

    def __init__(self, times: int) -> None:
        self.times = times
        self.wanted = min(times, PLACES)
        self.sides: tuple[Side, Side] | None = None
        self.places: list[tuple[Card, str, str]] = []

    def add(self, source: Side, target: Side, card: Card, seen: Seen) -> bool:
        """Adds a place; whether all that are wanted are there."""
        self.sides = self.sides or (source, target)
        self.places.append((card, seen.unit, seen.anchor))
        return len(self.places) == self.wanted

    def pair(self) -> Pair:
        assert self.sides is not None
        return Pair(*self.sides, self.times, tuple(self.places))


def paired(edition: Edition, register: str) -> Paired:
    """The pairs of all letters, by entry, in the order in which they first occur.

    The letters are gone through twice, since nearly all pairs are rare: counted first, then those
    that are shown are looked up.
    """
    times: Counter[str] = Counter()
    originals: Counter[str] = Counter()
    for card in edition.cards:
        originals.update(text.lang for text in card.texts if text.role == "original")
        found = _of_letter(card, register)
        times.update([_said(entry, source, target) for entry, source, target, _ in found])
    of_entry: dict[str, list[str]] = {}
    for said in times:
        of_entry.setdefault(said.partition("\t")[0], []).append(said)
    shown = {entry: _frequent(every, times) for entry, every in of_entry.items()}
    piles = {said: _Pile(times[said]) for each in shown.values() for said in each}
    _place(piles, edition, register)
    return Paired(
        {entry: tuple(piles[said].pair() for said in each) for entry, each in shown.items()},
        {entry: len(every) - len(shown[entry]) for entry, every in of_entry.items()},
        _answers(times, piles),
        originals.most_common(1)[0][0] if originals else "",
    )


def _said(entry: str, source: Side, target: Side) -> str:
    """A pair of an entry in one string, of which an edition has very many."""
    return "\t".join((entry, *_key(source), *_key(target)))


def _frequent(every: list[str], times: Mapping[str, int]) -> list[str]:
    """The most frequent pairs, in their order."""
    often = set(sorted(every, key=lambda said: -times[said])[:PAIRS])
    return [said for said in every if said in often]


def _place(piles: Mapping[str, _Pile], edition: Edition, register: str) -> None:
    """Finds the first places of pairs."""
    lacking = set(piles)
    for card in edition.cards:
        if not lacking:
            return
        for entry, source, target, seen in _of_letter(card, register):
            said = _said(entry, source, target)
            if said in lacking and piles[said].add(source, target, card, seen):
                lacking.discard(said)


def _answers(times: Iterable[str], shown: Iterable[str]) -> dict[Key, tuple[str, ...]]:
    """The entries that the forms answer which answer in pairs that are shown."""
    forms = {_target(said) for said in shown}
    answers: dict[Key, dict[str, None]] = {}
    for said in times:
        form = _target(said)
        if form in forms and form[0] == MARKED:
            answers.setdefault(form, {})[said.partition("\t")[0]] = None
    return {form: tuple(entries) for form, entries in answers.items()}


def _target(said: str) -> Key:
    _, kind, lang, words = said.rsplit("\t", 3)
    return kind, lang, words


def _key(side: Side) -> Key:
    """Capitals do not tell two forms apart."""
    return side.kind, side.lang, side.words.casefold()


def _of_letter(card: Card, register: str) -> Iterator[tuple[str, Side, Side, Seen]]:
    """An entry, what stands in the original, what answers it, and one of the two as it was seen."""
    units: dict[tuple[str, str], dict[str, list[Seen]]] = {}
    langs = {text.id: text.lang for text in card.texts}
    for each in card.seen_of(register):
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
    by_source: dict[Key, list[Pair]] = {}
    for pair in found.pairs.get(entry.id, ()):
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
        found.unshown.get(entry.id, 0),
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
