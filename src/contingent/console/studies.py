"""Tables of what an answer depends on and of what to watch for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from contingent.console.out import plain, stdout, table, tell
from contingent.questions.percent import percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.table import Table

    from contingent.analysis.drivers.drivers import Drivers, Group, Map
    from contingent.analysis.drivers.ranking import Driver
    from contingent.analysis.signposts.signposts import Signposts

ROWS = 15
"""Inputs shown; all are in the JSON."""


def print_drivers(found: Drivers) -> None:
    """Print what an answer depends on."""
    console, answer = stdout(), found.estimate
    console.print(Text(found.ask, style="bold"))
    console.print(
        f"{percent(answer.probability, answer.se)} ± {100 * answer.se:.1f}, "
        f"{found.draws:,} draws x {found.replicates}, {found.runs:,} runs"
    )
    if found.spread is not None:
        console.print(_spread(found))
    if found.inputs:
        console.print(_inputs([d for d in found.inputs if d.distinguishable][:ROWS]))
    if found.groups:
        console.print(_groups("group of inputs", found.groups))
    for region in found.regions:
        quasi_p = ", ".join(f"{r.quasi_p:.1g}" for r in region.restrictions)
        console.print(plain(f"{region.words} (quasi-p {quasi_p})"))
    for each in found.maps:
        console.print(_map(each))
    for note in _notes(found):
        tell(note)


def _notes(found: Drivers) -> Iterable[str]:
    yield from found.notes
    if found.inputs:
        clear = sum(d.distinguishable for d in found.inputs)
        yield (
            "shares of inputs are of what differs between worlds, luck left out; the report page "
            "gives them of the whole spread, luck included, so they are smaller there; one below 0 "
            "is 0 as far as so many draws can tell"
        )
        yield (
            f"{clear} of {len(found.inputs)} inputs can be told from chance with so many draws "
            f"(5 % false discoveries)"
        )
        if not found.regions:
            yield "no region of worlds stands out on draws that it was not found on"


def _spread(found: Drivers) -> Table:
    split = found.spread
    assert split is not None
    shown = _columns("where the spread comes from", "share of all", "± se")
    chance, worlds = 1 - split.share, split.share
    shown.add_row("chance: the same world, rolled again", _percent(chance), _points(split.share_se))
    shown.add_row("worlds: what is drawn", _percent(worlds), _points(split.share_se))
    for kind in found.kinds:
        shown.add_row(
            plain(f"    {kind.name} alone ({kind.inputs})"),
            _percent(kind.alone * worlds),
            _points(kind.alone_se * worlds),
        )
    return shown


def _inputs(rows: Sequence[Driver]) -> Table:
    from contingent.analysis.names import amount

    shown = table()
    shown.add_column("input", overflow="fold", ratio=1)
    for heading in ("share, luck apart", "± se", "low", "answer", "high", "answer"):
        shown.add_column(heading, justify="right", no_wrap=True)
    for d in rows:
        claim = d.unit == "truth"
        ends = ("false", "true") if claim else (amount(d.low), amount(d.high, d.unit))
        shown.add_row(
            plain(d.label),
            _percent(d.share),
            _points(d.se),
            ends[0],
            _percent(d.at_low),
            ends[1],
            _percent(d.at_high),
        )
    return shown


def _groups(heading: str, rows: Sequence[Group]) -> Table:
    shown = _columns(heading, "inputs", "alone", "± se", "in all", "± se")
    for g in rows:
        numbers = (_percent(g.alone), _points(g.alone_se), _percent(g.total), _points(g.total_se))
        shown.add_row(plain(g.name), str(g.inputs), *numbers)
    return shown


def _map(each: Map) -> Table:
    cells, (down, across) = each.grid, each.units
    heads = [_bin(low, high, across) for low, high in cells.columns]
    shown = _columns(f"{each.first}, then {each.second}", *heads)
    rows = zip(cells.rows, cells.probability, cells.se, cells.runs, strict=True)
    for (low, high), ps, errors, runs in rows:
        texts = [
            "no runs" if p is None or se is None else f"{_percent(p)} ± {100 * se:.0f} ({n:,})"
            for p, se, n in zip(ps, errors, runs, strict=True)
        ]
        shown.add_row(_bin(low, high, down), *texts)
    return shown


def _bin(low: float, high: float, unit: str) -> str:
    from contingent.analysis.names import amount

    if unit == "truth":
        return "true" if low else "false"
    return amount(low, unit) if low == high else f"{amount(low)} to {amount(high, unit)}"


def _columns(first: str, *numbers: str) -> Table:
    shown = table()
    shown.add_column(plain(first), overflow="fold")
    for heading in numbers:
        shown.add_column(heading, justify="right", no_wrap=True)
    return shown


def _percent(p: float) -> str:
    return f"{100 * p:.1f} %"


def _points(se: float) -> str:
    return f"{100 * se:.1f}"


def print_signposts(found: Signposts) -> None:
    """Print what to watch for."""
    console, answer = stdout(), found.estimate
    console.print(Text(found.ask, style="bold"))
    half = found.draws // 2
    console.print(
        f"{percent(answer.probability, answer.se)} ± {100 * answer.se:.1f}, {found.draws:,} draws; "
        f"signs chosen on {found.draws - half:,} of them, numbers from the other {half:,}"
    )
    if found.signs:
        shown = table()
        shown.add_column("sign", overflow="fold", ratio=1)
        shown.add_column("date", no_wrap=True)
        for heading in ("seen in", "typically", "before", "if seen", "if not", "bits"):
            shown.add_column(heading, justify="right", no_wrap=True)
        for s in found.signs:
            shown.add_row(
                plain(s.sign),
                f"by {s.by}" if s.by else f"on {s.on}",
                f"{100 * s.seen:.0f} %",
                s.median_first,
                _percent(s.before),
                f"{_percent(s.after)} ± {_points(s.after_se)}",
                f"{_percent(s.without)} ± {_points(s.without_se)}",
                f"{s.bits:.3f}",
            )
        console.print(shown)
        tell(
            f"{found.candidates:,} signs looked at, {len(found.signs) + found.dropped} chosen, "
            f"{found.dropped} of them dropped as they did not hold on the other draws"
        )
    for note in found.notes:
        tell(note)
