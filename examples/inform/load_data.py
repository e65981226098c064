"""Write the full series of this example in place, from a folder of published tables; fetches nothing.

    python load_data.py DATA_FOLDER [--excerpt]

DATA_FOLDER holds `inform-risk-2025/scores.csv` and `inform-risk-2025/raw.csv`. With --excerpt only the countries that come with the example are written.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
EXCERPT = ("BFA", "FJI", "MLI", "NER", "NOR", "TCD")


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


COMPONENTS = [
    "Earthquake",
    "River Flood",
    "Tsunami",
    "Tropical Cyclone",
    "Coastal flood",
    "Drought",
    "Epidemic",
    "Projected Conflict Probability",
    "Current Conflict Intensity",
    "Development & Deprivation",
    "Inequality",
    "Economic Dependency",
    "Uprooted people",
    "Health Conditions",
    "Children U5",
    "Recent Shocks",
    "Food Security",
]
COPING = [
    "BF",
    "BG",
    "BH",
    "BI",
    "BJ",
    "BK",
    "BL",
    "BM",
    "BN",
    "BO",
    "BP",
    "BQ",
    "BR",
    "BS",
    "BT",
    "BU",
    "BV",
    "BX",
]


def main(folder: Path, *, excerpt: bool = False) -> str:
    """Write the published components and the raw columns of the coping dimension.

    "x" means no data; an access to electricity of 0 counts as missing (the index's own rule).
    """
    components, coping = [], []
    for row in read(folder / "inform-risk-2025" / "scores.csv"):
        cells = {key: "" if row[key] == "x" else row[key] for key in COMPONENTS}
        components.append({"iso3": row["ISO3"], **cells})
    for row in read(folder / "inform-risk-2025" / "raw.csv"):
        electricity = "" if row["BJ"] and float(row["BJ"]) == 0.0 else row["BJ"]
        coping.append(row | {"BJ": electricity})
    evidence = HERE / "evidence"
    chosen = [row for row in components if not excerpt or row["iso3"] in EXCERPT]
    number = write(evidence / "components.csv", ["iso3", *COMPONENTS], chosen)
    chosen = [row for row in coping if not excerpt or row["iso3"] in EXCERPT]
    write(evidence / "coping.csv", ["iso3", *COPING], chosen)
    return f"{number} countries"


if __name__ == "__main__":
    arguments = [one for one in sys.argv[1:] if one != "--excerpt"]
    if len(arguments) != 1:
        sys.exit(__doc__)
    print(main(Path(arguments[0]), excerpt="--excerpt" in sys.argv))
