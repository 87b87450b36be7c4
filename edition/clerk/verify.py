"""Citations are verified against the ledgers; the sources are not asked.

python build.py verify "release 1.0.0, text 2c2fa656f56988f3, letters/1962-01-11.html#p5."
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from edition import archive, ledger
from edition.clerk.desk import desk
from edition.folder import Folder
from edition.ledger import Verdict
from edition.publish import Refused

STANDS, OTHERWISE, UNKNOWN = 0, 1, 2


def verify(folder: Folder, citations: Iterable[str]) -> tuple[Verdict, ...]:
    """A verdict on each citation. Raises `Refused` where the ledgers cannot be read."""
    taken = desk(folder)
    if taken.findings:
        hint = "Run `python build.py check`: it says what."
        raise Refused("the ledgers are not sound", hint)
    lines = {each.page: each.lines for each in taken.volumes.values()}
    cited = [(words, ledger.meant(words, lines)) for words in citations]
    pages = {each.page for _, each in cited if each is not None}
    texts: dict[str, Mapping[str, str]] = {
        each.page: archive.texts(folder, archive.letter_of(each.page), each.book)
        for each in taken.volumes.values()
        if each.page in pages
    }
    books = [(each.page, [line for line in ledger.gone(each.book) if line.release != ledger.NEXT])
             for each in taken.volumes.values()]  # fmt: skip
    known = ledger.Known(
        lines,
        texts,
        tuple(each.version for each in taken.releases),
        ledger.fates(books),
    )
    return tuple(ledger.verdict(words, each, known) for words, each in cited)


def code(verdicts: Iterable[Verdict]) -> int:
    """0 where all stands, 1 where something was changed or has gone, 2 where one is unknown."""
    codes = {"stands": STANDS, "unknown": UNKNOWN}
    return max((codes.get(each.verdict, OTHERWISE) for each in verdicts), default=UNKNOWN)


def text(verdicts: Iterable[Verdict]) -> str:
    """The verdicts for people."""
    return "".join(map(_said, verdicts))


def as_json(verdicts: Iterable[Verdict]) -> str:
    """The verdicts for programs: a list of objects."""
    listed = [
        {
            "cited": each.cited,
            "verdict": each.verdict,
            "address": each.address,
            "release": each.release,
            "to": list(each.to),
            "was": each.was,
            "is": each.reads,
            "why": each.why,
        }
        for each in verdicts
    ]
    return msgspec.json.format(msgspec.json.encode(listed), indent=1).decode() + "\n"


def _said(verdict: Verdict) -> str:
    rows = [f"{verdict.address or verdict.cited}: {_sentence(verdict)}"]
    if verdict.was:
        rows.append(f"    was: {_line(verdict.was)}")
    if verdict.reads:
        rows.append(f"    is:  {_line(verdict.reads)}")
    return "\n".join(rows) + "\n"


def _sentence(verdict: Verdict) -> str:
    why = f": {ledger.said_in(verdict.why)[1]}" if verdict.why else ""
    match verdict.verdict:
        case "stands":
            return f"stands, as of release {verdict.release}"
        case "unknown":
            return f"unknown{why}"
        case "withdrawn":
            return f"withdrawn in {verdict.release}{why}"
        case "changed":
            return f"changed in {verdict.release}{why}"
        case fate:
            words = {"moved": "moved to", "split": "split into", "merged": "merged into"}[fate]
            return f"{words} {', '.join(verdict.to)} in {verdict.release}{why}"


def _line(text: str) -> str:
    return text.replace("\n", " / ")
