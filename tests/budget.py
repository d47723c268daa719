"""How many queries a list page may ask."""

import os

WALL = 5
"""PostgreSQL's own: a savepoint and its release, the scopes set and taken back, and the lane of the audit record."""

BUDGET = 15 + (WALL if os.environ.get("XUESHI_TEST_PART") == "postgresql" else 0)
