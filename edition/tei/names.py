"""TEI's names, once: the namespace, and the elements and attributes that the edition knows."""

from __future__ import annotations

NAMESPACE = "http://www.tei-c.org/ns/1.0"
TEI = "{" + NAMESPACE + "}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def local(qualified: str) -> str:
    """The name of an element or attribute as an editor writes it."""
    if qualified.startswith("{http://www.w3.org/XML/1998/namespace}"):
        return "xml:" + qualified.rpartition("}")[2]
    return qualified.rpartition("}")[2]


CONTAINERS = {
    "div": "",
    "opener": "",
    "closer": "",
    "postscript": "postscript",
    "list": "list",
    "lg": "verse",
    "table": "table",
    "row": "row",
}
"""Elements that only hold blocks, and the name under which blocks remember them."""

BLOCKS = {
    "p": "paragraph",
    "dateline": "dateline",
    "salute": "salute",
    "signed": "signed",
    "address": "address",
    "item": "item",
    "l": "line",
    "cell": "cell",
}
"""Elements that are cited and aligned, and the kind of block that each becomes."""

READINGS = ("choice", "subst", "app", "supplied", "unclear", "gap", "add", "del")
"""Elements that say what was done to the text."""

STATEMENTS = {
    "rights": ("publicationStmt", ("availability",)),
    "source": ("sourceDesc", ("bibl", "sourceDesc", "msDesc", "biblStruct")),
    "practice": ("encodingDesc", ("editorialDecl",)),
}
"""What each version states: where in the header, by which elements. The first is the usual one,
and its id that of the version with the name of what is stated: `fr-rights`."""

REGISTER_OF = {
    "person": "persons",
    "place": "places",
    "organization": "organizations",
    "event": "events",
    "document": "documents",
}
"""The register in which a kind of entity is kept."""

NAMES = {
    "persName": "person",
    "placeName": "place",
    "orgName": "organization",
}
"""Elements that name one kind of entity; `name` and `rs` say the kind in @type."""

PARTS_OF_NAME = ("forename", "nameLink", "surname")
"""The parts of a person's name, in the order of `model.Name`."""
