"""Measures that are series of a statistical office or of researchers."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from base_tables.raw import FIRST, UNSEEN, Raw, Table, key

UCDP = "ucdp-country-year-25.1/ucdp_country_year.csv"
POPULATION = "base/population/population.csv"
#: The first year of the population table; earlier years are counted on it.
FIRST_POPULATION = 2010
GOVERNANCE = {
    "stability": "pv",
    "voice": "va",
    "effectiveness": "ge",
    "regulation": "rq",
    "rule-of-law": "rl",
    "corruption": "cc",
}
#: Fields of restrictions, and how many of them a mean needs.
PAYMENTS = ("c1_fx_markets", "c2_payments_and_receipts", "c5_export_proceeds", "total_out")
LEAST_PAYMENTS = 3
#: The years before those that do not fit together; the mean is booked under the last of them.
RENTS = range(2014, 2019)
SHIFT = 8


def violence(raw: Raw) -> dict[str, Table]:
    """Return deaths, deaths per million people, and deaths in one-sided and non-state violence."""
    people = {key(row): Decimal(row["population"]) for row in raw.rows(POPULATION, "population")}
    deaths: Table = {}
    rate: Table = {}
    civilians: Table = {}
    for row in raw.rows(UCDP):
        at = code, year = key(row)
        deaths[at] = Decimal(row["cumulative_total_deaths_in_orgvio_best"])
        civilians[at] = Decimal(row["ns_total_deaths_best"]) + Decimal(row["os_total_deaths_best"])
        inhabitants = people.get((code, max(year, FIRST_POPULATION)))
        if inhabitants:
            rate[at] = deaths[at] * 1_000_000 / inhabitants
    return {"deaths": deaths, "death-rate": rate, "civilians": civilians}


def governance(raw: Raw) -> dict[str, Table]:
    """Return the six Worldwide Governance Indicators."""
    rows = list(raw.rows("wgi-2024/wgi.csv", "estimate"))
    return {
        measure: {key(row): Decimal(row["estimate"]) for row in rows if row["indicator"] == code}
        for measure, code in GOVERNANCE.items()
    }


def displaced(raw: Raw) -> dict[str, Table]:
    """Return refugees from and displaced people in a country, 0 where UNHCR counts and finds none.

    UNHCR covers a country from the first year in which it names it, as an origin or as an asylum.
    """
    origin = list(raw.rows("unhcr-2025/by_origin.csv", since=0))
    asylum = list(raw.rows("unhcr-2025/by_asylum.csv", since=0))
    first = first_years(key(row) for row in (*origin, *asylum))
    found = {key(row): Decimal(row["refugees"]) + Decimal(row["idps"]) for row in origin}
    last = max(year for _, year in found)
    return {
        "displaced": {
            (code, year): found.get((code, year), Decimal(0))
            for code, begun in first.items()
            for year in range(max(begun, FIRST), last + 1)
            if code != UNSEEN
        }
    }


def first_years(keys: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return the first year of each country, countries in order."""
    first: dict[str, int] = {}
    for code, year in sorted(keys):
        first.setdefault(code, year)
    return first


def votes(raw: Raw) -> dict[str, Table]:
    """Return the distance to the United States in UN votes on final passage, and its growth."""
    rows = raw.rows("un-ideal-points-2025/ideal_points.csv", "idealpointfp", since=FIRST - SHIFT)
    point = {key(row): Decimal(row["idealpointfp"]) for row in rows}
    distance = {(code, year): abs(x - point["USA", year]) for (code, year), x in point.items()}
    shift = {
        (code, year): now - distance[code, year - SHIFT]
        for (code, year), now in distance.items()
        if (code, year - SHIFT) in distance
    }
    return {"votes": since_first(distance), "votes-shift": since_first(shift)}


def since_first(values: Table) -> Table:
    """Return the values of the years that are shipped."""
    return {(code, year): value for (code, year), value in values.items() if year >= FIRST}


def payments(raw: Raw) -> dict[str, Table]:
    """Return the mean of four fields of restrictions, where at least three are reported."""
    mean: Table = {}
    for row in raw.rows("base/payment-restrictions/ibop_s.csv"):
        told = [Decimal(row[field]) for field in PAYMENTS if row[field]]
        if len(told) >= LEAST_PAYMENTS:
            mean[key(row)] = sum(told, Decimal(0)) / len(told)
    return {"payments": mean}


def rents(raw: Raw) -> dict[str, Table]:
    """Return the mean of natural resource rents over the years that fit together, as one value."""
    found: dict[str, list[Decimal]] = {}
    for row in raw.rows("base/resource-rents/total_rents_pct_gdp.csv", "value"):
        if int(row["year"]) in RENTS:
            found.setdefault(row["iso3"], []).append(Decimal(row["value"]))
    mean = {code: sum(each, Decimal(0)) / len(each) for code, each in found.items()}
    return {"rents": {(code, RENTS[-1]): value for code, value in mean.items()}}
