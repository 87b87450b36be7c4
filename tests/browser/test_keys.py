"""Single keys lead through a letter; the focus is always somewhere that can be seen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

LETTER = "letters/1962-01-11.html"
DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
WIDE = {"width": 1440, "height": 900}
# Where the focus is: its address or the unit of its sentence.
AT = """() => {
  const {hash, dataset} = document.activeElement;
  return hash || dataset.unit || document.activeElement.tagName;
}"""
# Whether the middle of what has the focus can be seen, or what it holds.
SEEN = """() => {
  const box = document.activeElement.getClientRects()[0];
  const at = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
  return document.activeElement.contains(at) || at?.contains(document.activeElement);
}"""


def walk(page: Any, key: str) -> list[str]:
    """The places that a key leads to, up to the last."""
    places: list[str] = []
    while True:
        page.keyboard.press(key)
        place = page.evaluate(AT)
        if place in places[-1:]:
            return places
        assert page.evaluate(SEEN), place
        places.append(place)


def test_keys_lead_from_paragraph_to_paragraph(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/", viewport=WIDE) as window:
        page = window.open(LETTER)
        rows = page.evaluate(
            "[...document.querySelectorAll('.row[id]')].map(each => `#${each.id}`)"
        )
        assert walk(page, "j") == rows
        assert walk(page, "k") == rows[-2::-1]


@pytest.mark.parametrize("view", ["", "?rows=sentences", "?side=translation"])
def test_keys_lead_from_sentence_to_sentence(visit: Any, site: Path, view: str) -> None:
    with visit(f"{site.as_uri()}/", viewport=WIDE) as window:
        page = window.open(LETTER + view)
        units = page.evaluate(
            "[...new Set([...document.querySelectorAll('[data-unit]')]"
            ".filter(each => each.checkVisibility()).map(each => each.dataset.unit))]"
        )
        assert len(units) > 40
        assert walk(page, "l") == units
        assert walk(page, "h") == units[-2::-1]


@pytest.mark.parametrize(
    ("view", "key", "marks"),
    [
        ("", "n", ".mark a"),
        ("?text=transcription", "n", ".mark a"),
        ("", "d", ".shift.major a"),
        ("?shifts=all&side=original", "d", ".shift a"),
    ],
)
def test_keys_lead_from_mark_to_mark(
    visit: Any, site: Path, view: str, key: str, marks: str
) -> None:
    with visit(f"{site.as_uri()}/", viewport=WIDE) as window:
        page = window.open(LETTER + view)
        shown = page.locator(f".sheet {marks}").evaluate_all(
            "all => all.filter(each => each.checkVisibility({visibilityProperty: true}))"
            ".map(each => each.hash)"
        )
        walked = walk(page, key)
        assert len(walked) > 10
        assert sorted(walked) == sorted(set(shown))  # each once
        assert walk(page, key.upper()) == walked[-2::-1]


def test_keys_go_on_from_where_one_reads(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/", viewport=WIDE) as window:
        page = window.open(f"{LETTER}#p5")
        page.evaluate("scrollBy(0, 100)")
        page.evaluate(DRAWN)
        for key, place in (
            ("j", "#p6"),
            ("l", "p6-s1"),
            ("l", "p6-s2"),
            ("k", "#p5"),
            ("h", "p4-s1"),
        ):
            page.keyboard.press(key)
            assert page.evaluate(AT).startswith(place[:3]), key
        page.evaluate("scrollTo(0, document.body.scrollHeight)")  # out of sight
        page.evaluate(DRAWN)
        page.keyboard.press("k")
        assert page.evaluate(AT) == "#signed"


def test_keys_lead_from_entry_to_entry(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/", viewport=WIDE) as window:
        page = window.open(LETTER)
        opened = []
        page.keyboard.press("d")
        page.keyboard.press("Enter")
        for _ in range(3):
            opened.append(page.locator(".beside:popover-open [data-address]").text_content())
            page.keyboard.press("d")
        page.keyboard.press("Escape")
        assert page.evaluate(AT) not in opened
        page.keyboard.press("D")
        assert page.evaluate(AT) == opened[-1]
        assert len(set(opened)) == 3


def test_a_sheet_lists_the_keys_and_the_signs(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/", viewport=WIDE) as window:
        page = window.open(f"fr/{LETTER}")
        sheet = page.locator("dialog.help")
        page.keyboard.press("j")
        page.keyboard.press("?")
        assert sheet.is_visible()
        assert sheet.locator("kbd").all_text_contents() == [*"jklhnNdD", "↵", "esc", "?"]
        assert "alinéa suivant, précédent" in sheet.text_content()
        assert sheet.locator("li").all_text_contents() == (
            page.locator(".legend li").all_text_contents()
        )
        assert all(each.is_visible() for each in sheet.locator(".as > *").all())
        page.keyboard.press("j")  # keys wait until it is closed
        page.keyboard.press("Escape")
        assert not sheet.is_visible()
        assert page.evaluate(AT) == "#dateline"
        page.keyboard.press("?")
        sheet.get_by_role("button").click()
        assert not sheet.is_visible()
        assert page.evaluate(AT) == "#dateline"
        assert window.troubles == []


def test_keys_can_be_switched_off_and_on(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/", viewport=WIDE) as window:
        page = window.open(LETTER)
        page.keyboard.press("?")
        page.get_by_label("Letters and ? act as keys").uncheck()
        page.keyboard.press("Escape")
        for _ in range(2):
            for key in "jlnd?":
                page.keyboard.press(key)
            assert page.evaluate(AT) == "BODY"
            assert not page.locator("dialog.help").is_visible()
            page.reload()
        page.get_by_role("link", name="Signs and keys").press("Enter")
        page.get_by_label("Letters and ? act as keys").check()
        page.keyboard.press("Escape")
        page.keyboard.press("j")
        assert page.evaluate(AT) == "#dateline"


def test_keys_leave_alone_what_is_typed_and_what_the_browser_knows(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/", viewport=WIDE) as window:
        page = window.open(LETTER)
        page.evaluate("document.querySelector('main').prepend(document.createElement('input'))")
        page.locator("main > input").focus()
        page.keyboard.type("jklhnNdD?")
        assert page.locator("main > input").input_value() == "jklhnNdD?"
        assert page.evaluate(AT) == "INPUT"
        page.evaluate("document.activeElement.blur()")
        for key in ("Control+j", "Alt+n", "Meta+d"):
            page.keyboard.press(key)
            assert page.evaluate(AT) == "BODY"
        page.locator("[value=both]").focus()  # nothing is typed into a choice
        page.keyboard.press("j")
        assert page.evaluate(AT) == "#dateline"


def test_without_script_the_sign_leads_to_the_legend(visit: Any, site: Path) -> None:
    with visit(f"{site.as_uri()}/", viewport=WIDE, java_script_enabled=False) as window:
        page = window.open(LETTER)
        page.get_by_role("link", name="Signs and keys").click()
        assert page.url.endswith("#_signs")
        assert page.locator("#_signs").is_visible()
