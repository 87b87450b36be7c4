"""Characters that cannot be seen, or not be trusted: found in the bytes of a source.

A clean file is told from its few distinct characters without being searched; only another is
searched character by character, numeric references included.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from edition.finding import Finding, Findings, Place
from edition.read.marks import Lines

PLAIN = bytes(range(0x20, 0x7F)) + b"\t\n\r"
BOM = "\ufeff"

CONTROL = "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\ufdd0-\\ufdef\\ufffe\\uffff"
HIDDEN = (
    "\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200b-\\u200f\\u2028-\\u202e"
    "\\u2060-\\u206f\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb\\U000e0000-\\U000e0fff"
)
PRIVATE = "\\ue000-\\uf8ff\\U000f0000-\\U0010ffff"
LOST = "\\ufffc\\ufffd"
SUSPECT = re.compile(f"[{CONTROL}{HIDDEN}{PRIVATE}{LOST}]")
REFERENCE = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|&#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,8}));", re.DOTALL
)

# U+200C and U+200D shape letters of the scripts from Hebrew to Vedic; there they are text.
JOINERS = "\u200c\u200d"
JOINED = "[\u0590-\u10ff\u1700-\u1cff]"

KINDS = (
    (
        f"[{CONTROL}]",
        "character-control",
        "is a control character",
        "Remove it; it often comes from a word processor or a wrong encoding.",
    ),
    (
        f"[{LOST}]",
        "character-lost",
        "stands for a character that was lost",
        "Look the character up in the source and write it.",
    ),
    (
        f"[{PRIVATE}]",
        "character-private",
        "means something in one font only",
        "Write the character of Unicode that is meant, or describe it in a note.",
    ),
    (
        f"[{HIDDEN}]",
        "character-invisible",
        "cannot be seen",
        "Remove it; line ends, directions and divisions are encoded with elements.",
    ),
)


def decoded(data: bytes) -> str:
    """The text of a file, without its byte order mark; bytes that are not UTF-8 become U+FFFD."""
    return data.decode("utf-8", "replace").removeprefix(BOM)


def clean(data: bytes) -> bool:
    """Whether a file is UTF-8, has no suspect character, and cannot be other than NFC."""
    try:
        text = data.translate(None, PLAIN).decode().removeprefix(BOM)
    except UnicodeDecodeError:
        return False
    distinct = "".join(set(text))
    return not (SUSPECT.search(distinct) or any(map(_composing, distinct)) or referring(data))


def referring(data: bytes) -> bool:
    """Whether a file has characters that stand there by their numbers (`&#233;`)."""
    # Few bytes are “&”: to look behind each takes a tenth of the time of a search for both.
    found = data.find(b"&")
    while found >= 0 and data[found + 1 : found + 2] != b"#":
        found = data.find(b"&", found + 1)
    return found >= 0


def _composing(character: str) -> bool:
    """Whether NFC might change a character, alone or behind another."""
    return _joining(character) or not unicodedata.is_normalized("NFC", character)


def _joining(character: str) -> bool:
    """Whether a character may be composed with the one before it."""
    return unicodedata.category(character)[0] == "M" or "\u1160" <= character <= "\u11ff"


def findings(file: str, data: bytes) -> Findings:
    """A finding for every byte or character that cannot stand, in the order of the file."""
    try:
        text = data.decode().removeprefix(BOM)
    except UnicodeDecodeError as error:
        return (_invalid(file, data, error.start),)
    lines = Lines(text)
    found = [
        *_suspects(file, text, lines),
        *_references(file, text, lines),
        *_decomposed(file, text, lines),
    ]
    return tuple(sorted(found, key=lambda each: (each.where, each.code)))


def _invalid(file: str, data: bytes, offset: int) -> Finding:
    before = decoded(data[:offset])
    line, column = Lines(before).position(len(before))
    meant = data[offset : offset + 1].decode("cp1252", "ignore")
    return Finding(
        Place(file, line, column),
        "byte-invalid",
        f"byte {offset} (0x{data[offset]:02X}) is not UTF-8",
        f"Save the file as UTF-8; in Windows-1252 this byte is “{meant}”."
        if meant
        else "Save the file as UTF-8.",
    )


def _suspects(file: str, text: str, lines: Lines) -> Iterator[Finding]:
    for found in SUSPECT.finditer(text):
        before = text[max(found.start() - 1, 0) : found.start()]
        if not (found[0] in JOINERS and re.match(JOINED, before)):
            yield _finding(Place(file, *lines.position(found.start())), found[0])


def _references(file: str, text: str, lines: Lines) -> Iterator[Finding]:
    for found in REFERENCE.finditer(text):
        digits = found[1] or found[2]
        if digits is None:
            continue
        number = int(digits, 16 if found[1] else 10)
        where = Place(file, *lines.position(found.start()))
        before = text[max(found.start() - 1, 0) : found.start()]
        if number > 0x10FFFF or 0xD800 <= number < 0xE000:
            message = f"“{found[0]}” is no character of Unicode"
            yield Finding(where, "character-control", message, "Write the character itself.")
        elif SUSPECT.match(chr(number)):
            yield _finding(where, chr(number))
        elif not unicodedata.is_normalized("NFC", before + chr(number)):
            yield _composable(where, before + chr(number))


def _finding(where: Place, character: str) -> Finding:
    code, what, hint = next(kind for pattern, *kind in KINDS if re.match(pattern, character))
    name = unicodedata.name(character, "").lower()
    named = f"U+{ord(character):04X}" + (f" ({name})" if name else "")
    return Finding(where, code, f"{named} {what}", hint)


def _decomposed(file: str, text: str, lines: Lines) -> Iterator[Finding]:
    if unicodedata.is_normalized("NFC", text):
        return
    for found in re.finditer(r"\S+", text):
        word = found[0]
        if not unicodedata.is_normalized("NFC", word):
            start, cluster = next(_clusters(word))
            yield _composable(Place(file, *lines.position(found.start() + start)), cluster)


def _clusters(word: str) -> Iterator[tuple[int, str]]:
    """The parts of a word that NFC changes: a character with what is composed with it."""
    start = 0
    for end in range(1, len(word) + 1):
        if end == len(word) or not _joining(word[end]):
            if not unicodedata.is_normalized("NFC", word[start:end]):
                yield start, word[start:end]
            start = end


def _composable(where: Place, cluster: str) -> Finding:
    composed = unicodedata.normalize("NFC", cluster)
    return Finding(
        where,
        "character-composed",
        f"“{cluster}” is written {_points(cluster)}; its composed form is {_points(composed)}",
        "Save the file in the normalization form NFC.",
    )


def _points(characters: str) -> str:
    return " ".join(f"U+{ord(each):04X}" for each in characters)
