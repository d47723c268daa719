"""Xueshi (学时): national training plans as machine-checked indicators."""

__version__ = "0.1.0"
