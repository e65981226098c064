"""How `add` is carried out: gather an item, show its effect, point out a duplicate, save."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from sahelrisk.cli import editor, prompts, saving, session
from sahelrisk.cli.asking import Answer
from sahelrisk.cli.field_flags import Entry, all_of, read_flags, written
from sahelrisk.problems import DossierError, Listed, Phrase, Problem, UsageError
from sahelrisk.report.words import Words, words_of
from sahelrisk.tasks import add
from sahelrisk.tasks.add_faults import every_problem, problems_beside
from sahelrisk.tasks.workspace import Outcome, Workspace

SOURCE = ("--source-title", "--source-publisher", "--source-url", "--source-register")


def enter(names: Sequence[str], options: Entry) -> None:
    """Enter an item by what flags, prompts or an editor say."""
    words = words_of(options.lang)
    codes = session.codes_of(names, options)
    with saving.opened(options) as (work, _):
        asking = saving.interactive(no_input=options.no_input)
        given = _given(options, work, codes, needed=not asking and not options.draft)
        asked = bool(add.missing(given, work.dossier))
        if options.edit or options.draft:
            file = options.draft or editor.opened(codes, given, work)
            _edited(file, work, options, words, asking=asking, asked=asked)
            return
        given = prompts.ask(given, work, words) if asked else given
        while True:
            given, outcome = _accepted(codes, given, work, words, asked=asked)
            if "analyst" not in given and not asked:
                session.say(words("no_analyst"))
            answer = _finish(work, options, words, outcome, asking=asking, asked=asked)
            if answer is not Answer.EDIT:
                return
            again = prompts.to_edit(given, words)
            given = prompts.ask(given, work, words, again) if again else given


def _given(
    options: Entry, work: Workspace, codes: Sequence[str], *, needed: bool
) -> dict[str, Any]:
    """Return what the flags say under the keys of the contract, with today and who enters it.

    Raises UsageError of all that is wrong with them, and where all are `needed` of those that lack.
    """
    values, faults = read_flags(options, "evidence")
    try:
        given = add.given_of(work, values)
    except UsageError as error:
        faults["indicator"] = error
        given = add.given_of(work, {key: one for key, one in values.items() if key != "indicator"})
    lacking = [key for key in add.missing(given, work.dossier) if key not in faults]
    lacks = [_lacks(lacking, given)] if lacking and needed and not options.edit else []
    if faults or lacks:
        for key, problem in problems_beside(work, codes, given).items():
            faults.setdefault(key, UsageError("flag_problem", **_said(problem)))
        raise all_of(faults, *lacks)
    who = saving.analyst(given.pop("analyst", None), work.root)
    return given | ({"analyst": who} if who else {})


def _said(problem: Problem) -> dict[str, object]:
    hint = Phrase("flag_hint", hint=problem.hint) if problem.hint else ""
    return {"message": problem.message, "hint": hint}


def _lacks(keys: Sequence[str], given: Mapping[str, Any]) -> UsageError:
    """Return which flags are missing; a source is advised, for `check` only warns without one."""
    source = "" if "source" in given else Phrase("missing_source", flags=Listed(SOURCE))
    flags = Listed(map(written, keys))
    return UsageError("missing_flags", flags=flags, source=source)


def _accepted(
    codes: Sequence[str], given: dict[str, Any], work: Workspace, words: Words, *, asked: bool
) -> tuple[dict[str, Any], Outcome]:
    """Return an item's fields and what it changes; what is refused is asked again, if asked."""
    while True:
        file = add.new_item(work, codes, given)
        try:
            return given, add.add(work, file)
        except DossierError as error:
            every = error if asked else DossierError(list(every_problem(work, file)))
            exit_ = saving.refuse(every, words)
            again = _asked_again(error, file.text) if asked else frozenset()
            if not again:
                if asked:
                    saving.keep(file.text, words)
                raise exit_ from None
            given = prompts.ask(given, work, words, again)


def _edited(
    file: Path, work: Workspace, options: Entry, words: Words, *, asking: bool, asked: bool
) -> None:
    """Save what is written in the editor; without that, its draft is kept and named."""
    answer, fresh = Answer.EDIT, options.draft is None
    try:
        while answer is Answer.EDIT:
            outcome = editor.edited(file, work, words, asking=asking, fresh=fresh)
            answer = _finish(work, options, words, outcome, asking=asking, asked=asked)
            fresh = False
    except KeyboardInterrupt:
        session.warn(words("draft_kept", path=file))
        raise
    if answer is Answer.YES:
        file.unlink(missing_ok=True)
    else:
        session.warn(words("draft_kept", path=file))


def _asked_again(error: DossierError, text: str) -> frozenset[str]:
    """Return the keys that were refused; none where one of them has no question.

    A problem stands at the line of its key, which is the first word of that line.
    """
    lines = text.splitlines()
    named = {lines[problem.place.line - 1].partition(" ")[0] for problem in error.problems}
    # Of the two dates only one has a question; the other is today.
    keys = {"observed" if key == "recorded" else key for key in named}
    return frozenset(keys) if keys <= prompts.ASKED else frozenset()


def _finish(
    work: Workspace, options: Entry, words: Words, outcome: Outcome, *, asking: bool, asked: bool
) -> Answer:
    """Show what the item changes, ask, save; returns what was answered."""
    confirm = partial(prompts.confirmed, words, twins=bool(outcome.twins))
    # With flags alone nobody is asked; but for what may be there already, if somebody is there.
    asks = asking and (asked or outcome.twins)
    return saving.show_then_save(outcome, work, options, words, confirm if asks else None)
