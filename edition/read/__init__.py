"""Bytes become a source (bytes -> Source): well-formed UTF-8 without DTD, or findings.

The first step. It touches neither disk nor network; what it refuses is said once, with line and
column, and no later step sees it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree
from msgspec import Struct

from edition.finding import Finding, Findings, Place
from edition.read import characters, marks
from edition.read.marks import DEEPEST, place

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["LARGEST", "Source", "document", "place", "source"]

LARGEST = 8 * 1024 * 1024
"""A file may have this many bytes: about eighty letters of four pages, with all their notes."""

BOM = b"\xef\xbb\xbf"
DECLARED = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]*)["']""")
DOCTYPE = re.compile(r"\s*+(?>(?:<!--.*?-->|<\?.*?\?>)\s*+)*+(<!DOCTYPE)", re.DOTALL)
WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")
ILLEGAL = ("byte-invalid", "character-control")
UTF8 = "Save the file as UTF-8; the first line says so, or nothing."

_too_deep = etree.XPath("boolean(" + "/*" * (DEEPEST + 1) + ")")


class Source(Struct, frozen=True, eq=False):
    """A file that can be read: its bytes and the root of its tree.

    The tree has neither comments nor processing instructions, so that text is never divided
    by what is not text.
    """

    file: str
    data: bytes
    root: _Element


def source(file: str, data: bytes) -> tuple[Source | None, Findings]:
    """The source in a file's bytes, and what is wrong; None where it cannot be read."""
    refused = _refused(file, data)
    if refused is not None:
        return None, (refused,)
    strange = () if characters.clean(data) else characters.findings(file, data)
    try:
        root = document(data)
    except etree.XMLSyntaxError as error:
        if any(each.code in ILLEGAL for each in strange):
            return None, strange
        return None, (*strange, marks.malformed(file, data, error.lineno or 0, error.msg or ""))
    if _too_deep(root):
        return None, (*strange, marks.malformed(file, data))
    return Source(file, data, root), strange


def document(data: bytes) -> _Element:
    """The root of a tree: nothing is loaded, resolved or repaired.

    Raises `etree.XMLSyntaxError`. The one parser of the edition; ids are not collected, because
    a second bearer of an id is a finding and not the end of reading.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=False,
        collect_ids=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(data, parser)


# --- before parsing ----------------------------------------------------------------------------


def _refused(file: str, data: bytes) -> Finding | None:
    """Why a file is not even parsed."""
    if len(data) > LARGEST:
        return Finding(
            Place(file),
            "file-too-large",
            f"the file has {len(data):,} bytes; at most {LARGEST:,} are read",
            "Give each letter its own file.",
        )
    body = data.removeprefix(BOM)
    if not body or body.isspace():
        return Finding(
            Place(file, 1, 1),
            "file-empty",
            "the file is empty",
            "Write the letter, or remove the file.",
        )
    return _other_encoding(file, data) or _doctype(file, data)


def _other_encoding(file: str, data: bytes) -> Finding | None:
    if data.startswith(WIDE):
        message = "the file is encoded in UTF-16 or UTF-32"
        return Finding(Place(file, 1, 1), "file-encoding", message, UTF8)
    body = data.removeprefix(BOM)
    declared = DECLARED.match(body)
    if declared is not None and declared[1].upper() not in (b"UTF-8", b"UTF8"):
        name = declared[1].decode()
        where = marks.at(file, body.decode("utf-8", "replace"), declared.start(1))
        message = f"the file declares the encoding “{name}”"
        return Finding(where, "file-encoding", message, UTF8)
    return None


def _doctype(file: str, data: bytes) -> Finding | None:
    if b"<!DOCTYPE" not in data:
        return None
    text = characters.decoded(data)
    found = DOCTYPE.match(text)
    if found is None:
        return None
    return Finding(
        marks.at(file, text, found.start(1)),
        "doctype",
        "DOCTYPE is not allowed",
        "Remove it with all it declares, and write characters instead of entities.",
    )


# --- places --------------------------------------------------------------------------------------
