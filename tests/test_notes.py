"""The writer's own notes: at their marks, in a list of their own, numbered as the source does."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.pages import Page
from tests.small import edition, letter, run

NOTE = '<note xml:id="{id}" n="{n}" place="foot" type="{type}">{words}</note>'
EDITORS = """<listAnnotation type="notes">
<note xml:id="ed-1" n="1" type="editorial" resp="#editors" target="#fr-p1-s1">
<p xml:lang="en">Not identified.</p><p xml:lang="fr">Non identifié.</p></note>
</listAnnotation>"""


def written(*notes: tuple[str, str, str], others: str = "") -> str:
    """A letter whose first sentence has notes (id, number, type) in French, others in English."""
    marks = "".join(
        NOTE.format(id=name, n=n, type=kind, words=f"Note {n}.") for name, n, kind in notes
    )
    return letter(paragraphs=[[(f"Bonjour.{marks}", f"Hello.{others}")]], stand_off=EDITORS)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition with a letter that has a note of its writer, its translation, and one of ours."""
    root = tmp_path_factory.mktemp("notes")
    translated = NOTE.format(id="en-note-1", n="1", type="authorial", words="Or not.")
    text = written(("fr-note-1", "1", "authorial"), others=translated)
    edition(root, {"letters/a.xml": text})
    settings = root / "letters/edition.yaml"
    settings.write_text(settings.read_text() + "continuous: yes\ncitations: yes\n")
    said = run(root, "build")
    assert said.code == 0, said.out
    return root / "site"


def sections(site: Path, path: str) -> list[tuple[str, list[str]]]:
    """The lists of notes of a page: their titles and the ids in them."""
    root = Page(site, site / path).root
    return [
        (section.xpath("string(h2)"), [str(each) for each in section.xpath("ol/li/@id")])
        for section in root.xpath("//section[contains(@class, 'notes')]")
    ]


def test_the_writers_notes_are_listed_before_all_others(site: Path) -> None:
    own = ["fr-note-1", "en-note-1"]
    assert sections(site, "letters/a.html") == [
        ("The writer’s own notes", own),
        ("Notes of the editors", ["ed-1"]),
    ]
    assert sections(site, "fr/letters/a.html") == [
        ("Notes de l’auteur de la lettre", own),
        ("Notes des éditeurs", ["ed-1"]),
    ]


def test_a_version_alone_has_the_notes_that_the_writer_made_in_it(site: Path) -> None:
    assert sections(site, "letters/a.en.html")[0] == ("The writer’s own notes", ["en-note-1"])


def test_the_number_is_that_of_the_source_and_ours_have_a_star(site: Path) -> None:
    page = (site / "letters/a.html").read_text()
    marks = re.findall(r'class="mark (\w+)[^"]*"[^>]*>.*?(\*?1)<', page)
    assert {("authorial", "1"), ("editorial", "*1")} <= set(marks)
    assert {("authorial", "*1"), ("editorial", "1")}.isdisjoint(marks)


def test_the_words_of_a_note_are_no_words_of_its_sentence(site: Path) -> None:
    cited = (site / "cite/a.html").read_text()
    assert "note 1" in cited
    assert "Bonjour.Note" not in cited


@pytest.mark.parametrize(
    ("notes", "code"),
    [
        ([("fr-note-1", "1", "authorial"), ("fr-note-2", "2", "printed")], ""),
        ([("fr-note-1", "1", "printed"), ("fr-note-1a", "1", "authorial")], "note-twice"),
        ([("fr-own-1", "1", "authorial")], "note-id"),
        ([("fr-note-2", "2", "authorial"), ("fr-note-1", "1", "printed")], "note-order"),
    ],
)
def test_the_notes_of_a_source_are_numbered_together(
    notes: list[tuple[str, str, str]], code: str, tmp_path: Path
) -> None:
    root = edition(tmp_path, {"letters/a.xml": written(*notes)})
    found = json.loads(run(root, "check", "--format", "json").out)
    assert [each["code"] for each in found] == ([code] if code else [])
