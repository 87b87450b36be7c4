"""What every process needs to do its work, and the digests by which earlier work is known."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

from edition import engine, fonts, prepare, record, validate
from edition.engine import digest
from edition.finding import Broken, Finding, Place
from edition.folder import Folder
from edition.prepare import Prepared
from edition.render import Renderer


class Shop:
    """What every process needs to do its work; made anew in each from the edition's folder."""

    def __init__(self, folder: Folder, cache: Path | None) -> None:
        self.folder = folder
        self.keeping = cache is not None
        self.cache = cache or folder.root / ".cache"

    def __reduce__(self) -> tuple[type[Shop], tuple[Folder, Path | None]]:
        """What is loaded stays in its process."""
        return Shop, (self.folder, self.cache if self.keeping else None)

    @cached_property
    def grammar(self) -> validate.Grammar:
        """The grammar of letters."""
        return _grammar(self.folder, "letter.rng")

    @cached_property
    def of_registers(self) -> validate.Grammar:
        """The grammar of registers."""
        return _grammar(self.folder, "register.rng")

    @cached_property
    def renderer(self) -> Renderer:
        """The templates and message catalogues."""
        room = record.room(self.cache, "templates") if self.keeping else None
        return Renderer(self.folder.roots("templates"), room, self.engine)

    @cached_property
    def engine(self) -> str:
        """A digest of all that makes a card of a letter: code, grammar, libraries."""
        grammars = [self.folder.own("schema", name)[1] for name in ("letter.rng", "register.rng")]
        return digest(engine.code(), *grammars, *engine.libraries())

    @cached_property
    def look(self) -> str:
        """A digest of all that makes a page of a view: the engine and the templates."""
        return digest(self.engine, *(part for file in self._templates for part in file))

    @cached_property
    def signs(self) -> str:
        """The characters beyond ASCII of the templates."""
        return fonts.characters(b" ".join(data for _, data in self._templates))

    @cached_property
    def faces(self) -> tuple[fonts.Face, ...]:
        """The faces that the style sheets ask for."""
        return fonts.asked(data for name, data in self.renderer.assets if name.endswith(".css"))

    @cached_property
    def _templates(self) -> tuple[tuple[str, bytes], ...]:
        return tuple(
            (f"{place}/{path.relative_to(root)}", path.read_bytes())
            for place, root in enumerate(self.folder.roots("templates"))
            for path in sorted(root.rglob("*"))
            if path.is_file()
        )


def again(shop: Shop, name: str, key: str) -> Prepared:
    """A letter that has been prepared: as it was kept, or prepared once more."""
    prepared = record.kept(shop.cache, name, key) if shop.keeping else None
    if prepared is None:
        prepared = prepare.letter(name, shop.folder.read(name), shop.grammar)[0]
    assert prepared is not None, name
    return prepared


def _grammar(folder: Folder, name: str) -> validate.Grammar:
    """A grammar of the edition. Raises `Broken` where it is none."""
    file, data = folder.own("schema", name)
    try:
        return validate.grammar(file, data)
    except ValueError as error:
        line = re.search(r"\bline (\d+)", str(error))
        where = Place(file, int(line[1]) if line else 0)
        message = f"this is no grammar: {str(error).removeprefix(f'{file}: ')}"
        hint = "Mend it, or take the file away: ours is used then."
        raise Broken(Finding(where, "grammar-broken", message, hint)) from error
