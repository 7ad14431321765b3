"""One chart a file: each turns rows of a table into Vega-Lite."""
