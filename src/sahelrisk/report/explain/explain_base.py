"""The base rate of an indicator, down to the measures behind it, their files and lines."""

from __future__ import annotations

from sahelrisk.model.measure import MeasureFile
from sahelrisk.report.blocks import Branch, Cell
from sahelrisk.report.subject import Subject
from sahelrisk.scoring.base_rate import MIDDLE, BaseSource
from sahelrisk.scoring.results import IndicatorResult
from sahelrisk.scoring.weigh import settled

DIGITS = 1


def base_branch(subject: Subject, result: IndicatorResult) -> Branch | None:
    """Return the base rate as 50 and what each measure adds to it; None where nothing is known."""
    words, prior = subject.words, result.prior
    if prior is None or result.indicator.latest_only:
        return None
    if prior.base is None:
        return Branch(words("explain_no_base", prior=words.general(prior.score)))
    base = prior.base
    title = words(
        "explain_base",
        score=words.fixed(base.score, DIGITS),
        spread=words.general(round(base.spread, 1)),
    )
    lines = [_source(subject, one) for one in base.sources]
    if settled(base.cut):
        lines.append(words("explain_base_cut", points=words.signed(base.cut, DIGITS)))
    middle = words("explain_base_middle", middle=words.general(MIDDLE))
    return Branch(title, lines=(middle, *lines))


def _source(subject: Subject, one: BaseSource) -> Cell:
    words, newest = subject.words, one.values[-1]
    table = subject.dossier.measures.get(one.measure)
    text = words(
        "explain_measure",
        points=words.signed(one.points, DIGITS),
        title=measure_title(subject, one.measure, table),
        value=words.general(float(f"{newest.value:.6g}")),
        unit=table.measure.unit if table else "",
        year=newest.period,
        rating=words.fixed(one.rating, DIGITS),
        share=words.percent(one.share),
        place=f"{newest.path}:{newest.line}",
    )
    if len(one.values) == 1:
        return text
    return words("explain_measure_mean", text=text, number=len(one.values))


def measure_title(subject: Subject, key: str, table: MeasureFile | None) -> str:
    """Return the title of a measure in the language of the page."""
    if table is None:
        return key
    translated = table.fr.title if subject.words.lang == "fr" and table.fr else None
    return translated or table.title
