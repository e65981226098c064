"""The questions `add` asks on a terminal, one key at a time, each until the answer will do.

`<` goes back one question; a question that is put again offers what was answered before.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from sahelrisk.cli import asking
from sahelrisk.cli.asking import Answer, BackError, entry, line, listed, say
from sahelrisk.cli.prompted_rating import ask_rating
from sahelrisk.cli.prompted_source import ask_grade, ask_publisher, ask_source
from sahelrisk.model.dates import parse_period
from sahelrisk.model.evidence_item import Evidence, Kind, Nature
from sahelrisk.report.desk.catalogue import matching
from sahelrisk.report.names import indicator_title
from sahelrisk.report.words import Words
from sahelrisk.tasks.workspace import Workspace
from sahelrisk.writing.toml_text import plain

PUBLISHED = frozenset({"publisher", "register"})
"""What one question answers: a publisher, or its id in the register."""
_LONG = 80
"""The longest statement that the brief prints as it is."""


@dataclass(slots=True)
class Asked:
    """An item that is being asked for: what is known, and what was answered before."""

    work: Workspace
    words: Words
    answers: dict[str, Any]
    source: dict[str, Any]
    wanted: Collection[str]
    before: dict[str, Any] = field(default_factory=dict)
    last: Evidence | None = None

    def remembered(self, key: str) -> str:
        """Return what was answered to a question before, as it is offered again."""
        value = self.before.get(key)
        return f" [{value}]" if value is not None else ""

    def forget(self, keys: Collection[str]) -> None:
        """Take answers back, to be offered again."""
        for known in (self.answers, self.source):
            for key in keys & known.keys():
                self.before[key] = known.pop(key)


def ask(
    given: Mapping[str, Any], work: Workspace, words: Words, again: Collection[str] = ()
) -> dict[str, Any]:
    """Return the given fields and the answers to what they leave open, or only to `again`.

    Raises KeyboardInterrupt for Ctrl-C and Ctrl-D; then nothing is saved.
    """
    answers = {key: value for key, value in given.items() if key != "source"}
    source = dict(given.get("source", {}))
    known = frozenset(answers.keys() | source.keys())
    known |= PUBLISHED if known & PUBLISHED else frozenset()
    wanted = frozenset(again) or ASKED - known
    asked = Asked(work, words, answers, source, wanted)
    asked.forget(_together(again))
    if not again:
        listed([("", words("ask_back"))])
    steps = [step for step in STEPS if step[0] & wanted]
    index = 0
    while index < len(steps):
        try:
            steps[index][1](asked)
        except BackError:
            index = max(0, index - 1)
            asked.forget(steps[index][0])
        else:
            index += 1
    return asked.answers | ({"source": asked.source} if asked.source else {})


def _together(again: Collection[str]) -> frozenset[str]:
    """Return the keys that are asked again, with those that their questions answer besides."""
    return frozenset(again).union(*(keys for keys, _ in STEPS if keys & frozenset(again)))


def confirmed(words: Words, *, twins: bool) -> Answer:
    """Ask whether to save; Enter means yes, but for what is in the dossier already."""
    otherwise = Answer.NO if twins else Answer.YES
    return asking.decided(words("ask_save_twin" if twins else "ask_save"), words, otherwise)


def again(words: Words) -> bool:
    """Ask whether to open the editor once more."""
    return asking.agreed(words("ask_again"), words, otherwise=True)


def to_edit(given: Mapping[str, Any], words: Words) -> frozenset[str]:
    """Show what was answered and ask which of it to answer again."""
    known = {**given, **given.get("source", {})}
    keys = [key for keys, _ in STEPS for key in sorted(keys) if key in known]
    for number, key in enumerate(keys, 1):
        entry(f"{number:>2}", f"{key}: {known[key]}", column=6)
    while True:
        typed = line(words("ask_edit"), words)
        if not typed:
            return frozenset()
        if typed.isdigit() and 0 < int(typed) <= len(keys):
            return frozenset({keys[int(typed) - 1]})
        if typed in keys:
            return frozenset({typed})
        say(words("no_choice", values=f"1–{len(keys)}"))


def _step_indicator(asked: Asked) -> None:
    asked.answers["indicator"] = _indicator(asked.work, asked.words)


def _step_rating(asked: Asked) -> None:
    if {"level", "value"} & asked.answers.keys():
        return
    file = asked.work.dossier.indicators[asked.answers["indicator"]]
    asked.answers |= ask_rating(file, asked.words)


def _step_observed(asked: Asked) -> None:
    words, before = asked.words, asked.before.get("observed")
    while True:
        typed = line(words("ask_observed", remembered=asked.remembered("observed")), words)
        try:
            asked.answers["observed"] = before if before and not typed else _date(typed)
        except ValueError as error:
            say(words(str(error)))
        else:
            return


def _step_statement(asked: Asked) -> None:
    words, before = asked.words, asked.before.get("statement")
    while True:
        typed = line(words("ask_statement", remembered=asked.remembered("statement")), words)
        if typed or before:
            asked.answers["statement"] = typed or before
            return
        say(words("no_text"))


def _step_headline(asked: Asked) -> None:
    """Ask for a short form where the statement is too long for the brief."""
    words = asked.words
    if len(asked.answers["statement"]) <= _LONG and "headline" not in asked.before:
        return
    while True:
        question = words("ask_headline", remembered=asked.remembered("headline"))
        typed = line(question, words) or asked.before.get("headline", "")
        if len(typed) <= _LONG:
            asked.answers |= {"headline": typed} if typed else {}
            return
        say(words("no_headline", number=len(typed)))


def _step_kind(asked: Asked) -> None:
    asked.answers["kind"] = _choice("kind", get_args(Kind), asked.words)


def _step_nature(asked: Asked) -> None:
    asked.answers["nature"] = _choice("nature", get_args(Nature), asked.words)


def _optional(key: str) -> Callable[[Asked], None]:
    def step(asked: Asked) -> None:
        question = asked.words(f"ask_{key}") + asked.remembered(key)
        if typed := line(question, asked.words) or asked.before.get(key):
            asked.answers[key] = typed

    return step


def _step_publisher(asked: Asked) -> None:
    asked.last = ask_publisher(asked.source, asked.work, asked.words)


def _of_source(key: str) -> Callable[[Asked], None]:
    def step(asked: Asked) -> None:
        if key in asked.wanted:
            ask_source(key, asked.source, asked.before, asked.last, asked.words)

    return step


def _step_grade(asked: Asked) -> None:
    usual = asked.before.get("reliability") or (asked.last.reliability if asked.last else None)
    ask_grade(asked.answers, asked.source, usual, asked.work, asked.words)


STEPS: Sequence[tuple[frozenset[str], Callable[[Asked], None]]] = (
    (frozenset({"indicator"}), _step_indicator),
    (frozenset({"level", "value", "reads"}), _step_rating),
    (frozenset({"observed"}), _step_observed),
    (frozenset({"statement"}), _step_statement),
    (frozenset({"headline"}), _step_headline),
    (frozenset({"kind"}), _step_kind),
    (frozenset({"nature"}), _step_nature),
    (PUBLISHED, _step_publisher),
    (frozenset({"title"}), _of_source("title")),
    (frozenset({"published"}), _of_source("published")),
    (frozenset({"url"}), _of_source("url")),
    (frozenset({"reliability", "credibility", "grade_reason"}), _step_grade),
    (frozenset({"origin"}), _optional("origin")),
    (frozenset({"analyst"}), _optional("analyst")),
)
"""The questions in their order, each with the keys it answers."""
ASKED = frozenset().union(*(keys for keys, _ in STEPS))
"""The keys there is a question for; those of the source without its name."""


def _date(text: str) -> object:
    try:
        return plain(parse_period(text))
    except ValueError:
        message = "no_date"
        raise ValueError(message) from None


def _indicator(work: Workspace, words: Words) -> str:
    """Ask for part of a name until one indicator is meant."""
    offered: list[str] = []
    while True:
        typed = line(words("ask_indicator"), words)
        if typed.isdigit() and 0 < int(typed) <= len(offered):
            return offered[int(typed) - 1]
        found = matching(typed, work.dossier, words)
        if len(found) == 1:
            listed([("", f"{found[0]}: {indicator_title(work.dossier, found[0], words)}")])
            return found[0]
        if not found:
            say(words("no_indicator", text=typed))
            continue
        offered = found
        for number, key in enumerate(found, 1):
            entry(f"{number:>2}", f"{key}: {indicator_title(work.dossier, key, words)}", column=6)


def _choice(key: str, values: Sequence[str], words: Words) -> str:
    """Show what each of a few values means and ask for one by its beginning, Enter the first."""
    listed((value, words(f"{key}_means_{value}")) for value in values)
    while True:
        typed = line(words(f"ask_{key}", default=values[0]), words).lower()
        found = [value for value in values if value.startswith(typed)] if typed else [values[0]]
        if len(found) == 1 or typed in values:
            return typed if typed in values else found[0]
        say(words("no_choice", values=", ".join(values)))
