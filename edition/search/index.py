"""The pieces of an edition become the parts of its index (Piece -> scripts).

Comes after `piece`. The parts are small scripts, loaded as a query needs them; each hands its
name and its value to the page's function `part`:

    about             how many texts there are, how words and forms are spread
    texts/<n>-<k>     rows of the n-th piece: what hits show
    forms/<sound>     words by the first consonants that are heard: the forms of each stem
    words/<shard>     by stem: where each form of it occurs
    words/<stem>      the same for a frequent stem: the best places; in `<stem>-<k>` all of them

Words are spread by the checksums of their stems over shards, the more letters, the more shards.
What a shard holds depends on its own lines only, so that a letter that has changed touches the
shards of the words that have come, gone or moved, and no others. A line says of a word, and of
the stem and form that it has, where it occurs in all pieces. How good a place is, is weighed
without regard to the rest of the edition: a short text before a long one, then the order of the
edition.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from edition.search.piece import SIGNS, Piece, script
from edition.search.words import WHOLE, Stems, skeleton

File = tuple[str, bytes]
"""The name of a part, and its script."""

MOST_SHARDS = 2048
INLINE = 6_000
"""A stem whose places take more bytes than these has a part of its own."""
BEST = 2048
"""A part of a frequent stem holds about so many places at most."""
EVERYWHERE = 65_536
"""Of a stem with more places than these, only the best can be found."""
LONGEST = 120
"""So many signs the name of a part has at most."""
MOST = 4 * len(SIGNS)
"""The places of a block take fewer signs than these."""
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


def about(texts: int, pieces: int, level: int, languages: Iterable[str]) -> File:
    """What the page must know before it looks for anything."""
    value = {
        "texts": texts,
        "pieces": pieces,
        "shards": shards(pieces),
        "level": level,
        "languages": sorted(languages),
    }
    return part("about", script(value))


def texts(number: int, piece: Piece) -> Iterator[File]:
    """The rows of a piece."""
    for each, rows in piece.parts.items():
        yield part(f"texts/{number}-{each}", rows)


# --- pieces -> lines of shards -----------------------------------------------------------------

Table = dict[str, dict[str, str]]
"""By language and word, the blocks of its places: a block is a piece's number (three signs), how
many places follow (one), the places (four each)."""
Lines = dict[str, str]
"""By "stem, tab, form, tab, word", blocks of places."""


def gather(table: Table, number: int, piece: Piece) -> None:
    """Adds the places of a piece to a table, for pieces in their order."""
    head = numbered(number)
    for lang in piece.words:
        blocks = table.setdefault(lang, defaultdict(str))
        for word, places in piece.places(lang):
            size = len(places)
            blocks[word] += head + SIGNS[size >> 2] + places if size < MOST else block(head, places)


def block(head: str, places: str) -> str:
    """Places in a piece, by the signs of its number, as many at once as a sign can count."""
    full = MOST - 4
    found = ""
    while len(places) >= MOST:
        found += head + SIGNS[full >> 2] + places[:full]
        places = places[full:]
    return found + head + SIGNS[len(places) >> 2] + places


def numbered(number: int) -> str:
    """The number of a piece in signs; numbers are in the order of their signs."""
    rest, last = divmod(number, len(SIGNS))
    first, middle = divmod(rest, len(SIGNS))
    return SIGNS[first] + SIGNS[middle] + SIGNS[last]


def spread(table: Table, stems: Stems, shards: int) -> dict[int, Lines]:
    """The words of a table over the shards that keep them."""
    found: defaultdict[int, Lines] = defaultdict(dict)
    shift = 33 - shards.bit_length()
    for lang, places in table.items():
        known = stems.of(lang)
        for word, blocks in places.items():
            for each in word.split(WHOLE):
                form, stem, checksum = known[each]
                key = f"{stem}\t{form}\t{each}"
                lines = found[checksum >> shift]
                lines[key] = lines.get(key, "") + blocks
    return found


# --- lines -> parts ----------------------------------------------------------------------------

Places = dict[str, str]
"""By form, blocks of places."""


def forms(lines: Lines) -> set[str]:
    """The forms of a shard with their stems: "stem, tab, form"; names of letters are none.

    After a frequent stem stands an asterisk.
    """
    frequent = _frequent(lines)
    return {
        f"{stem}{'*' if stem in frequent else ''}\t{form}"
        for stem, form, _ in (key.split("\t") for key in lines)
        if stem[0] != ":"
    }


def _frequent(lines: Lines) -> frozenset[str]:
    """The stems that have parts of their own; none that could not be the name of a file."""
    sizes: defaultdict[str, int] = defaultdict(int)
    for key, blocks in lines.items():
        sizes[key.partition("\t")[0]] += len(blocks)
    many = (stem for stem, size in sizes.items() if size > INLINE)
    return frozenset(stem for stem in many if len(own(stem)) <= LONGEST)


def shard(name: int, lines: Lines, pieces: int) -> Iterator[File]:
    """The parts of a shard, in an edition of so many pieces."""
    frequent = _frequent(lines)
    here: dict[str, Places] = {}
    for stem, places in _stems(lines):
        if stem in frequent:
            yield from _own(own(stem), places, pieces)
        else:
            here[stem] = places
    yield part(f"words/{name}", script(here))


def own(stem: str) -> str:
    """What the part of a frequent stem is called."""
    lang, _, rest = stem.partition(":")
    signs = [sign if sign.isascii() and sign.isalnum() else f"-{ord(sign):x}-" for sign in rest]
    return f"words/{lang}.{''.join(signs)}"


def _own(name: str, places: Places, pieces: int) -> Iterator[File]:
    """The parts of a frequent stem: `total` is the number of its places, where the first part
    has the best of them only; the others are about `width` pieces each."""
    if sum(map(len, places.values())) <= 4 * BEST:
        yield part(name, script({"total": 0, "width": 0, "places": places}))
        return
    several = [
        (number, form, where)
        for form, blocks in places.items()
        for number, where in _blocks(blocks)
    ]
    total = sum([len(where) for _, _, where in several]) // 4
    width = max(1, pieces * BEST // total) if BEST < total <= EVERYWHERE else 0
    best = _best(several) if total > BEST else places
    known = total if total > BEST else 0
    yield part(name, script({"total": known, "width": width, "places": best}))
    if width:
        for number, within in _ranges(several, width):
            yield part(f"{name}-{number}", script(within))


Several = list[tuple[str, str, str]]
"""Places in pieces: the number of the piece, the form, the places."""


def _best(several: Several) -> Places:
    """The places in the pieces with the shortest texts, as many as a part holds."""
    ranked = sorted((min(each[2][2::4]), *each) for each in several)
    room = accumulate(len(each[3]) for each in ranked)
    best = [each for (_, *each), used in zip(ranked, room, strict=True) if used <= 4 * BEST]
    return _joined(sorted(best))


def _ranges(several: Several, width: int) -> Iterator[tuple[int, Places]]:
    """All places, so many pieces at a time."""
    ranges: defaultdict[int, Several] = defaultdict(list)
    for each in several:
        ranges[_number(each[0]) // width].append(each)
    for number in sorted(ranges):
        yield number, _joined(ranges[number])


def _joined(several: Iterable[Sequence[str]]) -> Places:
    places: defaultdict[str, str] = defaultdict(str)
    for number, form, where in several:
        places[form] += block(number, where)
    return {form: places[form] for form in sorted(places)}


def _number(signs: str) -> int:
    first, middle, last = (_VALUE[sign] for sign in signs)
    return (first * len(SIGNS) + middle) * len(SIGNS) + last


def _stems(lines: Lines) -> Iterator[tuple[str, Places]]:
    """The stems of a shard, and the places of their forms, all in order."""
    found: dict[str, Places] = {}
    for key in sorted(lines):
        stem, form, _ = key.split("\t")
        places = found.setdefault(stem, {})
        places[form] = _merged(places[form], lines[key]) if form in places else lines[key]
    yield from found.items()


def _merged(one: str, other: str) -> str:
    """The blocks of two words of one form, in order, each place once."""
    places: defaultdict[str, set[str]] = defaultdict(set)
    for number, where in (*_blocks(one), *_blocks(other)):
        places[number].update(where[at : at + 4] for at in range(0, len(where), 4))
    return "".join(block(number, "".join(sorted(places[number]))) for number in sorted(places))


def _blocks(blocks: str) -> Iterator[tuple[str, str]]:
    """The numbers of pieces, and the places in them."""
    at = 0
    while at < len(blocks):
        end = at + 4 + 4 * _VALUE[blocks[at + 3]]
        yield blocks[at : at + 3], blocks[at + 4 : end]
        at = end


def with_block(blocks: str, head: str, places: str) -> str:
    """Blocks with the places in one piece changed; without them, if there are none any longer."""
    before = after = at = 0
    for number, where in _blocks(blocks):
        at += 4 + len(where)
        before = at if number < head else before
        after = at if number <= head else after
    return blocks[:before] + (block(head, places) if places else "") + blocks[after:]


# --- forms -------------------------------------------------------------------------------------

LEVELS = (5_000, 20_000, 80_000)
"""From so many forms on, one, two, three signs tell where a form is kept."""


def level(forms: int) -> int:
    """By how many signs of their skeletons the forms of an edition are spread."""
    return sum(forms > each for each in LEVELS)


def sound(form: str, level: int) -> str:
    """Where a form is kept: the first signs of its skeleton, as a file may be named (the dash keeps
    it from being `prn` or `con`)."""
    signs = skeleton(form)[:level]
    plain = signs if signs.isascii() else "-".join(f"{ord(sign):x}" for sign in signs)
    return f"{plain or 0}-"


def formed(name: str, forms: Iterable[str]) -> File:
    """A part of forms, each with its stem ("stem, tab, form"): by stem its forms."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for each in sorted(forms):
        stem, _, form = each.partition("\t")
        found[stem].append(form)
    return part(f"forms/{name}", script({stem: " ".join(each) for stem, each in found.items()}))
