"""A source in TEI becomes a letter (Source -> Letter): text, alignment, notes, shifts.

The header is read in `header`, mixed content in `content`. The file has been validated; what
is still not understood is a finding, never dropped in silence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from edition import model
from edition.finding import Findings
from edition.tei import content as inline
from edition.tei import header
from edition.tei.names import BLOCKS, CONTAINERS, ID, LANG, TEI, local, tag
from edition.tei.pointer import span
from edition.tei.tree import Tree, pointers

if TYPE_CHECKING:
    from lxml.etree import _Element

P, PB, FW, HEAD, ANCHOR = tag("p"), tag("pb"), tag("fw"), tag("head"), tag("anchor")


def letter(tree: Tree) -> tuple[model.Letter, Findings]:
    """The letter that a file encodes, with a finding for every element that is not understood."""
    reader = inline.Reader(tree)
    versions = tuple(_version(reader, text) for text in tree.all("text") if text.get(ID))
    reader.version = ""
    stand_off = tree.first("standOff")
    editorial = _editors_notes(reader, stand_off) if stand_off is not None else []
    head = header.head(reader)
    return model.Letter(
        id=tree.file.rpartition("/")[2].removesuffix(".xml"),
        file=tree.file,
        title=head.title,
        date=head.date,
        versions=versions,
        missing=head.missing,
        notes=(*reader.notes, *editorial),
        links=tuple(_links(tree)),
        groups=tuple(_groups(tree)),
        shifts=tuple(_shift(reader, each, head.taxonomy) for each in tree.all("annotation")),
        actions=head.actions,
        neighbours=head.neighbours,
        statements=head.statements,
        categories=head.categories,
        points=tree.points(),
    ), tuple(reader.findings)


# --- versions ----------------------------------------------------------------------------------


def _version(reader: inline.Reader, text: _Element) -> model.Version:
    get = text.get
    reader.version = get(ID, "")
    parts: list[model.Part] = []
    body = text.find(TEI + "body")
    for division in text if body is None else (*text.iterfind(TEI + "front"), body):
        _gather(reader, division, (), parts)
    for division in text.iterfind(TEI + "back"):
        _gather(reader, division, (), parts)
    return model.Version(
        reader.version,
        get(LANG, ""),
        get("type", ""),
        get("corresp", "").removeprefix("#"),
        tuple(parts),
        pointers(get("decls")),
        reader.number[text],
    )


def _gather(
    reader: inline.Reader, element: _Element, within: tuple[str, ...], parts: list[model.Part]
) -> None:
    """Adds the blocks and formes below a container to the parts, in the order of the source."""
    for child in element:
        name = child.tag
        if name in BLOCKS:
            parts.append(_block(reader, child, within))
        elif name in CONTAINERS:
            inner = CONTAINERS[str(name)]
            _gather(reader, child, (*within, inner) if inner else within, parts)
        elif name == PB:
            parts.append(inline.page_break(reader, child, inline.Flow()))
        elif name in (FW, HEAD):
            parts.append(inline.forme(reader, child))
        elif name == ANCHOR:
            parts.append(inline.anchor(reader, child))
        elif isinstance(name, str):
            reader.findings.append(reader.unread(child))


def _block(reader: inline.Reader, element: _Element, within: tuple[str, ...]) -> model.Block:
    get = element.get
    content = reader.content(element)
    kind = BLOCKS[str(element.tag)]
    if kind == "salute" and local(str(element.getparent().tag)) == "closer":  # type: ignore[union-attr]
        kind = "closer"
    if get("hand"):
        content = inline.in_hand(reader, element, content)
    return model.Block(
        get(ID, ""), kind, content, within, get("rend", ""), get(LANG, ""), reader.number[element]
    )


# --- alignment ---------------------------------------------------------------------------------

LEVELS = {"blocks": "block", "segments": "segment"}


def _alignments(tree: Tree) -> list[tuple[str, _Element]]:
    """The alignments of a file with their levels."""
    return [
        (LEVELS.get(group.get("subtype", ""), ""), group)
        for group in tree.all("linkGrp")
        if group.get("type") == "alignment"
    ]


def _links(tree: Tree) -> list[model.Link]:
    return [
        model.Link(
            link.get(ID, ""),
            pointers(link.get("target")),
            level,
            link.get("type") == "crossing",
            tree.number[link],
        )
        for level, group in _alignments(tree)
        for link in group.iterfind(TEI + "link")
    ]


def _groups(tree: Tree) -> list[model.Group]:
    return [
        model.Group(ptr.get(ID, ""), pointers(ptr.get("target")), tree.number[ptr])
        for _, group in _alignments(tree)
        for ptr in group.iterfind(TEI + "ptr")
    ]


# --- notes and shifts --------------------------------------------------------------------------


def _editors_notes(reader: inline.Reader, stand_off: _Element) -> list[model.Note]:
    return [
        reader.note(note)
        for note in stand_off.iter(TEI + "note")
        if note.getparent().tag != TEI + "annotation"  # type: ignore[union-attr]
    ]


def _shift(reader: inline.Reader, annotation: _Element, taxonomy: dict[str, str]) -> model.Shift:
    """A shift; its categories are told apart by the taxonomy that defines them."""
    get = annotation.get
    classes = {taxonomy.get(each, each): each for each in pointers(get("ana"))}
    spans = [found for each in get("target", "").split() if (found := span(each))]
    notes: dict[str, tuple[model.Paragraph, ...]] = {}
    for note in annotation.iterfind(TEI + "note"):
        kind = note.get("type", "")
        notes[kind] = notes.get(kind, ()) + reader.paragraphs(note)
    instances = tuple(each.id for each in spans if each.id.startswith("shift-"))
    return model.Shift(
        id=get(ID, ""),
        type=classes.get("shift-types", ""),
        weight=classes.get("weights", ""),
        cause=classes.get("causes", ""),
        defensible="defensible" in classes.values(),
        spans=() if instances else tuple(spans),
        explanation=notes.get("explanation", ()),
        gloss=notes.get("gloss", ()),
        instances=instances,
        resp=pointers(get("resp")),
        at=reader.number[annotation],
    )
