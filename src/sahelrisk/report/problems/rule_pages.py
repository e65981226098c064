"""The pages of rules: `rule NAME`, `rule` and docs/problems.md, all from the definitions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from sahelrisk.locale import catalogue
from sahelrisk.problems import Severity
from sahelrisk.report.blocks import Block, Column, Fields, Heading, Paragraph, Report, Table
from sahelrisk.report.words import Words
from sahelrisk.rules import RULES, Rule, by_subject
from sahelrisk.tasks.rule import rule, rules_document

HEADER = ("rule", "severity", "what", "why", "example", "mend")
TEXTS = ("what", "why", "mend")
"""What a language says of a rule; examples are the same in all."""


def in_language(one: Rule, words: Words) -> Rule:
    """Return a rule with its texts in a language, in English what the language lacks."""
    said = catalogue(words.lang).rules.get(one.name, {})
    return replace(one, **{key: said.get(key, getattr(one, key)) for key in TEXTS})


def described(words: Words) -> Iterator[tuple[str, str, str, Severity]]:
    """Yield of every rule its name, what it says, how to mend it and where to read on, severity."""
    for one in RULES.values():
        said = in_language(one, words)
        read_on = words("rule_help", mend=said.mend, name=one.name)
        yield one.name, said.what, read_on, one.severity


def build_rule(name: str, words: Words) -> Report:
    """Build the page of one rule; raises UsageError for an unknown one, naming what is near."""
    [found] = (in_language(one, words) for one in rule(name))
    return _report(name, tuple(_page(found, words)), [found], words)


def build_rules(words: Words) -> Report:
    """Build the list of all rules."""
    blocks: list[Block] = [Heading(words("rules_title"), 1)]
    columns = (
        Column(words("problem_rule")),
        Column(words("problem_severity")),
        Column(words("rules_reports"), drop=1),
    )
    found = {
        subject: [in_language(one, words) for one in rules]
        for subject, rules in by_subject().items()
    }
    for subject, rules in found.items():
        blocks.append(Heading(catalogue(words.lang).subjects.get(subject, subject)))
        rows = tuple((one.name, words(f"severity_{one.severity}"), one.what) for one in rules)
        blocks.append(Table(columns, rows))
    blocks.append(Paragraph(words("rules_hint")))
    return _report(words("rules_title"), tuple(blocks), [*chain(*found.values())], words)


def _page(one: Rule, words: Words) -> Iterator[Block]:
    yield Heading(one.name, 1)
    yield Fields(
        (
            (words("problem_severity"), words(f"severity_{one.severity}")),
            *((words(f"rule_{key}"), getattr(one, key)) for key in TEXTS),
        )
    )
    yield Heading(words("rule_example"))
    for line in one.example.splitlines():
        if line:
            yield Paragraph(line)


def _report(title: str, blocks: tuple[Block, ...], rules: Sequence[Rule], words: Words) -> Report:
    return Report(
        title=title,
        blocks=lambda: blocks,
        document=lambda: rules_document(rules).as_json(),
        header=HEADER,
        rows=lambda: [(r.name, r.severity.value, r.what, r.why, r.example, r.mend) for r in rules],
        texts=frozenset(HEADER),
        language=words.lang,
        phrases=words.phrases(),
    )


def problems_page() -> str:
    """Return docs/problems.md."""
    lines = [
        "# Problems",
        "",
        "Every rule of `sahelrisk check`, generated from the definitions in",
        "`src/sahelrisk/rules/`; `sahelrisk rule NAME` prints the same offline. An *error*",
        "stops scoring, a *warning* fails `check --strict`, a *note* is worth a second look.",
        "",
    ]
    for subject, rules in by_subject().items():
        lines += [f"## {subject}", ""]
        for one in rules:
            lines += [f"### {one.name}", "", f"*{one.severity.value}.* {one.what}", ""]
            lines += [one.why, "", "```toml", one.example, "```", "", one.mend, ""]
    return "\n".join(lines)
