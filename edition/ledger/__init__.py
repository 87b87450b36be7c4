"""The ledger: every address that was ever released, what stood there, what became of it.

Comes after `link` and before `views`. An address is a promise: it stands with its text, or it
says what happened and leads on. Each release adds lines to the ledgers and changes none; each
build holds what stands against them.

    table(file, data)             the lines of a ledger
    book(file, lines, releases)   what each address is now
    differences(book, today)      what is not as it was released, nor declared
    findings(page, book, found)   the same, said to the editor
    fates, way                    where addresses lead on to
    released(...)                 the lines with those of a new release
    declared(wish, ground)        the lines of a fate that an editor declares
    meant(text, lines)            the address that a citation names
    verdict(words, cited, known)  what has become of a citation
"""

from edition.card import PAGE
from edition.ledger.address import CITATIONS, LETTERS, Cited, meant, own, place
from edition.ledger.book import Book, State, book, gone, lives_on
from edition.ledger.compare import Parts, Today, differences
from edition.ledger.declare import Ground, Unfit, Wish
from edition.ledger.declare import lines as declared
from edition.ledger.fates import Way, fates, way
from edition.ledger.fates import findings as astray
from edition.ledger.lines import (
    LIVE,
    NEXT,
    SEAL,
    Line,
    is_version,
    numbers,
    table,
    written,
)
from edition.ledger.parts import parts, places
from edition.ledger.past import Account, History, Told, account, heads, said_in, told
from edition.ledger.release import lines as released
from edition.ledger.releases import Release, is_day, releases, seal
from edition.ledger.releases import written as written_releases
from edition.ledger.texts import texts
from edition.ledger.texts import written as written_texts
from edition.ledger.told import Page, findings, full
from edition.ledger.verify import Known, Verdict, verdict

__all__ = [
    "CITATIONS",
    "LETTERS",
    "LIVE",
    "NEXT",
    "PAGE",
    "SEAL",
    "Account",
    "Book",
    "Cited",
    "Ground",
    "History",
    "Known",
    "Line",
    "Page",
    "Parts",
    "Release",
    "State",
    "Today",
    "Told",
    "Unfit",
    "Verdict",
    "Way",
    "Wish",
    "account",
    "astray",
    "book",
    "declared",
    "differences",
    "fates",
    "findings",
    "full",
    "gone",
    "heads",
    "is_day",
    "is_version",
    "lives_on",
    "meant",
    "numbers",
    "own",
    "parts",
    "place",
    "places",
    "released",
    "releases",
    "said_in",
    "seal",
    "table",
    "texts",
    "told",
    "verdict",
    "way",
    "written",
    "written_releases",
    "written_texts",
]
