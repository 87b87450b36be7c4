"""Markdown becomes HTML that is safe to print, with the ids of its headings and its links.

HTML in Markdown is text here, and said to be; attributes are an id, a language, a title, and of
a number that is a link what it counts.
nh3 cleans what comes out, should anything slip through.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from typing import Any
from urllib.parse import urlsplit

import markdown
import nh3
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor
from msgspec import Struct

from edition.finding import Finding, Findings, Place
from edition.model import Quote

ATTRIBUTES = {"id", "lang", "title"}
SCHEMES = {"http", "https", "mailto"}
TAGS = {
    *("p", "h2", "h3", "h4", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "hr", "br"),
    *("table", "thead", "tbody", "tr", "th", "td"),
    *("a", "abbr", "cite", "code", "em", "i", "q", "strong", "sub", "sup"),
}
LETTER = re.compile(r"letters/[^#]+#.")
WITHIN = re.compile(r"(letters/)?[^/:?#]+\.html(#|$)")
COUNT = re.compile(r"shifts\.html#count-(.+)")
QUOTED = re.compile(r"[“«„»\"]\s*(.+?)\s*[”»“«\"]", re.DOTALL)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
HTML = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>|<!--")


class Made(Struct, frozen=True):
    """What a text in Markdown has become."""

    html: str
    headings: tuple[tuple[str, str], ...]
    quotes: tuple[Quote, ...]


def made(file: str, text: str, first: int = 1) -> tuple[Made, Findings]:
    """The HTML of a text; `first` is the number of its first line in the file.

    Findings: HTML, a heading of the first level or without an id of its own, an attribute or
    an address that is not allowed.
    """
    if line := _too_deep(text):
        place = Place(file, first + line - 1, 1)
        message = f"more than {DEEPEST} levels begin here"
        return Made("", (), ()), (Finding(place, "prose-depth", message, HINTS["prose-depth"]),)
    look = _Look(file, text, first)
    converter = markdown.Markdown(
        extensions=[AttrListExtension(), TableExtension(), _Plain(look)],
        output_format="html",
    )
    html = cleaned(converter.convert(text))
    return Made(html, tuple(look.headings), tuple(look.quotes)), tuple(look.findings)


DEEPEST = 12
"""Levels of lists, quotations and brackets that a text may have: Markdown goes into each."""
PREFIX = re.compile(r"(?:[ \t>*+-]|[0-9]+\. )*")
LEVEL = re.compile(r" {4}|\t|>|[*+-] |[0-9]+\. ")


def _too_deep(text: str) -> int:
    """The first line of a text that has too many levels, 0 where there is none."""
    brackets = 0
    for number, line in enumerate(text.split("\n"), 1):
        prefix = PREFIX.match(line)
        if prefix and prefix.end() < len(line) and len(LEVEL.findall(prefix[0])) > DEEPEST:
            return number
        for sign in re.findall(r"[\[\]]", line):
            brackets = max(0, brackets + (1 if sign == "[" else -1))
            if brackets > DEEPEST:
                return number
        brackets = brackets if line.strip() else 0
    return 0


def cleaned(html: str) -> str:
    """HTML with nothing in it but text, its structure and its links."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"*": ATTRIBUTES, "a": {"href"}},
        url_schemes=SCHEMES,
        link_rel=None,
    )


class _Plain(Extension):
    """Takes HTML out of Markdown, and has the result looked at."""

    def __init__(self, look: _Look) -> None:
        super().__init__()
        self.look = look

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 (Markdown calls it so)
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.treeprocessors.register(self.look, "look", -10)


class _Look(Treeprocessor):
    """Walks the tree that Markdown has made: gives ids to headings, collects links and faults."""

    def __init__(self, file: str, text: str, first: int) -> None:
        super().__init__()
        self.file = file
        self.lines = text.splitlines()
        self.first = first
        self.headings: list[tuple[str, str]] = []
        self.quotes: list[Quote] = []
        self.findings: list[Finding] = []
        self._html()

    def run(self, root: Any) -> None:
        for element in root.iter():
            if element.tag in HEADINGS:
                self._heading(element)
            if element.tag == "img":
                self._find("prose-image", "an image stands here", element.get("src", ""))
            for name in ("href", "src"):
                if name in element.attrib:
                    self._address(element, name)
            for name in sorted(element.attrib.keys() - ATTRIBUTES - {"href", "src", "alt"}):
                self._attribute(name)
                del element.attrib[name]

    def _html(self) -> None:
        """HTML in the text; it is printed as it stands."""
        fenced = False
        for number, line in enumerate(self.lines):
            fenced ^= line.lstrip().startswith("```")
            found = HTML.search(re.sub(r"`[^`]*`", "", line))
            if found and not fenced and not line.startswith("    "):
                self.findings.append(
                    Finding(
                        Place(self.file, number + self.first, line.find(found[0]) + 1),
                        "prose-html",
                        f"“{found[0]}” is HTML",
                        "Write Markdown; set code between backquotes.",
                    )
                )

    def _heading(self, element: Any) -> None:
        words = "".join(element.itertext()).strip()
        if element.tag == "h1":
            self._find("prose-heading", f"“{words}” is a heading of the first level", words)
            element.tag = "h2"
        anchor = element.get("id") or anchored(words)
        if not anchor or anchored(anchor) != anchor:
            self._find("prose-id", f"“{anchor or words}” gives no id", words)
            return
        if anchor in (each for each, _ in self.headings):
            self._find("prose-id", f"two headings have the id “{anchor}”", words)
            return
        element.set("id", anchor)
        self.headings.append((anchor, words))

    def _address(self, element: Any, name: str) -> None:
        address = element.get(name, "")
        if element.tag == "img":
            return
        if not _allowed(address):
            self._find("prose-link", f"“{address}” leads where a page may not", address)
            del element.attrib[name]
            return
        words = "".join(element.itertext()).strip()
        counts = element.attrib.pop("count", "") if WITHIN.match(address) else ""
        count = COUNT.fullmatch(address)
        if counts:
            self._claim(address, words, words, "count", counts)
        elif LETTER.match(address) and (quoted := QUOTED.fullmatch(words)):
            self._claim(address, words, quoted[1], "words")
        elif count and words.isdecimal():
            what = "shifts" if count[1] == "all" else count[1]
            self._claim(address, words, words, "count", what)
        elif WITHIN.match(address) and re.search(r"\d", words):
            self._claim(address, words, words, "label")

    def _claim(self, address: str, label: str, words: str, kind: str, counts: str = "") -> None:
        place = self._place(f"[{label}]({address})", f"]({address})")
        self.quotes.append(Quote(address, words, place.line, place.column, kind, counts))

    def _attribute(self, name: str) -> None:
        near = get_close_matches(name, sorted(ATTRIBUTES), 1)
        also = f"; did you mean “{near[0]}”?" if near else ""
        self._find("prose-attribute", f"the attribute “{name}” is not taken{also}", name)

    def _find(self, code: str, message: str, words: str) -> None:
        self.findings.append(Finding(self._place(words), code, message, HINTS[code]))

    def _place(self, *choices: str) -> Place:
        """The first line that has the words; else the next choice; else the text's first line."""
        for words in filter(None, choices):
            for number, line in enumerate(self.lines):
                if words in line:
                    return Place(self.file, number + self.first, line.find(words) + 1)
        return Place(self.file, self.first, 1)


HINTS = {
    "prose-heading": "Begin with ##: the title of the page is its only heading of the first level.",
    "prose-id": "Give it one: ## Heading {#id}, in small letters, digits and hyphens.",
    "prose-link": "Link to a page of the edition, or to an address of http, https or mailto.",
    "prose-attribute": "Take it out: an id, a language (lang) and a title may stand in braces, "
    "and behind a link within the site what its number counts (count).",
    "prose-depth": "Write it with fewer levels; a backslash before “[” makes it a plain sign.",
    "prose-image": "Take it out; pages of prose hold no images yet.",
}


def _allowed(address: str) -> bool:
    """Whether a page may lead there: to the web, to somebody's mail, or to a page of the site."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in SCHEMES or not (parts.scheme or parts.netloc)


def anchored(words: str) -> str:
    """An id made of words: ASCII letters and digits, hyphens between them."""
    folded = words.casefold().replace("œ", "oe").replace("æ", "ae").replace("’", "'")
    plain = unicodedata.normalize("NFD", folded).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
