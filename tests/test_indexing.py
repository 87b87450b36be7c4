"""The index that is kept from build to build is the one that is put together from nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from random import Random

import pytest

from edition import prepare, validate
from edition.indexing import Index, Source
from edition.publish import stage
from edition.search import index
from edition.search.piece import Piece, of_letter
from tests.command import ROOT
from tests.small import letter

WORDS = ("la paix", "La guerre", "le mur", "de Berlin", "aujourd'hui", "la porte-parole", "paix")


GRAMMAR = validate.grammar("letter.rng", (ROOT / "schema" / "letter.rng").read_bytes())


def source(name: int, said: str) -> Source:
    """A letter that says something, as the index takes it."""
    file, data = f"letters/{name}.xml", letter("1961-01-01", [[(said, "Yes.")]]).encode()
    prepared, _, _ = prepare.letter(file, data, GRAMMAR)
    assert prepared is not None
    return Source(f"{name} {said}", partial(of_letter, prepared))


def put(place: Path, sources: Sequence[Source]) -> dict[str, bytes]:
    """The parts of the index after a build, by the names of their files."""
    place.mkdir(exist_ok=True)
    with stage(place / "site") as staged:
        Index(place / ".cache", staged, sources).put()
        staged.publish()
    root = place / "site" / "search"
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*.js")}


@pytest.fixture(scope="module")
def said() -> list[str]:
    chance = Random(7)
    return [". ".join(chance.choices(WORDS, k=4)) for _ in range(24)]


@pytest.mark.parametrize("most", [10_000, 60, 20])
def test_what_is_mended_is_what_is_put_together_from_nothing(
    tmp_path: Path, said: list[str], most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many stems are frequent, and have parts of their own."""
    monkeypatch.setattr(index, "INLINE", most)
    monkeypatch.setattr(index, "BEST", 8)
    sources = [source(at, each) for at, each in enumerate(said)]
    put(tmp_path / "kept", sources)
    monkeypatch.setattr(Index, "_anew", None)
    mended = []
    for at, words in ((3, "la paix. Un mur"), (9, "Berlin"), (3, "la guerre et la paix")):
        sources[at] = source(at, words)
        mended.append((tuple(sources), put(tmp_path / "kept", sources)))
    monkeypatch.undo()
    monkeypatch.setattr(index, "INLINE", most)
    monkeypatch.setattr(index, "BEST", 8)
    for number, (made_of, found) in enumerate(mended):
        assert put(tmp_path / f"clean{number}", made_of) == found


def test_a_part_that_is_gone_from_the_site_is_made_again(
    tmp_path: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "INLINE", 60)
    monkeypatch.setattr(index, "BEST", 8)
    sources = [source(at, each) for at, each in enumerate(said)]
    whole = put(tmp_path / "kept", sources)
    for path in sorted((tmp_path / "kept/site/search").rglob("*.js"))[::3]:
        path.unlink()
    sources[3] = source(3, "la paix. Un mur")
    assert put(tmp_path / "kept", sources) == put(tmp_path / "clean", sources) != whole


def test_a_letter_of_several_pieces_is_counted_once(tmp_path: Path) -> None:
    one, two, three = (source(at, "la paix").pieces()[0] for at in range(3))
    entries = Piece(one.parts, {"fr": one.words["fr"]}, one.texts)
    made = ((one,), (one, two, three), (two,), (entries, entries))
    put(tmp_path, [Source(f"{at}", partial(tuple, each)) for at, each in enumerate(made)])
    about = (tmp_path / "site/search/about.js").read_text("utf-8")
    assert '"pieces":7,"letters":3,"unfinished":[1,2],' in about
