"""Small wars whose outcome a scholar of conflict would not dispute.

Every situation is a change to one invented country (`theatre.py`), written to a scenario folder
(`folder.py`), read by the loader and played some hundred times (`plays.py`). It asserts a
comparison that chance cannot decide, and names the theory that it takes from others.

=====================================================  ==============================
situation                                              file
=====================================================  ==============================
tenfold power and no patron against it wins quickly    test_fighting.py
hills and towns help those who defend them             test_fighting.py
a far prize is taken later than a near one             test_fighting.py
a war of higher tempo ends sooner                      test_fighting.py
a friendly place without garrison turns in peace       test_fighting.py
a garrison keeps a friendly place from turning         test_fighting.py
air defence blunts air power                           test_fighting.py
sides that want nothing attack nobody                  test_fighting.py
sides without money fight less and melt away           test_money.py
arrears lower cohesion                                 test_money.py
losing the terminal hurts like losing the field        test_money.py
a blockade cuts the revenue of the seller              test_money.py
lost oil lifts the price where it matters              test_money.py
recognition pays, wells without it do not              test_money.py
an enforced embargo starves who buys abroad            test_money.py
a patron leaves when its condition breaks              test_patrons.py
a deterred intervener stays out, an encouraged comes   test_patrons.py
aircraft without a base do not arrive                  test_patrons.py
aircraft without a base impress nobody                 test_patrons.py
a patron that needs a base waits for one               test_patrons.py
aircraft do not come against a partner's will          test_patrons.py
only a hedging patron backs both sides                 test_patrons.py
equal sides settle with a guarantor, else fight on     test_peace.py
a guarantee is worth more than mediation alone         test_peace.py
talks open sooner with a mediator                      test_peace.py
the thicker the fog the longer the war                 test_peace.py
mutual optimism prolongs war                           test_peace.py
a deal breaks when power shifts fast                   test_peace.py
low cohesion splits when its leader is lost            test_harm_and_aftermath.py
the victory of an unloved side breeds insurgency       test_harm_and_aftermath.py
deaths and flight grow with the people under fire      test_harm_and_aftermath.py
a hostile people in the rear slows an army             test_harm_and_aftermath.py
the order of the sides changes no history              test_symmetry.py
a name carries no favour                               test_symmetry.py
halving the step changes nothing beyond error          test_symmetry.py
=====================================================  ==============================
"""
