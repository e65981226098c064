"""The questions `add` asks on a terminal, one key at a time, each until the answer will do."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, get_args

from sahelrisk.cli import asking
from sahelrisk.cli.asking import entry, line, listed, say, until
from sahelrisk.model.columns import Content, choices_of
from sahelrisk.model.dates import parse_period
from sahelrisk.model.evidence import Evidence, Kind, Nature, Source
from sahelrisk.model.indicator import IndicatorFile
from sahelrisk.reading.tables.cells import CellError, value_of
from sahelrisk.report.names import indicator_title
from sahelrisk.report.words import Words
from sahelrisk.tasks.workspace import Workspace
from sahelrisk.writing.toml_text import plain

ASKED = frozenset(
    {"indicator", "level", "value", "observed", "statement", "kind", "nature", "reliability"}
    | {"credibility", "origin", "analyst", "title", "publisher", "published", "url"}
)
"""The keys there is a question for; those of the source without its name."""
NOTHING = "-"
LETTERS = choices_of(Evidence.model_fields["reliability"])
DIGITS = choices_of(Evidence.model_fields["credibility"])


def ask(
    given: Mapping[str, Any], work: Workspace, words: Words, again: Collection[str] = ()
) -> dict[str, Any]:
    """Return the given fields and the answers to what they leave open, or only to `again`.

    Raises KeyboardInterrupt for Ctrl-C and Ctrl-D; then nothing is saved.
    """
    answers = {key: value for key, value in given.items() if key not in again}
    known = answers | given.get("source", {})
    wanted = frozenset(again) or ASKED - known.keys()
    if "indicator" in wanted:
        answers["indicator"] = _indicator(work, words)
    if not {"level", "value"} & answers.keys():
        answers |= _rating(work.dossier.indicators[answers["indicator"]], words)
    if "observed" in wanted:
        answers["observed"] = until(words("ask_observed"), _date, words)
    if "statement" in wanted:
        answers["statement"] = asking.text(words("ask_statement"), words)
    for key, values in (("kind", get_args(Kind)), ("nature", get_args(Nature))):
        if key in wanted:
            answers[key] = _choice(key, values, words)
    last = _source(answers, work, words, wanted)
    _grade(answers, last, words)
    for key in ("origin", "analyst"):
        if key in wanted and (typed := line(words(f"ask_{key}"), words)):
            answers[key] = typed
    return answers


def confirmed(words: Words, *, twins: bool) -> bool:
    """Ask whether to save; Enter means yes, but for what is in the dossier already."""
    return asking.agreed(
        words("ask_save_twin" if twins else "ask_save"), words, otherwise=not twins
    )


def again(words: Words) -> bool:
    """Ask whether to open the editor once more."""
    return asking.agreed(words("ask_again"), words, otherwise=True)


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
        found = _matching(typed, work, words)
        if len(found) == 1:
            say(f"  {found[0]}: {indicator_title(work.dossier, found[0], words)}")
            return found[0]
        if not found:
            say(words("no_indicator", text=typed))
            continue
        offered = found
        for number, key in enumerate(found, 1):
            entry(f"{number:>2}", f"{key}: {indicator_title(work.dossier, key, words)}", column=6)


def _matching(typed: str, work: Workspace, words: Words) -> list[str]:
    keys = [key for key in work.dossier.indicators if not key.startswith("context.")]
    exact = [key for key in keys if typed in (key, key.rpartition(".")[2])]
    if len(exact) == 1 or typed in ("", "?"):
        return exact or keys
    parts = typed.lower().split()
    return [
        key
        for key in keys
        if all(
            part in f"{key} {indicator_title(work.dossier, key, words)}".lower() for part in parts
        )
    ]


def _rating(file: IndicatorFile, words: Words) -> dict[str, Any]:
    """Show the ladder with its anchors and ask for a level, or for a value in its unit."""
    if file.question:
        listed([("", file.question)])
    if file.levels is None:
        unit = file.measure.unit if file.measure else ""
        return {"value": _figure(words("ask_value", unit=unit), "number", None, words)}
    translated = file.fr.levels if words.lang == "fr" and file.fr else ()
    texts = [*translated, *(rung.text for rung in file.levels[len(translated) :])]
    listed(
        (words.general(rung.level), text or "")
        for rung, text in zip(file.levels, texts, strict=True)
    )
    ends = (file.levels[0].level, file.levels[-1].level)
    low, high = (words.general(end) for end in ends)
    return {"level": _figure(words("ask_level", low=low, high=high), "level", ends, words)}


def _figure(
    question: str, content: Content, ends: tuple[float, float] | None, words: Words
) -> float | list[float]:
    """Ask for a value, or for a level or a range of levels between two ends."""
    while True:
        typed = line(question, words).replace(",", ".")
        try:
            found = value_of(content, typed, "rfc4180")
        except CellError:
            found = None
        if found is None:
            say(words("no_number"))
            continue
        figures = found if isinstance(found, list) else [found]
        if ends is None or all(ends[0] <= one <= ends[1] for one in figures):
            return found  # type: ignore[no-any-return]
        say(words("no_level", low=words.general(ends[0]), high=words.general(ends[1])))


def _choice(key: str, values: Sequence[str], words: Words) -> str:
    """Show what each of a few values means and ask for one by its beginning, Enter the first."""
    listed((value, words(f"{key}_means_{value}")) for value in values)
    while True:
        typed = line(words(f"ask_{key}", default=values[0]), words).lower()
        found = [value for value in values if value.startswith(typed)] if typed else [values[0]]
        if len(found) == 1 or typed in values:
            return typed if typed in values else found[0]
        say(words("no_choice", values=", ".join(values)))


def _source(
    answers: dict[str, Any], work: Workspace, words: Words, wanted: Collection[str]
) -> Evidence | None:
    """Ask for the source; a publisher's last item offers what it said."""
    source = {key: one for key, one in answers.pop("source", {}).items() if key not in wanted}
    if "publisher" in wanted and (publisher := line(words("ask_publisher"), words)):
        source["publisher"] = publisher
    last = last_of(source.get("publisher"), work.dossier.evidence)
    known = last.source if last and last.source else Source()
    for key in ("title", "published", "url"):
        if key in wanted:
            answer = _offered(key, getattr(known, key), words)
            if answer is not None:
                source[key] = answer
    if source:
        answers["source"] = source
    return last


def _offered(key: str, remembered: object, words: Words) -> object:
    """Ask for a field of the source; Enter takes what is remembered, `-` leaves it out."""
    hint = words("remembered", value=remembered) if remembered is not None else ""
    while True:
        typed = line(words(f"ask_source_{key}", remembered=hint), words)
        if typed == NOTHING or (not typed and remembered is None):
            return None
        if not typed:
            return plain(remembered)
        try:
            return _date(typed) if key == "published" else typed
        except ValueError:
            say(words("no_date"))


def last_of(publisher: str | None, items: Sequence[Evidence]) -> Evidence | None:
    """Return a publisher's item recorded last, None without one."""
    if not publisher:
        return None
    wanted = publisher.strip().casefold()
    own = [one for one in items if (one.publisher or "").strip().casefold() == wanted]
    return max(own, key=lambda one: (one.recorded, one.id), default=None)


def _grade(answers: dict[str, Any], last: Evidence | None, words: Words) -> None:
    """Ask for letter and digit, each with its meaning shown; `B2` answers both."""
    both = "reliability" not in answers and "credibility" not in answers
    if "reliability" not in answers:
        listed((letter, words(f"reliability_{letter}")) for letter in LETTERS)
    while "reliability" not in answers:
        remembered = f" [{last.reliability}]" if last else ""
        key = "ask_grade" if both else "ask_reliability"
        typed = line(words(key, remembered=remembered), words).upper()
        typed = typed or (last.reliability if last else "")
        if typed[:1] in LETTERS and typed[1:] in ("", *(DIGITS if both else "")):
            answers["reliability"] = typed[:1]
            if typed[1:]:
                answers["credibility"] = int(typed[1:])
        else:
            say(words("no_choice", values=", ".join(LETTERS)))
    if "credibility" not in answers:
        listed((digit, words(f"credibility_{digit}")) for digit in DIGITS)
    while "credibility" not in answers:
        typed = line(words("ask_credibility"), words)
        if typed in DIGITS:
            answers["credibility"] = int(typed)
        else:
            say(words("no_choice", values=", ".join(DIGITS)))
