"""The sheet of a country from its scores, what changed in a year, and its course."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from sahelrisk.analysis.difference import Change, change, state_of
from sahelrisk.analysis.timeline import Point, series
from sahelrisk.analysis.timeline import dates as days_between
from sahelrisk.analysis.watch import prospects
from sahelrisk.analysis.what_if import country_of
from sahelrisk.report.dates import day_text
from sahelrisk.report.figures import place, point_decimals, score_of, unit
from sahelrisk.report.names import (
    band_name,
    indicator_short,
    is_index,
    pillar_title,
    profile_title,
)
from sahelrisk.report.sheet import story
from sahelrisk.report.sheet.details import SIGNS, Parts
from sahelrisk.report.sheet.footing import footing
from sahelrisk.report.sheet.marks import mark_of, stretches
from sahelrisk.report.sheet_view import (
    ARROWS,
    Cell,
    Course,
    Fact,
    Happening,
    Letterhead,
    Mark,
    Moment,
    Push,
    Ring,
    Sentence,
    Sheet,
)
from sahelrisk.report.subject import Subject, marking_block
from sahelrisk.report.texts import alert_text
from sahelrisk.report.words import Words
from sahelrisk.scoring.assess import Basis, basis_of
from sahelrisk.scoring.basis import worst_pillar
from sahelrisk.scoring.disagreement import disagreement
from sahelrisk.scoring.estimate import applies, band_of, band_probabilities, figures, interval
from sahelrisk.scoring.standing import Standing
from sahelrisk.tasks.marking import marking
from sahelrisk.tasks.standing import standing

MONTHS_OF_CHANGE, MONTHS_OF_COURSE = 12, 36
MOST_RINGS = 9


class Wanted(NamedTuple):
    """How much of a sheet is worked out: the chart of three years, the pages behind the first."""

    whole: bool = False
    full: bool = False


def months_before(day: date, months: int) -> date:
    """Return the same day so many months earlier, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < date.min.year:
        return date.min
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date(year, month + 1, 28)


def sheet_of(subject: Subject, wanted: Wanted, letterhead: Letterhead | None = None) -> Sheet:
    """Return the sheet of a country."""
    words, dossier, framework = subject.words, subject.dossier, subject.dossier.framework
    found, stands = _year(subject), standing(dossier, subject.assessment, subject.country)
    basis = basis_of(dossier, subject.assessment.tree, subject.assessment.known_on)
    telling = story.Telling(subject)
    parts = Parts(telling, found)
    mark = mark_of(subject.country.outcome, framework, words, framework)
    happened = story.happenings(found, telling) if mark else ()
    pushes = story.pushes(telling) if mark else ()
    evidence = bool(subject.support.evidence)
    course, happened = _course(subject, basis, happened, wanted) if mark else (None, happened)
    deck, plain = _deck(subject, mark, pushes), _plain(subject, mark)
    least = story.LEAST_POINTS * abs(unit(framework))
    return Sheet(
        iso3=subject.country.iso3,
        country=story.name_of(subject),
        letterhead=letterhead or Letterhead(words("sheet_report"), dossier.file.title),
        tlp=marking(dossier, [subject.country]),
        as_of=day_text(subject.assessment.as_of, words),
        iso_as_of=subject.assessment.as_of.isoformat(),
        newest=_newest(subject),
        notices=tuple(_notices(subject)),
        bands=stretches(framework, words),
        mark=mark,
        chip=mark.band if mark else "",
        of=words("sheet_of", top=words.general(framework.scale[1])),
        level=words("sheet_level", level=words.percent(framework.method.interval)),
        standing=_standing(stands, words),
        base_line=base_line(subject),
        confidence=words(f"confidence_{subject.support.confidence}") if evidence else "",
        worst=_worst(subject),
        deck=tuple(deck),
        plain=tuple(plain),
        facts=tuple(_facts(subject, mark, found, stands)) if mark else (),
        course=course,
        sign=SIGNS[found.country.direction],
        evidence=parts.evidence(subject.country.outcome) if mark else "",
        shown=_shown(subject, parts),
        shown_title=_shown_title(subject),
        pillars=parts.pillars() if mark else (),
        happened=happened,
        happened_title=words("sheet_happened", months=MONTHS_OF_CHANGE)
        if mark and evidence
        else "",
        waterfall=story.waterfall_of(pushes, telling, mark.tone) if mark and pushes else None,
        up=tuple(one for one in pushes if one.points >= least),
        down=tuple(one for one in reversed(pushes) if one.points <= -least),
        watch=tuple(_watch(subject, basis)) if mark and evidence else (),
        gaps=tuple(story.gaps(subject)) if mark and evidence else (),
        basis=tuple(story.statistics(subject)) if mark and not evidence else (),
        hint=words("sheet_hint", country=story.typed_name(subject.country.iso3, words)),
        **_full(subject, wanted),
        **_behind(parts, wanted),
        credits=words("sheet_credits") if dossier.measures else "",
        language=words.lang,
        ticks=tuple(_ticks(subject)),
        top=words.general(framework.scale[1]),
        made_of=_made_of(subject),
    )


def _ticks(subject: Subject) -> Iterator[tuple[str, str]]:
    scales = {one.node.rules.scale: one.node.rules for one in subject.country.pillars}
    if len(scales) == 1:
        [rules] = scales.values()
        for at in range(0, 101, 20):
            yield str(at), place(float(at), rules, subject.words)


def _made_of(subject: Subject) -> tuple[tuple[str, str], ...]:
    return tuple((label, str(value)) for label, value in marking_block(subject).pairs)


def _year(subject: Subject) -> Change:
    """Return what changed in the last twelve months, as known on the day asked for."""
    assessment = subject.assessment
    since = months_before(assessment.as_of, MONTHS_OF_CHANGE)
    known = assessment.known_on
    before = state_of(subject.dossier, assessment.tree, since, min(known or since, since))
    after = state_of(subject.dossier, assessment.tree, assessment.as_of, known or assessment.as_of)
    return change(subject.country.iso3, before, after)


def _course(
    subject: Subject, basis: Basis, happened: Sequence[Happening], wanted: Wanted
) -> tuple[Course | None, tuple[Happening, ...]]:
    """Return the course of three years, and what happened with the numbers it has there."""
    words, assessment = subject.words, subject.assessment
    first = months_before(assessment.as_of, MONTHS_OF_COURSE)
    every = "month" if wanted.whole else "quarter"
    days = days_between(first, assessment.as_of, every)
    points = [one for one in series(basis, subject.country.iso3, days) if one.estimate]
    if len(points) < 2:  # noqa: PLR2004  a line has two ends
        return None, tuple(happened)
    span = (assessment.as_of - first).days

    def at(day: date) -> float:
        return min(1.0, max(0.0, (day - first).days / span))

    recent = sorted((one for one in happened if not one.late), key=lambda one: one.iso_date)
    rings = []
    for number, one in enumerate(recent[-MOST_RINGS:], start=1):
        day = date.fromisoformat((one.iso_date + "-01-01")[:10])
        rings.append(Ring(at(day), number, one.date, one.headline, one.href, recent=True))
    numbers = {ring.href: ring.number for ring in rings}
    told = tuple(one._replace(number=numbers.get(one.href, 0)) for one in happened)
    level = subject.dossier.framework.method.interval
    moments = tuple(_moment(point, at(point.as_of), level) for point in points)
    years = range(first.year, assessment.as_of.year + 1)
    middles = [
        (
            at(max(first, date(year, 1, 1))) / 2
            + at(min(assessment.as_of, date(year, 12, 31))) / 2,
            str(year),
        )
        for year in years
    ]
    ends = (moments[0].score, moments[-1].score)
    summary = words(
        "sheet_course_text",
        first=day_text(points[0].as_of, words),
        last=day_text(points[-1].as_of, words),
        before=score_of(ends[0], subject.dossier.framework, words),
        after=score_of(ends[1], subject.dossier.framework, words),
    )
    return Course(
        title=words("sheet_course", months=MONTHS_OF_COURSE),
        summary=summary,
        moments=moments,
        ticks=tuple(middles),
        divisions=tuple(at(date(year, 1, 1)) for year in list(years)[1:]),
        rings=tuple(rings),
        spark=tuple(moment.score for moment in moments),
        scale=subject.dossier.framework.scale,
    ), told


def _moment(point: Point, at: float, level: float) -> Moment:
    estimate = point.estimate
    if estimate is None:
        raise ValueError
    low, high = interval(estimate, level)
    return Moment(at, estimate.score, low, high, estimate.base_rate)


def _newest(subject: Subject) -> str:
    items = [one.item for r in subject.country.indicators for one in r.items if not one.silenced]
    newest = max(items, key=lambda item: (item.first_day, item.observed), default=None)
    words = subject.words
    return words("sheet_newest", date=day_text(newest.observed, words)) if newest else ""


def _notices(subject: Subject) -> Iterator[str]:
    words, assessment, file = subject.words, subject.assessment, subject.dossier.file
    if subject.dossier.scenario:
        yield words("scenario", files=", ".join(subject.dossier.scenario))
    if file.illustrative:
        translated = file.fr.illustrative if words.lang == "fr" and file.fr else None
        yield translated or file.illustrative
    if assessment.profile:
        yield words("sheet_profile", profile=profile_title(assessment.profile, words))
    if assessment.known_on:
        yield words("sheet_known_on", date=day_text(assessment.known_on, words))
    if subject.dossier.withheld:
        yield words.count("withheld", subject.dossier.withheld)


def _standing(found: Standing | None, words: Words) -> str:
    if found is None:
        return ""
    return words("sheet_standing", share=words.percent(found.share), countries=found.countries)


def base_line(subject: Subject) -> str:
    """Return a country's base rate and what evidence moved from it; nothing without one."""
    estimate, rules, words = subject.estimate, subject.dossier.framework, subject.words
    if estimate is None or estimate.base_rate is None:
        return ""
    base = score_of(estimate.base_rate, rules, words)
    if not subject.support.evidence:
        return words("sheet_base_alone", base=base)
    digits = 0 if rules.scale == (0.0, 100.0) else point_decimals(rules)
    size = unit(rules)
    moved = words.rounded(estimate.score * size, digits) - words.rounded(
        estimate.base_rate * size, digits
    )
    return words("sheet_base_line", base=base, points=words.signed(moved, digits))


def _worst(subject: Subject) -> Sentence:
    words, framework = subject.words, subject.dossier.framework
    worst = worst_pillar(subject.country, framework)
    mark = mark_of(worst.outcome, framework, words, worst.node.rules) if worst else None
    if worst is None or mark is None or not subject.support.evidence:
        return Sentence("")
    title = pillar_title(subject.dossier, worst.id, words)
    if is_index(subject.dossier):
        return Sentence(words("sheet_highest", title=title, score=mark.text))
    band = mark.band.upper()
    text = words("sheet_worst", title=title, band=band, score=mark.text)
    return Sentence(text, ((band, f"#mark{mark.tone}"),))


def _deck(subject: Subject, mark: Mark | None, pushes: Sequence[Push]) -> Iterator[str]:
    """Yield what a reader should know after one sentence, and the sentences behind it."""
    words, rules = subject.words, subject.dossier.framework
    if mark is None or not subject.support.evidence:
        return
    name, worst = story.name_of(subject), worst_pillar(subject.country, rules)
    worst_mark = mark_of(worst.outcome, rules, words, worst.node.rules) if worst else None
    if is_index(subject.dossier) or worst is None or worst_mark is None:
        yield words("sheet_scores", name=name, score=mark.text, of=mark.band)
        return
    title = pillar_title(subject.dossier, worst.id, words)
    key = "sheet_deck_thin" if worst_mark.broken else "sheet_deck"
    yield words(
        key, name=name, band=mark.band, title=title, worst=worst_mark.band, score=worst_mark.text
    )
    estimate = subject.estimate
    if estimate is None or estimate.base_rate is None:
        return
    moved = words.rounded(estimate.score, 0) - words.rounded(estimate.base_rate, 0)
    key = "sheet_deck_at" if not moved else "sheet_deck_up" if moved > 0 else "sheet_deck_down"
    rising = moved > 0
    own = [one for one in pushes if (one.points > 0) is rising]
    own = (own if rising else own[::-1])[:2]
    titles = words.listed([one.short for one in own])
    yield words(key, points=words.fixed(abs(moved), 0), titles=titles) if own or not moved else ""


def _plain(subject: Subject, mark: Mark | None) -> Iterator[str]:
    """Yield the honest lines on a country of which little or nothing is known."""
    words, name = subject.words, story.name_of(subject)
    if not applies(subject.country.outcome):
        yield words("sheet_nothing_applies", name=name)
    elif mark is None:
        evidence = subject.support.evidence
        yield words("sheet_too_little" if evidence else "sheet_insufficient", name=name)
    elif not subject.support.evidence:
        yield words("sheet_only_base", name=name)


def _facts(subject: Subject, mark: Mark, found: Change, stands: Standing | None) -> Iterator[Fact]:
    words, rules, estimate = subject.words, subject.dossier.framework, subject.estimate
    if estimate is None:
        return
    masses = band_probabilities(estimate, rules.bands)
    own = band_of(estimate.score, rules.bands)
    others = [index for index in range(len(masses)) if index != own]
    other = max(others, key=lambda index: masses[index], default=own)
    yield Fact(
        words("sheet_level", level=words.percent(rules.method.interval)),
        f"{mark.low_text}–{mark.high_text}",
        note=words(
            "sheet_mass",
            share=words.percent(masses[other]),
            band=band_name(rules.bands[other], words),
        ),
    )
    if mark.base is not None:
        yield Fact(
            words("sheet_base_rate"),
            mark.base_text,
            base_line(subject).partition(", ")[2],
            words("sheet_base_note"),
        )
    if stands:
        note = words("sheet_standing_note", countries=stands.countries)
        yield Fact(words("sheet_standing_label"), words.percent(stands.share), note=note)
    before = figures(found.before.outcome)
    if before:
        sign = SIGNS[found.country.direction]
        was = score_of(before.score, rules, words)
        yield Fact(
            words("sheet_12_months"),
            ARROWS[sign],
            words("sheet_from_to", before=was, after=mark.text),
            words(f"sign_{sign}"),
        )
    note = words("sheet_confidence", level=words(f"confidence_{subject.support.confidence}"))
    status = words(f"status_{subject.support.status}")
    share = words.percent(estimate.coverage)
    yield Fact(words("sheet_evidence"), share, status, note if subject.support.evidence else "")


def _shown(subject: Subject, parts: Parts) -> tuple[Cell, ...]:
    profile = subject.assessment.profile
    results = {one.id: one for one in subject.country.indicators}
    keys = profile.show if profile else ()
    return tuple(parts.cell(results[key]) for key in keys if key in results)


def _shown_title(subject: Subject) -> str:
    profile = subject.assessment.profile
    if profile is None or not profile.show:
        return ""
    return subject.words("sheet_shown", profile=profile_title(profile, subject.words))


def _watch(subject: Subject, basis: Basis) -> tuple[Sentence, ...]:
    assessment = subject.assessment
    country = country_of(basis, subject.country.iso3, assessment.as_of.toordinal())
    return tuple(story.watching(prospects(country), subject))


def _full(subject: Subject, wanted: Wanted) -> dict[str, Any]:
    """Return the parts that only the whole page has: footing, alerts, bands, contested, due."""
    if not (wanted.full or wanted.whole):
        return {}
    words, dossier, rules = subject.words, subject.dossier, subject.dossier.framework
    alerts = [
        Sentence(alert_text(one, dossier, subject.country, words), ((one.id, f"#{one.id}"),))
        for one in subject.alerts
    ]
    estimate = None if subject.support.status == "insufficient" else subject.estimate
    masses = band_probabilities(estimate, rules.bands) if estimate else []
    names = [band_name(band, words) for band in rules.bands]
    return {
        "footing": tuple(footing(subject)),
        "alerts": tuple(alerts),
        "probabilities": tuple(
            (name, words.percent(mass)) for name, mass in zip(names, masses, strict=False)
        ),
        "contested": tuple(_contested(subject)),
        "due": tuple(_due(subject)),
    }


def _contested(subject: Subject) -> Iterator[Sentence]:
    words, telling = subject.words, story.Telling(subject)
    for result in subject.country.indicators:
        rules = subject.dossier.framework.contested
        found = disagreement(result.items, rules, result.indicator.half_life)
        if found is None:
            continue
        title = indicator_short(subject.dossier, result.id, words)
        sides = [
            words(
                "sheet_side",
                rating=words.points(one.rating),
                headline=telling.headline(one).rstrip("."),
                grade=story.grade(one),
            )
            for one in found
        ]
        text = words("sheet_contested", title=title, above=sides[0], below=sides[1])
        yield Sentence(text, ((title, f"#{result.id}"),))


def _due(subject: Subject) -> Iterator[Sentence]:
    """Yield the standing conditions that nobody has confirmed for a year."""
    words, telling = subject.words, story.Telling(subject)
    day = subject.assessment.as_of.toordinal()
    seen = set()
    for result in subject.country.indicators:
        for one in result.items:
            item = one.item
            old = item.condition and not one.silenced and day - item.counted_day > 365  # noqa: PLR2004
            if not old or item.id in seen:
                continue
            seen.add(item.id)
            last = day_text(date.fromordinal(item.counted_day), words)
            text = words("sheet_due_item", headline=telling.headline(one).rstrip("."), date=last)
            yield Sentence(text, ((telling.headline(one).rstrip("."), f"#{item.id}"),))


def _behind(parts: Parts, wanted: Wanted) -> dict[str, Any]:
    if not wanted.whole:
        return {}
    words = parts.words
    terms = words("glossary_terms").split()
    return {
        "indicators": tuple(parts.indicators()),
        "sources": tuple(parts.sources.parts()),
        "method": tuple(words(f"sheet_method_{number}") for number in (1, 2, 3)),
        "glossary": tuple((words(f"term_{one}"), words(f"glossary_{one}")) for one in terms),
    }
