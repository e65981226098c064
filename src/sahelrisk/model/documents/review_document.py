"""The document of `review`."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from sahelrisk.model.documents.changes_document import EndScore, NodeVerdict, Verdict
from sahelrisk.model.documents.check_document import ProblemFound
from sahelrisk.model.documents.parts import (
    Crossed,
    Iso3,
    Kind,
    Part,
    ProfileUsed,
    ThisRun,
    Undecided,
    Withheld,
)


class ReviewEnd(Part):
    """One end: a revision or a folder."""

    name: str = Field(description="The revision or folder, as asked for.", examples=["HEAD"])
    items: int = Field(description="The items that were compared.")
    errors: int = Field(description="The errors of its files.")
    broken: bool = Field(description="Whether it is compared only as far as it reads.")
    framework_hash: str | None = Field(description="SHA-256 of its framework; null under a ceiling")
    evidence_hash: str | None = Field(description="SHA-256 of its evidence; null under a ceiling.")


class EffectLine(Part):
    """A part of a country's difference; the parts add up to it."""

    cause: str = Field(description="The cause: new, amended, withdrawn, framework, ageing, …")
    evidence: str | None = Field(description="The item; null for what no item moved.")
    points: float = Field(description="The points of the country.")
    on_indicator: float = Field(description="The points of the item's indicator, 0 to 100.")
    why: str | None = Field(description="Why an item's weight changed that nobody touched.")


class HappenedThere(Part):
    """A turning point or a well-graded item at the top level that is new."""

    evidence: str = Field(description="The item.")
    indicator: str = Field(description="Its indicator.")
    why: str = Field(description="turning-point or top-level.")


class ReviewHead(Part):
    """What a country's part begins with."""

    iso3: Iso3
    name: str = Field(description="The country's name.")
    before: EndScore = Field(description="The score at BASE.")
    after: EndScore = Field(description="The score at HEAD.")


class CountryReviewed(Verdict, ReviewHead):
    """A country that something moved or was said of."""

    effects: tuple[EffectLine, ...] = Field(description="What moved it; they add up.")
    happened: tuple[HappenedThere, ...] = Field(description="What happened.")
    gained: tuple[str, ...] = Field(description="Indicators with evidence that had none.")
    pillars: tuple[NodeVerdict, ...] = Field(description="Every pillar.")
    indicators: tuple[NodeVerdict, ...] = Field(description="The indicators that moved.")


class ItemEffect(Part):
    """What an item moved in a country."""

    country: str = Field(description="The country.")
    points: float = Field(description="The points of the country.")
    on_indicator: float = Field(description="The points of the indicator, 0 to 100.")


class ItemReviewed(Part):
    """An item that something was done to."""

    state: Literal["added", "amended", "withdrawn", "rewritten", "removed"] = Field(
        description="What was done to it."
    )
    id: str = Field(description="The item.")
    path: str = Field(description="Its file; of an amended one that of the amendment.")
    line: int = Field(description="The line.")
    countries: tuple[str, ...] = Field(description="Its countries.")
    indicator: str = Field(description="Its indicator.")
    grade: str = Field(description="Its grade.", examples=["B2"])
    observed: str = Field(description="When it was true.")
    statement: str = Field(description="The fact.")
    publisher: str | None = Field(description="The publisher.")
    keys: tuple[str, ...] = Field(description="The fields that differ.")
    reason: str = Field(description="The reason of the amendment.")
    effects: tuple[ItemEffect, ...] = Field(description="What it moved, by country.")


class SettingChanged(Part):
    """A setting of the framework, a statement, or an indicator that came, went or was renamed."""

    kind: Literal["set", "added", "removed", "renamed"] = Field(description="What was done.")
    name: str = Field(description="Where it stands.", examples=["framework.pillars.security"])
    before: str | None = Field(description="What it was.")
    after: str | None = Field(description="What it is.")


class SourceUsed(Part):
    """A publisher that is used for the first time."""

    publisher: str = Field(description="The publisher.")
    evidence: str = Field(description="Its first item.")


class ReviewDocument(Part):
    """What a change does to the scores, line by line."""

    schema_: Kind[Literal["sahelrisk/review/1"]]
    run: ThisRun
    since: date = Field(description="The as-of date of BASE.")
    as_of: date = Field(description="The as-of date of HEAD.")
    profile: ProfileUsed
    tlp: str = Field(
        description="The highest marking of what either end holds; RED for an end that cannot be "
        "read, under a ceiling the ceiling.",
        examples=["CLEAR"],
    )
    withheld: Withheld
    base: ReviewEnd = Field(description="BASE.")
    head: ReviewEnd = Field(description="HEAD.")
    countries: tuple[CountryReviewed, ...] = Field(description="The countries, by code.")
    unmoved: int = Field(description="How many other countries there are.")
    items: tuple[ItemReviewed, ...] = Field(description="The items, by path and line.")
    framework: tuple[SettingChanged, ...] = Field(description="The framework's changes.")
    problems_new: tuple[ProblemFound, ...] = Field(description="Problems that only HEAD has.")
    problems_solved: tuple[ProblemFound, ...] = Field(description="Problems that only BASE has.")
    problems_unshown: int = Field(description="Problems of HEAD that a ceiling hides.")
    duplicates: tuple[ProblemFound, ...] = Field(description="Probable duplicates that are new.")
    sources: tuple[SourceUsed, ...] = Field(description="Publishers used for the first time.")
    crossed: Crossed
    missing: Undecided
