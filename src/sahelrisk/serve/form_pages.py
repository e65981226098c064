"""The three forms: what each is about, what it asks, how it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import quote

from sahelrisk.model.evidence_item import RECORDS, Evidence, amended
from sahelrisk.report.blocks import Block, Fields, Paragraph
from sahelrisk.report.forms.amend_form import amend_parts, item_blocks
from sahelrisk.report.forms.form_inputs import Typed
from sahelrisk.report.forms.form_view import Effect, Form, Part
from sahelrisk.report.forms.item_form import item_parts, not_applicable_parts
from sahelrisk.report.names import indicator_text, indicator_title
from sahelrisk.report.site.site_countries import country_path
from sahelrisk.report.site.site_paths import node_path
from sahelrisk.serve import entries
from sahelrisk.serve.entries import Entry, Table
from sahelrisk.tasks.amend import items_of
from sahelrisk.tasks.opening import indicator_of
from sahelrisk.tasks.workspace import Workspace

Head = tuple[str, tuple[Block, ...]]
Links = tuple[tuple[str, str], ...]


class FormPage(NamedTuple):
    """A form: the record it makes, the key that says what it is about, and its parts.

    `key` is kept from the address on and is not asked.
    """

    kind: str
    action: str
    key: str
    read: Callable[[Mapping[str, str], Table], Entry]
    parts: Callable[[Typed, Table, Mapping[str, str]], tuple[Part, ...]]
    head: Callable[[Table, Mapping[str, str]], Head]
    links: Callable[[Table, Mapping[str, str]], Links]

    def kept(self, fields: Mapping[str, str], work: Workspace) -> dict[str, str]:
        """Return what goes along unseen; UsageError for an unknown indicator or item."""
        if self.key == "indicator":
            return {"indicator": indicator_of(work.dossier, fields.get("indicator", ""))}
        if self.key == "item":
            [item] = items_of(work, [fields.get("item", "")])
            return {"item": item.id}
        return {}

    def first(self, table: Table) -> dict[str, str]:
        """Return what stands in a form that nobody has touched."""
        found = {"recorded": table.work.today.isoformat(), "analyst": table.analyst}
        if self.kind == "evidence":
            fields = RECORDS[self.kind].model_fields.items()
            texts = ((name, field.default) for name, field in fields)
            found |= {name: value for name, value in texts if isinstance(value, str)}
        return {name: value for name, value in found.items() if value}

    def view(
        self, entry: Entry, table: Table, kept: Mapping[str, str], effect: Effect | None
    ) -> Form:
        """Return the form with what was typed and what is wrong with it."""
        given = frozenset({self.key})
        typed = Typed(self.kind, entry.typed, entry.faults, table.words, given)
        parts = self.parts(typed, table, kept)
        asked = {one.name for part in parts for one in part.inputs}
        # A fault of what is not asked, of the indicator say, is nobody's but the whole form's.
        others = [text for name, text in entry.faults.items() if name not in asked]
        return Form(self.action, parts, kept, (*entry.others, *others), effect)


def _item_head(table: Table, kept: Mapping[str, str]) -> Head:
    words, dossier, key = table.words, table.work.dossier, kept["indicator"]
    file = dossier.indicators[key]
    blocks: list[Block] = []
    question = indicator_text(file, "question", words)
    if question:
        blocks.append(Paragraph(question, "strong"))
    texts = ((name, indicator_text(file, name, words)) for name in ("includes", "excludes"))
    pairs = tuple((words(name), text) for name, text in texts if text)
    if pairs:
        blocks.append(Fields(pairs))
    title = words("form_new_item", title=indicator_title(dossier, key, words))
    return title, tuple(blocks)


def _item_links(table: Table, kept: Mapping[str, str]) -> Links:
    words, key = table.words, kept["indicator"]
    return (
        (words("form_other_indicator"), "write/add"),
        (words("form_the_indicator"), node_path("indicator", key)),
        (words("pen_not_applicable"), f"write/not-applicable?indicator={quote(key)}"),
    )


def _amended(table: Table, kept: Mapping[str, str]) -> Evidence:
    """Return the item of a form as it now reads."""
    [item] = items_of(table.work, [kept["item"]])
    words = (one for one in table.work.dossier.amendments if one.evidence == item.id)
    return amended(item, words)


def _amend_head(table: Table, kept: Mapping[str, str]) -> Head:
    words, item = table.words, _amended(table, kept)
    blocks = tuple(item_blocks(table.work.dossier, item, words))
    return words("form_amend"), (*blocks, Paragraph(words("form_amend_note"), "dim"))


def _amend_links(table: Table, kept: Mapping[str, str]) -> Links:
    item = _amended(table, kept)
    page = f"{country_path(item.countries[0])}#{quote(item.id)}"
    return ((table.words("form_the_item"), page), (table.words("pen_due"), "write/due"))


def _not_applicable_head(table: Table, _: Mapping[str, str]) -> Head:
    words = table.words
    return words("not-applicable_title"), (Paragraph(words("form_not_applicable")),)


FORMS: Mapping[str, FormPage] = MappingProxyType(
    {
        "add": FormPage(
            "evidence",
            "write/add",
            "indicator",
            entries.item,
            lambda typed, table, kept: item_parts(table.work.dossier, kept["indicator"], typed),
            _item_head,
            _item_links,
        ),
        "amend": FormPage(
            "amendment",
            "write/amend",
            "item",
            entries.amendment,
            lambda typed, table, kept: amend_parts(
                table.work.dossier, _amended(table, kept), typed
            ),
            _amend_head,
            _amend_links,
        ),
        "not-applicable": FormPage(
            "not-applicable",
            "write/not-applicable",
            "",
            entries.statement,
            lambda typed, table, _: not_applicable_parts(table.work.dossier, typed),
            _not_applicable_head,
            lambda _, __: (),
        ),
    }
)
