"""A map of a published sheet of events: its columns to keys of evidence, constants, ladders."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, Strict, WrapValidator

from sahelrisk.model.base import Model, Number, Text, Texts, refusal
from sahelrisk.problems import Said

Columns = Annotated[tuple[Text, ...], Strict(strict=False), Field(min_length=1)]


class Ladder(Model):
    """A level from a figure: one more than the thresholds that it reaches."""

    column: Annotated[
        Text | Columns,
        Field(description="Column of the figure, or columns to add up.", examples=["fatalities"]),
    ]
    at: Annotated[
        tuple[Number, ...],
        Strict(strict=False),
        Field(
            min_length=1,
            description="From which figure on levels 2, 3, … hold, in ascending order.",
            examples=[[1, 10, 50]],
        ),
    ]


class Choice(Model):
    """A value by the text of a column; rows of other texts are passed over."""

    column: Annotated[Text, Field(description="Column to look at.", examples=["event_type"])]
    is_: Annotated[
        dict[str, str | int | float | bool],
        Field(alias="is", min_length=1, description="Texts of the column with their values."),
    ]
    otherwise: Annotated[
        str | int | float | bool | None,
        Field(description="Value of all other texts; without it the row is passed over."),
    ] = None


class Dated(Model):
    """A date, as precise as another column says it is."""

    column: Annotated[Text, Field(description="Column of the date.", examples=["event_date"])]
    precision: Annotated[
        Text | None, Field(description="Column of its precision.", examples=["time_precision"])
    ] = None
    month: Annotated[Texts, Field(description="Texts of the precision that mean a month.")] = ()
    year: Annotated[Texts, Field(description="Texts of the precision that mean a year.")] = ()


class Composed(Model):
    """A text with columns in braces."""

    text: Annotated[Text, Field(description="The text.", examples=["acled-{event_id_cnty}"])]


_TOLD: tuple[tuple[str, type[Model]], ...] = (
    ("at", Ladder),
    ("is", Choice),
    ("text", Composed),
    ("column", Dated),
)


def _value(value: Any, _: object) -> object:  # noqa: ANN401  whatever the file holds
    """Read a value as what its keys say: of a union each member would have its own refusal."""
    if isinstance(value, dict):
        model = next((one for key, one in _TOLD if key in value), None)
        if model is None:
            raise refusal(Said("problem_map_table"), "map-value")
        return model.model_validate(value)
    if isinstance(value, str | int | float):
        return value
    raise refusal(Said("problem_map_value"), "map-value")


Value = Annotated[
    str | int | float | bool | Ladder | Choice | Dated | Composed, WrapValidator(_value)
]


class EventMap(Model):
    """A map: which column is which key of evidence, and what the other keys are."""

    title: Annotated[Text, Field(description="What is mapped.", examples=["ACLED export"])]
    known_by: Annotated[Texts, Field(description="Columns that tell this sheet from others.")] = ()
    columns: Annotated[
        dict[str, str],
        Field(description="Columns with their keys.", examples=[{"country": "countries"}]),
    ] = Field(default_factory=dict)
    values: Annotated[
        dict[str, Value],
        Field(description="Keys with constants, or with what is made from columns."),
    ] = Field(default_factory=dict)
    where: Annotated[
        dict[str, Texts],
        Field(description="Rows to read: a column and the texts it may hold."),
    ] = Field(default_factory=dict)
