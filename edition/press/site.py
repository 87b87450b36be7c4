"""The staged site in the making: what is still true is kept, the rest is made, all is checked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cached_property, partial

import msgspec

from edition import (
    archive,
    check,
    cite,
    exports,
    feed,
    fonts,
    indexing,
    parcel,
    publish,
    record,
    sitemap,
    validate,
    views,
)
from edition.engine import digest
from edition.finding import Finding, Findings
from edition.folder import HOME
from edition.ledger import History
from edition.model import Card, Edition
from edition.parcel import Member
from edition.press import links
from edition.press.making import (
    Export,
    Order,
    Pages,
    exported,
    pieces_of,
    rendered,
    source,
    written,
)
from edition.press.shop import Shop
from edition.press.sources import Sources
from edition.press.workers import Progress, Workers, each
from edition.publish import Stage
from edition.record import ExportRecord, PageRecord, Record
from edition.search import piece as pieces
from edition.views.frame import page_path

OURS = HOME / ".cache"
"""What is made for all editions is kept here, where it can be written."""


class Site:
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

    def pages_of_letters(self, workers: Workers, progress: Progress) -> Iterator[Pages]:
        """The pages of letters, and of versions where the settings ask for those; other processes
        make them while this one goes on.
        """
        orders = [order for card in self.edition.cards if (order := self._order(card))]
        total = len(orders)
        work = partial(rendered, self.stage.folder)
        return each(work, orders, workers, lambda done: progress("pages", done, total))

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
        around = views.AROUND.packed(views.surroundings(card, self._overview))
        keys = [
            (leaf, digest(self.shop.look, letter.key, leaf.kind, leaf.version, leaf.lang, around))
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

    def _words(self) -> Iterator[pieces.Piece]:
        """What search has of the letters."""
        for card in self.edition.cards:
            yield from pieces_of(self.shop, card.file, self.letters[card.file].key)

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
        for number, group in enumerate(views.GROUPS):
            found = views.Collected(edition, self._grammars, self._words)
            seen = b"".join([self.letters[card.file].outline(number) for card in edition.cards])
            for lang in edition.settings.languages:
                key = digest(common, group, lang, past if group == "changes" else b"", seen)
                old = before.get(key, [])
                same = bool(old) and all(self._still_true(path, key) for path in old)
                if not same:
                    self._others(group, found, lang, key)
                if group == "registers":
                    self._occurrences(found, lang, same)

    def _others(self, group: str, found: views.Collected, lang: str, key: str) -> None:
        others = views.others(self.edition, lang, self._overview, found, (group,))
        wanted = (view for view in others if view.frame.path not in self.pages)
        made = [written(self.shop, view, key, self.stage.folder) for view in wanted]
        self.take([(made, self.shop.renderer.findings)])

    def _occurrences(self, found: views.Collected, lang: str, same: bool) -> None:
        """The pages of entries that are mentioned often, each by itself; `same` where all that
        registers see is as it was.
        """
        settings = self.edition.settings
        folder = page_path(f"{views.OCCURRENCES}/", lang, settings).removesuffix(".html")
        old = [path for path in self.before.pages if path.startswith(folder)]
        if same and all(self._still_true(path, self.before.pages[path].key) for path in old):
            return
        sections = msgspec.msgpack.encode((settings, self._overview.sections[lang]))
        for page in views.occurrences(self.edition, self._overview, found, lang):
            key = digest(self.shop.look, lang, sections, page.shown)
            if page.path not in self.pages and not self._still_true(page.path, key):
                made = written(self.shop, page.view(), key, self.stage.folder)
                self.take([([made], self.shop.renderer.findings)])

    def copies(self) -> None:
        """The sources of the letters and registers as they are, and what the pages use."""
        folder = self.shop.folder
        for name in (*folder.letters, *folder.registers):
            self.copied[name] = check.Facts(name)
            if not self.stage.keep(name, folder.digest(name)):
                self.stage.write(name, folder.read(name))
        for path, content in self.shop.renderer.assets:
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

    def exports_of_letters(self, workers: Workers, progress: Progress) -> None:
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
        work = partial(exported, self.stage.folder, self._asked)
        made = each(work, orders, workers, lambda done: progress("data", done, total))
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
                made = written(self.shop, view, key, self.stage.folder)
                self.take([([made], self.shop.renderer.findings)])

    def _members(self) -> Iterator[Member]:
        """The sources, the grammars, and the data but for the service of texts."""
        folder = self.shop.folder
        for name in folder.files:
            yield Member(name, folder.digest(name), partial(source, folder, name))
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
            yield indexing.Source(key, partial(pieces_of, self.shop, card.file, key))
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
        before = check.Sound(old, self.stage.old) if self._was_sound else None
        found = check.findings(facts, files, self.stage.read, before)
        return (
            *sitemap.unsettled(self.edition.settings),
            *self.missed,
            *links.placed(found, self.edition, self.shop.folder),
            *self._lost(),
        )

    @cached_property
    def _was_sound(self) -> bool:
        """Whether the old site is the one that the last build found sound."""
        return self.stage.manifest == self.before.manifest != ""

    def _lost(self) -> Iterator[Finding]:
        """What was released and is not on its page; what was found sound is not asked again."""
        settings = self.edition.settings
        languages = settings.languages
        for name, ledger in self.archive.records.items():
            page = archive.page_of(name)
            if page and self._was_sound and ledger is self.before.ledgers.get(name):
                paths = [page if lang == languages[0] else f"{lang}/{page}" for lang in languages]
                if all(self.pages.get(path) is self.before.pages.get(path) for path in paths):
                    continue
            yield from archive.missing(self.shop.folder, name, ledger, self._ids, settings)

    def _ids(self, path: str) -> str | None:
        return self.pages[path].facts.ids if path in self.pages else None
