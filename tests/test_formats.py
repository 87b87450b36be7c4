"""What the edition gives to others says exactly what the letters say, in forms others can read."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, strategies
from lxml import etree
from msgspec.structs import replace

from edition import formats, model
from edition.formats import (
    BY_NAME,
    FORMATS,
    Columns,
    Format,
    Given,
    readings,
    table,
    units,
)
from edition.model import Alternative, Block, Card, Edition, Reading, Settings, Text, When
from tests.command import ROOT
from tests.given import BASE, LANG, NAMES, SOURCE, A, B, columns_of, file, letter, rows

# --- all formats -------------------------------------------------------------------------------

EACH = pytest.mark.parametrize("each", FORMATS, ids=lambda each: each.name)


@EACH
def test_a_format_gives_the_same_clean_bytes_every_time(each: Format) -> None:
    for of in (A, B):
        made = dict(each.files(of))
        assert made == dict(each.files(of))
        assert tuple(made) == each.paths(of.letter)
        for content in made.values():
            assert "\r" not in content.decode()
            assert content.endswith(b"\n")


@EACH
def test_a_format_says_in_both_languages_what_it_is(each: Format) -> None:
    assert {lang: said[-1] for lang, said in each.what.items()} == {"en": ".", "fr": "."}


def test_no_two_files_share_a_path() -> None:
    paths = [path for each in FORMATS for of in (A, B) for path in each.paths(of.letter)]
    paths += [path for each in FORMATS for path, _ in each.wholes(COLUMNS)]
    assert len({path.lower() for path in paths}) == len(paths) == 28 + 7 + 17


def test_a_letter_has_no_file_of_what_it_lacks() -> None:
    def made(of: Given) -> set[str]:
        return {each.name for each in FORMATS if each.paths(of.letter)}

    shifts = {"shifts.csv", "shifts.tsv", "shifts.json", "annotations.jsonld"}
    assert made(A) - made(B) == {*shifts, "units.tmx"}


# --- the files of the edition ------------------------------------------------------------------

COLUMNS = Columns(("en", "fr"), base=BASE)
BOTH = tuple(replace(each, columns=COLUMNS) for each in (B, A))


def whole(each: Format, version: str = "") -> bytes:
    """A file of the edition, of the files of its letters."""
    made = [(of, dict(each.files(of))) for of in BOTH]
    parts = [
        (of.letter.id, files[path])
        for of, files in made
        if (path := each.pattern.format(id=of.letter.id, version=version)) in files
    ]
    return b"".join(each.joined(parts, COLUMNS))


@pytest.mark.parametrize("name", [each.name for each in FORMATS if each.name.endswith("sv")])
def test_the_edition_s_table_has_one_header_over_the_rows_of_all_letters(name: str) -> None:
    each, delimiter = BY_NAME[name], "," if name.endswith(".csv") else "\t"
    of_letters = [row for of in BOTH for _, made in each.files(of) for row in rows(made, delimiter)]
    assert rows(whole(each), delimiter) == of_letters != []


@pytest.mark.parametrize("name", [each.name for each in FORMATS if each.name.endswith(".json")])
def test_the_edition_s_array_has_the_objects_of_all_letters(name: str) -> None:
    each = BY_NAME[name]
    of_letters = [row for of in BOTH for _, made in each.files(of) for row in json.loads(made)]
    assert json.loads(whole(each)) == of_letters != []


def test_an_edition_with_nothing_to_give_has_an_empty_array() -> None:
    each = BY_NAME["shifts.json"]
    assert json.loads(b"".join(each.joined((), COLUMNS))) == []
    nothing = each.opening(COLUMNS) + each.closing
    assert json.loads(b"".join(each.joined([("a", nothing), ("b", nothing)], COLUMNS))) == []


def test_the_edition_s_memory_has_the_units_of_all_letters_that_have_two_versions() -> None:
    units = etree.fromstring(whole(BY_NAME["units.tmx"])).findall("body/tu")
    assert [each.get("tuid") for each in units] == [f"1962-01-11#{unit.id}" for unit in A.units]


def test_the_edition_s_text_of_a_version_says_before_each_letter_which_it_is() -> None:
    each = BY_NAME["transcribed.txt"]
    assert list(each.wholes(COLUMNS)) == [
        ("data/en.transcribed.txt", "en"),
        ("data/fr.transcribed.txt", "fr"),
    ]
    of_letters = [dict(each.files(of)) for of in BOTH]
    assert whole(each, "en").decode() == "\n".join(
        f"# {BASE}/letters/{of.letter.id}.html\n\n"
        + files[f"letters/{of.letter.id}.en.transcribed.txt"].decode()
        for of, files in zip(BOTH, of_letters, strict=True)
    )
    assert whole(each, "fr").decode().count("# ") == 1


def test_the_reading_text_has_the_certain_corrections() -> None:
    made = dict(BY_NAME["reading.txt"].files(A))
    blocks = made["letters/1962-01-11.fr.reading.txt"].decode().removesuffix("\n").split("\n\n")
    read = model.texts(A.letter, model.reading_text)
    assert blocks == [read[part.id] for part in parts(A, "fr") if isinstance(part, Block)]
    assert blocks[-1] == "C. de Gaulle"


def test_the_columns_of_an_edition_hold_every_version_once() -> None:
    cards = tuple(
        Card(
            *("", "", (), When()),
            texts=tuple(Text(version, version, "", "") for version in versions),
            **dict.fromkeys(("missing", "quotations"), ()),
        )
        for versions in (("en",), ("fr", "en"), ("fr", "de", "en"))
    )
    edition = Edition(Settings({}, {}, "", "", "", ("fr", "en")), cards, (), ())
    assert formats.columns(edition) == Columns(("en", "fr", "de"), ("fr", "en"))


# --- tables ------------------------------------------------------------------------------------

CELL = strategies.text(
    strategies.characters(codec="utf-8") | strategies.sampled_from("\"',;\t\r\n=")
)


@given(strategies.lists(strategies.tuples(CELL, CELL), max_size=5), strategies.sampled_from(",\t"))
def test_any_cell_comes_back_as_it_was(written: list[tuple[str, str]], delimiter: str) -> None:
    content = table.lines([("a", "b"), *written], delimiter)
    lines, findings = table.read("t.csv", content, ("a", "b"))
    assert ([(line.cells["a"], line.cells["b"]) for line in lines], findings) == (written, ())


@given(CELL)
def test_no_cell_begins_like_a_formula(cell: str) -> None:
    content = table.lines([("a", "b"), (cell, "")], ",")
    (row,) = rows(content)
    assert row["a"][:1] not in {*"=+-@\t\r\n＝＋－＠"}


def test_words_that_begin_with_a_dash_are_no_formula() -> None:
    written = table.lines([("-vous me l'avez dit-", "'tis", "1 - 1")], ",")
    assert written == b"'-vous me l'avez dit-,''tis,1 - 1\n"


# --- readings ----------------------------------------------------------------------------------


def test_the_readings_of_a_letter_stand_in_its_table_in_order() -> None:
    taken = ("id", "version", "where", "kind", "stands", "alternatives", "cert", "resp", "source")
    found = [tuple(row[name] for name in taken) for row in rows(file("readings.csv"))]
    kind, by = "correction", "editors"
    assert found == [
        ("reading-1", "fr", "fr-p3-s2", kind, "d'une telle", "de bonne", "high", by,
         "gaullisme en-source frus-263"),
        ("reading-2", "fr", "fr-p5-s2", kind, "précipitamment", "précisément", "low", by,
         "en-source"),
        ("reading-3", "fr", "fr-p9-s1", kind, "Monieur", "Monsieur", "high", by, ""),
        ("reading-4", "fr", "fr-signed", kind, "J.", "C.", "high", by,
         "1961-08-26.xml#en-signed"),
        ("reading-5", "en", "en-label-3", kind, "POLICIES", "FOLLOWS", "high", by,
         "en-label-1 en-label-2"),
    ]  # fmt: skip


def test_a_reading_in_a_printed_note_is_found_there() -> None:
    found = [(row.id, row.version, row.where, row.address) for row in readings.rows(B)]
    page = "letters/1961-08-26.html"
    assert found == [
        ("reading-1", "en", "en-p1-s1", f"{page}#reading-1"),
        ("reading-2", "en", "en-note-4", f"{page}#reading-2"),
    ]


def test_every_reading_of_the_file_is_in_the_table() -> None:
    for of in (A, B):
        source = (ROOT / of.letter.file).read_text(encoding="utf-8")
        assert [row.id for row in readings.rows(of)] == re.findall(
            r'xml:id="(reading-\d+)"', source
        )


def test_several_alternatives_stand_in_one_cell_one_a_line() -> None:
    two = Reading(
        "reading-1",
        "variant",
        ("a",),
        (Alternative(("b",), ("x", "y"), "low"), Alternative(("c",), (), "", ("w",))),
        agent="agent-hand",
    )
    lines, _ = table.read("r.csv", file("readings.csv", of_contents((two,))), ())
    row = lines[0].cells
    assert {name: row[name] for name in ("stands", "alternatives", "cert", "resp", "source")} == {
        "stands": "a",
        "alternatives": "b\nc",
        "cert": "low\n",
        "resp": "x y\n",
        "source": "\nw",
    }


def of_contents(*contents: model.Content) -> Given:
    """A letter of one version with these paragraphs."""
    blocks = tuple(Block(f"fr-p{n}", "paragraph", each) for n, each in enumerate(contents, 1))
    version = model.Version("fr", "fr", "original", "", blocks)
    made = model.Letter("a", "letters/a.xml", (), When(), (version,))
    return Given(made, (), (), model.texts(made), columns_of(made))


# --- the aligned text --------------------------------------------------------------------------


def test_every_unit_of_the_file_is_a_row_in_its_order() -> None:
    links = SOURCE.xpath("//t:linkGrp/t:link/@xml:id", namespaces=NAMES)
    assert [row["unit"] for row in rows(file("units.tsv"), "\t")] == links
    assert [row["unit"] for row in json.loads(file("units.json"))] == links
    assert len(links) == 52


def test_the_reading_text_differs_where_a_correction_is_certain_and_nowhere_else() -> None:
    changed = {
        member: text.transcribed
        for row in units.rows(A)
        for text in row.sides
        for member in text.members
        if text.transcribed != text.reading
    }
    assert sorted(changed) == ["fr-p3", "fr-p3-s2", "fr-p9", "fr-p9-s1", "fr-signed"]
    read = {row.unit: row.sides[0].reading for row in units.rows(A)}
    assert read["p3-s2"] == changed["fr-p3-s2"].replace("d'une telle volonté", "de bonne volonté")
    assert read["p9-s1"] == changed["fr-p9-s1"].replace("Monieur", "Monsieur")
    assert read["signed"] == "C. de Gaulle"
    assert "précipitamment" in read["p5-s2"]


def test_a_word_taken_out_by_a_correction_leaves_one_space() -> None:
    doubled = Reading("reading-1", "correction", ("the",), (Alternative((), (), "high"),))
    assert model.reading_text(("in the ", doubled, " rain")) == "in the rain"


def test_a_regularization_or_an_uncertain_correction_is_not_read() -> None:
    for kind, cert in (("regularization", "high"), ("correction", "low"), ("correction", "")):
        reading = Reading("reading-1", kind, ("a",), (Alternative(("b",), (), cert),))
        assert model.reading_text((reading,)) == "a"


def test_a_side_that_is_lacking_says_why() -> None:
    signed = {row["unit"]: row for row in rows(file("units.tsv"), "\t")}["signed"]
    assert (signed["absent"], signed["en_members"], signed["en_reading"]) == (
        "en not-in-source",
        "",
        "",
    )
    first = json.loads(file("units.json", B))[0]
    assert first["sides"][0] == {
        "version": "original",
        "lang": "",
        "members": [],
        "absent": "not-available",
        "transcribed": "",
        "reading": "",
    }


def test_plain_text_is_what_the_source_says_block_by_block() -> None:
    for of, names in ((A, ("fr", "en")), (B, ("en",))):
        made = dict(BY_NAME["transcribed.txt"].files(of))
        for name in names:
            content = made[f"letters/{of.letter.id}.{name}.transcribed.txt"].decode()
            blocks = content.removesuffix("\n").split("\n\n")
            assert blocks == [of.texts[p.id] for p in parts(of, name) if isinstance(p, Block)]
            assert len(blocks) > 8
    expected = (ROOT / "tests" / "expected" / "1962-01-11.fr.txt").read_text(encoding="utf-8")
    french = dict(BY_NAME["transcribed.txt"].files(A))["letters/1962-01-11.fr.transcribed.txt"]
    assert french.decode() == expected.replace("\n", "\n\n").removesuffix("\n")


def parts(of: Given, version: str) -> tuple[model.Part, ...]:
    (found,) = (each for each in of.letter.versions if each.id == version)
    return found.parts


# --- translation memory ------------------------------------------------------------------------

TMX = etree.RelaxNG(etree.parse(ROOT / "tests" / "grammars" / "tmx.rng"))
"""The rules of the TMX 1.4 DTD."""


def memory(of: Given = A) -> etree._Element:
    return etree.fromstring(file("units.tmx", of))


@pytest.mark.parametrize("content", [file("units.tmx"), whole(BY_NAME["units.tmx"])])
def test_a_translation_memory_is_built_as_the_dtd_wants(content: bytes) -> None:
    TMX.assertValid(etree.fromstring(content))


BREAKING = {
    "no version": ('<tmx version="1.4">', "<tmx>"),
    "no tool": ('creationtool="en-regard" ', ""),
    "a kind of segment that there is not": ('segtype="paragraph"', 'segtype="alinea"'),
    "a version without its language": ('<tuv xml:lang="fr">', "<tuv>"),
    "a property after the segment": ("</seg></tuv>", '</seg><prop type="x">y</prop></tuv>'),
    "a property without its type": ('<prop type="x-url">', "<prop>"),
    "a space in an id": ('tuid="1962-01-11#p1"', 'tuid="1962-01-11 p1"'),
    "an element of another kind": ("<body>", "<body><p/>"),
}


@pytest.mark.parametrize("name", BREAKING)
def test_the_grammar_of_memories_refuses(name: str) -> None:
    old, new = BREAKING[name]
    content = file("units.tmx").decode()
    assert old in content
    assert not TMX.validate(etree.fromstring(content.replace(old, new, 1).encode()))


def test_each_unit_is_a_translation_unit_with_its_address_and_its_words() -> None:
    body = {each.get("tuid"): each for each in memory(letter("1962-01-11", BASE)).iter("tu")}
    assert list(body) == [f"1962-01-11#{unit.id}" for unit in A.units]
    assert len(body) == 52
    unit = body["1962-01-11#p5-s3"]
    assert (unit.get("segtype"), unit.get("srclang")) == ("sentence", "fr")
    page = f"{BASE}/letters/1962-01-11.html"
    assert properties(unit) == {"x-url": f"{page}#p5-s3", "x-parent": "1962-01-11#p5"}
    french, english = unit.findall("tuv")
    assert (french.get(LANG), french.findtext("seg")) == ("fr", A.texts["fr-p5-s3"])
    assert (english.get(LANG), english.findtext("seg")) == ("en", A.texts["en-p5-s3"])
    assert properties(english) == {"x-version": "en", "x-url": f"{page}#en-p5-s3"}
    assert properties(body["1962-01-11#signed"])["x-absent"] == "en not-in-source"


def properties(element: etree._Element) -> dict[str, str]:
    return {each.get("type", ""): each.text or "" for each in element.findall("prop")}


def test_a_translation_memory_says_which_text_it_gives() -> None:
    assert properties(memory().find("header")) == {"x-text": "transcribed"}


def test_the_tools_of_translators_read_every_unit() -> None:
    tmx = pytest.importorskip("translate.storage.tmx", reason="translate-toolkit is not installed")
    read = tmx.tmxfile.parsestring(file("units.tmx"), sourcelanguage="fr", targetlanguage="en")
    pairs = [(unit.source, unit.target) for unit in read.units]
    assert len(pairs) == 52
    assert pairs[2] == (A.texts["fr-p1"], A.texts["en-p1"])
    assert [source for source, target in pairs if target is None] == ["J. de Gaulle"]


# --- web annotations ---------------------------------------------------------------------------

OA, AS = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/activitystreams#"
PLAIN = (
    *("Annotation", "TextualBody", "SpecificResource", "TextQuoteSelector", "TextPositionSelector"),
    *("assessing", "describing", "classifying", "exact", "prefix", "suffix", "start", "end"),
)
RESOURCE: dict[str, str] = {"@type": "@id"}
WORD: dict[str, str] = {"@type": "@vocab"}
CONTEXT: dict[str, Any] = {
    "id": "@id",
    "type": "@type",
    **{name: OA + name for name in PLAIN},
    "body": RESOURCE | {"@id": f"{OA}hasBody"},
    "target": RESOURCE | {"@id": f"{OA}hasTarget"},
    "source": RESOURCE | {"@id": f"{OA}hasSource"},
    "selector": RESOURCE | {"@id": f"{OA}hasSelector"},
    "motivation": WORD | {"@id": f"{OA}motivatedBy"},
    "purpose": WORD | {"@id": f"{OA}hasPurpose"},
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    "format": "http://purl.org/dc/elements/1.1/format",
    "language": "http://purl.org/dc/elements/1.1/language",
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "rights": RESOURCE | {"@id": "http://purl.org/dc/terms/rights"},
    "creator": RESOURCE | {"@id": "http://purl.org/dc/terms/creator"},
    "AnnotationCollection": f"{AS}OrderedCollection",
    "AnnotationPage": f"{AS}OrderedCollectionPage",
    "first": RESOURCE | {"@id": f"{AS}first"},
    "partOf": RESOURCE | {"@id": f"{AS}partOf"},
    "items": RESOURCE | {"@id": f"{AS}items", "@container": "@list"},
    "total": f"{AS}totalItems",
    "startIndex": f"{AS}startIndex",
}
"""What http://www.w3.org/ns/anno.jsonld says of the words that the edition uses."""


def collection(of: Given = A) -> dict[str, Any]:
    made = json.loads(file("annotations.jsonld", of))
    assert isinstance(made, dict)
    return made


def test_each_shift_is_an_annotation_with_its_own_address() -> None:
    made = collection()
    assert made["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert made["rights"] == "https://creativecommons.org/licenses/by/4.0/"
    assert made["total"] == len(made["first"]["items"]) == 138
    assert [each["id"] for each in made["first"]["items"]] == [
        f"1962-01-11.html#{shift.id}" for shift in A.letter.shifts
    ]


def test_an_annotation_selects_words_by_quotation_and_by_position() -> None:
    items = collection(letter("1962-01-11", BASE))["first"]["items"]
    page = f"{BASE}/letters/1962-01-11"
    first = items[0]
    assert first["id"] == f"{page}.html#shift-1"
    assert first["motivation"] == "assessing"
    assert first["creator"] == [f"{page}.xml#editors"]
    assert first["target"][0] == {
        "type": "SpecificResource",
        "source": f"{page}.html#fr-p1-s1",
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": "avons à",
                "prefix": "ncipaux problèmes auxquels nous ",
                "suffix": " faire face.",
            },
            {"type": "TextPositionSelector", "start": 91, "end": 98},
        ],
    }


def test_a_quotation_and_its_surroundings_stand_in_the_segment_once_at_their_position() -> None:
    for item in collection()["first"]["items"]:
        for target in item["target"]:
            if isinstance(target, str):
                continue
            whole = A.texts[target["source"].partition("#")[2]]
            quote, position = target["selector"]
            words = quote["prefix"] + quote["exact"] + quote["suffix"]
            assert whole.count(words) == 1
            assert whole.index(words) + len(quote["prefix"]) == position["start"]
            assert position["end"] - position["start"] == len(quote["exact"])


def test_an_annotation_says_what_it_says_in_each_language_and_bears_its_tags() -> None:
    bodies = collection()["first"]["items"][0]["body"]
    said = [(body["purpose"], body["language"]) for body in bodies]
    assert said == [
        ("assessing", "en"),
        ("assessing", "fr"),
        ("describing", "en"),
        *[("classifying", lang) for _ in range(3) for lang in ("en", "fr")],
    ]
    tags = [body["value"] for body in bodies if body["purpose"] == "classifying"]
    assert tags[:4] == ["time and modality", "temps et modalité", "minor", "mineur"]


def test_a_pattern_is_an_annotation_of_annotations() -> None:
    items = {each["id"]: each for each in collection()["first"]["items"]}
    assert items["1962-01-11.html#shift-123"]["target"] == [
        "1962-01-11.html#shift-33",
        "1962-01-11.html#shift-36",
    ]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_annotations_are_the_graph_that_the_vocabulary_means() -> None:
    rdflib = pytest.importorskip("rdflib", reason="rdflib is not installed")
    made = collection()
    assert words(made) - set(CONTEXT) == {"@context"}
    made["@context"] = CONTEXT
    graph = rdflib.Graph()
    page = f"{BASE}/letters/1962-01-11"
    graph.parse(data=json.dumps(made), format="json-ld", publicID=f"{page}.annotations.jsonld")
    assert number(graph, "Annotation") == 138
    assert number(graph, "TextQuoteSelector") == number(graph, "TextPositionSelector") == 250
    shift = rdflib.URIRef(f"{page}.html#shift-20")
    sources = {
        str(source)
        for target in graph.objects(shift, rdflib.URIRef(f"{OA}hasTarget"))
        for source in graph.objects(target, rdflib.URIRef(f"{OA}hasSource"))
    }
    assert sources == {f"{page}.html#fr-p3-s2", f"{page}.html#en-p3-s2"}


def number(graph: Any, kind: str) -> int:
    """How many resources of a kind a graph has."""
    asked = f"SELECT (COUNT(?s) AS ?n) WHERE {{ ?s a <{OA}{kind}> }}"
    return int(next(iter(graph.query(asked)))[0])


def words(node: object) -> set[str]:
    """The keys of an object and of all inside it."""
    match node:
        case dict():
            return set(node) | {word for value in node.values() for word in words(value)}
        case list():
            return {word for value in node for word in words(value)}
    return set()
