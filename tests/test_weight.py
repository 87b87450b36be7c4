"""What a reader's browser has to fetch for the letter of 11 January 1962."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import urljoin

import pytest

from tests.bench.run import weight
from tests.pages import Page

LETTER = "letters/1962-01-11.html"
PAGES = (LETTER, f"fr/{LETTER}")


def packed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 9))


def fetched(site: Path, path: str) -> list[Path]:
    """The page with its style sheets and scripts."""
    page = Page(site, site / path)
    sheets = page.root.xpath("//link[@rel='stylesheet']/@href | //script/@src")
    return [site / path, *(site / urljoin(path, str(each)) for each in sheets)]


@pytest.mark.parametrize("path", PAGES)
def test_the_page_with_its_style_and_scripts_is_light(site: Path, path: str) -> None:
    files = fetched(site, path)
    assert len(files) > 3
    assert sum(map(packed, files)) <= 60_000


@pytest.mark.parametrize("path", PAGES)
def test_the_benchmark_weighs_all_that_is_fetched(site: Path, path: str) -> None:
    faces = sum(each.stat().st_size for each in site.glob("assets/*.woff2"))
    assert weight(site, path) == (sum(map(packed, fetched(site, path))), faces)


def test_the_fonts_of_the_first_view_are_light(site: Path) -> None:
    fonts = sorted(site.glob("assets/*.woff2"))
    assert fonts
    assert sum(each.stat().st_size for each in fonts) <= 120 * 1024
