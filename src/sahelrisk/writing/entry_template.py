"""The commented template that `add --edit` opens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sahelrisk.model.dossier import Dossier
from sahelrisk.model.indicator import IndicatorFile
from sahelrisk.writing.toml_text import written

_LINES = (
    ("observed", '"2026-02-02"', 'when it was true: 2026-02-02, or "2026-02", "2026"'),
    ("recorded", "", "when it was written down"),
    ("statement", '""', "the fact, in a sentence"),
    ("kind", '"observation"', "observation | assessment | official-statement | nil-return"),
    ("nature", '"event"', "event, or condition: holds until ended"),
    ("reliability", '""', "of the source: A reliable … E unreliable, F cannot be judged"),
    ("credibility", "0", "of the information: 1 confirmed … 5 improbable, 6 cannot be judged"),
    ("origin", '""', "the underlying report or event, the same for all who repeat it"),
    ("analyst", '""', ""),
    ("tlp", '"AMBER"', "CLEAR | GREEN | AMBER | AMBER+STRICT | RED; without it the dossier's"),
    ("turning_point", "true", "retires what was observed earlier"),
    ("notes", '""', "for colleagues; no report shows them"),
)
_WANTED = frozenset({"indicator", "observed", "level", "statement", "reliability", "credibility"})


def template(codes: Sequence[str], given: Mapping[str, Any], dossier: Dossier) -> str:
    """Return the template: given values filled in, needed ones empty, the rest commented out."""
    lines = [
        "# Fill in, save and close. What is needed and left empty is pointed out.",
        "# Lines that begin with # are not saved.",
        "",
        "[[evidence]]",
        'id = "new"  # a name of its own is drawn when it is saved',
        "countries = [" + ", ".join(f'"{code}"' for code in codes) + "]",
    ]
    lines += _indicator(given, dossier)
    for key, empty, meaning in _LINES:
        lines.append(_line(key, given, empty, meaning))
    return "\n".join([*lines, *_source(given.get("source", {}))]) + "\n"


def _line(key: str, given: Mapping[str, Any], empty: str, meaning: str) -> str:
    mark = "" if key in given or key in _WANTED else "# "
    value = written(given[key]) if key in given else empty
    return f"{mark}{key} = {value}" + (f"  # {meaning}" if meaning else "")


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
    return "level = nan  # the rung the item supports; or value, of a measured indicator"


def _source(given: Mapping[str, Any]) -> list[str]:
    meanings = {
        "title": "what was read",
        "publisher": "who published it",
        "published": "",
        "url": "",
    }
    lines = ["", "[evidence.source]"]
    for key, meaning in meanings.items():
        lines.append(_line(key, given, "2026-02-02" if key == "published" else '""', meaning))
    return lines
