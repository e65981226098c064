"""What a country's score rests on: publishers, origins, status, analytic confidence (§§ 4, 6)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from sahelrisk.scoring.estimate import Gap, applies, figures, has_score, outcome_status
from sahelrisk.scoring.items import UNNAMED
from sahelrisk.scoring.results import CountryResult, IndicatorResult, NodeResult
from sahelrisk.scoring.weigh import Weighed, settled

if TYPE_CHECKING:
    from sahelrisk.model.framework import FrameworkFile, ModerateConfidence


class Limit(NamedTuple):
    """A condition of the next higher level or status that fails: its figure and the need."""

    condition: str
    figure: float
    needed: float


class Support(NamedTuple):
    """What a country's score rests on; shares and means are weighted by u × effective weight.

    `publishers` counts the named ones; the unnamed one, "", has a share too.
    """

    coverage: float
    evidence: int
    origins: int
    publishers: int
    publisher_shares: Mapping[str, float]
    quality: float
    status: str
    confidence: str
    limits: tuple[Limit, ...]

    @property
    def largest_publisher_share(self) -> float:
        """Return the share of the weight that the largest publisher has."""
        return max(self.publisher_shares.values(), default=0.0)


def bearing(country: CountryResult) -> Iterator[tuple[IndicatorResult, Weighed, float]]:
    """Yield every item that supports a score, with its indicator and u × effective weight."""
    for result in country.indicators:
        for one in result.items:
            if one.support > 0.0 and result.effective_weight > 0.0:
                yield result, one, one.support * result.effective_weight


def support_of(country: CountryResult, rules: FrameworkFile) -> Support:
    """Gather what a country's score rests on, its status and its analytic confidence."""
    items = list(bearing(country))
    total = math.fsum(share for _, _, share in items)
    by_publisher: dict[str, list[float]] = {}
    for _, one, share in items:
        by_publisher.setdefault(one.item.publisher, []).append(share)
    shares = {
        publisher: math.fsum(parts) / total for publisher, parts in sorted(by_publisher.items())
    }
    coverage = 0.0 if isinstance(country.outcome, Gap) else country.outcome.coverage
    figures = {
        "coverage": coverage,
        "origins": float(len({one.lineage for _, one, _ in items})),
        "fresh_share": math.fsum(s for _, one, s in items if one.fresh) / total if total else 0.0,
        "quality": math.fsum(s * one.quality for _, one, s in items) / total if total else 0.0,
    }
    level, limits = _confidence(figures, rules)
    return Support(
        coverage=coverage,
        evidence=len({one.item.id for _, one, _ in items}),
        origins=int(figures["origins"]),
        publishers=_named(shares),
        publisher_shares=shares,
        quality=figures["quality"],
        status=_status(country, shares, rules),
        confidence=level,
        limits=limits,
    )


def _named(shares: Mapping[str, float]) -> int:
    return sum(publisher != UNNAMED for publisher in shares)


def _status(country: CountryResult, shares: Mapping[str, float], rules: FrameworkFile) -> str:
    """Return a country's status: rated also asks for publishers and for every pillar's coverage."""
    status = outcome_status(country.outcome, rules.coverage)
    if status != "rated":
        return status
    return "provisional" if any(_beside_coverage(country, shares, rules)) else "rated"


def unrated(country: CountryResult, support: Support, rules: FrameworkFile) -> list[Limit]:
    """Return what keeps a provisional country from being rated; of a pillar by its id."""
    if support.status != "provisional":
        return []
    needed = rules.coverage.rated
    short = settled(support.coverage) < settled(needed)
    own = [Limit("coverage", support.coverage, needed)] if short else []
    return [*own, *_beside_coverage(country, support.publisher_shares, rules)]


def _beside_coverage(
    country: CountryResult, shares: Mapping[str, float], rules: FrameworkFile
) -> Iterator[Limit]:
    needed = rules.coverage
    if _named(shares) < needed.publishers:
        yield Limit("publishers", float(_named(shares)), float(needed.publishers))
    largest = max(shares.values(), default=0.0)
    if settled(largest) > settled(needed.publisher_share):
        yield Limit("publisher_share", largest, needed.publisher_share)
    for pillar in country.pillars:
        coverage = 0.0 if isinstance(pillar.outcome, Gap) else pillar.outcome.coverage
        if applies(pillar.outcome) and settled(coverage) < settled(needed.pillar):
            yield Limit(pillar.id, coverage, needed.pillar)


def _confidence(
    figures: Mapping[str, float], rules: FrameworkFile
) -> tuple[str, tuple[Limit, ...]]:
    """Return the level and the conditions of the next higher one that fail (method § 6)."""
    high = _failed(figures, rules.confidence.high)
    if not high:
        return "high", ()
    moderate = _failed(figures, rules.confidence.moderate)
    return ("moderate", high) if not moderate else ("low", moderate)


def _failed(figures: Mapping[str, float], needed: ModerateConfidence) -> tuple[Limit, ...]:
    return tuple(
        Limit(name, figure, float(getattr(needed, name)))
        for name, figure in figures.items()
        if settled(figure) < settled(float(getattr(needed, name)))
    )


def worst_pillar(country: CountryResult, rules: FrameworkFile) -> NodeResult | None:
    """Return the pillar below the root with the highest score, the first of equals.

    One that is insufficient is never called worst.
    """
    scored = [
        pillar
        for pillar in country.pillars
        if pillar.parent is None and has_score(pillar.outcome, rules.coverage)
    ]
    return max(scored, key=_score, default=None)


def _score(pillar: NodeResult) -> float:
    estimate = figures(pillar.outcome)
    return settled(estimate.score) if estimate else -math.inf
