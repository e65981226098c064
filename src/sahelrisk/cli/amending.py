"""What `amend` and `not-applicable` do: gather a word, show its effect, save it as a new file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sahelrisk.cli import asking, session, workspace
from sahelrisk.cli.adding import day_or, period
from sahelrisk.cli.later import Amending, Statement
from sahelrisk.cli.workspace import Workspace
from sahelrisk.model.evidence import Evidence
from sahelrisk.problems import DossierError, UsageError
from sahelrisk.reading.proposal import propose
from sahelrisk.report.desk.effect import Outcome
from sahelrisk.report.words import words_of
from sahelrisk.rules.nearest import nearest
from sahelrisk.writing.ids import file_stem
from sahelrisk.writing.toml_text import file_text, plain

AMENDMENTS = "amendments"
NOT_APPLICABLE = "not-applicable"
_CHANGES = ("level", "value", "reliability", "credibility", "observed", "confirmed", "ended")


def amend(ids: Sequence[str], options: Amending) -> None:
    """Run `amend`; raises UsageError for what cannot be said of these items."""
    work = workspace.open_workspace(options, words_of(options.lang))
    items = _items(list(dict.fromkeys(ids)), work)
    changes = _changes(options)
    _possible(items, changes, options)
    word = changes | _common(options, work, needs_reason=set(changes) != {"confirmed"})
    tables = [{"evidence": one.id} | word for one in items]
    touched = [(iso3, one.indicator) for one in items for iso3 in one.countries]
    _save("amend", {"amendment": tables}, touched, work, options)


def not_applicable(names: Sequence[str], options: Statement) -> None:
    """Run `not-applicable`; raises UsageError for what is missing or unknown."""
    codes = session.codes_of(names, options)
    work = workspace.open_workspace(options, words_of(options.lang))
    if options.indicator is None:
        raise UsageError(work.words("missing_flags", flags="--indicator"))
    indicator = session.indicator_of(work.dossier, options.indicator)
    table = {"countries": codes, "indicator": indicator}
    if options.withdraw:
        table["withdrawn"] = True  # type: ignore[assignment]
    word = _common(options, work, needs_reason=not options.withdraw)
    touched = [(iso3, indicator) for iso3 in codes]
    _save(NOT_APPLICABLE, {NOT_APPLICABLE: [table | word]}, touched, work, options)


def _items(ids: Sequence[str], work: Workspace) -> list[Evidence]:
    by_id = {one.id: one for one in work.dossier.evidence}
    unknown = [key for key in ids if key not in by_id]
    if unknown:
        hints = (f"no evidence item {key!r}; {nearest(key, by_id)}".rstrip("; ") for key in unknown)
        raise UsageError("\n".join(hints))
    return [by_id[key] for key in ids]


def _changes(options: Amending) -> dict[str, Any]:
    changes: dict[str, Any] = {"withdrawn": True} if options.withdraw else {}
    for key in _CHANGES:
        given = getattr(options, key)
        if given is None:
            continue
        if key in ("observed", "confirmed", "ended"):
            given = period(given, f"--{key}")
        changes[key] = given.upper() if key == "reliability" else plain(given)
    return changes


def _possible(items: Sequence[Evidence], changes: Mapping[str, Any], options: Amending) -> None:
    """Refuse what makes no sense, before anything is asked."""
    if not changes:
        flags = ", ".join(f"--{key}" for key in ("withdraw", *_CHANGES))
        message = f"nothing to say about the item; give one of {flags}"
        raise UsageError(message)
    if len(items) > 1 and set(changes) != {"confirmed"}:
        message = "several items at once can only be confirmed; amend them one by one"
        raise UsageError(message)
    events = [one.id for one in items if one.nature == "event"]
    if events and (options.confirmed or options.ended):
        message = f"only a condition is confirmed or ended; an event: {', '.join(events)}"
        raise UsageError(message)


def _common(
    options: Amending | Statement, work: Workspace, *, needs_reason: bool
) -> dict[str, Any]:
    reason = options.reason
    if needs_reason and not reason:
        if not workspace.interactive(no_input=options.no_input):
            raise UsageError(work.words("missing_flags", flags="--reason"))
        reason = asking.text(work.words("ask_reason"), work.words)
    word = {
        "recorded": day_or(options.recorded, work.today),
        "reason": reason,
        "analyst": workspace.analyst(options.analyst, work.location.root),
        "notes": options.notes,
    }
    return {key: value for key, value in word.items() if value is not None}


def _save(
    action: str,
    tables: dict[str, list[dict[str, Any]]],
    touched: Sequence[tuple[str, str]],
    work: Workspace,
    options: Amending | Statement,
) -> None:
    kind = next(iter(tables))
    recorded = tables[kind][0]["recorded"]
    # All words of a kind share a folder: those of one day apply in the order of their paths.
    folder = AMENDMENTS if kind == "amendment" else NOT_APPLICABLE
    name = file_stem(kind, recorded, work.now, workspace.draw)
    path: Path = work.evidence / folder / f"{name}.toml"
    text = file_text(tables, work.schema(path))
    try:
        proposal = propose(work.dossier, text, work.shown(path))
    except DossierError as error:
        raise workspace.refuse(error, work.words) from None
    workspace.show_then_save(
        Outcome(
            action,
            work.shown(path),
            tuple(str(table["evidence"]) for table in tables[kind] if "evidence" in table),
            tuple(touched),
            workspace.effect_of(work, proposal, [iso3 for iso3, _ in touched]),
            warnings=proposal.warnings,
        ),
        work,
        workspace.as_json(options, asked=options.json),
        save=lambda: workspace.save_entry(path, text, work.words),
        dry_run=options.dry_run,
    )
