"""A baseline of the first edition: it is read and named, and no change is computed against it."""

from __future__ import annotations

import json
from pathlib import Path

import compare_desk as desk


def test_no_change_is_computed_between_editions(tmp_path: Path) -> None:
    """Neither country nor indicator has a change; the baseline's framework stands in the document."""
    folder = desk.write(
        tmp_path / "desk",
        {
            "evidence": [
                desk.item("mli-1", desk.date(2025, 1, 1), 2),
                desk.item("mli-2", desk.date(2026, 6, 1), 5),
            ]
        },
    )
    then = tmp_path / "then.json"
    made = desk.run("score", "mali", "--as-of", "2026-01-01", "--format", "json", folder=folder)
    asked = ("compare", "mali", "--as-of", desk.AS_OF, "--baseline", str(then), "--format", "json")
    for schema, known in (("sahelrisk/score/2", True), ("sahelrisk/score/1", False)):
        document = json.loads(made.stdout) | {"schema": schema}
        then.write_text(json.dumps(document), encoding="utf-8")
        result = desk.run(*asked, folder=folder)
        assert result.exit_code == 0, result.output
        found = json.loads(result.stdout)
        [country] = found["countries"]
        assert (country["change"] is not None) is known
        assert (country["pillars"][0]["indicators"][0]["change"] is not None) is known
        assert found["baseline"]["framework_version"] == "1"
