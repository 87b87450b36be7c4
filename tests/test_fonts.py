"""The type: what a cut face has, and what is said of a letter that it lacks."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from edition import fonts
from edition.finding import Finding, Place
from tests.small import edition, letter, run, write

ROMAN, ITALIC = fonts.FACES
FEW = "àeégint \u2009\u202f"


def test_a_face_has_what_was_asked_for_and_its_font_has() -> None:
    face = TTFont(io.BytesIO(fonts.cut(ROMAN, FEW + "א")))
    assert set(map(chr, face.getBestCmap())) == set(FEW)
    assert "fvar" not in face
    assert face.flavor == "woff2"


def test_the_narrow_no_break_space_is_as_wide_as_the_thin_one() -> None:
    face = TTFont(io.BytesIO(fonts.cut(ROMAN, FEW)))
    held = face.getBestCmap()
    assert face["hmtx"][held[0x202F]] == face["hmtx"][held[0x2009]]


def test_a_face_says_whose_it_is_and_under_what_licence() -> None:
    names = TTFont(io.BytesIO(fonts.cut(ITALIC, "a")))["name"]
    assert "The Literata Project Authors" in names.getDebugName(0)
    assert "SIL Open Font License" in names.getDebugName(13)


def test_the_same_characters_give_the_same_bytes() -> None:
    assert fonts.cut(ROMAN, FEW) == fonts.cut(ROMAN, FEW)


def test_every_face_has_the_letters_of_the_languages_written_in_latin() -> None:
    for face in fonts.FACES:
        with TTFont(fonts._file(face), lazy=True) as font:
            held = set(map(chr, font.getBestCmap()))
        assert sorted(fonts.BASE - held - {"\u202f"}) == []


def test_a_face_is_made_from_its_font_and_all_its_characters() -> None:
    keys = {
        fonts.key(face, fonts.wanted(used)) for face in fonts.FACES for used in ((), ("é",), ("Ж",))
    }
    assert len(keys) == 4


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("A letter", ""),
        ("« l'été » — œuvre", " «»—éœ"),
        ("&#233;&#x152;&#65; &amp;", "éŒ"),
    ],
)
def test_the_characters_of_a_source_are_those_beyond_ascii(source: str, found: str) -> None:
    assert fonts.characters(source.encode()) == "".join(sorted(set(found.replace(" ", ""))))


def test_what_a_style_sheet_does_not_name_is_not_cut() -> None:
    assert fonts.asked([b"p { color: red }"]) == ()
    assert fonts.asked([b"", b'src: url("literata.woff2")']) == (ROMAN,)


def test_letters_that_the_type_lacks_are_told_from_those_it_has_and_from_signs() -> None:
    assert fonts.lacking("éœЖα↩⟨א\u200b ") == ("א",)


def test_a_letter_that_the_type_lacks_is_found_at_its_first_place() -> None:
    said = Finding(
        Place("a.xml", 2, 3),
        "face-lacks-letter",
        "the type has no “א” (U+05D0, HEBREW LETTER ALEF)",
        "Look whether it is meant; if so, readers see it in a face of their own machine.",
    )
    assert fonts.finding("a.xml", "one\nl'א and א".encode(), "א") == said


def test_a_letter_that_the_type_lacks_is_told_and_stops_nothing(tmp_path: Path) -> None:
    edition(tmp_path, {"letters/a.xml": letter("1961-01-01", [[("Un א.", "One.")]])})
    told = run(tmp_path, "check", "--format", "text")
    assert told.code == 0
    assert "letters/a.xml:23:43: warning" in told.out + told.err
    assert "face-lacks-letter" in told.out + told.err


def test_the_bytes_of_another_encoding_are_no_letters_that_the_type_lacks(tmp_path: Path) -> None:
    latin = letter("1961-01-01", [[("Oui, à «trois» heures.", "One.")]]).encode("latin-1")
    told = run(edition(tmp_path, {"letters/a.xml": latin}), "check").out
    assert "byte-invalid" in told
    assert "face-lacks-letter" not in told


def test_an_edition_with_other_style_sheets_has_no_face_of_ours(tmp_path: Path) -> None:
    edition(tmp_path)
    write(tmp_path, {"templates/assets/edition.css": "p { color: black }"})
    assert run(tmp_path).code == 0
    assert not list((tmp_path / "site").rglob("*.woff2"))


def test_the_site_has_both_faces_at_the_weight_of_a_page(site: Path) -> None:
    sizes = [(site / face.path).stat().st_size for face in fonts.FACES]
    assert all(20_000 < size < 45_000 for size in sizes)
