"""The report of `check` for pages and tables, and its tally."""

from __future__ import annotations

from collections.abc import Iterator

from sahelrisk.problems import Problem, Severity
from sahelrisk.report.blocks import Block, Column, Heading, Plain, Report, Span, Table
from sahelrisk.tasks.check import Checked, check_document

HEADER = ("path", "line", "column", "severity", "rule", "message", "hint")
_COLUMNS = (
    Column("Place", whole=True),
    Column("Severity", drop=1),
    Column("Rule", whole=True),
    Column("Message"),
    Column("Hint", drop=2),
)


def build_check(found: Checked) -> Report:
    """Build the table of problems; they are in English, as problems of files are."""
    return Report(
        title=tally(found),
        blocks=lambda: _blocks(found),
        document=lambda: check_document(found).as_json(),
        header=HEADER,
        rows=lambda: map(_row, found.problems),
        texts=frozenset({"path", "message", "hint"}),
    )


def _blocks(found: Checked) -> Iterator[Block]:
    yield Heading(tally(found), 1)
    if found.problems:
        yield Table(
            _COLUMNS,
            tuple(
                (Span(str(one.place), whole=True), one.severity, one.rule, one.message, one.hint)
                for one in found.problems
            ),
        )


def _row(one: Problem) -> tuple[Plain, ...]:
    place = (one.place.path, one.place.line, one.place.column)
    return (*place, one.severity.value, one.rule, one.message, one.hint or None)


def tally(found: Checked) -> str:
    """Return the line that stands last: files, errors, warnings, notes."""
    parts = [f"{_number(found.files, 'file')} checked"]
    accepted = [f"{found.accepted:,} accepted"] if found.accepted else []
    if not found.problems:
        return ", ".join([*parts, "no problems", *accepted])
    parts += [_number(found.count(severity), severity.value) for severity in Severity]
    return f"{parts[0]}: {', '.join([*parts[1:], *accepted])}"


def _number(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
