"""The benchmark measures editions that are like ours, and says what it measured."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pytest

from edition import prepare, validate, views
from edition.render import Renderer
from tests import folio
from tests.bench import generate
from tests.command import ROOT, build, environment, files


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition of four letters."""
    folder = tmp_path_factory.mktemp("bench") / "edition"
    generate.edition(folder, 4)
    return folder


def test_a_generated_edition_is_the_same_each_time(edition: Path, tmp_path: Path) -> None:
    generate.edition(tmp_path / "again", 4)
    assert files(tmp_path / "again" / "letters") == files(edition / "letters")


def test_generated_letters_have_words_of_their_own(edition: Path) -> None:
    texts = {path.read_text("utf-8") for path in (edition / "letters").glob("*.xml")}
    assert len(texts) == 4
    sizes = {len(text) for text in texts}
    assert max(sizes) - min(sizes) < 2000


def test_nothing_is_wrong_with_a_generated_edition(edition: Path) -> None:
    done = build("check", "--edition", edition, "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_letters_can_be_generated_that_nobody_has_commented_on(tmp_path: Path) -> None:
    generate.edition(tmp_path, 2, commented=False)
    text = (tmp_path / "letters" / "1962-01-11.xml").read_text("utf-8")
    assert "<annotation" not in text
    assert 'type="editorial"' not in text
    assert 'type="printed"' in text
    done = build("check", "--edition", tmp_path, "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_benchmark_says_what_it_measured() -> None:
    words = [sys.executable, "-m", "tests.bench.run", "--letters", "3"]
    done = subprocess.run(
        words, cwd=ROOT, env=environment(), capture_output=True, encoding="utf-8", timeout=300
    )
    assert "failed" not in done.stderr
    named = [line[:46].strip() for line in done.stdout.splitlines()]
    assert named == [
        "what",
        "the 2-letter edition from cold",
        "the same with all that it asks for",
        "cutting its type, kept for all builds",
        "the 1962 page: HTML, CSS, JS, gzip",
        "the same in French: HTML, CSS, JS, gzip",
        "its fonts",
        "requests to other hosts",
        "size of a letter",
        "floor, a letter",
        "full build, CPU a letter",
        "the same, clock, 2 processes",
        "one letter changed",
        "nothing changed",
        "memory of a process",
        "others at work (load, this run included)",
        "a letter without comment, source to page",
        "the same, all that a build makes of it",
    ]


def test_a_letter_leaves_nothing_behind_that_only_a_collector_finds() -> None:
    """A build runs without Python's collector, so nothing of a letter may refer to itself."""
    name = "letters/1962-01-11.xml"
    data, grammar = (ROOT / name).read_bytes(), (ROOT / "schema" / "letter.rng").read_bytes()
    rules, renderer = validate.grammar("letter.rng", grammar), Renderer([ROOT / "templates"])
    whole = folio.edition(folio.LETTER)
    around = views.surroundings(whole.cards[0], views.overview(whole))

    def made() -> int:
        found, _, _ = prepare.letter(name, data, rules)
        assert found is not None
        sheet = views.sheet(found.letter, found.units, found.located)
        return len(renderer.page(views.letter(found.letter, sheet, around, "en")))

    made()  # what is loaded once is loaded now
    gc.collect()
    made()
    assert gc.collect() == 0
