"""The table of groups beside the country table."""

from __future__ import annotations

import csv
from pathlib import Path

from sahelrisk.model import countries

TABLE = Path(countries.__file__).with_name("groups.csv")


def groups() -> dict[str, list[str]]:
    """Return the members of each group."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["group"]: row["members"].split() for row in csv.DictReader(file)}


def test_members_are_countries_in_order() -> None:
    """Every member is a code of the country table, named once."""
    for group, members in groups().items():
        assert members == sorted(set(members)), group
        assert set(members) <= set(countries.codes()), group


def test_the_five_regions_make_africa() -> None:
    """The African Union's regions share no country and leave none out."""
    table = groups()
    regions = [f"{point}-africa" for point in ("north", "west", "central", "east", "southern")]
    assert sorted(code for region in regions for code in table[region]) == table["africa"]
    assert sorted(table["ecowas"] + table["aes"]) == table["ecowas-2023"]
