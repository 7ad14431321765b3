"""`contingent history`: past wars, to learn from and to be scored on."""

from __future__ import annotations

from collections.abc import Callable

from contingent.commands.history import fit, play, predict, score

HELP = "Learn from past wars, and be scored on wars not seen."

COMMANDS: dict[str, Callable[..., None]] = {
    "predict": predict.predict,
    "fit": fit.fit,
    "play": play.play,
    "score": score.score,
}
"""Every command of the group by its name, in the order of the help."""
