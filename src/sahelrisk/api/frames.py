"""Tables as data frames: typed columns; the library is imported when a frame is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from sahelrisk.report.blocks import Plain

Kind = Literal["date", "float", "int", "bool", "text"]

_NAMES: Mapping[Kind, str] = MappingProxyType(
    {
        "date": "as_of from on recorded to",
        "float": "age_factor base_rate base_weight change contribution country_contribution "
        "coverage effective_weight evidence_only high level_high level_low low matters_points "
        "on_indicator origin_factor points publisher_factor quality rating score stable "
        "standard_error value weight",
        "int": "age_days alerts amendments column credibility line origins publishers rank "
        "rank_high rank_low withheld",
        "bool": "distinguishable_from_next due has_changed",
    }
)
KINDS: Mapping[str, Kind] = MappingProxyType(
    {name: kind for kind, names in _NAMES.items() for name in names.split()}
)
"""What the columns hold; those that are not named hold text."""
_PANDAS: Mapping[Kind, str] = MappingProxyType(
    {
        "date": "datetime64[s]",
        "float": "float64",
        "int": "Int64",
        "bool": "boolean",
        "text": "string",
    }
)
_READ: Mapping[Kind, Callable[[Any], object]] = MappingProxyType(
    {"date": date.fromisoformat, "float": float, "int": int, "bool": bool, "text": str}
)


class Frame(NamedTuple):
    """Names of columns, rows, and kinds of columns that differ from what their name holds."""

    header: tuple[str, ...]
    rows: Iterable[tuple[Plain, ...]]
    kinds: Mapping[str, Kind] = MappingProxyType({})

    def kind(self, name: str) -> Kind:
        """Return what a column holds; PILLAR.score as `score` does."""
        own = KINDS.get(name.rpartition(".")[2], "text")
        return self.kinds.get(name, own)

    def columns(self) -> dict[str, list[Any]]:
        """Return the values of each column as what it holds, None where there is none."""
        rows = list(self.rows)
        return {
            name: [_read(row[at], self.kind(name)) for row in rows]
            for at, name in enumerate(self.header)
        }


def _read(value: Plain, kind: Kind) -> object:
    return None if value is None else _READ[kind](value)


def to_pandas(frame: Frame) -> pd.DataFrame:
    """Return a frame of pandas: datetime64[s], float64, Int64, boolean and string columns."""
    import pandas as pd  # noqa: PLC0415  only who asks for it needs it

    return pd.DataFrame(
        {
            name: pd.Series(values, dtype=_PANDAS[frame.kind(name)])
            for name, values in frame.columns().items()
        }
    )


def to_polars(frame: Frame) -> pl.DataFrame:
    """Return a frame of polars: Date, Float64, Int64, Boolean and String columns."""
    import polars as pl  # noqa: PLC0415

    types: Mapping[Kind, type[pl.DataType]] = {
        "date": pl.Date,
        "float": pl.Float64,
        "int": pl.Int64,
        "bool": pl.Boolean,
        "text": pl.String,
    }
    return pl.DataFrame(
        [
            pl.Series(name, values, dtype=types[frame.kind(name)])
            for name, values in frame.columns().items()
        ]
    )
