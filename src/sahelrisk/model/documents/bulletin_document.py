"""The document of `bulletin`."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from sahelrisk.model.documents.changes_document import HappenedItem, Verdict
from sahelrisk.model.documents.parts import (
    Crossed,
    Kind,
    Marking,
    Part,
    ProfileUsed,
    RecordedBy,
    ThisRun,
    Undecided,
    Withheld,
)
from sahelrisk.model.documents.review_document import ReviewHead, SourceUsed


class SpokenItem(Part):
    """An item that was added, amended or withdrawn."""

    evidence: str = Field(description="The item.")
    cause: str = Field(description="new, amended or withdrawn.")
    indicator: str = Field(description="Its indicator.")
    statement: str = Field(description="The fact.")
    points: float = Field(description="The points of the country.")


class NewAlert(Part):
    """An alert that was not raised on the first day."""

    kind: str = Field(description="indicator, new-item, turning-point or pillar.")
    id: str = Field(description="The indicator or pillar.")
    evidence: str | None = Field(description="The item behind it.")
    text: str = Field(description="What it points at.")


class LapsingSoon(Part):
    """What has too little evidence from a day on, if nothing new is entered."""

    id: str = Field(description='The indicator, or "" for the country.')
    day: date = Field(description="The first day.")


class ConditionDue(Part):
    """A condition in force that nobody has confirmed within its indicator's half-life."""

    evidence: str = Field(description="The item.")
    indicator: str = Field(description="Its indicator.")
    last: date = Field(description="When it was last seen to hold.")


class CountryWatched(Verdict, ReviewHead):
    """A country of the bulletin; `before` and `after` are its scores on the two days."""

    quiet: bool = Field(description="Whether nothing happened.")
    items: tuple[SpokenItem, ...] = Field(description="What was entered, the largest move first.")
    happened: tuple[HappenedItem, ...] = Field(description="What happened.")
    alerts: tuple[NewAlert, ...] = Field(description="New alerts.")
    lapsing: tuple[LapsingSoon, ...] = Field(description="What lapses within 30 days.")
    due: tuple[ConditionDue, ...] = Field(description="Conditions due for confirmation.")


class BulletinDocument(Part):
    """What happened in the watched countries since a date."""

    schema_: Kind[Literal["sahelrisk/bulletin/1"]]
    run: ThisRun
    title: str = Field(description="The dossier's title.")
    since: date = Field(description="The first day.")
    as_of: date = Field(description="The last day.")
    known_on: RecordedBy
    profile: ProfileUsed
    tlp: Marking
    withheld: Withheld
    quiet: bool = Field(description="Whether nothing happened anywhere.")
    countries: tuple[CountryWatched, ...] = Field(description="The countries, as asked for.")
    sources: tuple[SourceUsed, ...] = Field(description="Publishers used for the first time.")
    crossed: Crossed
    missing: Undecided
