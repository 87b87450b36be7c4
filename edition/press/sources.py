"""All that an edition is made of, read and related where earlier builds have not done so."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct

from edition import (
    archive,
    check,
    exports,
    fonts,
    indexing,
    link,
    model,
    prepare,
    record,
    truth,
    views,
)
from edition.archive import Archive
from edition.echoes import plain
from edition.engine import digest
from edition.finding import Finding, Findings, Place
from edition.folder import Folder
from edition.model import Card, Edition, Page, Settings
from edition.prepare import Prepared
from edition.press import links
from edition.press.shop import Shop, again
from edition.press.workers import Progress, Workers, each
from edition.record import (
    ExportRecord,
    LetterRecord,
    PageRecord,
    ProseRecord,
    Record,
    RegisterRecord,
)
from edition.report import errors
from edition.search import piece as pieces
from edition.views.frame import page_path


class Sources(Struct, frozen=True):
    """All that an edition is made of, read: the edition is None where settings are lacking.

    `targets` are where the pointers of letters lead, with the number of letters.
    """

    letters: dict[str, LetterRecord]
    registers: dict[str, RegisterRecord]
    prose: ProseRecord
    targets: dict[str, int]
    edition: Edition | None
    archive: Archive
    findings: Findings

    @property
    def characters(self) -> dict[str, str]:
        """The characters of all that is shown, beyond ASCII, by file name."""
        told = {
            name: fonts.characters(archive.words_of(record.account).encode())
            for name, record in self.archive.records.items()
            if record.account.lines
        }
        return told | _characters(self.letters, self.registers, self.prose)

    def record(
        self,
        pages: dict[str, PageRecord],
        exports: dict[str, ExportRecord],
        around: str = "",
        manifest: str = "",
    ) -> Record:
        """The record of a build that has made these pages of them."""
        return Record(
            *(self.letters, self.registers, self.prose, pages, around, manifest, exports),
            dict(self.archive.records),
            frozenset(self.archive.history.told),
            self.targets,
        )


def sources(
    shop: Shop,
    before: Record,
    workers: Workers,
    progress: Progress,
    base: str,
    faults: Findings,
) -> Sources:
    """Everything read, related and held against the ledgers, with all that is to be said.

    `faults` are what reading the folder gave rise to.
    """
    letters = _letters(shop, before, workers, progress)
    registers, prose = _registers(shop, before), _prose(shop, before)
    targets = _targets(before, letters)
    findings = [*faults, *(found for letter in letters.values() for found in letter.findings)]
    findings += _unset(shop, _characters(letters, registers, prose))
    findings += prose.findings
    findings += [finding for register in registers.values() for finding in register.findings]
    entries = tuple(each.register for each in registers.values() if each.register is not None)
    cards = tuple(letter.card for letter in letters.values() if letter.card is not None)
    if prose.settings is None:
        return Sources(letters, registers, prose, targets, None, Archive(), tuple(findings))
    settings = prose.settings
    if base:
        settings = msgspec.structs.replace(settings, base=base)
    true = _true(before, letters, registers, prose)
    edition, faults = link.edition(settings, cards, entries, prose.pages, targets.keys(), true)
    ledgers, paths = Archive(), tuple(_paths(edition))
    if cards and len(cards) == len(letters) and len(entries) == len(registers):
        findings += faults
        findings += truth.findings(edition, _texts(shop, edition, letters), true)
        ledgers = _archive(shop, before, edition, letters)
        edition = _dated(edition, ledgers)
        findings += ledgers.findings
        told = ledgers.history.told
        findings += links.astray(edition, frozenset(dict(paths)), told, shop.folder)
    if not errors(findings):
        findings += _clashes(edition, paths, shop, before)
    return Sources(letters, registers, prose, targets, edition, ledgers, plain(findings))


def _letters(
    shop: Shop, before: Record, workers: Workers, progress: Progress
) -> dict[str, LetterRecord]:
    """A record of every letter by file name, taken over where its bytes are the same."""
    records: dict[str, LetterRecord] = {}
    changed: list[str] = []
    for name in shop.folder.letters:
        old = before.letters.get(name)
        if old is not None and old.key == digest(shop.engine, name, shop.folder.digest(name)):
            records[name] = old
        else:
            changed.append(name)
    total = len(changed)
    for name, made in each(_prepared, changed, workers, lambda done: progress("read", done, total)):
        records[name] = made
    return {name: records[name] for name in shop.folder.letters}


def _prepared(shop: Shop, names: Sequence[str]) -> list[tuple[str, LetterRecord]]:
    """Letters read, validated, aligned; each is kept for its page."""
    made = []
    for name in names:
        data = shop.folder.read(name)
        key = digest(shop.engine, name, hashlib.sha256(data).hexdigest())
        prepared, card, findings = prepare.letter(name, data, shop.grammar)
        if prepared is not None and shop.keeping:
            record.keep(shop.cache, name, key, prepared)
            indexing.keep(shop.cache, key, pieces.of_letter(prepared))
        outlines = _outlines(card) if card else b""
        characters = fonts.characters(data)
        made.append((name, LetterRecord(key, card, findings, outlines, characters)))
    return made


def _outlines(card: Card) -> bytes:
    """Digests of what other pages see of a letter, in the order of the groups of pages."""
    seen = views.outlines(card)
    digests = [digest(msgspec.msgpack.encode(seen[group])) for group in views.GROUPS]
    return bytes.fromhex("".join(digests))


def _registers(shop: Shop, before: Record) -> dict[str, RegisterRecord]:
    """A record of every register by file name, taken over where its bytes are the same."""
    records: dict[str, RegisterRecord] = {}
    for name in shop.folder.registers:
        key = digest(shop.engine, name, shop.folder.digest(name))
        old = before.registers.get(name)
        if old is None or old.key != key:
            data = shop.folder.read(name)
            key = digest(shop.engine, name, hashlib.sha256(data).hexdigest())
            read = prepare.register(name, data, shop.of_registers)
            old = RegisterRecord(key, *read, fonts.characters(data))
        records[name] = old
    return records


def _prose(shop: Shop, before: Record) -> ProseRecord:
    """The settings and the pages of prose, taken over where all their bytes are the same."""
    folder = shop.folder
    names = (*folder.pages, *([folder.settings] if folder.settings else []))
    key = digest(shop.engine, *names, *map(folder.digest, names))
    if before.prose is not None and before.prose.key == key:
        return before.prose
    data = {name: folder.read(name) for name in names}
    key = digest(shop.engine, *data, *(hashlib.sha256(each).hexdigest() for each in data.values()))
    characters = {name: fonts.characters(each) for name, each in data.items()}
    return ProseRecord(key, *_read_prose(folder, data), characters)


def _read_prose(
    folder: Folder, data: Mapping[str, bytes]
) -> tuple[Settings | None, tuple[Page, ...], Findings]:
    from edition import prose  # slow to load, and not needed where prose is as it was

    if not folder.settings:
        return None, (), ()
    settings, findings = prose.settings(folder.settings, data[folder.settings], exports.OFFERED)
    pages = []
    for name in folder.pages:
        page, faults = prose.page(name, data[name])
        findings += faults
        if page is not None:
            pages.append(page)
    if settings is not None and len(pages) == len(folder.pages):
        findings += prose.counterparts(pages, settings.languages)
    return settings, tuple(pages), findings


def _characters(
    letters: dict[str, LetterRecord], registers: dict[str, RegisterRecord], prose: ProseRecord
) -> dict[str, str]:
    """The characters of all sources beyond ASCII, by file name."""
    return {
        **{name: letter.characters for name, letter in letters.items()},
        **{name: register.characters for name, register in registers.items()},
        **prose.characters,
    }


def _unset(shop: Shop, characters: dict[str, str]) -> Iterator[Finding]:
    """A finding for each letter that the type lacks and each source that has it."""
    lacking = fonts.lacking(set().union(*characters.values())) if shop.faces else ()
    for name, held in characters.items() if lacking else ():
        for sign in lacking:
            if sign in held:
                yield fonts.finding(name, shop.folder.read(name), sign)


def _targets(before: Record, letters: dict[str, LetterRecord]) -> dict[str, int]:
    """Where the pointers of letters lead, with the number of letters: counted on from before."""
    counts = Counter(before.targets)
    for name, old in before.letters.items():
        if old.card is not None and letters.get(name) is not old:
            counts.subtract(old.card.targets)
    for name, new in letters.items():
        if new.card is not None and before.letters.get(name) is not new:
            counts.update(new.card.targets)
    return dict(+counts)


def _true(
    before: Record,
    letters: dict[str, LetterRecord],
    registers: dict[str, RegisterRecord],
    prose: ProseRecord,
) -> frozenset[str]:
    """The letters that a sound build has held against the same registers."""
    if not before.manifest or before.prose is not prose:
        return frozenset()
    if any(register is not before.registers.get(name) for name, register in registers.items()):
        return frozenset()
    same = (each for name, each in letters.items() if each is before.letters.get(name))
    return frozenset(each.card.id for each in same if each.card is not None)


def _texts(
    shop: Shop, edition: Edition, letters: dict[str, LetterRecord]
) -> dict[str, dict[str, str]]:
    """The texts of the letters from which something is quoted."""
    wanted = truth.quoted(edition)
    return {
        card.id: model.texts(again(shop, card.file, letters[card.file].key).letter)
        for card in edition.cards
        if card.id in wanted
    }


def _archive(
    shop: Shop, before: Record, edition: Edition, letters: dict[str, LetterRecord]
) -> Archive:
    """The ledgers, held against what stands today."""

    def taken_up(name: str) -> Prepared:
        return again(shop, name, letters[name].key)

    sought = archive.Sought(
        {card.id: card for card in edition.cards},
        {card.id: letters[card.file].key for card in edition.cards},
        archive.others(edition, views.OWN),
        frozenset(f"{slug}.html" for slug in views.OWN if slug != "rules"),
        taken_up,
    )
    return archive.read(shop.folder, before.ledgers, sought, digest)


def _dated(edition: Edition, ledgers: Archive) -> Edition:
    """The edition with its last release, if there has been one."""
    if not ledgers.history.releases:
        return edition
    last = ledgers.history.releases[-1]
    replaced = msgspec.structs.replace
    settings = replaced(edition.settings, release=last.version, released=last.date)
    return replaced(edition, settings=settings)


def _clashes(
    edition: Edition, paths: Sequence[tuple[str, str]], shop: Shop, before: Record
) -> Findings:
    """A finding for each source whose page or copy has no name of its own, or none that is fit."""
    sources = dict(paths)
    assets = (
        *(path for path, _ in shop.renderer.assets),
        *(face.path for face in shop.faces),
    )
    every = (*(path for path, _ in paths), *shop.folder.letters, *assets)
    fit = frozenset((*before.pages, *before.letters) if before.manifest else ())
    found = check.names(every, fit)
    by_source = {sources.get(each.where.file, each.where.file): each for each in reversed(found)}
    return (
        *(msgspec.structs.replace(each, where=Place(source)) for source, each in by_source.items()),
        *exports.unfit(edition),
    )


def _paths(edition: Edition) -> Iterator[tuple[str, str]]:
    """The pages of the site with the files that they are made from."""
    for card in edition.cards:
        for leaf in views.leaves(card, edition.settings):
            yield leaf.path, card.file
    for lang in edition.settings.languages:
        own = [(page.slug, page.file) for page in edition.pages if page.lang == lang]
        slugs = (
            *((slug, edition.settings.file) for slug in views.OWN),
            *((register.id, register.file) for register in edition.registers),
            *own,
        )
        for slug, file in slugs:
            yield page_path(slug, lang, edition.settings), file
