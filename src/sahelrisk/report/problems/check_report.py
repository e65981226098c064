"""The report of `check` for pages and tables, and its tally."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sahelrisk.problems import Problem, Severity
from sahelrisk.report.blocks import Block, Column, Heading, Plain, Report, Span, Table
from sahelrisk.report.words import Words
from sahelrisk.tasks.check import Checked, check_document

HEADER = ("path", "line", "column", "severity", "rule", "message", "hint")


def build_check(found: Checked, words: Words) -> Report:
    """Build the table of problems, whose messages are in the language already."""
    return Report(
        title=tally(found, words),
        blocks=lambda: _blocks(found, words),
        document=lambda: check_document(found).as_json(),
        header=HEADER,
        rows=lambda: map(_row, found.problems),
        texts=frozenset({"path", "message", "hint"}),
        language=words.lang,
        phrases=words.phrases(),
    )


def in_language(found: Checked, words: Words) -> Checked:
    """Return what was found with messages and hints in a language."""
    return replace(found, problems=[one.in_language(words.lang) for one in found.problems])


def _blocks(found: Checked, words: Words) -> Iterator[Block]:
    yield Heading(tally(found, words), 1)
    if not found.problems:
        return
    yield Table(
        (
            Column(words("problem_place"), whole=True),
            Column(words("problem_severity"), drop=1),
            Column(words("problem_rule"), whole=True),
            Column(words("problem_message")),
            Column(words("problem_mend"), drop=2),
        ),
        tuple(
            (
                Span(str(one.place), whole=True),
                words(f"severity_{one.severity}"),
                one.rule,
                one.message,
                one.hint,
            )
            for one in found.problems
        ),
    )


def _row(one: Problem) -> tuple[Plain, ...]:
    place = (one.place.path, one.place.line, one.place.column)
    return (*place, one.severity.value, one.rule, one.message, one.hint or None)


def tally(found: Checked, words: Words) -> str:
    """Return the line that stands last: files, errors, warnings, notes."""
    files = words.count("checked_files", found.files)
    accepted = [words.count("accepted", found.accepted)] if found.accepted else []
    if not found.problems:
        return ", ".join([files, words("no_problems"), *accepted])
    counts = [words.count(f"severity_{one}", found.count(one)) for one in Severity]
    return words("tally", files=files, counts=", ".join([*counts, *accepted]))
