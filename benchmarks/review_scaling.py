"""Time `review` of 5,000 items of which 47 changed, against one `compare --all`.

python benchmarks/review_scaling.py
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

sys.path += [str(Path(__file__).parents[1] / "tests" / "compare")]
import compare_desk as desk
import review_desk

COUNTRIES, ITEMS, CHANGED = 200, 5000, 47
AS_OF = ("--as-of", desk.AS_OF)


def main() -> None:
    """Write both ends and print the seconds of each command, the best of three."""
    known = review_desk.codes(COUNTRIES)
    items = [
        {
            **desk.item(f"i{at:05}", date(2026, 5, 1) - timedelta(days=at % 700), 1 + at % 5),
            "countries": [known[at % COUNTRIES]],
            "indicator": review_desk.INDICATORS[at // COUNTRIES % 3],
        }
        for at in range(ITEMS)
    ]
    with tempfile.TemporaryDirectory() as place:
        top = Path(place)
        folder = desk.write(top / "desk", {"evidence": items})
        review_desk.git(top, "init", "--quiet", "--initial-branch=main")
        review_desk.commit(top, "first")
        words = [
            {
                "evidence": items[at * 7]["id"],
                "recorded": date(2026, 6, 1),
                "withdrawn": True,
                "reason": "x",
            }
            for at in range(CHANGED)
        ]
        desk.dump(folder / "evidence" / "more.toml", {"amendment": words})
        review_desk.commit(top, "second")
        one = best("compare", "--all", *AS_OF, "-d", str(folder))
        two = best("review", "HEAD~1", *AS_OF, "-d", str(folder))
    print(f"compare --all {one:.2f} s, review {two:.2f} s, {two / one:.2f} times")


def best(*arguments: str) -> float:
    """Return the least seconds of three runs of a command."""
    found = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "sahelrisk", *arguments], check=True, capture_output=True
        )
        found.append(time.perf_counter() - start)
    return min(found)


if __name__ == "__main__":
    main()
