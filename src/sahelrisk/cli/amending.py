"""How `amend` is carried out: name the items or choose what is due, say what changes, save."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sahelrisk.cli import asking, saving, session
from sahelrisk.cli.field_flags import given_by
from sahelrisk.model.columns import nested
from sahelrisk.model.dates import parse_period
from sahelrisk.model.documents.evidence_document import ItemListed
from sahelrisk.model.evidence_item import Amendment
from sahelrisk.problems import UsageError
from sahelrisk.report.desk.evidence_report import build_due
from sahelrisk.report.words import Words
from sahelrisk.tasks import amend as task
from sahelrisk.tasks.evidence import evidence
from sahelrisk.tasks.evidence_search import Query
from sahelrisk.tasks.workspace import Workspace
from sahelrisk.writing.toml_text import plain

if TYPE_CHECKING:
    from sahelrisk.cli.commands.amend import Amending


def amend(ids: Sequence[str], options: Amending) -> None:
    """Amend the items of some ids; with `--due` those that somebody chooses from what is due."""
    with saving.opened(options) as (work, words):
        given = nested(given_by(options, "amendment"), Amendment)
        if options.due:
            ids, given = _due(ids, given, (work, words), options)
            if not ids:
                return
        if not ids:
            raise UsageError("amend_what")
        items = task.items_of(work, ids)
        task.refuse_senseless(items, given)
        optional = set(task.changes_of(given)) <= task.IN_BULK
        said = saving.signed(given, work, words, options, needs_reason=not optional)
        saving.show_then_save(task.amend(work, items, said), work, options, words)


def _due(
    ids: Sequence[str], given: dict[str, Any], where: tuple[Workspace, Words], options: Amending
) -> tuple[Sequence[str], dict[str, Any]]:
    """Show what is due and return what holds still, with the date; nothing where nobody answers."""
    work, words = where
    if ids:
        raise UsageError("due_and_ids")
    asks = saving.interactive(no_input=options.no_input)
    if given and not asks:
        raise UsageError("due_needs_ids")
    found = evidence(session.request(options), Query(due=True, sort="due"))
    session.deliver(build_due(found, words, numbered=asks), saving.as_json(options))
    items = found.document.items
    if not items or not asks:
        return (), given
    chosen = _chosen(items, words)
    if chosen and "confirmed" not in given:
        given = given | {"confirmed": _day(work, words)}
    return chosen, given


def _chosen(items: Sequence[ItemListed], words: Words) -> list[str]:
    while True:
        typed = asking.line(words("ask_due"), words)
        if typed == "*":
            return [one.id for one in items]
        numbers = re.findall(r"\d+", typed)
        if all(0 < int(number) <= len(items) for number in numbers) and (numbers or not typed):
            return [items[int(number) - 1].id for number in dict.fromkeys(numbers)]
        asking.say(words("no_choice", values=f"1–{len(items)}"))


def _day(work: Workspace, words: Words) -> object:
    while True:
        typed = asking.line(words("ask_confirmed", today=work.today), words)
        try:
            return plain(parse_period(typed or work.today.isoformat()))
        except ValueError:
            asking.say(words("no_date"))
