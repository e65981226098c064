"""How far other assumptions move a score: what `sahelrisk audit` tries, and base rates left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sahelrisk.analysis.robustness import audit
from validation.skill import correlation
from validation.sources import World, name_of, score

NEWEST = date(2026, 9, 28)
END = date(2025, 12, 31)
MOST = 3


def page(world: World) -> Iterator[str]:
    """Yield the audit's table of the example, and what the world's order owes to each measure."""
    found = audit(world.full, NEWEST, world.example(), world.dossier.framework.audit.ladders)
    yield f"{len(found.scenarios)} assumptions, one at a time, as of 28 September 2026:\n"
    yield "| country | score | lowest | highest | same band | moved most by |"
    yield "|---|---|---|---|---|---|"
    for one in found.strips:
        if one.score is None or one.low is None or one.high is None or one.matters is None:
            continue
        kind, name, points = one.matters
        yield (
            f"| {name_of(one.iso3)} | {one.score:.0f} | {one.low:.0f} | {one.high:.0f} "
            f"| {one.stable:.0%} | {kind} {name} ({abs(points):.1f}) |"
        )
    yield ""
    yield from _without(world)


def _without(world: World) -> Iterator[str]:
    whole = world.base(END)
    yield "| measure left out of every base rate | rank correlation with the whole | moved most |"
    yield "|---|---|---|"
    for measure in sorted(world.bare.base_rates.tables):
        rates = type(world.bare.base_rates)(
            {key: one for key, one in world.bare.base_rates.tables.items() if key != measure},
            world.dossier.framework.method,
        )
        full, world.bare = world.bare, world.bare._replace(base_rates=rates)
        try:
            part = world.base(END, list(whole))
        finally:
            world.bare = full
        both = [iso3 for iso3 in whole if iso3 in part]
        gaps = {iso3: score(part[iso3]) - score(whole[iso3]) for iso3 in both}
        rank = correlation([score(whole[one]) for one in both], [score(part[one]) for one in both])
        most = sorted(gaps, key=lambda iso3: -abs(gaps[iso3]))[:MOST]
        moved = ", ".join(f"{name_of(iso3)} {gaps[iso3]:+.0f}" for iso3 in most)
        yield f"| {measure} | {rank:.3f} | {moved} |"
    yield ""
