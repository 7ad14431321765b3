"""Names on a map: the more important first, beside their place, and none over another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from contingent.report.land.rooms import (
    AFTER,
    ICON,
    Box,
    Paper,
    Room,
    Wanted,
    for_signs,
    meeting,
    rooms,
)


@dataclass(frozen=True)
class Put:
    """A name that has found its room.

    Attributes
    ----------
    id, text : str
        Id of the place and its name, empty where the signs stand alone.
    x, y : float
        End of the name nearest to its place, and middle line, in pixels.
    right : bool
        Whether the name ends there instead of beginning there.
    icons : tuple of (str, float)
        Signs with their middle, on the same line.
    box : (left, top, right, bottom)
        What name and signs cover at most.
    """

    id: str
    text: str
    x: float
    y: float
    right: bool
    icons: tuple[tuple[str, float], ...]
    box: Box


def arrange(paper: Paper) -> list[Put]:
    """Return the names that have room on a paper, whose places are in the order of importance.

    Each place has the room that least speaks against. One that finds none may have that of others
    that can go elsewhere. Signs that no name stands with come last, where they still have room.
    """
    wanted = paper.wanted
    choice = [rooms(want, paper) for want in wanted]
    chosen: dict[int, Room] = {}
    for i, own in enumerate(choice):
        free = _best(own, list(chosen.values()))
        chosen |= {i: free} if free else _make_way(i, choice, chosen)
    for i in list(chosen):  # others may have gone since
        others = [room for j, room in chosen.items() if j != i]
        chosen[i] = _best(choice[i], others) or chosen[i]
    put = [(want, chosen[i]) for i, want in enumerate(wanted) if i in chosen]
    for i, want in enumerate(wanted):
        if i not in chosen or chosen[i].icons != want.icons:
            free = _best(for_signs(want, paper), [room for _, room in put])
            put += [(want, free)] if free else []
    return [_put(want, room) for want, room in put]


def _best(own: list[Room], others: list[Room]) -> Room | None:
    """Return the first room that none of the others meets."""
    if not own or not others:
        return own[0] if own else None
    met = meeting(_boxes(own), _boxes(others)).any(1)
    return None if met.all() else own[int(met.argmin())]


def _make_way(i: int, choice: list[list[Room]], chosen: dict[int, Room]) -> dict[int, Room]:
    """Return where a place has its name if others go elsewhere, and where they go.

    Empty if they cannot; of several ways, the one that least speaks against.
    """
    ways = []
    for room in choice[i]:
        near = meeting(_boxes([room]), _boxes(list(chosen.values())))[0]
        gone = [j for j, met in zip(chosen, near, strict=True) if met]
        way = {i: room}
        stay = [other for j, other in chosen.items() if j not in gone]
        for j in gone:
            new = _best(choice[j], [*stay, *way.values()])
            if new is None:
                break
            way[j] = new
        else:
            more = sum(new.against for new in way.values())
            ways.append((more - sum(chosen[j].against for j in gone), way))
    return min(ways, key=lambda found: found[0], default=(0.0, dict[int, Room]()))[1]


def _boxes(some: list[Room]) -> Any:
    return np.array([room.box for room in some])


def _put(want: Wanted, room: Room) -> Put:
    # Signs stand next to the place, so that no reader's font can push a name into them.
    box = room.box
    start, step = (box[2], -ICON) if room.right else (box[0], ICON)
    icons = tuple((icon, start + step * (i + 0.5)) for i, icon in enumerate(room.icons))
    after = (-AFTER if room.right else AFTER) if icons and room.text else 0.0
    x, y = start + step * len(icons) + after, (box[1] + box[3]) / 2
    return Put(want.id, room.text, x, y, room.right, icons, box)
