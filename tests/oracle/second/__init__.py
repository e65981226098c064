"""An independent computation of the scoring method, second edition, from its text alone.

It is slow and plain on purpose, shares nothing with the program, and follows the sections of the
method: `world` (files, dates, constants), `rating` (§§ 1 and 7), `weight` (§ 2), `estimate` (§ 3),
`base` (§ 4), `distribution` and `tree` (§§ 5 and 6), `change` (§ 8).

A world is a dict of what TOML and CSV hold:

    world = {
        "framework": {...},                        # framework.toml, parsed
        "indicators": {"p.one": {...}},            # indicator files, parsed, by id
        "measures": {"deaths": {"file": {...}, "rows": [
            {"country": "MLI", "year": 2024, "published": date(2025, 7, 1), "value": 12.0}]}},
        "files": {"evidence/a.toml": {"evidence": [...], "amendment": [...],
                                      "not-applicable": [...]}},
    }

How to call it:

    from second import assess, changes, order
    country = assess(world, date(2026, 6, 30), known_on=None, profile=None, iso3="MLI")
    country.root.m, country.root.p, country.root.se    # 0 to 100, inside; .printed is to scale
    country.pillars["p"].kappa
    one = country.indicators["p.one"]                  # .node, .result (None where a gap), .lines
    [(line.id, line.w, line.u, line.state, line.contribution) for line in one.lines]
    found = changes(world, date(2026, 4, 1), date(2026, 6, 30), iso3="MLI")
    found.parts, found.tests["p.one"].threshold, found.happened

`assess_state` takes a state of one's own making (`second.world.State`).
"""

from second.change import changes
from second.tree import assess, assess_state, order

__all__ = ["assess", "assess_state", "changes", "order"]
