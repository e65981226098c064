"""Problems as a code quality report of GitLab, shown beside the lines of a merge request."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sahelrisk.problems import Severity
from sahelrisk.rendering.repository_paths import fingerprints
from sahelrisk.rendering.text import visible

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from sahelrisk.problems import Problem

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render(problems: Sequence[Problem], out: TextIO) -> None:
    """Write an array with an object a problem."""
    found = [
        {
            "description": visible(f"{one.message} ({one.hint})" if one.hint else one.message),
            "check_name": one.rule,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[one.severity],
            "location": {
                "path": visible(one.place.path.removeprefix("./")),
                "lines": {"begin": one.place.line},
            },
        }
        for one, fingerprint in zip(problems, fingerprints(problems), strict=True)
    ]
    json.dump(found, out, indent=2, ensure_ascii=True)
    out.write("\n")
