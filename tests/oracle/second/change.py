"""Change: § 8."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date

from second.estimate import Line
from second.rating import AT_LEAST, AT_MOST
from second.tree import Country, Node, assess_state, at_top, together
from second.world import State, World, nine, period, steps

CAUSES = ("ageing", "base-rate", "new", "amended", "withdrawn", "framework")
PRIOR = ""  # what stands for the prior among the movers of an indicator


@dataclass
class Moved:
    """What an item did in a step."""

    id: str
    points: float
    why: str | None = None


@dataclass
class Part:
    """A step of the replay: its points, by item and by base rate."""

    cause: str
    points: float
    items: list[Moved] = field(default_factory=list)
    base: float = 0.0


@dataclass
class Test:
    """Change or noise of one node."""

    id: str
    tested: bool
    difference: float | None
    points: float
    threshold: float
    d: float
    lam: float = 0.0
    sigma: float = 0.0

    @property
    def changed(self) -> bool:
        """Tell whether it has changed."""
        return self.tested and nine(abs(self.points)) > nine(self.threshold)


@dataclass
class Changes:
    """The difference of a country between two dates."""

    countries: list[Country]
    parts: list[Part]
    tests: dict[str, Test]  # the country's is ""
    happened: set[str]
    entered_late: set[str]
    directions: dict[str, str]

    def part(self, cause: str) -> Part:
        """Return one part."""
        return next(one for one in self.parts if one.cause == cause)


def lines_of(country: Country, key: str) -> dict[str, Line]:
    """Return the items of an indicator by id."""
    indicator = country.indicators.get(key)
    return {line.id: line for line in indicator.lines} if indicator else {}


def moved(before: Country, after: Country, key: str) -> dict[str, float]:
    """Return the points of an indicator's items and its prior, on the indicator."""
    if key not in before.indicators or key not in after.indicators:
        return {}
    first, last = before.indicators[key].result, after.indicators[key].result
    if first is None or last is None or first.m is None or last.m is None:
        return {}
    was, now = lines_of(before, key), lines_of(after, key)
    whole = last.k + math.fsum(line.y for line in now.values())
    found = {}
    for name in was.keys() | now.keys():
        y0 = was[name].y if name in was else 0.0
        y1 = now[name].y if name in now else 0.0
        x0 = was[name].used.x if y0 else 0.0
        x1 = now[name].used.x if y1 else 0.0
        if nine(y0) == nine(y1) and (nine(x0) == nine(x1) or nine(y0) == 0):
            found[name] = 0.0
        else:
            found[name] = (y1 * (x1 - first.m) - y0 * (x0 - first.m)) / whole
    found[PRIOR] = (last.k * (last.p - first.m) - first.k * (first.p - first.m)) / whole
    return found


def reason(was: Line | None, now: Line | None) -> str | None:
    """Return why an item moved though nobody spoke of it."""
    if was is None or now is None:
        return None
    if was.state == "counts" and now.state == "consistent":
        return "pulls no more"
    if was.state == "consistent" and now.state == "counts":
        return "pulls again"
    if nine(was.w) == nine(now.w):
        return None
    sided = now.used.said is not None and now.used.reads in {AT_LEAST, AT_MOST}
    if sided and now.w > was.w:
        return "borne out by"
    return "outshone by" if sided else "displaced by"


def spoken_of(before: State, after: State, cause: str, iso3: str) -> set[str]:
    """Return the items that a step is about: new, amended or withdrawn."""
    first = {item.id: item for item in before.listed() if iso3 in item.given["countries"]}
    last = {item.id: item for item in after.listed() if iso3 in item.given["countries"]}
    if cause == "new":
        return last.keys() - first.keys()
    if cause == "amended":
        worded = {
            key
            for key in first.keys() & last.keys()
            if first[key].given != last[key].given
            or first[key].confirmed != last[key].confirmed
            or first[key].ended != last[key].ended
        }
        effective = {
            key
            for key, item in last.items()
            if item.condition
            and item.ended is not None
            and before.ended_by < period(item.ended).first <= after.ended_by
        }
        return worded | effective | (first.keys() ^ last.keys())
    if cause == "withdrawn":
        return {key for key in last if last[key].withdrawn and not first[key].withdrawn}
    return set()


def part(states: tuple[State, State], countries: tuple[Country, Country], cause: str) -> Part:
    """Return one step of the replay, on the scale of the country."""
    before, after = countries
    found: dict[str, float] = {}
    why: dict[str, str | None] = {}
    base = []
    about = spoken_of(*states, cause, after.iso3)
    for key, indicator in after.indicators.items():
        was, now = lines_of(before, key), lines_of(after, key)
        for name, points in moved(before, after, key).items():
            size = after.root.length(points * indicator.node.leverage)
            if name == PRIOR:
                base.append(size)
                continue
            found[name] = found.get(name, 0.0) + size
            if name not in about and cause in {"new", "amended", "withdrawn"} and points:
                why[name] = reason(was.get(name), now.get(name))
    items = [
        Moved(name, points, why.get(name))
        for name, points in sorted(found.items())
        if points or name in about
    ]
    items += [Moved(name, 0.0) for name in sorted(about - found.keys())]
    points = 0.0
    if before.root.m is not None and after.root.m is not None:
        points = after.root.length(after.root.m - before.root.m)
    return Part(cause, points, items, math.fsum(base))


# Change or noise


def surprise(state: State, before: Country, after: Country, key: str) -> tuple[float, float]:
    """Return λ and σ of an indicator over steps 3 to 5."""
    first, last = before.indicators[key].result, after.indicators[key].result
    if first is None or last is None:
        return 0.0, 0.0
    cells: dict[tuple[tuple[str, str], float], list[list[tuple[float, float]]]] = {}
    for place, result in enumerate((first, last)):
        for line in result.lines:
            if line.y > 0:
                cell = cells.setdefault((line.used.item.origin, nine(line.used.x)), [[], []])
                cell[place].append((line.y, line.used.q))
    sizes: list[float] = []
    greater: list[float] = []
    graded: list[float] = []
    by_origin: dict[tuple[str, str], list[float]] = {}
    for (origin, _), (was, now) in sorted(cells.items()):
        y0, y1 = (math.fsum(y for y, _ in side) for side in (was, now))
        greater.append(max(y0, y1))
        size = abs(y1 - y0)
        if nine(size) == 0:
            continue
        heavier = now if y1 > y0 else was
        mean = math.fsum(y * q for y, q in heavier) / math.fsum(y for y, _ in heavier)
        sizes.append(size)
        graded.append(size * mean)
        by_origin.setdefault(origin, []).append(size)
    moved_weight = math.fsum(sizes)
    k = last.k
    if moved_weight == 0:
        return 0.0, first.se
    lam = moved_weight / (k + math.fsum(greater))
    kappa = moved_weight / (k + moved_weight)
    s0 = float(state.constant("prior_spread"))
    tau = s0 * (1 - math.fsum(graded) / moved_weight)
    h = moved_weight**2 / math.fsum(math.fsum(one) ** 2 for one in by_origin.values())
    sigma = float(state.constant("reading_error"))
    return lam, math.sqrt(first.se**2 + kappa * (tau**2 + sigma**2) / h)


def tests_of(state: State, countries: list[Country]) -> dict[str, Test]:
    """Return the test of every node."""
    start, before, after, end = countries[0], countries[2], countries[5], countries[6]
    scale = float(state.table("ranking", "changed"))
    d: dict[str, float] = {}
    found: dict[str, tuple[float, float]] = {}
    for key in after.indicators:
        known = key in before.indicators
        found[key] = surprise(state, before, after, key) if known else (0.0, 0.0)
        d[key] = found[key][0] * found[key][1]

    def climb(node: Node, *, root: bool) -> float:
        if not node.members:
            return d.get(node.id, 0.0)
        rho = float(state.constant("pillar_correlation" if root else "indicator_correlation"))
        parts = [one.gradient * climb(one, root=False) for one in node.members if one.applicable]
        d[node.id] = together(parts, rho)
        return d[node.id]

    climb(after.root, root=True)
    tests = {}
    for key, inside in d.items():
        size = inside
        ends = [node_of(one, key) for one in (start, before, after, end)]
        whole = all(one is not None and one.applicable and one.m is not None for one in ends)
        # a state without a score in between cannot be: steps 3 to 5 start and end with one
        difference = points = 0.0
        if whole:
            scores = [one.m for one in ends if one is not None and one.m is not None]
            size_of = ends[-1].length if ends[-1] is not None else float
            difference = size_of(scores[3] - scores[0])
            points = size_of(scores[2] - scores[1])
            size = size_of(size)
        tests[key] = Test(
            key,
            whole,
            difference if whole else None,
            points,
            scale * size,
            size,
            *found.get(key, (0.0, 0.0)),
        )
    return tests


def node_of(country: Country, key: str) -> Node | None:
    """Return a node by id."""
    if key == "":
        return country.root
    if key in country.pillars:
        return country.pillars[key]
    return country.indicators[key].node if key in country.indicators else None


def happened(state: State, since: date, country: Country) -> tuple[set[str], set[str]]:
    """Return what happened, and what of it was entered late."""
    found, late = set(), set()
    for indicator in country.indicators.values():
        for line in indicator.lines:
            item = line.used.item
            good = nine(line.used.q) >= nine(state.table("alerts", "quality"))
            if item.withdrawn or not (item.turning or (good and at_top(state, line))):
                continue
            dates = (item.given["recorded"], item.observed.first)
            if any(since < day <= state.as_of for day in dates):
                found.add(item.id)
                if item.observed.first <= since:
                    late.add(item.id)
    return found, late


def directions(tests: dict[str, Test], touched: set[str]) -> dict[str, str]:
    """Return the sign of every node; `touched` are the nodes with new evidence."""
    found = {}
    for key, test in tests.items():
        if test.changed:
            found[key] = "↑" if test.points > 0 else "↓"
        else:
            found[key] = "→" if key in touched else "·"
    return found


def changes(
    world: World,
    since: date,
    to: date,
    profile: str | None = None,
    iso3: str = "MLI",
    later: World | None = None,
    later_profile: str | None = None,
) -> Changes:
    """Return what changed in a country between two dates.

    `later` is the same world with the framework of the second date, if that is another.
    """
    states = steps(world, since, to, profile, later, later_profile)
    countries = [assess_state(state, iso3) for state in states]
    parts = [
        part((states[i], states[i + 1]), (countries[i], countries[i + 1]), cause)
        for i, cause in enumerate(CAUSES)
    ]
    tests = tests_of(states[2], countries)
    about = set().union(*(spoken_of(states[i], states[i + 1], CAUSES[i], iso3) for i in (2, 3, 4)))
    touched = {item.given["indicator"] for item in states[5].items if item.id in about}
    for key in sorted(touched):
        node = node_of(countries[-1], key)
        while node is not None and node.parent:
            touched.add(node.parent)
            node = node_of(countries[-1], node.parent)
    if about:
        touched.add("")
    found, late = happened(states[-1], since, countries[-1])
    return Changes(countries, parts, tests, found, late, directions(tests, touched))
