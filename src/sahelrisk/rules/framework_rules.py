"""Rules of framework.toml: bands, thresholds, aggregation and priors."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from sahelrisk.model.dossier import Dossier
from sahelrisk.model.framework import FrameworkFile, ModerateConfidence, NodeRules
from sahelrisk.problems import Problem, Said
from sahelrisk.rules.registry import ERROR, rule


@rule(
    "bands-start",
    ERROR,
    what="The first band does not start at 0.",
    why="Scores below it would have no band.",
    example='[[bands]]\nname = "low"\nfrom = 10',
    mend="Start the first band with from = 0.",
)
def first_band(dossier: Dossier) -> Iterator[Problem]:
    """Bands start at 0."""
    start = dossier.framework.bands[0].start
    if start != 0.0:
        message = Said("problem_bands_start", start=start)
        yield dossier.framework.fault(("bands", 0, "from"), message)


@rule(
    "bands-out-of-order",
    ERROR,
    what="The bands do not ascend.",
    why="A score would belong to two bands, or the words would contradict the figures.",
    example='[[bands]]\nname = "low"\nfrom = 0\n\n[[bands]]\nname = "high"\nfrom = 60\n\n'
    '[[bands]]\nname = "moderate"\nfrom = 40',
    mend="Sort the bands by their edge, each above the one before.",
)
def bands(dossier: Dossier) -> Iterator[Problem]:
    """Bands ascend."""
    for index, (lower, upper) in enumerate(pairwise(dossier.framework.bands), 1):
        if upper.start <= lower.start:
            message = Said("problem_bands_out_of_order", start=upper.start, before=lower.start)
            yield dossier.framework.fault(("bands", index, "from"), message)


@rule(
    "thresholds-out-of-order",
    ERROR,
    what="A lower threshold is above a higher one: provisional above rated, moderate above high.",
    why="A country would be rated and insufficient at once.",
    example="[coverage]\nrated = 0.35\nprovisional = 0.65",
    mend="Set provisional to at most rated, and moderate to at most high.",
)
def thresholds(dossier: Dossier) -> Iterator[Problem]:
    """What asks for more asks for at least as much: rated, high confidence."""
    coverage = dossier.framework.coverage
    if coverage.provisional > coverage.rated:
        message = Said(
            "problem_thresholds_out_of_order",
            provisional=coverage.provisional,
            rated=coverage.rated,
        )
        key = "provisional" if "provisional" in coverage.model_fields_set else "rated"
        yield dossier.framework.fault(("coverage", key), message)
    yield from _confidence(dossier.framework)


def _confidence(framework: FrameworkFile) -> Iterator[Problem]:
    """High confidence asks for at least what moderate asks for."""
    high, moderate = framework.confidence.high, framework.confidence.moderate
    for key in ModerateConfidence.model_fields:
        less, more = getattr(moderate, key), getattr(high, key)
        if less > more:
            level = "moderate" if key in moderate.model_fields_set else "high"
            message = Said("problem_moderate_above_high", name=key, less=less, more=more)
            keys = ("confidence", level, key)
            yield framework.problem(keys, "thresholds-out-of-order", message)


def _nodes(framework: FrameworkFile) -> Iterator[tuple[tuple[str | int, ...], NodeRules]]:
    yield (), framework
    for index, pillar in enumerate(framework.pillars):
        yield ("pillars", index), pillar


@rule(
    "missing-exponent",
    ERROR,
    what='A node has aggregation = "power" and no exponent, or an exponent without it.',
    why="The power mean needs an exponent, and other aggregations do not use one.",
    example='aggregation = "power"',
    mend="Add the exponent, such as exponent = 2; remove it where the aggregation is another.",
)
def exponents(dossier: Dossier) -> Iterator[Problem]:
    """The power mean has an exponent, other aggregations have none."""
    framework = dossier.framework
    for keys, node in _nodes(framework):
        if (node.exponent is not None) is not (node.aggregation == "power"):
            missing = node.exponent is None
            said = "problem_missing_exponent" if missing else "problem_needless_exponent"
            message = Said(said, aggregation=node.aggregation)
            key = "aggregation" if missing else "exponent"
            yield framework.fault((*keys, key), message)


@rule(
    "empty-scale",
    ERROR,
    what="The upper end of a scale or range is not above the lower.",
    why="Every score would be printed as one figure, or upside down.",
    example="scale = [10, 10]",
    mend="Write the lower and the upper end.",
)
def scales(dossier: Dossier) -> Iterator[Problem]:
    """The scale on which a node is printed ascends."""
    for keys, node in _nodes(dossier.framework):
        if node.scale[0] >= node.scale[1]:
            message = Said("problem_empty_scale", high=node.scale[1], low=node.scale[0])
            yield dossier.framework.fault((*keys, "scale"), message)


@rule(
    "missing-prior",
    ERROR,
    what='prior_weight is 0 and a node has missing = "prior".',
    why="Nothing could stand in for an indicator without evidence.",
    example="[method]\nprior_weight = 0              # and missing left at its default",
    mend='Set missing = "drop" or "withhold", or give the prior a weight.',
)
def missing_priors(dossier: Dossier) -> Iterator[Problem]:
    """A prior of no weight stands in for nothing; said where it is written that it should."""
    framework = dossier.framework
    if framework.method.prior_weight > 0.0:
        return
    filled = [(keys, node) for keys, node in _nodes(framework) if node.missing == "prior"]
    for keys, node in filled:
        if "missing" in node.model_fields_set:
            yield framework.fault((*keys, "missing"), Said("problem_missing_prior"))
    if any("missing" not in node.model_fields_set for _, node in filled):
        message = Said("problem_missing_prior_left")
        hint = Said("hint_missing_prior")
        yield framework.fault(("method", "prior_weight"), message, hint)
