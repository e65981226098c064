"""The document of `sources`: the register and every publisher used, each with its record."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sahelrisk.model.documents.parts import Iso3, Kind, Part, Withheld


class Suggestion(Part):
    """A letter that a record of judged items suggests; never applied by itself."""

    letter: str = Field(description="The letter whose probability is nearest.", examples=["B"])
    probability: float = Field(description="Probability that an item is right: a / (a + b).")
    low: float = Field(description="Its 5 % quantile.")
    high: float = Field(description="Its 95 % quantile.")
    stands_for: float = Field(description="The probability that the framework gives the letter.")


class CountryShare(Part):
    """The share of a country's weight that a publisher has."""

    iso3: Iso3
    share: float = Field(description="Share of the weight, 0 to 1.")


class SourceRecord(Part):
    """A source of the register, or a publisher of items, with its record."""

    id: str | None = Field(description="Its id in the register; null where it stands in none.")
    publisher: str | None = Field(description="The publisher; null for items that name none.")
    owner: str | None = Field(description="Who stands behind it.")
    aliases: tuple[str, ...] = Field(description="Other spellings.")
    language: str | None = Field(description="Language it publishes in.")
    reliability: str | None = Field(description="Its letter in the register.")
    items: int = Field(description="Its items, withdrawn ones among them.")
    letters: dict[str, int] = Field(description="How many items were given each letter.")
    confirmed: int = Field(description="Items that others confirm.")
    contradicted: int = Field(description="Items that others contradict.")
    withdrawn: int = Field(description="Items that were withdrawn.")
    judged: int = Field(description="Items confirmed or contradicted.")
    suggestion: Suggestion | None = Field(
        description="A letter that the record suggests; null below twenty judged items."
    )
    newest: str | None = Field(description="When its newest item was recorded.")
    shares: tuple[CountryShare, ...] = Field(description="Its share of the weight by country.")


class SourcesDocument(Part):
    """The sources of a dossier."""

    schema_: Kind[Literal["sahelrisk/sources/1"]]
    as_of: str = Field(description="The as-of date.")
    tlp: str = Field(
        description="The highest marking of the items behind the figures, those of the countries "
        "that judge them among them; without any the dossier's."
    )
    withheld: Withheld
    sources: tuple[SourceRecord, ...] = Field(description="Its sources.")
