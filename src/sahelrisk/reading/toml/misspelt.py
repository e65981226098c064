"""Which key a misspelt one was meant to be: one slip of the pen is one problem."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, get_args

from sahelrisk.reading.toml.positions import Keys

if TYPE_CHECKING:
    from sahelrisk.model.base import Model


def meant(unknown: Iterable[Keys], data: object, model: type[Model]) -> dict[Keys, Keys]:
    """Return for each unknown key, by its path, the path of the key that was meant.

    That is the nearest key that its table may hold and does not; or the same key of the table
    around it, for below a `[sub.table]` header TOML has no way back. A key that is near to none
    is not in the answer.
    """
    found: dict[Keys, Keys] = {}
    for path in unknown:
        *above, key = path
        table = table_at(data, above)
        free = [name for name in known_keys(model, above) if name not in table]
        taken = {to[-1] for to in found.values() if to[:-1] == tuple(above)}
        near = nearest_key(str(key), [name for name in free if name not in taken])
        if near:
            found[path] = (*above, near)
        elif len(above) > 1 and key in _missing_around(data, above, model):
            found[path] = (*above[:-1], key)
    return found


def _missing_around(data: object, above: list[str | int], model: type[Model]) -> set[str]:
    """Return the keys that the table around a table may hold and does not."""
    around = above[:-1]
    return set(known_keys(model, around)).difference(table_at(data, around))


def table_at(data: Any, keys: Iterable[str | int]) -> dict[str, Any]:  # noqa: ANN401
    """Return the table at some keys of parsed TOML; an empty one where there is none."""
    for key in keys:
        try:
            data = data[key]
        except (KeyError, IndexError, TypeError):
            return {}
    return data if isinstance(data, dict) else {}


def nearest_key(name: str, names: list[str]) -> str:
    """Return the key that a name was perhaps meant to be, or nothing."""
    return next(iter(get_close_matches(name[:100], names, 1)), "")


def known_keys(model: type[Model], keys: Iterable[str | int]) -> list[str]:
    """Return the keys that the table at `keys` of a model may hold."""
    here: Any = model
    for key in keys:
        if isinstance(key, int):
            continue
        fields = {field.alias or name: field for name, field in here.model_fields.items()}
        here = _table_of(fields[key].annotation) if key in fields else None
        if here is None:
            return []
    return [field.alias or name for name, field in here.model_fields.items()]


def _table_of(annotation: Any) -> Any:  # noqa: ANN401
    if isinstance(annotation, type) and hasattr(annotation, "model_fields"):
        return annotation
    found = (_table_of(part) for part in get_args(annotation))
    return next((one for one in found if one is not None), None)
