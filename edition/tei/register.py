"""A register in TEI becomes entries: who, where and what the letters mention."""

from __future__ import annotations

from collections.abc import Iterator

from edition import model
from edition.finding import Findings
from edition.tei.content import Reader, when
from edition.tei.names import ID, PARTS_OF_NAME
from edition.tei.tree import Element, Tree

ENTRIES = frozenset(("person", "place", "org", "event", "bibl", "item"))
NAMES = frozenset(("persName", "placeName", "orgName", "eventName", "label", "title", "term"))
DATES = ("birth", "death", "date")


def register(tree: Tree) -> tuple[model.Register, Findings]:
    """The register that a file encodes; its id is the file's stem."""
    reader = Reader(tree)
    name = tree.file.rpartition("/")[2].removesuffix(".xml")
    title = tree.first("titleStmt")
    stand_off = tree.first("standOff")
    entries = [
        _entry(reader, each, name)
        for each in (stand_off.inside() if stand_off else ())
        if each.name in ENTRIES and each.get(ID)
    ]
    found = model.Register(
        name,
        tree.file,
        reader.prose(title.own("title")) if title else (),
        tuple(entries),
        tree.points(inside=True),
    )
    return found, tuple(reader.findings)


def _entry(reader: Reader, element: Element, register: str) -> model.Entry:
    get, own = element.get, element.own
    return model.Entry(
        id=get(ID),
        register=register,
        names=tuple([_name(reader, each) for each in element.children if each.name in NAMES]),
        notes=tuple([prose for each in own("note") for prose in reader.paragraphs(each)]),
        dates=tuple(_dates(element)),
        identifiers=tuple([(each.get("type"), _text(reader, each)) for each in own("idno")]),
        facts=(
            *[(each.get("unit"), each.words().strip()) for each in own("biblScope")],
            *([("read", get("subtype"))] if get("subtype") else ()),
        ),
        sort=get("sortKey"),
        at=element.number,
    )


def _dates(element: Element) -> Iterator[tuple[str, model.When]]:
    """The dates of an entry by kind; those of an event stand on the entry itself."""
    stated = when(element)
    if stated != model.When():
        yield "date", stated
    for kind in DATES:
        for each in element.own(kind):
            yield kind, when(each)


def _name(reader: Reader, element: Element) -> model.Name:
    parts = [
        " ".join([each.words().strip() for each in element.own(name)]) for name in PARTS_OF_NAME
    ]
    return model.Name(element.lang, _text(reader, element), element.get("type"), *parts)


def _text(reader: Reader, element: Element) -> str:
    return model.text(reader.content(element))
