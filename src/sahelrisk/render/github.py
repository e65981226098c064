"""Problems as workflow commands of GitHub Actions, shown beside the lines of a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sahelrisk.problems import Severity
from sahelrisk.render.text import visible

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from sahelrisk.problems import Problem

MOST = 9
"""GitHub shows ten annotations of a step; the tenth is the summary."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_ORDER = list(_COMMANDS)


def render(problems: Sequence[Problem], summary: str, out: TextIO) -> None:
    """Write at most nine annotations, the gravest first, and the summary as a tenth."""
    gravest = sorted(problems, key=lambda one: (_ORDER.index(one.severity), one.sort_key))
    out.writelines(_annotation(problem) + "\n" for problem in gravest[:MOST])
    left = len(problems) - MOST
    if left > 0:
        summary += f"; {left} not shown here"
    out.write(f"::notice title=sahelrisk check::{_data(summary)}\n")


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
