"""Start the command line. `--version` is answered before anything heavy is imported."""

from __future__ import annotations

import gc
import os
import sys

from sahelrisk import __version__


def main() -> None:
    """Run the command line and exit with its code."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        print(f"sahelrisk {__version__}")  # noqa: T201  one line, before any printer is loaded
        return
    # Pydantic would look for plug-ins in the metadata of every installed package: 15 ms, and
    # code that nobody asked to have near the evidence.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    gc.disable()  # a short process that makes no cycles to speak of
    from sahelrisk.cli import run  # noqa: PLC0415  typer costs more than the answer above

    sys.exit(run())


if __name__ == "__main__":
    main()
