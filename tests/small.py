"""Small editions for tests, of letters of a few sentences, and the command line run in them."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from edition import command

SETTINGS = """\
title: {en: Small letters, fr: Petites lettres}
description: {en: Made for tests., fr: Faites pour des essais.}
editors: the tests
publisher: the tests
licence: https://creativecommons.org/publicdomain/zero/1.0/
languages: [en, fr]
"""

HEADER = """\
<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">
<teiHeader><fileDesc>
<titleStmt><title xml:lang="en">A letter of {day}</title>
<title xml:lang="fr">Lettre du {day}</title>
<respStmt><orgName xml:id="editors">the tests</orgName><resp>encoding</resp></respStmt></titleStmt>
<publicationStmt><publisher>the tests</publisher>
<availability xml:id="rights"><p>Free.</p></availability></publicationStmt>
<sourceDesc><bibl xml:id="source">Invented.</bibl></sourceDesc>
</fileDesc>
<encodingDesc><editorialDecl xml:id="practice"><p>None.</p></editorialDecl>
<classDecl><taxonomy xml:id="agents"><category xml:id="agent-hand"><gloss>the hand</gloss>\
</category></taxonomy></classDecl></encodingDesc>
<profileDesc>
<langUsage><language ident="fr">French</language><language ident="en">English</language></langUsage>
<correspDesc>
<correspAction type="sent"><persName>Anne</persName><date when="{day}"/></correspAction>
<correspAction type="received"><persName>Jean</persName></correspAction>
</correspDesc>
<handNotes><handNote xml:id="ink">ink</handNote></handNotes>
</profileDesc></teiHeader>
<text><group>
"""
VERSION = """\
<text xml:id="{id}" xml:lang="{id}" type="{role}" decls="#rights #source #practice"><body><div>
{paragraphs}
</div></body></text>
"""
LINKS = '<linkGrp type="alignment" subtype="{level}" domains="#fr #en" \
targFunc="original translation">{links}</linkGrp>\n'
REGISTER = """\
<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">
<teiHeader><fileDesc><titleStmt><title xml:lang="en">Persons</title><title xml:lang="fr">Personnes\
</title></titleStmt><publicationStmt><publisher>the tests</publisher>
<availability><p>Free.</p></availability></publicationStmt>
<sourceDesc><p>Invented.</p></sourceDesc></fileDesc></teiHeader>
<standOff><listPerson>
{entries}
</listPerson></standOff>
</TEI>
"""
ENTRY = """\
<person xml:id="{id}"><persName xml:lang="en" type="main">{name}</persName>\
<persName xml:lang="fr" type="main">{name}</persName></person>"""

Pair = tuple[str, str]
"""A sentence of the original and its translation, in XML."""

HELLO: tuple[tuple[Pair, ...], ...] = ((("Bonjour.", "Hello."),),)


def letter(
    day: str = "1961-01-01",
    paragraphs: Iterable[Iterable[Pair]] = HELLO,
    stand_off: str = "",
) -> str:
    """A letter in two versions, of paragraphs of sentences that answer each other."""
    pairs = [list(paragraph) for paragraph in paragraphs]
    blocks = [f"p{n}" for n in range(1, len(pairs) + 1)]
    segments = [f"p{n}-s{m}" for n, each in enumerate(pairs, 1) for m in range(1, len(each) + 1)]
    return (
        HEADER.format(day=day)
        + VERSION.format(id="fr", role="original", paragraphs=_version("fr", 0, pairs))
        + VERSION.format(id="en", role="translation", paragraphs=_version("en", 1, pairs))
        + "</group></text>\n<standOff>\n"
        + LINKS.format(level="blocks", links="".join(map(_link, blocks)))
        + LINKS.format(level="segments", links="".join(map(_link, segments)))
        + f"{stand_off}</standOff>\n</TEI>\n"
    )


def _version(name: str, side: int, pairs: list[list[Pair]]) -> str:
    return "\n".join(
        f'<p xml:id="{name}-p{n}">'
        + " ".join(
            f'<s xml:id="{name}-p{n}-s{m}">{pair[side]}</s>' for m, pair in enumerate(paragraph, 1)
        )
        + "</p>"
        for n, paragraph in enumerate(pairs, 1)
    )


def _link(unit: str) -> str:
    return f'<link xml:id="{unit}" target="#fr-{unit} #en-{unit}"/>'


def persons(**names: str) -> str:
    """A register of persons, by id; names in XML."""
    entries = "\n".join(ENTRY.format(id=each, name=name) for each, name in names.items())
    return REGISTER.format(entries=entries)


def page(title: str, body: str) -> str:
    """A page of prose."""
    return f"---\ntitle: {title}\n---\n\n{body}\n"


Files = Mapping[str, str | bytes | None]


def edition(root: Path, changed: Files | None = None) -> Path:
    """An edition of two letters in a new folder, with files added, changed or taken away."""
    write(
        root,
        {
            "letters/edition.yaml": SETTINGS,
            "letters/a.xml": letter("1961-01-01"),
            "letters/b.xml": letter("1961-01-02", [[("Un.", "One."), ("Deux.", "Two.")]]),
        },
    )
    write(root, changed or {})
    return root


def write(root: Path, changed: Files) -> None:
    """Adds, changes or takes away (None) files of a folder."""
    for name, content in changed.items():
        path = root / name
        if content is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


class Said(Struct, frozen=True):
    """What a command has answered."""

    code: int
    out: str
    err: str = ""


def run(root: Path, *words: str | Path, jobs: int = 1) -> Said:
    """A command in this process, in an edition; `build` where none is given."""
    out, err = io.StringIO(), io.StringIO()
    arguments = [os.fspath(word) for word in words] or ["build"]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = command.main([*arguments, "--edition", os.fspath(root), "--jobs", str(jobs)])
    return Said(code, out.getvalue(), err.getvalue())
