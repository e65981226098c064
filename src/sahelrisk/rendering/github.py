"""Problems as workflow commands of GitHub Actions, shown beside the lines of a change."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sahelrisk.locale import phrase
from sahelrisk.problems import Severity
from sahelrisk.rendering.problem_text import render_problem
from sahelrisk.rendering.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TextIO

    from sahelrisk.problems import Problem

MOST = 10
"""GitHub shows ten annotations of each kind of a step."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(problems: Sequence[Problem], summary: str, out: TextIO, lang: str = "en") -> None:
    """Write at most ten annotations of each severity, every problem as text, and the summary."""
    for severity in _COMMANDS:
        shown = [one for one in problems if one.severity is severity][:MOST]
        out.writelines(_annotation(problem) + "\n" for problem in shown)
    with _group(out, lang, "log_problems", len(problems)):
        for problem in problems:
            render_problem(problem, out, lang=lang)
    out.write(f"{visible(summary)}\n")


def render_crossings(crossings: Sequence[str], out: TextIO, lang: str = "en") -> None:
    """Write crossed gates as errors, at most ten, and all of them as text where they are more."""
    out.writelines(f"::error title=sahelrisk gate::{_data(one)}\n" for one in crossings[:MOST])
    more = crossings if len(crossings) > MOST else ()
    with _group(out, lang, "log_gates", len(more)):
        out.writelines(f"{visible(one)}\n" for one in more)


@contextmanager
def _group(out: TextIO, lang: str, title: str, number: int) -> Iterator[None]:
    """Fold what is written meanwhile into a group of the log; of nothing there is no group."""
    if number:
        out.write(f"::group::{_data(phrase(lang, title, {'number': number}))}\n")
    yield
    if number:
        out.write("::endgroup::\n")


def _annotation(problem: Problem) -> str:
    place = problem.place
    where = f"file={_property(place.path)},line={place.line},col={place.column}"
    hint = f" ({problem.hint})" if problem.hint else ""
    title = _property(problem.rule)
    return f"::{_COMMANDS[problem.severity]} {where},title={title}::{_data(problem.message + hint)}"


def _data(text: str) -> str:
    """Escape a message: it can end neither its line nor its command."""
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
