"""Mixed content becomes a tuple of strings and inline values; lxml's tails end here.

White space is settled on the way: runs of space, tab, CR and LF are one space, none stands
at the beginning or the end of a flow; no-break spaces are characters and stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import msgspec

from edition import model
from edition.finding import Finding
from edition.model import Content, Inline
from edition.tei.names import ID, LANG, NAMES, PARTS_OF_NAME, REGISTER_OF, local
from edition.tei.pointer import spans
from edition.tei.tree import Element, Tree, pointers

SPACES = re.compile(r"[ \t\r\n]+")


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
    """Reads contents of one file; collects the notes it passes and what it cannot read.

    `spaced` says how the text stood when the last string ended: at a beginning or after a space.
    """

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.notes: list[model.Note] = []
        self.findings: list[Finding] = []
        self.version = ""
        self.spaced = True

    def content(self, element: Element) -> Content:
        """The content of an element that is a flow of its own."""
        outer, self.spaced = self.spaced, True
        inside = self.inside(element)
        content = trimmed(inside) if self.spaced else inside
        self.spaced = outer
        return content

    def inside(self, element: Element) -> Content:
        """The content of an element that stands in a running flow."""
        text = element.text and self.string(element.text)
        if not element.children:
            return (text,) if text else ()
        nodes: list[Inline] = [text] if text else []
        for child in element.children:
            build = BUILD.get(child.name)
            if build is not None:
                nodes.append(build(self, child))
            else:
                self.findings.append(self.unread(child))
            if child.tail and (string := self.string(child.tail)):
                nodes.append(string)
        return tuple(nodes)

    def string(self, raw: str) -> str:
        """A string as it stands in its flow, without the spaces that are already there."""
        plain = "\n" not in raw and "  " not in raw and "\t" not in raw and "\r" not in raw
        settled = raw if plain else SPACES.sub(" ", raw)
        if self.spaced and settled[:1] == " ":
            settled = settled[1:]
        if settled:
            self.spaced = settled[-1] == " "
        return settled

    def paragraphs(self, element: Element) -> tuple[model.Paragraph, ...]:
        """The prose of an element: its paragraphs, or its own content as one."""
        inner = [child for child in element.children if child.name == "p"]
        return self.prose(inner or [element])

    def prose(self, elements: Iterable[Element]) -> tuple[model.Paragraph, ...]:
        """A paragraph of each element that is not empty."""
        read = [(each, self.content(each)) for each in elements]
        return tuple(
            [model.Paragraph(each.lang, content, each.number) for each, content in read if content]
        )

    def note(self, element: Element) -> model.Note:
        """A note of any series; editors' notes bring their targets."""
        get = element.get
        return model.Note(
            get(ID),
            get("n"),
            get("type"),
            self.version,
            self.paragraphs(element),
            pointers(get("resp")),
            spans(get("target")),
            element.number,
        )

    def unread(self, element: Element) -> Finding:
        return self.tree.finding(
            element,
            "element-unread",
            f"<{local(element.name)}> stands here, and the edition does not know what it means",
            "Encode it with an element of the list in letters/README.md; nothing is dropped.",
        )


Builder = Callable[[Reader, Element], Inline]


def _names(reader: Reader, element: Element) -> Inline:
    get = element.attributes.get
    kind = NAMES.get(element.name) or get("type", "")
    file, _, entry = get("ref", "").partition("#")
    register = file.rpartition("/")[2].removesuffix(".xml") if file else REGISTER_OF.get(kind, "")
    content = reader.inside(element)
    shift = _local(get("corresp", ""))
    return model.Mention(kind, register if entry else "", entry, content, element.number, shift)


def _term(reader: Reader, element: Element) -> Inline:
    entry = element.get("ref").partition("#")[2]
    return model.Term(entry, reader.inside(element), element.number)


def when(element: Element) -> model.When:
    """The date that an element states (att.datable.w3c)."""
    get = element.get
    first, last = get("notBefore"), get("notAfter")
    begins, ends = get("from"), get("to")
    return model.When(
        get("when"),
        first or begins,
        last or ends,
        get("evidence"),
        pointers(get("resp")),
        bool(begins or ends) and not (first or last),
    )


def _date(reader: Reader, element: Element) -> Inline:
    shift = _local(element.get("corresp"))
    return model.Date(when(element), reader.inside(element), element.number, shift)


def _number(reader: Reader, element: Element) -> Inline:
    shift = _local(element.get("corresp"))
    return model.Number(element.get("value"), reader.inside(element), element.number, shift)


def _local(pointer: str) -> str:
    return pointer.removeprefix("#")


def _wrapping(kind: Callable[..., Inline], *attributes: str) -> Builder:
    """A value made of attributes as written, the content and the number."""

    def build(reader: Reader, element: Element) -> Inline:
        given = [element.get(attribute) for attribute in attributes]
        return kind(*given, reader.inside(element), element.number)

    return build


def _quotation(reader: Reader, element: Element) -> Inline:
    content = reader.inside(element)
    return model.Quotation(content, element.number, element.get("source"))


def _hand(reader: Reader, element: Element) -> Inline:
    hand = element.get("hand").removeprefix("#")
    cert = element.get("cert")
    return model.Hand(hand, cert, reader.inside(element), element.number)


def _reference(reader: Reader, element: Element) -> Inline:
    status = element.get("ana").removeprefix("#")
    content = reader.inside(element)
    return model.Reference(element.get("target"), status, content, element.number)


PAIRS = {
    "sic": "correction",
    "orig": "regularization",
    "abbr": "expansion",
    "del": "substitution",
    "lem": "variant",
}
"""The kind of reading, by the element that tells it."""
STANDING = frozenset(("sic", "orig", "abbr", "lem", "add"))
BESIDE = frozenset(("corr", "reg", "expan", "rdg", "del"))


def _pair(reader: Reader, element: Element) -> Inline:
    """choice, subst and app: one part stands, the others are put beside it."""
    kind = next((PAIRS[child.name] for child in element.children if child.name in PAIRS), "")
    stands: Content = ()
    alternatives: list[model.Alternative] = []
    for child in element.children:
        if child.name in STANDING:
            stands += reader.inside(child)
        elif child.name in BESIDE:
            alternatives.append(_alternative(reader, child))
        else:
            reader.findings.append(reader.unread(child))
    return model.Reading(
        element.get(ID),
        kind,
        stands,
        tuple(alternatives),
        agent=element.get("ana").removeprefix("#"),
        at=element.number,
    )


def _alternative(reader: Reader, element: Element) -> model.Alternative:
    get = element.get
    return model.Alternative(
        reader.content(element),
        pointers(get("resp")),
        get("cert"),
        pointers(get("source") or get("wit")),
        element.number,
    )


def _standing(kind: str) -> Builder:
    """A reading whose own content stands: unclear, addition."""

    def build(reader: Reader, element: Element) -> Inline:
        return model.Reading(
            element.get(ID),
            kind,
            reader.inside(element),
            (),
            agent=element.get("ana").removeprefix("#"),
            reason=element.get("reason") or element.get("place"),
            at=element.number,
        )

    return build


def _beside(kind: str) -> Builder:
    """A reading whose content is put beside the text: supplied, deletion."""

    def build(reader: Reader, element: Element) -> Inline:
        return model.Reading(
            element.get(ID),
            kind,
            (),
            (_alternative(reader, element),),
            agent=element.get("ana").removeprefix("#"),
            reason=element.get("reason") or element.get("rend"),
            at=element.number,
        )

    return build


def _gap(reader: Reader, element: Element) -> Inline:
    extent = " ".join(filter(None, (element.get("quantity"), element.get("unit"))))
    return model.Reading(
        element.get(ID),
        "gap",
        (),
        (),
        agent=element.get("agent"),
        reason=element.get("reason"),
        extent=extent or element.get("extent"),
        at=element.number,
    )


def _note(reader: Reader, element: Element) -> Inline:
    reader.notes.append(reader.note(element))
    return model.NoteMark(element.get(ID), element.number)


def page_break(reader: Reader, element: Element) -> model.PageBreak:
    """A page break; a `resp` says that editors inferred it."""
    inferred = bool(element.get("resp"))
    anchor = element.get(ID)
    return model.PageBreak(anchor, element.get("n"), inferred, element.number)


def _line_break(reader: Reader, element: Element) -> Inline:
    return model.LineBreak(element.number)


def forme(reader: Reader, element: Element) -> model.Forme:
    """Forme work, or the heading that a printed edition sets (`head`)."""
    kind = "heading" if element.name == "head" else element.get("type")
    return model.Forme(
        element.get(ID),
        kind,
        element.get("subtype"),
        reader.content(element),
        element.number,
    )


def anchor(reader: Reader, element: Element) -> model.Anchor:
    """A place without text."""
    get = element.get
    return model.Anchor(get(ID), get("type"), get("subtype"), element.number)


def segment(reader: Reader, element: Element) -> model.Segment:
    """A sentence: a flow of its own inside its block."""
    content = reader.content(element)
    if element.get("hand"):
        content = in_hand(element, content)
    if content:
        reader.spaced = False
    get = element.get
    return model.Segment(get(ID), content, get(LANG), element.number)


def in_hand(element: Element, content: Content) -> Content:
    """The content of a block or segment that is all in another hand (@hand)."""
    if any(isinstance(node, model.Segment) for node in content):
        return tuple(
            msgspec.structs.replace(node, content=in_hand(element, node.content))
            if isinstance(node, model.Segment)
            else node
            for node in content
        )
    hand = element.get("hand").removeprefix("#")
    return (model.Hand(hand, element.get("cert"), content, element.number),)


def _code(reader: Reader, element: Element) -> Inline:
    """The name of an element or attribute, in statements of practice."""
    return model.Highlight("code", reader.inside(element), element.number)


def _part_of_name(reader: Reader, element: Element) -> Inline:
    return model.Highlight(element.name, reader.inside(element), element.number)


def _line(reader: Reader, element: Element) -> Inline:
    return model.Highlight("line", reader.inside(element), element.number)


BUILD: dict[str, Builder] = {
    name: build
    for names, build in (
        ("persName placeName orgName name rs", _names),
        ("term", _term),
        ("date", _date),
        ("num", _number),
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
        (" ".join(PARTS_OF_NAME), _part_of_name),
    )
    for name in names.split()
}
