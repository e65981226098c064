"""Tables of `dossier.toml` for gates, printed pages, the desk's habits and accepted problems."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from sahelrisk.model.base import Model, Text, Texts


class Ci(Model):
    """What nightly runs and pull requests are held to."""

    fail_if: Annotated[
        Texts,
        Field(
            description="Gates of compare, review and bulletin; --fail-if replaces them.",
            examples=[["score > 80", "change > 5"]],
        ),
    ] = ()
    strict: Annotated[
        bool, Field(description="Whether warnings of check fail too.", examples=[True])
    ] = False
    missing: Annotated[
        Literal["skip", "fail"],
        Field(
            description="What a gate does whose figure does not exist: fail, or be passed over "
            "by name.",
            examples=["skip"],
        ),
    ] = "fail"


class ReportSettings(Model):
    """What printed pages carry of the house that publishes them."""

    name: Annotated[
        Text | None, Field(description="Name of the publishing house.", examples=["Sahel desk"])
    ] = None
    logo: Annotated[
        Text | None,
        Field(
            description="A PNG or SVG inside the dossier, embedded in pages.",
            examples=["logo.svg"],
        ),
    ] = None
    contact: Annotated[
        Text | None,
        Field(description="Where readers write to.", examples=["desk@example.org"]),
    ] = None
    footer: Annotated[
        Text | None,
        Field(description="Last line of every page.", examples=["For clients of the desk only."]),
    ] = None


class DeskSettings(Model):
    """Habits of the desk that the score keeps to."""

    four_eyes: Annotated[
        bool,
        Field(
            description="Whether only items score that another person than the analyst reviewed.",
            examples=[True],
        ),
    ] = False


class Allow(Model):
    """A problem that is accepted: counted in the tally of check, and not printed."""

    rule: Annotated[
        Text, Field(description="The rule that reports it.", examples=["single-publisher"])
    ]
    id: Annotated[
        Text | None,
        Field(description="The item it is reported of.", examples=["mli-20260202-7k3qpa"]),
    ] = None
    path: Annotated[
        Text | None,
        Field(
            description="The file or folder it is reported in, from the dossier's folder.",
            examples=["evidence/mali"],
        ),
    ] = None
    reason: Annotated[
        Text,
        Field(
            description="Why it is accepted.",
            examples=["removed at the request of the person named"],
        ),
    ]
    until: Annotated[
        date | None,
        Field(description="Last day on which it is accepted.", examples=["2026-12-31"]),
    ] = None
