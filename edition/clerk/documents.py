"""The files that name a release beside the ledgers: what each says after it. Text in, text out.

Which of them an edition has is its own affair: each is changed where it is there.
"""

from __future__ import annotations

import re

CHANGES = "CHANGELOG.md"
CITATION = "CITATION.cff"
PROJECT = "pyproject.toml"
OURS = re.compile(r'^name = "en-regard"$', re.MULTILINE)


def named(name: str, text: str, version: str, day: str, note: str) -> str:
    """A file by its name, after a release."""
    match name:
        case "CHANGELOG.md":
            return changes(text, version, day, note)
        case "CITATION.cff":
            return citation(text, version, day)
        case _:
            return project(text, version)


def changes(text: str, version: str, day: str, note: str) -> str:
    """The list of changes: its section “not yet released” gets the release's number and day.

    Where there is none, one with the note is set before all others.
    """
    heading = f"## {version}, {day}"
    waiting = re.search(r"^## .*(?i:not yet released)\b.*$", text, re.MULTILINE)
    if waiting:
        return text[: waiting.start()] + heading + text[waiting.end() :]
    first = re.search(r"^## ", text, re.MULTILINE)
    section = f"{heading}\n\n- {note}\n\n" if note else f"{heading}\n\n"
    if first is None:
        return f"{text.rstrip()}\n\n{section.rstrip()}\n"
    return text[: first.start()] + section + text[first.start() :]


def citation(text: str, version: str, day: str) -> str:
    """The citation file with the release's number and day."""
    text = re.sub(r"^version:.*$", f'version: "{version}"', text, count=1, flags=re.MULTILINE)
    released = f"date-released: {day}"
    dated, times = re.subn(r"^date-released:.*$", released, text, count=1, flags=re.MULTILINE)
    if times:
        return dated
    return re.sub(r"^(version:.*)$", rf"\1\n{released}", text, count=1, flags=re.MULTILINE)


def project(text: str, version: str) -> str:
    """The project's declaration with the release's number, where the project is En regard.

    Edition and code are released together there; another edition's project is its own.
    """
    if not OURS.search(text):
        return text
    return re.sub(r'^version = ".*"$', f'version = "{version}"', text, count=1, flags=re.MULTILINE)
