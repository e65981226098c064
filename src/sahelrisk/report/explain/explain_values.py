"""How a measured value became its rating, in words: value, denominator, transform, direction."""

from __future__ import annotations

from collections.abc import Iterator

from sahelrisk.report.measured import function
from sahelrisk.report.subject import Subject
from sahelrisk.report.words import Words
from sahelrisk.scoring.assess import Scorer, basis_of
from sahelrisk.scoring.derive import NO_DENOMINATOR, OUTSIDE_DOMAIN, Derivation, derive
from sahelrisk.scoring.results import IndicatorResult
from sahelrisk.scoring.weigh import Weighed, settled

TOP = 100.0


def scorer_of(subject: Subject) -> Scorer:
    """Set up what values are derived with: the items known, and references across countries."""
    assessment = subject.assessment
    basis = basis_of(subject.dossier, assessment.tree, assessment.known_on)
    return Scorer(basis, assessment.as_of.toordinal())


def value_steps(
    subject: Subject, scorer: Scorer, result: IndicatorResult, one: Weighed
) -> tuple[str, ...]:
    """Return the steps from an item's value to its rating; none for an item with a level."""
    words = subject.words
    found = derive(scorer, subject.country.iso3, result.indicator, one.item)
    if found is None:
        return ()
    steps = [_value(found, one, words)]
    if found.fault in (NO_DENOMINATOR, OUTSIDE_DOMAIN):
        steps += [step for step in (_denominator(found, words),) if step]
        return (*steps, words(f"value_{found.fault.replace(' ', '_')}"))
    steps += [step for step in (_denominator(found, words), _transform(found, words)) if step]
    if found.fault:
        return (*steps, words("silenced_unusable"))
    steps.append(_normalised(found, words))
    steps += _turned(found, one, words, flipped=result.indicator.flipped)
    if one.item.standard_error and one.weight and result.indicator.latest_only:
        steps.append(_error(found, one, words))
    return tuple(steps)


def figure(number: float, words: Words) -> str:
    """Return a figure on the way with six significant digits."""
    return words.general(float(f"{number:.6g}"))


def _value(found: Derivation, one: Weighed, words: Words) -> str:
    text = words("value_given", value=words.general(found.value), unit=found.measure.unit)
    if one.item.standard_error:
        error = words.general(one.item.standard_error)
        text = words("value_with_error", value=text, error=error)
    return text


def _denominator(found: Derivation, words: Words) -> str:
    by = found.denominator
    if found.measure.denominator is None or by is None:
        return ""
    text = words(
        "value_denominator",
        value=words.general(found.value),
        by=words.general(by.value or 0.0),
        result=figure(found.quotient, words),
        title=found.measure.denominator,
        date=by.observed,
    )
    return f"{text} ({by.evidence.place.path}:{by.evidence.place.line})" if by.evidence else text


def _transform(found: Derivation, words: Words) -> str:
    kind = found.measure.transform
    if kind == "none":
        return ""
    exact = found.denominator is None
    of = words.general(found.value) if exact else figure(found.quotient, words)
    return f"{function(kind, of)} = {figure(found.transformed, words)}"


def _normalised(found: Derivation, words: Words) -> str:
    """Say how a transformed value gets its place on 0–100, before its direction."""
    t, kind = figure(found.transformed, words), found.measure.normalise
    if kind == "none":
        return words("value_as_rating", rating=_points(found.straight, words))
    if found.reference is not None:
        return _across(found, t, words)
    text = _between(found, t, words)
    if settled(found.raw) != settled(found.straight):
        return words("value_clamped", sum=text, rating=_points(found.straight, words))
    return text


def _points(points: float, words: Words) -> str:
    return words.general(words.rounded(points, 3))


def _between(found: Derivation, t: str, words: Words) -> str:
    """Write the straight line between two goalposts, points or ends of a reference."""
    if len(found.places) == 1:
        return words("value_beyond", rating=_points(found.straight, words))
    title = words(f"value_{found.measure.normalise}")
    (x0, y0), (x1, y1) = found.places
    low, high = figure(x0, words), figure(x1, words)
    start, rise = words.general(y0), words.general(y1 - y0)
    line = f"{rise} × ({t} − {low}) / ({high} − {low})"
    line = f"{start} + {line}" if y0 else line
    return words.after(title, f"{line} = {_points(found.raw, words)}")


def _across(found: Derivation, t: str, words: Words) -> str:
    """Say where a value stands among those of all countries."""
    reference, kind = found.reference, found.measure.normalise
    if reference is None or reference.flat:
        return words("value_flat")
    number = len(reference.values)
    title = words("value_among", title=words(f"value_{kind}"), number=number)
    if kind == "min-max":
        return f"{title}: {_between(found, t, words).partition(': ')[2]}"
    if kind == "z-score":
        mean, deviation = figure(reference.mean, words), figure(reference.deviation, words)
        line = f"50 + 10 × ({t} − {mean}) / {deviation}"
    else:
        line = f"100 × ({found.below} + {found.ties} / 2) / ({number} − 1)"
    return words.after(title, f"{line} = {_points(found.straight, words)}")


def _turned(found: Derivation, one: Weighed, words: Words, *, flipped: bool) -> Iterator[str]:
    """Say what the direction and the profile make of it."""
    measure = found.measure
    if measure.direction == "negative" and measure.normalise != "points":
        low, high = measure.range if measure.normalise == "min-max" else (0.0, TOP)
        yield words(
            "value_mirrored",
            total=words.general(low + high),
            straight=_points(found.straight, words),
            rating=_points(found.rating, words),
        )
    if flipped:
        rating, before = _points(one.rating, words), _points(found.rating, words)
        yield words("value_flipped", straight=before, rating=rating)


def _error(found: Derivation, one: Weighed, words: Words) -> str:
    return words(
        "value_error",
        error=words.general(one.item.standard_error),
        slope=figure(abs(found.slope), words),
        points=words.fixed(abs(found.slope) * one.item.standard_error, 3),
    )


def level_step(result: IndicatorResult, one: Weighed, words: Words) -> str:
    """Say which rung an item supports, and what that is worth; "" for a value."""
    ladder = result.indicator.ladder
    if one.item.level is None or not ladder:
        return ""
    text = words(
        "level_given",
        level=level_text(one, words),
        low=words.general(ladder[0][0]),
        high=words.general(ladder[-1][0]),
        rating=_points(TOP - one.rating if result.indicator.flipped else one.rating, words),
    )
    if not result.indicator.flipped:
        return text
    before, rating = _points(TOP - one.rating, words), _points(one.rating, words)
    return f"{text}; {words('value_flipped', straight=before, rating=rating)}"


def level_text(one: Weighed, words: Words) -> str:
    """Return an item's level, or the range of levels that its source leaves open."""
    low, high = one.item.level, one.item.level_high
    if low is None:
        return ""
    if high is None:
        return words.general(low)
    return words("range", low=words.general(low), high=words.general(high))


def rung_words(subject: Subject, result: IndicatorResult, one: Weighed) -> str:
    """Say an item's level in the words of its rung, or of the rungs it lies between."""
    words, item = subject.words, one.item
    file = subject.dossier.indicators[result.id]
    if item.level is None or not file.levels:
        return ""
    translated = file.fr.levels if words.lang == "fr" and file.fr else ()
    texts = [
        (rung.level, translated[at] if at < len(translated) else rung.text or "")
        for at, rung in enumerate(file.levels)
    ]
    low, high = item.level, item.level if item.level_high is None else item.level_high
    first = max((one for one in texts if one[0] <= low), default=texts[0])
    last = min((one for one in texts if one[0] >= high), default=texts[-1])
    said = [text for text in dict.fromkeys((first[1], last[1])) if text]
    level = words("explain_level", level=level_text(one, words))
    return words.after(level, " … ".join(said)) if said else level
