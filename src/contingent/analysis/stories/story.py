"""One world told as a story: which world it is, what happened in it, and how it ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from contingent.analysis.names import Names, amount, label
from contingent.analysis.plain_data import rounded
from contingent.analysis.stories.chronicle import ending_words, happenings
from contingent.analysis.stories.life import Life
from contingent.analysis.stories.prose import Line, lines, say_day
from contingent.world.observe import FACTION_SERIES, NATIONAL_SERIES

RARE = 0.05
"""A value is unusual in the lowest or the highest twentieth: the outer tenth of all."""

HIGH_IS_WORSE = ("battle_deaths", "civilian_deaths", "displaced", "oil_price")
"""Series of which more is worse; of all others less is."""

SHOWN = 6
"""Unusual values named in words, and claims of each sort."""

ODD = 1 / 3
"""A claim is true (or false) against the odds if that is less probable than this."""


@dataclass(frozen=True)
class Unusual:
    """A drawn value that few worlds share.

    Attributes
    ----------
    path, label : str
        The quantity, and in words.
    value : float
    unit : str
    below : float
        Share of worlds with a lower value.
    """

    path: str
    label: str
    value: float
    unit: str
    below: float

    def __str__(self) -> str:
        side = "lower" if self.below < 0.5 else "higher"
        beyond = 100 * (1 - self.below if self.below < 0.5 else self.below)
        value = amount(self.value, self.unit)
        return f"{self.label} {value} ({side} than in {int(beyond)} % of worlds)"


@dataclass(frozen=True)
class Story:
    """One world, as it may be told.

    Attributes
    ----------
    title : str
        Title of the scenario.
    draw, replicate : int
        Which world, and which roll of chance.
    arm : str
    chosen : str
        How the world was chosen, in words.
    true, false : tuple of str
        Ids of the claims that were true in it, and of the others, of those that move something.
    credence : dict of str to float
        Probability of each of these claims.
    unusual : tuple of Unusual
        Drawn values in the outer tenth, the rarest first.
    quantities : int
        How many values were drawn.
    lines : tuple of Line
        What happened, by date.
    end : str
        How things stood on the last date, in words.
    ending : str
        Class of ending that stands at the end.
    known : str
        Where it comes from: ``stored``, ``replayed``, or ``compact`` where the places of fighting,
        leaders and blockades are not known.
    notes : tuple of str
    interrupted : bool
        Whether it was chosen among fewer worlds than asked for.
    """

    title: str
    draw: int
    replicate: int
    arm: str
    chosen: str
    true: tuple[str, ...]
    false: tuple[str, ...]
    credence: dict[str, float]
    unusual: tuple[Unusual, ...]
    quantities: int
    lines: tuple[Line, ...]
    end: str
    ending: str
    known: str
    notes: tuple[str, ...] = ()
    interrupted: bool = False

    @property
    def world(self) -> tuple[str, ...]:
        """What was drawn in this world, in a line or two."""
        said = [self._claims()] if self.true or self.false else []
        if self.unusual:
            some = "; ".join(str(each) for each in self.unusual[:SHOWN])
            said.append(f"{len(self.unusual)} of {self.quantities} values are unusual: {some}")
        return tuple(said)

    def _claims(self) -> str:
        """Return what is true in this world: all of it, or of many claims what is odd."""
        if len(self.true) <= SHOWN:
            return f"true in this world: {', '.join(self.true) or 'none of the claims'}"
        odd = {
            "true": [n for n in self.true if self.credence[n] < ODD],
            "false": [n for n in self.false if 1 - self.credence[n] < ODD],
        }
        every = len(self.true) + len(self.false)
        said = f"{len(self.true)} of the {every} claims that can move something are true"
        for word, names in odd.items():
            names.sort(key=lambda n: self.credence[n], reverse=word == "false")
            if names:
                some = ", ".join(f"{n} ({100 * self.credence[n]:.0f} %)" for n in names[:SHOWN])
                said += f"; against the odds {word}: {some}"
        return said

    def as_dict(self) -> dict[str, Any]:
        """Return plain data, as ``contingent story --json`` prints it."""
        said = asdict(self)
        said["lines"] = [
            {"when": e.when, "text": e.text, "kinds": list(e.kinds)} for e in self.lines
        ]
        found: dict[str, Any] = rounded(said)
        return found


def tell(life: Life, names: Names, **about: Any) -> Story:
    """Return the story of a run; `about` are those fields that do not follow from it."""
    return Story(
        lines=lines(life, happenings(life, names), names),
        end=_end(life, names),
        ending=life.classes[int(life.ending[-1])],
        **about,
    )


def _end(life: Life, names: Names) -> str:
    seen = life.observed
    day = life.times[-1].astype("datetime64[D]").item()
    shares = [
        f"{name} {100 * share:.0f} %"
        for name, share in zip(
            names.factions.values(), seen.faction_series("share_population")[-1], strict=True
        )
    ]
    held = [int((seen.holder[-1] == f).sum()) for f in range(len(names.factions))]
    places = [f"{name} {n}" for name, n in zip(names.factions.values(), held, strict=True)]
    toll = ", ".join(
        f"{amount(round(float(seen.national_series(name)[-1])))} {word}"
        for name, word in (
            ("battle_deaths", "killed in battle"),
            ("civilian_deaths", "of them civilians"),
            ("displaced", "displacements"),
        )
    )
    ended = ending_words(life.classes[int(life.ending[-1])], names)
    return (
        f"{say_day(day)}: {ended}. People held: {', '.join(shares)}. Places held, of "
        f"{len(names.places)}: {', '.join(places)}. {toll}."
    )


def unusual(
    drawn: Mapping[str, float],
    all_drawn: Mapping[str, npt.NDArray[np.floating]],
    units: Mapping[str, str],
    names: Names,
) -> tuple[Unusual, ...]:
    """Return drawn values in the outer tenth of their own distribution, the rarest first.

    Parameters
    ----------
    drawn : dict of path to float
        Values of the world.
    all_drawn : dict of path to float [draw]
        Values of many worlds.
    units : dict of path to str
    names : Names

    Notes
    -----
    Ties count half, so that the usual value of a quantity with few values is never unusual.
    """
    found = []
    for path, value in drawn.items():
        others = np.asarray(all_drawn[path])
        below = float((others < value).mean() + (others == value).mean() / 2)
        if min(below, 1 - below) < RARE:
            unit = units.get(path, "")
            found.append(Unusual(path, label(path, names), float(value), unit, below))
    return tuple(sorted(found, key=lambda u: min(u.below, 1 - u.below)))


def pick(
    values: npt.NDArray[np.floating],
    sound: npt.NDArray[np.bool_],
    *,
    worst: float | None,
    high_is_worse: bool,
) -> tuple[int, int]:
    """Return draw and replicate of the middle world, or of one with few that are worse.

    Parameters
    ----------
    values : float [draw, replicate]
        What the worlds are ordered by.
    sound : bool [draw, replicate]
        Runs that may be chosen.
    worst : float or None
        Share of runs that are as bad or worse; None for the middle one.
    high_is_worse : bool
    """
    runs = np.flatnonzero(sound.ravel())
    badness = values.ravel()[runs] * (1 if high_is_worse else -1)
    order = runs[np.argsort(badness, kind="stable")]
    at = (len(order) - 1) // 2
    if worst is not None:
        at = len(order) - max(1, round(worst * len(order)))
    draw, replicate = divmod(int(order[at]), values.shape[1])
    return draw, replicate


def series_at_end(observed: Any, name: str, faction: int | None) -> npt.NDArray[np.floating]:
    """Return the last value of a series of the country, of a faction, or of all together."""
    if name in NATIONAL_SERIES:
        return np.asarray(observed.national_series(name)[..., -1])
    values = observed.faction_series(name)[..., -1, :]
    return np.asarray(values.sum(-1) if faction is None else values[..., faction])


def series_named(text: str, factions: Sequence[str]) -> tuple[str, int | None]:
    """Return the series and the faction that ``NAME`` or ``NAME:FACTION`` means.

    Raises
    ------
    KeyError
        With the unknown word, and what would have been valid.
    """
    name, _, faction = text.partition(":")
    if faction and name not in FACTION_SERIES:
        raise KeyError(name, tuple(FACTION_SERIES))
    if name not in FACTION_SERIES and name not in NATIONAL_SERIES:
        raise KeyError(name, (*NATIONAL_SERIES, *FACTION_SERIES))
    if faction and faction not in factions:
        raise KeyError(faction, tuple(factions))
    return name, list(factions).index(faction) if faction else None
