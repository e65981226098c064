"""The commented template that `add --edit` opens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sahelrisk.model.base import Model, table_in
from sahelrisk.model.columns import Content, choices_of, content_of
from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence_item import Evidence
from sahelrisk.model.indicator import IndicatorFile
from sahelrisk.writing.toml_text import written

_EMPTY = {
    "text": '""',
    "number": "0.0",
    "digit": "0",
    "period": '"2026-02-02"',
    "day": "2026-02-02",
    "yes": "true",
}
_ABOVE = frozenset({"id", "countries", "indicator", "level", "value"})
"""What the head of the template says."""


def template(codes: Sequence[str], given: Mapping[str, Any], dossier: Dossier) -> str:
    """Return the template: given values filled in, needed ones empty, the rest commented out."""
    lines = [
        "# Fill in, save and close. Fields that are required and left empty are pointed out.",
        "# Lines that begin with # are not saved.",
        "",
        "[[evidence]]",
        'id = "new"  # replaced by a generated id when it is saved',
        "countries = [" + ", ".join(f'"{code}"' for code in codes) + "]",
        *_indicator(given, dossier),
        *_fields(Evidence, given, "evidence"),
    ]
    return "\n".join(lines) + "\n"


def _fields(model: type[Model], given: Mapping[str, Any], header: str) -> Iterator[str]:
    """Yield a line a field; tables within a model come after its own fields, as TOML asks."""
    tables = []
    for key, field in model.model_fields.items():
        name = field.alias or key
        table = table_in(field.annotation)
        if table is not None:
            tables.append((name, table))
        elif name not in _ABOVE:
            mark = "" if name in given or field.is_required() else "# "
            default = None if field.is_required() else field.get_default() or None
            value = given.get(name, default)
            needed = field.is_required() and value is None
            shown = (
                _shown(content_of(field.annotation), needed=needed)
                if value is None
                else written(value)
            )
            choices = " | ".join(choices_of(field))
            meaning = f"{field.description} {choices}".strip()
            yield f"{mark}{name} = {shown}  # {meaning}"
    for name, table in tables:
        inner = given.get(name, {})
        yield ""
        yield f"{'' if inner or name == 'source' else '# '}[{header}.{name}]"
        yield from _fields(table, inner, f"{header}.{name}")


def _shown(content: Content, *, needed: bool) -> str:
    """Return what stands for a value; a needed date is empty, for an example would be saved."""
    return (
        '""  # 2026-02-02, "2026-02" or "2026".'
        if needed and content == "period"
        else _EMPTY[content]
    )


def _indicator(given: Mapping[str, Any], dossier: Dossier) -> list[str]:
    key = given.get("indicator")
    if key is None:
        names = [f"#   {name}" for name in dossier.indicators if not name.startswith("context.")]
        return ["# indicator: one of", *names, 'indicator = ""', _level(given, None)]
    file = dossier.indicators[key]
    ladder = [f"#   {rung.level:g}  {_one_line(rung.text or '')}" for rung in file.levels or ()]
    question = [f"# {_one_line(file.question)}"] if file.question else []
    return [f"indicator = {written(key)}", *question, *ladder, _level(given, file)]


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _level(given: Mapping[str, Any], file: IndicatorFile | None) -> str:
    for key in ("level", "value"):
        if key in given:
            return f"{key} = {written(given[key])}"
    if file is not None and file.levels is None and file.measure is not None:
        return f"value = nan  # in {_one_line(file.measure.unit)}"
    return "level = nan  # or a range [2, 4]; or value, of a measured indicator"
