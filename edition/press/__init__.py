"""The press: takes an edition's folder through all steps into a published site.

The only module that knows the whole way. Letters stream: each is prepared in a worker, leaves
its card, and is taken up again only for its own pages. What has been done before and is still
true is not done again: letters by the digest of their bytes and of the engine, pages by the
digest of all that they are made of. A build from nothing gives the same bytes.
"""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from edition import publish, record
from edition.finding import Broken, Findings
from edition.folder import Folder
from edition.model import Edition
from edition.press.shop import Shop, again
from edition.press.site import Site
from edition.press.sources import Sources, sources
from edition.press.workers import Progress, Workers
from edition.publish import Stage
from edition.record import PageRecord, Record
from edition.report import errors

__all__ = [
    "Outcome",
    "Progress",
    "Shop",
    "Sources",
    "Trial",
    "again",
    "build",
    "checked",
    "taken",
    "tried",
]


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
    with Workers(shop, jobs) as workers:
        taken = sources(shop, before, workers, progress, base, faults)
        edition, letters, findings = taken.edition, taken.letters, taken.findings
        if edition is None or errors(findings):
            now = taken.record(before.pages, before.exports)
            record.write(shop.cache, now, before)
            return Outcome(findings, len(letters))
        made = _whole(shop, edition, taken, before, stage, workers, progress)
    findings = (*findings, *made.findings())
    sound = not errors(findings)
    if sound:
        stage.publish()
    manifest = stage.manifest if sound else ""
    record.write(shop.cache, taken.record(made.pages, made.given, made.around, manifest), before)
    return Outcome(findings, len(letters), made.number, made.rendered, sound, stage.edited)


def _whole(
    shop: Shop,
    edition: Edition,
    taken: Sources,
    before: Record,
    stage: Stage,
    workers: Workers,
    progress: Progress,
) -> Site:
    """The staged site with all that belongs to it."""
    made = Site(shop, edition, taken, before, stage)
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
        with Workers(shop, jobs) as workers:
            taken = sources(shop, Record(), workers, progress, "", faults)
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
    with publish.stage(place / "site") as stage, Workers(shop, jobs) as workers:
        taken = sources(shop, before, workers, progress, "", faults)
        if taken.edition is None or errors(taken.findings):
            return Trial(taken, {}, taken.findings)
        made = _whole(shop, taken.edition, taken, before, stage, workers, progress)
        return Trial(taken, made.pages, (*taken.findings, *made.findings()))


def taken(folder: Folder, faults: Findings, jobs: int, progress: Progress) -> Sources:
    """The sources read and related, as far as earlier builds have not done so. Raises `Broken`."""
    shop = Shop(folder, folder.root / ".cache")
    with Workers(shop, jobs) as workers:
        return sources(shop, record.read(shop.cache), workers, progress, "", faults)
