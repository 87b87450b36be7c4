"""Letters are taken apart into words, and the words put together into an index."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from edition import prepare, validate
from edition.search import index
from edition.search.concordance import concordances
from edition.search.piece import SIGNS, Piece, of_letter
from edition.search.words import WHOLE, Stems, base, folded, skeleton, words
from edition.slug import path_fault
from tests.command import ROOT
from tests.small import letter


def pieces(text: str) -> tuple[Piece, ...]:
    """The pieces of a letter."""
    grammar = validate.grammar("letter.rng", (ROOT / "schema" / "letter.rng").read_bytes())
    prepared, _, _ = prepare.letter("letters/a.xml", text.encode(), grammar)
    assert prepared is not None
    return of_letter(prepared)


def lines(*every: Piece) -> index.Lines:
    """What a shard keeps of pieces, if there is only one."""
    table: index.Table = {}
    for number, piece in enumerate(every):
        index.gather(table, number, piece)
    return index.read(index.spread(table, Stems(), 1)[0].encode())


def parts(files: Iterator[index.File]) -> dict[str, object]:
    """What the scripts of parts hold."""
    found = {}
    for name, content in files:
        text = content.decode().removeprefix("part(").removesuffix(");\n")
        assert text.startswith(f'"{name}",')
        found[name] = json.loads(text.removeprefix(f'"{name}",'))
    return found


def inline(files: Iterator[index.File]) -> dict[str, dict[str, str]]:
    """What the slices of the first shard hold, by stem."""
    here: Any = parts(files)
    return {stem: each for name in index.slices(0) for stem, each in here[name].items()}


def places(blocks: str) -> list[tuple[int, int, int]]:
    """Blocks as (piece, row, word)."""
    found = []
    start = 0
    while start < len(blocks):
        value = index._number(blocks[start : start + 3])
        end = start + 4 + 4 * SIGNS.index(blocks[start + 3])
        for at in range(start + 4, end, 4):
            row = SIGNS.index(blocks[at]) * len(SIGNS) + SIGNS.index(blocks[at + 1])
            found.append((value, row, SIGNS.index(blocks[at + 3])))
        start = end
    return found


# --- words -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("L'Allemagne, l’Allemagne.", "allemagne allemagne"),
        ("Jusqu'à ce qu'il n'y ait lorsqu’on", "à ce il y ait on"),
        ("Aujourd'hui, Kennedy's", "aujourdhui kennedy"),
        ("le 26 août 1961 (§ 3)", "le 26 août 1961 3"),
        ("O'Brien — don't", "obrien dont"),
        ("d'une part ; « l'autre »", "une part autre"),
        ("柏林 Берлин", "柏 林 берлин"),
        ("L'U.R.S.S., U.S.A. (U.S.)", "urss usa u s"),
        ("1961, 500 ; 1961 500, 3,50", "1961 500 1961 500 3 50"),
    ],
)
def test_a_text_is_cut_into_words_without_what_is_elided(text: str, found: str) -> None:
    assert words(text) == found.split()


def test_what_is_joined_by_a_hyphen_is_found_in_its_parts_and_whole() -> None:
    assert words("Les États-Unis, c'est-à-dire nous.") == [
        "les",
        f"états{WHOLE}étatsunis",
        "unis",
        f"est{WHOLE}estàdire",
        "à",
        "dire",
        "nous",
    ]


@pytest.mark.parametrize("number", ["1 250 500", "1,250,500", "1\u202f250\u00a0500"])
def test_a_number_is_found_in_its_groups_and_whole(number: str) -> None:
    assert words(f"environ {number} hommes") == [
        *("environ", f"1{WHOLE}1250500", "250", "500", "hommes")
    ]


@pytest.mark.parametrize(
    ("word", "form"),
    [("vœux", "voeux"), ("Négociation", "negociation"), ("MÆRSK", "maersk"), ("ça", "ca")],
)
def test_accents_capitals_and_ligatures_do_not_count(word: str, form: str) -> None:
    assert folded(word) == form


@pytest.mark.parametrize(
    ("lang", "word", "stem"),
    [
        ("fr", "négocier", "fr:negoci"),
        ("fr", "négociations", "fr:negoci"),
        ("en-GB", "negotiated", "en:negoti"),
        ("en", "détente", "en:detent"),
        ("la", "litterae", "la:litterae"),  # Snowball has no Latin: a word is its own stem
    ],
)
def test_words_are_brought_to_their_stems_in_their_language(
    lang: str, word: str, stem: str
) -> None:
    assert Stems().of(base(lang))[word][0].partition("\t")[0] == stem


def test_names_that_sound_alike_have_one_skeleton() -> None:
    assert {skeleton(each) for each in ("khrouchtchev", "krouchtchev")} == {"krktkv"}
    assert skeleton("khrushchev") == "krskv"


# --- pieces and parts ----------------------------------------------------------------------------

PAIRS = [
    [
        (
            "Cher <choice xml:id='reading-1'><sic>Monieur</sic><corr cert='high' resp='#editors'>"
            "Monsieur</corr></choice>, bonjour.",
            "Dear Sir, good day.",
        )
    ],
    [("Les négociations.", "The negotiations."), ("Négocier &lt;/script> ?", "Talk?")],
]


@pytest.fixture(scope="module")
def piece() -> Piece:
    """A letter of three sentences."""
    (found,) = pieces(letter("1961-01-01", PAIRS))
    return found


def test_what_stands_and_what_is_read_in_its_place_are_found_at_one_place(piece: Piece) -> None:
    kept = lines(piece)
    stands, read = kept["fr:monieur\tmonieur\tmonieur"], kept["fr:monsieur\tmonsieur\tmonsieur"]
    assert places("".join(stands)) == places("".join(read)) == [(0, 1, 1)]


def test_the_last_word_of_a_text_is_found_however_long_the_text_is() -> None:
    (found,) = pieces(letter("1961-01-01", [[(f"{'Oui. ' * 11_000}Enfin.", "At last.")]]))
    assert places("".join(lines(found)["fr:enfin\tenfin\tenfin"])) == [(0, 1, len(SIGNS) - 1)]


def test_the_forms_of_a_stem_are_kept_together(piece: Piece) -> None:
    found = inline(index.shard(0, index.stems(lines(piece)), 1))
    assert {form: places(each) for form, each in found["fr:negoci"].items()} == {
        "negociations": [(0, 2, 1)],
        "negocier": [(0, 3, 0)],
    }
    assert found[":=a"] == {"=a": f"{SIGNS[0] * 3}{SIGNS[1]}{SIGNS[0] * 2}{SIGNS[4]}{SIGNS[0]}"}


def test_the_texts_of_a_piece_are_its_rows_with_all_sides(piece: Piece) -> None:
    found = parts(index.texts(7, piece))
    assert found == {
        "texts/7-0": {
            "page": "letters/a.html",
            "title": {"en": "A letter of 1961-01-01", "fr": "Lettre du 1961-01-01"},
            "rows": [
                ["letter", "", [["en", "", "A letter of 1961-01-01", []],
                                ["fr", "", "Lettre du 1961-01-01", []]]],
                ["text", "p1-s1", [["fr", "fr-p1-s1", "Cher Monieur, bonjour.", [[1, "monsieur"]]],
                                   ["en", "en-p1-s1", "Dear Sir, good day.", []]]],
                ["text", "p2-s1", [["fr", "fr-p2-s1", "Les négociations.", []],
                                   ["en", "en-p2-s1", "The negotiations.", []]]],
                ["text", "p2-s2", [["fr", "fr-p2-s2", "Négocier </script> ?", []],
                                   ["en", "en-p2-s2", "Talk?", []]]],
            ],
        }
    }  # fmt: skip


def test_no_part_holds_what_would_end_a_script(piece: Piece) -> None:
    files = [*index.texts(0, piece), *index.shard(0, index.stems(lines(piece)), 1)]
    assert not [name for name, content in files if b"<" in content]


def test_a_frequent_stem_has_parts_of_its_own() -> None:
    texts = [[("Paix. " * (number % 3 + 1), "Peace.")] for number in range(900)]
    (found,) = pieces(letter("1961-01-01", texts))
    kept = index.stems(lines(*[found] * 5))
    here: Any = parts(index.shard(0, kept, 5))
    assert "en:peac" not in inline(index.shard(0, kept, 5))
    assert "en:peac*\tpeace" in index.forms(kept)
    best = here["words/en.peac"]
    every = [here[f"words/en.peac-{number}"]["peace"] for number in range(2)]
    assert (best["total"], best["width"]) == (4500, 4)
    assert len(places(best["places"]["peace"])) == 1982  # whole blocks
    assert [sorted({place[0] for place in places(each)}) for each in every] == [[0, 1, 2, 3], [4]]
    assert sum(len(places(each)) for each in every) == 4500


def test_the_part_with_the_best_places_of_a_stem_names_all_its_forms() -> None:
    texts = [[("Un chef.", "Yes.")] for _ in range(2100)]
    long = ("Des chefs, mais dans un texte plus long.", "Yes.")
    (found,) = pieces(letter("1961-01-01", [*texts, [long]]))
    best: Any = parts(index.shard(0, index.stems(lines(found)), 1))["words/fr.chef"]
    assert (sorted(best["places"]), best["places"]["chefs"]) == (["chef", "chefs"], "")


def test_the_name_of_a_stem_is_fit_for_a_file() -> None:
    assert [index.own(stem) for stem in ("fr:negoci", "ru:берлин", "en:25th")] == [
        "words/fr.negoci",
        "words/ru.-431--435--440--43b--438--43d-",
        "words/en.25th",
    ]


def test_a_word_that_is_no_name_for_a_file_stays_with_the_others() -> None:
    texts = [[("z" * 300, "b")] for _ in range(1700)]
    (found,) = pieces(letter("1961-01-01", texts))
    kept = index.stems(lines(found))
    assert len(places(inline(index.shard(0, kept, 1))[f"fr:{'z' * 300}"]["z" * 300])) == 1700
    assert "words/en.b" in dict(index.shard(0, kept, 1))


def test_every_stem_of_an_edition_has_a_slice() -> None:
    stems = {
        f"fr:{number}": {f"{number}": [f"{SIGNS[0] * 3}{SIGNS[1]}    "]} for number in range(99)
    }
    size = 2**32 // (index.shards(2) * index.SLICES)
    for shard in range(index.shards(2)):
        within = {stem: each for stem, each in stems.items() if crc32(stem.encode()) >> 31 == shard}
        held: Any = parts(index.shard(shard, within, 2))
        assert {stem: f"words/{crc32(stem.encode()) // size}" for stem in within} == {
            stem: name for name, each in held.items() for stem in each
        }
        assert list(held) == index.slices(shard)


def test_forms_are_kept_by_what_is_heard_of_them_under_names_that_every_system_allows() -> None:
    forms = ("parana", "konig", "h", "берлин", "krouchtchev", "negocier")
    sounds = [index.sound(form) for form in forms]
    assert sounds == ["prn", "kng", "0", "043104350440043b", "krkt", "ngkr"]
    names = [index.formed(sound, ())[0] for sound in sounds]
    assert not [name for name in names if path_fault(index.path(name))]


def test_the_forms_of_an_edition_are_divided_where_they_begin_otherwise() -> None:
    word = "x" * (index.MOST_FORMS // 4)
    sounds = ["ab", "ac", "b", "ba", "bb", "bba", "bbb", "bbc", "bbd", "bbe", "c"]
    parts = index.divided({each: [word] for each in reversed(sounds)})
    assert parts == [
        *(("ab", "ac"), ("b", "ba"), ("bb", "bba", "bbb", "bbc"), ("bbd", "bbe"), ("c",)),
    ]
    more = index.divided({each: [word] for each in ("aa", *sounds)})
    assert more == [("aa", "ab", "ac"), *parts[1:]]
    assert index.divided({"a": [word] * 9, "b": [word]}) == [("a",), ("b",)]
    assert index.divided({}) == []


def test_lines_are_edited_as_if_they_had_been_written_anew() -> None:
    one, two, three = (
        pieces(letter("1961-01-01", [[(text, "Peace.")]]))[0]
        for text in ("La paix.", "La paix, paix." * 100, "Paix ?")
    )
    kept, other = lines(one, two, three), lines(one, three, three)
    assert index.read(index.written(kept).encode()) == kept
    second = index.numbered(1)
    edit = {
        key: [block for block in other.get(key, []) if block.startswith(second)] for key in kept
    }
    assert edit["fr:la\tla\tla"] == []
    assert index.edited(kept, 1, edit) == other
    assert index.edited(lines(one), 0, {key: [] for key in lines(one)}) == {}


def test_a_long_text_is_cut_into_parts_that_a_query_can_afford(tmp_path: Path) -> None:
    texts = [[(f"Phrase {number}. " * 20, "Word.")] for number in range(200)]
    (found,) = pieces(letter("1961-01-01", texts))
    assert max(map(len, found.parts.values())) < 16_000
    assert all(first in found.parts for first in range(len(found.parts)))


def test_a_concordance_says_where_every_word_stands_but_those_that_stand_everywhere() -> None:
    error = "<sic>geurre</sic><corr resp='#editors'>guerre</corr>"
    war = f"La <choice xml:id='reading-1'>{error}</choice>."
    second = [(war, "War, peace."), ("La nuit.", "Night."), ("La vie ; la vie.", "Life.")]
    texts = [[("La paix.", "Peace.")], second]
    english, french = concordances(pieces(letter("1961-01-01", texts)))
    assert {each.word: (each.times, dict(each.places)) for each in french.words} == {
        "geurre": (1, {"letters/a.html": ("p2-s1",)}),
        "guerre": (1, {"letters/a.html": ("p2-s1",)}),
        "nuit": (1, {"letters/a.html": ("p2-s2",)}),
        "paix": (1, {"letters/a.html": ("p1-s1",)}),
        "vie": (2, {"letters/a.html": ("p2-s3",)}),
    }
    assert (french.lang, french.omitted) == ("fr", 1)
    assert ([each.word for each in english.words], english.omitted) == (["life", "night", "war"], 1)
