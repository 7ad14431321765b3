"""How charts become drawings: in a process beside ours, with a table behind each."""
