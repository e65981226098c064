"""What is told of a country that changed: what happened, the verdict, the causes, the items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sahelrisk.analysis.difference import Change, Happened, Tested
from sahelrisk.analysis.steps import EVIDENCE_CAUSES
from sahelrisk.report.blocks import (
    Block,
    Cell,
    Column,
    Fields,
    Fill,
    Heading,
    Listing,
    Paragraph,
    Table,
)
from sahelrisk.report.change.changes_said import Said, place_of
from sahelrisk.report.figures import decimals
from sahelrisk.report.fills import NOTHING, fill_of
from sahelrisk.report.names import country_name, node_title, statement_of
from sahelrisk.report.words import Words, adding_up
from sahelrisk.scoring.estimate import figures, has_score
from sahelrisk.scoring.results import CountryResult
from sahelrisk.tasks.changes import Changes, End, has_score_at

MOST = 8


def country_blocks(changes: Changes, found: Change, said: Said) -> Iterator[Block]:
    """Yield what is told of one country."""
    words = said.words
    if found.happened:
        yield Heading(words("changes_happened"))
        yield _happened(changes, found, said)
    yield Heading(words("changes_verdict"))
    yield Paragraph(_verdict(changes, found, words), "strong")
    yield Fields(
        (
            (words("changes_before"), _end(changes.before, found.before, words)),
            (words("changes_after"), _end(changes.after, found.after, words)),
        )
    )
    yield Heading(words("changes_causes"))
    yield _causes(changes, found, words)
    moved = list(_moved(changes, found, said))
    if moved:
        yield Heading(words("changes_items"))
        yield Listing(tuple(moved), words("changes_items"))
    yield Heading(words("changes_nodes"))
    yield _nodes(changes, found, words)


def is_shown(changes: Changes, found: Change) -> bool:
    """Tell whether points are printed: both ends have a score to print."""
    return has_score_at(changes.before.dossier, found.before) and has_score_at(
        changes.after.dossier, found.after
    )


def _happened(changes: Changes, found: Change, said: Said) -> Table:
    words, shown = said.words, is_shown(changes, found)
    columns = (
        Column(words("changes_date"), whole=True),
        Column(words("changes_what")),
        Column(words("grade"), drop=1),
        Column(words("indicator"), drop=2),
        Column(words("points"), number=True),
    )
    days = sorted(found.happened, key=lambda one: (one.item.item.first_day, one.item.item.id))
    rows = [_event(changes, one, said, shown=shown) for one in reversed(days)]
    return Table(columns, tuple(rows))


def _event(changes: Changes, one: Happened, said: Said, *, shown: bool) -> tuple[Cell, ...]:
    words, item = said.words, one.item.item
    text = words(f"changes_{one.why}", text=said.headline(item.id))
    return (
        item.observed,
        words("changes_late", text=text) if one.late else text,
        f"{item.reliability}{item.credibility}",
        node_title(changes.after.dossier, one.indicator, words),
        words.signed(one.points * changes.size, 2) if shown else NOTHING,
    )


def _verdict(changes: Changes, found: Change, words: Words) -> str:
    tested, size = found.country, changes.size
    if not is_shown(changes, found):
        key = "changes_no_score" if not tested.comparable else "changes_insufficient"
        return words(key)
    evidence = [part for part in found.parts if part.cause in EVIDENCE_CAUSES]
    if not any(part.items for part in evidence):
        return words("changes_waited", points=words.signed(tested.difference * size))
    digits = 1 if tested.threshold >= 1.0 else 2
    text = words(
        "changes_is" if tested.significant else "changes_not",
        points=words.signed(tested.points * size, digits),
        threshold=words.fixed(tested.threshold * abs(size), digits),
    )
    named = [one for one in found.indicators if one.significant]
    if not named:
        return text
    titles = [node_title(changes.after.dossier, one.id, words) for one in named]
    return f"{text} {words('changes_indicators', titles=words.listed(titles))}"


def fill_at(end: End, country: CountryResult, words: Words) -> Fill:
    """Return the score at one end, or that there is too little for one."""
    rules = end.dossier.framework
    if not has_score_at(end.dossier, country):
        return Fill(NOTHING, band=words("compare_status_insufficient"))
    return fill_of(country.outcome, rules, rules, words)


def _end(end: End, country: CountryResult, words: Words) -> str:
    estimate, fill = figures(country.outcome), fill_at(end, country, words)
    if estimate is None or not fill.tone:
        return words("changes_end_insufficient", dash=NOTHING)
    coverage = words.percent(estimate.coverage)
    return words("changes_end", score=fill.text, band=fill.band, coverage=coverage)


def _causes(changes: Changes, found: Change, words: Words) -> Table:
    digits = max(2, decimals(changes.after.dossier.framework))
    based = changes.before.dossier.measures or changes.after.dossier.measures
    parts = [part for part in found.parts if based or part.cause != "base-rate"]
    points = adding_up([part.points * changes.size for part in parts], digits)
    shown = is_shown(changes, found)

    def written(figure: float) -> str:
        return words.signed(figure, digits) if shown else NOTHING

    rows = [
        (words(f"cause_{part.cause}"), written(share), str(len(part.items)))
        for part, share in zip(parts, points, strict=True)
    ]
    rows.append((words("total"), written(sum(points)), ""))
    columns = (
        Column(words("changes_cause")),
        Column(words("points"), number=True),
        Column(words("changes_number"), number=True, drop=1),
    )
    return Table(columns, tuple(rows), words("changes_note"))


def _moved(changes: Changes, found: Change, said: Said) -> Iterator[str]:
    """Yield the items that moved the score most by any cause but ageing and framework."""
    words, shown = said.words, is_shown(changes, found)
    entries = [
        (one.points * changes.size, one.id, part.cause, one)
        for part in found.parts
        if part.cause in EVIDENCE_CAUSES
        for one in part.items
    ]
    entries.sort(key=lambda entry: (-abs(entry[0]), entry[1]))
    for points, key, cause, moved in entries[:MOST]:
        text = words(
            "changes_item",
            points=words.signed(points, 2) if shown else NOTHING,
            cause=said.reason(moved) or words(f"cause_{cause}"),
            **place_of(said.items[key]),
            statement=statement_of(said.items[key], words),
        )
        yield text
    if len(entries) > MOST:
        yield words.count("changes_more", len(entries) - MOST)


def _nodes(changes: Changes, found: Change, words: Words) -> Table:
    """Say of the country, every pillar and every indicator with new evidence if it changed."""
    dossier = changes.after.dossier
    outcomes = {one.id: one.outcome for one in found.after.pillars}
    outcomes |= {one.id: one.outcome for one in found.after.indicators}
    touched = [one for one in found.indicators if one.touched or one.significant]
    lines: Sequence[tuple[str, Tested, float, bool]] = [
        (
            country_name(found.after.iso3, words),
            found.country,
            changes.size,
            is_shown(changes, found),
        ),
        *(
            (
                node_title(dossier, one.id, words),
                one,
                changes.size_of(one.id),
                has_score(outcomes[one.id], dossier.framework.coverage),
            )
            for one in (*found.pillars, *touched)
        ),
    ]
    columns = (
        Column(words("changes_node")),
        Column(words("changes_sign")),
        Column(words("changes_difference"), number=True, drop=1),
        Column(words("changes_evidence"), number=True),
        Column(words("changes_threshold"), number=True, drop=2),
        Column(words("changes_verdict"), drop=3),
    )
    rows = tuple(
        (
            title,
            one.direction,
            words.signed(one.difference * size),
            words.signed(one.points * size),
            words.fixed(one.threshold * abs(size), 1),
            words(judged(one)),
        )
        if shown
        else (title, *(NOTHING,) * 5)
        for title, one, size, shown in lines
    )
    return Table(columns, rows)


def judged(one: Tested) -> str:
    """Return the phrase that says whether a node changed."""
    if not one.touched and not round(one.points, 9):
        return "changes_none"
    if not one.comparable:
        return "changes_incomparable"
    return "changes_yes" if one.significant else "changes_no"
