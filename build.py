"""The command line of En regard: builds, checks (see README.md)."""

import shlex
import sys

SET_UP = "python3 -m venv .venv && .venv/bin/pip install -q -e . && .venv/bin/python build.py"

if __name__ == "__main__":
    try:
        from edition.command import main

        sys.exit(main(sys.argv[1:], shlex.join((sys.orig_argv[0], sys.argv[0]))))
    except ModuleNotFoundError as lacking:
        package = (lacking.name or "edition").partition(".")[0]
        if package == "edition":
            raise
        print(f"refused: {package} is not installed", file=sys.stderr)
        print(f"    hint: In the project's folder run `{SET_UP}`.", file=sys.stderr)
        sys.exit(2)
