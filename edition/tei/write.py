"""Values become TEI again: contents and notes, as they would stand in a letter.

What is written here and read again is the same value; names come back as `persName`,
`placeName`, `orgName` or `rs` by their kind, since the model does not keep which stood there.
"""

from collections.abc import Iterable
from html import escape

from edition import model
from edition.model import Alternative, Content, Inline, Paragraph, Reading, When
from edition.tei.names import NAMES, local

NAME_OF = {kind: local(element) for element, kind in NAMES.items()}

PARTS = {
    "correction": ("choice", "sic", "corr"),
    "regularization": ("choice", "orig", "reg"),
    "expansion": ("choice", "abbr", "expan"),
    "substitution": ("subst", "add", "del"),
    "variant": ("app", "lem", "rdg"),
}
"""The elements of a reading that has two sides: around it, what stands, what is put beside."""


def notes(kind: str, paragraphs: Iterable[Paragraph]) -> dict[str, str]:
    """The notes of a kind by language: one a language, with `p` where it has several paragraphs."""
    by_language: dict[str, list[str]] = {}
    for each in paragraphs:
        by_language.setdefault(each.lang, []).append(content(each.content))
    return {
        lang: _element(
            "note",
            said[0] if len(said) == 1 else "".join(_element("p", each) for each in said),
            type=kind,
            xml_lang=lang,
        )
        for lang, said in by_language.items()
    }


# --- contents ----------------------------------------------------------------------------------


def content(nodes: Content) -> str:
    """Mixed content. Of a note inside a note only the place is known: it becomes a `ptr`."""
    return "".join(map(_inline, nodes))


def _inline(node: Inline) -> str:
    match node:
        case str():
            return escape(node, quote=False)
        case Reading():
            return _reading(node)
        case model.Mention(kind=kind, register=register, entry=entry, shift=shift):
            ref = f"register/{register}.xml#{entry}" if entry else ""
            name = NAME_OF.get(kind, "rs")
            of = kind if name == "rs" else ""
            return _around(name, node, type=of, ref=ref, corresp=_locals((shift,)))
        case model.Term(entry=entry):
            return _around("term", node, ref=f"register/terms.xml#{entry}" if entry else "")
        case model.Date(when=when, shift=shift):
            inside = content(node.content)
            return _element("date", inside, **_when(when), corresp=_locals((shift,)))
        case model.Number(value=value, shift=shift):
            return _around("num", node, value=value, corresp=_locals((shift,)))
        case model.Quotation(source=source):
            return _around("q", node, source=source)
        case model.Foreign(lang=lang):
            return _around("foreign", node, xml_lang=lang)
        case model.Title(level=level):
            return _around("title", node, level=level)
        case model.Highlight(rend=rend):
            return _around("hi", node, rend=rend)
        case model.Hand(hand=hand, cert=cert):
            return _around("seg", node, hand=_locals((hand,)), cert=cert)
        case model.Reference(target=target, status=status):
            return _around("ref", node, target=target, ana=_locals((status,)))
        case model.Citation(corresp=corresp):
            return _around("bibl", node, corresp=corresp)
        case model.Idno(kind=kind):
            return _around("idno", node, type=kind)
        case model.Segment(id=id, lang=lang):
            return _around("s", node, xml_id=id, xml_lang=lang)
        case model.Forme(id=id, kind=kind, subtype=subtype):
            return _around("fw", node, xml_id=id, type=kind, subtype=subtype)
        case model.NoteMark(note=note):
            return _element("ptr", target=_locals((note,)))
        case model.PageBreak(id=id, n=n, inferred=inferred):
            return _element("pb", xml_id=id, n=n, resp="#editors" if inferred else "")
        case model.LineBreak():
            return _element("lb")
        case model.Anchor(id=id, kind=kind, reason=reason):
            return _element("anchor", xml_id=id, type=kind, subtype=reason)


def _when(when: When) -> dict[str, str]:
    """The attributes of a date (att.datable.w3c)."""
    first, last = ("from", "to") if when.lasts else ("notBefore", "notAfter")
    return {
        "when": when.when,
        first: when.not_before,
        last: when.not_after,
        "evidence": when.evidence,
        "resp": _locals(when.resp),
    }


# --- readings ----------------------------------------------------------------------------------


def _reading(reading: Reading) -> str:
    """A reading by its kind, as the reader takes it apart."""
    known = {"xml_id": reading.id, "ana": _locals((reading.agent,))}
    stands = content(reading.stands)
    if reading.kind in PARTS:
        around, standing, beside = PARTS[reading.kind]
        others = [_alternative(beside, each) for each in reading.alternatives]
        parts = (_element(standing, stands), *others)
        # In a substitution what was struck out comes before what took its place (P5 §11.3.1.5).
        return _element(around, "".join(parts if around != "subst" else reversed(parts)), **known)
    match reading.kind:
        case "unclear":
            return _element("unclear", stands, reason=reading.reason, **known)
        case "addition":
            return _element("add", stands, place=reading.reason, **known)
        case "supplied":
            return _beside("supplied", reading, reason=reading.reason, **known)
        case "deletion":
            return _beside("del", reading, rend=reading.reason, **known)
        case "gap":
            facts = {"reason": reading.reason, "extent": reading.extent, "agent": reading.agent}
            return _element("gap", xml_id=reading.id, **facts)
        case other:
            raise ValueError(f"a reading of kind {other!r}")


def _beside(name: str, reading: Reading, **attributes: str) -> str:
    """A reading that is nothing but its alternative."""
    (only,) = reading.alternatives
    return _alternative(name, only, **attributes)


def _alternative(name: str, each: Alternative, **attributes: str) -> str:
    source = " ".join(f"#{token}" if "#" not in token else token for token in each.source)
    facts = {"resp": _locals(each.resp), "cert": each.cert}
    facts["wit" if name == "rdg" else "source"] = source
    return _element(name, content(each.content), **attributes, **facts)


# --- elements ----------------------------------------------------------------------------------


def _around(name: str, node: Inline, **attributes: str) -> str:
    return _element(name, content(model.inside(node)), **attributes)


def _element(name: str, inside: str = "", **attributes: str) -> str:
    """An element; `xml_id` and `xml_lang` stand for their attributes, empty ones are left out."""
    start = name + _attributes(**attributes)
    return f"<{start}>{inside}</{name}>" if inside else f"<{start}/>"


def _attributes(**attributes: str) -> str:
    return "".join(
        f' {name.replace("xml_", "xml:")}="{_quoted(value)}"'
        for name, value in attributes.items()
        if value
    )


def _quoted(value: str) -> str:
    return escape(value, quote=False).replace('"', "&quot;")


def _locals(ids: Iterable[str]) -> str:
    """Ids of the same file as pointers."""
    return " ".join(f"#{each}" for each in ids if each)
