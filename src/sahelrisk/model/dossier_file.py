"""Tables of `dossier.toml` for gates, printed pages, the desk's habits and accepted problems."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from sahelrisk.model.base import Located, Model, Rows, Text, Texts, Tlp, about


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


class DossierTexts(Model):
    """The texts of a dossier in another language."""

    title: Annotated[Text | None, about("Title in this language.", "Bureau Sahel")] = None
    illustrative: Annotated[
        Text | None, about("Notice in this language.", "notes illustratives, non une évaluation")
    ] = None


class DossierFile(Located):
    """`dossier.toml`: what the dossier is called and where the rest of it lies."""

    title: Annotated[Text, about("Title of the dossier.", "Sahel desk")]
    indicators: Annotated[
        Text | None, about("Folder of the framework; without it the bundled one.", "indicators")
    ] = None
    evidence: Annotated[Text, about("Folder of the evidence.", "evidence")] = "evidence"
    sources: Annotated[Text | None, about("Folder of the register of sources.", "sources")] = None
    profile: Annotated[Text | None, about("Profile that is applied by default.", "mining")] = None
    tlp: Annotated[Tlp, about("TLP marking of items without one of their own.", "AMBER")] = "AMBER"
    illustrative: Annotated[
        Text | None,
        about("Notice that the evidence is an example.", "example evidence, not a rating"),
    ] = None
    groups: Annotated[
        dict[str, Texts],
        about("Names for lists of countries.", {"aes": ["MLI", "BFA", "NER"]}),
    ] = Field(default_factory=dict)
    watch: Annotated[
        Texts,
        about(
            "Countries and @groups of the bulletin and of a site's start page.", ["MLI", "@sahel"]
        ),
    ] = ()
    ci: Annotated[Ci, about("Gates and what check is held to.")] = Ci.model_construct()
    report: Annotated[
        ReportSettings, about("What printed pages carry of the publishing house.")
    ] = ReportSettings.model_construct()
    desk: Annotated[DeskSettings, about("Habits of the desk.")] = DeskSettings.model_construct()
    allow: Annotated[Rows[Allow], about("Problems that are accepted.")] = ()
    fr: Annotated[DossierTexts | None, about("Its texts in French.", {"title": "Bureau"})] = None

    def notice(self, lang: str) -> str | None:
        """Return the notice that the evidence is an example, translated where a text is given."""
        translated = self.fr.illustrative if lang == "fr" and self.fr else None
        return (translated or self.illustrative) if self.illustrative else None
