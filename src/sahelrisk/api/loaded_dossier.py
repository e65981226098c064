"""A dossier that was read, and what may be asked of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from os import PathLike, fspath
from pathlib import Path
from typing import Literal, Unpack, get_args

from sahelrisk.api import answers
from sahelrisk.api.questions import Asked, Reading, asked_of, check_choice, day_of, day_or_none
from sahelrisk.model.documents.evidence_document import ItemState
from sahelrisk.model.evidence_item import Record
from sahelrisk.reading.load import load as read
from sahelrisk.reading.locate import NAME, Location
from sahelrisk.report.audit_report import build_audit
from sahelrisk.report.change.changes_report import build_changes
from sahelrisk.report.change.history_report import build_history
from sahelrisk.report.compare.compare_report import build_compare
from sahelrisk.report.desk.evidence_report import build_evidence
from sahelrisk.report.explain.explain_report import build_explain
from sahelrisk.report.plan_report import build_plan
from sahelrisk.report.problems.check_report import build_check, in_language
from sahelrisk.report.review.review_report import build_review
from sahelrisk.report.score.score_report import build_score
from sahelrisk.report.words import words_of
from sahelrisk.tasks import audit, changes, compare, evidence, explain, history, plan, review
from sahelrisk.tasks import check as checking
from sahelrisk.tasks import score as scoring
from sahelrisk.tasks.evidence_search import Query
from sahelrisk.tasks.review_building import answers_of, review_document
from sahelrisk.tasks.score_building import score_document

Path_ = str | PathLike[str]
Every = Literal["day", "week", "month", "quarter"]
Sort = Literal["observed", "recorded", "grade", "publisher", "indicator", "country", "id", "due"]


class Dossier:
    """A dossier in memory, made by `sahelrisk.load`; it never changes, and threads may share it.

    Countries are names, ISO codes or @groups. `as_of` is the date that facts are counted to; all
    questions also take `known_on`, `profile`, `tlp`, `lang` and `generated`. What does not exist
    raises UsageError, whose text names what is near. Scores are points of the framework's scale,
    by default 0 to 100 with 100 worst.
    """

    __slots__ = ("_location", "_read")

    def __init__(self, path: Path_) -> None:
        """Read the files, as `sahelrisk.load` does."""
        folder = Path(fspath(path))
        self._location = Location(folder.parent if folder.name == NAME else folder)
        self._read = read(self._location)

    def __repr__(self) -> str:
        """Return the title and the number of items."""
        return f"<Dossier: {self.title}, {self._read.items:,} items>"

    @property
    def title(self) -> str:
        """What it is called."""
        return self._read.file.title

    @property
    def path(self) -> Path:
        """The folder it was read from."""
        return self._location.root

    @property
    def countries(self) -> tuple[str, ...]:
        """The codes of the countries with evidence."""
        return tuple(sorted({code for one in self._read.evidence for code in one.countries}))

    @property
    def profiles(self) -> tuple[str, ...]:
        """The ids of the framework's scoring profiles."""
        return tuple(one.id for one in self._read.framework.profiles)

    @property
    def newest(self) -> date | None:
        """The day of the newest record; None where nothing was recorded."""
        found = self._read
        records: tuple[Record, ...]
        records = (*found.entered, *found.amendments, *found.not_applicable)
        return max((one.recorded for one in records), default=None)

    def score(
        self,
        *countries: str,
        as_of: date,
        beside: Sequence[Path_] = (),
        **reading: Unpack[Reading],
    ) -> answers.Assessment:
        """Score countries, in the order given; without any, all that have evidence.

        Evidence files `beside` the dossier count as if they were in it: a what-if, for which the
        dossier is read again. Raises DossierError for files that cannot be used.
        """
        asked = self._asked(as_of, reading)
        request = asked.request
        if beside:
            paths = tuple(Path(fspath(one)) for one in beside)
            request = replace(request, held=None, beside=paths)
        found = scoring.score(request, countries, everyone=not countries)
        document = score_document(*found, asked.texts, asked.run)
        return answers.Assessment.of(document, build_score(found, asked.words, asked.run))

    def compare(
        self,
        *countries: str,
        as_of: date,
        by: str | None = None,
        world: bool = False,
        baseline: Path_ | None = None,
        against: Path_ | None = None,
        **reading: Unpack[Reading],
    ) -> answers.Comparison:
        """Rank countries; without any all with evidence, or of the `world` all with a base rate.

        `by` is a pillar or an indicator to rank by, `baseline` an earlier JSON document, a folder
        or a git revision, `against` a published index: "inform-2025" or a CSV file.
        """
        asked = self._asked(as_of, reading)
        found = compare.compare(
            asked.request,
            compare.Whom(countries, not countries and not world, world),
            by=by,
            baseline=None if baseline is None else fspath(baseline),
            yardstick=None if against is None else fspath(against),
        )
        document = compare.compare_document(found, asked.texts, asked.run)
        return answers.Comparison.of(document, build_compare(found, asked.words, lambda: document))

    def changes(
        self,
        *countries: str,
        as_of: date,
        since: date | None = None,
        earlier: Path_ | None = None,
        later: Path_ | None = None,
        **reading: Unpack[Reading],
    ) -> answers.Changes:
        """Split differences into causes; without countries, of all that have evidence.

        It is the difference since a date (by default 90 days), or from an `earlier` folder or git
        revision to this dossier or a `later` one.
        """
        asked = self._asked(as_of, reading)
        found = changes.changes(
            asked.request,
            countries,
            everyone=not countries,
            since=day_or_none("since", since),
            earlier=None if earlier is None else fspath(earlier),
            later=None if later is None else fspath(later),
        )
        document = changes.changes_document(found, asked.texts, asked.run)
        return answers.Changes.of(document, build_changes(found, asked.words, asked.run))

    def review(
        self,
        base: Path_,
        head: Path_ | None = None,
        *,
        as_of: date,
        since: date | None = None,
        fail_if: Sequence[str] = (),
        **reading: Unpack[Reading],
    ) -> answers.Review:
        """Compare two revisions or folders of the dossier, line by line, as they are on disk.

        Without `head` a revision is compared with HEAD, a folder with the dossier's. `fail_if` are
        gates, by default those of dossier.toml. Broken files are problems of the review.
        """
        asked = self._asked(as_of, reading)
        request, texts, run = asked.request, asked.texts, asked.run
        found = review.review(
            request,
            fspath(base),
            None if head is None else fspath(head),
            since=day_or_none("since", since),
            fail_if=fail_if,
        )
        gates, ceiling = answers_of(found, request, texts, run), request.tlp is not None
        document = review_document(found, texts, run, gates, ceiling=ceiling)
        report = build_review(found, gates, asked.words, run, ceiling=ceiling)
        return answers.Review.of(document, report)

    def history(
        self,
        *countries: str,
        as_of: date,
        first: date | None = None,
        last: date | None = None,
        every: Every = "month",
        **reading: Unpack[Reading],
    ) -> answers.History:
        """Score countries on dates from `first` to `last`, from all that is known.

        By default these are the months of the year up to `as_of`, and all countries with evidence.
        """
        asked = self._asked(as_of, reading)
        check_choice("every", every, get_args(Every))
        found = history.history(
            asked.request,
            countries,
            first=day_or_none("first", first),
            last=day_or_none("last", last),
            every=every,
        )
        document = history.history_document(found, asked.run)
        return answers.History.of(document, build_history(found, asked.words, asked.run))

    def explain(
        self,
        country: str,
        node: str | None = None,
        *,
        as_of: date,
        private: bool = False,
        **reading: Unpack[Reading],
    ) -> answers.Explanation:
        """Explain a score item by item; a `node` narrows the page and the table to it.

        `private` adds analysts and notes.
        """
        asked = self._asked(as_of, reading)
        found = explain.explain(asked.request, country, node)
        document = explain.explain_document(found, asked.texts, asked.run, private=private)
        report = build_explain(found, asked.words, asked.run, private=private)
        return answers.Explanation.of(document, report)

    def plan(self, country: str, *, as_of: date, **reading: Unpack[Reading]) -> answers.Plan:
        """Say what to collect next, when evidence lapses and what would change the band."""
        asked = self._asked(as_of, reading)
        found = plan.plan(asked.request, country)
        document = plan.plan_document(found, asked.texts, asked.run)
        return answers.Plan.of(document, build_plan(found, asked.words, asked.run))

    def audit(self, *countries: str, as_of: date, **reading: Unpack[Reading]) -> answers.Audit:
        """Test how scores respond to other choices; without countries, all that have evidence."""
        asked = self._asked(as_of, reading)
        found = audit.audit(asked.request, countries)
        document = audit.audit_document(found, asked.run)
        return answers.Audit.of(document, build_audit(found, asked.words, asked.run))

    def evidence(  # noqa: PLR0913  what the command takes
        self,
        text: str = "",
        *,
        as_of: date | None = None,
        countries: Sequence[str] = (),
        indicator: str | None = None,
        publisher: str | None = None,
        state: ItemState | None = None,
        due: bool = False,
        since: date | None = None,
        sort: Sort = "observed",
        **reading: Unpack[Reading],
    ) -> answers.EvidenceList:
        """List and search items; a text that is an id gives that one whole (`item`).

        Every word of `text` stands somewhere in an item. Without `as_of` it is the day of the
        newest record.
        """
        asked = self._asked(as_of or self._last_day, reading)
        check_choice("sort", sort, get_args(Sort))
        check_choice("state", state, (None, *get_args(ItemState)))
        query = Query(
            text=text,
            countries=tuple(countries),
            indicator=indicator,
            publisher=publisher,
            state=state,
            due=due,
            since=day_or_none("since", since),
            sort=sort,
        )
        found = evidence.evidence(asked.request, query)
        return answers.EvidenceList.of(found.document, build_evidence(found, asked.words))

    def check(self, *, as_of: date | None = None, lang: str = "en") -> answers.Check:
        """Find every problem of the dossier's files as they are on disk now.

        What is dated after `as_of` is a problem; without it, after the newest record.
        """
        return check(self.path, as_of=as_of or self._last_day, lang=lang)

    @property
    def _last_day(self) -> date:
        return self.newest or date.min

    def _asked(self, as_of: date, reading: Reading) -> Asked:
        return asked_of(self._location, self._read, as_of, reading)


def load(path: Path_) -> Dossier:
    """Read the dossier in a folder.

    Raises DossierError, whose `problems` are every error with its place, for files that cannot be
    used.
    """
    return Dossier(path)


def check(path: Path_, *others: Path_, as_of: date, lang: str = "en") -> answers.Check:
    """Find every problem of dossiers, or of files and folders in them, usable or not.

    What is dated after `as_of` is a problem. Raises UsageError for what is not there.
    """
    day = day_of("as_of", as_of)
    words = words_of(lang)
    found = checking.check([Path(fspath(one)) for one in (path, *others)], today=day)
    said = in_language(found, words)
    return answers.Check.of(checking.check_document(said), build_check(said, words))
