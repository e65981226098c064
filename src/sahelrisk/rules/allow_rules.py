"""Rules of accepted problems, and which problems `[[allow]]` accepts."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from sahelrisk.model.dossier import Dossier
from sahelrisk.model.dossier_file import Allow
from sahelrisk.problems import Problem, Said, Severity
from sahelrisk.rules.nearest import nearest
from sahelrisk.rules.registry import ERROR, NOTE, RULES, declare_in, rule

HISTORY = frozenset({"rewritten", "removed"})
"""Rules that compare two revisions; nothing of them is found in one alone."""


class Sorted(NamedTuple):
    """The problems that are reported, those that dossier.toml accepts, and tables without one."""

    reported: Sequence[Problem]
    accepted: Sequence[Problem] = ()
    unused: Sequence[Problem] = ()


@rule(
    "unknown-rule",
    ERROR,
    what="[[allow]] names a rule that does not exist.",
    why="The problem that it should accept is still reported, and nobody sees why.",
    example='[[allow]]\nrule = "single-publishr"\nid = "mli-20260202-7k3qpa"\nreason = "…"',
    mend="Use a name from `sahelrisk rule`.",
    implausible=True,
)
def unknown_rules(dossier: Dossier) -> Iterator[Problem]:
    """An accepted problem is one of a rule that exists."""
    for index, one in enumerate(dossier.file.allow):
        if one.rule not in RULES:
            hint = nearest(one.rule, RULES) or Said("hint_unknown_rule")
            message = Said("problem_unknown_rule", rule=one.rule)
            yield dossier.file.fault(("allow", index, "rule"), message, hint)


@rule(
    "cannot-be-allowed",
    ERROR,
    what="[[allow]] accepts an error that stops scoring.",
    why="check would pass a dossier that no other command can read.",
    example='[[allow]]\nrule = "toml-syntax"\npath = "evidence/mali.toml"\nreason = "…"',
    mend="Mend the problem itself, and remove the table.",
    implausible=True,
)
def stopping(dossier: Dossier) -> Iterator[Problem]:
    """What stops scoring is mended, not accepted."""
    for index, one in enumerate(dossier.file.allow):
        if one.rule in RULES and not _may_be_accepted(one.rule):
            message = Said("problem_cannot_be_allowed", rule=one.rule)
            yield dossier.file.fault(("allow", index, "rule"), message)


@rule(
    "allow-without-place",
    ERROR,
    what="[[allow]] says neither of which item nor where it accepts a problem.",
    why="Accepted everywhere, a problem is never seen again.",
    example='[[allow]]\nrule = "single-publisher"\nreason = "…"',
    mend='Name the item with id = "…", or the file or folder with path = "…".',
    implausible=True,
)
def without_place(dossier: Dossier) -> Iterator[Problem]:
    """What is accepted is accepted of an item, a file or a folder, not everywhere."""
    for index, one in enumerate(dossier.file.allow):
        if one.id is None and one.path is None:
            message = Said("problem_allow_without_place", rule=one.rule)
            hint = Said("hint_allow_without_place")
            yield dossier.file.fault(("allow", index, "rule"), message, hint)


declare_in(
    __name__,
    "unused-allowance",
    NOTE,
    what="[[allow]] accepts a problem that is not there, or no longer does: its last day is over.",
    why="A table that is left behind would hide the next problem of its kind.",
    example='[[allow]]\nrule = "grade-mismatch"\nid = "mli-1"\nreason = "…"\nuntil = 2026-01-31',
    mend="Remove the table, or give it a later day.",
)


def accept(problems: Sequence[Problem], dossier: Dossier, today: date) -> Sorted:
    """Part problems into those that are reported and those that dossier.toml accepts.

    Paths of problems are as the user would type them, with the dossier's root in front. A table
    that accepts nothing is a problem too, `unused`, whose path is below the root.
    """
    reported: list[Problem] = []
    accepted: list[Problem] = []
    used: set[int] = set()
    valid = [
        (index, one, _path_of(dossier, one))
        for index, one in enumerate(dossier.file.allow)
        if _may_be_accepted(one.rule) and (one.until is None or today <= one.until)
    ]
    for problem in problems:
        by = [index for index, one, path in valid if _accepts(one, path, problem)]
        used.update(by)
        (accepted if by else reported).append(problem)
    return Sorted(reported, accepted, list(_unused(dossier, used)))


def _may_be_accepted(name: str) -> bool:
    one = RULES.get(name)
    return one is not None and (
        name in HISTORY or one.implausible or one.severity is not Severity.ERROR
    )


def _path_of(dossier: Dossier, one: Allow) -> str | None:
    return None if one.path is None else os.path.normpath(f"{dossier.root}/{one.path}")


def _accepts(one: Allow, path: str | None, problem: Problem) -> bool:
    if problem.rule != one.rule or (one.id is None and path is None):
        return False
    if one.id is not None and one.id != problem.item:
        return False
    there = os.path.normpath(problem.place.path)
    return path is None or path in (".", there) or there.startswith(path + os.sep)


def _unused(dossier: Dossier, used: set[int]) -> Iterator[Problem]:
    for index, one in enumerate(dossier.file.allow):
        nowhere = one.id is None and one.path is None
        if nowhere or index in used or one.rule in HISTORY or not _may_be_accepted(one.rule):
            continue
        message = Said("problem_unused_allowance", rule=one.rule)
        yield dossier.file.problem(("allow", index, "rule"), "unused-allowance", message)
