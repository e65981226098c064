"""How far two readers of forty statements agree, and how far the example has moved since.

    python tests/agreement/agreement.py

The second reader saw statements and ladders, no levels, and wrote `second_reading.toml` before
anything was compared; `first_reading.toml` holds the first reader's levels of that day. Today's
levels are found in the example by the words of a statement.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Iterator
from math import fsum
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
Level = int | list[int]


class Reading(NamedTuple):
    """A level, a range by its middle, and how it reads."""

    level: float
    reads: str


class Pair(NamedTuple):
    """What two readers made of one statement."""

    number: int
    indicator: str
    first: Reading
    second: Reading


class Agreement(NamedTuple):
    """Shares of pairs with the same level, within one level and with the same reading; kappa."""

    statements: int
    exact: float
    within_one: float
    kappa: float
    reads: float


def read(path: Path) -> dict[str, Any]:
    """Parse a TOML file."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def reading(level: Level, reads: str) -> Reading:
    """Return a reading; a range stands at its middle."""
    middle = sum(level) / len(level) if isinstance(level, list) else level
    return Reading(float(middle), reads)


def numbered(name: str) -> dict[int, Reading]:
    """Return the readings of a file by number."""
    rows = read(HERE / name)["reading"]
    return {row["number"]: reading(row["level"], row["reads"]) for row in rows}


def effective(item: dict[str, Any]) -> str:
    """Return how an item reads: as it says, or by its kind, nature and indicator (method § 1)."""
    if "reads" in item:
        return str(item["reads"])
    plain = item["kind"] == "observation" and item.get("nature", "event") == "event"
    if not plain or item.get("turning_point"):
        return "exact"
    ladder = read(ROOT / f"indicators/{item['indicator'].replace('.', '/')}.toml")
    return str(ladder.get("event_reads", "exact"))


def example() -> dict[tuple[str, str], Reading]:
    """Return today's readings of the example by indicator and statement."""
    items: Iterator[dict[str, Any]] = (
        item
        for path in sorted((ROOT / "examples/sahel/evidence").rglob("*.toml"))
        for item in read(path)["evidence"]
    )
    return {
        (item["indicator"], item["statement"]): reading(item["level"], effective(item))
        for item in items
        if "level" in item
    }


def pairs(*, today: bool = False) -> list[Pair]:
    """Return first and second reading of each statement; today, of those that still stand."""
    first, second = numbered("first_reading.toml"), numbered("second_reading.toml")
    now = example() if today else {}
    found = []
    for row in read(HERE / "statements.toml")["reading"]:
        number, indicator = row["number"], row["indicator"]
        ours = now.get((indicator, row["statement"])) if today else first[number]
        if ours is not None:
            found.append(Pair(number, indicator, ours, second[number]))
    return found


def kappa(levels: Iterable[tuple[float, float]]) -> float:
    """Return Cohen's kappa with quadratic weights: 1 - squared gaps seen / by chance."""
    pairs_ = list(levels)
    seen = fsum((a - b) ** 2 for a, b in pairs_) / len(pairs_)
    chance = fsum((a - b) ** 2 for a, _ in pairs_ for _, b in pairs_) / len(pairs_) ** 2
    return 1.0 if chance == 0.0 else 1.0 - seen / chance


def agreement(found: list[Pair]) -> Agreement:
    """Return how far two readings agree."""
    gaps = [abs(pair.first.level - pair.second.level) for pair in found]
    count = len(found)
    return Agreement(
        count,
        sum(gap == 0.0 for gap in gaps) / count,
        sum(gap <= 1.0 for gap in gaps) / count,
        kappa((pair.first.level, pair.second.level) for pair in found),
        sum(pair.first.reads == pair.second.reads for pair in found) / count,
    )


def table() -> str:
    """Return the agreement then and now as a Markdown table."""
    lines = [
        "| second reading against | statements | same level | within one | weighted kappa | same `reads` |",
        "|---|---|---|---|---|---|",
    ]
    named = (("the first, as it stood", pairs()), ("the example of today", pairs(today=True)))
    for name, found in named:
        one = agreement(found)
        lines.append(
            f"| {name} | {one.statements} | {one.exact:.0%} | {one.within_one:.0%} "
            f"| {one.kappa:.2f} | {one.reads:.0%} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(table() + "\n")
