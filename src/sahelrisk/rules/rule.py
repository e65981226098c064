"""What a rule is: the one definition of severity, `rule NAME` and docs/problems.md."""

from __future__ import annotations

from dataclasses import dataclass

from sahelrisk.problems import Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of problem: what it is, why it matters, an example and how to mend it.

    `example` is what a file would hold, in TOML unless it says otherwise.
    """

    name: str
    severity: Severity
    what: str
    why: str
    example: str
    mend: str
