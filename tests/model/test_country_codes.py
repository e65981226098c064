"""Codes and names as publishers write them."""

from __future__ import annotations

import pytest

from sahelrisk.model import countries
from sahelrisk.model.country_codes import (
    Numbers,
    fips_reading,
    is_known_other,
    numbers_of,
    published,
)


@pytest.mark.parametrize(
    ("text", "numbers", "alpha3"),
    [
        *(
            (code, None, alpha3)
            for code, alpha3 in (("ZAR", "COD"), ("ROM", "ROU"), ("TMP", "TLS"))
        ),
        *(
            (code, None, alpha3)
            for code, alpha3 in (("WBG", "PSE"), ("ADO", "AND"), ("KSV", "XKX"))
        ),
        ("Congo, Dem. Rep.", None, "COD"),
        ("DR Congo (Zaire)", None, "COD"),
        ("Yemen (North Yemen)", None, "YEM"),
        ("Korea, Dem. Rep.", None, "PRK"),
        ("Palestine/West Bank", None, "PSE"),
        ("mli", None, "MLI"),
        ("432", "gw", "MLI"),
        ("466", "iso", "MLI"),
        ("004", "iso", "AFG"),
        ("255", "cow", "DEU"),
        ("260", "gw", "DEU"),
        ("432", "cow", "MLI"),
        ("432", None, None),
        ("432", "iso", None),
        ("AFE", None, None),
        ("680", "gw", None),
        ("", None, None),
    ],
)
def test_codes(text: str, numbers: Numbers | None, alpha3: str | None) -> None:
    """Former and foreign codes are read; numbers only where it is known whose they are."""
    found = published(text, numbers)
    assert (found.alpha3 if found else None) == alpha3


def test_headers_tell_whose_numbers_stand_below() -> None:
    """V-Dem's own numbers bear the header of UCDP's, but for the column beside them."""
    assert numbers_of("country_id", ("country_id", "year")) == "gw"
    assert numbers_of("country_id", ("country_id", "country_text_id")) is None
    assert numbers_of("gwno_a") == "gw"
    assert numbers_of("COWcode") == "cow"
    assert numbers_of("iso") == "iso"
    assert numbers_of("country") is None


def test_what_has_figures_and_is_no_country() -> None:
    """Groups, former states and parts of countries are known; a slip is not."""
    for text in ("AFE", "WLD", "World", "ZZB", "Africa Eastern and Southern", "ANT"):
        assert is_known_other(text)
        assert published(text) is None
    assert is_known_other("265", "gw")
    assert not is_known_other("Malli")


def test_fips_is_told_apart() -> None:
    """Two letters that mean another country in FIPS 10-4 say which."""
    found = {
        code: one.alpha3 for code in ("NG", "CD", "AG", "SG", "NI") if (one := fips_reading(code))
    }
    assert found == {"NG": "NER", "CD": "TCD", "AG": "DZA", "SG": "SEN", "NI": "NGA"}
    assert fips_reading("ML") is None
    assert countries.find("NG") == published("NG")
