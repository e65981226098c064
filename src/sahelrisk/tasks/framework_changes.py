"""What differs between two frameworks: settings, and indicators that came, went, were renamed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sahelrisk.model.dossier import Dossier

RENAMED, ADDED, REMOVED, SET = "renamed", "added", "removed", "set"
_NAMED_BY = ("id", "name", "level", "value")


class FrameworkChange(NamedTuple):
    """One setting: where it stands, and what it was and is; None of what was or is not there."""

    kind: str
    name: str
    before: str | None
    after: str | None


def framework_changes(before: Dossier, after: Dossier) -> tuple[FrameworkChange, ...]:
    """Return what differs, the framework first, then indicators by id, then statements."""
    return (
        *_differences("framework", _table(before.framework), _table(after.framework)),
        *_indicators(before, after),
        *_profile(before, after),
        *_not_applicable(before, after),
    )


def _table(model: Any) -> Any:  # noqa: ANN401  whatever a model holds
    return model.model_dump(mode="json", by_alias=True)


def _profile(before: Dossier, after: Dossier) -> Iterator[FrameworkChange]:
    was, now = before.file.profile, after.file.profile
    if was != now:
        yield FrameworkChange(SET, "dossier.profile", was, now)


def _indicators(before: Dossier, after: Dossier) -> Iterator[FrameworkChange]:
    names = {
        old: key
        for key, file in after.indicators.items()
        for old in file.formerly
        if old in before.indicators and key not in before.indicators
    }
    renamed = {new: old for old, new in names.items()}
    for key in sorted(before.indicators.keys() - after.indicators.keys() - names.keys()):
        yield FrameworkChange(REMOVED, key, key, None)
    for key, file in after.indicators.items():
        old = renamed.get(key, key)
        if old != key:
            yield FrameworkChange(RENAMED, key, old, key)
        if old not in before.indicators:
            yield FrameworkChange(ADDED, key, None, key)
            continue
        was, now = _table(before.indicators[old]), _table(file)
        was["formerly"] = now.get("formerly")
        yield from _differences(key, was, now)


def _not_applicable(before: Dossier, after: Dossier) -> Iterator[FrameworkChange]:
    was, now = ({_said(one) for one in end.not_applicable} for end in (before, after))
    for name, text in sorted(now - was):
        yield FrameworkChange(ADDED, name, None, text)
    for name, text in sorted(was - now):
        yield FrameworkChange(REMOVED, name, text, None)


def _said(one: Any) -> tuple[str, str]:  # noqa: ANN401  a statement of either end
    name = f"not-applicable {', '.join(one.countries)} {one.indicator}"
    return name, "withdrawn" if one.withdrawn else (one.reason or "yes")


def _differences(name: str, before: Any, after: Any) -> Iterator[FrameworkChange]:  # noqa: ANN401
    if before == after:
        return
    one, other = _by_key(before), _by_key(after)
    if one is None or other is None:
        yield FrameworkChange(SET, name, _text(before), _text(after))
        return
    for key in [*one, *(key for key in other if key not in one)]:
        yield from _differences(f"{name}.{key}", one.get(key), other.get(key))


def _by_key(value: Any) -> Mapping[str, Any] | None:  # noqa: ANN401
    """Return a table, or a list of tables by what names them; None of anything else."""
    if isinstance(value, dict):
        return value
    if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
        key = next((key for key in _NAMED_BY if all(key in one for one in value)), None)
        if key:
            return {str(one[key]): one for one in value}
    return None


def _text(value: Any) -> str | None:  # noqa: ANN401
    if value is None:
        return None
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, list):
        return ", ".join(str(_text(one)) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {_text(one)}" for key, one in value.items() if one is not None)
    return str(value)
