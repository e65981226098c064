"""What a new file changes: indicator, pillar and country, before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sahelrisk.model.documents.effect_document import (
    EffectDocument,
    NodeEffect,
    ProbableDuplicate,
    WarningGiven,
)
from sahelrisk.model.documents.parts import rounded
from sahelrisk.model.dossier import Dossier
from sahelrisk.problems import in_words
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
from sahelrisk.report.desk.no_effect import reasons
from sahelrisk.report.item_fields import said_of
from sahelrisk.report.names import country_name, indicator_title, pillar_path
from sahelrisk.report.words import Words
from sahelrisk.scoring.aggregate import on_scale
from sahelrisk.scoring.estimate import Estimate, Gap, figures
from sahelrisk.scoring.results import Assessment, CountryResult
from sahelrisk.tasks.workspace import Outcome
from sahelrisk.writing.twins import Twin


@dataclass(frozen=True, slots=True)
class Step:
    """One node before and after, on its own scale."""

    iso3: str
    node: str
    id: str
    title: str
    before: str
    after: str
    difference: float | None
    figures: tuple[float | None, float | None]


HEADER = ("iso3", "node", "id", "before", "after", "difference")


def build_effect(outcome: Outcome, dossier: Dossier, words: Words) -> Report:
    """Build the report of a new file; it says what would change, whether saved or not."""
    steps = list(steps_of(outcome.effect, outcome.touched, dossier, words))
    return Report(
        title=words(f"{outcome.action}_title"),
        blocks=lambda: _blocks(outcome, steps, words),
        document=lambda: _document(outcome, steps, words).as_json(),
        header=HEADER,
        rows=lambda: map(_row, steps),
        texts=frozenset({"iso3", "node", "id"}),
        language=words.lang,
        phrases=words.phrases(),
    )


def _blocks(outcome: Outcome, steps: list[Step], words: Words) -> Iterator[Block]:
    yield Heading(words(f"{outcome.action}_title"), 1)
    yield Fields(tuple(_facts(outcome, words)))
    if outcome.twins:
        yield Heading(words("twins"))
        yield Listing(tuple(twin_text(one, words) for one in outcome.twins), words("twin"))
    yield Heading(words("effect"))
    if outcome.effect is None:
        yield Paragraph(words("effect_unknown"))
        return
    yield effect_table(steps, words)
    yield from map(Paragraph, reasons(outcome, words))


def effect_table(steps: Iterable[Step], words: Words) -> Table:
    """Return nodes with their figures before and after."""
    columns = (
        Column(words("effect_of")),
        Column(words("before"), number=True),
        Column(words("after"), number=True),
        Column(words("difference"), number=True, drop=1),
    )
    rows = (
        (step.title, step.before, step.after, _signed(step.difference, words)) for step in steps
    )
    return Table(columns, tuple(rows))


def _facts(outcome: Outcome, words: Words) -> Iterator[tuple[str, Cell]]:
    yield words("file"), outcome.shown
    if outcome.ids:
        yield words("id"), words.listed(outcome.ids)
    if outcome.item is not None:
        yield words("indicator"), outcome.item.indicator
        yield from said_of(outcome.item, words)


def twin_text(twin: Twin, words: Words) -> str:
    """Return an item that may say the same, and what both share."""
    one = twin.item
    shared = words(f"twin_{twin.shared}")
    return words(
        "twin_entry",
        id=one.id,
        date=one.observed.text,
        shared=shared,
        statement=one.statement,
        place=one.place,
    )


def steps_of(
    effect: tuple[Assessment, Assessment] | None,
    touched: Iterable[tuple[str, str]],
    dossier: Dossier,
    words: Words,
) -> Iterator[Step]:
    """Yield the touched indicators, their pillars and countries before and after."""
    if effect is None:
        return
    by_country: dict[str, dict[str, None]] = {}
    for iso3, key in touched:
        by_country.setdefault(iso3, {})[key] = None
    for old, new in zip(effect[0].countries, effect[1].countries, strict=True):
        indicators = list(by_country.get(old.iso3, ()))
        yield from _indicator_steps(old, new, indicators, dossier, words)
        for pillar, again in zip(old.pillars, new.pillars, strict=True):
            if any(key.startswith(f"{pillar.id}.") for key in indicators):
                title = pillar_path(dossier, pillar.id, words)
                outcomes = (pillar.outcome, again.outcome)
                yield _step(old.iso3, ("pillar", pillar.id, title), outcomes, dossier, words)
        name = country_name(old.iso3, words)
        outcomes = (old.outcome, new.outcome)
        yield _step(old.iso3, ("country", old.iso3, name), outcomes, dossier, words)


def _indicator_steps(
    old: CountryResult, new: CountryResult, keys: list[str], dossier: Dossier, words: Words
) -> Iterator[Step]:
    for was, now in zip(old.indicators, new.indicators, strict=True):
        if was.id in keys:
            title = indicator_title(dossier, was.id, words)
            outcomes = (was.outcome, now.outcome)
            yield _step(old.iso3, ("indicator", was.id, title), outcomes, dossier, words)


def _step(
    iso3: str,
    node: tuple[str, str, str],
    outcomes: tuple[Estimate | Gap, Estimate | Gap],
    dossier: Dossier,
    words: Words,
) -> Step:
    rules = dossier.framework
    if node[0] == "pillar":
        own = next(one for one in rules.pillars if one.id == node[1])
    scale = rules.scale if node[0] == "country" else own.scale if node[0] == "pillar" else None
    printed = [figures(outcome) for outcome in outcomes]
    old, new = (
        None if one is None else on_scale(one.score, scale or (0.0, 100.0)) for one in printed
    )
    texts = [
        words("no_score") if one is None else words.fixed(figure or 0.0, 1)
        for one, figure in zip(printed, (old, new), strict=True)
    ]
    difference = None if old is None or new is None else new - old
    return Step(iso3, node[0], node[1], node[2], texts[0], texts[1], difference, (old, new))


def _signed(difference: float | None, words: Words) -> str:
    return "" if difference is None else words.signed(difference)


def node_of(step: Step) -> NodeEffect:
    """Return a step as the document holds it."""
    before, after = map(rounded, step.figures)
    difference = rounded(step.difference)
    return NodeEffect(
        iso3=step.iso3,
        node=step.node,
        id=step.id,
        before=before,
        after=after,
        difference=difference,
    )


def _row(step: Step) -> tuple[Plain, ...]:
    one = node_of(step)
    return (one.iso3, one.node, one.id, one.before, one.after, one.difference)


def _document(outcome: Outcome, steps: list[Step], words: Words) -> EffectDocument:
    return EffectDocument(
        schema_=f"sahelrisk/{outcome.action}/1",
        saved=outcome.saved,
        path=outcome.shown,
        ids=outcome.ids,
        probable_duplicates=tuple(
            ProbableDuplicate(id=twin.item.id, shared=twin.shared) for twin in outcome.twins
        ),
        warnings=tuple(
            WarningGiven(rule=one.rule, message=in_words(one.message, words.lang))
            for one in outcome.warnings
        ),
        effect=None if outcome.effect is None else tuple(map(node_of, steps)),
    )
