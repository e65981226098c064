"""Put countries side by side, rank them, and ask gates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import NamedTuple

from sahelrisk.analysis.rank_agreement import Against, against
from sahelrisk.model.documents.compare_document import AgainstIndex, Apart, CompareDocument, Pair
from sahelrisk.model.documents.parts import Run, exact, rounded
from sahelrisk.model.documents.score_document import CountryScore
from sahelrisk.model.dossier import Dossier, marked_alike
from sahelrisk.problems import UsageError
from sahelrisk.reading.yardstick import read_yardstick
from sahelrisk.scoring.base_rate import BaseRates
from sahelrisk.scoring.basis import support_of
from sahelrisk.scoring.estimate import SCORED, Estimate, figures, outcome_status
from sahelrisk.scoring.rank import Order, order
from sahelrisk.scoring.results import Assessment, CountryResult, IndicatorResult, NodeResult
from sahelrisk.tasks.direction import Signs, directions, no_signs, signs_of
from sahelrisk.tasks.gate_grammar import Gate
from sahelrisk.tasks.gates import gates_of
from sahelrisk.tasks.opening import (
    Request,
    assessed,
    ceiled,
    codes_of,
    node_of,
    open_unceiled,
)
from sahelrisk.tasks.score_building import score_document
from sahelrisk.tasks.since_baseline import (
    Since,
    baseline_used,
    changed,
    committed,
    earlier_of,
    since,
)
from sahelrisk.tasks.voice import Texts


class Whom(NamedTuple):
    """Who is compared: names and @groups, `everyone` with evidence or the `world` with base rates.

    Exactly one of the three.
    """

    names: Sequence[str] = ()
    everyone: bool = False
    world: bool = False

    def check(self) -> None:
        """Raise UsageError unless countries are asked for in exactly one way."""
        ways = sum((bool(self.names), self.everyone, self.world))
        if ways != 1:
            raise UsageError("compare_whom_one" if ways else "compare_whom_none")


class Row(NamedTuple):
    """A country of a comparison: the node it is compared by, and its standing."""

    country: CountryResult
    node: NodeResult | IndicatorResult
    estimate: Estimate | None
    status: str


class Comparison(NamedTuple):
    """Countries side by side; `by` is the pillar or indicator they are ranked by, "" for all.

    `signs` returns what the last 12 months changed, by country; `named` tells that all countries
    were asked for by name.
    """

    dossier: Dossier
    assessment: Assessment
    by: str
    rows: tuple[Row, ...]
    order: Order
    since: Since | None = None
    gates: tuple[Gate, ...] = ()
    against: Against | None = None
    signs: Callable[[], Signs] = no_signs
    named: bool = False

    @property
    def in_order(self) -> list[Row]:
        """Return the rows by score, the highest first; those without one last, by code."""
        rows = {row.country.iso3: row for row in self.rows}
        rest = (iso3 for iso3 in sorted(rows) if iso3 not in self.order.ranks)
        return [rows[iso3] for iso3 in (*self.order.ranks, *rest)]


def compare(
    request: Request,
    whom: Whom,
    *,
    by: str | None = None,
    baseline: str | None = None,
    yardstick: str | None = None,
    fail_if: Sequence[str] = (),
) -> Comparison:
    """Compare countries by their score, or by that of a pillar or an indicator."""
    whom.check()
    codes = codes_of(whom.names, request) if whom.names else None
    dossier = open_unceiled(request, codes, world=whom.world)
    then = committed(baseline, request) if baseline is not None else None
    if then is not None:
        then, dossier = marked_alike(then, dossier)
    dossier = ceiled(dossier, request)
    gates = gates_of(fail_if or dossier.file.ci.fail_if, dossier)
    earlier = earlier_of(baseline, then, request, codes) if baseline is not None else None
    index = read_yardstick(yardstick, dossier) if yardstick is not None else None
    assessment = assessed(dossier, request, everywhere(dossier) if whom.world else codes)
    if whom.world:
        kept = tuple(one for one in assessment.countries if has_base_rate(one))
        assessment = assessment._replace(countries=kept)
    node = node_of(dossier, by) if by else ""
    found = ranked(dossier, assessment, node)
    scores = {iso3: one.score for iso3, one in _ordered(found.rows).items()}
    return found._replace(
        since=since(dossier, assessment, earlier) if earlier else None,
        gates=gates,
        against=against(index.name, index.values, scores) if index else None,
        signs=cache(lambda: signs_of(directions(dossier, assessment), assessment, node)),
        named=bool(whom.names) and not any(name.startswith("@") for name in whom.names),
    )


def ranked(dossier: Dossier, assessment: Assessment, node: str = "") -> Comparison:
    """Rank the countries of an assessment by their score, or by that of a node."""
    rows = rows_of(dossier, assessment, node)
    return Comparison(dossier, assessment, node, rows, order_of(rows, dossier))


def _ordered(rows: Iterable[Row]) -> dict[str, Estimate]:
    return {row.country.iso3: row.estimate for row in rows if row.estimate and row.status in SCORED}


def order_of(rows: Sequence[Row], dossier: Dossier) -> Order:
    """Rank countries side by side."""
    unranked = {row.country.iso3 for row in rows if row.status == "base-rate"}
    return order(_ordered(rows), dossier.framework.ranking, unranked)


def everywhere(dossier: Dossier) -> list[str]:
    """Return every country with evidence or with a value behind a base rate."""
    codes = {code for one in dossier.evidence for code in one.countries}
    return sorted(codes | BaseRates(dossier.statistics, dossier.framework.method).countries())


def has_base_rate(country: CountryResult) -> bool:
    """Tell whether a country's score starts from statistics."""
    estimate = figures(country.outcome)
    return estimate is not None and estimate.base_rate is not None


def rows_of(dossier: Dossier, assessment: Assessment, by: str = "") -> tuple[Row, ...]:
    """Return a row a country, compared by a pillar or an indicator, or by its score."""
    return tuple(_row(dossier, country, by) for country in assessment.countries)


def _row(dossier: Dossier, country: CountryResult, by: str) -> Row:
    rules = dossier.framework
    if not by:
        status = support_of(country, rules).status
        return Row(country, country.root, figures(country.outcome), status)
    nodes: list[NodeResult | IndicatorResult] = [*country.pillars, *country.indicators]
    node = next(one for one in nodes if one.id == by)
    return Row(country, node, figures(node.outcome), outcome_status(node.outcome, rules.coverage))


def compare_document(found: Comparison, texts: Texts, run: Run) -> CompareDocument:
    """Return the score document with ranks, pairs and, against a baseline, changes."""
    scored = dict(score_document(found.dossier, found.assessment, texts, run))
    countries = tuple(with_rank(country, found.order) for country in scored.pop("countries"))
    if found.since:
        countries = tuple(changed(country, found.since) for country in countries)
        scored["baseline"] = baseline_used(found.since.baseline)
    if found.against:
        scored["against"] = _index(found.against)
    pairs = tuple(
        Pair(
            above=pair.above,
            below=pair.below,
            probability=exact(pair.probability),
            distinguishable=pair.distinguishable,
        )
        for pair in found.order.pairs
    )
    return CompareDocument(**scored, countries=countries, by=found.by or None, pairs=pairs)


def with_rank(country: CountryScore, places: Order) -> CountryScore:
    """Return a country with its rank and the range of it."""
    rank = places.ranks.get(country.iso3)
    if rank is None:
        return country
    return country.model_copy(
        update={"rank": rank.rank, "rank_low": rank.low, "rank_high": rank.high}
    )


def _index(found: Against) -> AgainstIndex:
    return AgainstIndex(
        name=found.name,
        countries=found.countries,
        rank_correlation=rounded(found.rank_correlation),
        disagreements=tuple(
            Apart(
                iso3=one.iso3,
                value=found.values[one.iso3],
                score_place=one.score_place,
                index_place=one.index_place,
            )
            for one in found.disagreements
        ),
    )
