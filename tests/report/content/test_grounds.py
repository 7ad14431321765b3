"""What the numbers rest on: origins, past wars, claims, and the makings."""

from __future__ import annotations

import copy
from dataclasses import replace
from types import SimpleNamespace

import numpy as np

from contingent.report import page
from contingent.report.sections import (
    evidence,
    made,
    past_wars,
)
from contingent.report.sections import trust as trusting
from contingent.report.sections.view import View
from contingent.report.words import percent, points
from contingent.world.learnt import packaged
from tests.report.content.easel import MODEL, Easel, driver
from tests.report.test_page import HOSTILE, tags_of


def test_what_a_run_rests_on_is_counted(view):
    other = driver(path="factions.lna.treasury", share=0.3)
    faint = driver(distinguishable=False, share=0.4)
    vars(view)["drivers"] = SimpleNamespace(inputs=(driver(), other, faint))
    assert trusting.rests(view) == trusting.Rests(
        numbers=2, uncertain=1, fitted=0, judged=1, spread=0.5, alone=0.2
    )
    said = trusting.in_short(view)
    assert said.startswith(past_wars.in_short())
    assert f"± {points(view.result.probability('q0')[1])} points" in said
    assert "1 of its 2 numbers rest on judgement alone" in said
    box = " ".join(trusting.box(view))
    assert f"account for {percent(0.5)} of it" in box
    assert f"judgement alone for {percent(0.2)};" in box
    assert all(said in box for said in past_wars.points())
    assert "1 contested rule " in box


def test_a_run_that_kept_no_origins_says_nothing_of_them(view, result, tables):
    tree = result.tree.copy()
    del tree.attrs["model"]
    old = replace(result, tree=tree)
    seen = View(old, tables, view.ink, view.studio)
    assert trusting.rests(seen) is None
    assert "judgement" not in trusting.in_short(seen)
    found = made.section(seen)
    assert not any(found[name] for name in ("mechanisms", "variants", "assumptions"))
    assert "judgement" not in " ".join(found["trust"])


def test_scores_on_past_wars_stand_beside_those_of_simpler_predictors(view, html):
    scores = packaged().scores["all rows"]["scores"]
    rows = {row[0]: row[1:] for row in made.section(view)["past"]["rows"]}
    assert len(rows) == len(scores)
    for name in ("contingent", "base rates", "logit, 5 features"):
        value, low, high = scores[name]["log_loss"]
        assert rows[past_wars.SAYS[name]][0] == f"{value:.2f} ({low:.2f} to {high:.2f})"
    assert rows[past_wars.SAYS["climatology"]][0] == ""
    assert "Scores on past wars" in html


def claim(name, difference, se, **about):
    """Return what a claim was found to be worth."""
    worth = SimpleNamespace(
        true=0.3 + difference, false=0.3, difference=difference, se=se, enough=True
    )
    return SimpleNamespace(says=name, worth=worth, idle=False, **about)


def test_of_many_claims_only_those_beyond_chance_are_to_be_checked_first():
    noise = [claim(f"n{i}", 0.02 * (i % 3), 0.02) for i in range(70)]  # a third at two errors
    clear = claim("clear", -0.2, 0.03)
    assert evidence.clear_claims(noise) == []
    assert evidence.clear_claims([*noise, clear]) == [clear]
    assert evidence.clear_claims([]) == []


def weighed(result, truth):
    """Return a result with one claim whose truth is given, draw by draw."""
    tree = result.tree.copy()
    drawn = tree["design/claim_true"]
    tree["design/claim_true"] = drawn.copy(data=truth.reshape(drawn.shape))
    voiced = {"voices": [], "moves": ["x plus 1"], "rests_on_it": [], "excludes": [], "implies": []}
    tree.attrs["claims"] = [
        {
            "id": str(drawn["claim"].values[0]),
            "says": "It is told.",
            "credence": 0.5,
            "override": None,
        }
        | voiced
    ]
    return replace(result, tree=tree)


def test_a_claim_that_tells_the_answer_is_to_be_checked_and_one_that_does_not_is_not(view, result):
    hit = result.tree["outcomes/hit"].sel(arm="baseline").isel(question=0, replicate=0).values
    hit = hit.astype(bool)
    seen = View(weighed(result, hit), view.tables, view.ink, Easel())
    found = evidence.section(seen)
    assert found["heading"] == "To check first: It is told"
    assert found["chart"] is not None
    coin = np.random.default_rng(3).random(result.draws) < 0.5
    found = evidence.section(View(weighed(result, coin), view.tables, view.ink, Easel()))
    assert found["heading"] == "No single claim stands out in 300 worlds"
    assert found["chart"] is None
    assert "points would not be seen" in found["lead"]


def test_the_makings_name_mechanisms_works_and_assumptions(view, html):
    found = made.section(view)
    assert found["assumptions"] == [
        {"label": "Pace of the war", "value": "0.5 to 2", "reason": "no better guess"}
    ]
    assert "2 mechanisms, with the works they rest on" in html
    assert "Blainey, G. (1973), The Causes of War." in html
    assert "1 number that rests on judgement alone" in html
    assert "1 contested rule, " in html


def test_hostile_words_of_the_model_are_shown_as_words(result, tables):
    tree = result.tree.copy()
    model = copy.deepcopy(MODEL)
    model["quantities"][0] |= {"judgement": HOSTILE, "unit": HOSTILE}
    model["variants"][0]["says"] = HOSTILE
    tree.attrs["model"] = model
    html = page.render(replace(result, tree=tree), tables)
    found = tags_of(html)
    assert not [name for _, attrs in found for name in attrs if name.startswith("on")]
    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;alert") >= 3
