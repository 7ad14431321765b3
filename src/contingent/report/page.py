"""The report: one HTML file that needs nothing else, not even a network."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from importlib import resources
from pathlib import Path
from typing import Any

from markupsafe import Markup

from contingent.cache import cache_folder
from contingent.questions import tables as make_tables
from contingent.questions.result import Result
from contingent.report import findings
from contingent.report.colour import DARK_PAPER, LIGHT_PAPER, faction_colours, readable
from contingent.report.sections import (
    answer,
    cost,
    depends,
    evidence,
    forces,
    made,
    outcomes,
    patrons,
    stories,
    talks,
    watch,
    what_if,
    why,
)
from contingent.report.sections import view as sections
from contingent.report.sections.map import SHARES
from contingent.report.sections.map import section as map_section
from contingent.report.studio import drawing, live
from contingent.report.theme import ENDINGS, page_ink
from contingent.report.words import (
    counted,
    day,
    month,
    number,
    one_in,
    part,
    percent,
    points,
    sentence,
)

LIGHT = 20_000
"""Runs up to which time matters more than memory."""


def render(
    result: Result,
    tables: Mapping[str, Any] | None = None,
    studio: drawing.Studio | None = None,
    finds: sections.Finds = sections.anew,
) -> str:
    """Return the report of a result as one HTML page.

    Parameters
    ----------
    result : Result
        Opened result.
    tables : mapping of str to DataFrame, optional
        Its tables (`contingent.questions.tables.AsWanted`), if they are at hand.
    studio : Studio, optional
        An open one, if there is one; it takes a while to get ready.
    finds : callable, optional
        Makes what analyses find, or knows it already: `contingent.analysis.kept.kept`.
    """
    from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined

    compiled = cache_folder("templates")
    environment = Environment(
        loader=PackageLoader("contingent.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=None if compiled is None else FileSystemBytecodeCache(str(compiled)),
    )
    environment.filters.update(
        percent=percent,
        part=part,
        points=points,
        number=number,
        day=day,
        month=month,
        one_in=one_in,
        sentence=sentence,
        counted=counted,
        contents=_contents,
    )
    with drawing.studio() if studio is None else nullcontext(studio) as draws:
        sides = [f["id"] for f in result.scenario["factions"]]
        held = wanted_tables(result) if tables is None else tables
        seen = sections.View(result, held, page_ink(sides), draws, finds=finds)
        return environment.get_template("page.html.j2").render(
            about=result.scenario,
            css=_css(),
            scripts=live.scripts(),
            colours=_colours(result),
            runs=seen.runs,
            key=[(seen.ink.factions.get(who), *said) for who, *said in findings.key(result)],
            **_sections(seen),
        )


def is_light(result: Result) -> bool:
    """Whether a result takes so little memory that several things can be made of it at once."""
    return result.draws * result.replicates * len(result.arms) <= LIGHT


def wanted_tables(
    result: Result,
    files: Mapping[str, Path] | None = None,
    whole: make_tables.AsWanted | None = None,
) -> make_tables.AsWanted:
    """Return the tables of a result, with no more of the fans than charts show.

    Some may come from files, or those that are no fans from all tables of the result.
    """
    shown = frozenset((*forces.SERIES, forces.OIL, *cost.SERIES, *SHARES))
    fans = make_tables.Fans(shown, sections.dates_shown(result))
    return make_tables.AsWanted(result, fans, files, whole)


SECTIONS: dict[str, Callable[[sections.View], Any]] = {
    "questions": outcomes.questions,
    "endings": outcomes.endings,
    "places": map_section,
    "forces": forces.section,
    "patrons": patrons.section,
    "talks": talks.section,
    "cost": cost.section,
    "what_if": what_if.section,
    "why": why.section,
    "depends": depends.section,
    "watch": watch.section,
    "stories": stories.section,
    "evidence": evidence.section,
    "made": made.section,
}
"""What every section of the page holds, in the order of the page; None leaves it out."""


def _sections(seen: sections.View) -> dict[str, Any]:
    """Return every section, and the answer at the head of the page, which sums some of them up."""
    if is_light(seen.result):
        found = _two_at_a_time(seen)
    else:
        found = {name: make(seen) for name, make in SECTIONS.items()}
    return {"answer": answer.section(seen, found), **found}


def _two_at_a_time(seen: sections.View) -> dict[str, Any]:
    """Return every section: while one waits for what it reads, another reckons."""
    threads = ThreadPoolExecutor(2, "section")
    try:
        begun = {name: threads.submit(make, seen) for name, make in SECTIONS.items()}
        return {name: section.result() for name, section in begun.items()}
    finally:
        threads.shutdown(cancel_futures=True)


_SECTION = re.compile(r'<section id="([^"]+)">\s*<p class="kicker">([^<]*)</p>')


def _contents(body: str) -> list[tuple[str, Markup]]:
    """Return id and name of every section of a finished page."""
    return [(name, Markup(kicker)) for name, kicker in _SECTION.findall(str(body))]


def _css() -> str:
    return resources.files("contingent.report").joinpath("templates/page.css").read_text("utf-8")


def _colours(result: Result) -> list[tuple[str, str, str]]:
    """Return (CSS variable, light, dark) of every faction and class of ending."""
    own = faction_colours(f["color"] for f in result.scenario["factions"])
    sides = [
        (f"--f{i}", readable(c, LIGHT_PAPER), readable(c, DARK_PAPER, 4.5))
        for i, c in enumerate(own)
    ]
    return sides + [(f"--e-{name}", light, dark) for name, (_, light, dark) in ENDINGS.items()]
