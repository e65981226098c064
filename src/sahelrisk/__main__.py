"""Start the command line. `--version` is answered before anything heavy is imported."""

from __future__ import annotations

import gc
import io
import os
import sys
from contextlib import suppress

from sahelrisk import __version__

FAULT, INTERRUPTED = 2, 130


def main() -> None:
    """Run the command line and exit with its code."""
    if sys.stderr is None:  # closed by the shell: `2>&-`
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115  to the end
    if sys.stdout is None:  # `>&-`: what is printed fails as on a full disk
        os.dup2(os.open(os.devnull, os.O_RDONLY), 1)
        sys.stdout = open(1, "w", encoding="utf-8")  # noqa: SIM115  to the end
    try:
        _run()
    except KeyboardInterrupt:  # before a command had begun, or after it had ended
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        _leave(0)
    except OSError as error:
        sys.stderr.write(f"error: output: {error.strerror}\n")
        _leave(FAULT)


def _run() -> None:
    if sys.argv[1:] in (["--version"], ["-V"]):
        print(f"sahelrisk {__version__}", flush=True)  # noqa: T201  before any printer is loaded
        return
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a letter it lacks is escaped, LF stays
            stream.reconfigure(errors="backslashreplace", newline="\n")
    from sahelrisk.system import bound_sizes, end_by_exit  # noqa: PLC0415

    bound_sizes(os.environ)
    end_by_exit()
    gc.disable()  # a short process that makes no cycles to speak of
    from sahelrisk.cli import run  # noqa: PLC0415  typer costs more than the version

    try:
        run()
    except SystemExit as ended:
        if ended.code != FAULT:
            sys.stdout.flush()  # a full disk is reported here, not by the interpreter at its end
            raise
        with suppress(OSError):  # that was said already
            sys.stdout.flush()
        _leave(FAULT)
    sys.stdout.flush()


def _leave(code: int) -> None:
    """Exit; discard output still buffered for a stream that cannot be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.exit(code)


if __name__ == "__main__":
    main()
