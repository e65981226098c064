"""Where the marks of charts go: shares of the width in per cent, heights in pixels. Draws nothing.

Widths are per cent of the chart, so that text never shrinks with it; only lines are stretched.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sahelrisk.report.sheet_view import Course, Mark, Push, Ring, Stretch, Waterfall

STEP = 20.0
PLOT = 86.0
ROW = 15.0
ROWS = 3
MOST_STEPS = 4.0
APART = 0.045
"""Rings nearer than this share of the width go a row down."""


def percent(share: float) -> str:
    """Return a share of the width as a coordinate."""
    return f"{100.0 * min(max(share, 0.0), 1.0):.1f}".removesuffix(".0") + "%"


def across(score: float) -> str:
    """Return a score on 0–100 as a coordinate."""
    return percent(score / 100.0)


def pixels(length: float) -> str:
    """Return a length in pixels, without needless digits."""
    return f"{length:.1f}".removesuffix(".0")


@dataclass(frozen=True, slots=True)
class Grid:
    """A line of the grid: its height and its figure."""

    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Strip:
    """A piece of the band strip beside the axis."""

    y: float
    height: float
    tone: int


@dataclass(frozen=True, slots=True)
class PlacedRing:
    """A ring with the height of its centre and of the point it marks."""

    ring: Ring
    y: float
    point: float


@dataclass(frozen=True, slots=True)
class LineChart:
    """The line chart: polygons and lines in a box of `span` by `rise`, and what stands around it.

    `top` is the height at which the plot begins, `height` that of the whole drawing.
    """

    area: str
    line: str
    base: tuple[str, ...]
    span: int
    rise: float
    top: float
    height: float
    grid: tuple[Grid, ...]
    strips: tuple[Strip, ...]
    rings: tuple[PlacedRing, ...]
    end: float


def line_chart(course: Course, bands: Sequence[Stretch]) -> LineChart:
    """Lay the course of a score out; the axis shows whole steps of 20 around what is drawn."""
    moments = course.moments
    lows = [min(m.low, m.base if m.base is not None else m.low) for m in moments]
    highs = [max(m.high, m.base if m.base is not None else m.high) for m in moments]
    floor = max(0.0, STEP * math.floor(min(lows) / STEP))
    ceiling = min(100.0, STEP * math.ceil(max(highs) / STEP))
    if ceiling <= floor:
        floor, ceiling = max(0.0, floor - STEP), min(100.0, floor + STEP)
    rings = _rows(course.rings)
    top = ROW * (1 + max((row for _, row in rings), default=-1)) + 4.0

    def y(score: float) -> float:
        return PLOT * (ceiling - min(max(score, floor), ceiling)) / (ceiling - floor)

    span = 1000

    def points(values: Sequence[tuple[float, float]]) -> str:
        placed = [(f"{span * at:.0f}", pixels(y(score))) for at, score in values]
        return " ".join(f"{at},{height}" for at, height in _turns(placed))

    area = [(m.at, m.high) for m in moments] + [(m.at, m.low) for m in reversed(moments)]
    steps = int((ceiling - floor) / STEP)
    return LineChart(
        area=points(area),
        line=points([(m.at, m.score) for m in moments]),
        base=tuple(map(points, _runs(course))),
        span=span,
        rise=PLOT,
        top=top,
        height=top + PLOT + 24.0,
        grid=tuple(
            Grid(top + y(floor + STEP * step), _label(course, floor + STEP * step))
            for step in range(steps + 1)
        ),
        strips=tuple(
            Strip(top + y(min(band.high, ceiling)), y(low) - y(min(band.high, ceiling)), band.tone)
            for band in bands
            if (low := max(band.low, floor)) < min(band.high, ceiling)
        ),
        rings=tuple(
            PlacedRing(ring, 8.0 + ROW * row, top + y(_score_at(course, ring.at)))
            for ring, row in rings
        ),
        end=top + y(moments[-1].score),
    )


def _turns(points: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    """Return points without those between two of their own height: they are on the line."""
    level = zip(points, points[1:], points[2:], strict=False)
    inner = [one for before, one, after in level if not before[1] == one[1] == after[1]]
    return [*points[:1], *inner, *points[1:][-1:]]


def _label(course: Course, score: float) -> str:
    """Return a figure of the axis on the country's own scale."""
    low, high = course.scale
    return f"{low + (high - low) * score / 100.0:g}".replace("-", "−")


def _runs(course: Course) -> list[list[tuple[float, float]]]:
    """Return the base rate as unbroken runs of points."""
    runs: list[list[tuple[float, float]]] = [[]]
    for moment in course.moments:
        if moment.base is not None:
            runs[-1].append((moment.at, moment.base))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) > 1]


def _rows(rings: Sequence[Ring]) -> list[tuple[Ring, int]]:
    """Put rings that would touch a row down, as far as there are rows."""
    taken = [-1.0] * ROWS
    placed = []
    for ring in sorted(rings, key=lambda one: (one.at, one.number)):
        free = [row for row in range(ROWS) if ring.at - taken[row] >= APART]
        row = free[0] if free else ROWS - 1
        taken[row] = ring.at
        placed.append((ring, row))
    return placed


def _score_at(course: Course, at: float) -> float:
    """Return the score at a place of the time axis, on the line that is drawn."""
    before = course.moments[0]
    for moment in course.moments:
        if moment.at >= at:
            width = moment.at - before.at
            share = (at - before.at) / width if width else 1.0
            return before.score + share * (moment.score - before.score)
        before = moment
    return course.moments[-1].score


@dataclass(frozen=True, slots=True)
class Step:
    """A floating bar of the waterfall, from `start` to `end` as shares of the width."""

    push: Push
    start: float
    end: float

    @property
    def left(self) -> float:
        """Return where the bar begins, from the left."""
        return min(self.start, self.end)

    @property
    def width(self) -> float:
        """Return how wide it is."""
        return abs(self.end - self.start)


@dataclass(frozen=True, slots=True)
class Steps:
    """The waterfall: base rate and score as shares of the width, bars, labels of the axis."""

    base: float
    score: float
    steps: tuple[Step, ...]
    ticks: tuple[tuple[float, str], ...]
    floor: float


def waterfall(found: Waterfall) -> Steps:
    """Lay the waterfall out; its axis does not begin at 0, and its first label says so."""
    ends = [found.base]
    for push in found.pushes:
        ends.append(ends[-1] + push.points)
    low, high = min(*ends, found.score), max(*ends, found.score)
    step = next(
        size for size in (1.0, 2.0, 5.0, 10.0, 20.0, 50.0) if (high - low) / size <= MOST_STEPS
    )
    floor, ceiling = step * math.floor(low / step), step * math.ceil(high / step)
    if ceiling == floor:
        ceiling += step

    def share(score: float) -> float:
        return (score - floor) / (ceiling - floor)

    count = round((ceiling - floor) / step)
    return Steps(
        base=share(found.base),
        score=share(found.score),
        steps=tuple(
            Step(push, share(start), share(end))
            for push, start, end in zip(found.pushes, ends[:-1], ends[1:], strict=True)
        ),
        ticks=tuple(
            (share(floor + step * at), f"{floor + step * at:.0f}") for at in range(count + 1)
        ),
        floor=floor,
    )


def bar_of(mark: Mark) -> tuple[float, float]:
    """Return the ends of a mark's range, never so near that nothing is seen."""
    middle = (mark.low + mark.high) / 2.0
    half = max(mark.high - mark.low, 0.6) / 2.0
    return max(0.0, middle - half), min(100.0, middle + half)
