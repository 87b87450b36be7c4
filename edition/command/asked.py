"""What the words of a command ask for: its name, its options; what was meant by others."""

from __future__ import annotations

import os
import re
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from edition.folder import HOME

HELP = ("-h", "--help")
FATES = ("changed", "moved", "split", "merged", "withdrawn")


def asked(arguments: Sequence[str]) -> Namespace:
    """What the words of a command ask for; exits where they ask for nothing that is there."""
    words = list(arguments)
    if not words or (words[0].startswith("-") and words[0] not in HELP):
        words.insert(0, "build")
    parser = _Parser(
        prog="build.py",
        description="Builds a scholarly parallel-text edition from letters in TEI.",
        epilog="Without a command: build. “COMMAND --help” tells the options of each. "
        "Exit 0 done, 1 errors found, 2 refused.",
    )
    commands = _commands(parser)
    name = words[0]
    if name in HELP:
        print(parser.format_help(), commands["build"].format_help(), sep="\n", end="")
        sys.exit()
    if name not in commands:
        known = ", ".join(commands)
        parser.error(f"“{name}” is none of the commands: {known}{_meant(name, commands)}")
    options, strange = parser.parse_known_args(words)
    if not strange:
        return options
    word = strange[0].partition("=")[0]
    if word in commands:
        parser.error(f"the command stands first: build.py {word}, then its options")
    options_of = {each: _known(command) for each, command in commands.items()}
    others = " or ".join(f"“{each}”" for each, own in options_of.items() if word in own)
    meant = f"; {others} does" if others else _meant(word, options_of[name])
    commands[name].error(f"“{name}” knows no “{word}”{meant}")


def _known(command: ArgumentParser) -> list[str]:
    """The options of a command."""
    return re.findall("--[a-z]+", command.format_usage())


def _meant(word: str, known: Iterable[str]) -> str:
    """The question whether the nearest of what is known was meant, where one is near."""
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), 1)
    return f"; did you mean “{near[0]}”?" if near else ""


class _Parser(ArgumentParser):
    """A parser that takes options as they are written, and none for another."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_abbrev=False, **options)

    def error(self, message: str) -> NoReturn:
        """Ends with a message, and with what was meant by a word that is not to be chosen."""
        if wrong := re.search(r"invalid choice: '(.*?)' \(choose from (.*)\)", message):
            message += _meant(wrong[1], re.findall(r"[\w.-]+", wrong[2]))
        super().error(message)


def _commands(parser: _Parser) -> dict[str, _Parser]:
    """The commands by their names, with their options."""
    commands = parser.add_subparsers(metavar="command", required=True)
    for name, help_text in (
        ("build", "check the sources and publish the site"),
        ("check", "check the sources; write nothing"),
        ("release", "record a release: its addresses, its changes, its day"),
        ("declare", "declare what became of an address that was released"),
        ("verify", "say whether citations still stand"),
    ):
        command = commands.add_parser(name, help=help_text, description=help_text)
        command.set_defaults(command=name)
        add = command.add_argument
        add("--edition", type=Path, default=HOME, metavar="DIR", help="the edition's folder")
        add("--quiet", action="store_true", help="say only what is wrong")
        if name == "verify":
            add("citations", nargs="*", metavar="CITATION", help="a permalink or a citation")
            add("--file", type=Path, metavar="FILE", help="a file with a citation a line")
            add("--format", choices=("text", "json"), default="text", help="of the verdicts")
            continue
        add("--jobs", type=_jobs, default=os.cpu_count() or 1, metavar="N", help="processes")
        add("--format", choices=("text", "json", "sarif"), default="text", help="of findings")
        if name == "build":
            add("--out", type=Path, metavar="DIR", help="the site's folder (default: site)")
            add("--base", default="", metavar="URL", help="where the site will be published")
        if name == "release":
            add("version", metavar="X.Y.Z", help="the number of the release")
            add("--date", default="", metavar="YYYY-MM-DD", help="its day (default: today)")
            add("--note", action="append", default=[], metavar="TEXT",
                help="what it is about; “fr: …” in another language")  # fmt: skip
        if name == "declare":
            add("address", metavar="ADDRESS", help="an address as it is copied from a page")
            add("fate", choices=FATES, help="what became of it")
            add("to", nargs="*", metavar="TO", help="where its text is now")
            add("--reason", action="append", default=[], metavar="TEXT",
                help="why; “fr: …” in another language")  # fmt: skip
    return dict(commands.choices)


def _jobs(word: str) -> int:
    if not word.isdecimal() or not 1 <= int(word) <= 256:
        raise ArgumentTypeError(f"“{word}” is not a number of processes (1 to 256)")
    return int(word)
