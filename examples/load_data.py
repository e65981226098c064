"""Write the full series of an example in place, from a folder of published tables; fetches nothing.

    python examples/load_data.py EXAMPLE DATA_FOLDER [--excerpt]

EXAMPLE is asem, asem-geometric, hdi or inform. With --excerpt only the rows that come with the
example are written.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

Row = dict[str, str]
Rows = list[Row]
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
COPING = [f"B{letter}" for letter in "FGHIJKLMNOPQRSTUVX"]
HDI = [
    "iso3",
    "year",
    "life_expectancy",
    "expected_schooling",
    "mean_schooling",
    "gni_pc_ppp2017",
    "hdi",
]


def read(path: Path) -> Rows:
    """Return the rows of a table."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def asem(data: Path) -> dict[str, Rows]:
    """Return `asem/ASEM_iData.csv`, every column as it was published."""
    return {"asem.csv": read(data / "asem/ASEM_iData.csv")}


def hdi(data: Path) -> dict[str, Rows]:
    """Return `hdi-2023-24/hdi.csv`: countries only, for the aggregates of regions have no ISO code."""
    rows = read(data / "hdi-2023-24/hdi.csv")
    kept = [{key: row[key] for key in HDI} for row in rows if not row["iso3"].startswith("ZZ")]
    return {"hdi.csv": kept}


def inform(data: Path) -> dict[str, Rows]:
    """Return the published components and the raw columns of the coping dimension.

    They stand in `inform-risk-2025/scores.csv` and `raw.csv`. "x" means no data; an access to electricity of 0
    counts as missing (the index's own rule).
    """
    components = [
        {"iso3": row["ISO3"], **{key: "" if row[key] == "x" else row[key] for key in COMPONENTS}}
        for row in read(data / "inform-risk-2025/scores.csv")
    ]
    coping = [
        {"iso3": row["iso3"], **{key: row[key] for key in COPING}}
        for row in read(data / "inform-risk-2025/raw.csv")
    ]
    for row in coping:
        if row["BJ"] and float(row["BJ"]) == 0.0:
            row["BJ"] = ""
    return {"components.csv": components, "coping.csv": coping}


ASEM = ("AUT", "BEL", "CHN", "IND", "JPN", "NOR")
# An example's tables, and which of their rows come with it.
EXAMPLES: Mapping[str, tuple[Callable[[Path], dict[str, Rows]], Callable[[Row], bool]]] = {
    "asem": (asem, lambda row: row["uCode"] in ASEM),
    "asem-geometric": (asem, lambda row: row["uCode"] in ASEM),
    "hdi": (
        hdi,
        lambda row: row["iso3"] in {"BFA", "CHE", "MLI", "NER", "SOM"} and row["year"] >= "2020",
    ),
    "inform": (inform, lambda row: row["iso3"] in {"BFA", "FJI", "MLI", "NER", "NOR", "TCD"}),
}


def fill(example: str, data: Path, folder: Path, *, excerpt: bool = False) -> list[str]:
    """Write an example's tables below `folder`, a copy of it or the example itself; say what was written."""
    tables, comes_with_it = EXAMPLES[example]
    said = []
    for name, every in tables(data).items():
        rows = [row for row in every if comes_with_it(row)] if excerpt else every
        path = folder / "evidence" / name
        with path.open("w", encoding="utf-8", newline="") as file:
            out = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            out.writeheader()
            out.writerows(rows)
        said.append(f"{example}/evidence/{name}: {len(rows):,} rows")
    return said


if __name__ == "__main__":
    arguments = [one for one in sys.argv[1:] if one != "--excerpt"]
    if len(arguments) != 2 or arguments[0] not in EXAMPLES:
        sys.exit(__doc__)
    own = Path(__file__).parent / arguments[0]
    print(*fill(arguments[0], Path(arguments[1]), own, excerpt="--excerpt" in sys.argv), sep="\n")
