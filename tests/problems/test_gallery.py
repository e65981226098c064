"""The gallery of problems: every rule has a case and a page, and check says what was agreed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from gallery import GALLERY, answer, cases, found_in, printed

from sahelrisk.locale import catalogue
from sahelrisk.problems import Place, Problem, Said
from sahelrisk.report.problems.rule_pages import build_rule, build_rules, problems_page
from sahelrisk.report.words import words_of
from sahelrisk.rules import RULES, by_subject

PAGE = Path(__file__).parents[2] / "docs" / "problems.md"
EN = words_of("en")


@pytest.mark.parametrize("case", cases())
def test_case(case: str, tmp_path: Path) -> None:
    """Check prints of each case exactly what stands beside it, its own rule included."""
    expected = (GALLERY / case / "expected.txt").read_text(encoding="utf-8")
    found = found_in(case, tmp_path)
    assert printed(found, tmp_path) == expected
    assert f": {case.split('/', maxsplit=1)[0]}: " in expected
    for problem in found.problems:
        in_french(problem)


def in_french(problem: Problem) -> None:
    """Assert that message and hint are phrases, and that French puts in the same values."""
    said = problem.in_language("fr")
    for english, french in ((problem.message, said.message), (problem.hint, said.hint)):
        if english:
            assert isinstance(english, Said), english
            assert french != english
            assert [one for one in values_of(english) if one not in french] == []


def values_of(said: object) -> Iterator[str]:
    """Yield the texts and places that are put into a phrase, however deep."""
    match said:
        case Said():
            for name, value in said.phrase.values.items():
                if f"{{{name}" in catalogue("en").phrases[said.phrase.key]:
                    yield from values_of(value)
        case tuple():
            for one in said:
                yield from values_of(one)
        case str() | Place():
            yield str(said)


def test_size() -> None:
    """The gallery has at least 60 cases of at least 45 rules."""
    assert len(cases()) >= 60
    assert len({case.split("/")[0] for case in cases()}) >= 45


@pytest.mark.parametrize("rule", sorted(RULES))
def test_rule_has_folder_and_page(rule: str) -> None:
    """A rule without a case, a page of its own or a part of docs/problems.md is not finished."""
    assert (GALLERY / rule).is_dir()
    assert f"### {rule}\n" in PAGE.read_text(encoding="utf-8")
    assert build_rule(rule, EN).title == rule


def test_no_case_of_unknown_rules() -> None:
    """Every case belongs to a rule."""
    assert {case.split("/")[0] for case in cases()} <= RULES.keys()


def test_page_is_generated() -> None:
    """docs/problems.md is what the definitions make it, and the list names every rule."""
    assert PAGE.read_text(encoding="utf-8") == problems_page()
    assert [row[0] for row in build_rules(EN).rows()] == [
        one.name for rules in by_subject().values() for one in rules
    ]


def test_severity_stands_in_the_definition(tmp_path: Path) -> None:
    """What check prints of a rule has the severity that the rule defines."""
    for number, case in enumerate(cases()):
        for line in answer(
            case, tmp_path / str(number) if _made(tmp_path, number) else tmp_path
        ).splitlines():
            if line.startswith("desk"):
                severity, rule = line.split(": ")[1:3]
                assert RULES[rule].severity == severity


def _made(folder: Path, number: int) -> bool:
    (folder / str(number)).mkdir()
    return True
