"""A letter in the dark, on paper, without script: what it is then is still all there."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.pages import Page

pytestmark = pytest.mark.browser

LETTER = "letters/1962-01-11.html"
WIDE = {"width": 1440, "height": 900}
NARROW = {"width": 320, "height": 640}
PAPER = {"width": 672, "height": 957}  # A4 without the margins of print
VIEWS = ("", "?rows=sentences&text=transcription&shifts=all", "?side=original")
# Runs before a page's own code: what moves without having been asked to.
SHIFTS = """
window.shifts = [];
new PerformanceObserver(list => window.shifts.push(...list.getEntries().map(each =>
    `${each.value}: ${each.sources.map(source => source.node?.parentElement?.className)}`)))
  .observe({type: 'layout-shift', buffered: true});
"""
# How bright the paper and the ink of a page are, from 0 to 255.
BRIGHT = """() => ['backgroundColor', 'color'].map(each =>
  Math.max(...getComputedStyle(document.body)[each].match(/[0-9.]+/g).slice(0, 3).map(Number)))"""

# The distances between the numbers of shifts that stand in one line of a pattern.
GAPS = """() => [...document.querySelectorAll('.instances')].flatMap(each => {
  const boxes = [...each.children].map(link => {
    const range = document.createRange();
    range.selectNodeContents(link);
    return range.getBoundingClientRect();
  });
  return boxes.slice(1).flatMap((box, n) =>
    box.top === boxes[n].top ? [box.left - boxes[n].right] : []);
})"""

# The lines of the heading of a page.
LINES = """() => {
  const lines = new Map();
  const walker = document.createTreeWalker(document.querySelector('h1'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) [...walker.currentNode.data].forEach((sign, n) => {
    const range = document.createRange();
    range.setStart(walker.currentNode, n);
    range.setEnd(walker.currentNode, n + 1);
    const top = Math.round(range.getBoundingClientRect().top);
    if (sign.trim() || lines.has(top)) lines.set(top, (lines.get(top) ?? '') + sign);
  });
  return [...lines.values()].map(line => line.trim());
}"""

# The lines of originals that a rule beside something else runs along.
CROSSED = """() => {
  const ruled = [...document.querySelectorAll('.row, .row *')].filter(each =>
    each.closest('.translation') && getComputedStyle(each).borderLeftColor !== 'rgba(0, 0, 0, 0)'
    && !each.matches('.tick') && parseFloat(getComputedStyle(each).borderLeftWidth))
    .map(each => each.getBoundingClientRect());
  return [ruled.length, [...document.querySelectorAll('.original .fragment')]
    .flatMap(each => [...each.getClientRects()])
    .filter(line => ruled.some(rule => rule.top < line.bottom - 1 && rule.bottom > line.top + 1))
    .length];
}"""


def unseen(page: Any, selector: str) -> list[str]:
    """The beginnings of what matches, has words and cannot be seen."""
    return page.locator(selector).evaluate_all(
        "all => all.filter(each => each.textContent.trim() && !(each.checkVisibility("
        "{visibilityProperty: true, opacityProperty: true}) && each.getClientRects().length))"
        ".map(each => each.textContent.trim().slice(0, 40))"
    )


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_nothing_moves_while_a_page_loads(
    visit: Any, server: str, names: list[str], size: dict[str, int]
) -> None:
    moved = {}
    with visit(server, viewport=size) as window:
        window.page.add_init_script(SHIFTS)
        for name in names:
            if not name.startswith("fr/"):
                page = window.open(name)
                page.evaluate("document.fonts.ready")
                page.wait_for_timeout(50)
                if page.evaluate("window.shifts"):  # a busy machine may bring the fonts too late
                    page.reload()
                    page.wait_for_timeout(50)
                if shifts := page.evaluate("window.shifts"):
                    moved[name] = shifts
    assert moved == {}


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("width", [320, 390, 768, 1024])
def test_no_view_of_a_letter_scrolls_sideways(
    visit: Any, site: Path, letters: list[str], view: str, width: int
) -> None:
    with visit(f"{site.as_uri()}/", viewport={"width": width, "height": 640}) as window:
        for name in letters:
            page = window.open(name + view)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name


@pytest.mark.parametrize("rows", ["paragraphs", "sentences"])
def test_the_rule_beside_a_translation_runs_along_no_line_of_the_original(
    visit: Any, site: Path, rows: str
) -> None:
    with visit(f"{site.as_uri()}/", viewport={"width": 390, "height": 844}) as window:
        ruled, crossed = window.open(f"{LETTER}?rows={rows}").evaluate(CROSSED)
    assert ruled > 10
    assert crossed == 0


@pytest.mark.parametrize("side", ["both", "original", "translation"])
@pytest.mark.parametrize("width", [390, 1280])
def test_every_width_says_which_text_is_which_and_leads_to_the_page_of_each(
    visit: Any, site: Path, side: str, width: int
) -> None:
    shown = ["Original", "Translation"] if side == "both" else [side.capitalize()]
    with visit(f"{site.as_uri()}/", viewport={"width": width, "height": 844}) as window:
        page = window.open(f"{LETTER}?side={side}")
        heads = page.locator(".head:visible")
        assert [each.split(",")[0] for each in heads.all_text_contents()] == shown
        assert heads.locator("a:visible").count() == len(shown)


def test_on_a_narrow_page_the_number_of_the_first_page_stands_on_the_line_of_the_date(
    visit: Any, site: Path
) -> None:
    with visit(f"{site.as_uri()}/", viewport={"width": 390, "height": 844}) as window:
        page = window.open(LETTER)
        number = page.locator("#fr-page-1 > span").bounding_box()
        date = page.locator("#fr-dateline time").bounding_box()
    assert date["y"] - 4 < number["y"] < date["y"] + date["height"]
    assert number["x"] + number["width"] < date["x"]


@pytest.mark.parametrize("lang", ["", "fr/"])
def test_on_a_narrow_page_no_way_on_stands_alone_on_its_line(
    visit: Any, site: Path, lang: str
) -> None:
    tops = "all => all.map(each => Math.round(each.getBoundingClientRect().top))"
    with visit(f"{site.as_uri()}/", viewport={"width": 390, "height": 844}) as window:
        for name in (LETTER, "persons.html"):
            page = window.open(lang + name)
            for ways in page.locator(".sections").all():
                lines = Counter(ways.locator("li").evaluate_all(tops))
                assert min(lines.values()) > 1
            (search,) = page.locator(".seek button").evaluate_all(tops)
            assert all(
                abs(each - search) < 12 for each in page.locator(".languages li").evaluate_all(tops)
            )


@pytest.mark.parametrize("lang", ["", "fr/"])
def test_on_the_first_page_no_name_is_torn_from_its_initials(
    visit: Any, site: Path, lang: str
) -> None:
    with visit(f"{site.as_uri()}/", viewport={"width": 390, "height": 844}) as window:
        lines = window.open(f"{lang}index.html").evaluate(LINES)
    assert len(lines) > 1
    assert lines[0].endswith(":")
    assert any("John\u00a0F.\u00a0Kennedy" in line for line in lines)


@pytest.mark.parametrize("lang", ["", "fr/"])
def test_the_ways_on_stand_on_one_line_where_there_is_room(
    visit: Any, site: Path, lang: str
) -> None:
    tops = "all => new Set(all.map(each => Math.round(each.getBoundingClientRect().bottom))).size"
    with visit(f"{site.as_uri()}/", viewport={"width": 1280, "height": 900}) as window:
        for name in ("index.html", LETTER):
            page = window.open(lang + name)
            assert page.locator(".masthead li").evaluate_all(tops) == 1


@pytest.mark.parametrize("width", [390, 1024, 1440])
def test_the_numbers_of_a_pattern_stand_at_even_distances(
    visit: Any, site: Path, width: int
) -> None:
    with visit(f"{site.as_uri()}/", viewport={"width": width, "height": 900}) as window:
        gaps = window.open("shifts.html").evaluate(GAPS)
    assert gaps
    assert max(gaps) - min(gaps) < 1


def test_links_around_a_letter_look_like_links_without_their_colour(
    visit: Any, site: Path, letters: list[str]
) -> None:
    lines = "all => all.map(each => getComputedStyle(each).textDecorationLine)"
    around = ":is(.acts, .about, .neighbours, .notes .remark) a"
    with visit(f"{site.as_uri()}/", viewport=WIDE) as window:
        for name in letters:
            assert set(window.open(name).locator(around).evaluate_all(lines)) == {"underline"}


def test_in_the_dark_the_paper_is_dark(visit: Any, site: Path, letters: list[str]) -> None:
    for scheme in ("light", "dark"):
        with visit(f"{site.as_uri()}/", color_scheme=scheme) as window:
            paper, ink = window.open(letters[0]).evaluate(BRIGHT)
            assert (paper > 240, ink < 60) == (scheme == "light", scheme == "light")
            assert (paper < 60, ink > 200) == (scheme == "dark", scheme == "dark")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_stand_both_texts_the_notes_and_no_interface(
    visit: Any, site: Path, letters: list[str], script: bool, scheme: str
) -> None:
    options = {"java_script_enabled": script, "color_scheme": scheme, "viewport": WIDE}
    with visit(f"{site.as_uri()}/", **options) as window:
        window.page.emulate_media(media="print")
        for name in letters:
            page = window.open(name)
            assert page.locator(":is(.controls, .masthead nav, .skip):visible").count() == 0
            assert unseen(page, "[data-version]:not([data-apparatus]), [data-entries] > li") == []
            assert page.evaluate(BRIGHT) == [255, 0]
            columns = page.locator("#p1 [data-version]").evaluate_all(
                "all => all.map(each => each.getBoundingClientRect().top)"
            )
            assert len(set(columns)) == 1


def test_no_page_number_of_a_source_is_cut_off_on_paper(
    visit: Any, site: Path, letters: list[str]
) -> None:
    ends = "all => all.map(each => each.getBoundingClientRect().right)"
    with visit(f"{site.as_uri()}/", viewport=PAPER) as window:
        window.page.emulate_media(media="print")
        for name in letters:
            found = window.open(name).locator(".sheet .tick > span:visible").evaluate_all(ends)
            assert len(found) == len(Page(site, site / name).root.xpath("//a[@class='tick']"))
            assert max(found) <= PAPER["width"], name


def test_the_sum_of_a_table_stands_once_on_paper(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/", viewport=PAPER) as window:
        window.page.emulate_media(media="print")
        foot = window.open("shifts.html").locator("tfoot").first
        assert foot.evaluate("each => getComputedStyle(each).display") == "table-row-group"


def test_what_is_open_is_not_printed(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/", viewport=WIDE) as window:
        page = window.open(LETTER)
        page.locator("#_1-shift-6").press("Enter")
        assert page.locator(".beside").is_visible()
        page.emulate_media(media="print")
        assert not page.locator(".beside").is_visible()


def test_without_script_notes_and_apparatus_are_there_and_can_be_reached(
    visit: Any, site: Path, letters: list[str]
) -> None:
    for size in (WIDE, NARROW):
        options = {"viewport": size, "java_script_enabled": False}
        with visit(f"{site.as_uri()}/", **options) as window:
            for name in letters:
                page = window.open(name)
                assert unseen(page, "[data-entries] > li, .legend li, .about p") == []
                entries = {f"#{each}" for each in Page(site, site / name).ids}
                marks = page.locator(".sheet sup a, .sheet a.sign").evaluate_all(
                    "all => all.map(each => each.getAttribute('href'))"
                )
                assert marks
                assert set(marks) <= entries


def test_without_script_a_departure_leads_to_its_words_though_its_mark_is_hidden(
    visit: Any, site: Path
) -> None:
    with visit(f"{site.as_uri()}/", viewport=WIDE, java_script_enabled=False) as window:
        page = window.open(LETTER)
        entry = page.locator(".departure.weight-minor").first
        back = entry.locator(".sides a").first
        mark = page.locator(f"[id='{back.get_attribute('href').removeprefix('#')}']")
        assert not mark.is_visible()
        back.click()
        assert mark.is_visible()
        assert re.fullmatch(r"≠\d+", mark.text_content())


def test_nothing_moves_of_itself(visit: Any, site: Path, letters: list[str]) -> None:
    with visit(f"{site.as_uri()}/", reduced_motion="reduce") as window:
        for name in letters:
            page = window.open(name)
            page.keyboard.press("?")
            assert page.evaluate("document.getAnimations().length") == 0
