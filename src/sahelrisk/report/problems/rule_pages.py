"""The pages of rules: `rule NAME`, `rule` and docs/problems.md, all from the definitions."""

from __future__ import annotations

from collections.abc import Iterator

from sahelrisk.problems import UsageError
from sahelrisk.report.blocks import Block, Column, Fields, Heading, Paragraph, Report, Table
from sahelrisk.rules import RULES, Rule, by_subject
from sahelrisk.rules.nearest import nearest

HEADER = ("rule", "severity", "what", "why", "example", "mend")


def build_rule(name: str) -> Report:
    """Build the page of one rule; raises UsageError for an unknown one, naming what is near."""
    rule = RULES.get(name)
    if rule is None:
        hint = nearest(name, RULES) or "`sahelrisk rule` lists them"
        message = f"unknown rule {name!r}; {hint}"
        raise UsageError(message)
    return _report(name, tuple(_page(rule)), [rule])


def build_rules() -> Report:
    """Build the list of all rules."""
    blocks: list[Block] = [Heading("Rules", 1)]
    columns = (Column("Rule"), Column("Severity"), Column("What it reports", drop=1))
    for subject, rules in by_subject().items():
        blocks.append(Heading(subject))
        rows = tuple((rule.name, rule.severity.value, rule.what) for rule in rules)
        blocks.append(Table(columns, rows))
    blocks.append(Paragraph("`sahelrisk rule NAME` explains a rule and shows an example."))
    listed = [rule for rules in by_subject().values() for rule in rules]
    return _report("Rules", tuple(blocks), listed)


def _page(rule: Rule) -> Iterator[Block]:
    yield Heading(rule.name, 1)
    yield Fields(
        (
            ("Severity", rule.severity.value),
            ("What", rule.what),
            ("Why", rule.why),
            ("Mend", rule.mend),
        )
    )
    yield Heading("Example")
    for line in rule.example.splitlines():
        if line:
            yield Paragraph(line)


def _report(title: str, blocks: tuple[Block, ...], rules: list[Rule]) -> Report:
    rows = [(r.name, r.severity.value, r.what, r.why, r.example, r.mend) for r in rules]
    return Report(
        title=title,
        blocks=lambda: blocks,
        document=lambda: {
            "schema": "sahelrisk/rules/1",
            "rules": [dict(zip(HEADER, row, strict=True)) for row in rows],
        },
        header=HEADER,
        rows=lambda: rows,
        texts=frozenset(HEADER),
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
        for rule in rules:
            lines += [f"### {rule.name}", "", f"*{rule.severity.value}.* {rule.what}", ""]
            lines += [rule.why, "", "```toml", rule.example, "```", "", rule.mend, ""]
    return "\n".join(lines)
