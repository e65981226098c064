"""Where a syntax error begins, and what would be right: the parser says only where it stopped."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sahelrisk.problems import Said
from sahelrisk.reading.library_texts import toml_said

_BARE = re.compile(r"[^\s\"'#\[\]{}=]+\Z")
_STATEMENT = re.compile(r"[ \t]*(?=\S)")
_OPEN_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:"{3,5}|(?P<a>\\?\Z))'
    r"|'''(?:[^']|'(?!''))*+(?:'{3,5}|(?P<b>\Z))"
    r'|"(?:[^"\\\n]|\\[^\n])*+(?:"|(?P<c>))'
    r"|'[^'\n]*+(?:'|(?P<d>))"
    r"|#[^\n]*+",
    re.DOTALL,
)
_LOOSE_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
_CURLY = frozenset("“”„‟‘’‚«»″")
_AFTER = "Expected newline or end of document after a statement"
_TWICE = (
    "Cannot overwrite",
    "Cannot declare",
    "Cannot mutate",
    "Duplicate inline",
    "Cannot redefine",
)
_UNFINISHED = ("Unterminated string", "Illegal character '\\n'", 'Expected "\\"', "Expected '")


@dataclass(frozen=True, slots=True)
class Fault:
    """An offset in the text, what is wrong there and what would be right."""

    offset: int
    message: str
    hint: str = ""


def explain(text: str, stopped: int, said: str) -> Fault:  # noqa: PLR0911  a table of faults
    """Turn the parser's message, at the offset where it stopped, into where the fault begins."""
    if text[stopped : stopped + 1] == "\r":
        return Fault(stopped, Said("problem_carriage_return"), Said("hint_line_ends"))
    if said.startswith(_TWICE):
        return Fault(_key(text, stopped), toml_said(said), Said("hint_once"))
    curly = _curly(text, stopped, said)
    if curly is not None:
        hint = Said("hint_straight_quotes", text=text[curly])
        return Fault(curly, Said("problem_curly_quotes"), hint)
    if said.startswith(_UNFINISHED):
        opening = _unclosed(text, stopped)
        if opening is not None:
            return Fault(opening, Said("problem_open_text"), Said("hint_open_text"))
    if said.startswith("Unescaped '\\'"):
        hint = Said("hint_backslash")
        return Fault(max(text.rfind("\\", 0, stopped), 0), toml_said(said), hint)
    start = _bare_start(text, stopped)
    token = text[start:].split("\n", 1)[0].split("#", 1)[0].strip()
    if said == _AFTER and start < stopped:
        return Fault(start, *_bare_value(token))
    if said in {"Invalid value", "Invalid date or datetime"}:
        return Fault(stopped, toml_said(said), _value_hint(token))
    return Fault(stopped, toml_said(said))


def _curly(text: str, stopped: int, said: str) -> int | None:
    """Return where a typographic quotation mark opens a value, or was meant to close it."""
    if said == "Invalid value":
        return stopped if text[stopped : stopped + 1] in _CURLY else None
    end = len(text[:stopped].rstrip()) - 1
    return end if said.startswith(_UNFINISHED) and text[end : end + 1] in _CURLY else None


def _bare_start(text: str, stopped: int) -> int:
    """Return where the bare token begins in whose middle the parser stopped."""
    line_start = text.rfind("\n", 0, stopped) + 1
    found = _BARE.search(text, line_start, stopped)
    return found.start() if found else stopped


def _bare_value(token: str) -> tuple[str, str]:
    if _LOOSE_DATE.match(token):
        return Said("problem_bare_date", token=token), Said("hint_dates")
    if re.match(r"[+-]?0\d", token):
        return Said("problem_bare_number", token=token), Said("hint_leading_0")
    if re.match(r"[+-]?\d+,\d", token):
        return Said("problem_bare_number", token=token), Said("hint_full_stop")
    return Said("problem_bare_value", token=token), Said("hint_quotes")


def _value_hint(token: str) -> str:
    if _LOOSE_DATE.match(token):
        return Said("hint_existing_day")
    if token.lower() in {"true", "false", "yes", "no", "on", "off"}:
        return Said("hint_true_or_false")
    return Said("hint_quotes") if token[:1].isalpha() else ""


def _key(text: str, stopped: int) -> int:
    """Return where the statement begins that declares something twice."""
    start = text.rfind("\n", 0, max(stopped - 1, 0)) + 1
    found = _STATEMENT.match(text, start)
    return found.end() if found else start


def _unclosed(text: str, stopped: int) -> int | None:
    """Return where the text begins that is open at the offset."""
    for match in _OPEN_STRING.finditer(text):
        if match.lastgroup and match.end() >= min(stopped, len(text)):
            return match.start()
        if match.start() > stopped:
            break
    return None
