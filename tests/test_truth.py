"""What the edition says of itself and of others is held against what is known."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from edition import claims
from tests.small import run
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


@pytest.mark.parametrize(("year", "codes"), [("-0044", set()), ("-0043", {"reference-untrue"})])
def test_a_reference_to_a_document_from_before_our_era_has_its_date(
    year: str, codes: set[str], tmp_path: Path
) -> None:
    edition = laid_out(BASE / "nothing", tmp_path / "edition")
    for name, old, new in (
        ("1900-01-02.xml", "document 7", f'the letter of <date when="{year}-03-15">March</date>'),
        ("register/documents.xml", 'when="1899"', 'notBefore="-0045-01" notAfter="-0044"'),
    ):
        file = edition / "letters" / name
        file.write_text(file.read_text().replace(old, new))
    assert {each for _, _, each in found(edition)} == codes


@pytest.mark.parametrize(("day", "codes"), [("15 March", set()), ("3 May", {"reference-untrue"})])
def test_a_day_in_the_words_of_a_link_may_be_one_before_our_era(
    day: str, codes: set[str], tmp_path: Path
) -> None:
    edition = with_essay(tmp_path / "edition", "“Jean”")
    page = edition / PAGE.format(lang="en")
    page.write_text(LABELLED.format(link=f"[the almanac of {day}](documents.html#almanac)"))
    register = edition / "letters/register/documents.xml"
    register.write_text(register.read_text().replace('when="1899"', 'when="-0044-03-15"'))
    assert {each for _, _, each in found(edition)} == codes


def test_a_document_that_was_not_read_verifies_nothing(tmp_path: Path) -> None:
    edition = laid_out(BASE / "nothing", tmp_path / "edition")
    register = edition / "letters/register/documents.xml"
    register.write_text(register.read_text().replace('subtype="read"', 'subtype="not-read"'))
    letter = edition / "letters/1900-01-02.xml"
    reference = '<ref target="register/documents.xml#almanac"'
    letter.write_text(letter.read_text().replace(reference, f'{reference} ana="#verified"'))
    assert {each for _, _, each in found(edition)} == {"reference-untrue"}


LABELLED = "---\ntitle: An essay\n---\nSee {link}.\n"


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("[document 7](documents.html#almanac)", None),
        ("[document 8](documents.html#almanac)", "reference-untrue"),
        ("[the almanac of 3 May 1899](documents.html#almanac)", None),
        ("[the almanac of 3 May 1898](documents.html#almanac)", "reference-untrue"),
        ("[le 3 mai 1898](documents.html#almanac)", "reference-untrue"),
        ("[the 3 copies](documents.html#almanac)", None),
        ("[2 January 1900](letters/1900-01-02.html)", None),
        ("[January 3, 1900](letters/1900-01-02.html)", "label-untrue"),
        ("[notes 1](letters/1900-01-02.html#ed-1)", None),
        ("[2](letters/1900-01-02.html#ed-1)", "label-untrue"),
        ("[delivered in 1900](letters/1900-01-02.html#ed-1)", None),
        ("[2.1](letters/1900-01-02.html#p2-s1)", None),
        ("[1.2](letters/1900-01-02.html#p2-s1)", "label-untrue"),
    ],
)
def test_numbers_and_days_in_the_words_of_a_link_are_those_of_its_target(
    link: str, code: str | None, tmp_path: Path
) -> None:
    edition = with_essay(tmp_path / "edition", "“Jean”")
    page = edition / PAGE.format(lang="en")
    page.write_text(LABELLED.format(link=link))
    assert found(edition) == ({(PAGE.format(lang="en"), 4, code)} if code else set())


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("[Two](index.html){count=letters}", ""),
        (
            "[2](letters/1900-01-02.html){count=sentences}",
            "sentences of “1900-01-02” is 4",
        ),
        ("[four](letters/1900-01-02.html#_shifts){count=sentences}", ""),
        ("[8](index.html){count=sentences}", ""),
        ("[2](letters/1900-01-02.html){count=notes}", ""),
        ("[2](letters/1900-01-02.html){count=printed-notes}", ""),
        ("[two](readings.html){count=readings}", "number of readings in the edition is 4, not two"),
        ("[one](letters/1900-01-02.html){count=weight-minor}", ""),
        ("[3](letters/1900-01-02.html){count=patterns}", "is 0, not 3"),
        ("[many](index.html){count=letters}", "“many” is no number that is understood"),
        ("[Two](index.html){count=leters}", "“leters” is not counted"),
        ("[two](https://a.example/){count=letters}", "the attribute “count” is not taken"),
        ("[1](shifts.html#count-all)", "number of shifts in the edition is 2, not 1"),
    ],
)
def test_a_number_in_prose_is_that_of_its_letter_or_of_all(
    number: str, said: str, tmp_path: Path
) -> None:
    edition = with_essay(tmp_path / "edition", "“Jean”")
    (edition / PAGE.format(lang="en")).write_text(LABELLED.format(link=number))
    out = run(edition, "check").out
    assert said in out if said else "no findings" in out


def test_a_count_that_another_letter_made_untrue_is_told_how_to_stay_true(tmp_path: Path) -> None:
    edition = with_essay(tmp_path / "edition", "“Jean”")
    page = edition / PAGE.format(lang="en")
    page.write_text(LABELLED.format(link="[1](shifts.html#count-all)"))
    told = re.search(r"If “1900-01-02” is meant, say so: (\[.*\})\.", run(edition, "check").out)
    assert told is not None
    page.write_text(LABELLED.format(link=told[1]))
    assert "no findings" in run(edition, "check").out


@pytest.mark.parametrize(
    ("words", "lang", "number"),
    [
        *(("twelve", "en", 12), ("Une", "fr", 1), ("Zwei", "de", 2), ("eine", "de-AT", 1)),
        *(("1,250", "en", 1250), ("1\u202f250", "fr", 1250), ("0", "en", 0)),
        *(("deux", "en", None), ("zwei", "pl", None), ("1.5", "en", None), ("", "en", None)),
    ],
)
def test_a_number_is_figures_or_a_small_word(words: str, lang: str, number: int | None) -> None:
    assert claims.number(words, lang) == number


@pytest.mark.parametrize(
    ("quote", "words", "held"),
    [
        ("precise", "envision precisely", False),
        ("aide", "l'aide que", True),
        ("elles", "qu'elles, elles", True),
        ("par", "à part, par force", True),
        ("J.", "J. de Gaulle", True),
        ("1", "11 et 21", False),
    ],
)
def test_a_quotation_begins_and_ends_where_words_do(quote: str, words: str, held: bool) -> None:
    assert claims.stands(quote, words) == held


def test_the_explanation_of_a_shift_quotes_its_letter(tmp_path: Path) -> None:
    edition = laid_out(BASE / "nothing", tmp_path / "edition")
    letter = edition / "letters/1900-01-02.xml"
    whole, said = letter.read_text(), "The English does not say when."
    letter.write_text(whole.replace(said, "“cette nuit” and “apple … frost”, ‘this night’."))
    assert found(edition) == set()
    letter.write_text(whole.replace(said, "“cette nuits”, and nothing."))
    line = whole[: whole.index(said)].count("\n") + 1
    assert found(edition) == {("letters/1900-01-02.xml", line, "quotation-untrue")}


@pytest.mark.parametrize(
    ("date", "code"),
    [
        ('when="1900-01-02">2 janvier 1900', None),
        ('when="1900-01-02">le 2', None),
        ('when="1900-01-02T19:15:00">7:15 p.m. on January 2', None),
        ('when="1900-01-02T19:15:00">19h15', None),
        ('when="1900-01">fin janvier 1900', None),
        ('when="1900-01-02">3 janvier', "date-disagrees"),
        ('when="1900-01-02">2 janvier 1901', "date-disagrees"),
        ('when="1900-01-02" evidence="external">21 décembre 1899', None),
    ],
)
def test_a_day_in_figures_is_that_of_the_encoding(
    date: str, code: str | None, tmp_path: Path
) -> None:
    edition = laid_out(BASE / "nothing", tmp_path / "edition")
    letter = edition / "letters/1900-01-02.xml"
    there = '<date when="1900-01-02">2 janvier 1900</date>'
    whole = letter.read_text()
    assert whole.count(there) == 1
    letter.write_text(whole.replace(there, f"<date {date}</date>"))
    codes = {each for _, _, each in found(edition)} - {"parity-date"}
    assert codes == ({code} if code else set())
