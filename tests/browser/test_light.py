"""Pointing at a sentence, or giving it the focus, lights what answers it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import small

pytestmark = pytest.mark.browser

# One paragraph: two French sentences are one in English; one is not translated; two answer two.
FRENCH = """<p xml:id="fr-p1"><s xml:id="fr-p1-s1">Un.</s> <s xml:id="fr-p1-s2">Deux.</s> \
<s xml:id="fr-p1-s3">Trois.</s> <s xml:id="fr-p1-s4">Quatre.</s> <s xml:id="fr-p1-s5">Cinq.</s></p>
<p xml:id="fr-p2"><s xml:id="fr-p2-s1">Six.</s></p>"""
ENGLISH = """<p xml:id="en-p1"><s xml:id="en-p1-s1">One and two.</s> \
<anchor xml:id="en-absent-1" type="absent" subtype="not-in-source"/> \
<s xml:id="en-p1-s4">Four,</s> <s xml:id="en-p1-s5">and five.</s></p>
<anchor xml:id="en-absent-2" type="absent" subtype="not-in-source"/>"""
LINKS = """<linkGrp type="alignment" subtype="blocks" domains="#fr #en" \
targFunc="original translation"><link xml:id="p1" target="#fr-p1 #en-p1"/>
<link xml:id="p2" target="#fr-p2 #en-absent-2"/></linkGrp>
<linkGrp type="alignment" subtype="segments" domains="#fr #en" targFunc="original translation">
<ptr xml:id="fr-p1-g1" target="#fr-p1-s1 #fr-p1-s2"/><link xml:id="p1-s1" \
target="#fr-p1-g1 #en-p1-s1"/><link xml:id="p1-s3" target="#fr-p1-s3 #en-absent-1"/>
<ptr xml:id="fr-p1-g2" target="#fr-p1-s4 #fr-p1-s5"/><ptr xml:id="en-p1-g2" \
target="#en-p1-s4 #en-p1-s5"/><link xml:id="p1-s4" target="#fr-p1-g2 #en-p1-g2"/>
<link xml:id="p2-s1" target="#fr-p2-s1 #en-absent-2"/></linkGrp>"""
LIT = """() => [...document.querySelectorAll('.fragment, .absent')]
  .filter(each => getComputedStyle(each).backgroundColor != 'rgba(0, 0, 0, 0)')
  .map(each => each.textContent)"""
ANSWERS = {
    "two sentences and the one that answers them": ("Un.", ["Un. Deux.", "One and two."]),
    "one sentence and the two that it answers": ("One and two.", ["Un. Deux.", "One and two."]),
    "two and two": ("and five.", ["Quatre. Cinq.", "Four, and five."]),
    "a sentence that nothing answers": ("Trois.", ["Trois.", "[nothing in this version]"]),
    "a paragraph that nothing answers": ("Six.", ["Six.", "[nothing in this version]"]),
}


@pytest.fixture(scope="module")
def uneven(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of an edition of one letter whose sides do not answer each other one by one."""
    root = tmp_path_factory.mktemp("uneven")
    letter = (
        small.HEADER.format(day="1961-01-01")
        + small.VERSION.format(id="fr", role="original", paragraphs=FRENCH)
        + small.VERSION.format(id="en", role="translation", paragraphs=ENGLISH)
        + f"</group></text>\n<standOff>{LINKS}</standOff>\n</TEI>\n"
    )
    small.write(root, {"letters/edition.yaml": small.SETTINGS, "letters/a.xml": letter})
    assert small.run(root, "build", "--out", root / "site").code == 0
    return f"{(root / 'site').as_uri()}/"


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
@pytest.mark.parametrize(("words", "lit"), ANSWERS.values(), ids=ANSWERS)
def test_pointing_lights(visit: Any, uneven: str, words: str, lit: list[str], script: bool) -> None:
    with visit(uneven, java_script_enabled=script) as window:
        page = window.open("letters/a.html")
        page.get_by_text(words).first.hover()
        assert page.evaluate(LIT) == lit
        page.mouse.move(0, 0)
        assert page.evaluate(LIT) == []


@pytest.mark.parametrize(("words", "lit"), ANSWERS.values(), ids=ANSWERS)
def test_the_focus_lights(visit: Any, uneven: str, words: str, lit: list[str]) -> None:
    with visit(uneven) as window:
        page = window.open("letters/a.html")
        fragment = page.locator(".fragment", has_text=words)
        fragment.evaluate("each => { each.tabIndex = -1; each.focus(); }")
        assert page.evaluate(LIT) == lit


def test_a_link_within_a_sentence_lights_its_answer(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/") as window:
        page = window.open("letters/1962-01-11.html")
        page.locator("#fr-p1-s1 a").first.focus()
        assert page.evaluate(
            "[...document.querySelectorAll('.fragment')].filter(each => "
            "getComputedStyle(each).backgroundColor != 'rgba(0, 0, 0, 0)').map(each => each.id)"
        ) == ["fr-p1-s1", "en-p1-s1"]


def test_what_says_that_nothing_answers_lights_what_it_stands_beside(
    visit: Any, uneven: str
) -> None:
    with visit(uneven) as window:
        page = window.open("letters/a.html")
        page.locator(".absent").hover()
        assert page.evaluate(LIT) == ["Six.", "[nothing in this version]"]
