"""Measures one letter's way from its source to its page in one language, in this process."""

from __future__ import annotations

import gc
import statistics
import time
from pathlib import Path

from edition import exports, link, prepare, prose, validate, views
from edition.model import Card
from edition.render import Renderer
from tests.command import ROOT

LETTERS = 60
ROUNDS = 5


def seconds(place: Path) -> float:
    """Seconds of CPU that a letter of an edition takes: read, checked by all rules, related to the
    others, set, printed. Of each letter the best of some rounds counts; the first of all is lost
    on what is loaded once. No collector runs, as in a build.
    """
    letters, registers = (
        validate.grammar(name, (ROOT / "schema" / name).read_bytes())
        for name in ("letter.rng", "register.rng")
    )
    renderer = Renderer([ROOT / "templates"])
    sources = {
        str(path.relative_to(place)): path.read_bytes()
        for path in sorted((place / "letters").glob("*.xml"))[:LETTERS]
    }
    cards = [prepare.letter(name, data, letters)[1] for name, data in sources.items()]
    read = [
        prepare.register(path.name, path.read_bytes(), registers)[0]
        for path in sorted((place / "letters" / "register").glob("*.xml"))
    ]
    settings, _ = prose.settings(
        "edition.yaml", (place / "letters" / "edition.yaml").read_bytes(), exports.OFFERED
    )
    assert settings is not None
    whole, _ = link.edition(
        settings, tuple(filter(None, cards)), tuple(filter(None, read)), (), frozenset()
    )
    overview = views.overview(whole)

    def way(card: Card) -> float:
        start = time.process_time()
        found, again, _ = prepare.letter(card.file, sources[card.file], letters)
        assert found is not None
        assert again is not None
        around = views.surroundings(again, overview)
        sheet = views.sheet(found.letter, found.units, found.located)
        assert renderer.page(views.letter(found.letter, sheet, around, "en"))
        return time.process_time() - start

    gc.disable()
    rounds = [[way(card) for card in whole.cards] for _ in range(ROUNDS + 1)][1:]
    gc.enable()
    return statistics.mean(map(min, zip(*rounds, strict=True)))
