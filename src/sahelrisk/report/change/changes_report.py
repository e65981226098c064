"""The report of `changes`: a difference split into its causes, and what of it is a change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

from sahelrisk.analysis.difference import Change
from sahelrisk.model.documents.changes_document import ChangesDocument
from sahelrisk.model.documents.parts import Run, exact
from sahelrisk.model.dossier import worded
from sahelrisk.model.evidence_item import Evidence
from sahelrisk.report.blocks import Block, Cell, Column, Fields, Heading, Plain, Report, Table
from sahelrisk.report.change.changes_of_country import country_blocks, fill_at, is_shown, judged
from sahelrisk.report.change.changes_said import Said
from sahelrisk.report.fills import NOTHING
from sahelrisk.report.names import country_name, framework_title, profile_title
from sahelrisk.report.texts import DocumentTexts
from sahelrisk.report.words import Words
from sahelrisk.tasks.changes import Changes, End, changes_document

HEADER = ("country", "from", "to", "tlp", "cause", "evidence", "indicator", "points")


def build_changes(changes: Changes, words: Words, run: Run) -> Report:
    """Build the report of the changes of one or more countries."""
    document = cache(lambda: changes_document(changes, DocumentTexts(words), run))
    return Report(
        title=title_of(changes, words),
        blocks=lambda: blocks_of(changes, words),
        document=lambda: document().as_json(),
        header=HEADER,
        rows=lambda: _rows(changes, document()),
        texts=frozenset({"evidence"}),
        language=words.lang,
        phrases=words.phrases(),
    )


def _rows(changes: Changes, document: ChangesDocument) -> Iterator[tuple[Plain, ...]]:
    """Yield a row a cause (no item) and a row for each of its items, country by country."""
    days = (document.from_.isoformat(), document.to.isoformat())
    indicators = {
        one.id: one.indicator
        for end in (changes.before, changes.after)
        for one in end.dossier.evidence
    }
    for found in changes.found:
        start = (found.after.iso3, *days, document.tlp)
        for part in found.parts:
            yield (*start, part.cause, None, None, exact(part.points * changes.size))
            for one in part.items:  # as they are found, the largest first
                share = exact(one.points * changes.size)
                yield (*start, part.cause, one.id, indicators.get(one.id), share)


def blocks_of(changes: Changes, words: Words) -> Iterator[Block]:
    """Yield the page: of several countries a table first, then those with anything to tell."""
    several = len(changes.found) != 1
    yield Heading(title_of(changes, words), 1)
    yield _marking(changes, words)
    if several:
        yield _overview(changes, words)
    said = Said(_worded(changes.before) | _worded(changes.after), words)
    for found in changes.found:
        if several and not is_news(found):
            continue
        if several:
            yield Heading(country_name(found.after.iso3, words))
        for block in country_blocks(changes, found, said):
            yield block._replace(level=3) if several and isinstance(block, Heading) else block


def _worded(end: End) -> dict[str, Evidence]:
    return worded(end.dossier, end.known_on or date.max)


def title_of(changes: Changes, words: Words) -> str:
    """Return the title: the country's name where there is one."""
    if len(changes.found) == 1:
        return words("changes_title", name=country_name(changes.found[0].after.iso3, words))
    return words("changes_title_many", number=len(changes.found))


def is_news(found: Change) -> bool:
    """Tell whether there is anything to tell: something happened, or a score moved."""
    return bool(found.happened) or found.country.touched


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
    if notice := after.dossier.file.notice(words.lang):
        pairs.append((words("notice"), notice))
    if changes.withheld:
        pairs.append((words("notice"), words.count("withheld", changes.withheld)))
    return Fields(tuple(pairs))


def _overview(changes: Changes, words: Words) -> Table:
    """Return a row a country, those that changed first, then by the size of what moved."""
    columns = (
        Column(words("country")),
        Column(words("changes_sign")),
        Column(words("changes_before"), number=True, drop=1),
        Column(words("changes_after"), number=True),
        Column(words("changes_evidence"), number=True),
        Column(words("changes_threshold"), number=True, drop=2),
        Column(words("changes_happened_number"), number=True),
        Column(words("changes_verdict"), drop=3),
    )
    ordered = sorted(
        changes.found,
        key=lambda one: (
            not one.country.significant,
            not one.country.touched,
            -abs(one.country.points),
            one.after.iso3,
        ),
    )
    return Table(columns, tuple(_line(changes, one, words) for one in ordered))


def _line(changes: Changes, found: Change, words: Words) -> tuple[Cell, ...]:
    shown, tested = is_shown(changes, found), found.country
    size = changes.size
    return (
        country_name(found.after.iso3, words),
        tested.direction if shown else NOTHING,
        fill_at(changes.before, found.before, words),
        fill_at(changes.after, found.after, words),
        words.signed(tested.points * size) if shown else NOTHING,
        words.fixed(tested.threshold * abs(size), 1) if shown else NOTHING,
        str(len(found.happened)) if found.happened else "",
        words(judged(tested)) if shown else NOTHING,
    )
