"""The document of `history`."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from sahelrisk.model.documents.parts import (
    BandNamed,
    Covered,
    Iso3,
    Kind,
    Marking,
    Part,
    ProfileUsed,
    RecordedBy,
    ThisRun,
    Withheld,
)


class PointInTime(Part):
    """A score on a date."""

    as_of: date = Field(description="The date.")
    score: float | None = Field(description="The score; null where there is none.")
    standard_error: float | None = Field(description="Its standard error.")
    low: float | None = Field(description="The lower end of the interval.")
    high: float | None = Field(description="The upper end of the interval.")
    coverage: Covered
    band: BandNamed
    base_rate: float | None = Field(
        None, description="What open statistics of that date alone would say."
    )


class HistoryEvent(Part):
    """A turning point, or a well-sourced item at the top level, within the dates."""

    evidence: str = Field(description="The item.")
    indicator: str = Field(description="Its indicator.")
    observed: str = Field(description="When it was true.")
    why: Literal["turning-point", "top-level"] = Field(description="What makes it one.")


class CountryHistory(Part):
    """A country over time."""

    iso3: Iso3
    points: tuple[PointInTime, ...] = Field(description="Its scores by date.")
    happened: tuple[HistoryEvent, ...] = Field((), description="What happened, by date.")


class HistoryDocument(Part):
    """Scores over time, from all that is known."""

    schema_: Kind[Literal["sahelrisk/history/1"]]
    run: ThisRun
    known_on: RecordedBy
    profile: ProfileUsed
    every: Literal["day", "week", "month", "quarter"] = Field(
        description="How far the dates lie apart."
    )
    interval: float = Field(description="The probability that the interval holds.")
    tlp: Marking
    withheld: Withheld
    countries: tuple[CountryHistory, ...] = Field(description="The countries, by code.")
