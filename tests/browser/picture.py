"""Takes the picture of the page that the README shows: `python -m tests.browser.picture`.

Builds the edition into a folder of its own and photographs the letter of 11 January 1962 in an
installed Chromium, at twice the resolution of a small window.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.command import ROOT, build

PICTURE = ROOT / ".ci" / "page.png"
PAGE = "letters/1962-01-11.html"


def main() -> None:
    """Replaces the picture."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        build("build", "--out", site).check_returncode()
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            page = chromium.new_page(viewport={"width": 1280, "height": 860})
            page.goto((site / PAGE).as_uri())
            page.screenshot(path=PICTURE)
            chromium.close()


if __name__ == "__main__":
    main()
