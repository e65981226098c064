"""The document of `evidence`: items found, or one item whole."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from sahelrisk.model.documents.parts import Iso3, Kind, Part, Withheld

ItemState = Literal[
    "counts",
    "consistent",
    "withdrawn",
    "ended",
    "retired",
    "superseded",
    "not-applicable",
    "unusable",
    "draft",
    "later",
]


class ItemListed(Part):
    """An item with its amendments applied."""

    id: str = Field(description="Its id.")
    countries: tuple[str, ...] = Field(description="ISO 3166-1 alpha-3 codes.")
    indicator: str = Field(description="Its indicator.")
    observed: str = Field(description="When it was true.")
    recorded: str = Field(description="When it was written down.")
    level: float | tuple[float, float] | None = Field(description="Its level, or its range.")
    value: float | None = Field(description="Its value.")
    grade: str = Field(description="Its grade.", examples=["B2"])
    publisher: str | None = Field(description="Its publisher.")
    headline: str | None = Field(description="Its headline.")
    statement: str = Field(description="What it says.")
    state: ItemState = Field(
        description="What became of it; a draft was not reviewed, a later one is of after the date."
    )
    due: bool = Field(description="Whether a condition was not confirmed for a year.")
    last_seen: str = Field(description="When it was true, or last confirmed.")
    amendments: int = Field(description="How many amendments there are.")
    path: str = Field(description="Its file.")
    line: int = Field(description="Its line.")


class ItemEffect(Part):
    """What the score of a country would be without an item."""

    iso3: Iso3
    score: float | None = Field(description="The country's score.")
    without: float | None = Field(description="The score without the item.")
    difference: float | None = Field(description="The points that the item makes.")


class Neighbour(Part):
    """Another item of the indicator and a country."""

    id: str = Field(description="Its id.")
    observed: str = Field(description="When it was true.")
    grade: str = Field(description="Its grade.")
    publisher: str | None = Field(description="Its publisher.")
    statement: str = Field(description="What it says.")
    days: int = Field(description="Days between them.")
    shared: Literal["origin", "url", "statement"] | None = Field(
        description="What makes it a probable duplicate; null where nothing does."
    )


class ItemWhole(ItemListed):
    """An item with all that was said of it."""

    said: dict[str, Any] = Field(description="What it says with its amendments, by column.")
    entered: dict[str, Any] = Field(description="What it said when it was recorded, by column.")
    later_words: tuple[dict[str, Any], ...] = Field(description="Its amendments, by column.")
    effect: tuple[ItemEffect, ...] | None = Field(
        description="What it does to countries; null for a draft."
    )
    neighbours: tuple[Neighbour, ...] = Field(description="The nearest items of its indicator.")


class EvidenceDocument(Part):
    """Items that were found; `item` is there where one was asked for by its id."""

    schema_: Kind[Literal["sahelrisk/evidence/1"]]
    as_of: str = Field(description="The as-of date.")
    tlp: str = Field(
        description="The highest marking of what is told: items, neighbours, and what an effect "
        "rests on; without any the dossier's."
    )
    withheld: Withheld
    items: tuple[ItemListed, ...] = Field(description="The items, in the order asked for.")
    item: ItemWhole | None = Field(description="One item whole; null in a list.")
