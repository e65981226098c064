"""The view that every format draws: words and numbers are settled, only the drawing is left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from sahelrisk.report.sheet.view import Sheet

Tone = Literal["", "strong", "dim", "good", "fair", "poor", "bad", "worst"]
Plain = str | int | float | bool | None

PARTS = " › "


class Span(NamedTuple):
    """A piece of text with a tone; the tone only repeats the words.

    A `whole` one, a path or an address, is never broken, so that it can be copied.
    """

    text: str
    tone: Tone = ""
    whole: bool = False


class Bar(NamedTuple):
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


class Nested(NamedTuple):
    """A name with those of what it belongs to, the outermost first.

    Where the others stand above it, as in a table, it is indented; alone it names them all.
    """

    text: str
    above: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Return the whole name: `Parent › Child`."""
        return PARTS.join((*self.above, self.text))


Cell = str | Span | Bar | Nested


class Column(NamedTuple):
    """A column of a table. `drop` says which columns go first where the width is short.

    The highest `drop` goes first; a column of 0 never goes. A `number` column is right-aligned,
    a `whole` one (ids, places in files) is never broken.
    """

    title: str
    drop: int = 0
    number: bool = False
    whole: bool = False


class Heading(NamedTuple):
    """The title of a part; level 1 is the report's own."""

    text: str
    level: int = 2


class Paragraph(NamedTuple):
    """Running text."""

    text: str
    tone: Tone = ""


class Listing(NamedTuple):
    """Separate points, each a line or two; `label` names one point in `plain`."""

    items: tuple[str, ...]
    label: str = ""


class Fields(NamedTuple):
    """Labels with values."""

    pairs: tuple[tuple[str, Cell], ...]


class Table(NamedTuple):
    """Rows of cells; the first column names the row where records replace the table."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


Block = Heading | Paragraph | Listing | Fields | Table


class Phrases(NamedTuple):
    """The few words renderers need themselves, in the report's language.

    `columns_left_out` takes `{names}`.
    """

    columns_left_out: str = "Columns omitted to fit the width: {names}."


def _nothing() -> tuple[()]:
    return ()


class Sheets(NamedTuple):
    """The sheets of countries, for formats that draw them; `words` gives their phrases.

    `make` takes whether the pages behind the first are wanted.
    """

    make: Callable[..., Sequence[Sheet]]
    words: Callable[..., str]
    full: bool = False


class Report(NamedTuple):
    """One result, in every shape a format may want; each is worked out only when it is drawn.

    `blocks` gives the page, `document` the JSON document; `header` and `rows` are the CSV table,
    `texts` naming the columns of it that hold text of files (spreadsheet formulas in these
    are quoted, numbers never are). `marker` is a hidden first line of Markdown, by which a comment
    is found again; `within` gives the page with at most so many rows a table, for what is too long.
    """

    title: str
    blocks: Callable[[], Iterable[Block]]
    document: Callable[[], Mapping[str, Any]]
    header: tuple[str, ...] = ()
    rows: Callable[[], Iterable[tuple[Plain, ...]]] = _nothing
    texts: frozenset[str] = frozenset()
    language: str = "en"
    phrases: Phrases = Phrases()
    sheets: Sheets | None = None
    marker: str = ""
    within: Callable[[int], Iterable[Block]] | None = None
