"""One chart a file: each turns rows of a table into an Altair specification."""
