"""Words and drawings of the pages about people over time."""
