"""The report: one HTML file that needs nothing else, not even a network."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

from contingent.questions import tables as make_tables
from contingent.questions.result import Result
from contingent.report import (
    depends,
    drawing,
    evidence,
    live,
    sections,
    stories,
    watch,
    what_if,
    why,
)
from contingent.report.colour import DARK_PAPER, LIGHT_PAPER, faction_colours, readable
from contingent.report.theme import ENDINGS, page_ink
from contingent.report.words import day, number, one_in, percent, points


def render(result: Result, tables: dict[str, Any] | None = None) -> str:
    """Return the report of a result as one HTML page.

    Parameters
    ----------
    result : Result
        Opened result.
    tables : dict of DataFrame, optional
        What `contingent.questions.tables.build` returns, if it is at hand.
    """
    from altair.utils.schemapi import debug_mode
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("contingent.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        percent=percent, points=points, number=number, day=day, one_in=one_in
    )
    # Our charts are tested; checking each against the schema again takes longer than drawing it.
    with debug_mode(False), drawing.studio() as studio:
        sides = [f["id"] for f in result.scenario["factions"]]
        seen = sections.View(result, tables or make_tables.build(result), page_ink(sides), studio)
        return environment.get_template("page.html.j2").render(
            about=result.scenario,
            css=_css(),
            scripts=live.scripts(),
            colours=_colours(result),
            bands=sections.bands(),
            **{name: make(seen) for name, make in SECTIONS.items()},
        )


SECTIONS: dict[str, Callable[[sections.View], Any]] = {
    "main": sections.main_question,
    "questions": sections.questions,
    "endings": sections.endings,
    "places": sections.places,
    "forces": sections.forces,
    "patrons": sections.patrons,
    "cost": sections.human_cost,
    "what_if": what_if.section,
    "why": why.section,
    "depends": depends.section,
    "watch": watch.section,
    "stories": stories.section,
    "evidence": evidence.section,
    "made": sections.made,
}
"""What every section of the page holds, in the order of the page; None leaves it out."""


def _css() -> str:
    return resources.files("contingent.report").joinpath("templates/page.css").read_text("utf-8")


def write(result: Result, path: Path, tables: dict[str, Any] | None = None) -> None:
    """Write the report of a result."""
    path.write_text(render(result, tables), "utf-8")


def _colours(result: Result) -> list[tuple[str, str, str]]:
    """Return (CSS variable, light, dark) of every faction and class of ending."""
    own = faction_colours(f["color"] for f in result.scenario["factions"])
    sides = [
        (f"--f{i}", readable(c, LIGHT_PAPER), readable(c, DARK_PAPER, 4.5))
        for i, c in enumerate(own)
    ]
    return sides + [(f"--e-{name}", light, dark) for name, (_, light, dark) in ENDINGS.items()]
