"""How a question is put on a terminal, and its answer read."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Iterable
from enum import StrEnum

from sahelrisk.rendering.text import encodable, visible
from sahelrisk.report.words import Words

BACK = "<"
_WIDEST = 100
_ROOM = 24  # columns left for the answer beside the end of a question


class BackError(Exception):
    """The question before is to be put again."""


class Answer(StrEnum):
    """What is to become of an item that is ready to be saved."""

    YES = "yes"
    NO = "no"
    EDIT = "edit"


def line(question: str, words: Words) -> str:
    """Ask and return the answer, its white space made single; nothing is saved where it ends.

    Raises KeyboardInterrupt for Ctrl-C and for Ctrl-D, BackError for `<`.
    """
    *before, prompt = _wrapped(question, width=_width() - _ROOM)
    for part in before:
        say(part)
    try:
        typed = " ".join(_read(f"{prompt} ").split())
    except (KeyboardInterrupt, EOFError):
        say("\n" + words("nothing_saved"))
        raise KeyboardInterrupt from None
    if typed == BACK:
        raise BackError
    return typed


def _read(prompt: str) -> str:
    if not sys.stdout.isatty() or os.environ.get("TERM", "dumb") == "dumb":
        sys.stderr.write(prompt)
        sys.stderr.flush()
        return input()
    try:
        # Arrow keys, lines of more than 4,096 bytes, and pasted line ends that are no Enter.
        import readline
    except ImportError:  # not on Windows, whose console edits lines itself
        pass
    else:
        readline.set_auto_history(False)
    return input(encodable(prompt, sys.stdout.encoding))


def say(text: str) -> None:
    """Tell the user something beside a question."""
    sys.stderr.write(f"{visible(text, newlines=True)}\n")
    sys.stderr.flush()


def entry(mark: str, text: str, *, column: int) -> None:
    """Show an entry of a list, its text in a column of its own."""
    first, *rest = _wrapped(text, width=_width() - column - 2)
    say(f"  {mark:<{column - 2}}{first}")
    for part in rest:
        say(" " * column + part)


def listed(entries: Iterable[tuple[str, str]]) -> None:
    """Show marks and what each means, in two columns."""
    rows = list(entries)
    column = max((len(mark) for mark, _ in rows), default=0) + 4
    for mark, text in rows:
        entry(mark, text, column=column)


def _width() -> int:
    return min(_WIDEST, shutil.get_terminal_size((80, 24)).columns)


def _wrapped(text: str, *, width: int) -> list[str]:
    found = textwrap.wrap(visible(text), max(width, 20), break_on_hyphens=False)
    return found or [""]


def text(question: str, words: Words) -> str:
    """Ask for a text until there is one."""
    while True:
        try:
            typed = line(question, words)
        except BackError:
            typed = ""
        if typed:
            return typed
        say(words("no_text"))


def agreed(question: str, words: Words, *, otherwise: bool) -> bool:
    """Ask a question of yes or no until the answer is one; Enter means `otherwise`."""
    return _decided(question, words, Answer.YES if otherwise else Answer.NO, "") is Answer.YES


def decided(question: str, words: Words, otherwise: Answer) -> Answer:
    """Ask a question of yes, no or edit; Enter means `otherwise`, and `<` is edit."""
    return _decided(question, words, otherwise, words("answers_edit"))


def _decided(question: str, words: Words, otherwise: Answer, edit: str) -> Answer:
    of = {Answer.YES: words("answers_yes"), Answer.NO: words("answers_no"), Answer.EDIT: edit}
    while True:
        try:
            typed = line(question, words).casefold()
        except BackError:
            typed = edit.partition(" ")[0] or BACK
        if not typed:
            return otherwise
        found = [answer for answer, names in of.items() if typed in names.split()]
        if found:
            return found[0]
        say(words("no_yes"))
