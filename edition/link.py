"""Cards, and the edition made of them: references followed both ways.

A letter leaves a card (`card`); cards, registers, pages and settings become the edition, with a
finding for every reference that does not arrive. Letters themselves are not kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from edition import model
from edition.finding import Finding, Findings, Spot
from edition.model import (
    Block,
    Card,
    Edition,
    Letter,
    Mention,
    Page,
    Reading,
    Register,
    Seen,
    Segment,
    Settings,
    Term,
    Unit,
    Version,
    fingerprint,
    fingerprint_of,
    nodes,
    text,
)

FIRST_WORDS = 14


# --- a letter in small -------------------------------------------------------------------------


def card(letter: Letter, units: tuple[Unit, ...], texts: dict[str, str]) -> Card:
    """What the edition keeps in mind of a letter; `texts` is what `model.texts` gives of it."""
    unit_of = {m: unit.id for unit in units for side in unit.sides for m in side.members}
    anchors: dict[str, str] = {unit.id: "" for unit in units}
    seen: list[Seen] = []
    readings = 0
    for version in letter.versions:
        for part in version.parts:
            anchors[part.id] = fingerprint_of(texts[part.id]) if isinstance(part, Block) else ""
            content = part.content if isinstance(part, Block | model.Forme) else ()
            holder = part.id
            for node in content:
                if isinstance(node, Segment):
                    holder = node.id
                    anchors[holder] = fingerprint_of(texts[holder])
                for each in nodes((node,)):
                    if isinstance(each, Reading):
                        anchors[each.id] = fingerprint(each.stands)
                        readings += 1
                    elif isinstance(each, model.PageBreak):
                        anchors[each.id] = ""
                    else:
                        _take(each, holder, version.id, unit_of, seen)
    for note in letter.notes:
        anchors[note.id] = fingerprint(tuple(p for each in note.paragraphs for p in each.content))
        for paragraph in note.paragraphs:
            for each in nodes(paragraph.content):
                _take(each, note.id, note.version, unit_of, seen)
    for shift in letter.shifts:
        anchors[shift.id] = fingerprint(tuple(p for e in shift.explanation for p in e.content))
    anchors.pop("", None)
    return Card(
        id=letter.id,
        file=letter.file,
        title=letter.title,
        date=letter.date,
        actions=letter.actions,
        neighbours=letter.neighbours,
        texts=tuple(_text(version, texts) for version in letter.versions),
        missing=tuple(each.role for each in letter.missing),
        anchors=tuple(anchors.items()),
        seen=tuple(seen),
        points=letter.points,
        counts=_counts(letter, units, readings),
    )


def _take(
    node: model.Inline,
    holder: str,
    version: str,
    unit_of: dict[str, str],
    seen: list[Seen],
) -> None:
    """Adds a mention or a term to what has been seen."""
    match node:
        case Mention() if node.entry:
            words = text(node.content)
            unit = unit_of.get(holder, "")
            seen.append(Seen(node.register, node.entry, version, holder, unit, words, node.at))
        case Term() if node.entry:
            words = text(node.content)
            unit = unit_of.get(holder, "")
            seen.append(Seen("terms", node.entry, version, holder, unit, words, node.at))


def _text(version: Version, texts: dict[str, str]) -> model.Text:
    whole = [texts[part.id] for part in version.parts if isinstance(part, Block)]
    body = [
        texts[part.id]
        for part in version.parts
        if isinstance(part, Block) and part.kind in ("paragraph", "line", "item")
    ]
    first = (body or whole or [""])[0].split(" ")
    words = " ".join(first[:FIRST_WORDS]) + (" …" if len(first) > FIRST_WORDS else "")
    count = sum(each.count(" ") + 1 for each in whole if each)
    return model.Text(version.id, version.lang, version.role, words, count)


def _counts(letter: Letter, units: tuple[Unit, ...], readings: int) -> tuple[tuple[str, int], ...]:
    return (
        ("blocks", sum(unit.level == "block" for unit in units)),
        ("segments", sum(unit.level == "segment" for unit in units)),
        ("printed", sum(note.series == "printed" for note in letter.notes)),
        ("editorial", sum(note.series == "editorial" for note in letter.notes)),
        ("readings", readings),
        ("shifts", len(letter.shifts)),
    )


# --- the edition -------------------------------------------------------------------------------


def edition(
    settings: Settings,
    cards: tuple[Card, ...],
    registers: tuple[Register, ...],
    pages: tuple[Page, ...],
) -> tuple[Edition, Findings]:
    """The edition, its letters by date, and a finding for every reference that does not arrive."""
    ordered = tuple(sorted(cards, key=_when))
    whole = Edition(settings, ordered, registers, pages)
    findings = (
        *_entities(whole),
        *_points(whole),
        *_contexts(whole),
        *_unused(whole),
        *_names(whole),
    )
    return whole, findings


def _when(card: Card) -> tuple[str, str]:
    date = card.date
    return (date.when or date.not_before or date.not_after, card.id)


def _entities(edition: Edition) -> Iterator[Finding]:
    """entity-unknown, term-unknown: every mention names an entry of its register."""
    entries = {register.id: [e.id for e in register.entries] for register in edition.registers}
    known = {(register, entry) for register, names in entries.items() for entry in names}
    for card in edition.cards:
        for seen in card.seen:
            if (seen.register, seen.entry) not in known:
                yield _unknown(Spot(card.file, seen.at, "ref"), seen.register, seen.entry, entries)
        for action in card.actions:
            for party in (*action.persons, *action.places):
                if party.entry and (party.register, party.entry) not in known:
                    where = Spot(card.file, action.at)
                    yield _unknown(where, party.register, party.entry, entries)


def _unknown(where: Spot, register: str, entry: str, entries: dict[str, list[str]]) -> Finding:
    near = get_close_matches(entry, entries.get(register, ()), 1)
    code = "term-unknown" if register == "terms" else "entity-unknown"
    return Finding(
        where,
        code,
        f"“{entry}” is not in register/{register}.xml",
        f"Did you mean “{near[0]}”?" if near else "Add an entry to the register, or mend @ref.",
    )


def _points(edition: Edition) -> Iterator[Finding]:
    """reference-unresolved: what points to a letter or a register of the edition arrives.

    Names and terms that point to registers are `_entities`' business.
    """
    anchors = {card.id: {anchor for anchor, _ in card.anchors} for card in edition.cards}
    entries = {register.id: {e.id for e in register.entries} for register in edition.registers}
    for holder in _holders(edition):
        for point in holder.points:
            file, _, anchor = point.target.partition("#")
            if point.attribute == "ref" or ":" in file or not file:
                continue
            name = file.rpartition("/")[2].removesuffix(".xml")
            of_register = file.startswith("register/") or isinstance(holder, Register)
            inside = entries.get(name) if of_register else anchors.get(name)
            where = Spot(holder.file, point.at, point.attribute)
            if inside is None:
                yield _unreachable(where, point.target, f"“{file}”", name, (*anchors, *entries))
            elif anchor and anchor not in inside:
                yield _unreachable(where, point.target, f"“#{anchor}”", anchor, inside)


def _holders(edition: Edition) -> tuple[Card | Register, ...]:
    """What bears pointers."""
    return (*edition.cards, *edition.registers)


def _unreachable(
    where: Spot, target: str, lacking: str, name: str, known: Iterable[str]
) -> Finding:
    near = get_close_matches(name, known, 1)
    return Finding(
        where,
        "reference-unresolved",
        f"“{target}” points to {lacking}, which is not in the edition",
        f"Did you mean “{near[0]}”?" if near else "Mend the file name or the address.",
    )


MIRROR = {"prev": "next", "next": "prev"}


def _contexts(edition: Edition) -> Iterator[Finding]:
    """context-unmirrored: what one letter calls next calls it previous."""
    by_file = {card.file.rpartition("/")[2]: card for card in edition.cards}
    for card in edition.cards:
        for neighbour in card.neighbours:
            other = by_file.get(neighbour.target.partition("#")[0])
            wanted = MIRROR.get(neighbour.direction, "")
            if other is None or not wanted:
                continue
            name = card.file.rpartition("/")[2]
            if not any(n.direction == wanted and n.target == name for n in other.neighbours):
                yield Finding(
                    Spot(card.file, neighbour.at, "target"),
                    "context-unmirrored",
                    f"“{card.id}” calls “{other.id}” its {neighbour.direction}, and is not "
                    f"called {wanted} there",
                    f'Add <ref type="{wanted}" target="{name}"> to the correspContext of '
                    f"{other.file}.",
                )


def _unused(edition: Edition) -> Iterator[Finding]:
    """entry-unused: an entry of a register is mentioned, or it explains one that is."""
    used = {
        (file.rpartition("/")[2].removesuffix(".xml") or holder.id, anchor)
        for holder in _holders(edition)
        for point in holder.points
        for file, _, anchor in (point.target.partition("#"),)
    }
    for register in edition.registers:
        for entry in register.entries:
            if (register.id, entry.id) not in used:
                yield Finding(
                    Spot(register.file, entry.at, "xml:id"),
                    "entry-unused",
                    f"no letter mentions “{entry.id}”",
                    "Mark where it is mentioned, or take the entry out.",
                )


def _names(edition: Edition) -> Iterator[Finding]:
    """letter-twice: no two letters differ in capitals only."""
    first: dict[str, str] = {}
    for card in edition.cards:
        before = first.setdefault(card.id.casefold(), card.file)
        if before != card.file:
            yield Finding(
                Spot(card.file),
                "letter-twice",
                f"{card.file} and {before} would have one address",
                "Rename one: addresses do not tell capitals apart.",
            )
