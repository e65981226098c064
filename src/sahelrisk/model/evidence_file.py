"""A file of the evidence folder: items, amendments, statements, published tables."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from sahelrisk.model.base import PRIVATE, Model, Rows, Text, Tlp, about, refusal
from sahelrisk.model.dates import PartialDate
from sahelrisk.model.evidence_item import (
    Amendment,
    Credibility,
    Evidence,
    Kind,
    Nature,
    NotApplicable,
    Reliability,
    Source,
)
from sahelrisk.model.layout import Layout
from sahelrisk.problems import Said


class ColumnDate(Model):
    """The column of a series that holds the date of each row."""

    column: Annotated[Text, about("Header of the column of dates.", "year")]


class Series(Layout):
    """A published table of measured values; each cell of it is an evidence item."""

    file: Annotated[Text, about("The table, beside this file.", "hdi.csv")]
    country: Annotated[Text, about("Header of the column of country codes.", "iso3")]
    where: Annotated[
        dict[str, str],
        about("Rows to read: column and text.", {"year": "2022"}, default_factory=dict),
    ]
    observed: Annotated[
        PartialDate | ColumnDate | None,
        about("Date of all values, or its column.", "2022", {"column": "year"}),
    ] = None
    recorded: Annotated[date, about("When the table was published.", "2024-03-13")]
    columns: Annotated[
        dict[str, str],
        Field(min_length=1),
        about("Columns of values with their indicators.", {"le": "health.life-expectancy"}),
    ]
    errors: Annotated[
        dict[str, str],
        about("Columns of standard errors.", {"le": "le_se"}, default_factory=dict),
    ]
    reliability: Annotated[Reliability, about("Reliability of the publisher, A to F.", "A")]
    credibility: Annotated[Credibility, about("Credibility of the values, 1 to 6.", 2)]
    origin: Annotated[
        Text | None, about("Origin of all values; without it the file's stem.", "hdr-2024")
    ] = None
    kind: Annotated[Kind, about("What sort of report the values are.", "observation")] = (
        "observation"
    )
    nature: Annotated[
        Nature, about("Whether a value is of a moment or holds until ended.", "condition")
    ] = "event"
    analyst: Annotated[Text | None, about("Who added the table.", "kd"), PRIVATE] = None
    tlp: Annotated[Tlp | None, about("TLP marking of the values.", "CLEAR")] = None
    notes: Annotated[
        Text | None, about("For colleagues; shown on request only.", "2024 edition"), PRIVATE
    ] = None
    source: Annotated[Source | None, about("Where the table was found.", {"publisher": "UNDP"})] = (
        None
    )

    @model_validator(mode="after")
    def _dated(self) -> Self:
        """Refuse a series without dates: they are of all values, in a column or in the header."""
        if (self.observed is None) == (self.years is None):
            said = Said("problem_undated" if self.observed is None else "problem_dated_twice")
            raise refusal(said, "undated")
        return self


class EvidenceFile(Model):
    """One file below the dossier's evidence folder."""

    evidence: Annotated[Rows[Evidence], about("Items of evidence.")] = ()
    amendment: Annotated[Rows[Amendment], about("Amendments of items.")] = ()
    not_applicable: Annotated[
        Rows[NotApplicable],
        about("Statements that an indicator does not apply."),
    ] = Field(default=(), alias="not-applicable")
    series: Annotated[Rows[Series], about("Published tables of values.")] = ()
