"""Measures behind base rates: a published series of many countries (method § 4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, NamedTuple

from pydantic import Field

from sahelrisk.model.base import Located, Model, Number, Rows, Text, Texts, about
from sahelrisk.model.dates import PartialDate
from sahelrisk.model.evidence_file import ColumnDate
from sahelrisk.model.evidence_item import Source
from sahelrisk.model.indicator import Measure

BASE = "base."
"""What stands before the id of a measure; no evidence is entered under it."""


class MeasureTexts(Model):
    """The texts of a measure in another language."""

    title: Annotated[Text, about("Title of the measure in this language.", "Décès")]
    unit: Annotated[Text | None, about("Unit in this language.", "morts par an")] = None
    classes: Annotated[
        Texts, about("Names of its classes in this language, in order.", ["non inscrit"])
    ] = ()


class MeasureClass(Model):
    """One of the few values of a measure that sorts countries into classes, in words."""

    value: Annotated[Number, about("The value.", 75)]
    text: Annotated[Text, about("What it stands for.", "grey list")]


class Published(Model):
    """When a value comes out: the first of a month, so many years after that of its period."""

    month: Annotated[int, Field(ge=1, le=12), about("Month on whose first day it comes out.", 7)]
    after_years: Annotated[int, Field(ge=0, le=100), about("Years from period to publication.", 1)]


class MeasureSeries(Located):
    """The table of a measure; `columns` maps its column of values to `base.` and the measure."""

    file: Annotated[Text, about("The table, beside this file.", "deaths.csv")]
    country: Annotated[Text, about("Header of the column of countries.", "iso3")]
    where: Annotated[dict[str, str], about("Rows to read: column and text.", default_factory=dict)]
    observed: Annotated[PartialDate | ColumnDate, about("Date of all values, or its column.")]
    recorded: Annotated[
        date | Published | ColumnDate,
        about("Publication: a date, rule or column.", {"month": 7, "after_years": 1}),
    ]
    columns: Annotated[
        dict[str, str],
        Field(min_length=1),
        about("Column and the measure it holds.", {"value": "base.deaths"}),
    ]
    source: Annotated[Source | None, about("Where the table was found.")] = None


class MeasureFile(Located):
    """One file of `indicators/base/`; its id is its stem."""

    title: Annotated[Text, about("Title of the measure.", "Deaths in organised violence")]
    licence: Annotated[Text | None, about("Licence of the values.", "CC BY 4.0")] = None
    measure: Annotated[Measure, about("How values become ratings.")]
    series: Annotated[
        Rows[MeasureSeries],
        Field(min_length=1),
        about("Tables of values."),
    ]
    classes: Annotated[
        Rows[MeasureClass], about("What values stand for, where they are classes.")
    ] = ()
    fr: Annotated[
        MeasureTexts | None, about("Texts of the measure in French.", {"title": "Décès"})
    ] = None


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
