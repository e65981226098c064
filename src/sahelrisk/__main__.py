"""Start the command line. `--version` is answered before anything heavy is imported."""

from __future__ import annotations

import sys

from sahelrisk import __version__


def main() -> None:
    """Run the command line and exit with its code."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        print(f"sahelrisk {__version__}")  # noqa: T201  one line, before any printer is loaded
        return
    from sahelrisk.cli import run  # noqa: PLC0415  typer costs more than the answer above

    sys.exit(run())


if __name__ == "__main__":
    main()
