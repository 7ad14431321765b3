"""What each section of the report holds: figures, tables behind them, and headings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from contingent.questions.result import Result
from contingent.questions.terms import BOUNDS, TERMS
from contingent.report import findings, holders
from contingent.report.charts import endings as endings_chart
from contingent.report.charts import fan, ladder, stack
from contingent.report.charts import questions as questions_chart
from contingent.report.drawing import Draws
from contingent.report.theme import Ink
from contingent.report.words import ending_word, number, percent
from contingent.scenario.vocabulary import RUNGS

FIGHTS = ("air_strikes", "troops")
DATES = 50  # in one chart
CHARTED = 15  # of more questions than this, the chart shows the headline ones
NAMES = {
    "share_population": "people",
    "fighters": "fighters",
    "treasury": "war-chest",
    "oil_output_kbd": "oil-output",
    "battle_deaths": "battle-deaths",
    "civilian_deaths": "civilian-deaths",
    "displaced": "displaced",
}
"""Names of the charts of a series."""

UNITS = {
    "fighters": "fighters",
    "treasury": "million USD",
    "oil_output_kbd": "thousand barrels a day",
    "battle_deaths": "deaths",
    "civilian_deaths": "deaths",
    "displaced": "people",
}
"""What a series counts; shares have none."""

SHOWN = 0.02  # a patron is shown if it climbs above diplomacy in this share of worlds


@dataclass(frozen=True)
class View:
    """What all sections are made from: one arm of a result, its tables, inks, and who draws."""

    result: Result
    tables: dict[str, Any]
    ink: Ink
    studio: Draws
    arm: str = "baseline"

    def table(self, name: str) -> Any:
        """Return the rows of one table that belong to the arm."""
        rows = self.tables[name]
        return rows[rows["arm"] == self.arm]

    def thinned(self, name: str) -> Any:
        """Return the rows of one table at no more dates than a chart can show apart."""
        rows = self.table(name)
        times = self.result.times
        every = -(-len(times) // DATES)
        # Counted from the end, so that the last date is always there; the first is added.
        shown = {*times[::-1][::every], times[0]}
        return rows[rows["date"].isin(list(shown))]

    def figure(self, chart: Any, alt: str, prefix: str) -> Any:
        """Return a chart as a drawing that a template takes as it is."""
        return self.studio.draw(chart, alt, prefix)

    def both(self, make: Any, alt: str, prefix: str) -> dict[str, Any]:
        """Return a chart drawn for a wide and for a narrow page."""
        return {
            size: self.figure(make(narrow), alt, f"{prefix}-{size}")
            for size, narrow in (("wide", False), ("narrow", True))
        }


def main_question(view: View) -> dict[str, Any] | None:
    """Return the first question and its answer; None where there are no questions."""
    rows = view.table("questions").to_dict("records")
    return {**rows[0], "waffle": round(100 * rows[0]["probability"])} if rows else None


def bands() -> list[tuple[float, float, str]]:
    """Return the ICD 203 bands: from, to, word."""
    return list(zip((0.0, *BOUNDS), (*BOUNDS, 1.0), TERMS, strict=True))


def questions(view: View) -> dict[str, Any] | None:
    """Return all answers as a chart and a table."""
    table = view.table("questions")
    if table.empty:
        return None
    shown, marked = table, [q["id"] for q in view.result.questions if q.get("headline")]
    if len(table) > CHARTED and marked:
        shown = table[table["question"].isin(marked)]
    alt = "Probability of each question: " + "; ".join(
        f"{row['ask']} {percent(row['probability'])}" for row in shown.to_dict("records")
    )
    return {
        "heading": findings.on_questions(table),
        "chart": view.both(
            lambda narrow: questions_chart.chart(shown, view.ink, narrow), alt, "questions"
        ),
        "charted": len(shown),
        "rows": table.to_dict("records"),
    }


def endings(view: View) -> dict[str, Any]:
    """Return how things stand at the end, and when they come to."""
    sides = findings.labels(view.result, "factions")
    chances = view.result.endings(view.arm)
    order = sorted(chances, key=_ending_order)
    words = {name: ending_word(name, sides) for name in order}
    table = view.table("endings").set_index("ending").loc[order].reset_index()
    table = table.assign(word=table["ending"].map(words))
    parts = [(words[name], chances[name], view.ink.endings[name]) for name in order]
    alt = "Endings: " + ", ".join(f"{word} {percent(p)}" for word, p, _ in parts)
    colours = {name: view.ink.endings[name] for name in order if name != "ongoing"}
    dated = view.thinned("endings_by_date")
    over = "Share of worlds in which each kind of ending stands, over time"
    return {
        "heading": findings.on_endings(chances, words),
        "note": findings.on_victory(chances, sides),
        "chart": view.both(
            lambda narrow: endings_chart.chart(table, view.ink, narrow), alt, "endings"
        ),
        "dated": view.both(
            lambda narrow: stack.chart(
                dated, "ending", colours, view.ink, narrow, words={n: words[n] for n in colours}
            ),
            over,
            "endings-by-date",
        ),
        "parts": parts,
    }


def places(view: View) -> dict[str, Any]:
    """Return who holds each place at a few dates, and the people under each side."""
    table = view.table("places_by_date")
    factions = [f["id"] for f in view.result.scenario["factions"]]
    when = holders.moments(view.result.times)
    named = findings.names(view.result, "places")
    sides = findings.labels(view.result, "factions")
    cells = holders.rows(table, [date for _, date in when], factions)
    return {
        "heading": findings.on_places(table, named),
        "when": when,
        "rows": [(named[place], cells[place]) for place in named],
        "sides": {**sides, "none": "nobody"},
        "colours": {**view.ink.factions, "none": "var(--nobody)"},
        "fans": _faction_fans(view, "share_population", share=True),
    }


def forces(view: View) -> dict[str, Any]:
    """Return fighters, money and oil."""
    oil = view.table("national").query("series == 'oil_output_kbd'")
    first, last = oil.iloc[0], oil.iloc[-1]
    return {
        "heading": findings.on_oil(first, last),
        "oil": _national_fan(view, "oil_output_kbd", "", wide=True),
        "fighters": _faction_fans(view, "fighters"),
        "treasury": _faction_fans(view, "treasury"),
    }


def patrons(view: View) -> dict[str, Any] | None:
    """Return the calendar of every patron that does more than talk."""
    table, thin = view.table("patrons_by_date"), view.thinned("patrons_by_date")
    if table.empty:
        return None
    sides, named = (findings.labels(view.result, c) for c in ("factions", "patrons"))
    beyond = table[table["rung"].isin(RUNGS[2:])]
    most = beyond.groupby(["patron", "faction", "date"])["probability"].sum()
    most = most.groupby(["patron", "faction"]).max()
    strike = table[table["rung"].isin(FIGHTS)].groupby(["patron", "faction", "date"])
    peak = strike["probability"].sum().groupby(["patron", "faction"]).max()
    climbs = sorted(((named[p], sides[f], v) for (p, f), v in peak.items()), key=lambda c: -c[2])
    panels: list[tuple[str, Any, str]] = []
    aside: list[str] = []
    for patron, name in named.items():
        shown = [(f, label) for f, label in sides.items() if most[patron, f] >= SHOWN]
        if not shown:
            aside.append(name)
            continue
        rows = thin[thin["patron"] == patron]
        alt = f"{name}: how far up the ladder of commitment it stands, over time. " + "; ".join(
            f"at the end at {_likeliest(rows, f)} for {label}" for f, label in shown
        )
        chart = ladder.chart(rows, shown, view.ink)
        panels.append((name, view.figure(chart, alt, f"patron-{patron}"), alt))
    key = [(r.replace("_", " "), s) for r, s in zip(RUNGS, ladder.SHADES, strict=True)][1:]
    heading = findings.on_patrons(climbs)
    return {"heading": heading, "panels": panels, "aside": aside, "key": key, "rows": climbs}


def human_cost(view: View) -> dict[str, Any]:
    """Return deaths and displacement, with the worst twentieth."""
    table = view.table("national")
    series = {
        "battle_deaths": "Battle deaths",
        "civilian_deaths": "of these, civilians",
        "displaced": "People displaced",
    }
    last = table.groupby("series", sort=False).last()
    return {
        "heading": findings.on_deaths(last.loc["battle_deaths"]),
        "fans": [_national_fan(view, name, label) for name, label in series.items()],
        "rows": [(label, last.loc[name]) for name, label in series.items()],
    }


def made(view: View) -> dict[str, Any]:
    """Return how the numbers were made."""
    result, manifest = view.result, view.result.manifest
    return {
        "seed": manifest.get("seed"),
        "draws": result.draws,
        "planned": manifest.get("draws", result.draws),
        "replicates": result.replicates,
        "failed": result.failed_runs,
        "interrupted": result.interrupted,
        "versions": manifest.get("versions", {}),
        "steps": len(result.times) - 1,
        "command": manifest.get("command"),
        "started": str(manifest.get("started", ""))[:16].replace("T", " "),
    }


def _ending_order(name: str) -> tuple[int, str]:
    """Put victories first and what is undecided last."""
    late = ("peace-agreement", "ceasefire", "low-activity", "actor-ceases", "ongoing")
    return (late.index(name) + 1 if name in late else 0), ""


def _faction_fans(view: View, series: str, share: bool = False) -> list[tuple[str, Any, str]]:
    """Return one fan a faction, all to one scale."""
    table = view.thinned("factions").query("series == @series")
    top = 1.0 if share else float(table["q95"].max()) or 1.0
    out = []
    for member in view.result.scenario["factions"]:
        rows = table[table["faction"] == member["id"]]
        said = _said(rows.iloc[-1], share)
        alt = f"{member['name']}, {series.replace('_', ' ')}: {said}"
        colour = view.ink.factions[member["id"]]
        chart = fan.chart(rows, colour, view.ink, top=top, share=share, unit=UNITS.get(series, ""))
        out.append(
            (member["name"], view.figure(chart, alt, f"{NAMES[series]}-{member['id']}"), said)
        )
    return out


def _national_fan(view: View, series: str, label: str, wide: bool = False) -> tuple[str, Any, str]:
    rows = view.thinned("national").query("series == @series")
    said = _said(rows.iloc[-1], False)
    if not wide:
        chart = fan.chart(rows, view.ink.mark, view.ink, unit=UNITS.get(series, ""))
        return label, view.figure(chart, f"{label}: {said}", NAMES[series]), said
    both = view.both(
        lambda narrow: fan.chart(
            rows, view.ink.mark, view.ink, wide=not narrow, unit=UNITS[series]
        ),
        f"{series.replace('_', ' ')}: {said}",
        NAMES[series],
    )
    return label, both, said


def _said(last: Any, share: bool) -> str:
    """Return the end of a fan in words."""
    show = percent if share else number
    low, mid, high = (show(float(last[q])) for q in ("q05", "q50", "q95"))
    return f"at the end {mid} in the median world, {low} to {high} in nine of ten"


def _likeliest(rows: Any, faction: str) -> str:
    last = rows[(rows["faction"] == faction) & (rows["date"] == rows["date"].max())]
    return str(last.loc[last["probability"].idxmax(), "rung"]).replace("_", " ")
