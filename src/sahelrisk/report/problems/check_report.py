"""The document and the tally of `check`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sahelrisk.problems import Problem, Severity

SCHEMA = "sahelrisk/check/1"


@dataclass(frozen=True, slots=True)
class Findings:
    """Every problem of one run, sorted by place, and how many files were read.

    `accepted` counts those that dossier.toml accepts, which are not among them.
    """

    problems: Sequence[Problem]
    files: int
    accepted: int = 0

    def count(self, severity: Severity) -> int:
        """Return how many problems there are of a severity."""
        return sum(problem.severity is severity for problem in self.problems)


def tally(findings: Findings) -> str:
    """Return the line that stands last: files, errors, warnings, notes."""
    parts = [f"{_number(findings.files, 'file')} checked"]
    accepted = [f"{findings.accepted:,} accepted"] if findings.accepted else []
    if not findings.problems:
        return ", ".join([*parts, "no problems", *accepted])
    parts += [_number(findings.count(severity), severity.value) for severity in Severity]
    return f"{parts[0]}: {', '.join([*parts[1:], *accepted])}"


def _number(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def check_document(findings: Findings) -> Mapping[str, Any]:
    """Return the JSON document of contract § 4."""
    return {
        "schema": SCHEMA,
        "problems": [
            {
                "path": one.place.path,
                "line": one.place.line,
                "column": one.place.column,
                "severity": one.severity.value,
                "rule": one.rule,
                "message": one.message,
                "hint": one.hint,
            }
            for one in findings.problems
        ],
        "summary": {
            "files": findings.files,
            **{f"{severity.value}s": findings.count(severity) for severity in Severity},
            "accepted": findings.accepted,
        },
    }
