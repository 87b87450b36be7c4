"""BibTeX: a letter as `@letter`, with what BibLaTeX knows of it besides.

Names are “de Gaulle, Charles”; one that is not taken apart stands in braces, as do titles, so
that no style changes their capitals.
"""

from __future__ import annotations

import re
from functools import lru_cache

from edition.cite import Person, iso
from edition.formats.recorded import Recorded

SIGNS = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#",
    "$": r"\$", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip


def record(recorded: Recorded) -> bytes:
    """A record; what is empty is left out."""
    it, address = recorded.it, recorded.address
    fields = (
        ("author", " and ".join(_name(each) for each in it.authors)),
        ("title", f"{{{_escaped(it.title)}}}"),
        ("date", "/".join(map(iso, it.when))),
        ("recipient", " and ".join(_name(each) for each in it.recipients)),
        ("type", _escaped(it.genre)),
        ("location", _escaped(it.place)),
        ("booktitle", f"{{{_escaped(it.edition)}}}"),
        ("editor", f"{{{_escaped(it.editors)}}}"),
        ("publisher", f"{{{_escaped(it.publisher)}}}"),
        ("version", _escaped(it.release)),
        ("language", _escaped(it.language)),
        ("archive", _escaped(it.archive.name)),
        ("shelfmark", _escaped(it.archive.shelfmark)),
        ("pages", _escaped(recorded.locator)),
        ("fingerprint", recorded.fingerprint),
        ("url" if it.base else "howpublished", address if it.base else _escaped(address)),
    )
    key = ":".join(filter(None, (it.id, recorded.place)))
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields if value and value != "{}"]
    return f"@letter{{{key},\n{''.join(lines)}}}\n".encode()


def _name(person: Person) -> str:
    """“de Gaulle, Charles”; in braces, where it is not taken apart or has a comma or “and”."""
    if not person.family:
        return f"{{{_escaped(person.name)}}}"
    family = " ".join(filter(None, (person.link, _guarded(person.family))))
    return ", ".join(filter(None, (family, _guarded(person.given))))


def _guarded(name: str) -> str:
    return f"{{{_escaped(name)}}}" if re.search(r",|\band\b", name) else _escaped(name)


@lru_cache(1024)
def _escaped(words: str) -> str:
    """Words in which no sign means anything to TeX."""
    return words.translate(SIGNS)
