"""The report of `bulletin`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from sahelrisk.model.documents.bulletin_document import BulletinDocument, CountryWatched, SpokenItem
from sahelrisk.model.documents.parts import Run
from sahelrisk.model.evidence_item import Evidence
from sahelrisk.report.blocks import (
    Block,
    Cell,
    Column,
    Fields,
    Heading,
    Listing,
    Paragraph,
    Plain,
    Report,
    Table,
)
from sahelrisk.report.figures import decimals, point_decimals, score_text
from sahelrisk.report.fills import NOTHING, band_text
from sahelrisk.report.names import (
    dossier_title,
    framework_title,
    headline_of,
    indicator_title,
    profile_title,
)
from sahelrisk.report.texts import DocumentTexts
from sahelrisk.report.words import Words, day_text
from sahelrisk.scoring.estimate import figures
from sahelrisk.scoring.results import CountryResult
from sahelrisk.tasks.bulletin import Bulletin
from sahelrisk.tasks.bulletin_building import bulletin_document
from sahelrisk.tasks.changes import has_score_at
from sahelrisk.tasks.gates import Answers

HEADER = (
    *("tlp", "country", "direction", "before", "after", "difference"),
    *("items", "alerts", "lapsing"),
)


MONTH = len("2026-06")


class Page(NamedTuple):
    """What the page of a bulletin is written from."""

    found: Bulletin
    document: BulletinDocument
    words: Words
    items: Mapping[str, Evidence]

    def blocks(self) -> Iterator[Block]:
        """Yield the page; one sentence where nothing happened."""
        words, document = self.words, self.document
        yield Heading(title_of(self.found, words), 1)
        yield Fields(tuple(self._head()))
        if document.crossed or document.missing:
            yield Heading(words("review_gates"))
            yield Listing((*document.crossed, *document.missing), words("review_gates"))
        yield Heading(words("bottom_line"))
        if document.quiet:
            yield Paragraph(words("bulletin_quiet", since=document.since.isoformat()), "strong")
        yield self._signs()
        for one in document.countries:
            lines = list(self.lines(one))
            if lines:
                yield Heading(one.name)
                yield Listing(tuple(lines), one.name)
        if document.sources:
            sources = [
                words("review_source", name=one.publisher, id=one.evidence)
                for one in document.sources
            ]
            heading = words("review_sources", number=len(sources))
            yield Heading(heading)
            yield Listing(tuple(sources), heading)

    def _head(self) -> Iterator[tuple[str, Cell]]:
        words, document, dossier = self.words, self.document, self.found.dossier
        yield words("marking"), f"TLP:{document.tlp}"
        yield words("changes_from"), document.since.isoformat()
        yield words("changes_to"), document.as_of.isoformat()
        yield words("profile"), profile_title(self.found.profile, words)
        yield words("framework"), framework_title(dossier, words)
        if notice := dossier.file.notice(words.lang):
            yield words("notice"), notice
        if document.withheld:
            yield words("notice"), words.count("withheld", document.withheld)

    def _signs(self) -> Table:
        words = self.words
        digits = max(1, decimals(self.found.dossier.framework))
        columns = (
            Column(words("review_country")),
            Column(words("bulletin_sign")),
            Column(words("review_score"), number=True),
            Column(words("changes_difference"), number=True),
            Column(words("review_band"), drop=1),
        )
        rows = tuple(
            (
                one.name,
                one.direction,
                score,
                words.signed(one.difference, digits),
                band,
            )
            for one, each in zip(self.document.countries, self.found.countries, strict=True)
            for score, band in [self._end(each.change.after)]
        )
        return Table(columns, rows, words("bulletin_signs"))

    def _end(self, country: CountryResult) -> tuple[str, str]:
        """Return score and band on the last day, as a brief has them."""
        words, dossier = self.words, self.found.dossier
        estimate, rules = figures(country.outcome), dossier.framework
        if estimate is None or not has_score_at(dossier, country):
            return NOTHING, words("compare_status_insufficient")
        score = score_text(estimate.score, rules, rules, words)
        return score, band_text(estimate, rules, words)

    def lines(self, one: CountryWatched) -> Iterator[str]:
        """Yield what there is to say of a country."""
        words = self.words
        happened = {each.evidence: each for each in one.happened}
        for each in one.items:
            why = happened.get(each.evidence)
            yield self._spoken(each) + (f" [{words(f'bulletin_{why.why}')}]" if why else "")
        spoken = {each.evidence for each in one.items}
        for other in one.happened:
            if other.evidence not in spoken:
                indicator = self._indicator(other.indicator)
                yield words(f"review_{other.why}", indicator=indicator, id=other.evidence)
        for alert in one.alerts:
            yield words("bulletin_alert", text=alert.text)
        for lapse in one.lapsing:
            what = self._indicator(lapse.id) if lapse.id else one.name
            yield words("bulletin_lapses", what=what, day=lapse.day.isoformat())
        for due in one.due:
            month = day_text(due.last.isoformat()[:MONTH], words)
            yield words("bulletin_due", statement=self._headline(due.evidence), date=month)

    def _spoken(self, one: SpokenItem) -> str:
        """Return what was entered and what it moves, or that it moves nothing."""
        words, coarse = self.words, point_decimals(self.found.dossier.framework)
        digits = coarse if self.words.rounded(one.points, coarse) else coarse + 1
        still = not words.rounded(one.points, digits)
        return words(
            f"bulletin_{one.cause}_still" if still else f"bulletin_{one.cause}",
            **({} if still else {"points": words.signed(one.points, digits)}),
            indicator=self._indicator(one.indicator),
            statement=self._headline(one.evidence),
            id=one.evidence,
        )

    def _headline(self, key: str) -> str:
        return headline_of(self.items[key], self.words).rstrip(".")

    def _indicator(self, key: str) -> str:
        return indicator_title(self.found.dossier, key, self.words)


def title_of(found: Bulletin, words: Words) -> str:
    """Return the bulletin's title."""
    return words(
        "bulletin_title", title=dossier_title(found.dossier, words), day=found.as_of.isoformat()
    )


def _page(found: Bulletin, document: BulletinDocument, words: Words) -> Page:
    return Page(found, document, words, found.worded)


def build_bulletin(found: Bulletin, answers: Answers, words: Words, run: Run) -> Report:
    """Build the report of a bulletin."""
    texts = DocumentTexts(words)
    document = cache(lambda: bulletin_document(found, texts, run, answers))
    return Report(
        title=title_of(found, words),
        blocks=lambda: _page(found, document(), words).blocks(),
        document=lambda: document().as_json(),
        header=HEADER,
        rows=lambda: _rows(document()),
        language=words.lang,
        phrases=words.phrases(),
    )


def _rows(document: BulletinDocument) -> Iterator[tuple[Plain, ...]]:
    for one in document.countries:
        numbers = (len(one.items), len(one.alerts), len(one.lapsing))
        scores = (one.before.score, one.after.score, one.difference)
        yield (document.tlp, one.iso3, one.direction, *scores, *numbers)


def feed_marking(document: BulletinDocument, words: Words) -> str:
    """Return what a feed says of itself: its marking, and how much was left out for it."""
    left_out = words.count("withheld", document.withheld) if document.withheld else ""
    return ". ".join(filter(None, (f"TLP:{document.tlp}", left_out)))


class Entry(NamedTuple):
    """What a feed says of a country."""

    key: str
    title: str
    lines: tuple[str, ...]


def entries(
    found: Bulletin, answers: Answers, words: Words, run: Run
) -> tuple[BulletinDocument, tuple[Entry, ...]]:
    """Return the document, and an entry for each country where something happened."""
    document = bulletin_document(found, DocumentTexts(words), run, answers)
    page = _page(found, document, words)
    return document, tuple(
        Entry(
            f"{one.iso3}:{document.as_of.isoformat()}",
            words(
                "bulletin_entry",
                name=one.name,
                sign=one.direction,
                points=words.signed(one.difference, point_decimals(found.dossier.framework)),
            ),
            tuple(page.lines(one)),
        )
        for one in document.countries
        if not one.quiet
    )
