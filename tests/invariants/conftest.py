from __future__ import annotations

import jax
import pytest
from hypothesis import HealthCheck, settings

from contingent.engine.devices import start_jax

settings.register_profile(
    "invariants",
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)
SETTINGS = settings.get_profile("invariants")
"""The same examples every time; how long one takes says nothing."""


@pytest.fixture(autouse=True, scope="module")
def in_64_bit():
    """Accounts close to nine digits, which 32-bit floats do not have."""
    start_jax()
    with jax.enable_x64(True):
        yield
