"""What answers what: the links of a letter become units, and the coverage is proved.

Every block and every segment of every version stands in exactly one unit of its level; a
side that is lacking is anchored with a reason; crossings are declared (TEI P5 §17.1, §17.3).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from itertools import pairwise

from msgspec import Struct

from edition.finding import Finding, Findings, Spot
from edition.model import Anchor, Block, Content, Letter, Link, Segment, Side, Unit, nodes

PLURAL = {"block": "blocks", "segment": "segments"}


def units(letter: Letter) -> tuple[tuple[Unit, ...], Findings]:
    """The units of a letter, block units first, each level in the order of its links.

    Findings: a target that does not exist, stands twice or at another level; a block or segment
    in no unit; a lacking side without reason; a unit with another name than its first part; an
    undeclared crossing; a segment unit astride.
    """
    places = _places(letter)
    found: list[Finding] = list(_group_findings(letter, places))
    made: list[Unit] = []
    parents: dict[str, str] = {}
    for level in ("block", "segment"):
        links = [link for link in letter.links if link.level == level]
        bearers = _bearers(letter, links, level, places, found)
        lacking = _lacking(level, bearers, places)
        found += _doubled(letter, links, places, bearers, lacking)
        of_level = [_unit(letter, link, level, places) for link in links]
        if level == "block":
            parents = {m: unit.id for unit in of_level for side in unit.sides for m in side.members}
            of_segments = _parents(letter, parents)
        found += _uncovered(letter, level, lacking, places, parents)
        found += _misnamed(letter, of_level)
        found += _crossings(letter, of_level, places)
        if level == "segment":
            found += _astride(letter, of_level, of_segments)
            of_level = [_within(unit, of_segments) for unit in of_level]
        made += of_level
    return tuple(made), tuple(found)


def sound(units: tuple[Unit, ...], findings: Findings) -> tuple[Unit, ...]:
    """The units of which nothing is wrong: whose sides can be compared."""
    if not findings:
        return units
    places = [where for each in findings for where in (each.where, each.other)]
    wrong = {where.element for where in places if isinstance(where, Spot)}
    times = Counter((unit.level, m) for unit in units for side in unit.sides for m in side.members)
    return tuple(
        unit
        for unit in units
        if unit.at not in wrong
        and all(times[unit.level, m] == 1 for side in unit.sides for m in side.members)
    )


# --- where everything stands -------------------------------------------------------------------


class Held(Struct, frozen=True):
    """A block, segment, anchor or missing version: where it stands and how it may be linked."""

    version: str
    level: str  # block, segment, anchor, missing
    order: int
    at: int
    reason: str = ""
    block: str = ""


def segments(content: Content) -> list[Segment]:
    """The segments of a block's content, in order; segments do not nest."""
    return [node for node in content if type(node) is Segment]


def _places(letter: Letter) -> dict[str, Held]:
    """What can be linked, by id."""
    places = {m.id: Held(m.id, "missing", 0, m.at, "not-available") for m in letter.missing if m.id}
    for version in letter.versions:
        order = 0
        for part in version.parts:
            if isinstance(part, Anchor):
                places[part.id] = Held(version.id, "anchor", order, part.at, _reason(part))
            if not isinstance(part, Block):
                continue
            order += 1
            places[part.id] = Held(version.id, "block", order, part.at)
            for segment in segments(part.content):
                order += 1
                places[segment.id] = Held(version.id, "segment", order, segment.at, "", part.id)
            for node in nodes(part.content):
                if type(node) is Anchor:
                    places[node.id] = Held(
                        version.id, "anchor", order, node.at, _reason(node), part.id
                    )
    return places


def _reason(anchor: Anchor) -> str:
    return anchor.reason if anchor.kind == "absent" else ""


def _members(letter: Letter, target: str) -> tuple[str, ...]:
    """The ids that a target stands for: itself, or the members of a group."""
    for group in letter.groups:
        if group.id == target:
            return group.members
    return (target,)


def _domains(letter: Letter) -> tuple[str, ...]:
    """The sides that every unit has: missing versions first, then versions as they stand."""
    return (*(m.id for m in letter.missing if m.id), *(v.id for v in letter.versions))


# --- units -------------------------------------------------------------------------------------


def _unit(letter: Letter, link: Link, level: str, places: dict[str, Held]) -> Unit:
    sides = []
    for target in link.targets:
        members = _members(letter, target)
        held = places.get(members[0]) if members else None
        if held is None:
            continue
        present = held.level == level
        reason = "" if present else held.reason
        sides.append(Side(held.version, members if present else (), reason))
    return Unit(link.id, level, tuple(sides), "", link.crossing, link.at)


def _parents(letter: Letter, blocks: dict[str, str]) -> dict[str, str]:
    """The block unit of every segment, by the segment's id."""
    return {
        segment.id: blocks.get(part.id, "")
        for version in letter.versions
        for part in version.parts
        if isinstance(part, Block)
        for segment in segments(part.content)
    }


def _within(unit: Unit, of_segments: dict[str, str]) -> Unit:
    members = [member for side in unit.sides for member in side.members]
    parent = of_segments.get(members[0], "") if members else ""
    return Unit(unit.id, unit.level, unit.sides, parent, unit.crossing, unit.at)


# --- the proof ---------------------------------------------------------------------------------


def _bearers(
    letter: Letter, links: list[Link], level: str, places: dict[str, Held], found: list[Finding]
) -> dict[str, list[Link]]:
    """The units of the blocks or segments that stand in some; what is wrong goes to found.

    Whoever is very probably meant by a target that is not there counts as standing in its unit.
    """
    bearers: defaultdict[str, list[Link]] = defaultdict(list)
    meant: list[tuple[str, Link]] = []
    domains = _domains(letter)
    linked = {
        member for link in links for each in link.targets for member in _members(letter, each)
    }
    for link in links:
        where = Spot(letter.file, link.at, "target")
        versions: list[str] = []
        others: list[str] = []
        for target in link.targets:
            for member in _members(letter, target):
                held = places.get(member)
                if held is None:
                    near = _near(letter, member, level, places, linked)
                    meant += [(near, link)] if near else []
                    found.append(_unresolved(where, link, member, near, places))
                    continue
                if not versions or versions[-1] != held.version:
                    versions.append(held.version)
                if held.level == "anchor" and not held.reason:
                    found.append(_unexplained(letter, link, member, held))
                elif held.level in PLURAL and held.level != level:
                    others.append(member)
                elif held.level == level:
                    bearers[member].append(link)
        if others:
            named = _named(link, others, level, places)
            meant += [(name, link) for name in named]
            found.append(_other_level(where, link, others, named, level))
        several = len(link.targets) > len(domains) and tuple(versions) == domains
        if several and all(held in places for held in link.targets):
            found.append(_ungrouped(where, link, places))
        elif all(held in places for held in link.targets) and tuple(versions) != domains:
            found.append(_sides(where, link, versions, domains))
    for name, link in meant:
        if name not in bearers and places[name].level == level:
            bearers[name].append(link)
    return bearers


def _lacking(level: str, bearers: Mapping[str, list[Link]], places: dict[str, Held]) -> list[str]:
    return [name for name, held in places.items() if held.level == level and name not in bearers]


def _doubled(
    letter: Letter,
    links: list[Link],
    places: dict[str, Held],
    bearers: Mapping[str, list[Link]],
    lacking: list[str],
) -> Iterator[Finding]:
    """A finding for each unit whose members stand in one before; takes who is meant instead.

    Where a unit of the two has the name of somebody who stands in none, that one is meant.
    """
    repeated = {name: of for name, of in bearers.items() if len(of) > 1}
    for link in links if repeated else ():
        twice = [name for name, of in repeated.items() if link in of[1:]]
        if not twice:
            continue
        first = bearers[twice[0]][0]
        meant = [
            (f"{places[twice[0]].version}-{of.id}", of)
            for of in (first, link)
            if f"{places[twice[0]].version}-{of.id}" in lacking
        ]
        for name, _ in meant:
            lacking.remove(name)
        yield _twice(letter, link, twice, first, meant)


def _uncovered(
    letter: Letter,
    level: str,
    lacking: list[str],
    places: dict[str, Held],
    parents: dict[str, str],
) -> Iterator[Finding]:
    """A finding for each unit that is not there, for all that would stand in it."""
    together: defaultdict[str, list[str]] = defaultdict(list)
    for name in lacking:
        together[name.removeprefix(f"{places[name].version}-")].append(name)
    for unit, names in together.items():
        alone = len(names) == 1
        yield Finding(
            Spot(letter.file, places[names[0]].at, "xml:id"),
            "unit-missing",
            f"{level if alone else PLURAL[level]} {_list(names)} {'stands' if alone else 'stand'} "
            "in no unit: nothing says what answers what",
            _link_wanted(level, unit, names, places, parents),
        )


def _link_wanted(
    level: str, unit: str, names: list[str], places: dict[str, Held], parents: dict[str, str]
) -> str:
    """What is to be done for what stands in no unit."""
    group = f"the alignment of {PLURAL[level]}"
    if len(names) > 1:
        targets = " ".join(f"#{name}" for name in names)
        return f'Add a link to {group}: <link xml:id="{unit}" target="{targets}"/>.'
    block = places[names[0]].block
    for other, of in parents.items() if block else ():
        if of == parents.get(block) and other != block and _whole(other, places):
            name = f"{places[other].version}-{unit}"
            return (
                f"“{other}”, which answers its paragraph, is not divided into sentences: put "
                f'<s xml:id="{name}"> into it, and add a link to {group}.'
            )
    return (
        f"Add a link to {group}; what answers together with its neighbour is grouped with it by "
        '<ptr>; where the other side has nothing, point to an <anchor type="absent"> at the place.'
    )


def _misnamed(letter: Letter, of_level: list[Unit]) -> Iterator[Finding]:
    """A finding for each unit that has not the name of its first part that is there."""
    for unit in of_level:
        for version, first in [(s.version, m) for s in unit.sides for m in s.members][:1]:
            name = first.removeprefix(f"{version}-")
            if unit.id != name:
                yield Finding(
                    Spot(letter.file, unit.at, "xml:id"),
                    "unit-id",
                    f"the unit “{unit.id}” begins with “{first}”",
                    f'Write xml:id="{name}", or mend the target.',
                )


def _near(letter: Letter, name: str, level: str, places: dict[str, Held], linked: set[str]) -> str:
    """Who is meant by a name: of its version, where it begins as one, and in no unit; else an
    anchor to which nothing points. Nobody where a paragraph has no sentence of that name because
    it has none.
    """
    if _whole(name.rpartition("-s")[0], places):
        return ""
    version = name.partition("-")[0]
    named = any(version == each.id for each in letter.versions)
    free = [
        each
        for each, held in places.items()
        if each not in linked
        and held.level in (level, "anchor")
        and (not named or held.version == version)
    ]
    anchors = [each for each in free if places[each].level == "anchor"]
    return next(iter((*get_close_matches(name, free, 1), *anchors)), "")


def _whole(name: str, places: dict[str, Held]) -> bool:
    """Whether something is a block that is not divided into sentences."""
    held = places.get(name)
    return (
        held is not None
        and held.level == "block"
        and not any(each.level == "segment" and each.block == name for each in places.values())
    )


def _unresolved(
    where: Spot, link: Link, member: str, near: str, places: dict[str, Held]
) -> Finding:
    block = member.rpartition("-s")[0]
    if _whole(block, places):
        proposal = f'“{block}” is not divided into sentences: put <s xml:id="{member}"> into it.'
    else:
        proposal = (
            f"Did you mean “#{near}”?" if near else _absence(member.partition("-")[0], places)
        )
    return Finding(
        where,
        "link-unresolved",
        f"unit “{link.id}” points to “#{member}”, which is not here",
        proposal,
        about=member,
    )


def _absence(version: str, places: dict[str, Held]) -> str:
    """What to write where nothing of a version answers."""
    number = 1 + sum(name.startswith(f"{version}-absent-") for name in places)
    return (
        "Give the id of what answers; where nothing does, put an anchor at the place and point to "
        f'it: <anchor xml:id="{version}-absent-{number}" type="absent" subtype="not-in-source"/>.'
    )


def _unexplained(letter: Letter, link: Link, member: str, held: Held) -> Finding:
    return Finding(
        Spot(letter.file, held.at),
        "absence-unexplained",
        f"the anchor “{member}” of unit “{link.id}” does not say why there is no text",
        'Write <anchor type="absent" subtype="…"/> with the reason, such as not-in-source.',
    )


def _named(link: Link, others: list[str], level: str, places: dict[str, Held]) -> list[str]:
    """Who has the name of a unit, in the versions of those to whom it points in their place."""
    names = [f"{places[member].version}-{link.id}" for member in others]
    return [name for name in names if name in places and places[name].level == level]


def _other_level(
    where: Spot, link: Link, others: list[str], named: list[str], level: str
) -> Finding:
    there = "block" if level == "segment" else "segment"
    hint = f"Point to {PLURAL[level]}, or move the link to the alignment of {PLURAL[there]}."
    if len(named) == len(others):
        hint = f"Did you mean {_list([f'#{name}' for name in named])}?"
    return Finding(
        where,
        "link-level",
        f"unit “{link.id}” of the {PLURAL[level]} points to "
        f"the {there if len(others) == 1 else PLURAL[there]} {_list(others)}",
        hint,
    )


def _twice(
    letter: Letter, link: Link, names: list[str], first: Link, meant: list[tuple[str, Link]]
) -> Finding:
    verb = "stands" if len(names) == 1 else "stand"
    return Finding(
        Spot(letter.file, link.at, "target"),
        "unit-twice",
        f"{_list(names)} {verb} in unit “{link.id}” and already in unit “{first.id}”",
        "".join(f"“{name}” stands in none: is it meant in “{of.id}”? " for name, of in meant)
        + "Leave each in one; several that answer together form one side: <ptr> with their ids.",
    )


def _sides(where: Spot, link: Link, versions: list[str], domains: tuple[str, ...]) -> Finding:
    return Finding(
        where,
        "link-sides",
        f"unit “{link.id}” joins {_list(versions)}, not {_list(domains)}",
        "Name one target for each version, in the order of @domains; a lacking side is an "
        '<anchor type="absent">.',
    )


def _ungrouped(where: Spot, link: Link, places: dict[str, Held]) -> Finding:
    """Several of one version that stand in a link without a group."""
    sides: defaultdict[str, list[str]] = defaultdict(list)
    for target in link.targets:
        sides[places[target].version].append(target)
    version, several = next((each, of) for each, of in sides.items() if len(of) > 1)
    name = f"{version}-{link.id.partition('-')[0]}-g1"
    members = " ".join(f"#{each}" for each in several)
    return Finding(
        where,
        "link-sides",
        f"unit “{link.id}” joins {_list(several)}, which are no group",
        f'Add <ptr xml:id="{name}" target="{members}"/> before the link, and write “#{name}” in '
        "place of them.",
    )


def _list(names: tuple[str, ...] | list[str]) -> str:
    return " + ".join(f"“{name}”" for name in names)


def _crossings(letter: Letter, of_level: list[Unit], places: dict[str, Held]) -> Iterator[Finding]:
    """A unit that steps back behind the one before, in whatever versions, must be declared."""
    crossing: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for version in letter.versions:
        orders = [
            (
                unit,
                [places[m].order for s in unit.sides if s.version == version.id for m in s.members],
            )
            for unit in of_level
        ]
        standing = [(unit, order) for unit, order in orders if order]
        for (before, first), (unit, order) in pairwise(standing):
            if order[0] < first[-1] and not (unit.crossing or before.crossing):
                crossing[before.id, unit.id].append(version.id)
    by_id = {unit.id: unit for unit in of_level}
    for (before_id, unit_id), versions in crossing.items():
        yield Finding(
            Spot(letter.file, by_id[unit_id].at, "target"),
            "crossing-undeclared",
            f"unit “{unit_id}” goes back behind “{before_id}” in version {_list(versions)}",
            "Put links and text in one order; where the versions really cross, say so: "
            'type="crossing".',
            Spot(letter.file, by_id[before_id].at, "target"),
        )


def _astride(letter: Letter, of_level: list[Unit], parents: dict[str, str]) -> Iterator[Finding]:
    for unit in of_level:
        members = [member for side in unit.sides for member in side.members]
        blocks = {parents.get(member, "") for member in members}
        if len(blocks) > 1:
            yield Finding(
                Spot(letter.file, unit.at, "target"),
                "unit-astride",
                f"unit “{unit.id}” joins sentences of different units: {_list(sorted(blocks))}",
                "Sentences that answer each other stand in blocks that answer each other: join "
                "the block units, or divide the unit.",
            )


def _group_findings(letter: Letter, places: dict[str, Held]) -> Iterator[Finding]:
    targets = {target for link in letter.links for target in link.targets}
    for group in letter.groups:
        where = Spot(letter.file, group.at, "target")
        if group.id not in targets:
            yield Finding(
                where,
                "group-unused",
                f"the group “{group.id}” stands in no unit",
                "Point to it from a link, or delete it.",
            )
        held = [places[member] for member in group.members if member in places]
        if len({each.version for each in held}) > 1 or len({each.level for each in held}) > 1:
            yield Finding(
                where,
                "group-mixed",
                f"the group “{group.id}” joins parts of different versions or levels",
                "A group is one side of a unit: several blocks or several segments of one version.",
            )
