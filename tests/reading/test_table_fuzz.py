"""Mutated tables of publishers: a series gives items or says why not, and never fails."""

from __future__ import annotations

import os
import random
import time
from datetime import date
from typing import Any

import pytest
import tomli
from published_files import ACLED, DATABANK, HDX, UCDP_GED, VDEM, WORLD_BANK_API

from sahelrisk.model.evidence_file import Series
from sahelrisk.problems import DossierError
from sahelrisk.reading.tables.guess import guess
from sahelrisk.reading.tables.series import items_of

SEED = int(os.environ.get("FUZZ_SEED", "20"))
SECONDS = float(os.environ.get("FUZZ_SECONDS", "10"))
TABLES: dict[str, tuple[str, dict[str, Any]]] = {
    WORLD_BANK_API: ("Country Code", {"years": "columns", "columns": {"*": "p.d"}}),
    DATABANK: (
        "Country Name",
        {"years": "columns", "columns": {"PV.EST": "p.d"}, "errors": {"PV.EST": "PV.STD.ERR"}},
    ),
    HDX: (
        "Country ISO3",
        {"observed": {"column": "Month"}, "columns": {"Internally displaced": "p.d"}},
    ),
    VDEM: (
        "country_text_id",
        {"observed": {"column": "year"}, "columns": {"v2x_polyarchy": "p.d"}},
    ),
    UCDP_GED: ("country_id", {"observed": {"column": "date_start"}, "columns": {"best": "p.d"}}),
    ACLED: ("country", {"observed": {"column": "event_date"}, "columns": {"fatalities": "p.d"}}),
}
PIECES = [*'",;\t\n\r\0#(){} ', "..", "2022", "1e999", "MLI", "\ufeff", "é", "9" * 400, "sep=;"]


def mutated(chance: random.Random, text: str) -> bytes:
    """Return a text with a few pieces put in, taken out or changed."""
    data = bytearray(text.encode())
    for _ in range(chance.randint(0, 5)):
        at, kind = chance.randrange(len(data) + 1), chance.random()
        if kind < 0.5:
            data[at:at] = chance.choice(PIECES).encode()
        elif kind < 0.8:
            del data[at : at + chance.randint(1, 30)]
        elif at < len(data):
            data[at] = chance.randrange(256)
    return bytes(data)


@pytest.mark.slow
def test_mutated_tables() -> None:
    """Every table gives items or problems with places; what is guessed is TOML."""
    chance, end, items = random.Random(SEED), time.monotonic() + SECONDS, 0
    while time.monotonic() < end:
        text = chance.choice(list(TABLES))
        country, keys = TABLES[text]
        data = mutated(chance, text)
        others = chance.choice(["skip", "refuse"])
        grade = {"reliability": "A", "credibility": 2, "recorded": date(2026, 1, 1)}
        series = {"file": "t.csv", "country": country, "others": others, **keys, **grade}
        found, problems = items_of(Series.model_validate(series), "t.csv", data)
        items += len(found)
        assert found or problems, data
        assert all(one.place.line >= 1 for one in found)
        assert all(one.rule and one.place.column >= 1 for one in problems)
        try:
            tomli.loads(guess(data, "t.csv").toml)
        except DossierError:
            continue
    assert items > 0
