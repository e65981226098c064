"""Evidence files: items, later words about them, statements that an indicator does not apply."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, Strict, TypeAdapter, WrapValidator

from sahelrisk.model.base import Located, Model, NotNegative, Number, Pair, Text, Texts, Tlp
from sahelrisk.model.dates import PartialDate
from sahelrisk.model.dossier_settings import Allow, Ci, DeskSettings, ReportSettings

Kind = Literal["observation", "assessment", "official-statement", "nil-return"]
Nature = Literal["event", "condition"]
Reads = Literal["exact", "at-least", "at-most"]
Reliability = Literal["A", "B", "C", "D", "E", "F"]
Credibility = Annotated[int, Field(ge=1, le=6)]

_STRICT = ConfigDict(strict=True, allow_inf_nan=False, defer_build=True)
_ONE: TypeAdapter[float] = TypeAdapter(Number, config=_STRICT)
_RANGE: TypeAdapter[tuple[float, float]] = TypeAdapter(Pair, config=_STRICT)


def _level(value: Any, _: object) -> float | tuple[float, float]:  # noqa: ANN401  whatever the file holds
    """Read a level as what it looks like: of a union each member would have its own refusal."""
    adapter = _RANGE if isinstance(value, list | tuple) else _ONE
    return adapter.validate_python(value)


Level = Annotated[Number | Pair, WrapValidator(_level)]
"""A level of a ladder, or the range from one to another that a source leaves open."""
Countries = Annotated[tuple[Text, ...], Strict(strict=False), Field(min_length=1)]


def ends_of(level: Level) -> tuple[float, float]:
    """Return the lower and the upper end of a level; of a single one it is both."""
    return level if isinstance(level, tuple) else (level, level)


class Source(Model):
    """Where an item was read."""

    title: Text | None = None
    publisher: Text | None = None
    published: PartialDate | None = None
    url: Text | None = None


class Evidence(Located):
    """One dated, graded, sourced fact that bears on one indicator of one or more countries."""

    id: Text
    countries: Countries
    indicator: Text
    observed: PartialDate
    recorded: date
    level: Level | None = None
    value: Number | None = None
    standard_error: NotNegative | None = None
    reads: Reads | None = None
    statement: Text
    kind: Kind = "observation"
    nature: Nature = "event"
    turning_point: bool = False
    case: Text | None = None
    reliability: Reliability
    credibility: Credibility
    origin: Text | None = None
    analyst: Text | None = None
    tlp: Tlp | None = None
    notes: Text | None = None
    source: Source | None = None

    @property
    def grade(self) -> str:
        """Return the Admiralty grade, source reliability and information credibility: `B2`."""
        return f"{self.reliability}{self.credibility}"

    @property
    def publisher(self) -> str | None:
        """Return the publisher as it was written, None where none is named."""
        return self.source.publisher if self.source else None


class Amendment(Located):
    """A later word about one item: it withdraws it, replaces fields, confirms or ends it."""

    evidence: Text
    recorded: date
    withdrawn: bool = False
    level: Level | None = None
    value: Number | None = None
    standard_error: NotNegative | None = None
    reads: Reads | None = None
    statement: Text | None = None
    kind: Kind | None = None
    nature: Nature | None = None
    turning_point: bool | None = None
    case: Text | None = None
    reliability: Reliability | None = None
    credibility: Credibility | None = None
    observed: PartialDate | None = None
    confirmed: PartialDate | None = None
    ended: PartialDate | None = None
    origin: Text | None = None
    tlp: Tlp | None = None
    source: Source | None = None
    reason: Text | None = None
    analyst: Text | None = None
    notes: Text | None = None


class NotApplicable(Located):
    """An analyst's statement that an indicator does not apply to a country."""

    countries: Countries
    indicator: Text
    recorded: date
    withdrawn: bool = False
    reason: Text | None = None
    analyst: Text | None = None
    notes: Text | None = None


class ColumnDate(Model):
    """The column of a series that holds the date of each row."""

    column: Text


class Series(Located):
    """A published table of measured values; each cell of it is an evidence item."""

    file: Text
    country: Text
    where: dict[str, str] = Field(default_factory=dict)
    observed: PartialDate | ColumnDate
    recorded: date
    columns: Annotated[dict[str, str], Field(min_length=1)]
    errors: dict[str, str] = Field(default_factory=dict)
    reliability: Reliability
    credibility: Credibility
    origin: Text | None = None
    kind: Kind = "observation"
    nature: Nature = "event"
    analyst: Text | None = None
    tlp: Tlp | None = None
    notes: Text | None = None
    source: Source | None = None


class EvidenceFile(Model):
    """One file below the dossier's evidence folder."""

    evidence: Annotated[tuple[Evidence, ...], Strict(strict=False)] = ()
    amendment: Annotated[tuple[Amendment, ...], Strict(strict=False)] = ()
    not_applicable: Annotated[tuple[NotApplicable, ...], Strict(strict=False)] = Field(
        default=(), alias="not-applicable"
    )
    series: Annotated[tuple[Series, ...], Strict(strict=False)] = ()


class DossierFile(Located):
    """`dossier.toml`: what the dossier is called and where the rest of it lies."""

    title: Text
    indicators: Text | None = None
    evidence: Text = "evidence"
    profile: Text | None = None
    tlp: Tlp = "AMBER"
    illustrative: Text | None = None
    groups: dict[str, Texts] = Field(default_factory=dict)
    watch: Annotated[
        Texts,
        Field(description="Countries and @groups of the bulletin.", examples=[["MLI", "@sahel"]]),
    ] = ()
    ci: Annotated[Ci, Field(description="Gates and what check is held to.")] = Ci()
    report: Annotated[
        ReportSettings, Field(description="What printed pages carry of the publishing house.")
    ] = ReportSettings()
    desk: Annotated[DeskSettings, Field(description="Habits of the desk.")] = DeskSettings()
    sources: Annotated[
        Text, Field(description="Folder of the register of sources.", examples=["sources"])
    ] = "sources"
    allow: Annotated[
        tuple[Allow, ...], Strict(strict=False), Field(description="Problems that are accepted.")
    ] = ()
