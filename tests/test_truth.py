"""What the edition says of itself and of others is held against what is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_rules import BASE, found, laid_out

PAGE = "letters/pages/essay.{lang}.md"
QUOTED = "---\ntitle: An essay\n---\nShe writes [{quote}](letters/1900-01-02.html#fr-p1-s1).\n"


def with_essay(place: Path, quote: str) -> Path:
    edition = laid_out(BASE / "nothing", place)
    for lang in ("en", "fr"):
        page = edition / PAGE.format(lang=lang)
        page.parent.mkdir(exist_ok=True)
        page.write_text(QUOTED.format(quote=quote))
    return edition


@pytest.mark.parametrize(
    "quote", ["“la maison est vide”", "« Mon cher Jean »", '"Jean, la maison"']
)
def test_a_quotation_in_prose_that_stands_in_the_letter_is_found_true(
    quote: str, tmp_path: Path
) -> None:
    assert found(with_essay(tmp_path / "edition", quote)) == set()


def test_a_misquoted_word_in_prose_is_found_on_its_line(tmp_path: Path) -> None:
    edition = with_essay(tmp_path / "edition", "“la maison est pleine”")
    assert found(edition) == {
        (PAGE.format(lang="en"), 4, "quotation-untrue"),
        (PAGE.format(lang="fr"), 4, "quotation-untrue"),
    }


def test_words_without_quotation_marks_are_no_quotation(tmp_path: Path) -> None:
    assert found(with_essay(tmp_path / "edition", "an empty house")) == set()


def test_a_page_of_prose_stands_in_every_language_of_the_interface(tmp_path: Path) -> None:
    edition = with_essay(tmp_path / "edition", "“Jean”")
    (edition / PAGE.format(lang="fr")).unlink()
    assert found(edition) == {(PAGE.format(lang="en"), 0, "page-counterpart")}


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        ("document 7", None),
        ("document 8", "reference-untrue"),
        ("footnote 3, document 7", None),
        ('the letter of <date when="1899-05-01">May</date>', None),
        ('the letter of <date when="1898-05-01">May</date>', "reference-untrue"),
    ],
)
def test_what_a_reference_claims_agrees_with_the_register(
    claim: str, code: str | None, tmp_path: Path
) -> None:
    edition = laid_out(BASE / "nothing", tmp_path / "edition")
    letter = edition / "letters/1900-01-02.xml"
    letter.write_text(letter.read_text().replace("document 7", claim))
    assert {each for _, _, each in found(edition)} == ({code} if code else set())


def test_a_document_that_was_not_read_verifies_nothing(tmp_path: Path) -> None:
    edition = laid_out(BASE / "nothing", tmp_path / "edition")
    register = edition / "letters/register/documents.xml"
    register.write_text(register.read_text().replace('subtype="read"', 'subtype="not-read"'))
    letter = edition / "letters/1900-01-02.xml"
    reference = '<ref target="register/documents.xml#almanac"'
    letter.write_text(letter.read_text().replace(reference, f'{reference} ana="#verified"'))
    assert {each for _, _, each in found(edition)} == {"reference-untrue"}
