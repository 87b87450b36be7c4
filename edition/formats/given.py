"""What every format is given, and the addresses that it writes."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from edition.cite import Cited
from edition.model import Edition, Letter, Unit
from edition.spans import Located


class Columns(Struct, frozen=True):
    """What a table of many letters has columns for: versions by id, languages of the notes.

    `base` is the address of the site, or empty.
    """

    versions: tuple[str, ...]
    languages: tuple[str, ...] = ("en", "fr")
    base: str = ""


class Given(Struct, frozen=True):
    """A letter with all that is known of it.

    `texts` is what `model.texts` gives of it. `columns` are those of the edition, so that the
    rows of its letters fit under one header. `cited` is the letter as it is cited in the first
    language of the edition, `fingerprints` what its card has of the addresses of its page.
    """

    letter: Letter
    units: tuple[Unit, ...]
    located: tuple[Located, ...]
    texts: dict[str, str]
    columns: Columns
    cited: Cited = Cited()
    fingerprints: Mapping[str, str] = {}

    @property
    def base(self) -> str:
        """The address of the site, or empty."""
        return self.columns.base

    def address(self, anchor: str) -> str:
        """The address of a place of the letter's page: from the site's root, or absolute."""
        return f"{rooted(self.base)}letters/{self.letter.id}.html#{anchor}"

    def beside(self, name: str) -> str:
        """The address of something beside the letter's page: by its name alone, or absolute."""
        return f"{rooted(self.base)}letters/{name}" if self.base else name


def rooted(base: str) -> str:
    """The address of a site as others are joined to it."""
    return base.rstrip("/") + "/" if base else ""


def columns(edition: Edition) -> Columns:
    """The columns that hold every version of an edition's letters."""
    versions = (text.id for card in edition.cards for text in card.texts)
    settings = edition.settings
    return Columns(tuple(dict.fromkeys(versions)), settings.languages, settings.base)
