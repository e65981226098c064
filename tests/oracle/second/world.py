"""What the files hold: constants, dates, and items with what later words made of them."""

from __future__ import annotations

import copy
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

World = dict[str, Any]

METHOD: dict[str, Any] = {
    "prior_weight": 1.0,
    "prior_score": 50.0,
    "prior_spread": 28.867513459481287,
    "half_life_days": 365,
    "condition_half_life_days": 1825,
    "publisher_discount": 0.3,
    "indicator_correlation": 0.3,
    "pillar_correlation": 0.3,
    "interval": 0.9,
    "reading_error": 0.0,
    "ignorance_correlation": 1.0,
    "support_range": 25.0,
    "corroboration": 1.0,
    "base_limits": [5.0, 95.0],
    "base_ageing": 5.0,
}
RELIABILITY = {"A": 0.9, "B": 0.7, "C": 0.5, "D": 0.3, "E": 0.1, "F": 0.4}
CREDIBILITY = {"1": 0.9, "2": 0.7, "3": 0.5, "4": 0.3, "5": 0.1, "6": 0.4}
TABLES: dict[str, dict[str, Any]] = {
    "coverage": {
        "rated": 0.65,
        "provisional": 0.35,
        "publishers": 3,
        "publisher_share": 0.5,
        "pillar": 0.35,
    },
    "contested": {"spread": 20.0, "weight": 0.5},
    "weak": {"quality": 0.55, "weight": 2.3333333333333335},
    "turning_point": {"quality": 0.70},
    "alerts": {
        "score": 80,
        "probability": 0.60,
        "level_days": 90,
        "quality": 0.70,
        "pillar_gap": 20,
    },
    "ranking": {"order": 0.95, "distinguishable": 0.90, "changed": 1.96},
}
HIGH = {"coverage": 0.80, "origins": 5, "fresh_share": 0.5, "quality": 0.70}
MODERATE = {"coverage": 0.50, "origins": 3, "fresh_share": 0.0, "quality": 0.0}
BANDS = [
    {"name": "very low", "from": 0},
    {"name": "low", "from": 20},
    {"name": "moderate", "from": 40},
    {"name": "high", "from": 60},
    {"name": "very high", "from": 80},
]


def nine(figure: float) -> float:
    """Return a figure as it is compared: rounded to 9 decimals."""
    return round(figure, 9)


def constant(framework: dict[str, Any], key: str) -> Any:  # noqa: ANN401
    """Return a constant of `[method]`."""
    return framework.get("method", {}).get(key, METHOD[key])


def table(framework: dict[str, Any], name: str, key: str) -> Any:  # noqa: ANN401
    """Return a constant of another table."""
    return framework.get(name, {}).get(key, TABLES[name][key])


# Dates


@dataclass(frozen=True)
class Period:
    """A day, a month or a year."""

    first: date
    last: date
    counted: date


def period(given: date | str | int) -> Period:
    """Return the period of a date as written."""
    if isinstance(given, date):
        return Period(given, given, given)
    text = str(given)
    if len(text) == 4:
        year = int(text)
        return Period(date(year, 1, 1), date(year, 12, 31), date(year, 7, 1))
    if len(text) == 7:
        year, month = int(text[:4]), int(text[5:])
        following = date(year + month // 12, month % 12 + 1, 1)
        last = date.fromordinal(following.toordinal() - 1)
        return Period(date(year, month, 1), last, date(year, month, 15))
    day = date.fromisoformat(text)
    return Period(day, day, day)


# Names


def folded(name: str) -> str:
    """Return a name as origins are compared: trimmed, blanks made one, case-folded, NFC."""
    return unicodedata.normalize("NFC", " ".join(name.split()).casefold())


def publisher_key(name: str | None) -> str:
    """Return a publisher as publishers are compared; the unnamed one is empty."""
    plain = (name or "").translate(
        {0x2018: "'", 0x2019: "'", 0x201B: "'", 0x201C: '"', 0x201D: '"', 0x201E: '"'}
    )
    return folded(plain)


# Items


@dataclass(frozen=True)
class Item:
    """An item as later words left it."""

    given: dict[str, Any]
    withdrawn: bool = False
    confirmed: date | str | None = None
    ended: date | str | None = None
    path: str = ""

    @property
    def id(self) -> str:
        """Return its id."""
        return str(self.given["id"])

    @property
    def observed(self) -> Period:
        """Return when it was true."""
        return period(self.given["observed"])

    @property
    def condition(self) -> bool:
        """Tell whether it is a condition."""
        return bool(self.given.get("nature") == "condition")

    @property
    def turning(self) -> bool:
        """Tell whether it is a turning point."""
        return bool(self.given.get("turning_point", False))

    @property
    def begins(self) -> date:
        """Return the first day of its period; of a condition, of its latest confirmation."""
        if self.condition and self.confirmed is not None:
            return period(self.confirmed).first
        return self.observed.first

    @property
    def counted(self) -> date:
        """Return the date its age is counted from."""
        if self.condition and self.confirmed is not None:
            return period(self.confirmed).counted
        return self.observed.counted

    @property
    def origin(self) -> tuple[str, str]:
        """Return its origin; without one it is its own, in a namespace of its own."""
        if self.given.get("origin"):
            return ("origin", folded(self.given["origin"]))
        return ("item", self.id)

    @property
    def publisher(self) -> str:
        """Return its publisher's key."""
        source = self.given.get("source", {})
        return publisher_key(source.get("publisher")) if isinstance(source, dict) else ""


KEPT_APART = ("evidence", "recorded", "reason", "analyst", "notes")


def amended(item: Item, words: list[dict[str, Any]]) -> Item:
    """Return an item with its later words, in their order; the last wins, field by field."""
    given = copy.deepcopy(item.given)
    withdrawn, confirmed, ended = item.withdrawn, item.confirmed, item.ended
    for word in words:
        for key, value in word.items():
            if key in KEPT_APART:
                continue
            if key == "withdrawn":
                withdrawn = withdrawn or bool(value)
            elif key == "confirmed":
                confirmed = value
            elif key == "ended":
                ended = value
            else:
                given[key] = value
                if key == "level":
                    given.pop("value", None)
                if key == "value":
                    given.pop("level", None)
    return Item(given, withdrawn, confirmed, ended, item.path)


def statements(world: World, key: str) -> list[tuple[str, int, dict[str, Any]]]:
    """Return all tables of a kind with file and place."""
    return [
        (path, place, one)
        for path, file in world["files"].items()
        for place, one in enumerate(file.get(key, []))
    ]


def ids(world: World) -> dict[str, str]:
    """Return what every indicator is called now, also by its former names."""
    names = {key: key for key in world["indicators"]}
    for key, file in world["indicators"].items():
        names |= dict.fromkeys(file.get("formerly", []), key)
    return names


def words_by_item(world: World, known_on: date | None) -> dict[str, list[dict[str, Any]]]:
    """Return the amendments known by a day, by item, in their order."""
    known = [
        (one["recorded"], path, place, one)
        for path, place, one in statements(world, "amendment")
        if known_on is None or one["recorded"] <= known_on
    ]
    known.sort(key=lambda entry: entry[:3])
    found: dict[str, list[dict[str, Any]]] = {}
    for *_, one in known:
        found.setdefault(one["evidence"], []).append(one)
    return found


def fresh_items(world: World, known_on: date | None) -> list[Item]:
    """Return the items recorded by a day, as they were first written."""
    names = ids(world)
    found = []
    for path, _, one in statements(world, "evidence"):
        if known_on is None or one["recorded"] <= known_on:
            given = one | {"indicator": names[one["indicator"]]}
            found.append(Item(given, path=path))
    return found


def known_items(world: World, known_on: date | None) -> list[Item]:
    """Return the items known by a day, with the words known by then."""
    words = words_by_item(world, known_on)
    return [amended(item, words.get(item.id, [])) for item in fresh_items(world, known_on)]


def absent(world: World, known_on: date | None) -> frozenset[tuple[str, str]]:
    """Return which indicator does not apply to which country; the last word wins."""
    names = ids(world)
    known = [
        (one["recorded"], path, place, one)
        for path, place, one in statements(world, "not-applicable")
        if known_on is None or one["recorded"] <= known_on
    ]
    known.sort(key=lambda entry: entry[:3])
    found: set[tuple[str, str]] = set()
    for *_, one in known:
        for iso3 in one["countries"]:
            pair = (iso3, names[one["indicator"]])
            if one.get("withdrawn", False):
                found.discard(pair)
            else:
                found.add(pair)
    return frozenset(found)


@dataclass(frozen=True)
class State:
    """Everything a score depends on: a world's framework, items as known, and dates.

    `begun_by` and `ended_by` are the as-of date but in the steps of a replay (§ 8), in which the
    as-of date moves before the items whose period begins, and the ends that take effect, do.
    """

    world: World
    as_of: date
    items: tuple[Item, ...]
    published: date
    absent: frozenset[tuple[str, str]]
    profile: str | None
    begun_by: date
    ended_by: date
    rows: World = field(default_factory=dict)

    @property
    def framework(self) -> dict[str, Any]:
        """Return the framework."""
        found: dict[str, Any] = self.world["framework"]
        return found

    def constant(self, key: str) -> Any:  # noqa: ANN401
        """Return a constant of the method."""
        return constant(self.framework, key)

    def table(self, name: str, key: str) -> Any:  # noqa: ANN401
        """Return a constant of another table."""
        return table(self.framework, name, key)

    @property
    def reading(self) -> dict[str, Any]:
        """Return the profile's table."""
        for one in self.framework.get("profiles", []):
            if one["id"] == self.profile:
                found: dict[str, Any] = one
                return found
        return {}

    def flips(self, indicator: str) -> bool:
        """Tell whether the profile reads an indicator the other way round."""
        return indicator in self.reading.get("flip", [])

    def listed(self) -> Iterable[Item]:
        """Return the items whose period has begun."""
        return [item for item in self.items if item.observed.first <= self.begun_by]


def state_of(world: World, as_of: date, known_on: date | None, profile: str | None) -> State:
    """Return the state of a world on a day, by what was known on another."""
    return State(
        world=world,
        as_of=as_of,
        items=tuple(known_items(world, known_on)),
        published=as_of if known_on is None else min(as_of, known_on),
        absent=absent(world, known_on),
        profile=profile,
        begun_by=as_of,
        ended_by=as_of,
    )


def steps(
    world: World,
    since: date,
    to: date,
    profile: str | None,
    later: World | None = None,
    later_profile: str | None = None,
) -> list[State]:
    """Return the states before and after each of the six steps of § 8.

    `later` is the world with the framework of the second date, where it is another one.
    """
    after = state_of(later or world, to, to, later_profile if later else profile)
    before = state_of(world, since, since, profile)
    was = {item.id: item for item in before.items}
    fresh = {item.id: item for item in fresh_items(later or world, to)}
    aged = replace(before, as_of=to)  # begun and ended as on the first day
    based = replace(aged, published=to, rows=(later or world)["measures"])
    added = tuple(item for key, item in fresh.items() if key not in was)
    new = replace(based, items=before.items + added, begun_by=to)
    reworded = tuple(
        replace(item, withdrawn=item.id in was and was[item.id].withdrawn) for item in after.items
    )
    mended = replace(new, items=reworded, ended_by=to)
    gone = replace(mended, items=after.items)
    return [before, aged, based, new, mended, gone, after]
