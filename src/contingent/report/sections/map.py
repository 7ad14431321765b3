"""Who holds what, where and when: the map, its dates beside each other, and shares over time."""

from __future__ import annotations

from typing import Any

from contingent.report import findings
from contingent.report.charts import map as map_chart
from contingent.report.charts import map_dates
from contingent.report.charts import sides as sides_chart
from contingent.report.charts.map_layers import Sides
from contingent.report.land import holders
from contingent.report.land.chances import chances, slider_dates
from contingent.report.land.country import Land, Place, land_of
from contingent.report.sections.view import View
from contingent.report.words import day, number, part, percent

NOBODY = "nobody"
SHARES = {
    "share_population": ("Share of the people", "people"),
    "share_oil": ("Share of the oil fields' capacity", "oil"),
    "share_places": ("Share of the places", "places"),
}
"""Title and name of the chart of each share."""
CHANGED = 0.005
"""A probability smaller than this heads no section."""


def section(view: View) -> dict[str, Any]:
    """Return the map with its table, and what each side controls over time."""
    result, table = view.result, view.table("places_by_date")
    factions = [f["id"] for f in result.scenario["factions"]]
    named = findings.names(result, "places")
    labels = findings.labels(result, "factions")
    when = holders.moments(result.times)
    cells = holders.rows(table, [date for _, date in when], factions)
    land = land_of(result)
    found: dict[str, Any] = {
        "when": when,
        "rows": [(named[place], cells[place]) for place in named],
        "sides": {**labels, "none": NOBODY},
        "colours": {**view.ink.factions, "none": view.ink.nobody},
        "fans": _shares(view),
        "outlined": bool(result.scenario.get("outlines", {}).get("places")),
    }
    if land is None:
        return {**found, "heading": findings.on_places(table, named), "map": None, "dates": None}
    colours = (*view.ink.factions.values(), view.ink.nobody)
    sides = Sides((*(labels[f] for f in factions), NOBODY), colours)
    return {
        **found,
        "heading": heading(land, cells, found["sides"], view.runs),
        "map": _map(view, land, cells, sides, factions),
        "dates": _dates(view, land, sides, factions, when),
    }


def heading(
    land: Land, cells: dict[str, Any], sides: dict[str, str], runs: int | None = None
) -> str:
    """Return what becomes of the capital, and which other places are most open at the end."""
    seat = land.foremost
    first, last = cells[seat.id][0], cells[seat.id][-1]
    others = [(p, side) for side, p in last["parts"] if side not in (first["lead"], "none")]
    p, side = max(others, default=(0.0, first["lead"]))
    if p < CHANGED:
        p, side = last["p"], last["lead"]
    said = f"{seat.name} is held by {sides[side]} at the end in {percent(p, runs)} of worlds"
    open_ones = sorted((cells[q.id][-1]["p"], q.name) for q in land.places if q.id != seat.id)
    doubtful = [name for p, name in open_ones[:2] if p < 0.7]
    return f"{said}; most open besides: {' and '.join(doubtful)}" if doubtful else said


def _map(
    view: View, land: Land, cells: dict[str, Any], sides: Sides, factions: list[str]
) -> dict[str, Any]:
    times = view.result.times
    dates = times[slider_dates(times, len(land.places))]
    found = chances(view.table("places_by_date"), dates, factions)
    words = [word for word, _ in holders.moments(times)]
    labels = dict(zip([*factions, "none"], sides.labels, strict=True))
    about = {
        place.id: {
            "about": _about(place),
            "course": _course(cells[place.id], words, labels, view.runs),
        }
        for place in land.places
    }
    return view.both(
        lambda narrow: map_chart.chart(land, found, about, sides, view.ink, narrow=narrow),
        f"Map of who holds each place on {day(dates[-1])}: {_counts(cells, labels)}",
        "map",
    )


def _dates(
    view: View, land: Land, sides: Sides, factions: list[str], when: list[tuple[str, Any]]
) -> dict[str, Any]:
    found = chances(view.table("places_by_date"), [date for _, date in when], factions)
    titles = [(word[:1].upper() + word[1:], day(date)) for word, date in when]
    return view.both(
        lambda narrow: map_dates.chart(land, found, titles, sides, view.ink, narrow=narrow),
        f"The same map at {len(when)} dates: " + "; ".join(" ".join(title) for title in titles),
        "map-dates",
        live=False,
    )


def _about(place: Place) -> str:
    """Return what there is in a place."""
    parts = ["capital"] if place.capital else []
    parts.append(f"{number(place.people)} people")
    if place.oil_kbd:
        parts.append(f"oil fields for {number(place.oil_kbd)} kb/d")
    parts += ["oil terminal"] if place.terminal else []
    parts += ["air field"] if place.airbase else []
    return ", ".join(parts)


def _course(cells: list[dict[str, Any]], words: list[str], sides: dict[str, str], runs: int) -> str:
    """Return the likeliest holder of a place at a few dates."""
    return "; ".join(
        f"{word} {sides[cell['lead']]}" + (f" {percent(cell['p'], runs)}" if i else "")
        for i, (word, cell) in enumerate(zip(words, cells, strict=True))
    )


def _counts(cells: dict[str, Any], sides: dict[str, str]) -> str:
    """Return in how many places each side is the likeliest holder at the end."""
    leads = [some[-1]["lead"] for some in cells.values()]
    counts = [(leads.count(side), label) for side, label in sides.items()]
    return "likeliest holder " + ", ".join(
        f"{label} in {count} place{'' if count == 1 else 's'}" for count, label in counts if count
    )


def _shares(view: View) -> list[tuple[str, Any, str]]:
    """Return a chart for each thing that sides have shares of, with the medians in words."""
    labels = findings.labels(view.result, "factions")
    table, out = view.thinned("factions"), []
    for series, (title, name) in SHARES.items():
        rows = table[table["series"] == series]
        last = rows[rows["date"] == rows["date"].max()].set_index("faction")
        if not rows["q95"].max() > 0:
            continue  # a country without oil
        said = "at the end, median and nine worlds of ten: " + "; ".join(
            f"{label} {part(last.loc[f, 'q50'])} "
            f"({part(last.loc[f, 'q05'])} to {part(last.loc[f, 'q95'])})"
            for f, label in labels.items()
        )
        drawing = view.figure(sides_chart.chart(rows, view.ink, labels), f"{title}: {said}", name)
        out.append((title, drawing, said))
    return out
