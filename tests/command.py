"""The command line, run as a user would run it, but without a network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OFFLINE = ROOT / "tests" / "offline"
FACES = ROOT / ".cache" / "faces"


def build(
    *arguments: str | Path, root: Path = ROOT, cwd: Path = ROOT, umask: int = -1, **changed: str
) -> subprocess.CompletedProcess[str]:
    """Run `build.py` of the checkout at `root`; `changed` are variables of the environment."""
    return subprocess.run(
        [sys.executable, str(root / "build.py"), *map(str, arguments)],
        cwd=cwd,
        env=environment() | changed,
        umask=umask,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )


def environment() -> dict[str, str]:
    """The environment without what would change a build, and with the guard against networks."""
    dropped = ("NO_COLOR", "FORCE_COLOR", "PYTHONHASHSEED", "TZ", "COLUMNS")
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return kept | {"PYTHONPATH": str(OFFLINE), "PYTHONDONTWRITEBYTECODE": "1"}


def checkout(folder: Path, released: bool = False) -> Path:
    """A copy of the project in a new folder: what a build needs, no more.

    Nothing is released in it, so that it can be edited, unless it is to be `released` as here.
    """
    left = ("__pycache__", ".*") if released else ("__pycache__", ".*", "anchors")
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "build.py", folder)
    for name in ("edition", "letters", "schema", "templates"):
        shutil.copytree(
            ROOT / name,
            folder / name,
            ignore=shutil.ignore_patterns(*left),
        )
    if FACES.is_dir():  # cut once, which takes seconds
        shutil.copytree(FACES, folder / FACES.relative_to(ROOT))
    return folder


def files(folder: Path) -> dict[str, bytes]:
    """The files of a folder by their relative names."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
