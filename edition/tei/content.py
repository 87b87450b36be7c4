"""Mixed content becomes a tuple of strings and inline values; lxml's tails end here.

White space is settled on the way: runs of space, tab, CR and LF are one space, none stands
at the beginning or the end of a flow; no-break spaces are characters and stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from edition import model
from edition.finding import Finding
from edition.model import Content, Inline
from edition.tei.names import ID, LANG, NAMES, REGISTER_OF, TEI, local, tag
from edition.tei.tree import Tree, language, pointers

if TYPE_CHECKING:
    from lxml.etree import _Element

SPACES = re.compile(r"[ \t\r\n]+")


class Flow:
    """How the text stood when the last string ended: at a beginning or after a space."""

    __slots__ = ("spaced",)

    def __init__(self) -> None:
        self.spaced = True

    def string(self, raw: str) -> str:
        """A string as it stands in this flow, without the spaces that are already there."""
        plain = "\n" not in raw and "  " not in raw and "\t" not in raw and "\r" not in raw
        settled = raw if plain else SPACES.sub(" ", raw)
        if self.spaced and settled[:1] == " ":
            settled = settled[1:]
        if settled:
            self.spaced = settled[-1] == " "
        return settled


def trimmed(content: Content) -> Content:
    """A content without the space that ends its text."""
    for index in range(len(content) - 1, -1, -1):
        node = content[index]
        if isinstance(node, str):
            short = node.rstrip(" ")
            return (*content[:index], *((short,) if short else ()), *content[index + 1 :])
        if "".join(model.strings((node,))):
            return (*content[:index], _with_trimmed_end(node), *content[index + 1 :])
    return content


def _with_trimmed_end(node: Inline) -> Inline:
    if isinstance(node, model.Reading):
        return msgspec.structs.replace(node, stands=trimmed(node.stands))
    if isinstance(node, str) or not hasattr(node, "content"):
        return node
    return msgspec.structs.replace(node, content=trimmed(node.content))


class Reader:
    """Reads contents of one file; collects the notes it passes and what it cannot read."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.number = tree.number
        self.notes: list[model.Note] = []
        self.findings: list[Finding] = []
        self.version = ""

    def content(self, element: _Element) -> Content:
        """The content of an element that is a flow of its own."""
        flow = Flow()
        inside = self.inside(element, flow)
        return trimmed(inside) if flow.spaced else inside

    def inside(self, element: _Element, flow: Flow) -> Content:
        """The content of an element that stands in a running flow."""
        nodes: list[Inline] = []
        if element.text:
            string = flow.string(element.text)
            if string:
                nodes.append(string)
        for child in element:
            build = BUILD.get(child.tag)
            if build is not None:
                nodes.append(build(self, child, flow))
            elif isinstance(child.tag, str):
                self.findings.append(self.unread(child))
            if child.tail:
                string = flow.string(child.tail)
                if string:
                    nodes.append(string)
        return tuple(nodes)

    def paragraphs(self, element: _Element) -> tuple[model.Paragraph, ...]:
        """The prose of an element: its paragraphs, or its own content as one."""
        inner = [child for child in element if child.tag == P]
        return tuple(
            model.Paragraph(language(each), content, self.number[each])
            for each in (inner or [element])
            if (content := self.content(each))
        )

    def note(self, element: _Element) -> model.Note:
        """A note of any series; editors' notes bring their targets."""
        from edition.tei.pointer import span

        kind = element.get("type", "")
        spans = tuple(found for each in element.get("target", "").split() if (found := span(each)))
        return model.Note(
            element.get(ID, ""),
            element.get("n", ""),
            kind,
            self.version,
            self.paragraphs(element),
            pointers(element.get("resp")),
            spans,
            self.number[element],
        )

    def unread(self, element: _Element) -> Finding:
        return self.tree.finding(
            element,
            "element-unread",
            f"<{local(str(element.tag))}> stands here, and the edition does not know what it means",
            "Encode it with an element of the list in letters/README.md; nothing is dropped.",
        )


P = tag("p")
Builder = Callable[[Reader, "_Element", Flow], Inline]


def _names(reader: Reader, element: _Element, flow: Flow) -> Inline:
    kind = NAMES.get(str(element.tag)) or str(element.get("type", ""))
    file, _, entry = element.get("ref", "").partition("#")
    register = REGISTER_OF.get(kind, "")
    if file:
        register = file.rpartition("/")[2].removesuffix(".xml")
    content = reader.inside(element, flow)
    return model.Mention(kind, register if entry else "", entry, content, reader.number[element])


def _term(reader: Reader, element: _Element, flow: Flow) -> Inline:
    entry = element.get("ref", "").partition("#")[2]
    return model.Term(entry, reader.inside(element, flow), reader.number[element])


def when(element: _Element) -> model.When:
    """The date that an element states (att.datable.w3c)."""
    get = element.get
    first, last = get("notBefore", ""), get("notAfter", "")
    begins, ends = get("from", ""), get("to", "")
    return model.When(
        get("when", ""),
        first or begins,
        last or ends,
        get("evidence", ""),
        pointers(get("resp")),
        bool(begins or ends) and not (first or last),
    )


def _date(reader: Reader, element: _Element, flow: Flow) -> Inline:
    return model.Date(when(element), reader.inside(element, flow), reader.number[element])


def _wrapping(kind: Callable[..., Inline], *attributes: str) -> Builder:
    """A value made of attributes as written, the content and the number."""

    def build(reader: Reader, element: _Element, flow: Flow) -> Inline:
        given = [element.get(attribute, "") for attribute in attributes]
        return kind(*given, reader.inside(element, flow), reader.number[element])

    return build


def _quotation(reader: Reader, element: _Element, flow: Flow) -> Inline:
    content = reader.inside(element, flow)
    return model.Quotation(content, reader.number[element], element.get("source", ""))


def _hand(reader: Reader, element: _Element, flow: Flow) -> Inline:
    hand = element.get("hand", "").removeprefix("#")
    cert = element.get("cert", "")
    return model.Hand(hand, cert, reader.inside(element, flow), reader.number[element])


def _reference(reader: Reader, element: _Element, flow: Flow) -> Inline:
    status = element.get("ana", "").removeprefix("#")
    content = reader.inside(element, flow)
    return model.Reference(element.get("target", ""), status, content, reader.number[element])


PAIRS = {
    "sic": ("correction", "corr"),
    "orig": ("regularization", "reg"),
    "abbr": ("expansion", "expan"),
    "del": ("substitution", ""),
    "lem": ("variant", "rdg"),
}
"""What stands, by its element: the kind of reading and the element of its alternative."""


def _pair(reader: Reader, element: _Element, flow: Flow) -> Inline:
    """choice, subst and app: one part stands, the others are put beside it."""
    children = [child for child in element if isinstance(child.tag, str)]
    names = [local(str(child.tag)) for child in children]
    kind = next((PAIRS[name][0] for name in names if name in PAIRS), "")
    stands: Content = ()
    alternatives: list[model.Alternative] = []
    for name, child in zip(names, children, strict=True):
        if name in ("sic", "orig", "abbr", "lem", "add"):
            stands += reader.inside(child, flow)
        elif name in ("corr", "reg", "expan", "rdg", "del"):
            alternatives.append(_alternative(reader, child))
        else:
            reader.findings.append(reader.unread(child))
    return model.Reading(
        element.get(ID, ""),
        kind,
        stands,
        tuple(alternatives),
        agent=element.get("ana", "").removeprefix("#"),
        at=reader.number[element],
    )


def _alternative(reader: Reader, element: _Element) -> model.Alternative:
    get = element.get
    return model.Alternative(
        reader.content(element),
        pointers(get("resp")),
        get("cert", ""),
        pointers(get("source") or get("wit")),
        reader.number[element],
    )


def _standing(kind: str) -> Builder:
    """A reading whose own content stands: unclear, addition."""

    def build(reader: Reader, element: _Element, flow: Flow) -> Inline:
        return model.Reading(
            element.get(ID, ""),
            kind,
            reader.inside(element, flow),
            (),
            agent=element.get("ana", "").removeprefix("#"),
            reason=element.get("reason", "") or element.get("place", ""),
            at=reader.number[element],
        )

    return build


def _beside(kind: str) -> Builder:
    """A reading whose content is put beside the text: supplied, deletion."""

    def build(reader: Reader, element: _Element, flow: Flow) -> Inline:
        return model.Reading(
            element.get(ID, ""),
            kind,
            (),
            (_alternative(reader, element),),
            agent=element.get("ana", "").removeprefix("#"),
            reason=element.get("reason", "") or element.get("rend", ""),
            at=reader.number[element],
        )

    return build


def _gap(reader: Reader, element: _Element, flow: Flow) -> Inline:
    extent = " ".join(filter(None, (element.get("quantity", ""), element.get("unit", ""))))
    return model.Reading(
        element.get(ID, ""),
        "gap",
        (),
        (),
        agent=element.get("agent", ""),
        reason=element.get("reason", ""),
        extent=extent or element.get("extent", ""),
        at=reader.number[element],
    )


def _note(reader: Reader, element: _Element, flow: Flow) -> Inline:
    reader.notes.append(reader.note(element))
    return model.NoteMark(element.get(ID, ""), reader.number[element])


def page_break(reader: Reader, element: _Element, flow: Flow) -> model.PageBreak:
    """A page break; a `resp` says that editors inferred it."""
    inferred = bool(element.get("resp"))
    anchor = element.get(ID, "")
    return model.PageBreak(anchor, element.get("n", ""), inferred, reader.number[element])


def _line_break(reader: Reader, element: _Element, flow: Flow) -> Inline:
    return model.LineBreak(reader.number[element])


def forme(reader: Reader, element: _Element, flow: Flow | None = None) -> model.Forme:
    """Forme work, or the heading that a printed edition sets (`head`)."""
    kind = "heading" if element.tag == HEAD else element.get("type", "")
    return model.Forme(
        element.get(ID, ""),
        kind,
        element.get("subtype", ""),
        reader.content(element),
        reader.number[element],
    )


def anchor(reader: Reader, element: _Element, flow: Flow | None = None) -> model.Anchor:
    """A place without text."""
    get = element.get
    return model.Anchor(get(ID, ""), get("type", ""), get("subtype", ""), reader.number[element])


def segment(reader: Reader, element: _Element, flow: Flow) -> model.Segment:
    """A sentence: a flow of its own inside its block."""
    content = reader.content(element)
    if element.get("hand"):
        content = in_hand(reader, element, content)
    if content:
        flow.spaced = False
    get = element.get
    return model.Segment(get(ID, ""), content, get(LANG, ""), reader.number[element])


def in_hand(reader: Reader, element: _Element, content: Content) -> Content:
    """The content of a block or segment that is all in another hand (@hand)."""
    if any(isinstance(node, model.Segment) for node in content):
        return tuple(
            msgspec.structs.replace(node, content=in_hand(reader, element, node.content))
            if isinstance(node, model.Segment)
            else node
            for node in content
        )
    hand = element.get("hand", "").removeprefix("#")
    return (model.Hand(hand, element.get("cert", ""), content, reader.number[element]),)


def _code(reader: Reader, element: _Element, flow: Flow) -> Inline:
    """The name of an element or attribute, in statements of practice."""
    return model.Highlight("code", reader.inside(element, flow), reader.number[element])


def _line(reader: Reader, element: _Element, flow: Flow) -> Inline:
    return model.Highlight("line", reader.inside(element, flow), reader.number[element])


HEAD = TEI + "head"
BUILD: dict[object, Builder] = {
    TEI + name: build
    for names, build in (
        ("persName placeName orgName name rs", _names),
        ("term", _term),
        ("date", _date),
        ("num", _wrapping(model.Number, "value")),
        ("q quote", _quotation),
        ("foreign", _wrapping(model.Foreign, LANG)),
        ("title", _wrapping(model.Title, "level")),
        ("hi emph", _wrapping(model.Highlight, "rend")),
        ("seg", _hand),
        ("ref", _reference),
        ("bibl", _wrapping(model.Citation, "corresp")),
        ("idno", _wrapping(model.Idno, "type")),
        ("choice subst app", _pair),
        ("unclear", _standing("unclear")),
        ("add", _standing("addition")),
        ("del", _beside("deletion")),
        ("supplied", _beside("supplied")),
        ("gap", _gap),
        ("note", _note),
        ("pb", page_break),
        ("lb", _line_break),
        ("fw", forme),
        ("anchor", anchor),
        ("s", segment),
        ("addrLine", _line),
        ("gi att val", _code),
    )
    for name in names.split()
}
