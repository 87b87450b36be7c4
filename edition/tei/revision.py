"""The history of a file in its header: one more change, set before the others as TEI advises.

The bytes are changed at that place alone, so that everything else stays as its editor wrote it.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

_HISTORY = re.compile(rb"<((?:[\w.-]+:)?)revisionDesc\b[^>]*>(\s*)")
_HEADER_END = re.compile(rb"([ \t]*)</((?:[\w.-]+:)?)teiHeader\s*>")
_CHANGE = re.compile(rb"<(?:[\w.-]+:)?change\b[^>]*?( who=\"[^\"]*\")")


def revised(data: bytes, day: str, words: str) -> bytes:
    """The bytes of a file whose history says what happened on a day."""
    said = escape(words).encode()
    history = _HISTORY.search(data)
    if history:
        prefix, space = history[1], history[2]
        who = _CHANGE.search(data, history.end())
        change = b'<%bchange when="%b"%b>%b</%bchange>' % (
            *(prefix, day.encode(), who[1] if who else b"", said, prefix),
        )
        return data[: history.end()] + change + space + data[history.end() :]
    end = _HEADER_END.search(data)
    if end is None:
        return data
    indent, prefix = end[1], end[2]
    line = b"\r\n" if b"\r\n" in data else b"\n"
    added = b'%b  <%brevisionDesc><%bchange when="%b">%b</%bchange></%brevisionDesc>%b' % (
        *(indent, prefix, prefix, day.encode(), said, prefix, prefix, line),
    )
    return data[: end.start()] + added + data[end.start() :]
