"""Citations of a letter with room for the place: made once, filled in for every place.

The same patterns serve the page of citations and, as data, the dialog of the letter's page, so
that both say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from edition.cite.cited import Cited
from edition.cite.place import Place
from edition.cite.styles import STYLES, Style
from edition.model import Value

WHERE, ADDRESS, TEXT = "\ue000", "\ue001", "\ue002"
"""Where the place's words, its address and its fingerprint stand."""
OWN = {
    "en": ("release {}", "unreleased", "text"),
    "fr": ("version {}", "version non publiée", "texte"),
}
TRANSCRIBED = {"en": "As transcribed.", "fr": "Texte transcrit."}
"""What stands before the reference of a quotation that the reading text has otherwise."""


class Pattern(Value, frozen=True):
    """A style's citations of a letter: `entry` for a bibliography, `mention` of a place and
    `whole` of the letter; `note` where a mention is a note and not words in brackets.

    `own` is the edition's sentence, which says release and fingerprint (and the address, where
    the citation has none). `labels` are the words before a place's number, by kind.
    """

    name: str
    lang: str
    note: bool
    entry: str
    mention: str
    whole: str
    own: str
    labels: dict[str, str]

    def where(self, place: Place) -> str:
        """A place in the words of the style."""
        return f"{self.labels[place.kind]}{place.number}".rstrip(" ")


def patterns(cited: Mapping[str, Cited], kinds: Iterable[str]) -> tuple[Pattern, ...]:
    """All styles for a letter as it is cited in each language; `kinds` are those of its places."""
    first, all_kinds = next(iter(cited.values())), sorted(set(kinds))
    return tuple(_pattern(style, cited.get(style.lang, first), all_kinds) for style in STYLES)


def _pattern(style: Style, it: Cited, kinds: Iterable[str]) -> Pattern:
    address = ADDRESS if it.base else ""
    return Pattern(
        style.name,
        style.lang,
        style.note,
        style.entry(it, address),
        style.mention(it, WHERE, address),
        style.mention(it, "", address),
        own(it, style.lang),
        {kind: _label(style, kind) for kind in kinds},
    )


def _label(style: Style, kind: str) -> str:
    """What stands before the number of a place, with the space between."""
    return style.labels.get(kind) or f"{Place('', kind, '', '', '').words(style.lang)} "


def own(it: Cited, lang: str) -> str:
    """“En regard, release 1.0.0, text 1a2b3c4d5e6f7a8b.”"""
    return _sentence(it, lang, "" if it.base else f", {ADDRESS}")


def references(it: Cited) -> tuple[str, str]:
    """The sentence behind a quotation, which always has its address: behind one that is read as it
    is transcribed, and behind one that is not."""
    said = _sentence(it, it.lang, f", {ADDRESS}")
    return said, f"{TRANSCRIBED.get(it.lang, TRANSCRIBED['en'])} {said}"


def _sentence(it: Cited, lang: str, address: str) -> str:
    release, unreleased, text = OWN.get(lang, OWN["en"])
    state = release.format(it.release) if it.release else unreleased
    return f"{it.short}, {state}, {text} {TEXT}{address}."


def filled(pattern: str, where: str, address: str, fingerprint: str) -> str:
    """A pattern with its places taken."""
    return pattern.replace(WHERE, where).replace(ADDRESS, address).replace(TEXT, fingerprint)
