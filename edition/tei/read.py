"""A source in TEI becomes a letter (Source -> Letter): text, alignment, notes, shifts.

The header is read in `header`, mixed content in `content`. The file has been validated; what
is still not understood is a finding, never dropped in silence.
"""

from __future__ import annotations

from edition import model
from edition.finding import Findings
from edition.tei import content as inline
from edition.tei import header
from edition.tei.names import BLOCKS, CONTAINERS, ID, LANG
from edition.tei.pointer import spans
from edition.tei.tree import Element, Tree, pointers


def letter(tree: Tree) -> tuple[model.Letter, Findings]:
    """The letter that a file encodes, with a finding for every element that is not understood."""
    reader = inline.Reader(tree)
    versions = tuple([_version(reader, text) for text in tree.all("text") if text.get(ID)])
    reader.version = ""
    editorial = [
        reader.note(note) for group in tree.all("listAnnotation") for note in group.own("note")
    ]
    head = header.head(reader)
    return model.Letter(
        id=tree.file.rpartition("/")[2].removesuffix(".xml"),
        file=tree.file,
        title=head.title,
        date=head.date,
        versions=versions,
        missing=head.missing,
        notes=(*reader.notes, *editorial),
        links=_links(tree),
        groups=_groups(tree),
        shifts=tuple([_shift(reader, each, head.taxonomy) for each in tree.all("annotation")]),
        actions=head.actions,
        neighbours=head.neighbours,
        statements=head.statements,
        kept=head.kept,
        categories=head.categories,
    ), tuple(reader.findings)


# --- versions ----------------------------------------------------------------------------------


def _version(reader: inline.Reader, text: Element) -> model.Version:
    get = text.get
    reader.version = get(ID)
    parts: list[model.Part] = []
    body = text.child("body")
    for division in text.children if body is None else (*text.own("front"), body):
        _gather(reader, division, (), parts)
    for division in text.own("back"):
        _gather(reader, division, (), parts)
    return model.Version(
        reader.version,
        get(LANG),
        get("type"),
        get("corresp").removeprefix("#"),
        tuple(parts),
        pointers(get("decls")),
        text.number,
    )


def _gather(
    reader: inline.Reader, element: Element, within: tuple[str, ...], parts: list[model.Part]
) -> None:
    """Adds the blocks and formes below a container to the parts, in the order of the source."""
    for child in element.children:
        name = child.name
        if name in BLOCKS:
            closes = name == "salute" and element.name == "closer"
            parts.append(_block(reader, child, "closer" if closes else BLOCKS[name], within))
        elif name in CONTAINERS:
            inner = CONTAINERS[name]
            _gather(reader, child, (*within, inner) if inner else within, parts)
        elif name == "pb":
            parts.append(inline.page_break(reader, child))
        elif name in ("fw", "head"):
            parts.append(inline.forme(reader, child))
        elif name == "anchor":
            parts.append(inline.anchor(reader, child))
        else:
            reader.findings.append(reader.unread(child))


def _block(
    reader: inline.Reader, element: Element, kind: str, within: tuple[str, ...]
) -> model.Block:
    get = element.get
    content = reader.content(element)
    if get("hand"):
        content = inline.in_hand(element, content)
    return model.Block(get(ID), kind, content, within, get("rend"), get(LANG), element.number)


# --- alignment ---------------------------------------------------------------------------------

LEVELS = {"blocks": "block", "segments": "segment"}


def _alignments(tree: Tree) -> list[Element]:
    return [group for group in tree.all("linkGrp") if group.get("type") == "alignment"]


def _links(tree: Tree) -> tuple[model.Link, ...]:
    return tuple(
        [
            model.Link(
                link.get(ID),
                pointers(link.get("target")),
                LEVELS.get(group.get("subtype"), ""),
                link.get("type") == "crossing",
                link.number,
            )
            for group in _alignments(tree)
            for link in group.own("link")
        ]
    )


def _groups(tree: Tree) -> tuple[model.Group, ...]:
    return tuple(
        [
            model.Group(ptr.get(ID), pointers(ptr.get("target")), ptr.number)
            for group in _alignments(tree)
            for ptr in group.own("ptr")
        ]
    )


# --- shifts ------------------------------------------------------------------------------------


def _shift(reader: inline.Reader, annotation: Element, taxonomy: dict[str, str]) -> model.Shift:
    """A shift; its categories are told apart by the taxonomy that defines them."""
    get = annotation.get
    classes = {taxonomy.get(each, each): each for each in pointers(get("ana"))}
    meant = spans(get("target"))
    notes: dict[str, tuple[model.Paragraph, ...]] = {}
    for note in annotation.own("note"):
        kind = note.get("type")
        notes[kind] = notes.get(kind, ()) + reader.paragraphs(note)
    instances = tuple([each.id for each in meant if each.id.startswith("shift-")])
    return model.Shift(
        id=get(ID),
        type=classes.get("shift-types", ""),
        weight=classes.get("weights", ""),
        cause=classes.get("causes", ""),
        defensible="defensible" in classes.values(),
        spans=() if instances else meant,
        explanation=notes.get("explanation", ()),
        gloss=notes.get("gloss", ()),
        instances=instances,
        resp=pointers(get("resp")),
        at=annotation.number,
    )
