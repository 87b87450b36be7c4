"""The site as it will be published: every link, every address, nothing from elsewhere.

Comes after `render`, before the swap. `facts` reads a file, once, and keeps the little that
others need of it; `findings` relates the facts of all. Pages are searched rather than parsed,
which our output allows: attributes in double quotes after a space or the end of a line, and
the signs `<`, `>`, `"` and `&` of every text escaped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

from msgspec import Struct

from edition import slug
from edition.finding import Finding, Findings, Place
from edition.packing import packed, unpacked
from edition.rules import BY_CODE


class Fault(Struct, frozen=True):
    """What is wrong with a file by itself; `line` counts from 1, `about` is as in a finding."""

    line: int
    code: str
    message: str
    about: str = ""


class Facts(Struct, frozen=True, gc=False):
    """A file in small. There are two pages a letter and more, so lists are kept as strings, and
    those in little room.
    """

    path: str
    packed_ids: bytes = b""
    packed_links: bytes = b""
    faults: tuple[Fault, ...] = ()

    @property
    def ids(self) -> str:
        """Its ids, each between line feeds."""
        return unpacked(self.packed_ids) or "\n"

    @property
    def links(self) -> str:
        """Where it leads within the site: lines "path#fragment", each target once."""
        return unpacked(self.packed_links)


@lru_cache(4)
def _packed_once(words: str) -> bytes:
    """The same, one for all pages that have it: those of a letter in all languages."""
    return packed(words)


class Sound(Struct, frozen=True):
    """A site in which every link arrived: the facts of its pages, the paths of all its files."""

    pages: Mapping[str, Facts]
    files: Collection[str]


def names(paths: Iterable[str], fit: Collection[str] = ()) -> Findings:
    """A finding for each path that is not fit for a file, or that two files want.

    Some are known to be `fit`.
    """
    paths = tuple(paths)
    unfit = (
        _finding(path, 0, "output-name", f"the path “{path}” {wrong}")
        for path in paths
        if path not in fit and (wrong := slug.path_fault(path))
    )
    unclear = (
        _finding(later, 0, "output-unique", f"“{later}” cannot be told from “{earlier}”")
        for earlier, later in slug.twins(paths)
    )
    return (*unfit, *unclear)


def facts(path: str, content: bytes) -> Facts:
    """What a file offers, wants and does wrong; only pages and style sheets want anything."""
    if path.endswith(".html"):
        return _page(path, content)
    if path.endswith(".css"):
        targets, astray = _targets(path, _URL.findall(content), frozenset(), INSIDE)
        return _facts(path, content, targets, _placed(content, _URL, astray) if astray else ())
    return Facts(path)


def part(path: str, content: bytes, asked: Callable[[str], bool]) -> Facts:
    """What a part of a page has and wants, of targets those that are asked for."""
    ids = _ID.findall(content)
    targets, astray = _targets(path, _HREF.findall(content), frozenset(ids), OUTSIDE)
    wrong = [each for each in astray if each[1] != "fragment-resolves" or asked(path + each[3])]
    placed = _placed(content, _HREF, wrong) if wrong else ()
    return _facts(path, content, filter(asked, targets), placed, b"\n".join(ids).decode())


def offering(path: str, ids: Iterable[str]) -> Facts:
    """A page of which only its ids are known."""
    return Facts(path, packed("\n".join(("", *ids, ""))))


def findings(
    pages: Mapping[str, Facts],
    files: Collection[str],
    read: Callable[[str], bytes],
    before: Sound | None = None,
) -> Findings:
    """All that is wrong with the site: the facts of its pages, the paths of all its files.

    `read` gives a file again, where a link of it does not arrive. Where `before` lacks nothing
    that was there, its links still arrive and are not asked again.
    """
    ids = lru_cache(LAST)(lambda path: pages[path].ids)
    known = before.pages if before is not None and _holds(before, pages, files) else {}
    found: list[Finding] = []
    for path, page in pages.items():
        found += _of_itself(page)
        if known.get(path) is not page:
            found += _of_links(page, pages, files, ids, read)
    return tuple(found)


LAST = 1024
"""The ids of so many pages stay unpacked while links are followed."""

# --- all files ---------------------------------------------------------------------------------


def _holds(before: Sound, pages: Mapping[str, Facts], files: Collection[str]) -> bool:
    """Whether every file and every id of the site before is still there."""
    return all(path in files for path in before.files) and all(
        page is pages.get(path)
        or (path in pages and set(page.ids.split()).issubset(pages[path].ids.split()))
        for path, page in before.pages.items()
    )


def _of_itself(file: Facts) -> Iterator[Finding]:
    for fault in file.faults:
        yield _finding(file.path, fault.line, fault.code, fault.message, about=fault.about)


def _of_links(
    file: Facts,
    pages: Mapping[str, Facts],
    files: Collection[str],
    ids: Callable[[str], str],
    read: Callable[[str], bytes],
) -> Iterator[Finding]:
    for target in file.links.splitlines():
        path, _, fragment = target.partition("#")
        there = pages.get(path)
        if there is None and path not in files:
            code, message = "link-resolves", f"the site has no “{path}”"
            near = _near(path, (*pages, *files))
        elif there is not None and fragment and f"\n{fragment}\n" not in ids(path):
            code, message = "fragment-resolves", f"“{path}” has no “#{fragment}”"
            near = _near(fragment, there.ids.split())
        else:
            continue
        line = _line(file.path, read(file.path), target)
        about = target if fragment else path
        yield _finding(file.path, line, code, message, near, about)


def _line(path: str, content: bytes, target: str) -> int:
    """The line of the first link of a file that leads to a target."""
    flat = content.replace(b"\n", b" ")
    for match in (*_HREF.finditer(flat), *_SRC.finditer(flat), *_URL.finditer(flat)):
        if match[1] and target in _targets(path, (match[1],), frozenset(), OUTSIDE)[0]:
            return content.count(b"\n", 0, match.start()) + 1
    return 0


def _near(word: str, words: Collection[str]) -> str:
    """A proposal; none where there are too many words to compare."""
    near = get_close_matches(word, words, 1) if len(words) < 1000 else ()
    return f"Did you mean “{near[0]}”?" if near else ""


def _finding(
    path: str, line: int, code: str, message: str, hint: str = "", about: str = ""
) -> Finding:
    return Finding(Place(path, line), code, message, hint or BY_CODE[code].remedy, about=about)


# --- one file ----------------------------------------------------------------------------------

OUTSIDE = ("http", "https", "mailto")  # by these a link may leave the site
INSIDE = ("data",)  # by this a picture may be part of the page

_ID = re.compile(rb' id=(?:"([^"]*)"|)')
_HREF = re.compile(rb' href=(?:"([^"]*)"|)')
_SRC = re.compile(rb' src=(?:"([^"]*)"|)')
_URL = re.compile(rb"""url\(["' ]*([^"' )]*)""")
_STYLE = re.compile(rb'style(?:(?<= style)="|(?<=<style)[ >])')
_HANDLER = re.compile(rb' on[a-z]+="')
_OPENED = re.compile(rb"<h1|<script\b[^>]*>")
_LANGUAGE = re.compile(rb'<html[^>]* lang="[A-Za-z-]+"')
_TITLE = re.compile(rb"<title>[^<]*[^<\s][^<]*</title>")
_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="([^"]+)"')
_FETCHED = re.compile(rb'<link\b[^>]* rel="(?:stylesheet|icon|preload|manifest)"[^>]*>')
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_PLAIN = re.compile(r"[\w.-]*").fullmatch
_RELATIVE = re.compile(r"[\w.-][\w./-]*").fullmatch  # most addresses: no scheme, no host
_UNREAD = re.compile(r"[\x00-\x20]+")  # browsers pass over some of these

Astray = tuple[bytes, str, str, str]  # address, code, message, what it is about


class Wrong(NamedTuple):
    """What is wrong at an offset of a file."""

    at: int
    code: str
    message: str
    about: str = ""


def _page(path: str, content: bytes) -> Facts:
    flat = content.replace(b"\n", b" ")
    ids = _ID.findall(flat)
    known = frozenset(ids)
    wrong = [*_head(flat[: flat.find(b"<body")]), *_body(flat)]
    targets: dict[str, None] = {}
    for pattern, schemes in ((_HREF, OUTSIDE), (_SRC, INSIDE)):
        addresses = pattern.findall(flat)
        found, astray = _targets(path, addresses, known, schemes)
        targets |= found
        if astray or b"" in addresses:
            wrong += _placed(flat, pattern, astray)
    if len({name.lower() for name in ids}) < len(ids) or b"" in known:
        wrong += _ids(flat)
    return _facts(path, content, targets, wrong, b"\n".join(ids).decode())


def _facts(
    path: str, content: bytes, targets: Iterable[str], wrong: Iterable[Wrong], ids: str = ""
) -> Facts:
    """Facts, with offsets turned into lines."""
    return Facts(
        path,
        _packed_once(f"\n{ids}\n" if ids else ""),
        packed("\n".join(targets)),
        tuple(Fault(content.count(b"\n", 0, at) + 1, *what) for at, *what in sorted(wrong)),
    )


def _targets(
    path: str, addresses: Iterable[bytes], ids: frozenset[bytes], schemes: tuple[str, ...]
) -> tuple[dict[str, None], list[Astray]]:
    """The targets in other files of the site, each once, in order; the addresses that are wrong.

    `ids` are the file's own; `schemes` those by which an address may leave the site.
    """
    files: dict[bytes, tuple[str | None, str]] = {}  # many places are in one file: looked at once
    targets: dict[str, None] = {}
    astray: list[Astray] = []
    for value in dict.fromkeys(addresses):
        if value[:1] == b"#" and value[1:] in ids:
            continue
        address = unescape(value.decode()).encode() if b"&" in value else value
        file, _, fragment = address.partition(b"#")
        if file not in files:
            files[file] = _target(file.decode().strip(), path, schemes)
        target, code = files[file]
        name = _id(fragment.decode()) if fragment else ""
        if code:
            about = address.decode().strip()
            astray.append((value, code, f"“{about}” leads out of the site", about))
        elif target not in (path, None):
            targets[f"{target}#{name}"] = None
        elif target == path and name not in ("", "top") and name.encode() not in ids:
            astray.append((value, "fragment-resolves", f"this page has no “#{name}”", f"#{name}"))
    return targets, astray


def _placed(flat: bytes, pattern: re.Pattern[bytes], astray: Iterable[Astray]) -> Iterator[Wrong]:
    """Where the addresses that are wrong stand first, and all that stand in no quotation marks."""
    first: dict[bytes, int] = {}
    for match in pattern.finditer(flat):
        if match[1] is None:
            yield from _unquoted(match)
        else:
            first.setdefault(match[1], match.start())
    for value, *what in astray:
        yield Wrong(first[value], *what)


def _target(address: str, path: str, schemes: tuple[str, ...]) -> tuple[str | None, str]:
    """What an address in a file means: the path within the site, or None; the rule it breaks."""
    if not _RELATIVE(address):
        if code := _astray(address, schemes):
            return None, code
        if _SCHEME.match(_UNREAD.sub("", address)):
            return None, ""
    target = _within(path.split("/")[:-1], address) if address else path
    return target, "" if target is not None else "link-relative"


def _id(fragment: str) -> str:
    """The id that a fragment names, without a directive to mark words."""
    if _PLAIN(fragment):
        return fragment
    return " ".join(unquote(fragment.partition(":~:")[0]).split())


def _astray(address: str, schemes: tuple[str, ...]) -> str:
    """The code of the rule that an address breaks by its form, or ""."""
    read = _UNREAD.sub("", address)
    scheme = _SCHEME.match(read)
    if scheme and scheme[1].lower() in schemes:
        return ""
    if scheme or read.startswith("//") or "\\" in read:
        return "link-scheme" if schemes == OUTSIDE else "self-contained"
    return "link-relative" if read.startswith("/") else ""


def _within(folder: list[str], path: str) -> str | None:
    """A relative path as seen from the top of the site; None if it leads above it."""
    parts = folder.copy()
    for part in unquote(path).split("/"):
        if part != "..":
            parts += [part] if part != "." else []
        elif parts:
            parts.pop()
        else:
            return None
    return "/".join(parts)


def _unquoted(match: re.Match[bytes]) -> Iterator[Wrong]:
    """An attribute without double quotes, unless it is a word of the text or of a value."""
    if _in_tag(match):
        name = match[0].decode().strip(" =")
        yield Wrong(match.start(), "page-quotes", f"“{name}” has no value in double quotes")


def _in_tag(match: re.Match[bytes]) -> bool:
    at, content = match.start(), match.string
    tag = content.rfind(b"<", 0, at)
    return tag > content.rfind(b">", 0, at) and content.count(b'"', tag, at) % 2 == 0


def _ids(flat: bytes) -> Iterator[Wrong]:
    """Ids that are empty, or equal to an earlier one without regard to capitals."""
    seen: dict[str, str] = {}
    for match in _ID.finditer(flat):
        if match[1] is None:
            yield from _unquoted(match)
            continue
        name = match[1].decode()
        earlier = seen.setdefault(name.lower(), name)
        if not name:
            yield Wrong(match.start(), "page-id-unique", "an id is empty")
        elif earlier is not name:
            yield Wrong(
                match.start(), "page-id-unique", f"“{name}” cannot be told from “{earlier}”"
            )


def _head(head: bytes) -> Iterator[Wrong]:
    """What a page lacks, or fetches, before its body."""
    if not _LANGUAGE.search(head):
        yield Wrong(0, "page-language", "the page does not say its language")
    if len(_TITLE.findall(head)) != 1:
        yield Wrong(0, "page-title", "the page has no title, or several")
    policy = _POLICY.search(head)
    if policy is None or b"unsafe" in policy[1]:
        yield Wrong(0, "page-policy", "the page has no Content-Security-Policy, or a weak one")
    for link in _FETCHED.finditer(head):
        _, astray = _targets("", _HREF.findall(link[0]), frozenset(), INSIDE)
        yield from (
            Wrong(link.start(), *what) for _, *what in astray if what[0] == "self-contained"
        )


def _body(flat: bytes) -> Iterator[Wrong]:
    """What a page does that its policy forbids; whether it has one heading."""
    opened = _OPENED.findall(flat)
    headings = opened.count(b"<h1")
    if headings != 1:
        yield Wrong(0, "page-heading", f"the page has {headings} headings <h1>")
    for match in (*_STYLE.finditer(flat), *_HANDLER.finditer(flat)):
        name = match[0].decode().strip(' =">')
        yield Wrong(match.start(), "page-inline", f"“{name}” stands in the page")
    for script in opened:
        if script != b"<h1" and b' src="' not in script and b' type="application/' not in script:
            yield Wrong(flat.find(script), "page-inline", "a script stands in the page")
