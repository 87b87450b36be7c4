"""A mark opens its entry beside its line; Escape closes it and gives the focus back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

LETTER = "letters/1962-01-11.html"
SIZES = {
    "wide": {"viewport": {"width": 1440, "height": 900}},
    "narrow": {"viewport": {"width": 320, "height": 640}},
}
KINDS = {
    "a departure, in the original": "#_1-shift-6",
    "a departure, in the translation": "#_2-shift-6",
    "a note of the editors": "#_1-ed-7",
    "a reading": "#_1-reading-1",
}
# The words of an element that can be seen, white space settled, without the ways back.
WORDS = """each => {
  const copy = each.cloneNode(true);
  copy.querySelectorAll(':scope > .n, .backs').forEach(way => way.remove());
  return copy.textContent.replace(/\\s+/g, ' ').trim();
}"""


@pytest.mark.parametrize("mark", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("size", SIZES)
def test_a_mark_opens_its_entry_below_its_line(
    visit: Any, site: Path, size: str, mark: str
) -> None:
    with visit(f"{site.as_uri()}/", **SIZES[size]) as window:
        page = window.open(LETTER)
        link, box = page.locator(mark), page.locator(".beside")
        entry = link.get_attribute("href")
        link.press("Enter")
        assert box.locator("[data-entry]").evaluate(WORDS) == page.locator(entry).evaluate(WORDS)
        assert box.locator("[data-address]").get_attribute("href") == entry
        assert page.evaluate("document.activeElement.matches('.beside')")
        assert link.get_attribute("aria-expanded") == "true"
        line, opened = link.bounding_box(), box.bounding_box()
        assert 0 <= opened["y"] - line["y"] - line["height"] < 24
        assert opened["x"] >= 0
        assert opened["x"] + opened["width"] <= page.viewport_size["width"]
        assert opened["y"] >= 0
        assert opened["y"] + opened["height"] <= page.viewport_size["height"]
        page.keyboard.press("Escape")
        assert not box.is_visible()
        assert page.evaluate("document.activeElement.id") == mark[1:]
        assert link.get_attribute("aria-expanded") is None
        assert window.troubles == []


def test_an_open_departure_lights_its_words_on_both_sides(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/", **SIZES["wide"]) as window:
        page = window.open(LETTER)
        page.locator("#_1-shift-6").click()
        assert page.locator(".opened").all_text_contents() == [
            "ce que vous fassiez prendre",
            "what you have undertaken",
        ]
        page.keyboard.press("Escape")
        assert page.locator(".opened").count() == 0


def test_one_entry_is_open_at_a_time(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/", **SIZES["wide"]) as window:
        page = window.open(LETTER)
        for mark in ("#_1-shift-6", "#_1-reading-1", "#_2-shift-6"):
            page.locator(mark).click()
            assert page.locator(".beside:popover-open").count() == 1
            assert page.locator("[data-address]").text_content() == (
                page.locator(mark).get_attribute("href")
            )
            assert page.locator("[aria-expanded]").evaluate_all(
                "all => all.map(each => each.id)"
            ) == [mark[1:]]


def test_a_note_that_stands_in_the_margin_lights_and_opens_by_key_alone(
    visit: Any, site: Path
) -> None:
    with visit(f"{site.as_uri()}/", **SIZES["wide"]) as window:
        page = window.open(LETTER)
        mark, box = page.locator("#_1-ed-6"), page.locator(".beside")
        note = page.locator(".slot", has=page.locator("[href='#ed-6']"))
        note.evaluate("each => each.scrollIntoView({block: 'end'})")
        page.evaluate("scrollBy(0, 10)")
        mark.hover()
        assert page.locator(".slot.lit").all_text_contents() == note.all_text_contents()
        mark.click()
        assert not box.is_visible()
        assert page.evaluate("document.activeElement.id") == "_1-ed-6"
        page.keyboard.press("Enter")  # what stands in the margin is for the eyes alone
        assert box.is_visible()
        page.keyboard.press("Escape")
        page.mouse.move(0, 0)
        assert page.locator(".slot.lit").count() == 0
    with visit(f"{site.as_uri()}/", **SIZES["narrow"]) as window:
        page = window.open(LETTER)
        page.locator("#_1-ed-6").click()
        assert page.locator(".beside").is_visible()


@pytest.mark.parametrize(
    "leave",
    [
        lambda page: page.locator("#_1-shift-6").click(),
        lambda page: page.locator("#_1-shift-6").press("Enter"),
        lambda page: page.locator(".beside [data-close]").click(),
        lambda page: page.locator("h2.head").first.click(),
    ],
    ids=["its mark again", "its mark by key", "the word Close", "the page beside it"],
)
def test_an_entry_is_closed_by(visit: Any, site: Path, leave: Any) -> None:
    with visit(f"{site.as_uri()}/", viewport={"width": 1440, "height": 2000}) as window:
        page = window.open(LETTER)
        page.locator("#_1-shift-6").click()
        assert page.locator(".beside").is_visible()
        leave(page)
        assert not page.locator(".beside").is_visible()


def test_an_entry_leads_to_its_place_in_the_list(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/", **SIZES["wide"]) as window:
        page = window.open(LETTER)
        page.locator("#_1-shift-6").click()
        page.locator("[data-address]").click()
        assert not page.locator(".beside").is_visible()
        assert page.evaluate("document.querySelector(':target').id") == "shift-6"
        assert page.locator("#shift-6").evaluate("each => each.getBoundingClientRect().top") < 900


@pytest.mark.parametrize("mark", KINDS.values(), ids=KINDS)
def test_without_script_a_mark_leads_to_its_entry(visit: Any, site: Path, mark: str) -> None:
    with visit(f"{site.as_uri()}/", java_script_enabled=False, **SIZES["wide"]) as window:
        page = window.open(LETTER)
        entry = page.locator(mark).get_attribute("href")
        page.locator(mark).click()
        page.wait_for_url(f"**{entry}")
        assert page.locator(f"{entry}:target").is_visible()
        assert page.locator(".beside").count() == 0
