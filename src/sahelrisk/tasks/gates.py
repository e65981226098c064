"""Gates of CI: figures of a score document against `--fail-if` expressions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sahelrisk.model.documents.score_document import (
    CountryScore,
    IndicatorScore,
    PillarScore,
    ScoreDocument,
)
from sahelrisk.model.dossier import Dossier
from sahelrisk.problems import UsageError
from sahelrisk.tasks.gate_grammar import (
    ANY_INDICATOR,
    ANY_PILLAR,
    WORST_PILLAR,
    Gate,
    Names,
    parse_gate,
)

CROSSED = 3
Node = CountryScore | PillarScore | IndicatorScore


def gates_of(texts: Sequence[str], dossier: Dossier) -> tuple[Gate, ...]:
    """Parse expressions with the names of a dossier; raises UsageError."""
    framework = dossier.framework
    names = Names(
        pillars=[pillar.id for pillar in framework.pillars],
        indicators=[key for key in dossier.indicators if not key.startswith("context.")],
        bands=[band.name for band in framework.bands],
    )
    return tuple(parse_gate(text, names) for text in texts)


class Answers(NamedTuple):
    """A line for each gate that a country crosses, and for each whose figure does not exist."""

    crossed: tuple[str, ...]
    missing: tuple[str, ...]

    def code(self, missing: str) -> int:
        """Return the exit code; `missing` is "skip" or "fail", and a crossing is the gravest.

        Raises UsageError for a figure that does not exist where it is not passed over.
        """
        if self.crossed:
            return CROSSED
        if self.missing and missing == "fail":
            raise UsageError("\n".join(self.missing))
        return 0


def asked(document: ScoreDocument, gates: Sequence[Gate], bands: Sequence[str]) -> Answers:
    """Ask every gate of every country."""
    crossed, missing = [], []
    for country in document.countries:
        name = f"{country.name} ({country.iso3})"
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
    return Answers(tuple(crossed), tuple(missing))


def _why(gate: Gate) -> str:
    """Say what would be needed for the figure."""
    return {
        "change": "; a change needs --baseline FILE that holds the country",
        "band": ": its evidence is insufficient for a band",
        "rank": ": only rated countries are ranked",
    }.get(gate.figure, "")


def _figures(
    country: CountryScore, gate: Gate, bands: Sequence[str]
) -> Iterator[tuple[str, float | None, str]]:
    """Yield label, figure (None where it is null) and the figure as printed."""
    for label, node in _nodes(country, gate.whose):
        name = f"{label}.{gate.figure}" if label else gate.figure
        if gate.figure == "band":
            known = node.band is not None
            yield name, float(bands.index(node.band)) if known else None, str(node.band)
        else:
            value = _figure(node, gate.figure)
            yield name, value, "" if value is None else f"{value:.10g}"


def _figure(node: Node, figure: str) -> float | None:
    """Return a figure of a node, which is called as its attribute is."""
    if figure == "coverage":
        return node.coverage or 0.0  # what does not apply is not covered either
    if figure == "alerts" and isinstance(node, CountryScore):
        return float(len(node.alerts))
    value: float | None = getattr(node, figure)
    return value


def _nodes(country: CountryScore, whose: str) -> Iterator[tuple[str, Node]]:
    if not whose:
        yield "", country
    for pillar in country.pillars:
        if whose in (ANY_PILLAR, pillar.id) or (
            whose == WORST_PILLAR and pillar.id == country.worst_pillar
        ):
            yield pillar.id, pillar
        for indicator in pillar.indicators:
            if whose in (ANY_INDICATOR, indicator.id):
                yield indicator.id, indicator
