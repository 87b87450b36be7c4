"""The header of a letter: title, correspondence, rights, sources, practice, taxonomies."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from edition import model
from edition.tei.content import Reader, when
from edition.tei.names import ID, LANG, NAMES
from edition.tei.tree import Element


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
    kept: tuple[str, str]


def head(reader: Reader) -> Head:
    """The header of the file that a reader reads; the date is that of sending."""
    tree = reader.tree
    actions = tuple([_action(reader, each) for each in tree.all("correspAction")])
    categories = tuple(
        [
            _category(reader, each, taxonomy.get(ID))
            for taxonomy in tree.all("taxonomy")
            for each in taxonomy.own("category")
        ]
    )
    statement = tree.first("titleStmt")
    sent = [action.when for action in actions if action.kind == "sent" and action.when]
    return Head(
        title=reader.prose(statement.own("title")) if statement else (),
        date=sent[0] if sent else model.When(),
        missing=_missing(reader),
        actions=actions,
        neighbours=_neighbours(reader),
        statements=tuple(_statements(reader)),
        categories=categories,
        taxonomy={each.id: each.taxonomy for each in categories},
        kept=_kept(reader),
    )


def _kept(reader: Reader) -> tuple[str, str]:
    """Archive and shelfmark, the collection before the number; empty where they are not stated."""
    found = reader.tree.first("msIdentifier")
    if found is None:
        return "", ""
    archive, *marks = (
        " ".join(each.words().split()) for each in found.children if each.words().strip()
    )
    return archive, ", ".join(marks)


def _missing(reader: Reader) -> tuple[model.Missing, ...]:
    return tuple(
        [
            model.Missing(item.get(ID), item.get("type"), _prose(reader, item), item.number)
            for item in reader.tree.all("relatedItem")
            if item.get("subtype") == "not-available"
        ]
    )


# --- correspondence ----------------------------------------------------------------------------


PARTIES = (*NAMES, "name", "rs")


def _action(reader: Reader, action: Element) -> model.Action:
    date = action.child("date")
    named = [each for each in action.children if each.name in PARTIES]
    return model.Action(
        action.get("type"),
        action.get("subtype"),
        tuple([_party(reader, each) for each in named if each.name != "placeName"]),
        tuple([_party(reader, each) for each in named if each.name == "placeName"]),
        when(date) if date else None,
        tuple([each for note in action.own("note") for each in _prose(reader, note)]),
        action.number,
    )


def _party(reader: Reader, element: Element) -> model.Party:
    file, _, entry = element.get("ref").partition("#")
    register = file.rpartition("/")[2].removesuffix(".xml")
    name = model.text(reader.content(element))
    return model.Party(name, register if entry else "", entry)


def _neighbours(reader: Reader) -> tuple[model.Neighbour, ...]:
    context = reader.tree.first("correspContext")
    references = context.own("ref") if context else ()
    return tuple(
        [
            model.Neighbour(
                ref.get("type"),
                ref.get("target"),
                model.text(reader.content(ref)),
                ref.number,
                ref.get("subtype"),
            )
            for ref in references
        ]
    )


# --- statements --------------------------------------------------------------------------------

STATEMENTS = (
    ("availability", "rights"),
    ("projectDesc", "project"),
    ("editorialDecl", "practice"),
    ("handNote", "hand"),
    ("witness", "witness"),
    ("change", "revision"),
)


def _statements(reader: Reader) -> Iterator[model.Statement]:
    tree = reader.tree
    for name, kind in STATEMENTS:
        for element in tree.all(name):
            yield _statement(reader, element, kind)
    source = tree.first("sourceDesc")
    for element in source.all("bibl") if source else ():
        if element.get(ID):
            yield _statement(reader, element, "source")
    for statement in tree.all("titleStmt"):
        for element in statement.own("respStmt"):
            yield _statement(reader, element, "responsibility")


def _statement(reader: Reader, element: Element, kind: str) -> model.Statement:
    get = element.get
    licence = element.child("licence")
    named = [each.get(ID) for each in element.children if each.get(ID)]
    return model.Statement(
        get(ID) or (named[0] if kind == "responsibility" and named else ""),
        kind,
        get("n" if kind == "witness" else "status") or get("when") or get("medium"),
        licence.get("target") if licence else get("target"),
        _responsible(reader, element) if kind == "responsibility" else _prose(reader, element),
        element.number,
    )


def _responsible(reader: Reader, element: Element) -> tuple[model.Paragraph, ...]:
    """Names and tasks; a name that does not say its language is the same in all languages."""
    return tuple(
        replace(each, lang="") if child.name != "resp" and not child.get(LANG) else each
        for child in element.children
        for each in reader.prose([child])
    )


def _prose(reader: Reader, element: Element) -> tuple[model.Paragraph, ...]:
    """The paragraphs of a statement, however deep they stand; else its own content."""
    whole = element.name == "bibl" or element.text.strip() or not element.children
    return reader.prose(element.all("p") or ([element] if whole else element.children))


# --- taxonomies --------------------------------------------------------------------------------


def _category(reader: Reader, category: Element, taxonomy: str) -> model.Category:
    return model.Category(
        category.get(ID),
        taxonomy,
        reader.prose(category.own("gloss")),
        reader.prose(category.own("desc")),
        tuple([each.get("uri") for each in category.own("equiv")]),
        category.number,
    )
