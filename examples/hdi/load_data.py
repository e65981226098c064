"""Write the full series of this example in place, from a folder of published tables; fetches nothing.

    python load_data.py DATA_FOLDER [--excerpt]

DATA_FOLDER holds `hdi-2023-24/hdi.csv`. With --excerpt only the countries that come with the example are written.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
EXCERPT = ("BFA", "MLI", "NER", "CHE", "SOM")


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, columns: list[str], rows: Iterable[dict[str, str]]) -> int:
    """Write some columns of the rows, and return how many rows there are."""
    kept = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        out.writeheader()
        out.writerows(kept)
    return len(kept)


COLUMNS = [
    "iso3",
    "year",
    "life_expectancy",
    "expected_schooling",
    "mean_schooling",
    "gni_pc_ppp2017",
    "hdi",
]


def main(folder: Path, *, excerpt: bool = False) -> str:
    """Write `evidence/hdi.csv`: countries only, for the aggregates of regions have no ISO code."""
    rows = [
        row
        for row in read(folder / "hdi-2023-24" / "hdi.csv")
        if not row["iso3"].startswith("ZZ")
        and (not excerpt or (row["iso3"] in EXCERPT and row["year"] >= "2020"))
    ]
    return f"{write(HERE / 'evidence' / 'hdi.csv', COLUMNS, rows)} country-years"


if __name__ == "__main__":
    arguments = [one for one in sys.argv[1:] if one != "--excerpt"]
    if len(arguments) != 1:
        sys.exit(__doc__)
    print(main(Path(arguments[0]), excerpt="--excerpt" in sys.argv))
