"""The registry of rules: what each says, and which checks find it.

A rule that a check finds is declared above it with `@rule`; a rule that the reader or the scores
find is declared with `declare_in`. `@also` adds a check to a rule that is declared elsewhere.
A check of one rule yields faults, which the rule names; one of several yields named problems.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import wraps
from typing import TypedDict, Unpack

from sahelrisk.model.dossier import Dossier
from sahelrisk.problems import UNNAMED, Problem, Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

Check = Callable[[Dossier], Iterator[Problem]]


class _Optional(TypedDict, total=False):
    implausible: bool
    of_framework: bool


class About(_Optional):
    """What a rule is declared with besides its name and severity."""

    what: str
    why: str
    example: str
    mend: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A kind of problem: what it is, why it matters, an example and how to mend it.

    `example` is what a file would hold, in TOML unless it says otherwise. An `implausible` error
    is about what people wrote: the arithmetic is defined all the same, so scoring goes on and
    counts it. A rule `of_framework` says nothing where framework.toml could not be read.
    """

    name: str
    severity: Severity
    subject: str
    what: str
    why: str
    example: str
    mend: str
    implausible: bool = False
    of_framework: bool = False


RULES: dict[str, Rule] = {}
FINDS: dict[Check, list[Rule]] = {}
"""Each check with the rules it finds."""
OF_THE_WHOLE: set[Check] = set()
"""Checks that need every file of the dossier."""


def declare_in(module: str, name: str, severity: Severity, **about: Unpack[About]) -> None:
    """Declare a rule of a module (`__name__`) that no check of it finds."""
    if name in RULES:
        message = f'the rule "{name}" is declared twice'
        raise ValueError(message)
    RULES[name] = Rule(name=name, severity=severity, subject=subject_of(module), **about)


def subject_of(module: str) -> str:
    """Return the heading of a module's rules: `date_rules` holds those of Dates."""
    one = module.rpartition(".")[2].removesuffix("_rules").capitalize()
    return re.sub("(?<![aeiou])y$", "ie", one) + "s"


def also(name: str, *, whole: bool = False) -> Callable[[Check], Check]:
    """Register a check that finds a rule declared elsewhere, or with `@rule`."""

    def register(check: Check) -> Check:
        named = check if check in FINDS else _naming(check, name)
        FINDS.setdefault(named, []).append(RULES[name])
        OF_THE_WHOLE.update({named} if whole else ())
        return named

    return register


def _naming(check: Check, name: str) -> Check:
    """Return a check whose faults bear the name of the rule above it."""

    @wraps(check)
    def named(dossier: Dossier) -> Iterator[Problem]:
        for one in check(dossier):
            yield replace(one, rule=name) if one.rule == UNNAMED else one

    return named


def rule(
    name: str, severity: Severity, *, whole: bool = False, **about: Unpack[About]
) -> Callable[[Check], Check]:
    """Declare a rule and register the check below as what finds it."""

    def register(check: Check) -> Check:
        declare_in(check.__module__, name, severity, **about)
        return also(name, whole=whole)(check)

    return register
