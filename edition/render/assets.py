"""The style sheets, scripts and pictures that pages use, as they are published. Used by `render`.

What belongs together is published as one: the files of a folder that is named like a file
(`reading.css/`, `reading.js/`), in the order of their names. Comments are for those who work on
the sources: they stay there, and so do indents, and of a sheet line breaks, the last semicolon of
a rule and the spaces before braces and after properties. A script may hold no string of several
lines, for it would lose its indents; a sheet no string with such a space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

TEXTS = (".css", ".js")
_BREAK = re.compile(rb";\n+(?=\})|(?<=[{};,])\n+| (?=\{)|(?<=[a-z]:) ")
_ASIDE = re.compile(rb"[ \t]+// [^\n\"'`]*$", re.MULTILINE)
"""A remark behind the code of a line; with quotation marks in it, it might be a string's."""
_INDENT = re.compile(rb"^[ \t]+", re.MULTILINE)
_REMARK = re.compile(rb"^[ \t]*/\*(?!!).*?\*/[ \t]*\n\n?", re.MULTILINE | re.DOTALL)


def published(folders: Iterable[Path]) -> tuple[tuple[str, bytes], ...]:
    """The files of templates' folders (path in the site, content), in order; the first counts."""
    files = _files(folders)
    together: dict[str, list[str]] = {}
    for path in sorted(files):
        together.setdefault(_whole(path), []).append(path)
    return tuple(
        (whole, b"".join(_content(files[path]) for path in paths))
        for whole, paths in sorted(together.items())
    )


def _files(folders: Iterable[Path]) -> Mapping[str, Path]:
    found: dict[str, Path] = {}
    for folder in reversed(tuple(folders)):
        for file in (folder / "assets").rglob("*"):
            if file.is_file() and not file.name.startswith("."):
                found[file.relative_to(folder).as_posix()] = file
    return found


def _whole(path: str) -> str:
    """The file of which a file is a part: its first folder that is named like one, or itself."""
    steps = path.split("/")
    for count, step in enumerate(steps[:-1], 1):
        if step.endswith(TEXTS):
            return "/".join(steps[:count])
    return path


def _content(file: Path) -> bytes:
    content = file.read_bytes()
    if not file.name.endswith(TEXTS):
        return content
    content = _INDENT.sub(b"", _REMARK.sub(b"", content))
    if file.name.endswith(".css"):
        return _BREAK.sub(b"", content)
    return _ASIDE.sub(b"", content)
