"""Who moved a score in one step of a replay (method § 8)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sahelrisk.scoring.estimate import Gap, figures
from sahelrisk.scoring.items import Item
from sahelrisk.scoring.readings import EXACT
from sahelrisk.scoring.results import CountryResult, IndicatorResult
from sahelrisk.scoring.weigh import Weighed, settled


class Moved(NamedTuple):
    """The points of an item in a step, on the country's 0–100.

    `why` is None where the step is about the item itself, else the reason its weight changed:
    "displaced", "borne out", "outshone", "retired", "pulls no more", "pulls again" or "compared
    anew"; `by` is the newcomer's id, "" where there is none. `share` are the points on the item's
    indicator, on its 0–100.
    """

    id: str
    points: float
    why: str | None = None
    by: str = ""
    share: float = 0.0

    @property
    def reason(self) -> str | None:
        """Return the reason as documents write it: `displaced by ID`."""
        return f"{self.why} by {self.by}" if self.why and self.by else self.why


class Credit(NamedTuple):
    """What the items of a country, and its base rates, moved in a step."""

    items: tuple[Moved, ...]
    base: float


def credited(
    before: CountryResult, after: CountryResult, about: Mapping[str, Item], prior_weight: float
) -> Credit:
    """Return who moved a country's score; `about` are the items that the step is about.

    `prior_weight` is k after the step.
    """
    earlier = {result.id: result for result in before.indicators}
    points: dict[str, list[float]] = {}
    of_indicator: dict[str, float] = {}
    why: dict[str, tuple[str, str]] = {}
    base = []
    for result in after.indicators:
        was = earlier.get(result.id)
        if was is None:
            continue
        shares, prior = _shares(was, result, prior_weight)
        base.append(prior * result.slope)
        reasons = _Reasons(was, result, about)
        for key, share in shares.items():
            points.setdefault(key, []).append(share * result.slope)
            of_indicator[key] = of_indicator.get(key, 0.0) + share
            if key not in about and share and about:
                why.setdefault(key, reasons.of(key))
    listed = {key for key, item in about.items() if after.iso3 in item.countries}
    sums = {key: math.fsum(shares) for key, shares in points.items()}
    moved = [
        Moved(key, sums.get(key, 0.0), *why.get(key, (None, "")))._replace(
            share=of_indicator.get(key, 0.0)
        )
        for key in sorted(sums.keys() | listed)
        if key in listed or sums[key]
    ]
    moved.sort(key=lambda one: (-abs(settled(one.points)), one.id))
    return Credit(tuple(moved), math.fsum(base))


def _shares(
    before: IndicatorResult, after: IndicatorResult, prior_weight: float
) -> tuple[dict[str, float], float]:
    """Return the points of every item of an indicator, and those of its prior, on the indicator.

    m₁ - m₀ = [Σ(y₁·(x₁ - m₀) - y₀·(x₀ - m₀)) + k₁·(p₁ - m₀) - k₀·(p₀ - m₀)] / N₁.
    """
    first, last = figures(before.outcome), figures(after.outcome)
    if first is None or last is None:
        return {}, 0.0
    m, start, end = first.score, prior_weight_of(before, 0.0), prior_weight_of(after, prior_weight)
    was, now = _by_id(before), _by_id(after)
    whole = math.fsum([end, *(one.pulling_weight for one in now.values())])
    if not whole:
        return {}, 0.0
    shares = {}
    for key in was.keys() | now.keys():
        (y0, x0), (y1, x1) = _pull(was.get(key)), _pull(now.get(key))
        same = _same(y0, y1) and (_same(x0, x1) or not y0)
        shares[key] = 0.0 if same else (y1 * (x1 - m) - y0 * (x0 - m)) / whole
    prior = end * (last.base - m) - start * (first.base - m)
    return shares, prior / whole


def _same(one: float, other: float) -> bool:
    """Say whether two figures differ by no more than rounding does."""
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-14)


def prior_weight_of(result: IndicatorResult, of_gap: float) -> float:
    """Return k: 0 where the latest value speaks alone; a gap lies at its prior, whatever k."""
    if result.workings is not None:
        return result.workings.prior_weight
    return of_gap if isinstance(result.outcome, Gap) else 0.0


def _by_id(result: IndicatorResult) -> dict[str, Weighed]:
    return {one.item.id: one for one in result.items}


def _pull(one: Weighed | None) -> tuple[float, float]:
    """Return pulling weight and rating, both 0 of an item that does not pull."""
    y = one.pulling_weight if one else 0.0
    return (y, one.rating) if one and y else (0.0, 0.0)


class _Reasons:
    """Why items of an indicator moved that a step is not about.

    The newcomers are sorted once by origin, publisher and reading, for there may be many of both.
    """

    def __init__(
        self, before: IndicatorResult, after: IndicatorResult, about: Mapping[str, Item]
    ) -> None:
        self._was, self._now = _by_id(before), _by_id(after)
        self._nearest: dict[tuple[object, ...], tuple[float, str]] = {}
        for key in about:
            other = self._now.get(key) or self._was.get(key)
            if other is None:
                continue
            sides = [side[key].weight if key in side else 0.0 for side in (self._was, self._now)]
            rank = (-settled(abs(sides[1] - sides[0])), key)
            for place in _places(other):
                self._nearest[place] = min(rank, self._nearest.get(place, rank))

    def of(self, key: str) -> tuple[str, str]:
        """Say why an item moved, and by which newcomer."""
        was, now = self._was.get(key), self._now.get(key)
        if was is None or now is None:
            return "displaced", ""
        if now.retired_by and not was.retired_by:
            return "retired", now.retired_by
        if was.weight and now.weight and was.pulls is not now.pulls:
            return ("pulls again", "") if now.pulls else ("pulls no more", "")
        if settled(was.weight) == settled(now.weight):
            return "compared anew", ""
        by = next((self._nearest[p][1] for p in _places(now) if p in self._nearest), "")
        if now.reads == EXACT:
            return "displaced", by
        return ("borne out" if now.weight > was.weight else "outshone"), by


def _places(one: Weighed) -> Iterator[tuple[object, ...]]:
    """Yield what others may share with an item, the most telling first."""
    for lineage in (one.lineage, None):
        for publisher in (one.item.publisher, None):
            for reads in (one.reads, None):
                yield lineage, publisher, reads


def evidence_points(parts: Iterator[tuple[Moved, ...]]) -> dict[str, float]:
    """Add up the points of items over several steps."""
    points: dict[str, list[float]] = {}
    for items in parts:
        for one in items:
            points.setdefault(one.id, []).append(one.points)
    return {key: math.fsum(shares) for key, shares in points.items()}
