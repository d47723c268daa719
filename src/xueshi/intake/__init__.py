"""Floor 7: reading files and running jobs; may not know what is imported."""
