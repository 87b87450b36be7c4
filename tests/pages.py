"""A built site as a reader's program sees it: pages, their ids, their links, their texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cached_property
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import etree, html


class Page:
    """One page of the site."""

    def __init__(self, site: Path, path: Path) -> None:
        self.file = path
        self.name = path.relative_to(site).as_posix()
        parser = html.HTMLParser(encoding="utf-8")
        self.root = html.document_fromstring(path.read_bytes(), parser=parser)

    def __repr__(self) -> str:
        return self.name

    @property
    def ids(self) -> list[str]:
        """All ids, in order, repetitions included."""
        return [str(each) for each in self.root.xpath("//@id")]

    @cached_property
    def lang(self) -> str:
        """The language of the page."""
        return str(self.root.get("lang"))

    def links(self) -> Iterator[tuple[str, str, str]]:
        """Everything that leads or loads: element, attribute, address."""
        for element in self.root.iter(etree.Element):
            for name in ("href", "src", "srcset", "action", "formaction", "poster", "data"):
                if (value := element.get(name)) is not None:
                    yield str(element.tag), name, value

    def inner(self) -> Iterator[str]:
        """The addresses that stay within the site, as written."""
        for _, _, address in self.links():
            if not urlsplit(address).scheme and not address.startswith("//"):
                yield address

    def versions(self) -> list[str]:
        """The versions whose text stands on the page."""
        return list(dict.fromkeys(self.root.xpath("//@data-version")))

    def text(self, version: str) -> str:
        """The text of a version, in reading order, white space settled, apparatus left out."""
        outer = self.root.xpath(
            "//*[@data-version=$version][not(ancestor::*[@data-version=$version])]",
            version=version,
        )
        return settled(" ".join(plain(element) for element in outer))

    def forme(self, version: str) -> list[str]:
        """Letterhead, labels and marks of a version, as they stand."""
        found = self.root.xpath(
            "//*[contains(@class, 'forme')][@data-apparatus]"
            "[ancestor-or-self::*[@data-version][1]/@data-version=$version]",
            version=version,
        )
        return [settled(plain_within(each)) for each in found]


def plain_within(element: etree._Element) -> str:
    """The text of an element that is itself apparatus, without the apparatus in it."""
    copy = deepcopy(element)
    del copy.attrib["data-apparatus"]
    return plain(copy)


def plain(element: etree._Element) -> str:
    """The text of an element without what stands in it and is not its text (data-apparatus)."""
    copy = deepcopy(element)
    copy.tail = None
    for each in [*copy.iter(etree.Element)]:
        if each.get("data-apparatus") is not None:
            if each is copy:
                return ""
            each.drop_tree()
    return str(copy.text_content())


def settled(text: str) -> str:
    """Runs of space, tab and line end as one space; no-break spaces stay."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" \t\r\n")


def pages(site: Path) -> list[Page]:
    """All pages of a site, in order of their names."""
    return [Page(site, path) for path in sorted(site.rglob("*.html"))]


def resolved(page: str, address: str, base: str) -> tuple[str, str]:
    """Where an address on a page leads when the site stands at `base`: address, fragment."""
    target, fragment = urldefrag(urljoin(urljoin(base, page), address))
    return target, fragment
