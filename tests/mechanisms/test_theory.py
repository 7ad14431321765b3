"""What mechanisms and parameters say of themselves to readers."""

from __future__ import annotations

import re

import pytest

from contingent.mechanisms import MECHANISMS, default_priors, parameter_titles
from contingent.mechanisms.references import REFERENCES
from contingent.mechanisms.theory import theory_of


def cited():
    return {work for m in MECHANISMS for work in theory_of(m.name).works}


def test_every_work_that_is_cited_is_given_in_full_and_no_other():
    assert cited() == set(REFERENCES)


@pytest.mark.parametrize("work", sorted(work for work in REFERENCES if not work.startswith("UN")))
def test_a_reference_names_the_authors_and_the_year_of_its_citation(work):
    names, year = re.fullmatch(r"(.+) (\d{4})", work).groups()
    assert all(f"{name}, " in REFERENCES[work] for name in re.split(r", | & ", names))
    assert f"({year})" in REFERENCES[work]


def test_every_parameter_has_a_title_of_its_own_that_is_no_name_of_code():
    titles = parameter_titles()
    assert set(titles) == set(default_priors())
    assert len(set(titles.values())) == len(titles)
    for path, title in titles.items():
        assert "_" not in title, path
        assert path.split(".")[1] != title, path
        assert 8 <= len(title) <= 60, path
        assert not title.endswith("."), path


def test_mechanisms_have_titles_of_their_own():
    titles = [m.title for m in MECHANISMS]
    assert len(set(titles)) == len(titles)
    assert all(" " in title or title == "fighting" for title in titles)
