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


def sample(path: str, content: bytes, twin: bytes = b"") -> tuple[str, ...]:
    """Some lines of a file, cut where they are long; if there are such, those where transcribed
    and reading text differ, in a row or between the file and its `twin`.
    """
    words = content[:ENOUGH].decode("utf-8", "ignore")
    ending = path[path.rfind(".") :]
    begin = next((at for mark in BEGINNINGS.get(ending, ()) if (at := words.find(mark)) >= 0), 0)
    lines = words[begin:].splitlines()
    if twin:
        lines = _from(lines, _beside(lines, twin[:ENOUGH].decode("utf-8", "ignore").splitlines()))
    elif ending == ".tsv" and lines:
        lines = [*lines[:1], *_from(lines[1:], _inside(lines) - 1)]
    shown: list[str] = []
    for line in lines[:LINES]:
        if sum(map(len, shown)) > ALL:
            break
        shown.append(line if len(line) <= WIDTH else f"{line[:WIDTH]} …")
    return (*shown, "…") if len(lines) > len(shown) else tuple(shown)


def counterpart(path: str) -> str:
    """The file beside which another is read; empty where there is none."""
    of = {"transcribed": "reading", "reading": "transcribed"}
    stem, _, kind = path.removesuffix(".txt").rpartition(".")
    return f"{stem}.{of[kind]}.txt" if kind in of else ""


def _from(lines: list[str], place: int) -> list[str]:
    return ["…", *lines[place:]] if place > 0 else lines


def _beside(lines: list[str], others: list[str]) -> int:
    """The first line that differs from that of another file where it is shown."""
    pairs = enumerate(zip(lines, others, strict=False))
    return next((at for at, (one, two) in pairs if one[:WIDTH] != two[:WIDTH]), 0)


def _inside(lines: list[str]) -> int:
    """The first row, short enough to be shown, whose two texts differ."""
    names = lines[0].split("\t")
    pairs = [
        (at, names.index(other))
        for at, name in enumerate(names)
        if name.endswith("_transcribed")
        and (other := name.replace("_transcribed", "_reading")) in names
    ]
    rows = enumerate([line.split("\t") for line in lines])
    return next(
        (
            at
            for at, cells in rows
            if at and len(lines[at]) <= WIDTH and any(cells[a] != cells[b] for a, b in pairs)
        ),
        1,
    )
