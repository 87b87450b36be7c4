"""Rules of the text: sentences hold all words, readings and pages stand in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from edition.finding import Finding
from edition.tei.names import BLOCKS, ID, LANG, TEI, local, tag
from edition.tei.tree import Tree, words

if TYPE_CHECKING:
    from lxml.etree import _Element

S, NOTE, FW = tag("s"), tag("note"), tag("fw")
READINGS = ("choice", "subst", "app", "supplied", "unclear", "gap", "add", "del")
COMPOUND = {tag("choice"), tag("subst"), tag("app")}


def text_in_segments(tree: Tree) -> Iterator[Finding]:
    """text-outside-segment: where a block is divided into sentences, all its words are in one."""
    for name in BLOCKS:
        for block in tree.named.get(name, ()):
            if block.find(S) is None:
                continue
            loose = [block.text, *(child.tail for child in block)]
            for string in loose:
                if string and string.strip():
                    quoted = " ".join(string.split())[:40]
                    yield tree.finding(
                        block,
                        "text-outside-segment",
                        f"“{quoted}” stands in “{block.get(ID)}” outside every sentence",
                        "Take it into the <s> that it belongs to.",
                        text=string.strip()[:40],
                    )


def reading_numbered(tree: Tree) -> Iterator[Finding]:
    """reading-unnumbered: every intervention has an address; reading-order: they ascend."""
    numbered: list[tuple[int, _Element]] = []
    for element in tree.all(*READINGS):
        parent = element.getparent()
        if parent is not None and parent.tag in COMPOUND:
            continue
        anchor = element.get(ID)
        if anchor is None:
            yield tree.finding(
                element,
                "reading-unnumbered",
                f"this <{local(str(element.tag))}> has no id, so nobody can cite it",
                'Give it the next one: xml:id="reading-<n>".',
            )
        elif (found := re.search(r"\d+", anchor)) is not None:
            numbered.append((int(found[0]), element))
    numbered.sort(key=lambda pair: tree.number[pair[1]])
    for (before, _), (number, element) in pairwise(numbered):
        if number < before:
            yield tree.finding(
                element,
                "reading-order",
                f"“{element.get(ID)}” stands after “reading-{before}”",
                "Before the first release, number the readings in the order of the text; "
                "afterwards insert with a letter (reading-4a).",
                ID,
            )


def _ordinal(n: str) -> tuple[int, str]:
    found = re.match(r"(\d+)(.*)", n)
    return (int(found[1]), found[2]) if found else (-1, n)


def page_order(tree: Tree) -> Iterator[Finding]:
    """page-order: the pages of a version ascend; page-id: their id carries their number."""
    for text in tree.all("text"):
        version = text.get(ID)
        if version is None:
            continue
        pages = list(text.iter(TEI + "pb"))
        for page in pages:
            if page.get(ID) != f"{version}-page-{page.get('n')}":
                yield tree.finding(
                    page,
                    "page-id",
                    f"page “{page.get('n')}” of version “{version}” has the id “{page.get(ID)}”",
                    f'Its address is "{version}-page-{page.get("n")}".',
                    ID,
                )
        for before, page in pairwise(pages):
            if _ordinal(page.get("n", "")) <= _ordinal(before.get("n", "")):
                yield tree.finding(
                    page,
                    "page-order",
                    f"page “{page.get('n')}” comes after page “{before.get('n')}”",
                    "Give each page the number that is printed on it, or the next one.",
                    "n",
                )


HIGH = re.compile(r"([ \u00a0\u202f]?)([;:!?»])(?=\s|$)")


def spacing_consistent(tree: Tree) -> Iterator[Finding]:
    """spacing-mixed: before one high punctuation mark, a French version spaces always or never."""
    for text in tree.all("text"):
        if not text.get(ID) or not (text.get(LANG) or "").startswith("fr"):
            continue
        first: dict[str, bool] = {}
        for segment in text.iter(S):
            for space, mark in HIGH.findall(words(segment)):
                if first.setdefault(mark, bool(space)) != bool(space):
                    yield tree.finding(
                        segment,
                        "spacing-mixed",
                        f"“{mark}” stands here {'with' if space else 'without'} a space before it, "
                        f"elsewhere {'without' if space else 'with'}",
                        "Keep what the source has and declare it; else mend the transcription.",
                        text=f"{space}{mark}",
                    )


RULES = (text_in_segments, reading_numbered, page_order, spacing_consistent)
