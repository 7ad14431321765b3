"""The one look of all charts.

A chart never names a colour; it takes them from an `Ink`. `PAGE` names CSS variables, so that an
inline SVG follows the page from light to dark; `LIGHT` holds plain colours for files and notebooks.
"""

from __future__ import annotations

from dataclasses import dataclass

from contingent.report.colour import LIGHT_PAPER, readable
from contingent.report.grammar import Plot

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

FRAME = 14
"""Pixels about a chart that stands by itself."""

VICTORY = "victory:"

ENDINGS = {
    "peace-agreement": ("peace agreement", "#2f7f6b", "#4fae96"),
    "ceasefire": ("ceasefire", "#8fbfae", "#2f6d5e"),
    "low-activity": ("low activity", "#cdb979", "#9a884a"),
    "actor-ceases": ("an actor ceases", "#8a7a9e", "#8f7fa6"),
    "ongoing": ("still going on", "#c3c7cd", "#59616d"),
}
"""Word and light and dark colour of each class of ending that is no victory."""


@dataclass(frozen=True)
class Ink:
    """Colours of one medium.

    Attributes
    ----------
    text, soft, line, grid, paper, mark : str
        Text, lesser text, axes, grid lines, background, and marks that belong to nobody.
    ground : str
        What a chart stands on: nothing on the page, paper in a file.
    bands : tuple of str
        The two tints that the ICD 203 bands alternate between.
    factions : dict
        Colour of each faction.
    endings : dict
        Colour of each class of ending.
    nobody : str
        Colour of land that no faction holds.
    """

    text: str
    soft: str
    line: str
    grid: str
    paper: str
    mark: str
    ground: str
    bands: tuple[str, str]
    factions: dict[str, str]
    endings: dict[str, str]
    nobody: str

    @property
    def alone(self) -> bool:
        """Whether charts stand by themselves, with no page to explain them."""
        return self.ground != "transparent"


def page_ink(factions: list[str]) -> Ink:
    """Return the inks of the page: CSS variables that `page_colours` gives values."""
    own = {name: f"var(--f{i})" for i, name in enumerate(factions)}
    return Ink(
        text="var(--ink)",
        soft="var(--soft)",
        line="var(--line)",
        grid="var(--grid)",
        paper="var(--card)",
        mark="var(--mark)",
        ground="transparent",
        bands=("var(--band-a)", "var(--band-b)"),
        factions=own,
        endings={name: f"var(--e-{name})" for name in ENDINGS}
        | {VICTORY + name: colour for name, colour in own.items()},
        nobody="var(--nobody)",
    )


def light_ink(factions: list[str], colours: list[str]) -> Ink:
    """Return plain colours for files and notebooks."""
    own = dict(zip(factions, (readable(c, LIGHT_PAPER) for c in colours), strict=True))
    return Ink(
        text="#1c2126",
        soft="#5b6570",
        line="#9aa3ad",
        grid="#e6e9ed",
        paper=LIGHT_PAPER,
        mark="#39424d",
        ground=LIGHT_PAPER,
        bands=("#f1f3f5", "#e5e9ed"),
        factions=own,
        endings={name: light for name, (_, light, _) in ENDINGS.items()}
        | {VICTORY + name: colour for name, colour in own.items()},
        nobody="#b9bfc7",
    )


def themed(chart: Plot, ink: Ink, right: int = 2, left: int = 2, note: str = "") -> Plot:
    """Give a finished top-level chart the look of the house.

    Parameters
    ----------
    chart : Plot
        Chart that is part of no other.
    ink : Ink
        Colours.
    right, left : int
        Room left free at the sides.
    note : str
        How to read the chart where no caption stands below it: kept in its ``usermeta``.
    """
    if note:
        chart = chart.properties(usermeta={"note": note})
    axis = {
        "labelColor": ink.soft,
        "labelFontSize": 11,
        "labelPadding": 5,
        "domainColor": ink.line,
        "tickColor": ink.line,
        "tickSize": 4,
        "gridColor": ink.grid,
    }
    edge = FRAME if ink.alone else 2
    padding = {"left": left - 2, "top": 0, "bottom": 0, "right": right - 2}
    config = {
        "font": FONT,
        "background": ink.ground,
        "padding": {side: edge + more for side, more in padding.items()},
        "view": {"stroke": None},
        "axis": axis,
        "axisY": {"domain": False, "ticks": False},
        "text": {"color": ink.text},
        "title": {"color": ink.text, "subtitleColor": ink.soft},
    }
    return chart.properties(config=config)
