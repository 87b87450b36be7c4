"""What became of addresses: where each leads on to, step by step, through all ledgers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from edition.finding import Finding, Findings, Place
from edition.ledger.book import lives_on
from edition.ledger.lines import WITHDRAWN, Line
from edition.ledger.told import full
from edition.model import Value

Fates = Mapping[str, Line]
"""What leads away from addresses of the edition: the last line of each that moved, was split …"""


class Way(Value, frozen=True):
    """What became of an address: its own line first, then those of where it went, and so on.

    `lines` are the addresses with their lines; `ends` where it leads in the end, empty where it
    was withdrawn; `circle` where it never ends.
    """

    lines: tuple[tuple[str, Line], ...]
    ends: tuple[str, ...]
    circle: bool = False


def fates(pages: Iterable[tuple[str, Iterable[Line]]]) -> dict[str, Line]:
    """The fates of addresses, by page and line; what is declared counts as released."""
    return {full(page, line.address): line for page, lines in pages for line in lines}


def way(address: str, fates: Fates) -> Way:
    """What became of an address."""
    lines: dict[str, Line] = {}
    ends: dict[str, None] = {}
    circle = _follow(address, fates, lines, ends, ())
    return Way(tuple(lines.items()), tuple(ends), circle)


def _follow(
    address: str,
    fates: Fates,
    lines: dict[str, Line],
    ends: dict[str, None],
    before: tuple[str, ...],
) -> bool:
    """Follows an address to its ends; whether it comes back to where it was."""
    line = fates.get(address)
    if line is None:
        ends[address] = None
        return False
    if address in before:
        return True
    lines.setdefault(address, line)
    circle = False
    for to in targets(address, line):
        if to == address:  # a part keeps the name
            ends[address] = None
        else:
            circle |= _follow(to, fates, lines, ends, (*before, address))
    return circle


def targets(address: str, line: Line) -> Iterator[str]:
    """Where a line leads, as addresses of the edition."""
    page = address.partition("#")[0]
    return (full(page, to) for to in line.to) if line.fate != WITHDRAWN else iter(())


def findings(fates: Fates, files: Callable[[str], str], stands: Callable[[str], bool]) -> Findings:
    """A finding for each fate that leads nowhere, or in a circle.

    `files` gives the ledger of an address, `stands` whether an address stands today.
    """
    found = []
    for address, line in fates.items():
        where = Place(files(address), line.at, 1)
        for to in targets(address, line):
            if to not in fates and not stands(to):
                found.append(_nowhere(where, address, line, to))
        if not lives_on(line) and way(address, fates).circle:
            found.append(_circle(where, address, line))
    return tuple(found)


def _nowhere(where: Place, address: str, line: Line, to: str) -> Finding:
    return Finding(
        where,
        "fate-target",
        f"“{address}” is {line.fate} to “{to}”, which is not an address of the edition",
        "Name an address as it is copied from a page: p5a, or letters/1962-01-11.html#p5a.",
    )


def _circle(where: Place, address: str, line: Line) -> Finding:
    return Finding(
        where,
        "fate-circle",
        f"“{address}” is {line.fate} to “{' '.join(line.to)}”, and leads back to itself",
        "An address leads on to one that stands, or is withdrawn: mend the line that was added.",
    )
