"""The Beta distribution: scipy as the oracle, laws, extremes, the worked figures."""

import math
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import special

from sahelrisk.scoring.beta import cap, cdf, quantile, shape

MEANS = [0.5, 1.0, 3.0, 10.0, 25.0, 36.0, 50.0, 61.5, 77.826, 90.0, 97.0, 99.0, 99.5]
PROBABILITIES = [1e-9, 0.001, 0.05, 0.25, 0.5, 0.75, 0.95, 0.999, 1.0 - 1e-9]
EDGES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)

shapes = st.floats(1e-3, 1e4)
interior = st.floats(1e-3, 0.999)
means = st.floats(0.5, 99.5)


def errors_of(mean: float) -> list[float]:
    """Return standard errors from 0.1 to the cap in equal ratios."""
    widest = cap(mean)
    return [0.1 * (widest / 0.1) ** (step / 12) for step in range(12)] + [widest]


@pytest.mark.parametrize("mean", MEANS)
def test_cdf_agrees_with_scipy(mean: float) -> None:
    """The distribution function is within 1e-11 of scipy's from SE 0.1 to the cap."""
    for error in errors_of(mean):
        a, b = shape(mean, error)
        around = [(mean + step * error / 2) / 100 for step in range(-12, 13)]
        for x in [*around, *EDGES, 1e-6, 1 - 1e-6]:
            within = min(1.0, max(0.0, x))
            assert cdf(within, a, b) == pytest.approx(
                special.betainc(a, b, within), rel=0, abs=1e-11
            )


@pytest.mark.parametrize("mean", MEANS)
def test_quantile_agrees_with_scipy(mean: float) -> None:
    """The quantile is within 1e-11 of scipy's from SE 0.1 to the cap."""
    for error in errors_of(mean):
        a, b = shape(mean, error)
        for p in PROBABILITIES:
            assert quantile(p, a, b) == pytest.approx(special.betaincinv(a, b, p), rel=0, abs=1e-11)


@pytest.mark.parametrize("a", [0.9e6, 1.1e6, 1e8])
@pytest.mark.parametrize("b", [0.9e6, 1.1e6, 1e8])
@pytest.mark.parametrize("step", [-5.0, -1.0, -1e-4, -1e-6, 0.0, 1e-6, 1e-4, 1.0, 5.0])
def test_very_large_shapes_agree_with_scipy(a: float, b: float, step: float) -> None:
    """Where the saddle point replaces the continued fraction the figures stay within 1e-10."""
    mean, n = a / (a + b), a + b
    x = mean + step * math.sqrt(mean * (1 - mean) / n)
    assert cdf(x, a, b) == pytest.approx(special.betainc(a, b, x), rel=0, abs=1e-10)


@pytest.mark.parametrize(
    ("a", "b"), [(2.0, 30.0), (12.0, 5.0), (1.0, 0.5), (0.3, 1.0), (40.0, 60.0)]
)
@pytest.mark.parametrize("p", [1e-80, 1e-30, 1e-9])
def test_small_quantile_keeps_its_digits(a: float, b: float, p: float) -> None:
    """A quantile far out in the lower tail is right to eleven digits, not only absolutely."""
    assert cdf(quantile(p, a, b), a, b) == pytest.approx(p, rel=1e-11, abs=0)


@given(shapes, shapes, st.floats(0, 1), st.floats(0, 1))
def test_cdf_rises(a: float, b: float, x: float, y: float) -> None:
    """The distribution function never falls by more than rounding."""
    low, high = sorted((x, y))
    assert 0.0 <= cdf(low, a, b) <= cdf(high, a, b) + 1e-12 <= 1.0 + 1e-12


@given(shapes, shapes, st.floats(0, 1), st.floats(0, 1))
def test_quantile_rises(a: float, b: float, p: float, q: float) -> None:
    """A higher probability never has a lower quantile."""
    low, high = sorted((p, q))
    assert 0.0 <= quantile(low, a, b) <= quantile(high, a, b) + 1e-12 <= 1.0 + 1e-12


@given(shapes, shapes, interior)
def test_quantile_inverts_cdf(a: float, b: float, p: float) -> None:
    """The mass up to a quantile is its probability, wherever floats can tell quantiles apart."""
    x = quantile(p, a, b)
    assume(1e-290 < x < 1.0)
    least = 1e-11 + abs(cdf(math.nextafter(x, 1.0), a, b) - cdf(math.nextafter(x, 0.0), a, b))
    assert abs(cdf(x, a, b) - p) <= least


@given(means, st.floats(0.02, 1.0), interior)
def test_cdf_inverts_quantile(mean: float, part: float, p: float) -> None:
    """For the shapes of scores the quantile of a quantile's mass is that quantile."""
    a, b = shape(mean, part * cap(mean))
    x = quantile(p, a, b)
    assert quantile(cdf(x, a, b), a, b) == pytest.approx(x, rel=0, abs=1e-11)


@given(shapes, shapes, st.integers(1, 1023))
def test_cdf_is_symmetric(a: float, b: float, part: int) -> None:
    """Swapping the shapes mirrors the distribution."""
    x = part / 1024
    assert cdf(x, a, b) + cdf(1 - x, b, a) == pytest.approx(1, rel=0, abs=1e-12)


@given(shapes, shapes, st.integers(1, 1023))
def test_quantile_is_symmetric(a: float, b: float, part: int) -> None:
    """Swapping the shapes mirrors the quantiles."""
    p = part / 1024
    assert quantile(p, a, b) + quantile(1 - p, b, a) == pytest.approx(1, rel=0, abs=1e-10)


@settings(deadline=None)  # the machine may be busy; speed is measured in benchmarks
@given(st.floats(1e-320, 1e24), st.floats(1e-320, 1e24), st.floats(0, 1), st.floats(0, 1))
def test_extreme_shapes_raise_nothing(a: float, b: float, x: float, p: float) -> None:
    """Any shapes give a mass and a quantile within 0–1."""
    assert 0.0 <= cdf(x, a, b) <= 1.0
    assert 0.0 <= quantile(p, a, b) <= 1.0


def test_the_least_probability_has_a_quantile() -> None:
    """Where the tail itself underflows the quantile is still found, by bisection."""
    assert quantile(5e-324, 1074.0, 1.0) == pytest.approx(0.5, abs=0.01)
    assert quantile(1e-293, 6e18, 1.0) == pytest.approx(1.0, abs=1e-15)


@pytest.mark.parametrize("a", [1e-320, 1e-150, 1e-90, 1e-9, 1e-5])
def test_quantile_at_an_end_is_the_end(a: float) -> None:
    """With nearly all mass at an end every usual quantile is that end."""
    assert quantile(0.05, a, 1.0) == quantile(0.95, a, 1.0) == 0.0
    assert quantile(0.05, 1.0, a) == quantile(0.95, 1.0, a) == 1.0


def test_two_vanishing_shapes_are_two_points() -> None:
    """With both shapes near 0 the mass is split between the ends by their ratio."""
    assert cdf(0.5, 1e-200, 3e-200) == pytest.approx(0.75)
    assert quantile(0.7, 1e-200, 3e-200) == 0.0
    assert quantile(0.8, 1e-200, 3e-200) == 1.0


@pytest.mark.parametrize(("a", "b"), [(0.01, 1.0), (1.0, 1.0), (3.0, 700.0), (1e5, 1e5)])
def test_ends_are_exact(a: float, b: float) -> None:
    """At and beyond the ends masses and quantiles are exactly 0 and 1."""
    assert cdf(0.0, a, b) == cdf(-1.0, a, b) == quantile(0.0, a, b) == 0.0
    assert cdf(1.0, a, b) == cdf(2.0, a, b) == quantile(1.0, a, b) == 1.0


@pytest.mark.parametrize("p", [0.05, 0.2, 0.5, 0.8, 0.95])
def test_the_prior_is_uniform(p: float) -> None:
    """Mean 50 with the prior's spread is the uniform distribution."""
    a, b = shape(50.0, 28.867513459481287)
    assert (a, b) == pytest.approx((1.0, 1.0), abs=1e-14)
    assert quantile(p, a, b) == pytest.approx(p, abs=1e-14)
    assert cdf(p, a, b) == pytest.approx(p, abs=1e-14)


def test_the_worked_interval() -> None:
    """The interval of the method's worked example comes out as printed."""
    a, b = shape(77.826, 13.785)
    assert f"{100 * quantile(0.05, a, b):.1f}–{100 * quantile(0.95, a, b):.1f}" == "51.6–96.0"


def test_the_worked_bands() -> None:
    """The band probabilities of the method's worked example come out as printed."""
    a, b = shape(77.826, 13.785)
    below = [cdf(edge, a, b) for edge in EDGES]
    masses = [f"{high - low:.3f}" for low, high in pairwise(below)]
    assert masses == ["0.000", "0.011", "0.104", "0.379", "0.505"]


def test_the_worked_pillar() -> None:
    """The interval of the worked pillar comes out as printed."""
    a, b = shape(74.457, 17.362)
    assert f"{100 * quantile(0.05, a, b):.1f}–{100 * quantile(0.95, a, b):.1f}" == "41.1–96.8"


@given(means, st.floats(0.001, 1.0))
def test_shape_has_the_mean_and_error(mean: float, part: float) -> None:
    """The Beta of a mean and standard error has that mean and standard error."""
    error = part * cap(mean)
    a, b = shape(mean, error)
    n = a + b
    assert 100 * a / n == pytest.approx(mean, rel=1e-12)
    assert 100 * math.sqrt(a / n * (b / n) / (n + 1)) == pytest.approx(error, rel=1e-9)


@given(means)
def test_the_cap_allows_one_end_hump(mean: float) -> None:
    """At the cap the larger shape is 1 and the smaller is not above it."""
    smaller, larger = sorted(shape(mean, cap(mean)))
    assert larger == pytest.approx(1.0, rel=1e-12)
    assert smaller <= larger


def test_the_cap_in_the_middle_is_the_prior_spread() -> None:
    """At 50 the cap is the spread of the uniform distribution."""
    assert cap(50.0) == pytest.approx(100 / math.sqrt(12), rel=1e-15)


@pytest.mark.parametrize("mean", [-5.0, 0.0, 100.0, 130.0])
def test_the_cap_is_nought_at_the_ends(mean: float) -> None:
    """At and beyond the ends of the scale there is no room for error."""
    assert cap(mean) == 0.0


@given(st.floats(0.1, 99.9), st.floats(1e-300, 1e-6))
def test_a_vanishing_error_collapses_on_the_mean(mean: float, error: float) -> None:
    """However small the standard error, its quantiles exist and lie at the mean."""
    a, b = shape(mean, error)
    for p in (0.05, 0.5, 0.95):
        assert 100 * quantile(p, a, b) == pytest.approx(mean, rel=0, abs=1e-5)


@pytest.mark.parametrize(
    ("mean", "error"),
    [
        (0.0, 1.0),
        (100.0, 1.0),
        (-1.0, 1.0),
        (50.0, 0.0),
        (50.0, -1.0),
        (50.0, 60.0),
        (math.nan, 1.0),
    ],
)
def test_an_impossible_moment_is_refused(mean: float, error: float) -> None:
    """A mean at an end, an error of 0 and one too wide for the mean have no Beta."""
    with pytest.raises(ValueError, match=r"Beta|too wide"):
        shape(mean, error)


@pytest.mark.parametrize(("a", "b"), [(0.0, 1.0), (1.0, -1.0), (math.nan, 1.0), (1.0, math.inf)])
def test_an_impossible_shape_is_refused(a: float, b: float) -> None:
    """Shapes are positive and finite."""
    with pytest.raises(ValueError, match="shapes"):
        cdf(0.5, a, b)
    with pytest.raises(ValueError, match="shapes"):
        quantile(0.5, a, b)


@pytest.mark.parametrize("p", [-0.1, 1.1, math.nan])
def test_an_impossible_probability_is_refused(p: float) -> None:
    """Only a probability has a quantile."""
    with pytest.raises(ValueError, match="probability"):
        quantile(p, 2.0, 3.0)


def test_the_mass_up_to_nan_is_refused() -> None:
    """No mass is invented for a point that is no number."""
    with pytest.raises(ValueError, match="NaN"):
        cdf(math.nan, 2.0, 3.0)
