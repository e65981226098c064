"""Checks across files, by subject: each a plain function from a dossier to problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from sahelrisk.model.dossier import Dossier
from sahelrisk.problems import Problem
from sahelrisk.rules.checks import (
    amendments,
    dates,
    framework,
    grades,
    items,
    ladders,
    names,
    values,
)
from sahelrisk.rules.nearest import nearest

Check = Callable[[Dossier], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    framework.unknown_pillars,
    framework.pillar_cycles,
    framework.duplicate_names,
    framework.zero_weights,
    framework.bands,
    framework.thresholds,
    framework.nodes,
    framework.missing_priors,
    framework.unknown_members,
    framework.unknown_profile,
    framework.group_countries,
    ladders.levels,
    ladders.measures,
    ladders.denominators,
    items.unknown_indicators,
    items.unknown_countries,
    items.level_and_value,
    items.duplicate_ids,
    names.unsafe_ids,
    dates.recorded_before_observed,
    dates.ancient,
    grades.weak_turning_points,
    amendments.before_evidence,
    amendments.of_withdrawn,
    amendments.changing_nothing,
    amendments.rating,
    amendments.of_events,
    amendments.ended_early,
    amendments.taking_back_nothing,
)
CHECKS_OF_THE_WHOLE: tuple[Check, ...] = (
    amendments.unknown_evidence,
    values.outside_domain,
)
ADVICE: tuple[Check, ...] = (
    framework.empty_pillars,
    ladders.translations,
    names.look_alikes,
    names.bidirectional,
    grades.mismatches,
    grades.confirmed_alone,
    grades.busy_origins,
    amendments.missing_reasons,
)
ADVICE_OF_THE_WHOLE: tuple[Check, ...] = (values.without_denominator,)
"""Only warnings and notes: nothing that keeps a dossier from being scored."""
OF_FRAMEWORK = frozenset(
    {"unknown-pillar", "unknown-profile", "unknown-member", "empty-pillar", "zero-weights"}
)
"""What cannot be said of a dossier whose framework could not be read."""


def check(
    dossier: Dossier, *, whole: bool, today: date | None = None, advice: bool = True
) -> list[Problem]:
    """Run every check; those that need the whole dossier only when it was read as a whole.

    Dates after `today` are problems; without it none is. Without `advice` only what may find
    errors is run: scoring asks for no more.
    """
    checks = CHECKS + CHECKS_OF_THE_WHOLE if whole else CHECKS
    if advice:
        checks += ADVICE + ADVICE_OF_THE_WHOLE if whole else ADVICE
    found = [problem for one in checks for problem in one(dossier)]
    return found if today is None else [*found, *dates.future(dossier, today)]


__all__ = [
    "ADVICE",
    "ADVICE_OF_THE_WHOLE",
    "CHECKS",
    "CHECKS_OF_THE_WHOLE",
    "OF_FRAMEWORK",
    "Check",
    "check",
    "nearest",
]
