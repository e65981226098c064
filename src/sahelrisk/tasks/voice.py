"""What tasks need words for; `report` gives them in a language."""

from __future__ import annotations

from typing import Protocol

from sahelrisk.model.dossier import Dossier
from sahelrisk.model.indicator import IndicatorFile
from sahelrisk.problems import Phrase
from sahelrisk.scoring.alerts import Alert
from sahelrisk.scoring.basis import Limit
from sahelrisk.scoring.results import CountryResult


class Voice(Protocol):
    """The phrases of one language."""

    @property
    def lang(self) -> str:
        """Return the language's code."""
        ...

    def __call__(self, key: str, **values: object) -> str:
        """Return a phrase with its values put in."""
        ...


class Texts(Protocol):
    """What documents name and say, in one language."""

    def said(self, phrase: Phrase) -> str:
        """Return a phrase that is not in a language yet."""
        ...

    def country(self, iso3: str) -> str:
        """Return a country's name."""
        ...

    def pillar(self, dossier: Dossier, key: str) -> str:
        """Return a pillar's title."""
        ...

    def indicator(self, dossier: Dossier, key: str) -> str:
        """Return an indicator's title."""
        ...

    def indicator_text(self, file: IndicatorFile, key: str) -> str | None:
        """Return a text of an indicator's file."""
        ...

    def alert(self, alert: Alert, dossier: Dossier, country: CountryResult) -> str:
        """Say what an alert points at."""
        ...

    def rung(self, dossier: Dossier, key: str, place: int) -> str:
        """Return the text of a rung of an indicator's ladder."""
        ...

    def limit(self, limit: Limit) -> str:
        """Say which condition of the next higher confidence fails."""
        ...
