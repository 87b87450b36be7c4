"""Views become bytes: the only module that knows Jinja.

A view names its template; a line is made of macros, one a kind (`templates/inline.html`).
Templates print, loop and test for presence; escaping is automatic, and nothing undefined or
None is ever printed. Message catalogues are GNU gettext's, read through Babel.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket, BytecodeCache
from markupsafe import Markup, escape

from edition.finding import Finding, Findings, Place
from edition.render.assets import published
from edition.render.faults import told
from edition.render.messages import Catalogue, Catalogues
from edition.render.patterns import Filled, Patterns
from edition.render.printing import Generator, printed
from edition.views import Sheet, View, words
from edition.views.line import Intervention, Line
from edition.views.rows import Cell, Row

SOURCE_LANGUAGE = "en"
"""The language in which the templates are written: it needs no catalogue."""


class Renderer:
    """Makes pages of views.

    `folders` are the template folders, the first that has a file wins; `cache` keeps compiled
    templates and catalogues between runs, where given, for the `engine` that has read them.
    `findings` are the messages that were missed so far.
    """

    def __init__(
        self, folders: Sequence[Path], cache: Path | None = None, engine: str = ""
    ) -> None:
        self.folders = tuple(folders)
        self._compiled = _Compiled(cache, engine)
        self._catalogues = Catalogues(self.folders, cache, engine)
        self._shared = _Shared()
        self._presses: dict[str, _Press] = {}

    def page(self, view: View) -> bytes:
        """The HTML of a page, in UTF-8. Raises `Broken` where a template cannot be filled in."""
        with told(self.folders, view.template):
            return self.press(view.frame.lang).page(view)

    @cached_property
    def assets(self) -> tuple[tuple[str, bytes], ...]:
        """The files that pages use (path in the site, content), in order."""
        return published(self.folders)

    @property
    def findings(self) -> Findings:
        """What the catalogues lack of what has been printed."""
        return tuple(
            found for lang in sorted(self._presses) for found in self._presses[lang].missed
        )

    def press(self, lang: str) -> _Press:
        """The templates in a language."""
        if lang not in self._presses:
            catalogue = self._catalogues.of(lang)
            made = _Press(self.folders, self._compiled, self._shared, catalogue, lang)
            self._presses[lang] = made
        return self._presses[lang]


class _Environment(Environment):
    """Templates as `printing` writes them."""

    code_generator_class = Generator


class _Press:
    """The templates in one language of the interface."""

    def __init__(
        self,
        folders: Sequence[Path],
        compiled: BytecodeCache,
        shared: _Shared,
        catalogue: Catalogue,
        lang: str,
    ) -> None:
        self.lang = lang
        self.shared = shared
        self.catalogue = catalogue
        self.said: dict[str, Markup] = {}
        self._missed: dict[str, None] = {}
        self.environment = _Environment(
            loader=FileSystemLoader(folders),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=printed,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            bytecode_cache=compiled,
        )
        self.environment.globals |= {"_": self.say, "named": self.named, "interface": lang}
        self.environment.filters |= {
            "line": self.line,
            "number": lambda value: words.number(value, lang),
            "prose": _prose,
            "shared": self.once,
        }

    def page(self, view: View) -> bytes:
        template = self.environment.get_template(view.template)
        return template.render(page=view, frame=view.frame).encode()

    def once(self, piece: Cell | Row, sheet: Sheet) -> Markup:
        """A row or one of its cells; made once for all languages, unless it has words of one."""
        spoken = sheet.spoken or (type(piece) is Row and piece.spoken)
        made = None if spoken else self.shared.get(sheet, piece)
        if made is None:
            made = self.pieces[type(piece).__name__.lower()](piece, sheet)
            if not spoken:
                self.shared.put(sheet, piece, made)
        return made

    def line(self, line: Line | Filled) -> Markup:
        """A line as HTML: strings escaped, each part through the macro of its kind."""
        return line if isinstance(line, Filled) else Markup(self.patterns.line(line))

    def _intervention(self, part: Intervention) -> str:
        """A reading: its macro is named by its kind."""
        proposals = [self.line(each) for each in part.proposals]
        return self.macros[part.kind](part, self.line(part.stands), proposals)

    @cached_property
    def patterns(self) -> Patterns:
        """The macros of a line, learnt by heart."""
        return Patterns(self.macros, {Intervention: self._intervention})

    @cached_property
    def pieces(self) -> Mapping[str, Callable[..., Markup]]:
        """The macros of what is the same in all languages."""
        return vars(self._module("cell.html"))

    @cached_property
    def macros(self) -> Mapping[str, Callable[..., Markup]]:
        """The macros of all kinds of parts, by their names."""
        return vars(self._module("inline.html")) | vars(self._module("entries.html"))

    def _module(self, name: str) -> object:
        return self.environment.get_template(name).module

    @property
    def missed(self) -> Findings:
        if self._missed and not self.catalogue.messages:
            return (self._untranslated,)
        return tuple(
            Finding(
                Place(self.catalogue.file),
                "message-missing",
                f"“{message}” is not translated ({self.lang})",
                f'Add msgid "{message}" with its msgstr to templates/messages/{self.lang}.po.',
            )
            for message in self._missed
        )

    @property
    def _untranslated(self) -> Finding:
        """That a language has no catalogue: said once, not of each of its words."""
        return Finding(
            Place(self.catalogue.file),
            "message-missing",
            f"no word of the interface is translated into “{self.lang}”: its pages speak English",
            f"Copy templates/messages/fr.po of En regard into the edition as templates/messages/"
            f"{self.lang}.po, and write each msgstr in the language; or take “{self.lang}” out of "
            "`languages` in edition.yaml.",
        )

    def say(self, message: str, **values: object) -> str:
        """A message in the language of the interface, with its values in their places."""
        if message not in self.said:
            found = self.catalogue.messages.get(message, "")
            if not found and self.lang != SOURCE_LANGUAGE:
                self._missed[message] = None
            self.said[message] = escape(found or message)
        said = self.said[message]
        return said % values if values else said

    def named(self, name: str) -> str:
        """A name out of the sources, as the catalogue has it in this language, if it does."""
        return self.catalogue.messages.get(name, name)


class _Shared:
    """The pieces of the letter at hand, for its pages in all languages."""

    def __init__(self) -> None:
        self.sheet: Sheet | None = None
        self.pieces: dict[int, Markup] = {}

    def get(self, sheet: Sheet, piece: object) -> Markup | None:
        return self.pieces.get(id(piece)) if sheet is self.sheet else None

    def put(self, sheet: Sheet, piece: object, made: Markup) -> None:
        if sheet is not self.sheet:
            self.sheet, self.pieces = sheet, {}
        self.pieces[id(piece)] = made


class _Compiled(BytecodeCache):
    """Compiled templates, shared by all languages; on disk between runs, where there is a place."""

    def __init__(self, folder: Path | None, engine: str) -> None:
        self.engine = engine
        self.codes: dict[str, bytes] = {}
        self.disk: FileSystemBytecodeCache | None = None
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            self.disk = FileSystemBytecodeCache(str(folder))

    def get_source_checksum(self, source: str) -> str:
        """What another engine has compiled counts as nothing."""
        return super().get_source_checksum(f"{self.engine}\n{source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.codes:
            bucket.bytecode_from_string(self.codes[bucket.key])
        elif self.disk is not None:
            self.disk.load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.codes[bucket.key] = bucket.bytecode_to_string()
        if self.disk is not None:
            self.disk.dump_bytecode(bucket)


def _prose(html: str) -> Markup:
    """Prose that was made from Markdown, cleaned (again) where it enters a page."""
    from edition import prose  # slow to load, and most pages have none

    return Markup(prose.cleaned(html))
