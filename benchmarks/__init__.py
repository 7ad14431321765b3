"""How fast the engine is, beside a Mesa model of the same war and the machine's own limit.

``make bench`` measures all (the memory of 100,000 draws takes longest), ``make bench ARGS=--quick``
a short version. Figures go to ``bench.json``, progress to stderr, tables to stdout;
``ARGS="--save docs/bench.json"`` writes them elsewhere. Everything is of the shipped scenario
``libya-2019``. A *run-week* is one week of one run: 2,000 draws of 143 weeks make 286,000.

Contenders take turns (A, B, C, A, B, C and so on) and medians over turns are given, since machines
are shared. ``machine.load_average`` tells how busy this one was before the first turn. Where others
worked on it too, trust ratios and what is given per second of a core, not speeds by the clock.

Speed
    run_weeks_per_s
        Steady speed of `simulate` on all devices, compiled already, worlds drawn (`ours.py`).
    run_weeks_per_core_s
        The same for each second of processor time.
    mesa_run_weeks_per_s
        The same scenario and mechanisms as a Mesa model in plain Python, one run at a time and
        hence on one core (`mesa_libya.py`, `baseline.py`).
    ratio_to_mesa, ratio_to_mesa_on_every_core
        How many times as fast as that; and if Mesa ran in as many processes as there are cores,
        each at full speed.
    limit_run_weeks_per_s, ratio_to_limit, limit_of
        Random numbers and transcendental functions of a run-week and nothing else, on the same
        devices (`limit.py`); speed as a share of it; how many numbers and functions that is.
    pace
        Median, least and most of each contender, and the seconds that were measured.

Pairs
    variance_reduction, variance_reduction_by_lever
        How many times more runs a comparison with a lever would need without pairs of equal luck:
        median over levers and headline questions, and each (`pairing.py`).

A command
    first_run_s, first_run_core_s
        ``contingent run libya-2019`` from command to report in a fresh process with nothing
        compiled yet: by the clock, and processor time of all cores (`cold.py`).
    trace_s, lower_s, compile_s
        What its largest program took to trace, to lower and to compile.
    cold_run_s, cold_run_core_s
        The same command in a fresh process with compiled code kept.
    peak_rss_mib, peak_rss_draws, peak_rss_run_s
        Peak resident memory of the command with so many draws, and how long it took (`memory.py`).

Inside
    mechanism_share
        Each mechanism timed by itself, as a share of their sum (`mechanisms.py`).
    mechanisms_of_step, step_us_per_lane
        That sum as a share of the whole step, and how long a step of one lane takes on one device.
    agreement
        How the Mesa runs ended beside the engine's in the same worlds (`agreement.py`).
    machine
        Cores, processor, load, versions.
"""
