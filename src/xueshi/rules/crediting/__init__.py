"""Crediting rules as code: what an activity is worth in one book, versioned, dated and cited, read from YAML alone."""
