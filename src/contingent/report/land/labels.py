"""Names on a map: the more important first, beside their place, and none over another."""

from __future__ import annotations

from dataclasses import dataclass

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

ICON = 13.0
"""Room of a sign, between a place's mark and its name."""
GAP = 3.0

_WIDTH = {letter: width for width, letters in WIDTHS.items() for letter in letters}

Box = tuple[float, float, float, float]


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
    """

    id: str
    text: str
    x: float
    y: float
    r: float
    icons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Put:
    """A name that has found its room.

    Attributes
    ----------
    id, text : str
        Id of the place and its name, empty if only the signs have room.
    x, y : float
        End of the name nearest to its place, and middle line, in pixels.
    right : bool
        Whether the name ends there instead of beginning there.
    icons : tuple of (str, float)
        Signs with their middle, on the same line.
    """

    id: str
    text: str
    x: float
    y: float
    right: bool
    icons: tuple[tuple[str, float], ...]


def arrange(wanted: list[Wanted], width: float, height: float, taken: list[Box]) -> list[Put]:
    """Return the names that have room, given in the order of their importance.

    Parameters
    ----------
    wanted : list of Wanted
        Places, the most important first.
    width, height : float
        Size of the paper.
    taken : list of (left, top, right, bottom)
        What must stay free besides the marks of the places.
    """
    full = [*taken, *((w.x - w.r, w.y - w.r, w.x + w.r, w.y + w.r) for w in wanted)]
    out: list[Put] = []
    for want in wanted:
        for text in dict.fromkeys((want.text, "")):
            found = _room(want, text, width, height, full)
            if found is not None:
                full.append(found[0])
                out.append(_put(want, text, *found))
                break
    return out


def _length(text: str, icons: int) -> float:
    ems = sum(_WIDTH.get(c, WIDE if ord(c) > 0x2E00 else COMMON) for c in text)
    return SIZE * ems + ICON * icons


def _room(
    want: Wanted, text: str, width: float, height: float, full: list[Box]
) -> tuple[Box, bool] | None:
    """Return the first free box beside a place, and whether the name ends at the place."""
    long = _length(text, len(want.icons))
    if not long:
        return None
    side, up = want.r + GAP, want.r + LINE / 2
    lefts = {"e": want.x + side, "w": want.x - side - long, "m": want.x - long / 2}
    tries = [("e", 0.0), ("w", 0.0), ("m", up), ("m", -up)]
    tries += [(s, d * up * 0.75) for s in "ew" for d in (1, -1)]
    for where, down in tries:
        left, top = lefts[where], want.y + down - LINE / 2
        box = (left, top, left + long, top + LINE)
        inside = box[0] >= 0 and box[1] >= 0 and box[2] <= width and box[3] <= height
        if inside and not any(_meet(box, other) for other in full):
            return box, where == "w"
    return None


def _put(want: Wanted, text: str, box: Box, right: bool) -> Put:
    # Signs stand next to the place, so that no reader's font can push a name into them.
    start, step = (box[2], -ICON) if right else (box[0], ICON)
    icons = tuple((icon, start + step * (i + 0.5)) for i, icon in enumerate(want.icons))
    return Put(want.id, text, start + step * len(icons), (box[1] + box[3]) / 2, right, icons)


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
