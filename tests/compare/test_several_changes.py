"""`changes` of several countries, and what it answers when it is asked wrongly."""

from __future__ import annotations

from pathlib import Path

import compare_desk as desk
import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "sahel"
AS_OF = ("--as-of", "2026-09-28")
WIDTHS = (60, 80, 100, 120, 200)


def test_without_a_date_it_is_the_last_90_days() -> None:
    """The earlier date is 90 days before the later one."""
    found = desk.changes("mali", *AS_OF, folder=EXAMPLE)
    assert found["schema"] == "sahelrisk/changes/2"
    assert (found["from"], found["to"]) == ("2026-06-30", "2026-09-28")


def test_groups_and_all_are_lists_of_countries() -> None:
    """Every country has its causes, verdict and what happened."""
    asked = ("--since", "2026-01-01", *AS_OF)
    found = desk.document("changes", "@aes", *asked, folder=EXAMPLE)
    assert [one["iso3"] for one in found["countries"]] == ["MLI", "BFA", "NER"]
    for one in found["countries"]:
        parts = [part["points"] for part in one["parts"]]
        assert sum(parts) == pytest.approx(one["difference"], abs=1e-8)
        assert isinstance(one["changed"], bool)
        assert one["threshold"] >= 0.0
    mali = found["countries"][0]
    assert {"evidence", "why"} <= mali["happened"][0].keys()
    everyone = desk.document("changes", "--all", *asked, folder=EXAMPLE)
    assert len(everyone["countries"]) > 5


@pytest.mark.parametrize("width", WIDTHS)
def test_several_countries_begin_with_a_table(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table comes first, what happened before the verdict; nothing is wider than the page."""
    monkeypatch.setenv("COLUMNS", str(width))
    asked = ("changes", "@aes", "--since", "2026-01-01", *AS_OF)
    text = desk.run(*asked, folder=EXAMPLE).stdout
    assert text.index("Burkina Faso") < text.index("What happened")
    assert text.index("What happened") < text.index("Causes")
    assert max(map(len, text.splitlines())) <= width


def test_an_item_says_why_it_moved() -> None:
    """What the step is not about has a reason that names the newcomer."""
    found = desk.changes("mali", *AS_OF, folder=EXAMPLE)
    why = [one["why"] for part in found["parts"] for one in part["evidence"] if one["why"]]
    assert any(reason.startswith("outshone by mli-") for reason in why)
    assert "outshone by mli-" in desk.run("changes", "mali", *AS_OF, folder=EXAMPLE).stdout


def test_insufficient_ends_print_a_dash(tmp_path: Path) -> None:
    """A country that is hardly known has no score, no points and no verdict on its page."""
    item = desk.item("weak", desk.date(2026, 6, 1), 5, reliability="E", credibility=5)
    folder = desk.write(tmp_path, {"evidence": [item]})
    text = desk.run("changes", "mali", "--as-of", desk.AS_OF, folder=folder).stdout
    assert "– (insufficient evidence)" in text
    assert "nothing is called a change" in text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("mali", "--from", "2026-01-01"), "you mean --since 2026-01-01"),
        (("mali", "--from", "2026-01"), "you mean --since 2026-01"),
        (("mali", "--from", ""), "names nothing"),
        ((), "--all"),
        (("mali", "--all"), "not both"),
    ],
)
def test_wrong_usage_is_told(given: tuple[str, ...], said: str) -> None:
    """Exit 2, and the message says what to write instead."""
    result = desk.run("changes", *given, *AS_OF, folder=EXAMPLE)
    assert result.exit_code == 2
    assert said in result.stderr


@pytest.mark.parametrize("width", WIDTHS)
def test_history_draws_a_chart_with_base_rate_and_events(
    width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows of blocks, a row a date with the base rate, what happened; JSON has both."""
    monkeypatch.setenv("COLUMNS", str(width))
    asked = ("history", "mali", "--from", "2025-09-01", *AS_OF)
    text = desk.run(*asked, folder=EXAMPLE).stdout
    assert max(map(len, text.splitlines())) <= width
    assert all(word in text for word in ("Base rate", "▲", "2026-04-25"))
    found = desk.document(*asked, folder=EXAMPLE)["countries"][0]
    assert all(70 < one["base_rate"] < 90 for one in found["points"])
    assert {"evidence", "indicator", "observed", "why"} == found["happened"][0].keys()


@pytest.mark.parametrize("width", WIDTHS)
def test_explain_fits_every_width(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what is never broken, places and addresses, is wider than the page."""
    monkeypatch.setenv("COLUMNS", str(width))
    text = desk.run("explain", "mali", "kidnapping", *AS_OF, folder=EXAMPLE).stdout
    wide = [line for line in text.splitlines() if len(line) > width]
    assert all(".toml:" in line or "http" in line or ".toml" in line for line in wide)
    assert "├" in text
