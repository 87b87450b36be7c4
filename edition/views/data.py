"""What the edition gives to others, as a page of the site: each format with an example.

Made from the table of formats and from what was made of it, so that it cannot say anything else.
"""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from edition.formats.shown import Shown
from edition.views.frame import Anchor, Frame


class Offered(Struct, frozen=True):
    """Formats that say the same: `patterns` are where the files of letters stand."""

    id: str
    names: tuple[str, ...]
    media: tuple[str, ...]
    what: str
    patterns: tuple[str, ...]
    files: tuple[Anchor, ...]
    example: Anchor | None
    sample: tuple[str, ...]
    texts: bool


class DataView(Struct, frozen=True):
    """The page of data; `ranges` says whether the service of texts gives ranges of passages."""

    template: ClassVar[str] = "data.html"

    frame: Frame
    offered: tuple[Offered, ...]
    ranges: bool


def data(shown: tuple[Shown, ...], frame: Frame, ranges: bool) -> DataView:
    """The page of what is given."""
    return DataView(frame, tuple(_offered(each, frame) for each in shown), ranges)


def _offered(each: Shown, frame: Frame) -> Offered:
    return Offered(
        f"_{each.names[0].replace('.', '-')}",
        each.names,
        each.media,
        each.what.get(frame.lang, each.what["en"]),
        each.patterns,
        tuple(_file(path, frame) for path in each.paths),
        _file(each.example, frame) if each.example else None,
        each.sample,
        each.texts,
    )


def _file(path: str, frame: Frame) -> Anchor:
    return Anchor(f"{frame.root}{path}", path)
