"""Which questions are printed where there are many: those that stand for all, and how many more."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from contingent.console.out import plain
from contingent.questions.front import FEW

if TYPE_CHECKING:
    from rich.console import Console

T = TypeVar("T")


@dataclass(frozen=True)
class Front:
    """Which questions are printed.

    Attributes
    ----------
    ids : tuple of str
        Ids of those that stand for all; none if all are to be printed.
    rest : str
        What a reader does to see the others.
    """

    ids: tuple[str, ...] = ()
    rest: str = ""

    @classmethod
    def of_run(cls, folder: Path, ids: tuple[str, ...]) -> Front:
        """Return what is printed of a run folder, which can be shown again."""
        return cls(ids, shlex.join(["contingent", "show", str(folder), "--all"]))

    def pick(self, asked: Sequence[T], name: Callable[[T], str]) -> list[int]:
        """Return the numbers of the questions to print, in the order in which they are asked."""
        some = [i for i, each in enumerate(asked) if name(each) in self.ids]
        return some if some and len(asked) > FEW else list(range(len(asked)))

    def tell_of_rest(self, console: Console, left: int, about: str = "") -> None:
        """Say how many questions were left out, if any, what about them, and how to see them."""
        if left:
            said = f"{left} more question{'s' if left > 1 else ''}{about}: {self.rest}"
            console.print(plain(said), style="dim", soft_wrap=True)
