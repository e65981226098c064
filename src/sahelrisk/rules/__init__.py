"""Rules, each beside the check that finds it, one module a subject."""

from __future__ import annotations

from datetime import date

from sahelrisk.model.dossier import Dossier
from sahelrisk.problems import Problem
from sahelrisk.rules import (
    allow_rules,
    amendment_rules,
    date_rules,
    file_rules,
    framework_rules,
    grade_rules,
    history_rules,
    item_rules,
    ladder_rules,
    measure_rules,
    name_rules,
    pillar_rules,
    practice_rules,
    profile_rules,
    reading_rules,
    source_rules,
    table_rules,
    value_rules,
)
from sahelrisk.rules.registry import ERROR, FINDS, OF_THE_WHOLE, RULES, Rule, subject_of

PAGE = (
    *(
        file_rules,
        table_rules,
        value_rules,
        pillar_rules,
        framework_rules,
        profile_rules,
        ladder_rules,
    ),
    *(measure_rules, item_rules, reading_rules, date_rules, grade_rules, name_rules),
    *(source_rules, amendment_rules, practice_rules, history_rules, allow_rules),
)
"""The order of subjects on the page of rules."""


def by_subject() -> dict[str, list[Rule]]:
    """Return all rules under the headings of their page, in its order."""
    found: dict[str, list[Rule]] = {subject_of(module.__name__): [] for module in PAGE}
    for one in RULES.values():
        found.setdefault(one.subject, []).append(one)
    return found


def check(
    dossier: Dossier, *, whole: bool, today: date | None = None, advice: bool = True
) -> list[Problem]:
    """Run every check; those that need the whole dossier only when it was read as a whole.

    Dates after `today` are problems; without it none is. Without `advice` only checks that may
    find errors run: scoring needs no more.
    """
    found = [
        problem
        for one, rules in FINDS.items()
        if (whole or one not in OF_THE_WHOLE)
        and (advice or any(rule.severity is ERROR for rule in rules))
        for problem in one(dossier)
    ]
    return found if today is None else [*found, *date_rules.future(dossier, today)]


__all__ = ["RULES", "Rule", "by_subject", "check"]
