"""Evidence is only added to: what counts as rewritten, as removed, and what is free."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desk_items import ITEM
from sahelrisk.model.dossier import Dossier, Unread
from sahelrisk.reading.load import load
from sahelrisk.reading.locate import Location
from sahelrisk.rules.history_rules import check_history, rewritten_items

AMENDMENT = '\n[[amendment]]\nevidence = "a"\nrecorded = 2026-06-01\nlevel = {level}\n'
NOT_APPLICABLE = (
    '\n[[not-applicable]]\ncountries = ["MLI"]\nindicator = "security.kidnapping"\n'
    'recorded = 2026-06-01\nreason = "{reason}"\n'
)


@pytest.fixture
def read(tmp_path: Path):  # noqa: ANN201  a function
    """Return a function that reads a dossier from the texts of its evidence files."""
    number = 0

    def make(**files: str) -> Dossier:
        nonlocal number
        number += 1
        folder = tmp_path / str(number)
        (folder / "evidence").mkdir(parents=True)
        (folder / "dossier.toml").write_text('title = "T"\n', encoding="utf-8")
        for name, text in files.items():
            (folder / "evidence" / f"{name}.toml").write_text(text, encoding="utf-8")
        return load(Location(folder, "test"))

    return make


def rules(before: Dossier, after: Dossier) -> list[str]:
    """Return the names of what is found."""
    return [one.rule for one in check_history(before, after)]


A, B = ITEM.format(id="a"), ITEM.format(id="b")


def test_adding_moving_and_another_spelling_are_free(read) -> None:  # noqa: ANN001
    """Values are compared as parsed: files, order of keys and spelling do not matter."""
    before = read(one=A, two=B)
    spelt = A.replace("level = 4", "level = 4.0").replace('"A statement."', "'A statement.'")
    spelt = spelt.replace('kind = "observation"\n', "")
    assert rules(before, read(other=spelt + "\n" + B + "\n" + ITEM.format(id="c"))) == []


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("level = 4", "level = 3", "level"),
        ("2026-05-01", "2026-04-01", "observed"),
        ("2026-05-02", "2026-05-03", "recorded"),
        ("A statement.", "Another.", "statement"),
        ('["MLI"]', '["MLI", "NER"]', "countries"),
        ("A publisher", "Another publisher", "source"),
        ("security.kidnapping", "security.attack-tempo", "indicator"),
    ],
)
def test_a_change_in_place_is_named(read, old: str, new: str, key: str) -> None:  # noqa: ANN001
    """The problem stands at the value that is other than it was."""
    [problem] = check_history(read(one=A), read(one=A.replace(old, new)))
    assert problem.rule == "rewritten"
    assert f"changed in place: {key}" in problem.message
    assert problem.item == "a"
    assert problem.place.line > 1


def test_a_renamed_indicator_moves_nothing(read) -> None:  # noqa: ANN001
    """Where the framework says what an indicator was called, an item may follow."""
    before = read(one=A)
    after = read(one=A.replace("security.kidnapping", "security.attack-tempo"))
    file = after.indicators["security.attack-tempo"]
    renamed = file.model_copy(update={"formerly": ("security.kidnapping",)})
    named = replace(after, indicators={**after.indicators, "security.attack-tempo": renamed})
    assert [one.keys for one in rewritten_items(before, after)] == [("indicator",)]
    assert rewritten_items(before, named) == []


def test_what_is_gone_is_removed(read) -> None:  # noqa: ANN001
    """The problem stands where the item stood; what may lie in an unreadable file is not said."""
    before, after = read(one=A, two=B), read(one=A)
    [problem] = check_history(before, after)
    assert (problem.rule, problem.item) == ("removed", "b")
    assert problem.place.path == "evidence/two.toml"
    blind = replace(after, unread=Unread((), everything=True))
    assert check_history(before, blind) == []


def test_words_are_evidence_too(read) -> None:  # noqa: ANN001
    """An amendment or a not-applicable statement is neither changed nor taken away."""
    for text, key, other in ((AMENDMENT, "level", 2), (NOT_APPLICABLE, "reason", "why")):
        before = read(one=A, words=text.format(**{key: 3}))
        assert rules(before, read(one=A + text.format(**{key: 3}))) == []
        assert rules(before, read(one=A)) == ["removed"]
        assert rules(before, read(one=A, words=text.format(**{key: other}))) == ["rewritten"]
        twice = read(one=A, words=text.format(**{key: 3}) + text.format(**{key: other}))
        assert rules(before, twice) == []


def test_a_table_is_one_problem(tmp_path: Path) -> None:
    """Of many cells of a series the first three are named, and the count."""
    import tomli_w

    measure = {"unit": "u", "normalise": "goalposts", "goalposts": [0, 1000]}
    framework = {"schema": 1, "id": "t", "version": "1", "title": "T"}
    framework["pillars"] = [{"id": "p", "title": "P"}]
    series = {"file": "t.csv", "country": "iso3", "observed": {"column": "year"}}
    series |= {"columns": {"v": "p.a"}, "reliability": "B", "credibility": 2}
    text = tomli_w.dumps({"series": [{**series, "recorded": date(2026, 1, 1)}]})

    def write(name: str, more: int, last: int) -> Dossier:
        folder = tmp_path / name
        for path, table in (
            ("dossier.toml", tomli_w.dumps({"title": "T"})),
            ("indicators/framework.toml", tomli_w.dumps(framework)),
            ("indicators/p/a.toml", tomli_w.dumps({"measure": measure, "half_life_days": 365})),
            ("evidence/t.toml", text),
            (
                "evidence/t.csv",
                "iso3,year,v\n"
                + "".join(f"MLI,{y},{y - 2000 + more}\n" for y in range(2000, last)),
            ),
        ):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(table, encoding="utf-8")
        return load(Location(folder, "test"))

    before = write("before", 0, 2020)
    [problem] = check_history(before, write("after", 1, 2020))
    assert problem.rule == "rewritten"
    assert problem.message.startswith("20 cells changed in place: t:MLI:p.a:2000, ")
    assert problem.message.endswith(" and 17 more")
    [problem] = check_history(before, write("shorter", 0, 2015))
    assert problem.rule == "removed"
    assert problem.message.startswith("5 cells removed: ")
