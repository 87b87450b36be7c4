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


def test_every_page_loads_whole_from_disk(visit: Any, site: Path, names: list[str]) -> None:
    with visit(f"{site.as_uri()}/") as window:
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


@pytest.mark.parametrize("look", LOOKS)
def test_axe_has_nothing_to_say(
    visit: Any, axe: str, server: str, names: list[str], look: str
) -> None:
    found = []
    with visit(server, **{"viewport": WIDE} | LOOKS[look]) as window:
        for name in names:
            if look != "light" and name.startswith("fr/"):
                continue  # the same page in other words
            page = window.open(name)
            page.evaluate(axe)
            result = page.evaluate(
                "rules => axe.run(document, {runOnly: {type: 'tag', values: rules},"
                " resultTypes: ['violations']})",
                RULES,
            )
            found += [
                f"{name}: {each['id']}: {each['nodes'][0]['target']} ({len(each['nodes'])})"
                for each in result["violations"]
            ]
    assert found == []


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
