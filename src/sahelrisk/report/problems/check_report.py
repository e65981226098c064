"""The tally of `check`."""

from __future__ import annotations

from sahelrisk.problems import Severity
from sahelrisk.tasks.check import Checked


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
