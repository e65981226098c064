"""What was typed in a form, made into a new file by the tasks that the commands call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sahelrisk.model.columns import COLUMNS, nested
from sahelrisk.model.evidence_item import Amendment
from sahelrisk.problems import DossierError, Problem, UsageError, in_words
from sahelrisk.reading.tables.cells import CellError
from sahelrisk.report.words import Words
from sahelrisk.tasks import add
from sahelrisk.tasks import amend as amending
from sahelrisk.tasks.not_applicable import statement_file
from sahelrisk.tasks.opening import Request, codes_of, indicator_of
from sahelrisk.tasks.typed import column_at, value_typed
from sahelrisk.tasks.workspace import NewFile, Outcome, Workspace, outcome_of

SEPARATORS = str.maketrans(";\n", ",,")
LINES = frozenset({"notes"})
"""What may have several lines; in all else a line that a browser breaks is one line."""


@dataclass(slots=True)
class Entry:
    """A form that was filled in: what was typed by column, what it means, and its faults."""

    kind: str
    typed: dict[str, str]
    given: dict[str, Any] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    outcome: Outcome | None = None

    @property
    def refused(self) -> bool:
        """Tell whether anything is wrong."""
        return bool(self.faults or self.others)


@dataclass(frozen=True, slots=True)
class Table:
    """Where forms are read: the dossier to write to, the question to it, words, who writes."""

    work: Workspace
    request: Request
    words: Words
    analyst: str


def read(kind: str, fields: Mapping[str, str], words: Words) -> Entry:
    """Return the values of a form; every one that its column cannot hold is a fault of it."""
    entry = Entry(kind, typed_of(kind, fields))
    for column in COLUMNS[kind]:
        raw = entry.typed.get(column.name, "")
        if not raw or column.content == "countries":
            continue
        try:
            entry.given[column.name] = value_typed(column, raw)
        except CellError as error:
            wanted = in_words(error.wanted, words.lang)
            entry.faults[column.name] = words("typed_wanted", wanted=wanted, value=raw)
    return entry


def typed_of(kind: str, fields: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed by column; a range that is written out counts before a rung."""
    found = {}
    for column in COLUMNS[kind]:
        raw = fields.get(column.name, "")
        if column.name == "level":
            raw = fields.get("level_range", "").strip() or raw
            raw = raw.replace(",", ".")
        text = raw.replace("\r\n", "\n") if column.name in LINES else " ".join(raw.split())
        if text.strip():
            found[column.name] = text.strip()
    return found


def item(fields: Mapping[str, str], table: Table) -> Entry:
    """Read the form of a new item, as `add` reads its flags."""
    entry, work, words = read("evidence", fields, table.words), table.work, table.words
    codes = _codes(entry, table)
    given = add.given_of(work, _signed(entry, table))
    for key in add.missing(given, work.dossier):
        entry.faults.setdefault(key, words("form_missing"))
    _check_level(entry, given, table)
    if codes and given.get("observed"):
        _settle(entry, "add", add.new_item(work, codes, given), table)
    return entry


def amendment(fields: Mapping[str, str], table: Table) -> Entry:
    """Read the form of an amendment of one item, as `amend` reads its flags."""
    entry, work, words = read("amendment", fields, table.words), table.work, table.words
    items = amending.items_of(work, [fields.get("item", "")])
    entry.given.pop("evidence", None)
    given = nested(_signed(entry, table), Amendment)
    changes = amending.changes_of(given)
    if not changes and not entry.refused:
        entry.others.append(words("form_nothing_amended"))
    elif not set(changes) <= amending.IN_BULK and not given.get("reason"):
        entry.faults.setdefault("reason", words("form_missing"))
    _check_level(entry, given | {"indicator": items[0].indicator}, table)
    if not changes:
        return entry
    try:
        amending.refuse_senseless(items, given)
    except UsageError as error:
        entry.others.append(error.text(words.lang))
    else:
        _settle(entry, "amend", amending.amendment_file(work, items, given), table)
    return entry


def statement(fields: Mapping[str, str], table: Table) -> Entry:
    """Read the form of a statement that an indicator does not apply, as its command does."""
    entry, work, words = read("not-applicable", fields, table.words), table.work, table.words
    codes, given = _codes(entry, table), _signed(entry, table)
    if "indicator" not in given:
        entry.faults["indicator"] = words("form_missing")
    if not given.get("withdrawn") and not given.get("reason"):
        entry.faults["reason"] = words("form_missing")
    if codes and "indicator" in given:
        given["indicator"] = indicator_of(work.dossier, given["indicator"])
        _settle(entry, "not-applicable", statement_file(work, codes, given), table)
    return entry


def _signed(entry: Entry, table: Table) -> dict[str, Any]:
    """Return what is given with who writes it."""
    who = entry.given.get("analyst") or table.analyst
    return entry.given | ({"analyst": who} if who else {})


def _codes(entry: Entry, table: Table) -> list[str]:
    """Return the countries and groups that were typed, as codes."""
    typed = entry.typed.get("countries", "").translate(SEPARATORS)
    names = [name.strip() for name in typed.split(",") if name.strip()]
    if not names:
        entry.faults["countries"] = table.words("form_missing")
        return []
    try:
        return codes_of(names, replace(table.request, words=table.words))
    except UsageError as error:
        entry.faults["countries"] = error.text(table.words.lang)
        return []


def _check_level(entry: Entry, given: Mapping[str, Any], table: Table) -> None:
    """Refuse a level that its ladder does not have, at once with all other faults."""
    level, rungs = given.get("level"), table.work.dossier.indicators[given["indicator"]].levels
    if level is None or rungs is None:
        return
    low, high = rungs[0].level, rungs[-1].level
    if not all(low <= one <= high for one in (level if isinstance(level, list) else [level])):
        words = table.words
        text = words("no_level", low=words.general(low), high=words.general(high))
        entry.faults.setdefault("level", text)


def _settle(entry: Entry, action: str, file: NewFile, table: Table) -> None:
    """Keep what a new file changes, or put what is wrong with it to the columns it stands at."""
    before = entry.refused
    try:
        outcome = outcome_of(table.work, action, file)
    except DossierError as error:
        for problem in error.problems:
            said = problem.in_language(table.words.lang)
            _note(entry, said, column_at(file.text, problem.place.line), known=before)
    else:
        entry.outcome = None if before else outcome


def _note(entry: Entry, problem: Problem, column: str, *, known: bool) -> None:
    """Note a problem; where faults are `known`, what is missing because of them is none."""
    said = f"{problem.message}. {problem.hint}" if problem.hint else problem.message
    if column in {one.name for one in COLUMNS[entry.kind]}:
        entry.faults.setdefault(column, said)
    elif not known:
        entry.others.append(said)
