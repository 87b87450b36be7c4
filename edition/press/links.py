"""Links of prose: followed before there are pages, and told at their lines of Markdown.

What is published is checked as a whole; what an editor writes into a page can be known earlier.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec.structs import replace

from edition import check
from edition.finding import Finding, Findings, Place
from edition.folder import Folder
from edition.ledger.past import Told
from edition.model import Edition
from edition.views.frame import page_path

UNKNOWN = ("dates/", "mentions/")
"""Folders whose pages no source tells."""


def astray(
    edition: Edition, paths: Collection[str], told: Mapping[str, Told], folder: Folder
) -> Findings:
    """link-resolves, fragment-resolves: links of prose lead to pages and addresses that will be.

    `paths` are the pages that sources tell, `told` the past of pages. What only templates know is
    left to the check of the site: files that are no pages, and ids of their own.
    """
    pages = {page_path(each.slug, each.lang, edition.settings): each for each in edition.pages}
    past = {path: {address for address, _ in each.gone} for path, each in told.items()}
    unknown = (*UNKNOWN, *_gone(told))

    def asked(target: str) -> bool:
        path, _, fragment = _plain(edition, target).partition("#")
        if fragment.startswith("_") or not path.endswith(".html") or path.startswith(unknown):
            return False
        return not fragment or fragment not in past.get(path, ())

    prose = {path: check.part(path, page.html.encode(), asked) for path, page in pages.items()}
    wanted = {target for each in prose.values() for target in each.links.splitlines()}
    files = {target.partition("#")[0] for target in wanted} | prose.keys()
    known = {**_offered(edition, files), **prose}
    found = check.findings(known, paths, lambda path: pages[path].html.encode())
    return tuple(placed(found, edition, folder))


def _gone(told: Mapping[str, Told]) -> Iterator[str]:
    """How pages begin that say what became of them, with those that follow a letter's."""
    for page, past in told.items():
        if past.page:
            stem = page.removesuffix("html")
            yield from (stem, stem.replace("letters/", "cite/", 1))


def _plain(edition: Edition, path: str) -> str:
    """A path as it is in the first language of the interface."""
    folders = "|".join(map(re.escape, edition.settings.languages))
    return re.sub(f"^({folders})/", "", path)


def _offered(edition: Edition, paths: Iterable[str]) -> dict[str, check.Facts]:
    """The addresses of those pages that are of letters and registers."""
    letters = {f"letters/{card.id}.html": card for card in edition.cards}
    registers = {f"{each.id}.html": each for each in edition.registers}
    offered = {}
    for path in paths:
        plain = _plain(edition, path)
        if plain in letters:
            ids = [name for name, _ in letters[plain].anchors]
        elif plain in registers:
            ids = [entry.id for entry in registers[plain].entries]
        else:
            continue
        offered[path] = check.offering(path, ids)
    return offered


def placed(findings: Iterable[Finding], edition: Edition, folder: Folder) -> Iterator[Finding]:
    """Findings, those of links that stand in pages of prose at their lines there, and as they are
    written there."""
    pages = {page_path(each.slug, each.lang, edition.settings): each for each in edition.pages}
    for found in findings:
        page = pages.get(found.where.file)
        place = _place(edition, folder, page.file, found.about) if page and found.about else None
        if page is None or place is None:
            yield found
            continue
        within = f"“{found.where.file.removesuffix(f'{page.slug}.html')}"
        message, hint = (words.replace(within, "“") for words in (found.message, found.hint))
        yield replace(found, where=place, message=message, hint=hint)


def _place(edition: Edition, folder: Folder, file: str, target: str) -> Place | None:
    """Where a page of prose leads to a target; in a folder of a language it is told whole."""
    link = re.escape(_plain(edition, target))
    for number, line in enumerate(folder.read(file).decode().splitlines(), 1):
        if found := re.search(rf"(?<![\w/-]){link}(?![\w/-])", line):
            return Place(file, number, found.start() + 1)
    return None
