"""Rules of ids and pointers: addresses follow their pattern, pointers arrive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache

from msgspec.structs import replace

from edition.finding import Finding
from edition.tei.names import ID, NAMES, REGISTER_OF, STATEMENTS, local
from edition.tei.pointer import span, whole
from edition.tei.proposal import Proposals
from edition.tei.tree import Element, Tree

BLOCK = r"((p|ps|i|l|c)\d+[a-z]*|dateline|salute|closer|signed|address)"
NUMBERED = r"(-\d+[a-z]*)?"
PATTERNS = (
    ("p dateline salute signed address item l cell", rf"V-{BLOCK}{NUMBERED}", "fr-p5"),
    ("s", rf"V-{BLOCK}{NUMBERED}-s\d+[a-z]*", "fr-p5-s2"),
    ("pb", r"V-page-[A-Za-z0-9.]+", "fr-page-2"),
    ("choice subst app supplied unclear gap add del", r"reading-\d+[a-z]*", "reading-3"),
    ("annotation", r"shift-\d+[a-z]*", "shift-12"),
    ("link", rf"{BLOCK}{NUMBERED}(-s\d+[a-z]*)?", "p5-s2"),
)
"""Of which elements the ids follow which pattern (V is the id of a version), with an example."""
ENTRY = re.compile(r"register/[A-Za-z0-9][A-Za-z0-9._-]*\.xml#[^\s#]+")
RESERVED = re.compile(r"(note|ed|shift|reading|page)$|[ps]\d")
POINTING = ("target", "resp", "who", "hand", "ana", "corresp", "decls", "source", "wit", "domains")
LOCAL = ("resp", "who", "hand", "ana", "decls", "wit", "domains")
KINDS = {
    "hand": ("handNote",),
    "ana": ("category",),
    "resp": ("orgName", "persName", "name", "editor", "respStmt"),
    "who": ("orgName", "persName", "name", "editor", "respStmt"),
}
TAXONOMIES = {
    "agent": "agents",
    "type": "shift-types",
    "weight": "weights",
    "cause": "causes",
}
"""Where a category stands, by how its id begins."""


def id_address(tree: Tree) -> Iterator[Finding]:
    """id-address: what readers cite has an id of the pattern of addresses."""
    versions = tuple([text.get(ID) for text in tree.all("text") if text.get(ID)])
    patterns = _patterns(versions)
    proposals: Proposals | None = None
    for element in tree.bearing[ID]:
        if element.name in patterns:
            anchor, (pattern, example) = element.attributes[ID], patterns[element.name]
            if not pattern.fullmatch(anchor):
                proposals = proposals or Proposals(tree)
                meant = proposals.proposed(element)
                yield tree.finding(
                    element,
                    "id-address",
                    f"“{anchor}” is not an address of a <{element.name}>",
                    (f'Write xml:id="{meant}". ' if meant else "")
                    + f"Addresses look like “{example}”; versions here: {', '.join(versions)}.",
                    ID,
                )


@lru_cache
def _patterns(versions: tuple[str, ...]) -> dict[str, tuple[re.Pattern[str], str]]:
    """The patterns in a letter of these versions, with their examples, by element."""
    either = "(" + "|".join(map(re.escape, versions)) + ")" if versions else "[a-z]+"
    return {
        name: (re.compile(pattern.replace("V-", either + "-")), example)
        for names, pattern, example in PATTERNS
        for name in names.split()
    }


def id_of_a_page(tree: Tree) -> Iterator[Finding]:
    """id-address: what begins with an underscore are ids that pages give to their own parts."""
    taken = {anchor for anchor in tree.ids if anchor[:1] == "_"}
    for element in tree.bearing[ID] if taken else ():
        anchor = element.attributes[ID]
        if anchor in taken:
            yield tree.finding(
                element,
                "id-address",
                f"“{anchor}” begins as the ids of pages do",
                "Begin with a letter.",
                ID,
            )


def version_id(tree: Tree) -> Iterator[Finding]:
    """version-id: a version's id cannot be mistaken for an address."""
    for text in tree.all("text"):
        anchor = text.get(ID)
        if anchor and (RESERVED.match(anchor) or not re.fullmatch(r"[a-z][a-z0-9]*", anchor)):
            yield tree.finding(
                text,
                "version-id",
                f"“{anchor}” cannot be the id of a version",
                "Take a short word in small letters, such as the language: fr, en, de2.",
                ID,
            )


def id_twice(tree: Tree) -> Iterator[Finding]:
    """id-twice: no two elements of a file have one id."""
    if len(tree.ids) == len(tree.bearing[ID]):
        return
    for element in tree.bearing[ID]:
        anchor = element.attributes[ID]
        first = tree.ids[anchor]
        if first is not element:
            yield tree.finding(
                element,
                "id-twice",
                f"“{anchor}” is the id of two elements; the first is a <{local(first.name)}> "
                f"on line {tree.line(first)}",
                "Give each its own; numbers that were published never move (p5a after p5).",
                ID,
            )


def id_case(tree: Tree) -> Iterator[Finding]:
    """id-case: no two ids differ in capitals only."""
    if len({anchor.casefold() for anchor in tree.ids}) == len(tree.ids):
        return
    seen: dict[str, str] = {}
    for element in tree.bearing[ID]:
        anchor = element.attributes[ID]
        first = seen.setdefault(anchor.casefold(), anchor)
        if first != anchor:
            yield tree.finding(
                element,
                "id-case",
                f"“{anchor}” and “{first}” differ in capitals only",
                "Rename one: some systems take both for the same.",
                ID,
            )


def pointer_resolves(tree: Tree) -> Iterator[Finding]:
    """pointer-unresolved: every pointer inside the file arrives.

    Targets of an alignment are left to `align`, which knows what may be linked.
    """
    for attribute in POINTING:
        for token, bearers in tree.tokens(attribute).items():
            if token[:1] == "#" and token[1:] not in tree.ids:
                meant = span(token)
                for element in bearers if meant is None or meant.id not in tree.ids else ():
                    if element.name != "link":
                        yield _lost(tree, element, attribute, token)


def _lost(tree: Tree, element: Element, attribute: str, token: str) -> Finding:
    meant = span(token)
    if meant is None:
        written = whole(element.attributes[attribute], token) or "#id or #match(id,'words')"
        return tree.finding(
            element,
            "pointer-malformed",
            f"“{token}” is not a pointer that the edition can follow",
            f"Write {written}: white space as %20, a backslash before . ? * ( ).",
            attribute,
        )
    found = tree.finding(
        element,
        "pointer-unresolved",
        f"@{attribute} points to “#{meant.id}”, which is not in this file",
        _proposal(tree, attribute, meant.id),
        attribute,
    )
    return replace(found, about=meant.id)


def _proposal(tree: Tree, attribute: str, anchor: str) -> str:
    """What to do about an id that is not there; what belongs to another version is not meant."""
    versions = {text.get(ID) for text in tree.all("text")}
    version = anchor.partition("-")[0]
    if attribute == "decls" and anchor.rpartition("-")[2] in STATEMENTS:
        place, (name, *_) = STATEMENTS[anchor.rpartition("-")[2]]
        return f'Add <{name} xml:id="{anchor}"> to {place}.'
    others = tuple(f"{each}-" for each in versions - {version} if each)
    kinds = KINDS.get(attribute, ())
    known = [
        each
        for each, bearer in tree.ids.items()
        if (version not in versions or not each.startswith(others))
        and (not kinds or bearer.name in kinds)
    ]
    near = get_close_matches(anchor, known, 1)
    if near:
        return f"Did you mean “#{near[0]}”?"
    if attribute == "ana" and version in TAXONOMIES:
        return (
            f'Add <category xml:id="{anchor}">, with a <gloss>, to <taxonomy xml:id='
            f'"{TAXONOMIES[version]}"> of classDecl, which can be copied from a letter that has '
            "it, such as 1962-01-11.xml of En regard; or mend the id."
        )
    wanted = f' <{kinds[0]} xml:id="{anchor}"> to the header' if kinds else " what it points to"
    return f"Add{wanted}, or mend the id."


def pointer_local(tree: Tree) -> Iterator[Finding]:
    """pointer-malformed: what can only stand in this file is named behind `#`."""
    for attribute in LOCAL:
        for token, bearers in tree.tokens(attribute).items():
            for element in bearers if token[:1] != "#" else ():
                yield tree.finding(
                    element,
                    "pointer-malformed",
                    f"@{attribute} names “{token}” without “#”",
                    f"Write “#{token}”: the id of something in this file.",
                    attribute,
                    token,
                )


def entry_address(tree: Tree) -> Iterator[Finding]:
    """pointer-malformed: a name is identified by the address of an entry in a register."""
    bearers = tree.bearing.get("ref", ())
    values = {element.attributes["ref"] for element in bearers}
    strange = {value for value in values if not ENTRY.fullmatch(value)}
    for element in bearers if strange else ():
        value = element.attributes["ref"]
        if value in strange:
            yield tree.finding(
                element,
                "pointer-malformed",
                f"“{value}” is not the address of an entry in a register",
                f"Write register/{_register(element)}.xml#{value.rpartition('#')[2] or 'id'}: the "
                "folder, the register, the id of the entry.",
                "ref",
            )


def _register(element: Element) -> str:
    """The register in which an entry is probably meant."""
    if element.name == "term":
        return "terms"
    return REGISTER_OF.get(NAMES.get(element.name, element.get("type")), "persons")


def pointer_kind(tree: Tree) -> Iterator[Finding]:
    """pointer-kind: a hand points to a handNote, an agent to a category, a resp to a name."""
    for attribute, kinds in KINDS.items():
        for token, bearers in tree.tokens(attribute).items():
            target = tree.ids.get(token[1:])
            if target is None or target.name in kinds:
                continue
            for element in bearers:
                yield tree.finding(
                    element,
                    "pointer-kind",
                    f"@{attribute} points to “{token}”, a <{local(target.name)}>",
                    f"Point to a {' or '.join(f'<{kind}>' for kind in kinds)} of the header.",
                    attribute,
                )


def subtype_has_type(tree: Tree) -> Iterator[Finding]:
    """subtype-alone: @subtype stands only beside @type (P5 Schematron, att.typed)."""
    for element in tree.bearing.get("subtype", ()):
        if "type" not in element.attributes:
            yield tree.finding(
                element,
                "subtype-alone",
                f"<{local(element.name)}> has a subtype and no type",
                "Add @type, of which the subtype is a kind.",
                "subtype",
            )


RULES = (
    id_address,
    id_of_a_page,
    version_id,
    id_twice,
    id_case,
    pointer_resolves,
    pointer_local,
    entry_address,
    pointer_kind,
    subtype_has_type,
)
