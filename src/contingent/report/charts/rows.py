"""Rows that each carry a text: beside the marks on a wide page, above them on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from contingent.report.grammar import field, fixed, layer
from contingent.report.theme import Ink, themed
from contingent.report.words import wrapped

BESIDE = 352  # pixels for the text beside the marks
LINE = 14


@dataclass(frozen=True)
class Rows:
    """Where the rows of a chart stand.

    Attributes
    ----------
    placed : tuple of dict
        Of each row its ``text`` with line breaks, ``y`` of its marks and ``top`` of its text.
    height, width : float
        Size of the plot, pixels.
    narrow : bool
        Whether the text stands above the marks.
    """

    placed: tuple[dict[str, Any], ...]
    height: float
    width: int
    narrow: bool

    def y(self, name: str = "y:Q") -> Any:
        """Return the encoding that puts a mark on its row."""
        scale = {"domain": [self.height, 0], "nice": False}
        return field(name, scale=scale, axis=None)

    def texts(self, base: Any) -> Any:
        """Return the layer of the texts."""
        mark = base.mark(
            "text",
            align="left",
            baseline="top" if self.narrow else "middle",
            lineBreak="\n",
            lineHeight=LINE,
            fontSize=12,
        )
        return mark.encode(
            x=fixed(2 if self.narrow else -BESIDE),
            y=self.y("top:Q"),
            text=field("text:N"),
            opacity=fixed(1),
        )

    def finished(self, layers: Sequence[Any], ink: Ink, note: str = "") -> Any:
        """Return the layers as one chart in the look of the house, with how to read it."""
        chart = layer(*layers).properties(width=self.width, height=self.height)
        # Room for words that a reader's own font sets wider than ours.
        return themed(chart, ink, right=8 if self.narrow else 28, note=note)


def place(texts: Sequence[str], narrow: bool, letters: int = 48) -> Rows:
    """Place rows one below the other.

    Parameters
    ----------
    texts : sequence of str
        Text of each row.
    narrow : bool
        For a phone.
    letters : int
        Letters in a line.
    """
    placed, down = [], 8.0
    for text in texts:
        said = wrapped(text, letters, 3)
        lines = said.count("\n") + 1
        tall = lines * LINE + 30 if narrow else max(lines * LINE + 12, 30)
        middle = down + tall / 2
        placed.append(
            {
                "text": said,
                "y": down + tall - LINE if narrow else middle,
                "top": down + 4 if narrow else middle - LINE / 2 * (lines - 1),
            }
        )
        down += tall
    return Rows(tuple(placed), down + 6, 318 if narrow else 470, narrow)
