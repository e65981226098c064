"""The page of `changes`: the verdict, the causes, the items that moved it, change or noise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sahelrisk.analysis.difference import EVIDENCE_CAUSES, Tested
from sahelrisk.model.dossier import Dossier
from sahelrisk.report.blocks import Block, Column, Fields, Heading, Listing, Paragraph, Table
from sahelrisk.report.figures import decimals, score_of
from sahelrisk.report.names import (
    band_name,
    country_name,
    framework_title,
    node_title,
    profile_title,
)
from sahelrisk.report.words import Words, adding_up
from sahelrisk.scoring.estimate import figures
from sahelrisk.scoring.results import CountryResult
from sahelrisk.tasks.changes import Changes, band_at

MOST = 5


def blocks_of(changes: Changes, words: Words) -> Iterator[Block]:
    """Yield the page of one country's change."""
    found = changes.found
    yield Heading(words("changes_title", name=country_name(found.after.iso3, words)), 1)
    yield _marking(changes, words)
    yield Heading(words("changes_verdict"))
    yield Paragraph(_verdict(changes, words), "strong")
    yield Fields(
        (
            (words("changes_before"), _said(changes.before.dossier, found.before, words)),
            (words("changes_after"), _said(changes.after.dossier, found.after, words)),
        )
    )
    yield Heading(words("changes_causes"))
    yield _causes(changes, words)
    moved = list(_moved(changes, words))
    if moved:
        yield Heading(words("changes_items"))
        yield Listing(tuple(moved), words("changes_items"))
    yield Heading(words("changes_nodes"))
    yield _nodes(changes, words)


def _marking(changes: Changes, words: Words) -> Fields:
    after = changes.after
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


def _verdict(changes: Changes, words: Words) -> str:
    tested = changes.found.country
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
    name = band_at(dossier, country)
    bands = [band_name(band, words) for band in rules.bands if band.name == name]
    return words(
        "changes_end",
        score=score_of(estimate.score, rules, words),
        coverage=words.share(estimate.coverage),
        band=bands[0] if bands else words("compare_status_insufficient"),
    )


def _causes(changes: Changes, words: Words) -> Table:
    found = changes.found
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


def _moved(changes: Changes, words: Words) -> Iterator[str]:
    """Yield the items that moved the score most by any cause but ageing and framework."""
    entries = [
        (one.points * changes.size, one.id, part.cause)
        for part in changes.found.parts
        if part.cause in EVIDENCE_CAUSES
        for one in part.items
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


def _nodes(changes: Changes, words: Words) -> Table:
    """Say of the country, every pillar and every indicator that moved whether it is a change."""
    found = changes.found
    dossier = changes.after.dossier
    moved = [one for one in found.indicators if round(one.points, 9) or round(one.difference, 2)]
    name = country_name(found.after.iso3, words)
    lines: Sequence[tuple[str, Tested, float]] = [
        (name, found.country, changes.size),
        *((node_title(dossier, one.id, words), one, 1.0) for one in (*found.pillars, *moved)),
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
