"""What happens to a contested country, and what the answer hangs on.

    import contingent as ct

    result = ct.run("libya-2019", draws=2000)
    result.probability("lna-tripoli-2020-06")

Everything is imported when it is first used, so that ``import contingent`` takes no time.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from contingent import charts
    from contingent.analysis.ablation import Ablation
    from contingent.analysis.causes.why import Why
    from contingent.analysis.claims import Value
    from contingent.analysis.compare import Comparison
    from contingent.analysis.drivers.drivers import Drivers
    from contingent.analysis.paired import Paired, paired
    from contingent.analysis.score import Score
    from contingent.analysis.signposts.signposts import Signposts
    from contingent.analysis.stories.story import Story
    from contingent.api import (
        Answers,
        ask,
        compare,
        levers,
        load,
        open_run,
        run,
        scenarios,
        schema,
        show,
    )
    from contingent.history.fit_table import fit_history
    from contingent.history.play_table import play_history
    from contingent.history.predict_table import predict_history
    from contingent.history.score_table import Scorecard, score_history
    from contingent.questions.estimate import Estimate
    from contingent.questions.result import Result
    from contingent.questions.terms import term
    from contingent.running import write_report
    from contingent.scenario.arms import Arm
    from contingent.scenario.changes import Change
    from contingent.scenario.levers import Lever
    from contingent.scenario.model import Scenario
    from contingent.scenario.problems import ScenarioError, UserError
    from contingent.scenario.starter import new
    from contingent.studies.ablation import ablate
    from contingent.studies.check import Check, check
    from contingent.studies.drivers import drivers
    from contingent.studies.score import score
    from contingent.studies.signposts import signposts
    from contingent.studies.story import story
    from contingent.studies.value import value
    from contingent.studies.why import why

    __version__: str

__all__ = [
    "Ablation",
    "Answers",
    "Arm",
    "Change",
    "Check",
    "Comparison",
    "Drivers",
    "Estimate",
    "Lever",
    "Paired",
    "Result",
    "Scenario",
    "ScenarioError",
    "Score",
    "Scorecard",
    "Signposts",
    "Story",
    "UserError",
    "Value",
    "Why",
    "__version__",
    "ablate",
    "ask",
    "charts",
    "check",
    "compare",
    "drivers",
    "fit_history",
    "levers",
    "load",
    "new",
    "open_run",
    "paired",
    "play_history",
    "predict_history",
    "run",
    "scenarios",
    "schema",
    "score",
    "score_history",
    "show",
    "signposts",
    "story",
    "term",
    "value",
    "why",
    "write_report",
]

_HOMES = {
    "Ablation": "contingent.analysis.ablation",
    "Answers": "contingent.api",
    "Arm": "contingent.scenario.arms",
    "Change": "contingent.scenario.changes",
    "Check": "contingent.studies.check",
    "Comparison": "contingent.analysis.compare",
    "Drivers": "contingent.analysis.drivers.drivers",
    "Estimate": "contingent.questions.estimate",
    "Lever": "contingent.scenario.levers",
    "Paired": "contingent.analysis.paired",
    "Result": "contingent.questions.result",
    "Scenario": "contingent.scenario.model",
    "ScenarioError": "contingent.scenario.problems",
    "Score": "contingent.analysis.score",
    "Scorecard": "contingent.history.score_table",
    "Signposts": "contingent.analysis.signposts.signposts",
    "Story": "contingent.analysis.stories.story",
    "UserError": "contingent.scenario.problems",
    "Value": "contingent.analysis.claims",
    "Why": "contingent.analysis.causes.why",
    "ablate": "contingent.studies.ablation",
    "ask": "contingent.api",
    "check": "contingent.studies.check",
    "compare": "contingent.api",
    "drivers": "contingent.studies.drivers",
    "levers": "contingent.api",
    "load": "contingent.api",
    "new": "contingent.scenario.starter",
    "open_run": "contingent.api",
    "paired": "contingent.analysis.paired",
    "run": "contingent.api",
    "scenarios": "contingent.api",
    "schema": "contingent.api",
    "score": "contingent.studies.score",
    "score_history": "contingent.history.score_table",
    "play_history": "contingent.history.play_table",
    "predict_history": "contingent.history.predict_table",
    "fit_history": "contingent.history.fit_table",
    "show": "contingent.api",
    "signposts": "contingent.studies.signposts",
    "story": "contingent.studies.story",
    "term": "contingent.questions.terms",
    "value": "contingent.studies.value",
    "why": "contingent.studies.why",
    "write_report": "contingent.running",
}


_MODULES = ("charts",)
"""Names that are modules of ours."""


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("contingent")
    if name in _MODULES:
        return import_module(f"contingent.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module 'contingent' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
