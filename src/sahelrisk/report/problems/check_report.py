"""The tally of `check`."""

from __future__ import annotations

from sahelrisk.problems import Severity
from sahelrisk.report.words import Words
from sahelrisk.tasks.check import Checked


def tally(found: Checked, words: Words) -> str:
    """Return the line that stands last: files, errors, warnings, notes."""
    files = words.count("checked_files", found.files)
    accepted = [words.count("accepted", found.accepted)] if found.accepted else []
    if not found.problems:
        return ", ".join([files, words("no_problems"), *accepted])
    counts = [words.count(f"severity_{one}", found.count(one)) for one in Severity]
    return words("tally", files=files, counts=", ".join([*counts, *accepted]))
