"""What stands above the pillars: notices, the sentences under the head, the key facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sahelrisk.analysis.difference import Change
from sahelrisk.analysis.steps import EVIDENCE_CAUSES
from sahelrisk.model.dossier import Dossier
from sahelrisk.report.figures import (
    band_printed,
    decimals,
    evidence_share,
    point_decimals,
    score_of,
    score_text,
    unit,
)
from sahelrisk.report.names import band_name, is_index, pillar_title, profile_title
from sahelrisk.report.sheet import story
from sahelrisk.report.sheet.details import SIGNS
from sahelrisk.report.sheet.marks import mark_of
from sahelrisk.report.sheet.telling import LEAST_POINTS
from sahelrisk.report.sheet_view import ARROWS, Fact, Mark, Push, Sentence
from sahelrisk.report.subject import Subject
from sahelrisk.report.words import Words, day_text
from sahelrisk.scoring.aggregate import on_scale
from sahelrisk.scoring.basis import worst_pillar
from sahelrisk.scoring.estimate import (
    applies,
    band_of,
    band_probabilities,
    figures,
    has_score,
)
from sahelrisk.scoring.results import Assessment
from sahelrisk.scoring.standing import Standing
from sahelrisk.scoring.weigh import settled


def newest(subject: Subject) -> str:
    """Return when the newest item with weight was true."""
    items = [one.item for r in subject.country.indicators for one in r.items if not one.silenced]
    newest = max(items, key=lambda item: (item.first_day, item.observed), default=None)
    words = subject.words
    return words("sheet_newest", date=day_text(newest.observed, words)) if newest else ""


def notices(dossier: Dossier, assessment: Assessment, words: Words) -> Iterator[str]:
    """Yield what a reader must know of the request before any figure."""
    file = dossier.file
    if dossier.scenario:
        yield words("scenario", files=", ".join(dossier.scenario))
    if notice := file.notice(words.lang):
        yield notice
    if assessment.profile:
        yield words("sheet_profile", profile=profile_title(assessment.profile, words))
    if assessment.known_on:
        yield words("sheet_known_on", date=day_text(assessment.known_on, words))
    if dossier.withheld:
        yield words.count("withheld", dossier.withheld)


def standing_line(found: Standing | None, words: Words) -> str:
    """Return the share of other countries that a score is higher than."""
    if found is None:
        return ""
    lower, countries = round(found.share * found.countries), found.countries
    rounded = words.rounded(100.0 * found.share, 0)
    if not rounded and lower:
        return words("sheet_standing_few", number=lower, countries=countries)
    if rounded == 100.0 and lower < countries:  # noqa: PLR2004  per cent
        return words("sheet_standing_but", number=countries - lower, countries=countries)
    return words("sheet_standing", share=words.percent(found.share), countries=countries)


def base_line(subject: Subject) -> str:
    """Return a country's base rate and what evidence moved from it; nothing without one."""
    estimate, rules, words = subject.estimate, subject.dossier.framework, subject.words
    if estimate is None or estimate.base_rate is None:
        return ""
    base = score_of(estimate.base_rate, rules, words)
    if not subject.support.evidence:
        alone = "sheet_base_withheld" if subject.dossier.withheld else "sheet_base_alone"
        return words("sheet_base_unmoved" if newest(subject) else alone, base=base)
    moved, digits = _moved(estimate.score, estimate.base_rate, subject)
    return words("sheet_base_line", base=base, points=words.signed(moved, digits))


def _beside_base(subject: Subject) -> str:
    """Return what evidence moved from the base rate, as short as a tile is."""
    estimate = subject.estimate
    if not (subject.support.evidence and estimate and estimate.base_rate is not None):
        return base_line(subject).partition(", ")[2]
    moved, digits = _moved(estimate.score, estimate.base_rate, subject)
    return subject.words("sheet_base_moved", points=subject.words.signed(moved, digits))


def _moved(score: float, base: float, subject: Subject) -> tuple[float, int]:
    """Return the difference of two figures as they are printed, and with how many decimals."""
    rules, words = subject.dossier.framework, subject.words
    digits, size = decimals(rules), unit(rules)
    return words.rounded(score * size, digits) - words.rounded(base * size, digits), digits


def worst_line(subject: Subject) -> Sentence:
    """Return the pillar with the highest score, its band in colour."""
    words, framework = subject.words, subject.dossier.framework
    worst = worst_pillar(subject.country, framework)
    mark = mark_of(worst.outcome, framework, words, worst.node.rules) if worst else None
    if worst is None or mark is None or not subject.support.evidence:
        return Sentence("")
    title = pillar_title(subject.dossier, worst.id, words)
    if is_index(subject.dossier):
        return Sentence(words("sheet_highest", title=title, score=mark.text))
    band = mark.band.upper()
    text = words(_thin("sheet_worst", mark), title=title, band=band, score=mark.text)
    return Sentence(text, ((band, f"#mark{mark.tone}"),))


def _thin(key: str, mark: Mark) -> str:
    """Return the key of a sentence on a figure, by what most of it rests on."""
    if not mark.broken:
        return key
    return f"{key}_thin" if mark.base_text else f"{key}_start"


def edge_note(subject: Subject) -> str:
    """Return why the country or a pillar has decimals that others lack, "" where none has.

    The band is that of the figure without them.
    """
    words, rules = subject.words, subject.dossier.framework
    country = subject.country
    nodes = ((country.outcome, rules), *((one.outcome, one.node.rules) for one in country.pillars))
    for outcome, own in nodes:
        estimate = figures(outcome) if has_score(outcome, rules.coverage) else None
        if estimate is None:
            continue
        text, digits = score_text(estimate.score, own, rules, words), decimals(own)
        if text != score_of(estimate.score, own, words):
            band = band_printed(estimate.score, own, rules, words, digits)
            rounded = words.fixed(on_scale(estimate.score, own.scale), digits)
            named = band_name(rules.bands[band], words)
            return words("sheet_edge", figure=text, rounded=rounded, band=named)
    return ""


def deck(subject: Subject, mark: Mark | None, pushes: Sequence[Push]) -> Iterator[str]:
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
    yield words(
        _thin("sheet_deck", worst_mark),
        name=name,
        band=mark.band,
        title=title,
        worst=worst_mark.band,
        score=worst_mark.text,
    )
    estimate = subject.estimate
    if estimate is None or estimate.base_rate is None:
        return
    moved, digits = _moved(estimate.score, estimate.base_rate, subject)
    points = words.fixed(abs(moved), digits)
    rising = moved > 0
    own = [one for one in pushes if (one.points > 0) is rising]
    own = (own if rising else own[::-1])[:2]
    named = [words("sheet_deck_push", title=one.short, points=one.text) for one in own]
    if not words.rounded(moved, digits):
        yield words("sheet_deck_balanced" if pushes else "sheet_deck_at")
    elif own:
        key = f"sheet_deck_{'up' if rising else 'down'}_{'one' if points == '1' else 'many'}"
        yield words(key, number=points, titles=words.listed(named))


def plain_lines(subject: Subject, mark: Mark | None) -> Iterator[str]:
    """Yield the honest lines on a country of which little or nothing is known."""
    words, name = subject.words, story.name_of(subject)
    if not applies(subject.country.outcome):
        yield words("sheet_nothing_applies", name=name)
    elif mark is None:
        key = "sheet_insufficient" if subject.dossier.measures else "sheet_insufficient_start"
        yield words(key, name=name)
    elif not subject.support.evidence:
        withheld = subject.dossier.withheld
        if newest(subject):
            yield words("sheet_only_base_left", name=name)
        elif withheld:
            number = words.count("withheld", withheld)
            yield words("sheet_only_base_withheld", name=name, withheld=number)
        else:
            yield words("sheet_only_base", name=name)


def facts(subject: Subject, mark: Mark, found: Change, stands: Standing | None) -> Iterator[Fact]:
    """Yield range, base rate, standing, course and evidence, a label and a figure each."""
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
            _beside_base(subject),
            words("sheet_base_note"),
        )
    if stands:
        note = words("sheet_standing_note", countries=stands.countries)
        yield Fact(words("sheet_standing_label"), words.percent(stands.share), note=note)
    went = year_line(subject, mark, found)
    yield Fact(words("sheet_12_months"), ARROWS[SIGNS[found.country.direction]], *went)
    note = words("sheet_confidence", level=words(f"confidence_{subject.support.confidence}"))
    status = words(f"status_{subject.support.status}")
    share = evidence_share(estimate.coverage, subject.dossier.framework.coverage, words)
    yield Fact(words("sheet_evidence"), share, status, note if subject.support.evidence else "")


def year_line(subject: Subject, mark: Mark, found: Change) -> tuple[str, str]:
    """Return from where to where a score went in a year, and by what.

    The sign in words where no score was printed a year ago.
    """
    words, rules = subject.words, subject.dossier.framework
    before = figures(found.before.outcome)
    if before is None or not has_score(found.before.outcome, rules.coverage):
        return words(f"sign_{SIGNS[found.country.direction]}"), ""
    went = words(
        "sheet_from_to", before=score_text(before.score, rules, rules, words), after=mark.text
    )
    size, digits = unit(rules), point_decimals(rules)
    points: dict[str, float] = {}
    for part in found.parts:
        cause = "evidence" if part.cause in EVIDENCE_CAUSES else part.cause
        points[cause] = points.get(cause, 0.0) + part.points * size
    least = LEAST_POINTS * abs(size)
    parts = []
    for cause, moved in points.items():
        if settled(abs(moved)) < least:
            continue
        said = words(
            "sheet_year_part", cause=words(f"year_{cause}"), points=words.signed(moved, digits)
        )
        if cause == "evidence" and found.country.comparable:
            key = "sheet_year_change" if found.country.significant else "sheet_year_noise"
            said = words(key, part=said)
        parts.append(said)
    return went, ", ".join(parts) if parts else words("sheet_year_unchanged")
