"""Nothing gets lost on the way: whatever is taken from, doubled or displaced in the real letters
is found, and the finding names it.

Every id is tried. One test is one kind of change in one letter; it lists the ids that no
finding named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from edition import prepare, validate
from edition.finding import Findings, Severity
from edition.rules import BY_CODE
from tests.command import ROOT

ID = "{http://www.w3.org/XML/1998/namespace}id"
TEI = "{http://www.tei-c.org/ns/1.0}"
LETTERS = sorted((ROOT / "letters").glob("*.xml"))
SENTENCE, LINK, GROUP = f"{TEI}s", f"{TEI}link", f"{TEI}linkGrp"
BLOCKS = frozenset(f"{TEI}{name}" for name in ("p", "dateline", "salute", "signed"))

# What a change leaves behind: ids one of which a finding must name; none where it cannot be made.
Change = Callable[[etree._Element], tuple[str, ...]]


# --- what can be done to an element -----------------------------------------------------------


def removed(element: etree._Element) -> tuple[str, ...]:
    """Take it out; what follows it stays."""
    parent, tail = element.getparent(), element.tail or ""
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
    return (name(element), *targets(element))


def doubled(element: etree._Element) -> tuple[str, ...]:
    """Let it stand twice."""
    element.addnext(deepcopy(element))
    return (name(element),)


def doubled_under_another_name(element: etree._Element) -> tuple[str, ...]:
    """Let it stand twice, each with ids of its own."""
    copy = deepcopy(element)
    for each in copy.iter(etree.Element):
        if each.get(ID):
            each.set(ID, re.sub(r"\d+$", lambda n: str(int(n[0]) + 70), name(each)))
    if name(copy) == name(element):
        return ()
    element.addnext(copy)
    return (name(copy),)


def swapped(element: etree._Element) -> tuple[str, ...]:
    """Let it change places with the next of its kind in its version or list."""
    other = following(element)
    if other is None:
        return ()
    mark = etree.Element("mark")
    for here, there in ((element, mark), (other, element), (mark, other)):
        there.tail, tail = here.tail, there.tail
        here.getparent().replace(here, there)
        here.tail = tail
    return (name(element), unit(element))


def retargeted(link: etree._Element) -> tuple[str, ...]:
    """Let it change its last target with that of the next."""
    other = following(link)
    if other is None:
        return ()
    mine, theirs = targets(link), targets(other)
    link.set("target", " ".join(f"#{each}" for each in (*mine[:-1], theirs[-1])))
    other.set("target", " ".join(f"#{each}" for each in (*theirs[:-1], mine[-1])))
    return (name(link), name(other))


def turned(link: etree._Element) -> tuple[str, ...]:
    """Let its targets stand in the other order."""
    link.set("target", " ".join(f"#{each}" for each in reversed(targets(link))))
    return (name(link),)


def halved(link: etree._Element) -> tuple[str, ...]:
    """Let it lose its last target."""
    first = targets(link)[0]
    link.set("target", f"#{first}")
    return (name(link), first)


def following(element: etree._Element) -> etree._Element | None:
    """The next of its kind in the same version or list of links."""
    scope = next(element.iterancestors(f"{TEI}text", GROUP))
    kind = [each for each in scope.iter(element.tag) if each.get(ID)]
    place = kind.index(element) + 1
    return kind[place] if place < len(kind) else None


def name(element: etree._Element) -> str:
    return str(element.get(ID))


def unit(element: etree._Element) -> str:
    """The id of the unit that a part of a version stands in, by the pattern of addresses."""
    return name(element).partition("-")[2]


def targets(element: etree._Element) -> tuple[str, ...]:
    """The ids that a link points to."""
    return tuple(each.removeprefix("#") for each in (element.get("target") or "").split())


# --- what is found -----------------------------------------------------------------------------


@cache
def grammar() -> validate.Grammar:
    return validate.grammar("schema/letter.rng", (ROOT / "schema" / "letter.rng").read_bytes())


def errors(path: Path, data: bytes) -> Findings:
    """The findings about a letter that stop a build."""
    _, _, findings = prepare.letter(f"letters/{path.name}", data, grammar())
    return tuple(each for each in findings if BY_CODE[each.code].severity is Severity.ERROR)


def named(ids: tuple[str, ...], findings: Findings) -> bool:
    """Whether a finding names one of these ids in its message, as a whole word."""
    words = "|".join(map(re.escape, ids))
    return any(re.search(rf"(?<![\w-])(?:{words})(?![\w-])", each.message) for each in findings)


def elements(root: etree._Element, tags: frozenset[str]) -> Iterator[etree._Element]:
    """The elements of the texts and the alignment that have an id, of these kinds."""
    for element in root.iter(*tags):
        if element.get(ID) and next(element.iterancestors(f"{TEI}note"), None) is None:
            yield element


def bare(path: Path) -> etree._Element:
    """A letter without the commentary that would also miss what is taken from the text."""
    root = etree.parse(path).getroot()
    for each in list(root.iter(f"{TEI}listAnnotation")):
        each.getparent().remove(each)
    return root


def unnamed(path: Path, tags: frozenset[str], change: Change) -> list[str]:
    """The ids of the elements whose change no finding names."""
    source = bare(path)
    ids = [name(element) for element in elements(source, tags)]
    assert ids
    silent = []
    for place, each in enumerate(ids):
        tree = deepcopy(source.getroottree())
        left = change(list(elements(tree.getroot(), tags))[place])
        if left and not named(left, errors(path, etree.tostring(tree, encoding="UTF-8"))):
            silent.append(each)
    return silent


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_the_letter_as_it_is_has_no_error(path: Path) -> None:
    assert errors(path, path.read_bytes()) == ()


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
@pytest.mark.parametrize("change", [removed, doubled, doubled_under_another_name, swapped])
@pytest.mark.parametrize("tags", [frozenset({SENTENCE}), BLOCKS], ids=["sentence", "block"])
def test_no_part_of_a_text_is_changed_unseen(
    path: Path, change: Change, tags: frozenset[str]
) -> None:
    assert unnamed(path, tags, change) == []


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
@pytest.mark.parametrize(
    "change",
    [removed, doubled, doubled_under_another_name, swapped, retargeted, turned, halved],
)
def test_no_link_is_changed_unseen(path: Path, change: Change) -> None:
    assert unnamed(path, frozenset({LINK}), change) == []
