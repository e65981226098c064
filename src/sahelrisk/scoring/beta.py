"""The Beta distribution: its distribution function, quantiles and shapes.

Every interval and band probability comes from here. ``cdf`` and ``quantile``
work on 0–1, ``shape`` and ``cap`` take the 0–100 of scores.

Differences of ``lgamma`` lose six digits at the shapes met here (a + b up to
250,000 at a standard error of 0.1), so the density is written as Loader's
saddle point, in which every part is small.

Sources: Loader, *Fast and Accurate Computation of Binomial Probabilities*
(2000); Abramowitz & Stegun, *Handbook of Mathematical Functions*, 6.1.41,
26.5.8 and 26.5.22; Lentz's method as in Press et al., *Numerical Recipes*,
§ 5.2; Lugannani & Rice (1980), for the Beta the first term of Temme (1992).
"""

import math

# Below this a shape is a point mass at its end: x**a is 1 for every float x.
_NO_SHAPE = 1e-100
# With both shapes above this the saddle point is exact to 1e-11 and the
# continued fraction slow (its steps grow with the square root of the shapes).
_LARGE = 1e6
# Far above every shape of a score; beyond it intermediate figures overflow.
_TOO_LARGE = 1e25
# Stands for a zero denominator in Lentz's method; smaller figures have lost digits.
_TINY = 1e-300
# A narrower Beta cannot be told from its mean at the accuracy of this module.
_LEAST_ERROR = 1e-8
_HALF_LOG_TWO_PI = 0.5 * math.log(2.0 * math.pi)


def cap(mean: float) -> float:
    """Return the widest standard error of a Beta with at most one end hump.

    ``mean`` and the result are on 0–100; a mean outside is moved to the
    nearer end, where the cap is 0. Formula: method.md § 3, the standard error
    at which the larger shape is 1.
    """
    larger = max(mean, 100.0 - mean) / 100.0
    if not larger < 1.0:
        return 0.0
    return 100.0 * larger * math.sqrt((1.0 - larger) / (1.0 + larger))


def shape(mean: float, standard_error: float) -> tuple[float, float]:
    """Return the shapes (a, b) of the Beta of a mean and standard error.

    Both arguments are on 0–100, with 0 < mean < 100 and
    0 < standard_error ≤ cap(mean); the Beta is on 0–1. Under 1e-8 the
    standard error is taken as 1e-8, which moves no quantile by more than
    1e-9. Moments of the Beta: Abramowitz & Stegun 26.1.33.

    Raises ValueError for a mean not within 0–100, a standard error that is
    not positive, and one that no Beta of that mean can have.
    """
    low, high = mean / 100.0, (100.0 - mean) / 100.0
    if not (low > 0.0 and high > 0.0 and standard_error > 0.0):
        message = f"no Beta of mean {mean} and standard error {standard_error}"
        raise ValueError(message)
    spread = max(standard_error, _LEAST_ERROR) / 100.0
    total = low * high / (spread * spread) - 1.0
    if not total > 0.0:
        message = f"a standard error of {standard_error} is too wide at mean {mean}"
        raise ValueError(message)
    return low * total, high * total


def cdf(x: float, a: float, b: float) -> float:
    """Return the mass of Beta(a, b) up to x, the incomplete beta I_x(a, b).

    ``x`` and the result are on 0–1; the result is 0 below and 1 above that
    range. Good to 1e-11 wherever x itself is (a + b up to about 1e9).
    Abramowitz & Stegun 26.5.8.

    Raises ValueError for NaN and for a shape that is not within 0–1e25.
    """
    _require_shapes(a, b)
    if math.isnan(x):
        message = "the distribution function of NaN is undefined"
        raise ValueError(message)
    if x <= 0.0:
        return 0.0
    if x >= 1.0:
        return 1.0
    if min(a, b) < _NO_SHAPE:
        return b / (a + b)
    return _tails(x, a, b, _log_scale(a, b))[0]


def quantile(p: float, a: float, b: float) -> float:
    """Return the x with cdf(x, a, b) = p, the inverse of the incomplete beta.

    ``p`` and the result are on 0–1. Good to 1e-11, near 0 to as many digits;
    0.0 where the quantile is below about 1e-300, 1.0 where it rounds to 1.
    Halley's method on logarithms, from Abramowitz & Stegun 26.5.22.

    Raises ValueError for p outside 0–1 and for a shape not within 0–1e25.
    """
    _require_shapes(a, b)
    if not 0.0 <= p <= 1.0:
        message = f"a probability lies within 0–1, not {p}"
        raise ValueError(message)
    if p in {0.0, 1.0}:
        return p
    if min(a, b) < _NO_SHAPE:
        return 0.0 if p <= b / (a + b) else 1.0
    q = 1.0 - p
    guess = _guess(p, q, a, b)
    # Near 1 the distance to 1 is sought instead, for it has the digits.
    if guess > 0.5:  # noqa: PLR2004
        return 1.0 - _refine(_guess(q, p, b, a), q, p, b, a)
    return _refine(guess, p, q, a, b)


def _require_shapes(a: float, b: float) -> None:
    if not (0.0 < a < _TOO_LARGE and 0.0 < b < _TOO_LARGE):
        message = f"the shapes of a Beta are positive and below 1e25, not {a} and {b}"
        raise ValueError(message)


def _stirling_error(z: float) -> float:
    """Return log Γ(z + 1) less Stirling's formula (A&S 6.1.41)."""
    if z < 10.0:  # noqa: PLR2004 - from here on the series has full accuracy
        return math.lgamma(z + 1.0) - (z + 0.5) * math.log(z) + z - _HALF_LOG_TWO_PI
    s = 1.0 / (z * z)
    tail = 1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - s * (691 / 360360)))
    return (1 / 12 - s * (1 / 360 - s * tail)) / z


def _log_scale(a: float, b: float) -> float:
    """Return the logarithm of x^a (1−x)^b / B(a, b) at its maximum, x = a/(a+b)."""
    n = a + b
    errors = _stirling_error(n) - _stirling_error(a) - _stirling_error(b)
    return errors + 0.5 * math.log(min(a, b) * (max(a, b) / n)) - _HALF_LOG_TWO_PI


def _deviance(count: float, u: float, share: float, total: float) -> float:
    """Return count·(u − log(1 + u)), where u = total·share/count − 1 (Loader's bd0)."""
    if u < -0.5:  # noqa: PLR2004 - 1 + u would lose the digits of a small share
        return count * (u + math.log(count) - math.log(total) - math.log(share))
    if u > 0.1 or u < -0.1:  # noqa: PLR2004 - no cancellation to fear
        return count * (u - math.log1p(u))
    # u − log1p(u) from the series of atanh(v), as log1p(u) = 2·atanh(v).
    v = u / (2.0 + u)
    s = v * v
    series = 1 / 7 + s * (1 / 9 + s * (1 / 11 + s * (1 / 13 + s / 15)))
    return count * v * (u - 2.0 * s * (1 / 3 + s * (1 / 5 + s * series)))


def _tails(x: float, a: float, b: float, log_scale: float) -> tuple[float, float, float]:
    """Return the mass below x, the mass above it, and x^a (1−x)^b / B(a, b).

    Each mass has its own digits, however small, on its side of the mean.
    """
    y = 1.0 - x
    n = a + b
    gap = n * x - a if x < y else b - n * y
    deviance = _deviance(a, gap / a, x, n) + _deviance(b, -gap / b, y, n)
    front = math.exp(log_scale - deviance)
    if min(a, b) > _LARGE:
        below, above = _saddle_point(gap, a, b, deviance)
        return below, above, front
    # The fraction converges fast below its switch point, so above it the
    # other tail is computed, by symmetry.
    if x * (n + 2.0) < a + 1.0:
        below = min(1.0, front / (a * _fraction(x, a, b))) if front else 0.0
        return below, 1.0 - below, front
    above = min(1.0, front / (b * _fraction(y, b, a))) if front else 0.0
    return 1.0 - above, above, front


def _fraction(x: float, a: float, b: float) -> float:
    """Return the continued fraction under the front factor of I_x(a, b).

    Abramowitz & Stegun 26.5.8 with two steps in one (its even part), by the
    modified Lentz method.
    """
    n = a + b
    odd = -n * x / (a + 1.0)
    value = c = 1.0 + odd or _TINY
    d = 0.0
    for m in range(1, 20_000):
        s = a + 2 * m
        even = m * (b - m) * x / ((s - 1.0) * s)
        top = -odd * even
        odd = -(a + m) * (n + m) * x / (s * (s + 1.0))
        bottom = 1.0 + even + odd
        c = bottom + top / c or _TINY
        d = 1.0 / (bottom + top * d or _TINY)
        change = c * d
        value *= change
        if -1e-14 < change - 1.0 < 1e-14:  # noqa: PLR2004
            break
    return value


def _saddle_point(gap: float, a: float, b: float, deviance: float) -> tuple[float, float]:
    """Return the masses below and above a/(a+b) + gap/(a+b), for large shapes.

    Lugannani & Rice (1980).
    """
    n = a + b
    root = math.copysign(math.sqrt(2.0 * deviance), gap)
    scale = math.sqrt(min(a, b) * (max(a, b) / n))
    middle = (b / n - a / n) / (3.0 * scale)
    # Next to the mean the difference would be all rounding; this is its limit.
    skew = 1.0 / root - scale / gap if abs(root) > 1e-5 else middle  # noqa: PLR2004
    shift = skew * math.exp(-deviance) / math.sqrt(2.0 * math.pi)
    below = 0.5 * math.erfc(-root / math.sqrt(2.0)) + shift
    above = 0.5 * math.erfc(root / math.sqrt(2.0)) - shift
    return min(1.0, max(0.0, below)), min(1.0, max(0.0, above))


def _guess(p: float, q: float, a: float, b: float) -> float:
    """Return a first guess at the quantile of p, q being 1 − p."""
    if a >= 1.0 and b >= 1.0:
        return _normal_guess(p, q, a, b)
    # Each end as a power law, weighed by the mass it would have alone.
    n = a + b
    left = math.exp(a * (math.log(a) - math.log(n))) / a
    right = math.exp(b * (math.log(b) - math.log(n))) / b
    whole = math.log(left + right)
    if p * (left + right) < left:
        return _power((math.log(p) + math.log(a) + whole) / a)
    return 1.0 - _power((math.log(q) + math.log(b) + whole) / b)


def _power(exponent: float) -> float:
    return math.exp(min(0.0, exponent))


def _normal_guess(p: float, q: float, a: float, b: float) -> float:
    """Return the approximation A&S 26.5.22, for shapes of 1 and more."""
    t = math.sqrt(-2.0 * math.log(min(p, q)))
    z = t - (2.30753 + 0.27061 * t) / (1.0 + t * (0.99229 + 0.04481 * t))
    if p > q:
        z = -z
    a_part, b_part = 1.0 / (2.0 * a - 1.0), 1.0 / (2.0 * b - 1.0)
    curve = (z * z - 3.0) / 6.0
    h = 2.0 / (a_part + b_part)
    pull = (b_part - a_part) * (curve + 5.0 / 6.0 - 2.0 / (3.0 * h))
    w = z * math.sqrt(curve + h) / h - pull
    return a / (a + b * math.exp(min(300.0, 2.0 * w)))


def _refine(x: float, p: float, q: float, a: float, b: float) -> float:
    """Return the quantile of p from a guess on its side, by Halley's method.

    The logarithm of the smaller tail is matched along log x: there a power
    law is a straight line and the tail of a bell a gentle curve. A step out
    of the bracket, or from a tail that underflows, is replaced by bisection.
    """
    log_scale = _log_scale(a, b)
    low, high = 0.0, 1.0
    for _ in range(200):
        if x < _TINY:
            return 0.0
        if not low < x < high:  # no float is left between them
            return x
        below, above, front = _tails(x, a, b, log_scale)
        tail, target, slope = (below, p, front) if p < q else (above, q, -front)
        if (tail > target) == (p < q):
            high = x
        else:
            low = x
        if min(tail, front) > _TINY:
            miss = math.log(tail / target)
            step = _halley(miss, slope / tail / (1.0 - x), a - (b - 1.0) * x / (1.0 - x))
            closer = x + x * math.expm1(min(step, 700.0))
            # The error left is about the cube of the miss.
            if low <= closer <= high and (abs(miss) < 1e-5 or abs(step) < 1e-14):  # noqa: PLR2004
                return closer
        else:
            closer = low
        x = closer if low < closer < high else _between(low, high)
    return x


def _halley(miss: float, slope: float, bend: float) -> float:
    """Return the step along log x that takes the miss to 0.

    ``slope`` is that of the logarithm of the tail, ``bend`` that of the
    logarithm of slope times tail.
    """
    newton = -miss / slope
    return newton / min(2.0, max(0.5, 1.0 + 0.5 * newton * (bend - slope)))


def _between(low: float, high: float) -> float:
    """Return a point that halves the bracket on the scale that is wider."""
    if low < high / 4.0:
        return math.sqrt(max(low, 1e-6 * high) * high)
    return 0.5 * (low + high)
