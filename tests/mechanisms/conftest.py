import jax
import pytest


@pytest.fixture(autouse=True)
def in_64_bit():
    """Twins agree to nine digits, which 32-bit floats do not have."""
    with jax.enable_x64(True):
        yield
