"""The edition's own words: settings and pages of prose (bytes -> Settings, Page, findings).

`letters/edition.yaml` says what the edition is; `letters/pages/<slug>.<lang>.md` holds a page in
a language of the interface, YAML between two lines `---` and Markdown after them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from babel import Locale, UnknownLocaleError

from edition import language, slug
from edition.finding import Finding, Findings, Place
from edition.model import Page, Settings
from edition.prose.markup import cleaned, made
from edition.prose.strict import Mapping, Node, Scalar, Sequence, strict
from edition.read import characters

TEXTS = ("title", "description")
WORDS = ("editors", "publisher")
ADDRESSES = ("licence", "base")
SETTINGS = (
    *(*TEXTS, *WORDS, "licence", "languages", "base"),
    *("exports", "dts", "uuid", "citations", "continuous", "spacing"),
)
LISTS = ("exports", "dts")
CMIF = "cmif.xml"
"""What correspSearch reads; it knows editions by their UUIDs."""
FRONT = ("title", "order")
LARGEST = 1024 * 1024
"""A page of prose may have this many bytes: a book of five hundred pages."""
ADDRESS = re.compile(r"https?://[a-z0-9.-]+(:[0-9]+)?(/[^\s<>\"\\^`{|}]*)?", re.IGNORECASE)
NEAR = 4
"""So many names are proposed at most."""
UUID = re.compile(r"[a-f][0-9a-f]{7}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
NAME = re.compile(r"(?:.*/)?([^/]+)\.([A-Za-z0-9-]+)\.md")


# --- settings ----------------------------------------------------------------------------------


Offered = dict[str, tuple[str, ...]]
"""What may stand in a list of the settings, by its key."""


def settings(file: str, data: bytes, offered: Offered) -> tuple[Settings | None, Findings]:
    """What `edition.yaml` says; None where something needed is missing or wrong."""
    text, findings = _text(file, data)
    if text is None:
        return None, findings
    mapping, findings = strict(file, text)
    if mapping is None:
        return None, findings
    reader = _Reader(file, mapping, SETTINGS)
    languages = reader.languages()
    titles, descriptions = (reader.by_language(key, languages) for key in TEXTS)
    editors, publisher = (reader.word(key) for key in WORDS)
    licence, base = (reader.address(key, key == "licence") for key in ADDRESSES)
    sound = not reader.findings
    exports, dts = (reader.names(key, offered[key]) for key in LISTS)
    uuid = reader.uuid(CMIF in exports)
    citations, continuous = reader.choice("citations"), reader.choice("continuous")
    spacing = reader.choice("spacing")
    if not sound:
        return None, tuple(reader.findings)
    return (
        Settings(
            titles,
            descriptions,
            editors,
            publisher,
            licence,
            languages,
            base,
            file,
            exports,
            dts,
            uuid,
            citations=citations,
            continuous=continuous,
            spacing=spacing,
        ),
        tuple(reader.findings),
    )


def absolute(address: str) -> bool:
    """Whether an address is whole, and what may stand in front of others."""
    return ADDRESS.fullmatch(address) is not None


def _is_language(code: str) -> bool:
    """Whether a code is of the form of BCP 47, and the names of its language are known (CLDR)."""
    if not LANGUAGE.fullmatch(code) or language.meant(code):
        return False
    try:
        Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True


class _Reader:
    """Takes values out of a mapping and notes what is not as it should be."""

    def __init__(self, file: str, mapping: Mapping, known: tuple[str, ...]) -> None:
        self.file = file
        self.mapping = mapping
        self.known = known
        self.findings: list[Finding] = []
        self.meant: set[str] = set()
        for key in mapping.items:
            if key not in known:
                self._unknown(key, known, mapping.keys[key])

    def word(self, key: str, needed: bool = True) -> str:
        """A value that is one string."""
        node = self.mapping.items.get(key)
        if node is None:
            if needed and key not in self.meant:
                self.lacks(f"“{key}” is missing", f"Write `{key}: …`.")
            return ""
        if not isinstance(node, Scalar) or not node.text.strip():
            self._wrong(node, f"“{key}” has no value", f"Write `{key}: …`.")
            return ""
        return node.text.strip()

    def address(self, key: str, needed: bool) -> str:
        """An absolute address, or nothing."""
        found = self.word(key, needed)
        if found and not absolute(found):
            example = "https://edition.example/, or leave it out."
            if key == "licence":
                example = "https://creativecommons.org/licenses/by/4.0/."
            self._wrong(
                self.mapping.items[key],
                f"“{found}” is not an absolute address",
                f"Write it whole, such as {example}",
            )
        return found

    def uuid(self, needed: bool) -> str:
        """A UUID that can be an XML id, or nothing."""
        found = self.word("uuid", False)
        if found and not UUID.fullmatch(found):
            message = f"“{found}” is not a UUID that begins with a letter"
            hint = "Write one, once and for all: XML takes no id that begins with a figure."
            self._wrong(self.mapping.items["uuid"], message, hint)
        elif needed and "uuid" not in self.mapping.items:
            message = "“uuid” is missing: by it correspSearch knows the edition"
            hint = "Write `uuid: …`: a UUID that begins with a letter, and that never changes."
            self.lacks(message, hint, self.mapping.keys["exports"])
        return found

    def names(self, key: str, offered: tuple[str, ...]) -> tuple[str, ...]:
        """A list of words that are among those offered, or nothing."""
        node = self.mapping.items.get(key)
        if node is None:
            return ()
        if not isinstance(node, Sequence) or not all(isinstance(x, Scalar) for x in node.items):
            self._wrong(node, f"“{key}” is not a list", f"Write `{key}: [one, another]`.")
            return ()
        words = [each for each in node.items if isinstance(each, Scalar)]
        every = f"Known are: {', '.join(offered)}."
        for each in words:
            if each.text not in offered:
                holding = [name for name in offered if each.text and each.text in name]
                near = holding[:NEAR] or get_close_matches(each.text, offered, 1)
                meant = f"Did you mean {' or '.join(f'“{name}”' for name in near)}?"
                hint = meant if near else every
                self._wrong(each, f"“{each.text}” is nothing that `{key}` can be", hint)
                every = every if near else "Known are those that are named above."
        return tuple(each.text for each in words if each.text in offered)

    def choice(self, key: str) -> bool:
        """Whether something is wanted; not where nothing is said."""
        found = self.word(key, needed=False)
        if found and found not in ("yes", "no"):
            message = f"“{found}” is neither yes nor no"
            self._wrong(self.mapping.items[key], message, f"Write `{key}: yes`, or leave it out.")
        return found == "yes"

    def languages(self) -> tuple[str, ...]:
        """The languages of the interface, the first of them being that of the root."""
        node = self.mapping.items.get("languages")
        if not isinstance(node, Sequence) or not node.items:
            lack = "has no list" if node is not None else "is missing"
            said = node.text.strip(" []") if isinstance(node, Scalar) else ""
            self.lacks(f"“languages” {lack}", f"Write `languages: [{said or 'en, fr'}]`.", node)
            return ()
        codes = [each.text if isinstance(each, Scalar) else "" for each in node.items]
        for code, each in dict(zip(codes, node.items, strict=True)).items():
            if not _is_language(code) or codes.count(code) > 1:
                message = f"“{code}” is not the code of one more language"
                likely = f"Did you mean “{meant}”? " if (meant := language.meant(code)) else ""
                self._wrong(each, message, f"{likely}Write codes of BCP 47, each once: en, fr.")
        known = dict.fromkeys(language.meant(code) or code for code in codes)
        return tuple(code for code in known if _is_language(code))

    def by_language(self, key: str, languages: tuple[str, ...]) -> dict[str, str]:
        """A text in every language of the interface."""
        node = self.mapping.items.get(key)
        if not isinstance(node, Mapping):
            example = ", ".join(f"{lang}: …" for lang in languages or ("en",))
            lack = "is not given by language" if node is not None else "is missing"
            self.lacks(f"“{key}” {lack}", f"Write `{key}: {{{example}}}`.", node)
            return {}
        for lang in sorted(node.items.keys() - set(languages)) if languages else ():
            message = f"“{lang}” is not among `languages` ({', '.join(languages)})"
            hint = "Add it there, or take it out."
            place = self._at(node.keys[lang])
            self.findings.append(Finding(place, "key-unknown", message, hint))
        found = {}
        for lang in languages:
            value = node.items.get(lang)
            if isinstance(value, Scalar) and value.text.strip():
                found[lang] = " ".join(value.text.split())
            else:
                where = node.keys.get(lang) or self.mapping.keys[key]
                self._wrong(where, f"“{key}” is missing in “{lang}”", f"Add `{lang}: …` to {key}.")
        return found

    def lacks(self, message: str, hint: str, node: Node | None = None) -> None:
        place = self._at(node or self.mapping)
        self.findings.append(Finding(place, "settings-lacking", message, hint))

    def _unknown(self, key: str, known: Iterable[str], at: Node) -> None:
        near = get_close_matches(key, list(known), 1)
        self.meant.update(near)
        hint = f"Did you mean “{near[0]}”?" if near else f"Known are: {', '.join(known)}."
        message = f"nobody asks for “{key}”"
        self.findings.append(Finding(self._at(at), "key-unknown", message, hint))

    def _wrong(self, node: Node, message: str, hint: str) -> None:
        self.findings.append(Finding(self._at(node), "settings-value", message, hint))

    def _at(self, node: Node) -> Place:
        return Place(self.file, node.line, node.column)


# --- pages -------------------------------------------------------------------------------------


def page(file: str, data: bytes) -> tuple[Page | None, Findings]:
    """A page of prose; None where its name, its title or its front matter is not sound."""
    name = NAME.fullmatch(file)
    if name is None or slug.fault(name[1]) or not LANGUAGE.fullmatch(name[2]):
        message = f"“{file.rpartition('/')[2]}” does not say what page this is, in what language"
        hint = "Name it <slug>.<language>.md, such as about.en.md."
        return None, (Finding(Place(file), "page-name", message, hint),)
    text, findings = _text(file, data)
    if text is None:
        return None, findings
    parts = re.match(r"---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|$)", text, re.DOTALL)
    if parts is None:
        message = "the page does not begin with its title"
        hint = "Begin with a line ---, then `title: …`, then a line ---."
        return None, (Finding(Place(file, 1, 1), "page-front", message, hint),)
    mapping, findings = strict(file, parts[1] or "", 2)
    if mapping is None:
        return None, findings
    reader = _Reader(file, mapping, FRONT)
    title = reader.word("title")
    order = _order(file, mapping, reader.findings)
    if not title:
        return None, tuple(reader.findings)
    body = text[parts.end() :]
    found, faults = made(file, body, text[: parts.end()].count("\n") + 1)
    page = Page(name[1], name[2], title, order, found.html, found.headings, found.quotes, file)
    return page, (*reader.findings, *faults)


def _order(file: str, mapping: Mapping, findings: list[Finding]) -> int:
    node = mapping.items.get("order")
    if isinstance(node, Scalar) and re.fullmatch(r"[0-9]{1,4}", node.text):
        return int(node.text)
    if node is not None:
        place = Place(file, node.line, node.column)
        hint = "Write a number: pages stand in its order."
        findings.append(Finding(place, "settings-value", "“order” is not a number", hint))
    return 0


def counterparts(pages: Iterable[Page], languages: tuple[str, ...]) -> Findings:
    """Findings for pages that lack a language of the interface, or differ in their addresses."""
    return tuple(_counterparts(tuple(pages), languages))


def _counterparts(pages: tuple[Page, ...], languages: tuple[str, ...]) -> Iterator[Finding]:
    by_slug: dict[str, dict[str, Page]] = {}
    for each in pages:
        if each.lang in languages:
            by_slug.setdefault(each.slug, {})[each.lang] = each
            continue
        known = ", ".join(languages)
        meant = language.meant(each.lang)
        if meant in languages:
            by_slug.setdefault(each.slug, {}).setdefault(meant, each)
        message = f"“{each.lang}” is not a language of the interface ({known})"
        hint = "Add it to `languages` in edition.yaml, or rename the file."
        if meant in languages:
            hint = f"Did you mean “{meant}”? Rename the file: {each.slug}.{meant}.md."
        yield Finding(Place(each.file), "page-language-unknown", message, hint)
    for name, versions in sorted(by_slug.items()):
        first = next(iter(versions.values()))
        for lang in languages:
            other = versions.get(lang)
            if other is None:
                message = f"“{name}” is not there in “{lang}”"
                hint = f"Write {first.file.rsplit('.', 2)[0]}.{lang}.md."
                yield Finding(Place(first.file), "page-counterpart", message, hint)
            elif _ids(other) != _ids(first):
                differ = ", ".join(sorted(set(_ids(other)) ^ set(_ids(first)))) or "their order"
                message = f"the addresses of {other.file} and {first.file} differ: {differ}"
                hint = "Give the headings the same ids in all languages: ## Heading {#id}."
                yield Finding(Place(other.file), "page-anchors", message, hint)


def _ids(page: Page) -> tuple[str, ...]:
    return tuple(anchor for anchor, _ in page.headings)


# --- bytes -------------------------------------------------------------------------------------


def _text(file: str, data: bytes) -> tuple[str | None, Findings]:
    """A file's text, its lines ended by LF; None where a character of it cannot stand."""
    if len(data) > LARGEST:
        message = f"the file has {len(data):,} bytes; at most {LARGEST:,} are read"
        hint = "Divide the page."
        return None, (Finding(Place(file), "file-too-large", message, hint),)
    if not characters.clean(data) and (findings := characters.findings(file, data)):
        return None, findings
    return characters.decoded(data).replace("\r\n", "\n").replace("\r", "\n"), ()


__all__ = ["absolute", "cleaned", "counterparts", "page", "settings"]
