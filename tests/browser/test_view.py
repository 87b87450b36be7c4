"""How a letter is shown is kept, and the line being read stays in place when it changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

LETTER = "letters/1962-01-11.html"
OTHER = "letters/1961-08-26.html"
WIDE = {"width": 1440, "height": 900}
CHECKED = "[...document.querySelectorAll('[data-view] :checked')].map(each => each.value)"
DEFAULT = ["both", "paragraphs", "reading", "major"]
# How far from the line a third down the window a sentence lies, and how far it was read there.
READ = """name => {
  const box = document.getElementById(name).getBoundingClientRect();
  return box.height && (innerHeight / 3 - box.top) / box.height;
}"""
SHIFTS = """
window.shifts = [];
const isOfText = ({node}) => node?.closest?.(".sheet");  // the end of a line still to come is not
new PerformanceObserver(list => window.shifts.push(...list.getEntries()
    .filter(each => each.sources.some(isOfText)).map(each => each.value)))
  .observe({type: 'layout-shift', buffered: true});
"""


def choose(page: Any, value: str) -> None:
    """A choice of the view, made as by a click on it that moves nothing."""
    page.evaluate(f"document.querySelector('[data-view] [value={value}]').click()")


def settle(page: Any) -> None:
    """Waits until the window has been drawn twice."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))")


def test_what_is_chosen_is_in_the_address_and_comes_back_with_it(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/", viewport=WIDE) as window:
        page = window.open(f"{LETTER}#p5")
        assert page.evaluate(CHECKED) == DEFAULT
        page.locator("[value=sentences]").check()
        page.locator("[value=all]").check()
        assert page.url.endswith(f"{LETTER}?rows=sentences&shifts=all#p5")
        page.evaluate("localStorage.clear()")
        page.reload()
        assert page.evaluate(CHECKED) == ["both", "sentences", "reading", "all"]
        page.locator("[value=paragraphs]").check()
        page.locator("[value=major]").check()
        assert page.url.endswith(f"{LETTER}#p5")
        assert window.troubles == []


def test_what_is_chosen_is_kept_for_the_next_letter_and_back(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/", viewport=WIDE) as window:
        page = window.open(LETTER)
        page.locator("[value=original]").check()
        page.locator("[value=transcription]").check()
        page = window.open(OTHER)  # has one version, no departures
        assert page.evaluate(CHECKED) == ["paragraphs", "transcription"]
        page.locator("[value=sentences]").check()
        page = window.open(LETTER)
        assert page.evaluate(CHECKED) == ["original", "sentences", "transcription", "major"]
        page = window.open(f"{LETTER}?side=translation")  # what is sent counts, all of it
        assert page.evaluate(CHECKED) == ["translation", "paragraphs", "reading", "major"]


def test_a_browser_without_memory_keeps_the_view_in_the_address(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/", viewport=WIDE) as window:
        window.page.add_init_script(
            "Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused'); }})"
        )
        page = window.open(LETTER)
        page.locator("[value=sentences]").check()
        page.reload()
        assert page.evaluate(CHECKED) == ["both", "sentences", "reading", "major"]
        assert window.troubles == []


@pytest.mark.parametrize("address", ["#p7", "#p7-s3", "#en-p7-s3", "#en-page-3", "#shift-12"])
def test_an_address_finds_its_place_in_a_kept_view(visit: Any, server: str, address: str) -> None:
    with visit(server, viewport=WIDE) as window:
        page = window.open(f"{LETTER}?rows=sentences&text=transcription{address}")
        for _ in range(2):
            settle(page)
            top = page.locator(address).evaluate("each => each.getBoundingClientRect().top")
            assert -1 <= top < WIDE["height"] / 2
            page.reload()


def test_a_kept_view_moves_nothing_of_the_text(visit: Any, halting: str) -> None:
    with visit(halting, viewport=WIDE) as window:
        window.page.add_init_script(SHIFTS)
        window.page.route("**/*.woff2", lambda route: route.abort())  # fonts are another matter
        for view in ("", "?rows=sentences&text=transcription&shifts=all", "?side=original"):
            for place in ("", "#p7"):
                window.page.goto("about:blank")
                page = window.open(LETTER + view + place)
                settle(page)
                assert page.evaluate("window.shifts") == [], view + place


def test_the_line_being_read_stays_where_it_is(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/", viewport=WIDE) as window:
        page = window.open(f"{LETTER}#p5-s2")
        settle(page)
        for value, before, after in (
            ("sentences", "fr", "fr"),
            ("transcription", "fr", "fr"),
            ("original", "fr", "fr"),
            ("translation", "fr", "en"),  # as far into the sentence that answers
            ("both", "en", "en"),
            ("reading", "fr", "fr"),
            ("all", "fr", "fr"),
            ("paragraphs", "fr", "fr"),
        ):
            read = page.evaluate(READ, f"{before}-p5-s2")
            assert 0 < read < 1
            choose(page, value)
            settle(page)
            assert page.evaluate(READ, f"{after}-p5-s2") == pytest.approx(read, abs=0.02), value


def test_the_line_being_read_stays_when_the_window_changes(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/", viewport=WIDE) as window:
        page = window.open(f"{LETTER}#p5-s2")
        settle(page)
        read = page.evaluate(READ, "fr-p5-s2")
        for width in (1100, 800, 390, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            settle(page)
            assert page.evaluate(READ, "fr-p5-s2") == pytest.approx(read, abs=0.02), width


def test_the_head_of_the_page_stays_when_the_view_changes(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/", viewport=WIDE) as window:
        page = window.open(LETTER)
        for value in ("sentences", "transcription", "original", "both"):
            choose(page, value)
            settle(page)
            assert page.evaluate("scrollY") == 0


def test_another_language_opens_at_the_same_paragraph_in_the_same_view(
    visit: Any, site: Path
) -> None:
    with visit(f"{site.as_uri()}/", viewport=WIDE) as window:
        page = window.open(f"{LETTER}?rows=sentences#p5-s2")
        page.get_by_role("link", name="Français", exact=True).evaluate(
            "each => each.dispatchEvent(new Event('pointerdown', {bubbles: true}))"
        )
        french = page.get_by_role("link", name="Français", exact=True)
        assert french.get_attribute("href").endswith(f"{LETTER}?rows=sentences#p5-s2")
        page.locator("#p7").evaluate("each => each.scrollIntoView()")
        page.wait_for_timeout(1000)
        french.press("Enter")  # the page scrolls up to it
        page.wait_for_url(f"**/fr/{LETTER}?rows=sentences#p7")
        assert (
            page.locator("#p7").evaluate("each => Math.abs(each.getBoundingClientRect().top)") < 80
        )
        page.get_by_role("link", name="English", exact=True).click()
        page.wait_for_url(f"**/site/{LETTER}?rows=sentences#p7")


def test_another_language_opens_at_the_same_entry(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/", viewport=WIDE) as window:
        page = window.open("persons.html#kennedy")
        page.get_by_role("link", name="Français", exact=True).click()
        page.wait_for_url("**/fr/persons.html#kennedy")


def test_without_script_every_view_can_be_chosen(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/", viewport=WIDE, java_script_enabled=False) as window:
        page = window.open(LETTER)
        page.locator("[value=original]").check()
        assert page.locator("#fr-p5").is_visible()
        assert not page.locator("#en-p5").is_visible()
        page.locator("[value=both]").check()
        page.locator("[value=sentences]").check()
        tops = [page.locator(each).bounding_box()["y"] for each in ("#fr-p5-s3", "#en-p5-s3")]
        assert tops[0] == pytest.approx(tops[1], abs=1)


def test_french_spacing_is_shown_in_the_reading_text_and_never_copied(
    visit: Any, site: Path
) -> None:
    narrow = """all => all.map(each => {
      const { textWrapMode, wordSpacing, marginInlineStart } =
        getComputedStyle(each);
      getSelection().selectAllChildren(each);
      return [getSelection().toString(), textWrapMode, parseFloat(wordSpacing) < 0,
        parseFloat(marginInlineStart) > 0];
    })"""
    with visit(f"{site.as_uri()}/") as window:
        for view, shown in (("", True), ("?text=transcription", False)):
            marks = window.open(LETTER + view).locator(".thin").evaluate_all(narrow)
            wrap = "nowrap" if shown else "wrap"
            assert marks == [
                [" :", wrap, shown, False],
                ["?", wrap, shown, shown],
                ["?", wrap, shown, shown],
            ]


def test_the_reading_text_has_certain_corrections_and_the_transcription_what_stands(
    visit: Any, site: Path
) -> None:
    with visit(f"{site.as_uri()}/") as window:
        for name in (LETTER, f"{LETTER}?text=transcription"):
            page = window.open(name)
            words = page.locator("#fr-p9-s1").inner_text()
            shown = "Monieur [Monsieur]" if "transcription" in name else "cher Monsieur"
            assert shown in words
            assert ("Monieur" in words) == ("transcription" in name)
            assert "précipitamment [précisément?]" in page.locator("#fr-p5-s2").inner_text()
            mark = page.locator("#_1-reading-3")
            assert mark.inner_text().strip("[]") == "Monsieur"
            if name == LETTER:
                line = "each => getComputedStyle(each).textDecorationLine"
                assert mark.evaluate(line) == "underline"
            mark.click()
            assert "Monieur] Monsieur" in " ".join(page.locator(".beside").inner_text().split())


def test_the_marks_of_notes_on_letterheads_stand_in_the_transcription(
    visit: Any, site: Path
) -> None:
    marks = ".forme:not(.heading) .mark a"
    with visit(f"{site.as_uri()}/", viewport=WIDE) as window:
        page = window.open(LETTER)
        assert "transcription with the marks of its notes" in page.locator(".legend").inner_text()
        count = page.locator(marks).count()
        assert count > 0
        assert page.locator(f"{marks}:visible").count() == 0
        choose(page, "transcription")
        assert page.locator(f"{marks}:visible").count() == count
