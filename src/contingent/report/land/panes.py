"""From a flat map to paper: where the country lies, and where a crowd of places is enlarged."""

from __future__ import annotations

from dataclasses import dataclass

Spots = dict[str, tuple[float, float]]

EDGE = 8.0
"""Pixels left free around the country."""
NEAR = 0.07
"""Places nearer than this share of the width cannot both have a name."""
CROWD = 4
"""Fewest places that are worth an enlargement, and"""
ZOOM = 1.6
"""the least enlargement that is."""
TALLEST, FLATTEST = 1.25, 0.5
"""Bounds on height over width."""


@dataclass(frozen=True)
class Pane:
    """A piece of the plane on paper.

    Attributes
    ----------
    left, top : float
        Coordinates of the upper left corner, in the plane.
    scale : float
        Pixels per unit of the plane.
    width, height : int
        Size in pixels.
    """

    left: float
    top: float
    scale: float
    width: int
    height: int

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return pixels right and down of a point of the plane."""
        return (x - self.left) * self.scale, (self.top - y) * self.scale

    def holds(self, spot: tuple[float, float]) -> bool:
        """Whether a point of the plane lies inside."""
        x, y = self.at(*spot)
        return 0 <= x <= self.width and 0 <= y <= self.height


def fit(bounds: tuple[float, float, float, float], width: int, edge: float = EDGE) -> Pane:
    """Return a pane of a given width that shows all between left, bottom, right and top."""
    left, bottom, right, top = bounds
    wide, high = max(right - left, 1e-6), max(top - bottom, 1e-6)
    inner = width - 2 * edge
    tall = min(max(inner * high / wide + 2 * edge, FLATTEST * width), TALLEST * width)
    height = round(tall)
    scale = min(inner / wide, (height - 2 * edge) / high)
    x, y = (left + right) / 2, (bottom + top) / 2
    return Pane(x - width / scale / 2, y + height / scale / 2, scale, width, height)


def enlarged(spots: Spots, whole: Pane, width: int) -> Pane | None:
    """Return a pane on the largest crowd of places, if there is one that an enlargement helps."""
    crowd = max(_crowds(spots, NEAR * whole.width / whole.scale), key=len, default=[])
    if len(crowd) < CROWD:
        return None
    xs, ys = zip(*(spots[name] for name in crowd), strict=True)
    pane = fit((min(xs), min(ys), max(xs), max(ys)), width, edge=0.08 * width)
    return pane if pane.scale > ZOOM * whole.scale else None


def _crowds(spots: Spots, reach: float) -> list[list[str]]:
    """Return groups of places joined by steps no longer than `reach`."""
    left, groups = dict(spots), list[list[str]]()
    while left:
        group = [next(iter(left))]
        todo = [left.pop(group[0])]
        while todo:
            x, y = todo.pop()
            near = [n for n, (a, b) in left.items() if (a - x) ** 2 + (b - y) ** 2 < reach**2]
            todo += [left.pop(name) for name in near]
            group += near
        groups.append(group)
    return groups
