"""What a sheet tells: what happened, what moves the score, what to watch, what is missing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from operator import itemgetter
from textwrap import shorten

from sahelrisk.analysis.watch import Prospect
from sahelrisk.model import countries
from sahelrisk.report.figures import (
    PLAIN,
    country_points,
    place,
    point_decimals,
    score_text,
    unit,
)
from sahelrisk.report.measured import value_text
from sahelrisk.report.names import (
    country_name,
    indicator_short,
    indicator_title,
    measure_title,
    rung_text,
)
from sahelrisk.report.sheet.telling import LEAST_POINTS, Telling, grade
from sahelrisk.report.sheet_view import Push, Sentence, Waterfall
from sahelrisk.report.subject import Subject
from sahelrisk.report.words import Words, day_text
from sahelrisk.scoring.estimate import NOT_APPLICABLE, Gap, figures, has_score
from sahelrisk.scoring.results import IndicatorResult
from sahelrisk.scoring.weigh import settled

MOST_BARS = 7
MOST_LETTERS = 90
WATCH_DOWN, WATCH_UP = 2, 1
MOST_BORNE_OUT = 3


def pushes(telling: Telling) -> tuple[Push, ...]:
    """Return what each indicator adds to the base rate of the country, the largest first."""
    found = (_push(result, telling) for result in telling.subject.country.indicators)
    shown = [one for one in found if one and settled(one.points)]
    return tuple(sorted(shown, key=lambda one: (-one.points, one.title)))


def _push(result: IndicatorResult, telling: Telling) -> Push | None:
    estimate = figures(result.outcome)
    words, dossier = telling.words, telling.subject.dossier
    framework = dossier.framework
    if estimate is None or settled(estimate.coverage) < settled(framework.alerts.driver_coverage):
        return None
    moved = sum(result.country_contributions())
    title = indicator_title(dossier, result.id, words)
    score = score_text(estimate.score, PLAIN, framework, words)
    if estimate.base_rate is not None:
        base = words.points(estimate.base_rate)
        title = words("sheet_push_base", title=title, score=score, base=base)
    else:
        title = words("sheet_push", title=title, score=score)
    return Push(
        title=title,
        short=indicator_short(dossier, result.id, words),
        href=f"#{result.id}",
        points=moved * unit(framework),
        text=country_points(moved, framework, words),
        reason=_reason(result, moved * unit(framework), telling),
    )


def _reason(result: IndicatorResult, points: float, telling: Telling) -> str:
    """Return the item that moves an indicator most in its direction, with date and grade."""
    pairs = zip(result.items, result.contributions, strict=True)
    own = [
        (abs(moved), one.item.first_day, one.item.id, one)
        for one, moved in pairs
        if moved * points > 0.0
    ]
    if not own:
        return ""
    one = max(own, key=itemgetter(0, 1, 2))[3]
    return telling.words(
        "sheet_reason",
        headline=shorten(telling.headline(one.item).rstrip("."), MOST_LETTERS, placeholder=" …"),
        date=day_text(one.item.observed, telling.words),
        grade=grade(one),
    )


def waterfall_of(found: Sequence[Push], telling: Telling, tone: int) -> Waterfall | None:
    """Return the way from base rate to score; small moves are drawn together as one bar."""
    subject, words = telling.subject, telling.words
    estimate, rules = subject.estimate, subject.dossier.framework
    if estimate is None or estimate.base_rate is None or rules.scale != (0.0, 100.0):
        return None
    largest = sorted(found, key=lambda one: (-abs(one.points), one.title))[:MOST_BARS]
    shown = [one for one in found if one in largest and settled(abs(one.points)) >= LEAST_POINTS]
    digits = point_decimals(rules)
    rest = words.rounded(estimate.score, digits) - words.rounded(estimate.base_rate, digits)
    rest -= sum(words.rounded(one.points, digits) for one in shown)
    bars = [
        Push(one.title, one.short, one.href, words.rounded(one.points, digits), one.text)
        for one in shown
    ]
    if settled(rest):
        label = words("sheet_rest")
        bars.append(Push(label, label, "", rest, words.signed(rest, digits), rest=True))
    return Waterfall(
        base=words.rounded(estimate.base_rate, digits),
        base_text=words.points(estimate.base_rate, digits),
        score=words.rounded(estimate.score, digits),
        score_text=words.points(estimate.score, digits),
        pushes=tuple(bars),
        tone=tone,
    )


def watching(found: Sequence[Prospect], subject: Subject) -> Iterator[Sentence]:
    """Yield what would carry an indicator into another band, in the words of its ladder."""
    told = [
        one for one in found if rung_text(subject.dossier, one.indicator, one.rung, subject.words)
    ]
    up = [one for one in told if one.rising][:WATCH_UP]
    taken = {one.indicator for one in up}
    down = [one for one in told if not one.rising and one.indicator not in taken][:WATCH_DOWN]
    for one in (*up, *down):
        yield _watch(one, subject)


def _watch(one: Prospect, subject: Subject) -> Sentence:
    words, dossier = subject.words, subject.dossier
    title = indicator_title(dossier, one.indicator, words)
    age = "" if one.newest is None else _age(subject, one.newest)
    text = words(
        "sheet_watch_up" if one.rising else "sheet_watch_down",
        title=title,
        rung=rung_text(dossier, one.indicator, one.rung, words).rstrip(". "),
        edge=place(one.edge, PLAIN, words),
    )
    return Sentence(f"{text}{age}.", ((title, f"#{one.indicator}"),))


def _age(subject: Subject, newest: int) -> str:
    days = max(0, subject.assessment.as_of.toordinal() - newest)
    return f" ({subject.words.count('sheet_last_evidence', days)})"


def gaps(subject: Subject) -> Iterator[Sentence]:
    """Yield which indicators rest on the base rate alone, and of which nothing is known."""
    words, coverage = subject.words, subject.dossier.framework.coverage
    silent = [
        one
        for one in subject.country.indicators
        if isinstance(one.outcome, Gap)
        and one.outcome.reason != NOT_APPLICABLE
        and not any(not item.silenced for item in one.items)
    ]
    for key, scored in (("sheet_gap_base", True), ("sheet_gap_nothing", False)):
        own = [one for one in silent if has_score(one.outcome, coverage) is scored]
        heard = [one for one in subject.country.indicators if one.items and one not in silent]
        if scored and 0 < len(heard) < len(own):
            titles, links = _linked(heard, subject)
            few = words.count("sheet_gap_heard", len(heard), titles=titles, rest=len(own))
            yield Sentence(few, links)
        elif own:
            titles, links = _linked(own, subject)
            yield Sentence(words.count(key, len(own), titles=titles), links)
    yield from _borne_out(subject)


def _borne_out(subject: Subject) -> Iterator[Sentence]:
    """Yield which indicators have reports that agree with their base rate and leave it there."""
    words, dossier = subject.words, subject.dossier
    found = [one for one in subject.country.indicators if _agrees(one, subject)]
    if not found:
        return
    named, links = [], []
    for result in found[:MOST_BORNE_OUT]:
        number = sum(not one.silenced for one in result.items)
        title = indicator_title(dossier, result.id, words)
        named.append(words("sheet_gap_reports", title=title, number=number))
        links.append((title, f"#{result.id}"))
    if (rest := len(found) - len(named)) > 0:
        named.append(words.count("sheet_gap_others", rest))
    yield Sentence(words("sheet_gap_borne_out", titles=words.listed(named)), tuple(links))


def _agrees(result: IndicatorResult, subject: Subject) -> bool:
    """Tell whether an indicator has reports, hardly any evidence, and no point from it."""
    estimate, rules = figures(result.outcome), subject.dossier.framework
    return bool(
        estimate
        and estimate.base_rate is not None
        and has_score(result.outcome, rules.coverage)
        and settled(estimate.coverage) < settled(rules.alerts.driver_coverage)
        and any(not one.silenced for one in result.items)
        and all(settled(abs(points)) < LEAST_POINTS for points in result.contributions)
    )


def _linked(
    found: Sequence[IndicatorResult], subject: Subject
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the titles of indicators as a sentence lists them, and where each leads."""
    titles = [indicator_title(subject.dossier, one.id, subject.words) for one in found]
    links = tuple((title, f"#{one.id}") for title, one in zip(titles, found, strict=True))
    return subject.words.listed(titles), links


def statistics(subject: Subject) -> Iterator[str]:
    """Yield which statistics of which year a base rate rests on, with their ratings."""
    words, measures = subject.words, subject.dossier.measures
    found: dict[str, str] = {}
    for result in subject.country.indicators:
        for source in result.base.sources if result.base else ():
            file = measures[source.measure]
            found[source.measure] = words(
                "sheet_statistic",
                title=measure_title(file, words),
                value=value_text(source.values[-1].value, file, words),
                year=source.values[-1].period,
                rating=words.points(
                    100.0 - source.rating if result.indicator.flipped else source.rating
                ),
            )
    yield from found.values()


def name_of(subject: Subject) -> str:
    """Return the country's name."""
    return country_name(subject.country.iso3, subject.words)


def typed_name(iso3: str, words: Words) -> str:
    """Return what to type for a country: its plain name in one word, or its code."""
    bare = unicodedata.normalize("NFKD", country_name(iso3, words)).encode("ascii", "ignore")
    slug = re.sub(r"[^a-z0-9]+", "-", bare.decode().casefold()).strip("-")
    found = countries.find(slug)
    return slug if found and found.alpha3 == iso3 else iso3.lower()
