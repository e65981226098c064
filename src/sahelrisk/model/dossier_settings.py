"""Tables of `dossier.toml` for gates, printed pages, the desk's habits and accepted problems."""

from datetime import date
from typing import Annotated, Literal

from sahelrisk.model.base import Model, Text, Texts, about


class Ci(Model):
    """What nightly runs and pull requests are held to."""

    fail_if: Annotated[
        Texts,
        about(
            "Gates of compare, review and bulletin; --fail-if replaces them.",
            ["score > 80", "change > 5"],
        ),
    ] = ()
    strict: Annotated[bool, about("Whether warnings of check fail too.", *(True,))] = False
    missing: Annotated[
        Literal["skip", "fail"],
        about(
            "What a gate does whose figure does not exist: fail, or be passed over by name.", "skip"
        ),
    ] = "fail"


class ReportSettings(Model):
    """What printed pages carry of the house that publishes them."""

    name: Annotated[Text | None, about("Name of the publishing house.", "Sahel desk")] = None
    logo: Annotated[
        Text | None,
        about("A PNG or SVG inside the dossier, embedded in pages.", "logo.svg"),
    ] = None
    contact: Annotated[
        Text | None,
        about("Where readers write to.", "desk@example.org"),
    ] = None
    footer: Annotated[
        Text | None,
        about("Last line of every page.", "For clients of the desk only."),
    ] = None


class DeskSettings(Model):
    """Habits of the desk that the score keeps to."""

    four_eyes: Annotated[
        bool,
        about("Whether only items score that another person than the analyst reviewed.", *(True,)),
    ] = False


class Allow(Model):
    """A problem that is accepted: counted in the tally of check, and not printed."""

    rule: Annotated[Text, about("The rule that reports it.", "single-publisher")]
    id: Annotated[
        Text | None,
        about("The item it is reported of.", "mli-20260202-7k3qpa"),
    ] = None
    path: Annotated[
        Text | None,
        about("The file or folder it is reported in, from the dossier's folder.", "evidence/mali"),
    ] = None
    reason: Annotated[
        Text,
        about("Why it is accepted.", "removed at the request of the person named"),
    ]
    until: Annotated[
        date | None,
        about("Last day on which it is accepted.", "2026-12-31"),
    ] = None
