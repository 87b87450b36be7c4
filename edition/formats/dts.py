"""The edition as a service of texts in files: Distributed Text Services 1.0, level 0.

The edition is one collection, each letter a resource. A letter has a citation tree for each of
its versions, the first of which is the default, and one of its units, that gives what answers
each other together. References are the addresses of the letter's page: `fr-p5`, `p5-s2`.

Whatever a client may ask is a file, and the templates (RFC 6570) lead to it: a parameter that
may be lacking stands as `;name=value`. What a host of files cannot do: take such parameters from
a query, answer `down` beyond the depth of a tree, refuse a call otherwise than by 404.
Without a base, every address is relative to the document in which it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct

from edition import model
from edition.formats.given import Given, rooted
from edition.formats.trees import Depth, Tree, ranges, trees
from edition.model import Action, Card, Letter, Paragraph, Settings
from edition.tei.passages import Passages

FOLDER = "data/dts"
CONTEXT = "https://dtsapi.org/context/v1.0.json"
VERSION = "1.0"
Object = dict[str, object]


# --- a letter ----------------------------------------------------------------------------------


def letter(given: Given, source: bytes, depth: Depth) -> Iterator[tuple[str, bytes]]:
    """All that is answered about a letter, with the paths."""
    found = trees(given.letter, given.units, depth)
    yield from _resource(given, found, depth)
    for tree in found:
        yield from _navigation(given, tree, found, depth)
    yield from _documents(given, Passages(source), found, depth)


def _resource(given: Given, found: tuple[Tree, ...], depth: Depth) -> Iterator[tuple[str, bytes]]:
    of, way = given.letter, _way(given.base, 1)
    langs = [version.lang for version in of.versions]
    about = _about(of.id, of.title, of.actions, langs, way, depth, _rights(of))
    trees = {"citationTrees": [_cite(tree) for tree in found], "member": []}
    made = _json(_head() | about | trees)
    for nav in ("", ";nav=children"):
        yield f"{FOLDER}/collection{nav}/{of.id}.jsonld", made


def _rights(of: Letter) -> Object:
    """The licence of the encoding, and the rights that are stated of the texts."""
    stated = [each for each in of.statements if each.kind == "rights" and each.target]
    licence = [each.target for each in stated if each.id == "encoding-rights"]
    rights = [each.target for each in stated if each.id != "encoding-rights"]
    return {key: said for key, said in (("license", licence), ("rights", rights)) if said}


def _navigation(
    given: Given, tree: Tree, found: tuple[Tree, ...], depth: Depth
) -> Iterator[tuple[str, bytes]]:
    """Every answer about a tree: from its root, and from each of its nodes."""
    of = given.letter.id
    stem = f"{FOLDER}/navigation/{of}{tree.parameter}"
    parts = [_parts(given, tree, found, depth, deep) for deep in (1, 2)]
    top = [node.ref for node in tree.below("")]
    every = [node.ref for node in tree.nodes]
    deepest = 2 if len(every) > len(top) else 1
    asked = {1: top, 2: every, -1: every}
    for down, members in asked.items():
        if down <= deepest:
            path = f"{stem};down={down}.jsonld"
            yield path, parts[0].navigation(_itself(given, path), members)
    children = {node.ref: [each.ref for each in tree.below(node.ref)] for node in tree.nodes}
    for node in tree.nodes:
        within = [node.ref, *children[node.ref]]
        beside = children[node.parent] if node.parent else top
        for parameter, answer in (
            ("", None),
            (";down=0", beside),
            (";down=1", within),
            (";down=-1", within),
            *([(";down=2", within)] if deepest == 2 else []),
        ):
            path = f"{stem}{parameter}/{node.ref}.jsonld"
            yield path, parts[1].navigation(_itself(given, path), answer, node.ref)


class _Parts(Struct, frozen=True):
    """What answers are put together of, already written: the resource, the citable units."""

    resource: bytes
    units: dict[str, bytes]

    def navigation(self, itself: str, members: list[str] | None, ref: str = "") -> bytes:
        """An answer: about a reference, with members or without."""
        made: Object = _head() | {"@id": itself, "@type": "Navigation"}
        made["resource"] = msgspec.Raw(self.resource)
        if ref:
            made["ref"] = msgspec.Raw(self.units[ref])
        if members is not None:
            listed = b",\n  ".join(self.units[each] for each in members)
            made["member"] = msgspec.Raw(b"[\n  %b]" % listed if members else b"[]")
        return _json(made)


def _parts(given: Given, tree: Tree, found: tuple[Tree, ...], depth: Depth, deep: int) -> _Parts:
    way = _way(given.base, deep)
    of = given.letter.id
    resource = {
        "@id": of,
        "@type": "Resource",
        **_templates(of, way, depth),
        "citationTrees": [_cite(each) for each in found],
    }
    page = f"{way.site}letters/{of}.html"
    units = {
        node.ref: msgspec.json.encode(
            {
                "@id": f"{page}#{node.ref}",
                "@type": "CitableUnit",
                "identifier": node.ref,
                "level": 2 if node.parent else 1,
                "parent": node.parent or None,
                "citeType": node.kind,
            }
        )
        for node in tree.nodes
    }
    return _Parts(msgspec.json.encode(resource), units)


def _cite(tree: Tree) -> Object:
    """A citation tree as it is described: what there is, and what there is below it."""
    kinds: dict[str, dict[str, None]] = {}
    of = {node.ref: node.kind for node in tree.nodes}
    for node in tree.nodes:
        if node.parent:
            kinds[of[node.parent]][node.kind] = None
        else:
            kinds.setdefault(node.kind, {})
    return {
        "@type": "CitationTree",
        **({"identifier": tree.name} if tree.name else {}),
        "description": tree.what,
        "citeStructure": [_structure(kind, below) for kind, below in kinds.items()],
    }


def _structure(kind: str, below: Iterable[str]) -> Object:
    inner = [_structure(each, ()) for each in below]
    made: Object = {"@type": "CiteStructure", "citeType": kind}
    return made | {"citeStructure": inner} if inner else made


# --- documents ---------------------------------------------------------------------------------


def _documents(
    given: Given, passages: Passages, found: tuple[Tree, ...], depth: Depth
) -> Iterator[tuple[str, bytes]]:
    """The letter, and each of its passages."""
    of = given.letter.id
    bases = [f"{_way(given.base, deep).site}letters/{of}.xml" for deep in (1, 2, 3)]
    for tree in found:
        stem = f"{FOLDER}/document/{of}{tree.parameter}"
        for node in tree.nodes:
            yield f"{stem}/{node.ref}.xml", passages.document(node.members, bases[1])
        for start, end, members in ranges(tree) if depth.ranges else ():
            yield f"{stem}/{start}/{end}.xml", passages.document(members, bases[2])
    whole = passages.whole(bases[0])
    for tree in found:
        yield f"{FOLDER}/document/{of}{tree.parameter}.xml", whole


# --- the edition -------------------------------------------------------------------------------


def edition(
    settings: Settings, cards: tuple[Card, ...], depth: Depth
) -> Iterator[tuple[str, bytes]]:
    """The entry, the collection of all letters, and the way back to it from each letter."""
    base = settings.base
    way = _way(base, 0)
    entry = _head() | {
        "@id": _absolute(base, f"{FOLDER}/entry.jsonld") or "entry.jsonld",
        "@type": "EntryPoint",
        "collection": f"{way.service}collection{{;nav}}{{/id}}.jsonld",
        "navigation": f"{way.service}navigation/{{resource}}{{;tree}}{{;down}}{{/ref}}.jsonld",
        "document": f"{way.service}document/{{resource}}{{;tree}}{_passage(depth)}.xml",
    }
    yield f"{FOLDER}/entry.jsonld", _json(entry)
    root = name(cards)
    for place, end in ((0, ""), (1, f"/{root}")):
        way = _way(base, place)
        about = _collection(settings, root, len(cards), way)
        children = [_listed(card, way, depth) for card in cards]
        for nav, members in (("", children), (";nav=children", children), (";nav=parents", [])):
            path = f"{FOLDER}/collection{nav}{end}.jsonld"
            yield path, _json(_head() | about | {"member": members})
    way = _way(base, 1)
    about = _collection(settings, root, len(cards), way)
    for card in cards:
        path = f"{FOLDER}/collection;nav=parents/{card.id}.jsonld"
        yield path, _json(_head() | _listed(card, way, depth) | {"member": [about]})


def name(cards: Iterable[Card]) -> str:
    """The name of the collection, which is no letter's."""
    taken = {card.id.casefold() for card in cards}
    name = "edition"
    while name in taken:
        name += "-of-letters"
    return name


def _collection(settings: Settings, root: str, letters: int, way: _Way) -> Object:
    first = settings.languages[0]
    titles = [{"lang": lang, "value": said} for lang, said in settings.title.items()]
    told = [{"lang": lang, "value": said} for lang, said in settings.description.items()]
    return {
        "@id": root,
        "@type": "Collection",
        "title": settings.title[first],
        "description": settings.description[first],
        "totalParents": 0,
        "totalChildren": letters,
        "collection": f"{way.service}collection{{;nav}}/{root}.jsonld",
        "dublinCore": {
            "title": titles,
            "description": told,
            "publisher": [settings.publisher],
            "license": [settings.licence],
        },
    }


def _listed(card: Card, way: _Way, depth: Depth) -> Object:
    langs = [text.lang for text in card.texts]
    return _about(card.id, card.title, card.actions, langs, way, depth)


def _about(
    of: str,
    title: tuple[Paragraph, ...],
    actions: tuple[Action, ...],
    langs: list[str],
    way: _Way,
    depth: Depth,
    rights: Object = {},  # noqa: B006 (it is only read)
) -> Object:
    """A letter as a resource of the collection."""
    titles = [{"lang": each.lang, "value": model.text(each.content)} for each in title]
    sent = [action for action in actions if action.kind == "sent"]
    senders = [party.name for action in sent for party in action.persons]
    dates = [said for action in sent if (said := _date(action))]
    core: Object = {"title": titles, "language": list(dict.fromkeys(langs))}
    for key, value in (("creator", senders), ("date", dates[:1])):
        if value:
            core[key] = value
    return {
        "@id": of,
        "@type": "Resource",
        "title": titles[0]["value"] if titles else of,
        "totalParents": 1,
        "totalChildren": 0,
        **_templates(of, way, depth),
        "mediaTypes": ["application/tei+xml"],
        "download": f"{way.site}letters/{of}.xml",
        "dublinCore": core | rights,
    }


def _date(action: Action) -> str:
    """A day, or the interval in which it lies (ISO 8601), as far as it is known."""
    when = action.when
    if when is None:
        return ""
    ends = f"{when.not_before or '..'}/{when.not_after or '..'}"
    return when.when or (ends if when.not_before or when.not_after else "")


# --- addresses ---------------------------------------------------------------------------------


class _Way(Struct, frozen=True):
    """How a document leads to the service and to the site: absolute, or as seen from there."""

    service: str
    site: str


def _way(base: str, deep: int) -> _Way:
    """The way from so many folders below that of the service."""
    if base:
        return _Way(f"{rooted(base)}{FOLDER}/", rooted(base))
    return _Way("../" * deep, "../" * (deep + 2))


def _templates(of: str, way: _Way, depth: Depth) -> Object:
    service = way.service
    return {
        "collection": f"{service}collection{{;nav}}/{of}.jsonld",
        "navigation": f"{service}navigation/{of}{{;tree}}{{;down}}{{/ref}}.jsonld",
        "document": f"{service}document/{of}{{;tree}}{_passage(depth)}.xml",
    }


def _passage(depth: Depth) -> str:
    return "{/ref,start,end}" if depth.ranges else "{/ref}"


def _itself(given: Given, path: str) -> str:
    return _absolute(given.base, path) or path.rpartition("/")[2]


def _absolute(base: str, path: str) -> str:
    return f"{rooted(base)}{path}" if base else ""


def _head() -> Object:
    return {"@context": CONTEXT, "dtsVersion": VERSION}


def _json(made: Object) -> bytes:
    return msgspec.json.encode(made) + b"\n"
