"""A register in TEI becomes entries: who, where and what the letters mention."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from edition import model
from edition.finding import Findings
from edition.tei.content import Reader, when
from edition.tei.names import ID, TEI, local
from edition.tei.tree import Tree, language, words

if TYPE_CHECKING:
    from lxml.etree import _Element

ENTRIES = ("person", "place", "org", "event", "bibl", "item")
NAMES = ("persName", "placeName", "orgName", "eventName", "label", "title", "term")
DATES = ("birth", "death", "date")


def register(tree: Tree) -> tuple[model.Register, Findings]:
    """The register that a file encodes; its id is the file's stem."""
    reader = Reader(tree)
    title = tree.first("titleStmt")
    titles = [] if title is None else list(title.iterfind(TEI + "title"))
    stand_off = tree.first("standOff")
    entries = []
    if stand_off is not None:
        identified = (e for name in ENTRIES for e in stand_off.iter(TEI + name) if e.get(ID))
        ordered = sorted(identified, key=lambda each: tree.number[each])
        name = tree.file.rpartition("/")[2].removesuffix(".xml")
        entries = [_entry(reader, each, name) for each in ordered]
    found = model.Register(
        tree.file.rpartition("/")[2].removesuffix(".xml"),
        tree.file,
        tuple(model.Paragraph(language(t), reader.content(t), tree.number[t]) for t in titles),
        tuple(entries),
        tree.points(inside=True),
    )
    return found, tuple(reader.findings)


def _entry(reader: Reader, element: _Element, register: str) -> model.Entry:
    children = [child for child in element if isinstance(child.tag, str)]
    by_name: dict[str, list[_Element]] = {}
    for child in children:
        by_name.setdefault(local(str(child.tag)), []).append(child)
    names = [child for child in children if local(str(child.tag)) in NAMES]
    notes = by_name.get("note", [])
    return model.Entry(
        id=element.get(ID, ""),
        register=register,
        names=tuple(_name(reader, each) for each in names),
        notes=tuple(paragraph for each in notes for paragraph in reader.paragraphs(each)),
        dates=tuple(_dates(element, by_name)),
        identifiers=tuple(
            (each.get("type", ""), model.text(reader.content(each)))
            for each in by_name.get("idno", ())
        ),
        facts=(
            *((each.get("unit", ""), words(each).strip()) for each in by_name.get("biblScope", ())),
            *((("read", element.get("subtype", "")),) if element.get("subtype") else ()),
        ),
        sort=element.get("sortKey", ""),
        at=reader.number[element],
    )


def _dates(
    element: _Element, by_name: dict[str, list[_Element]]
) -> Iterator[tuple[str, model.When]]:
    """The dates of an entry by kind; those of an event stand on the entry itself."""
    own = when(element)
    if own != model.When():
        yield "date", own
    for kind in DATES:
        for each in by_name.get(kind, ()):
            yield kind, when(each)


def _name(reader: Reader, element: _Element) -> model.Name:
    return model.Name(
        language(element),
        model.text(reader.content(element)),
        element.get("type", ""),
    )
