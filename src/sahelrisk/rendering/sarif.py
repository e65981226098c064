"""Problems as SARIF 2.1.0 (OASIS), which code scanning services read."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sahelrisk import __version__
from sahelrisk.problems import Severity
from sahelrisk.rendering.repository_paths import fingerprints
from sahelrisk.rendering.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TextIO

    from sahelrisk.problems import Problem

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_NAMES = "urn:sahelrisk:rule:"
_DRIVE = re.compile(r"[A-Za-z]:")

Described = tuple[str, str, str, Severity]
"""A rule's name, what it says, its help, its severity."""
_DEFAULT = "en"
"""Texts without a language are English, says SARIF."""


def render(
    problems: Sequence[Problem],
    rules: Iterable[Described],
    out: TextIO,
    *,
    docs: str = "",
    lang: str = _DEFAULT,
) -> None:
    """Write one run with the rules that were broken and a result for each problem.

    `docs` is the address of docs/problems.md, to which the rules' help leads; without it they
    have names only, and their help as text.
    """
    broken = {problem.rule for problem in problems}
    described = [rule for rule in rules if rule[0] in broken]
    indices = {rule[0]: index for index, rule in enumerate(described)}
    language = {} if lang == _DEFAULT else {"language": lang}
    driver = {
        "name": "sahelrisk",
        **language,
        "semanticVersion": __version__,
        "rules": [_rule(docs, *rule) for rule in described],
    }
    run = {
        "tool": {"driver": driver},
        **language,
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(problem, indices, name)
            for problem, name in zip(problems, fingerprints(problems), strict=True)
        ],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    json.dump(log, out, indent=2, ensure_ascii=True)
    out.write("\n")


def _rule(docs: str, name: str, what: str, help_: str, severity: Severity) -> dict[str, Any]:
    return {
        "id": name,
        "shortDescription": {"text": what},
        "helpUri": f"{docs}#{name}" if docs else f"{_NAMES}{name}",
        "help": {"text": help_},
        "defaultConfiguration": {"level": _LEVELS[severity]},
    }


def _result(problem: Problem, indices: dict[str, int], fingerprint: str) -> dict[str, Any]:
    place = problem.place
    hint = f" ({problem.hint})" if problem.hint else ""
    region: dict[str, Any] = {"startLine": place.line, "startColumn": place.column}
    if problem.excerpt:
        region["snippet"] = {"text": visible(problem.excerpt)}
    return {
        "ruleId": problem.rule,
        "ruleIndex": indices.get(problem.rule, -1),
        "level": _LEVELS[problem.severity],
        "message": {"text": visible(problem.message + hint)},
        "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": _uri(place.path)}, "region": region}}
        ],
        # The first key is the one that GitHub compares from run to run.
        "partialFingerprints": {
            "primaryLocationLineHash": fingerprint,
            "sahelrisk/v1": fingerprint,
        },
    }


def _uri(path: str) -> str:
    if PurePosixPath(path).is_absolute() or _DRIVE.match(path):
        return "file://" + quote(path if path.startswith("/") else f"/{path}")
    return quote(path.encode("utf-8", "surrogateescape"))
