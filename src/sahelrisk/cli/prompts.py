"""The questions `add` asks on a terminal, one key at a time, each until the answer will do."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, get_args

from sahelrisk.cli.bench import Bench
from sahelrisk.model.dates import parse_period
from sahelrisk.model.evidence import Evidence, Kind, Nature, Source
from sahelrisk.model.indicator import IndicatorFile
from sahelrisk.problems import UsageError
from sahelrisk.render.text import visible
from sahelrisk.report.names import indicator_title
from sahelrisk.report.words import Words
from sahelrisk.writing.toml import plain

NOTHING = "-"


def ask(given: Mapping[str, Any], bench: Bench) -> dict[str, Any]:
    """Return the given fields and the answers to what they leave open.

    Raises UsageError where the input ends; then nothing is saved.
    """
    words, answers = bench.words, dict(given)
    if "indicator" not in answers:
        answers["indicator"] = _indicator(bench)
    file = bench.dossier.indicators[answers["indicator"]]
    if "level" not in answers and "value" not in answers:
        answers |= _rating(file, words)
    _until(answers, "observed", "ask_observed", _date, words)
    _until(answers, "statement", "ask_statement", _text, words)
    for key, values in (("kind", get_args(Kind)), ("nature", get_args(Nature))):
        if key not in answers:
            answers[key] = _choice(key, values, words)
    last = _source(answers, bench)
    _grade(answers, last, words)
    if "origin" not in answers and (origin := _line(words("ask_origin"))):
        answers["origin"] = origin
    return answers


def confirmed(words: Words) -> Callable[[], bool]:
    """Return the question whether to save; anything that begins with n is no."""
    return lambda: not _line(words("ask_save")).lower().startswith("n")


def again(words: Words) -> bool:
    """Ask whether to open the editor once more."""
    return not _line(words("ask_again")).lower().startswith("n")


def text(question: str, words: Words) -> str:
    """Ask for a text until there is one."""
    answer: dict[str, Any] = {}
    while "text" not in answer:
        try:
            answer["text"] = _text(_line(question))
        except ValueError as error:
            _say(words(str(error)))
    return str(answer["text"])


def _line(question: str) -> str:
    """Ask and return the answer, trimmed; raises UsageError where the input ends."""
    try:
        # Printed apart from the reading: a line editor would scroll a long question away.
        sys.stderr.write(f"{visible(question, newlines=True)} ")
        sys.stderr.flush()
        return input().strip()
    except KeyboardInterrupt:
        _say("\nnothing was saved")
        raise
    except EOFError:
        message = "the input ended; nothing was saved"
        raise UsageError(message) from None


def _say(text: str) -> None:
    sys.stderr.write(f"{visible(text, newlines=True)}\n")
    sys.stderr.flush()


def _until(
    answers: dict[str, Any], key: str, question: str, read: Callable[[str], Any], words: Words
) -> None:
    while key not in answers:
        try:
            answers[key] = read(_line(words(question)))
        except ValueError as error:
            _say(words(str(error)))


def _date(text: str) -> object:
    try:
        return plain(parse_period(text))
    except ValueError:
        message = "no_date"
        raise ValueError(message) from None


def _text(text: str) -> str:
    if not text:
        message = "no_text"
        raise ValueError(message)
    return text


def _indicator(bench: Bench) -> str:
    """Ask for part of a name until one indicator is meant."""
    words = bench.words
    offered: list[str] = []
    while True:
        typed = _line(words("ask_indicator"))
        if typed.isdigit() and 0 < int(typed) <= len(offered):
            return offered[int(typed) - 1]
        found = _matching(typed, bench)
        if len(found) == 1:
            _say(f"  {found[0]}")
            return found[0]
        if not found:
            _say(words("no_indicator", text=typed))
            continue
        offered = found
        for number, key in enumerate(found, 1):
            _say(f"  {number:>2}  {key}: {indicator_title(bench.dossier, key, words)}")


def _matching(typed: str, bench: Bench) -> list[str]:
    keys = [key for key in bench.dossier.indicators if not key.startswith("context.")]
    exact = [key for key in keys if typed in (key, key.rpartition(".")[2])]
    if len(exact) == 1 or typed in ("", "?"):
        return exact or keys
    parts = typed.lower().split()
    return [
        key
        for key in keys
        if all(
            part in f"{key} {indicator_title(bench.dossier, key, bench.words)}".lower()
            for part in parts
        )
    ]


def _rating(file: IndicatorFile, words: Words) -> dict[str, float]:
    """Show the ladder with its anchors and ask for a level, or for a value in its unit."""
    if file.question:
        _say(file.question)
    if file.levels is None:
        unit = file.measure.unit if file.measure else ""
        return {"value": _number(words("ask_value", unit=unit), None, words)}
    translated = file.fr.levels if words.lang == "fr" and file.fr else ()
    for index, rung in enumerate(file.levels):
        text = translated[index] if index < len(translated) else rung.text
        _say(f"  {rung.level:g}  {text or ''}")
    ends = (file.levels[0].level, file.levels[-1].level)
    low, high = (words.general(end) for end in ends)
    return {"level": _number(words("ask_level", low=low, high=high), ends, words)}


def _number(question: str, ends: tuple[float, float] | None, words: Words) -> float:
    while True:
        try:
            number = float(_line(question).replace(",", "."))
        except ValueError:
            _say(words("no_number"))
            continue
        if ends is None or ends[0] <= number <= ends[1]:
            return number
        _say(words("no_level", low=words.general(ends[0]), high=words.general(ends[1])))


def _choice(key: str, values: Sequence[str], words: Words) -> str:
    """Ask for one of a few values by its beginning; Enter takes the first."""
    while True:
        typed = _line(words(f"ask_{key}", values=", ".join(values), default=values[0])).lower()
        found = [value for value in values if value.startswith(typed)] if typed else [values[0]]
        if len(found) == 1 or typed in values:
            return typed if typed in values else found[0]
        _say(words("no_choice", values=", ".join(values)))


def _source(answers: dict[str, Any], bench: Bench) -> Evidence | None:
    """Ask for the source; a publisher's last item offers what it said."""
    words, source = bench.words, dict(answers.get("source", {}))
    if "publisher" not in source and (publisher := _line(words("ask_publisher"))):
        source["publisher"] = publisher
    last = last_of(source.get("publisher"), bench.dossier.evidence)
    known = last.source if last and last.source else Source()
    for key in ("title", "published", "url"):
        if key not in source:
            answer = _offered(key, getattr(known, key), words)
            if answer is not None:
                source[key] = answer
    if source:
        answers["source"] = source
    return last


def _offered(key: str, remembered: object, words: Words) -> object:
    """Ask for a field of the source; Enter takes what is remembered, `-` leaves it out."""
    hint = f" [{remembered}]" if remembered is not None else ""
    while True:
        typed = _line(words(f"ask_source_{key}", remembered=hint))
        if typed == NOTHING or (not typed and remembered is None):
            return None
        if not typed:
            return plain(remembered)
        try:
            return _date(typed) if key == "published" else typed
        except ValueError:
            _say(words("no_date"))


def last_of(publisher: str | None, items: Sequence[Evidence]) -> Evidence | None:
    """Return a publisher's item recorded last, None without one."""
    if not publisher:
        return None
    wanted = publisher.strip().casefold()
    own = [one for one in items if (one.publisher or "").strip().casefold() == wanted]
    return max(own, key=lambda one: (one.recorded, one.id), default=None)


def _grade(answers: dict[str, Any], last: Evidence | None, words: Words) -> None:
    """Ask for letter and digit, each with its meaning shown; `B2` answers both."""
    if "reliability" not in answers:
        for letter in "ABCDEF":
            _say(f"  {letter}  {words(f'reliability_{letter}')}")
    while "reliability" not in answers:
        remembered = f" [{last.reliability}]" if last else ""
        typed = _line(words("ask_reliability", remembered=remembered)).upper()
        typed = typed or (last.reliability if last else "")
        if typed[:1] in tuple("ABCDEF") and typed[1:] in ("", *"123456"):
            answers["reliability"] = typed[:1]
            if typed[1:]:
                answers.setdefault("credibility", int(typed[1:]))
    if "credibility" not in answers:
        for digit in "123456":
            _say(f"  {digit}  {words(f'credibility_{digit}')}")
    while "credibility" not in answers:
        typed = _line(words("ask_credibility"))
        if typed in tuple("123456"):
            answers["credibility"] = int(typed)
