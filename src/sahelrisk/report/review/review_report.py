"""The page of `review`, for people who decide on a merge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sahelrisk.model.documents.parts import Run, exact
from sahelrisk.problems import Problem
from sahelrisk.report.blocks import Block, Cell, Fields, Heading, Listing, Paragraph, Plain, Report
from sahelrisk.report.names import country_name, framework_title, indicator_title, profile_title
from sahelrisk.report.review.review_tables import STATES, Tables
from sahelrisk.report.texts import DocumentTexts
from sahelrisk.report.words import Words
from sahelrisk.scoring.estimate import figures
from sahelrisk.tasks.gates import Answers
from sahelrisk.tasks.review import Review
from sahelrisk.tasks.review_building import review_document
from sahelrisk.tasks.review_ends import Side
from sahelrisk.tasks.review_items import lines_of

HEADER = ("tlp", "country", "cause", "evidence", "points", "on_indicator", "why")
MARKER = "sahelrisk review"


class Page(NamedTuple):
    """What the page is written from; `most` rows a table are printed, None for all."""

    found: Review
    answers: Answers
    words: Words
    most: int | None = None

    def blocks(self) -> Iterator[Block]:
        """Yield the page."""
        found, words = self.found, self.words
        tables = self._tables()
        names = {"base": found.before.name, "head": found.after.name}
        yield Heading(words("review_title", **names), 1)
        yield Fields(tuple(self._head()))
        gates = [one.text(words.lang) for one in (*self.answers.crossed, *self.answers.missing)]
        yield from self._listing("review_gates", gates)
        yield Heading(words("bottom_line"))
        yield Paragraph(self.summary(), "strong")
        if found.countries:
            yield tables.countries()
        yield from tables.items()
        yield from tables.effects()
        yield from tables.framework()
        yield from self._listing("review_new", [_problem(one, words) for one in found.new])
        yield from self._listing("review_solved", [_problem(one, words) for one in found.solved])
        yield from self._listing(
            "review_duplicates", [_problem(one, words) for one in found.duplicates]
        )
        sources = [words("review_source", name=name, id=key) for name, key in found.sources]
        yield from self._listing("review_sources", sources)
        yield from self._listing("review_coverage", list(self._gained()))

    def _tables(self) -> Tables:
        return Tables(self.found, self.words, self.most)

    def summary(self) -> str:
        """Return the bottom line in a sentence."""
        found, words = self.found, self.words
        if found.before.dossier is None or found.after.dossier is None:
            return words("review_unread")
        changed = sum(one.change.country.significant for one in found.countries)
        moved = sum(bool(round(one.change.country.difference, 9)) for one in found.countries)
        done = [
            words.count(f"review_{state}", number)
            for state in STATES
            if (number := sum(one.state == state for one in found.items))
        ]
        return words(
            "review_summary",
            moved=moved,
            changed=changed,
            unmoved=found.unmoved + len(found.countries) - moved,
            items=words.listed(done) or words("review_no_items"),
            new=len(found.new),
            solved=len(found.solved),
        )

    def _head(self) -> Iterator[tuple[str, Cell]]:
        found, words = self.found, self.words
        yield words("marking"), f"TLP:{found.label}"
        if found.since != found.as_of:
            yield words("changes_from"), found.since.isoformat()
        yield words("as_of"), found.as_of.isoformat()
        for key, side in (("review_base", found.before), ("review_head", found.after)):
            yield words(key), self._side(side)
        yield words("profile"), profile_title(found.profile, words)
        dossier = found.after.dossier
        if dossier:
            yield words("framework"), framework_title(dossier, words)
            if notice := dossier.file.notice(words.lang):
                yield words("notice"), notice
        if found.withheld:
            yield words("notice"), words.count("withheld", found.withheld)
        if found.after.unshown:
            yield words("notice"), words.count("review_unshown", found.after.unshown)

    def _side(self, side: Side) -> str:
        words = self.words
        if side.dossier is None:
            return words("review_side_unread", name=side.name)
        number = len(side.dossier.evidence)
        if side.is_broken:
            return words("review_side_broken", name=side.name, number=number, errors=side.errors)
        return words.count("review_side", number, name=side.name)

    def _listing(self, title: str, lines: Sequence[str]) -> Iterator[Block]:
        if not lines:
            return
        shown, note = self._tables().cut([(line,) for line in lines])
        items = [str(row[0]) for row in shown] + ([note] if note else [])
        heading = self.words(title, number=len(lines))
        yield Heading(heading)
        yield Listing(tuple(items), self.words(title, number=len(lines)))

    def _gained(self) -> Iterator[str]:
        words, dossier = self.words, self.found.after.dossier
        for one in self.found.countries:
            ends = [figures(end.outcome) for end in (one.change.before, one.change.after)]
            shares = [words.share(end.coverage) if end else words.share(0.0) for end in ends]
            if dossier and (one.gained or shares[0] != shares[1]):
                titles = [indicator_title(dossier, key, words) for key in one.gained]
                yield words(
                    "review_gained" if titles else "review_covered",
                    name=country_name(one.iso3, words),
                    before=shares[0],
                    after=shares[1],
                    indicators=words.listed(titles),
                )


def _problem(problem: Problem, words: Words) -> str:
    one = problem.in_language(words.lang)
    hint = f" ({one.hint})" if one.hint else ""
    return f"{one.place}: {words(f'severity_{one.severity}')}: {one.rule}: {one.message}{hint}"


def build_review(
    found: Review, answers: Answers, words: Words, run: Run, *, ceiling: bool = False
) -> Report:
    """Build the report of a review."""
    texts = DocumentTexts(words)
    return Report(
        title=words("review_title", base=found.before.name, head=found.after.name),
        blocks=Page(found, answers, words).blocks,
        document=lambda: review_document(found, texts, run, answers, ceiling=ceiling).as_json(),
        header=HEADER,
        rows=lambda: _rows(found),
        texts=frozenset({"evidence"}),
        language=words.lang,
        phrases=words.phrases(),
        marker=MARKER,
        within=lambda most: Page(found, answers, words, most).blocks(),
    )


def _rows(found: Review) -> Iterator[tuple[Plain, ...]]:
    """Yield a row a part of each country's difference; they add up to it."""
    label = found.label
    for one in found.countries:
        for line in lines_of(one.change):
            points = exact(line.points * found.size)
            on_indicator = exact(line.on_indicator)
            yield (label, one.iso3, line.cause, line.id or None, points, on_indicator, line.why)
