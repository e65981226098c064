"""The JSON Schema of the document of `score` and `compare` (contract § 4)."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]


def _kind(kind: str, text: str, *, null: bool = False, **more: object) -> Schema:
    return {"type": [kind, "null"] if null else kind, "description": text, **more}


def _object(title: str, text: str, properties: Schema, optional: tuple[str, ...] = ()) -> Schema:
    required = [key for key in properties if key not in optional]
    return {
        "type": "object",
        "title": title,
        "description": text,
        "properties": properties,
        "required": required,
    }


def _many(name: str, text: str) -> Schema:
    return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}, "description": text}


_SHARE: Schema = {"minimum": 0, "maximum": 1}
_INTERVAL = _object(
    "Interval",
    "The equal-tailed interval of the score.",
    {
        "level": _kind("number", "The probability that it holds.", examples=[0.9]),
        "low": _kind("number", "Its lower end.", null=True),
        "high": _kind("number", "Its upper end.", null=True),
    },
)
_FIGURES: Schema = {
    "score": _kind("number", "The score, 100 worst; null where there is none.", null=True),
    "standard_error": _kind("number", "Its standard error.", null=True),
    "interval": {"$ref": "#/$defs/interval"},
    "coverage": _kind("number", "The share of weight that has evidence.", null=True, **_SHARE),
    "evidence_only": _kind("number", "The mean of the evidence alone.", null=True),
    "status": {
        "enum": ["rated", "provisional", "insufficient"],
        "description": "Whether the coverage suffices to rank, to name a band, or for neither.",
    },
    "band": _kind("string", "The band's name; null where the coverage is thin.", null=True),
    "bands": _many("band", "The probability of each band."),
}
_BAND = _object(
    "Band",
    "A band and its probability.",
    {
        "name": _kind("string", "The band's name.", examples=["high"]),
        "probability": _kind("number", "Its probability.", **_SHARE),
    },
)
_ITEM = _object(
    "Evidence",
    "An item with what it weighs and contributes.",
    {
        "id": _kind("string", "The item's id."),
        "observed": _kind("string", "When it was true.", examples=["2026-02-02", "2026-02"]),
        "age_days": _kind("integer", "Its age on the as-of date."),
        "rating": _kind("number", "Its rating, 0 to 100.", null=True),
        "reliability": _kind("string", "Reliability of the source, A to F."),
        "credibility": _kind("integer", "Credibility of the information, 1 to 6."),
        "quality": _kind("number", "Its quality.", **_SHARE),
        "base_weight": _kind("number", "Its weight before origin and publisher."),
        "weight": _kind("number", "Its weight."),
        "contribution": _kind("number", "The points it adds to the indicator."),
        "country_contribution": _kind("number", "The points it adds to the country."),
        "path": _kind("string", "Its file.", null=True),
        "line": _kind("integer", "Its line.", null=True),
    },
)
_INDICATOR = _object(
    "Indicator",
    "An indicator of a country.",
    {
        "id": _kind("string", "The indicator's id.", examples=["security.attack-tempo"]),
        "title": _kind("string", "Its title."),
        "weight": _kind("number", "Its normalised weight within its parent.", null=True),
        "effective_weight": _kind("number", "Its weight in the country.", null=True),
        **_FIGURES,
        "contested": _kind("boolean", "Whether its sources disagree."),
        "gap": _kind("string", "Why there is no score of evidence.", null=True),
        "evidence": _many("item", "Its items."),
    },
)
_PILLAR = _object(
    "Pillar",
    "A pillar of a country.",
    {
        "id": _kind("string", "The pillar's id."),
        "title": _kind("string", "Its title."),
        "parent": _kind("string", "The pillar above it."),
        "weight": _kind("number", "Its normalised weight within its parent.", null=True),
        "effective_weight": _kind("number", "Its weight in the country.", null=True),
        **_FIGURES,
        "gap": _kind("string", "Why there is no score.", null=True),
        "indicators": _many("indicator", "Its own indicators."),
    },
    ("parent", "effective_weight", "gap"),
)
_COUNTRY = _object(
    "Country",
    "A country.",
    {
        "iso3": _kind("string", "ISO 3166-1 alpha-3 code.", examples=["MLI"]),
        "name": _kind("string", "Its name."),
        **_FIGURES,
        "confidence": _object(
            "Confidence",
            "Analytic confidence: about the basis alone.",
            {
                "level": {"enum": ["high", "moderate", "low"], "description": "The level."},
                "limits": {
                    "type": "array",
                    "items": {"type": "string"},
                    "description": "The conditions of the next level that fail.",
                },
            },
        ),
        "origins": _kind("integer", "Origins with weight."),
        "evidence": _kind("integer", "Items with weight."),
        "publishers": _kind("integer", "Publishers with weight."),
        "largest_publisher_share": _kind("number", "The largest publisher's share.", null=True),
        "worst_pillar": _kind("string", "The pillar with the highest score.", null=True),
        "alerts": _many("alert", "What is pointed out before anything else."),
        "rank": _kind("integer", "Its rank among the rated.", null=True),
        "rank_low": _kind("integer", "The best rank it may have.", null=True),
        "rank_high": _kind("integer", "The worst rank it may have.", null=True),
        "pillars": _many("pillar", "Its pillars, flat."),
    },
)
_ALERT = _object(
    "Alert",
    "What is pointed out before anything else.",
    {
        "kind": {
            "enum": ["indicator", "new-item", "turning-point", "pillar"],
            "description": "What raised it.",
        },
        "id": _kind("string", "The indicator or pillar."),
        "evidence": _kind("string", "The item, where one raised it.", null=True),
        "text": _kind("string", "The alert in words."),
    },
)
SCORE: Schema = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "urn:sahelrisk:schema:score:1",
    **_object(
        "The document of score and compare",
        "Scores with everything they rest on.",
        {
            "schema": {"const": "sahelrisk/score/1", "description": "This document's kind."},
            "run": _object(
                "Run",
                "What differs from run to run.",
                {
                    "version": _kind("string", "The program's version."),
                    "generated": _kind("string", "When it ran, in UTC.", format="date-time"),
                },
            ),
            "framework": _object(
                "Framework",
                "The framework used.",
                {
                    "id": _kind("string", "Its id."),
                    "version": _kind("string", "Its version."),
                    "hash": _kind("string", "SHA-256 of its files."),
                },
            ),
            "dossier": _object(
                "Dossier",
                "The dossier used.",
                {
                    "title": _kind("string", "Its title."),
                    "hash": _kind("string", "SHA-256 of its files."),
                    "evidence": _kind("integer", "Its items."),
                    "withheld": _kind("integer", "Items left out for their marking."),
                    "tlp": _kind("string", "The marking of the document.", examples=["CLEAR"]),
                },
            ),
            "as_of": _kind("string", "Facts observed up to then.", format="date"),
            "known_on": _kind("string", "What was recorded up to then; null for all.", null=True),
            "profile": _kind("string", "The profile.", null=True),
            "countries": _many("country", "The countries asked for."),
            "pairs": {"type": "array", "description": "Neighbours in rank (compare only)."},
        },
        ("pairs",),
    ),
    "$defs": {
        "interval": _INTERVAL,
        "band": _BAND,
        "item": _ITEM,
        "indicator": _INDICATOR,
        "pillar": _PILLAR,
        "country": _COUNTRY,
        "alert": _ALERT,
    },
}
