"""The column of countries of a published table: codes or names, and rows that are no country."""

from __future__ import annotations

from dataclasses import dataclass, field

from sahelrisk.model.countries import name_of
from sahelrisk.model.country_codes import (
    Numbers,
    fips_reading,
    is_known_other,
    is_two_letters,
    numbers_of,
    published,
)
from sahelrisk.problems import Listed, Said
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
            name = name_of(country) if country else text
            fips = fips_reading(text)
            message = Said("problem_two_letters", text=text, name=name)
            if fips:
                message = Said("problem_two_letter_code", text=text, name=name, fips=name_of(fips))
            hint = Said("hint_three_letters")
            self.table.refuse(row.line, self.index, "two-letter-code", message, hint)

    def _said(self, first: str) -> tuple[str, str, str]:
        named: object = Listed(
            Said("problem_named_in_line", name=shortened(text), line=row.line)
            for text, row in list(self._others.items())[:_NAMED]
        )
        if len(self._others) > _NAMED:
            named = Said("problem_and_others", text=named)
        number = "one" if self._rows == 1 else "many"
        rows = {"number": self._rows, "named": named}
        if self.skip:
            hint = self._own(first) or nearest_country(first) or Said("hint_passed_over_row")
            return "passed-over-row", Said(f"problem_passed_over_{number}", **rows), hint
        return "unknown-country", Said(f"problem_no_country_{number}", **rows), self._hint(first)

    def _own(self, first: str) -> str:
        """Return a hint for what is neither a code nor a name, or nothing."""
        if not first:
            return Said("hint_empty_country")
        return Said("hint_country_numbers") if first.isdecimal() and not self._numbers else ""

    def _hint(self, first: str) -> str:
        own = Said("hint_fips") if self._fips else self._own(first)
        if own:
            return own
        groups = [text for text in self._others if is_known_other(text, self._numbers)]
        slips = [text for text in self._others if text not in groups]
        near = nearest_country(slips[0]) if slips else ""
        if not groups and near:
            return near
        return Said("hint_or_skip", text=near) if near else Said("hint_skip")
