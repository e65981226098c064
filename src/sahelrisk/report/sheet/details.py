"""The following pages of a sheet: pillars, indicators with their items, sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sahelrisk.analysis.difference import Change
from sahelrisk.report.figures import country_points, evidence_share
from sahelrisk.report.names import (
    indicator_short,
    indicator_text,
    indicator_title,
    measure_title,
    pillar_name,
    pillar_short,
    pillar_title,
)
from sahelrisk.report.sheet.marks import mark_of
from sahelrisk.report.sheet.telling import Telling, grade
from sahelrisk.report.sheet_view import (
    Cell,
    IndicatorPart,
    ItemPart,
    Mark,
    PillarPart,
    Sign,
    SourcePart,
    Work,
)
from sahelrisk.report.words import day_text
from sahelrisk.scoring.estimate import NOT_APPLICABLE, Estimate, Gap, figures
from sahelrisk.scoring.results import IndicatorResult, NodeResult
from sahelrisk.scoring.weigh import Weighed, settled

SIGNS: Mapping[str, Sign] = {"↑": "up", "↓": "down", "→": "same", "·": "none"}


class Parts:
    """The pillars and indicators of a country, with the signs of a change."""

    def __init__(self, telling: Telling, change: Change | None) -> None:
        """Take what is told, and what changed."""
        self.telling, self.subject, self.words = telling, telling.subject, telling.words
        tested = (*change.pillars, *change.indicators) if change else ()
        self.signs = {one.id: SIGNS[one.direction] for one in tested}
        self.sources = Sources(telling)

    def pillars(self) -> tuple[PillarPart, ...]:
        """Return every pillar with its own indicators, in the order of the tree."""
        return tuple(self._pillar(one) for one in self.subject.country.pillars)

    def _pillar(self, pillar: NodeResult) -> PillarPart:
        dossier, words = self.subject.dossier, self.words
        above = pillar_name(dossier, pillar.id, words).above
        mark = mark_of(pillar.outcome, dossier.framework, words, pillar.node.rules)
        share = self.evidence(pillar.outcome)
        return PillarPart(
            id=pillar.id,
            title=pillar_title(dossier, pillar.id, words),
            short=pillar_short(dossier, pillar.id, words),
            mark=mark,
            words=self._why(pillar.outcome),
            sign=self.signs.get(pillar.id, "none"),
            evidence=share,
            cells=tuple(self.cell(one) for one in _own(pillar)),
            depth=len(above),
            above=above,
            note=self._note(mark, share),
        )

    def _note(self, mark: Mark | None, share: str) -> str:
        """Say what a pillar's score is made of, as far as it has one."""
        if mark and mark.base_text:
            return self.words("sheet_pillar_note", base=mark.base_text, share=share)
        return self.words("sheet_pillar_note_start", share=share) if share else ""

    def cell(self, result: IndicatorResult) -> Cell:
        """Return an indicator as one line or cell."""
        dossier, words = self.subject.dossier, self.words
        return Cell(
            id=result.id,
            short=indicator_short(dossier, result.id, words),
            title=indicator_title(dossier, result.id, words),
            mark=mark_of(result.outcome, dossier.framework, words),
            words=self._why(result.outcome),
            sign=self.signs.get(result.id, "none"),
            evidence=self.evidence(result.outcome),
        )

    def _why(self, outcome: Estimate | Gap) -> str:
        if isinstance(outcome, Gap) and outcome.reason == NOT_APPLICABLE:
            return self.words("status_not-applicable")
        return self.words("status_insufficient_short")

    def evidence(self, outcome: Estimate | Gap) -> str:
        """Return which share of a node is evidence."""
        estimate = figures(outcome)
        needs = self.subject.dossier.framework.coverage
        return evidence_share(estimate.coverage, needs, self.words) if estimate else ""

    def indicators(self) -> Iterator[tuple[PillarPart, tuple[IndicatorPart, ...]]]:
        """Yield every pillar with its indicators in full."""
        results = {one.id: one for one in self.subject.country.indicators}
        for pillar in self.pillars():
            yield pillar, tuple(self._indicator(results[cell.id], cell) for cell in pillar.cells)

    def _indicator(self, result: IndicatorResult, cell: Cell) -> IndicatorPart:
        words, file = self.words, self.subject.dossier.indicators[result.id]
        pairs = list(zip(result.items, result.contributions, strict=True))
        pairs.sort(key=lambda p: (-abs(settled(p[1])), -settled(p[0].support), p[0].item.id))
        estimate = figures(result.outcome)
        alone = estimate is None or not settled(estimate.coverage)
        return IndicatorPart(
            cell=cell,
            question=indicator_text(file, "question", words) or "",
            about=tuple(self._about(result)),
            strong=words("sheet_base_only") if alone and cell.mark else "",
            items=tuple(self._item(one, points, result) for one, points in pairs),
        )

    def _about(self, result: IndicatorResult) -> Iterator[str]:
        words = self.words
        if result.reason:
            yield words("sheet_not_applicable", reason=result.reason)
            return
        estimate = figures(result.outcome)
        if estimate is None:
            return
        if result.base:
            measures = self.subject.dossier.measures
            parts = [
                words(
                    "sheet_measure",
                    title=measure_title(measures[one.measure], words),
                    rating=words.points(one.rating),
                    year=one.values[-1].period,
                )
                for one in result.base.sources
            ]
            base = words.points(result.base.score)
            yield words("sheet_base_of", base=base, measures=words.apart(parts))
        if settled(estimate.coverage):
            moved, rules = sum(result.contributions), self.subject.dossier.framework
            yield words(
                "sheet_evidence_of",
                share=words.percent(estimate.coverage),
                points=words.signed(moved),
                country=country_points(sum(result.country_contributions()), rules, words),
            )

    def _item(self, one: Weighed, points: float, result: IndicatorResult) -> ItemPart:
        words, evidence = self.words, self.telling.evidence(one.item)
        source = evidence.source if evidence else None
        shown = words.rounded(points, 1)
        return ItemPart(
            id=one.item.id,
            points=words.signed(points) if shown else "0",
            sign="up" if shown > 0 else "down" if shown < 0 else "none",
            statement=self.telling.statement(one.item),
            date=day_text(one.item.observed, words),
            iso_date=one.item.observed,
            grade=grade(one),
            remarks=tuple(self._remarks(one, result)),
            source=(source.publisher or source.title or "") if source else "",
            source_href=self.sources.href(one) if source else "",
            url=address_of(source.url) if source else "",
            place=f"{evidence.place.path}:{evidence.place.line}" if evidence else "",
        )

    def _remarks(self, one: Weighed, result: IndicatorResult) -> Iterator[str]:
        words, item = self.words, one.item
        if item.level is not None:
            level = words.general(item.level)
            if item.level_high is not None:
                level = f"{level}–{words.general(item.level_high)}"
            yield words(f"sheet_reads_{one.reads}", level=level)
        elif item.value is not None and result.indicator.measure:
            yield f"{words.general(item.value)} {result.indicator.measure.unit}"
        if item.turning_point:
            yield words("sheet_turning_point")
        if item.condition:
            yield words("sheet_condition")
        if one.silenced == "retired":
            yield words("sheet_retired", id=one.retired_by)
        elif one.silenced:
            yield words(f"silenced_{one.silenced}")
        elif one.state == "consistent":
            yield words("sheet_consistent")


def address_of(url: str | None) -> str:
    """Return an address that a page may link to; what is no web address leads nowhere."""
    web = url is not None and url.casefold().startswith(("https://", "http://"))
    return url if url and web else ""


def _own(pillar: NodeResult) -> Iterator[IndicatorResult]:
    return (one for one in pillar.members if isinstance(one, IndicatorResult))


class Sources:
    """The publishers of a country's items, in alphabetical order, with what was read."""

    def __init__(self, telling: Telling) -> None:
        """Gather them from the items."""
        self.telling = telling
        found: dict[str, dict[tuple[str, str], tuple[str, Weighed]]] = {}
        for result in telling.subject.country.indicators:
            for one in result.items:
                evidence = telling.evidence(one.item)
                source = evidence.source if evidence else None
                if source is None or not (source.publisher or source.title):
                    continue
                works = found.setdefault(source.publisher or source.title or "", {})
                works.setdefault((source.title or "", source.url or ""), (one.item.id, one))
        self.by_name = dict(sorted(found.items(), key=lambda pair: pair[0].casefold()))
        self.ids = {name: f"source-{at}" for at, name in enumerate(self.by_name, start=1)}

    def href(self, one: Weighed) -> str:
        """Return the address of an item's source on the same sheet."""
        evidence = self.telling.evidence(one.item)
        source = evidence.source if evidence else None
        name = (source.publisher or source.title or "") if source else ""
        return f"#{self.ids[name]}" if name in self.ids else ""

    def parts(self) -> Iterator[SourcePart]:
        """Yield every publisher with its works."""
        words = self.telling.words
        for name, works in self.by_name.items():
            letters = sorted({one.item.reliability for _, one in works.values()})
            yield SourcePart(
                id=self.ids[name],
                publisher=name,
                about=words("sheet_source", letters=", ".join(letters)),
                works=tuple(self._work(*key, one) for key, (_, one) in works.items()),
            )

    def _work(self, title: str, url: str, one: Weighed) -> Work:
        words, evidence = self.telling.words, self.telling.evidence(one.item)
        published = evidence.source.published if evidence and evidence.source else None
        host = url.partition("://")[2].partition("/")[0].removeprefix("www.")
        about = [host, day_text(published.text, words) if published else ""]
        shown = " · ".join(part for part in about if part)
        return Work(title or host or url, address_of(url), shown)
