"""Views become bytes: the only module that knows Jinja.

A view names its template; a line is made of macros, one a kind (`templates/inline.html`).
Templates print, loop and test for presence; escaping is automatic, and nothing undefined or
None is ever printed. Message catalogues are GNU gettext's, read through Babel.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket, BytecodeCache
from markupsafe import Markup, escape

from edition import prose
from edition.finding import Finding, Findings, Place
from edition.render.messages import Catalogue, catalogue, merged
from edition.views import View
from edition.views.line import Intervention, Line, Part

SOURCE_LANGUAGE = "en"
"""The language in which the templates are written: it needs no catalogue."""


class Renderer:
    """Makes pages of views.

    `folders` are the template folders, the first that has a file wins; `cache` keeps compiled
    templates between runs, where given. `findings` are the messages that were missed so far.
    """

    def __init__(self, folders: Sequence[Path], cache: Path | None = None) -> None:
        self.folders = tuple(folders)
        self._compiled = _Compiled(cache)
        self._presses: dict[str, _Press] = {}

    def page(self, view: View) -> bytes:
        """The HTML of a page, in UTF-8."""
        return self._press(view.frame.lang).page(view)

    def assets(self) -> tuple[tuple[str, bytes], ...]:
        """The files that pages use (path in the site, content), in order."""
        found: dict[str, Path] = {}
        for folder in reversed(self.folders):
            for file in (folder / "assets").rglob("*"):
                if file.is_file() and not file.name.startswith("."):
                    found[file.relative_to(folder).as_posix()] = file
        return tuple((path, found[path].read_bytes()) for path in sorted(found))

    @property
    def findings(self) -> Findings:
        """What the catalogues lack of what has been printed."""
        return tuple(
            found for lang in sorted(self._presses) for found in self._presses[lang].missed
        )

    def _press(self, lang: str) -> _Press:
        if lang not in self._presses:
            self._presses[lang] = _Press(self.folders, self._compiled, lang)
        return self._presses[lang]


class _Press:
    """The templates in one language of the interface."""

    def __init__(self, folders: Sequence[Path], compiled: BytecodeCache, lang: str) -> None:
        self.lang = lang
        self.catalogue = _catalogue(folders, lang)
        self._missed: dict[str, None] = {}
        self.environment = Environment(
            loader=FileSystemLoader(folders),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_printable,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            bytecode_cache=compiled,
            extensions=["jinja2.ext.i18n"],
        )
        install: Callable[..., None] = getattr(self.environment, "install_gettext_callables")  # noqa: B009
        install(self._message, self._messages, newstyle=True)
        self.environment.globals["interface"] = lang
        self.environment.filters["line"] = self.line
        self.environment.filters["prose"] = _prose

    def page(self, view: View) -> bytes:
        template = self.environment.get_template(view.template)
        return template.render(page=view, frame=view.frame).encode()

    def line(self, line: Line) -> Markup:
        """A line as HTML: strings escaped, each part through the macro of its kind."""
        return Markup("".join([self._part(part) for part in line]))

    def _part(self, part: str | Part) -> str:
        if isinstance(part, str):
            return escape(part)
        if isinstance(part, Intervention):
            proposals = [self.line(each) for each in part.proposals]
            return self.macros[part.kind](part, self.line(part.stands), proposals)
        macro = self.macros[type(part).__name__.lower()]
        inner: Line | None = getattr(part, "content", None)
        return macro(part) if inner is None else macro(part, self.line(inner))

    @cached_property
    def macros(self) -> Mapping[str, Callable[..., Markup]]:
        """The macros of `inline.html` by their names."""
        return vars(self.environment.get_template("inline.html").module)

    @property
    def missed(self) -> Findings:
        return tuple(
            Finding(
                Place(self.catalogue.file),
                "message-missing",
                f"“{message}” is not translated ({self.lang})",
                f'Add msgid "{message}" with its msgstr to templates/messages/{self.lang}.po.',
            )
            for message in self._missed
        )

    def _message(self, message: str) -> str:
        said = self.catalogue.messages.get(message, "")
        if not said and self.lang != SOURCE_LANGUAGE:
            self._missed[message] = None
        return said or message

    def _messages(self, one: str, many: str, number: int) -> str:
        said = self.catalogue.plurals.get(one, ())
        if not said and self.lang != SOURCE_LANGUAGE:
            self._missed[one] = None
        return (said or (one, many))[self.catalogue.form(number)]


def _catalogue(folders: Sequence[Path], lang: str) -> Catalogue:
    """The catalogue of a language: what an earlier folder says counts."""
    files = [folder / "messages" / f"{lang}.po" for folder in folders]
    name = f"templates/messages/{lang}.po"
    return merged([catalogue(name, file.read_bytes()) for file in files if file.is_file()], name)


class _Compiled(BytecodeCache):
    """Compiled templates, shared by all languages; on disk between runs, where there is a place."""

    def __init__(self, folder: Path | None) -> None:
        self.codes: dict[str, bytes] = {}
        self.disk: FileSystemBytecodeCache | None = None
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            self.disk = FileSystemBytecodeCache(str(folder))

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.codes:
            bucket.bytecode_from_string(self.codes[bucket.key])
        elif self.disk is not None:
            self.disk.load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.codes[bucket.key] = bucket.bytecode_to_string()
        if self.disk is not None:
            self.disk.dump_bytecode(bucket)


def _printable(value: Any) -> Any:
    """Refuses what is not there; a template says with `if` what may be missing."""
    if value is None:
        raise TypeError("a template prints None")
    return value


def _prose(html: str) -> Markup:
    """Prose that was made from Markdown, cleaned (again) where it enters a page."""
    return Markup(prose.cleaned(html))
