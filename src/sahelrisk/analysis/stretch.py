"""Items of an indicator over days on which nothing begins, ends or is published."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sahelrisk.scoring.base_rate import Prior
from sahelrisk.scoring.estimate import Estimate, capped
from sahelrisk.scoring.pool import Pooled, Workings, weigh_and_pool
from sahelrisk.scoring.readings import AT_LEAST, AT_MOST, EXACT
from sahelrisk.scoring.root import root
from sahelrisk.scoring.sharing import by_origin, chief_of, discounted
from sahelrisk.scoring.tree import Indicator
from sahelrisk.scoring.weigh import Grades, Weighed, ages_with, settled

MOST_RUNGS = 12
"""With more, the sums of every rung cost more than they save."""


class _Origin(NamedTuple):
    """The places of an origin's items, and whether it is a rumour."""

    places: tuple[int, ...]
    weak: bool


Groups = tuple[tuple[_Origin, ...], ...]
"""Origins by publisher."""


class _Rung(NamedTuple):
    """A rung from the end that shows most: its items, and those at it or beyond."""

    rating: float
    reads: str
    own: Groups
    beyond: Groups


class Stretch:
    """Items of an indicator that count on a number of days, none of them retired."""

    def __init__(self, ones: Sequence[Weighed], leaf: Indicator, grades: Grades) -> None:
        """Work out who shares what with whom."""
        self.ones, self.grades = ones, grades
        self.method, self.cap = grades.rules.method, grades.rules.weak.weight
        self.ageing = [
            (
                one.quality / (1.0 - one.quality) * (1.0 - one.openness),
                one.item.counted_day,
                -1.0 / ages_with(one.item, leaf.half_life, grades),
            )
            for one in ones
        ]
        lineages = {lineage: place for place, lineage in enumerate(by_origin(ones))}
        self.lineages = [lineages[one.lineage] for one in ones]
        self.opens = [(100.0 * one.openness) ** 2 / 12.0 for one in ones]
        self.exact = [place for place, one in enumerate(ones) if one.reads == EXACT]
        self.near = min((ones[place].rating for place in self.exact), default=0.0)
        self.exact_groups = self._groups(self.exact)
        self.rungs = [*self._rungs(AT_LEAST, 1.0), *self._rungs(AT_MOST, -1.0)]

    def _groups(self, places: Sequence[int]) -> Groups:
        where = {self.ones[place].item.id: place for place in places}
        publishers: dict[str, list[_Origin]] = {}
        for members in by_origin([self.ones[place] for place in places]).values():
            chief = chief_of(members)
            own = tuple(where[one.item.id] for one in members)
            origin = _Origin(own, chief.quality in self.grades.weak)
            publishers.setdefault(chief.item.publisher, []).append(origin)
        return tuple(tuple(own) for own in publishers.values())

    def _rungs(self, reads: str, sign: float) -> Iterator[_Rung]:
        by_rung: dict[float, list[int]] = {}
        for place, one in enumerate(self.ones):
            if one.reads == reads:
                by_rung.setdefault(settled(sign * one.rating), []).append(place)
        beyond: list[int] = []
        for key in sorted(by_rung, reverse=True) if len(by_rung) <= MOST_RUNGS else by_rung:
            own = by_rung[key]
            beyond += own if len(by_rung) <= MOST_RUNGS else ()
            rating = self.ones[own[0]].rating
            yield _Rung(rating, reads, self._groups(own), self._groups(beyond))

    def pooled(self, day: int, prior: Prior) -> Pooled:
        """Weigh and pool the items on a day, as the engine does; notes weight and support."""
        ones, method = self.ones, self.method
        bases = [
            q * 2.0 ** (life * (day - counted)) if day > counted else q
            for q, counted, life in self.ageing
        ]
        weights = [0.0] * len(ones)
        self._share(bases, self.exact_groups, weights)
        total = math.fsum(weights)
        k = method.prior_weight
        mass, centre = k + total, prior.score
        if total:
            pull = math.fsum(weights[p] * (ones[p].rating - self.near) for p in self.exact)
            mean = self.near + pull / total
            centre = mean + k * (prior.score - mean) / mass
        if not mass:
            return weigh_and_pool((), prior, self.grades)
        adds = self._adds(bases)
        score = root(
            centre,
            mass,
            [(one.rating, add) for one, add in adds if one.reads == AT_LEAST],
            [(one.rating, add) for one, add in adds if one.reads == AT_MOST],
        )
        pulls = [one.reads == EXACT for one in ones]
        supports = weights.copy()
        for rung, add in adds:
            self._rung(bases, rung, add, score, weights, supports, pulls)
        for one, weight, support, pulling in zip(ones, weights, supports, pulls, strict=True):
            one.weight, one.support, one.pulls = weight, support, pulling and weight > 0.0
        return self._estimated(score, centre, mass, prior)

    def _adds(self, bases: Sequence[float]) -> list[tuple[_Rung, float]]:
        """Return the rungs that add to those beyond them, with what they add."""
        found, greatest, reads = [], 0.0, ""
        for rung in self.rungs:
            if rung.reads != reads:
                greatest, reads = 0.0, rung.reads
            total = self._total(bases, rung.beyond)
            if total > greatest:
                found.append((rung, total - greatest))
                greatest = total
        return found

    def _rung(
        self,
        bases: Sequence[float],
        rung: _Rung,
        add: float,
        score: float,
        weights: list[float],
        supports: list[float],
        pulls: list[bool],
    ) -> None:
        """Share what a rung adds among its items."""
        sign = 1.0 if rung.reads == AT_LEAST else -1.0
        pulling = sign * (settled(rung.rating) - settled(score)) > 0.0
        reach = self.method.support_range
        near = 1.0 if pulling else 0.0
        if not pulling and reach:
            near = max(0.0, 1.0 - abs(score - rung.rating) / reach)
        self._share(bases, rung.own, weights)
        places = [place for own in rung.own for origin in own for place in origin.places]
        whole = math.fsum(weights[place] for place in places)
        for place in places:
            weights[place] *= add / whole if whole else 0.0
            supports[place], pulls[place] = weights[place] * near, pulling

    def _share(self, bases: Sequence[float], groups: Groups, weights: list[float]) -> None:
        """Weigh items among themselves by method §§ 2.3 to 2.5."""
        rumours: list[int] = []
        for own in groups:
            factor, strongest = 1.0, [max([bases[p] for p in one.places]) for one in own]
            if len(own) > 1:
                whole = math.fsum(strongest)
                together = discounted(
                    sorted(strongest, reverse=True), self.method.publisher_discount
                )
                factor = together / whole if whole else 0.0
            for one, most in zip(own, strongest, strict=True):
                if len(one.places) == 1:
                    weights[one.places[0]] = most * factor
                else:
                    together = math.fsum(bases[place] for place in one.places)
                    for place in one.places:
                        weights[place] = bases[place] * most / together * factor if most else 0.0
                if one.weak:
                    rumours += one.places
        together = math.fsum(weights[place] for place in rumours)
        for place in rumours if together > self.cap else ():
            weights[place] *= self.cap / together

    def _total(self, bases: Sequence[float], groups: Groups) -> float:
        """Return T: what items weigh together, times n/(n + c)."""
        strong = weak = witnesses = 0.0
        for own in groups:
            strongest = [max([bases[place] for place in one.places]) for one in own]
            whole = together = strongest[0]
            if len(own) > 1:
                whole = math.fsum(strongest)
                together = discounted(
                    sorted(strongest, reverse=True), self.method.publisher_discount
                )
            for one, most in zip(own, strongest, strict=True):
                witnesses += min(1.0, most)
                share = together * most / whole if whole else 0.0
                if one.weak:
                    weak += share
                else:
                    strong += share
        if not witnesses:
            return 0.0
        together = strong + min(weak, self.cap)
        return together * witnesses / (witnesses + self.method.corroboration)

    def _estimated(self, score: float, centre: float, mass: float, prior: Prior) -> Pooled:
        """Return what `pool` returns, from the weights and supports that were noted."""
        method, k, s = self.method, self.method.prior_weight, prior.spread
        used = [place for place, one in enumerate(self.ones) if one.support > 0.0]
        support = math.fsum(self.ones[place].support for place in used)
        if not support:
            return weigh_and_pool((), prior, self.grades)
        whole = k + support
        squares = [k / whole * (s**2 + (prior.score - score) ** 2)]
        origins: dict[int, float] = {}
        quality, pull, pulling, near = 0.0, 0.0, 0.0, self.near
        for place in used:
            one = self.ones[place]
            apart = (one.rating - score) ** 2 if one.pulls else 0.0
            squares.append(one.support / whole * (apart + self.opens[place]))
            lineage = self.lineages[place]
            origins[lineage] = origins.get(lineage, 0.0) + one.support / whole
            quality += one.support / support * one.quality
            if one.pulls:
                pull += one.weight * (one.rating - near)
                pulling += one.weight
        coverage, spread = support / whole, math.fsum(squares)
        witnesses = 1.0 / math.fsum([(k / whole) ** 2, *(own**2 for own in origins.values())])
        floor, sigma = method.prior_spread * (1.0 - quality), method.reading_error
        ignorance = s * (1.0 - coverage)
        sampling = math.sqrt(
            spread / witnesses + coverage * (floor**2 + sigma**2) + (score - centre) ** 2
        )
        raw = max(sampling, ignorance)
        beyond = raw**2 - ignorance**2
        estimate = Estimate(
            score,
            capped(raw, score),
            math.sqrt(beyond) if settled(beyond) > 0.0 else 0.0,
            coverage,
            near + pull / pulling if pulling else None,
            ignorance=ignorance,
            base=prior.score,
            base_spread=s,
            base_share=prior.share,
        )
        steps = (prior.score, k, s, mass, centre, pulling, support)
        rest = (spread, witnesses, floor, sigma, coverage, ignorance, raw)
        return Pooled(estimate, (), Workings(*steps, *rest), prior)
