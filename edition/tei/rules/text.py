"""Rules of the text: sentences hold all words, readings and pages stand in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from edition.finding import Finding
from edition.tei.names import BLOCKS, ID, READINGS
from edition.tei.proposal import Proposals
from edition.tei.tree import Element, Tree

COMPOUND = ("choice", "subst", "app")
MARKING = (
    *("s", "persName", "placeName", "orgName", "name", "rs", "date", "num"),
    *("term", "q", "foreign", "title", "hi", "seg"),
)


def text_in_segments(tree: Tree) -> Iterator[Finding]:
    """text-outside-segment: where a block is divided into sentences, all its words are in one."""
    for block in tree.all(*BLOCKS):
        if block.child("s") is None:
            continue
        for string in (block.text, *[child.tail for child in block.children]):
            if string.strip():
                quoted = " ".join(string.split())[:40]
                yield tree.finding(
                    block,
                    "text-outside-segment",
                    f"“{quoted}” stands in “{block.get(ID)}” outside every sentence",
                    "Take it into the <s> that it belongs to.",
                    text=string.strip()[:40],
                    own=True,
                )


def paragraph_divided(tree: Tree) -> Iterator[Finding]:
    """paragraph-undivided: where one paragraph of a version is divided into sentences, all are."""
    whole: list[Element] = []
    divided: set[str] = set()
    for block in tree.bearing[ID]:
        if block.name == "p" and block.child("s") is not None:
            divided.add(_version(block))
        elif block.name == "p":
            whole.append(block)
    for block in whole:
        if _version(block) in divided:
            anchor = block.get(ID)
            yield tree.finding(
                block,
                "paragraph-undivided",
                f"“{anchor}” is not divided into sentences, as other paragraphs are",
                f'Put each sentence into an element of its own: <s xml:id="{anchor}-s1">, and so '
                "on; link them in the alignment of segments.",
            )


def _version(block: Element) -> str:
    return block.get(ID).partition("-")[0]


def words_missing(tree: Tree) -> Iterator[Finding]:
    """words-missing: what marks words of the text holds some, or the gap where they stood."""
    start = tree.first("text")
    if start is None:
        return
    for element in tree.all(*MARKING):
        if element.number < start.number or element.text.strip():
            continue
        if element.silent() and not element.all("gap"):
            yield tree.finding(
                element,
                "words-missing",
                f"this <{element.name}> marks no words",
                "Give it the words of the source, or take it out; where they are lost, put <gap>.",
            )


def reading_numbered(tree: Tree) -> Iterator[Finding]:
    """reading-unnumbered: every intervention has an address; reading-order: they ascend."""
    numbered: list[tuple[int, Element]] = []
    lacking: list[Element] = []
    parts = {part.number for whole in tree.all(*COMPOUND) for part in whole.children}
    for element in tree.all(*READINGS):
        if element.number in parts:
            continue
        anchor = element.get(ID)
        if not anchor:
            lacking.append(element)
        elif (found := re.search(r"\d+", anchor)) is not None:
            numbered.append((int(found[0]), element))
    yield from _unnumbered(tree, lacking) if lacking else ()
    numbered.sort(key=lambda pair: pair[1].number)
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


def _unnumbered(tree: Tree, lacking: list[Element]) -> Iterator[Finding]:
    proposals = Proposals(tree)
    for element in sorted(lacking, key=lambda each: each.number):
        yield tree.finding(
            element,
            "reading-unnumbered",
            f"this <{element.name}> has no id, so nobody can cite it",
            f'Write xml:id="{proposals.anchor(element)}".',
        )


def correction_differs(tree: Tree) -> Iterator[Finding]:
    """correction-same: a correction reads otherwise than what it corrects."""
    for choice in tree.all("choice"):
        wrong, right = choice.child("sic"), choice.child("corr")
        if wrong and right and wrong.words().split() == right.words().split():
            yield tree.finding(
                choice,
                "correction-same",
                f"“{' '.join(right.words().split())}” is corrected into itself",
                "Write in <corr> what you read instead, or take the reading out.",
            )


def ordinal(n: str) -> tuple[int, str]:
    """What a printed number sorts by: 60a after 60."""
    found = re.match(r"(\d+)(.*)", n)
    return (int(found[1]), found[2]) if found else (-1, n)


def page_order(tree: Tree) -> Iterator[Finding]:
    """page-order: the pages of a version ascend; page-id: their id carries their number."""
    for text in tree.all("text"):
        version = text.get(ID)
        if not version:
            continue
        pages = tree.inside(text, "pb")
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
            sound = all(
                each.get(ID) == f"{version}-page-{each.get('n')}" for each in (before, page)
            )
            if sound and ordinal(page.get("n")) <= ordinal(before.get("n")):
                yield tree.finding(
                    page,
                    "page-order",
                    f"page “{page.get('n')}” comes after page “{before.get('n')}”",
                    "Give each page the number that is printed on it, or the next one.",
                    "n",
                )


COUNTED = frozenset((*BLOCKS, "s"))
NUMBER = re.compile(r"(.*\D)(\d+)([a-z]*)")


def numbers_follow(tree: Tree) -> Iterator[Finding]:
    """sentence-id: a sentence's id begins with that of its block; number-order: the numbers of
    blocks, and of the sentences of each, ascend."""
    block, inside = "", "-s"
    last: dict[str, tuple[tuple[int, int, str], str]] = {}
    strayed: dict[str, list[Element]] = {}
    for element in tree.bearing[ID]:
        if element.name not in COUNTED:
            continue
        anchor = element.attributes[ID]
        if element.name != "s":
            block, inside = anchor, f"{anchor}-s"
        elif not anchor.startswith(inside):
            strayed.setdefault(block, []).append(element)
            continue
        if (found := NUMBER.fullmatch(anchor)) is None:
            continue
        stem, number, letters = found.groups()
        order = int(number), len(letters), letters
        before = last.get(stem)
        last[stem] = order, anchor
        if before is not None and order <= before[0]:
            yield _disordered(tree, element, before[1])
    for name, sentences in strayed.items():
        yield _strayed(tree, name, sentences)


def _disordered(tree: Tree, element: Element, before: str) -> Finding:
    new = Proposals(tree).proposed(element)
    return tree.finding(
        element,
        "number-order",
        f"“{element.get(ID)}” stands after “{before}”",
        "Before the first release, number in the order of the text. What was released keeps its "
        "number" + (f"; what is new here is “{new}”." if new else "."),
        ID,
    )


def _strayed(tree: Tree, block: str, sentences: list[Element]) -> Finding:
    """Of the sentences of a block that are named as those of others, told at the first."""
    first, others = sentences[0], len(sentences) - 1
    name = first.get(ID)
    owner, _, number = name.rpartition("-")
    meant = f"{block}-{number}"
    meant = Proposals(tree).proposed(first) if meant in tree.ids else meant
    hint = f'Write xml:id="{meant}", here and in the alignment.'
    if owner not in tree.ids and len(tree.ids[block].all("s")) == len(sentences):
        hint = (
            f'Write xml:id="{owner}" of the block, or xml:id="{meant}" here and in the alignment.'
        )
    return tree.finding(
        first,
        "sentence-id",
        f"“{name}” stands in “{block}”" + (f", and {others} more so named" if others else ""),
        hint,
        ID,
    )


HIGH = re.compile(r"[;:!?»](?=\s|$)")
SPACE = ("\u0020", "\u00a0", "\u202f")


def spacing_consistent(tree: Tree) -> Iterator[Finding]:
    """spacing-mixed: before one high punctuation mark, a French version spaces always or never."""
    for text in tree.all("text"):
        if not text.get(ID) or not text.lang.startswith("fr"):
            continue
        first: dict[str, bool] = {}
        for segment in tree.inside(text, "s"):
            said = segment.words()
            for found in HIGH.finditer(said):
                mark, before = found[0], said[: found.start()]
                space = before[-1:] if before.endswith(SPACE) else ""
                if first.setdefault(mark, bool(space)) != bool(space):
                    yield tree.finding(
                        segment,
                        "spacing-mixed",
                        f"“{mark}” stands here {'with' if space else 'without'} a space before it, "
                        f"elsewhere {'without' if space else 'with'}",
                        "Keep what the source has and declare it; else mend the transcription.",
                        text=f"{space}{mark}",
                    )


RULES = (
    text_in_segments,
    paragraph_divided,
    words_missing,
    reading_numbered,
    correction_differs,
    page_order,
    numbers_follow,
    spacing_consistent,
)
