"""Floor 8: participations and what crediting rules make of them, written once; may not know classes."""
