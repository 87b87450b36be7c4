"""Which id an element should have that has none: its address, by the pattern of addresses.

Asked for where something has no id, so it may take its time; sound files never pay for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from string import ascii_lowercase

from msgspec.structs import replace

from edition.finding import Finding, Findings, Spot
from edition.tei.names import ID, LANG, READINGS
from edition.tei.tree import Element, Tree, pointers

INITIALS = {"item": "i", "l": "l", "cell": "c"}
"""How the addresses of parts of a version begin that are counted through it."""


def named(tree: Tree, findings: Findings) -> Findings:
    """Findings of elements that lack an id, with the id to write in their hints."""
    lacking = [each for each in findings if each.code == "attribute-missing" and each.about]
    if not lacking:
        return findings
    proposals = Proposals(tree)
    hints = {
        each: _hint(each, anchor)
        for each in sorted(lacking, key=_number)
        if (anchor := proposals.anchor(tree.elements[_number(each)]))
    }
    return tuple(replace(each, hint=hints.get(each, each.hint)) for each in findings)


def _hint(finding: Finding, anchor: str) -> str:
    """The hint of `validate.attributes`, with the id in place of what ids are like."""
    written = f'xml:id="{anchor}"'
    alone = finding.hint == f"Add {finding.about}."
    return f"Write {written}." if alone else finding.hint.replace(finding.about, written)


def _number(finding: Finding) -> int:
    return finding.where.element if isinstance(finding.where, Spot) else 0


class Proposals:
    """The ids that a file has, and those that were proposed."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.above = {child.number: each for each in tree.elements for child in each.children}
        self.given: dict[int, str] = {}

    def anchor(self, element: Element) -> str:
        """The id of an element, or the one to give to it; nothing where that cannot be told."""
        return self.given.get(element.number) or element.get(ID) or self.proposed(element)

    def proposed(self, element: Element) -> str:
        """The id to give to an element, whatever it has."""
        if element.number not in self.given:
            self.given[element.number] = self._proposed(element)
        return self.given[element.number]

    def _proposed(self, element: Element) -> str:
        above = [each.name for each in self._ancestors(element)]
        match element.name:
            case "text":
                return self._free(element.get(LANG).partition("-")[0].lower(), "")
            case "link":
                return self._of_unit(element)
            case "annotation":
                return self._next("shift-", element)
            case "note" if "standOff" in above:
                return f"ed-{element.get('n')}" if element.get("n") else self._next("ed-", element)
            case name if name in READINGS:
                return self._next("reading-", element)
        version = self._version(element)
        return self._in_version(element, f"{version}-", above) if version else ""

    def _in_version(self, element: Element, version: str, above: list[str]) -> str:
        n = element.get("n")
        match element.name:
            case "p":
                return self._next(f"{version}{'ps' if 'postscript' in above else 'p'}", element)
            case "s":
                block = self.anchor(self.above[element.number])
                return self._next(f"{block}-s", element) if block else ""
            case "salute":
                return self._free(f"{version}{'closer' if 'closer' in above else 'salute'}")
            case "dateline" | "signed" | "address":
                return self._free(f"{version}{element.name}")
            case "item" | "l" | "cell":
                return self._next(f"{version}{INITIALS[element.name]}", element)
            case "pb" | "note":
                kind = "page" if element.name == "pb" else "note"
                return f"{version}{kind}-{n}" if n else self._next(f"{version}{kind}-", element)
            case "anchor":
                return self._next(f"{version}{element.get('type') or 'absent'}-", element)
        return ""

    def _of_unit(self, link: Element) -> str:
        """The name of a unit: that of its first part that is there, without the version."""
        for target in pointers(link.get("target")):
            part = self.tree.ids.get(target)
            if part is not None and part.name == "ptr":
                target = next(iter(pointers(part.get("target"))), "")
                part = self.tree.ids.get(target)
            if part is not None and part.name not in ("anchor", "relatedItem"):
                version = self._version(part)
                return target.removeprefix(f"{version}-")
        return ""

    def _version(self, element: Element) -> str:
        above = [each for each in self._ancestors(element) if each.name == "text"]
        return next(iter(each.get(ID) for each in above), "")

    def _ancestors(self, element: Element) -> Iterator[Element]:
        """The elements around an element, the nearest first."""
        while element.number in self.above:
            element = self.above[element.number]
            yield element

    def _next(self, prefix: str, element: Element) -> str:
        """The number behind that of the one before; with a letter where that is taken."""
        numbered = re.compile(re.escape(prefix) + r"(\d+)[a-z]*")
        number = 0
        for each in self.tree.elements[: element.number]:
            if found := numbered.fullmatch(self.given.get(each.number) or each.get(ID)):
                number = int(found[1])
        letters = (f"{prefix}{number}{letter}" for letter in ascii_lowercase)
        return self._first((f"{prefix}{number + 1}", *letters))

    def _free(self, name: str, dash: str = "-") -> str:
        """A name, with a number where it is taken."""
        return self._first((name, *(f"{name}{dash}{number}" for number in range(2, 100))))

    def _first(self, names: Iterable[str]) -> str:
        taken = self.tree.ids.keys() | set(self.given.values())
        return next((each for each in names if each not in taken), "")
