"""Pages in a browser that writes down whatever goes wrong in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests import pages

# Runs before a page's own code; the page's policy does not apply to it.
WATCH = """
window.violations = [];
document.addEventListener('securitypolicyviolation', event =>
  window.violations.push(`${event.violatedDirective}: ${event.blockedURI}`));
"""


class Visit:
    """Pages opened one after the other in one window, and what went wrong meanwhile."""

    def __init__(self, page: Any, base: str) -> None:
        self.page = page
        self.base = base
        self.troubles: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        page.on("requestfailed", self._failed)
        page.on("request", self._request)
        page.on("response", self._response)

    def open(self, name: str) -> Any:
        """A page of the site, loaded."""
        self.page.goto(self.base + name, wait_until="load")
        return self.page

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            where = message.location.get("url", "")
            self.troubles.append(f"{message.type}: {message.text} {where}")

    def _failed(self, request: Any) -> None:
        if request.failure != "net::ERR_ABORTED":  # the next page was opened before the icon came
            self.troubles.append(f"{request.failure}: {request.url}")

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.base, "data:")):
            self.troubles.append(f"outside: {request.url}")

    def _response(self, response: Any) -> None:
        if response.status >= 400:
            self.troubles.append(f"{response.status}: {response.url}")


@pytest.fixture
def visit(chromium: Any) -> Any:
    """A function that opens a window: `with visit(base, **options) as window`."""

    @contextmanager
    def window(base: str, **options: Any) -> Iterator[Visit]:
        context = chromium.new_context(**options)
        try:
            if options.get("java_script_enabled", True):
                context.add_init_script(WATCH)
            yield Visit(context.new_page(), base)
        finally:
            context.close()

    return window


@pytest.fixture(scope="session")
def names(site: Path) -> list[str]:
    """The names of all pages."""
    return [page.name for page in pages.pages(site)]


@pytest.fixture(scope="session")
def letters(names: list[str]) -> list[str]:
    """The names of the pages of letters, those of single versions apart."""
    return [name for name in names if re.search(r"(^|/)letters/[^.]+\.html$", name)]
