"""Base rates and the example's scores beside INFORM, UCDP and WGI, and where they differ most."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from sahelrisk.scoring.estimate import outcome_status
from sahelrisk.scoring.results import CountryResult
from validation.skill import correlation, pearson
from validation.sources import Tables, World, name_of, score

END = date(2025, 12, 31)
NEWEST = date(2026, 9, 28)
MOST = 8
CORE = ("MLI", "BFA", "NER")


class Pair(NamedTuple):
    """A country's base rate beside INFORM on the same scale, and the gap that a line leaves."""

    iso3: str
    ours: float
    inform: float
    left: float


def number(text: str) -> float:
    """Return a published figure; what is not there is nan."""
    return float(text) if text not in {"", "x"} else math.nan


def world_page(world: World, tables: Tables) -> Iterator[str]:
    """Yield how the base rates of all countries go with published figures."""
    base = world.base(END)
    yield "| base rates at the end of 2025 | against | countries | rank correlation |"
    yield "|---|---|---|---|"
    for node, column, title in (
        ("", "INFORM RISK", "INFORM Risk 2025"),
        ("security", "Human", "INFORM 2025, human hazard"),
        ("sovereignty", "Governance", "INFORM 2025, governance"),
    ):
        both = [
            (score(base[iso3], node), number(row[column]))
            for iso3, row in tables.inform.items()
            if iso3 in base and not math.isnan(number(row[column]))
        ]
        yield _line(node or "country", title, both)
    for node, measure, title in (
        ("security", "deaths", "UCDP, deaths of the last year (an input)"),
        ("security", "stability", "WGI, political stability (an input)"),
        ("", "rule-of-law", "WGI, rule of law (an input)"),
    ):
        values = world.bare.base_rates.tables[measure].values
        sign = 1.0 if measure == "deaths" else -1.0
        both = [
            (score(one, node), sign * values[iso3][-1].value)
            for iso3, one in base.items()
            if iso3 in values
        ]
        yield _line(node or "country", title, both)
    yield ""
    yield from _gaps(base, tables)


def _line(node: str, title: str, both: Sequence[tuple[float, float]]) -> str:
    found = correlation([one for one, _ in both], [other for _, other in both])
    return f"| {node} | {title} | {len(both)} | {found:.2f} |"


def pairs_of(base: dict[str, CountryResult], tables: Tables) -> list[Pair]:
    """Return base rates beside INFORM, the largest gap from the straight line first."""
    both = [
        (iso3, score(base[iso3]), number(row["INFORM RISK"]))
        for iso3, row in tables.inform.items()
        if iso3 in base
    ]
    ours, theirs = [one for _, one, _ in both], [one for _, _, one in both]
    mean, other = math.fsum(ours) / len(ours), math.fsum(theirs) / len(theirs)
    spread = math.sqrt(
        math.fsum((a - mean) ** 2 for a in ours) / math.fsum((b - other) ** 2 for b in theirs)
    )
    slope = pearson(ours, theirs) * spread
    found = [Pair(iso3, a, b, a - mean - slope * (b - other)) for iso3, a, b in both]
    return sorted(found, key=lambda one: -abs(one.left))


def _gaps(base: dict[str, CountryResult], tables: Tables) -> Iterator[str]:
    found = pairs_of(base, tables)
    error = math.sqrt(math.fsum(one.left**2 for one in found) / (len(found) - 2))
    yield (
        f"Around the straight line between the two, base rates stand {error:.1f} points apart "
        f"(standard deviation, {len(found)} countries). The largest gaps:\n"
    )
    yield "| country | base rate | INFORM ×10 | off the line | INFORM's natural hazards | highest pillar |"
    yield "|---|---|---|---|---|---|"
    for one in found[:MOST]:
        highest = max(base[one.iso3].pillars, key=lambda pillar: score(base[one.iso3], pillar.id))
        natural = number(tables.inform[one.iso3]["Natural"]) * 10
        yield (
            f"| {name_of(one.iso3)} | {one.ours:.0f} | {one.inform * 10:.0f} | {one.left:+.0f} "
            f"| {natural:.0f} | {highest.id} {score(base[one.iso3], highest.id):.0f} |"
        )
    yield ""


def example_page(world: World, tables: Tables) -> Iterator[str]:
    """Yield the example's countries in their order beside published figures."""
    codes = world.example()
    results = world.scored(NEWEST, codes)
    rules = world.dossier.framework.coverage
    deaths = tables.deaths
    order = sorted(codes, key=lambda iso3: -score(results[iso3]))
    known = [iso3 for iso3 in order if iso3 in tables.inform]
    found = correlation(
        [score(results[iso3]) for iso3 in known],
        [number(tables.inform[iso3]["INFORM RISK"]) for iso3 in known],
    )
    yield (
        f"The order of the example's {len(known)} countries as of {NEWEST.day} September 2026 has a "
        f"rank correlation of **{found:.2f}** with INFORM Risk 2025.\n"
    )
    yield (
        "| country | score | status | base rate | security | sovereignty | engagement | illicit "
        "resources | INFORM ×10 | UCDP deaths 2024 |"
    )
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for iso3 in order:
        one = results[iso3]
        bare = world.base(NEWEST, [iso3])[iso3]
        cells = [f"{score(one, pillar.id):.0f}" for pillar in one.pillars]
        yield (
            f"| {name_of(iso3)} | {score(one):.0f} | {outcome_status(one.outcome, rules)} | "
            f"{score(bare):.0f} | {' | '.join(cells)} "
            f"| {number(tables.inform[iso3]['INFORM RISK']) * 10:.0f} | {deaths[iso3, 2024]:,} |"
        )
    yield ""
    for iso3 in CORE:
        yield _core(iso3, results[iso3])
    yield ""


def _core(iso3: str, one: CountryResult) -> str:
    highest = max(one.pillars, key=lambda pillar: score(one, pillar.id))
    said = f"- {name_of(iso3)}: highest pillar {highest.id}"
    asa = whole = 0.0
    for leaf in one.indicators:
        for item in leaf.items:
            weight = item.support * leaf.effective_weight
            whole += weight
            evidence = item.item.evidence
            if evidence is not None and evidence.origin == "asa-2026-02-bamako":
                asa += weight
    return f"{said}; the ASA note carries {asa / whole:.0%} of the weight of its evidence."
