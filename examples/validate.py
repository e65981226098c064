"""Hold the engine against published indices, and its scores against the world: docs/validation.md.

    python examples/validate.py DATA_FOLDER [--out docs]

Anyone with the data can run it; nothing is fetched, and no test code is used but the two readings
of forty statements. It writes `validation.md` and `validation-history.svg`, and fails where a
published index does not come out.
"""

from __future__ import annotations

import argparse
import runpy
import sys
from collections.abc import Iterator
from pathlib import Path

from validation import (
    backtest,
    beside,
    calls,
    hidden,
    history,
    published,
    sensitivity,
    texts,
)
from validation.sources import Tables, World

ROOT = Path(__file__).parents[1]


def main() -> int:
    """Work everything out and write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("data", type=Path, metavar="DATA_FOLDER", help="the published tables")
    parser.add_argument("--out", type=Path, default=ROOT / "docs", help="where to write")
    given = parser.parse_args()
    world, tables = World(), Tables(given.data)
    rows = published.compared_rows(given.data)
    lines = [*engine(rows), *believable(world, tables)]
    page = "\n".join(lines).rstrip() + "\n"
    (given.out / "validation.md").write_text(page, encoding="utf-8", newline="\n")
    chart = history.chart(world, tables)
    (given.out / "validation-history.svg").write_text(chart, encoding="utf-8", newline="\n")
    return 1 if any(wrong for _, _, _, wrong, _ in rows) else 0


def engine(rows: list[published.Row]) -> Iterator[str]:
    """Yield the first part: the arithmetic is right."""
    yield texts.TITLE
    yield texts.ENGINE
    yield from published.page(rows)


def believable(world: World, tables: Tables) -> Iterator[str]:
    """Yield the second part: what speaks for the scores, and what does not."""
    yield texts.BELIEVABLE
    yield texts.BACKTEST
    yield from backtest.page(world, tables)
    yield texts.BACKTEST_READ
    yield texts.BESIDE
    yield from beside.world_page(world, tables)
    yield texts.BESIDE_READ
    yield from beside.example_page(world, tables)
    yield texts.EXAMPLE_READ
    yield texts.HISTORY
    yield from history.page(world, tables)
    yield texts.HISTORY_READ
    yield texts.HIDDEN
    yield from hidden.page(world)
    yield texts.HIDDEN_READ
    yield texts.CALLS
    yield from calls.page(world)
    yield texts.CALLS_READ
    yield texts.SENSITIVITY
    yield from sensitivity.page(world)
    yield texts.READINGS
    two = runpy.run_path(str(ROOT / "tests/agreement/agreement.py"))
    yield two["table"]()
    yield texts.READINGS_READ
    yield texts.UNKNOWN


if __name__ == "__main__":
    sys.exit(main())
