"""The pages of writing: what they show, and what happens when a form is sent."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import NamedTuple
from urllib.parse import urlencode

from sahelrisk.problems import UsageError
from sahelrisk.rendering.site_pages import Site
from sahelrisk.report.blocks import Block, Heading, Paragraph
from sahelrisk.report.forms.form_effect import effect_of
from sahelrisk.report.forms.form_site import form_site
from sahelrisk.report.forms.form_view import Receipt, Written
from sahelrisk.report.forms.write_lists import chooser_of, due_of
from sahelrisk.report.names import country_name
from sahelrisk.report.site.site_countries import country_path
from sahelrisk.report.site.site_view import SitePage
from sahelrisk.report.words import Words, words_of
from sahelrisk.serve import entries
from sahelrisk.serve.entries import Entry, Table
from sahelrisk.serve.form_pages import FORMS, FormPage
from sahelrisk.serve.live import SCRIPT, Alive, Live, beside
from sahelrisk.tasks import evidence as listing
from sahelrisk.tasks.evidence_search import Query
from sahelrisk.tasks.workspace import Outcome, save
from sahelrisk.writing.ids import digest_of, random_part

RECEIPTS = 64
REFUSED, ABSENT = 422, 404


class Answer(NamedTuple):
    """A page with its status, or the address to go on to."""

    text: str = ""
    status: int = 200
    address: str = ""


class WriteDesk:
    """Draws forms and saves what they say; the receipts of the last ones are kept in memory."""

    def __init__(self, live: Live) -> None:
        """Begin without receipts."""
        self.live, self.setting = live, live.setting
        self._receipts: OrderedDict[str, Outcome] = OrderedDict()
        # What is saved is read before the next form is judged: of two twins the second is told.
        self._turn = Lock()

    def get(self, what: str, lang: str, query: Mapping[str, str], token: str) -> Answer:
        """Return a page of writing; UsageError where it names what there is not."""
        words = words_of(lang)
        if what == "due":
            return self._due(words, token, {}, "")
        if what == "saved":
            return self._saved(words, query.get("receipt", ""))
        if what == "add" and not query.get("indicator"):
            return self._choose(words, query)
        form, table = FORMS[what], self._table(words)
        kept = form.kept(query, table.work)
        typed = form.first(table) | {
            name: query[name] for name in ("countries", "indicator") if name in query
        }
        return self._form(form, Entry(form.kind, typed), table, kept | {"token": token})

    def post(self, what: str, lang: str, fields: Mapping[str, str], token: str) -> Answer:
        """Return the form with its effect or its faults, or save it and go on to its receipt."""
        words = words_of(lang)
        with self._turn:
            if what == "due":
                return self._confirm(words, fields, token)
            given = fields.get("seen", "") if fields.get("do") == "save" else ""
            if given in self._receipts:  # pressed twice
                return _receipt(given, lang)
            form, table = FORMS[what], self._table(words)
            kept = form.kept(fields, table.work)
            entry = form.read({**fields, **kept}, table)
            digest = _digest(entry, entry.outcome) if entry.outcome else ""
            # Only what was shown is saved: not what was changed since, nor beside a new twin.
            if entry.outcome and given.rpartition("-")[2] == digest:
                try:
                    return self._keep(given, entry.outcome, lang)
                except UsageError as error:  # of the disk: what was typed stays
                    entry.others.append(error.text(lang))
        seen = f"{self._key()}-{digest}"
        return self._form(form, entry, table, {**kept, "seen": seen, "token": token})

    def _key(self) -> str:
        return random_part(self.setting.draw) + random_part(self.setting.draw)

    def _table(self, words: Words) -> Table:
        work = self.live.state().workspace()
        return Table(work, self.setting.ask(words.lang), words, self.setting.analyst)

    def _keep(self, key: str, outcome: Outcome, lang: str) -> Answer:
        """Save a new file and say where its receipt is."""
        save(outcome.file, self.setting.draw)
        self._receipts[key] = outcome
        while len(self._receipts) > RECEIPTS:
            self._receipts.popitem(last=False)
        return _receipt(key, lang)

    def _form(self, form: FormPage, entry: Entry, table: Table, kept: Mapping[str, str]) -> Answer:
        words, dossier = table.words, table.work.dossier
        effect = effect_of(entry.outcome, dossier, words) if entry.outcome else None
        named = {key: kept[key] for key in ("indicator", "item") if key in kept}
        path = f"{form.action}?{urlencode(named)}" if named else form.action
        title, head = form.head(table, kept)
        written = Written(
            entry=form.view(entry, table, kept, effect), links=form.links(table, kept)
        )
        status = REFUSED if entry.refused else 200
        return self.page(words, path, (title, *head), written, status=status)

    def _choose(self, words: Words, query: Mapping[str, str]) -> Answer:
        dossier = self._table(words).work.dossier
        found = chooser_of(dossier, query.get("q", ""), query.get("countries", ""), words)
        path = f"write/add?{urlencode(found.kept)}" if found.kept else "write/add"
        text = Paragraph(words("form_choose"))
        return self.page(words, path, (words("pen_add"), text), Written(chooser=found))

    def _due(self, words: Words, token: str, typed: Mapping[str, str], error: str) -> Answer:
        request = self.setting.ask(words.lang)
        found = listing.evidence(request, Query(due=True, sort="due"))
        today = self.setting.now().date()
        due = due_of(found, words, typed, error, today)._replace(kept={"token": token})
        text = Paragraph(words("form_due_note", days=listing.DUE_DAYS))
        status = REFUSED if error else 200
        head = (words("due_title"), text)
        return self.page(words, "write/due", head, Written(due=due), status=status)

    def _confirm(self, words: Words, fields: Mapping[str, str], token: str) -> Answer:
        named = {"item": fields.get("evidence", ""), "confirmed": fields.get("confirmed", "")}
        entry = entries.amendment(named, self._table(words))
        if entry.outcome:
            try:
                return self._keep(self._key(), entry.outcome, words.lang)
            except UsageError as error:
                entry.others.append(error.text(words.lang))
        said = " ".join((*entry.faults.values(), *entry.others))
        return self._due(words, token, fields, said)

    def _saved(self, words: Words, key: str) -> Answer:
        outcome = self._receipts.get(key)
        if outcome is None:
            raise UsageError("form_no_receipt")
        dossier = self._table(words).work.dossier
        if any(key not in dossier.indicators for _, key in outcome.touched):
            raise UsageError("form_no_receipt")  # the framework has changed since
        effect = effect_of(outcome, dossier, words)._replace(title=words("form_moved"))
        receipt = Receipt(effect, tuple(_onwards(outcome, words)))
        title = words(f"{outcome.action}_title")
        path = f"write/saved?{urlencode({'receipt': key})}"
        return self.page(words, path, (title,), Written(receipt=receipt), alive=True)

    def page(
        self,
        words: Words,
        path: str,
        head: tuple[str | Block, ...],
        written: Written,
        *,
        status: int = 200,
        alive: bool = False,
    ) -> Answer:
        """Return a page of writing; a live one waits for the files to change."""
        state, setting = self.live.state(), self.setting
        title, *blocks = head
        about = tuple(one for one in blocks if not isinstance(one, str))
        page = SitePage(path, str(title), "", head=(Heading(str(title), 1), *about))
        view = form_site(
            state.workspace().dossier, page, words, setting.languages, setting.now().date()
        )
        script = Alive(SCRIPT if alive else "", state.stamp)
        live = beside(setting, words.lang, script) | {"form": written}
        text = Site([view], live=lambda _: live)[f"{words.lang}/{path}"]().decode()
        return Answer(text, status)


def _receipt(key: str, lang: str) -> Answer:
    return Answer(address=f"/{lang}/write/saved?{urlencode({'receipt': key})}", status=303)


def _digest(entry: Entry, outcome: Outcome) -> str:
    """Return what stands for all that is shown beside Save: what was typed, and its twins."""
    return digest_of([entry.typed, sorted(one.item.id for one in outcome.twins)])


def _onwards(outcome: Outcome, words: Words) -> list[tuple[str, str]]:
    """Return where one may go on from a receipt."""
    code, indicator = outcome.touched[0]
    name = country_name(code, words)
    anchor = outcome.ids[0] if outcome.ids else indicator
    return [
        (words("form_see", name=name), f"{country_path(code)}#{anchor}"),
        (words("pen_add_for", name=name), f"write/add?{urlencode({'countries': name})}"),
        (words("pen_due"), "write/due"),
    ]
