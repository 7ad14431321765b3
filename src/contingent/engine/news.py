"""What the engine lets others know: what it logs of its programs, and its threads by name."""

from __future__ import annotations

LOGGER = "contingent.engine"
"""Name of the logger; the level is INFO."""

COMPILING = (
    "compiling the program for a scenario of this shape (about 20 s; it is kept for the next time)"
)
LOADING = "loading the program for this shape of scenario"
READY = "the program is ready"

THREADS = "contingent-engine"
"""How the names of threads begin that play and cannot be interrupted."""
