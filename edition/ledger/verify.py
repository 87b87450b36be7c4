"""Whether a citation still says what stands: a permalink or citation against the ledgers.

Only what was released is asked, never the sources: a citation is verified the same before and
after an editor's day of work.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from edition.card import PAGE
from edition.ledger.address import Cited
from edition.ledger.book import lives_on
from edition.ledger.fates import Fates, way
from edition.ledger.lines import CHANGED, LIVE, NEXT, SPLIT, WITHDRAWN, Line, numbers
from edition.ledger.told import full
from edition.model import Value

STANDS, UNKNOWN = "stands", "unknown"


class Verdict(Value, frozen=True):
    """What has become of a citation.

    `verdict` is stands, changed, moved, split, merged, withdrawn or unknown; `release` the
    release in which that happened (of what stands, the last); `to` where it is now; `was` and
    `reads` the text then and now, where they are known; `why` says the reason, or what is the
    matter.
    """

    cited: str
    verdict: str
    address: str = ""
    release: str = ""
    to: tuple[str, ...] = ()
    was: str = ""
    reads: str = ""
    why: str = ""


class Known(Value, frozen=True):
    """The ledgers: released lines by page; the texts of the last release, by page and address."""

    lines: Mapping[str, tuple[Line, ...]]
    texts: Mapping[str, Mapping[str, str]]
    releases: tuple[str, ...]
    fates: Fates


def verdict(words: str, cited: Cited | None, known: Known) -> Verdict:
    """The verdict on a citation."""
    if cited is None:
        return Verdict(words, UNKNOWN, why="no address of a page is named")
    address = full(cited.page, cited.anchor)
    history = _history(cited, known)
    if not history:
        return Verdict(words, UNKNOWN, address, why="this address was never released")
    if cited.release and cited.release not in known.releases:
        why = f"there is no release {cited.release}"
        return Verdict(words, UNKNOWN, address, why=why)
    if cited.release and numbers(cited.release) < numbers(history[0].release):
        why = f"this address was first released in {history[0].release}"
        return Verdict(words, UNKNOWN, address, why=why)
    start = _start(cited, history)
    if start is None:
        why = "no release had a text with this fingerprint here"
        return Verdict(words, UNKNOWN, address, why=why)
    return _since(words, cited, address, history, start, known)


def _history(cited: Cited, known: Known) -> tuple[Line, ...]:
    """The lines of an address, from its publication on."""
    name = cited.anchor
    lines = known.lines.get(cited.page, ())
    if not lines:
        name, lines = full(cited.page, cited.anchor), known.lines.get("", ())
    found = [line for line in lines if line.address == name and line.release != NEXT]
    return tuple(sorted(found, key=lambda line: numbers(line.release)))


def _start(cited: Cited, history: tuple[Line, ...]) -> int | None:
    """The line of the text that is cited: by its fingerprint, else by the release, else the first.

    Of several with the same text the last counts.
    """
    places = range(len(history))
    texts = [n for n in places if lives_on(history[n])]
    if cited.fingerprint:
        texts = [n for n in texts if history[n].fingerprint == cited.fingerprint]
        return texts[-1] if texts else None
    if cited.release:
        return max(n for n in places if numbers(history[n].release) <= numbers(cited.release))
    return 0


def _since(
    words: str,
    cited: Cited,
    address: str,
    history: tuple[Line, ...],
    start: int,
    known: Known,
) -> Verdict:
    """What has happened since the text that is cited."""
    later = [line for line in history[start:] if line.fate != LIVE and line is not history[start]]
    if not lives_on(history[start]):
        later = [history[start], *later]
    last = history[-1]
    if not later or (lives_on(last) and last.fingerprint == history[start].fingerprint):
        return Verdict(words, STANDS, address, known.releases[-1])
    was, reads = _texts(cited, later, known)
    if lives_on(last):
        split = next((line for line in later if line.fate == SPLIT), None)
        line = split or later[0]
        ends = tuple(full(cited.page, to) for to in line.to) if split else ()
        reason = _reason(cited, line, known)
        return Verdict(words, line.fate, address, line.release, ends, was, reads, reason)
    leaving = next(line for line in later if not lives_on(line))
    found = way(address, known.fates)
    fate = leaving.fate if found.ends else WITHDRAWN
    reason = leaving.reason or next((line.reason for _, line in found.lines if line.reason), "")
    line = leaving if found.ends else found.lines[-1][1]
    return Verdict(words, fate, address, line.release, found.ends, was, "", reason)


def _reason(cited: Cited, line: Line, known: Known) -> str:
    """Why a text was changed: its own reason, or the first that its parts have."""
    parts = _parts(cited, line, known)
    return next((each.reason for each in (line, *parts) if each.reason), "")


def _parts(cited: Cited, line: Line, known: Known) -> tuple[Line, ...]:
    """What befell in the same release the parts that a text is made of."""
    found = {
        each.address: each
        for each in known.lines.get(cited.page, ())
        if each.release == line.release
    }
    return tuple(found[part] for part in line.to if part in found)


def _texts(cited: Cited, later: Iterable[Line], known: Known) -> tuple[str, str]:
    """The text that is cited and the one that stands, joined of parts where only they have any."""
    line = next(iter(later))
    name = line.address
    texts = known.texts.get(cited.page, {})
    if line.was or line.fate != CHANGED:
        return line.was, texts.get(name, "")
    changes = [each for each in _parts(cited, line, known) if each.was and name != PAGE]
    return (
        "\n".join(each.was for each in changes),
        "\n".join(texts.get(each.address, "") for each in changes),
    )
