"""Measures behind base rates: a published series of many countries (method § 4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, NamedTuple

from pydantic import Field, Strict

from sahelrisk.model.base import Located, Model, Text
from sahelrisk.model.dates import PartialDate
from sahelrisk.model.evidence import ColumnDate, Source
from sahelrisk.model.indicator import Measure

BASE = "base."
"""What stands before the id of a measure; no evidence is entered under it."""


class MeasureTitle(Model):
    """The title of a measure in another language."""

    title: Text


class Published(Model):
    """When a value comes out: the first of a month, so many years after that of its period."""

    month: Annotated[int, Field(ge=1, le=12)]
    after_years: Annotated[int, Field(ge=0, le=100)]


class MeasureSeries(Located):
    """The table of a measure; `columns` maps its column of values to `base.` and the measure."""

    file: Text
    country: Text
    where: dict[str, str] = Field(default_factory=dict)
    observed: PartialDate | ColumnDate
    recorded: date | Published | ColumnDate
    columns: Annotated[dict[str, str], Field(min_length=1)]
    source: Source | None = None


class MeasureFile(Located):
    """One file of `indicators/base/`; its id is its stem."""

    title: Text
    licence: Text | None = None
    measure: Measure
    series: Annotated[tuple[MeasureSeries, ...], Strict(strict=False), Field(min_length=1)]
    fr: MeasureTitle | None = None


class MeasureValue(NamedTuple):
    """One value of a country; `last_day` ends its period, `recorded` is when it came out.

    Days are ordinals; `path` and `line` say where it stands.
    """

    last_day: int
    recorded: int
    value: float
    period: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class MeasureTable:
    """A measure and its values by country (alpha-3), each list in the order of periods."""

    file: MeasureFile
    values: Mapping[str, tuple[MeasureValue, ...]]
