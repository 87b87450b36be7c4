"""The index of the search, put together from pieces and kept (pieces -> parts of the site).

Comes after `record`, for the press. A clean build spreads the words of all pieces over the lines
of the shards, on disk, and makes the parts of each shard; a later one compares the pieces that
have changed with what they were and touches the shards of the words that differ. Both give the
same parts. Pieces are known by their numbers: where their order has changed, all is put together
anew.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import count, pairwise
from pathlib import Path
from zlib import crc32

import msgspec
from msgspec import Struct

from edition import record
from edition.publish import Stage
from edition.search import index
from edition.search.index import File, Lines, Table
from edition.search.piece import Piece
from edition.search.words import Stems
from edition.shelf import Shelf

FLUSH = 1_000_000
"""So many signs of places are gathered before their lines are written."""
MOST = 0.1
"""Where more than this part of the sources has changed, all is put together anew."""

Pieces = tuple[Piece, ...]
Forms = dict[str, list[str]]
"""By what is heard of them, forms with their stems."""


class Source(Struct, frozen=True):
    """Where pieces come from: a key of what they are made of, and what makes them."""

    key: str
    pieces: Callable[[], Pieces]


class Taken(Struct, frozen=True):
    """What the index has of a source: its key, the number of texts by piece, and how many of its
    pieces are of letters."""

    key: str
    texts: tuple[int, ...]
    letters: int


class Parts(Struct, frozen=True, array_like=True):
    """The parts of a group: their names, each on a line, and one digest of the bytes of all."""

    names: str
    sha256: str


class State(Struct, frozen=True):
    """What the index was put together from; its parts by group.

    `lines` are checksums of the lines that are kept of each shard; `sounds` are those with which
    the parts of forms begin.
    """

    taken: tuple[Taken, ...] = ()
    parts: dict[str, Parts] = {}
    lines: dict[int, int] = {}
    sounds: tuple[str, ...] = ()


_pieces = msgspec.msgpack.Decoder(Pieces)
_state = msgspec.msgpack.Decoder(State)
_forms = msgspec.msgpack.Decoder(Forms)


class Lost(Exception):  # noqa: N818 (no error: all is put together anew)
    """What was kept of an earlier build is not there, or not as it was."""


def keep(cache: Path, key: str, pieces: Pieces) -> None:
    """Keeps the pieces of a letter, from any process, until the index is put together."""
    Shelf(cache, "search/pieces").write(key, msgspec.msgpack.encode(pieces))


class Index:
    """The index of an edition: `put` stages all its parts."""

    def __init__(self, cache: Path, stage: Stage, sources: Sequence[Source]) -> None:
        self.stage = stage
        self.sources = sources
        self.shards = index.shards(len(sources))
        self._pieces = Shelf(cache, "search/pieces")
        self._lines = Shelf(cache, "search/lines")
        self._shelf = Shelf(cache, "search")
        self._stems = Stems()
        self._before = self._last()
        self._taken: list[Taken] = []
        self._parts: dict[str, Parts] = {}
        self._checksums: dict[int, int] = {}
        self._forms: Forms | None = None
        self._sounds: tuple[str, ...] = ()

    def put(self) -> None:
        """Stages all parts; those that are as they were are kept."""
        changed = self._changed()
        try:
            if changed is None:
                raise Lost
            self._mend(changed)
        except Lost:
            self._anew()
        self._about()
        self._close()

    def _changed(self) -> list[int] | None:
        """Which sources have changed; None where nearly all have, or their numbers have."""
        taken = self._before.taken
        if len(taken) != len(self.sources):
            return None
        pairs = zip(taken, self.sources, strict=True)
        changed = [at for at, (old, source) in enumerate(pairs) if old.key != source.key]
        return changed if len(changed) <= MOST * len(taken) else None

    # --- from nothing ---

    def _anew(self) -> None:
        """Makes all parts of all pieces."""
        self._shelf.drop("state")
        self._lines.clear()
        self._taken, self._parts, self._checksums = [], {}, {}
        self._gather()
        found: defaultdict[str, list[str]] = defaultdict(list)
        for shard in range(self.shards):
            for form in self._shard(shard, self._fresh_lines(shard)):
                found[_sound(form)].append(form)
        self._form(dict(found), set(found))

    def _gather(self) -> None:
        """Stages the texts of all pieces, and keeps their words by shards."""
        numbers = count()
        table: Table = {}
        size = 0
        for source in self.sources:
            pieces = self._made(source)
            self._taken.append(_taken(source, pieces))
            for piece, number in zip(pieces, numbers, strict=False):
                self._put(f"texts/{number}", index.texts(number, piece))
                index.gather(table, number, piece)
                size += sum([len(blocks) for _, blocks in piece.words.values()])
            if size > FLUSH:
                self._flush(table)
                size = 0
        self._flush(table)
        self._stems = Stems()  # those of all words are many, and not asked for again

    def _flush(self, table: Table) -> None:
        for shard, lines in index.spread(table, self._stems, self.shards).items():
            self._lines.append(str(shard), lines.encode())
        table.clear()

    # --- from what was there ---

    def _mend(self, changed: list[int]) -> None:
        """Makes the parts of what has changed and keeps the others. Raises `Lost`."""
        self._taken = list(self._before.taken)
        self._checksums = dict(self._before.lines)
        edits: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
        for at in changed:
            for number, old, new in self._both(at):
                self._put(f"texts/{number}", index.texts(number, new))
                for shard, lines in self._differing(number, old, new).items():
                    edits[shard].append((number, lines))
        if edits:
            self._shelf.drop("state")
        lost: set[str] = set()
        found: set[str] = set()
        for shard in sorted(edits):
            kept = index.read(self._kept_lines(shard))
            read = [(number, index.read(lines.encode())) for number, lines in edits[shard]]
            stems = {_stem(key) for _, edit in read for key in edit}
            before = _forms_of(kept, stems)
            for number, edit in read:
                kept = index.edited(kept, number, edit)
            after = _forms_of(kept, stems)
            lost |= before - after
            found |= after - before
            self._reshard(shard, kept, stems)
        if lost or found or not self._keep_forms():
            self._reform(lost, found)
        self._keep_others()

    def _reshard(self, shard: int, lines: Lines, stems: Collection[str]) -> None:
        """Makes the parts of a shard in which the lines of some stems have changed; keeps those
        of other frequent stems.
        """
        content = index.written(lines).encode()
        self._lines.write(str(shard), content)
        self._checksums[shard] = crc32(content)
        group = f"words/{shard}"
        altered = {*index.slices(shard), *map(index.own, stems)}
        kept = {
            name
            for name in self._standing(group)
            if name not in altered and name.rpartition("-")[0] not in altered
        }
        every = index.stems(lines)
        every = {stem: each for stem, each in every.items() if index.own(stem) not in kept}
        self._put(group, index.shard(shard, every, len(self.sources)), sorted(kept))

    def _differing(self, number: int, old: Piece, new: Piece) -> dict[int, str]:
        """By shard, the lines of the words that are not at the same places, as they are now."""
        before: Table = {}
        after: Table = {}
        index.gather(before, number, old)
        index.gather(after, number, new)
        for lang in before.keys() - after.keys():
            after[lang] = {}
        differing = {
            lang: {
                word: words.get(word, [])
                for word in before.get(lang, {}).keys() | words.keys()
                if before.get(lang, {}).get(word) != words.get(word)
            }
            for lang, words in after.items()
        }
        return index.spread(differing, self._stems, self.shards)

    def _both(self, at: int) -> Iterator[tuple[int, Piece, Piece]]:
        """The pieces of a source with their numbers, as they were and as they are."""
        old = self._kept_pieces(self._before.taken[at].key)
        new = self._made(self.sources[at])
        if old is None or len(old) != len(new):
            raise Lost
        self._taken[at] = _taken(self.sources[at], new)
        first = sum(len(each.texts) for each in self._taken[:at])
        for number, (one, other) in enumerate(zip(old, new, strict=True), first):
            yield number, one, other

    def _fresh_lines(self, shard: int) -> Lines:
        content = self._lines.read(str(shard)) or b""
        self._checksums[shard] = crc32(content)
        return index.read(content)

    def _kept_lines(self, shard: int) -> bytes:
        content = self._lines.read(str(shard)) or b""
        if crc32(content) != self._before.lines.get(shard):
            raise Lost
        return content

    def _keep_forms(self) -> bool:
        """Keeps the parts of all forms; False if one is not there."""
        groups = [group for group in self._before.parts if group.startswith("forms/")]
        if not all(map(self._standing, groups)):
            return False
        for group in groups:
            self._keep(group)
        self._sounds = self._before.sounds
        return True

    def _reform(self, lost: set[str], found: set[str]) -> None:
        """Makes the parts of the forms that have come or gone."""
        forms = self._kept_forms()
        touched = {_sound(each) for each in lost | found}
        for each in lost | found:
            sound = _sound(each)
            here = set(forms.get(sound, ()))
            forms[sound] = sorted(here - {each} if each in lost else here | {each})
        self._form({sound: each for sound, each in forms.items() if each}, touched)

    def _keep_others(self) -> None:
        """Keeps the parts that have not been made; those that are gone from the site, too."""
        for group in self._before.parts:
            if group in self._parts or group.startswith("forms/") or group == "about":
                continue
            if self._keep(group):
                continue
            kind, _, number = group.partition("/")
            if kind == "words":
                self._shard(int(number), index.read(self._kept_lines(int(number))))
            else:
                self._put(group, index.texts(int(number), self._numbered(int(number))))

    def _numbered(self, number: int) -> Piece:
        """The piece of a number."""
        for taken, source in zip(self._taken, self.sources, strict=True):
            if number < len(taken.texts):
                return self._made(source)[number]
            number -= len(taken.texts)
        raise Lost

    # --- parts ---

    def _shard(self, shard: int, lines: Lines) -> set[str]:
        """Makes the parts of a shard of its lines; gives its forms."""
        stems = index.stems(lines)
        self._put(f"words/{shard}", index.shard(shard, stems, len(self.sources)))
        return index.forms(stems)

    def _form(self, forms: Forms, touched: set[str]) -> None:
        """Makes the parts of forms, as far as some sounds touch them; keeps the others."""
        self._forms = forms
        parts = index.divided(forms)
        self._sounds = tuple([sounds[0] for sounds in parts])
        before = _extents(self._before.sounds)
        for extent, sounds in zip(_extents(self._sounds), parts, strict=True):
            group = f"forms/{sounds[0]}-"
            first, end = extent
            same = extent in before and not any(first <= each < end for each in touched)
            if not (same and self._keep(group)):
                every = [each for sound in sounds for each in forms[sound]]
                self._put(group, [index.formed(sounds[0], every)])

    def _about(self) -> None:
        about = index.About(
            texts=sum(sum(each.texts) for each in self._taken),
            pieces=sum(len(each.texts) for each in self._taken),
            letters=sum(each.letters > 0 for each in self._taken),
            unfinished=tuple(self._unfinished()),
            slices=self.shards * index.SLICES,
            sounds=self._sounds,
        )
        self._put("about", [about.part()])

    def _unfinished(self) -> Iterator[int]:
        """The pieces after which their letter goes on."""
        first = 0
        for each in self._taken:
            yield from range(first, first + each.letters - 1)
            first += len(each.texts)

    def _put(self, group: str, files: Iterable[File], kept: Iterable[str] = ()) -> None:
        """Stages the parts of a group; some are `kept`."""
        names = [*kept]
        for name in names:
            self.stage.keep(index.path(name))
        for name, content in files:
            path = index.path(name)
            if path not in self.stage.files and not self._same(path, content):
                self.stage.write(path, content)
            names.append(name)
        made = record.joint([self.stage.files[index.path(name)] for name in names])
        self._parts[group] = Parts("\n".join(names), made)

    def _keep(self, group: str) -> bool:
        """Keeps the parts of a group: all, or none if one is not there as it was."""
        names = self._standing(group)
        for name in names:
            self.stage.keep(index.path(name))
        if names:
            self._parts[group] = self._before.parts[group]
        return bool(names)

    def _standing(self, group: str) -> list[str]:
        """The names of a group's parts, if all stand in the site before as they were; or none."""
        parts = self._before.parts.get(group, Parts("", ""))
        names = parts.names.splitlines()
        files = [file for name in names if (file := self.stage.stands(index.path(name)))]
        return names if record.joint(files) == parts.sha256 else []

    def _same(self, path: str, content: bytes) -> bool:
        """Whether a part stands as it would be written; it is kept then."""
        stands = self.stage.stands(path) is not None
        return stands and self.stage.keep(path, hashlib.sha256(content).hexdigest())

    # --- what is kept ---

    def _made(self, source: Source) -> Pieces:
        """The pieces of a source: kept, or made."""
        pieces = self._kept_pieces(source.key)
        if pieces is None:
            pieces = source.pieces()
            self._pieces.write(source.key, msgspec.msgpack.encode(pieces))
        return pieces

    def _kept_pieces(self, key: str) -> Pieces | None:
        try:
            return _pieces.decode(self._pieces.read(key) or b"")
        except msgspec.DecodeError:
            return None

    def _kept_forms(self) -> Forms:
        try:
            return _forms.decode(self._shelf.read("forms") or b"")
        except msgspec.DecodeError:
            raise Lost from None

    def _last(self) -> State:
        try:
            return _state.decode(self._shelf.read("state") or b"")
        except msgspec.DecodeError:
            return State()

    def _close(self) -> None:
        """Keeps what the next build compares with."""
        state = State(tuple(self._taken), self._parts, self._checksums, self._sounds)
        if state == self._before:
            return
        if self._forms is not None:
            self._shelf.write("forms", msgspec.msgpack.encode(self._forms))
        self._shelf.write("state", msgspec.msgpack.encode(state))
        self._pieces.retain({each.key for each in self._taken})


def _taken(source: Source, pieces: Pieces) -> Taken:
    letters = sum("" in piece.words for piece in pieces)
    return Taken(source.key, tuple(each.texts for each in pieces), letters)


def _stem(key: str) -> str:
    """The stem of a line."""
    return key.partition("\t")[0]


def _forms_of(lines: Lines, stems: Collection[str]) -> set[str]:
    """The forms of some stems."""
    return index.forms(index.stems({key: lines[key] for key in lines if _stem(key) in stems}))


def _sound(form: str) -> str:
    """By what a form is kept, with its stem."""
    return index.sound(form.rpartition("\t")[2])


def _extents(sounds: tuple[str, ...]) -> list[tuple[str, str]]:
    """Where parts begin and end, by the sounds with which they begin."""
    return list(pairwise((*sounds, "\x7f")))
