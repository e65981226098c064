"""Measures that are counted from dated facts: coups and FATF listings."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from base_tables.raw import FIRST, HERE, LAST_OF_FACTS, Raw, Row, Table, key, table
from base_tables.statistics import UCDP, first_years

#: Who took part, in the columns of the Cline Center; risings and self-coups by others do not count.
WHO = ("military", "rebel", "palace")
YEARS = 15
HALF_LIFE = 4
#: The lists are complete from October 2018, so that the end of this year is the first known.
FIRST_FATF = 2018
RATING = {"grey": Decimal(75), "black": Decimal(100)}
#: Longer ago than every list, and later than every month that is asked about.
NEVER = "9999-12"


def coups(raw: Raw) -> dict[str, Table]:
    """Return coups and attempts of fifteen years, each halved every four years.

    A state without any has 0; states and their first years are those of UCDP.
    """
    count = coup_count(raw)
    states = first_years(key(row) for row in raw.rows(UCDP))
    return {
        "coups": {
            (code, year): faded(count, code, year)
            for code, begun in states.items()
            for year in range(max(begun, FIRST), LAST_OF_FACTS + 1)
        }
    }


def faded(count: Counter[tuple[str, int]], code: str, year: int) -> Decimal:
    """Return the coups of a country up to a year, each worth 2^(-years/4)."""
    each = (
        count[code, year - back] * Decimal(2) ** (Decimal(-back) / HALF_LIFE)
        for back in range(YEARS)
    )
    return sum(each, Decimal(0))


def coup_count(raw: Raw) -> Counter[tuple[str, int]]:
    """Return how many coups and attempts a country had in a year, after our corrections."""
    rows = raw.rows("base/coups-cline/coup_events.csv", since=FIRST - YEARS)
    listed = [
        (row["iso3"], f"{row['year']}-{int(row['month']):02}-{int(row['day']):02}")
        for row in rows
        if row["event_type"] != "conspiracy" and any(row[who] == "1" for who in WHO)
    ]
    for row in table(HERE / "coup_corrections.csv"):
        event = (row["iso3"], row["date"])
        if row["change"] == "remove":
            listed.remove(event)  # an error if the list no longer has it
        else:
            listed.append(event)
    return Counter((code, int(date[:4])) for code, date in listed)


def fatf(raw: Raw) -> dict[str, Table]:
    """Return 75 for the grey and 100 for the black list at a year's end, 0 for neither.

    Covered is every country that the governance indicators rate or that was ever listed. Where a
    listing is remembered but was not seen on a list by then, the year has no value.
    """
    seen = {kind: sorted(months) for kind, months in lists_seen().items()}
    periods = list(raw.rows("base/fatf-lists/fatf_periods.csv"))
    covered = {row["iso3"] for row in (*raw.rows("wgi-2024/wgi.csv"), *periods)}
    values: Table = {
        (code, year): Decimal(0)
        for code in covered
        for year in range(FIRST_FATF, LAST_OF_FACTS + 1)
    }
    for row in periods:
        for year in range(FIRST_FATF, LAST_OF_FACTS + 1):
            december = f"{year}-12"
            if row["start"] <= december < (row["end"] or NEVER):
                if first_seen(row, seen[row["list"]]) <= december:
                    values[row["iso3"], year] = RATING[row["list"]]
                else:
                    del values[row["iso3"], year]
    return {"fatf": values}


def lists_seen() -> dict[str, list[str]]:
    """Return the months of the lists that somebody saw on a page, by colour."""
    months: dict[str, list[str]] = {}
    for row in table(HERE / "fatf_lists_seen.csv"):
        months.setdefault(row["list"], []).append(row["month"])
    return months


def first_seen(period: Row, seen: list[str]) -> str:
    """Return the month from which a listing is confirmed: its start, or the next list seen."""
    if period["start_source"] != "memory only":
        return period["start"]
    return next((month for month in seen if month >= period["start"]), NEVER)
