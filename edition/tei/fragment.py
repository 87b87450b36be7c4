"""TEI written outside a letter becomes values: the inverse of `write`, for what comes back."""

from __future__ import annotations

from edition import read
from edition.model import Paragraph
from edition.tei.content import Reader
from edition.tei.names import LANG, NAMESPACE
from edition.tei.tree import Tree


def notes(tei: str) -> dict[tuple[str, str], tuple[Paragraph, ...]] | None:
    """The `note` elements of a string, by type and language; None where it cannot be read."""
    data = f'<annotation xmlns="{NAMESPACE}">{tei}</annotation>'.encode()
    source, _ = read.source("markup", data)
    if source is None:
        return None
    tree = Tree(source)
    reader = Reader(tree)
    found = {
        (note.get("type"), note.get(LANG)): reader.paragraphs(note)
        for note in tree.root.own("note")
    }
    return None if reader.findings or len(found) < len(tree.root.children) else found
