"""Do intervals hold? One measure is hidden, told by a report of some grade, and looked for again."""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sahelrisk.scoring.base_rate import BaseRates, Prior
from sahelrisk.scoring.estimate import figures, interval
from sahelrisk.scoring.items import Item
from sahelrisk.scoring.pool import weigh_and_pool
from sahelrisk.scoring.readings import exactly
from sahelrisk.scoring.tree import Indicator
from sahelrisk.scoring.weigh import aged
from validation.sources import World

DAYS = (date(2016, 12, 31), date(2020, 12, 31), date(2024, 12, 31))
LEVEL = 0.90
FIFTHS = ("0–20", "20–40", "40–60", "60–80", "80–100")
RUNGS = (0.0, 25.0, 50.0, 75.0, 100.0)
#: How often a report of a grade is wrong; what is wrong is any level.
WRONG = {"none": 0.0, "A1": 0.05, "B2": 0.2, "C3": 0.4}
SEED = 2026
FEWEST = 2


class Hidden(NamedTuple):
    """What is to be found: an indicator's measure, and what the others say of it."""

    leaf: Indicator
    truth: float
    prior: Prior


def hidden(world: World, day: date) -> Iterator[Hidden]:
    """Yield every measure of every indicator and country, with the base rate of the others."""
    rates = BaseRates(world.bare.base_rates.tables, world.dossier.framework.method)
    low, high = world.dossier.framework.method.base_limits
    for leaf in world.tree.indicators.values():
        for iso3 in sorted(rates.countries()):
            base = rates.of(leaf, iso3, day.toordinal(), day.toordinal())
            if base is None or len(base.sources) < FEWEST:
                continue
            for source in base.sources:
                others = [one for one in base.sources if one.measure != source.measure]
                carried = math.fsum(one.weight for one in others)
                mean = math.fsum(one.weight * one.rating for one in others) / carried
                truth = min(high, max(low, source.rating))
                yield Hidden(leaf, truth, Prior(min(high, max(low, mean)), base.spread, base))


def covered(world: World) -> dict[tuple[str, str], tuple[int, int]]:
    """Count by grade and fifth of the truth how many there were and how many were covered."""
    chance = random.Random(SEED)  # noqa: S311  reports are drawn the same on every run
    grades = world.full.grades
    counts: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for day in DAYS:
        today = day.toordinal()
        for one in hidden(world, day):
            fifth = FIFTHS[min(4, int(one.truth // 20))]
            for grade, wrong in WRONG.items():
                rated = []
                if grade != "none":
                    told = min((abs(rung - one.truth), rung) for rung in RUNGS)[1]
                    if chance.random() < wrong:
                        told = chance.choice(RUNGS)
                    item = Item(
                        "a", ("AAA",), one.leaf.id, today, today, today, grade[0], int(grade[1])
                    )
                    rated = [(item, exactly(told))]
                weighed = aged(rated, one.leaf.half_life, today, grades)
                found = figures(weigh_and_pool(weighed, one.prior, grades).outcome)
                if found is None:
                    continue
                low, high = interval(found, LEVEL)
                for cell in ((grade, fifth), (grade, "all")):
                    counts[cell][0] += 1
                    counts[cell][1] += low <= one.truth <= high
    return {cell: (count, held) for cell, (count, held) in counts.items()}


def page(world: World) -> Iterator[str]:
    """Yield the share of hidden measures that intervals of 90 % held."""
    found = covered(world)
    yield f"| one report of grade | {' | '.join(FIFTHS)} | all | cases |"
    yield "|---|---|---|---|---|---|---|---|"
    for grade in WRONG:
        cells = []
        for fifth in (*FIFTHS, "all"):
            count, held = found.get((grade, fifth), (0, 0))
            cells.append(f"{held / count:.2f}" if count else "–")
        name = "none: the base rate alone" if grade == "none" else grade
        yield f"| {name} | {' | '.join(cells)} | {found[grade, 'all'][0]:,} |"
    yield ""
