"""The table of `reference`: every country's base rate at each year's end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sahelrisk.model.documents.listing_documents import ReferenceDocument, ReferenceYear
from sahelrisk.report.blocks import Column, Heading, Paragraph, Report, Table
from sahelrisk.report.names import country_name
from sahelrisk.report.words import Words
from sahelrisk.tasks.reference import YearEnd

HEADER = ("year", "iso3", "base_rate")


def build_reference(found: Sequence[YearEnd], words: Words) -> Report:
    """Build the table; on a page only the last year, the highest first."""
    years = Counter(one.year for one in found)
    last = max(years, default=0)
    shown = sorted((one for one in found if one.year == last), key=lambda one: -one.base_rate)
    columns = (Column(words("country")), Column(words("sheet_base_rate"), number=True))
    rows = tuple((country_name(one.iso3, words), words.points(one.base_rate)) for one in shown)
    return Report(
        title=words("reference_title"),
        blocks=lambda: (
            Heading(words("reference_title"), 1),
            Paragraph(words("reference_years", years=len(years), last=last, countries=len(rows))),
            Table(columns, rows),
        ),
        document=lambda: ReferenceDocument(
            schema_="sahelrisk/reference/1",
            rows=tuple(ReferenceYear(**one._asdict()) for one in found),
        ).as_json(),
        header=HEADER,
        rows=lambda: found,
        language=words.lang,
        phrases=words.phrases(),
    )
