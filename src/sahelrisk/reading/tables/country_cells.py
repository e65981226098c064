"""The column of countries of a published table: codes or names, and rows that are no country."""

from __future__ import annotations

from dataclasses import dataclass, field

from sahelrisk.model.country_codes import (
    Numbers,
    fips_reading,
    is_known_other,
    is_two_letters,
    numbers_of,
    published,
)
from sahelrisk.problems import Said
from sahelrisk.reading.tables.text_table import Row, Table, shortened
from sahelrisk.rules.nearest import nearest_country

_NAMED = 3
_REMEMBERED = 2000


@dataclass(slots=True)
class CountryCells:
    """Reads the countries of rows, each spelling once, and keeps what was no country."""

    table: Table
    index: int
    skip: bool
    _found: dict[str, str | None] = field(default_factory=dict)
    _others: dict[str, Row] = field(default_factory=dict)
    _rows: int = 0
    _two_letters: tuple[str, Row] | None = None
    _numbers: Numbers | None = None
    _fips: bool = False

    def __post_init__(self) -> None:
        """Tell from the headers whose numbers the column holds."""
        name = self.table.header[self.index]
        self._numbers = numbers_of(name, tuple(self.table.header))
        self._fips = "fips" in name.casefold()

    def find(self, row: Row) -> str | None:
        """Return the alpha-3 code of a row's country, None where it is none."""
        text = row.cells[self.index].strip()
        if text in self._found:
            found = self._found[text]
        else:
            country = None if self._fips else published(text, self._numbers)
            found = country.alpha3 if country else None
            if len(self._found) < _REMEMBERED:
                self._found[text] = found
        if found is None:
            self._note_other(text, row)
        elif is_two_letters(text):
            self._note_two_letters(text, row)
        return found

    def _note_other(self, text: str, row: Row) -> None:
        if self.skip and is_known_other(text, self._numbers):
            return
        self._rows += 1
        if len(self._others) < _REMEMBERED:
            self._others.setdefault(text, row)

    def _note_two_letters(self, text: str, row: Row) -> None:
        first = self._two_letters
        if first is None or (fips_reading(text) and not fips_reading(first[0])):
            self._two_letters = text, row

    def report(self) -> None:
        """Tell the table what was no country, in one problem, and how two letters were read."""
        if self._others:
            text, row = next(iter(self._others.items()))
            rule, message, hint = self._said(text)
            self.table.refuse(row.line, self.index, rule, message, hint)
        if self._two_letters:
            text, row = self._two_letters
            country = published(text)
            name = country.name_en if country else text
            fips = fips_reading(text)
            message = Said("problem_is_read_as_iso", text=text, name=name)
            message += f"; in FIPS 10-4 it is {fips.name_en}" if fips else "; FIPS 10-4 differs"
            hint = Said("hint_codes_three_letters_leave")
            self.table.refuse(row.line, self.index, "two-letter-code", message, hint)

    def _said(self, first: str) -> tuple[str, str, str]:
        named = ", ".join(
            f'"{shortened(text)}" (line {row.line})'
            for text, row in list(self._others.items())[:_NAMED]
        )
        named += " and others" if len(self._others) > _NAMED else ""
        rows = "1 row" if self._rows == 1 else f"{self._rows:,} rows"
        if self.skip:
            hint = nearest_country(first) or Said("hint_nothing_is_wrong_if")
            return "passed-over-row", f"{rows} of no known country passed over: {named}", hint
        return "unknown-country", f"{rows} of no known country: {named}", self._hint(first)

    def _hint(self, first: str) -> str:
        if self._fips:
            return "FIPS 10-4 codes are not read; use names or codes of three letters"
        if first.isdecimal() and self._numbers is None:
            return "it is not known whose numbers these are; use names or codes of three letters"
        groups = [text for text in self._others if is_known_other(text, self._numbers)]
        slips = [text for text in self._others if text not in groups]
        near = nearest_country(slips[0]) if slips else ""
        skip = 'others = "skip" passes over rows that are no country' if groups or not near else ""
        return "; ".join(filter(None, (near, skip)))
