"""The country table, what finds a country and what is offered when nothing does."""

import csv
import unicodedata
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahelrisk.model.countries import Country, by_alpha3, find, name, near

_TEXT = resources.files("sahelrisk.model").joinpath("countries.csv").read_text(encoding="utf-8")
ROWS = list(csv.DictReader(_TEXT.splitlines()))


def written(row: dict[str, str]) -> list[str]:
    """Return every text of a row that finds its country."""
    fixed = [row[column] for column in ("alpha3", "alpha2", "name_en", "name_fr")]
    return fixed + [alias for alias in row["aliases"].split("|") if alias]


def bare(text: str) -> str:
    """Return a text's letters and digits, without case and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if c.isalnum())


def without_accents(text: str) -> str:
    """Return a text with its accents taken off."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def code_of(text: str) -> str | None:
    """Return the alpha-3 code of the country found, if any."""
    country = find(text)
    return country.alpha3 if country else None


def test_every_country_is_there_once() -> None:
    """The table has the 249 entries of ISO 3166-1 and Kosovo, by alpha-3 code."""
    codes = [row["alpha3"] for row in ROWS]
    assert len(codes) == 250
    assert codes == sorted(set(codes))
    assert "XKX" in codes


def test_codes_are_unique_and_well_formed() -> None:
    """Codes are capitals of their length, and no two countries share one."""
    assert len({row["alpha2"] for row in ROWS}) == 250
    for row in ROWS:
        for column, length in (("alpha3", 3), ("alpha2", 2)):
            assert row[column].isascii()
            assert row[column].isupper()
            assert len(row[column]) == length


def test_no_text_means_two_countries() -> None:
    """Over all codes, names and aliases no text belongs to two countries."""
    owners: dict[str, str] = {}
    for row in ROWS:
        for text in written(row):
            assert owners.setdefault(bare(text), row["alpha3"]) == row["alpha3"], text


def test_no_text_is_written_twice() -> None:
    """No alias repeats a code, a name or another alias of its country but for spelling."""
    for row in ROWS:
        keys = [bare(alias) for alias in row["aliases"].split("|") if alias]
        names = {bare(row[c]) for c in ("alpha3", "alpha2", "name_en", "name_fr")}
        assert len({*keys} - names) == len(keys), row["alpha3"]


def test_the_table_is_written_plainly() -> None:
    """Aliases are lower-case ASCII in order, names are not blank, no field needs quotes."""
    assert '"' not in _TEXT
    for line, row in zip(_TEXT.splitlines()[1:], ROWS, strict=True):
        assert line.count(",") == 4
        assert row["aliases"].isascii()
        assert row["aliases"] == row["aliases"].lower()
        aliases = row["aliases"].split("|")
        assert aliases == sorted(aliases)
        assert row["name_en"] == row["name_en"].strip() != ""
        assert row["name_fr"] == row["name_fr"].strip() != ""


@pytest.mark.parametrize("row", ROWS, ids=[row["alpha3"] for row in ROWS])
def test_every_text_finds_its_country(row: dict[str, str]) -> None:
    """Each code, name and alias of the table finds the country of its row."""
    expected = Country(row["alpha3"], row["alpha2"], row["name_en"], row["name_fr"])
    for text in written(row):
        assert find(text) == expected, text


@given(st.sampled_from(ROWS), st.data())
def test_spelling_does_not_matter(row: dict[str, str], data: st.DataObject) -> None:
    """Case, accents, hyphens and apostrophes make no difference to what is found."""
    text = data.draw(st.sampled_from(written(row)))
    if data.draw(st.booleans(), "accents off"):
        text = without_accents(text)
    if data.draw(st.booleans(), "decomposed"):
        text = unicodedata.normalize("NFD", text)
    mark = data.draw(st.sampled_from(["-", " ", "", " - ", "\u2010", "\u00a0", "_"]))
    text = text.replace("-", mark).replace("’", data.draw(st.sampled_from(["'", "’", "", " "])))
    raised = data.draw(st.lists(st.booleans(), min_size=len(text), max_size=len(text)))
    text = "".join(c.upper() if up else c.lower() for c, up in zip(text, raised, strict=True))
    assert code_of(f" {text} ") == row["alpha3"]


@pytest.mark.parametrize(
    ("text", "alpha3"),
    [
        ("ml", "MLI"),
        ("MLI", "MLI"),
        ("République du Mali", "MLI"),
        ("Ivory Coast", "CIV"),
        ("cote d'ivoire", "CIV"),
        ("COTE D IVOIRE", "CIV"),
        ("DRC", "COD"),
        ("RDC", "COD"),
        ("Congo, Dem. Rep.", "COD"),
        ("Congo, The Democratic Republic of the", "COD"),
        ("Congo-Kinshasa", "COD"),
        ("Congo, Rep.", "COG"),
        ("Republic of the Congo", "COG"),
        ("burkina", "BFA"),
        ("tchad", "TCD"),
        ("CAR", "CAF"),
        ("Centrafrique", "CAF"),
        ("Cabo Verde", "CPV"),
        ("Cap-Vert", "CPV"),
        ("The Gambia", "GMB"),
        ("Gambia, The", "GMB"),
        ("guinea", "GIN"),
        ("Guinée-Conakry", "GIN"),
        ("guinea bissau", "GNB"),
        ("guinée équatoriale", "GNQ"),
        ("Niger", "NER"),
        ("Republic of the Niger", "NER"),
        ("Nigéria", "NGA"),
        ("soudan", "SDN"),
        ("Soudan du Sud", "SSD"),
        ("Swaziland", "SWZ"),
        ("Burma", "MMR"),
        ("Czech Republic", "CZE"),
        ("U.S.A.", "USA"),
        ("United States of America", "USA"),
        ("UK", "GBR"),
        ("Great Britain", "GBR"),
        ("UAE", "ARE"),
        ("Korea, Rep.", "KOR"),
        ("Korea, Dem. People's Rep.", "PRK"),
        ("Macedonia", "MKD"),
        ("Holland", "NLD"),
        ("East Timor", "TLS"),
        ("Turkey", "TUR"),
        ("TÜRKİYE", "TUR"),
        ("St. Lucia", "LCA"),
        ("Saint Lucia", "LCA"),
        ("Trinidad and Tobago", "TTO"),
        ("Hong Kong SAR, China", "HKG"),
        ("Kosovo", "XKX"),
        ("xk", "XKX"),
    ],
)
def test_common_names_find_their_country(text: str, alpha3: str) -> None:
    """What people and published tables write finds the country they mean."""
    assert code_of(text) == alpha3


@pytest.mark.parametrize(
    "text", ["congo", "korea", "virgin islands", "le congo", "Corée", "america"]
)
def test_a_shared_name_finds_nothing(text: str) -> None:
    """A name that several countries could claim is not given to one of them."""
    assert find(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "nigr",
        "Nigeri",
        "mal",
        "Malli",
        "Mali2",
        "Mali et Niger",
        "guine",
        "xx",
        "",
        " ",
        "-",
        "|",
        "Мали",
        "Maliя",
    ],
)
def test_nothing_is_guessed(text: str) -> None:
    """A misspelling, the start of a name, a name and more, or no word find nothing."""
    assert find(text) is None


@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    """Whatever is typed is found or has at most five candidates, each once."""
    candidates = near(text)
    assert len(candidates) == len(set(candidates)) <= 5
    assert find(text) is None or find(text) in candidates or len(bare(text)) < 4


@pytest.mark.parametrize("text", ["nigr", "Nigeri", "NIGERR", "nige"])
def test_near_niger_is_also_near_nigeria(text: str) -> None:
    """What may be Niger or Nigeria offers both."""
    assert {"NER", "NGA"} <= {country.alpha3 for country in near(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nigr", ["NER", "NGA"]),
        ("mal", ["MLI", "MLT", "MWI", "MYS", "MDV"]),
        ("congo", ["COD", "COG"]),
        ("korea", ["KOR", "PRK"]),
        ("lybia", ["LBY"]),
        ("burkina fasso", ["BFA"]),
        ("Sénégall", ["SEN"]),
        ("tchd", ["TCD"]),
        ("zzzzz", []),
        ("", []),
        ("?", []),
    ],
)
def test_candidates_come_best_first(text: str, expected: list[str]) -> None:
    """Swapped letters, then the start of a name, then likeness decide the order."""
    assert [country.alpha3 for country in near(text)] == expected


def test_by_alpha3_takes_exact_codes_only() -> None:
    """An alpha-3 code in upper case gives its country, anything else nothing."""
    assert by_alpha3("MLI") == find("mali")
    for text in ("mli", "ML", "Mali", " MLI", ""):
        assert by_alpha3(text) is None


def test_names_in_both_languages() -> None:
    """A country has its name in English and in French."""
    chad = by_alpha3("TCD")
    assert chad is not None
    assert (name(chad, "en"), name(chad, "fr")) == ("Chad", "Tchad")


def test_in_another_language_the_english_name_stands() -> None:
    """The table has two languages; texts in a third one need not wait for it."""
    chad = by_alpha3("TCD")
    assert chad is not None
    assert name(chad, "de") == "Chad"


@pytest.mark.parametrize(
    ("text", "alpha3"),
    [
        ("Niger (the)", "NER"),
        ("Congo (the Democratic Republic of the)", "COD"),
        ("Iran (Islamic Republic of)", "IRN"),
        ("Netherlands (Kingdom of the)", "NLD"),
        ("Congo (the)", None),
        ("m€li", None),
        ("m$li", None),
        ("Mali+", None),
        ("m&li", None),
        ("m%li", None),
        ("mali\udcf4", None),
        ("m.l.i.", "MLI"),
        ("Antigua/Barbuda", "ATG"),
        ("Trinidad & Tobago", "TTO"),
    ],
)
def test_names_as_iso_prints_them_and_signs(text: str, alpha3: str | None) -> None:
    """What ISO prints in brackets belongs to the name; a sign is no punctuation."""
    found = find(text)
    assert (found.alpha3 if found else None) == alpha3


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Mali Republic", "MLI"),
        ("Republic of Iceland", "ISL"),
        ("Guinea-Bissau Republic", "GNB"),
        ("the former South Sudan area", "SSD"),
    ],
)
def test_a_name_inside_a_longer_one_comes_first(text: str, first: str) -> None:
    """Whole words that are a name are what was most likely meant, the longest of them."""
    assert near(text)[0].alpha3 == first
