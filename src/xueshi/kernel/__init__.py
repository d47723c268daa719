"""Floor 1: exact units, windows of time, organisation paths and the error base class; knows no I/O and no framework."""
