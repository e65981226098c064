"""The view that every format draws: words and numbers are settled, only the drawing is left."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from sahelrisk.report.sheet_view import Moment, Sheet

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

    `text` says the same in words, for formats that draw no bars. `base` is the base rate, a tick;
    a `thin` bar is broken: less of it is evidence than is provisional.
    """

    score: float
    low: float
    high: float
    text: str
    tone: Tone = ""
    floor: float = 0.0
    ceiling: float = 100.0
    base: float | None = None
    thin: bool = False


class Fill(NamedTuple):
    """A figure on the colour of its band, whose name is `band`; a `thin` one is hardly evidence.

    Without a tone it has no ground: there is no score, and `band` may say why.
    """

    text: str
    tone: Tone = ""
    band: str = ""
    thin: bool = False


class Short(NamedTuple):
    """A text with a shorter form for where room is scarce: `Mali` and `MLI`."""

    text: str
    short: str


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


Cell = str | Span | Bar | Nested | Fill | Short


class Column(NamedTuple):
    """A column of a table. `drop` says which columns go first where the width is short.

    The highest `drop` goes first; a column of 0 never goes. A `number` column is right-aligned,
    a `whole` one (ids, places in files) is never broken. `short` is a head for narrow pages.
    A `below` one is not left out where it goes: its cell stands under its row.
    """

    title: str
    drop: int = 0
    number: bool = False
    whole: bool = False
    short: str = ""
    below: bool = False


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


class Heat(NamedTuple):
    """A heat map: a row a name, a fill a part, and what stands before and after the parts.

    A part is a title with a short one and is always shown. `rows` have a cell for each column of
    `before`, of `parts` and of `after`. The first column names the row. Where room is short,
    columns and short forms give way by `drop`, the highest first.
    """

    before: tuple[Column, ...]
    parts: tuple[tuple[str, str], ...]
    after: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""

    def without(self, drops: Collection[int]) -> Heat:
        """Return the heat map without the columns that give way at some places of the order."""
        columns = (*self.before, *(None for _ in self.parts), *self.after)
        kept = [at for at, one in enumerate(columns) if one is None or one.drop not in drops]
        return self._replace(
            before=tuple(one for one in self.before if one.drop not in drops),
            after=tuple(one for one in self.after if one.drop not in drops),
            rows=tuple(tuple(row[at] for at in kept) for row in self.rows),
        )

    def table(self) -> Table:
        """Return the same as a table, for formats that draw no heat map."""
        parts = (Column(title, number=True) for title, _ in self.parts)
        return Table((*self.before, *parts, *self.after), self.rows, self.note)


class Branch(NamedTuple):
    """A node of a tree: a figure, a title, what is said of it, and what is below it."""

    title: str
    figure: str = ""
    tone: Tone = ""
    lines: tuple[Cell, ...] = ()
    below: tuple[Branch, ...] = ()


class Tree(NamedTuple):
    """Nodes below nodes, each with a figure that is the sum of those below it."""

    branches: tuple[Branch, ...]


class Event(NamedTuple):
    """Something that happened at a place 0–1 on the time axis; `label` says what."""

    at: float
    date: str
    label: str
    recent: bool = False


class Chart(NamedTuple):
    """A score over time with its range, its base rate and what happened.

    `bands` are name, lower end, upper end; `lines` say the same as labelled rows of blocks, for
    formats that draw no lines; `ticks` label the time axis.
    """

    title: str
    summary: str
    moments: tuple[Moment, ...]
    ticks: tuple[tuple[float, str], ...]
    bands: tuple[tuple[str, float, float], ...]
    events: tuple[Event, ...] = ()
    lines: tuple[tuple[str, str], ...] = ()


Block = Heading | Paragraph | Listing | Fields | Table | Heat | Tree | Chart


class Phrases(NamedTuple):
    """The few words renderers need themselves, in the report's language.

    `columns_left_out` takes `{names}`; `colon` stands between a label and its text.
    """

    columns_left_out: str = "Columns omitted to fit the width: {names}."
    colon: str = ": "


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
