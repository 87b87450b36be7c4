"""What a template or a catalogue has wrong, as a finding: in which file, on which line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from traceback import walk_tb

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from edition.finding import Broken, Finding, Place

CODE = "template-broken"
HINT = "Mend it, or take the file away: ours is used then (see templates/README.md)."


@contextmanager
def told(folders: Sequence[Path], template: str) -> Iterator[None]:
    """Raises as `Broken` what goes wrong in a template; what goes wrong elsewhere is our fault."""
    try:
        yield
    except Broken:
        raise
    except Exception as error:
        where = _place(error, folders, template)
        if where is None:
            raise
        raise Broken(Finding(where, CODE, _message(error), HINT)) from error


@contextmanager
def told_of_catalogue(file: str) -> Iterator[None]:
    """Raises as `Broken` what goes wrong with a catalogue of messages."""
    from babel.messages.pofile import PoFileError  # slow to load

    try:
        yield
    except PoFileError as error:
        message = f"this cannot be filled in: {error}"
        raise Broken(Finding(Place(file, error.lineno + 1), CODE, message, HINT)) from error
    except (ValueError, LookupError) as error:
        raise Broken(Finding(Place(file), CODE, _message(error), HINT)) from error


def _place(error: Exception, folders: Sequence[Path], template: str) -> Place | None:
    """The last line of a template that an error has passed; the template, if it was not read."""
    if isinstance(error, TemplateSyntaxError):
        return Place(_name(error.filename or template, folders), error.lineno)
    places = [
        Place(name, line)
        for frame, line in walk_tb(error.__traceback__)
        if (name := _name(frame.f_code.co_filename, folders)).startswith("templates/")
    ]
    unread = Place(f"templates/{template}")
    return places[-1] if places else unread if _is_unread(error) else None


def _is_unread(error: Exception) -> bool:
    return isinstance(error, TemplateNotFound | UnicodeDecodeError)


def _name(file: str, folders: Sequence[Path]) -> str:
    """The name of a template, without the place where the edition lies."""
    for folder in folders:
        if Path(file).is_relative_to(folder):
            return f"templates/{Path(file).relative_to(folder).as_posix()}"
    return file


def _message(error: Exception) -> str:
    match error:
        case TemplateNotFound():
            return f"there is no template “{error.name}”"
        case UnicodeDecodeError():
            return f"byte {error.start} (0x{error.object[error.start]:02X}) is not UTF-8"
        case TemplateError():
            return f"this cannot be filled in: {error}"
        case _:
            return f"this cannot be filled in: {type(error).__name__}: {error}"
