"""What a command answers when something is wrong: problems, usage, I/O, a bug of ours."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

import typer

from sahelrisk.problems import DossierError, UsageError

PROBLEMS, FAULT, INTERRUPTED = 1, 2, 130


def answered(command: Callable[..., None], *arguments: Any, **options: Any) -> None:
    """Run a command; turn what it raises into a message on stderr and an exit code."""
    try:
        command(*arguments, **options)
        sys.stdout.flush()
    except DossierError as error:
        _show_problems(error)
        raise typer.Exit(PROBLEMS) from None
    except UsageError as error:
        _complain(str(error))
    except BrokenPipeError:
        # The reader has what it wanted; nothing may be written at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
    except OSError as error:
        _complain(f"{error.filename or 'output'}: {error.strerror}")
    except (typer.Exit, typer.BadParameter):
        raise
    except Exception as error:
        if os.environ.get("SAHELRISK_DEBUG"):
            raise
        name = type(error).__name__
        _complain(
            f"internal error, {name}: {error}\n"
            "This is a bug of sahelrisk. SAHELRISK_DEBUG=1 shows where; please report it."
        )


def _show_problems(error: DossierError) -> None:
    from sahelrisk.render.problem_text import render_problem

    for problem in error.problems:
        render_problem(problem, sys.stderr, colour=False)
    number = len(error.problems)
    print(f"{number} problem{'s' * (number != 1)}; nothing was scored", file=sys.stderr)


def _complain(message: str) -> None:
    from sahelrisk.render.text import visible

    print(f"error: {visible(message, newlines=True)}", file=sys.stderr)
    raise typer.Exit(FAULT) from None
