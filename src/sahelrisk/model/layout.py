"""How a published table is laid out, where it is not one plain header with rows under it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sahelrisk.model.base import Located, Text, Texts

TableDialect = Literal["auto", "rfc4180", "excel-fr", "tabs"]
"""How cells are separated: commas, semicolons with a decimal comma, tabs, or what is found."""
EVERY_ROW = "*"
"""Names no series of a wide table: all of its rows."""


class Layout(Located):
    """What the publisher put around and between the figures of a table."""

    skip: Annotated[
        int | None,
        Field(
            ge=0,
            le=10_000,
            description="Lines before the header; without it the header is looked for among the "
            "first 20 lines.",
            examples=[4],
        ),
    ] = None
    sheet: Annotated[
        Text | None,
        Field(
            description="Sheet of a workbook; without it the first one that has the columns.",
            examples=["Data"],
        ),
    ] = None
    dialect: Annotated[
        TableDialect,
        Field(
            description="How cells are separated: rfc4180 (commas), excel-fr (semicolons, decimal "
            "comma), tabs, or auto.",
            examples=["excel-fr"],
        ),
    ] = "auto"
    missing: Annotated[
        Texts,
        Field(description="Cells that stand for no value.", examples=[["..", "n/a"]]),
    ] = ()
    others: Annotated[
        Literal["refuse", "skip"],
        Field(
            description="Rows that are no country: refuse them, or skip them.",
            examples=["skip"],
        ),
    ] = "refuse"
    years: Annotated[
        Literal["columns"] | None,
        Field(
            description="Whether each year has a column of its own; the keys of columns are then "
            'codes or names that stand in the rows, or "*" for every row.',
            examples=["columns"],
        ),
    ] = None
