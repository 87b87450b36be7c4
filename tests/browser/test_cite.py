"""Citing a place in Chromium: the mark, the dialog, what is copied."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.pages import Page, settled

pytestmark = pytest.mark.browser

LETTER = "letters/1962-01-11.html"
MARK, DIALOG = "[data-mark]", "dialog.citing"


def opened(page: Any, place: str) -> Any:
    """The dialog of a place, opened by the mark beside its number."""
    number = page.locator(f'a[href="#{place}"].number, #{place} .n').first
    number.hover()
    page.locator(MARK).click()
    dialog = page.locator(DIALOG)
    dialog.wait_for()
    return dialog


def said(dialog: Any) -> list[tuple[str, str, str]]:
    """What the dialog says in each style: citation, own sentence, mention."""
    return [
        tuple(shown(row, kind) for kind in ("said", "own", "mention"))
        for row in dialog.locator("dl:not([data-quoted]) > div").all()
    ]


def shown(row: Any, kind: str) -> str:
    """The words of a part of a row, if it is there."""
    return settled("".join(row.locator(f".{kind}").all_inner_texts()))


def quoted(dialog: Any) -> list[tuple[str, str, str, str]]:
    """What the dialog quotes: language of the text, its name, quotation, own sentence."""
    return [
        (
            row.locator("dd").get_attribute("lang"),
            row.locator("dt").inner_text(),
            *(settled(row.locator(f".{kind}").inner_text()) for kind in ("said", "own")),
        )
        for row in dialog.locator("[data-quoted] > div").all()
    ]


def written(page: Page, place: str) -> list[tuple[str, str, str]]:
    """The same on the page of citations."""
    where = "//article[@id=$id]" if place else "//section[@aria-labelledby='_letter']"
    rows = page.root.xpath(f"({where}//dl)[1]/div", id=place)
    return [
        tuple(
            settled(str(row.xpath(f"string(.//*[@class='{kind}'])")))
            for kind in ("said", "own", "mention")
        )
        for row in rows
    ]


def texts(page: Page, place: str) -> list[tuple[str, str, str, str]]:
    """The same on the page of citations."""
    return [
        (
            each.find("p").get("lang"),
            *(
                settled(str(each.xpath(f"string({where})")))
                for where in (".//*[@class='remark']", "p", ".//*[@class='own']")
            ),
        )
        for each in page.root.xpath("//article[@id=$id]//blockquote", id=place)
    ]


@pytest.mark.parametrize("place", ["p2", "p2-s3", "fr-p2-s3", "ed-7", "shift-45", "reading-1"])
@pytest.mark.parametrize("rows", ["paragraphs", "sentences"])
def test_the_mark_of_a_place_is_whole_on_a_narrow_page(
    visit: Any, server: str, place: str, rows: str
) -> None:
    with visit(server, viewport={"width": 390, "height": 844}) as window:
        page = window.page
        page.goto(f"{server}{LETTER}")
        page.locator(f"label:has-text('{rows}') input").evaluate("input => input.click()")
        page.goto(f"{server}{LETTER}#{place}")
        mark = page.locator(MARK)
        mark.wait_for()
        box = mark.bounding_box()
        padding = mark.evaluate("mark => parseFloat(getComputedStyle(mark).paddingLeft)")
        assert box["x"] + padding >= 0
        assert box["x"] + box["width"] - padding <= 390


@pytest.mark.parametrize("lang", ["", "fr/"])
@pytest.mark.parametrize("disk", [False, True])
def test_the_dialog_says_what_the_page_of_citations_says(
    visit: Any, site: Path, server: str, lang: str, disk: bool
) -> None:
    citations = Page(site, site / lang / "cite" / "1962-01-11.html")
    cite = "Citer\u00a0: {}" if lang else "Cite: {}"
    with visit(f"{site.as_uri()}/" if disk else server) as window:
        page = window.open(lang + LETTER)
        for place in ("p5", "p3", "p9", "shift-12", "ed-2", "dateline"):
            dialog = opened(page, place)
            assert said(dialog) == written(citations, place), place
            assert quoted(dialog) == texts(citations, place), place
            (name,) = citations.root.xpath("//article[@id=$id]/h3//text()", id=place)
            assert dialog.locator("h2").inner_text() == cite.format(name)
            assert dialog.locator(".permalink a").inner_text() == f"{lang}{LETTER}#{place}"
            page.keyboard.press("Escape")
        page.locator("a[data-cite]").click()
        dialog = page.locator(DIALOG)
        assert said(dialog) == written(citations, "")
        (title,) = citations.root.xpath("//h1//text()")
        assert dialog.locator("h2").inner_text() == cite.format(title)
        assert not dialog.locator("[data-quotations]").is_visible()
        assert page.evaluate("window.violations") == []
        assert window.troubles == []


def test_the_mark_is_there_for_the_keyboard_too(visit: Any, server: str) -> None:
    with visit(server) as window:
        page = window.open(LETTER)
        page.locator('a.number[href="#p3"]').focus()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.hash") == "#p3"
        page.keyboard.press("Enter")
        page.locator(DIALOG).wait_for()
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.matches('[data-mark]')")


@pytest.mark.parametrize("place", ["p7", "p7-s2", "en-p7-s2", "ed-4", "shift-12"])
def test_whoever_arrives_at_a_place_sees_how_to_cite_it(
    visit: Any, server: str, place: str
) -> None:
    with visit(server) as window:
        page = window.open(f"{LETTER}#{place}")
        mark = page.locator("[data-mark]")
        assert mark.get_attribute("href").endswith(f"#{place.removeprefix('en-')}")
        assert mark.evaluate("each => getComputedStyle(each).opacity") == "1"


def test_a_citation_is_copied_as_it_is_shown(visit: Any, server: str) -> None:
    with visit(server, permissions=["clipboard-read", "clipboard-write"]) as window:
        page = window.open(LETTER)
        dialog = opened(page, "p5")
        for row in dialog.locator("dl:not([data-quoted]) > div").all():
            citation, own, mention = (shown(row, kind) for kind in ("said", "own", "mention"))
            stop = "" if citation.endswith(".") else "."
            copied = []
            for button in row.locator("button").all():
                button.click()
                copied.append(settled(page.evaluate("navigator.clipboard.readText()")))
            assert copied == [f"{citation}{stop} {own}", *filter(None, (mention,))]
        dialog.locator(".permalink button").click()
        assert page.evaluate("navigator.clipboard.readText()") == f"{LETTER}#p5"


def test_what_closes_the_dialog_stays_in_sight(visit: Any, server: str) -> None:
    with visit(server, viewport={"width": 390, "height": 500}) as window:
        page = window.open(LETTER)
        page.locator("a[data-cite]").click()
        dialog = page.locator(DIALOG)
        close = dialog.get_by_role("button", name="Close")
        for last in (False, True):
            if last:
                dialog.locator("[data-all]").scroll_into_view_if_needed()
            assert (dialog.evaluate("each => each.scrollTop") > 0) == last
            down = close.bounding_box()["y"] - dialog.bounding_box()["y"]
            assert 0 < down < 100
        close.click()
        assert dialog.count() == 0


def test_a_quotation_is_copied_with_its_reference_in_either_language_or_in_both(
    visit: Any, server: str
) -> None:
    words = ["«\u202fCher Monsieur le Président,\u202f»", "“Dear Mr. President,”"]
    with visit(server, permissions=["clipboard-read", "clipboard-write"]) as window:
        page = window.open(LETTER)
        dialog = opened(page, "salute")
        french, english = (
            f"{each} {own}" for each, (*_, own) in zip(words, quoted(dialog), strict=True)
        )
        assert french.endswith(f", {LETTER}#fr-salute.")
        copied = []
        for button in dialog.locator("[data-quotations] button").all():
            button.click()
            copied.append(page.evaluate("navigator.clipboard.readText()"))
        assert copied == [french, english, f"{french}\n{english}"]


def test_the_dialog_says_of_which_place_it_speaks(visit: Any, server: str) -> None:
    for lang, said in (
        ("", "Cite: paragraph 5, sentence 2"),
        ("fr/", "Citer\u00a0: alinéa 5, phrase 2"),
    ):
        with visit(server) as window:
            page = window.open(f"{lang}{LETTER}?rows=sentences")
            assert opened(page, "p5-s2").locator("h2").inner_text() == said


def test_a_text_that_stands_alone_is_quoted_alone(visit: Any, server: str) -> None:
    with visit(server) as window:
        dialog = opened(window.open("letters/1961-08-26.html"), "p2")
        ((lang, _, words, _),) = quoted(dialog)
        assert (lang, words[0], words[-1]) == ("en", "“", "”")
        assert not dialog.locator("[data-every]").is_visible()


def test_without_script_the_letter_leads_to_its_citations(visit: Any, server: str) -> None:
    with visit(server, java_script_enabled=False) as window:
        page = window.open(LETTER)
        page.locator("p.cite a").click()
        assert page.url == f"{server}cite/1962-01-11.html"
        assert page.locator("article#p5 .said").count() == 4
