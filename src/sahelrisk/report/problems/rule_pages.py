"""The pages of rules: `rule NAME`, `rule` and docs/problems.md, all from the definitions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sahelrisk.report.blocks import Block, Column, Fields, Heading, Paragraph, Report, Table
from sahelrisk.rules import Rule, by_subject
from sahelrisk.tasks.rule import rule, rules_document

HEADER = ("rule", "severity", "what", "why", "example", "mend")


def build_rule(name: str) -> Report:
    """Build the page of one rule; raises UsageError for an unknown one, naming what is near."""
    [found] = rule(name)
    return _report(name, tuple(_page(found)), [found])


def build_rules() -> Report:
    """Build the list of all rules."""
    blocks: list[Block] = [Heading("Rules", 1)]
    columns = (Column("Rule"), Column("Severity"), Column("What it reports", drop=1))
    for subject, rules in by_subject().items():
        blocks.append(Heading(subject))
        rows = tuple((one.name, one.severity.value, one.what) for one in rules)
        blocks.append(Table(columns, rows))
    blocks.append(Paragraph("`sahelrisk rule NAME` explains a rule and shows an example."))
    return _report("Rules", tuple(blocks), rule())


def _page(one: Rule) -> Iterator[Block]:
    yield Heading(one.name, 1)
    yield Fields(
        (
            ("Severity", one.severity.value),
            ("What", one.what),
            ("Why", one.why),
            ("Mend", one.mend),
        )
    )
    yield Heading("Example")
    for line in one.example.splitlines():
        if line:
            yield Paragraph(line)


def _report(title: str, blocks: tuple[Block, ...], rules: Sequence[Rule]) -> Report:
    return Report(
        title=title,
        blocks=lambda: blocks,
        document=lambda: rules_document(rules).as_json(),
        header=HEADER,
        rows=lambda: [(r.name, r.severity.value, r.what, r.why, r.example, r.mend) for r in rules],
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
        for one in rules:
            lines += [f"### {one.name}", "", f"*{one.severity.value}.* {one.what}", ""]
            lines += [one.why, "", "```toml", one.example, "```", "", one.mend, ""]
    return "\n".join(lines)
