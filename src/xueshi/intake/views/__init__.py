"""Pages of jobs and imports."""
