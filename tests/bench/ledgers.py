"""Gives a generated edition a first release: a ledger for each letter, with its texts."""

from __future__ import annotations

from pathlib import Path

from edition import card, ledger, model, prepare, validate
from edition.archive import text_file
from edition.folder import RELEASES
from edition.ledger import Line, Release
from tests.command import ROOT

VERSION, DAY = "1.0.0", "1999-01-01"


def release(folder: Path) -> None:
    """Records what stands in the letters of an edition, as a release does."""
    grammar = validate.grammar("letter.rng", (ROOT / "schema" / "letter.rng").read_bytes())
    seals, addresses = [], 0
    for path in sorted((folder / "letters").glob("*.xml")):
        name = f"letters/anchors/{path.stem}.tsv"
        made, small, _ = prepare.letter(f"letters/{path.name}", path.read_bytes(), grammar)
        assert made is not None
        assert small is not None
        lines = [Line(anchor, VERSION, ledger.LIVE, mark) for anchor, mark in small.anchors]
        data = ledger.written(lines)
        words = card.words(made.letter, made.units, model.texts(made.letter))
        _put(folder / name, data)
        joined = {unit.id for unit in made.units}
        _put(folder / text_file(path.stem), ledger.written_texts(words, joined))
        seals.append((name, ledger.table(name, data)[0].seal))
        addresses += len(lines)
    first = Release(VERSION, DAY, addresses, ledger.seal(seals))
    _put(folder / RELEASES, ledger.written_releases([first]))


def declare(folder: Path, letter: str, address: str) -> None:
    """Declares that the text of an address is another one now."""
    with (folder / "letters" / "anchors" / f"{letter}.tsv").open("a", encoding="utf-8") as file:
        file.write(f"{address}\t{ledger.NEXT}\tchanged\n")


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
