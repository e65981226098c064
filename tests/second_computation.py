# ruff: noqa: PD010, PD013 - tables of countries by years are pivoted and stacked
"""Base rates computed a second time, with pandas, from the raw tables; shares no code with us.

Reads the raw tables of `../shared/data` and, for the shipped values, `indicators/base/*.csv`. The
goalposts and weights below are written out here a second time, from the method, not read from a file.
Other tests may import `base_rates(year)`: what every country's base rate was at a year's end.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
from math import fsum
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).parents[1]
BASE = ROOT / "indicators/base"
RAW = ROOT / "../shared/data"

GOVERNANCE = {
    "stability": "pv",
    "voice": "va",
    "effectiveness": "ge",
    "regulation": "rq",
    "rule-of-law": "rl",
    "corruption": "cc",
}
#: Decimals of the shipped values; goalposts as they are rated; month and years of publication.
DECIMALS = {
    "deaths": 0,
    "death-rate": 2,
    "civilians": 0,
    "displaced": 0,
    "votes": 2,
    "votes-shift": 4,
    "coups": 4,
    "payments": 4,
    "fatf": 0,
    "rents": 2,
} | dict.fromkeys(GOVERNANCE, 2)
LOG = {
    "deaths": (0, 3000),
    "death-rate": (0, 300),
    "civilians": (0, 1000),
    "displaced": (1000, 2_000_000),
    "rents": (0, 30),
}
LINEAR = {
    "votes": (0.5, 4),
    "votes-shift": (-0.5, 1.5),
    "coups": (0, 1.5),
    "payments": (0.05, 0.95),
}
FALLING = {"stability": (-2.4, 1.2)} | dict.fromkeys(list(GOVERNANCE)[1:], (-1.9, 1.75))
AVERAGE = {"deaths": 3, "death-rate": 3, "civilians": 3}
#: A value of year Y was published within the calendar year Y + this.
LAG = dict.fromkeys(DECIMALS, 1) | {"coups": 2}

PILLARS: dict[str, dict[str, dict[str, int]]] = {
    "security": {
        "attack-tempo": {"deaths": 1, "death-rate": 1, "stability": 1},
        "territorial-reach": {"death-rate": 1, "displaced": 1, "stability": 1},
        "strategic-targets": {"stability": 2, "deaths": 1},
        "supply-blockade": {"death-rate": 1, "stability": 1, "effectiveness": 1},
        "kidnapping": {"stability": 2, "deaths": 1, "rule-of-law": 1},
        "armed-actors": {"civilians": 2, "displaced": 1},
    },
    "sovereignty": {
        "outsider-conditions": {"votes": 1, "voice": 1},
        "bloc-realignment": {"votes": 1, "votes-shift": 1},
        "operating-permission": {"voice": 2, "rule-of-law": 1},
        "resource-nationalism": {"regulation": 2, "rule-of-law": 1},
        "constitutional-order": {"voice": 1, "coups": 1},
        "regime-cohesion": {"coups": 2, "stability": 1},
        "legal-jeopardy": {"rule-of-law": 2, "voice": 1},
    },
    "engagement": {
        "western-engagement": {"stability": 1, "voice": 1, "regulation": 1},
        "patron-dependence": {"stability": 1, "effectiveness": 1},
        "power-competition": {"stability": 1, "votes": 1},
        "neighbour-relations": {"stability": 1, "displaced": 1},
        "sanctions-access": {"votes": 1, "rule-of-law": 1, "fatf": 1},
        "economic-diplomacy": {"regulation": 2, "effectiveness": 1},
        "payment-transfer": {"payments": 1, "regulation": 1, "effectiveness": 1},
    },
    "illicit-resources": {
        "mineral-smuggling": {"corruption": 1, "effectiveness": 1, "rents": 1},
        "armed-group-revenue": {"deaths": 1, "corruption": 1, "rents": 1},
        "concession-opacity": {"corruption": 2, "voice": 1},
        "state-complicity": {"corruption": 2, "rule-of-law": 1},
        "border-porosity": {"effectiveness": 2, "displaced": 1},
        "financial-integrity": {"fatf": 2, "corruption": 1, "rule-of-law": 1},
    },
}

#: What the sources call otherwise, and what is no country of ISO 3166-1 (from 2000 on).
RENAMED = {
    "ZAR": "COD",
    "ROM": "ROU",
    "TMP": "TLS",
    "WBG": "PSE",
    "ADO": "AND",
    "KSV": "XKX",
    "YUG": "SRB",
}
DROPPED = {"ANT", "CHI", "CSK", "DDR", "VDR", "YMD", "TIB", "UNK", "XXA"}


def read(path: str) -> pd.DataFrame:
    """Return a raw table with the codes of ISO 3166-1 (no code: a state of before 2000)."""
    table = pd.read_csv(RAW / path, keep_default_na=False, na_values=[""])
    table = table[table["iso3"].notna() & ~table["iso3"].isin(DROPPED)]
    return table.assign(iso3=table["iso3"].replace(RENAMED))


def _grid(table: pd.DataFrame, column: str) -> pd.Series[float]:
    """Return a column by country and year, 2000 on, without blanks."""
    by = table.set_index(["iso3", "year"])[column].astype(float).dropna()
    return by[by.index.get_level_values("year") >= 2000].sort_index()


def _violence() -> dict[str, pd.Series[float]]:
    table = read("ucdp-country-year-25.1/ucdp_country_year.csv")
    table = table[(table["year"] >= 2000) & (table["iso3"] != "PSE")]
    people = read("base/population/population.csv")
    wide = people.pivot(index="iso3", columns="year", values="population")
    for year in range(2000, 2010):
        wide[year] = wide[2010]
    long = wide.stack().rename("people").reset_index()
    table = table.merge(long, how="left", on=["iso3", "year"])
    table["rate"] = table["cumulative_total_deaths_in_orgvio_best"] / table["people"] * 1e6
    table["others"] = table["ns_total_deaths_best"] + table["os_total_deaths_best"]
    return {
        "deaths": _grid(table, "cumulative_total_deaths_in_orgvio_best"),
        "death-rate": _grid(table, "rate"),
        "civilians": _grid(table, "others"),
    }


def _governance() -> dict[str, pd.Series[float]]:
    table = read("wgi-2024/wgi.csv")
    return {
        measure: _grid(table[table["indicator"] == code], "estimate")
        for measure, code in GOVERNANCE.items()
    }


def _displaced() -> pd.Series[float]:
    origin = read("unhcr-2025/by_origin.csv")
    named = pd.concat([origin, read("unhcr-2025/by_asylum.csv")])
    first = named[named["iso3"] != "PSE"].groupby("iso3")["year"].min()
    origin = origin.assign(people=origin["refugees"] + origin["idps"])
    wide = (
        origin.pivot(index="iso3", columns="year", values="people").reindex(first.index).fillna(0)
    )
    begun = np.array([first.to_numpy() <= year for year in wide.columns]).T
    return _grid(wide.where(begun).stack().rename("x").reset_index(), "x")


def _votes() -> dict[str, pd.Series[float]]:
    wide = read("un-ideal-points-2025/ideal_points.csv").pivot(
        index="year", columns="iso3", values="idealpointfp"
    )
    distance = wide.sub(wide["USA"], axis=0).abs()
    shift = distance - distance.shift(8)
    assert list(distance.index) == list(range(1990, 2025))
    return {
        "votes": _grid(distance.T.stack().rename("x").reset_index(), "x"),
        "votes-shift": _grid(shift.T.stack().rename("x").reset_index(), "x"),
    }


def coup_events() -> pd.DataFrame:
    """Return coups and attempts by military, rebels or palace, corrected: iso3 and year."""
    events = read("base/coups-cline/coup_events.csv")
    taken = events[["military", "rebel", "palace"]].max(axis=1) == 1
    twice = (events["iso3"] == "BFA") & (events["year"] == 2015) & (events["day"] == 23)
    first = events[taken & ~twice & events["event_type"].isin(["coup", "attempted"])]
    later = read("base/coups-cline/recent_events_2021_2025.csv")
    later["year"] = later["date"].str[:4].astype(int)
    return pd.concat([first[["iso3", "year"]], later[["iso3", "year"]]], ignore_index=True)


def _coups() -> pd.Series[float]:
    count = coup_events().value_counts()
    states = read("ucdp-country-year-25.1/ucdp_country_year.csv").groupby("iso3")["year"].min()
    values = {
        (code, year): fsum(
            count.get((code, year - back), 0) * 2 ** (-back / 4) for back in range(15)
        )
        for code, begun in states.items()
        for year in range(max(2000, begun), 2026)
    }
    return pd.Series(values).rename_axis(["iso3", "year"]).sort_index()


def _payments() -> pd.Series[float]:
    table = read("base/payment-restrictions/ibop_s.csv")
    four = ["c1_fx_markets", "c2_payments_and_receipts", "c5_export_proceeds", "total_out"]
    return _grid(
        table[table[four].count(axis=1) >= 3].assign(mean=lambda x: x[four].mean(axis=1)), "mean"
    )


def _rents() -> pd.Series[float]:
    table = read("base/resource-rents/total_rents_pct_gdp.csv")
    mean = table[table["year"].between(2014, 2018)].groupby("iso3")["value"].mean()
    return _grid(mean.rename("x").reset_index().assign(year=2018), "x")


#: Months of lists that were seen on a page.
SEEN = {
    "grey": "2019-06 2019-10 2020-02 2020-10 2022-03 2023-02 2023-10 2024-10 2025-10",
    "black": "2019-06 2020-02 2023-02",
}


def _fatf() -> pd.Series[float]:
    """Go through the months from October 2018 (nan: remembered, not seen); a year is its December."""
    periods = read("base/fatf-lists/fatf_periods.csv")
    months = pd.period_range("2018-10", "2025-12", freq="M")
    covered = sorted({*read("wgi-2024/wgi.csv")["iso3"], *periods["iso3"]})
    grid = pd.DataFrame(0.0, index=covered, columns=months)
    for row in periods.itertuples():
        start = pd.Period(row.start, "M")
        end = pd.Period("9999-12" if pd.isna(row.end) else row.end, "M")
        on = (months >= start) & (months < end)
        seen = pd.PeriodIndex(SEEN[row.list].split(), freq="M")
        if row.start_source == "memory only":
            start = min(seen[seen >= start], default=pd.Period("9999-12", "M"))
        grid.loc[row.iso3, on & (months < start)] = np.nan
        grid.loc[row.iso3, on & (months >= start)] = {"grey": 75.0, "black": 100.0}[row.list]
    ends = grid.loc[:, months.month == 12].rename(columns=lambda month: month.year)
    return _grid(ends.stack().rename_axis(["iso3", "year"]).rename("x").reset_index(), "x")


@cache
def raw_values() -> dict[str, pd.Series[float]]:
    """Return the unrounded values of every measure by (iso3, year)."""
    return (
        _violence()
        | _governance()
        | _votes()
        | {
            "displaced": _displaced(),
            "coups": _coups(),
            "payments": _payments(),
            "rents": _rents(),
            "fatf": _fatf(),
        }
    )


def _rounded(value: float, digits: int) -> float:
    exact = Decimal(repr(round(value, 10)))
    return float(exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_EVEN))


@cache
def values() -> dict[str, pd.Series[float]]:
    """Return every measure's values rounded as they are shipped."""
    return {
        measure: series.map(lambda value, d=DECIMALS[measure]: _rounded(value, d) + 0.0)
        for measure, series in raw_values().items()
    }


def rate(measure: str, series: pd.Series[float]) -> pd.Series[float]:
    """Return ratings of values, 0 to 100."""
    if measure == "fatf":
        return series
    if measure in LOG:
        low, high = (np.log1p(edge) for edge in LOG[measure])
        part = (np.log1p(series) - low) / (high - low)
    elif measure in LINEAR:
        low, high = LINEAR[measure]
        part = (series - low) / (high - low)
    else:
        low, high = FALLING[measure]
        part = (high - series) / (high - low)
    return (100 * part).clip(0, 100)


@cache
def ratings(measure: str) -> pd.Series[float]:
    """Return the rating of each value of a measure by (iso3, year)."""
    return rate(measure, values()[measure])


@cache
def measures(year: int) -> dict[str, dict[str, float]]:
    """Return the rating of each measure by country, as published at the end of a year."""
    found: dict[str, dict[str, float]] = {}
    for measure in DECIMALS:
        series = ratings(measure)
        last = 2018 if measure == "rents" else year - LAG[measure]
        if measure == "rents" and year < 2019:
            continue
        seen = series[series.index.get_level_values("year") <= last]
        mean = seen.groupby("iso3").tail(AVERAGE.get(measure, 1)).groupby("iso3").mean()
        for code, rating in mean.items():
            found.setdefault(str(code), {})[measure] = float(rating)
    return found


def _indicator(known: dict[str, float], weights: dict[str, int]) -> float | None:
    there = {measure: weight for measure, weight in weights.items() if measure in known}
    if 2 * sum(there.values()) < sum(weights.values()) or not there:
        return None
    mean = fsum(weight * known[measure] for measure, weight in there.items()) / sum(there.values())
    return min(95.0, max(5.0, mean))


@cache
def base_rates(year: int) -> dict[str, dict[str, float]]:
    """Return the base rates of every country at the end of a year, by node.

    Nodes are `total`, pillars (`security`) and indicators (`security.kidnapping`); an indicator
    without a base rate is left out and stands as 50 in its pillar; a country without any is left out.
    """
    result: dict[str, dict[str, float]] = {}
    for code, known in measures(year).items():
        nodes: dict[str, float] = {}
        above: dict[str, float] = {}
        for pillar, members in PILLARS.items():
            each = {name: _indicator(known, weights) for name, weights in members.items()}
            nodes |= {f"{pillar}.{name}": p for name, p in each.items() if p is not None}
            above[pillar] = fsum(50.0 if p is None else p for p in each.values()) / len(each)
        if nodes:
            result[code] = nodes | above | {"total": fsum(above.values()) / len(above)}
    return result
