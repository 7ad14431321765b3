"""Findings as plain data."""

from __future__ import annotations

from typing import Any

import numpy as np

DIGITS = 6
"""Significant digits kept, far below any Monte Carlo error."""


def rounded(value: Any) -> Any:
    """Return nested data with floats rounded, and None for those that are not finite."""
    if isinstance(value, dict):
        return {key: rounded(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(part) for part in value]
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}") if np.isfinite(value) else None
    return value
