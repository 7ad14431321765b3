"""The ICD 203 word for a probability (charter §2).

Bands are closed below and open above. The standard leaves under 1 % and over 99 % unnamed; the
outer words cover them, so that every probability from 0 to 1 has a word.

Source: Intelligence Community Directive 203, Analytic Standards (2015), D.6.e(2)(a).
"""

from __future__ import annotations

from bisect import bisect_right

TERMS = (
    "almost no chance",
    "very unlikely",
    "unlikely",
    "roughly even chance",
    "likely",
    "very likely",
    "almost certain",
)
"""The words, from the lowest band to the highest."""

BOUNDS = (0.05, 0.20, 0.45, 0.55, 0.80, 0.95)
"""Where one band ends and the next begins; a bound belongs to the band above it."""


def term(probability: float) -> str:
    """Return the word for a probability.

    Raises
    ------
    ValueError
        If ``probability`` is not a number from 0 to 1.
    """
    if not 0.0 <= probability <= 1.0:
        raise ValueError(f"a probability lies between 0 and 1, not at {probability!r}")
    return TERMS[bisect_right(BOUNDS, probability)]
