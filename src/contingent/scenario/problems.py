"""What is wrong with what a user wrote, and the error that carries several such things at once."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

SHOWN = 25
"""How many problems one error prints before it only counts the rest."""

_LONGEST = 60


@dataclass(frozen=True)
class Problem:
    """One mistake in one file.

    Attributes
    ----------
    path : str
        The file as the user named it.
    line : int or None
        Line of the mistake, counted from 1; None if it concerns the whole file.
    message : str
        What is wrong, the value, and the remedy.
    cause : bool
        Whether others may come of it, as what stands under an unknown key is missing elsewhere.
    """

    path: str
    line: int | None
    message: str
    cause: bool = False

    @property
    def place(self) -> str:
        """File and line."""
        return self.path if self.line is None else f"{self.path}:{self.line}"

    def __str__(self) -> str:
        return _one_line(f"{self.place}: {self.message}")

    def as_warning(self) -> str:
        """Return the line for something that can be lived with."""
        return _one_line(f"{self.place}: warning: {self.message}")


class UserError(Exception):
    """The user's mistake (exit code 2): one line a problem, several together."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems[:SHOWN]]
        if len(self.problems) > SHOWN:
            lines.append(f"… and {len(self.problems) - SHOWN} more")
        return "\n".join(lines)


class ScenarioError(UserError):
    """A scenario, or a file that belongs to one, cannot be used as it stands."""


class Problems:
    """Collects problems, so that the user hears of several at once."""

    def __init__(self) -> None:
        # a dict keeps the order and drops repetitions
        self._found: dict[Problem, None] = {}
        self._doubts: dict[Problem, None] = {}

    def __bool__(self) -> bool:
        return bool(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def add(self, path: str, line: int | None, message: str, *, cause: bool = False) -> None:
        """Note one problem; the same one twice counts once."""
        self._found[Problem(path, line, message, cause)] = None

    def warn(self, path: str, line: int | None, message: str) -> None:
        """Note something that leaves the scenario usable, but that ought to be mended."""
        self._doubts[Problem(path, line, message)] = None

    def sorted(self) -> tuple[Problem, ...]:
        """Return the problems by file and line, those first that others may come of."""
        return _by_place(self._found)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The warnings by file and line; they do not count as problems."""
        return _by_place(self._doubts)

    def raise_if_any(self) -> None:
        """Raise a `ScenarioError` with everything found so far, if there is anything."""
        if self._found:
            raise ScenarioError(self.sorted())


def _by_place(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda p: (not p.cause, p.path, p.line or 0)))


def show(value: object) -> str:
    """Return a short, safe, one-line picture of a value that the user wrote."""
    if value is None or isinstance(value, bool):
        return {None: "nothing", True: "true", False: "false"}[value]
    if isinstance(value, dict | list):
        kind = "mapping" if isinstance(value, dict) else "list"
        return f"a {kind} of {len(value)}" if value else f"an empty {kind}"
    if isinstance(value, str):
        return json.dumps(cut(value), ensure_ascii=False)
    return f"{value:.12g}" if isinstance(value, float) else cut(str(value))


def cut(text: str, longest: int = _LONGEST) -> str:
    """Return a text, shortened if it is too long for a message."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _one_line(text: str) -> str:
    """Keep a message on one line and free of characters that move a terminal's cursor."""
    return "".join(c if c.isprintable() else " " if c.isspace() else "�" for c in text)
