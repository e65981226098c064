"""Compile the shapes of Africa for the map of `site`: `python docs/compile_map.py SHAPES.json`.

The shapes are Natural Earth 4.1.0, admin 0, 1:50m, in the public domain, projected to whole units
of a tenth of a degree, with Somaliland joined to Somalia and Western Sahara apart. What the map
does not draw is left out.
"""

from __future__ import annotations

import json
import re
import sys
from itertools import accumulate
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src" / "sahelrisk" / "rendering" / "africa.json"
ROOM = 34
"""The least height and width, in tenths of a degree, of a country with its figure on the map."""
NOTE = "Natural Earth 4.1.0, 1:50m, public domain; Somaliland drawn with Somalia"


def squeezed(path: str) -> str:
    """Return a path of SVG without the spaces that it can do without."""
    return re.sub(r" ?([MmLlZz]) ?", r"\1", path.strip()).replace(" -", "-")


def has_room(path: str) -> bool:
    """Return whether a figure fits into the frame around a shape's largest part."""
    largest = 0.0
    for part in re.findall(r"M[^M]+", path):
        figures = [float(one) for one in re.findall(r"-?\d+(?:\.\d+)?", part)]
        steps = list(zip(figures[::2], figures[1::2], strict=False))
        places = list(accumulate(steps, lambda at, step: (at[0] + step[0], at[1] + step[1])))
        sides = [max(side) - min(side) for side in zip(*places, strict=True)]
        largest = max(largest, min(sides))
    return largest >= ROOM


def compiled(source: Path) -> str:
    """Return the map: frame, neighbours, and a path with a place for its label by ISO code."""
    given = json.loads(source.read_text(encoding="utf-8"))
    countries = {
        iso3: {
            "d": squeezed(one["d"]),
            "x": one["x"],
            "y": one["y"],
            "dot": bool(one.get("dot")),
            "room": has_room(one["d"]),
        }
        for iso3, one in sorted(given["countries"].items())
    }
    found = {
        "source": NOTE,
        "frame": given["viewBox"],
        "around": squeezed(given["context"]),
        "countries": countries,
    }
    return json.dumps(found, separators=(",", ":"), sort_keys=True) + "\n"


if __name__ == "__main__":
    TARGET.write_text(compiled(Path(sys.argv[1])), encoding="utf-8")
    print(f"wrote {TARGET.name}, {TARGET.stat().st_size} bytes")
