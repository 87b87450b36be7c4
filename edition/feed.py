"""The feed of releases and corrections: an Atom document of what readers should know.

Comes after `render`. Its ids must be absolute: without a base there is none. Nothing in it is of
the day on which it was made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from urllib.parse import quote

from edition.ledger import Account, History, Line, Release, full, heads, said_in
from edition.model import Settings

FEED = "feed.xml"
LATEST = 100
"""So many entries a feed has; the page of changes has all."""


def feed(history: History, settings: Settings) -> bytes:
    """The feed of an edition that has been released, in UTF-8; nothing without releases or base."""
    if not history.releases or not settings.base:
        return b""
    base = settings.base.rstrip("/")
    lang = settings.languages[0]
    entries = [entry for release in reversed(history.releases)
               for entry in _entries(release, history.accounts, base, lang)]  # fmt: skip
    head = (
        f"<title>{escape(settings.title[lang])}</title>",
        f"<id>{base}/changes.html</id>",
        f'<link rel="self" type="application/atom+xml" href="{base}/{FEED}"/>',
        f'<link rel="alternate" type="text/html" href="{base}/changes.html"/>',
        f"<updated>{_instant(history.releases[-1].date)}</updated>",
        f"<author><name>{escape(settings.editors)}</name></author>",
        f"<rights>{escape(settings.licence)}</rights>",
    )
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{lang}">',
            *head,
            *entries[:LATEST],
            "</feed>\n",
        )
    ).encode()


def _entries(release: Release, accounts: Iterable[Account], base: str, lang: str) -> Iterator[str]:
    """The release itself, then what it corrected or moved."""
    address = f"changes.html#v{release.version}"
    notes = dict(release.notes)
    note = notes.get(lang) or next(iter(notes.values()), "")
    yield _entry(f"{base}/{address}", f"{base}/{address}", f"Release {release.version}",
                 note or f"Release {release.version}.", release.date)  # fmt: skip
    for account in accounts:
        for line in heads(account.lines, release.version):
            place = full(account.page, line.address)
            path, mark, anchor = place.partition("#")
            # The same place may be corrected again: its id names the release, too.
            name = f"{base}/{quote(path)}?release={release.version}{mark}{quote(anchor)}"
            link = f"{base}/{quote(path)}{mark}{quote(anchor)}"
            yield _entry(name, link, f"{place}: {line.fate}", _words(line, lang), release.date)


def _words(line: Line, lang: str) -> str:
    parts = [f"{line.fate}{' to ' + ', '.join(line.to) if line.to else ''}."]
    parts += [f"It read: “{line.was}”"] if line.was else []
    parts += [f"Reason: {said_in(line.reason, lang)[1]}"] if line.reason else []
    return " ".join(parts)


def _entry(name: str, link: str, title: str, summary: str, day: str) -> str:
    return "\n".join(
        (
            "<entry>",
            f"<id>{escape(name)}</id>",
            f"<title>{escape(title)}</title>",
            f"<updated>{_instant(day)}</updated>",
            f'<link rel="alternate" type="text/html" href="{escape(link)}"/>',
            f"<summary>{escape(summary)}</summary>",
            "</entry>",
        )
    )


def _instant(day: str) -> str:
    return f"{day}T00:00:00Z"
