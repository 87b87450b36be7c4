"""YAML, strictly: scalars are strings, a key stands once, nothing refers to anything.

Used by `prose` for settings and front matter. No object can be built by a file, and every
value knows its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from msgspec import Struct

from edition.finding import Finding, Findings, Place
from edition.read import characters

DEEPEST = 8


class Scalar(Struct, frozen=True):
    """A string, and where it stands (line and column from 1)."""

    text: str
    line: int
    column: int


class Sequence(Struct, frozen=True):
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int


class Mapping(Struct, frozen=True):
    """Keys with their values; `keys` say where the keys stand."""

    items: dict[str, Node]
    keys: dict[str, Scalar]
    line: int
    column: int


Node = Scalar | Sequence | Mapping


def strict(file: str, text: str, first: int = 1) -> tuple[Mapping | None, Findings]:
    """A YAML mapping, read strictly; `first` is the number of its first line in the file."""
    reader = _Yaml(file, first)
    try:
        events = list(_shallow(yaml.parse(text, Loader=yaml.BaseLoader)))
    except (yaml.YAMLError, ValueError) as error:  # ValueError: the number of no character
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + first, mark.column + 1) if mark else (first, 1)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        hint = (
            "Write `key: value`, one a line; quote a value that holds `: ` or begins with a sign."
        )
        if "\\t" in problem:
            hint = "Write spaces instead of the tab."
        found = Finding(
            Place(file, line, column), "yaml-syntax", f"this is not YAML: {problem}", hint
        )
        return None, (found,)
    node = reader.document(iter(events))
    if reader.findings:
        return None, tuple(reader.findings)
    if not isinstance(node, Mapping):
        place = Place(file, first, 1)
        hint = "Write `key: value`, one a line."
        return None, (Finding(place, "yaml-syntax", "there are no keys here", hint),)
    return node, ()


def _shallow(events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    """The events of a text up to where it is too deep: reading on would take too long."""
    depth = 0
    for event in events:
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        yield event
        if depth > DEEPEST + 2:
            return


class _Yaml:
    """Builds nodes from events and notes what a plain file has no need of."""

    def __init__(self, file: str, first: int) -> None:
        self.file = file
        self.first = first
        self.findings: list[Finding] = []

    def document(self, events: Iterator[yaml.Event]) -> Node | None:
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent) and event.tags:
                self._refuse(event, "a %TAG directive")
            if isinstance(event, yaml.NodeEvent):
                node = self._node(event, events, 0)
                if any(isinstance(each, yaml.DocumentStartEvent) for each in events):
                    self._refuse(event, "a second document")
                return node
        return None

    def _node(self, event: Any, events: Iterator[yaml.Event], depth: int) -> Node:
        line, column = self._place(event)
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, f"the alias “*{event.anchor}”")
            return Scalar("", line, column)
        if getattr(event, "anchor", None):
            self._refuse(event, f"the anchor “&{event.anchor}”")
        if getattr(event, "tag", None):
            self._refuse(event, f"the tag “{event.tag}”")
        if isinstance(event, yaml.ScalarEvent):
            for found in characters.findings("", event.value.encode("utf-8", "surrogatepass")):
                self._refuse(event, f"a character that cannot stand ({found.message})")
            return Scalar(event.value, line, column)
        if depth > DEEPEST:
            self._refuse(event, f"more than {DEEPEST} levels")
            for _ in _inside(events):
                pass
            return Scalar("", line, column)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(
                tuple(
                    self._node(each, events, depth + 1) for each in _inside(events, shallow=True)
                ),
                line,
                column,
            )
        return self._mapping(events, depth, line, column)

    def _mapping(self, events: Iterator[yaml.Event], depth: int, line: int, column: int) -> Mapping:
        items: dict[str, Node] = {}
        keys: dict[str, Scalar] = {}
        for event in _inside(events, shallow=True):
            key = self._node(event, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                self._refuse(event, "a key that is not a word")
                continue
            if key.text in items:
                self.findings.append(
                    Finding(
                        Place(self.file, *self._place(event)),
                        "yaml-key-twice",
                        f"the key “{key.text}” stands here and in line {keys[key.text].line}",
                        "Keep one of them.",
                    )
                )
                continue
            items[key.text], keys[key.text] = value, key
        return Mapping(items, keys, line, column)

    def _place(self, event: Any) -> tuple[int, int]:
        """Line and column of an event, from 1."""
        return event.start_mark.line + self.first, event.start_mark.column + 1

    def _refuse(self, event: yaml.Event, what: str) -> None:
        self.findings.append(
            Finding(
                Place(self.file, *self._place(event)),
                "yaml-plain",
                f"{what} stands here",
                "Write plain keys and values; repeat what is needed twice.",
            )
        )


def _inside(events: Iterator[yaml.Event], shallow: bool = False) -> Iterator[yaml.Event]:
    """The events up to the end of the collection that has just begun.

    If `shallow`, the caller consumes what is inside each of them.
    """
    depth = 0
    for event in events:
        if isinstance(event, yaml.CollectionEndEvent):
            if not depth:
                return
            depth -= 1
        if isinstance(event, yaml.CollectionStartEvent) and not shallow:
            depth += 1
        yield event
