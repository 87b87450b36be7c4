"""What a site says to crawlers: the addresses of its pages, and that all may be read.

Comes after `render`. Addresses in it must be absolute: without a base nothing is said, which
forbids nothing either.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from html import escape
from urllib.parse import quote

from edition.finding import Finding, Findings, Place
from edition.model import Settings

MOST = 50_000
"""So many addresses a map may have (sitemaps.org); with more, there is a map of maps."""
MAP = "sitemap.xml"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def files(pages: Collection[str], base: str) -> Iterator[tuple[str, bytes]]:
    """`robots.txt` and the map of the pages, by their paths."""
    if not base:
        return
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {_address(MAP, base)}\n".encode()
    ordered = sorted(pages)
    parts = [ordered[start : start + MOST] for start in range(0, len(ordered), MOST)]
    if len(parts) < 2:
        yield MAP, _map("urlset", "url", ordered, base)
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield MAP, _map("sitemapindex", "sitemap", names, base)
    for name, part in zip(names, parts, strict=True):
        yield name, _map("urlset", "url", part, base)


def _map(root: str, element: str, paths: Collection[str], base: str) -> bytes:
    lines = [f"<{element}><loc>{escape(_address(path, base))}</loc></{element}>" for path in paths]
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{NAMESPACE}">\n'
    return (head + "\n".join(lines) + f"\n</{root}>\n").encode()


def _address(path: str, base: str) -> str:
    return f"{base.rstrip('/')}/{quote(path)}"


def unsettled(settings: Settings) -> Findings:
    """The notice that what must be absolute is left out, once for all pages."""
    if settings.base:
        return ()
    message = "the site has no address yet: what must be absolute is left out"
    hint = "Write `base: https://…` in letters/edition.yaml, or give --base to the build."
    return (Finding(Place(settings.file), "address-unsettled", message, hint),)
