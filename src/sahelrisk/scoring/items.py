"""Evidence items as they were known on a date: amendments applied, in the algorithm's own types."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sahelrisk.model.likeness import origin_key, publisher_key

if TYPE_CHECKING:
    from sahelrisk.model.evidence_item import Amendment, Evidence, NotApplicable

FOREVER = date.max
UNNAMED = ""
NOTHING: Mapping[str, str] = {}


class Item(NamedTuple):
    """One evidence item; days are proleptic Gregorian ordinals.

    `first_day` is the first day of the observed period, `counted_day` the day ages are counted
    from, which for a condition is that of the last confirmation; `confirmed_day` is the first day
    of that. `ended_day` is the day from which a condition weighs nothing. `level` is the lower end
    of a range, `level_high` its upper end, None of a single level. `publisher` is folded.
    `evidence` is worded as amended. `rating` is that of an item nobody wrote, in a what-if: on
    0–100, as the profile reads it.
    """

    id: str
    countries: tuple[str, ...]
    indicator: str
    first_day: int
    counted_day: int
    recorded: int
    reliability: str
    credibility: int
    observed: str = ""
    level: float | None = None
    value: float | None = None
    standard_error: float = 0.0
    condition: bool = False
    turning_point: bool = False
    origin: str | None = None
    publisher: str = UNNAMED
    ended_day: int | None = None
    withdrawn: bool = False
    amended: bool = False
    confirmed: bool = False
    evidence: Evidence | None = None
    rating: float | None = None
    level_high: float | None = None
    kind: str = "observation"
    reads: str | None = None
    case: str | None = None
    confirmed_day: int | None = None
    amendments: int = 0

    @property
    def begun_day(self) -> int:
        """Return the day a turning point is compared with: of a condition its confirmation's."""
        return self.first_day if self.confirmed_day is None else self.confirmed_day

    @property
    def lineage(self) -> tuple[str, str]:
        """Return the origin as compared; an item without one is its own, in a namespace apart."""
        key = origin_key(self.origin) if self.origin is not None else ""
        return ("", key) if key else ("own", self.id)

    def ended_by(self, day: int) -> bool:
        """Tell whether an amendment ended the item on that day or before."""
        return self.ended_day is not None and self.ended_day <= day

    def in_force(self, as_of: int) -> bool:
        """Tell whether the item is neither withdrawn nor ended on a day."""
        return not self.withdrawn and not self.ended_by(as_of)


def quality(reliability: float, credibility: float) -> float:
    """Return q = √(r·c) of the two halves of a grade (method § 2.1)."""
    return math.sqrt(reliability * credibility)


def _ends(
    level: float | tuple[float, float] | None,
) -> tuple[float | None, float | None]:
    """Return the lower end of a level, and the upper one of a range."""
    if isinstance(level, tuple):
        return level if level[0] != level[1] else (level[0], None)
    return level, None


def item_of(evidence: Evidence, names: Mapping[str, str] = NOTHING) -> Item:
    """Return an item as it was recorded, before any amendment.

    `names` maps former names of indicators to the present ones.
    """
    low, high = _ends(evidence.level)
    return Item(
        id=evidence.id,
        countries=evidence.countries,
        indicator=names.get(evidence.indicator, evidence.indicator),
        first_day=evidence.observed.first.toordinal(),
        counted_day=evidence.observed.counted.toordinal(),
        recorded=evidence.recorded.toordinal(),
        reliability=evidence.reliability,
        credibility=evidence.credibility,
        observed=evidence.observed.text,
        level=low,
        level_high=high,
        value=evidence.value,
        standard_error=evidence.standard_error or 0.0,
        condition=evidence.nature == "condition",
        turning_point=evidence.turning_point,
        origin=evidence.origin,
        publisher=publisher_key(evidence.witness),
        evidence=evidence,
        kind=evidence.kind,
        reads=evidence.reads,
        case=evidence.case,
    )


def known_items(
    evidence: Iterable[Evidence],
    amendments: Sequence[Amendment],
    known_on: date = FOREVER,
    amended_until: date | None = None,
    names: Mapping[str, str] = NOTHING,
) -> list[Item]:
    """Return the items recorded up to `known_on`, with the amendments of up to a date.

    `amendments` stand in the order of path and line; they apply by (recorded, path, line), field
    by field. `amended_until` is `known_on` unless a replay asks for another date.
    """
    until = known_on if amended_until is None else amended_until
    by_item = _by_item(amendments, until)
    items = []
    for one in evidence:
        if one.recorded <= known_on:
            item = item_of(one, names)
            if words := by_item.get(one.id):
                # Who imports the arithmetic alone loads no model.
                from sahelrisk.model.evidence_item import amended  # noqa: PLC0415

                item = amend(item, words)._replace(evidence=amended(one, words))
            items.append(item)
    return items


def _by_item(amendments: Sequence[Amendment], until: date) -> Mapping[str, list[Amendment]]:
    by_item: dict[str, list[Amendment]] = {}
    for amendment in sorted(amendments, key=lambda one: one.recorded):
        if amendment.recorded <= until:
            by_item.setdefault(amendment.evidence, []).append(amendment)
    return by_item


_PLAIN = (
    *("value", "standard_error", "reads", "kind", "turning_point", "case"),
    *("reliability", "credibility", "origin"),
)
"""The fields that an amendment replaces as they stand."""


def amend(item: Item, amendments: Iterable[Amendment]) -> Item:
    """Apply amendments in the given order; a withdrawal is final."""
    for word in amendments:
        more = item.amendments + 1
        item = item._replace(amended=True, amendments=more, **_changes(item, word))  # type: ignore[arg-type]
    return item


def _changes(item: Item, word: Amendment) -> dict[str, object]:
    changes = _said(word)
    if word.observed is not None:
        changes["first_day"] = word.observed.first.toordinal()
        changes["observed"] = word.observed.text
        if not item.confirmed:
            changes["counted_day"] = word.observed.counted.toordinal()
    if word.confirmed is not None:
        changes["counted_day"] = word.confirmed.counted.toordinal()
        changes["confirmed_day"] = word.confirmed.first.toordinal()
        changes["confirmed"] = True
    if word.ended is not None:
        changes["ended_day"] = word.ended.first.toordinal()
    if word.withdrawn:
        changes["withdrawn"] = True
    return changes


def _said(word: Amendment) -> dict[str, object]:
    """Return what an amendment says in place of what the item said."""
    changes: dict[str, object] = {
        key: value for key in _PLAIN if (value := getattr(word, key)) is not None
    }
    if word.level is not None:
        low, high = _ends(word.level)
        changes |= {"level": low, "level_high": high, "value": None}
    elif word.value is not None:
        changes |= {"level": None, "level_high": None}
    if word.nature is not None:
        changes["condition"] = word.nature == "condition"
    if word.source is not None and word.source.witness is not None:
        changes["publisher"] = publisher_key(word.source.witness)
    return changes


def not_applicable_on(
    statements: Sequence[NotApplicable],
    known_on: date = FOREVER,
    names: Mapping[str, str] = NOTHING,
) -> dict[tuple[str, str], str]:
    """Map (country, indicator) to the reason given, for statements in force on a date."""
    in_force: dict[tuple[str, str], str] = {}
    for statement in sorted(statements, key=lambda one: one.recorded):
        if statement.recorded > known_on:
            continue
        for country in statement.countries:
            key = (country, names.get(statement.indicator, statement.indicator))
            if statement.withdrawn:
                in_force.pop(key, None)
            else:
                in_force[key] = statement.reason or "no reason given"
    return in_force
