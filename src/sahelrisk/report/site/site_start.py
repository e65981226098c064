"""The start of a site: map, ranking, what happened, what lapses, every country in words."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator

from sahelrisk.report.blocks import Block, Heading, Heat, Paragraph
from sahelrisk.report.compare.compare_heat import BARS, STATUS, heat_of
from sahelrisk.report.compare.compare_report import reading_of
from sahelrisk.report.names import country_name
from sahelrisk.report.sheet.marks import mark_of, stretches
from sahelrisk.report.site.site_countries import country_path
from sahelrisk.report.site.site_news import evident, happened, lapses
from sahelrisk.report.site.site_told import Told
from sahelrisk.report.site.site_view import MapPlace, SitePage, Standing, Start
from sahelrisk.scoring.estimate import has_score

MOST = 10
RANKED = 16
PATH = "index.html"


def start_page(told: Told) -> SitePage:
    """Return the start."""
    words, found, title = told.words, told.found, told.letterhead.dossier
    ranking, number = _ranking(told), len(found.watched.rows)
    codes = [row.country.iso3 for row in found.watched.rows] if _listed(told) else [*evident(told)]
    first = words("site_ranking_first", shown=RANKED, number=number)
    start = Start(
        tuple(_places(told)),
        words("site_map"),
        words("site_watched" if _listed(told) else "site_ranking"),
        ranking._replace(rows=ranking.rows[:RANKED]),
        " ".join((*([first] if number > RANKED else []), reading_of(found.watched, words))),
        (happened(told, codes, MOST), lapses(told, codes, MOST)),
        words("site_all"),
        words("site_all_note", thin=words(_based("site_thin_cells", told))),
        tuple(_standings(told)),
    )
    head = (Heading(title, 1), *_summary(told))
    return SitePage(PATH, title, "start", head=head, start=start)


def _based(key: str, told: Told) -> str:
    """Return the key of a phrase on what is not evidence: a base rate, or where a score starts."""
    return key if told.found.dossier.measures else f"{key}_start"


def _ranking(told: Told) -> Heat:
    """Return the ranking as narrow as half a page: short heads, no bars."""
    heat = heat_of(told.found.watched, told.words).without((BARS, STATUS))
    return heat._replace(parts=tuple((short, short) for _, short in heat.parts))


def _listed(told: Told) -> bool:
    """Tell whether some countries are watched and others not."""
    return told.found.watched is not told.found.whole


def _summary(told: Told) -> Iterator[Block]:
    """Yield who stands highest, and how many countries are in each band."""
    found, words = told.found, told.words
    rules = found.dossier.framework
    first = next(iter(found.watched.in_order), None)
    mark = mark_of(first.node.outcome, rules, words, rules) if first else None
    if first and mark:
        name = country_name(first.country.iso3, words)
        number = sum(has_score(row.node.outcome, rules.coverage) for row in found.watched.rows)
        text = (
            words("site_highest", name=name, score=mark.text, band=mark.band, number=number)
            if number > 1
            else words("sheet_scores", name=name, score=mark.text, of=mark.band)
        )
        yield Paragraph(
            f"{text} {words(_based('site_thin', told))}" if mark.broken else text, "strong"
        )
    tones = Counter(one.tone for one in _places(told) if one.tone)
    counts = [
        words("site_count", number=tones[band.tone], band=band.name)
        for band in reversed(stretches(rules, words))
        if tones[band.tone]
    ]
    total, listed = sum(tones.values()), words.listed(counts)
    yield Paragraph(
        words.count("site_counts", total, counts=listed) if total else words("sheet_nobody")
    )


def _places(told: Told) -> Iterator[MapPlace]:
    found, words = told.found, told.words
    rules = found.dossier.framework
    watched = {row.country.iso3 for row in found.watched.rows} if _listed(told) else set()
    for row in found.whole.in_order:
        iso3 = row.country.iso3
        mark, name = mark_of(row.country.outcome, rules, words, rules), country_name(iso3, words)
        said = (
            words("site_place", name=name, score=mark.text, band=mark.band)
            if mark
            else words("site_place_none", name=name)
        )
        tone, text = (mark.tone, mark.text) if mark else (0, "")
        yield MapPlace(iso3, country_path(iso3), said, tone, text, iso3 in watched)


def _alphabet(name: str) -> str:
    """Return what a name is sorted by: accents count for nothing."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()


def _standings(told: Told) -> Iterator[Standing]:
    """Yield every country by name."""
    rules, words = told.found.dossier.framework, told.words
    for iso3 in sorted(told.countries, key=lambda one: _alphabet(told.name(one))):
        mark = mark_of(told.country(iso3).outcome, rules, words, rules)
        none = words("status_insufficient_short")
        yield Standing(told.name(iso3), country_path(iso3), mark, none)
