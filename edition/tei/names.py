"""TEI's names, once: the namespace, and the elements and attributes that the edition knows."""

from __future__ import annotations

from collections.abc import Iterable

NAMESPACE = "http://www.tei-c.org/ns/1.0"
TEI = "{" + NAMESPACE + "}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def tag(name: str) -> str:
    """The qualified name of a TEI element, as lxml writes it."""
    return TEI + name


def tags(names: str) -> frozenset[str]:
    """The qualified names of several TEI elements, given with spaces between."""
    return frozenset(TEI + name for name in names.split())


def local(qualified: str) -> str:
    """The name of an element or attribute as an editor writes it."""
    if qualified.startswith("{http://www.w3.org/XML/1998/namespace}"):
        return "xml:" + qualified.rpartition("}")[2]
    return qualified.rpartition("}")[2]


def path(names: Iterable[str]) -> str:
    """An ElementPath of child steps, in the TEI namespace."""
    return "/".join(TEI + name for name in names)


CONTAINERS = {
    tag("div"): "",
    tag("opener"): "",
    tag("closer"): "",
    tag("postscript"): "postscript",
    tag("list"): "list",
    tag("lg"): "verse",
    tag("table"): "table",
    tag("row"): "row",
}
"""Elements that only hold blocks, and the name under which blocks remember them."""

BLOCKS = {
    tag("p"): "paragraph",
    tag("dateline"): "dateline",
    tag("salute"): "salute",
    tag("signed"): "signed",
    tag("address"): "address",
    tag("item"): "item",
    tag("l"): "line",
    tag("cell"): "cell",
}
"""Elements that are cited and aligned, and the kind of block that each becomes."""

REGISTER_OF = {
    "person": "persons",
    "place": "places",
    "organization": "organizations",
    "event": "events",
    "document": "documents",
}
"""The register in which a kind of entity is kept."""

NAMES = {
    tag("persName"): "person",
    tag("placeName"): "place",
    tag("orgName"): "organization",
}
"""Elements that name one kind of entity; `name` and `rs` say the kind in @type."""
