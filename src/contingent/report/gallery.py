"""The charts of the page by themselves: for files and notebooks, in plain colours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from contingent.questions.result import Result
from contingent.report import page
from contingent.report.colour import faction_colours
from contingent.report.grammar import Plot
from contingent.report.sections.view import View
from contingent.report.theme import light_ink
from contingent.report.words import slug, wrapped

FORMS = ("svg", "png", "pdf")
"""Kinds of files."""

NARROW, WIDE = "-narrow", "-wide"
LETTERS = {False: 46, True: 110}
"""Letters in a line of the title, of a small and of a large chart."""

LARGE = 600  # pixels


@dataclass(frozen=True)
class Album:
    """Stands where the page has its studio: keeps each chart under its name, drawn for no phone.

    Attributes
    ----------
    under : str
        Said under the title of every chart.
    charts : dict
        What was handed in.
    """

    under: str
    charts: dict[str, Plot] = field(default_factory=dict)

    def draw(self, chart: Plot, alt: str, prefix: str, **_: bool) -> str:
        """Keep a chart with its title and description."""
        if not prefix.endswith(NARROW):
            name = slug(prefix.removesuffix(WIDE))
            self.charts[name] = _titled(chart, alt, self.under)
        return ""


def charts(result: Result, wanted: Iterable[str] | None = None) -> dict[str, Plot]:
    """Return the charts of the page by their names.

    Parameters
    ----------
    result : Result
        Opened result.
    wanted : iterable of str, optional
        Names in `page.SECTIONS`; by default all, in the order of the page.
    """
    cast = result.scenario["factions"]
    ink = light_ink([f["id"] for f in cast], faction_colours(f["color"] for f in cast))
    drawn = f"{result.draws:,} draw{'' if result.draws == 1 else 's'}"
    album = Album(f"{result.scenario['title']} · {drawn}")
    view = View(result, page.wanted_tables(result), ink, album)
    for name in page.SECTIONS if wanted is None else wanted:
        page.SECTIONS[name](view)
    return album.charts


def draw(chart: Plot, form: str) -> bytes:
    """Return a chart as the bytes of a file: ``svg``, ``png`` or ``pdf``."""
    import vl_convert

    spec = chart.to_dict()
    if form == "svg":
        svg: str = vl_convert.vegalite_to_svg(spec)
        return svg.encode("utf-8")
    if form == "png":
        png: bytes = vl_convert.vegalite_to_png(spec, scale=2)
        return png
    pdf: bytes = vl_convert.vegalite_to_pdf(spec)
    return pdf


def write(result: Result, folder: Path, form: str) -> list[Path]:
    """Write every chart into a folder and return where they lie.

    Raises
    ------
    OSError
        If a file cannot be written.
    """
    written = []
    for name, chart in charts(result).items():
        path = folder / f"{name}.{form}"
        path.write_bytes(draw(chart, form))
        written.append(path)
    return written


def _titled(chart: Plot, alt: str, under: str) -> Plot:
    about = alt.split(":", maxsplit=1)[0]
    letters = LETTERS[chart.spec.get("width", 0) * 1.3 > LARGE]
    said = chart.spec.get("usermeta", {}).get("note")
    note = wrapped(said, letters) if said else ""
    title = {
        "text": wrapped(about[:1].upper() + about[1:], letters).split("\n"),
        "subtitle": [*wrapped(under, letters).split("\n"), *filter(None, note.split("\n"))],
        "anchor": "start",
        "frame": "bounds",
        "offset": 14,
        "fontSize": 14,
        "subtitleFontSize": 11,
    }
    return chart.properties(title=title, description=alt)
