"""A release: everything is made and checked, then recorded, in all files or in none.

python build.py release 1.1.0 --note "Two sentences corrected."
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from edition import archive, ledger, prepare, press
from edition.clerk import documents, journal
from edition.clerk.desk import Desk, Volume, desk
from edition.finding import Finding, Findings, Place, counted
from edition.folder import PAGES, RELEASES, Folder
from edition.ledger import Line, Release
from edition.model import Edition
from edition.prepare import Prepared
from edition.publish import Refused
from edition.report import errors
from edition.tei.revision import revised

CHANGES_PAGE = "changes.html"


class Asked(Struct, frozen=True):
    """The release that is asked for: its number, its day, its note by language."""

    version: str
    day: str
    notes: tuple[tuple[str, str], ...] = ()


class Released(Struct, frozen=True):
    """What a release has done: what it tells, line by line; what was found.

    Nothing was recorded where a finding is an error.
    """

    said: tuple[str, ...]
    findings: Findings


def release(
    folder: Folder, faults: Findings, asked: Asked, jobs: int, progress: press.Progress
) -> Released:
    """Records a release. Raises `Refused` where the number or the day cannot be."""
    before = desk(folder)
    if not errors(before.findings):
        _check(asked, before.releases)
    trial = press.tried(folder, faults, jobs, progress)
    if trial.taken.edition is None or errors(trial.findings):
        return Released((), trial.findings)
    record = _Record(folder, trial, before, asked, trial.taken.edition)
    findings = (*trial.findings, *record.findings())
    if errors(findings):
        return Released((), findings)
    journal.write(folder.root, record.files())
    return Released(tuple(record.said()), findings)


def _check(asked: Asked, releases: tuple[Release, ...]) -> None:
    """Whether there can be such a release. Raises `Refused`."""
    if not ledger.is_version(asked.version):
        raise Refused(f"“{asked.version}” is not the number of a release", "Write X.Y.Z: 1.0.0.")
    if not ledger.is_day(asked.day):
        raise Refused(f"“{asked.day}” is not a day", "Write YYYY-MM-DD.")
    if not releases:
        return
    last = releases[-1]
    if ledger.numbers(asked.version) <= ledger.numbers(last.version):
        raise Refused(
            f"{asked.version} is not greater than {last.version}, the last release",
            "A release has a number of its own, greater than those before it.",
        )
    if asked.day < last.date:
        raise Refused(f"{asked.day} lies before {last.date}, the day of {last.version}",
                      "Give the day with --date.")  # fmt: skip


class _Record:
    """What a release writes: ledgers, their texts, the list of releases, files that name it."""

    def __init__(
        self, folder: Folder, trial: press.Trial, before: Desk, asked: Asked, edition: Edition
    ) -> None:
        self.folder = folder
        self.trial = trial
        self.before = before
        self.asked = asked
        self.edition = edition
        self.cards = {card.id: card for card in edition.cards}
        self.shop = press.Shop(folder, folder.root / ".cache")

    def findings(self) -> Findings:
        """What stands in the way: an address that not every language has."""
        return tuple(self._partial())

    def files(self) -> Mapping[str, bytes | None]:
        """Everything that is written, by path."""
        made: dict[str, bytes | None] = {
            volume.name: ledger.written(volume.lines) for volume in self.volumes if volume.lines
        }
        for volume in self.volumes:
            if letter := archive.letter_of(volume.page):
                made |= self._texts(letter)
                made |= self._revised(letter, volume)
        made[RELEASES] = ledger.written_releases((*self.before.releases, self.this))
        return made | self._documents()

    @cached_property
    def volumes(self) -> tuple[Volume, ...]:
        """The ledgers that have something new."""
        names = {
            *self.before.volumes,
            *(archive.file_of(f"letters/{letter}.html") for letter in self.cards),
            PAGES,
        }
        made = []
        for name in sorted(names):
            volume = self.before.volume(name)
            lines = self._lines(volume)
            if len(lines) > len(volume.lines) or any(each.release == ledger.NEXT
                                                     for each in volume.lines):  # fmt: skip
                made.append(replace(volume, lines=lines))
        return tuple(made)

    @cached_property
    def this(self) -> Release:
        """The release itself."""
        new = {each.name: ledger.table(each.name, ledger.written(each.lines))[0]
               for each in self.volumes}  # fmt: skip
        seals = {name: each.seal for name, each in self.before.volumes.items() if each.seal}
        seals |= {name: each.seal for name, each in new.items() if each.seal}
        standing = sum(1 for name in seals for _ in self._standing(name))
        seal = ledger.seal(seals.items())
        return Release(self.asked.version, self.asked.day, standing, seal, self.asked.notes)

    def _standing(self, name: str) -> Iterator[str]:
        """The addresses of a ledger that stand after the release."""
        lines = next((each.lines for each in self.volumes if each.name == name), None)
        if lines is None:
            lines = self.before.volumes[name].lines
        known = {each.version for each in self.before.releases} | {self.asked.version}
        book = ledger.book(name, lines, known)[0]
        return (address for address, state in book.items() if state.live)

    # --- ledgers -------------------------------------------------------------------------------

    def _lines(self, volume: Volume) -> tuple[Line, ...]:
        letter = archive.letter_of(volume.page)
        today = self._today(volume)
        if _is_settled(volume, today or {}):
            return volume.lines
        prepared = self._prepared(letter)
        return ledger.released(
            volume.lines,
            volume.book,
            today,
            archive.parts(prepared) if prepared else {},
            archive.texts(self.folder, letter, volume.book) if letter else {},
            lambda line, fingerprint: self._has(volume.page, line, fingerprint),
            self.asked.version,
        )

    def _today(self, volume: Volume) -> dict[str, str] | None:
        letter = archive.letter_of(volume.page)
        if letter:
            return dict(self.cards[letter].anchors) if letter in self.cards else None
        return self._others(volume)

    def _others(self, volume: Volume) -> dict[str, str]:
        """The addresses of the pages that were made, but those of letters and of what is gone."""
        found = archive.folders(self.edition)
        following = (ledger.LETTERS, *found)
        for path, page in self.trial.pages.items():
            if path.startswith(following):
                continue
            found += [path, *(f"{path}#{name}" for name in page.facts.ids.split())]
        if CHANGES_PAGE in self.trial.pages:
            found.append(f"{CHANGES_PAGE}#v{self.asked.version}")
        return dict.fromkeys(
            (each for each in found if "#_" not in each and not _is_gone(each, volume)), ""
        )

    def _has(self, page: str, line: Line, fingerprint: str) -> bool:
        """Whether what stands where a line leads has a fingerprint, or neither has a text."""
        path, _, anchor = ledger.full(page, line.to[0]).partition("#")
        card = self.cards.get(archive.letter_of(path))
        there = dict(card.anchors).get(anchor or ledger.PAGE, "") if card else ""
        return len(line.to) == 1 and there == fingerprint

    def _partial(self) -> Iterator[Finding]:
        """address-missing: what is recorded stands on the page of every language."""
        for lang in self.edition.settings.languages[1:]:
            for address in self._others(self.before.volume(PAGES)):
                path, _, name = address.partition("#")
                page = self.trial.pages.get(f"{lang}/{path}")
                made = path in self.trial.pages and name != f"v{self.asked.version}"
                if made and (page is None or (name and f"\n{name}\n" not in page.facts.ids)):
                    yield Finding(
                        Place(f"{lang}/{path}"),
                        "address-missing",
                        f"“{address}” has no answer in “{lang}”",
                        "Give the page the same addresses in all languages.",
                    )

    # --- letters -------------------------------------------------------------------------------

    def _prepared(self, letter: str) -> Prepared | None:
        card = self.cards.get(letter)
        if card is None:
            return None
        return press.again(self.shop, card.file, self.trial.taken.letters[card.file].key)

    def _texts(self, letter: str) -> dict[str, bytes | None]:
        """The texts of a letter as they are released."""
        prepared = self._prepared(letter)
        if prepared is None:
            return {archive.text_file(letter): None}
        joined = {unit.id for unit in prepared.units}
        return {archive.text_file(letter): ledger.written_texts(archive.words(prepared), joined)}

    def _revised(self, letter: str, volume: Volume) -> dict[str, bytes]:
        """The letter with the release in its history; without, where that would change more."""
        card = self.cards.get(letter)
        if card is None:
            return {}
        data = self.folder.read(card.file)
        new = revised(data, self.asked.day, _history(self.asked.version, volume.lines))
        _, small, findings = prepare.letter(card.file, new, self.shop.grammar)
        sound = small is not None and small.anchors == card.anchors and not errors(findings)
        return {card.file: new} if sound and new != data else {}

    # --- what names a release ------------------------------------------------------------------

    def _documents(self) -> dict[str, bytes]:
        version, day = self.asked.version, self.asked.day
        note = self.asked.notes[0][1] if self.asked.notes else ""
        made = {}
        for name in (documents.CHANGES, documents.CITATION, documents.PROJECT):
            path = self.folder.root / name
            if path.is_file():
                text = path.read_text("utf-8")
                made[name] = documents.named(name, text, version, day, note).encode()
        return made

    # --- what is told --------------------------------------------------------------------------

    def said(self) -> Iterator[str]:
        """What the release changes for readers, line by line."""
        this = self.this
        yield f"release {this.version} of {this.date}: {counted(this.addresses, 'address')}"
        for volume in self.volumes:
            new = [line for line in volume.lines if line.release == this.version]
            fresh = sum(line.fate == ledger.LIVE for line in new)
            if fresh:
                yield f"{volume.page or 'other pages'}: {counted(fresh, 'address')} published"
            for line in ledger.heads(new, this.version):
                yield f"{ledger.full(volume.page, line.address)} {_said(line)}"


def _is_settled(volume: Volume, today: Mapping[str, str]) -> bool:
    """Whether a release has nothing to say of a page."""
    return today.keys() <= volume.book.keys() and all(
        state.declared is None
        and state.live == (name in today)
        and (not state.live or today[name] == state.fingerprint)
        for name, state in volume.book.items()
    )


def _is_gone(address: str, volume: Volume) -> bool:
    """Whether an address is there only to say where it has gone."""
    state = volume.book.get(address)
    if state is None:
        return False
    leaves = state.declared is not None and not ledger.lives_on(state.declared)
    return not state.live or leaves


def _said(line: Line) -> str:
    to = f" to {' '.join(line.to)}" if line.to else ""
    reason = ledger.said_in(line.reason)[1]
    return f"{line.fate}{to}" + (f": {reason}" if reason else "")


def _history(version: str, lines: Iterable[Line]) -> str:
    """What the history of a letter's file says of a release."""
    told = [f"{line.address} {_said(line)}" for line in ledger.heads(lines, version)]
    words = f"Release {version}: {'; '.join(told)}" if told else f"Release {version}"
    return f"{words.removesuffix('.')}."
