"""What cannot be read is refused by name, at its place; what can be read keeps its text."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from edition import read
from edition.finding import Finding, Findings, Place, Spot
from edition.read import characters, marks
from tests.command import ROOT

FILE = "letters/a.xml"
SMALL = ROOT / "tests" / "rules" / "base" / "letters" / "1900-01-02.xml"
LETTERS = sorted((ROOT / "letters").rglob("*.xml"))


def source(text: str | bytes) -> tuple[read.Source | None, Findings]:
    return read.source(FILE, text.encode() if isinstance(text, str) else text)


def sound(text: str | bytes) -> read.Source:
    found, findings = source(text)
    assert findings == ()
    assert found is not None
    return found


def only(text: str | bytes) -> Finding:
    """The one finding of a file."""
    _, findings = source(text)
    assert len(findings) == 1, findings
    assert findings[0].hint
    return findings[0]


def told(text: str | bytes) -> tuple[int, int, str, str]:
    """Line, column, code and message of the one finding of a file."""
    finding = only(text)
    assert isinstance(finding.where, Place)
    return finding.where.line, finding.where.column, finding.code, finding.message


# --- what is accepted ----------------------------------------------------------------------------


@pytest.mark.parametrize("file", LETTERS, ids=lambda path: path.stem)
def test_the_sources_of_the_edition_are_read(file: Path) -> None:
    data = file.read_bytes()
    found = sound(data)
    assert (found.data, found.root.tag) == (data, "{http://www.tei-c.org/ns/1.0}TEI")
    assert found.data is data


def test_a_byte_order_mark_and_crlf_change_nothing() -> None:
    text = "<TEI>\n<p>été</p>\n</TEI>"
    plain = sound(text)
    for other in (b"\xef\xbb\xbf" + text.encode(), text.replace("\n", "\r\n").encode()):
        assert etree.tostring(sound(other).root) == etree.tostring(plain.root)


def test_text_is_not_divided_by_comments_instructions_and_cdata() -> None:
    root = sound("<p>one <!-- x -->two <?y z?>three <![CDATA[<four>]]></p>").root
    assert root.text == "one two three <four>"
    assert len(root) == 0


def test_no_break_spaces_and_joiners_of_scripts_that_need_them_are_text() -> None:
    text = (
        "a\u00a0:\u202fb \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u0915\u094d\u200d\u0937"
    )
    assert sound(f"<p>{text}</p>").root.text == text


def test_the_word_doctype_is_not_a_doctype() -> None:
    sound("<!-- <!DOCTYPE p> --><p>one<!-- <!DOCTYPE p> --></p>")


def test_a_second_bearer_of_an_id_is_left_to_the_rules() -> None:
    sound('<p xml:id="a"><s xml:id="a"/></p>')


def test_a_letter_of_five_megabytes_is_read() -> None:
    sound("<p>" + "<s>mot </s>" * 450_000 + "</p>")


# --- what is refused by name ---------------------------------------------------------------------


def test_a_file_that_is_too_large_is_refused_with_the_limit() -> None:
    finding = only(b"<p>" + b" " * read.LARGEST + b"</p>")
    assert finding.code == "file-too-large"
    assert f"{read.LARGEST:,}" in finding.message


@pytest.mark.parametrize("text", ["", " \n", "\ufeff", "\ufeff\n"])
def test_an_empty_file_is_refused(text: str) -> None:
    assert told(text)[2] == "file-empty"


@pytest.mark.parametrize("depth", [marks.DEEPEST + 1, 300, 10_000])
def test_what_is_too_deep_is_refused_with_the_limit(depth: int) -> None:
    line, column, code, message = told("<p>" * depth + "</p>" * depth)
    assert (line, column, code) == (1, 3 * marks.DEEPEST + 1, "too-deep")
    assert str(marks.DEEPEST) in message


def test_what_is_just_deep_enough_is_read() -> None:
    sound("<p>" * marks.DEEPEST + "</p>" * marks.DEEPEST)


@pytest.mark.parametrize(
    "subset",
    [
        '[<!ENTITY x SYSTEM "file:///etc/passwd">]',
        '[<!ENTITY x "y">]',
        '[<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]',
        'SYSTEM "http://example.org/a.dtd"',
        "",
    ],
)
def test_a_doctype_is_refused_whatever_it_declares(subset: str) -> None:
    head = '<?xml version="1.0"?>\n<!-- x -->\n  '
    assert told(f"{head}<!DOCTYPE p {subset}><p>&x;</p>")[:3] == (3, 3, "doctype")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_refused(encoding: str) -> None:
    assert told("<p>été</p>".encode(encoding))[2] == "file-encoding"


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "UTF-7", "UTF-16", "windows-1252"])
def test_declarations_of_other_encodings_are_refused_where_they_stand(encoding: str) -> None:
    line, column, code, message = told(f'<?xml version="1.0" encoding="{encoding}"?><p/>')
    assert (line, column, code) == (1, 31, "file-encoding")
    assert encoding in message


def test_a_byte_that_is_not_utf_8_is_named_with_place_and_offset() -> None:
    assert told("<p>é\r\nab ".encode() + b"\xe9</p>") == (
        2,
        4,
        "byte-invalid",
        "byte 10 (0xE9) is not UTF-8",
    )


@pytest.mark.parametrize(
    ("written", "code", "named"),
    [
        ("\u00ad", "character-invisible", "U+00AD (soft hyphen)"),
        ("\u200b", "character-invisible", "U+200B"),
        ("\u200d", "character-invisible", "U+200D"),
        ("\u202e", "character-invisible", "U+202E (right-to-left override)"),
        ("\u2066", "character-invisible", "U+2066"),
        ("\u2028", "character-invisible", "U+2028"),
        ("\ufeff", "character-invisible", "U+FEFF"),
        ("&#xAD;", "character-invisible", "U+00AD"),
        ("&#8238;", "character-invisible", "U+202E"),
        ("\u0085", "character-control", "U+0085"),
        ("\u0001", "character-control", "U+0001"),
        ("\ufffe", "character-control", "U+FFFE"),
        ("&#1;", "character-control", "U+0001"),
        ("&#xD800;", "character-control", "&#xD800;"),
        ("&#x110000;", "character-control", "&#x110000;"),
        ("\ue000", "character-private", "U+E000"),
        ("&#xF8FF;", "character-private", "U+F8FF"),
        ("\U000f0000", "character-private", "U+F0000"),
        ("\ufffd", "character-lost", "U+FFFD"),
        ("e\u0301", "character-composed", "U+0065 U+0301; its composed form is U+00E9"),
        ("\u212b", "character-composed", "U+212B; its composed form is U+00C5"),
        ("\u1100\u1161", "character-composed", "U+AC00"),
    ],
)
def test_suspect_characters_are_named_at_their_place(written: str, code: str, named: str) -> None:
    line, column, found, message = told(f"<p>\n&amp;é {written} x</p>")
    assert (line, column, found) == (2, 8, code)
    assert named in message


def test_references_in_comments_and_cdata_are_no_characters() -> None:
    sound("<p><!-- &#xAD; --><![CDATA[&#1;]]><?x &#xAD;?></p>")


def test_a_composing_reference_is_found() -> None:
    assert told("<p>e&#x301;</p>")[1:3] == (5, "character-composed")


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("<a>\n<b>x<c>y</b>\n</a>", 2, 5, "<c> is not closed before </b> on line 2"),
        ("<a>\n <b>x\n", 2, 2, "<b> is not closed before the end of the file"),
        ("<a>\n<b>x</bb></a>", 2, 5, "</bb> closes nothing: <b> of line 2 is open"),
        ("<a></a>\n</a>", 2, 1, "</a> closes nothing"),
        ("<a/>\njunk", 2, 1, "“junk” stands behind the last end tag"),
        ("<a/><b/>", 1, 5, "<b> stands behind the last end tag"),
        ("junk <a/>", 1, 1, "“junk” stands before the first element"),
        ("just words", 1, 1, "“just” stands before the first element"),
        ("<!-- nothing -->", 1, 1, "the file has no element"),
        (
            '\n<?xml version="1.0"?><a/>',
            2,
            1,
            "the XML declaration does not stand at the beginning",
        ),
        ("<a>R & D</a>", 1, 6, "“&” begins no reference"),
        ('<a b="R&D"/>', 1, 8, "“&” begins no reference"),
        ("<a>1 < 2</a>", 1, 6, "“<” begins no tag"),
        ("<a>]]></a>", 1, 4, "“]]>” stands in text"),
        ("<a b=c/>", 1, 6, "the value of @b of <a> is not in quotation marks"),
        ("<a b/>", 1, 4, "@b of <a> has no value"),
        ('<a b="1"c="2"/>', 1, 9, "no space stands before “c” in <a>"),
        ('<a b="1><c d="2"/></a>', 1, 7, "the value of @b of <a> does not end"),
        ('<a b="1" b="2"/>', 1, 10, "<a> has @b twice"),
        ("<a", 1, 3, "the start tag of <a> is not closed"),
        ("<a>x</a", 1, 5, "this end tag is not closed"),
        ("<a><!-- x</a>", 1, 4, "this comment is not closed"),
        ("<a><!-- x -- y --></a>", 1, 11, "“--” stands in a comment"),
        ("<a><b:c/></a>", 1, 5, "the prefix of “b:c” is bound to no namespace"),
        ('<a b:c="1"/>', 1, 4, "the prefix of “b:c” is bound to no namespace"),
    ],
)
def test_what_is_ill_formed_is_explained(text: str, line: int, column: int, message: str) -> None:
    assert told(text) == (line, column, "not-well-formed", message)


def test_what_cannot_be_explained_is_told_in_the_words_of_the_parser() -> None:
    assert told("<a>\n<1/></a>") == (
        2,
        1,
        "not-well-formed",
        "the XML is broken: StartTag: invalid element name",
    )


@pytest.mark.parametrize("name", ["eacute", "nbsp", "unheardof"])
def test_entities_are_refused_with_the_character_that_is_meant(name: str) -> None:
    finding = only(f"<p>x &{name}; y</p>")
    assert (finding.where, finding.code) == (Place(FILE, 1, 6), "entity-undeclared")
    meant = {"eacute": "“é”, or &#xE9;", "nbsp": "&#xA0;"}.get(name, "Write the character itself.")
    assert meant in finding.hint


# --- places --------------------------------------------------------------------------------------

PLACED = """\
<?xml version="1.0"?>
<!-- <no/> --><TEI xmlns:x="y">
  <?no <no/>?><p xml:id="a"
     n='1 2'>Été &amp; <hi>hi
  ver</hi> <![CDATA[<no/>]]> ok</p>
</TEI>
"""


@pytest.mark.parametrize(
    ("spot", "line", "column"),
    [
        (Spot(FILE), 2, 15),
        (Spot(FILE, 1), 3, 15),
        (Spot(FILE, 1, "xml:id"), 3, 26),
        (Spot(FILE, 1, "n"), 4, 9),
        (Spot(FILE, 1, "n", "2"), 4, 11),
        (Spot(FILE, 1, "absent"), 3, 15),
        (Spot(FILE, 1, text="Été & hi"), 4, 14),
        (Spot(FILE, 1, text="hi ver <no/>"), 4, 28),
        (Spot(FILE, 1, text="<no/> ok"), 5, 21),
        (Spot(FILE, 1, text="absent"), 3, 15),
        (Spot(FILE, 2), 4, 24),
        (Spot(FILE, 2, text="ver"), 5, 3),
        (Spot(FILE, 99), 0, 0),
    ],
)
def test_spots_have_line_and_column(spot: Spot, line: int, column: int) -> None:
    for data in (PLACED.encode(), b"\xef\xbb\xbf" + PLACED.encode()):
        assert read.place(spot, data) == Place(FILE, line, column)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_in_xml(end: str) -> None:
    data = PLACED.replace("\n", end).encode()
    assert read.place(Spot(FILE, 2, text="ver"), data) == Place(FILE, 5, 3)


@pytest.mark.parametrize("file", LETTERS, ids=lambda path: path.stem)
def test_places_agree_with_the_parser_on_every_element(file: Path) -> None:
    found = sound(file.read_bytes())
    for number, element in enumerate(found.root.iter("*")):
        place = read.place(Spot("a.xml", number), found.data)
        line = found.data.splitlines()[place.line - 1].decode()
        name = etree.QName(element).localname
        assert line[place.column - 1 :].startswith(f"<{name}")
        if element is found.root or element.getnext() is None:
            continue  # libxml2 names the line where a start tag ends: enough to compare a few
        assert place.line <= (element.sourceline or 0)


# --- properties ----------------------------------------------------------------------------------

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


@given(TEXT)
def test_no_text_raises_and_what_is_read_is_kept(text: str) -> None:
    written = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    found, findings = source(f"<p>{written}</p>")
    assert found is not None or findings
    if found is not None:
        assert found.root.text == (text.replace("\r\n", "\n").replace("\r", "\n") or None)


@given(TEXT)
def test_clean_files_are_told_without_a_search_and_other_files_are_searched(text: str) -> None:
    data = text.encode()
    found = characters.findings(FILE, data)
    assert not (characters.clean(data) and found)
    assert found or unicodedata.is_normalized("NFC", text.removeprefix("\ufeff"))


@given(st.binary(max_size=60))
def test_no_bytes_raise(data: bytes) -> None:
    found, findings = source(data)
    assert (found is None) <= bool(findings)


@given(st.data())
def test_a_letter_that_loses_gains_or_swaps_bytes_never_raises(data: st.DataObject) -> None:
    letter = SMALL.read_bytes()
    at = data.draw(st.integers(0, len(letter)))
    other = data.draw(
        st.sampled_from([b"", b"<", b">", b"&", b'"', b"</p>", b"<p>", b"\xe9", b"/"])
    )
    gone = data.draw(st.integers(0, 3))
    found, findings = source(letter[:at] + other + letter[at + gone :])
    assert (found is None) <= bool(findings)
    for finding in findings:
        assert isinstance(finding.where, Place)
        assert finding.where.line
        assert finding.where.column
