"""What `add` does: gather an item, show its effect, point out a probable duplicate, save."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from sahelrisk.cli import editor, prompts, session, workspace
from sahelrisk.cli.editor import Draft
from sahelrisk.cli.entry import Entry
from sahelrisk.cli.workspace import Workspace
from sahelrisk.model.dates import parse_period
from sahelrisk.problems import DossierError, UsageError
from sahelrisk.reading.proposal import Proposal, propose
from sahelrisk.report.desk.effect import Outcome
from sahelrisk.report.words import words_of
from sahelrisk.writing.destinations import folder_of
from sahelrisk.writing.ids import new_id
from sahelrisk.writing.toml_text import file_text, plain
from sahelrisk.writing.twins import probable_twins

_SOURCE = ("title", "publisher", "published", "url")
_NEEDED = ("indicator", "observed", "statement", "reliability", "credibility")


def add(names: Sequence[str], options: Entry) -> None:
    """Run `add`; the options are those of the command."""
    words = words_of(options.lang)
    codes = session.codes_of(names, options)
    work = workspace.open_workspace(options, words)
    given = given_fields(options, work)
    asking = workspace.interactive(no_input=options.no_input)
    if options.edit or options.draft:
        file = options.draft or editor.opened(codes, given, work)
        _edited(file, work, options, asking=asking, asked=bool(missing(given)))
        return
    asked = bool(missing(given))
    if asked:
        if not asking:
            message = words("missing_flags", flags=words.listed(missing(given)))
            raise UsageError(message)
        given = prompts.ask(given, work)
    while True:
        path, text = _file(codes, given, work)
        try:
            proposal = propose(work.dossier, text, work.shown(path))
        except DossierError as error:
            exit_ = workspace.refuse(error, words)
            again = _asked_again(error, text) if asked else frozenset()
            if not again:
                if asked:
                    workspace.keep(text, words)
                raise exit_ from None
            given = prompts.ask(given, work, again)
        else:
            break
    if "analyst" not in given and not asked:
        session.say(words("no_analyst"))
    _finish(work, options, Draft(text, path, proposal), asking=asking, asked=asked)


def _edited(file: Path, work: Workspace, options: Entry, *, asking: bool, asked: bool) -> None:
    """Save what is written in the editor; without that, its draft is kept and named."""
    try:
        draft = editor.edited(file, work, asking=asking, fresh=options.draft is None)
        saved = _finish(work, options, draft, asking=asking, asked=asked)
    except KeyboardInterrupt:
        session.say(work.words("draft_kept", path=file))
        raise
    if saved:
        file.unlink(missing_ok=True)
    else:
        session.say(work.words("draft_kept", path=file))


def _asked_again(error: DossierError, text: str) -> frozenset[str]:
    """Return the keys that were refused; none where one of them has no question.

    A problem stands at the line of its key, which is the first word of that line.
    """
    lines = text.splitlines()
    named = {lines[problem.place.line - 1].partition(" ")[0] for problem in error.problems}
    # Of the two dates only one has a question; the other is today.
    keys = {"observed" if key == "recorded" else key for key in named}
    return frozenset(keys) if keys <= prompts.ASKED else frozenset()


def given_fields(options: Entry, work: Workspace) -> dict[str, Any]:
    """Return what the flags say under the keys of the contract, with the defaults nobody asks for.

    Raises UsageError for an indicator that does not exist and for what is no date.
    """
    given: dict[str, Any] = {
        "indicator": session.indicator_of(work.dossier, options.indicator)
        if options.indicator
        else None,
        "observed": period(options.observed, "--observed"),
        "recorded": day_or(options.recorded, work.today),
        "level": options.level,
        "value": options.value,
        "standard_error": options.standard_error,
        "statement": options.statement,
        "kind": options.kind,
        "nature": options.nature,
        "turning_point": options.turning_point or None,
        "reliability": options.reliability.upper() if options.reliability else None,
        "credibility": options.credibility,
        "origin": options.origin,
        "analyst": workspace.analyst(options.analyst, work.location.root),
        "tlp": options.tlp.value if options.tlp else None,
        "notes": options.notes,
    }
    source = {
        "title": options.source_title,
        "publisher": options.source_publisher,
        "published": period(options.source_published, "--source-published"),
        "url": options.source_url,
    }
    given["source"] = {key: value for key, value in source.items() if value is not None} or None
    return {key: value for key, value in given.items() if value is not None}


def missing(given: Mapping[str, Any]) -> list[str]:
    """Return the flags an item cannot do without and that nobody gave."""
    flags = [f"--{key}" for key in _NEEDED if key not in given]
    if "level" not in given and "value" not in given:
        flags.insert(2, "--level")
    return flags


def period(text: str | None, flag: str) -> object:
    """Return a date as TOML knows it; raises UsageError for what is none."""
    if text is None:
        return None
    try:
        return plain(parse_period(text))
    except ValueError:
        message = f"{flag}: {text!r} is no date; write 2026-02-02, 2026-02 or 2026"
        raise UsageError(message) from None


def day_or(text: str | None, today: date) -> date:
    """Return the day recorded, today where none is given; raises UsageError for what is none."""
    if text is None:
        return today
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"--recorded: {text!r} is no date; write it as 2026-02-02"
        raise UsageError(message) from None


def _file(codes: Sequence[str], given: Mapping[str, Any], work: Workspace) -> tuple[Path, str]:
    """Return a new item's file and text; its id is drawn here."""
    observed = parse_period(str(given["observed"]))
    key = new_id(codes[0], observed.first, workspace.draw)
    path = folder_of(work.evidence, codes) / f"{key}.toml"
    return path, file_text({"evidence": [item_table(key, codes, given)]}, work.schema(path))


def item_table(key: str, codes: Sequence[str], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item's table, its keys in the order of the contract."""
    order = (
        *("indicator", "observed", "recorded", "level", "value", "standard_error", "statement"),
        *("kind", "nature", "turning_point", "reliability", "credibility", "origin", "analyst"),
        *("tlp", "notes", "source"),
    )
    defaults = {"kind": "observation", "nature": "event"}
    known = defaults | dict(given)
    return {
        "id": key,
        "countries": list(codes),
        **{name: plain(known[name]) for name in order if name in known},
    }


def _finish(work: Workspace, options: Entry, draft: Draft, *, asking: bool, asked: bool) -> bool:
    """Show what the item changes, ask, save; returns whether it was saved."""
    outcome = _outcome(work, draft.proposal, draft.path)
    confirm = partial(prompts.confirmed, work.words, twins=bool(outcome.twins))
    # With flags alone nobody is asked; but for what may be there already, if somebody is there.
    return workspace.show_then_save(
        outcome,
        work,
        workspace.as_json(options, asked=options.json),
        save=lambda: workspace.save_entry(draft.path, draft.text, work.words),
        dry_run=options.dry_run,
        confirm=confirm if asking and (asked or outcome.twins) else None,
    )


def _outcome(work: Workspace, proposal: Proposal, path: Path) -> Outcome:
    items = proposal.file.evidence
    touched = [(iso3, one.indicator) for one in items for iso3 in one.countries]
    effect = workspace.effect_of(
        work,
        proposal,
        [iso3 for iso3, _ in touched],
    )
    twins = [twin for one in items for twin in probable_twins(one, work.dossier.evidence)]
    return Outcome(
        "add",
        work.shown(path),
        tuple(one.id for one in items),
        tuple(touched),
        effect,
        tuple(twins),
        proposal.warnings,
        items[0] if len(items) == 1 else None,
    )
