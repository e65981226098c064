"""Four countries from 2005 to 2026 as a chart, with coups and the example's events marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from html import escape
from typing import NamedTuple

from sahelrisk.scoring.alerts import at_top, good
from validation.sources import Tables, World, name_of, score

COUNTRIES = ("MLI", "BFA", "NER", "CIV")
FIRST, LAST = 2005, 2026
NEWEST = date(2026, 9, 28)
DAYS = (
    *(date(year, month, day) for year in range(FIRST, LAST) for month, day in ((6, 30), (12, 31))),
    date(LAST, 6, 30),
    NEWEST,
)
WIDTH, HEIGHT, LEFT, TOP, PANEL = 880, 204, 44, 48, 120
INK, GREY, LINE, SECURITY = "#222222", "#8a8a8a", "#1f4e79", "#b5482a"
GRID = (20, 40, 60, 80)
EVERY = 5
DAYS_A_YEAR = 365.25


class Mark(NamedTuple):
    """An event on the chart."""

    day: date
    text: str


def marks(world: World, tables: Tables, iso3: str) -> list[Mark]:
    """Return coups and attempts by year, and the example's turning points and top-level events."""
    found: dict[tuple[str, str], Mark] = {}
    rules = world.dossier.framework
    dated = set()
    for leaf in world.scored(NEWEST, [iso3])[iso3].indicators:
        for one in leaf.items:
            evidence = one.item.evidence
            if evidence is None or evidence.headline is None or one.silenced == "withdrawn":
                continue
            takeover = leaf.id == "sovereignty.regime-cohesion" and at_top(one, leaf.indicator)
            if not (
                one.item.turning_point
                or takeover
                or (at_top(one, leaf.indicator) and good(one, rules))
            ):
                continue
            day = date.fromordinal(one.item.first_day)
            key = (one.item.observed, one.item.origin or one.item.id)
            if key not in found or takeover:
                found[key] = Mark(day, evidence.headline)
            dated |= {day.year} if takeover else set()
    for (code, year), count in tables.coups.items():
        if code == iso3 and FIRST <= year <= LAST and year not in dated:
            text = "coup or attempt" if count == 1 else f"{count} coups or attempts"
            found[f"{year}", "coup"] = Mark(
                date(year, 7, 1), f"{text} (Cline Center, the year only)"
            )
    return sorted(found.values())


def across(day: date) -> float:
    """Return where a day stands on the chart."""
    since = (day - date(FIRST, 1, 1)).days / DAYS_A_YEAR
    return LEFT + since / (LAST + 1 - FIRST) * (WIDTH - LEFT - 12)


def chart(world: World, tables: Tables) -> str:
    """Return the chart as SVG."""
    whole = HEIGHT * len(COUNTRIES) + 10
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {whole}" width="{WIDTH}" '
            f'height="{whole}" font-family="system-ui, sans-serif" font-size="11" fill="{INK}" role="img">'
        ),
        "<title>Scores of Mali, Burkina Faso, Niger and Côte d'Ivoire, 2005 to 2026</title>",
        f'<rect width="{WIDTH}" height="{whole}" fill="#ffffff"/>',
    ]
    for place, iso3 in enumerate(COUNTRIES):
        parts += _panel(world, tables, iso3, place * HEIGHT)
    return "\n".join([*parts, "</svg>", ""])


def _panel(world: World, tables: Tables, iso3: str, top: int) -> Iterator[str]:
    def down(value: float) -> float:
        return top + TOP + PANEL * (1 - value / 100)

    yield f'<text x="{LEFT}" y="{top + 18}" font-weight="600">{escape(name_of(iso3))}</text>'
    yield (
        f'<text x="{LEFT + 110}" y="{top + 18}" fill="{GREY}">'
        f'<tspan fill="{LINE}">score</tspan> · <tspan fill="{SECURITY}">security</tspan> · '
        "base rate (dashed)</text>"
    )
    for value in GRID:
        yield f'<path d="M{LEFT} {down(value):.1f}H{WIDTH - 12}" stroke="#dddddd"/>'
        yield f'<text x="{LEFT - 6}" y="{down(value) + 4:.1f}" text-anchor="end" fill="{GREY}">{value}</text>'
    for year in range(FIRST, LAST + 1, EVERY):
        yield (
            f'<text x="{across(date(year, 1, 1)):.1f}" y="{top + TOP + PANEL + 16}" '
            f'fill="{GREY}">{year}</text>'
        )
    for number, mark in enumerate(marks(world, tables, iso3), 1):
        at = across(mark.day)
        yield f'<path d="M{at:.1f} {top + TOP}V{top + TOP + PANEL}" stroke="{GREY}" stroke-dasharray="1 3"><title>{escape(mark.text)}</title></path>'
        yield f'<text x="{at:.1f}" y="{top + TOP - 2 - 9 * (number % 3)}" text-anchor="middle" font-size="9">{number}</text>'
    scored = [world.scored(day, [iso3])[iso3] for day in DAYS]
    bare = [world.base(day, [iso3])[iso3] for day in DAYS]
    for values, colour, dashes in (
        ([score(one) for one in bare], GREY, "5 3"),
        ([score(one, "security") for one in scored], SECURITY, ""),
        ([score(one) for one in scored], LINE, ""),
    ):
        yield _line(values, down, colour, dashes)


def _line(values: Sequence[float], down: Callable[[float], float], colour: str, dashes: str) -> str:
    points = " ".join(
        f"{across(day):.1f},{down(value):.1f}" for day, value in zip(DAYS, values, strict=True)
    )
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.6"{dashed}/>'


def page(world: World, tables: Tables) -> Iterator[str]:
    """Yield the figures of year's ends and what the numbers on the chart stand for."""
    ends = [*(date(year, 12, 31) for year in range(FIRST, LAST)), NEWEST]
    yield (
        "| year's end | "
        + " | ".join(f"{name_of(one)}: score (base rate)" for one in COUNTRIES)
        + " |"
    )
    yield "|---" * (len(COUNTRIES) + 1) + "|"
    for day in ends:
        scored, bare = world.scored(day, COUNTRIES), world.base(day, COUNTRIES)
        cells = [f"{score(scored[one]):.0f} ({score(bare[one]):.0f})" for one in COUNTRIES]
        yield f"| {day.year if day != NEWEST else '28 Sep 2026'} | {' | '.join(cells)} |"
    yield ""
    for iso3 in COUNTRIES:
        listed = [
            f"{number} {mark.day.year}: {mark.text}"
            for number, mark in enumerate(marks(world, tables, iso3), 1)
        ]
        yield f"*{name_of(iso3)}*: {'; '.join(listed) or 'no coup, and no such event'}.\n"
