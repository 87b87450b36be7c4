"""What the grammar refuses is explained: each fault once, where it is, with what may stand."""

from __future__ import annotations

import random
from collections.abc import Iterable
from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from edition import read, validate
from edition.finding import Findings, Spot
from edition.validate import explain
from edition.validate.patterns import (
    EMPTY,
    REFUSED,
    TEXT,
    Attribute,
    Element,
    after,
    choice,
    ends,
    group,
    interleave,
    many,
    next_elements,
    opened,
)
from tests.command import ROOT

FILE = "letters/a.xml"
TEI = "{http://www.tei-c.org/ns/1.0}"
GRAMMAR = validate.grammar("schema/letter.rng", (ROOT / "schema/letter.rng").read_bytes())
LETTER = (ROOT / "tests/rules/base/letters/1900-01-02.xml").read_text(encoding="utf-8")


def findings(text: str, grammar: validate.Grammar = GRAMMAR) -> Findings:
    source, unread = read.source(FILE, text.encode())
    assert source is not None, unread
    return validate.findings(source, grammar)


def told(*changes: tuple[str, str]) -> list[tuple[int, int, str, str, str]]:
    """What is found in the letter after changes: line, column, code, message, hint."""
    text = LETTER
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    found = []
    for each in findings(text):
        assert isinstance(each.where, Spot)
        place = read.place(each.where, text.encode())
        found.append((place.line, place.column, each.code, each.message, each.hint))
    return found


def said(*changes: tuple[str, str]) -> list[tuple[str, str, str]]:
    """The same, without place."""
    return [(code, message, hint) for _, _, code, message, hint in told(*changes)]


def column(line: int, words: str, text: str = LETTER) -> int:
    """The column at which words stand in a line of a text."""
    return text.splitlines()[line - 1].index(words) + 1


def line_of(words: str, text: str = LETTER) -> int:
    """The line in which words first stand."""
    return text[: text.index(words)].count("\n") + 1


def test_a_valid_letter_has_no_findings() -> None:
    assert findings(LETTER) == ()


# --- names -------------------------------------------------------------------------

WORDS = "la maison est vide."


@pytest.mark.parametrize(
    ("element", "hint"),
    [
        ("<persname>x</persname>", "Did you mean <persName>?"),
        ("<plceName>x</plceName>", "Did you mean <placeName>?"),
        ("<b>x</b>", "Write <hi> instead."),
        ("<quote>x</quote>", "Write <q> instead."),
    ],
)
def test_an_unknown_element_is_named_with_the_one_that_was_meant(element: str, hint: str) -> None:
    name = element.partition(">")[0] + ">"
    assert said((WORDS, element)) == [
        ("element-unknown", f"{name} is not an element of this grammar", hint)
    ]


def test_an_element_that_is_like_no_other_is_named_with_what_may_stand_there() -> None:
    line = line_of("<editorialDecl")
    assert told(
        ('<editorialDecl xml:id="practice">', '<editorialDecl xml:id="practice"><zz/>')
    ) == [
        (
            line,
            column(line, "<p>"),
            "element-unknown",
            "<zz> is not an element of this grammar",
            "Here may stand <p>, <correction>, <hyphenation>, <interpretation>, <normalization>, "
            "<punctuation>, <quotation>, <segmentation>, <stdVals>.",
        )
    ]


def test_what_is_inside_a_misspelt_element_is_checked_as_if_it_were_spelt_well() -> None:
    codes = [
        code
        for code, _, _ in said(
            ("<langUsage>", "<langUsag><!-- -->"), ("</langUsage>", "</langUsag>")
        )
    ]
    assert codes == ["element-unknown"]
    assert [code for code, _, _ in said((WORDS, "<persname><zz/></persname>"))] == [
        "element-unknown",
        "element-unknown",
    ]


def test_what_is_unknown_in_what_is_unknown_goes_with_it() -> None:
    assert len(said((WORDS, "<zz><yy><xx/></yy></zz>"))) == 1


def test_known_elements_in_an_unknown_one_are_checked_each_for_itself() -> None:
    assert [code for code, _, _ in said((WORDS, '<zz><yy/><date when="then"/></zz>'))] == [
        "element-unknown",
        "attribute-value",
    ]


def test_another_namespace_is_one_finding() -> None:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>'
    assert said((WORDS, include)) == [
        (
            "element-foreign",
            "<xi:include> is of the namespace “http://www.w3.org/2001/XInclude”",
            'Only xmlns="http://www.tei-c.org/ns/1.0" is known here: take the element out.',
        )
    ]
    assert said((' xmlns="http://www.tei-c.org/ns/1.0"', "")) == [
        (
            "element-foreign",
            "<TEI> is in no namespace",
            'Only xmlns="http://www.tei-c.org/ns/1.0" is known here: '
            "add it to the outermost element.",
        )
    ]


def test_a_fragment_is_told_to_be_one_and_checked_all_the_same() -> None:
    text = '<div xmlns="http://www.tei-c.org/ns/1.0"><p xml:id="en-p1"><s/></p></div>'
    assert [(each.code, each.message) for each in findings(text)] == [
        ("root-element", "the outermost element is <div>"),
        ("attribute-missing", "<s> lacks @xml:id"),
    ]


# --- order -------------------------------------------------------------------------


def test_an_element_that_has_no_place_here_is_told_where_it_has_one() -> None:
    assert said((WORDS, f"<addrLine>{WORDS}</addrLine>"))[0][1:] == (
        "<addrLine> cannot stand in <s>",
        "Here may stand <persName>, <placeName>, <orgName>, <name>, <rs>, <term>, <date>, <num>, "
        "<q>, <foreign>, <title>, <hi> and 16 more. It stands in <address>.",
    )


@pytest.mark.parametrize(
    ("changes", "message", "hint"),
    [
        (
            [("<langUsage>", '<handNotes><handNote xml:id="x"/></handNotes><langUsage>')],
            "<handNotes> cannot stand before <langUsage>",
            "Move it behind <correspDesc>.",
        ),
        (
            [
                ("<publisher>the tests</publisher>", ""),
                ("</publicationStmt>", "<publisher>the tests</publisher></publicationStmt>"),
            ],
            "<availability> cannot stand before <publisher>",
            "Move it behind <publisher>.",
        ),
        (
            [
                (
                    "<encodingDesc>",
                    "<revisionDesc><change when='1900'/></revisionDesc><encodingDesc>",
                )
            ],
            "<encodingDesc> cannot stand behind <revisionDesc>",
            "Move it before <revisionDesc>.",
        ),
        (
            [("<sourceDesc>", "<sourceDesc><p/></sourceDesc><sourceDesc>")],
            "<fileDesc> cannot have another <sourceDesc> here",
            "Nothing more may stand here.",
        ),
        (
            [('<p xml:id="fr-p2">', '<head>x</head><p xml:id="fr-p2">')],
            "<head> cannot stand behind <pb>",
            "Move it before <pb>.",
        ),
    ],
)
def test_what_stands_in_the_wrong_order_is_told_where_to_go(
    changes: list[tuple[str, str]], message: str, hint: str
) -> None:
    found = said(*changes)
    assert ("element-misplaced", message, hint) in found
    assert {code for code, _, _ in found} == {"element-misplaced"}


def test_one_late_element_is_one_fault() -> None:
    text = LETTER.replace("<publisher>the tests</publisher>", "", 1).replace(
        "</publicationStmt>",
        '<availability xml:id="other"><p/></availability>'
        "<publisher>the tests</publisher></publicationStmt>",
        1,
    )
    assert [each.message for each in findings(text)] == [
        "<publisher> cannot stand behind <availability>"
    ]


# --- what is missing -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gone", "message"),
    [
        (
            "<publisher>the tests</publisher>",
            "<publicationStmt> lacks <publisher> before <availability>",
        ),
        (
            '<sourceDesc><bibl xml:id="source">Invented.</bibl></sourceDesc>',
            "<fileDesc> lacks <sourceDesc>",
        ),
        (
            '<bibl xml:id="source">Invented.</bibl>',
            "<sourceDesc> lacks <p>, <bibl>, <msDesc> or <listWit>",
        ),
        ("<resp>encoding</resp>", "<respStmt> lacks <resp>"),
        ('<corr resp="#editors" cert="high">clef</corr>', "<choice> lacks <corr>"),
    ],
)
def test_an_element_that_is_missing_is_named(gone: str, message: str) -> None:
    assert [each[:2] for each in said((gone, ""))] == [("element-missing", message)]


def test_several_missing_elements_are_one_fault() -> None:
    begin, end = LETTER.index("<fileDesc>"), LETTER.index("</fileDesc>")
    found = findings(LETTER[:begin] + "<fileDesc>" + LETTER[end:])
    assert [each.message for each in found] == [
        "<fileDesc> lacks <titleStmt>, <publicationStmt> and <sourceDesc>"
    ]
    assert found[0].hint.startswith("Add <titleStmt> (title, writer, and who answers")


def test_a_stranger_is_taken_for_what_is_missing() -> None:
    assert [
        each[1] for each in said(("<publisher>the tests</publisher>", "<zz>the tests</zz>"))
    ] == ["<zz> is not an element of this grammar"]


# --- attributes -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "code", "message", "hint"),
    [
        (
            'cert="high"',
            'cret="high"',
            "attribute-unknown",
            "@cret cannot stand on <corr>",
            "Did you mean @cert?",
        ),
        (
            '<pb xml:id="fr-page-1" n="1"/>',
            '<pb xml:id="fr-page-1" n="1" facs="x"/>',
            "attribute-unknown",
            "@facs cannot stand on <pb>",
            "It may also have @edRef, @resp.",
        ),
        (
            'ref="register/persons.xml#anne"',
            'key="register/persons.xml#anne"',
            "attribute-unknown",
            "@key cannot stand on <persName>",
            "Did you mean @ref?",
        ),
        (
            "<teiHeader>",
            '<teiHeader type="text">',
            "attribute-unknown",
            "@type cannot stand on <teiHeader>",
            "It can have no more attributes.",
        ),
        (
            'cert="high"',
            'cert="hihg"',
            "attribute-value",
            "@cert of <corr> is “hihg”",
            "Did you mean “high”? It is “high”, “medium” or “low”.",
        ),
        (
            '<date when="1900-01-02">',
            '<date when="2 January 1900">',
            "attribute-value",
            "@when of <date> is “2 January 1900”",
            "It is a date: 1962, 1962-01, 1962-01-11 or 1962-01-11T19:15:00.",
        ),
        (
            ' type="original"',
            "",
            "attribute-missing",
            "<text> lacks @type",
            'Add type="…": “original” or “translation”.',
        ),
        (
            '<p xml:id="fr-p2">',
            "<p>",
            "attribute-missing",
            "<p> lacks @xml:id",
            'Add xml:id="…": a name: a letter, then letters, digits, “.”, “-” or “_”.',
        ),
    ],
)
def test_attributes_are_explained(old: str, new: str, code: str, message: str, hint: str) -> None:
    assert said((old, new)) == [(code, message, hint)]


def test_attributes_that_exclude_each_other_are_told_so() -> None:
    assert said((WORDS, '<gap extent="a line" unit="line" quantity="1"/>')) == [
        (
            "attribute-unknown",
            f"@{name} cannot stand on <gap>",
            "It may also have @xml:id, @xml:lang, @ana, @resp, @cert, @source, @reason, @agent.",
        )
        for name in ("unit", "quantity")
    ]


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java&#9;script:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org/a",
        "/etc/passwd",
        "../../a.xml",
        "a/../b.xml",
        "%2e%2e/a.xml",
        "a b",
        "",
    ],
)
def test_only_web_mail_and_files_of_the_edition_are_addresses(target: str) -> None:
    assert [each[0] for each in said((WORDS, f'<ref target="{target}">x</ref>'))] == [
        "attribute-value"
    ]


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/a?b=c#d",
        "mailto:a@example.org",
        "1900-02-03.xml#en-p1",
        "#fr-p1",
        "../a.xml",
    ],
)
def test_addresses_are_allowed(target: str) -> None:
    assert said((WORDS, f'<ref target="{target}">x</ref>')) == []


def test_the_place_of_an_attribute_is_that_of_its_value() -> None:
    line = line_of('cert="high"')
    at = column(line, 'cert="high"') + len('cert="')
    assert told(('cert="high"', 'cert="hihg"'))[0][:2] == (line, at)


# --- text -------------------------------------------------------------------------


def test_words_between_elements_are_quoted_at_their_place() -> None:
    line = line_of('<p xml:id="fr-p2">')
    assert told(('<p xml:id="fr-p2">', 'Some <!-- -->\n  words <p xml:id="fr-p2">')) == [
        (
            line,
            1,
            "text-misplaced",
            "“Some words” stands in <div>, outside its elements",
            "Take it into <p>, <fw>, <dateline>, <salute>, <signed>.",
        )
    ]


def test_words_where_nothing_can_stand_are_told_so() -> None:
    assert said(('<pb xml:id="fr-page-2" n="2"/>', '<pb xml:id="fr-page-2" n="2">x</pb>')) == [
        (
            "text-misplaced",
            "“x” stands in <pb>, where nothing can stand",
            "Take it out, or into another element.",
        )
    ]


def test_words_before_paragraphs_are_the_fault_and_not_the_paragraphs() -> None:
    codes = [each[0] for each in said(("In Rouen.", "x <p>In Rouen.</p><p>Today.</p>"))]
    assert codes == ["text-misplaced"]


# --- many of a kind -------------------------------------------------------------------------


def test_many_faults_of_one_kind_are_counted() -> None:
    found = told((WORDS, "\n".join(['<hi rend="x" zz="1"/>'] * 41)))
    line = line_of(WORDS)
    assert [each[3] for each in found] == [
        f"@zz cannot stand on <hi>; 40 more like it on lines {line + 1}, {line + 2}, {line + 3}, …"
    ]
    assert found[0][0] == line


def test_a_few_of_one_kind_are_named_each() -> None:
    assert len(told((WORDS, '<hi rend="x" zz="1"/>' * 3))) == 3


def test_faults_of_all_kinds_are_found_in_one_run() -> None:
    changes: Iterable[tuple[str, str]] = (
        ("<publisher>the tests</publisher>", ""),
        ('ident="fr"', 'ident="french language"'),
        ("<langUsage>", "<langUsage><zz/>"),
        (' type="original"', ""),
        ('cert="high"', 'cret="high"'),
        ('<p xml:id="en-p2">', 'words <p xml:id="en-p2">'),
        ("<standOff>", "<standOff><p/>"),
    )
    assert [each[2] for each in told(*changes)] == [
        "element-missing",
        "element-unknown",
        "attribute-value",
        "attribute-missing",
        "attribute-unknown",
        "text-misplaced",
        "element-misplaced",
    ]


# --- other grammars -------------------------------------------------------------------------

OTHER = """\
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="x"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start combine="choice"><ref name="a"/></start>
  <start combine="choice"><element name="z"><empty/></element></start>
  <define name="a"><element name="a">
    <interleave><ref name="b"/><optional><ref name="c"/></optional></interleave>
    <zeroOrMore><attribute><nsName ns="y"/></attribute></zeroOrMore>
  </element></define>
  <define name="b"><element><name>b</name><mixed><zeroOrMore><ref name="c"/></zeroOrMore></mixed>
  </element></define>
  <define name="c"><element name="c">{c}</element></define>
</grammar>
"""


def other(content: str) -> validate.Grammar:
    return validate.grammar("other.rng", OTHER.format(c=content).encode())


@pytest.mark.parametrize(
    ("document", "messages"),
    [
        ('<a xmlns="x"><c/><b>x<c/>y</b></a>', []),
        ('<a xmlns="x" xmlns:y="y" y:z="1"><b/></a>', []),
        ('<a xmlns="x"><c/></a>', ["<a> lacks <b>"]),
        ('<a xmlns="x"><b/><c/><c/></a>', ["<a> cannot have another <c> here"]),
        ('<b xmlns="x"/>', ["the outermost element is <b>"]),
    ],
)
def test_interleaving_combining_and_classes_of_names_are_explained(
    document: str, messages: list[str]
) -> None:
    assert [each.message for each in findings(document, other("<empty/>"))] == messages


def test_the_form_of_content_is_left_to_libxml2() -> None:
    found = findings('<a xmlns="x"><b><c>x</c></b></a>', other('<data type="integer"/>'))
    assert [each.code for each in found] == ["grammar-refuses"]


@pytest.mark.parametrize("text", ["<a", "<a/>", OTHER.replace('"b"', '"q"', 1)])
def test_what_is_no_grammar_is_an_error_that_names_the_file(text: str) -> None:
    with pytest.raises(ValueError, match=r"other\.rng"):
        validate.grammar("other.rng", text.encode())


# --- patterns -------------------------------------------------------------------------

A, B = Element("a", 1), Element("b", 2)
N = Attribute("n", 3)


def test_patterns_are_derived_as_in_algebra() -> None:
    assert after(group(A, B), A) == B
    assert after(group(A, B), B) == REFUSED
    assert after(interleave(A, B), B) == A
    assert after(group(A, N), N) == A
    assert after(many(A), A) == choice((EMPTY, many(A)))
    assert after(choice((A, B)), B) == EMPTY
    assert choice((A, choice((B, REFUSED, A)))) == choice((A, B))
    assert next_elements(group(choice((EMPTY, A)), B)) == (A, B)
    assert opened(group(N, A)) == REFUSED
    assert opened(group(N, A), lenient=True) == A
    assert ends(choice((many(A), TEXT)))


# --- properties -------------------------------------------------------------------------


def changed(chance: random.Random) -> etree._Element:
    """The letter with one change made by chance."""
    root = read.document(LETTER.encode())
    every = list(root.iter("*"))
    element = chance.choice(every)
    match chance.randrange(8):
        case 0 if element is not root:
            element.getparent().remove(element)  # type: ignore[union-attr]
        case 1:
            element.tag = TEI + "zz"
        case 2:
            element.tag = chance.choice(every).tag
        case 3 if element.attrib:
            del element.attrib[chance.choice(list(element.attrib))]
        case 4 if element.attrib:
            values = ("", "x y", "#a", "1900", "high", "http://x", "é")
            element.set(chance.choice(list(element.attrib)), chance.choice(values))
        case 5:
            element.set(chance.choice(("type", "ref", "zz", "n", "when", "target")), "x")
        case 6:
            element.text = (element.text or "") + "words"
        case _:
            other = deepcopy(chance.choice(every[5:]))
            other.tail = None
            element.insert(chance.randrange(len(element) + 1), other)
    return root


@settings(max_examples=150)
@given(st.randoms(use_true_random=False))
def test_a_letter_changed_by_chance_is_valid_or_explained(chance: random.Random) -> None:
    """libxml2 and the explanation agree on what is valid; each finding has a place and a hint."""
    text = etree.tostring(changed(chance), encoding="unicode")
    source, _ = read.source(FILE, text.encode())
    assert source is not None
    explained = list(explain.faults(source.root, GRAMMAR.schema))
    assert GRAMMAR.compiled.validate(source.root) == (explained == [])
    for finding in validate.findings(source, GRAMMAR):
        assert isinstance(finding.where, Spot)
        assert finding.hint
        assert read.place(finding.where, source.data).column
