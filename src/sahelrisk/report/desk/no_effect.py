"""Why a new item moves no score, from what became of it."""

from __future__ import annotations

from collections.abc import Iterator

from sahelrisk.model.evidence_item import Evidence
from sahelrisk.report.names import country_name
from sahelrisk.report.words import Words, day_text
from sahelrisk.scoring.readings import AT_LEAST
from sahelrisk.scoring.results import CountryResult
from sahelrisk.scoring.weigh import Weighed, settled
from sahelrisk.tasks.workspace import Outcome


def reasons(outcome: Outcome, words: Words) -> Iterator[str]:
    """Yield a sentence for each country whose score a new item does not move, where it says why."""
    if outcome.effect is None or outcome.item is None:
        return
    countries = outcome.effect[1].countries
    for country in countries:
        found = _found(country, outcome.item.id)
        text = _reason(found, words) if found else _absent(outcome.item, outcome, words)
        if text and len(countries) > 1:
            text = words("effect_in", name=country_name(country.iso3, words), text=text)
        if text:
            yield text


def _found(country: CountryResult, key: str) -> Weighed | None:
    items = (one for result in country.indicators for one in result.items)
    return next((one for one in items if one.item.id == key), None)


def _absent(item: Evidence, outcome: Outcome, words: Words) -> str:
    """Return why an item is not among those that are scored: a draft, or of the future."""
    if outcome.draft:
        return words("effect_draft")
    return words("effect_future", date=day_text(item.observed.first, words))


def _reason(one: Weighed, words: Words) -> str:
    """Return why an item moves nothing; "" of one that moves the score."""
    if one.silenced:
        state = words(f"explain_state_{one.state}", id=one.retired_by)
        return words("effect_silenced", state=state)
    if one.pulls:
        return ""
    least = one.reads == AT_LEAST
    high = one.item.level if one.item.level_high is None else one.item.level_high
    level = one.item.level if least else high
    return words(
        f"effect_{'consistent' if settled(one.support) else 'far'}_{one.reads}",
        level=words.general(level or 0.0),
        rating=words.general(round(one.rating, 1)),
    )
