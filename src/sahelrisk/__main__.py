"""Start the command line. `--version` is answered before anything heavy is imported."""

from __future__ import annotations

import gc
import sys
from types import ModuleType

from sahelrisk import __version__


def _without_plugins() -> None:
    """Keep pydantic from searching the metadata of every installed package for plug-ins.

    Its own switch, PYDANTIC_DISABLE_PLUGINS, is read only after the 15 ms that the search
    machinery takes to import; nobody asked to have foreign code near the evidence anyway.
    """
    loader = ModuleType("pydantic.plugin._loader")
    loader.get_plugins = tuple  # type: ignore[attr-defined]
    sys.modules[loader.__name__] = loader


def main() -> None:
    """Run the command line and exit with its code."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        print(f"sahelrisk {__version__}")  # noqa: T201  one line, before any printer is loaded
        return
    _without_plugins()
    gc.disable()  # a short process that makes no cycles to speak of
    from sahelrisk.cli import run  # noqa: PLC0415  typer costs more than the answer above

    sys.exit(run())


if __name__ == "__main__":
    main()
