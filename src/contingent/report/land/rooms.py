"""Where a name could stand: its boxes around a place, and what speaks against each.

What speaks against a box is measured in pixels: how far it runs over neighbours' cells, how near
it comes to their marks, whether it stands on the usual side of its place, and what shortening the
name costs a reader.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

SIZE, LINE = 11.0, 13.0
"""Height of letters and of a line, in pixels."""
WIDTHS = {
    0.28: "ijl.,:;'|!",
    0.38: "frtI()[]- ",
    0.7: "ABCDEFGHJKLNOPQRSTUVXYZ",
    0.95: "mwMW@%—…",
}
"""Widths of letters, in their height, as the broader of common sans-serif faces have them."""
COMMON, WIDE = 0.6, 1.0
"""Width of all others, and of those of scripts such as Chinese."""
BOLD = 1.12
"""How much broader heavy letters are."""

ICON = 13.0
"""Room of a sign, between a place's mark and its name."""
AFTER = 2.0
"""Room between signs and name."""
GAP = 3.0
"""Room between a place's mark and what belongs to it."""
APART = 1.0
"""Room left around every mark."""

ASIDE, SLANTED, OVER = 4.0, 6.0, 12.0
"""Pixels of a neighbour's cell that a name rather covers than that it stands to the left, not
quite beside its place, or above or below it."""
NEAR, TOLD = 6.0, 6.0
"""Within so many pixels of a name the mark of another place misleads; so many pixels of a
neighbour's cell it rather covers than that it comes one nearer."""
SHORTENED, PARTED = 30.0, 45.0
"""Pixels of a neighbour's cell that a name rather covers than that it is shortened, or that the
signs of its place stand elsewhere."""
SLIDES = 8
"""Steps in which a name above or below its place goes from one end to the other."""

Box = tuple[float, float, float, float]
_WIDTH = {letter: width for width, letters in WIDTHS.items() for letter in letters}


@dataclass(frozen=True)
class Wanted:
    """A place that wants a name.

    Attributes
    ----------
    id, text : str
        Id of the place and its name.
    x, y, r : float
        Middle and radius of its mark, in pixels.
    icons : tuple of str
        Signs of what the place has.
    short : str
        A shorter name, empty if it has none.
    bold : bool
        Whether its name is written in heavy letters.
    cell : shape or None
        Its cell, in pixels.
    """

    id: str
    text: str
    x: float
    y: float
    r: float
    icons: tuple[str, ...] = ()
    short: str = ""
    bold: bool = False
    cell: Any = None


@dataclass(frozen=True)
class Paper:
    """What names are put on.

    Attributes
    ----------
    width, height : float
        In pixels.
    wanted : tuple of Wanted
        Places whose marks stand on it.
    taken : tuple of (left, top, right, bottom)
        What must stay free besides the marks.
    land : shape or None
        All cells, in pixels.
    """

    width: float
    height: float
    wanted: tuple[Wanted, ...]
    taken: tuple[Box, ...] = ()
    land: Any = None

    @property
    def marks(self) -> npt.NDArray[np.float64]:
        """Middle and radius of each mark, ``[place, 3]``."""
        return np.array([(want.x, want.y, want.r) for want in self.wanted])

    def free(self, boxes: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
        """Return which boxes lie on the paper and cover nothing that must stay free."""
        x, y, r = self.marks.T
        reach = r + APART
        marks = np.stack([x - reach, y - reach, x + reach, y + reach], -1)
        full = np.concatenate([marks, np.array(self.taken).reshape(-1, 4)])
        on = (boxes[:, :2] >= 0).all(1) & (boxes[:, 2:] <= (self.width, self.height)).all(1)
        clear: npt.NDArray[np.bool_] = on & ~meeting(boxes, full).any(1)
        return clear


@dataclass(frozen=True)
class Room:
    """A box for a name, its signs, or both.

    Attributes
    ----------
    text : str
        The name or the shorter one; empty for the signs alone.
    icons : tuple of str
        The signs; empty for the name alone.
    box : (left, top, right, bottom)
        In pixels.
    right : bool
        Whether the signs stand at the right end and the name before them.
    against : float
        What speaks against it, in pixels.
    """

    text: str
    icons: tuple[str, ...]
    box: Box
    right: bool
    against: float


def length(text: str, icons: int, *, bold: bool = False) -> float:
    """Return the width of a name with its signs, in pixels."""
    ems = sum(_WIDTH.get(c, WIDE if ord(c) > 0x2E00 else COMMON) for c in text)
    after = AFTER if text and icons else 0.0
    return SIZE * ems * (BOLD if bold else 1.0) + ICON * icons + after


def rooms(want: Wanted, paper: Paper) -> list[Room]:
    """Return the boxes for a name, with its signs or without, the best first."""
    texts = dict.fromkeys(text for text in (want.text, want.short) if text)
    found = [
        room
        for text in texts
        for icons in dict.fromkeys((want.icons, ()))
        for room in _around(want, text, icons)
    ]
    return _weighed(want, found, paper)


def for_signs(want: Wanted, paper: Paper) -> list[Room]:
    """Return the boxes for the signs of a place alone, the best first."""
    found = list(_around(want, "", want.icons)) if want.icons else []
    return _weighed(want, found, paper)


def _weighed(want: Wanted, found: list[Room], paper: Paper) -> list[Room]:
    """Return the rooms that are free, with all that is against them, the best first."""
    if not found:
        return []
    boxes = np.array([room.box for room in found])
    free = paper.free(boxes)
    found, boxes = [room for room, ok in zip(found, free, strict=True) if ok], boxes[free]
    more = _overrun(want, boxes, paper.land) + _misleading(want, boxes, paper)
    kept = [
        replace(room, against=room.against + float(extra))
        for room, extra in zip(found, more, strict=True)
    ]
    return sorted(kept, key=lambda room: room.against)


def meeting(some: npt.NDArray[np.floating], others: npt.NDArray[np.floating]) -> Any:
    """Return which boxes cover each other, ``[some, others]``."""
    one, two = some[:, None], others[None]
    apart = (one[..., :2] >= two[..., 2:]) | (two[..., :2] >= one[..., 2:])
    return ~apart.any(-1)


def _around(want: Wanted, text: str, icons: tuple[str, ...]) -> Iterator[Room]:
    """Yield the boxes of a text and signs around the place's mark."""
    long = length(text, len(icons), bold=want.bold)
    side, up = want.r + GAP, want.r + APART + LINE / 2
    east, west = want.x + side, want.x - side - long
    begin, end = want.x - want.r, want.x + want.r - long
    cut = SHORTENED * (text not in ("", want.text)) + PARTED * (icons != want.icons)
    places = [(east, 0.0, False, 0.0), (west, 0.0, True, ASIDE)]
    for down in (0.4 * up, -0.4 * up, 0.75 * up, -0.75 * up):
        places += [(east, down, False, SLANTED), (west, down, True, SLANTED + ASIDE)]
    for down, far in product((up, -up), (0.0, GAP)):
        for i in range(SLIDES + 1):
            at = i / SLIDES
            against = OVER + far + 2 * ASIDE * abs(at - 0.5)
            row = down + far if down > 0 else down - far
            places.append((begin + (end - begin) * at, row, at > 0.5, against))
    for left, down, right, against in places:
        top = want.y + down - LINE / 2
        yield Room(text, icons, (left, top, left + long, top + LINE), right, against + cut)


def _overrun(want: Wanted, boxes: npt.NDArray[np.floating], land: Any) -> Any:
    """Return how many pixels of each box, as long as it is high, lie over others' cells."""
    import shapely

    if land is None:
        return np.zeros(len(boxes))
    drawn = shapely.box(*boxes.T)
    over = _shared(drawn, land)
    if want.cell is not None:
        over -= _shared(drawn, want.cell)
    return np.maximum(over, 0) / LINE


def _shared(boxes: Any, area: Any) -> Any:
    """Return the area that each box shares with another: reckoned only where it is cut."""
    import shapely

    shapely.prepare(area)
    inside, meets = shapely.contains(area, boxes), shapely.intersects(area, boxes)
    shared = np.where(inside, shapely.area(boxes), 0.0)
    cut = meets & ~inside
    shared[cut] = shapely.area(shapely.intersection(boxes[cut], area))
    return shared


def _misleading(want: Wanted, boxes: npt.NDArray[np.floating], paper: Paper) -> Any:
    """Return what it counts that boxes come near the marks of other places."""
    x, y, r = paper.marks[[other is not want for other in paper.wanted]].T
    left, top, right, bottom = boxes.T[..., None]
    aside = np.maximum(0, np.maximum(left - x, x - right))
    above = np.maximum(0, np.maximum(top - y, y - bottom))
    return TOLD * np.maximum(0, NEAR - (np.hypot(aside, above) - r)).sum(1)
