"""What the library returns: documents with their keys as attributes, their page and their table."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Self, cast

from sahelrisk.api import frames
from sahelrisk.api.frames import Frame, Kind
from sahelrisk.model.documents.audit_document import AuditDocument
from sahelrisk.model.documents.changes_document import ChangesDocument
from sahelrisk.model.documents.check_document import CheckDocument
from sahelrisk.model.documents.compare_document import CompareDocument
from sahelrisk.model.documents.evidence_document import EvidenceDocument
from sahelrisk.model.documents.history_document import HistoryDocument
from sahelrisk.model.documents.parts import Part
from sahelrisk.model.documents.plan_document import PlanDocument
from sahelrisk.model.documents.review_document import ReviewDocument
from sahelrisk.model.documents.score_document import ExplainDocument, ScoreDocument
from sahelrisk.model.evidence_item import ends_of
from sahelrisk.problems import UsageError
from sahelrisk.rendering import Format
from sahelrisk.rendering import render as rendered
from sahelrisk.rendering.html import fragment
from sahelrisk.report.blocks import Plain, Report

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl


class Result(Part):
    """A document: an attribute for each key of the JSON, which `as_json()` returns.

    Results do not change. Two are equal if all their keys are.
    """

    _kinds: ClassVar[Mapping[str, Kind]] = MappingProxyType({})

    @classmethod
    def of(cls, document: Part, report: Report) -> Self:
        """Return a document with its report beside the fields, as a cached property would be."""
        made = cast("Self", cls.model_construct(document.model_fields_set, **document.__dict__))
        made.__dict__["_report"] = report
        return made

    @property
    def report(self) -> Report:
        """The page, the table and the document, each worked out when it is drawn."""
        report: Report = self.__dict__["_report"]
        return report

    def _frame(self) -> Frame:
        return Frame(self.report.header, self.report.rows(), self._kinds)

    def to_pandas(self) -> pd.DataFrame:
        """Return the table as a frame of pandas, which is imported now.

        Columns are those of the CSV table: dates are `datetime64[s]`, figures `float64`, counts
        `Int64`, yes and no `boolean`, the rest `string`. Raises ImportError without pandas.
        """
        return frames.to_pandas(self._frame())

    def to_polars(self) -> pl.DataFrame:
        """Return the table as a frame of polars, which is imported now.

        Columns are those of the CSV table: `Date`, `Float64`, `Int64`, `Boolean` and `String`.
        Raises ImportError without polars.
        """
        return frames.to_polars(self._frame())

    def _repr_html_(self) -> str:
        """Return the page for a notebook: nothing is loaded or run, and text is escaped."""
        return fragment(self.report)

    def __repr__(self) -> str:
        """Return the kind of result and the title of its page."""
        return f"<{type(self).__name__}: {self.report.title}>"

    __str__ = __repr__


class Assessment(Result, ScoreDocument):
    """Scores of countries. Table: a row a country, a pillar or an indicator (`node`)."""


class Explanation(Result, ExplainDocument):
    """The arithmetic of one country, item by item. Table: a row an item."""


class Comparison(Result, CompareDocument):
    """Countries side by side, with ranks. Table: a row a country."""

    _kinds = MappingProxyType({"evidence": "int"})


class Changes(Result, ChangesDocument):
    """Differences of countries, split into causes. Table: a row a cause, or an item of it."""


class Review(Result, ReviewDocument):
    """What a change of files does to scores. Table: a row a part of a country's difference."""


class History(Result, HistoryDocument):
    """Scores over time. Table: a row a country on a date."""


class Audit(Result, AuditDocument):
    """How scores respond to other choices. Table: a row a country."""


class Plan(Result, PlanDocument):
    """What to collect next. Table: a row an entry of a `part`, its day in the column `on`."""

    def _frame(self) -> Frame:
        """Give the column `to` of the CSV table, which holds scores and days, two columns."""
        header, place = self.report.header, self.report.header.index("to")
        names = (*header[: place - 1], "on", *header[place - 1 :])
        return Frame(names, self._rows(place), _PLANNED)

    def _rows(self, place: int) -> Iterator[tuple[Plain, ...]]:
        for row in self.report.rows():
            to = row[place]
            day, score = (to, None) if isinstance(to, str) else (None, to)
            yield (*row[: place - 1], day, row[place - 1], score, *row[place + 1 :])


_PLANNED: Mapping[str, Kind] = MappingProxyType({"from": "float", "to": "float"})


class EvidenceList(Result, EvidenceDocument):
    """Items that were found. Table: a row an item, its level from `level_low` to `level_high`."""

    def _frame(self) -> Frame:
        """Give a level, which may be a range, two columns."""
        header, place = self.report.header, self.report.header.index("level")
        rows = (
            (*row[:place], *_ends(item.level), *row[place + 1 :])
            for row, item in zip(self.report.rows(), self.items, strict=True)
        )
        return Frame((*header[:place], "level_low", "level_high", *header[place + 1 :]), rows)


def _ends(level: float | tuple[float, float] | None) -> tuple[float | None, float | None]:
    return (None, None) if level is None else ends_of(level)


class Check(Result, CheckDocument):
    """Problems of files. Table: a row a problem."""


_FORMATS = MappingProxyType(
    {"text": Format.PLAIN}
    | {one.value: one for one in (Format.HTML, Format.MARKDOWN, Format.CSV, Format.JSON)}
)


def render(result: Result, format: str = "html") -> str:  # noqa: A002  what users call it
    """Return a result as a page (html, markdown, text), its table (csv) or its document (json).

    It is what the command prints in that format, `text` being its `plain`: figures as words, text
    of files as text. HTML is one file that loads and runs nothing. Raises UsageError for another
    format.
    """
    found = _FORMATS.get(format)
    if found is None:
        raise UsageError("render_formats", format=repr(format), known=", ".join(_FORMATS))
    out = io.StringIO(newline="")
    rendered(result.report, found, out)
    return out.getvalue()
