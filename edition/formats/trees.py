"""How a letter is cited: its trees of references, for programs that ask for passages (DTS 1.0).

A letter has a tree for each of its versions, and one of its units, that gives what answers each
other together. References are the addresses of the letter's page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from edition.model import Block, Letter, Segment, Unit, Version

PARALLEL = "side-by-side"
"""The tree of units; no version can be called so."""


class Depth(Struct, frozen=True):
    """How far passages go: to sentences, to ranges of passages."""

    sentences: bool = False
    ranges: bool = False


class Node(Struct, frozen=True):
    """A citable unit: its reference, what it is, and the ids of the elements that it gives."""

    ref: str
    kind: str
    parent: str
    members: tuple[str, ...]


class Tree(Struct, frozen=True):
    """A citation tree; `name` is empty for the default one. Nodes are in reading order."""

    name: str
    what: str
    nodes: tuple[Node, ...]

    @property
    def parameter(self) -> str:
        """How a path says that this tree is meant."""
        return f";tree={self.name}" if self.name else ""

    def below(self, parent: str) -> list[Node]:
        """The children of a node, or the nodes of the first level."""
        return [node for node in self.nodes if node.parent == parent]


def trees(letter: Letter, units: Iterable[Unit], depth: Depth) -> tuple[Tree, ...]:
    """The trees of a letter: of each version, and of its units."""
    made = [
        Tree(
            version.id if place else "",
            f"Version “{version.id}”: {version.role}, {version.lang}",
            tuple(_of_version(version, depth)),
        )
        for place, version in enumerate(letter.versions)
    ]
    kinds = {node.ref: node.kind for tree in made for node in tree.nodes}
    parallel = tuple(_of_units(tuple(units), kinds, depth))
    return (*made, Tree(PARALLEL, "What answers what: all versions side by side", parallel))


def _of_version(version: Version, depth: Depth) -> Iterator[Node]:
    for part in version.parts:
        if isinstance(part, Block):
            yield Node(part.id, part.kind, "", (part.id,))
            if depth.sentences:
                for each in part.content:
                    if isinstance(each, Segment):
                        yield Node(each.id, "sentence", part.id, (each.id,))


def _of_units(units: tuple[Unit, ...], kinds: dict[str, str], depth: Depth) -> Iterator[Node]:
    below: dict[str, list[Unit]] = {}
    for unit in units:
        if unit.level == "segment" and depth.sentences:
            below.setdefault(unit.parent, []).append(unit)
    for unit in units:
        if unit.level == "block":
            yield _of_unit(unit, kinds, "")
            for each in below.get(unit.id, ()):
                yield _of_unit(each, kinds, unit.id)


def _of_unit(unit: Unit, kinds: dict[str, str], parent: str) -> Node:
    members = tuple(member for side in unit.sides for member in side.members)
    kind = next((kinds[each] for each in members if each in kinds), "")
    return Node(unit.id, kind, parent, members)


# --- ranges ------------------------------------------------------------------------------------


def ranges(tree: Tree) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every range of a tree, with the elements that it gives: whole blocks, and parts of those
    in which it begins or ends.
    """
    leaves = [node for node in tree.nodes if node.parent or not tree.below(node.ref)]
    place = {node.ref: number for number, node in enumerate(leaves)}
    reach = {}
    for node in tree.nodes:
        own = [place[each.ref] for each in tree.below(node.ref)] or [place[node.ref]]
        reach[node.ref] = (own[0], own[-1])
    for start in tree.nodes:
        for end in tree.nodes:
            first, last = reach[start.ref][0], reach[end.ref][1]
            if first <= last:
                yield start.ref, end.ref, tuple(_between(tree, reach, first, last))


def _between(tree: Tree, reach: dict[str, tuple[int, int]], first: int, last: int) -> Iterator[str]:
    whole = ""
    for node in tree.nodes:
        inside = first <= reach[node.ref][0] and reach[node.ref][1] <= last
        if inside and not (node.parent and node.parent == whole):
            whole = whole if node.parent else node.ref
            yield from node.members
