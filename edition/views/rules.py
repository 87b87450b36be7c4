"""What is allowed in a source, as a page of the site: the rules, and the elements of the grammars.

Made from the list of rules and from the grammars of the edition, so that it cannot say anything
else. What they say is English in every language of the interface.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from msgspec import Struct

from edition.formats.schema import Described, elements
from edition.rules import GROUPS, Rule
from edition.validate import Grammar
from edition.views.frame import Frame


class Vocabulary(Struct, frozen=True):
    """The elements that a grammar knows; `name` is letter or register."""

    name: str
    elements: tuple[Described, ...]


class RulesView(Struct, frozen=True):
    """The page of the rules."""

    template: ClassVar[str] = "rules.html"

    frame: Frame
    total: int
    groups: tuple[tuple[str, str, tuple[Rule, ...]], ...]  # id, title, rules
    vocabularies: tuple[Vocabulary, ...]


def vocabularies(grammars: Iterable[tuple[str, Grammar]]) -> tuple[Vocabulary, ...]:
    """What the grammars know; made once for all languages."""
    return tuple(Vocabulary(name, elements(grammar)) for name, grammar in grammars)


def rules(known: tuple[Vocabulary, ...], frame: Frame) -> RulesView:
    """The page of the rules."""
    groups = tuple((f"_rules-{n}", title, group) for n, (title, group) in enumerate(GROUPS, 1))
    return RulesView(frame, sum(len(group) for _, _, group in groups), groups, known)
