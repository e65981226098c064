"""Large dossiers made by rule: real shapes, invented content, for measuring only."""

from __future__ import annotations

import random
from pathlib import Path

from generated import indicators

from sahelrisk.model import countries as table
from sahelrisk.reading.locate import framework

GRADES = ("A1", "A2", "B2", "B3", "C2", "C3", "D3", "E4", "F6")


def indicator_ids() -> list[str]:
    """Return the ids of the bundled framework."""
    return indicators(framework())


def write_dossier(folder: Path, items: int, countries: int) -> Path:
    """Write a dossier of so many items, one file a country, spread over all indicators."""
    made = random.Random(7)
    ids = indicator_ids()
    (folder / "evidence").mkdir(parents=True)
    (folder / "dossier.toml").write_text('title = "measured"\ntlp = "CLEAR"\n', encoding="utf-8")
    per_country = items // countries
    for code in table.codes()[:countries]:
        text = "".join(_item(made, code, number, ids) for number in range(per_country))
        (folder / "evidence" / f"{code}.toml").write_text(text, encoding="utf-8")
    return folder


def _item(made: random.Random, code: str, number: int, ids: list[str]) -> str:
    grade = made.choice(GRADES)
    year, month, day = made.randint(2016, 2025), made.randint(1, 12), made.randint(1, 28)
    date = f"{year}-{month:02}-{day:02}"
    return (
        "[[evidence]]\n"
        f'id = "{code.lower()}-{number:06}"\n'
        f'countries = ["{code}"]\n'
        f'indicator = "{ids[number % len(ids)]}"\n'
        f"observed = {date}\nrecorded = {date}\nlevel = {made.randint(1, 5)}\n"
        f'statement = "Statement {number}: {"a line of the length that statements have " * 3}"\n'
        'kind = "observation"\n'
        f'reliability = "{grade[0]}"\ncredibility = {grade[1]}\n'
        f'origin = "origin-{made.randint(1, 40)}"\nanalyst = "made"\n'
        f'source = {{ title = "Title {number}", '
        f'publisher = "Publisher {made.randint(1, 30)}" }}\n\n'
    )
