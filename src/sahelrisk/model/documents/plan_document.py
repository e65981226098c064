"""The document of `plan`."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from sahelrisk.model.documents.parts import (
    Iso3,
    Kind,
    Marking,
    ObservedBy,
    Part,
    ProfileUsed,
    RecordedBy,
    ThisRun,
    Withheld,
)


class NextBest(Part):
    """What another item on an indicator would be worth."""

    indicator: str = Field(description="The indicator.")
    interval_points: float = Field(description="The points by which the interval would narrow.")
    standard_error_points: float | None = Field(
        None, description="The points by which the standard error would fall."
    )
    coverage: float | None = Field(None, description="What the country's coverage would gain.")


class Expiry(Part):
    """When an indicator's evidence lapses."""

    indicator: str = Field(description="The indicator.")
    lapses_on: date | None = Field(
        description="The day its coverage falls under provisional; null where it does not."
    )
    rated_until: date | None = Field(None, description="The day it falls under rated.")


class FlipFound(Part):
    """A small change that would lead to another band."""

    kind: str = Field(description="What would change.")
    indicator: str = Field(description="The indicator.")
    node: str | None = Field(
        None, description="Whose band would change: an indicator's; null for the country's."
    )
    from_: str | float | None = Field(alias="from", description="The score of the indicator now.")
    to: str | float | None = Field(description="The rating of the report that would do it.")
    level: float | None = Field(None, description="The level of the ladder it stands for.")
    text: str | None = Field(None, description="What that level says.")
    after: float | None = Field(None, description="The score it would lead to.")
    size: float = Field(description="How large the change is.")
    band: str | None = Field(description="The band it leads to.")


class WithoutPart(Part):
    """The score without an origin or a publisher."""

    kind: str = Field(description="Whether an origin or a publisher.")
    name: str | None = Field(description="Which one; null for items without a publisher.")
    items: int = Field(description="Its items.")
    score: float | None = Field(description="The score without it.")
    points: float | None = Field(description="The points that makes.")
    band: str | None = Field(description="The band that is then named.")


class PlanDocument(Part):
    """What to collect next, when evidence lapses and what would change the band."""

    schema_: Kind[Literal["sahelrisk/plan/1"]]
    run: ThisRun
    country: Iso3
    name: str = Field(description="The country's name.")
    as_of: ObservedBy
    known_on: RecordedBy
    profile: ProfileUsed
    tlp: Marking
    withheld: Withheld
    next_best: tuple[NextBest, ...] = Field(description="What to collect next, best first.")
    expiry: tuple[Expiry, ...] = Field(description="When evidence lapses, by indicator.")
    band_lapses_on: date | None = Field(description="When the band can no longer be named.")
    rated_until: date | None = Field(None, description="When the country ceases to be rated.")
    flip: FlipFound | None = Field(description="The smallest change to another band.")
    flips: tuple[FlipFound, ...] = Field(description="The smallest one of each kind.")
    left_out: tuple[WithoutPart, ...] = Field(description="The score without each of its sources.")
