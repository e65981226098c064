"""Reading the raw tables: rows with the codes of our country table, numbers as they are written."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

Row = dict[str, str]
#: Values by country (alpha-3) and year.
Table = dict[tuple[str, int], Decimal]

FIRST = 2000
#: The last year of facts that are counted to today; other tables end where their source ends.
LAST_OF_FACTS = 2025
#: Violence and flight of Palestine are booked under Israel or not at all: no rating, not zero.
UNSEEN = "PSE"

HERE = Path(__file__).parent
COUNTRIES = HERE.parents[1] / "src/sahelrisk/model/countries.csv"
RENAMED = {
    "ADO": "AND",
    "KSV": "XKX",
    "ROM": "ROU",
    "TMP": "TLS",
    "WBG": "PSE",
    "YUG": "SRB",  # the code of UN votes to this day
    "ZAR": "COD",
}
NO_COUNTRY = {
    "ANT": "the Netherlands Antilles, dissolved in 2010",
    "CHI": "the Channel Islands together",
    "CSK": "Czechoslovakia, to 1992",
    "DDR": "the German Democratic Republic, to 1990",
    "TIB": "Tibetans, counted by origin",
    "UNK": "origin unknown",
    "VDR": "the Republic of Vietnam, to 1975",
    "XXA": "the stateless",
    "YMD": "South Yemen, to 1990",
}


class UnknownCountryError(Exception):
    """A source names a country that our table does not have."""


def table(path: Path) -> list[Row]:
    """Return the rows of a table as they are."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class Raw:
    """The folder of raw tables, read with the codes of the country table."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; the country table is that of the repository."""
        self.folder = folder
        self.codes = {row["alpha3"] for row in table(COUNTRIES)}

    def rows(self, path: str, *needed: str, since: int = FIRST) -> Iterator[Row]:
        """Give the rows from a year on whose needed cells are filled, `iso3` being a country's.

        Raises UnknownCountryError, naming every code that is no country and not known as none.
        """
        unknown = set()
        for row in table(self.folder / path):
            if int(row.get("year") or since) < since or not all(row[cell] for cell in needed):
                continue
            code = RENAMED.get(row["iso3"], row["iso3"])
            if code in self.codes:
                yield {**row, "iso3": code}
            elif code not in NO_COUNTRY:
                unknown.add(code or "(blank)")
        if unknown:
            message = f"{path}: no country of the table has the code {', '.join(sorted(unknown))}"
            raise UnknownCountryError(message)


def key(row: Row) -> tuple[str, int]:
    """Return country and year of a row."""
    return row["iso3"], int(row["year"])
