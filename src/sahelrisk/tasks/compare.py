"""Put countries side by side, rank them, and ask gates."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sahelrisk.model.documents.parts import Run, exact
from sahelrisk.model.documents.score_document import CompareDocument, CountryScore, Pair
from sahelrisk.model.dossier import Dossier
from sahelrisk.problems import UsageError
from sahelrisk.reading.earlier import read_baseline
from sahelrisk.scoring.basis import support_of
from sahelrisk.scoring.estimate import SCORED, Estimate, figures, outcome_status
from sahelrisk.scoring.rank import Order, order
from sahelrisk.scoring.results import Assessment, CountryResult, IndicatorResult, NodeResult
from sahelrisk.tasks.gate_grammar import Gate
from sahelrisk.tasks.gates import gates_of
from sahelrisk.tasks.opening import Request, assessed, codes_of, node_of, open_dossier, open_for
from sahelrisk.tasks.score_building import score_document
from sahelrisk.tasks.since_baseline import Since, baseline_used, changed, since
from sahelrisk.tasks.voice import Texts


class Row(NamedTuple):
    """A country of a comparison: the node it is compared by, and its standing."""

    country: CountryResult
    node: NodeResult | IndicatorResult
    estimate: Estimate | None
    status: str


class Comparison(NamedTuple):
    """Countries side by side; `by` is the pillar or indicator they are ranked by, "" for all."""

    dossier: Dossier
    assessment: Assessment
    by: str
    rows: tuple[Row, ...]
    order: Order
    since: Since | None = None
    gates: tuple[Gate, ...] = ()


def compare(
    request: Request,
    names: Sequence[str] = (),
    *,
    everyone: bool = False,
    by: str | None = None,
    baseline: Path | None = None,
    fail_if: Sequence[str] = (),
) -> Comparison:
    """Compare countries and @groups, or `everyone` with evidence, by their score or a node's."""
    if bool(names) is everyone:
        message = (
            "--all is every country with evidence; name countries or give --all, not both"
            if names
            else "name countries or @groups, or give --all"
        )
        raise UsageError(message)
    codes = None if everyone else codes_of(names, request)
    dossier = open_dossier(request) if codes is None else open_for(request, codes)
    gates = gates_of(fail_if or dossier.file.ci.fail_if, dossier)
    earlier = read_baseline(baseline) if baseline else None
    assessment = assessed(dossier, request, codes)
    node = node_of(dossier, by, request.words) if by else ""
    rows = tuple(_row(dossier, country, node) for country in assessment.countries)
    ordered = {
        row.country.iso3: row.estimate for row in rows if row.estimate and row.status in SCORED
    }
    unranked = {row.country.iso3 for row in rows if row.status == "base-rate"}
    return Comparison(
        dossier,
        assessment,
        node,
        rows,
        order(ordered, dossier.framework.ranking, unranked),
        since(dossier, assessment, earlier) if earlier else None,
        gates,
    )


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
    countries = tuple(_ranked(country, found.order) for country in scored.pop("countries"))
    if found.since:
        countries = tuple(changed(country, found.since) for country in countries)
        scored["baseline"] = baseline_used(found.since.baseline)
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


def _ranked(country: CountryScore, places: Order) -> CountryScore:
    rank = places.ranks.get(country.iso3)
    if rank is None:
        return country
    return country.model_copy(
        update={"rank": rank.rank, "rank_low": rank.low, "rank_high": rank.high}
    )
