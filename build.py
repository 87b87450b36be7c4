"""The command line of En regard: builds, checks (see README.md)."""

import sys

from edition.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
