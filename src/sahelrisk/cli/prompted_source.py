"""The questions of `add` about the source: from the register, or a publisher's last values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sahelrisk.cli.asking import entry, line, listed, say
from sahelrisk.model.columns import choices_of
from sahelrisk.model.dates import parse_period
from sahelrisk.model.evidence_item import Evidence, Source
from sahelrisk.model.register import RegisterEntry
from sahelrisk.reading.source_register import Register
from sahelrisk.report.words import Words
from sahelrisk.tasks.workspace import Workspace
from sahelrisk.writing.toml_text import plain

NOTHING = "-"
_SHOWN = 12
LETTERS = choices_of(Evidence.model_fields["reliability"])
DIGITS = choices_of(Evidence.model_fields["credibility"])


def ask_publisher(source: dict[str, Any], work: Workspace, words: Words) -> Evidence | None:
    """Ask for the publisher; one of the register is named by its id. Returns its last item."""
    entries = work.dossier.register
    while True:
        typed = line(words("ask_publisher_of" if entries else "ask_publisher"), words)
        if typed == "?" and entries:
            _show(entries[:_SHOWN], words)
            continue
        found = _chosen(typed, entries, words) if typed and entries else None
        if found is not None:
            source["register"] = found.id
            letter = f" ({found.reliability})" if found.reliability else ""
            listed([("", f"{found.id}: {found.publisher}{letter}")])
            return last_of(found.publisher, work.dossier.entered)
        if typed:
            source["publisher"] = typed
        return last_of(typed, work.dossier.entered)


def _show(entries: Sequence[RegisterEntry], words: Words) -> None:
    for number, one in enumerate(entries, 1):
        letter = f", {one.reliability}" if one.reliability else ""
        entry(f"{number:>2}", f"{one.publisher} ({one.id}{letter})", column=6)
    if len(entries) == _SHOWN:
        say(words("register_more"))


def _chosen(typed: str, entries: Sequence[RegisterEntry], words: Words) -> RegisterEntry | None:
    """Return the source of the register that is meant, None for a publisher outside it."""
    register = Register(entries)
    exact = register.by_id.get(typed) or register.named(typed)
    if exact is not None:
        return exact
    part = typed.casefold()
    near = [
        one
        for one in entries
        if any(part in name.casefold() for name in (one.id, one.publisher, *one.aliases))
    ][:_SHOWN]
    if not near:
        return None
    _show(near, words)
    while True:
        number = line(words("ask_which_source", name=typed), words)
        if not number:
            return None
        if number.isdigit() and 0 < int(number) <= len(near):
            return near[int(number) - 1]
        say(words("no_choice", values=f"1–{len(near)}"))


def ask_source(
    key: str,
    source: dict[str, Any],
    before: dict[str, Any],
    last: Evidence | None,
    words: Words,
) -> None:
    """Ask for a field of the source; Enter takes what is remembered, `-` leaves it out."""
    known = last.source if last and last.source else Source()
    remembered = before.get(key, getattr(known, key))
    hint = words("remembered", value=remembered) if remembered is not None else ""
    while True:
        typed = line(words(f"ask_source_{key}", remembered=hint), words)
        if typed == NOTHING or (not typed and remembered is None):
            return
        try:
            source[key] = _value(key, typed) if typed else plain(remembered)
        except ValueError:
            say(words("no_date"))
        else:
            return


def _value(key: str, typed: str) -> object:
    return plain(parse_period(typed)) if key == "published" else typed


def last_of(publisher: str | None, items: Sequence[Evidence]) -> Evidence | None:
    """Return a publisher's item recorded last, None without one."""
    if not publisher:
        return None
    wanted = publisher.strip().casefold()
    own = [one for one in items if (one.publisher or "").strip().casefold() == wanted]
    return max(own, key=lambda one: (one.recorded, one.id), default=None)


def ask_grade(
    answers: dict[str, Any],
    source: dict[str, Any],
    last: str | None,
    work: Workspace,
    words: Words,
) -> None:
    """Ask for letter and digit, each with its meaning shown; `B2` answers both.

    The letter of the register is offered; another than that is asked for its reason.
    """
    register = Register(work.dossier.register)
    found = register.by_id.get(source.get("register", ""))
    usual = found.reliability if found else None
    if "reliability" not in answers:
        _letter(answers, usual or last or "", words)
    if usual and answers["reliability"] != usual and "grade_reason" not in answers:
        reason = line(words("ask_grade_reason", usual=usual), words)
        answers |= {"grade_reason": reason} if reason else {}
    if "credibility" not in answers:
        listed((digit, words(f"credibility_{digit}")) for digit in DIGITS)
    while "credibility" not in answers:
        typed = line(words("ask_credibility"), words)
        if typed in DIGITS:
            answers["credibility"] = int(typed)
        else:
            say(words("no_choice", values=", ".join(DIGITS)))


def _letter(answers: dict[str, Any], offered: str, words: Words) -> None:
    both = "credibility" not in answers
    listed((letter, words(f"reliability_{letter}")) for letter in LETTERS)
    remembered = f" [{offered}]" if offered else ""
    key = "ask_grade" if both else "ask_reliability"
    while True:
        typed = line(words(key, remembered=remembered), words).upper() or offered
        if both and typed in DIGITS and offered:
            typed = f"{offered}{typed}"
        if typed[:1] in LETTERS and typed[1:] in ("", *(DIGITS if both else "")) and typed:
            answers["reliability"] = typed[:1]
            if typed[1:]:
                answers["credibility"] = int(typed[1:])
            return
        say(words("no_choice", values=", ".join(LETTERS)))
