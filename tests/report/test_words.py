"""The phrases of every language, and the way numbers are written."""

import ast
import re
from decimal import ROUND_HALF_UP, Decimal
from importlib import resources
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sahelrisk
from sahelrisk.locale import catalogue, languages
from sahelrisk.model.evidence_item import Evidence, Source
from sahelrisk.report.words import Words, adding_up, words_of

PACKAGE = Path(str(resources.files(sahelrisk)))
EN, FR = words_of("en"), words_of("fr")
ENGLISH = catalogue("en").phrases
LISTS = {"glossary_terms", "glossary_also"}
"""Entries that are read by the program: keys, and words with the key that they lead to."""
FIELDS = {*Evidence.model_fields, *Source.model_fields}
"""What a field is called on the page of an item, where its name is a phrase."""
OTHERS = [lang for lang in languages() if lang != "en"]

spoken = st.sampled_from((EN, FR))
digits = st.integers(min_value=0, max_value=12)  # as many as a framework may ask for
decimals = st.decimals(min_value=-100, max_value=100, places=6)
inside = st.floats(min_value=1e-6, max_value=1.0 - 1e-6)


def placeholders(phrase: str) -> set[str]:
    """Return the names that a phrase has values put in for."""
    return {name for _, name, _, _ in Formatter().parse(phrase) if name is not None}


def number(text: str) -> Decimal:
    """Return the number that a text of either language writes."""
    plain = text.replace("\u202f", " ").removesuffix(" %").lstrip("<>\u00a0")
    return Decimal(plain.replace(",", ".").replace("−", "-"))


def exactly(figure: Decimal, places: int) -> Decimal:
    """Return a figure rounded in decimal arithmetic, halves away from zero."""
    return figure.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def speaking() -> str:
    """Return the source of every module and template that writes phrases."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))]
    said = [
        text for text in texts if re.search(r"\bwords\b|UsageError|phrase|Said|CellError", text)
    ]
    pages = sorted((PACKAGE / "rendering" / "templates").iterdir())
    return "\n".join((*said, *(path.read_text(encoding="utf-8") for path in pages)))


@pytest.mark.parametrize("lang", OTHERS)
def test_languages_have_the_same_phrases(lang: str) -> None:
    """Every phrase and every mark is there in each language, in the same order."""
    assert list(catalogue(lang).phrases) == list(ENGLISH)
    assert list(catalogue(lang).marks) == list(catalogue("en").marks)


@pytest.mark.parametrize("lang", OTHERS)
@pytest.mark.parametrize("key", sorted(ENGLISH))
def test_languages_put_in_the_same_values(key: str, lang: str) -> None:
    """A phrase has the same placeholders in every language."""
    assert placeholders(catalogue(lang).phrases[key]) == placeholders(ENGLISH[key])


@pytest.mark.parametrize(("word", "french"), [("conditions?", "condition"), ("bands?", "tranche")])
def test_a_term_of_the_glossary_has_one_name_in_french(word: str, french: str) -> None:
    """Wherever English names the term, French has the word that its glossary explains."""
    phrases = catalogue("fr").phrases
    named = {
        key
        for key, phrase in ENGLISH.items()
        if key not in LISTS
        and re.search(rf"(?i)\b{word}\b", re.sub(r"\{[^}]*\}|`[^`]*`", "", phrase))
    }
    assert len(named) > 10
    assert {key for key in named if french not in phrases[key].lower()} == set()


def test_every_phrase_is_used() -> None:
    """No phrase is left in the catalogue that no module asks for."""
    code = speaking()
    prefixes = re.findall(r"""f["']([a-z]\w*_)\{""", code)
    prefixes += re.findall(r"""w\(["']([a-z]\w*_)["'] ~""", code)
    suffixes = re.findall(r"""f["']\{[\w.]+\}(_\w+)["']""", code)
    counted = set(re.findall(r'\.count\(\s*"(\w+)"', code))
    unused = [
        key
        for key in ENGLISH
        if key not in FIELDS
        and not re.search(f"[\"']{key}[\"']", code)
        and not key.startswith(tuple(prefixes))
        and not key.endswith(tuple(suffixes))
        and not (key.endswith(("_one", "_many")) and key.rpartition("_")[0] in counted)
    ]
    assert unused == []


def test_every_phrase_asked_for_exists() -> None:
    """No module asks for a phrase that the catalogue does not have."""
    asked = set(re.findall(r'\bwords\(\s*"([\w-]+)"', speaking()))
    asked |= set(re.findall(r'(?:Error|Phrase|Said)\(\s*"(\w+)"', speaking()))
    asked |= set(re.findall(r"\bw\(\s*[\"'](\w+)[\"']\s*[,)]", speaking()))
    assert asked
    assert asked <= set(ENGLISH)


def named_keys(node: ast.expr, given: set[str]) -> set[str] | None:
    """Return what keys an argument may be; None where it may be any text."""
    match node:
        case ast.Constant(value=str(key)):
            return {key}
        case ast.IfExp(body=body, orelse=other):
            both = named_keys(body, given), named_keys(other, given)
            return None if None in both else set().union(*filter(None, both))
        case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]):
            return {key for key in ENGLISH if key.startswith(start)} or None
        case ast.Name() | ast.Call() | ast.Attribute() | ast.Subscript():
            return given
        case _:
            return None


def test_messages_are_phrases() -> None:
    """No error and no problem has a text of its own: every one has a key."""
    seen = 0
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.name == "problems.py" or path.parent.name in {"change", "site"}:
            continue  # the one defines them, the others say something else by that name
        tree = ast.parse(path.read_text(encoding="utf-8"))
        texts = {one.value for one in ast.walk(tree) if isinstance(one, ast.Constant)}
        given = {one for one in texts if isinstance(one, str)} & ENGLISH.keys()
        for call in ast.walk(tree):
            name = getattr(call, "func", None)
            if isinstance(name, ast.Name) and name.id in {
                "UsageError",
                "NotSavedError",
                "NameTakenError",
                "Phrase",
                "Said",
                "CellError",
            }:
                assert isinstance(call, ast.Call)
                keys = named_keys(call.args[0], given)
                assert keys, (path.name, call.lineno)
                assert keys <= ENGLISH.keys(), (path.name, call.lineno)
                seen += 1
    assert seen > 400  # or the walk has missed them


def test_french_leaves_plain_spaces() -> None:
    """French phrases have a plain space inside guillemets and before high punctuation."""
    prose = [one for key, one in catalogue("fr").phrases.items() if key not in LISTS]
    prose += [text for said in catalogue("fr").rules.values() for text in said.values()]
    text = re.sub(r"\bhttps?://|(?<=\{)(\w+):[^}]+", "", "\n".join(prose))
    assert not re.search(r"[\u00a0\u2009\u202f]", text)
    assert not re.search(r"[^ (][:;!?%»]|«[^ ]", text)


@given(inside, spoken)
def test_ends_of_the_scale_are_kept_for_exact_figures(share: float, words: Words) -> None:
    """A figure inside the scale is never printed as one of its ends."""
    assert 0 < number(words.points(100.0 * share)) < 100
    assert 0 < number(words.points(100.0 * share, 1)) < 100
    assert 0 < number(words.percent(share)) < 100
    assert 0 < number(words.share(share)) < 1


@pytest.mark.parametrize("lang", languages())
def test_exact_ends_of_the_scale_are_printed(lang: str) -> None:
    """The ends of the scale are printed when a figure is exactly there."""
    words = words_of(lang)
    assert (words.points(0.0), words.points(100.0)) == ("0", "100")
    assert [number(words.percent(share)) for share in (0.0, 1.0)] == [0, 100]
    assert number(words.share(0.0)) == 0
    assert number(words.share(1.0)) == 1


@given(decimals, digits, spoken)
def test_fixed_rounds_half_up(figure: Decimal, places: int, words: Words) -> None:
    """A figure is rounded as on paper, halves away from zero, whatever floats make of it."""
    assert number(words.fixed(float(figure), places)) == exactly(figure, places)


@given(decimals, digits, spoken)
def test_fixed_writes_every_decimal_plainly(figure: Decimal, places: int, words: Words) -> None:
    """A figure has as many decimals as asked for, no exponent, and zero has no sign."""
    text = words.fixed(float(figure), places)
    mark = "," if words is FR else "."
    assert re.fullmatch(
        rf"[-−]?\d+{re.escape(mark)}\d{{{places}}}" if places else r"[-−]?\d+", text
    )
    assert number(text) or not text.startswith(("-", "−"))


@pytest.mark.parametrize(
    ("figure", "places", "text"),
    [
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (1.005, 2, "1.01"),
        (-0.04, 1, "0.0"),
        (0.0, 8, "0.00000000"),
        (1e50, 1, f"1{50 * '0'}.0"),
    ],
)
def test_fixed_rounds_known_figures(figure: float, places: int, text: str) -> None:
    """Halves go up, also those that a float holds a little below; no exponent is written."""
    assert EN.fixed(figure, places) == text


def test_signed_points_have_a_sign() -> None:
    """Points carry their sign, and what rounds to zero has none."""
    assert [EN.signed(points) for points in (3.25, -3.25, -0.04)] == ["+3.3", "−3.3", "0.0"]


def test_french_has_its_own_marks() -> None:
    """In French a number has a comma, a true minus sign, and a narrow space before %."""
    assert (FR.signed(-3.25), FR.general(-1e-7)) == ("−3,3", "−1e-07")
    assert (FR.percent(0.71), EN.percent(0.71)) == ("71\u202f%", "71 %")
    for words, mark in ((EN, "."), (FR, ",")):
        texts = (
            words.points(71.26, 1),
            words.share(0.67),
            words.signed(1.5),
            words.fixed(2.25, 2),
            words.general(0.65),
        )
        assert texts == tuple(
            text.replace(".", mark) for text in ("71.3", "0.67", "+1.5", "2.25", "0.65")
        )


@given(st.lists(decimals, max_size=20), st.integers(min_value=0, max_value=4))
def test_adding_up_keeps_the_rounded_sum(figures: list[Decimal], places: int) -> None:
    """Figures rounded together print to the rounded sum, none off by a whole last digit."""
    rounded = adding_up([float(figure) for figure in figures], places)
    printed = [number(EN.fixed(figure, places)) for figure in rounded]
    assert sum(printed, Decimal(0)) == exactly(sum(figures, Decimal(0)), places)
    step = Decimal(1).scaleb(-places)
    assert all(abs(a - b) < step for a, b in zip(printed, figures, strict=True))
