"""Colours: those of the factions, readable on light and on dark paper."""

from __future__ import annotations

import re
from collections.abc import Iterable

LIGHT_PAPER, DARK_PAPER = "#ffffff", "#161a20"

FACTIONS = (
    "#c4572a",
    "#1f6f9f",
    "#1b8a6b",
    "#b0649a",
    "#b98412",
    "#4c9ccb",
    "#8c6d46",
    "#6b6f76",
)
"""Defaults: Okabe and Ito's palette, darkened; told apart in all common colour blindness.

Okabe, M., Ito, K. (2008), "Color universal design", jfly.uni-koeln.de/color.
"""

_HEX = re.compile(r"#[0-9a-fA-F]{6}")


def faction_colours(wished: Iterable[str | None]) -> list[str]:
    """Return a colour for each faction: the one wished for, else an unlike default.

    Parameters
    ----------
    wished : iterable of str or None
        Colours as the scenario gives them, ``#rrggbb``; anything else counts as none.
    """
    wishes = [w.lower() if isinstance(w, str) and _HEX.fullmatch(w) else None for w in wished]
    out: list[str] = []
    for i, wish in enumerate(wishes):
        taken = [*out, *(w for w in wishes[i:] if w)]
        free = [c for c in FACTIONS if all(_distance(c, t) > 0.12 for t in taken)]
        out.append(wish or (free or FACTIONS[i:])[0])
    return out


def readable(colour: str, paper: str, contrast: float = 3.2) -> str:
    """Return the colour, moved towards black or white until it stands out from the paper."""
    target = 0.0 if _luminance(paper) > 0.5 else 1.0
    rgb = _rgb(colour)
    for _ in range(40):
        if _contrast(rgb, _rgb(paper)) >= contrast:
            break
        rgb = tuple(c + (target - c) * 0.08 for c in rgb)
    return "#" + "".join(f"{round(255 * c):02x}" for c in rgb)


def _rgb(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))


def _luminance(colour: str | tuple[float, ...]) -> float:
    """Return relative luminance (WCAG 2.2)."""
    rgb = _rgb(colour) if isinstance(colour, str) else colour
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    high, low = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _distance(a: str, b: str) -> float:
    """Return how unlike two colours are to an eye without red-green discrimination, 0 to 1."""

    def seen(colour: str) -> tuple[float, float]:
        r, g, b = _rgb(colour)
        return 0.5 * (r + g), b

    return max(abs(x - y) for x, y in zip(seen(a), seen(b), strict=True))
