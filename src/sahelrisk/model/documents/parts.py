"""What all documents share: how they are written and read, and the run that made them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any, TypeVar

from pydantic import ConfigDict, Field

from sahelrisk.model.base import Deferred

DECIMALS = 10


NUMBERS = (
    *("score", "standard_error", "low", "high", "coverage"),
    *("evidence_only", "base_rate", "base_spread"),
)
FIGURES = (*NUMBERS, "status", "band")
"""The columns of what tables show of a node."""


class Part(Deferred):
    """A table of a document. Keys of other editions are ignored; a key never set is not written."""

    model_config = ConfigDict(
        extra="ignore",
        frozen=True,
        allow_inf_nan=False,
        populate_by_name=True,
        protected_namespaces=(),
    )

    def as_json(self) -> dict[str, Any]:
        """Return what stands in the JSON."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)


class Run(Part):
    """What differs from run to run."""

    version: str = Field(description="The program's version.")
    generated: datetime | None = Field(
        description="When it ran, in UTC; null where the caller did not say."
    )


Schema = TypeVar("Schema")
Kind = Annotated[Schema, Field(alias="schema", description="This document's kind.")]
ThisRun = Annotated[Run, Field(description="What differs from run to run.")]
ObservedBy = Annotated[date, Field(description="Facts observed up to then.")]
RecordedBy = Annotated[
    date | None, Field(description="What was recorded up to then; null for all.")
]
ProfileUsed = Annotated[str | None, Field(description="The profile.")]
Marking = Annotated[str, Field(description="The marking of the document.", examples=["CLEAR"])]
Withheld = Annotated[int, Field(description="Items left out for their marking.")]
Crossed = Annotated[tuple[str, ...], Field(description="The gates that are crossed.")]
Undecided = Annotated[tuple[str, ...], Field(description="The gates whose figure does not exist.")]
Iso3 = Annotated[str, Field(description="ISO 3166-1 alpha-3 code.", examples=["MLI"])]
BandNamed = Annotated[
    str | None, Field(description="The band's name; null where the coverage is thin.")
]
Covered = Annotated[
    float | None,
    Field(
        description="The share of weight that has evidence; null where the country does not apply."
    ),
]
"""Facts that stand in several documents, each at the place its document gives it."""


class FrameworkUsed(Part):
    """The framework a document was made with."""

    id: str = Field(description="Its id.")
    version: str = Field(description="Its version.")


class CountryHead(Part):
    """What a country's table begins with."""

    iso3: Iso3
    name: str = Field(description="Its name.")


class Points(Part):
    """An evidence item and the points it moves."""

    id: str = Field(description="The item's id.")
    points: float = Field(description="The points.")


def rounded(figure: float | None) -> float | None:
    """Round a figure as every document does."""
    return None if figure is None else exact(figure)


def exact(figure: float) -> float:
    """Round a figure that is there as every document does."""
    return round(figure, DECIMALS) + 0.0


def points_of(items: Iterable[tuple[str, float]]) -> tuple[Points, ...]:
    """Return items with their points, rounded."""
    return tuple(Points(id=key, points=exact(points)) for key, points in items)
