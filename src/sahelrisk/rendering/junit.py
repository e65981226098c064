"""Problems as JUnit XML, which CI services show as tests."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from sahelrisk.problems import Severity
from sahelrisk.rendering.text import visible

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from sahelrisk.problems import Problem


def render(
    problems: Sequence[Problem],
    summary: str,
    out: TextIO,
    *,
    strict: bool = False,
) -> None:
    """Write a suite with a test a problem; errors fail.

    With `strict` warnings fail too. What does not fail is a test that passed, with its text.
    Where nothing is wrong the one test says so.
    """
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    suite = ET.Element("testsuite", name="sahelrisk check")
    failures = 0
    for problem in problems:
        fails = problem.severity in failing
        failures += fails
        place = problem.place
        name = f"{problem.rule} {place.line}:{place.column}"
        hint = f"\n{problem.hint}" if problem.hint else ""
        body = f"{place}: {problem.severity}: {problem.rule}: {problem.message}{hint}"
        _test(suite, place.path, name, problem.message if fails else "", body, problem.rule)
    if not len(suite):
        _test(suite, "sahelrisk", summary, "", summary, "")
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(failures))
    suite.set("errors", "0")
    suites = ET.Element("testsuites")
    suites.append(suite)
    ET.indent(suites)
    out.write('<?xml version="1.0" encoding="utf-8"?>\n')
    out.write(ET.tostring(suites, encoding="us-ascii", xml_declaration=False).decode() + "\n")


def _test(suite: ET.Element, place: str, name: str, failure: str, body: str, kind: str) -> None:
    """Add a test; texts hold no character that XML 1.0 forbids, for `visible` escapes them."""
    test = ET.SubElement(
        suite, "testcase", classname=visible(place), name=visible(name), file=visible(place)
    )
    if failure:
        inner = ET.SubElement(test, "failure", type=visible(kind), message=visible(failure))
    else:
        inner = ET.SubElement(test, "system-out")
    inner.text = visible(body, newlines=True)
