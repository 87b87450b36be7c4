"""A first-time reader finds a sentence, what stands beside it, what was lost, how to cite it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser


def test_what_became_of_deterrence_is_found_from_the_first_page(visit: Any, site: Path) -> None:
    options = {"viewport": {"width": 1280, "height": 860}, "offline": True}
    with visit(f"{site.as_uri()}/", **options) as window:
        page = window.open("index.html")
        page.get_by_role("searchbox").fill("deterrence")
        page.keyboard.press("Enter")
        hit = page.locator("main a[href*='letters/1962-01-11.html#en-p7-s2']").first
        hit.wait_for()
        hit.click()
        page.wait_for_url("**/letters/1962-01-11.html#en-p7-s2")
        for side, words in (("en", "where deterrence begins"), ("fr", "commence la dissuasion")):
            sentence = page.locator(f"#{side}-p7-s2")  # both sides are lit and in sight
            assert words in sentence.text_content()
            assert 0 < sentence.bounding_box()["y"] < 860
            assert sentence.evaluate("each => getComputedStyle(each).backgroundColor") != (
                "rgba(0, 0, 0, 0)"
            )
        mark = page.locator(".shift.major:visible a", has_text="≠87").first
        assert 0 < mark.bounding_box()["y"] < 860  # the departure of the sentence before
        mark.click()
        assert (
            "The term on which the paragraph turns is lost"
            in page.locator(".beside:popover-open").text_content()
        )
        page.keyboard.press("Escape")
        page.locator("#p7 .addresses > .number").hover()
        page.locator(".cite-mark").click()
        dialog = page.locator("dialog[open]")
        dialog.get_by_text("letters/1962-01-11.html#p7").first.wait_for()
        assert "Chicago" in dialog.text_content()
        assert window.troubles == []
