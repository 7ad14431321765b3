"""How far a run has come: a bar on stderr, and what Ctrl-C does meanwhile."""

from __future__ import annotations

import logging
import signal
import threading
import time
from typing import Any, Self

from contingent.console.out import tell
from contingent.engine.news import COMPILING, LOADING, LOGGER, READY
from contingent.interrupts import Stopped

SELDOM = 30.0
"""Seconds between two messages of how far it is, where no bar can be drawn."""

FINISHING = (
    "interrupted: stopping after the runs that are being played; what is finished is kept "
    "(Ctrl-C again stops at once)"
)


class Bar:
    """A progress bar on stderr: rate in run-weeks a second and the time left.

    The time that making a program ready takes is counted neither in the rate nor in what is
    `said` at the end.
    """

    def __init__(self) -> None:
        self._bar: Any = None
        self._task: Any = None
        self._weeks = 0.0
        self._began = self._took = 0.0
        self._done = 0
        self._news = _News(self)
        self._keys = _Keys(self)
        self._preparing = 0.0
        self._runs, self._told = 0, 0.0

    def __enter__(self) -> Self:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            Progress,
            TaskProgressColumn,
            TextColumn,
            TimeRemainingColumn,
        )

        console = Console(stderr=True)
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=None),
            TaskProgressColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._bar.start()
        self._task = self._bar.add_task("reading", total=None, rate="")
        self._news.listen()
        return self

    def __exit__(self, *exception: object) -> None:
        self._keys.leave()
        self._news.leave()
        self._bar.stop()

    def start(self, runs: int, weeks: float) -> None:
        """Begin to count runs of so many weeks."""
        self._weeks, self._began = weeks, time.perf_counter()
        self._runs, self._told = runs, self._began
        self._bar.update(self._task, description="making ready", total=runs)
        self._keys.listen()

    def prepare(self) -> None:
        """Take note that a program is being made ready."""
        self._preparing = time.perf_counter()

    def compile(self) -> None:
        """Take note that it has to be compiled."""
        tell(COMPILING)
        self._bar.update(self._task, description="compiling")

    def play(self) -> None:
        """Take note that a program is ready; the time it took is not that of playing."""
        self._began += time.perf_counter() - self._preparing
        self._bar.update(self._task, description="playing")
        self._keys.finishing = FINISHING

    def advance(self, runs: int) -> None:
        """Count finished runs."""
        self._done += runs
        self._took = time.perf_counter() - self._began
        self._bar.update(self._task, advance=runs, description="playing", rate=self._rate())
        self._keys.finishing = FINISHING
        self._tell_now_and_then()

    def count(self, done: int, planned: int) -> None:
        """Count finished fits."""
        self._bar.update(self._task, description="fitting", completed=done, total=planned)

    def stage(self, text: str) -> None:
        """Say what is being done now that the runs are finished."""
        self._bar.update(self._task, description=text)
        self._keys.finishing = ""
        if self._keys.heard:
            tell(f"making the {text} of what is finished")

    def _tell_now_and_then(self) -> None:
        """Say how far it is in a log, which has no bar and grows by every line."""
        now = time.perf_counter()
        if self._bar.disable and now >= self._told + SELDOM:
            self._told = now
            tell(f"{self._done:,} of {self._runs:,} runs, {self._rate()}")

    def said(self) -> str:
        """Return what was played and how fast, in a line."""
        if not self._done:
            return ""
        return f"{self._done:,} runs in {self._took:.1f} s, {self._rate()}"

    def _rate(self) -> str:
        rate = self._done * self._weeks / max(self._took, 1e-9)
        return f"{round(rate, -2):,.0f} run-weeks/s"


class _News(logging.Handler):
    """Hears from the engine that a program is being made ready, and that it is."""

    def __init__(self, bar: Bar) -> None:
        super().__init__(logging.INFO)
        self._bar, self._logger = bar, logging.getLogger(LOGGER)
        self._level = self._logger.level

    def listen(self) -> None:
        self._logger.addHandler(self)
        self._logger.setLevel(logging.INFO)

    def leave(self) -> None:
        self._logger.removeHandler(self)
        self._logger.setLevel(self._level)

    def emit(self, record: logging.LogRecord) -> None:
        heard = {LOADING: self._bar.prepare, COMPILING: self._bar.compile, READY: self._bar.play}
        heard[record.msg]()


class _Keys:
    """Answers Ctrl-C at once: the first one ends the playing, a second one everything.

    Attributes
    ----------
    finishing : str
        What is said at the first one; nothing while there is nothing to finish.
    heard : bool
        Whether there was a first one.
    """

    def __init__(self, bar: Bar) -> None:
        self.finishing = ""
        self._bar = bar
        self._before: Any = None
        self.heard = False

    def listen(self) -> None:
        hears = threading.current_thread() is threading.main_thread()
        # where Ctrl-C is not heard (a run in the background), it stays so
        if hears and self._before is None and callable(signal.getsignal(signal.SIGINT)):
            self._before = signal.signal(signal.SIGINT, self._hear)

    def leave(self) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)
            self._before = None

    def _hear(self, _number: int, _frame: object) -> None:
        if self.heard:
            raise Stopped
        self.heard = True
        if self.finishing:
            tell(self.finishing)
        raise KeyboardInterrupt
