"""What one selects in a column is the text of that column."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

LETTER = "letters/1962-01-11.html"
TALL = {"width": 1440, "height": 1400}
# The first or last letters of some words in the text, in the window.
PLACE = """([name, words, end]) => {
  const texts = document.createTreeWalker(document.getElementById(name), NodeFilter.SHOW_TEXT);
  while (!texts.nextNode().data.includes(words));
  const range = document.createRange();
  const from = texts.currentNode.data.indexOf(words);
  range.setStart(texts.currentNode, from);
  range.setEnd(texts.currentNode, from + words.length);
  const box = range.getBoundingClientRect();
  return [end ? box.right - 1 : box.left + 1, (box.top + box.bottom) / 2];
}"""
FRENCH = (
    "aborde franchement deux des principaux problèmes auxquels nous avons à faire face. Je dois à "
    "l'amitié de nos deux pays de vous répondre avec la même cordiale franchise. Vous avez d'abord "
    "abordé le problème de Berlin"
)
ENGLISH = (
    "frankly addresses two of the principal problems which we will have to deal with. I owe it to "
    "the friendship of our two countries to respond to you with the same cordial frankness. You "
    "first addressed the problem of Berlin"
)
SPANS = {
    "the original": (("fr-p1", "aborde"), ("fr-p2", "Berlin"), FRENCH),
    "the translation": (("en-p1", "frankly"), ("en-p2", "Berlin"), ENGLISH),
}


def drag(page: Any, start: tuple[str, str], end: tuple[str, str]) -> str:
    """What is selected when the pointer is drawn from some words to others."""
    page.mouse.move(*page.evaluate(PLACE, [*start, False]))
    page.mouse.down()
    page.mouse.move(*page.evaluate(PLACE, [*end, True]), steps=8)
    page.mouse.up()
    return " ".join(page.evaluate("getSelection().toString()").split())


@pytest.mark.parametrize(("start", "end", "text"), SPANS.values(), ids=SPANS)
@pytest.mark.parametrize("view", ["", "?rows=sentences", "?shifts=all"])
def test_selecting_selects_one_column(
    visit: Any, site: Path, view: str, start: Any, end: Any, text: str
) -> None:
    with visit(f"{site.as_uri()}/", viewport=TALL) as window:
        page = window.open(LETTER + view)
        assert drag(page, start, end) == text
        page.keyboard.press("Control+a")  # all of the page is all of it
        whole = page.evaluate("getSelection().toString()")
        assert "aborde franchement" in whole
        assert "frankly addresses" in whole
