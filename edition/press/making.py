"""Pages and files made in whatever process, and written to the staged site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from msgspec import Struct

from edition import check, exports, indexing, model, publish, views
from edition.finding import Findings
from edition.folder import Folder
from edition.prepare import Prepared
from edition.press.shop import Shop, again
from edition.publish import File
from edition.record import PageRecord
from edition.search import piece as pieces


class Order(Struct, frozen=True):
    """The pages of one letter that are to be made, with their keys; what is around it and its
    addresses are packed: thousands of orders wait.
    """

    name: str
    key: str
    around: bytes
    leaves: tuple[tuple[views.Leaf, str], ...]
    anchors: bytes


class Export(Struct, frozen=True):
    """The files of one letter that are to be made: its id, file and key, the key of the files."""

    id: str
    name: str
    letter: str
    key: str
    known: exports.Known


Pages = tuple[list[tuple[File, PageRecord]], Findings]
"""Pages that have been made, and the messages that were missed."""


def rendered(folder: str, shop: Shop, orders: Sequence[Order]) -> list[Pages]:
    """The pages of letters, written to the staged site."""
    made = []
    for order in orders:
        prepared = again(shop, order.name, order.key)
        pages = []
        for leaf, key, view in _views(prepared, order):
            content = view if isinstance(view, bytes) else shop.renderer.page(view)
            pages.append(_put(leaf.path, content, key, folder))
        made.append((pages, shop.renderer.findings))
    return made


def _views(
    prepared: Prepared, order: Order
) -> Iterator[tuple[views.Leaf, str, views.View | bytes]]:
    """What the pages of a letter show; a script is bytes already."""
    letter, units, located = prepared.letter, prepared.units, prepared.located
    around = views.AROUND.unpacked(order.around)
    altered = frozenset(line.address for line in around.told.changed)
    spacing = around.settings.spacing
    for (kind, name), group in groupby(order.leaves, key=lambda each: _text(each[0])):
        if kind == "letter":
            sheet = views.sheet(letter, units, located, altered, spacing=spacing)
            for leaf, key in group:
                yield leaf, key, views.letter(letter, sheet, around, leaf.lang)
        elif kind == "version":
            alone = views.alone(letter, units, located, name, spacing)
            for leaf, key in group:
                yield leaf, key, views.version(alone, around, leaf.lang)
        else:
            fingerprints = dict(model.unpacked_anchors(order.anchors))
            of = views.citing(letter, units, model.texts(letter), fingerprints, around)
            for leaf, key in group:
                page = views.citation(of, around, leaf.lang) if leaf.lang else views.script(of)
                yield leaf, key, page


def _text(leaf: views.Leaf) -> tuple[str, str]:
    """What a file of a letter is made of, which those of one text share."""
    return (leaf.kind if leaf.lang else "citations"), leaf.version


def exported(
    folder: str, wanted: exports.Asked, shop: Shop, orders: Sequence[Export]
) -> list[list[File]]:
    """The files of letters that the settings ask for, written to the staged site."""
    return [
        [
            publish.put(folder, path, content)
            for path, content in exports.of_letter(
                again(shop, each.name, each.letter),
                partial(shop.folder.read, each.name),
                each.known,
                wanted,
            )
        ]
        for each in orders
    ]


def written(shop: Shop, view: views.View, key: str, folder: str) -> tuple[File, PageRecord]:
    """A page written to the staged site."""
    return _put(view.frame.path, shop.renderer.page(view), key, folder)


def _put(path: str, content: bytes, key: str, folder: str) -> tuple[File, PageRecord]:
    file = publish.put(folder, path, content)
    return file, PageRecord(key, file.sha256, check.facts(path, content))


def pieces_of(shop: Shop, name: str, key: str) -> indexing.Pieces:
    """What search has of a letter."""
    return pieces.of_letter(again(shop, name, key))


def source(folder: Folder, name: str) -> Iterator[bytes]:
    """The bytes of a source, when they are wanted."""
    yield folder.read(name)
