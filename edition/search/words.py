"""A text's words as they are searched: cut, folded, and brought to their stems.

The first step of `search`. The page cuts and folds what is typed by the same rules
(`templates/assets/search/words.js`); stems are taken here only (Snowball), once a word.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import chain
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u064b-\u065f\u0670"
"""Signs that belong to the letter before them, in the scripts where they are common."""
ALONE = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Scripts that do not part their words: every sign counts as one."""
APOSTROPHES = "'’ʼ‘`"
HYPHENS = "‐‑-"  # the last stands last in a class of signs
_SPECIAL = re.compile(f"[{MARKS}{ALONE}]")
_JOINT = f"[{APOSTROPHES}{HYPHENS}]"
_INITIALS = r"(?:[^\W\d_]\.){2,}[^\W\d_](?![^\W_])"
_PLAIN = re.compile(rf"(?:{_INITIALS}|[^\W_]+)(?:{_JOINT}(?:{_INITIALS}|[^\W_]+))*")
_LETTER = rf"(?:[^\W_{ALONE}]|[{MARKS}])"
_PART = rf"(?:{_INITIALS}|{_LETTER}+)"
_CHUNK = rf"[{ALONE}]|{_PART}(?:{_JOINT}{_PART})*"  # slow to compile, and seldom needed
_FIGURES = "0123456789"
_NUMBER = re.compile(r"\b[0-9]{1,3}(?:[ \u00a0\u202f,][0-9]{3})+\b")
"""A number in groups of three digits, as languages part them."""
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_HYPHEN = re.compile(f"[{HYPHENS}]")

ELIDED = frozenset(
    (
        *("l", "d", "qu", "j", "n", "s", "c", "m", "t", "jusqu", "lorsqu", "puisqu", "quoiqu"),
        *("presqu", "quelqu", "entr"),
        *("dell", "nell", "sull", "all", "dall", "un", "gl", "quest", "quell"),  # Italian
    )
)
"""What an apostrophe parts from the word that is meant."""
SPELT = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"}

WHOLE = "\x01"
"""Stands before a compound, and between it and the word that it begins with."""


def words(text: str) -> list[str]:
    """The words of a text in small letters, place by place; accents stay, for the stems.

    "L’Allemagne" is `allemagne`, "Kennedy's" `kennedy`, "aujourd'hui" `aujourdhui`; "États-Unis"
    takes two places, `états` and `unis`, and stands whole (`étatsunis`) with the first, and so do
    "12 500" and "12,500" (`12500`). "U.R.S.S." is `urss`; what has two letters, as "U.S.", is
    cut: `us` would be another word.
    """
    if any(map(text.__contains__, _FIGURES)):
        text = _NUMBER.sub(_joined, text)
    return [*chain.from_iterable(map(_CUT.__getitem__, text.split()))]


def _joined(number: re.Match[str]) -> str:
    """A number with its groups as parts of a compound."""
    return re.sub(r"\D", "-", number[0])


REMEMBERED = 100_000
"""So many different things between spaces are remembered at most."""
_SIGNS = ".,;:!?()[]«»“”\"'’…—–"  # what stands around a word most often


class _Cut(dict[str, tuple[str, ...]]):
    """What stands between spaces, with the words in it, found out when it is first asked for."""

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        if len(self) >= REMEMBERED:
            self.clear()
        bare = chunk.strip(_SIGNS).lower()
        if bare != chunk:
            found = self[bare]
        # What is of several parts, or may be of a script that does not part its words, is cut.
        elif bare.isalnum() and (bare.isascii() or max(bare) < MARKS[0]):
            found = (bare,)
        else:
            found = tuple(_parted(bare))
        self[chunk] = found
        return found


_CUT = _Cut()


def _parted(text: str) -> Iterator[str]:
    """Words, with those in them that apostrophes and hyphens set apart."""
    chunks = re.findall(_CHUNK, text) if _SPECIAL.search(text) else _PLAIN.findall(text)
    for chunk in chunks:
        parts = [_without_elision(part) for part in _HYPHEN.split(chunk)]
        whole = f"{WHOLE}{''.join(parts)}" if len(parts) > 1 else ""
        yield from (parts[0] + whole, *parts[1:])


def _without_elision(part: str) -> str:
    pieces = _APOSTROPHE.split(part)
    while len(pieces) > 1 and pieces[0] in ELIDED:
        del pieces[0]
    if len(pieces) > 1 and pieces[-1] == "s":
        del pieces[-1]
    return "".join(pieces).replace(".", "")


def folded(word: str) -> str:
    """A word without accents, capitals and ligatures: how it is looked up."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word.lower())
    plain = [sign for sign in apart if sign.isascii() or unicodedata.category(sign)[0] != "M"]
    return "".join([SPELT.get(sign, sign) for sign in plain])


def skeleton(form: str) -> str:
    """What stays of a folded word that was heard rather than read: its consonants, near ones
    as one. "krouchtchev" and "khrouchtchev" have the same.
    """
    if not form.isascii():
        return form
    rest = form.translate(_NEAR).replace("ph", "f").replace("h", "")
    heard = rest[:1] + rest[1:].translate(_UNHEARD)
    signs = zip(heard, " " + heard, strict=False)
    return "".join([sign for sign, before in signs if sign != before])


_NEAR = str.maketrans("cqzxwj", "kkssvi")
_UNHEARD = str.maketrans("", "", "aeiouy")

# --- stems -------------------------------------------------------------------------------------

SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque",
    "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
"""Snowball's algorithms by language; the words of other languages are their own stems."""


class Stems:
    """Words with their folded forms and stems, each found out once."""

    def __init__(self) -> None:
        self._known: dict[str, _Known] = {}

    def of(self, lang: str) -> dict[str, tuple[str, int]]:
        """By word of a language: its folded stem (after the language and a colon), its folded
        form and itself, between tabs; the checksum of the stem.
        """
        if lang not in self._known:
            self._known[lang] = _Known(lang)
        return self._known[lang]


class _Known(dict[str, tuple[str, int]]):
    """The words of a language that have been asked for."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang = lang
        self._stem: Callable[[str], str] | None = None

    def __missing__(self, word: str) -> tuple[str, int]:
        if self._stem is None:
            self._stem = stemmer(self._lang)
        bare = word.removeprefix(WHOLE)
        stem = f"{self._lang}:{folded(self._stem(bare))}"
        self[word] = found = f"{stem}\t{folded(bare)}\t{word}", crc32(stem.encode())
        return found


def base(lang: str) -> str:
    """The language of a tag, without region and script: words of all its kinds are found."""
    return lang.partition("-")[0].lower()


def stemmer(lang: str) -> Callable[[str], str]:
    """What brings a word of a language to its stem."""
    if lang not in SNOWBALL:
        return str
    from Stemmer import Stemmer  # not needed where no word has changed

    stem: Callable[[str], str] = Stemmer(SNOWBALL[lang], 0).stemWord  # each word is asked once
    return stem
