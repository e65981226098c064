"""Flags of commands that write, one a key of the table they write, made from its schema.

The schema is made from the model and shipped; reading it costs a fraction of importing the model.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, make_dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sahelrisk.cli.completion import complete_indicator, one_of
from sahelrisk.cli.options import Desk
from sahelrisk.schemas import text_of

if TYPE_CHECKING:
    from sahelrisk.problems import UsageError

HOW = "How it is entered"
_WITHIN = {"source": "Source of the item", "fr": "The item in French"}
RENAMED = {"withdrawn": "withdraw"}
"""Flags that are not named after their key: they tell what to do."""
_DEFAULTS = {
    "recorded": "today",
    "analyst": "$SAHELRISK_ANALYST, the user's config.toml, git's user.name, the login name",
}
_METAVARS = {"number": "NUMBER", "integer": "DIGIT", "array": "LIST"}


def flag(name: str, text: str, *, panel: str, **more: Any) -> Any:
    """Return an option that is None, or off, where nobody gave it."""
    return typer.Option(name, help=text, rich_help_panel=panel, show_default=False, **more)


ANALYST = flag(
    "--analyst", f"Analyst's name. Default: {_DEFAULTS['analyst']}.", panel=HOW, metavar="NAME"
)


@dataclass(frozen=True, slots=True)
class Saving(Desk):
    """Whether anything is written."""

    dry_run: Annotated[bool, flag("--dry-run", "Show the effect without saving.", panel=HOW)] = (
        False
    )
    json: Annotated[bool, flag("--json", "The same as --format json.", panel=HOW)] = False


@dataclass(frozen=True, slots=True)
class Writing(Saving):
    """Also whether anybody is asked."""

    no_input: Annotated[bool, flag("--no-input", "Never ask; name what is missing.", panel=HOW)] = (
        False
    )


@cache
def _tables() -> dict[str, Any]:
    tables: dict[str, Any] = json.loads(text_of("evidence"))["$defs"]
    return tables


@dataclass(frozen=True, slots=True)
class Entry(Writing):
    """How an item is entered; its fields have a flag each besides."""

    edit: Annotated[
        bool | None, flag("--edit", "Fill in a commented template in $EDITOR.", panel=HOW)
    ] = None
    draft: Annotated[
        Path | None,
        flag(
            "--draft",
            "Continue a draft that was kept, in $EDITOR; its own fields count.",
            panel=HOW,
            metavar="FILE",
            exists=True,
            dir_okay=False,
        ),
    ] = None


def with_fields(base: type[Desk], table: str, *, but: Collection[str], panel: str) -> type[Desk]:
    """Return options with a flag for every key of a table, but for some, and those of `base`."""
    flags = [one for one in _flags(table, panel) if one[0] not in but]
    return make_dataclass(
        table,
        [(name, Annotated[kind, option], None) for name, kind, option in flags],
        bases=(base,),
        frozen=True,
        slots=True,
    )


def _flags(table: str, panel: str, prefix: str = "") -> Iterator[tuple[str, Any, Any]]:
    for key, said in _tables()[table]["properties"].items():
        within = _table_in(said)
        if within:
            yield from _flags(within, _WITHIN.get(key, key.capitalize()), f"{prefix}{key}_")
            continue
        name, text = prefix + key, said["description"]
        own = f"--{RENAMED.get(key, name).replace('_', '-')}"
        if said.get("type") == "boolean":
            taken_back = "" if "default" in said else f"/--no-{name.replace('_', '-')}"
            yield name, bool | None, flag(own + taken_back, text, panel=panel)
        else:
            default = said.get("default") or (None if prefix else _DEFAULTS.get(key))
            text = _listed(text, said) + (f" Default: {default}." if default else "")
            more = {"metavar": _metavar(key, said), "autocompletion": _completion(key, said)}
            yield name, str | None, flag(own, text, panel=panel, **more)


def _table_in(said: dict[str, Any]) -> str:
    """Return the name of the table that a key holds, alone or beside a short form; "" of others."""
    refs = (one["$ref"] for one in (said, *said.get("anyOf", ())) if "$ref" in one)
    return next(refs, "").rpartition("/")[2]


def _metavar(key: str, said: dict[str, Any]) -> str:
    if "enum" in said:
        return "LETTER" if len(max(said["enum"], key=len)) == 1 else key.upper()
    if "anyOf" in said:
        return "LEVEL|LOW-HIGH"
    dated = said.get("format") == "date" or r"\d{4}" in said.get("pattern", "")
    return "DATE" if dated else _METAVARS.get(said["type"], "TEXT")


def _listed(text: str, said: dict[str, Any]) -> str:
    """Name the choices, but for letters, which the description explains."""
    words = [one for one in said.get("enum", ()) if len(one) > 1]
    return f"{text.rstrip('.')}: {', '.join(words)}." if words else text


def _completion(key: str, said: dict[str, Any]) -> Callable[..., list[str]] | None:
    if key == "indicator":
        return complete_indicator
    digits = range(said["minimum"], said["maximum"] + 1) if said.get("type") == "integer" else ()
    names = said.get("enum") or tuple(map(str, digits))
    return one_of(*names) if names else None


def given_by(options: Desk, kind: str) -> dict[str, Any]:
    """Return what flags say by column of a kind of record, as the model takes it.

    Raises UsageError that names every value its column cannot hold.
    """
    found, faults = read_flags(options, kind)
    if faults:
        raise all_of(faults)
    return found


def read_flags(options: Desk, kind: str) -> tuple[dict[str, Any], dict[str, UsageError]]:
    """Return what flags say by column, and what is wrong with the others; choices in any case."""
    from sahelrisk.model.columns import COLUMNS
    from sahelrisk.problems import UsageError
    from sahelrisk.reading.tables.cells import CellError
    from sahelrisk.tasks.typed import value_typed

    found: dict[str, Any] = {}
    faults: dict[str, UsageError] = {}
    for column in COLUMNS[kind]:
        raw = getattr(options, column.name, None)
        if raw is None:
            continue
        try:
            found[column.name] = value_typed(column, raw)
        except CellError as error:
            faults[column.name] = UsageError("flag_value", wanted=error.wanted, value=repr(raw))
    return found, faults


def all_of(faults: Mapping[str, UsageError], *others: UsageError) -> UsageError:
    """Return one error of all that is wrong with flags, a line each in the order of the columns."""
    from sahelrisk.model.columns import ALL
    from sahelrisk.problems import UsageError

    order = {column.name: at for at, column in enumerate(ALL)}
    told = [
        UsageError("flag_fault", name=written(key), text=faults[key])
        for key in sorted(faults, key=lambda key: order.get(key, 0))
    ]
    lines = (*told, *others)
    return lines[0] if len(lines) == 1 else UsageError("flag_faults", faults=lines)


def written(column: str) -> str:
    """Return a column's flag."""
    return f"--{RENAMED.get(column, column).replace('_', '-')}"
