"""Evidence files: items, amendments of them, statements that an indicator does not apply."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, TypeAdapter, WrapValidator, create_model

from sahelrisk.model.base import (
    PRIVATE,
    Located,
    Model,
    NotNegative,
    Number,
    Pair,
    Rows,
    Text,
    Tlp,
    about,
)
from sahelrisk.model.dates import PartialDate

Kind = Literal["observation", "assessment", "official-statement", "nil-return"]
Nature = Literal["event", "condition"]
Reads = Literal["exact", "at-least", "at-most"]
Reliability = Literal["A", "B", "C", "D", "E", "F"]
Credibility = Annotated[int, Field(ge=1, le=6)]
Headline = Annotated[str, Field(min_length=1, max_length=80)]
Address = Annotated[str, Field(pattern=r"^https?://[^\s]+$")]
Language = Annotated[str, Field(pattern="^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$")]
Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]

_STRICT = ConfigDict(strict=True, allow_inf_nan=False, defer_build=True)
_ONE: TypeAdapter[float] = TypeAdapter(Number, config=_STRICT)
_RANGE: TypeAdapter[tuple[float, float]] = TypeAdapter(Pair, config=_STRICT)


def _level(value: Any, _: object) -> float | tuple[float, float]:  # noqa: ANN401  whatever the file holds
    """Read a level as what it looks like: of a union each member would have its own refusal."""
    adapter = _RANGE if isinstance(value, list | tuple) else _ONE
    return adapter.validate_python(value)


Level = Annotated[Number | Pair, WrapValidator(_level)]
"""A level of a ladder, or the range from one to another that a source leaves open."""
Countries = Annotated[Rows[Text], Field(min_length=1)]


def ends_of(level: Level) -> tuple[float, float]:
    """Return the lower and the upper end of a level; of a single one it is both."""
    return level if isinstance(level, tuple) else (level, level)


class Source(Model):
    """Where an item was read."""

    title: Annotated[Text | None, about("Title of what was read.", "Communiqué No. 12")] = None
    publisher: Annotated[Text | None, about("Who published it.", "Ministry of Defence")] = None
    published: Annotated[PartialDate | None, about("When it was published.", "2026-02-10")] = None
    url: Annotated[Text | None, about("Where it was read.", "https://example.org/a")] = None
    retrieved: Annotated[date | None, about("The day it was read.", "2026-02-11")] = None
    archived: Annotated[
        Address | None, about("Address of an archived copy.", "https://archive.example.org/a")
    ] = None
    sha256: Annotated[Digest | None, about("SHA-256 of the page that was kept.", "0" * 64)] = None
    language: Annotated[Language | None, about("Language it is written in, as a code.", "fr")] = (
        None
    )
    register_id: Annotated[
        Text | None,
        about("Id of a source of the register: gives publisher and letter.", "reuters"),
    ] = Field(default=None, alias="register")
    owner: Annotated[
        Text | None,
        about("Who stands behind the publisher: those of one owner count as one.", "Reuters"),
    ] = None

    @property
    def witness(self) -> str | None:
        """Return who stands behind the publisher, or the publisher where nobody is named."""
        return self.owner or self.publisher


def _of_register(source: object) -> object:
    """Take a source that is only named for one of the register."""
    return {"register": source} if isinstance(source, str) else source


class EvidenceTexts(Model):
    """The texts of an item in another language."""

    statement: Annotated[
        Text | None, about("Translation of the statement.", "La base a été rendue.")
    ] = None
    headline: Annotated[Headline | None, about("Translation of the headline.", "Base rendue")] = (
        None
    )


class Evidence(Located):
    """One dated, graded, sourced fact that bears on one indicator of one or more countries."""

    id: Annotated[Text, about("A name of its own, once in the dossier.", "mli-20260202-7k3qpa")]
    countries: Annotated[
        Countries,
        about("ISO 3166-1 alpha-3 codes; one fact may bear on several.", ["MLI", "NER"]),
    ]
    indicator: Annotated[Text, about("Id of the indicator.", "security.attack-tempo")]
    observed: Annotated[
        PartialDate,
        about("When it was true: a day, a month or a year.", "2026-02-02", "2026-02", "2026"),
    ]
    recorded: Annotated[date, about("When it was written down.", "2026-02-10")]
    level: Annotated[
        Level | None,
        about("Level on the ladder, or the range that a source leaves open.", 3, 3.5, [2, 4]),
    ] = None
    value: Annotated[Number | None, about("Value of a measured indicator, in its unit.", 12.5)] = (
        None
    )
    standard_error: Annotated[
        NotNegative | None, about("Standard error of the value, in its unit.", 0.8)
    ] = None
    reads: Annotated[
        Reads | None,
        about("Whether the level is exact, or true at least or at most.", "at-least"),
    ] = None
    statement: Annotated[
        Text, about("The fact, in a sentence.", "The base was handed over to the national army.")
    ]
    headline: Annotated[
        Headline | None, about("Short form for the brief, 80 characters.", "Base handed over")
    ] = None
    kind: Annotated[Kind, about("What sort of report it is.", "observation")] = "observation"
    nature: Annotated[
        Nature, about("An event is over; a condition holds until it is ended.", "event")
    ] = "event"
    turning_point: Annotated[bool, about("Whether it retires what was observed earlier.")] = False
    case: Annotated[
        Text | None,
        about("Dispute or affair it belongs to; a turning point settles this one only.", "dam"),
    ] = None
    reliability: Annotated[
        Reliability,
        about("Reliability of the source: A reliable to E unreliable, F cannot be judged.", "B"),
    ]
    credibility: Annotated[
        Credibility,
        about("Credibility of the information: 1 confirmed to 5 improbable, 6 unknown.", 2),
    ]
    grade_reason: Annotated[
        Text | None, about("Why the grade differs from its source's.", "eyewitness")
    ] = None
    origin: Annotated[
        Text | None,
        about("The underlying report or event, the same for all who repeat it.", "un-report-2026"),
    ] = None
    analyst: Annotated[Text | None, about("Who recorded it.", "kd"), PRIVATE] = None
    reviewed_by: Annotated[Text | None, about("Who reviewed it.", "ab"), PRIVATE] = None
    tlp: Annotated[Tlp | None, about("TLP marking; without it the dossier's.", "CLEAR")] = None
    notes: Annotated[
        Text | None, about("For colleagues; shown on request only.", "ask again in May"), PRIVATE
    ] = None
    source: Annotated[
        Annotated[Source, BeforeValidator(_of_register, json_schema_input_type=Text | Source)]
        | None,
        about("Where it was read.", {"title": "Communiqué", "publisher": "Ministry"}, "reuters"),
    ] = None
    fr: Annotated[
        EvidenceTexts | None, about("Its texts in French.", {"headline": "Base rendue"})
    ] = None

    @property
    def grade(self) -> str:
        """Return the Admiralty grade, source reliability and information credibility: `B2`."""
        return f"{self.reliability}{self.credibility}"

    @property
    def publisher(self) -> str | None:
        """Return the publisher as it was written, None where none is named."""
        return self.source.publisher if self.source else None

    @property
    def witness(self) -> str | None:
        """Return who stands behind the publisher, or the publisher where nobody is named."""
        return self.source.witness if self.source else None


class _AboutItem(Located):
    evidence: Annotated[Text, about("Id of the item it amends.", "mli-20260202-7k3qpa")]
    recorded: Annotated[date, about("When the amendment was written down.", "2026-03-01")]
    withdrawn: Annotated[
        bool, about("Whether the item is taken out of the score; this is final.")
    ] = False


FIXED = frozenset({"id", "countries", "indicator", "recorded"})
"""What no amendment replaces: withdraw the item and enter it anew."""
OWN = frozenset({"analyst", "notes"})
"""What an amendment says of itself."""
REPLACED = tuple(name for name in Evidence.model_fields if name not in FIXED | OWN)


def _replacement(name: str) -> tuple[Any, None]:
    """Return a field of an item as an amendment may replace it: optional."""
    field = Evidence.model_fields[name]
    kind: Any = Annotated[field.annotation, *field.metadata, None]
    text = field.description or ""
    told = about(
        f"Corrected: {text[:1].lower() if text[1:2].islower() else text[:1]}{text[1:]}",
        *field.examples or (),
    )
    marks = [mark for mark in field.metadata if mark is PRIVATE]
    return Annotated[kind | None, told, *marks], None


if TYPE_CHECKING:

    class _Replacing(_AboutItem):
        level: Level | None
        value: Number | None
        observed: PartialDate | None
        nature: Nature | None
        source: Source | None
        tlp: Tlp | None
else:
    _Replacing = create_model(
        "_Replacing", __base__=_AboutItem, **{name: _replacement(name) for name in REPLACED}
    )


class Amendment(_Replacing):
    """Withdraws an item, replaces fields of it, or confirms or ends a condition."""

    confirmed: Annotated[
        PartialDate | None, about("When the condition was seen to hold still.", "2026-03-01")
    ] = None
    ended: Annotated[PartialDate | None, about("When the condition ended.", "2026-03")] = None
    reason: Annotated[
        Text | None, about("Reason for the amendment.", "corrected by the ministry")
    ] = None
    analyst: Annotated[Text | None, about("Who wrote the amendment.", "kd"), PRIVATE] = None
    notes: Annotated[
        Text | None, about("For colleagues; shown on request only.", "see the annex"), PRIVATE
    ] = None


def amended(item: Evidence, amendments: Iterable[Amendment]) -> Evidence:
    """Return an item with the fields that amendments replace, applied in the given order.

    A level takes the place of a value and the other way round; of a source and of translated texts
    only the keys that are given are replaced.
    """
    changes: dict[str, Any] = {}
    for one in amendments:
        for name in REPLACED:
            value = getattr(one, name)
            if value is None:
                continue
            known = changes.get(name, getattr(item, name))
            if isinstance(value, Model) and known is not None:
                given = {key: getattr(value, key) for key in value.model_fields_set}
                value = known.model_copy(update=given)
            changes[name] = value
            if name in ("level", "value"):
                changes["value" if name == "level" else "level"] = None
    return item.model_copy(update=changes) if changes else item


class NotApplicable(Located):
    """An analyst's statement that an indicator does not apply to a country."""

    countries: Annotated[
        Countries, about("ISO 3166-1 alpha-3 codes of the countries it is about.", ["TCD"])
    ]
    indicator: Annotated[
        Text, about("Id of the indicator that does not apply.", "security.kidnapping")
    ]
    recorded: Annotated[date, about("When the statement was written down.", "2026-03-01")]
    withdrawn: Annotated[bool, about("Whether an earlier statement is taken back.")] = False
    reason: Annotated[
        Text | None, about("Why the indicator does not apply.", "no extraction there")
    ] = None
    analyst: Annotated[Text | None, about("Who states it.", "kd"), PRIVATE] = None
    notes: Annotated[
        Text | None, about("For colleagues; shown on request only.", "see the annex"), PRIVATE
    ] = None


Record = Evidence | Amendment | NotApplicable
RECORDS: dict[str, type[Record]] = {
    "evidence": Evidence,
    "amendment": Amendment,
    "not-applicable": NotApplicable,
}
"""What an evidence file and a sheet hold, by the name of its tables and rows."""
