"""What the edition gives to others beside its pages: the table of formats, one module each.

Comes after `spans`: a letter with its units and located spans becomes bytes (UTF-8, line feeds,
the same every time). Every format makes a piece of a letter, so that the files of the edition
are written as letters stream by, and pieces can be kept.
"""

from __future__ import annotations

from collections.abc import Callable

from edition.formats import (
    annotation,
    bibtex,
    cmif,
    csl,
    dts,
    linked,
    plain,
    readings,
    recorded,
    ris,
    shifts,
    tmx,
    units,
)
from edition.formats.format import Format, Offer, array, one, sheet, text
from edition.formats.given import Columns, Given, columns
from edition.formats.recorded import Recorded

__all__ = [
    "BY_NAME",
    "FORMATS",
    "NAMES",
    "OFFERS",
    "SOURCE",
    "Columns",
    "Format",
    "Given",
    "Offer",
    "bibtex",
    "columns",
    "csl",
    "recorded",
    "ris",
]

TEI = {
    "en": "The letter in TEI P5: its versions, notes, readings, alignment and shifts. All else is "
    "made of it.",
    "fr": "La lettre en TEI P5 : ses versions, notes, leçons, alignement et écarts. Tout le reste "
    "en est tiré.",
}
SHIFTS = {
    "en": "How the translation departs from the original: one row a shift or pattern, with the "
    "words on both sides, where they stand, and what is said of them.",
    "fr": "Comment la traduction s'écarte de l'original : une ligne par écart ou par série, avec "
    "les mots des deux côtés, leur place et ce qui en est dit.",
}
ANNOTATIONS = {
    "en": "The shifts as W3C Web Annotations (JSON-LD), each selected by quotation and position.",
    "fr": "Les écarts en annotations web du W3C (JSON-LD), chacun désigné par citation et par "
    "position.",
}
READINGS = {
    "en": "The readings: one row an intervention, with what stands, what is put beside it, by "
    "whom and on what ground.",
    "fr": "Les leçons : une ligne par intervention, avec ce qui est écrit, ce qui est proposé, "
    "par qui et sur quel fondement.",
}
MEMORY = {
    "en": "The aligned text as a translation memory (TMX 1.4b), transcribed text.",
    "fr": "Le texte aligné en mémoire de traduction (TMX 1.4b), texte transcrit.",
}
UNITS = {
    "en": "The aligned text: one row a unit, paragraphs and sentences, with the transcribed and "
    "the reading text of each version.",
    "fr": "Le texte aligné : une ligne par unité, alinéas et phrases, avec le texte transcrit et "
    "le texte de lecture de chaque version.",
}
TRANSCRIBED = {
    "en": "The transcribed text of a version, without notes, running labels and page breaks.",
    "fr": "Le texte transcrit d'une version, sans notes, mentions courantes ni changements de "
    "page.",
}
READING = {
    "en": "The reading text of a version: as transcribed, but certain corrections are made.",
    "fr": "Le texte de lecture d'une version : tel que transcrit, mais avec les corrections "
    "certaines.",
}
RECORD = {
    "en": "A record of the letter for reference managers, as {}.",
    "fr": "Une notice de la lettre pour les logiciels de références, en {}.",
}
PLACES = {
    "en": "A record of every paragraph, sentence, note, reading and shift, as {}.",
    "fr": "Une notice de chaque alinéa, phrase, note, leçon et écart, en {}.",
}
SERVICE = {
    "en": "Distributed Text Services 1.0 in files: the collection of letters, the references of "
    "each, and each passage as TEI.",
    "fr": "Distributed Text Services 1.0 en fichiers : la collection des lettres, les références "
    "de chacune et chaque passage en TEI.",
}
CORRESPONDENCE = {
    "en": "Who wrote to whom, when and where, for correspSearch (CMIF 1.1).",
    "fr": "Qui a écrit à qui, quand et où, pour correspSearch (CMIF 1.1).",
}
PARCEL = {
    "en": "Everything in one file: the sources, the grammars and the data, with a list of their "
    "checksums.",
    "fr": "Le tout en un fichier : les sources, les grammaires et les données, avec la liste de "
    "leurs sommes de contrôle.",
}


def _record(
    name: str, media: str, what: dict[str, str], form: str, made: Callable[[Recorded], bytes]
) -> Format:
    """Records for reference managers; those of places are given letter by letter only."""
    json = "JSON" in form
    between = b",\n" if json else b"\n"
    taken = recorded.letter if what is RECORD else recorded.pinpoints
    return Format(
        name,
        media,
        {lang: words.format(form) for lang, words in what.items()},
        one(lambda given: between.join(map(made, taken(given)))),
        opening=lambda columns: b"[\n" if json else b"",
        between=between,
        closing=b"\n]\n" if json else b"",
        whole=what is RECORD,
        cites=True,
        texts=False,
    )


BIB, RIS = "application/x-bibtex", "application/x-research-info-systems"
CSL = "application/vnd.citationstyles.csl+json"
FORMATS = (
    sheet("shifts.csv", SHIFTS, shifts.header, shifts.csv, shifts.present),
    sheet("shifts.tsv", SHIFTS, shifts.header, shifts.tsv, shifts.present),
    array("shifts.json", SHIFTS, shifts.json, shifts.present),
    Format(
        "annotations.jsonld",
        "application/ld+json",
        ANNOTATIONS,
        one(annotation.collection),
        shifts.present,
        whole=False,
    ),
    sheet("readings.csv", READINGS, readings.header, readings.csv, readings.present),
    sheet("readings.tsv", READINGS, readings.header, readings.tsv, readings.present),
    array("readings.json", READINGS, readings.json, readings.present),
    Format(
        "units.tmx",
        "application/x-tmx+xml",
        MEMORY,
        one(tmx.units),
        tmx.present,
        opening=tmx.opening,
        closing=tmx.CLOSING,
    ),
    sheet("units.tsv", UNITS, units.header, units.tsv),
    array("units.json", UNITS, units.json),
    text("transcribed.txt", TRANSCRIBED, plain.transcribed),
    text("reading.txt", READING, plain.reading),
    _record("cite.bib", BIB, RECORD, "BibTeX", bibtex.record),
    _record("cite.ris", RIS, RECORD, "RIS", ris.record),
    _record("cite.json", CSL, RECORD, "CSL-JSON", csl.record),
    _record("cite.jsonld", "application/ld+json", RECORD, "JSON-LD", linked.record),
    _record("places.bib", BIB, PLACES, "BibTeX", bibtex.record),
    _record("places.ris", RIS, PLACES, "RIS", ris.record),
    _record("places.json", CSL, PLACES, "CSL-JSON", csl.record),
)
SOURCE = Offer("xml", "application/tei+xml", TEI, "letters/{id}.xml")
"""What is always given: the letters as they are encoded."""
OFFERS = (
    Offer("dts", "application/ld+json", SERVICE, f"{dts.FOLDER}/entry.jsonld"),
    Offer("cmif.xml", "application/tei+xml", CORRESPONDENCE, cmif.PATH, texts=False),
    Offer("edition.zip", "application/zip", PARCEL, "data/edition.zip"),
)
NAMES = (*(each.name for each in FORMATS), *(each.name for each in OFFERS))
"""What settings may ask for."""
BY_NAME = {each.name: each for each in FORMATS}
