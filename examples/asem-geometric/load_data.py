"""Write the full series of this example in place, from a folder of published tables; fetches nothing.

    python load_data.py DATA_FOLDER [--excerpt]

DATA_FOLDER holds `asem/ASEM_iData.csv`. With --excerpt only the countries that come with the example are written.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
EXCERPT = ("AUT", "BEL", "CHN", "IND", "JPN", "NOR")


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


def main(folder: Path, *, excerpt: bool = False) -> str:
    """Write `evidence/asem.csv`, every column as it was published."""
    rows = [
        row
        for row in read(folder / "asem" / "ASEM_iData.csv")
        if not excerpt or row["uCode"] in EXCERPT
    ]
    return f"{write(HERE / 'evidence' / 'asem.csv', list(rows[0]), rows)} countries"


if __name__ == "__main__":
    arguments = [one for one in sys.argv[1:] if one != "--excerpt"]
    if len(arguments) != 1:
        sys.exit(__doc__)
    print(main(Path(arguments[0]), excerpt="--excerpt" in sys.argv))
