"""Cards, registers, pages and settings become the edition: references followed both ways.

A finding for every reference that does not arrive.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Set
from difflib import get_close_matches
from itertools import chain

from edition import moment
from edition.finding import Finding, Findings, Spot, counted
from edition.model import MAIN, Card, Edition, Entry, Neighbour, Page, Register, Settings, Spoken


def edition(
    settings: Settings,
    cards: tuple[Card, ...],
    registers: tuple[Register, ...],
    pages: tuple[Page, ...],
    targets: Set[str],
    sound: Collection[str] = frozenset(),
) -> tuple[Edition, Findings]:
    """The edition, its letters by date, and a finding for every reference that does not arrive.

    `targets` are where the pointers of all letters lead; `sound` are letters whose references to
    each other were found to arrive.
    """
    ordered = tuple(sorted(cards, key=_when))
    whole = Edition(settings, ordered, registers, pages)
    findings = (
        *_entities(whole, targets),
        *_points(whole, _asked(cards, targets, sound)),
        *_contexts(whole),
        *_unused(whole, targets),
        *_unnamed(whole),
        *_names(whole),
        *_languages(whole),
    )
    return whole, findings


def _when(card: Card) -> tuple[moment.Order, str]:
    return moment.order(card.date.begins), card.id


def _entities(edition: Edition, targets: Set[str]) -> Iterator[Finding]:
    """entity-unknown, term-unknown: every mention names an entry of its register.

    `targets` are where the pointers of all letters lead.

    What is not the address of an entry at all has been found in its file.
    """
    entries = {
        register.id: [entry.id for entry in register.entries] for register in edition.registers
    }
    known = {f"register/{name}.xml#{entry}" for name, found in entries.items() for entry in found}
    lost = {each for each in targets - known if each.startswith("register/")}
    absent: set[str] = set()  # registers that are not there: told once
    for card in edition.cards if lost else ():
        for point in () if lost.isdisjoint(card.targets) else card.points:
            if point.attribute != "ref" or point.target not in lost:
                continue
            file, _, entry = point.target.partition("#")
            folder, _, name = file.partition("/")
            register = name.removesuffix(".xml")
            if folder == "register" and "/" not in name and name.endswith(".xml") and entry:
                if register not in absent:
                    where = Spot(card.file, point.at, "ref")
                    yield _unknown(where, register, entry, entries)
                absent |= {register} - entries.keys()


def _unknown(where: Spot, register: str, entry: str, entries: dict[str, list[str]]) -> Finding:
    code = "term-unknown" if register == "terms" else "entity-unknown"
    message = f"“{entry}” is not in register/{register}.xml"
    if register not in entries:
        message += ", which is not there"
        holding = [name for name, known in entries.items() if entry in known]
        near = holding or get_close_matches(register, entries, 1)
        meant = f"register/{near[0]}.xml#{entry}" if near else ""
    else:
        meant = _meant(entry, entries[register])
    hint = f"Did you mean “{meant}”?" if meant else "Add an entry to the register, or mend @ref."
    if not meant and register not in entries:
        hint = f"Write letters/register/{register}.xml, or mend @ref wherever it names it."
    return Finding(where, code, message, hint, about=f"register/{register}.xml")


def _meant(entry: str, known: Iterable[str]) -> str:
    """The entry that is probably meant by an id that is none."""
    return next(iter(get_close_matches(entry, known, 1)), "")


def _asked(cards: tuple[Card, ...], targets: Set[str], sound: Collection[str]) -> set[str]:
    """Where pointers lead of which it is not known whether they arrive."""
    fresh = set(chain.from_iterable(card.targets for card in cards if card.id not in sound))
    return fresh | {each for each in targets if _named(each.partition("#")[0]) not in sound}


def _points(edition: Edition, targets: set[str]) -> Iterator[Finding]:
    """reference-unresolved: what points to a letter or a register of the edition arrives.

    Of letters only these `targets` are asked. Names and terms that point to registers are
    `_entities`' business.
    """
    known = _Known(edition, targets)
    lost = {target for target in targets if known.lack(target, within=False)}
    for holder in _holders(edition):
        within = isinstance(holder, Register)
        if not within and (not lost or lost.isdisjoint(_targets(holder))):
            continue
        for point in holder.points:
            asked = point.attribute != "ref" and (within or point.target in lost)
            lack = known.lack(point.target, within) if asked else None
            if lack is not None:
                where = Spot(holder.file, point.at, point.attribute)
                yield _unreachable(where, point.target, *lack)


def _holders(edition: Edition) -> tuple[Card | Register, ...]:
    """What bears pointers."""
    return (*edition.cards, *edition.registers)


def _targets(holder: Card | Register) -> Iterable[str]:
    """Where pointers lead, each once."""
    if isinstance(holder, Register):
        return dict.fromkeys(point.target for point in holder.points)
    return holder.targets


class _Known:
    """What can be pointed to: entries of registers, letters and the addresses in them.

    `targets` are those that may be asked for: each letter is looked into once.
    """

    def __init__(self, edition: Edition, targets: Iterable[str]) -> None:
        self.entries = {
            register.id: {entry.id for entry in register.entries} for register in edition.registers
        }
        self.cards = {card.id: card for card in edition.cards}
        wanted: dict[str, list[str]] = {}
        for target in targets:
            file, _, anchor = target.partition("#")
            if anchor:
                wanted.setdefault(_named(file), []).append(anchor)
        self.held = {
            (letter, anchor)
            for letter, anchors in wanted.items()
            if letter in self.cards
            for anchor in self.cards[letter].holds(anchors)
        }

    def lack(self, target: str, within: bool) -> tuple[str, str, Iterable[str]] | None:
        """What a target names that is not there: as it is said, by name, and what is there.

        `within` a register, files are registers.
        """
        file, _, anchor = target.partition("#")
        if ":" in file or not file:
            return None
        name = _named(file)
        of_register = within or file.startswith("register/")
        if name not in (self.entries if of_register else self.cards):
            return f"“{file}”", name, (*self.cards, *self.entries)
        if not anchor or (
            anchor in self.entries[name] if of_register else (name, anchor) in self.held
        ):
            return None
        there = self.entries[name] if of_register else dict(self.cards[name].anchors)
        return f"“#{anchor}”", anchor, there


def _named(file: str) -> str:
    """The letter or register that a file is."""
    return file.rpartition("/")[2].removesuffix(".xml")


def _unreachable(
    where: Spot, target: str, lacking: str, name: str, known: Iterable[str]
) -> Finding:
    near = get_close_matches(name, known, 1)
    meant = target.replace(name, near[0]) if near else ""
    points = f" points to {lacking}, which" if lacking != f"“{target}”" else ""
    return Finding(
        where,
        "reference-unresolved",
        f"“{target}”{points} is not in the edition",
        f"Did you mean “{meant}”?" if near else "Mend the file name or the address.",
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
            back = [n.direction for n in other.neighbours if n.target == name]
            astray = [
                n
                for n in other.neighbours
                if n.direction == wanted and ":" not in n.target and n.target not in by_file
            ]
            if wanted not in back and not astray:
                yield from _unmirrored(card, other, neighbour, back)


def _unmirrored(
    card: Card, other: Card, neighbour: Neighbour, back: list[str]
) -> Iterator[Finding]:
    """What is wrong where a letter is not called back; of two that call each other the same, the
    one whose date says so."""
    direction, wanted = neighbour.direction, MIRROR[neighbour.direction]
    name = card.file.rpartition("/")[2]
    hint = f'Add <ref type="{wanted}" target="{name}"> to the correspContext of {other.file}.'
    if direction in back:
        if (direction == "next") == (_when(card) < _when(other)):
            return
        hint = f'Write type="{wanted}".'
    yield Finding(
        Spot(card.file, neighbour.at, "type" if direction in back else "target"),
        "context-unmirrored",
        f"“{card.id}” calls “{other.id}” its {direction}, and is "
        + (f"its {direction} there, too" if direction in back else f"not called {wanted} there"),
        hint,
    )


def _unused(edition: Edition, targets: Set[str]) -> Iterator[Finding]:
    """entry-unused: an entry of a register is mentioned, or it explains one that is.

    Who is probably meant by a mention that is misspelt is mentioned.
    """
    used = {("", target) for target in targets}
    used |= {(each.id, target) for each in edition.registers for target in _targets(each)}
    used = {
        (file.rpartition("/")[2].removesuffix(".xml") or holder, anchor)
        for holder, target in used
        for file, _, anchor in (target.partition("#"),)
    }
    known = {each.id: [entry.id for entry in each.entries] for each in edition.registers}
    lost = used.difference((name, entry) for name, entries in known.items() for entry in entries)
    used |= {(name, _meant(anchor, known[name])) for name, anchor in lost if name in known}
    for register in edition.registers:
        for entry in register.entries:
            if (register.id, entry.id) not in used:
                yield Finding(
                    Spot(register.file, entry.at, "xml:id"),
                    "entry-unused",
                    f"no letter mentions “{entry.id}”",
                    "Mark where it is mentioned, or take the entry out.",
                )


def _unnamed(edition: Edition) -> Iterator[Finding]:
    """name-main: an entry has one main name in each language of the interface."""
    for register in edition.registers:
        lacking: dict[str, list[Entry]] = {}
        for entry in register.entries:
            mains = [name.lang for name in entry.names if name.kind in MAIN]
            where = Spot(register.file, entry.at, "xml:id")
            if not mains:
                message = f"no name of “{entry.id}” is its main name"
                hint = 'Write type="main" of one in each language: pages call it by that.'
                yield Finding(where, "name-main", message, hint)
                continue
            for lang in edition.settings.languages:
                if lang not in mains:
                    lacking.setdefault(lang, []).append(entry)
            for lang in dict.fromkeys(mains) if len(mains) > len(set(mains)) else ():
                if mains.count(lang) > 1:
                    message = f"“{entry.id}” has {mains.count(lang)} main names in “{lang}”"
                    hint = 'Write type="variant" of all but the one by which pages call it.'
                    yield Finding(where, "name-main", message, hint)
        for lang, (first, *others) in lacking.items():
            also = f", nor {'has' if len(others) == 1 else 'have'} {len(others)} more" * bool(
                others
            )
            yield Finding(
                Spot(register.file, first.at, "xml:id"),
                "name-main",
                f"“{first.id}” has no main name in “{lang}”, a language of the interface{also}",
                f'Add one with type="main" and xml:lang="{lang}". Until then pages show another.',
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


def _languages(edition: Edition) -> Iterator[Finding]:
    """language-lacking: what readers read of a letter is there in each language of theirs."""
    for card in edition.cards:
        for spoken in card.spoken:
            lacking = {lang: (number, at) for lang, number, at in spoken.lacking}
            for lang in edition.settings.languages:
                if lang in lacking or not {lang, ""} & {*spoken.languages}:
                    number, at = lacking.get(lang, (spoken.number, spoken.at))
                    yield _unspoken(Spot(card.file, at), spoken, lang, number)


WRITE = {
    "title": '<title xml:lang="{lang}">',
    "note": '<p xml:lang="{lang}">',
    "explanation": '<note type="explanation" xml:lang="{lang}">',
}
"""What is written for another language, by the kind of what is said."""


def _unspoken(where: Spot, spoken: Spoken, lang: str, number: int) -> Finding:
    if number < spoken.number:
        verb = "lacks" if number == 1 else "lack"
        message = f"{number} of {counted(spoken.number, spoken.kind)} {verb} “{lang}”"
    else:
        message = f"no {spoken.kind} is in “{lang}”"
    return Finding(
        where,
        "language-lacking",
        f"{message}, a language of the interface",
        f"Add {WRITE[spoken.kind].format(lang=lang)} beside the other; or take “{lang}” out of "
        "`languages` in edition.yaml. Until then the page shows the other language.",
    )
