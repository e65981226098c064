"""Part 10 of the summary: what would change our mind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sahelrisk.analysis.flips import Flip, flips, found_at_once, smallest_withdrawal
from sahelrisk.analysis.outlook import next_best
from sahelrisk.analysis.what_if import Added, Country, country_of, with_new_items
from sahelrisk.report.blocks import Block, Heading, Listing
from sahelrisk.report.names import band_name, indicator_title
from sahelrisk.report.subject import Subject
from sahelrisk.tasks.plan import basis_for, size_of

FEW = 3


def flip_text(subject: Subject, flip: Flip) -> str:
    """Say what a change would be, and which band it would lead to."""
    words, rules = subject.words, subject.dossier.framework
    band = words("plan_no_band") if flip.band is None else band_name(rules.bands[flip.band], words)
    before, after = (
        words.general(one) if isinstance(one, float) else one for one in (flip.before, flip.after)
    )
    if flip.kind == "new-item":
        before = words.points(float(flip.before or 0.0))
        after = words.points(float(flip.after))
    return words(
        f"plan_flip_{flip.kind}",
        title=indicator_title(subject.dossier, flip.indicator, words),
        id=flip.evidence,
        before=before,
        after=after,
        band=band,
    )


def mind(subject: Subject) -> Iterator[Block]:
    """Yield part 10 of the summary: what of the plan can be told at once.

    The calendar and what the score hangs on take longer to work out than the rest of the page, and
    so do all flips where indicators are many, measured or drawn together in other ways; `plan`
    has them.
    """
    words = subject.words
    assessment, iso3 = subject.assessment, subject.country.iso3
    basis = basis_for(subject.dossier, assessment, iso3)
    country = country_of(basis, iso3, assessment.as_of.toordinal())
    added = with_new_items(country)
    all_kinds = found_at_once(country)
    lines = list(_minds(subject, country, added if all_kinds else None))
    best = [one for one in next_best(country, added) if one.points > 0.0][:FEW]
    if best:
        titles = [indicator_title(subject.dossier, one.indicator, words) for one in best]
        points = words.fixed(best[0].points * size_of(subject.dossier), 1)
        lines.append(words("plan_mind_next", titles=words.listed(titles), points=points))
    rest = "plan_mind_rest" if all_kinds else "plan_mind_more"
    lines.append(words(rest, iso3=subject.country.iso3.lower()))
    yield Heading(words("plan_mind"))
    yield Listing(tuple(lines), words("plan_mind"))


def _minds(subject: Subject, country: Country, added: Mapping[str, Added] | None) -> Iterator[str]:
    """Yield the smallest flip of each kind, or only the smallest withdrawal."""
    words = subject.words
    if subject.support.status == "insufficient":
        yield words("plan_mind_no_band")
        return
    if added is None:
        flip = smallest_withdrawal(country)
        yield flip_text(subject, flip) if flip else words("plan_mind_no_withdrawal")
        return
    found = flips(country, added)
    if not found:
        yield words("plan_no_flip")
    for one in found:
        yield flip_text(subject, one)
