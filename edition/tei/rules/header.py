"""Rules of the header: languages, and what each version declares; alignments name them all."""

from __future__ import annotations

from collections.abc import Iterator

from edition import language
from edition.finding import Finding
from edition.tei.names import ID, LANG, STATEMENTS
from edition.tei.tree import Element, Tree, pointers


def language_declared(tree: Tree) -> Iterator[Finding]:
    """language-undeclared: every language of the texts stands in langUsage.

    Header and notes are written in the languages of the interface, which need not be those of the
    letter: there a code need only be right.
    """
    declared = {each.get("ident") for each in tree.all("language")}
    unknown = {each.lang for each in tree.bearing[LANG]} - declared
    for lang in sorted(unknown - {language.meant(each) for each in declared if unknown}):
        bearers = [each for each in tree.bearing[LANG] if each.lang == lang]
        in_texts = [each for each in bearers if _is_of_text(tree, each)]
        if not in_texts and language.known(lang):
            continue
        known = ", ".join(sorted(filter(None, declared)))
        meant = language.meant(lang) or lang
        if meant in declared:
            hint = f"Did you mean “{meant}”?"
        else:
            hint = f'Add <language ident="{meant}"> to langUsage; declared are: {known or "none"}.'
        yield tree.finding(
            (*in_texts, *bearers)[0],
            "language-undeclared",
            f"the language “{lang}” is not declared",
            hint,
            LANG,
        )


def _is_of_text(tree: Tree, element: Element) -> bool:
    """Whether an element stands in the texts of a letter."""
    texts, apparatus = tree.first("text"), tree.first("standOff")
    end = apparatus.number if apparatus else len(tree.elements)
    return texts is not None and texts.number <= element.number < end


def language_code(tree: Tree) -> Iterator[Finding]:
    """language-code: a language has the code by which programs know it."""
    for each in tree.all("language"):
        code = each.get("ident")
        if meant := language.meant(code):
            yield tree.finding(
                each,
                "language-code",
                f"“{code}” is not the code by which programs know the language",
                f"Write “{meant}”, here and in every xml:lang.",
                "ident",
            )


def letter_named(tree: Tree) -> Iterator[Finding]:
    """letter-name: the header calls the letter by the name of its file."""
    statement = tree.first("publicationStmt")
    name = tree.file.rpartition("/")[2].removesuffix(".xml")
    for each in statement.own("idno") if statement else ():
        if each.get("type") == "letter" and each.words().strip() != name:
            yield tree.finding(
                each,
                "letter-name",
                f"the header calls the letter “{each.words().strip()}”, its file “{name}”",
                f"Write “{name}”; or, before the letter is released, rename the file.",
            )


def version_declares(tree: Tree) -> Iterator[Finding]:
    """version-undeclared: each version states its rights, its source and its practice."""
    for text in tree.all("text"):
        version = text.get(ID)
        if not version:
            continue
        named = {tree.ids[each].name for each in pointers(text.get("decls")) if each in tree.ids}
        lacking = [what for what, (_, names) in STATEMENTS.items() if named.isdisjoint(names)]
        if lacking:
            yield tree.finding(
                text,
                "version-undeclared",
                f"version “{version}” does not state its {', its '.join(lacking)}",
                _stated(tree, text, lacking),
                "decls",
            )


def _stated(tree: Tree, text: Element, lacking: list[str]) -> str:
    """How a version comes to its own statements."""
    said = []
    for what in lacking:
        place, (name, *_) = STATEMENTS[what]
        anchor = f"{text.get(ID)}-{what}"
        said += [] if anchor in tree.ids else [f'Add <{name} xml:id="{anchor}"> to {place}.']
    own = [f"#{text.get(ID)}-{what}" for what in lacking]
    return " ".join((*said, f'Write decls="{" ".join((*text.get("decls").split(), *own))}".'))


def version_role(tree: Tree) -> Iterator[Finding]:
    """version-role: one original at most; a translation says of what, or that it is missing."""
    originals = [text for text in tree.all("text") if text.get("type") == "original"]
    missing = [
        item
        for item in tree.all("relatedItem")
        if item.get("type") == "original" and item.get("subtype") == "not-available"
    ]
    for text in originals[1:]:
        yield tree.finding(
            text,
            "version-role",
            f"“{text.get(ID)}” is a second original",
            "A letter has one original; the others are translations.",
            "type",
        )
    for item in missing:
        if item.get(ID) is None:
            yield tree.finding(
                item,
                "version-role",
                "the original that is not available has no id: no unit can point to it",
                'Give it one: xml:id="original".',
            )
    if originals and missing:
        yield tree.finding(
            missing[0],
            "version-role",
            "the header says that the original is not available, and the file has one",
            "Take the statement out, or call the text a translation.",
        )
    versions = [text for text in tree.all("text") if text.get(ID)]
    if versions and not (originals or missing):
        many = "are translations" if len(versions) > 1 else "is a translation"
        yield tree.finding(
            versions[0],
            "version-role",
            f"{' and '.join(f'“{each.get(ID)}”' for each in versions)} {many}, and nothing is "
            "said of the original",
            'State it: <relatedItem xml:id="original" type="original" subtype="not-available"> in '
            'notesStmt; or call one version type="original".',
            "type",
        )


def domains_named(tree: Tree) -> Iterator[Finding]:
    """link-sides: @domains names what is missing, then the versions as they stand."""
    missing = [each for each in tree.all("relatedItem") if each.get("subtype") == "not-available"]
    sides = tuple([each.get(ID) for each in (*missing, *tree.all("text")) if each.get(ID)])
    for group in tree.all("linkGrp"):
        named = pointers(group.get("domains"))
        if named != sides and all(each in tree.ids for each in named):
            wanted = " ".join(f"#{side}" for side in sides)
            yield tree.finding(
                group,
                "link-sides",
                f"the alignment names the sides “{group.get('domains')}”, not “{wanted}”",
                f'Write domains="{wanted}": a missing original first, then the versions as they '
                "stand; the targets have this order, too.",
                "domains",
            )


RULES = (
    language_declared,
    language_code,
    letter_named,
    version_declares,
    version_role,
    domains_named,
)
