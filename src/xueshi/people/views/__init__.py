"""Pages about people over time and the work lists of their units."""
