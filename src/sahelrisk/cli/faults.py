"""What a command answers when something is wrong: problems, usage, I/O, a bug of ours."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from typing import Any

import typer

from sahelrisk.cli.manner import now
from sahelrisk.locale import languages, phrase
from sahelrisk.problems import DossierError, UsageError

PROBLEMS, FAULT, INTERRUPTED = 1, 2, 130


def answered(command: Callable[..., None], *arguments: Any, **options: Any) -> None:
    """Run a command; turn what it raises into a message on stderr and an exit code."""
    lang = _language(options)
    try:
        command(*arguments, **options)
        sys.stdout.flush()
    except DossierError as error:
        _show_problems(error, lang, _ceiling(options))
        raise typer.Exit(PROBLEMS) from None
    except UsageError as error:
        _complain(error.text(lang), lang)
    except BrokenPipeError:
        # The reader has what it wanted; nothing may be written at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
    except OSError as error:
        _complain(f"{error.filename or 'output'}: {error.strerror}", lang)
    except (typer.Exit, typer.BadParameter):
        raise
    except Exception as error:
        if os.environ.get("SAHELRISK_DEBUG"):
            raise
        bug = {"name": type(error).__name__, "text": str(error)}
        _complain(phrase(lang, "internal_error", bug), lang)


def _language(options: Mapping[str, Any]) -> str:
    """Return the language that was asked for or set; English where there is none of that name."""
    given = getattr(options.get("options"), "lang", options.get("lang", ""))
    asked = str(given or now().settings.lang.value).lower()
    return asked if asked in languages() else "en"


def _ceiling(options: Mapping[str, Any]) -> str | None:
    """Return the highest marking that may be shown, None where everything may."""
    given = options.get("options")
    label = getattr(given, "tlp", None) if hasattr(given, "known_on") else None
    return None if label in (None, "RED") else str(label)


def _show_problems(error: DossierError, lang: str, ceiling: str | None) -> None:
    """Show problems; under a ceiling only how many: nobody knows how a faulty line is marked."""
    from sahelrisk.rendering.problem_text import render_problem

    for problem in () if ceiling else error.problems:
        render_problem(problem, sys.stderr, colour=False, lang=lang)
    number = len(error.problems)
    key = "nothing_scored_one" if number == 1 else "nothing_scored_many"
    print(phrase(lang, key, {"number": number}), file=sys.stderr)
    if ceiling:
        print(phrase(lang, "problems_withheld", {"tlp": ceiling}), file=sys.stderr)


def _complain(message: str, lang: str) -> None:
    from sahelrisk.rendering.text import visible

    text = visible(message, newlines=True)
    print(phrase(lang, "error", {"text": text}), file=sys.stderr)
    raise typer.Exit(FAULT) from None
