"""The service of texts answers every call that DTS 1.0 allows a host of files to be asked."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from urllib.request import urlopen

import pytest
from lxml import etree

from edition.formats import dts
from edition.formats.trees import Depth
from edition.formats.trees import trees as made_trees
from edition.tei.passages import Passages
from tests import small
from tests.command import ROOT
from tests.given import ID, LANG, TEI, A, B, settled

Object = dict[str, Any]
WRAPPER = "{https://w3id.org/api/dts#}wrapper"
REAL = (ROOT / "letters" / "edition.yaml").read_text(encoding="utf-8")


# --- a site and its crawler ----------------------------------------------------------------------


def built(folder: Path, settings: str = "", base: str = "") -> Path:
    """The site of the real letters with a service of texts that goes so far."""
    (folder / "letters" / "register").mkdir(parents=True)
    for path in (ROOT / "letters").rglob("*.xml"):
        target = folder / "letters" / path.relative_to(ROOT / "letters")
        target.write_bytes(path.read_bytes())
    said = re.sub(r"(?ms)^exports:.*", "", REAL)
    (folder / "letters" / "edition.yaml").write_text(f"{said}exports: [dts]\n{settings}", "utf-8")
    made = small.run(folder, *(["build", "--base", base] if base else []))
    assert made.code == 0, made
    return folder / "site"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site without a base, whose passages go to sentences and ranges of them."""
    return built(tmp_path_factory.mktemp("dts") / "edition", "dts: [sentences, ranges]\n")


class Quiet(SimpleHTTPRequestHandler):
    """A plain host of files that says nothing."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[str]:
    """The address of a plain host of the site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


class Client:
    """Asks a service of which it knows the entry only, as a client of DTS does."""

    def __init__(self, get: Callable[[str], bytes], entry: str) -> None:
        self.uritemplate = pytest.importorskip("uritemplate")
        self.get = get
        self.entry = self.answer(entry)
        self.where = entry

    def answer(self, address: str) -> Object:
        """What is answered at an address; its own `@id` leads to it."""
        found = json.loads(self.get(address))
        assert isinstance(found, dict)
        assert found["@context"] == "https://dtsapi.org/context/v1.0.json"
        assert found["dtsVersion"] == "1.0"
        if found["@type"] in ("Navigation", "EntryPoint"):
            assert urljoin(address, found["@id"]) == address
        return found

    def address(self, of: str, /, **given: object) -> str:
        """The address of a call, by the templates of the entry."""
        said = {key: str(value) for key, value in given.items() if value is not None}
        return urljoin(self.where, self.uritemplate.expand(self.entry[of], said))

    def call(self, of: str, /, **given: object) -> Object:
        """What is answered to a call."""
        return self.answer(self.address(of, **given))

    def document(self, **given: object) -> etree._Element:
        """The document of a call."""
        return etree.fromstring(self.get(self.address("document", **given)))


def reader(site: Path) -> Callable[[str], bytes]:
    """Gets files of a site as a host does: by the path of their address."""
    return lambda address: (site / unquote(urlsplit(address).path).lstrip("/")).read_bytes()


@pytest.fixture(scope="module")
def client(site: Path) -> Client:
    """A client of the service, without a network."""
    return Client(reader(site), "http://edition.example/data/dts/entry.jsonld")


# --- entry and collection ------------------------------------------------------------------------


def test_the_collection_has_the_letters_and_each_letter_leads_back(client: Client) -> None:
    root = client.call("collection")
    assert (root["@type"], root["totalParents"], root["totalChildren"]) == ("Collection", 0, 2)
    assert [each["@id"] for each in root["member"]] == ["1961-08-26", "1962-01-11"]
    assert client.call("collection", id=root["@id"]) == root | moved(root)
    assert client.call("collection", nav="children") == root
    assert client.call("collection", nav="parents")["member"] == []
    for each in root["member"]:
        found = client.call("collection", id=each["@id"])
        assert (found["@type"], found["totalParents"], found["totalChildren"]) == ("Resource", 1, 0)
        assert {key for key in each if key != "dublinCore"} <= set(found)
        parents = client.call("collection", id=each["@id"], nav="parents")
        assert [parent["@id"] for parent in parents["member"]] == [root["@id"]]
        assert client.call("collection", id=each["@id"], nav="children") == found


def moved(root: Object) -> Object:
    """What differs in an answer one folder below: its way to others."""
    deeper = json.loads(
        json.dumps(root)
        .replace('"collection{', '"../collection{')
        .replace('"navigation/', '"../navigation/')
        .replace('"document/', '"../document/')
        .replace('"../../letters', '"../../../letters')
    )
    assert isinstance(deeper, dict)
    return deeper


def test_a_resource_says_what_it_is(client: Client) -> None:
    found = client.call("collection", id="1961-08-26")
    core = found["dublinCore"]
    assert core["creator"] == ["Charles de Gaulle"]
    assert core["date"] == ["1961-08-24/1961-08-26"]
    assert core["language"] == ["en"]
    assert core["license"] == ["https://creativecommons.org/licenses/by/4.0/"]
    assert core["rights"] == ["http://rightsstatements.org/vocab/NoC-US/1.0/"]
    assert [title["lang"] for title in core["title"]] == ["en", "fr"]
    assert found["mediaTypes"] == ["application/tei+xml"]


def test_each_template_of_an_answer_means_what_that_of_the_entry_means(client: Client) -> None:
    resource = "1962-01-11"
    for address in (
        client.address("collection", id=resource),
        client.address("navigation", resource=resource, down=1),
        client.address("navigation", resource=resource, ref="fr-p5", tree=None),
    ):
        found = client.answer(address)
        found = found.get("resource", found)
        for end, given in (
            ("collection", {"nav": "parents"}),
            ("navigation", {"tree": "en", "down": "0", "ref": "en-p5"}),
            ("document", {"ref": "fr-p5"}),
            ("document", {"start": "fr-p2", "end": "fr-p5"}),
        ):
            own = urljoin(address, client.uritemplate.expand(found[end], given))
            key = "id" if end == "collection" else "resource"
            assert own == client.address(end, **given, **{key: resource})
            assert client.get(own)


# --- navigation ----------------------------------------------------------------------------------


@pytest.mark.parametrize("resource", ["1961-08-26", "1962-01-11"])
def test_every_valid_call_of_navigation_is_answered_as_the_specification_says(
    client: Client, resource: str
) -> None:
    trees = client.call("collection", id=resource)["citationTrees"]
    assert [tree.get("identifier") for tree in trees] == (
        [None, "en", "side-by-side"] if resource == "1962-01-11" else [None, "side-by-side"]
    )
    for tree in trees:
        ask = partial(client.call, "navigation", resource=resource, tree=tree.get("identifier"))
        every = ask(down=-1)["member"]
        refs = [unit["identifier"] for unit in every]
        assert len(set(refs)) == len(refs) > 8
        assert ask(down=2)["member"] == every
        assert ask(down=1)["member"] == [unit for unit in every if unit["level"] == 1]
        assert {unit["level"] for unit in every} == {1, 2}
        assert [unit["parent"] for unit in every if unit["level"] == 1] == [None] * len(
            ask(down=1)["member"]
        )
        for unit in every:
            ref = unit["identifier"]
            same = [each for each in every if each["parent"] == unit["parent"]]
            subtree = [each for each in every if ref in (each["identifier"], each["parent"])]
            about = ask(ref=ref)
            assert "member" not in about
            assert names([about["ref"]]) == [ref]
            assert names(ask(ref=ref, down=0)["member"]) == names(same)
            for down in (1, 2, -1):
                assert names(ask(ref=ref, down=down)["member"]) == names(subtree)


def names(units: list[Object]) -> list[str]:
    """The references of citable units."""
    return [unit["identifier"] for unit in units]


def test_the_references_are_the_addresses_of_the_page(client: Client, site: Path) -> None:
    for resource in ("1961-08-26", "1962-01-11"):
        ids = set(re.findall(r' id="([^"]+)"', (site / f"letters/{resource}.html").read_text()))
        trees = client.call("collection", id=resource)["citationTrees"]
        for tree in trees:
            given = {"resource": resource, "tree": tree.get("identifier"), "down": -1}
            address = client.address("navigation", **given)
            units = client.answer(address)["member"]
            assert set(names(units)) <= ids
            for unit in units:
                page, anchor = urldefrag(urljoin(address, unit["@id"]))
                assert anchor == unit["identifier"]
                assert client.get(page)


def test_what_is_not_allowed_or_not_there_is_not_found(client: Client) -> None:
    for end, given in (
        ("navigation", {"resource": "1962-01-11"}),
        ("navigation", {"resource": "1962-01-11", "down": 0}),
        ("navigation", {"resource": "1962-01-11", "ref": "fr-p99"}),
        ("navigation", {"resource": "1962-01-11", "ref": "en-p5", "tree": "de"}),
        ("navigation", {"resource": "none", "down": 1}),
        ("document", {"resource": "1962-01-11", "ref": "fr-p99"}),
        ("document", {"resource": "1962-01-11", "start": "fr-p5", "end": "fr-p2"}),
        ("collection", {"id": "none"}),
    ):
        with pytest.raises(FileNotFoundError):
            client.get(client.address(end, **given))


# --- documents -----------------------------------------------------------------------------------

TEXTS = {"1962-01-11": A.texts, "1961-08-26": B.texts}


def shown(element: etree._Element) -> str:
    """The text of an element as readers have it, with what notes and formes say left out."""
    kept = [element.text or ""]
    for child in element:
        if etree.QName(child).localname not in ("note", "fw", "corr", "rdg", "reg", "expan"):
            kept.append(shown(child))
        kept.append(child.tail or "")
    return "".join(kept)


def test_every_reference_has_its_document_with_the_words_of_the_letter(client: Client) -> None:
    for resource, texts in TEXTS.items():
        for tree in client.call("collection", id=resource)["citationTrees"]:
            name = tree.get("identifier")
            every = client.call("navigation", resource=resource, tree=name, down=-1)["member"]
            for ref in names(every):
                root = client.document(resource=resource, tree=name, ref=ref)
                assert root.tag == f"{TEI}TEI"
                (wrapper,) = root.iter(WRAPPER)
                ids = [each.get(ID) for each in wrapper]
                assert all(each == ref or each.partition("-")[2] == ref for each in ids)
                for each in wrapper:
                    assert each.get(LANG) == each.get(ID).partition("-")[0]
                    words = settled(shown(each)).strip()
                    assert words.replace(" ", "") == texts[each.get(ID)].replace(" ", "")


def test_a_passage_says_where_it_comes_from_and_whose_it_is(client: Client) -> None:
    address = client.address("document", resource="1962-01-11", tree="en", ref="en-p5")
    root = etree.fromstring(client.get(address))
    base = urljoin(address, root.get("{http://www.w3.org/XML/1998/namespace}base"))
    assert base == "http://edition.example/letters/1962-01-11.xml"
    (source,) = root.iterfind(f".//{TEI}sourceDesc//{TEI}ref")
    assert urljoin(base, source.get("target")) == base
    rights = [each.get(ID) for each in root.iter(f"{TEI}availability")]
    assert rights == ["encoding-rights", "fr-rights", "en-rights"]
    targets = [each.get("ref") for each in root.iter(f"{TEI}persName") if each.get("ref")]
    assert client.get(urldefrag(urljoin(base, targets[0]))[0])


def test_the_document_without_a_reference_is_the_letter_whatever_tree_is_named(
    client: Client,
) -> None:
    source = etree.canonicalize(from_file=str(ROOT / "letters/1962-01-11.xml"))
    for tree in (None, "en", "side-by-side"):
        root = client.document(resource="1962-01-11", tree=tree)
        assert root.attrib.pop("{http://www.w3.org/XML/1998/namespace}base")
        made = etree.canonicalize(etree.tostring(root, encoding="unicode"))
        assert made == re.sub(r"<\?xml-model.*?\?>\s*", "", source)


def test_a_range_has_the_blocks_between_whole_and_the_sentences_at_its_ends(
    client: Client,
) -> None:
    def ids(**given: str) -> list[str]:
        (wrapper,) = client.document(resource="1962-01-11", **given).iter(WRAPPER)
        return [each.get(ID, "") for each in wrapper]

    assert ids(start="fr-p2", end="fr-p4") == ["fr-p2", "fr-p3", "fr-p4"]
    assert ids(start="fr-p3-s3", end="fr-p5-s2") == [
        *("fr-p3-s3", "fr-p3-s4", "fr-p4", "fr-p5-s1", "fr-p5-s2")
    ]
    assert ids(start="fr-p4-s1", end="fr-p4-s4") == ["fr-p4"]
    assert ids(start="fr-p2", end="fr-p2") == ["fr-p2"]
    assert ids(start="p9", end="signed", tree="side-by-side") == ["fr-p9", "en-p9", "fr-signed"]


def test_every_range_of_every_tree_is_there(client: Client) -> None:
    for resource in TEXTS:
        for tree in client.call("collection", id=resource)["citationTrees"]:
            name = tree.get("identifier")
            every = client.call("navigation", resource=resource, tree=name, down=-1)["member"]
            refs = names(every)
            for place, start in enumerate(refs):
                for end in refs[place:]:
                    where = client.address(
                        "document", resource=resource, tree=name, start=start, end=end
                    )
                    assert client.get(where)


@pytest.mark.parametrize(
    "goes", ["[]", "[sentences]", "[ranges]", "[sentences, ranges]"], ids=lambda each: each[1:-1]
)
def test_every_reference_has_its_document_however_far_the_service_goes(
    tmp_path: Path, goes: str
) -> None:
    sentence = [("Un.", "One."), ("Deux.", "Two.")]
    files = {
        "letters/a.xml": small.letter(paragraphs=[sentence, sentence[:1]]),
        "letters/edition.yaml": f"{small.SETTINGS}exports: [dts]\ndts: {goes}\n",
    }
    root = small.edition(tmp_path / "edition", files)
    made = small.run(root)
    assert made.code == 0, made
    client = Client(reader(root / "site"), "http://x/data/dts/entry.jsonld")
    levels = {1, 2} if "sentences" in goes else {1}
    for tree in client.call("collection", id="a")["citationTrees"]:
        given = {"resource": "a", "tree": tree.get("identifier")}
        every = client.call("navigation", **given, down=-1)["member"]
        assert {unit["level"] for unit in every} == levels
        refs = names(every)
        for place, ref in enumerate(refs):
            assert names([client.call("navigation", **given, ref=ref)["ref"]]) == [ref]
            assert list(client.document(**given, ref=ref).iter(WRAPPER))
            for end in refs[place:]:
                if "ranges" in goes:
                    assert list(client.document(**given, start=ref, end=end).iter(WRAPPER))
    assert ("start" in client.entry["document"]) == ("ranges" in goes)


# --- hosts and bases -----------------------------------------------------------------------------


def fetched(address: str) -> bytes:
    """The bytes at an address of this machine."""
    with urlopen(address, timeout=10) as answer:
        assert answer.status == 200
        found: bytes = answer.read()
        return found


def test_a_plain_host_of_files_answers_the_templates(host: str) -> None:
    client = Client(fetched, f"{host}data/dts/entry.jsonld")
    for each in client.call("collection")["member"]:
        found = client.call("collection", id=each["@id"])
        for tree in found["citationTrees"]:
            given = {"resource": each["@id"], "tree": tree.get("identifier")}
            for unit in client.call("navigation", **given, down=1)["member"]:
                client.call("navigation", **given, ref=unit["identifier"], down=0)
                client.document(**given, ref=unit["identifier"])
    with pytest.raises(HTTPError) as refused:
        client.call("navigation", resource="1962-01-11")
    assert refused.value.code == 404
    refused.value.close()


def test_with_a_base_every_address_is_absolute(tmp_path: Path) -> None:
    base = "https://edition.example/letters-of-1961"
    site = built(tmp_path / "edition", base=base)
    get = reader(site)
    client = Client(
        lambda address: get(address.replace(base, "http://x")), f"{base}/data/dts/entry.jsonld"
    )
    root = client.call("collection")
    for found in (client.entry, root, *root["member"]):
        for end in ("collection", "navigation", "document"):
            assert found.get(end, base).startswith(base)
    about = client.call("navigation", resource="1962-01-11", ref="fr-p5")
    assert about["ref"]["@id"] == f"{base}/letters/1962-01-11.html#fr-p5"
    assert client.entry["document"].endswith("{;tree}{/ref}.xml")


def test_without_sentences_the_trees_have_one_level(tmp_path: Path) -> None:
    client = Client(reader(built(tmp_path / "edition")), "http://x/data/dts/entry.jsonld")
    for tree in (None, "en", "side-by-side"):
        ask = partial(client.call, "navigation", resource="1962-01-11", tree=tree)
        every = ask(down=-1)["member"]
        assert every == ask(down=1)["member"]
        assert {unit["level"] for unit in every} == {1}
        for unit in every:
            assert names(ask(ref=unit["identifier"], down=-1)["member"]) == names([unit])
    with pytest.raises(FileNotFoundError):
        client.call("navigation", resource="1962-01-11", ref="fr-p5-s2")


# --- linked data ---------------------------------------------------------------------------------

OWN = "https://dtsapi.org/v1.0#"
KINDS = ("CitableUnit", "CitationTree", "CiteStructure", "Collection", "EntryPoint", "Navigation",
         "Resource")  # fmt: skip
PLAIN = ("citationTrees", "citeStructure", "description", "member", "ref", "resource", "title",
         "citeType", "collection", "document", "download", "dtsVersion", "identifier", "level",
         "mediaTypes", "navigation", "parent", "totalChildren", "totalParents")  # fmt: skip
DC = "http://purl.org/dc/terms/"
CONTEXT: Object = {
    **{name: OWN + name for name in (*KINDS, *PLAIN)},
    "lang": "@language",
    "value": "@value",
    "dublinCore": {
        "@id": "@nest",
        "@context": {"@vocab": DC}
        | {name: {"@id": DC + name} for name in ("description", "identifier", "title")},
    },
}
"""What the context of DTS 1.0 says of the words that the edition uses."""


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_every_answer_is_a_graph(client: Client, site: Path) -> None:
    rdflib = pytest.importorskip("rdflib", reason="rdflib is not installed")
    kinds: dict[str, int] = {}
    for path in sorted((site / "data" / "dts").rglob("*.jsonld")):
        made = json.loads(path.read_bytes()) | {"@context": CONTEXT}
        where = f"http://edition.example/{path.relative_to(site).as_posix()}"
        graph = rdflib.Graph()
        graph.parse(data=json.dumps(made), format="json-ld", publicID=where)
        (version,) = {str(each) for each in graph.objects(None, rdflib.URIRef(f"{OWN}dtsVersion"))}
        assert version == "1.0"
        kinds[made["@type"]] = kinds.get(made["@type"], 0) + 1
    assert kinds.keys() == {"EntryPoint", "Collection", "Resource", "Navigation"}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_graph_of_a_letter_has_its_titles(site: Path) -> None:
    rdflib = pytest.importorskip("rdflib", reason="rdflib is not installed")
    made = json.loads((site / "data/dts/collection/1962-01-11.jsonld").read_bytes())
    data = json.dumps(made | {"@context": CONTEXT})
    graph = rdflib.Graph()
    graph.parse(data=data, format="json-ld", publicID="http://e.example/")
    letter = rdflib.URIRef("http://e.example/1962-01-11")
    # rdflib does not look into the context of a nested object: it gives its title as the other.
    titles = [
        title
        for name in (f"{OWN}title", f"{DC}title")
        for title in graph.objects(letter, rdflib.URIRef(name))
    ]
    assert {each.language for each in titles} == {None, "en", "fr"}
    trees = list(graph.objects(letter, rdflib.URIRef(f"{OWN}citationTrees")))
    assert len(trees) == 3


# --- what the TEI says of it ---------------------------------------------------------------------


def plain(name: str) -> etree._Element:
    """A letter without its namespace, as an XPath without prefixes sees it."""
    root = etree.parse(str(ROOT / "letters" / f"{name}.xml")).getroot()
    for each in root.iter("*"):
        each.tag = etree.QName(each).localname
    return root


def cited(
    structure: etree._Element, above: etree._Element, reference: str
) -> Iterator[tuple[str, str]]:
    """The references that a `citeStructure` gives, each with the one above it."""
    match = structure.get("match", "")
    variables = {}
    if match.startswith("for $unit in . return "):
        match, variables = match.removeprefix("for $unit in . return "), {"unit": [above]}
    for node in above.xpath(match, **variables):
        use = node.xpath(structure.get("use", ""))
        own = use if isinstance(use, str) else use[0]
        made = f"{reference}{structure.get('delim', '')}{own}" if reference else own
        yield made, reference
        for inner in structure:
            yield from cited(inner, node, made)


@pytest.mark.parametrize("of", [A, B], ids=["1962-01-11", "1961-08-26"])
def test_the_tei_declares_the_trees_that_the_service_has(of: Any) -> None:
    root = plain(of.letter.id)
    declared = {
        each.get("n", ""): [pair for structure in each for pair in cited(structure, root, "")]
        for each in root.iter("refsDecl")
    }
    trees = made_trees(of.letter, of.units, Depth(sentences=True))
    assert declared == {
        tree.name: [(node.ref, node.parent) for node in tree.nodes] for tree in trees
    }
    assert [each.get("default") for each in root.iter("refsDecl")] == [
        "true",
        *[None] * (len(trees) - 1),
    ]


def test_a_file_with_a_prefix_for_tei_gives_its_passages_as_well() -> None:
    data = b"""<t:TEI xmlns:t="http://www.tei-c.org/ns/1.0"><t:teiHeader><t:fileDesc><t:titleStmt>
    <t:title>A</t:title></t:titleStmt></t:fileDesc></t:teiHeader><t:text xml:lang="fr"><t:body>
    <t:p xml:id="fr-p1">Un &amp; deux</t:p></t:body></t:text></t:TEI>"""
    root = etree.fromstring(Passages(data).document(("fr-p1",), "a.xml"))
    (wrapper,) = root.iter(WRAPPER)
    assert [(each.get(ID), each.get(LANG), each.text) for each in wrapper] == [
        ("fr-p1", "fr", "Un & deux")
    ]


def test_a_letter_may_be_called_as_the_collection_would_be() -> None:
    from edition.model import Card, When

    def card(name: str) -> Card:
        return Card(name, "", (), When(), (), (), ())

    assert dts.name([card("a")]) == "edition"
    assert dts.name([card("a"), card("Edition")]) == "edition-of-letters"
