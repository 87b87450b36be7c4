"""The one rule for names: of letters, versions, pages, and of every file of the site.

A name that passes means the same on every file system, in every address, in every shell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

LONGEST = 200

_PARAMETERS = re.compile(r"(;[a-z]+=[A-Za-z0-9_-]+)+(?=\.[a-z]+$|$)", re.ASCII)
_FORM = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)
_STRANGER = re.compile(r"[^A-Za-z0-9._-]", re.ASCII)
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.ASCII | re.IGNORECASE)


def fault(name: str) -> str:
    """What is wrong with a name ("" if nothing), as the end of a sentence that names it.

    Allowed are ASCII letters, digits, `.`, `_` and `-`, the first a letter or digit, the last
    no dot, at most 200; not the names that Windows keeps for devices (`con`, `aux.html` …).
    """
    if not name:
        return "is empty"
    if stranger := _STRANGER.search(name):
        return f"has the character {_shown(stranger[0])}"
    if not _FORM.fullmatch(name):
        return f"begins with “{name[0]}”"
    if name.endswith("."):
        return "ends with a dot"
    if len(name) > LONGEST:
        return f"has {len(name)} characters, more than {LONGEST}"
    if _DEVICE.fullmatch(name):
        return "is a name that Windows keeps for a device"
    return ""


def path_fault(path: str) -> str:
    """The same for a path within the site: names joined by `/`.

    A name may have parameters behind its stem (`x;down=-1`, `x;down=-1.json`: RFC 3986 §3.3).
    """
    if len(path) > LONGEST:
        return f"has {len(path)} characters, more than {LONGEST}"
    for name in path.split("/"):
        if wrong := fault(_PARAMETERS.sub("", name)):
            return wrong if name == path else f"has a part “{name}” that {wrong}"
    return ""


def twins(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of paths, earlier and later, that some file systems cannot tell apart.

    Equal, or equal without regard to capitals; a path that another uses as a folder, too.
    """
    files: dict[str, str] = {}
    folders: dict[str, str] = {}
    for path in paths:
        folded = path.casefold()
        key = path if folded == path else folded  # of many paths, no second string is kept
        if other := files.get(key) or folders.get(key):
            yield other, path
            continue
        files[key] = path
        while slash := key.rfind("/") + 1:
            key = key[: slash - 1]
            if other := files.get(key):
                yield other, path
            if folders.setdefault(key, path) is not path:
                break


def _shown(character: str) -> str:
    plain = character.isprintable() and character.isascii() and character != " "
    return f"“{character}”" if plain else f"U+{ord(character):04X}"
