"""Dossiers of any size, the same for the same seed; invented ratings without any statement."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

GRADES = [(r, c) for r in "ABC" for c in (1, 2, 3)]
END = date(2026, 6, 30)
NO_PILLARS = ("base", "context", "yardsticks")


def indicators(folder: Path) -> list[str]:
    """Return the ids of the indicators below a framework's folder."""
    files = sorted(folder.glob("*/*.toml"))
    return [
        f"{path.parent.name}.{path.stem}" for path in files if path.parent.name not in NO_PILLARS
    ]


def item(number: int, iso3: str, indicator: str, chance: random.Random, days: int) -> str:
    """Return one evidence item, observed within so many days before the end."""
    observed = END - timedelta(days=chance.randrange(days))
    reliability, credibility = chance.choice(GRADES)
    condition = "condition" if not chance.randrange(10) else "event"
    return f"""
[[evidence]]
id = "{iso3.lower()}-{number:06d}"
countries = ["{iso3}"]
indicator = "{indicator}"
observed = {observed}
recorded = {min(END, observed + timedelta(days=chance.randrange(30)))}
level = {chance.randrange(1, 6)}
statement = "generated item {number} for a benchmark"
nature = "{condition}"
reliability = "{reliability}"
credibility = {credibility}
origin = "origin-{chance.randrange(number + 50)}"
analyst = "generated"
source = {{ title = "Generated report {number}", publisher = "Publisher {chance.randrange(40)}" }}
"""


def write(folder: Path, codes: Sequence[str], items: int, keys: Sequence[str], days: int) -> bytes:
    """Write a dossier of `items` items spread over countries; return the evidence's bytes."""
    chance = random.Random(7)
    (folder / "evidence").mkdir(parents=True, exist_ok=True)
    (folder / "dossier.toml").write_text('title = "generated"\ntlp = "CLEAR"\n', encoding="utf-8")
    texts: dict[str, list[str]] = {code: [] for code in codes}
    for number in range(items):
        code = codes[number % len(codes)]
        texts[code].append(item(number, code, keys[chance.randrange(len(keys))], chance, days))
    for code, parts in texts.items():
        (folder / "evidence" / f"{code.lower()}.toml").write_text("".join(parts), encoding="utf-8")
    return "".join("".join(parts) for parts in texts.values()).encode()
