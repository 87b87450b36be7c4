"""The page of `schema/`: every rule with its reason, every element with its meaning, in Markdown.

Made from the list of rules and from the grammars, so that it cannot say anything else.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from edition.rules import GROUPS, RULES, Rule
from edition.validate import Allowed, Grammar

INTRO = """\
# What is allowed

<!-- Made from edition/rules.py and the grammars by `pytest tests/test_schema.py --rewrite`. -->

`letter.rng` and `register.rng` are the grammars of a letter and of a register: which elements
there are, what each may hold, which attributes it has. They are small, strict subsets of
[TEI P5](https://tei-c.org/release/doc/tei-p5-doc/en/html/index.html), written by hand in RELAX NG;
an editor that knows RELAX NG completes and checks while you type. What a grammar cannot say is
said by rules. Both are checked by `python build.py check`, and before every build.

A finding names file, line and column, what is there, and what to do:

    letters/1962-01-11.xml:456:61: error: @cert of <corr> is “hihg” [attribute-value]
        hint: Did you mean “high”? It is “high”, “medium” or “low”.

The word in brackets is the rule. An **error** stops the build, a **warning** or a **notice** does
not. One fault gives one finding; where the same stands many times, it is counted.

An edition with other needs puts its own `letter.rng` or `register.rng` into a folder `schema/`
beside its `letters/`. In a grammar, `instead:of` on an element or attribute names what others
write for it; the hints propose it.
"""

ELEMENTS = """\
## Elements of a letter

Attributes in **bold** must be there. *A line* is text with all that can stand inside a line: names,
dates, readings, page breaks, notes and the like.
"""


def schema_page(letter: Grammar, register: Grammar) -> str:
    """The whole page."""
    parts = [
        INTRO,
        f"## Rules\n\n{len(RULES)} rules, by the step that checks them.\n",
        *_rules(),
        ELEMENTS,
        _table(letter),
        "## Elements of a register\n",
        _table(register),
    ]
    return "\n".join(parts)


def _rules() -> Iterator[str]:
    for title, group in GROUPS:
        yield f"### {title}\n"
        yield from map(_rule, group)


def _rule(rule: Rule) -> str:
    return (
        f"#### {rule.code}\n\n"
        f"**{rule.holds}** *{rule.severity}*\n\n"
        f"{rule.reason} {rule.remedy}\n\n"
        f"Source: {rule.source}.\n"
    )


def _table(grammar: Grammar) -> str:
    lines = map(_line, elements(grammar))
    return "\n".join(("| element | meaning | attributes | holds |", "|--|--|--|--|", *lines, ""))


def _line(element: Described) -> str:
    attributes = ", ".join(f"**{name}**" if must else name for name, must in element.attributes)
    text = ("*a line*" if element.line else "characters",) if element.text else ()
    held = ", ".join((*text, *element.holds)) or "nothing"
    return f"| `{element.name}` | {element.meaning} | {attributes} | {held} |"


# --- elements ----------------------------------------------------------------------------------


class Described(Struct, frozen=True):
    """An element as it is documented: `line` where it holds what can stand inside a line, which
    `holds` does not name."""

    name: str
    meaning: str
    attributes: tuple[tuple[str, bool], ...]
    text: bool
    line: bool
    holds: tuple[str, ...]


def elements(grammar: Grammar) -> tuple[Described, ...]:
    """The elements of a grammar by name; one for each meaning."""
    ordered = sorted(grammar.schema.allowed(), key=lambda each: (each.name.lower(), each.meaning))
    lines = [frozenset(each.holds) for each in ordered if each.text and each.holds]
    inline = frozenset.intersection(*lines) if lines else frozenset()
    return tuple(dict.fromkeys(_described(each, inline) for each in ordered))


def _described(element: Allowed, inline: frozenset[str]) -> Described:
    return Described(
        element.name,
        element.meaning,
        element.attributes,
        element.text,
        element.text and bool(element.holds),
        tuple(name for name in element.holds if not (element.text and name in inline)),
    )
