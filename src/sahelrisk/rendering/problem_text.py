"""A problem of a file: its line, the excerpt with a caret under the place, the hint."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from sahelrisk.locale import phrase
from sahelrisk.problems import Severity
from sahelrisk.rendering.text import cells, encodable, pieces, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TextIO

    from sahelrisk.problems import Problem

INDENT = " " * 4
TAB = " " * 4
WINDOW = 100
_MARK = "…"
_MARK_MOST = 3  # its columns where the encoding has no ellipsis

_TONES: Mapping[Severity, str] = MappingProxyType(
    {Severity.ERROR: "worst", Severity.WARNING: "poor", Severity.NOTE: "good"}
)


def render_problem(
    problem: Problem, out: TextIO, *, colour: bool = False, lang: str = "en"
) -> None:
    """Write `path:line:column: severity: rule: message`, the excerpt with a caret, the hint."""
    problem = problem.in_language(lang)
    severity = phrase(lang, f"severity_{problem.severity}", {})
    encoding = getattr(out, "encoding", None)
    inked = _ink(out, _TONES[problem.severity]) if colour else str
    place = encodable(visible(str(problem.place)), encoding)
    said = encodable(visible(f"{problem.rule}: {problem.message}"), encoding)
    out.write(f"{place}: {inked(severity)}: {said}\n")
    if problem.excerpt.strip():
        line, before = _excerpt(problem.excerpt, problem.place.column, encoding)
        out.write(f"{INDENT}{line}\n{INDENT}{' ' * before}{inked('^')}\n")
    if problem.hint:
        hint = phrase(lang, "problem_hint", {"text": visible(problem.hint)})
        out.write(f"{INDENT}{encodable(hint, encoding)}\n")


def _ink(out: TextIO, tone: str) -> Callable[[str], str]:
    from rich.text import Text  # noqa: PLC0415  only colours need rich

    from sahelrisk.rendering.theme import console  # noqa: PLC0415

    drawing = console(out, WINDOW, colour=True)

    def inked(text: str) -> str:
        with drawing.capture() as captured:
            drawing.print(Text(text, style=tone), end="")
        return captured.get()

    return inked


def _excerpt(line: str, column: int, encoding: str | None) -> tuple[str, int]:
    """Return the part of the line around `column`, from 1, and the columns before the caret."""
    at = min(max(column, 1) - 1, len(line))
    first, last = max(0, at - WINDOW), at + WINDOW
    tabbed = (TAB if raw == "\t" else shown for raw, shown in _around(line, first, last))
    parts = [encodable(part, encoding) for part in tabbed]
    caret = at - first
    if first == 0 and last >= len(line) and cells("".join(parts)) <= WINDOW:
        return "".join(parts).rstrip(), cells("".join(parts[:caret]))
    start, end = _window(parts, caret)
    head = encodable(_MARK, encoding) if first + start > 0 else ""
    tail = encodable(_MARK, encoding) if first + end < len(line) else ""
    before = cells(head + "".join(parts[start:caret]))
    return head + "".join(parts[start:end]).rstrip() + tail, before


def _around(line: str, first: int, last: int) -> zip[tuple[str, str]]:
    part = line[first:last]
    return zip(part, pieces(part), strict=True)


def _window(parts: list[str], caret: int) -> tuple[int, int]:
    """Return the range of `parts` to show: half the room before the caret, the rest after it."""
    room = WINDOW - 2 * _MARK_MOST
    start = caret
    while start and cells("".join(parts[start - 1 : caret])) <= room // 2:
        start -= 1
    end = caret
    while end < len(parts) and cells("".join(parts[start : end + 1])) <= room:
        end += 1
    while start and cells("".join(parts[start - 1 : end])) <= room:
        start -= 1
    return start, end
