"""The page around a form: head, navigation and foot of a site, without its scores."""

from __future__ import annotations

from datetime import date

from sahelrisk.model.dossier import Dossier
from sahelrisk.report.score.score_report import letterhead_of
from sahelrisk.report.site.site_build import SECTIONS
from sahelrisk.report.site.site_view import SitePage, SiteView
from sahelrisk.report.words import Words, day_text
from sahelrisk.tasks.marking import marking_of


def form_site(
    dossier: Dossier, page: SitePage, words: Words, languages: tuple[str, ...], day: date
) -> SiteView:
    """Return a site of one page, marked as high as any item that its form might show."""
    return SiteView(
        language=words.lang,
        languages=languages,
        letterhead=letterhead_of(dossier, words, drawn=True),
        label=marking_of(dossier, (one.id for one in dossier.entered)),
        day=day_text(day, words),
        notices=tuple(filter(None, [dossier.file.notice(words.lang)])),
        credits="",
        bands=(),
        sections=tuple((words(f"site_{key}"), path) for key, path in SECTIONS),
        address=lambda _: "",
        pages={page.path: lambda: (page,)},
        places=lambda _: {},
        data={},
        search=lambda: (),
    )
