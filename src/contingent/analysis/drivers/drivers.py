"""What an answer depends on: chance or worlds, which inputs, which groups, which regions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from contingent.analysis.drivers.discovery import Region, discover
from contingent.analysis.drivers.grid import Grid, grid
from contingent.analysis.drivers.inputs import PARAMETERS, Input, streams_by_group, streams_by_kind
from contingent.analysis.drivers.ranking import Driver, rank
from contingent.analysis.drivers.sample import Sample
from contingent.analysis.drivers.spread import Spread, spread
from contingent.analysis.drivers.totals import Play, Totals, totals
from contingent.analysis.plain_data import rounded
from contingent.questions.estimate import Estimate

NEVER = "it happened in none of {runs:,} runs: there is no spread to explain"
ALWAYS = "it happened in all of {runs:,} runs: there is no spread to explain"
ALL_CHANCE = (
    "the probability differs between worlds by less than {draws:,} draws can tell from chance, "
    "so no input can be ranked; more draws may tell"
)
CONDITIONAL = (
    "groups are left out: under a condition the answer has no value in the worlds that do not "
    "meet it"
)
CUT_SHORT = "groups are left out: the run was interrupted before all of them were played"


@dataclass(frozen=True)
class Group:
    """One group of inputs, as shares of the probability's variance between worlds.

    Attributes
    ----------
    name : str
    inputs : int
        How many inputs it holds.
    alone, alone_se : float
        Part that goes with the group alone, and its standard error.
    total, total_se : float
        Part in which the group takes any part.
    """

    name: str
    inputs: int
    alone: float
    alone_se: float
    total: float
    total_se: float


@dataclass(frozen=True)
class Map:
    """A two-way map and the two inputs it is over."""

    first: str
    second: str
    units: tuple[str, str]
    grid: Grid


@dataclass(frozen=True)
class Drivers:
    """What one answer depends on.

    Attributes
    ----------
    question, ask : str
        Id and text.
    estimate : Estimate
        The answer itself.
    draws, replicates, runs : int
        Finished draws, replicates of each, and runs played in all.
    spread : Spread or None
        Chance against worlds.
    kinds : tuple of Group
        Parameters, claims and model variants.
    inputs : tuple of Driver
        Every input, ranked by what it accounts for alone.
    groups : tuple of Group
        Groups of inputs, ranked by the total.
    regions : tuple of Region
        Worlds in which the answer is unusual.
    maps : tuple of Map
        Two-way maps that were asked for.
    notes : tuple of str
        What is missing, and why.
    interrupted : bool
        Whether less was played than asked for.
    whole : bool
        Whether the inputs' shares are of the whole spread, chance included, and not of the
        spread between worlds alone, which takes several replicates to know.
    """

    question: str
    ask: str
    estimate: Estimate
    draws: int
    replicates: int
    runs: int
    spread: Spread | None = None
    kinds: tuple[Group, ...] = ()
    inputs: tuple[Driver, ...] = ()
    groups: tuple[Group, ...] = ()
    regions: tuple[Region, ...] = ()
    maps: tuple[Map, ...] = ()
    notes: tuple[str, ...] = ()
    interrupted: bool = False
    whole: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return plain data, rounded far below any error."""
        plain: dict[str, Any] = rounded(asdict(self))
        return plain


def _opening(sample: Sample, **about: Any) -> Drivers:
    """Return what can be said before looking at inputs; a note ends it where all runs agree."""
    found = sample.estimate()
    draws, replicates = sample.hit.shape
    said = Drivers(
        estimate=found,
        draws=draws,
        replicates=replicates,
        runs=draws * replicates,
        interrupted=sample.interrupted,
        **about,
    )
    if found.hits not in (0, found.runs):
        return said
    note = found.note or (ALWAYS if found.hits else NEVER).format(runs=found.runs)
    return replace(said, notes=(note,))


def glance(sample: Sample, inputs: Sequence[Input], first: int, **about: Any) -> Drivers:
    """Return what draws made for another purpose can say, even of one replicate each.

    Parameters
    ----------
    sample : Sample
        Draws with any number of replicates.
    inputs : sequence of Input
        What the columns of the sample hold.
    first : int
        Only so many inputs are returned, those with the largest shares. Shares are of the whole
        spread of a run's outcome, p (1 - p).
    **about
        ``question`` and ``ask``.
    """
    found = sample.estimate()
    said = _opening(sample, whole=True, **about)
    if said.notes:
        return said
    x, rates, p = sample.inputs[sample.answered], sample.rates, found.hits / found.runs
    ranked = rank(x, rates, inputs, variance=p * (1 - p), first=first)
    return replace(said, inputs=ranked, regions=discover(x, rates, inputs))


def first_look(
    sample: Sample,
    inputs: Sequence[Input],
    pairs: Sequence[tuple[str, str]] = (),
    **about: Any,
) -> Drivers:
    """Return everything that one nested ensemble can say.

    Parameters
    ----------
    sample : Sample
        Draws with at least two replicates each.
    inputs : sequence of Input
        What the columns of the sample hold.
    pairs : sequence of (path, path)
        Two-way maps wanted.
    **about
        ``question`` and ``ask``.
    """
    said = _opening(sample, **about)
    if said.notes:
        return said
    maps = tuple(_map(sample, inputs, *pair) for pair in pairs)
    split = spread(sample.hit, sample.counts)
    said = replace(said, spread=split, maps=maps)
    if split.share < 2 * split.share_se:
        return replace(said, notes=(ALL_CHANCE.format(draws=split.draws),))
    x, rates = sample.inputs[sample.answered], sample.rates
    ranked = rank(
        x, rates, inputs, variance=split.worlds, variance_error=split.share_se / split.share
    )
    return replace(said, inputs=ranked, regions=discover(x, rates, inputs))


def with_groups(
    said: Drivers,
    sample: Sample,
    inputs: tuple[Input, ...],
    player: Callable[[Mapping[str, frozenset[str]]], Play],
) -> Drivers:
    """Return the same with indices of groups; every group costs a run of each draw.

    Parameters
    ----------
    said : Drivers
        What `first_look` found, with a spread between worlds.
    sample : Sample
        What it was found from; the base of the design.
    inputs : tuple of Input
    player : callable
        Given the random streams of every group, returns what plays the design.
    """
    columns = design_columns(inputs)
    try:
        found = totals(player(columns), list(columns), base=sample.outcome)
    except KeyboardInterrupt:
        return replace(said, notes=(*said.notes, CUT_SHORT), interrupted=True)
    sizes = {
        name: sum(each.stream in streams for each in inputs) for name, streams in columns.items()
    }
    rows = {g.name: g for g in _groups(found, sizes)}
    kinds, groups = streams_by_kind(inputs), streams_by_group(inputs)
    ranked = sorted((rows[name] for name in groups), key=lambda g: -g.total)
    runs = said.runs + len(sample.hit) * (2 + len(columns))
    of_kind = tuple(rows[kind] for kind in kinds) if len(kinds) > 1 else ()
    return replace(said, kinds=of_kind, groups=tuple(ranked), runs=runs)


def design_columns(inputs: tuple[Input, ...]) -> dict[str, frozenset[str]]:
    """Return the random streams of every group and kind that the design moves."""
    kinds = streams_by_kind(inputs)
    apart = {PARAMETERS: kinds[PARAMETERS]} if PARAMETERS in kinds and len(kinds) > 1 else {}
    return streams_by_group(inputs) | apart


def _groups(found: Totals, sizes: Mapping[str, int]) -> list[Group]:
    numbers = zip(found.alone, found.alone_se, found.total, found.total_se, strict=True)
    return [
        Group(name, sizes[name], *(float(x) for x in row))
        for name, row in zip(found.groups, numbers, strict=True)
    ]


def _map(sample: Sample, inputs: Sequence[Input], first: str, second: str) -> Map:
    paths = [each.path for each in inputs]
    i, j = paths.index(first), paths.index(second)
    cells = grid(sample.inputs[:, i], sample.inputs[:, j], sample.hits, sample.counts.sum(1))
    return Map(first, second, (inputs[i].unit, inputs[j].unit), cells)
