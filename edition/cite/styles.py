"""Ready citations in four styles, letter for letter as their CSL styles have them.

The styles are those of the CSL project: `chicago-notes-bibliography` (18th edition),
`modern-language-association` (9th), `iso690-author-date-en`, and for French
`collection-de-l-ecole-francaise-de-rome-full-note`: of the French styles that know a letter in
an edition, the one that names the edition and points to a paragraph. Tests hold each against
pandoc. Italics stand between two signs of the private use area (`runs` takes them apart).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from msgspec import Struct

from edition.cite import dates
from edition.cite.cited import Cited, Person
from edition.cite.place import Place

ITALIC, ROMAN = "\ue010", "\ue011"
"""Where italics begin and end."""


class Style(Struct, frozen=True):
    """A style: its name, its language, how an entry of its bibliography and how a place is cited.

    `entry` takes what is cited and its address (empty where none is absolute); `locator` names a
    place; `mention` takes that name as well, empty for the letter as a whole. `note` where the
    mention is a note of its own, not words in brackets.
    """

    name: str
    csl: str
    lang: str
    note: bool
    entry: Callable[[Cited, str], str]
    mention: Callable[[Cited, str, str], str]
    labels: dict[str, str]

    def locator(self, place: Place) -> str:
        """A place in the words of the style."""
        label = self.labels.get(place.kind)
        return f"{label}{place.number}" if label else place.words(self.lang)


@lru_cache(1024)
def runs(citation: str) -> tuple[tuple[str, bool], ...]:
    """The pieces of a citation, and whether each is in italics."""
    pieces = re.split(f"[{ITALIC}{ROMAN}]", citation)
    return tuple((piece, bool(place % 2)) for place, piece in enumerate(pieces) if piece)


def plain(citation: str) -> str:
    """A citation without its italics."""
    return citation.replace(ITALIC, "").replace(ROMAN, "")


def italic(words: str) -> str:
    """Words in italics."""
    return f"{ITALIC}{words}{ROMAN}" if words else ""


# --- Chicago -----------------------------------------------------------------------------------


def chicago_entry(it: Cited, address: str) -> str:
    """An entry of a bibliography."""
    names = [turned(each) for each in it.authors[:1]]
    authors = series([*names, *map(straight, it.authors[1:])], "always", most=6, first=3)
    edited = f"edited by {it.editors}" if authors else ""
    recipients = series(list(map(straight, it.recipients)), "contextual", most=6, first=3)
    parts = (
        authors or f"{it.editors}, ed.",
        quoted(it.title, "."),
        raised(_to(it, recipients)),
        joined(f"In {italic(it.edition)}", _version(it), edited),
        joined(raised(it.house), dates.american(it.when) or "n.d."),
        it.archive.shelfmark,
        it.archive.name,
        address,
    )
    return " ".join([ended(part) for part in parts if part])


def chicago_note(it: Cited, where: str, address: str) -> str:
    """A note."""
    authors = series(list(map(straight, it.authors)), "contextual", most=2, first=1)
    recipients = series(list(map(straight, it.recipients)), "contextual", most=2, first=1)
    edited = f"ed. {it.editors}" if authors else ""
    date = joined(it.house, dates.american(it.when) or "n.d.")
    head = joined(authors or f"{it.editors}, ed.", quoted(it.title, ","))
    rest = joined(
        _to(it, recipients),
        joined(f"in {italic(it.edition)}", _version(it), edited) + f" ({date})",
        where,
        it.archive.shelfmark,
        it.archive.name,
        address,
    )
    return f"{head} {rest}."


def _version(it: Cited) -> str:
    return f"version {it.release}" if it.release else ""


def _to(it: Cited, recipients: str) -> str:
    """“letter to John F. Kennedy”."""
    return f"{it.genre} to {recipients}" if recipients else it.genre


# --- MLA ---------------------------------------------------------------------------------------


def mla_entry(it: Cited, address: str) -> str:
    """An entry of a list of works cited."""
    names = [inverted(each) for each in it.authors[:1]]
    authors = series([*names, *map(straight, it.authors[1:])], "always", most=2, first=1)
    whole = joined(
        italic(it.edition),
        f"edited by {it.editors}" if authors else "",
        raised(_version(it)),
        it.house,
        dates.british(it.when, dates.SHORT),
        it.archive.name,
        it.archive.shelfmark,
        address,
    )
    head = authors or f"{it.editors}, editor"
    return f"{ended(head)} {quoted(it.title, '.')} {ended(raised(it.genre))} {ended(whole)}"


def mla_mention(it: Cited, where: str, address: str) -> str:
    """Words in brackets."""
    names = _families(it)
    known = f"{names[0]} et al." if len(names) > 2 else " and ".join(names)
    return f"({joined(known, where)})"


# --- ISO 690 -----------------------------------------------------------------------------------


def iso_entry(it: Cited, address: str) -> str:
    """A reference, after name and year; where the document is kept stands on a line of its own."""
    names = [loud(each) for each in it.authors] or [f"{it.editors.upper()} (ed.)"]
    authors = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    parts = (
        ended(joined(authors, dates.years(it.when) or "[no date]")),
        ended(italic(it.title)),
        "Online." if address else "",
        ended(it.genre),
        ended(dates.british(it.when)),
        ended(it.house),
        f"Available from: {address}" if address else "",
    )
    kept = ":\u00a0".join(filter(None, (it.archive.name, it.archive.shelfmark)))
    return "\n".join(filter(None, (" ".join(filter(None, parts)), kept)))


def iso_mention(it: Cited, where: str, address: str) -> str:
    """Words in brackets."""
    year = dates.years(it.when) or "[no date]"
    return f"({joined(f'{joined(*_families(it))} {year}', where)})"


# --- École française de Rome -------------------------------------------------------------------


def rome_entry(it: Cited, address: str) -> str:
    """An entry of a bibliography, under its short name."""
    names = _families(it)
    short = f"{names[0]} {italic('et al.')}" if len(names) > 2 else " - ".join(names)
    return f"{short} {dates.years(it.when) or UNDATED} = {_rome(it, address)}."


def rome_note(it: Cited, where: str, address: str) -> str:
    """A note."""
    return joined(_rome(it, address), where)


def _rome(it: Cited, address: str) -> str:
    whole = joined(
        joined(*map(initials, it.authors)) or f"{it.editors} (dir.)",
        f"«\u00a0{it.title}\u00a0»",
        f"dans {italic(it.edition)}",
        dates.years(it.when) or UNDATED,
    )
    return f"{whole} ({address})" if address else whole


UNDATED = "s.\u00a0d."


# --- names -------------------------------------------------------------------------------------


def straight(person: Person) -> str:
    """“Charles de Gaulle”."""
    if not person.family:
        return person.name
    return " ".join(filter(None, (person.given, person.link, person.family)))


def family(person: Person) -> str:
    """“de Gaulle”."""
    if not person.family:
        return person.name
    return " ".join(filter(None, (person.link, person.family)))


def _families(it: Cited) -> list[str]:
    """The names under which a letter is known: those of its writers, else its editors."""
    return [family(each) for each in it.authors] or [it.editors]


def turned(person: Person) -> str:
    """“Gaulle, Charles de”."""
    given = " ".join(filter(None, (person.given, person.link)))
    return joined(person.family, given) if person.family else person.name


def inverted(person: Person) -> str:
    """“de Gaulle, Charles”."""
    return joined(family(person), person.given) if person.family else person.name


def loud(person: Person) -> str:
    """“DE GAULLE, Charles”."""
    return joined(family(person).upper(), person.given)


def initials(person: Person) -> str:
    """“C. de Gaulle”, “J.-P.F. Hill”."""
    if not person.family:
        return person.name
    letters = "".join(
        "-".join(f"{part[0].upper()}." for part in name.split("-") if part)
        for name in re.split(r"[.\s]+", person.given)
        if name
    )
    return " ".join(filter(None, (letters, family(person))))


def series(names: Sequence[str], comma: str, most: int, first: int) -> str:
    """“A”, “A and B”, “A, B, and C”; more than `most` names end with “et al.” after the `first`.

    With `always`, a comma stands before “and” between two names, and before “et al.”.
    """
    always = comma == "always"
    if len(names) > most:
        stop = ", " if first > 1 or always else " "
        return f"{', '.join(names[:first])}{stop}et al."
    if len(names) < 2:
        return "".join(names)
    stop = ", " if len(names) > 2 or always else " "
    return f"{', '.join(names[:-1])}{stop}and {names[-1]}"


# --- marks -------------------------------------------------------------------------------------


def quoted(title: str, mark: str) -> str:
    """A title between quotation marks with the mark that follows it, unless it has its own."""
    own = title[-1:] in (".", "?", "!")
    return f"“{title.replace('“', '‘').replace('”', '’')}{'' if own else mark}”"


def joined(*parts: str) -> str:
    """Those of some parts that are not empty, with commas between."""
    return ", ".join(filter(None, parts))


def ended(words: str) -> str:
    """Words with a full stop, unless they end with a mark that serves, or are none."""
    serves = plain(words).rstrip("”")[-1:] in ("", ".", "?", "!")
    return words if serves else f"{words}."


def raised(words: str) -> str:
    """Words with a capital at their beginning."""
    return words[:1].upper() + words[1:]


STYLES = (
    Style(
        "Chicago (notes and bibliography)", "chicago-notes-bibliography", "en", True,
        chicago_entry, chicago_note, {"paragraph": "para. ", "note": "n. "},
    ),
    Style(
        "MLA", "modern-language-association", "en", False,
        mla_entry, mla_mention, {"paragraph": "par. ", "note": "n. "},
    ),
    Style(
        "ISO 690 (author and date)", "iso690-author-date-en", "en", False,
        iso_entry, iso_mention, {"paragraph": "para.\u00a0", "note": "n.\u00a0"},
    ),
    Style(
        "École française de Rome", "collection-de-l-ecole-francaise-de-rome-full-note", "fr", True,
        rome_entry, rome_note, {"paragraph": "paragr.\u00a0", "note": "n.\u00a0"},
    ),
)  # fmt: skip
"""The styles, in the order in which they are given."""
