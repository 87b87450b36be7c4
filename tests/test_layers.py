"""The flow goes one way, and each kind of knowledge has one home: read off the code itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from tests.command import ROOT

# A module imports only what stands before it. A folder is one layer.
LAYERS = (
    "finding",  # what a check has to say
    "rules",  # what is asked, and why
    "echoes",  # what only says again what another finding says
    "packing",  # values and texts in little room
    "model",  # what a letter is
    "moment",  # dates in the order of time
    "slug",  # what a name may be
    "language",  # which code of a language is meant
    "whole",  # files put in the place of others
    "folder",  # which files an edition has
    "engine",  # the code and the libraries
    "read",  # bytes -> tree
    "validate",  # tree -> findings of the grammar
    "tei",  # tree -> letter
    "prose",  # Markdown and YAML -> pages, settings
    "align",  # letter -> units
    "claims",  # what words claim of others
    "spans",  # quotations -> places in the text
    "length",  # what lengths say of an alignment
    "parity",  # the same persons, days and numbers on both sides
    "apparatus",  # letter -> its shifts and readings in small
    "card",  # letter -> card
    "link",  # cards -> edition
    "ledger",  # what was released, against what stands
    "counts",  # how many there are of what
    "truth",  # claims about documents against what is known of them
    "prepare",  # a letter's way from bytes to card
    "cite",  # letter, names -> what is cited, and how
    "search",  # letter, register -> pieces -> parts of the index
    "formats",  # edition, letters -> tables and data, and back
    "views",  # edition, letter -> what each page shows
    "render",  # views -> bytes of pages
    "fonts",  # the type, cut to what is used
    "sitemap",  # pages -> what crawlers are told
    "feed",  # releases and corrections, for those who follow them
    "check",  # the staged site -> findings
    "publish",  # stage, swap
    "exports",  # what settings ask for beside the pages
    "parcel",  # everything in one file
    "unchanged",  # whether anything is to be done
    "record",  # what was built before, and from what
    "archive",  # the ledgers of a folder, held against what stands
    "shelf",  # what one step keeps for the next build
    "indexing",  # pieces -> the index, put together and kept
    "report",  # findings -> text, JSON, SARIF
    "press",  # all steps in their order
    "clerk",  # releases, declarations, citations that are verified
    "command",  # the command line
)


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NONE = words("")


@dataclass(frozen=True)
class Home:
    """What only some layers may know, by the modules and attributes that show it."""

    what: str
    layers: frozenset[str]
    modules: frozenset[str] = NONE
    calls: frozenset[str] = NONE
    texts: frozenset[str] = NONE


HOMES = (
    Home(
        "XML",
        layers=words("read validate tei"),
        modules=words("lxml xml"),
    ),
    Home("TEI names", layers=words("tei"), texts=words("www.tei-c.org/ns")),
    Home("templates", layers=words("render"), modules=words("jinja2 markupsafe")),
    Home("Markdown and YAML", words("prose"), modules=words("markdown nh3 yaml")),
    Home(
        "the disk",
        layers=words(
            "whole folder engine render fonts parcel publish record shelf press unchanged clerk "
            "command"
        ),
        modules=words("os shutil tempfile glob fileinput io fcntl"),
        calls=words(
            "open read_text read_bytes write_text write_bytes exists is_file is_dir is_symlink "
            "iterdir glob rglob mkdir unlink rename touch stat lstat resolve rmdir chmod"
        ),
    ),
    Home(
        "fonts",
        words("fonts"),
        modules=words("brotli fontpkg_literata fontTools"),
    ),
    Home(
        "other processes",
        layers=words("press command"),
        modules=words("subprocess multiprocessing concurrent threading signal"),
    ),
    Home(
        "a network",
        layers=NONE,
        modules=words("socket http ssl ftplib requests httpx"),
        calls=words("urlopen urlretrieve"),
    ),
    Home(
        "the clock or chance",
        layers=words("command"),
        modules=words("time random secrets uuid"),
        calls=words("now today utcnow fromtimestamp getmtime"),
    ),
    Home(
        "where it runs",
        layers=words("engine publish unchanged command"),
        modules=words("platform locale getpass sys"),
        calls=words("getenv expanduser environ"),
    ),
    Home("the terminal", words("command"), words("rich argparse"), words("print")),
)


@dataclass(frozen=True)
class Module:
    """A file of the package, parsed."""

    path: Path

    @property
    def layer(self) -> str:
        return self.path.relative_to(ROOT / "edition").parts[0].removesuffix(".py")

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def dotted(self) -> str:
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        return tuple(ast.walk(ast.parse(self.path.read_text(encoding="utf-8"))))


MODULES = tuple(
    Module(path)
    for path in sorted((ROOT / "edition").rglob("*.py"))
    if path != ROOT / "edition" / "__init__.py"
)


def imports(module: Module) -> Iterator[tuple[str, int]]:
    """The modules that a module names in its imports, dotted, with the line."""
    package = (
        module.dotted if module.path.name == "__init__.py" else module.dotted.rpartition(".")[0]
    )
    for node in module.nodes:
        match node:
            case ast.Import():
                yield from ((alias.name, node.lineno) for alias in node.names)
            case ast.ImportFrom(module=source, level=level):
                base = package.rsplit(".", level - 1)[0] if level else ""
                start = ".".join(part for part in (base, source) if part)
                for alias in node.names:
                    yield f"{start}.{alias.name}", node.lineno


def imported(module: Module) -> Iterator[tuple[str, int]]:
    """The layers of the edition that a module imports."""
    for name, line in imports(module):
        parts = name.split(".")
        if parts[0] == "edition" and len(parts) > 1:
            yield parts[1], line


def calls(module: Module) -> Iterator[tuple[str, int]]:
    """The functions and methods that a module calls, by their last name."""
    for node in module.nodes:
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                yield name, node.lineno
            case ast.Attribute(attr="environ" as name):
                yield name, node.lineno


def texts(module: Module) -> Iterator[tuple[str, int]]:
    """The strings of a module."""
    for node in module.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value, node.lineno


def test_every_module_has_its_place_in_the_flow() -> None:
    assert {module.layer for module in MODULES} == set(LAYERS)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_a_module_imports_only_what_stands_before_it(module: Module) -> None:
    place = LAYERS.index(module.layer)
    later = [
        f"line {line}: {layer}"
        for layer, line in imported(module)
        if layer != module.layer and layer not in LAYERS[:place]
    ]
    assert later == []


def test_modules_do_not_import_each_other_in_a_circle() -> None:
    names = {module.dotted for module in MODULES}
    needs = {module.dotted: needed(module, names) for module in MODULES}
    while free := {name for name, others in needs.items() if not others & needs.keys()}:
        needs = {name: others for name, others in needs.items() if name not in free}
    assert needs == {}


def needed(module: Module, names: set[str]) -> set[str]:
    """The modules of the edition that a module imports, themselves or something out of them."""
    targets = {name if name in names else name.rpartition(".")[0] for name, _ in imports(module)}
    return targets & names - {module.dotted}


READ = re.compile(
    r"(findall|match|search|sub)\([^()]*\.message\b|\.message\.\w+\(|in \w+\.message\b"
)


def test_no_step_reads_out_of_messages_what_others_know() -> None:
    """What is said is for people; what steps need stands beside it."""
    reading = [
        module.name
        for module in MODULES
        if module.layer != "report" and READ.search(module.path.read_text("utf-8"))
    ]
    assert reading == []


@pytest.mark.parametrize("home", HOMES, ids=lambda home: home.what)
def test_only_its_home_knows(home: Home) -> None:
    strangers = [
        f"{module.name}:{line}: {name}"
        for module in MODULES
        if module.layer not in home.layers
        for name, line in knowledge(module, home)
    ]
    assert strangers == []


def knowledge(module: Module, home: Home) -> Iterator[tuple[str, int]]:
    """The places where a module knows what belongs to a home."""
    for name, line in imports(module):
        if name.split(".")[0] in home.modules:
            yield name, line
    for name, line in calls(module):
        if name in home.calls:
            yield f"{name}()", line
    for text, line in texts(module):
        if any(each in text for each in home.texts):
            yield repr(text), line


def test_nothing_imports_the_command_line() -> None:
    names = {name for module in MODULES for name, _ in imports(module)}
    assert not {name for name in names if name.split(".")[0] in ("build", "tests")}


def test_the_readme_tells_the_flow_in_the_order_of_the_table() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    told = re.search(r"\w+(?: → \w+)+", readme)
    assert told is not None
    flow = told[0].split(" → ")
    assert flow == [layer for layer in LAYERS if layer in flow]
