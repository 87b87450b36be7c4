"""The ledgers of an edition's folder: read, held against what stands today, told to readers.

Comes after `record`, for the press. A ledger is read only when it or its letter has changed; the
letter itself is taken up only where something differs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from edition import card, ledger, model
from edition.finding import Finding, Findings, Place
from edition.folder import ANCHORS, PAGES, RELEASES, Folder
from edition.ledger import CITATIONS, LETTERS, History, Release
from edition.model import Card, Edition, Settings
from edition.prepare import Prepared
from edition.record import LedgerRecord
from edition.rules import RULES

Digest = Callable[..., str]
Again = Callable[[str], Prepared]
"""Takes up a letter by its file."""


class Sought(Struct, frozen=True):
    """What ledgers are held against: the cards by letter, the other addresses of the edition.

    `keys` are the states of the letters; `templates` are pages whose addresses no source tells;
    `again` takes up a letter by its file.
    """

    cards: Mapping[str, Card]
    keys: Mapping[str, str]
    others: Mapping[str, str]
    templates: frozenset[str]
    again: Again


class Archive(Struct, frozen=True):
    """All ledgers: their records by file, what they tell, what is wrong with them."""

    records: Mapping[str, LedgerRecord] = {}
    history: History = History()
    findings: Findings = ()


def others(edition: Edition, own: Iterable[str]) -> dict[str, str]:
    """The addresses of the edition that are not on pages of letters, as far as sources tell.

    `own` are the names of pages that no file of the edition has.
    """
    first = edition.settings.languages[0]
    found = folders(edition)
    found += [f"{slug}.html" for slug in own]
    for register in edition.registers:
        found += [f"{register.id}.html#{entry.id}" for entry in register.entries]
        found.append(f"{register.id}.html")
    for page in edition.pages:
        if page.lang == first:
            found += [f"{page.slug}.html#{anchor}" for anchor, _ in page.headings]
            found.append(f"{page.slug}.html")
    found += [f"rules.html#{rule.code}" for rule in RULES]
    return dict.fromkeys(found, "")


def folders(edition: Edition) -> list[str]:
    """The folders whose pages follow others: languages, the citations of letters, and the folder
    of the letters themselves where the pages of versions stand beside them.

    What stands there has the addresses of the pages that it follows.
    """
    settings = edition.settings
    found = [f"{lang}/" for lang in settings.languages[1:]]
    wanted = ((CITATIONS, settings.citations), (LETTERS, settings.continuous))
    return [*found, *(folder for folder, made in wanted if made)]


def read(
    folder: Folder, before: Mapping[str, LedgerRecord], sought: Sought, digest: Digest
) -> Archive:
    """The ledgers of a folder, taken over where they and their letters are the same."""
    if not folder.ledgers:
        return Archive()
    if RELEASES not in folder.ledgers:
        return Archive(findings=(_without_releases(),))
    releases, findings = ledger.releases(RELEASES, folder.read(RELEASES))
    records = {}
    for name in folder.ledgers:
        if name != RELEASES:
            state = digest(*sought.others) if name == PAGES else sought.keys.get(_letter(name), "")
            key = digest(name, folder.digest(name), folder.digest(RELEASES), state)
            old = before.get(name)
            if old is None or old.key != key:
                old = _record(folder, name, key, releases, sought)
            records[name] = old
    return _whole(records, releases, findings, sought)


def page_of(name: str) -> str:
    """The page whose ledger a file is; "" for that of the other addresses."""
    return "" if name == PAGES else f"{LETTERS}{_letter(name)}.html"


def _letter(name: str) -> str:
    """The letter whose ledger a file is."""
    return name.rpartition("/")[2].removesuffix(".tsv")


def file_of(address: str) -> str:
    """The ledger that an address of the edition is in."""
    letter = letter_of(address)
    return f"{ANCHORS}/{letter}.tsv" if letter else PAGES


def letter_of(address: str) -> str:
    """The letter on whose page an address of the edition is; "" on any other page."""
    page = address.partition("#")[0]
    if not page.startswith(LETTERS):
        return ""
    return page.removeprefix(LETTERS).removesuffix(".html")


def missing(
    folder: Folder,
    name: str,
    record: LedgerRecord,
    ids: Callable[[str], str | None],
    settings: Settings,
) -> Iterator[Finding]:
    """address-missing: what a ledger has that is not on its page, in some language.

    `ids` gives the ids of a page of the site, each between line feeds; None where there is none.
    """
    page, languages = page_of(name), settings.languages
    pages: dict[str, list[str]] = {}
    for address in _addresses(folder.read(name)):
        path, _, anchor = ledger.full(page, address).partition("#")
        if not path.endswith("/"):
            pages.setdefault(path, []).append(anchor)
    if page and settings.citations:
        gone = [line.address for line in record.gone if not ledger.lives_on(line)]
        there = page.replace(LETTERS, CITATIONS, 1)
        pages[there] = [each for each in gone if each != ledger.PAGE]
    for lang in languages:
        for path, anchors in pages.items():
            there = path if lang == languages[0] else f"{lang}/{path}"
            known = ids(there)
            standing = {"", *(known or "").split("\n")}
            lacking = [each for each in anchors if each not in standing]
            if lacking or known is None:
                yield _missed(there, lacking)


def _addresses(data: bytes) -> dict[str, None]:
    """The addresses of a ledger that is sound."""
    rows = data.decode().split("\n")[1:]
    names = dict.fromkeys([row.partition("\t")[0] for row in rows])
    return {name: None for name in names if name and name != ledger.SEAL}


def _missed(page: str, anchors: list[str]) -> Finding:
    what = f"“{page}#{anchors[0]}”" if anchors else f"“{page}”"
    more = f" (and {len(anchors) - 1} more)" if len(anchors) > 1 else ""
    return Finding(
        Place(page),
        "address-missing",
        f"{what}{more} was released, and is not in the site",
        "Let the templates show `frame.gone`, and give all pages the same addresses.",
    )


# --- one ledger --------------------------------------------------------------------------------


def _record(
    folder: Folder, name: str, key: str, releases: tuple[Release, ...], sought: Sought
) -> LedgerRecord:
    """A ledger read and compared."""
    table, unread = ledger.table(name, folder.read(name))
    book, _, impossible = ledger.book(name, table.lines, {each.version for each in releases})
    findings = (*unread, *impossible)
    if not findings:
        findings = _compared(folder, name, book, sought)
    account = ledger.account(page_of(name), table.lines)
    gone = tuple(ledger.gone(book))
    return LedgerRecord(key, table.seal, account, gone, findings)


def _compared(folder: Folder, name: str, book: ledger.Book, sought: Sought) -> Findings:
    page = page_of(name)
    if not page:
        told = {
            address: state
            for address, state in book.items()
            if "#" not in address or address.partition("#")[0] not in sought.templates
        }
        found = ledger.differences(told, sought.others)
        return tuple(ledger.findings(ledger.Page("", name), book, found))
    small = sought.cards.get(_letter(name))
    if small is None:
        found = ledger.differences(book, None)
        return tuple(ledger.findings(ledger.Page(page, name), book, found))
    today = dict(small.anchors)
    found = ledger.differences(book, today, lambda: parts(sought.again(small.file)))
    if not found:
        return ()
    prepared = sought.again(small.file)
    shown = ledger.Page(
        page,
        name,
        small.file,
        ledger.places(prepared.letter),
        texts(folder, _letter(name), book),
        words(prepared),
    )
    return tuple(ledger.findings(shown, book, found))


def parts(prepared: Prepared) -> ledger.Parts:
    """What in a letter is made of other texts."""
    return ledger.parts(prepared.letter, prepared.units)


def words(prepared: Prepared) -> dict[str, str]:
    """The texts at a letter's addresses."""
    return card.words(prepared.letter, prepared.units, model.texts(prepared.letter))


def texts(folder: Folder, letter: str, book: ledger.Book) -> dict[str, str]:
    """The texts that the last release published of a letter."""
    try:
        return ledger.texts(folder.read(text_file(letter)), book)
    except OSError:
        return {}


def text_file(letter: str) -> str:
    """Where the texts of the last release stand."""
    return f"{ANCHORS}/_texts/{letter}.tsv"


# --- all together ------------------------------------------------------------------------------


def _whole(
    records: Mapping[str, LedgerRecord],
    releases: tuple[Release, ...],
    findings: Findings,
    sought: Sought,
) -> Archive:
    fates = ledger.fates((each.account.page, each.gone) for each in records.values())
    findings += tuple(found for each in records.values() for found in each.findings)
    if not findings:
        findings += tuple(_seals(records, releases))
        findings += ledger.astray(fates, file_of, _stands(sought))
    told = {
        page: past
        for each in records.values()
        if each.account.lines
        for page, past in ledger.told(each.account, each.gone, fates).items()
    }
    accounts = tuple(each.account for each in records.values())
    return Archive(records, History(releases, accounts, told), findings)


def _seals(records: Mapping[str, LedgerRecord], releases: tuple[Release, ...]) -> Iterator[Finding]:
    seals = [(name, each.seal) for name, each in records.items() if each.seal]
    if releases and ledger.seal(seals) != releases[-1].seal:
        yield Finding(
            Place(RELEASES, releases[-1].at, 1),
            "ledger-altered",
            f"the ledgers are not those that release {releases[-1].version} sealed: one is missing "
            "or was changed",
            "Put letters/anchors/ back as it was released; what is new is declared with `next`.",
        )


def _stands(sought: Sought) -> Callable[[str], bool]:
    """Whether an address stands today."""
    known: dict[str, frozenset[str]] = {}

    def stands(address: str) -> bool:
        letter, anchor = letter_of(address), address.partition("#")[2]
        if letter not in sought.cards:
            return address in sought.others
        if letter not in known:
            known[letter] = frozenset(name for name, _ in sought.cards[letter].anchors)
        return (anchor or ledger.PAGE) in known[letter]

    return stands


def _without_releases() -> Finding:
    return Finding(
        Place(RELEASES),
        "ledger-altered",
        "there are ledgers, but no list of releases",
        "Put letters/anchors/_releases.tsv back: ledgers are written with it.",
    )


def words_of(account: ledger.Account) -> str:
    """All that a ledger says to readers."""
    return " ".join([f"{line.reason} {line.was}" for line in account.lines])
