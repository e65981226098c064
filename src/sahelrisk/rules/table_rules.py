"""Rules of published tables, found by the reader of series."""

from __future__ import annotations

from functools import partial

from sahelrisk.rules.registry import ERROR, NOTE, WARNING, declare_in

declare = partial(declare_in, __name__)

declare(
    "empty-series",
    WARNING,
    what="The table of a series, or a filter or key of it, gives no item.",
    why="The values would be missing without notice; a filter with a slip looks like no data.",
    example='where = { year = "2022" }             # and the column holds "2022 [YR2022]"',
    mend="Write the text that the column holds; the hint shows some of it.",
)
declare(
    "repeated-row",
    ERROR,
    what="Rows of a series share country and date.",
    why="A series has one value a country and date; which of several counts is not known.",
    example="iso3,event_date,fatalities\nMLI,2026-02-03,2\nMLI,2026-02-03,0",
    mend="Add the rows up, choose some with `where`, or import single events with a map.",
)
declare(
    "passed-over-row",
    NOTE,
    what='Rows of no known country are passed over, as others = "skip" asks.',
    why="A misspelt country would be missing without notice. Known groups of countries are not "
    "named.",
    example="Malli,2022,1500",
    mend="Correct the name if a country was meant.",
)
declare(
    "two-letter-code",
    NOTE,
    what="A column of countries holds codes of two letters, which are read as ISO 3166.",
    why="FIPS 10-4 codes look the same: its NG is Niger, and Nigeria by ISO. GDELT uses them.",
    example="NG,2022,1500",
    mend="Make sure that the publisher uses ISO codes, or use a column of names or alpha-3 codes.",
)
