"""The country on paper: cells, names, panes, and who is likely to hold what."""
