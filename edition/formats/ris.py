"""RIS: a letter as personal communication (PCOMM), A2 being the recipient.

One field a line, so that no line end may stand in a value.
"""

from __future__ import annotations

from collections.abc import Iterator

from edition.cite import inverted, iso
from edition.formats.recorded import Recorded


def record(recorded: Recorded) -> bytes:
    """A record; what is empty is left out, and a line end in a value is a space."""
    fields = [(tag, " ".join(value.split())) for tag, value in _fields(recorded)]
    lines = [f"{tag}  - {value}\n" for tag, value in fields if value]
    return ("TY  - PCOMM\n" + "".join(lines) + "ER  - \n").encode()


def _fields(recorded: Recorded) -> Iterator[tuple[str, str]]:
    it, address = recorded.it, recorded.address
    yield "ID", "#".join(filter(None, (it.id, recorded.place)))
    yield from (("AU", inverted(each)) for each in it.authors)
    yield from (("A2", inverted(each)) for each in it.recipients)
    yield "TI", it.title
    yield "DA", "–".join(iso(day, "/") for day in it.when)
    yield "PY", str(it.when[0][0]) if it.when else ""
    yield "CY", it.place
    yield "T2", it.edition
    yield "A3", it.editors
    yield "PB", it.publisher
    yield "ET", it.release
    yield "LA", it.language
    yield "DB", it.archive.name
    yield "AN", it.archive.shelfmark
    yield "M3", it.genre
    yield "SP", recorded.locator
    yield "N1", f"fingerprint {recorded.fingerprint}"
    yield "N1", f"delivered {it.delivered}" if it.delivered else ""
    yield ("UR", address) if it.base else ("N1", f"address {address}")
