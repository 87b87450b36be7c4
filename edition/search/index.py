"""The pieces of an edition become the parts of its index (Piece -> scripts).

Comes after `piece`. The parts are small scripts, loaded as a query needs them; each hands its
name and its value to the page's function `part`:

    about             how many texts there are, how words and forms are spread
    texts/<n>-<k>     rows of the n-th piece: what hits show
    forms/<sound>     words by what is heard of them, from one sound to the next part's: the forms
                      of each stem
    words/<slice>     by stem: where each form of it occurs
    words/<stem>      the same for a frequent stem: the best places; in `<stem>-<k>` all of them

Words are spread by the checksums of their stems over shards, the more letters, the more shards,
and those of a shard over its slices, which a query can afford.
What a shard holds depends on its own lines only, so that a letter that has changed touches the
shards of the words that have come, gone or moved, and no others. A line says of a word, and of
the stem and form that it has, where it occurs in all pieces. How good a place is, is weighed
without regard to the rest of the edition: a short text before a long one, then the order of the
edition.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, chain, groupby
from zlib import crc32

from msgspec import Struct

from edition.search.piece import BLOCK, MOST, SIGNS, Piece, script
from edition.search.words import Stems, base, skeleton

File = tuple[str, bytes]
"""The name of a part, and its script."""

MOST_SHARDS = 2048
SLICES = 4
"""A shard is published in so many parts."""
INLINE = 6_000
"""A stem whose places take more bytes than these has a part of its own."""
BEST = 2048
"""A part of a frequent stem holds about so many places at most."""
RANGE = 16_000
"""One of the parts with all of them is of about so many bytes."""
LONGEST = 120
"""So many signs the name of a part has at most."""
_VALUE = {sign: value for value, sign in enumerate(SIGNS)}


def path(name: str) -> str:
    """Where a part stands in the site."""
    return f"search/{name}.js"


def part(name: str, value: bytes) -> File:
    """A part, as a script."""
    return name, b'part("%b",%b);\n' % (name.encode(), value)


def shards(pieces: int) -> int:
    """Over how many shards the words of so many pieces are spread: a power of two, at most one
    a piece."""
    return int(1 << (min(MOST_SHARDS, max(1, pieces)).bit_length() - 1))


class About(Struct, frozen=True):
    """What the page must know before it looks for anything: how many texts, pieces and letters
    there are, after which pieces their letter goes on, over how many slices words are spread,
    with which sounds the parts of forms begin.
    """

    texts: int
    pieces: int
    letters: int
    unfinished: tuple[int, ...]
    slices: int
    sounds: tuple[str, ...]

    def part(self) -> File:
        """The part that says it."""
        return part("about", script(self))


def texts(number: int, piece: Piece) -> Iterator[File]:
    """The rows of a piece."""
    for each, rows in piece.parts.items():
        yield part(f"texts/{number}-{each}", rows)


# --- pieces -> lines of shards -----------------------------------------------------------------

Table = dict[str, dict[str, list[str]]]
"""By language and word, blocks of places in one piece or several: what stands before each block,
the number of the piece (three signs), how many places follow (one), the places (four each)."""
Lines = dict[str, list[str]]
"""By "stem, tab, form, tab, word", blocks of places, in the order of the pieces."""


def gather(table: Table, number: int, piece: Piece) -> None:
    """Adds the places of a piece to a table, for pieces in their order."""
    mark = BLOCK + numbered(number)
    for lang in piece.words:
        found = table.setdefault(base(lang), defaultdict(list))
        for word, blocks in piece.places(lang, mark):
            found[word].append(blocks)


def numbered(number: int) -> str:
    """The number of a piece in signs; numbers are in the order of their signs."""
    rest, last = divmod(number, len(SIGNS))
    first, middle = divmod(rest, len(SIGNS))
    return SIGNS[first] + SIGNS[middle] + SIGNS[last]


def spread(table: Table, stems: Stems, shards: int) -> dict[int, str]:
    """The words of a table over the shards that keep them: their lines, as they are written."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    shift = 33 - shards.bit_length()
    for lang, places in table.items():
        known = stems.of(lang)
        for word, blocks in places.items():
            key, checksum = known[word]
            found[checksum >> shift] += (key, *blocks, "\n")
    return {shard: "".join(lines) for shard, lines in found.items()}


def read(written: bytes) -> Lines:
    """Lines as they were written, those of one word joined."""
    lines: Lines = {}
    start = 0
    while (end := written.find(b"\n", start)) >= 0:
        key, *blocks = written[start:end].decode().split(BLOCK)
        if key in lines:
            lines[key] += blocks
        else:
            lines[key] = blocks
        start = end + 1
    return lines


def written(lines: Lines) -> str:
    """Lines, one a word."""
    return "".join([f"{BLOCK.join((key, *blocks))}\n" for key, blocks in lines.items()])


def edited(lines: Lines, number: int, edit: Lines) -> Lines:
    """Lines with the places in one piece changed; words without any are gone."""
    after = dict(lines)
    head = numbered(number)
    for key, blocks in edit.items():
        before = after.get(key, [])
        start, end = bisect_left(before, head), bisect_left(before, f"{head}\x7f")
        after[key] = before[:start] + blocks + before[end:]
        if not after[key]:
            del after[key]
    return after


# --- lines -> parts ----------------------------------------------------------------------------

Places = dict[str, list[str]]
"""By form, blocks of places."""


def stems(lines: Lines) -> dict[str, Places]:
    """The places of each stem, all in order."""
    found: dict[str, Places] = {}
    for key in sorted(lines):
        stem, form, _ = key.split("\t")
        places = found.setdefault(stem, {})
        places[form] = _merged(places[form], lines[key]) if form in places else lines[key]
    return found


def _merged(one: list[str], other: list[str]) -> list[str]:
    """The blocks of two words of one form, in order, each place once."""
    pieces: defaultdict[str, list[str]] = defaultdict(list)
    for block in chain(one, other):
        pieces[block[:3]].append(block)
    merged: list[str] = []
    for number in sorted(pieces):
        places = {each[at : at + 4] for each in pieces[number] for at in range(4, len(each), 4)}
        merged += _blocks(number, sorted(places))
    return merged


def _blocks(number: str, places: list[str]) -> Iterator[str]:
    for at in range(0, len(places), MOST):
        some = places[at : at + MOST]
        yield f"{number}{SIGNS[len(some)]}{''.join(some)}"


def forms(stems: dict[str, Places]) -> set[str]:
    """The forms of a shard with their stems: "stem, tab, form"; names of letters are none.

    After a frequent stem stands an asterisk.
    """
    return {
        f"{stem}{'*' if _is_frequent(stem, places) else ''}\t{form}"
        for stem, places in stems.items()
        for form in places
        if stem[0] != ":"
    }


def _is_frequent(stem: str, places: Places) -> bool:
    """Whether a stem has parts of its own; none has that could not be the name of a file."""
    size = sum(map(len, chain.from_iterable(places.values())))
    return size > INLINE and len(own(stem)) <= LONGEST


def slices(shard: int) -> list[str]:
    """What the parts of a shard are called."""
    return [f"words/{shard * SLICES + number}" for number in range(SLICES)]


def shard(number: int, stems: dict[str, Places], pieces: int) -> Iterator[File]:
    """The parts of a shard, in an edition of so many pieces."""
    names = slices(number)
    here: dict[str, dict[str, dict[str, str]]] = {name: {} for name in names}
    shift = 33 - (shards(pieces) * SLICES).bit_length()
    for stem, places in stems.items():
        if _is_frequent(stem, places):
            yield from _own(own(stem), places, pieces)
        else:
            name = names[(crc32(stem.encode()) >> shift) % SLICES]
            here[name][stem] = _joined(places)
    for name, content in here.items():
        yield part(name, script(content))


def own(stem: str) -> str:
    """What the part of a frequent stem is called."""
    lang, _, rest = stem.partition(":")
    signs = [sign if sign.isascii() and sign.isalnum() else f"-{ord(sign):x}-" for sign in rest]
    return f"words/{lang}.{''.join(signs)}"


def _own(name: str, places: Places, pieces: int) -> Iterator[File]:
    """The parts of a frequent stem: `total` is the number of its places, where the first part
    has the best of them only; the others are about `width` pieces each."""
    sizes = [len(block) for blocks in places.values() for block in blocks]
    total = sum(sizes) // 4 - len(sizes)
    width = max(1, pieces * RANGE // sum(sizes)) if total > BEST else 0
    known, best = (total, _best(places)) if total > BEST else (0, places)
    yield part(name, script({"total": known, "width": width, "places": _joined(best)}))
    if width:
        for number, within in _ranges(places, width):
            yield part(f"{name}-{number}", script(_joined(within)))


def _best(places: Places) -> Places:
    """The places in the pieces with the shortest texts, as many as a part holds; all forms, those
    too that have none of them.
    """
    ranked = sorted(
        [
            (min(block[6::4]), block[:3], form, block[4:], block)
            for form, blocks in places.items()
            for block in blocks
        ]
    )
    room = accumulate([len(block) - 4 for *_, block in ranked])
    best = [each[1:] for each, used in zip(ranked, room, strict=True) if used <= 4 * BEST]
    found: Places = {form: [] for form in places}
    for _, form, _, block in sorted(best):
        found[form].append(block)
    return found


def _ranges(places: Places, width: int) -> Iterator[tuple[int, Places]]:
    """All places, so many pieces at a time."""
    ranges: defaultdict[int, Places] = defaultdict(lambda: defaultdict(list))
    for form, blocks in places.items():
        for block in blocks:
            ranges[_number(block[:3]) // width][form].append(block)
    yield from sorted(ranges.items())


def _joined(places: Places) -> dict[str, str]:
    return {form: "".join(blocks) for form, blocks in places.items()}


@cache
def _number(signs: str) -> int:
    first, middle, last = (_VALUE[sign] for sign in signs)
    return (first * len(SIGNS) + middle) * len(SIGNS) + last


# --- forms -------------------------------------------------------------------------------------

HEARD = 4
"""Forms are told apart by so many signs of what is heard of them."""
MOST_FORMS = 5_000
"""A part of forms holds about so many signs at most."""


def sound(form: str) -> str:
    """By what a form is kept: the first signs of its skeleton, as a file may be named."""
    signs = skeleton(form)[:HEARD]
    return (signs or "0") if signs.isascii() else "".join([f"{ord(sign):04x}" for sign in signs])


def divided(forms: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """The sounds of forms, by the parts that hold them: neighbours that begin alike.

    Where the division lies depends on what is near only: a form more or less moves few.
    """
    sizes = {name: sum(map(len, forms[name])) for name in sorted(forms)}
    return [tuple(part) for part in _divided(list(sizes), sizes, 1)]


def _divided(sounds: list[str], sizes: dict[str, int], depth: int) -> Iterator[list[str]]:
    if len(sounds) < 2 or sum([sizes[each] for each in sounds]) <= MOST_FORMS:
        yield from [sounds] if sounds else []
        return
    here: list[str] = []
    room = MOST_FORMS
    for _, group in groupby(sounds, lambda each: each[:depth]):
        alike = list(group)
        size = sum([sizes[each] for each in alike])
        if here and size > room:
            yield from _divided(here, sizes, depth + 1)
            here, room = [], MOST_FORMS
        here += alike
        room -= size
    yield from _divided(here, sizes, depth + 1)


def formed(sound: str, forms: Iterable[str]) -> File:
    """The part of forms that begins with a sound, each with its stem ("stem, tab, form"): by stem
    its forms. The dash keeps a file from being called `prn` or `con`.
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    for each in sorted(forms):
        stem, _, form = each.partition("\t")
        found[stem].append(form)
    content = script({stem: " ".join(each) for stem, each in found.items()})
    return part(f"forms/{sound}-", content)
