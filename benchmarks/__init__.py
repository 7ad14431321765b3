"""How fast the engine is, beside a Mesa model of the same war and the machine's own limit.

``make bench`` measures all (some minutes, the longest for memory), ``make bench ARGS=--quick`` a
short version. Figures go to ``bench.json``, progress to stderr, tables to stdout; ``ARGS="--save
docs/bench.json"`` writes them elsewhere. Everything is of the shipped scenario ``libya-2019``. A
*run-week* is one week of one run; 2,000 draws of 144 weeks are 288,000.

Contenders take turns (A, B, C, A, B, C, …) and medians over turns are given, since machines are
shared. ``machine.load_average`` tells how busy this one was in the first turn. Where it was,
trust ratios and ``run_weeks_per_core_s`` more than speeds by the clock.

============================  =====================================================================
``run_weeks_per_s``           steady speed of `simulate` on all devices, compiled, worlds drawn
                              (`ours.py`)
``run_weeks_per_core_s``      the same for each second of processor time
``mesa_run_weeks_per_s``      the same scenario and mechanisms as a Mesa model in plain Python, one
                              run at a time, hence on one core (`mesa_libya.py`, `baseline.py`)
``ratio_to_mesa``             how many times as fast as that
``ratio_to_mesa_on_every_core``  the same if Mesa ran in as many processes as there are cores, each
                              at full speed
``limit_run_weeks_per_s``     random numbers and transcendental functions of a run-week and nothing
                              else, on the same devices (`limit.py`, counted by `counting.py`)
``ratio_to_limit``            speed as a share of it
``limit_of``                  how many numbers and functions that is, for one run-week
``first_run_s``               ``contingent run libya-2019`` from command to report in a fresh
                              process, nothing compiled yet (`cold.py`)
``compile_s``, ``lower_s``, ``trace_s``  the largest program of that run: compiled, lowered, traced
``cold_run_s``                the same command in a fresh process with compiled code kept
``peak_rss_mib``              peak resident memory of the command with ``peak_rss_draws`` draws
                              (`memory.py`); it took ``peak_rss_run_s``
``mechanism_share``           each mechanism timed by itself, as a share of their sum
                              (`mechanisms.py`)
``mechanisms_of_step``        that sum as a share of the whole step, ``step_us_per_lane`` long
``agreement``                 how the Mesa runs ended beside the engine's, in the same worlds
                              (`agreement.py`)
``pace``                      median, least and most of each contender, and seconds measured
``machine``                   cores, processor, load, versions
============================  =====================================================================
"""
