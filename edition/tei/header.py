"""The header of a letter: title, correspondence, rights, sources, practice, taxonomies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from edition import model
from edition.tei.content import P, Reader, when
from edition.tei.names import ID, TEI, local, path, tags
from edition.tei.tree import language

if TYPE_CHECKING:
    from lxml.etree import _Element


class Head(Struct, frozen=True):
    """What the header says of a letter."""

    title: tuple[model.Paragraph, ...]
    date: model.When
    missing: tuple[model.Missing, ...]
    actions: tuple[model.Action, ...]
    neighbours: tuple[model.Neighbour, ...]
    statements: tuple[model.Statement, ...]
    categories: tuple[model.Category, ...]
    taxonomy: dict[str, str]


def head(reader: Reader) -> Head:
    """The header of the file that a reader reads; the date is that of sending."""
    tree = reader.tree
    actions = tuple(_action(reader, each) for each in tree.all("correspAction"))
    categories = tuple(_category(reader, each) for each in tree.all("category"))
    sent = [action.when for action in actions if action.kind == "sent" and action.when]
    return Head(
        title=tuple(_titles(reader)),
        date=sent[0] if sent else model.When(),
        missing=tuple(_missing(reader)),
        actions=actions,
        neighbours=tuple(_neighbours(reader)),
        statements=tuple(_statements(reader)),
        categories=categories,
        taxonomy={each.id: each.taxonomy for each in categories},
    )


def _titles(reader: Reader) -> list[model.Paragraph]:
    statement = reader.tree.first("titleStmt")
    if statement is None:
        return []
    return [
        model.Paragraph(language(title), reader.content(title), reader.number[title])
        for title in statement.iterfind(TEI + "title")
    ]


def _missing(reader: Reader) -> list[model.Missing]:
    return [
        model.Missing(
            item.get(ID, ""), item.get("type", ""), _prose(reader, item), reader.number[item]
        )
        for item in reader.tree.all("relatedItem")
        if item.get("subtype") == "not-available"
    ]


# --- correspondence ----------------------------------------------------------------------------


PARTIES = tags("persName orgName name rs placeName")


def _action(reader: Reader, action: _Element) -> model.Action:
    date = action.find(TEI + "date")
    named = (each for each in action if each.tag in PARTIES)
    names = [_party(reader, each) for each in named]
    return model.Action(
        action.get("type", ""),
        action.get("subtype", ""),
        tuple(party for kind, party in names if kind != "placeName"),
        tuple(party for kind, party in names if kind == "placeName"),
        when(date) if date is not None else None,
        tuple(each for note in action.iterfind(TEI + "note") for each in _prose(reader, note)),
        reader.number[action],
    )


def _party(reader: Reader, element: _Element) -> tuple[str, model.Party]:
    file, _, entry = element.get("ref", "").partition("#")
    register = file.rpartition("/")[2].removesuffix(".xml")
    name = model.text(reader.content(element))
    return local(str(element.tag)), model.Party(name, register if entry else "", entry)


def _neighbours(reader: Reader) -> list[model.Neighbour]:
    context = reader.tree.first("correspContext")
    if context is None:
        return []
    return [
        model.Neighbour(
            ref.get("type", ""),
            ref.get("target", ""),
            model.text(reader.content(ref)),
            reader.number[ref],
        )
        for ref in context.iterfind(TEI + "ref")
    ]


# --- statements --------------------------------------------------------------------------------

STATEMENTS = (
    ("availability", "rights"),
    ("projectDesc", "project"),
    ("editorialDecl", "practice"),
    ("handNote", "hand"),
    ("witness", "witness"),
    ("change", "revision"),
)


def _statements(reader: Reader) -> list[model.Statement]:
    made = [
        _statement(reader, element, kind)
        for name, kind in STATEMENTS
        for element in reader.tree.all(name)
    ]
    source = reader.tree.first("sourceDesc")
    if source is not None:
        bibls = source.iter(TEI + "bibl")
        made += [_statement(reader, each, "source") for each in bibls if each.get(ID)]
    responsible = reader.tree.root.iterfind(f".//{path(['titleStmt', 'respStmt'])}")
    made += [_statement(reader, each, "responsibility") for each in responsible]
    return made


def _statement(reader: Reader, element: _Element, kind: str) -> model.Statement:
    get = element.get
    licence = element.find(TEI + "licence")
    names = [each for each in element.iterfind("*") if each.get(ID)]
    anchor = get(ID, "") or (names[0].get(ID, "") if kind == "responsibility" and names else "")
    return model.Statement(
        anchor,
        kind,
        get("status", "") or get("when", "") or get("medium", ""),
        licence.get("target", "") if licence is not None else get("target", ""),
        _prose(reader, element),
        reader.number[element],
    )


def _prose(reader: Reader, element: _Element) -> tuple[model.Paragraph, ...]:
    """The paragraphs of a statement, however deep they stand; else its own content."""
    if next(element.iter(P), None) is None:
        parts = [element] if element.tag == TEI + "bibl" or _is_mixed(element) else list(element)
        found = [(each, reader.content(each)) for each in parts if isinstance(each.tag, str)]
        return tuple(
            model.Paragraph(language(each), content, reader.number[each])
            for each, content in found
            if content
        )
    return tuple(
        model.Paragraph(language(each), reader.content(each), reader.number[each])
        for each in element.iter(P)
    )


def _is_mixed(element: _Element) -> bool:
    return bool((element.text or "").strip()) or not len(element)


# --- taxonomies --------------------------------------------------------------------------------


def _category(reader: Reader, category: _Element) -> model.Category:
    taxonomy = category.getparent()
    described = category.iterfind(TEI + "catDesc")
    return model.Category(
        category.get(ID, ""),
        taxonomy.get(ID, "") if taxonomy is not None else "",
        tuple(_texts(reader, category.iterfind(TEI + "gloss"))),
        (*_texts(reader, category.iterfind(TEI + "desc")), *_texts(reader, described)),
        tuple(category.get("equiv", "").split())
        + tuple(each.get("uri", "") for each in category.iterfind(TEI + "equiv")),
        reader.number[category],
    )


def _texts(reader: Reader, elements: object) -> list[model.Paragraph]:
    return [
        model.Paragraph(language(each), reader.content(each), reader.number[each])
        for each in elements  # type: ignore[attr-defined]
    ]
