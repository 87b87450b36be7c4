"""The shifts of a letter as W3C Web Annotations (JSON-LD), one annotation a shift.

Addresses are relative to the file, which stands beside the letter's page, or absolute. A span
is selected in its sentence by quotation and by position, both in the transcribed text; a place
where nothing stands is an empty quotation between the words around it.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from edition.formats import quoted
from edition.formats.given import Given
from edition.formats.quoted import Quoted
from edition.model import Category, Letter, Shift, text

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""Characters before and after a quotation that tell it from others like it."""

Node = dict[str, object]


def collection(given: Given) -> bytes:
    """All annotations of a letter, in one page."""
    letter = given.letter
    name = given.beside(f"{letter.id}.annotations.jsonld")
    made: Node = {
        "@context": CONTEXT,
        "id": name,
        "type": "AnnotationCollection",
        "label": _label(letter),
        **_rights(letter),
        "total": len(letter.shifts),
        "first": {
            "id": f"{name}#page-1",
            "type": "AnnotationPage",
            "partOf": name,
            "startIndex": 0,
            "items": list(_annotations(given)),
        },
    }
    return msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n"


def _label(letter: Letter) -> str:
    return text(letter.title[0].content) if letter.title else letter.id


def _rights(letter: Letter) -> Node:
    """The licence of encoding and commentary, as the header states it."""
    stated = {each.id: each.target for each in letter.statements if each.kind == "rights"}
    licence = stated.get("encoding-rights", "")
    return {"rights": licence} if licence else {}


def _annotations(given: Given) -> Iterator[Node]:
    spans = quoted.spans(given)
    categories = {each.id: each for each in given.letter.categories}
    for shift in given.letter.shifts:
        places = [_target(given, span) for span in spans[shift.id]]
        instances = [_here(given, instance) for instance in shift.instances]
        yield {
            "id": _here(given, shift.id),
            "type": "Annotation",
            "motivation": "assessing",
            "creator": [given.beside(f"{given.letter.id}.xml#{each}") for each in shift.resp],
            "body": list(_bodies(shift, categories)),
            "target": [*places, *instances],
        }


def _here(given: Given, anchor: str) -> str:
    return given.beside(f"{given.letter.id}.html#{anchor}")


# --- what is said ------------------------------------------------------------------------------


def _bodies(shift: Shift, categories: dict[str, Category]) -> Iterator[Node]:
    """Explanation, gloss, and the categories as tags in each of their languages."""
    for each in shift.explanation:
        yield _body(text(each.content), each.lang, "assessing")
    for each in shift.gloss:
        yield _body(text(each.content), each.lang, "describing")
    flag = "defensible" if shift.defensible else ""
    for name in filter(None, (shift.type, shift.weight, shift.cause, flag)):
        if name not in categories:
            yield _body(name, "", "classifying")
            continue
        for term in categories[name].term:
            yield _body(text(term.content), term.lang, "classifying")


def _body(value: str, lang: str, purpose: str) -> Node:
    language = {"language": lang} if lang else {}
    return {
        "type": "TextualBody",
        "value": value,
        "format": "text/plain",
        **language,
        "purpose": purpose,
    }


# --- what it is said of ------------------------------------------------------------------------


def _target(given: Given, span: Quoted) -> Node | str:
    """Words or a place in a segment; the segment itself, where all of it is meant."""
    source = _here(given, span.segment or span.anchor)
    if span.start is None or span.end is None:
        return source
    return {
        "type": "SpecificResource",
        "source": source,
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": span.words,
                "prefix": span.context[max(span.start - AROUND, 0) : span.start],
                "suffix": span.context[span.end : span.end + AROUND],
            },
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        ],
    }
