"""Compile the tables behind base rates from a folder of published tables; fetches nothing.

    python scripts/base_rates.py RAW_FOLDER [--out indicators/base]

Writes one table a measure: iso3, year, value, from 2000 to the last year of its source. What a
measure means stands beside it in its TOML file, and what was changed in LICENCES.md.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

from base_tables.facts import coups, fatf
from base_tables.raw import Raw, Table, UnknownCountryError
from base_tables.statistics import displaced, governance, payments, rents, violence, votes

ROOT = Path(__file__).parents[1]
SOURCES = (violence, governance, displaced, votes, coups, payments, fatf, rents)
#: Whole deaths, people and ratings; two decimals elsewhere, and four where two would move a rating
#: by more than .15 of a point.
DECIMALS = {
    "deaths": 0,
    "civilians": 0,
    "displaced": 0,
    "fatf": 0,
    "votes-shift": 4,
    "coups": 4,
    "payments": 4,
}


def main() -> int:
    """Read, compile and write; 1 where a source names a country that we do not know."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("raw", type=Path, metavar="RAW_FOLDER", help="folder of the raw tables")
    parser.add_argument("--out", type=Path, default=ROOT / "indicators/base", help="where to write")
    given = parser.parse_args()
    try:
        tables = compiled(Raw(given.raw))
    except UnknownCountryError as error:
        print(error, file=sys.stderr)
        return 1
    given.out.mkdir(parents=True, exist_ok=True)
    for measure, values in tables.items():
        text = "".join(lines(values, DECIMALS.get(measure, 2)))
        (given.out / f"{measure}.csv").write_text(text, encoding="utf-8", newline="\n")
        print(f"{measure}: {len(values)} values of {len({code for code, _ in values})} countries")
    return 0


def compiled(raw: Raw) -> dict[str, Table]:
    """Return the table of every measure."""
    return {measure: values for source in SOURCES for measure, values in source(raw).items()}


def lines(values: Table, digits: int) -> Iterable[str]:
    """Give a table line by line, by country and year."""
    yield "iso3,year,value\n"
    for (code, year), value in sorted(values.items()):
        yield f"{code},{year},{shortest(value, digits)}\n"


def shortest(value: Decimal, digits: int) -> str:
    """Return a number with so many decimals at most, without idle zeros."""
    rounded = value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_EVEN)
    text = f"{rounded:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


if __name__ == "__main__":
    sys.exit(main())
