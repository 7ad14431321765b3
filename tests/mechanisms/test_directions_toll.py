"""Toll: who dies, who flees, and that nobody is counted twice."""

import numpy as np

from tests.mechanisms.one_world import ALPHA, CHARLIE, DELTA, RED, case, put, random_case


def dead(start):
    return start.after("toll").civilian_deaths


def test_civilian_deaths_grow_with_fighters_killed():
    few, many = (case().given(killed=lambda k, n=n: put(k, (ALPHA, n))) for n in (5.0, 50.0))
    assert (dead(many) > dead(few)).all()


def test_nobody_dies_where_nobody_fights():
    after = case().given(killed=0.0).after("toll")
    assert (after.civilian_deaths == 0.0).all()
    assert (after.battle_deaths == 0.0).all()


def test_air_cover_raises_civilian_deaths():
    # delta is an air base of red's
    start = case().given(killed=lambda k: put(k, (DELTA, 20.0)), air=0.0)
    bombed = start.given(air=lambda a: put(a, (RED, 30.0)))
    assert (dead(bombed) > dead(start)).all()


def test_more_civilians_die_in_a_town_than_in_the_desert():
    start = case().lucky(death_z=0.0).given(air=0.0)
    town, desert = (start.given(killed=lambda k, x=x: put(k, (x, 20.0))) for x in (ALPHA, CHARLIE))
    assert (dead(town) > dead(desert)).all()


def test_battle_deaths_are_fighters_and_civilians():
    start = random_case()
    after = start.after("toll")
    civilians = after.civilian_deaths - start.state.civilian_deaths
    everyone = after.battle_deaths - start.state.battle_deaths
    np.testing.assert_allclose(everyone, start.state.killed.sum(0) + civilians)


def test_the_dead_do_not_die_again():
    start = case().given(killed=lambda k: put(k, (ALPHA, 1e9)), away=0.0)
    population = start.world.places.population[ALPHA]
    once = start.then("toll")
    assert (once.state.dead[ALPHA] == population).all()
    twice = once.given(killed=lambda k: put(k, (ALPHA, 1e9)), engaged=1.0).then("toll")
    np.testing.assert_allclose(dead(twice), dead(once.given(killed=0.0)))
    assert (twice.state.away[ALPHA] == 0.0).all()


def test_the_more_have_died_the_fewer_are_left_to_die_and_to_flee():
    start = case().given(killed=lambda k: put(k, (ALPHA, 20.0)), engaged=0.5)
    bled = start.given(dead=lambda d: put(d, (ALPHA, start.world.places.population[ALPHA] / 2)))
    assert (dead(bled) < dead(start)).all()
    assert (bled.after("toll").displaced < start.after("toll").displaced).all()


def test_people_flee_only_where_there_is_fighting():
    fought = case().given(engaged=lambda e: put(e, (ALPHA, 0.5))).after("toll")
    assert (fought.away[ALPHA] > 0.0).all()
    assert (fought.away[CHARLIE] == 0.0).all()


def test_people_come_home_where_it_is_calm_and_not_into_full_battle():
    start = case().given(away=lambda a: put(a, (ALPHA, 1e5)))
    calm, fought = (start.given(engaged=x).after("toll") for x in (0.0, 1.0))
    assert (calm.away[ALPHA] < 1e5).all()
    assert (fought.away[ALPHA] >= 1e5).all()


def test_people_are_conserved():
    start = random_case()
    after = start.after("toll", 30.0)
    population = start.world.places.population
    assert ((after.away >= 0.0) & (after.away + after.dead <= population)).all()
    died = (after.dead - start.state.dead).sum(0)
    np.testing.assert_allclose(died, after.civilian_deaths - start.state.civilian_deaths)
    home = start.given(engaged=0.0).after("toll", 30.0).away
    fled = (after.displaced - start.state.displaced) >= (after.away - start.state.away).sum(0)
    assert fled.all()
    assert (home <= start.state.away).all()


def test_flight_counts_everyone_who_leaves():
    after = case().given(engaged=1.0).after("toll")
    np.testing.assert_allclose(after.displaced, after.away.sum(0))


def test_the_mean_of_waves_does_not_depend_on_the_step():
    # Gauss-Hermite: the mean over a standard normal, exactly enough
    z, weight = np.polynomial.hermite_e.hermegauss(40)
    weight = weight / weight.sum()

    def deaths_a_day(days):
        start = case().given(killed=lambda k: put(k, (ALPHA, 1.0)))
        mean = 0.0
        for point, share in zip(z, weight, strict=True):
            mean += share * float(dead(start.lucky(death_z=point), days)[0])
        return mean

    def dead(start, days):
        return start.after("toll", days).civilian_deaths

    np.testing.assert_allclose(deaths_a_day(3.5), deaths_a_day(7.0), rtol=1e-6)
