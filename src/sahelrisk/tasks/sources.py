"""List the sources of a dossier: the register and every publisher used, each with its record."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sahelrisk.model.documents.parts import exact
from sahelrisk.model.documents.sources_document import (
    CountryShare,
    SourceRecord,
    SourcesDocument,
    Suggestion,
)
from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence_item import Evidence, amended
from sahelrisk.model.likeness import publisher_key
from sahelrisk.model.register import RegisterEntry
from sahelrisk.problems import UsageError, or_near
from sahelrisk.rules.nearest import nearest_names
from sahelrisk.scoring.basis import bearing
from sahelrisk.scoring.beta import quantile
from sahelrisk.scoring.results import Assessment
from sahelrisk.tasks.explain import later_words
from sahelrisk.tasks.judged import judgements
from sahelrisk.tasks.marking import behind, marking_of
from sahelrisk.tasks.opening import Request, assessed, open_dossier

ENOUGH = 20
"""Judged items from which on a record suggests a letter."""
_LOW, _HIGH = 0.05, 0.95


@dataclass(slots=True)
class _Record:
    """What is gathered of a source."""

    entry: RegisterEntry | None = None
    publisher: str | None = None
    owner: str | None = None
    items: list[Evidence] = field(default_factory=list)
    withdrawn: int = 0
    judged: Counter[str] = field(default_factory=Counter)
    shares: dict[str, float] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """Return what it may be asked for by."""
        entry = self.entry
        names = [entry.id, entry.publisher, *entry.aliases] if entry else [self.publisher or ""]
        return [name for name in names if name]


class Sourced(NamedTuple):
    """A dossier with the records of its sources, those asked for; `alone` where one was named.

    `items` are those of each source of the document, as they were last worded.
    """

    dossier: Dossier
    assessment: Assessment
    document: SourcesDocument
    alone: bool
    items: tuple[tuple[Evidence, ...], ...] = ()


def sources(request: Request, name: str | None = None) -> Sourced:
    """Gather the record of every source, or of one by its id, publisher or alias.

    Raises UsageError for a name that none has.
    """
    dossier = open_dossier(request)
    return sources_of(dossier, assessed(dossier, request, None), name)


def sources_of(dossier: Dossier, assessment: Assessment, name: str | None = None) -> Sourced:
    """Gather the records of a dossier whose countries with evidence are scored."""
    records = list(_records(dossier, assessment))
    if name is not None:
        wanted = publisher_key(name)
        chosen = [one for one in records if wanted in map(publisher_key, one.names)]
        if not chosen:
            near = nearest_names(name, [key for one in records for key in one.names])
            raise or_near(UsageError("no_source", name=repr(name)), near)
        records = chosen
    method = dossier.framework.method
    reliability: dict[str, float] = {str(key): one for key, one in method.reliability.items()}
    document = SourcesDocument(
        schema_="sahelrisk/sources/1",
        as_of=assessment.as_of.isoformat(),
        tlp=marking_of(dossier, _told(records, assessment)),
        withheld=dossier.withheld,
        sources=tuple(_record(one, reliability) for one in records),
    )
    items = tuple(tuple(one.items) for one in records)
    return Sourced(dossier, assessment, document, name is not None, items)


def _told(records: Iterable[_Record], assessment: Assessment) -> set[str]:
    """Return the ids behind the figures: of sources, and of the countries that judge them."""
    items = [item for one in records for item in one.items]
    codes = {iso3 for item in items for iso3 in item.countries}
    countries = (one for one in assessment.countries if one.iso3 in codes)
    return {item.id for item in items} | behind(countries)


def _records(dossier: Dossier, assessment: Assessment) -> Iterator[_Record]:
    """Yield the sources of the register in its order, then other publishers by name."""
    records = {f"\0{one.id}": _Record(one, one.publisher, one.owner) for one in dossier.register}
    ids = {one.id: f"\0{one.id}" for one in dossier.register}
    names: dict[str, str] = {}
    for one in dossier.register:
        for name in (one.publisher, *one.aliases):
            names.setdefault(publisher_key(name), ids[one.id])
    words, of_item = later_words(dossier, assessment), dict[str, _Record]()
    until = assessment.known_on
    judged = judgements(assessment)
    for item in dossier.entered:
        if until is not None and item.recorded > until:
            continue
        own = words.get(item.id, ())
        said = amended(item, own)
        registered = said.source.register_id if said.source else None
        name = publisher_key(said.publisher)
        key = ids.get(registered or "") or names.get(name, name)
        record = records.setdefault(key, _Record(publisher=said.publisher))
        record.owner = record.owner or (said.source.owner if said.source else None)
        record.items.append(said)
        gone = any(word.withdrawn for word in own)
        record.withdrawn += gone
        if item.id in judged and not gone:
            record.judged[judged[item.id]] += 1
        of_item[item.id] = record
    _share(of_item, assessment)
    yield from (records[key] for key in ids.values())
    others = [key for key in records if not key.startswith("\0")]
    yield from (records[key] for key in sorted(others))


def _share(of_item: Mapping[str, _Record], assessment: Assessment) -> None:
    """Give each record its share of the weight of every country."""
    for country in assessment.countries:
        parts = defaultdict[int, list[float]](list)
        whom: dict[int, _Record] = {}
        for _, one, share in bearing(country):
            record = of_item.get(one.item.id)
            if record is not None:
                whom[id(record)] = record
                parts[id(record)].append(share)
        total = math.fsum(share for some in parts.values() for share in some)
        for key, some in parts.items():
            whom[key].shares[country.iso3] = math.fsum(some) / total


def _record(one: _Record, reliability: Mapping[str, float]) -> SourceRecord:
    confirmed, contradicted = one.judged["confirmed"], one.judged["contradicted"]
    letters = Counter(item.reliability for item in one.items)
    newest = max((item.recorded for item in one.items), default=None)
    entry = one.entry
    return SourceRecord(
        id=entry.id if entry else None,
        publisher=one.publisher,
        owner=one.owner,
        aliases=entry.aliases if entry else (),
        language=entry.language if entry else None,
        reliability=entry.reliability if entry else None,
        items=len(one.items),
        letters=dict(sorted(letters.items())),
        confirmed=confirmed,
        contradicted=contradicted,
        withdrawn=one.withdrawn,
        judged=confirmed + contradicted,
        suggestion=suggested(confirmed, contradicted, reliability),
        newest=newest.isoformat() if newest else None,
        shares=tuple(
            CountryShare(iso3=iso3, share=exact(share))
            for iso3, share in sorted(one.shares.items(), key=lambda one: (-one[1], one[0]))
        ),
    )


def suggested(
    confirmed: int, contradicted: int, reliability: Mapping[str, float]
) -> Suggestion | None:
    """Return the letter nearest to Beta(1 + confirmed, 1 + contradicted); None below twenty.

    F, a source that cannot be judged, is never suggested.
    """
    if confirmed + contradicted < ENOUGH:
        return None
    a, b = 1.0 + confirmed, 1.0 + contradicted
    mean = a / (a + b)
    letters = {letter: one for letter, one in reliability.items() if letter != "F"}
    letter = min(letters, key=lambda one: (abs(letters[one] - mean), one))
    return Suggestion(
        letter=letter,
        probability=exact(mean),
        low=exact(quantile(_LOW, a, b)),
        high=exact(quantile(_HIGH, a, b)),
        stands_for=exact(letters[letter]),
    )
