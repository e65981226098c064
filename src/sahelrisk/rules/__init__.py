"""Every rule by name, in the order of its page: files, values, framework, evidence, practice."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sahelrisk.rules import evidence, files, framework, practice, values
from sahelrisk.rules.rule import Rule

SUBJECTS: Mapping[str, tuple[Rule, ...]] = MappingProxyType(
    {
        "Files": files.RULES,
        "Values": values.RULES,
        "Framework and indicators": framework.RULES,
        "Evidence": evidence.RULES,
        "Practice": practice.RULES,
    }
)
RULES: Mapping[str, Rule] = MappingProxyType(
    {rule.name: rule for rules in SUBJECTS.values() for rule in rules}
)

IMPLAUSIBLE = frozenset(
    {
        "amendment-before-evidence",
        "amends-nothing",
        "amends-withdrawn",
        "ancient-date",
        "condition-word-on-event",
        "ended-before-observed",
        "future-date",
        "recorded-before-observed",
        "takes-back-nothing",
    }
)
"""Errors for `check`, about what people wrote; the arithmetic is defined for them all the same,
so scoring goes on and says how many there are."""

__all__ = ["IMPLAUSIBLE", "RULES", "SUBJECTS", "Rule"]
