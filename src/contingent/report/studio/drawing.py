"""Drawings of a page, made beside the work on its numbers."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Thread
from typing import Any, Protocol

from contingent.report.studio import behind, painter
from contingent.report.words import slug

PAINTER = painter.__name__
MODEST = 10
"""How far the second painter stands back behind all else that wants a core (as `nice` counts)."""


Painter = subprocess.Popen[str]


@dataclass(frozen=True)
class Drawing:
    """A chart that is being drawn; a template that shows it waits for it.

    Attributes
    ----------
    spec : str
        The chart as JSON.
    alt : str
        What it shows, for those who cannot see it.
    prefix : str
        Put before every id inside.
    live : bool
        Whether the page's script may bring it to life.
    table : Table, optional
        The table behind it.
    apart : bool
        Whether the template shows that table elsewhere.
    drawn : queue
        Holds the finished drawing once it is there; None if the painter had to leave it.
    """

    spec: str
    alt: str
    prefix: str
    live: bool = True
    table: behind.Table | None = None
    apart: bool = False
    drawn: SimpleQueue[str | None] = field(default_factory=SimpleQueue)

    def __html__(self) -> str:
        """Return the drawing as it stands in a page: Vega escapes every text in it."""
        made = self.drawn.get() or painter.picture(self.spec, self.alt, self.prefix, self.live)
        self.drawn.put(made)  # it may be shown again
        table = self.table.__html__() if self.table and not self.apart else ""
        return made + table


class Draws(Protocol):
    """Takes finished charts: the studio of a page, or an album of files."""

    def draw(
        self, chart: Any, alt: str, prefix: str, *, live: bool = True, apart: bool = False
    ) -> Any:
        """Hand in a finished chart; returned is what a template may show."""


class Studio:
    """Has charts drawn, the next by whichever of its painters is free.

    A second one only takes what time others leave: it gets its turn when the page has been worked
    out and its charts are not yet drawn.
    """

    def __init__(self, painters: int) -> None:
        self._painters = [_started(MODEST * number) for number in range(painters)]
        self._waiting: SimpleQueue[Drawing | None] = SimpleQueue()
        self._threads = [
            Thread(target=self._work, args=(each,), daemon=True) for each in self._painters
        ]
        for thread in self._threads:
            thread.start()

    def draw(
        self, chart: Any, alt: str, prefix: str, *, live: bool = True, apart: bool = False
    ) -> Drawing:
        """Hand in a finished chart; its tooltips make the table behind it.

        Parameters
        ----------
        chart : Plot
            Chart that is part of no other.
        alt : str
            What it shows, for those who cannot see it.
        prefix : str
            Its name: put before every id inside, and the name of its file when it is exported.
        live : bool
            Whether it reacts to the reader's pointer and controls, as one for print does not.
        apart : bool
            Whether the template shows the table elsewhere.
        """
        spec = chart.to_dict()
        # The page describes a chart as a whole and has a table behind it, so marks need no words.
        spec["config"] = {**spec.get("config", {}), "aria": False}
        table = behind.table(spec, alt.split(":", maxsplit=1)[0])
        drawing = Drawing(json.dumps(spec), alt, slug(prefix), live, table, apart)
        self._waiting.put(drawing)
        return drawing

    def close(self) -> None:
        """End the painters, whatever is still waiting."""
        for each in self._painters:
            self._waiting.put(None)
            each.kill()
        for thread in self._threads:
            thread.join()
        for each in self._painters:
            each.communicate()

    @property
    def closed(self) -> bool:
        """Whether the painters have ended and nobody waits for them."""
        ended = all(each.poll() is not None for each in self._painters)
        return ended and not any(thread.is_alive() for thread in self._threads)

    def _work(self, painter: Painter) -> None:
        while (drawing := self._waiting.get()) is not None:
            made = None  # whatever goes wrong here is told where the drawing is wanted
            with suppress(Exception):
                made = self._paint(painter, drawing)
            drawing.drawn.put(made)

    def _paint(self, painter: Painter, drawing: Drawing) -> str | None:
        """Return what a painter draws, or nothing if it is gone."""
        ink, paper = painter.stdin, painter.stdout
        try:
            assert ink is not None
            assert paper is not None
            about = json.dumps([drawing.alt, drawing.prefix, drawing.live])
            ink.write(f"[{drawing.spec}, {about[1:]}\n")
            ink.flush()
            answer = paper.readline()
        except OSError:
            return None
        made: str | None = json.loads(answer) if answer else None
        return made


def _started(politeness: int) -> Painter:
    return subprocess.Popen(
        [sys.executable, "-P", "-m", PAINTER, str(politeness)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


@contextmanager
def studio(painters: int = 1) -> Iterator[Studio]:
    """Open a studio; its painters end with it."""
    opened = Studio(painters)
    try:
        yield opened
    finally:
        opened.close()
