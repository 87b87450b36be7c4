"""Findings as people and programs read them: text with the line and a caret, JSON, SARIF.

Comes last: spots have become places, repetitions have been counted. Pure; the command line
prints what is returned.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from urllib.parse import quote

from msgspec.structs import replace

from edition.finding import Finding, Findings, Place, Severity, Spot, counted, more
from edition.read import place
from edition.read.characters import CONTROL, HIDDEN, decoded
from edition.rules import BY_CODE, GRAMMAR

SHOWN = 5
COUNTED = frozenset(rule.code for rule in GRAMMAR)
LACKING = frozenset(("entity-unknown", "term-unknown", "pointer-unresolved"))
"""What lacks, lacks once, wherever it is named."""
TOOL = "En regard"
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
SARIF_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "note"}


def severity(finding: Finding) -> Severity:
    """The weight of a finding, from the list of rules."""
    return BY_CODE[finding.code].severity


def errors(findings: Iterable[Finding]) -> int:
    """How many findings stop the build."""
    return sum(severity(finding) is Severity.ERROR for finding in findings)


def placed(findings: Findings, sources: Mapping[str, bytes]) -> Findings:
    """Findings with line and column instead of element numbers, sorted, none twice.

    What is named in several places of one file and lacks is one finding, with their number.
    Of more than six with one code in one file the first five stand, and a sixth says how many
    follow and on which lines. Those of the grammar have been counted by kind where they arose.
    """
    exact = {
        Finding(_place(each.where, sources), each.code, each.message, each.hint)
        for each in findings
    }
    return tuple(
        sorted(_folded(_sorted(_once(_sorted(exact)))), key=lambda each: (each.where, each.code))
    )


def _sorted(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda each: (each.where, each.code, each.message))


def _place(where: Spot | Place, sources: Mapping[str, bytes]) -> Place:
    if isinstance(where, Place):
        return where
    data = sources.get(where.file)
    return Place(where.file) if data is None else place(where, data)


def _once(ordered: list[Finding]) -> Iterator[Finding]:
    alike: dict[tuple[str, str], list[Finding]] = {}
    for finding in ordered:
        if finding.code in LACKING:
            alike.setdefault((finding.where.file, finding.message), []).append(finding)
        else:
            yield finding
    for first, *others in alike.values():
        rest = f"; {more(_lines(others), len(others))}" if others else ""
        yield replace(first, message=first.message + rest)


def _folded(ordered: list[Finding]) -> Iterator[Finding]:
    count: dict[tuple[str, str], int] = {}
    rest: dict[tuple[str, str], list[Finding]] = {}
    for finding in ordered:
        key = (finding.where.file, finding.code)
        count[key] = count.get(key, 0) + 1
        if count[key] <= SHOWN or finding.code in COUNTED:
            yield finding
        else:
            rest.setdefault(key, []).append(finding)
    for (_, code), others in rest.items():
        if len(others) == 1:
            yield others[0]
            continue
        yield Finding(
            others[0].where,
            code,
            more(_lines(others), len(others)),
            "Mend those before: the next ones are shown then.",
        )


def _lines(findings: Iterable[Finding]) -> Iterator[int]:
    return (each.where.line for each in findings if isinstance(each.where, Place))


# --- text --------------------------------------------------------------------------------------


ENDS = re.compile(r"\r\n?|\n")
UNSHOWN = re.compile(f"[{CONTROL}{HIDDEN}\\t\\r\\n\\ud800-\\udfff]")
WIDTHS = {"W": 2, "F": 2}


def text(findings: Findings, sources: Mapping[str, bytes]) -> str:
    """One paragraph a finding: place, severity, message, code, the line with a caret, a hint.

    Of more than five that say the same the first five stand; behind the fifth the others are
    counted, with the first of their places.
    """
    lines: dict[str, list[str]] = {}
    alike: dict[tuple[str, str], list[int]] = {}
    for number, finding in enumerate(findings):
        file = finding.where.file
        if file not in lines:
            lines[file] = ENDS.split(decoded(sources.get(file, b"")))
        alike.setdefault(_kind(finding), []).append(number)
    hidden = {number for each in alike.values() for number in each[SHOWN:]}
    others = {each[SHOWN - 1]: each[SHOWN:] for each in alike.values() if len(each) > SHOWN}
    return "".join(
        _paragraph(
            finding,
            lines[finding.where.file],
            [findings[each] for each in others.get(number, ())],
        )
        for number, finding in enumerate(findings)
        if number not in hidden
    )


def _kind(finding: Finding) -> tuple[str, str]:
    """What a finding says, wherever and however often."""
    return finding.code, re.sub(r"; \d+ more like it on .*", "", finding.message)


def _paragraph(finding: Finding, lines: list[str], others: Sequence[Finding]) -> str:
    where = finding.where
    assert isinstance(where, Place)
    head = f"{_where(where)}: {severity(finding)}: {finding.message} [{finding.code}]"
    same = f"the same in {counted(len(others), 'more place')}: {_list(others)}"
    also = f"    {same}" if others else ""
    hint = f"    hint: {finding.hint}" if finding.hint else ""
    below = "".join(f"{_shown(line)}\n" for line in (also, hint) if line)
    return f"{_shown(head)}\n{_excerpt(where, lines)}{below}"


def _where(place: Place) -> str:
    return ":".join(str(part) for part in (place.file, place.line, place.column) if part)


def _list(findings: Sequence[Finding]) -> str:
    places = [_where(each.where) for each in findings[:SHOWN] if isinstance(each.where, Place)]
    return ", ".join(places) + (", …" if len(findings) > SHOWN else "")


def _excerpt(where: Place, lines: list[str]) -> str:
    """The line of a place, cut to the width of a terminal, and a caret below the column."""
    if not 0 < where.line <= len(lines) or not lines[where.line - 1].strip():
        return ""
    line = lines[where.line - 1]
    start = max(0, where.column - 60) if len(line) > 96 else 0
    shown = _shown(line[start : start + 96])
    left = "…" if start else ""
    before = sum(map(_width, shown[: max(0, where.column - 1 - start)]))
    caret = f"    {left and ' '}{' ' * before}^\n" if where.column else ""
    return f"    {left}{shown}\n{caret}"


def _shown(line: str) -> str:
    """A line as a terminal may show it: no character in it acts, or hides."""
    return UNSHOWN.sub("\N{REPLACEMENT CHARACTER}", line.replace("\t", " "))


def _width(character: str) -> int:
    """How many columns of a terminal a character takes."""
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return WIDTHS.get(unicodedata.east_asian_width(character), 1)


# --- data --------------------------------------------------------------------------------------


def as_json(findings: Findings) -> str:
    """The findings as a list of objects; line and column count code points from 1."""
    return json.dumps([_record(each) for each in findings], ensure_ascii=False, indent=1) + "\n"


def _record(finding: Finding) -> dict[str, str | int]:
    where = finding.where
    assert isinstance(where, Place)
    return {
        "file": where.file,
        "line": where.line,
        "column": where.column,
        "severity": str(severity(finding)),
        "code": finding.code,
        "message": finding.message,
        "hint": finding.hint,
    }


def as_sarif(findings: Findings) -> str:
    """The findings as SARIF 2.1.0 (OASIS Standard), one run, rules from the list of rules."""
    codes = sorted({finding.code for finding in findings})
    run = {
        "tool": {"driver": {"name": TOOL, "rules": [_sarif_rule(code) for code in codes]}},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(finding) for finding in findings],
    }
    log = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _sarif_rule(code: str) -> dict[str, object]:
    rule = BY_CODE[code]
    return {
        "id": code,
        "shortDescription": {"text": rule.holds},
        "fullDescription": {"text": rule.reason},
        "help": {"text": rule.remedy},
        "defaultConfiguration": {"level": SARIF_LEVEL[rule.severity]},
    }


def _sarif_result(finding: Finding) -> dict[str, object]:
    where = finding.where
    assert isinstance(where, Place)
    physical: dict[str, object] = {"artifactLocation": {"uri": quote(where.file)}}
    if where.line:
        column = {"startColumn": where.column} if where.column else {}
        physical["region"] = {"startLine": where.line} | column
    return {
        "ruleId": finding.code,
        "level": SARIF_LEVEL[severity(finding)],
        "message": {"text": f"{finding.message}. {finding.hint}".strip()},
        "locations": [{"physicalLocation": physical}],
    }


def summary(findings: Findings) -> str:
    """How many errors and warnings, in words."""
    weights = sorted(findings, key=lambda each: severity(each))
    counts = {key: len(list(group)) for key, group in groupby(weights, key=severity)}
    return ", ".join(counted(n, key) for key, n in counts.items()) or "no findings"
