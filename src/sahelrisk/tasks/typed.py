"""What somebody typed in a flag or a form, as the model takes it; where its faults stand."""

from __future__ import annotations

from typing import Any

from sahelrisk.model.columns import Column
from sahelrisk.reading.tables.cells import value_of


def value_typed(column: Column, raw: str | bool) -> Any:  # noqa: ANN401, FBT001  a switch is typed too
    """Return what was typed for a column; choices are taken in any case.

    Raises CellError for what the column cannot hold.
    """
    read = isinstance(raw, bool) or column.content == "text"
    value = raw if read else value_of(column.content, raw, "rfc4180")
    same = [one for one in column.choices if one.casefold() == str(value).casefold()]
    return same[0] if same and column.content == "text" else value


def column_at(text: str, line: int) -> str:
    """Return the column whose value stands on a line of a new file, "" of a header."""
    lines = text.splitlines()[:line]
    if not lines or " = " not in lines[-1]:
        return ""
    header = next((one for one in reversed(lines) if one.startswith("[")), "")
    table, key = header.strip("[]").partition(".")[2], lines[-1].partition(" = ")[0]
    return f"{table}_{key}" if table else key
