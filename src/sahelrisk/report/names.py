"""What things are called in a language."""

from __future__ import annotations

from types import MappingProxyType

from sahelrisk.model import countries
from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence_item import Evidence
from sahelrisk.model.framework import Band, FrameworkFile, Profile
from sahelrisk.model.indicator import IndicatorFile
from sahelrisk.model.measure import MeasureFile
from sahelrisk.report.blocks import Nested
from sahelrisk.report.words import Words

BANDS_IN_FRENCH = MappingProxyType(
    {
        "very low": "très faible",
        "low": "faible",
        "moderate": "modéré",
        "medium": "moyen",
        "high": "élevé",
        "very high": "très élevé",
    }
)
"""Of frameworks that give their bands no French names."""


def country_name(iso3: str, words: Words) -> str:
    """Return a country's short name, or its code if it has none."""
    country = countries.by_alpha3(iso3)
    return countries.name(country, words.lang) if country else iso3


def dossier_title(dossier: Dossier, words: Words) -> str:
    """Return a dossier's title, translated where a translation is given."""
    file = dossier.file
    return (file.fr.title if words.lang == "fr" and file.fr else None) or file.title


def statement_of(item: Evidence, words: Words) -> str:
    """Return an item's statement, translated where a translation is given."""
    translated = item.fr.statement if words.lang == "fr" and item.fr else None
    return translated or item.statement


def headline_of(item: Evidence, words: Words) -> str:
    """Return an item's headline, or its statement where it has none in the language."""
    translated = item.fr if words.lang == "fr" else None
    own = (translated.headline or translated.statement) if translated else None
    return own or item.headline or item.statement


def measure_title(file: MeasureFile, words: Words) -> str:
    """Return the title of a measure behind base rates."""
    return (file.fr.title if words.lang == "fr" and file.fr else None) or file.title


def measure_unit(file: MeasureFile, words: Words) -> str:
    """Return the unit of the values of a measure behind base rates."""
    return (file.fr.unit if words.lang == "fr" and file.fr else None) or file.measure.unit


def indicator_title(dossier: Dossier, key: str, words: Words) -> str:
    """Return an indicator's title, or the last part of its id without one."""
    file = dossier.indicators[key]
    translated = file.fr.title if words.lang == "fr" and file.fr else None
    return translated or file.title or key.rpartition(".")[2].replace("-", " ")


def indicator_text(file: IndicatorFile, key: str, words: Words) -> str | None:
    """Return a text of an indicator in the language asked for, or in the file's own."""
    translated = getattr(file.fr, key) if words.lang == "fr" and file.fr else None
    own: str | None = getattr(file, key)
    return translated or own


def pillar_title(dossier: Dossier, key: str, words: Words) -> str:
    """Return a pillar's title."""
    for pillar in dossier.framework.pillars:
        if pillar.id == key:
            return pillar.fr.title if words.lang == "fr" and pillar.fr else pillar.title
    return key


def pillar_name(dossier: Dossier, key: str, words: Words) -> Nested:
    """Return a pillar's title below those of the pillars it belongs to."""
    parents = {pillar.id: pillar.parent for pillar in dossier.framework.pillars}
    above: list[str] = []
    parent = parents.get(key)
    while parent and len(above) < len(parents):
        above.insert(0, pillar_title(dossier, parent, words))
        parent = parents.get(parent)
    return Nested(pillar_title(dossier, key, words), tuple(above))


def pillar_path(dossier: Dossier, key: str, words: Words) -> str:
    """Return a pillar's title where it stands alone: `Parent › Child`."""
    return pillar_name(dossier, key, words).path


def node_title(dossier: Dossier, key: str, words: Words) -> str:
    """Return the title of a pillar or an indicator."""
    if key in dossier.indicators:
        return indicator_title(dossier, key, words)
    return pillar_path(dossier, key, words)


def is_index(dossier: Dossier) -> bool:
    """Tell whether every indicator is measured only, as in a published index.

    What is judged is rated so that 100 is worst. What is measured may go either way: 100 is best
    on the Human Development Index.
    """
    return all(not file.levels for file in dossier.indicators.values())


def profile_title(profile: Profile | None, words: Words) -> str:
    """Return a profile's title, or what having none means."""
    if profile is None:
        return words("no_profile")
    translated = profile.fr.title if words.lang == "fr" and profile.fr else None
    return translated or profile.title or profile.id


def framework_title(dossier: Dossier, words: Words) -> str:
    """Return the framework's title and version."""
    framework = dossier.framework
    title = framework.fr.title if words.lang == "fr" and framework.fr else framework.title
    return f"{title} ({framework.id} {framework.version})"


def band_name(band: Band, words: Words) -> str:
    """Return a band's name; the usual ones are known in both languages."""
    if words.lang != "fr":
        return band.name
    return band.fr.name if band.fr else BANDS_IN_FRENCH.get(band.name.casefold(), band.name)


def named_bands(bands: tuple[int, int], framework: FrameworkFile, words: Words) -> str:
    """Name a band, or one or the other of two."""
    first, last = (band_name(framework.bands[index], words) for index in bands)
    return first if bands[0] == bands[1] else words("or_band", first=first, last=last)


def indicator_short(dossier: Dossier, key: str, words: Words) -> str:
    """Return an indicator's short title, or its title where it has none."""
    file = dossier.indicators[key]
    translated = file.fr.short if words.lang == "fr" and file.fr else None
    return translated or file.short or indicator_title(dossier, key, words)


def pillar_short(dossier: Dossier, key: str, words: Words) -> str:
    """Return a pillar's short title, or its title where it has none."""
    for pillar in dossier.framework.pillars:
        if pillar.id == key:
            translated = pillar.fr.short if words.lang == "fr" and pillar.fr else None
            return translated or pillar.short or pillar_title(dossier, key, words)
    return key


def rung_text(dossier: Dossier, key: str, place: int, words: Words) -> str:
    """Return the text of a rung of an indicator's ladder, "" where it has none."""
    file = dossier.indicators[key]
    levels = file.levels or ()
    translated = file.fr.levels if words.lang == "fr" and file.fr else None
    if translated and place < len(translated):
        return translated[place]
    return (levels[place].text or "") if place < len(levels) else ""
