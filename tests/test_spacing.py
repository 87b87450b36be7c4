"""French spacing is shown and never written: the words of a line stay as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.views.line import Foreign, Line, Link, Part, Quotation, Thin
from edition.views.spacing import spaced
from tests.pages import Page
from tests.small import SETTINGS, edition, letter, run, write


def said(line: Line) -> str:
    """A line with the room that is shown: narrowed ‹ › where a space stands, | where none does."""
    signs = {"": "‹{}›", "before": "|{}", "after": "{}|"}
    made = []
    for each in line:
        match each:
            case str():
                made.append(each)
            case Thin(place, mark):
                made.append(signs[place].format(mark))
            case Part():
                made.append(said(each.content))  # type: ignore[attr-defined]
    return "".join(made)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("de force : construction", "de force‹ :› construction"),
        ("dissuasion? Même", "dissuasion|? Même"),
        ("quoi ?! Oui", "quoi‹ ?!› Oui"),
        ("là; ici!", "là|; ici|!"),
        ("dit « oui », puis", "dit ‹« o›ui‹ »›, puis"),
        ("dit «oui», puis", "dit «|oui|», puis"),
        ("force\u00a0: construction", "force\u00a0: construction"),
        ("à 7:15, https://example.org (?)", "à 7:15, https://example.org (?)"),
        ("rien", "rien"),
    ],
)
def test_a_high_mark_is_set_apart(words: str, shown: str) -> None:
    assert said(spaced((words,))) == shown


def test_marks_are_set_apart_wherever_they_stand_but_in_another_language() -> None:
    link = Link("place", "#a", ("Berlin",))
    line = ("À ", link, "? ", Quotation(("« Oui! »",)), " ", Foreign("en", ("Why?",)))
    assert said(spaced(line)) == "À Berlin|? ‹« O›ui|!‹ »› Why?"


@pytest.mark.parametrize("wanted", [True, False])
def test_only_the_french_of_an_edition_that_wants_it_is_shown_with_spacing(
    tmp_path: Path, wanted: bool
) -> None:
    edition(tmp_path)
    more = "spacing: yes\n" if wanted else ""
    write(tmp_path, {"letters/edition.yaml": f"{SETTINGS}continuous: yes\n{more}"})
    source = letter(paragraphs=[[("Pourquoi? Parce que : oui.", "Why? Hear : this.")]])
    write(tmp_path, {"letters/a.xml": source})
    assert run(tmp_path).code == 0
    site = tmp_path / "site"
    for name in ("letters/a.html", "letters/a.fr.html", "letters/a.en.html"):
        page = Page(site, site / name)
        thin = ["?", " :"] if wanted and not name.endswith(".en.html") else []
        assert page.root.xpath("//*[starts-with(@class, 'thin')]/text()") == thin
        for version, text in (("fr", "Pourquoi? Parce que : oui."), ("en", "Why? Hear : this.")):
            assert page.text(version) in (text, "")
    write(tmp_path, {"letters/edition.yaml": f"{SETTINGS}spacing: wide\n"})
    assert "“wide” is neither yes nor no" in run(tmp_path).out
