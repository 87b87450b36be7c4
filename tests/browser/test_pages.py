"""Every page, in Chromium: it loads whole, alone, without script, on any screen, for any eye."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.pages import Page

pytestmark = pytest.mark.browser

# What is promised to be citable within the page of a letter; marks and back links are not.
ADDRESS = r"""(?x)
    (?:\w\w-)? (?:p|ps|i|l|c)\d+[a-z]?(?:-s\d+)?
    | (?:\w\w-)? (?:dateline|salute|closer|signed|address)
    | \w\w-(?:note|page)-\w+
    | (?:ed|shift|reading)-\d+
"""
NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1440, "height": 900}
LOOKS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "narrow": {"viewport": NARROW},
}
FULLEST = "letters/1962-01-11.html?rows=sentences&text=transcription&shifts=all"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def test_every_page_loads_whole_and_asks_nobody_else(
    visit: Any, server: str, names: list[str]
) -> None:
    with visit(server) as window:
        for name in names:
            page = window.open(name)
            assert page.evaluate("window.violations") == [], name
        assert window.troubles == []


def test_every_page_loads_whole_below_another_path(
    visit: Any, server: str, names: list[str]
) -> None:
    with visit(f"{server}some/where/") as window:
        for name in names:
            window.open(name)
        assert window.troubles == []


def test_every_page_loads_whole_from_disk_without_a_network(
    visit: Any, site: Path, names: list[str]
) -> None:
    with visit(f"{site.as_uri()}/", offline=True) as window:
        for name in names:
            page = window.open(name)
            assert page.evaluate("window.violations") == [], name
            assert page.evaluate("document.styleSheets.length") > 0, name
        assert window.troubles == []


def test_a_script_that_was_planted_in_a_page_does_not_run(
    visit: Any, server: str, letters: list[str]
) -> None:
    with visit(server) as window:
        page = window.open(letters[0])
        page.evaluate(
            "document.body.insertAdjacentHTML('beforeend',"
            '\'<img src="missing" onerror="window.planted = true">\')'
        )
        page.wait_for_function("window.violations.length > 0")
        assert page.evaluate("window.planted") is None


def test_every_letter_is_all_there_to_be_seen_without_script(
    visit: Any, site: Path, server: str, letters: list[str]
) -> None:
    with visit(server, java_script_enabled=False) as window:
        for name in letters:
            page = window.open(name)
            for version in Page(site, site / name).versions():
                for place in page.locator(f"[data-version={version}]:not([data-apparatus])").all():
                    text = (place.text_content() or "").strip()
                    assert not text or place.is_visible(), (name, text[:40])


def test_no_page_scrolls_sideways_on_a_narrow_screen(
    visit: Any, server: str, names: list[str]
) -> None:
    wide = []
    with visit(server, viewport=NARROW) as window:
        for name in names:
            page = window.open(name)
            if (width := page.evaluate("document.documentElement.scrollWidth")) > NARROW["width"]:
                wide.append((name, width))
    assert wide == []


def kinds(site: Path, names: list[str]) -> list[str]:
    """The first page of each kind; pages of one class are alike but for those of the apparatus."""
    first: dict[str, str] = {}
    for name in names:
        (main,) = Page(site, site / name).root.xpath("//main")
        kind = str(main.get("class"))
        if not name.startswith("fr/"):
            first.setdefault(name if "apparatus" in kind else kind, name)
    return list(first.values())


def faults(page: Any, axe: str, within: str = "body") -> list[str]:
    """What axe has to say of a page as it stands, or of a part of it."""
    page.evaluate(axe)
    result = page.evaluate(
        "([within, rules]) => axe.run(within == 'body' ? document : within, {preload: false,"
        " resultTypes: ['violations'], runOnly: {type: 'tag', values: rules}})",
        [within, RULES],
    )
    return [
        f"{page.url}: {each['id']}: {each['nodes'][0]['target']} ({len(each['nodes'])})"
        for each in result["violations"]
    ]


@pytest.mark.parametrize("look", LOOKS)
def test_axe_has_nothing_to_say(
    visit: Any, axe: str, site: Path, names: list[str], look: str
) -> None:
    some = kinds(site, names)
    if look == "light":
        some += [name for name in names if name.removeprefix("fr/") in some and name not in some]
    with visit(f"{site.as_uri()}/", **{"viewport": WIDE} | LOOKS[look]) as window:
        assert [fault for name in some for fault in faults(window.open(name), axe)] == []


@pytest.mark.parametrize("look", ["light", "narrow"])
def test_axe_has_nothing_to_say_of_the_fullest_view(
    visit: Any, axe: str, site: Path, look: str
) -> None:
    with visit(f"{site.as_uri()}/", **{"viewport": WIDE} | LOOKS[look]) as window:
        assert faults(window.open(FULLEST), axe) == []


@pytest.mark.parametrize("look", LOOKS)
def test_axe_has_nothing_to_say_of_what_opens(visit: Any, axe: str, site: Path, look: str) -> None:
    with visit(f"{site.as_uri()}/", **{"viewport": WIDE} | LOOKS[look]) as window:
        page = window.open(FULLEST)
        page.locator("#_1-shift-6").press("Enter")
        found = faults(page, axe, ".beside:popover-open")
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        assert found + faults(page, axe, "dialog[open]") == []


def test_every_address_has_a_place_on_the_page_that_the_browser_can_scroll_to(
    visit: Any, site: Path, server: str, letters: list[str]
) -> None:
    with visit(server, viewport=WIDE) as window:
        for name in letters:
            page = window.open(name)
            promised = [each for each in Page(site, site / name).ids if re.fullmatch(ADDRESS, each)]
            boxless = page.evaluate(
                "ids => ids.filter(id => !document.getElementById(id).getClientRects().length)",
                promised,
            )
            assert boxless == [], name


def test_the_first_key_leads_past_the_navigation(
    visit: Any, server: str, letters: list[str]
) -> None:
    with visit(server) as window:
        page = window.open(letters[0])
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        assert focused.is_visible()
        target = focused.get_attribute("href")
        assert target is not None
        assert target.startswith("#")
        assert page.locator(target).evaluate("each => each.matches('main, main *')")


def test_what_has_the_focus_can_be_seen(visit: Any, server: str, letters: list[str]) -> None:
    with visit(server, viewport=WIDE) as window:
        page = window.open(letters[0])
        for _ in range(40):
            page.keyboard.press("Tab")
            focused = page.locator(":focus")
            assert focused.is_visible(), focused.evaluate("each => each.outerHTML")
