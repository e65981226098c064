"""The page of `review`, for people who decide on a merge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sahelrisk.analysis.difference import Tested
from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence import Evidence
from sahelrisk.problems import Problem
from sahelrisk.report.blocks import Block, Cell, Column, Fields, Heading, Listing, Paragraph, Table
from sahelrisk.report.figures import decimals, score_of
from sahelrisk.report.names import (
    band_name,
    country_name,
    framework_title,
    indicator_title,
    profile_title,
)
from sahelrisk.report.words import Words
from sahelrisk.scoring.estimate import figures
from sahelrisk.scoring.results import CountryResult
from sahelrisk.tasks.changes import band_at
from sahelrisk.tasks.gates import Answers
from sahelrisk.tasks.review import CountryReview, Review
from sahelrisk.tasks.review_ends import Side
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


class Page(NamedTuple):
    """What the page is written from; `most` rows a table are printed, None for all."""

    found: Review
    answers: Answers
    words: Words
    most: int | None = None

    def blocks(self) -> Iterator[Block]:
        """Yield the page."""
        found, words = self.found, self.words
        names = {"base": found.before.name, "head": found.after.name}
        yield Heading(words("review_title", **names), 1)
        yield Fields(tuple(self._head()))
        gates = [one.text(words.lang) for one in (*self.answers.crossed, *self.answers.missing)]
        yield from self._listing("review_gates", gates)
        yield Heading(words("bottom_line"))
        yield Paragraph(self.summary(), "strong")
        if found.countries:
            yield self._countries()
        yield from self._items()
        yield from self._effects()
        yield from self._framework()
        yield from self._listing("review_new", [_problem(one, words) for one in found.new])
        yield from self._listing("review_solved", [_problem(one, words) for one in found.solved])
        yield from self._listing(
            "review_duplicates", [_problem(one, words) for one in found.duplicates]
        )
        sources = [words("review_source", name=name, id=key) for name, key in found.sources]
        yield from self._listing("review_sources", sources)
        yield from self._listing("review_coverage", list(self._gained()))

    def summary(self) -> str:
        """Return the bottom line in a sentence."""
        found, words = self.found, self.words
        if found.before.dossier is None or found.after.dossier is None:
            return words("review_unread")
        changed = sum(one.change.country.significant for one in found.countries)
        done = [
            words.count(f"review_{state}", number)
            for state in STATES
            if (number := sum(one.state == state for one in found.items))
        ]
        return words(
            "review_summary",
            moved=sum(bool(round(one.change.country.difference, 9)) for one in found.countries),
            changed=changed,
            unmoved=found.unmoved,
            items=words.listed(done) or words("review_no_items"),
            new=len(found.new),
            solved=len(found.solved),
        )

    def _head(self) -> Iterator[tuple[str, Cell]]:
        found, words = self.found, self.words
        yield words("marking"), f"TLP:{found.label}"
        if found.since != found.as_of:
            yield words("changes_from"), found.since.isoformat()
        yield words("as_of"), found.as_of.isoformat()
        for key, side in (("review_base", found.before), ("review_head", found.after)):
            yield words(key), self._side(side)
        yield words("profile"), profile_title(found.profile, words)
        dossier = found.after.dossier
        if dossier:
            yield words("framework"), framework_title(dossier, words)
            if dossier.file.illustrative:
                yield words("notice"), dossier.file.illustrative
        if found.withheld:
            yield words("notice"), words.count("withheld", found.withheld)
        if found.after.unshown:
            yield words("notice"), words.count("review_unshown", found.after.unshown)

    def _side(self, side: Side) -> str:
        words = self.words
        if side.dossier is None:
            return words("review_side_unread", name=side.name)
        number = len(side.dossier.evidence)
        key = "review_side_broken" if side.is_broken else "review_side"
        return words(key, name=side.name, number=number, errors=side.errors)

    def _cut(self, rows: Rows) -> tuple[tuple[tuple[Cell, ...], ...], str]:
        """Return the rows that are printed, and what is said of the others."""
        most = len(rows) if self.most is None else self.most
        left = len(rows) - most
        note = self.words.count("review_more", left) if left > 0 else ""
        return tuple(rows[:most]), note

    def _listing(self, title: str, lines: Sequence[str]) -> Iterator[Block]:
        if not lines:
            return
        shown, note = self._cut([(line,) for line in lines])
        items = [str(row[0]) for row in shown] + ([note] if note else [])
        heading = self.words(title, number=len(lines))
        yield Heading(heading)
        yield Listing(tuple(items), self.words(title, number=len(lines)))

    def _countries(self) -> Table:
        words = self.words
        ordered = sorted(
            self.found.countries, key=lambda one: (-_size(one.change.country), one.iso3)
        )
        shown, note = self._cut([self._country(one) for one in ordered])
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
            words.signed(change.country.difference * self.found.size, digits),
            _arrow(bands) if bands[0] != bands[1] else bands[0],
            _verdict(change.country, words),
            "; ".join(happened),
        )

    def _items(self) -> Iterator[Block]:
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
        shown, note = self._cut([row for one in ordered for row in self._item(one)])
        columns = (
            Column(words("review_state")),
            Column(words("review_place"), whole=True),
            Column(words("review_country")),
            Column(words("indicator"), drop=2),
            Column(words("grade"), drop=3),
            Column(words("review_on_indicator"), number=True, drop=1),
            Column(words("review_on_country"), number=True),
            Column(words("review_what"), drop=4),
        )
        yield Heading(words("review_items", number=len(found.items)))
        yield Table(columns, shown, note)

    def _item(self, one: ItemChange) -> Iterator[tuple[Cell, ...]]:
        words, item = self.words, one.item
        points = {each.iso3: each for each in one.effects}
        keys = words("review_keys", keys=", ".join(one.keys)) if one.keys else ""
        text = " ".join(filter(None, (f"{_short(item)} ({item.id})", keys, one.reason)))
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

    def _effects(self) -> Iterator[Block]:
        """Yield what each country's difference is made of; the parts add up to it."""
        words = self.words
        rows: Rows = []
        for one in sorted(
            self.found.countries, key=lambda one: (-_size(one.change.country), one.iso3)
        ):
            name, size = country_name(one.iso3, words), self.found.size
            lines = lines_of(one.change)
            for line in lines:
                what = f"{line.id} ({line.why})" if line.why else line.id
                cause = words(f"cause_{line.cause}")
                rows.append((name, cause, what, words.signed(line.points * size, 4)))
            total = words.signed(one.change.country.difference * size, 4)
            rows.append((name, words("total"), "", total))
        if not rows:
            return
        shown, note = self._cut(rows)
        columns = (
            Column(words("review_country")),
            Column(words("changes_cause")),
            Column(words("review_item"), whole=True),
            Column(words("points"), number=True),
        )
        yield Heading(words("review_effects"))
        yield Table(columns, shown, note)

    def _framework(self) -> Iterator[Block]:
        words, found = self.words, self.found
        if not found.framework:
            return
        nothing = words("review_nothing")
        rows: Rows = [
            (
                words(f"setting_{one.kind}"),
                one.name,
                _cell(one.before, nothing),
                _cell(one.after, nothing),
            )
            for one in found.framework
        ]
        shown, note = self._cut(rows)
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

    def _gained(self) -> Iterator[str]:
        words, dossier = self.words, self.found.after.dossier
        for one in self.found.countries:
            ends = [figures(end.outcome) for end in (one.change.before, one.change.after)]
            shares = [words.share(end.coverage) if end else words.share(0.0) for end in ends]
            if dossier and (one.gained or shares[0] != shares[1]):
                titles = [indicator_title(dossier, key, words) for key in one.gained]
                yield words(
                    "review_gained" if titles else "review_covered",
                    name=country_name(one.iso3, words),
                    before=shares[0],
                    after=shares[1],
                    indicators=words.listed(titles),
                )


def _size(one: Tested) -> float:
    return round(abs(one.difference), 9)


def _arrow(ends: Sequence[str]) -> str:
    return f"{ends[0]} → {ends[1]}"


def _score(dossier: Dossier, country: CountryResult, words: Words) -> str:
    estimate = figures(country.outcome)
    return "–" if estimate is None else score_of(estimate.score, dossier.framework, words)


def _band(dossier: Dossier, country: CountryResult, words: Words) -> str:
    name = band_at(dossier, country)
    bands = [band_name(band, words) for band in dossier.framework.bands if band.name == name]
    return bands[0] if bands else words("compare_status_insufficient")


def _verdict(one: Tested, words: Words) -> str:
    if not one.comparable:
        key = "changes_incomparable"
    elif not one.touched:
        key = "changes_none"
    else:
        key = "changes_yes" if one.significant else "changes_no"
    return f"{one.direction} {words(key)}"


def _short(item: Evidence) -> str:
    text = item.headline or item.statement
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def _cell(text: str | None, nothing: str) -> str:
    text = nothing if text is None else text
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def _problem(problem: Problem, words: Words) -> str:
    one = problem.in_language(words.lang)
    hint = f" ({one.hint})" if one.hint else ""
    return f"{one.place}: {words(f'severity_{one.severity}')}: {one.rule}: {one.message}{hint}"
