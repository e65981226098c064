"""Text from files made safe to print, and measured in terminal columns."""

from __future__ import annotations

import re
from types import MappingProxyType

UNSAFE = re.compile(
    r"[\x00-\x1f\x7f-\x9f"  # C0 with ESC, DEL, C1
    r"\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0"  # invisible fillers
    r"\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f"  # zero width, bidi, separators
    r"\ufeff\ufff9-\ufffb\U0001d173-\U0001d17a"  # BOM, annotation
    r"\ufdd0-\ufdef\ufffe\uffff"  # no characters
    r"\U000e0000-\U000e0fff"  # tags and further variation selectors: invisible text
    r"\ud800-\udfff]"  # lone surrogates
    # Commands of CI runners. GitHub's obeys `::error::` after any indentation and `##[error]`
    # anywhere in a line, so a label in front is no protection.
    r"|:(?=:[A-Za-z][\w-]{0,40}(?:\s|::))|(?<![^\n]):(?=:)"
    r"|#(?=#(?:vso|teamcity)?\[)"
)
"""One character at a time that `visible` changes; context is in lookarounds only."""

_SPACED = MappingProxyType({"\t": " ", "\n": " ", "\r": " "})

_MARKS = "×–—…•≥≤·┄±−→←↑↓─━●≈┊╍┃├└│▲▼"
_IN_ASCII = "x - -- ... * >= <= . . +/- - -> <- ^ v - - o ~ : = | + + | ^ v"
_SIMPLER = MappingProxyType(
    {
        **dict(zip(_MARKS, _IN_ASCII.split(), strict=True)),
        **dict(zip("’‘“”«»", '\'\'""""', strict=True)),
        **dict.fromkeys("\u00a0\u2009\u202f", " "),
        **dict(zip("▁▂▃▄▅▆▇█", "_.,-=+*#", strict=True)),  # sparklines
    }
)


def visible(text: str, *, newlines: bool = False) -> str:
    r"""Return `text` with every character that could act, hide or reorder shown as an escape.

    Controls, escape sequences, bidirectional and zero-width characters become `\x1b`,
    `\u202e`, `\U000e0041`; tabs and line ends become spaces (`newlines` keeps LF); commands to
    CI runners lose their first character to an escape. Letters, accents and emoji stay.
    """
    if UNSAFE.search(text) is None:
        return text
    if newlines:
        return "\n".join(visible(line.removesuffix("\r")) for line in text.split("\n"))
    return UNSAFE.sub(_shown, text)


def pieces(text: str) -> list[str]:
    """Return what `visible` makes of each character, one piece a character."""
    shown = list(text)
    for found in UNSAFE.finditer(text):
        shown[found.start()] = _shown(found)
    return shown


def encodable(text: str, encoding: str | None) -> str:
    """Return `text` with what `encoding` lacks written simpler, or else as an escape.

    Without an encoding (a stream in memory) everything stays.
    """
    if encoding is None or text.isascii() or _fits(text, encoding):
        return text
    return "".join(
        character if _fits(character, encoding) else _SIMPLER.get(character, _escape(character))
        for character in text
    )


def cells(text: str) -> int:
    """Return how many terminal columns `text` takes; wide characters take two."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len  # noqa: PLC0415  other formats do without rich

    return cell_len(text)


_SIGNS = re.compile("(?<=«) | (?=[%:;!?»](?:\\W|$))")
_STAND_INS = {" ": "\ufdd0", "\u00a0": "\ufdd1", "\u202f": "\ufdd2"}
_AWAY = str.maketrans({space: to for space, to in _STAND_INS.items() if space != " "})
KEPT = MappingProxyType({ord(stand_in): space for space, stand_in in _STAND_INS.items()})
"""For `str.translate`: turns the stand-ins of `unbroken` back into spaces."""


KEPT_SPACE = _STAND_INS[" "]
"""The stand-in for a plain space that must not break."""


def typeset(text: str) -> str:
    """Return `text` as pages show it: visible, no line broken before a sign or inside quotes."""
    return _SIGNS.sub("\u00a0", visible(text))


def unbroken(text: str) -> str:
    """Return `text`, its spaces made single, with a stand-in for each space that must not break.

    Rich breaks lines at every kind of space. The stand-ins are Unicode noncharacters, which
    `visible` escapes where a file holds them.
    """
    single = " ".join(filter(None, text.split(" ")))
    return _SIGNS.sub(_STAND_INS[" "], single).translate(_AWAY)


def _shown(found: re.Match[str]) -> str:
    character = found[0]
    return _SPACED.get(character) or _escape(character)


def _escape(character: str) -> str:
    code = ord(character)
    if code <= 0xFF:  # noqa: PLR2004 # the reach of each escape's digits
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
