"""Drawings of a page, made beside the work on its numbers."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any

from contingent.report.svg import inline

PAINTER = Path(__file__).with_name("painter.py")


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
    drawn : queue
        Holds the SVG once it is there; empty text if the painter had to leave it.
    """

    spec: str
    alt: str
    prefix: str
    drawn: SimpleQueue[str] = field(default_factory=SimpleQueue)

    def __html__(self) -> str:
        """Return the drawing as it stands in a page: Vega escapes every text in it."""
        svg = self.drawn.get() or _draw_here(self.spec)
        self.drawn.put(svg)  # it may be shown again
        return inline(svg, self.alt, self.prefix)


def _draw_here(spec: str) -> str:
    import vl_convert

    svg: str = vl_convert.vegalite_to_svg(spec)
    return svg


class Studio:
    """Has charts drawn in the order in which they come in."""

    def __init__(self) -> None:
        self._painter = subprocess.Popen(
            [sys.executable, "-P", str(PAINTER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._waiting: SimpleQueue[Drawing | None] = SimpleQueue()
        self._thread = Thread(target=self._work, daemon=True)
        self._thread.start()

    def draw(self, chart: Any, alt: str, prefix: str) -> Drawing:
        """Hand in a finished chart."""
        drawing = Drawing(json.dumps(chart.to_dict(validate=False)), alt, prefix)
        self._waiting.put(drawing)
        return drawing

    def close(self) -> None:
        """End the painter, whatever is still waiting."""
        self._waiting.put(None)
        self._painter.kill()
        self._thread.join()
        self._painter.communicate()

    @property
    def closed(self) -> bool:
        """Whether the painter has ended and nobody waits for it."""
        return self._painter.poll() is not None and not self._thread.is_alive()

    def _work(self) -> None:
        while (drawing := self._waiting.get()) is not None:
            drawing.drawn.put(self._paint(drawing.spec))

    def _paint(self, spec: str) -> str:
        """Return what the painter draws, or nothing if it is gone."""
        ink, paper = self._painter.stdin, self._painter.stdout
        try:
            assert ink is not None
            assert paper is not None
            ink.write(spec + "\n")
            ink.flush()
            svg: str = json.loads(paper.readline() or '""')
        except OSError:
            return ""
        return svg


@contextmanager
def studio() -> Iterator[Studio]:
    """Open a studio; its painter ends with it."""
    opened = Studio()
    try:
        yield opened
    finally:
        opened.close()
