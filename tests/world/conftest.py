from tests.scenario.conftest import folder  # noqa: F401  a copy of a scenario that can be spoiled
