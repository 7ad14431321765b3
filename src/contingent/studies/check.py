"""Checking a scenario folder: everything that is wrong or wanting in it, and what it holds."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from contingent.evidence.describe import describe_ledger, idle_claims
from contingent.folder import fault
from contingent.report.words import counted
from contingent.scenario.citations import citations
from contingent.scenario.load import read_scenario
from contingent.scenario.model import Scenario
from contingent.scenario.problems import Problem, Problems, ScenarioError, show
from contingent.scenario.source_text import read_paragraphs


@dataclass(frozen=True)
class Check:
    """What a check found.

    Attributes
    ----------
    errors, warnings : tuple of Problem
        What makes the scenario unusable, and what leaves it usable but ought to be mended.
    facts : dict
        What a sound scenario holds, in words; empty if there are errors.
    """

    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    facts: dict[str, str]

    @property
    def sound(self) -> bool:
        """Whether the scenario can be run."""
        return not self.errors

    def strictly(self) -> Check:
        """Return the same with warnings counted as errors."""
        every = sorted((*self.errors, *self.warnings), key=lambda p: (p.path, p.line or 0))
        return Check(tuple(every), (), {} if every else self.facts)

    def as_dict(self) -> dict[str, Any]:
        """Return plain data."""
        return {
            "sound": self.sound,
            "errors": [asdict(problem) for problem in self.errors],
            "warnings": [asdict(problem) for problem in self.warnings],
            "facts": self.facts,
        }


def check(scenario: str | os.PathLike[str], sources: str | os.PathLike[str] | None = None) -> Check:
    """Check a scenario folder without running it.

    Parameters
    ----------
    scenario : name or folder
    sources : folder, optional
        Where the texts of the sources lie; each locator is then looked up in the text whose
        SHA-256 the ledger records.

    Raises
    ------
    UserError
        If there is no such scenario or no such folder of sources.
    """
    problems = Problems()
    texts = None if sources is None else Path(sources)
    if texts is not None and not texts.is_dir():
        raise fault("--sources", f"{show(str(texts))} is not a folder")
    loaded = read_scenario(scenario, problems)
    if loaded is not None:
        _check_world(loaded, problems)
    located = ""
    if loaded is not None and texts is not None:
        located = _check_locators(loaded, texts, problems)
    errors = problems.sorted()
    facts = {} if loaded is None or errors else _facts(loaded)
    if facts and located:
        facts["locators"] = located
    return Check(errors, problems.warnings, facts)


def _check_world(scenario: Scenario, problems: Problems) -> None:
    """Check what needs the world's arrays: paths and values of effects, priors, joint claims."""
    from contingent.engine.model import make_model

    try:
        make_model(scenario)
    except ScenarioError as error:
        for problem in error.problems:
            problems.add(problem.path, problem.line, problem.message)


def _check_locators(scenario: Scenario, folder: Path, problems: Problems) -> str:
    """Look every locator's paragraph up in its source's text; return how many were found."""
    counts: dict[str, int] = {}
    for source in scenario.sources:
        if source.text is None:
            continue
        paragraphs = read_paragraphs(source.text, folder, problems)
        if paragraphs is None:
            continue
        counts[source.id] = len(paragraphs)
        stated = source.text.paragraphs
        if stated is not None and stated != len(paragraphs):
            file, line = scenario.where("sources", source.id, "text", "paragraphs")
            problems.add(file, line, f"{source.id} has {len(paragraphs)} paragraphs, not {stated}")
    found = beyond = 0
    for claim in scenario.claims:
        at = claim.locator
        if at is None or at.source not in counts or not isinstance(at.paragraph, int):
            beyond += 1
        elif at.paragraph <= counts[at.source]:
            found += 1
        else:
            file, line = scenario.where("claims", claim.id, "locator", "paragraph")
            last = counts[at.source]
            problems.add(
                file,
                line,
                f"claim {claim.id}: {at.source} ends at paragraph {last}, not {at.paragraph}",
            )
    return f"{found} found in {len(counts)} texts, {beyond} point into no text at hand"


def _facts(scenario: Scenario) -> dict[str, str]:
    cast = {
        "faction": scenario.factions,
        "patron": scenario.patrons,
        "place": scenario.places,
        "oil field": scenario.fields,
        "question": scenario.questions,
    }
    letters = Counter(source.reliability for source in scenario.sources)
    rated = ", ".join(f"{letter} {n}" for letter, n in sorted(letters.items()))
    return {
        "scenario": f"{scenario.title}, {scenario.start} to {scenario.end}, "
        f"as known on {scenario.as_of}",
        "cast": ", ".join(counted(len(of), one, f"{one}s") for one, of in cast.items()),
        "numbers": _origins(scenario),
        "sources": f"{len(scenario.sources)}, rated {rated}" if rated else "none",
        "claims": _claims(scenario),
        "reports": str(sum(len(c.reports) for c in scenario.claims)),
        "sha256": scenario.sha256,
    }


def _claims(scenario: Scenario) -> str:
    """Return how many claims do what; those that move something are what every run counts."""
    claims = scenario.claims
    idle = idle_claims(describe_ledger(scenario))
    linked = sum(not c.effect and c.id not in idle for c in claims)
    counts = {
        ("moves the scenario", "move the scenario"): sum(bool(c.effect) for c in claims),
        ("more through a claim tied to it", "more through claims tied to them"): linked,
        ("moves nothing", "move nothing"): len(idle),
        ("is disputed", "are disputed"): sum(
            any(r.stance == "against" for r in c.reports) for c in claims
        ),
        ("has one voice", "have one voice"): sum(bool(c.single) for c in claims),
        ("is set by hand", "are set by hand"): sum(c.override is not None for c in claims),
    }
    said = ", ".join(counted(n, *words) for words, n in counts.items() if n)
    return f"{len(claims)}: {said}" if claims else "none"


def _origins(scenario: Scenario) -> str:
    """Return how many numbers rest on what."""
    kinds: Counter[str] = Counter()
    for _, origin in citations(scenario):
        if origin.omitted:
            kinds["left out"] += 1
        elif origin.claims:
            kinds["rest on claims"] += 1
        elif origin.sources:
            kinds["cite sources"] += 1
        elif origin.judgement:
            kinds["are judgements"] += 1
        else:
            kinds["say nothing of their origin"] += 1
    order = (
        "cite sources",
        "rest on claims",
        "are judgements",
        "say nothing of their origin",
        "left out",
    )
    return ", ".join(f"{kinds[kind]} {kind}" for kind in order if kinds[kind])
