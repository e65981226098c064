"""Objects of STIX 2.1 that evidence refers to: ids, identities, locations, markings, the grading.

The ids of the TLP 2.0 markings and of their extension are those that OASIS publishes
(cti-stix-common-objects, extension-definition-specifications/tlp-2.0).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid5

from sahelrisk.model import countries
from sahelrisk.model.base import Tlp
from sahelrisk.model.evidence_item import Evidence

Object = dict[str, Any]

NAMESPACE = UUID("0365b919-2abd-4d9b-9fc4-2123267ca1f6")
"""The namespace of all our ids, which must never change: ids would with it."""
EPOCH = date(1970, 1, 1)
"""When objects were created that are made of a name alone."""
CONFIDENCE: Mapping[int, int] = MappingProxyType({1: 90, 2: 70, 3: 50, 4: 30, 5: 10})
"""The Admiralty Credibility scale of STIX 2.1, appendix A; 6 has no confidence."""
TLP_EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
TLP_CREATED = date(2022, 10, 1)
TLP_IDS: Mapping[Tlp, str] = MappingProxyType(
    {
        "CLEAR": "94868c89-83c2-464b-929b-a1a8aa3c8487",
        "GREEN": "bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
        "AMBER": "55d920b0-5e8b-4f79-9ee9-91f868d9b421",
        "AMBER+STRICT": "939a9414-2ddd-4d32-a0cd-375ea402b003",
        "RED": "e828b379-4e03-4974-9ac4-e53a884c97c1",
    }
)
_WEB = re.compile(r"https?://\S+")


def stix_id(kind: str, name: str) -> str:
    """Return the id of an object: the same name of a kind has the same id everywhere."""
    return f"{kind}--{uuid5(NAMESPACE, f'{kind} {name}')}"


def timestamp(day: date, milliseconds: int = 0) -> str:
    """Return the first moment of a day, or some milliseconds later, in UTC."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{day.isoformat()}T00:{seconds // 60:02}:{seconds % 60:02}.{rest:03}Z"


def marking_id(label: Tlp) -> str:
    """Return the id of the marking of a TLP 2.0 label."""
    return f"marking-definition--{TLP_IDS[label]}"


def marking(label: Tlp) -> Object:
    """Return the marking of a TLP 2.0 label, as OASIS publishes it."""
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": marking_id(label),
        "created": timestamp(TLP_CREATED),
        "name": f"TLP:{label}",
        "extensions": {
            TLP_EXTENSION: {"extension_type": "property-extension", "tlp_2_0": label.lower()}
        },
    }


def identity(
    role: str, name: str, label: Tlp | None = None, *, key: str = "", day: date = EPOCH
) -> Object:
    """Return an organisation; `key` is its name as it is compared, `day` that of this version."""
    made: Object = {
        "type": "identity",
        "spec_version": "2.1",
        "id": stix_id("identity", f"{role} {key or name}"),
        "created": timestamp(EPOCH),
        "modified": timestamp(max(EPOCH, day)),
        "name": name,
        "identity_class": "organization",
    }
    if label:
        made["object_marking_refs"] = [marking_id(label)]
    return made


def location(code: str) -> Object:
    """Return the country of an alpha-3 code."""
    country = countries.by_alpha3(code)
    return {
        "type": "location",
        "spec_version": "2.1",
        "id": stix_id("location", code),
        "created": timestamp(EPOCH),
        "modified": timestamp(EPOCH),
        "name": country.name_en if country else code,
        "country": country.alpha2 if country else code,
    }


def external_references(item: Evidence) -> Iterator[Object]:
    """Yield the item's id, where it was read, and the copy that was kept."""
    yield {"source_name": "sahelrisk", "external_id": item.id}
    source = item.source
    if source is None:
        return
    name = source.publisher or source.title or source.url
    page: Object = {"description": source.title} if source.title else {}
    if source.url:
        # What is no address of the web may be a call number: an id of that source.
        page["url" if _WEB.fullmatch(source.url) else "external_id"] = source.url
    if page and source.sha256 and "url" in page:
        page["hashes"] = {"SHA-256": source.sha256}
    if page:
        yield {"source_name": name, **page}
    if source.archived:
        archived = {"description": "archived copy", "url": source.archived}
        yield {"source_name": name or source.archived, **archived}


PROGRAM = identity("program", "sahelrisk") | {"identity_class": "system"}
GRADING = stix_id("extension-definition", "grading 1")
EXTENSION: Object = {
    "type": "extension-definition",
    "spec_version": "2.1",
    "id": GRADING,
    "created_by_ref": PROGRAM["id"],
    "created": timestamp(EPOCH),
    "modified": timestamp(EPOCH),
    "name": "sahelrisk grading",
    "description": "Admiralty grade and reading of a dated, sourced statement about a country.",
    "schema": "Properties are the keys of an evidence item of sahelrisk (those of `source` as "
    "source_*, those of `fr` as fr_*): reliability A to F and credibility 1 to 6 are the Admiralty "
    "grade; indicator, level (a number, or a list of the two ends of a range) or value, and reads "
    "say what is rated; observed (a day, month or year) when it was true; confirmed and ended "
    "until when a condition held.",
    "version": "1.0.0",
    "extension_types": ["property-extension"],
}
