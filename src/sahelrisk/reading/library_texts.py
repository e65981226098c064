"""What the parsers of TOML and CSV say of a fault, as phrases; unknown words stay theirs."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from types import MappingProxyType

from sahelrisk.problems import Said

_TUPLE = re.compile(r"\(.*\)")
_NAMES = re.compile(r"'((?:[^'\\]|\\.)*)'")
_OF_TOML: Mapping[str, str] = MappingProxyType(
    {
        r"Cannot declare (?P<name>.+) twice": "toml_declared_twice",
        r"Cannot mutate immutable namespace (?P<name>.+)": "toml_closed_table",
        r"Cannot overwrite a value": "toml_overwritten",
        r"Cannot redefine namespace (?P<name>.+)": "toml_redefined",
        r"Duplicate inline table key (?P<name>.+)": "toml_key_twice",
        r"Escaped character is not a Unicode scalar value": "toml_no_character",
        r"Expected '=' after a key in a key/value pair": "toml_equals_sign",
        r"Expected '\]' at the end of a table declaration": "toml_end_of_header",
        r"Expected '\]\]' at the end of an array declaration": "toml_end_of_array_header",
        r"Expected newline or end of document after a statement": "toml_after_statement",
        r"Expected (?P<sign>.+)": "toml_expected",
        r"Found invalid character (?P<sign>.+)": "toml_invalid_character",
        r"Illegal character (?P<sign>.+)": "toml_illegal_character",
        r"Invalid date or datetime": "toml_date",
        r"Invalid hex value": "toml_hex",
        r"Invalid initial character for a key part": "toml_key_start",
        r"Invalid statement": "toml_statement",
        r"Invalid value": "toml_value",
        r"Unclosed array": "toml_open_array",
        r"Unclosed inline table": "toml_open_table",
        r"Unescaped '\\' in a string": "toml_backslash",
        r"Unterminated string": "toml_open_text",
    }
)
_OF_CSV: Mapping[str, str] = MappingProxyType(
    {
        r"unexpected end of data": "csv_end",
        r"field larger than field limit \((?P<most>\d+)\)": "csv_long_cell",
        r"'(?P<sign>.)' expected after '(?P<mark>.)'": "csv_after_mark",
    }
)


def toml_said(text: str) -> Said:
    """Return the message of the parser of TOML, its tuples of names as dotted keys."""
    names = _TUPLE.sub(lambda found: ".".join(_NAMES.findall(found[0])), text)
    dotted = names if text.startswith("Cannot ") else text
    return _said(dotted, _OF_TOML, "toml_other", dotted[:1].lower() + dotted[1:])


def csv_said(error: csv.Error) -> Said:
    """Return the message of the reader of CSV, or the phrase that we raised it with."""
    found = error.args[0]
    return found if isinstance(found, Said) else _said(str(found), _OF_CSV, "csv_other", str(found))


def _said(text: str, known: Mapping[str, str], other: str, unknown: str) -> Said:
    for pattern, key in known.items():
        found = re.fullmatch(pattern, text, re.DOTALL)
        if found:
            return Said(key, **found.groupdict())
    return Said(other, text=unknown)
