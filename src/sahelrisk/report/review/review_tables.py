"""The tables of the page of `review`: countries, items, effects, framework."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sahelrisk.analysis.difference import Tested
from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence_item import Evidence
from sahelrisk.report.blocks import Block, Cell, Column, Heading, Paragraph, Table
from sahelrisk.report.change.changes_said import reason_of
from sahelrisk.report.figures import decimals, score_text
from sahelrisk.report.fills import NOTHING, band_text
from sahelrisk.report.names import country_name, headline_of, indicator_title
from sahelrisk.report.words import Words
from sahelrisk.scoring.estimate import figures
from sahelrisk.scoring.results import CountryResult
from sahelrisk.tasks.changes import has_score_at
from sahelrisk.tasks.review import CountryReview, Review
from sahelrisk.tasks.review_items import (
    ADDED,
    AMENDED,
    REMOVED,
    REWRITTEN,
    WITHDRAWN,
    ItemChange,
    lines_of,
)

LONGEST = 140
STATES = (REWRITTEN, REMOVED, ADDED, AMENDED, WITHDRAWN)
Rows = list[tuple[Cell, ...]]


class Tables(NamedTuple):
    """What the tables are written from; `most` rows of each are printed, None for all."""

    found: Review
    words: Words
    most: int | None = None

    def cut(self, rows: Rows) -> tuple[tuple[tuple[Cell, ...], ...], str]:
        """Return the rows that are printed, and what is said of the others."""
        most = len(rows) if self.most is None else self.most
        left = len(rows) - most
        note = self.words.count("review_more", left) if left > 0 else ""
        return tuple(rows[:most]), note

    def _ordered(self) -> list[CountryReview]:
        countries = self.found.countries
        return sorted(countries, key=lambda one: (-_size(one.change.country), one.iso3))

    def countries(self) -> Table:
        """Return a row a country, the largest difference first."""
        words = self.words
        shown, note = self.cut([self._country(one) for one in self._ordered()])
        columns = (
            Column(words("review_country")),
            Column(words("review_score"), number=True),
            Column(words("changes_difference"), number=True),
            Column(words("review_band"), drop=2),
            Column(words("changes_verdict")),
            Column(words("review_happened"), drop=1),
        )
        return Table(columns, shown, note)

    def _country(self, one: CountryReview) -> tuple[Cell, ...]:
        words, change = self.words, one.change
        before, after = self.found.before.dossier, self.found.after.dossier
        if before is None or after is None:
            return ()
        scores = [
            _score(end, each, words)
            for end, each in ((before, change.before), (after, change.after))
        ]
        bands = [
            _band(end, each, words)
            for end, each in ((before, change.before), (after, change.after))
        ]
        digits = max(2, decimals(after.framework))
        points = words.signed(change.country.difference * self.found.size, digits)
        happened = [
            words(
                f"review_{each.why}",
                indicator=indicator_title(after, each.indicator, words),
                id=each.id,
            )
            for each in one.happened
        ]
        return (
            country_name(one.iso3, words),
            _arrow(scores),
            NOTHING if NOTHING in scores else points,
            _arrow(bands) if bands[0] != bands[1] else bands[0],
            _verdict(change.country, words),
            words.apart(happened),
        )

    def items(self) -> Iterator[Block]:
        """Yield what became of each item, with what it moves."""
        words, found = self.words, self.found
        if not found.items:
            return
        ordered = sorted(
            found.items,
            key=lambda one: (
                STATES.index(one.state) if one.state in (REWRITTEN, REMOVED) else len(STATES),
                -max((abs(each.points) for each in one.effects), default=0.0),
                one.place,
            ),
        )
        shown, note = self.cut([row for one in ordered for row in self._item(one)])
        columns = (
            Column(words("review_state")),
            Column(words("review_place"), whole=True, drop=4),
            Column(words("review_country")),
            Column(words("indicator"), drop=1),
            Column(words("grade"), drop=2),
            Column(words("review_on_indicator"), number=True, drop=3),
            Column(words("review_on_country"), number=True),
            Column(words("review_what"), drop=5, below=True),
        )
        yield Heading(words("review_items", number=len(found.items)))
        yield Table(columns, shown, note)

    def _item(self, one: ItemChange) -> Iterator[tuple[Cell, ...]]:
        words, item = self.words, one.item
        points = {each.iso3: each for each in one.effects}
        keys = words("review_keys", keys=", ".join(one.keys)) if one.keys else ""
        text = " ".join(
            filter(None, (f"{_cut(headline_of(item, words))} ({item.id})", keys, one.reason))
        )
        for iso3 in item.countries:
            effect = points.get(iso3)
            size = self.found.size
            yield (
                words(f"state_{one.state}"),
                f"{one.place.path}:{one.place.line}",
                country_name(iso3, words),
                self._indicator(item),
                item.grade,
                words.signed(effect.on_indicator, 2) if effect else words.signed(0.0, 2),
                words.signed(effect.points * size, 2) if effect else words.signed(0.0, 2),
                text,
            )

    def _indicator(self, item: Evidence) -> str:
        for side in (self.found.after, self.found.before):
            if side.dossier and item.indicator in side.dossier.indicators:
                return indicator_title(side.dossier, item.indicator, self.words)
        return item.indicator

    def effects(self) -> Iterator[Block]:
        """Yield what each country's difference is made of; the parts add up to it."""
        words = self.words
        rows: Rows = []
        for one in self._ordered():
            name, size = country_name(one.iso3, words), self.found.size
            lines = lines_of(one.change)
            for line in lines:
                why = reason_of(line.moved, words) if line.moved else ""
                what = f"{line.id} ({why})" if why else line.id
                cause = words(f"cause_{line.cause}")
                rows.append((name, cause, what, words.signed(line.points * size, 4)))
            total = words.signed(one.change.country.difference * size, 4)
            rows.append((name, words("total"), "", total))
        if not rows:
            return
        shown, note = self.cut(rows)
        columns = (
            Column(words("review_country")),
            Column(words("changes_cause")),
            Column(words("review_item"), whole=True),
            Column(words("points"), number=True),
        )
        yield Heading(words("review_effects"))
        yield Table(columns, shown, note)

    def framework(self) -> Iterator[Block]:
        """Yield what is set otherwise in the framework, and what that moves."""
        words, found = self.words, self.found
        if not found.framework:
            return
        nothing = words("review_nothing")
        rows: Rows = [
            (
                words(f"setting_{one.kind}"),
                one.name,
                _cut(nothing if one.before is None else one.before),
                _cut(nothing if one.after is None else one.after),
            )
            for one in found.framework
        ]
        shown, note = self.cut(rows)
        columns = (
            Column(words("review_state")),
            Column(words("review_setting")),
            Column(words("changes_before")),
            Column(words("changes_after")),
        )
        yield Heading(words("review_framework", number=len(rows)))
        yield Paragraph(self._moves())
        yield Table(columns, shown, note)

    def _moves(self) -> str:
        """Say what the framework moves."""
        words = self.words
        moved = [
            (one.change.part("framework").points * self.found.size, one.iso3)
            for one in self.found.countries
        ]
        moved = [one for one in moved if round(one[0], 9)]
        if not moved:
            return words("review_framework_still")
        points, iso3 = max(moved, key=lambda one: (abs(one[0]), one[1]))
        return words(
            "review_framework_moves",
            number=len(moved),
            name=country_name(iso3, words),
            points=words.signed(points, 2),
        )


def _size(one: Tested) -> float:
    return round(abs(one.difference), 9)


def _arrow(ends: Sequence[str]) -> str:
    return f"{ends[0]} → {ends[1]}"


def _score(dossier: Dossier, country: CountryResult, words: Words) -> str:
    estimate = figures(country.outcome)
    rules = dossier.framework
    if estimate is None or not has_score_at(dossier, country):
        return NOTHING
    return score_text(estimate.score, rules, rules, words)


def _band(dossier: Dossier, country: CountryResult, words: Words) -> str:
    estimate = figures(country.outcome)
    if estimate is None or not has_score_at(dossier, country):
        return words("compare_status_insufficient")
    return band_text(estimate, dossier.framework, words)


def _verdict(one: Tested, words: Words) -> str:
    if not one.comparable:
        key = "changes_incomparable"
    elif not one.touched:
        key = "changes_none"
    else:
        key = "changes_yes" if one.significant else "changes_no"
    return f"{one.direction} {words(key)}" if one.significant else words(key)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
