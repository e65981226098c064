"""Checks of indicator files: ladders, measures, denominators, translations."""

from __future__ import annotations

from collections.abc import Iterator

from sahelrisk.model.dossier import Dossier
from sahelrisk.model.indicator import IndicatorFile, Measure
from sahelrisk.problems import Problem
from sahelrisk.rules.checks.values import in_domain
from sahelrisk.rules.nearest import nearest

_TEXTS = (
    "title",
    "question",
    "rationale",
    "meaning_of_0",
    "meaning_of_100",
    "includes",
    "excludes",
    "levels",
)


def levels(dossier: Dossier) -> Iterator[Problem]:
    """Levels ascend, and all of them carry a score or none does."""
    for file in dossier.indicators.values():
        rungs = file.levels or ()
        for index in range(1, len(rungs)):
            if rungs[index].level <= rungs[index - 1].level:
                message = f"level {rungs[index].level:g} is not above {rungs[index - 1].level:g}"
                keys = ("levels", index, "level")
                yield file.problem(keys, "levels-out-of-order", message)
        bare = [index for index, rung in enumerate(rungs) if rung.score is None]
        if bare and len(bare) < len(rungs):
            message = f"level {rungs[bare[0]].level:g} has no score, others have"
            yield file.problem(("levels", bare[0], "score"), "partial-scores", message)


def measures(dossier: Dossier) -> Iterator[Problem]:
    """Goalposts differ, points ascend, and the transform takes both."""
    for file in dossier.indicators.values():
        if file.measure:
            yield from _goalposts(file, file.measure)
            yield from _points(file, file.measure)
            low, high = file.measure.range
            if low >= high:
                message = f"the upper end, {high:g}, is not above the lower, {low:g}"
                yield file.problem(("measure", "range"), "empty-scale", message)


def _goalposts(file: IndicatorFile, measure: Measure) -> Iterator[Problem]:
    posts = measure.goalposts or ()
    outside = [at for at, post in enumerate(posts) if not in_domain(post, measure.transform)]
    for at in outside:
        message = f"{measure.transform} does not take {posts[at]:g}"
        yield file.problem(("measure", "goalposts", at), "outside-domain", message)
    same = posts and (
        posts[0] == posts[1] or (measure.transform == "square" and posts[0] == -posts[1])
    )
    if same and not outside:
        message = "both goalposts are the same after the transform"
        yield file.problem(("measure", "goalposts"), "goalposts-equal", message)


def _points(file: IndicatorFile, measure: Measure) -> Iterator[Problem]:
    points = measure.points or ()
    for index, (value, _) in enumerate(points):
        keys = ("measure", "points", index)
        if not in_domain(value, measure.transform):
            message = f"{measure.transform} does not take {value:g}"
            yield file.problem(keys, "outside-domain", message)
        elif index and value <= points[index - 1][0]:
            message = f"{value:g} is not above {points[index - 1][0]:g}"
            yield file.problem(keys, "points-out-of-order", message)


def denominators(dossier: Dossier) -> Iterator[Problem]:
    """A denominator is another indicator, and measured."""
    measured = [key for key, file in dossier.indicators.items() if file.measure or not file.levels]
    for key, file in dossier.indicators.items():
        wanted = file.measure.denominator if file.measure else None
        if wanted is not None and (wanted not in measured or wanted == key):
            message = (
                f'no measured indicator "{wanted}"' if wanted != key else "is its own denominator"
            )
            hint = nearest(wanted, measured)
            yield file.problem(("measure", "denominator"), "unknown-denominator", message, hint)


def translations(dossier: Dossier) -> Iterator[Problem]:
    """An indicator with French texts has all of them."""
    for file in dossier.indicators.values():
        if file.fr is None:
            continue
        missing = [key for key in _TEXTS[:-1] if getattr(file, key) and not getattr(file.fr, key)]
        if file.levels and any(rung.text for rung in file.levels):
            missing += ["levels"] if len(file.fr.levels) != len(file.levels) else []
        if missing:
            message = f"no French text for {', '.join(missing)}"
            yield file.problem(("fr", missing[0]), "missing-translation", message)
