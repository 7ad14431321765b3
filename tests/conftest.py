"""Shapes in signatures are checked in tests: mechanisms, measures of strength, state, engine."""

from __future__ import annotations

from jaxtyping import install_import_hook

# Nothing of contingent may have been imported before the hook is in place. Modules that hold only
# dataclasses (`world/arrays.py`, `world/luck.py`, `world/parameters.py`) are left out, and
# `check_functions` leaves out those that stand beside functions: see there.
install_import_hook(
    [
        "contingent.mechanisms",
        "contingent.world.foreign",
        "contingent.world.strength",
        "contingent.world.state",
        "contingent.world.record",
        "contingent.engine.random",
        "contingent.engine.step",
    ],
    "tests.shapes.check_functions",
)

import tests.shapes  # noqa: E402, F401  the hook calls it by name
