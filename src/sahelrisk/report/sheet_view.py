"""The sheet of a country: words are settled and figures placed; each format only draws it.

Scores, ends of ranges and base rates are on 0–100 here, whatever scale the words use. Addresses
are either a URL or `#ID` of a block of the same sheet; "" where there is none.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Sign = Literal["up", "down", "same", "none"]
ARROWS: dict[Sign, str] = {"up": "↑", "down": "↓", "same": "→", "none": "·"}


class Stretch(NamedTuple):
    """A band of the scale: its name, its ends and its tone, 1 (least risk) to 5."""

    name: str
    low: float
    high: float
    tone: int
    low_text: str = ""


class Mark(NamedTuple):
    """A score on the scale with its range, its base rate and its band.

    `broken` says that less of it is evidence than is provisional: bars are broken, cells hatched.
    """

    score: float
    text: str
    low: float
    high: float
    low_text: str
    high_text: str
    range: str
    base: float | None
    base_text: str
    tone: int
    band: str
    broken: bool


class Fact(NamedTuple):
    """A figure of the head: label, figure, what stands small beside it and below it."""

    label: str
    figure: str
    beside: str = ""
    note: str = ""


class Ring(NamedTuple):
    """An event on the line chart: place 0–1 on the time axis, its number, words and address."""

    at: float
    number: int
    date: str
    label: str
    href: str
    recent: bool


class Moment(NamedTuple):
    """One point of a line chart; `at` is its place 0–1 on the time axis."""

    at: float
    score: float
    low: float
    high: float
    base: float | None = None


class Course(NamedTuple):
    """The line chart: points, labels of the time axis (place, words), events, and the gist."""

    title: str
    summary: str
    moments: tuple[Moment, ...]
    ticks: tuple[tuple[float, str], ...]
    divisions: tuple[float, ...]
    rings: tuple[Ring, ...]
    spark: tuple[float, ...] = ()
    scale: tuple[float, float] = (0.0, 100.0)


class Cell(NamedTuple):
    """An indicator in a strip: short and full title, its mark, its address.

    Without a mark `words` says why: not applicable, insufficient.
    """

    id: str
    short: str
    title: str
    mark: Mark | None
    words: str = ""
    sign: Sign = "none"
    evidence: str = ""


class PillarPart(NamedTuple):
    """A pillar with its indicators; `depth` counts the pillars above it."""

    id: str
    title: str
    short: str
    mark: Mark | None
    words: str
    sign: Sign
    evidence: str
    cells: tuple[Cell, ...]
    depth: int = 0
    note: str = ""
    above: tuple[str, ...] = ()


class Happening(NamedTuple):
    """Something that happened: date, headline, grade, indicator, points, address of its item."""

    date: str
    iso_date: str
    headline: str
    grade: str
    indicator: str
    short: str
    points: str
    href: str
    number: int = 0
    late: str = ""


class Push(NamedTuple):
    """What an indicator adds to the base rate of the country, and its strongest item in words."""

    title: str
    short: str
    href: str
    points: float
    text: str
    reason: str = ""
    rest: bool = False


class Waterfall(NamedTuple):
    """From the base rate to the score by indicators; `pushes` in the order they are drawn."""

    base: float
    base_text: str
    score: float
    score_text: str
    pushes: tuple[Push, ...]
    tone: int


class Sentence(NamedTuple):
    """A sentence; `links` are phrases of it with the addresses they lead to."""

    text: str
    links: tuple[tuple[str, str], ...] = ()


class ItemPart(NamedTuple):
    """An item below its indicator; a site gives it an address, and its source a page."""

    id: str
    points: str
    sign: Sign
    statement: str
    date: str
    iso_date: str
    grade: str
    remarks: tuple[str, ...]
    source: str
    source_href: str
    url: str
    place: str
    href: str = ""
    source_page: str = ""


class IndicatorPart(NamedTuple):
    """An indicator in full: its base rate, what evidence adds, and its items."""

    cell: Cell
    question: str
    about: tuple[str, ...]
    strong: str
    items: tuple[ItemPart, ...]


class Work(NamedTuple):
    """One page or report of a publisher."""

    title: str
    url: str
    about: str


class SourcePart(NamedTuple):
    """A publisher with the works that were used; a site has a `page` of it."""

    id: str
    publisher: str
    about: str
    works: tuple[Work, ...]
    page: str = ""


class Letterhead(NamedTuple):
    """Whose report it is: name, logo as a data URI, contact, footer (dossier.toml, `[report]`)."""

    name: str
    dossier: str
    logo: str = ""
    contact: str = ""
    footer: str = ""


class Sheet(NamedTuple):
    """Everything that is said of one country, in the order of the page.

    `mark` is None where the country has no score to print; `plain` then says so in a few honest
    sentences. `basis` are statistics that a base rate rests on. `ticks` are places on 0–100 with
    their figures on the scale of the pillars, none where each has its own; `edge` says why a
    figure of the brief has decimals; `weaker` what only weaker sources say happened; `year`
    by what the score moved in twelve months; `why` the heading of the drivers, `why_note` what
    their marks mean where there is a base rate; `made_of` what went in, label by label.
    """

    iso3: str
    country: str
    letterhead: Letterhead
    tlp: str
    as_of: str
    newest: str
    notices: tuple[str, ...]
    bands: tuple[Stretch, ...]
    mark: Mark | None
    chip: str
    of: str
    level: str
    standing: str
    base_line: str
    confidence: str
    worst: Sentence
    deck: tuple[str, ...]
    plain: tuple[str, ...]
    facts: tuple[Fact, ...]
    course: Course | None
    sign: Sign
    evidence: str
    shown: tuple[Cell, ...]
    shown_title: str
    pillars: tuple[PillarPart, ...]
    happened: tuple[Happening, ...]
    happened_title: str
    waterfall: Waterfall | None
    up: tuple[Push, ...]
    down: tuple[Push, ...]
    watch: tuple[Sentence, ...]
    gaps: tuple[Sentence, ...]
    basis: tuple[str, ...]
    hint: str
    footing: tuple[tuple[str, str], ...] = ()
    alerts: tuple[Sentence, ...] = ()
    probabilities: tuple[tuple[str, str], ...] = ()
    contested: tuple[Sentence, ...] = ()
    due: tuple[Sentence, ...] = ()
    indicators: tuple[tuple[PillarPart, tuple[IndicatorPart, ...]], ...] = ()
    sources: tuple[SourcePart, ...] = ()
    method: tuple[str, ...] = ()
    glossary: tuple[tuple[str, str], ...] = ()
    credits: str = ""
    language: str = "en"
    ticks: tuple[tuple[str, str], ...] = ()
    top: str = "100"
    edge: str = ""
    weaker: Sentence = Sentence("")
    year: str = ""
    why: str = ""
    why_note: str = ""
    made_of: tuple[tuple[str, str], ...] = ()


class OverviewRow(NamedTuple):
    """A country beside others; `pillars` are its marks in the order of the heads."""

    iso3: str
    country: str
    mark: Mark | None
    band: str
    sign: Sign
    evidence: str
    pillars: tuple[Mark | None, ...]


class Overview(NamedTuple):
    """Several countries side by side, with the titles and the short titles of their pillars."""

    title: str
    level: str
    pillars: tuple[str, ...]
    shorts: tuple[str, ...]
    rows: tuple[OverviewRow, ...]
