"""The command line: options in, one call, exit code out."""

from __future__ import annotations

import sys


def run() -> int:
    """Run the command line on the process's arguments; returns or exits with the code."""
    from sahelrisk.cli.app import program_for
    from sahelrisk.cli.completion import asked

    program_for(asked() or sys.argv[1:])()
    return 0
