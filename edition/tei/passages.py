"""Parts of a letter as documents of their own, for those who ask for a passage by its address.

What is cut out stands as it does in the file, in the `wrapper` of DTS 1.0 (Document endpoint),
under a short header: title, who publishes it, rights, the file that it comes from. `xml:base`
leads back to that file, so that its pointers mean what they meant there.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from lxml import etree

from edition import read
from edition.tei.names import ID, LANG, NAMESPACE, TEI

WRAPPER = "https://w3id.org/api/dts#"
DECLARED = f' xmlns="{NAMESPACE}"'
BASE = "{http://www.w3.org/XML/1998/namespace}base"


class Passages:
    """The parts of a letter by their ids, out of the bytes of its file."""

    def __init__(self, data: bytes) -> None:
        self._root = read.document(data)
        self._parts = {
            each.get(ID, ""): each for each in self._root.iter(f"{TEI}*") if each.get(ID)
        }
        self._written: dict[str, str] = {}
        self._header = "".join(
            _written(each) for path in HEADER for each in self._root.iterfind(path, SPACES)
        )

    def whole(self, base: str) -> bytes:
        """The letter, whose pointers are seen from another place."""
        self._root.set(BASE, base)
        made: bytes = etree.tostring(self._root, encoding="UTF-8", xml_declaration=True)
        return made + b"\n"

    def document(self, ids: Iterable[str], base: str) -> bytes:
        """A document that holds these parts, each saying its language."""
        where, file = escape(base), escape(base.rpartition("/")[2])
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<TEI{DECLARED} xml:base="{where}">\n'
            f"<teiHeader><fileDesc>{self._header}"
            f'<sourceDesc><bibl><ref target="{file}">{file}</ref></bibl></sourceDesc>'
            f"</fileDesc></teiHeader>\n<text><body>\n"
            f'<dts:wrapper xmlns:dts="{WRAPPER}">{"".join(map(self._part, ids))}</dts:wrapper>\n'
            "</body></text>\n</TEI>\n"
        ).encode()

    def _part(self, name: str) -> str:
        """A part, with the language in force in it."""
        if name not in self._written:
            part = self._parts[name]
            lang = next((each.get(LANG, "") for each in _upwards(part) if each.get(LANG)), "")
            said = "" if part.get(LANG) or not lang else f' xml:lang="{escape(lang)}"'
            self._written[name] = _written(part, said)
        return self._written[name]


SPACES = {"t": NAMESPACE}
HEADER = ("t:teiHeader/t:fileDesc/t:titleStmt", "t:teiHeader/t:fileDesc/t:publicationStmt")


def _upwards(element: etree._Element) -> Iterable[etree._Element]:
    yield element
    yield from element.iterancestors()


def _written(element: etree._Element, attributes: str = "") -> str:
    """An element as it stands in its file, and attributes; its namespace is that around it."""
    made = etree.tostring(element, encoding="unicode", with_tail=False)
    name, declared, rest = made.partition(DECLARED)
    if not declared or not name[1:].isalnum():  # the file has a prefix for TEI
        name, declared, rest = made.partition(" ")
        return f"{name}{attributes} {rest}"
    return f"{name}{attributes}{rest}"
