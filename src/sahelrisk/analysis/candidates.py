"""Which indicators can move a country's band at all, so that others need not be tried."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sahelrisk.analysis.what_if import Country
from sahelrisk.scoring.estimate import TOP, Gap, figures
from sahelrisk.scoring.results import IndicatorResult

# Wider than any rounding, so that what is near an edge is always worked out in full.
MARGIN = 1e-6


class Reach(NamedTuple):
    """How far the country stands from the edges of its band and from losing or gaining one.

    `linear` says whether a country's score is a weighted mean of its indicators'; where it is
    not, nothing can be told beforehand. `clear` adds that it lies clear of every edge.
    """

    linear: bool
    clear: bool
    score: float
    low: float
    high: float
    coverage: float
    provisional: float
    results: Mapping[str, IndicatorResult]

    def possible(self, indicator: str) -> bool:
        """Tell whether any change of one indicator within 0–100 could move the band."""
        if not self.linear:
            return True
        result = self.results[indicator]
        if result.indicator.measure is not None:
            return True
        estimate = figures(result.outcome)
        if estimate is None:
            return True
        up, down = TOP - estimate.score, estimate.score
        return self._near(
            (result.slope * up, -result.slope * down),
            (
                result.effective_weight * (1.0 - estimate.coverage),
                -result.effective_weight * estimate.coverage,
            ),
        )

    def too_little(self, indicator: str, score: float, coverage: float) -> bool:
        """Tell whether an indicator's new figures clearly leave the band where it is."""
        result = self.results[indicator]
        before = figures(result.outcome)
        if before is None or not self.linear:
            return False
        moved = result.slope * (score - before.score)
        covered = result.effective_weight * (coverage - before.coverage)
        return not self._near((moved,), (covered,))

    def _near(self, moves: tuple[float, ...], covers: tuple[float, ...]) -> bool:
        has_band = self.coverage >= self.provisional
        for more in covers:
            distance = self.coverage + more - self.provisional
            if abs(distance) < MARGIN or (distance >= 0.0) is not has_band:
                return True
        return has_band and any(
            not self.low + MARGIN < self.score + move < self.high - MARGIN for move in moves
        )


def reach_of(country: Country) -> Reach:
    """Measure how near a country stands to another band."""
    rules, result = country.basis.tree.rules, country.result
    estimate = figures(result.outcome)
    nodes = [result.root, *result.pillars]
    linear = estimate is not None and all(
        node.node.rules.aggregation in ("arithmetic", "sum")
        and node.node.rules.round is None
        and node.node.rules.missing == "prior"
        and not isinstance(node.outcome, Gap)
        for node in nodes
    )
    score = estimate.score if estimate else 0.0
    starts = [band.start for band in rules.bands]
    clear = linear and all(abs(start - score) > MARGIN for start in starts)
    return Reach(
        linear,
        clear,
        score,
        max((start for start in starts[1:] if start <= score + MARGIN), default=-1e9),
        min((start for start in starts[1:] if start > score + MARGIN), default=1e9),
        estimate.coverage if estimate else 0.0,
        rules.coverage.provisional,
        {one.id: one for one in result.indicators},
    )
