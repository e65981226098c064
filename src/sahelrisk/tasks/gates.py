"""Gates of CI: figures of a score document against `--fail-if` expressions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sahelrisk.model.documents.score_document import (
    CountryScore,
    IndicatorScore,
    PillarScore,
    ScoreDocument,
)
from sahelrisk.model.dossier import Dossier
from sahelrisk.problems import Phrase, UsageError
from sahelrisk.scoring.estimate import Estimate, probability_at_or_above
from sahelrisk.tasks.gate_grammar import (
    ANY_INDICATOR,
    ANY_PILLAR,
    STATUSES,
    WORST_PILLAR,
    Gate,
    Names,
    parse_gate,
)

CROSSED = 3
Node = CountryScore | PillarScore | IndicatorScore
ALWAYS = ("coverage", "status", "alerts")
"""The figures that nodes with insufficient evidence have too."""
LEAST_DIGITS, MOST_DIGITS = 3, 10


class Answers(NamedTuple):
    """What gates say of a document: a line for each crossing, one for each missing figure."""

    crossed: tuple[Phrase, ...]
    missing: tuple[Phrase, ...]

    def code(self, missing: str) -> int:
        """Return the exit code; `missing` is "skip" or "fail", and a crossing is the gravest.

        Raises UsageError for a figure that does not exist where it is not passed over.
        """
        if self.crossed:
            return CROSSED
        if self.missing and missing == "fail":
            raise UsageError("lines", lines=self.missing)
        return 0


def gates_of(texts: Sequence[str], dossier: Dossier) -> tuple[Gate, ...]:
    """Parse expressions with the names of a dossier; raises UsageError."""
    framework = dossier.framework
    names = Names(
        pillars=[pillar.id for pillar in framework.pillars],
        indicators=[key for key in dossier.indicators if not key.startswith("context.")],
        bands=[band.name for band in framework.bands],
    )
    return tuple(parse_gate(text, names) for text in texts)


def asked(document: ScoreDocument, gates: Sequence[Gate], dossier: Dossier) -> Answers:
    """Return every crossing with its figure, and every gate that a country has no figure for."""
    scales = _scales(dossier)
    bands = [band.name for band in dossier.framework.bands]
    crossed: list[Phrase] = []
    missing: list[Phrase] = []
    for country in document.countries:
        name = f"{country.name} ({country.iso3})"
        for gate in gates:
            found = list(_figures(country, gate, bands, scales))
            known = [(label, figure, shown) for label, figure, shown in found if figure is not None]
            if not known:
                missing.append(Phrase(_missing(gate, country), gate=gate.text, name=name))
            key = "gate_crossed_changed" if gate.figure == "changed" else "gate_crossed"
            crossed += [
                Phrase(
                    key,
                    name=name,
                    label=label,
                    figure=shown,
                    operator=gate.operator,
                    limit=gate.shown,
                )
                for label, figure, shown in known
                if gate.crossed(figure)
            ]
    return Answers(tuple(crossed), tuple(missing))


def _scales(dossier: Dossier) -> Mapping[str, tuple[float, float]]:
    """Return the scale of every node, the country's under ""; indicators have 0 to 100."""
    framework = dossier.framework
    return {"": framework.scale} | {pillar.id: pillar.scale for pillar in framework.pillars}


def _missing(gate: Gate, country: CountryScore) -> str:
    """Return the phrase that says what would be needed for the figure."""
    if gate.figure == "coverage" or country.status == "not-applicable":
        return "gate_missing_applies"
    if gate.figure in ("change", "changed"):
        return "gate_missing_change"
    return f"gate_missing_{gate.figure if gate.figure in ('rank', 'base_rate') else 'evidence'}"


def _figures(
    country: CountryScore,
    gate: Gate,
    bands: Sequence[str],
    scales: Mapping[str, tuple[float, float]],
) -> Iterator[tuple[str, float | None, str]]:
    """Yield label, figure (None where it does not exist) and the figure as printed."""
    for label, scale, node in _nodes(country, gate.whose, scales):
        name = f"{label}.{gate.figure}" if label else gate.figure
        nothing = node.status in ("insufficient", "not-applicable")
        if nothing and gate.figure not in ALWAYS:
            yield name, None, ""
        elif gate.inner is not None:
            whose = f"{label} " if label and gate.inner.figure == "score" else ""
            said = f"{whose or gate.inner.figure + ' '}{gate.inner.operator} {gate.inner.shown}"
            chance = _chance(node, gate.inner, bands, scale)
            yield f"P({said})", chance, as_shown(chance, gate)
        elif gate.figure == "band":
            known = node.band is not None
            yield name, float(bands.index(node.band)) if known else None, str(node.band)
        elif gate.figure == "status":
            known = node.status in STATUSES
            yield name, float(STATUSES.index(node.status)) if known else None, node.status
        else:
            value = _figure(node, gate.figure)
            yield name, value, as_shown(value, gate)


def as_shown(figure: float | None, gate: Gate) -> str:
    """Return a figure rounded like a page's, with the digits that show on which side it lies."""
    if figure is None:
        return ""
    for digits in range(LEAST_DIGITS, MOST_DIGITS):
        text = f"{figure:.{digits}g}"
        if abs(float(text) - figure) < 1 and gate.crossed(float(text)) is gate.crossed(figure):
            return text
    return f"{figure:.{MOST_DIGITS}g}"


def _figure(node: Node, figure: str) -> float | None:
    """Return a figure of a node, which is called as its attribute is."""
    if figure == "alerts" and isinstance(node, CountryScore):
        return float(len(node.alerts))
    if figure == "changed":
        return None if node.has_changed is None else float(node.has_changed)
    if figure == "interval.low":
        return node.interval.low
    if figure == "interval.high":
        return node.interval.high
    value: float | None = getattr(node, figure)
    return value


def _chance(
    node: Node, inner: Gate, bands: Sequence[str], scale: tuple[float, float]
) -> float | None:
    """Return the probability that a node's score, or its band, is what is asked."""
    if node.score is None or node.standard_error is None:
        return None
    if inner.figure == "band":
        masses = {one.name: one.probability for one in node.bands}
        return sum(
            masses.get(name, 0.0) for place, name in enumerate(bands) if inner.crossed(float(place))
        )
    low, high = scale
    size = (high - low) / 100.0
    placed = Estimate((node.score - low) / size, node.standard_error / abs(size), 0.0, 1.0)
    edge = (inner.value - low) / size
    beyond = probability_at_or_above(placed, edge)
    if placed.standard_error == 0.0:  # no distribution: it holds or it does not
        return float(inner.crossed(node.score))
    rising = inner.operator in (">", ">=")
    return beyond if rising is (size > 0) else 1.0 - beyond


def _nodes(
    country: CountryScore, whose: str, scales: Mapping[str, tuple[float, float]]
) -> Iterator[tuple[str, tuple[float, float], Node]]:
    if not whose:
        yield "", scales[""], country
    for pillar in country.pillars:
        if whose in (ANY_PILLAR, pillar.id) or (
            whose == WORST_PILLAR and pillar.id == country.worst_pillar
        ):
            yield pillar.id, scales.get(pillar.id, (0.0, 100.0)), pillar
        for indicator in pillar.indicators:
            if whose in (ANY_INDICATOR, indicator.id):
                yield indicator.id, (0.0, 100.0), indicator
