"""The report of `changes`: a difference split into its causes, and what of it is a change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from sahelrisk.model.dossier import TLP_ORDER, Dossier
from sahelrisk.report.blocks import (
    Block,
    Column,
    Fields,
    Heading,
    Listing,
    Paragraph,
    Plain,
    Report,
    Table,
)
from sahelrisk.report.compare import node_title
from sahelrisk.report.document import Run, marking, rounded
from sahelrisk.report.figures import decimals, score_of
from sahelrisk.report.names import band_name, country_name, framework_title, profile_title
from sahelrisk.report.words import Words, adding_up
from sahelrisk.scoring.aggregate import on_scale
from sahelrisk.scoring.assess import CountryResult
from sahelrisk.scoring.basis import support_of
from sahelrisk.scoring.change import EVIDENCE_CAUSES, Change, Tested
from sahelrisk.scoring.estimate import band_of, figures

SCHEMA = "sahelrisk/changes/1"
MOST = 5
HEADER = ("country", "from", "to", "tlp", "cause", "evidence", "indicator", "points")


class End(NamedTuple):
    """One end of a comparison: a dossier and when it was read."""

    dossier: Dossier
    as_of: date
    known_on: date | None
    profile: str | None


class Changes(NamedTuple):
    """A country's replay between two ends."""

    before: End
    after: End
    found: Change
    words: Words

    @property
    def size(self) -> float:
        """Return how many points of the printed scale one point of 0–100 is."""
        low, high = self.after.dossier.framework.scale
        return (high - low) / 100.0

    @property
    def label(self) -> str:
        """Return the highest TLP label of what went in at either end."""
        ends = ((self.before, self.found.before), (self.after, self.found.after))
        labels = [marking(end.dossier, [country]) for end, country in ends]
        return max(labels, key=TLP_ORDER.index)

    @property
    def withheld(self) -> int:
        """Return how many items were left out for their marking, at the end with more of them."""
        return max(self.before.dossier.withheld, self.after.dossier.withheld)


def build_changes(changes: Changes, run: Run) -> Report:
    """Build the report of one country's change."""
    words = changes.words
    return Report(
        title=words("changes_title", name=country_name(changes.found.after.iso3, words)),
        blocks=lambda: _blocks(changes),
        document=lambda: _document(changes, run),
        header=HEADER,
        rows=lambda: _rows(changes),
        texts=frozenset({"evidence"}),
        language=words.lang,
        phrases=words.phrases(),
    )


def _document(changes: Changes, run: Run) -> dict[str, Any]:
    found, size = changes.found, changes.size
    return {
        "schema": SCHEMA,
        "run": {"version": run.version, "generated": run.generated},
        "country": found.after.iso3,
        "name": country_name(found.after.iso3, changes.words),
        "from": changes.before.as_of.isoformat(),
        "to": changes.after.as_of.isoformat(),
        "known_from": _day(changes.before.known_on),
        "known_to": _day(changes.after.known_on),
        "profile": changes.after.profile,
        "tlp": changes.label,
        "withheld": changes.withheld,
        "before": _end(changes.before.dossier, found.before),
        "after": _end(changes.after.dossier, found.after),
        **_tested(found.country, size),
        "parts": [
            {
                "cause": part.cause,
                "points": rounded(part.points * size),
                "evidence": [
                    {"id": key, "points": rounded(points * size)}
                    for key, points in sorted(part.items)
                ],
            }
            for part in found.parts
        ],
        "pillars": [{"id": one.id, **_tested(one, size)} for one in found.pillars],
        "indicators": [{"id": one.id, **_tested(one, 1.0)} for one in found.indicators],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _end(dossier: Dossier, country: CountryResult) -> dict[str, Any]:
    rules, estimate = dossier.framework, figures(country.outcome)
    if estimate is None:
        return {"score": None, "standard_error": None, "band": None}
    size = abs(rules.scale[1] - rules.scale[0]) / 100.0
    return {
        "score": rounded(on_scale(estimate.score, rules.scale)),
        "standard_error": rounded(estimate.standard_error * size),
        "band": _band(dossier, country),
        "coverage": rounded(estimate.coverage),
    }


def _band(dossier: Dossier, country: CountryResult) -> str | None:
    rules, estimate = dossier.framework, figures(country.outcome)
    if estimate is None or support_of(country, rules).status == "insufficient":
        return None
    return rules.bands[band_of(estimate.score, rules.bands)].name


def _tested(one: Tested, size: float) -> dict[str, Any]:
    return {
        "difference": rounded(one.difference * size),
        "evidence_points": rounded(one.points * size),
        "threshold": rounded(one.threshold * abs(size)),
        "significant": one.significant,
    }


def _blocks(changes: Changes) -> Iterator[Block]:
    words, found = changes.words, changes.found
    yield Heading(words("changes_title", name=country_name(found.after.iso3, words)), 1)
    yield _marking(changes)
    yield Heading(words("changes_verdict"))
    yield Paragraph(_verdict(changes), "strong")
    yield Fields(
        (
            (words("changes_before"), _said(changes.before.dossier, found.before, words)),
            (words("changes_after"), _said(changes.after.dossier, found.after, words)),
        )
    )
    yield Heading(words("changes_causes"))
    yield _causes(changes)
    moved = list(_moved(changes))
    if moved:
        yield Heading(words("changes_items"))
        yield Listing(tuple(moved), words("changes_items"))
    yield Heading(words("changes_nodes"))
    yield _nodes(changes)


def _marking(changes: Changes) -> Fields:
    words, after = changes.words, changes.after
    known = after.known_on.isoformat() if after.known_on else words("known_everything")
    profiles = [one for one in after.dossier.framework.profiles if one.id == after.profile]
    pairs = [
        (words("marking"), f"TLP:{changes.label}"),
        (words("changes_from"), changes.before.as_of.isoformat()),
        (words("changes_to"), after.as_of.isoformat()),
        (words("known_on"), known),
        (words("profile"), profile_title(profiles[0] if profiles else None, words)),
        (words("framework"), framework_title(after.dossier, words)),
    ]
    if after.dossier.file.illustrative:
        pairs.append((words("notice"), after.dossier.file.illustrative))
    if changes.withheld:
        pairs.append((words("notice"), words.count("withheld", changes.withheld)))
    return Fields(tuple(pairs))


def _verdict(changes: Changes) -> str:
    words, tested = changes.words, changes.found.country
    size = changes.size
    evidence = [part for part in changes.found.parts if part.cause in EVIDENCE_CAUSES]
    if not any(part.items for part in evidence):
        return words("changes_waited", points=words.signed(tested.difference * size))
    if not tested.comparable:
        return words("changes_no_score")
    key = "changes_is" if tested.significant else "changes_not"
    return words(
        key,
        points=words.signed(tested.points * size),
        threshold=words.fixed(tested.threshold * abs(size), 1),
    )


def _said(dossier: Dossier, country: CountryResult, words: Words) -> str:
    estimate = figures(country.outcome)
    if estimate is None:
        return words("compare_status_insufficient")
    rules = dossier.framework
    name = _band(dossier, country)
    bands = [band_name(band, words) for band in rules.bands if band.name == name]
    return words(
        "changes_end",
        score=score_of(estimate.score, rules, words),
        coverage=words.share(estimate.coverage),
        band=bands[0] if bands else words("compare_status_insufficient"),
    )


def _causes(changes: Changes) -> Table:
    words, found = changes.words, changes.found
    digits = max(2, decimals(changes.after.dossier.framework))
    points = adding_up([part.points * changes.size for part in found.parts], digits)
    rows = [
        (words(f"cause_{part.cause}"), words.signed(share, digits), str(len(part.items)))
        for part, share in zip(found.parts, points, strict=True)
    ]
    rows.append((words("total"), words.signed(sum(points), digits), ""))
    columns = (
        Column(words("changes_cause")),
        Column(words("points"), number=True),
        Column(words("changes_number"), number=True, drop=1),
    )
    return Table(columns, tuple(rows), words("changes_note"))


def _moved(changes: Changes) -> Iterator[str]:
    """Yield the items that moved the score most by any cause but ageing and framework."""
    words = changes.words
    entries = [
        (points * changes.size, key, part.cause)
        for part in changes.found.parts
        if part.cause in EVIDENCE_CAUSES
        for key, points in part.items
    ]
    entries.sort(key=lambda entry: (-abs(entry[0]), entry[1]))
    evidence = {
        one.id: one for end in (changes.before, changes.after) for one in end.dossier.evidence
    }
    for points, key, cause in entries[:MOST]:
        one = evidence[key]
        yield words(
            "changes_item",
            points=words.signed(points, 2),
            cause=words(f"cause_{cause}"),
            id=key,
            statement=one.statement,
            indicator=one.indicator,
            date=one.observed.text,
            grade=one.grade,
        )


def _nodes(changes: Changes) -> Table:
    """Say of the country, every pillar and every indicator that moved whether it is a change."""
    words, found = changes.words, changes.found
    moved = [one for one in found.indicators if round(one.points, 9) or round(one.difference, 2)]
    name = country_name(found.after.iso3, words)
    lines: Sequence[tuple[str, Tested, float]] = [
        (name, found.country, changes.size),
        *((_title(changes, one.id), one, 1.0) for one in (*found.pillars, *moved)),
    ]
    columns = (
        Column(words("changes_node")),
        Column(words("changes_difference"), number=True, drop=1),
        Column(words("changes_evidence"), number=True),
        Column(words("changes_threshold"), number=True, drop=2),
        Column(words("changes_verdict")),
    )
    rows = tuple(
        (
            title,
            words.signed(one.difference * size),
            words.signed(one.points * size),
            words.fixed(one.threshold * abs(size), 1),
            words(_judged(one)),
        )
        for title, one, size in lines
    )
    return Table(columns, rows)


def _judged(one: Tested) -> str:
    """Return the phrase that says whether a node changed."""
    if not round(one.points, 9):
        return "changes_none"
    if not one.comparable:
        return "changes_incomparable"
    return "changes_yes" if one.significant else "changes_no"


def _title(changes: Changes, key: str) -> str:
    return node_title(changes.after.dossier, key, changes.words)


def _rows(changes: Changes) -> Iterator[tuple[Plain, ...]]:
    """Yield a row a cause (no item) and a row for each of its items."""
    found, size = changes.found, changes.size
    ends = (found.after.iso3, changes.before.as_of.isoformat(), changes.after.as_of.isoformat())
    evidence = {
        one.id: one.indicator
        for end in (changes.before, changes.after)
        for one in end.dossier.evidence
    }
    for part in found.parts:
        yield (*ends, changes.label, part.cause, None, None, rounded(part.points * size))
        for key, points in part.items:
            yield (*ends, changes.label, part.cause, key, evidence.get(key), rounded(points * size))
