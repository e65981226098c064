"""Gates of CI: figures of a score document against `--fail-if` expressions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sahelrisk.model.dossier import Dossier
from sahelrisk.problems import UsageError
from sahelrisk.report.compare.gate_grammar import (
    ANY_INDICATOR,
    ANY_PILLAR,
    WORST_PILLAR,
    Gate,
    Names,
    parse_gate,
)

Node = Mapping[str, Any]


def gates_of(texts: Sequence[str], dossier: Dossier) -> tuple[Gate, ...]:
    """Parse expressions with the names of a dossier; raises UsageError."""
    framework = dossier.framework
    names = Names(
        pillars=[pillar.id for pillar in framework.pillars],
        indicators=[key for key in dossier.indicators if not key.startswith("context.")],
        bands=[band.name for band in framework.bands],
    )
    return tuple(parse_gate(text, names) for text in texts)


def crossings(
    document: Mapping[str, Any], gates: Sequence[Gate], bands: Sequence[str]
) -> list[str]:
    """Return a line for each gate that a country crosses, with its figure.

    Raises UsageError for gates whose figure is null, before any crossing is told.
    """
    crossed, missing = [], []
    for country in document["countries"]:
        name = f"{country['name']} ({country['iso3']})"
        for gate in gates:
            found = list(_figures(country, gate, bands))
            known = [(label, figure, shown) for label, figure, shown in found if figure is not None]
            if not known:
                missing.append(f"--fail-if '{gate.text}': {name} has no such figure{_why(gate)}")
            crossed += [
                f"gate crossed: {name}: {label} {shown} {gate.operator} {gate.shown}"
                for label, figure, shown in known
                if gate.crossed(figure)
            ]
    if missing:
        raise UsageError("\n".join(missing))
    return crossed


def _why(gate: Gate) -> str:
    """Say what would be needed for the figure."""
    return {
        "change": "; a change needs --baseline FILE that holds the country",
        "band": ": its evidence is insufficient for a band",
        "rank": ": only rated countries are ranked",
    }.get(gate.figure, "")


def _figures(
    country: Node, gate: Gate, bands: Sequence[str]
) -> Iterator[tuple[str, float | None, str]]:
    """Yield label, figure (None where it is null) and the figure as printed."""
    for label, node in _nodes(country, gate.whose):
        value = node.get(gate.figure)
        name = f"{label}.{gate.figure}" if label else gate.figure
        if gate.figure == "alerts":
            yield name, float(len(value or ())), str(len(value or ()))
        elif gate.figure == "band":
            yield name, None if value is None else float(bands.index(value)), str(value)
        elif gate.figure == "coverage":
            # What does not apply is not covered either; a gate on coverage never fails to answer.
            yield name, value or 0.0, f"{value or 0.0:.10g}"
        else:
            yield name, value, "" if value is None else f"{value:.10g}"


def _nodes(country: Node, whose: str) -> Iterator[tuple[str, Node]]:
    pillars: list[Node] = country["pillars"]
    if not whose:
        yield "", country
    for pillar in pillars:
        if whose in (ANY_PILLAR, pillar["id"]) or (
            whose == WORST_PILLAR and pillar["id"] == country["worst_pillar"]
        ):
            yield pillar["id"], pillar
        for indicator in pillar["indicators"]:
            if whose in (ANY_INDICATOR, indicator["id"]):
                yield indicator["id"], indicator
