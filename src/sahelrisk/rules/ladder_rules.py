"""Rules of indicator files: their ladders and translations."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from sahelrisk.model.dossier import Dossier
from sahelrisk.problems import Problem, Said
from sahelrisk.rules.registry import ERROR, NOTE, rule

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


@rule(
    "levels-out-of-order",
    ERROR,
    what="The levels of a ladder do not ascend.",
    why="A level between two others is interpolated, which needs an order.",
    example="[[levels]]\nlevel = 2\n\n[[levels]]\nlevel = 1",
    mend="Sort the levels, lowest first.",
)
def levels(dossier: Dossier) -> Iterator[Problem]:
    """Levels ascend."""
    for file in dossier.indicators.values():
        for index, (lower, upper) in enumerate(pairwise(file.levels or ()), 1):
            if upper.level <= lower.level:
                message = Said("problem_levels_out_of_order", level=upper.level, before=lower.level)
                yield file.fault(("levels", index, "level"), message)


@rule(
    "partial-scores",
    ERROR,
    what="Some levels of a ladder have a score and others do not.",
    why="Either every level has a score, or all are spaced evenly.",
    example="[[levels]]\nlevel = 1\nscore = 0\n\n[[levels]]\nlevel = 2",
    mend="Give every level a score, or none.",
)
def partial_scores(dossier: Dossier) -> Iterator[Problem]:
    """All levels have a score or none has."""
    for file in dossier.indicators.values():
        rungs = file.levels or ()
        bare = [index for index, rung in enumerate(rungs) if rung.score is None]
        if bare and len(bare) < len(rungs):
            message = Said("problem_partial_scores", level=rungs[bare[0]].level)
            yield file.fault(("levels", bare[0], "score"), message)


@rule(
    "missing-translation",
    NOTE,
    what="An indicator has some of its texts in French and lacks others.",
    why="A French report would mix the languages.",
    example='title = "Kidnapping"\nquestion = "How exposed …?"\n\n[fr]\ntitle = "Enlèvements"',
    mend="Translate the texts that the message names, or remove the [fr] table.",
)
def translations(dossier: Dossier) -> Iterator[Problem]:
    """An indicator with French texts has all of them."""
    for file in dossier.indicators.values():
        if file.fr is None:
            continue
        missing = [key for key in _TEXTS[:-1] if getattr(file, key) and not getattr(file.fr, key)]
        if file.levels and any(rung.text for rung in file.levels):
            missing += ["levels"] if len(file.fr.levels) != len(file.levels) else []
        if missing:
            message = Said("problem_missing_translation", missing=", ".join(missing))
            yield file.fault(("fr", missing[0]), message)
