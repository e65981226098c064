"""The command `bulletin`."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from sahelrisk.cli.options import (
    MissingFigure,
    Reading,
    country_argument,
    day_option,
    format_option,
    gate_option,
    takes,
)

if TYPE_CHECKING:
    from sahelrisk.model.documents.parts import Run
    from sahelrisk.report.words import Words
    from sahelrisk.tasks.bulletin import Bulletin
    from sahelrisk.tasks.gates import Answers

PANEL = "For consultants"
ATOM_ENDINGS = (".atom", ".xml")
BulletinFormat = StrEnum("BulletinFormat", "TERMINAL PLAIN JSON CSV MARKDOWN HTML ATOM")
"""Those of pages, and that of feeds."""


@dataclass(frozen=True, slots=True)
class Bulletins(Reading):
    """Also the format of feeds."""

    format: Annotated[BulletinFormat | None, format_option(BulletinFormat, ATOM_ENDINGS)] = None  # type: ignore[assignment]


@takes(Bulletins)
def bulletin(
    *,
    countries: Annotated[
        list[str] | None,
        country_argument(
            "Names, ISO codes or @groups. Default: those that dossier.toml watches.",
            "COUNTRY|@GROUP",
        ),
    ] = None,
    since: Annotated[
        date | None, day_option("Report what happened since. Default: seven days before.")
    ] = None,
    fail_if: Annotated[list[str] | None, gate_option("a country", "since DATE")] = None,
    missing: MissingFigure = None,
    options: Bulletins,
) -> None:
    """Report on the watched countries: a sign each, what happened, alerts, what lapses."""
    from sahelrisk.cli import session
    from sahelrisk.cli.outputs import refuse_output, save_output
    from sahelrisk.report.review.bulletin_report import build_bulletin
    from sahelrisk.report.texts import DocumentTexts
    from sahelrisk.report.words import words_of
    from sahelrisk.tasks.bulletin import bulletin as reported
    from sahelrisk.tasks.bulletin_building import bulletin_answers

    request, words, run = (
        session.request(options),
        words_of(options.lang),
        session.this_run(options),
    )
    found = reported(request, countries or (), since=since, fail_if=fail_if or ())
    answers = bulletin_answers(found, request, DocumentTexts(words), run)
    feeds = [path for path in options.output or () if path.suffix.lower() in ATOM_ENDINGS]
    for path in feeds:
        refuse_output(path, session.root_of(options.dossier))
        session.say(save_output(path, _feed(found, answers, words, run), words.lang))
    is_atom = options.format is BulletinFormat.ATOM
    if is_atom:
        sys.stdout.write(_feed(found, answers, words, run).decode())
    others = [path for path in options.output or () if path not in feeds]
    if others or not (feeds or is_atom):
        form = None if is_atom else options.format
        page = build_bulletin(found, answers, words, run)
        session.deliver(page, replace(options, format=form, output=others or None))
    session.answer(answers, missing.value if missing else found.dossier.file.ci.missing, words)


def _feed(found: Bulletin, answers: Answers, words: Words, run: Run) -> bytes:
    from sahelrisk.rendering.atom import feed
    from sahelrisk.report.review.bulletin_report import entries, feed_marking, title_of

    document, written = entries(found, answers, words, run)
    return feed(
        title_of(found, words),
        found.dossier.file.report.name or document.title,
        run.generated or datetime.now(UTC),
        f"TLP:{document.tlp}",
        written,
        words.lang,
        feed_marking(document, words),
    )
