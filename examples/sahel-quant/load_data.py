"""Write the full series of this example in place, from a folder of published tables; fetches nothing.

    python load_data.py DATA_FOLDER [--excerpt]

DATA_FOLDER holds `sahel-panel/panel.csv`. With --excerpt only the countries that come with the example are written.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
EXCERPT = ("BFA", "MLI", "NER")


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


COLUMNS = ["iso3", "year", "deaths", "displaced", "coups", "aid", "votes"]


def main(folder: Path, *, excerpt: bool = False) -> str:
    """Write `evidence/panel.csv`: five columns of the panel, coups and attempts added up."""
    rows = []
    for row in read(folder / "sahel-panel" / "panel.csv"):
        if excerpt and row["iso3"] not in EXCERPT:
            continue
        coups = [row["pt_coup_num"], row["pt_failed_num"]]
        rows.append(
            {
                "iso3": row["iso3"],
                "year": row["year"],
                "deaths": row["ucdp_total_best"],
                "displaced": row["idps_unhcr"],
                "coups": str(sum(int(float(one)) for one in coups)) if all(coups) else "",
                "aid": row["oda_usd"],
                "votes": row["un_dist_usa"],
            }
        )
    return f"{write(HERE / 'evidence' / 'panel.csv', COLUMNS, rows)} country-years"


if __name__ == "__main__":
    arguments = [one for one in sys.argv[1:] if one != "--excerpt"]
    if len(arguments) != 1:
        sys.exit(__doc__)
    print(main(Path(arguments[0]), excerpt="--excerpt" in sys.argv))
