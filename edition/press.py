"""The press: takes an edition's folder through all steps into a published site.

The only module that knows the whole way. Letters stream: each is prepared in a worker, leaves
its card, and is taken up again only for its own pages. What has been done before and is still
true is not done again: letters by the digest of their bytes and of the engine, pages by the
digest of all that they are made of. A build from nothing gives the same bytes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

import msgspec
from msgspec import Struct

from edition import (
    archive,
    check,
    cite,
    exports,
    feed,
    fonts,
    indexing,
    link,
    model,
    parcel,
    prepare,
    publish,
    record,
    sitemap,
    truth,
    validate,
    views,
)
from edition.archive import Archive
from edition.echoes import plain
from edition.finding import Broken, Finding, Findings, Place
from edition.folder import HOME, Folder
from edition.ledger import History
from edition.model import Card, Edition, Page, Settings
from edition.parcel import Member
from edition.prepare import Prepared
from edition.publish import File, Stage
from edition.record import (
    ExportRecord,
    LetterRecord,
    PageRecord,
    ProseRecord,
    Record,
    RegisterRecord,
)
from edition.render import Renderer
from edition.report import errors
from edition.search import piece as pieces
from edition.views import Surroundings
from edition.views.frame import page_path

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

CHUNK = 16
LIBRARIES = ("lxml", "msgspec", "jinja2", "markdown", "pyyaml", "babel", "nh3", "pystemmer")
OURS = HOME / ".cache"
"""What is made for all editions is kept here, where it can be written."""
Progress = Callable[[str, int, int], None]
Given = TypeVar("Given")
Made = TypeVar("Made")


class Outcome(Struct, frozen=True):
    """What a build has done: letters and pages of the site, pages made anew, findings.

    `edited` are pages of the old site that somebody changed by hand; they were put aside.
    """

    findings: Findings
    letters: int = 0
    pages: int = 0
    rendered: int = 0
    published: bool = False
    edited: tuple[str, ...] = ()


def build(
    folder: Folder, out: Path, faults: Findings, base: str, jobs: int, progress: Progress
) -> Outcome:
    """Builds and publishes the site, or nothing where a finding is an error.

    `faults` are what reading the folder gave rise to. Raises `publish.Refused` where the machine
    refuses.
    """
    sources = [folder.root / name for name in ("letters", "schema", "templates")]
    with publish.stage(out, sources) as stage:
        try:
            return _built(folder, stage, faults, base, jobs, progress)
        except Broken as broken:
            return Outcome((*faults, broken.finding), len(folder.letters))


def _built(
    folder: Folder, stage: Stage, faults: Findings, base: str, jobs: int, progress: Progress
) -> Outcome:
    shop = Shop(folder, folder.root / ".cache")
    before = record.read(shop.cache)
    with _Workers(shop, jobs) as workers:
        taken = _sources(shop, before, workers, progress, base, faults)
        edition, letters, findings = taken.edition, taken.letters, taken.findings
        if edition is None or errors(findings):
            record.write(shop.cache, taken.record(before.pages, exports=before.exports))
            return Outcome(findings, len(letters))
        made = _whole(shop, edition, taken, before, stage, workers, progress)
    findings = (*findings, *made.findings())
    sound = not errors(findings)
    if sound:
        stage.publish()
    files = tuple(stage.files) if sound else ()
    record.write(shop.cache, taken.record(made.pages, made.around, files, made.given))
    return Outcome(findings, len(letters), made.number, made.rendered, sound, stage.edited)


def _whole(
    shop: Shop,
    edition: Edition,
    taken: Sources,
    before: Record,
    stage: Stage,
    workers: _Workers,
    progress: Progress,
) -> _Site:
    """The staged site with all that belongs to it."""
    made = _Site(shop, edition, taken, before, stage)
    pages = made.pages_of_letters(workers, progress)
    made.other_pages()
    made.copies()
    made.faces(taken.characters, progress)
    made.search()
    made.take(pages)
    made.exports_of_letters(workers, progress)
    made.exports_of_the_edition()
    made.parcel()
    made.page_of_data()
    made.signposts()
    return made


def checked(folder: Folder, faults: Findings, jobs: int, progress: Progress) -> Outcome:
    """What the sources give rise to, without writing anything."""
    shop = Shop(folder, None)
    try:
        with _Workers(shop, jobs) as workers:
            taken = _sources(shop, Record(), workers, progress, "", faults)
    except Broken as broken:
        return Outcome((*faults, broken.finding), len(folder.letters))
    return Outcome(taken.findings, len(taken.letters))


class Trial(Struct, frozen=True):
    """A site that was made and not published: its sources, its pages by path, all findings."""

    taken: Sources
    pages: dict[str, PageRecord]
    findings: Findings


def tried(folder: Folder, faults: Findings, jobs: int, progress: Progress) -> Trial:
    """The site as it would be published. Raises `Broken`, and `publish.Refused` as `build`."""
    shop = Shop(folder, folder.root / ".cache")
    place = record.room(folder.root / ".cache", "trial")
    if place is None:
        raise publish.Refused(f"{folder.root / '.cache'}: cannot be written")
    before = record.read(shop.cache)
    with publish.stage(place / "site") as stage, _Workers(shop, jobs) as workers:
        taken = _sources(shop, before, workers, progress, "", faults)
        if taken.edition is None or errors(taken.findings):
            return Trial(taken, {}, taken.findings)
        made = _whole(shop, taken.edition, taken, before, stage, workers, progress)
        return Trial(taken, made.pages, (*taken.findings, *made.findings()))


def taken(folder: Folder, faults: Findings, jobs: int, progress: Progress) -> Sources:
    """The sources read and related, as far as earlier builds have not done so. Raises `Broken`."""
    shop = Shop(folder, folder.root / ".cache")
    with _Workers(shop, jobs) as workers:
        return _sources(shop, record.read(shop.cache), workers, progress, "", faults)


# --- workers -----------------------------------------------------------------------------------


class Shop:
    """What every process needs to do its work; made anew in each from the edition's folder."""

    def __init__(self, folder: Folder, cache: Path | None) -> None:
        self.folder = folder
        self.keeping = cache is not None
        self.cache = cache or folder.root / ".cache"

    def __reduce__(self) -> tuple[type[Shop], tuple[Folder, Path | None]]:
        """What is loaded stays in its process."""
        return Shop, (self.folder, self.cache if self.keeping else None)

    @cached_property
    def grammar(self) -> validate.Grammar:
        """The grammar of letters."""
        return _grammar(self.folder, "letter.rng")

    @cached_property
    def of_registers(self) -> validate.Grammar:
        """The grammar of registers."""
        return _grammar(self.folder, "register.rng")

    @cached_property
    def renderer(self) -> Renderer:
        """The templates and message catalogues."""
        room = record.room(self.cache, "templates") if self.keeping else None
        return Renderer(self.folder.roots("templates"), room)

    @cached_property
    def engine(self) -> str:
        """A digest of all that makes a card of a letter: code, grammar, libraries."""
        code = sorted((HOME / "edition").rglob("*.py"))
        versions = [f"{name} {version(name)}" for name in LIBRARIES]
        grammars = [self.folder.own("schema", name)[1] for name in ("letter.rng", "register.rng")]
        return digest(*(path.read_bytes() for path in code), *grammars, *versions)

    @cached_property
    def look(self) -> str:
        """A digest of all that makes a page of a view: the engine and the templates."""
        return digest(self.engine, *(part for file in self._templates for part in file))

    @cached_property
    def signs(self) -> str:
        """The characters beyond ASCII of the templates."""
        return fonts.characters(b" ".join(data for _, data in self._templates))

    @cached_property
    def faces(self) -> tuple[fonts.Face, ...]:
        """The faces that the style sheets ask for."""
        return fonts.asked(data for name, data in self.renderer.assets() if name.endswith(".css"))

    @cached_property
    def _templates(self) -> tuple[tuple[str, bytes], ...]:
        return tuple(
            (f"{place}/{path.relative_to(root)}", path.read_bytes())
            for place, root in enumerate(self.folder.roots("templates"))
            for path in sorted(root.rglob("*"))
            if path.is_file()
        )


def _grammar(folder: Folder, name: str) -> validate.Grammar:
    """A grammar of the edition. Raises `Broken` where it is none."""
    file, data = folder.own("schema", name)
    try:
        return validate.grammar(file, data)
    except ValueError as error:
        line = re.search(r"\bline (\d+)", str(error))
        where = Place(file, int(line[1]) if line else 0)
        message = f"this is no grammar: {str(error).removeprefix(f'{file}: ')}"
        hint = "Mend it, or take the file away: ours is used then."
        raise Broken(Finding(where, "grammar-broken", message, hint)) from error


def digest(*parts: bytes | str) -> str:
    """The SHA-256 of several parts, each set off from the next, in hex."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        whole.update(b"%d:" % len(data))
        whole.update(data)
    return whole.hexdigest()


class _Workers:
    """Processes that share the shop's making; there are none before more than one is needed."""

    def __init__(self, shop: Shop, jobs: int) -> None:
        self.shop = shop
        self.jobs = jobs

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        if "_pool" in vars(self):
            self._pool.shutdown(cancel_futures=True)

    def map(
        self,
        work: Callable[[Shop, Sequence[Given]], list[Made]],
        chunks: Sequence[Sequence[Given]],
    ) -> Iterator[list[Made]]:
        """The work done on each chunk, in order."""
        if self.jobs < 2 or len(chunks) < 2:
            return map(partial(work, self.shop), chunks)
        return self._pool.map(partial(_here, work), chunks)

    @cached_property
    def _pool(self) -> ProcessPoolExecutor:
        # Slow to load, and not needed where little is to be done.
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_all_start_methods, get_context

        _ = self.shop.grammar, self.shop.engine  # before the workers are there, who share them then
        method = "fork" if "fork" in get_all_start_methods() else "spawn"
        return ProcessPoolExecutor(self.jobs, get_context(method), _open, (self.shop,))


_opened: list[Shop] = []
"""The shop of this process."""


def _open(shop: Shop) -> None:
    """Opens a process's own shop: what is loaded once serves for all its work."""
    _opened[:] = [shop]


def _here(
    work: Callable[[Shop, Sequence[Given]], list[Made]], given: Sequence[Given]
) -> list[Made]:
    """Work done in the shop of this process."""
    return work(_opened[0], given)


def _each(
    work: Callable[[Shop, Sequence[Given]], list[Made]],
    given: Sequence[Given],
    workers: _Workers,
    said: Callable[[int], None],
) -> Iterator[Made]:
    """The work done on all that is given, in chunks, in order; other processes begin at once."""
    chunks = [given[start : start + CHUNK] for start in range(0, len(given), CHUNK)]
    return _counted(workers.map(work, chunks), said)


def _counted(chunks: Iterator[list[Made]], said: Callable[[int], None]) -> Iterator[Made]:
    done = 0
    for made in chunks:
        done += len(made)
        said(done)
        yield from made


def _letters(
    shop: Shop, before: Record, workers: _Workers, progress: Progress
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
    for name, made in _each(
        _prepared, changed, workers, lambda done: progress("read", done, total)
    ):
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
        outlines = _outlines(card) if card else {}
        characters = fonts.characters(data)
        made.append((name, LetterRecord(key, card, findings, outlines, characters)))
    return made


def _outlines(card: Card) -> dict[str, str]:
    """Digests of what other pages see of a letter, by groups of pages."""
    return {
        group: digest(msgspec.msgpack.encode(seen)) for group, seen in views.outlines(card).items()
    }


# --- the edition -------------------------------------------------------------------------------


class Sources(Struct, frozen=True):
    """All that an edition is made of, read: the edition is None where settings are lacking."""

    letters: dict[str, LetterRecord]
    registers: dict[str, RegisterRecord]
    prose: ProseRecord
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
        around: str = "",
        files: tuple[str, ...] = (),
        exports: dict[str, ExportRecord] | None = None,
    ) -> Record:
        """The record of a build that has made these pages of them."""
        return Record(
            *(self.letters, self.registers, self.prose, pages, around, files, exports or {}),
            dict(self.archive.records),
            frozenset(self.archive.history.told),
        )


def _sources(
    shop: Shop,
    before: Record,
    workers: _Workers,
    progress: Progress,
    base: str,
    faults: Findings,
) -> Sources:
    """Everything read, related and held against the ledgers, with all that is to be said.

    `faults` are what reading the folder gave rise to.
    """
    letters = _letters(shop, before, workers, progress)
    registers, prose = _registers(shop, before), _prose(shop, before)
    findings = [*faults, *(found for letter in letters.values() for found in letter.findings)]
    findings += _unset(shop, _characters(letters, registers, prose))
    findings += prose.findings
    findings += [finding for register in registers.values() for finding in register.findings]
    entries = tuple(each.register for each in registers.values() if each.register is not None)
    cards = tuple(letter.card for letter in letters.values() if letter.card is not None)
    if prose.settings is None:
        return Sources(letters, registers, prose, None, Archive(), tuple(findings))
    settings = prose.settings
    findings += exports.unknown(settings)
    if base:
        settings = msgspec.structs.replace(settings, base=base)
    edition, faults = link.edition(settings, cards, entries, prose.pages)
    ledgers = Archive()
    if cards and len(cards) == len(letters) and len(entries) == len(registers):
        findings += faults
        findings += truth.findings(edition, _texts(shop, edition, letters))
        ledgers = _archive(shop, before, edition, letters)
        edition = _dated(edition, ledgers)
        findings += ledgers.findings
    if not errors(findings):
        findings += _clashes(edition, shop)
    return Sources(letters, registers, prose, edition, ledgers, plain(findings))


def _archive(
    shop: Shop, before: Record, edition: Edition, letters: dict[str, LetterRecord]
) -> Archive:
    """The ledgers, held against what stands today."""

    def taken_up(name: str) -> Prepared:
        return again(shop, name, letters[name].key)

    sought = archive.Sought(
        {card.id: card for card in edition.cards},
        {Path(name).stem: letter.key for name, letter in letters.items()},
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


def again(shop: Shop, name: str, key: str) -> Prepared:
    """A letter that has been prepared: as it was kept, or prepared once more."""
    prepared = record.kept(shop.cache, name, key) if shop.keeping else None
    if prepared is None:
        prepared = prepare.letter(name, shop.folder.read(name), shop.grammar)[0]
    assert prepared is not None, name
    return prepared


def _prose(shop: Shop, before: Record) -> ProseRecord:
    """The settings and the pages of prose, taken over where all their bytes are the same."""
    folder = shop.folder
    names = (*folder.pages, *([folder.settings] if folder.settings else []))
    key = digest(shop.engine, *names, *map(folder.digest, names))
    if before.prose is not None and before.prose.key == key:
        return before.prose
    characters = {name: fonts.characters(folder.read(name)) for name in names}
    return ProseRecord(key, *_read_prose(folder), characters)


def _read_prose(folder: Folder) -> tuple[Settings | None, tuple[Page, ...], Findings]:
    from edition import prose  # slow to load, and not needed where prose is as it was

    if not folder.settings:
        return None, (), ()
    settings, findings = prose.settings(folder.settings, folder.read(folder.settings))
    pages = []
    for name in folder.pages:
        page, faults = prose.page(name, folder.read(name))
        findings += faults
        if page is not None:
            pages.append(page)
    if settings is not None and len(pages) == len(folder.pages):
        findings += prose.counterparts(pages, settings.languages)
    return settings, tuple(pages), findings


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


# --- pages -------------------------------------------------------------------------------------


def _clashes(edition: Edition, shop: Shop) -> Findings:
    """A finding for each source whose page or copy has no name of its own, or none that is fit."""
    sources = dict(_paths(edition))
    assets = (
        *(path for path, _ in shop.renderer.assets()),
        *(face.path for face in shop.faces),
    )
    found = check.names((*(path for path, _ in _paths(edition)), *shop.folder.letters, *assets))
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


class Order(Struct, frozen=True):
    """The pages of one letter that are to be made, with their keys; its packed addresses."""

    name: str
    key: str
    around: Surroundings
    leaves: tuple[tuple[views.Leaf, str], ...]
    anchors: bytes


def _source(folder: Folder, name: str) -> Iterator[bytes]:
    """The bytes of a source, when they are wanted."""
    yield folder.read(name)


class Export(Struct, frozen=True):
    """The files of one letter that are to be made: its id, file and key, the key of the files."""

    id: str
    name: str
    letter: str
    key: str
    known: exports.Known


Pages = tuple[list[tuple[File, PageRecord]], Findings]
"""Pages that have been made, and the messages that were missed."""


class _Site:
    """The staged site in the making: pages kept or made, files copied, facts to be checked."""

    def __init__(
        self,
        shop: Shop,
        edition: Edition,
        taken: Sources,
        before: Record,
        stage: Stage,
    ) -> None:
        self.shop = shop
        self.edition = edition
        self.letters = taken.letters
        self.archive = taken.archive
        self.told = frozenset(taken.archive.history.told)
        self.before = before
        self.stage = stage
        self.pages: dict[str, PageRecord] = {}
        self.rendered = 0
        self.copied: dict[str, check.Facts] = {}
        self.given: dict[str, ExportRecord] = {}
        self.missed: dict[Finding, None] = {}

    @property
    def number(self) -> int:
        """How many pages there are."""
        return sum(path.endswith(".html") for path in self.pages)

    def pages_of_letters(self, workers: _Workers, progress: Progress) -> Iterator[Pages]:
        """The pages of letters, and of versions where the settings ask for those; other processes
        make them while this one goes on.
        """
        orders = [order for card in self.edition.cards if (order := self._order(card))]
        total = len(orders)
        work = partial(_rendered, self.stage.folder)
        return _each(work, orders, workers, lambda done: progress("pages", done, total))

    @cached_property
    def around(self) -> str:
        """A digest of all that pages of letters take from the whole edition, their past apart."""
        common = msgspec.structs.replace(self._overview, history=History())
        return digest(self.shop.look, msgspec.msgpack.encode(common))

    def _order(self, card: Card) -> Order | None:
        """The pages of a letter that are no longer true; None where all are."""
        letter = self.letters[card.file]
        leaves = [
            leaf
            for leaf in views.leaves(card, self.edition.settings)
            if not self._unmoved(leaf.path, card)
        ]
        if not leaves:
            return None
        around = views.surroundings(card, self._overview)
        encoded = msgspec.msgpack.encode(around)
        keys = [
            (leaf, digest(self.shop.look, letter.key, leaf.kind, leaf.version, leaf.lang, encoded))
            for leaf in leaves
        ]
        wanted = tuple(each for each in keys if not self._still_true(each[0].path, each[1]))
        if not wanted:
            return None
        return Order(card.file, letter.key, around, wanted, card.details.anchors)

    def _unmoved(self, path: str, card: Card) -> bool:
        """Whether a letter and all around it are as they were; its page is kept then."""
        before, file, page = self.before, card.file, f"letters/{card.id}.html"
        if self.around != before.around or self.letters[file] is not before.letters.get(file):
            return False
        if page in self.told or page in before.told:
            return False
        return path in before.pages and self._still_true(path, before.pages[path].key)

    @cached_property
    def _overview(self) -> views.Overview:
        return views.overview(self.edition, self.archive.history)

    @cached_property
    def _collected(self) -> views.Collected:
        return views.Collected(self.edition, self._grammars, self._words)

    def _words(self) -> Iterator[pieces.Piece]:
        """What search has of the letters."""
        for card in self.edition.cards:
            yield from _pieces(self.shop, card.file, self.letters[card.file].key)

    def _grammars(self) -> Iterator[tuple[str, validate.Grammar]]:
        yield "letter", self.shop.grammar
        yield "register", self.shop.of_registers

    def _still_true(self, path: str, key: str) -> bool:
        """Whether a page of the old site is what would be made; it is kept then."""
        old = self.before.pages.get(path)
        if old is None or old.key != key or not self.stage.keep(path, old.sha256):
            return False
        self.pages[path] = old
        return True

    def take(self, made: Iterable[Pages]) -> None:
        """Pages that were made here or in a worker."""
        for files, missed in made:
            for file, page in files:
                self.stage.add(file)
                self.pages[file.path] = page
            self.rendered += sum(file.path.endswith(".html") for file, _ in files)
            self.missed |= dict.fromkeys(missed)

    def other_pages(self) -> None:
        """The other pages of a language, group by group: kept together, or made together."""
        edition = self.edition
        whole = (edition.settings, edition.registers, edition.pages, self._overview.sections)
        history = self.archive.history
        told = {page: past for page, past in history.told.items() if "/" not in page}
        common = digest(self.shop.look, msgspec.msgpack.encode((whole, told)))
        past = msgspec.msgpack.encode(history)
        before: dict[str, list[str]] = {}
        for path, page in self.before.pages.items():
            before.setdefault(page.key, []).append(path)
        for group in views.GROUPS:
            seen = [self.letters[card.file].outlines[group] for card in edition.cards]
            for lang in edition.settings.languages:
                key = digest(common, group, lang, past if group == "changes" else b"", *seen)
                old = before.get(key, [])
                if not old or not all(self._still_true(path, key) for path in old):
                    self._others(group, lang, key)

    def _others(self, group: str, lang: str, key: str) -> None:
        others = views.others(self.edition, lang, self._overview, self._collected, (group,))
        wanted = [view for view in others if view.frame.path not in self.pages]
        made = [_made(self.shop, view, key, self.stage.folder) for view in wanted]
        self.take([(made, self.shop.renderer.findings)])

    def copies(self) -> None:
        """The sources of the letters and registers as they are, and what the pages use."""
        folder = self.shop.folder
        for name in (*folder.letters, *folder.registers):
            self.copied[name] = check.Facts(name)
            if not self.stage.keep(name, folder.digest(name)):
                self.stage.write(name, folder.read(name))
        for path, content in self.shop.renderer.assets():
            self._copy(path, content)

    def faces(self, characters: dict[str, str], progress: Progress) -> None:
        """The faces of the type, cut to what is used: anew only where that has changed."""
        wanted = fonts.wanted((self.shop.signs, *characters.values()))
        caches = (OURS, self.shop.cache)
        for done, face in enumerate(self.shop.faces, 1):
            key = fonts.key(face, wanted)
            content = record.face(caches, key)
            if not content:
                content = fonts.cut(face, wanted)
                record.keep_face(caches, key, content)
                progress("faces", done, len(self.shop.faces))
            self._copy(face.path, content)

    def signposts(self) -> None:
        """What crawlers ask for, made of the pages that there are."""
        settings = self.edition.settings
        pages = [path for path in self.pages if path.endswith(".html")]
        for path, content in sitemap.files(pages, settings.base):
            self._copy(path, content)
        if content := feed.feed(self.archive.history, settings):
            self._copy(feed.FEED, content)

    def exports_of_letters(self, workers: _Workers, progress: Progress) -> None:
        """What the settings ask for of each letter, beside its page."""
        if not self._asked.names:
            return
        common = digest(self.shop.engine, msgspec.msgpack.encode(self._asked))
        orders = []
        people = cite.people(self.edition.registers, self.edition.settings.languages)
        for card in self.edition.cards:
            letter = self.letters[card.file].key
            known = exports.known(card, self._asked, people)
            key = digest(common, letter, msgspec.msgpack.encode(known.names))
            if not self._still_given(card.id, key):
                orders.append(Export(card.id, card.file, letter, key, known))
        total = len(orders)
        work = partial(_exported, self.stage.folder, self._asked)
        made = _each(work, orders, workers, lambda done: progress("data", done, total))
        for order, files in zip(orders, made, strict=True):
            for file in files:
                self.stage.add(file)
            self.given[order.id] = record.exported(order.key, files)

    def exports_of_the_edition(self) -> None:
        """The files that join those of the letters, and those that tell of all of them."""
        for path, content in exports.of_edition(self.edition, self._asked):
            self._copy(path, content)
        for whole in exports.wholes(self.edition.cards, self._asked):
            there = [(letter, path) for letter, path in whole.parts if path in self.stage.files]
            opening = b"".join(whole.form.joined((), self._asked.columns))
            states = [self.stage.files[path].sha256 for _, path in there]
            key = digest(self.shop.engine, opening, *(path for _, path in there), *states)
            if self._still_given(whole.path, key):
                continue
            parts = ((letter, self.stage.read(path)) for letter, path in there)
            joined = whole.form.joined(parts, self._asked.columns)
            file = publish.pour(self.stage.folder, whole.path, joined)
            self.stage.add(file)
            self.given[whole.path] = record.exported(key, (file,))

    def parcel(self) -> None:
        """Everything in one file, if the settings ask for it."""
        if parcel.NAME not in self._asked.names:
            return
        every = parcel.members(self._members(), self.edition.settings)
        key = digest(self.shop.engine, *(f"{each.path} {each.sha256}" for each in every))
        if not self._still_given(parcel.PATH, key):
            file = publish.pour(self.stage.folder, parcel.PATH, parcel.parts(every))
            self.stage.add(file)
            self.given[parcel.PATH] = record.exported(key, (file,))

    def page_of_data(self) -> None:
        """The page of what is given beside the pages, with examples of what was made."""
        shown = exports.shown(self.stage.files, self.edition, self._asked, self.stage.parts)
        settings, sections = self._overview.settings, self._overview.sections
        seen = msgspec.msgpack.encode((settings, sections, shown))
        for lang in settings.languages:
            key = digest(self.shop.look, "data", lang, seen)
            if not self._still_true(page_path("data", lang, settings), key):
                view = views.data(shown, self._overview, lang)
                made = _made(self.shop, view, key, self.stage.folder)
                self.take([([made], self.shop.renderer.findings)])

    def _members(self) -> Iterator[Member]:
        """The sources, the grammars, and the data but for the service of texts."""
        folder = self.shop.folder
        for name in folder.files:
            yield Member(name, folder.digest(name), partial(_source, folder, name))
        for name in ("letter.rng", "register.rng"):
            path, content = folder.own("schema", name)
            yield Member(path, hashlib.sha256(content).hexdigest(), partial(iter, (content,)))
        for path in exports.data(self.stage.files, self.edition.cards, self._asked):
            file = self.stage.files[path]
            yield Member(path, file.sha256, partial(self.stage.parts, path), file.size)

    @cached_property
    def _asked(self) -> exports.Asked:
        return exports.asked(self.edition)

    def _still_given(self, name: str, key: str) -> bool:
        """Whether files of the old site are what would be made; they are kept then."""
        old = self.before.exports.get(name)
        if old is None or old.key != key:
            return False
        files = [file for path in old.paths if (file := self.stage.stands(path))]
        if record.joint(files) != old.sha256:
            return False
        self.given[name] = old
        return all(self.stage.keep(file.path) for file in files)

    def search(self) -> None:
        """The parts of the index."""
        indexing.Index(self.shop.cache, self.stage, tuple(self._searched())).put()

    def _searched(self) -> Iterator[indexing.Source]:
        """What is searched, in the order in which equally good hits are shown."""
        for card in self.edition.cards:
            key = self.letters[card.file].key
            yield indexing.Source(key, partial(_pieces, self.shop, card.file, key))
        for register in self.edition.registers:
            for made_of, make in pieces.of_register(register):
                yield indexing.Source(digest(self.shop.engine, made_of), make)

    def _copy(self, path: str, content: bytes) -> None:
        self.copied[path] = check.facts(path, content)
        if not self.stage.keep(path, hashlib.sha256(content).hexdigest()):
            self.stage.write(path, content)

    def findings(self) -> Findings:
        """What is wrong with the site as it is staged."""
        facts = {path: page.facts for path, page in self.pages.items()} | self.copied
        files = frozenset((*self.stage.files, publish.MANIFEST))
        old = {path: page.facts for path, page in self.before.pages.items()}
        before = check.Sound(old, self.before.files) if self.before.files else None
        return (
            *sitemap.unsettled(self.edition.settings),
            *self.missed,
            *check.findings(facts, files, self.stage.read, before),
            *self._lost(),
        )

    def _lost(self) -> Iterator[Finding]:
        """What was released and is not on its page; what was found sound is not asked again."""
        settings = self.edition.settings
        languages = settings.languages
        for name, ledger in self.archive.records.items():
            page = archive.page_of(name)
            if page and self.before.files and ledger is self.before.ledgers.get(name):
                paths = [page if lang == languages[0] else f"{lang}/{page}" for lang in languages]
                if all(self.pages.get(path) is self.before.pages.get(path) for path in paths):
                    continue
            yield from archive.missing(self.shop.folder, name, ledger, self._ids, settings)

    def _ids(self, path: str) -> str | None:
        return self.pages[path].facts.ids if path in self.pages else None


def _pieces(shop: Shop, name: str, key: str) -> indexing.Pieces:
    """What search has of a letter."""
    return pieces.of_letter(again(shop, name, key))


def _rendered(folder: str, shop: Shop, orders: Sequence[Order]) -> list[Pages]:
    """The pages of letters, written to the staged site."""
    made = []
    for order in orders:
        prepared = again(shop, order.name, order.key)
        pages = []
        for leaf, key, view in _views(prepared, order):
            content = view if isinstance(view, bytes) else shop.renderer.page(view)
            pages.append(_put(leaf.path, content, key, folder))
        made.append((pages, shop.renderer.findings))
    return made


def _views(
    prepared: Prepared, order: Order
) -> Iterator[tuple[views.Leaf, str, views.View | bytes]]:
    """What the pages of a letter show; a script is bytes already."""
    letter, units, located = prepared.letter, prepared.units, prepared.located
    altered = frozenset(line.address for line in order.around.told.changed)
    for (kind, name), group in groupby(order.leaves, key=lambda each: _text(each[0])):
        if kind == "letter":
            sheet = views.sheet(letter, units, located, altered)
            for leaf, key in group:
                yield leaf, key, views.letter(letter, sheet, order.around, leaf.lang)
        elif kind == "version":
            alone = views.alone(letter, units, located, name)
            for leaf, key in group:
                yield leaf, key, views.version(alone, order.around, leaf.lang)
        else:
            fingerprints = dict(model.unpacked_anchors(order.anchors))
            of = views.citing(letter, units, model.texts(letter), fingerprints, order.around)
            for leaf, key in group:
                page = (
                    views.citation(of, order.around, leaf.lang) if leaf.lang else views.script(of)
                )
                yield leaf, key, page


def _text(leaf: views.Leaf) -> tuple[str, str]:
    """What a file of a letter is made of, which those of one text share."""
    return (leaf.kind if leaf.lang else "citations"), leaf.version


def _exported(
    folder: str, wanted: exports.Asked, shop: Shop, orders: Sequence[Export]
) -> list[list[File]]:
    """The files of letters that the settings ask for, written to the staged site."""
    return [
        [
            publish.put(folder, path, content)
            for path, content in exports.of_letter(
                again(shop, each.name, each.letter),
                partial(shop.folder.read, each.name),
                each.known,
                wanted,
            )
        ]
        for each in orders
    ]


def _made(shop: Shop, view: views.View, key: str, folder: str) -> tuple[File, PageRecord]:
    """A page written to the staged site."""
    return _put(view.frame.path, shop.renderer.page(view), key, folder)


def _put(path: str, content: bytes, key: str, folder: str) -> tuple[File, PageRecord]:
    file = publish.put(folder, path, content)
    return file, PageRecord(key, file.sha256, check.facts(path, content))
