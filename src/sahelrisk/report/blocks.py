"""The view that every format draws: words and numbers are settled, only the drawing is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Tone = Literal["", "strong", "dim", "good", "fair", "poor", "bad", "worst"]
Plain = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text with a tone; the tone only repeats what the words say."""

    text: str
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A score with its interval on the scale from `floor` to `ceiling`; drawn where there is room.

    `text` says the same in words, for formats that draw no bars.
    """

    score: float
    low: float
    high: float
    text: str
    tone: Tone = ""
    floor: float = 0.0
    ceiling: float = 100.0


Cell = str | Span | Bar


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `drop` says which columns go first where the width is short.

    The highest `drop` goes first; a column of 0 never goes. A `number` column is right-aligned.
    """

    title: str
    drop: int = 0
    number: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a part; level 1 is the report's own."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Separate points, each a line or two; `label` names one point in `plain`."""

    items: tuple[str, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Fields:
    """Labels with values."""

    pairs: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first column names the row where records replace the table."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


Block = Heading | Paragraph | Listing | Fields | Table


@dataclass(frozen=True, slots=True)
class Phrases:
    """The few words renderers need themselves, in the report's language.

    `columns_left_out` takes `{names}`.
    """

    columns_left_out: str = "Left out for the width: {names}."


@dataclass(frozen=True, slots=True)
class Report:
    """One result, in every shape a format may want.

    `blocks` is the page; `document` is the JSON document; `header` and `rows` are the CSV table,
    `texts` naming the columns of it that hold text of files (spreadsheet formulas in these
    are quoted, numbers never are).
    """

    title: str
    blocks: tuple[Block, ...]
    document: Mapping[str, Any]
    header: tuple[str, ...] = ()
    rows: Sequence[tuple[Plain, ...]] = ()
    texts: frozenset[str] = field(default_factory=frozenset)
    language: str = "en"
    phrases: Phrases = Phrases()
