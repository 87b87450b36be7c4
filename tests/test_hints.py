"""What a hint proposes is the remedy: done as it says, nothing is found any more."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from edition import language, prepare, validate
from edition.finding import Finding
from tests.command import ROOT
from tests.small import ENTRY, REGISTER, edition, letter, page, persons, run, write
from tests.test_rules import BASE

SMALL = (BASE / "letters/1900-01-02.xml").read_text()
GRAMMAR = validate.grammar("letter.rng", (ROOT / "schema/letter.rng").read_bytes())


def found(text: str) -> list[Finding]:
    """What is found in a letter."""
    return list(prepare.letter("letters/1900-01-02.xml", text.encode(), GRAMMAR)[2])


def spoilt(old: str, new: str) -> str:
    assert old in SMALL
    return SMALL.replace(old, new, 1)


def hint(text: str) -> str:
    """The hint of the only finding."""
    (only,) = found(text)
    return only.hint


@pytest.mark.parametrize(
    "anchor",
    [
        *("fr", "en", "fr-page-2", "fr-dateline", "fr-p2", "fr-p2-s2", "en-p1-s1", "en-note-2"),
        *("p2", "p2-s1", "dateline", "ed-2", "shift-1", "reading-1", "reading-2"),
    ],
)
def test_what_has_no_id_is_told_the_one_to_write(anchor: str) -> None:
    assert hint(spoilt(f' xml:id="{anchor}"', "")) == f'Write xml:id="{anchor}".'


@pytest.mark.parametrize(
    ("before", "added", "ids"),
    [
        ('<s xml:id="fr-p1-s2">', "<s>Oui.</s><s>Non.</s>", ["fr-p1-s1a", "fr-p1-s1b"]),
        ('<p xml:id="fr-p2">', "<p>Oui.</p>", ["fr-p1a"]),
        ("</div></body></text>\n<text", "<p>Oui.</p>", ["fr-p3"]),
        ("</div></body></text>\n<text", "<closer><salute>À toi.</salute></closer>", ["fr-closer"]),
    ],
)
def test_what_comes_between_gets_a_letter_and_moves_no_number(
    before: str, added: str, ids: list[str]
) -> None:
    hints = [each.hint for each in found(spoilt(before, added + before))]
    assert hints == [f'Write xml:id="{anchor}".' for anchor in ids]


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("fr-p2-s2", "fr-p1-s3", 'Write xml:id="fr-p2-s3", here'),
        ("fr-p2-s2", "fr-p1-s1a", 'Write xml:id="fr-p2-s1a", here'),
        ("fr-p2", "fr-p4", 'Write xml:id="fr-p2" of the block, or xml:id="fr-p4-s1" here'),
    ],
)
def test_a_sentence_named_as_of_another_block_is_told_its_name(
    one: str, other: str, said: str
) -> None:
    assert hint(spoilt(f'xml:id="{one}"', f'xml:id="{other}"')).startswith(said)


@pytest.mark.parametrize("number", ["3", "2a", "10", "1a"])
def test_numbers_ascend_with_gaps_and_letters(number: str) -> None:
    renamed = SMALL
    for name in ("fr-p2-s2", "en-p2-s2", '"p2-s2'):
        renamed = renamed.replace(name, name[:-1] + number)
    assert found(renamed) == []


@pytest.mark.parametrize(
    "written",
    [
        *("#match(fr-p1-s1,'la maison')", "#match(fr-p1-s1,’la maison’)"),
        *("#match(fr-p1-s1,&quot;la maison&quot;)", "#match(fr-p1-s1, 'la%20maison')"),
        "#match(fr-p1-s1,'la maison est vide.')",
    ],
)
def test_a_pointer_that_cannot_be_followed_is_told_as_it_should_be(written: str) -> None:
    spoiled = spoilt("#match(fr-p1-s1,'la%20maison')", written)
    proposed = re.match(r"Write (#match\(.*?\)): ", hint(spoiled))
    assert proposed is not None
    assert found(spoiled.replace(written, proposed[1])) == []


@pytest.mark.parametrize(
    ("decls", "said"),
    [
        ("#fr-rights #source #practice", 'Add <availability xml:id="fr-rights"> to '
         "publicationStmt."),
        ("#source #practice", 'Add <availability xml:id="fr-rights"> to publicationStmt. '
         'Write decls="#source #practice #fr-rights".'),
        ("#rights #practice", 'Write decls="#en-rights #practice #fr-source".'),
    ],
)  # fmt: skip
def test_a_version_is_offered_its_own_statements_and_no_others(decls: str, said: str) -> None:
    text = spoilt('type="original" decls="#rights #source #practice"',
                  f'type="original" decls="{decls}"')  # fmt: skip
    others = '<bibl xml:id="fr-source">Invented.</bibl></sourceDesc>'
    text = text.replace("</sourceDesc>", others).replace("rights", "en-rights")
    text, decls = (
        each.replace("fr-en-rights", "fr-rights")
        for each in (text, decls.replace("rights", "en-rights"))
    )
    assert hint(text) == said
    stated = '<availability xml:id="fr-rights"><p>Free.</p></availability></publicationStmt>'
    text = text.replace("</publicationStmt>", stated)
    if told := re.search(r"Write (decls=.*)\.", said):
        text = text.replace(f'original" decls="{decls}"', f'original" {told[1]}')
    assert found(text) == []


# --- what is meant -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "said", "mended"),
    [
        ('<p xml:id="fr-p2">', '<p xml:id="fr-p2" hand="#inc">',
         "Did you mean “#ink”?", 'hand="#ink"'),
        ('<p xml:id="fr-p2">', '<p xml:id="fr-p2" hand="#agent-han">',
         'Add <handNote xml:id="agent-han"> to the header, or mend the id.', 'hand="#ink"'),
        ('ref="register/persons.xml#jean">Jean</persName>, la', 'ref="#jean">Jean</persName>, la',
         "Write register/persons.xml#jean: the folder, the register, the id of the entry.",
         'ref="register/persons.xml#jean"'),
        ('ref="register/terms.xml#key"', 'ref="key"',
         "Write register/terms.xml#key: the folder, the register, the id of the entry.",
         'ref="register/terms.xml#key"'),
        ('<num value="3">three</num>', "three",
         'Mark the number that answers it: <num value="3">; or record the difference as a shift, '
         'and let these words name it: corresp="#shift-…".', '<num value="3">three</num>'),
        ('<link xml:id="p2-s2" target="#fr-p2-s2 #en-p2-s2"/>',
         '<link xml:id="p2-s2" target="#fr-p2-s2 #en-p2-s22"/>', "Did you mean “#en-p2-s2”?",
         '<link xml:id="p2-s2" target="#fr-p2-s2 #en-p2-s2"/>'),
    ],
)  # fmt: skip
def test_what_is_near_and_of_the_kind_is_meant(old: str, new: str, said: str, mended: str) -> None:
    text = spoilt(old, new)
    assert hint(text) == said
    wrong = re.search(r'(hand|ref)="[^"]*"', new)
    part = wrong[0] if wrong else new
    assert found(text.replace(part, mended, 1)) == []


def test_where_nothing_answers_the_anchor_to_write_is_told() -> None:
    text = spoilt('\n<s xml:id="en-p2-s2">I want to see it again.</s>', "")
    text = re.sub(r'<note xml:id="ed-2".*</note>\n', "", text)
    anchor = re.search(r"<anchor [^>]*/>", hint(text))
    assert anchor is not None
    text = text.replace("keep it.</s>\n", f"keep it.</s>\n{anchor[0]}\n")
    assert hint(text) == "Did you mean “#en-absent-1”?"
    assert found(text.replace('"#fr-p2-s2 #en-p2-s2"', '"#fr-p2-s2 #en-absent-1"')) == []


def test_several_that_answer_together_are_told_the_group_to_write() -> None:
    two = '<s xml:id="en-p2-s2">I want to.</s>\n<s xml:id="en-p2-s3">See it again.</s>'
    text = spoilt('<s xml:id="en-p2-s2">I want to see it again.</s>', two)
    text = re.sub(r'<note xml:id="ed-2".*</note>\n', "", text)
    assert "what answers together with its neighbour is grouped with it by <ptr>" in hint(text)
    link = '<link xml:id="p2-s2" target="#fr-p2-s2 #en-p2-s2'
    text = text.replace(link, f"{link} #en-p2-s3")
    told = re.match(r"Add (<ptr .*?/>) before the link, and write “(.*?)”", hint(text))
    assert told is not None
    assert (
        found(text.replace(f"{link} #en-p2-s3", told[1] + link.replace("#en-p2-s2", told[2]))) == []
    )


def test_a_letter_of_translations_says_what_became_of_the_original_once() -> None:
    text = spoilt('type="original" decls', 'type="translation" decls')
    assert "“fr” and “en” are translations" in found(text)[0].message
    missing = re.search(r"(<relatedItem .*?)>", hint(text))
    assert missing is not None
    stated = f"<notesStmt>{missing[1]}><bibl>Lost.</bibl></relatedItem></notesStmt>"
    text = text.replace("</publicationStmt>", f"</publicationStmt>{stated}")
    assert {each.code for each in found(text)} == {"link-sides"}


def test_a_register_that_is_not_there_is_told_once(tmp_path: Path) -> None:
    names = [[('<placeName ref="register/places.xml#x">X</placeName>',) * 2]] * 3
    out = checked(tmp_path, letter(paragraphs=names))
    assert out.count(" error: ") == 1
    assert "hint: Write letters/register/places.xml, or mend @ref wherever it names it." in out
    out = checked(tmp_path, letter(paragraphs=names).replace("places", "persos"))
    write(tmp_path, {"letters/register/persons.xml": persons(x="X")})
    assert "hint: Did you mean “register/persons.xml#x”?" in run(tmp_path, "check").out


@pytest.mark.parametrize("marks", ["„…“", "»…«", "„…”"])
def test_a_german_explanation_quotes_the_letter_between_its_own_marks(
    marks: str, tmp_path: Path
) -> None:
    text = SMALL.replace('<note type="explanation" xml:lang="fr">L\'anglais ne le dit pas.</note>',
                         '<note type="explanation" xml:lang="de">{}</note>')  # fmt: skip
    text = text.replace("</langUsage>", '<language ident="de">German</language></langUsage>')
    assert found(text.replace("{}", marks.replace("…", "cette nuit"))) == []
    (only,) = found(text.replace("{}", marks.replace("…", "ce soir")))
    assert "quotes “ce soir”, which is not in the letter" in only.message


def test_a_page_of_another_code_is_told_its_name_and_is_not_lacking(tmp_path: Path) -> None:
    pages = {f"letters/pages/about.{lang}.md": page("About", "Text.") for lang in ("en", "fre")}
    out = run(edition(tmp_path, pages), "check").out
    assert out.count(" error: ") == 1
    assert "hint: Did you mean “fr”? Rename the file: about.fr.md." in out


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_link_of_prose_that_leads_nowhere_is_told_at_its_line_of_prose(
    command: str, tmp_path: Path
) -> None:
    body = "Text.\n\nSee [this](letters/c.html), [that](letters/a.html#p9) and [there](#no)."
    pages = {f"letters/pages/about.{lang}.md": page("About", body) for lang in ("en", "fr")}
    out = run(edition(tmp_path, pages), command).out
    places = re.findall(r"^(\S+): error: (.*) \[([a-z-]+)\]$", out, re.MULTILINE)
    assert places == [
        (f"letters/pages/about.{lang}.md:7:{column}", message, code)
        for lang in ("en", "fr")
        for column, message, code in (
            (12, "the site has no “letters/c.html”", "link-resolves"),
            (36, "“letters/a.html” has no “#p9”", "fragment-resolves"),
            (67, "this page has no “#no”", "fragment-resolves"),
        )
    ]
    assert out.count("hint: Did you mean “letters/b.html”?") == 2


@pytest.mark.parametrize(
    "address",
    [
        *("letters/a.html#p1-s1", "letters/a.html#_shifts", "persons.html#x", "letters/a.xml"),
        *("shifts.html#count-all", "about.html#rights", "#rights", "index.html", "data.html"),
    ],
)
def test_a_link_of_prose_that_arrives_is_followed(address: str, tmp_path: Path) -> None:
    body = f"## Rights {{#rights}}\n\nSee [this]({address})."
    pages = {f"letters/pages/about.{lang}.md": page("About", body) for lang in ("en", "fr")}
    pages["letters/register/persons.xml"] = persons(x="X")
    out = run(edition(tmp_path, pages), "check").out
    assert " error: " not in out


def test_an_id_of_another_pattern_is_told_its_address() -> None:
    text = spoilt('<pb xml:id="fr-page-2"', '<pb xml:id="FR2"')
    assert hint(text).startswith('Write xml:id="fr-page-2". ')


def test_ids_that_are_all_of_another_pattern_are_told_one_by_one() -> None:
    text = spoilt('<p xml:id="fr-p2">', '<p xml:id="zwei">')
    text = text.replace('<s xml:id="fr-p2-s1">', '<s xml:id="eins">')
    text = text.replace('<s xml:id="fr-p2-s2">', '<s xml:id="noch">')
    hints = [each.hint.partition(".")[0] for each in found(text)]
    assert hints == [f'Write xml:id="fr-p2{end}"' for end in ("", "-s1", "-s2")]


def test_attributes_that_are_lacking_are_told_together() -> None:
    text = spoilt("I want to see it again.", "I want to see it again.<note>So.</note>")
    (only,) = found(text)
    assert only.message == "<note> lacks @xml:id, @n and @type"
    assert only.hint.startswith('Add xml:id="en-note-3"; n="…": ')
    assert found(text.replace("<note>So", '<note xml:id="en-note-3" n="3" type="printed">So')) == []


def test_two_letters_that_call_each_other_next_are_told_which_is_not(tmp_path: Path) -> None:
    context = '<correspContext><ref type="{}" target="{}.xml">A letter</ref></correspContext>'
    texts = {
        f"letters/{name}.xml": letter(day).replace(
            "</correspDesc>", context.format("next", other) + "</correspDesc>"
        )
        for name, other, day in (("a", "b", "1961-01-01"), ("b", "a", "1961-01-02"))
    }
    out = run(edition(tmp_path, texts), "check").out
    assert out.count(" error: ") == 1
    assert "letters/b.xml" in out
    assert 'hint: Write type="prev".' in out
    mended = texts["letters/b.xml"].replace('type="next"', 'type="prev"')
    assert "no findings" in run(edition(tmp_path, {"letters/b.xml": mended} | {
        "letters/a.xml": texts["letters/a.xml"]}), "check").out  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[en, fr]", "en, fr", "Write `languages: [en, fr]`."),
        ("the tests\npublisher", "\tthe tests\npublisher", "Write spaces instead of the tab."),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0",
         "Write it whole, such as https://creativecommons.org/licenses/by/4.0/."),
        ("title: {en: Small letters, fr: Petites lettres}", "title: Small letters",
         "Write `title: {en: …, fr: …}`."),
    ],
)  # fmt: skip
def test_a_fault_of_the_settings_is_one_finding(
    old: str, new: str, said: str, tmp_path: Path
) -> None:
    root = edition(tmp_path)
    settings = root / "letters/edition.yaml"
    text = settings.read_text()
    assert old in text
    settings.write_text(text.replace(old, new))
    out = run(root, "check").out
    assert out.count(" error: ") == 1
    assert f"hint: {said}" in out


def test_a_language_without_words_of_the_interface_is_told_once(tmp_path: Path) -> None:
    root = edition(tmp_path)
    settings = root / "letters/edition.yaml"
    settings.write_text(settings.read_text().replace("fr", "de"))
    out = run(root, "build").out
    assert out.count("[message-missing]") == 1
    assert "no word of the interface is translated into “de”: its pages speak English" in out


# --- languages ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        *(("ger", "de"), ("deu", "de"), ("fre", "fr"), ("lat", "la"), ("cze", "cs")),
        *(("German", "de"), ("Deutsch", "de"), ("français", "fr"), ("cz", "cs"), ("gr", "el")),
        *(("de_AT", "de-AT"), ("ger-AT", "de-AT"), ("EN", "en")),
        *((right, "") for right in ("de", "en-GB", "la", "grc", "fro", "cmn", "zz", "x-mine")),
    ],
)
def test_of_a_language_the_code_is_proposed_by_what_is_likely_meant(code: str, meant: str) -> None:
    assert language.meant(code) == meant


def test_a_language_of_another_code_is_found_once_where_it_is_declared() -> None:
    text = spoilt('<language ident="fr">', '<language ident="fre">')
    assert hint(text) == "Write “fr”, here and in every xml:lang."
    assert hint(text.replace('lang="fr"', 'lang="fre"')) == hint(text)
    assert hint(spoilt('xml:id="fr" xml:lang="fr"', 'xml:id="fr" xml:lang="fre"')) == (
        "Did you mean “fr”?"
    )


@pytest.mark.parametrize(("lang", "said"), [("de", []), ("pt-BR", []), ("german", ["german"])])
def test_what_only_the_header_is_written_in_need_not_be_declared(
    lang: str, said: list[str]
) -> None:
    title = '<title xml:lang="en">'
    given = found(spoilt(title, f'<title xml:lang="{lang}">Anne an Jean</title>{title}'))
    assert [each.message.split("“")[1].split("”")[0] for each in given] == said


def test_the_interface_has_no_language_of_another_code(tmp_path: Path) -> None:
    root = edition(tmp_path / "edition", {"letters/a.xml": letter(), "letters/b.xml": None})
    settings = root / "letters/edition.yaml"
    settings.write_text(settings.read_text().replace("[en, fr]", "[en, fre]"))
    said = run(root, "check").out
    assert said.count(" error: ") == 1
    assert "hint: Did you mean “fr”?" in said


# --- what a letter says of itself --------------------------------------------------------------


def checked(tmp_path: Path, text: str) -> str:
    """What the check says of an edition of one letter."""
    return run(edition(tmp_path, {"letters/a.xml": text, "letters/b.xml": None}), "check").out


NOTES = """<listAnnotation type="notes">
<note xml:id="ed-1" n="1" type="editorial" resp="#editors" target="#fr-p1-s1">
<p xml:lang="en">One.</p>{first}</note>
<note xml:id="ed-2" n="2" type="editorial" resp="#editors" target="#en-p1-s1">
<p xml:lang="en">Two.</p>{second}</note>
</listAnnotation>"""


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("", "", "no note is in “fr”, a language of the interface"),
        ('<p xml:lang="fr">Un.</p>', "", "1 of 2 notes lacks “fr”, a language of the interface"),
    ],
)
def test_a_language_that_is_lacking_is_told_once(
    tmp_path: Path, first: str, second: str, said: str
) -> None:
    out = checked(tmp_path, letter(stand_off=NOTES.format(first=first, second=second)))
    assert out.count("[language-lacking]") == 1
    assert f": warning: {said} [" in out
    assert 'hint: Add <p xml:lang="fr"> beside the other; or take “fr” out of' in out
    settings = tmp_path / "letters/edition.yaml"
    settings.write_text("""\
title: {en: Small letters}
description: {en: Made for tests.}
editors: the tests
publisher: the tests
licence: https://creativecommons.org/publicdomain/zero/1.0/
languages: [en]
""")
    assert "no findings" in run(tmp_path, "check").out


def test_a_language_that_is_added_is_lacking_no_more(tmp_path: Path) -> None:
    added = '<p xml:lang="fr">Un.</p>'
    out = checked(tmp_path, letter(stand_off=NOTES.format(first=added, second=added)))
    assert "no findings" in out


def test_a_letter_that_its_header_calls_otherwise_is_told_its_name() -> None:
    named = '</publisher><idno type="letter">{}</idno>'
    text = spoilt("</publisher>", named.format("1900-01-03"))
    assert hint(text) == "Write “1900-01-02”; or, before the letter is released, rename the file."
    assert found(text.replace(named.format("1900-01-03"), named.format("1900-01-02"))) == []


@pytest.mark.parametrize("sent", ['when="1900-01-03"', 'notBefore="1900-01-03"', 'when="1899"'])
def test_a_letter_is_sent_on_the_day_of_its_dateline_or_says_why_not(sent: str) -> None:
    text = spoilt('<date when="1900-01-02"/>', f"<date {sent}/>")
    assert [each.code for each in found(text)] == ["dateline-disagrees"]
    assert found(text.replace(f"<date {sent}", f'<date evidence="external" {sent}')) == []


@pytest.mark.parametrize(
    "sent", ['when="1900-01"', 'notBefore="1900-01-01" notAfter="1900-01-05"', 'when="1900"']
)
def test_a_day_that_is_given_less_exactly_disagrees_with_none(sent: str) -> None:
    assert found(spoilt('<date when="1900-01-02"/>', f"<date {sent}/>")) == []


# --- sentences ---------------------------------------------------------------------------------

DIVIDED = re.search(r'<p xml:id="fr-p2">.*?</p>', SMALL, re.DOTALL)


def undivided() -> str:
    """The letter with a paragraph whose sentences are not told apart."""
    assert DIVIDED is not None
    return SMALL.replace(DIVIDED[0], re.sub(r"</?s\b[^>]*>", "", DIVIDED[0]))


def test_a_paragraph_without_sentences_is_told_where_a_link_looks_for_one() -> None:
    hints = [each.hint for each in found(undivided())]
    assert hints == [
        f'“fr-p2” is not divided into sentences: put <s xml:id="fr-p2-s{n}"> into it.'
        for n in (1, 2)
    ]


def test_a_paragraph_without_sentences_is_told_where_the_other_side_has_some() -> None:
    text = re.sub(r'<link xml:id="p2-s\d"[^>]*/>\n', "", undivided())
    assert [each.hint.partition(":")[0] for each in found(text)] == [
        "“fr-p2”, which answers its paragraph, is not divided into sentences"
    ] * 2


def test_an_entry_that_lacks_is_told_once_with_the_lines_that_name_it(tmp_path: Path) -> None:
    named = '<persName ref="register/persons.xml#nobody">N.</persName>'
    persons = REGISTER.format(entries=ENTRY.format(id="anne", name="Anne"))
    text = letter(paragraphs=[[(named, named)]] * 2)
    files = {"letters/a.xml": text, "letters/register/persons.xml": persons}
    out = run(edition(tmp_path, files), "check").out
    assert out.count(" error: ") == 1
    assert re.search(r"“nobody” is not in register/persons.xml; 3 more like it on lines \d", out)


def test_a_category_that_lacks_is_told_the_taxonomy_in_which_it_stands() -> None:
    said = hint(spoilt('ana="#type-omission', 'ana="#cause-calque #type-omission'))
    assert said.startswith(
        'Add <category xml:id="cause-calque">, with a <gloss>, to <taxonomy xml:id="causes"> of '
    )


def test_a_shift_whose_type_stands_elsewhere_is_told_the_taxonomy() -> None:
    text = spoilt('<taxonomy xml:id="shift-types">', '<taxonomy xml:id="types">')
    assert 'Point with @ana to a <category> of <taxonomy xml:id="shift-types">.' in {
        each.hint for each in found(text)
    }


def test_of_the_id_and_the_number_of_a_note_either_may_be_the_slip() -> None:
    said = hint(spoilt('n="1" type="editorial"', 'n="4" type="editorial"'))
    assert said == 'One of the two is the slip: write xml:id="ed-4", or n="1".'


def test_an_entry_that_is_misspelt_wherever_it_is_named_is_not_unused(tmp_path: Path) -> None:
    names = (
        ('<persName ref="register/persons.xml#jeanne">Jeanne</persName>.',
         '<persName ref="register/persons.xml#jeanne">Jane</persName>.'),
    )  # fmt: skip
    files = {"letters/a.xml": letter(paragraphs=(names,)), "letters/b.xml": letter("1961-01-02")}
    files["letters/register/persons.xml"] = persons(jeane="Jane", paul="Paul")
    out = run(edition(tmp_path, files), "check").out
    assert "hint: Did you mean “jeane”?" in out
    assert re.findall(r"no letter mentions “(.*)”", out) == ["paul"]


def test_entries_without_a_main_name_are_told_once_for_each_language(tmp_path: Path) -> None:
    french = '<persName xml:lang="fr" type="main">X</persName>'
    register = persons(x="X", y="X", z="X").replace(french, "")
    out = run(edition(tmp_path, {"letters/register/persons.xml": register}), "check").out
    said = "“x” has no main name in “fr”, a language of the interface, nor have 2 more"
    assert re.findall(r"warning: (.*) \[name-main\]", out) == [said]
    variants = persons(x="X").replace('type="main"', 'type="variant"')
    out = run(edition(tmp_path, {"letters/register/persons.xml": variants}), "check").out
    assert re.findall(r"warning: (.*) \[name-main\]", out) == ["no name of “x” is its main name"]
