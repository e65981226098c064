"""The document of `history`."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from sahelrisk.model.documents.parts import Part, Run


class PointInTime(Part):
    """A score on a date."""

    as_of: date = Field(description="The date.")
    score: float | None = Field(description="The score; null where there is none.")
    standard_error: float | None = Field(description="Its standard error.")
    low: float | None = Field(description="The lower end of the interval.")
    high: float | None = Field(description="The upper end of the interval.")
    coverage: float | None = Field(
        description="The share of weight that has evidence; null where nothing applies."
    )
    band: str | None = Field(description="The band's name; null where the coverage is thin.")
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

    iso3: str = Field(description="ISO 3166-1 alpha-3 code.", examples=["MLI"])
    points: tuple[PointInTime, ...] = Field(description="Its scores by date.")
    happened: tuple[HistoryEvent, ...] = Field((), description="What happened, by date.")


class HistoryDocument(Part):
    """Scores over time, from all that is known."""

    schema_: Literal["sahelrisk/history/1"] = Field(
        alias="schema", description="This document's kind."
    )
    run: Run = Field(description="What differs from run to run.")
    known_on: date | None = Field(description="What was recorded up to then; null for all.")
    profile: str | None = Field(description="The profile.")
    every: Literal["day", "week", "month", "quarter"] = Field(
        description="How far the dates lie apart."
    )
    interval: float = Field(description="The probability that the interval holds.")
    tlp: str = Field(description="The marking of the document.", examples=["CLEAR"])
    withheld: int = Field(description="Items left out for their marking.")
    countries: tuple[CountryHistory, ...] = Field(description="The countries, by code.")
