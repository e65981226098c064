"""List the rules of `check`, or tell what one of them means."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from sahelrisk.model.documents.listing_documents import RuleListed, RulesDocument
from sahelrisk.problems import UsageError, or_near
from sahelrisk.rules import RULES, Rule, by_subject
from sahelrisk.rules.nearest import nearest_names


def rule(name: str | None = None) -> Sequence[Rule]:
    """Return one rule, or all by subject; raises UsageError, naming what is near."""
    if name is None:
        return tuple(chain.from_iterable(by_subject().values()))
    if name not in RULES:
        raise unknown_rule(name)
    return (RULES[name],)


def unknown_rule(name: str) -> UsageError:
    """Return what is wrong with the name of a rule, and the names that are near."""
    near = nearest_names(name, RULES)
    return or_near(UsageError("no_rule" if near else "no_rule_listed", name=repr(name)), near)


def rules_document(rules: Sequence[Rule]) -> RulesDocument:
    """Return the document of rules."""
    return RulesDocument(
        schema_="sahelrisk/rules/1",
        rules=tuple(
            RuleListed(
                rule=one.name,
                severity=one.severity.value,
                what=one.what,
                why=one.why,
                example=one.example,
                mend=one.mend,
            )
            for one in rules
        ),
    )
