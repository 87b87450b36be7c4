"""What the page of data is told of a format: which files there are, and how one begins."""

from __future__ import annotations

from edition.model import Value

LINES, WIDTH, ALL = 10, 300, 800
"""So many lines of a file are shown, so many characters of each, about so many of all."""
BEGINNINGS = {".xml": ("<p xml:id=", "<correspDesc"), ".tmx": ("<tu ",)}
"""Where an example begins: past the header of the file, at the first of these that it has."""
ENOUGH = 1 << 18
"""So many bytes of a file are looked at."""


class Shown(Value, frozen=True):
    """Formats that say the same, each in its way.

    `patterns` are where the files of letters stand, `paths` the files of the edition; `example`
    is a file that `sample` is taken from, empty where there is none. Of `texts` the licence of
    the edition is not all that is to be said.
    """

    names: tuple[str, ...]
    media: tuple[str, ...]
    what: dict[str, str]
    patterns: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    example: str = ""
    sample: tuple[str, ...] = ()
    texts: bool = False


def sample(path: str, content: bytes) -> tuple[str, ...]:
    """Some lines of a file, cut where they are long."""
    words = content[:ENOUGH].decode("utf-8", "ignore")
    ending = path[path.rfind(".") :]
    begin = next((at for mark in BEGINNINGS.get(ending, ()) if (at := words.find(mark)) >= 0), 0)
    lines = words[begin:].splitlines()
    shown: list[str] = []
    for line in lines[:LINES]:
        if sum(map(len, shown)) > ALL:
            break
        shown.append(line if len(line) <= WIDTH else f"{line[:WIDTH]} …")
    return (*shown, "…") if len(lines) > len(shown) else tuple(shown)
