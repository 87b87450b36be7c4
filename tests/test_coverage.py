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

Change = Callable[[etree._Element], bool]


# --- what can be done to an element ------------------------------------------------------------


def removed(element: etree._Element) -> bool:
    """Take it out; what follows it stays."""
    parent, tail = element.getparent(), element.tail or ""
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    element.tail = None
    parent.remove(element)
    return True


def doubled(element: etree._Element) -> bool:
    """Let it stand twice."""
    element.addnext(deepcopy(element))
    return True


def doubled_under_another_name(element: etree._Element) -> bool:
    """Let it stand twice, each with ids of its own."""
    copy = deepcopy(element)
    for each in copy.iter(etree.Element):
        if name := each.get(ID):
            each.set(ID, re.sub(r"\d+$", lambda n: str(int(n[0]) + 70), name, count=1))
    if copy.get(ID) == element.get(ID):
        return False
    element.addnext(copy)
    return True


def swapped(element: etree._Element) -> bool:
    """Let it change places with the next of its kind in its version or list."""
    other = following(element)
    if other is None:
        return False
    mark = etree.Element("mark")
    for here, there in ((element, mark), (other, element), (mark, other)):
        there.tail, tail = here.tail, there.tail
        here.getparent().replace(here, there)
        here.tail = tail
    return True


def retargeted(element: etree._Element) -> bool:
    """Let it change its last target with that of the next."""
    other = following(element)
    if other is None:
        return False
    mine, theirs = element.get("target").split(), other.get("target").split()
    mine[-1], theirs[-1] = theirs[-1], mine[-1]
    element.set("target", " ".join(mine))
    other.set("target", " ".join(theirs))
    return True


def turned(element: etree._Element) -> bool:
    """Let its targets stand in the other order."""
    element.set("target", " ".join(reversed(element.get("target").split())))
    return True


def halved(element: etree._Element) -> bool:
    """Let it lose its last target."""
    element.set("target", element.get("target").split()[0])
    return True


def following(element: etree._Element) -> etree._Element | None:
    """The next of its kind in the same version or list of links."""
    scope = next(element.iterancestors(f"{TEI}text", GROUP))
    kind = [each for each in scope.iter(element.tag) if each.get(ID)]
    place = kind.index(element) + 1
    return kind[place] if place < len(kind) else None


# --- what is found -----------------------------------------------------------------------------


@cache
def grammar() -> validate.Grammar:
    return validate.grammar("schema/letter.rng", (ROOT / "schema" / "letter.rng").read_bytes())


def errors(path: Path, data: bytes) -> Findings:
    """The findings about a letter that stop a build."""
    _, _, findings = prepare.letter(f"letters/{path.name}", data, grammar())
    return tuple(each for each in findings if BY_CODE[each.code].severity is Severity.ERROR)


def named(name: str, findings: Findings) -> bool:
    """Whether a finding names an id in its message, as a whole word."""
    return any(
        re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", each.message) for each in findings
    )


def elements(root: etree._Element, tags: frozenset[str]) -> Iterator[etree._Element]:
    """The elements of the texts and the alignment that have an id, of these kinds."""
    for element in root.iter(*tags):
        if element.get(ID) and next(element.iterancestors(f"{TEI}note"), None) is None:
            yield element


def unnamed(path: Path, tags: frozenset[str], change: Change) -> list[str]:
    """The ids of the elements whose change no finding names."""
    source = etree.parse(path).getroot()
    names = [str(element.get(ID)) for element in elements(source, tags)]
    assert names
    silent = []
    for place, name in enumerate(names):
        tree = deepcopy(source.getroottree())
        element = list(elements(tree.getroot(), tags))[place]
        if change(element) and not named(
            name, errors(path, etree.tostring(tree, encoding="UTF-8"))
        ):
            silent.append(name)
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
