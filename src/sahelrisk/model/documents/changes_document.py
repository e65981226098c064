"""The document of `changes`."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from sahelrisk.model.documents.parts import (
    BandNamed,
    CountryHead,
    Covered,
    Kind,
    Marking,
    Part,
    Points,
    ProfileUsed,
    ThisRun,
    Withheld,
)


class EndScore(Part):
    """The score at one end."""

    score: float | None = Field(description="The score; null where there is none.")
    standard_error: float | None = Field(description="Its standard error.")
    band: BandNamed
    coverage: Covered


class Verdict(Part):
    """How far something moved, and whether that is a change."""

    difference: float = Field(description="The points it moved.")
    evidence_points: float = Field(description="The points that evidence moved it.")
    threshold: float = Field(description="The points beyond which it is a change.")
    changed: bool = Field(description="Whether it is a change.")
    direction: str = Field(
        "·", description="↑ changed up, ↓ changed down, → new evidence, · no new evidence."
    )


class NodeName(Part):
    """What a node's table begins with."""

    id: str = Field(description="The pillar or indicator.")


class NodeVerdict(Verdict, NodeName):
    """How far a pillar or an indicator moved."""


class MovedItem(Points):
    """An item, the points it moved, and why where nobody touched it."""

    why: str | None = Field(
        None, description="Why its weight changed where the step is about another item."
    )


class HappenedItem(Part):
    """A turning point or an item at the top level that is new."""

    evidence: str = Field(description="The item.")
    indicator: str = Field(description="Its indicator.")
    why: str = Field(description="turning-point or top-level.")
    late: bool = Field(description="Whether it was observed before the earlier date.")
    points: float = Field(description="The points it moved.")


class ChangePart(Part):
    """A cause of the difference."""

    cause: str = Field(description="The cause.")
    points: float = Field(description="The points it moved.")
    evidence: tuple[MovedItem, ...] = Field(description="The items behind it.")


class CountryEnds(CountryHead):
    """What happened in a country between two dates, and its scores on both."""

    happened: tuple[HappenedItem, ...] = Field(description="What happened in between.")
    before: EndScore = Field(description="The earlier score.")
    after: EndScore = Field(description="The later score.")


class CountryChange(Verdict, CountryEnds):
    """The difference between two scores of a country, split into its causes."""

    parts: tuple[ChangePart, ...] = Field(description="The causes; they add up.")
    pillars: tuple[NodeVerdict, ...] = Field(description="Every pillar.")
    indicators: tuple[NodeVerdict, ...] = Field(description="Every indicator.")


class ChangesDocument(Part):
    """The differences between two dates, dossiers or revisions."""

    schema_: Kind[Literal["sahelrisk/changes/2"]]
    run: ThisRun
    from_: date = Field(alias="from", description="The earlier date.")
    to: date = Field(description="The later date.")
    known_from: date | None = Field(description="What was known at the earlier end; null for all.")
    known_to: date | None = Field(description="What was known at the later end; null for all.")
    profile: ProfileUsed
    tlp: Marking
    withheld: Withheld
    countries: tuple[CountryChange, ...] = Field(description="The countries, as asked for.")
