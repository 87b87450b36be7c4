"""The two letters say what their sources say, word for word, and are encoded as agreed.

Read with lxml alone, without the engine. `expected/` holds the words that must stand, taken
from the transcriptions and not from the encoding: one block, forme or note a line, white space
settled, pages in order, asterisks, glued note figures and “[Page 378]” gone.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from tests.command import ROOT

TEI = "{http://www.tei-c.org/ns/1.0}"
NAMES = {"t": "http://www.tei-c.org/ns/1.0"}
ID = "{http://www.w3.org/XML/1998/namespace}id"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
EXPECTED = ROOT / "tests" / "expected"
LETTERS = ROOT / "letters"
BLOCKS = ("p", "dateline", "salute", "signed")
REGISTERS = ("persons", "places", "organizations", "events", "documents", "terms")

Element = etree._Element


# --- reading -----------------------------------------------------------------------------------


def letter(name: str) -> Element:
    return etree.parse(str(LETTERS / f"{name}.xml")).getroot()


A, B = letter("1962-01-11"), letter("1961-08-26")
REGISTER = {name: letter(f"register/{name}") for name in REGISTERS}


def find(root: Element, path: str) -> list[Element]:
    found = root.xpath(path, namespaces=NAMES)
    assert isinstance(found, list)
    return found


def one(root: Element, path: str) -> Element:
    found = find(root, path)
    assert len(found) == 1, (path, len(found))
    return found[0]


def by_id(root: Element, name: str) -> Element:
    return one(root, f"//*[@xml:id='{name}']")


def version(root: Element, name: str) -> Element:
    return one(root, f"//t:text[@xml:id='{name}']")


SKIPPED = {TEI + name for name in ("note", "pb", "fw", "lb", "anchor")}


def words(element: Element) -> str:
    """What stands in an element as transcribed; a correction that the source itself prints
    stands in the source's brackets."""
    return re.sub(r"[ \t\r\n]+", " ", "".join(_pieces(element))).strip(" ")


def _pieces(element: Element) -> list[str]:
    pieces = [element.text or ""]
    for child in element:
        if child.tag == TEI + "corr":
            if child.get("resp") != "#editors":
                pieces += [" [", *_pieces(child), "]"]
        elif isinstance(child.tag, str) and child.tag not in SKIPPED:
            in_choice = child.tag == TEI + "choice"
            pieces += [words(child)] if in_choice else _pieces(child)
        pieces.append(child.tail or "")
    return pieces


def blocks(root: Element, name: str) -> list[str]:
    """The blocks of a version, in order; a complimentary close is a salutation in a closer."""
    inside = version(root, name).iter(*(TEI + each for each in BLOCKS))
    return [words(each) for each in inside if each.get(ID)]


def formes(root: Element, name: str) -> list[str]:
    return [words(each) for each in version(root, name).iter(TEI + "fw", TEI + "head")]


def lines(name: str) -> list[str]:
    return (EXPECTED / name).read_text(encoding="utf-8").splitlines()


# --- every word, in order ----------------------------------------------------------------------

VERSIONS = [
    (A, "fr", "1962-01-11.fr"),
    (A, "en", "1962-01-11.en"),
    (B, "en", "1961-08-26.en"),
]


@pytest.mark.parametrize(("root", "name", "expected"), VERSIONS, ids=[v[2] for v in VERSIONS])
def test_a_version_says_what_its_source_says(root: Element, name: str, expected: str) -> None:
    assert blocks(root, name) == lines(f"{expected}.txt")


@pytest.mark.parametrize(("root", "name", "expected"), VERSIONS, ids=[v[2] for v in VERSIONS])
def test_forme_work_says_what_its_source_says(root: Element, name: str, expected: str) -> None:
    assert formes(root, name) == lines(f"{expected}.forme.txt")


def test_the_printed_notes_say_what_the_volume_says() -> None:
    notes = find(version(B, "en"), ".//t:note[@type='printed']")
    assert [f"{note.get('n')}. {words(note)}" for note in notes] == lines("1961-08-26.notes.txt")


@pytest.mark.parametrize("path", sorted(EXPECTED.iterdir()), ids=lambda path: path.name)
def test_no_mark_of_the_transcription_is_left_in_what_is_expected(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\*|\[Page|  |\t|Kennedy1|Rusk,3|,4$|Gaulle5|\]\.2", text, re.M)


@pytest.mark.parametrize("root", [A, B], ids=["1962-01-11", "1961-08-26"])
def test_all_words_of_a_paragraph_stand_in_its_sentences(root: Element) -> None:
    for paragraph in find(root, "//t:text//t:p"):
        sentences = [words(each) for each in paragraph if each.tag == TEI + "s"]
        assert " ".join(sentences) == words(paragraph), paragraph.get(ID)


def test_no_asterisk_no_glued_figure_and_no_page_in_brackets_is_text() -> None:
    for root in (A, B):
        for text in find(root, "//t:text[@xml:id]"):
            assert not re.search(r"\*|\[Page|Kennedy1|Rusk,3|Gaulle5", words(text))


# --- counts ------------------------------------------------------------------------------------


def counts(root: Element, name: str) -> list[int]:
    """The number of sentences of every paragraph."""
    return [len(p.findall(TEI + "s")) for p in find(version(root, name), ".//t:p")]


@pytest.mark.parametrize("name", ["fr", "en"])
def test_the_letter_of_1962_has_nine_paragraphs_and_forty_sentences(name: str) -> None:
    assert counts(A, name) == [2, 9, 4, 4, 6, 5, 6, 3, 1]


def test_the_letter_of_1961_has_six_paragraphs_and_nineteen_sentences() -> None:
    assert counts(B, "en") == [3, 5, 2, 4, 4, 1]


def test_paragraphs_and_sentences_are_numbered_as_they_stand() -> None:
    for root, name, _ in VERSIONS:
        for n, paragraph in enumerate(find(version(root, name), ".//t:p"), 1):
            assert paragraph.get(ID) == f"{name}-p{n}"
            for m, sentence in enumerate(paragraph.findall(TEI + "s"), 1):
                assert sentence.get(ID) == f"{name}-p{n}-s{m}"


def test_the_volume_has_five_notes_at_five_marks_in_order() -> None:
    notes = find(version(B, "en"), ".//t:note[@type='printed']")
    assert [note.get(ID) for note in notes] == [f"en-note-{n}" for n in range(1, 6)]
    assert [note.get("n") for note in notes] == ["1", "2", "3", "4", "5"]
    assert [note.get("resp") for note in notes] == ["#frus"] * 5
    holders = [note.xpath("string((ancestor::*[@xml:id])[last()]/@xml:id)") for note in notes]
    assert holders == ["en-head", "en-p1-s1", "en-p5-s1", "en-closer", "en-signed"]


# --- pages and hands ---------------------------------------------------------------------------


def pages(root: Element, name: str) -> list[tuple[str | None, str | None, str]]:
    return [
        (pb.get("n"), pb.get("resp"), pb.xpath("string(ancestor::t:s/@xml:id)", namespaces=NAMES))
        for pb in version(root, name).iter(TEI + "pb")
    ]


@pytest.mark.parametrize("name", ["fr", "en"])
def test_the_pages_of_1962_are_inferred_and_turn_within_three_sentences(name: str) -> None:
    turns = ["", f"{name}-p3-s2", f"{name}-p5-s6", f"{name}-p8-s2"]
    expected = [(str(n), "#editors", where) for n, where in enumerate(turns, 1)]
    assert pages(A, name) == expected


def test_page_378_is_printed_and_page_377_is_inferred() -> None:
    assert pages(B, "en") == [("377", "#editors", ""), ("378", None, "en-p3-s2")]


def test_the_page_turns_where_the_transcription_says() -> None:
    before = {
        "fr-page-2": "et encore",
        "fr-page-3": "Je ne puis vous expliquer",
        "fr-page-4": "leurs chefs d'Etat ou",
        "en-page-2": "and again",
        "en-page-3": "I am unable to better explain",
        "en-page-4": "heads of state or",
    }
    for name, ending in before.items():
        page = by_id(A, name)
        sentence = one(page, "ancestor::t:s")
        passed = re.sub(r"\s+", " ", "".join(_until(sentence, page)))
        assert passed.strip().endswith(ending), name


def _until(sentence: Element, page: Element) -> list[str]:
    """The strings of a sentence that stand before a page break in it."""
    strings: list[str] = [sentence.text or ""]
    for child in sentence:
        if child is page:
            return strings
        strings += [words(child), child.tail or ""]
    return strings


def test_three_passages_are_in_the_hand_that_is_inferred() -> None:
    written = find(A, "//t:text//*[@hand='#cdg']")
    assert [(each.get(ID), each.get("cert"), words(each)) for each in written] == [
        ("fr-salute", "medium", "Cher Monsieur le Président,"),
        (None, "medium", "Monieur le Président, à une très sincère amitié."),
        ("fr-signed", "medium", "J. de Gaulle"),
    ]
    assert one(A, "//t:seg[@hand='#cdg']/t:lb").tail == "sincère amitié."
    assert one(A, "//t:handNote[@xml:id='cdg']").get("medium") == "ink"


def test_the_stray_3_is_a_mark_and_no_page() -> None:
    mark = by_id(A, "fr-mark-1")
    assert (mark.tag, mark.get("type"), words(mark)) == (TEI + "fw", "unidentified", "3")
    assert notes_on(A, "#fr-mark-1")


# --- readings ----------------------------------------------------------------------------------


def readings(root: Element) -> list[tuple[str, ...]]:
    return [
        (
            choice.get(ID, ""),
            words(one(choice, "t:sic")),
            words(one(choice, "t:corr")),
            one(choice, "t:corr").get("cert", ""),
            one(choice, "t:corr").get("resp", ""),
            choice.get("ana", ""),
        )
        for choice in find(root, "//t:text//t:choice")
    ]


def test_the_readings_of_1962_are_these_five() -> None:
    undetermined, transcriber = "#agent-undetermined", "#agent-transcriber"
    assert readings(A) == [
        ("reading-1", "d'une telle", "de bonne", "high", "#editors", transcriber),
        ("reading-2", "précipitamment", "précisément", "low", "#editors", undetermined),
        ("reading-3", "Monieur", "Monsieur", "high", "#editors", undetermined),
        ("reading-4", "J.", "C.", "high", "#editors", transcriber),
        ("reading-5", "POLICIES", "FOLLOWS", "high", "#editors", transcriber),
    ]


def test_the_readings_of_1961_are_the_volume_s_date_and_our_name() -> None:
    undetermined = "#agent-undetermined"
    assert readings(B) == [
        ("reading-1", "25", "24", "", "#frus", undetermined),
        ("reading-2", "Knapf", "Krapf", "medium", "#editors", undetermined),
    ]


def test_no_error_is_laid_to_a_hand_or_a_typist() -> None:
    for root in (A, B):
        assert not find(root, "//t:text//*[@ana='#agent-hand' or @ana='#agent-typist']")


def test_every_reading_of_the_editors_is_explained_in_a_note() -> None:
    for root in (A, B):
        for choice in find(root, "//t:text//t:choice"):
            assert notes_on(root, f"#{choice.get(ID)}"), choice.get(ID)


# --- dates, numbers, names ---------------------------------------------------------------------


def dates(root: Element, name: str) -> list[tuple[str | None, str]]:
    return [(each.get("when"), words(each)) for each in version(root, name).iter(TEI + "date")]


def test_the_dates_of_1962_are_read_with_their_years() -> None:
    assert dates(A, "fr") == [("1962-01-11", "11 Janvier 1962"), ("1961-12-31", "31 Décembre")]
    assert dates(A, "en") == [("1962-01-11", "January 11, 1962"), ("1961-12-31", "31 December")]


def test_the_dates_of_1961_are_read_with_their_years() -> None:
    assert dates(B, "en") == [
        ("1961-08-26T19:15:00", "7:15 p.m. on August 26"),
        ("1961-08-24", "August 25 [24]"),
        ("1961-08-03", "August 3"),
        ("1961-08-08", "August 8"),
        ("1961-09", "the end of September"),
        ("1961-08-27", "August 27"),
        ("1961-08-03", "August 3"),
        ("1961-09-14", "September 14"),
    ]


def test_a_year_that_is_not_written_is_marked_as_inferred() -> None:
    for root in (A, B):
        for date in find(root, "//t:text//t:date"):
            written = (date.get("when") or "")[:4] in words(date)
            marked = (date.get("evidence"), date.get("resp"))
            assert marked == ((None, None) if written else ("internal", "#editors"))


def test_the_file_numbers_agree_with_the_dates_of_the_notes() -> None:
    numbers = [words(each) for each in find(B, "//t:idno[@type='decimal']")]
    assert numbers == ["762.00/8-2661", "762.00/8-2761"]


def test_the_letter_of_1961_was_delivered_and_is_not_dated() -> None:
    sent = one(B, "//t:correspAction[@type='sent']")
    assert not find(sent, "t:placeName")
    assert dict(one(sent, "t:date").attrib)["notBefore"] == "1961-08-24"
    assert dict(one(sent, "t:date").attrib)["notAfter"] == "1961-08-26"
    delivered = one(B, "//t:correspAction[@type='transmitted'][@subtype='delivered']")
    assert one(delivered, "t:date").get("when") == "1961-08-26T19:15:00"
    assert words(one(delivered, "t:persName")) == "Hervé Alphand"
    assert not find(B, "//t:correspAction[@type='received']/t:date")


def sentence_pairs() -> list[tuple[Element, Element]]:
    return [
        (sentence, by_id(A, sentence.get(ID, "").replace("fr-", "en-", 1)))
        for sentence in find(version(A, "fr"), ".//t:s")
    ]


def test_both_versions_state_the_same_numbers_in_the_same_sentences() -> None:
    for french, english in sentence_pairs():
        there, here = ([n.get("value") for n in s.iter(TEI + "num")] for s in (french, english))
        assert there == here, french.get(ID)
    values = Counter(n.get("value") for n in version(A, "fr").iter(TEI + "num"))
    assert values == {"2": 4, "3": 2, "50": 1, "10": 1, "1": 2}


def entities(sentence: Element) -> set[str]:
    return {
        name.get("ref", "")
        for name in sentence.iter(*(TEI + n for n in ("persName", "placeName", "orgName", "rs")))
    }


def test_both_versions_name_the_same_entities_in_the_same_sentences() -> None:
    unequal = {
        french.get(ID): entities(french) ^ entities(english)
        for french, english in sentence_pairs()
        if entities(french) != entities(english)
    }
    assert unequal == {}


def named(root: Element, name: str, entry: str) -> list[str]:
    return [words(each) for each in find(version(root, name), f".//*[@ref='register/{entry}']")]


def test_persons_who_are_only_described_are_identified() -> None:
    described = {
        "persons.xml#thompson": ("votre Ambassadeur à Moscou", "your ambassador to Moscow"),
        "persons.xml#de-gaulle-yvonne": ("ma femme", "my wife"),
        "persons.xml#kennedy-joseph": ("Monsieur votre Père", "your father"),
        "persons.xml#kennedy-jacqueline": ("Madame Kennedy", "Mrs. Kennedy"),
        "persons.xml#khrushchev": ("Khrouchtchev", "Khrushchev"),
    }
    for entry, (french, english) in described.items():
        assert named(A, "fr", entry) == [french]
        assert named(A, "en", entry) == [english]


def test_the_words_between_quotation_marks_keep_their_marks() -> None:
    quoted = [[words(q) for q in version(root, name).iter(TEI + "q")] for root, name, _ in VERSIONS]
    assert quoted == [
        ['"souvenirs trop forts"', '"craintes trop réelles"', '"concert"'],
        ['"strong memories"', '"real fears"', '"concert,"'],
        [
            "“of the third world”",
            "“a proposal for the examination of the possibilities of negotiations by the foreign "
            "ministers at New York at the end of September”",
        ],
    ]


def test_no_straight_or_curly_quotation_mark_stands_outside_q() -> None:
    for root, name, _ in VERSIONS:
        all_marks = re.findall(r'["“”]', words(version(root, name)))
        in_q = re.findall(r'["“”]', " ".join(words(q) for q in version(root, name).iter(TEI + "q")))
        assert all_marks == in_q


def test_every_entity_and_term_stands_in_its_register() -> None:
    known = {
        f"register/{name}.xml#{entry.get(ID)}"
        for name, root in REGISTER.items()
        for entry in find(root, "//t:standOff//*[@xml:id]")
    }
    for root in (A, B):
        for each in find(root, "//*[starts-with(@ref, 'register/')]"):
            assert each.get("ref") in known
        for each in find(root, "//*[starts-with(@target, 'register/')]"):
            assert each.get("target") in known


def test_every_entry_of_a_register_has_a_name_and_a_note_in_both_languages() -> None:
    for root in REGISTER.values():
        for entry in find(root, "//t:standOff/*/*[@xml:id]"):
            for path in ("*[@type='main']", "t:note[not(@type)]"):
                languages = [each.get(LANG) for each in find(entry, path)]
                assert languages == ["en", "fr"], (entry.get(ID), path)


def test_khrushchev_is_khrouchtchev_in_french() -> None:
    main = find(by_id(REGISTER["persons"], "khrushchev"), "t:persName[@type='main']")
    assert [(n.get(LANG), n.text) for n in main] == [
        ("en", "Nikita Khrushchev"), ("fr", "Nikita Khrouchtchev")
    ]  # fmt: skip


# --- alignment ---------------------------------------------------------------------------------


def links(root: Element, level: str) -> dict[str, str]:
    group = one(root, f"//t:linkGrp[@type='alignment'][@subtype='{level}']")
    return {link.get(ID, ""): link.get("target", "") for link in group.iter(TEI + "link")}


def test_every_block_and_sentence_of_1962_is_paired_in_order() -> None:
    paired = ["dateline", "salute", *(f"p{n}" for n in range(1, 10))]
    assert links(A, "blocks") == {
        **{unit: f"#fr-{unit} #en-{unit}" for unit in paired},
        "signed": "#fr-signed #en-absent-1",
    }
    sentences = [s.get(ID, "")[3:] for s in find(version(A, "fr"), ".//t:s")]
    assert links(A, "segments") == {unit: f"#fr-{unit} #en-{unit}" for unit in sentences}
    assert len(sentences) == 40


def test_the_english_of_1962_has_no_signature_and_says_so_in_its_place() -> None:
    anchor = by_id(A, "en-absent-1")
    assert (anchor.get("type"), anchor.get("subtype")) == ("absent", "not-in-source")
    assert anchor.getprevious().get(ID) == "en-p9"
    assert not find(version(A, "en"), ".//t:signed")


def test_every_unit_of_1961_points_to_the_original_that_is_not_available() -> None:
    original = by_id(B, "original")
    assert (original.get("type"), original.get("subtype")) == ("original", "not-available")
    units = ["salute", *(f"p{n}" for n in range(1, 7)), "closer", "signed"]
    assert links(B, "blocks") == {unit: f"#original #en-{unit}" for unit in units}
    assert len(links(B, "segments")) == 19
    assert not find(B, "//t:text[@xml:lang='fr']")


# --- notes -------------------------------------------------------------------------------------


def notes_on(root: Element, target: str) -> list[Element]:
    """The editors' notes that point to an id, whole or in part."""
    bare = target.removeprefix("#")
    return [
        note
        for note in find(root, "//t:standOff//t:note[@type='editorial']")
        if re.search(rf"#(?:match\()?{re.escape(bare)}(?![\w-])", note.get("target", ""))
    ]


MATCH = re.compile(r"#match\(([^,]+),'(.+)'(?:,(\d+))?\)")


@pytest.mark.parametrize("root", [A, B], ids=["1962-01-11", "1961-08-26"])
def test_every_editors_note_points_to_words_that_stand_once(root: Element) -> None:
    for note in find(root, "//t:standOff//t:note[@type='editorial']"):
        for target in note.get("target", "").split():
            found = MATCH.fullmatch(target)
            if not found:
                by_id(root, target.removeprefix("#"))
                continue
            quote = re.sub(r"\\(.)", r"\1", found[2].replace("%20", " ").replace("%25", "%"))
            times = transcribed(by_id(root, found[1])).count(quote)
            assert times == 1 or (found[3] and times >= int(found[3])), target


def transcribed(element: Element) -> str:
    return re.sub(r" \[24\]", "", words(element))


@pytest.mark.parametrize("root", [A, B], ids=["1962-01-11", "1961-08-26"])
def test_editors_notes_are_numbered_in_order_and_speak_both_languages(root: Element) -> None:
    notes = find(root, "//t:standOff//t:note[@type='editorial']")
    assert notes
    numbers = [note.get("n", "") for note in notes]
    assert sorted(numbers, key=lambda n: (int(n.rstrip("abc")), n)) == numbers
    for n, note in zip(numbers, notes, strict=True):
        assert (note.get(ID), note.get("resp")) == (f"ed-{n}", "#editors")
        assert [p.get(LANG) for p in note.findall(TEI + "p")] == ["en", "fr"]


UNSAFE = re.compile(
    r"(?i)directoire|force de frappe|\bveto\b|unpublished|inédit|first edition|in his own words"
    r"|only edition|no other edition|verbatim|mot pour mot"
)


@pytest.mark.parametrize("root", [A, B], ids=["1962-01-11", "1961-08-26"])
def test_editors_notes_say_nothing_that_cannot_be_known(root: Element) -> None:
    for note in find(root, "//t:standOff//t:note[@type='editorial']"):
        assert not UNSAFE.search(words(note)), note.get(ID)


# --- header ------------------------------------------------------------------------------------


def test_the_source_is_named_with_its_fingerprint_and_no_archive_is_invented() -> None:
    sums = {
        "000_ef478f58b3a4f31d.txt":
            "14766973f9183167086f1da97f794bc2aae3cbf714d4fc0e65a4475e4e4b487e",
        "001_037dbb9eaac9b926.txt":
            "0ac45fc90ac09203dce85691b6f58839e6603a6f83704bb60cc9f8cadb577ede",
    }  # fmt: skip
    for root, (file, digest) in zip((A, B), sums.items(), strict=True):
        bibl = by_id(root, "transcription")
        assert {words(each) for each in bibl.iter(TEI + "idno")} == {file, digest}
        assert not find(root, "//t:msDesc | //t:repository | //t:settlement")


@pytest.mark.parametrize("root", [A, B], ids=["1962-01-11", "1961-08-26"])
def test_every_version_has_its_own_rights_source_and_practice(root: Element) -> None:
    for text in find(root, "//t:text[@xml:id]"):
        name = text.get(ID)
        assert text.get("decls") == f"#{name}-rights #{name}-source #{name}-practice"
        for each in (text.get("decls") or "").split():
            by_id(root, each[1:])
    licences = [each.get("target") for each in find(root, "//t:licence")]
    assert len(licences) == 1 + len(find(root, "//t:text[@xml:id]"))


@pytest.mark.parametrize("root", [A, B], ids=["1962-01-11", "1961-08-26"])
def test_every_local_pointer_arrives(root: Element) -> None:
    ids = {each.get(ID) for each in find(root, "//*[@xml:id]")}
    pointing = ("target", "corresp", "resp", "source", "ana", "hand", "decls", "who", "edRef",
                "domains")  # fmt: skip
    for attribute in pointing:
        for each in find(root, f"//*[@{attribute}]"):
            for pointer in (each.get(attribute) or "").split():
                found = MATCH.fullmatch(pointer)
                if pointer.startswith("#"):
                    assert (found[1] if found else pointer[1:]) in ids, pointer


def test_printed_references_say_whether_they_were_checked() -> None:
    status = [(words(ref), ref.get("ana")) for ref in find(version(B, "en"), ".//t:ref")]
    assert status == [
        ("footnote 5, Document 126", "#unverified"),
        ("Document 100", "#verified"),
    ]


def test_ibid_points_to_what_it_stands_for() -> None:
    ibid = one(version(B, "en"), ".//t:bibl[@corresp]")
    assert words(ibid) == "ibid."
    assert words(by_id(B, (ibid.get("corresp") or "")[1:])) == "Department of State"
