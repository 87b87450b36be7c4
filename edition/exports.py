"""What an edition gives beside its pages, as its settings ask: files of letters and of the whole.

Comes after `formats`, for the press. A letter's files are made of the letter alone; the files of
the edition are joined of those of its letters, so that letters need not be taken up for them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

import msgspec
from msgspec import Struct

from edition import formats, model, slug
from edition.cite import People, cited, parties
from edition.finding import Finding, Findings, Place
from edition.formats import BY_NAME, NAMES, OFFERS, SOURCE, Columns, Format, Given, cmif, dts
from edition.formats.shown import Shown, counterpart, sample
from edition.formats.trees import Depth
from edition.model import Card, Edition, Settings
from edition.prepare import Prepared

DEPTHS = Depth.__struct_fields__


OFFERED = {"exports": NAMES, "dts": DEPTHS}
"""What the settings may ask for, by their keys."""


class Asked(Struct, frozen=True):
    """What is asked for: formats by name, how far the service of texts goes (None where there is
    none), and what all letters' files have in common.
    """

    names: tuple[str, ...]
    columns: Columns
    settings: Settings
    service: Depth | None = None

    @property
    def cites(self) -> bool:
        """Whether any of them needs to know how letters are cited."""
        return any(form.cites for form in self.forms)

    @property
    def forms(self) -> tuple[Format, ...]:
        """The formats of letters."""
        return tuple(BY_NAME[name] for name in self.names if name in BY_NAME)


def asked(edition: Edition) -> Asked:
    """What the settings ask for, each once."""
    names = tuple(dict.fromkeys(edition.settings.exports))
    depth = Depth(*(name in edition.settings.dts for name in DEPTHS))
    columns, settings = formats.columns(edition), edition.settings
    service = depth if "dts" in names else None
    return Asked(names, columns, settings, service)


LONGEST = "data/dts/navigation/;tree=side-by-side;down=-1/en2-dateline-10-s100.jsonld"
"""What a path of the service may have beside the name of its letter."""


def unfit(edition: Edition) -> Findings:
    """A finding for each letter whose name is too long for the files that are asked for."""
    wanted = asked(edition)
    longest = max(wanted.columns.versions, key=len, default="")
    patterns = [form.pattern.format(id="", version=longest) for form in wanted.forms]
    patterns += [LONGEST] if wanted.service else []
    room = slug.LONGEST - max(map(len, patterns), default=0)
    return tuple(
        Finding(
            Place(card.file),
            "output-name",
            f"“{card.id}” has {len(card.id)} characters; with the files that are asked for it may "
            f"have {room}",
            "Give the letter a shorter name.",
        )
        for card in edition.cards
        if len(card.id) > room
    )


class Known(Struct, frozen=True):
    """What is known of a letter elsewhere: the names of its parties, its packed addresses."""

    names: People = {}
    anchors: bytes = b""


def known(card: Card, wanted: Asked, people: People) -> Known:
    """What the formats that are asked for take from elsewhere."""
    return Known(parties(card.actions, people), card.details.anchors) if wanted.cites else Known()


def of_letter(
    prepared: Prepared, source: Callable[[], bytes], known: Known, wanted: Asked
) -> Iterator[tuple[str, bytes]]:
    """The files of a letter, with their paths; `source` gives the bytes of its TEI."""
    letter, settings = prepared.letter, wanted.settings
    given = Given(
        *(letter, prepared.units, prepared.located, model.texts(letter), wanted.columns),
        cited(letter, settings, known.names, settings.languages[0]),
        dict(model.unpacked_anchors(known.anchors)),
    )
    for form in wanted.forms:
        yield from form.files(given)
    if wanted.service is not None:
        yield from dts.letter(given, source(), wanted.service)


def of_edition(edition: Edition, wanted: Asked) -> Iterator[tuple[str, bytes]]:
    """The files of the edition that are not joined of those of its letters."""
    if "cmif.xml" in wanted.names and (content := cmif.file(edition)):
        yield cmif.PATH, content
    if wanted.service is not None:
        yield from dts.edition(edition.settings, edition.cards, wanted.service)


class Whole(Struct, frozen=True):
    """A file of the edition: its path, its format, the files of letters that it joins."""

    path: str
    form: Format
    parts: tuple[tuple[str, str], ...]  # (letter, path)


def wholes(cards: tuple[Card, ...], wanted: Asked) -> Iterator[Whole]:
    """The files of the edition, with all the letters' files that they would join."""
    for form in wanted.forms:
        for path, version in form.wholes(wanted.columns):
            parts = [(card.id, form.pattern.format(id=card.id, version=version)) for card in cards]
            yield Whole(path, form, tuple(parts))


def data(staged: Collection[str], cards: tuple[Card, ...], wanted: Asked) -> Iterator[str]:
    """The files that are asked for and were made, but for those of the service of texts."""
    for whole in wholes(cards, wanted):
        yield from (path for _, path in whole.parts if path in staged)
        yield from [whole.path] if whole.path in staged else []
    for form in wanted.forms:
        if not form.path:
            for card in cards:
                yield from (path for path in _of(card, form) if path in staged)
    if cmif.PATH in staged:
        yield cmif.PATH


def _of(card: Card, form: Format) -> Iterator[str]:
    for version in [text.id for text in card.texts] if form.each_version else [""]:
        yield form.pattern.format(id=card.id, version=version)


# --- what is shown of it -------------------------------------------------------------------------


def shown(
    staged: Collection[str],
    edition: Edition,
    wanted: Asked,
    read: Callable[[str], Iterator[bytes]],
) -> tuple[Shown, ...]:
    """What the page of data says of everything that is given, with examples of what was made."""
    cards = edition.cards
    found = [_source(staged, cards)]
    by_words: dict[str, list[Format]] = {}
    for form in wanted.forms:
        by_words.setdefault(form.what["en"], []).append(form)
    found += [_formats(forms, staged, cards, wanted) for forms in by_words.values()]
    for offer in OFFERS:
        if offer.name in wanted.names:
            paths = (offer.path,) if offer.path in staged else ()
            example = next((path for path in paths if not path.endswith(".zip")), "")
            made = ((offer.name,), (offer.media,), offer.what, (), paths, example)
            found.append(Shown(*made, texts=offer.texts))

    def start(path: str) -> bytes:
        return next(read(path), b"") if path in staged else b""

    return tuple(
        msgspec.structs.replace(
            each, sample=sample(each.example, start(each.example), start(counterpart(each.example)))
        )
        if each.example
        else each
        for each in found
    )


def _source(staged: Collection[str], cards: tuple[Card, ...]) -> Shown:
    example = cards[-1].file if cards and cards[-1].file in staged else ""
    made = (("TEI",), (SOURCE.media,), SOURCE.what, (SOURCE.path,), (), example)
    return Shown(*made, texts=SOURCE.texts)


def _formats(
    forms: list[Format], staged: Collection[str], cards: tuple[Card, ...], wanted: Asked
) -> Shown:
    """Formats of the same words; the example is the first of them, of the last letter with it."""
    wholes = [path for form in forms for path, _ in form.wholes(wanted.columns)]
    first = [path for card in reversed(cards) for path in _of(card, forms[0]) if path in staged]
    return Shown(
        tuple(form.name for form in forms),
        tuple(dict.fromkeys(form.media for form in forms)),
        forms[0].what,
        tuple(form.pattern for form in forms),
        tuple(path for path in wholes if path in staged),
        first[0] if first else "",
        texts=any(form.texts for form in forms),
    )
