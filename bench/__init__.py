"""Measurements: each module here gives results through `results(size)`; `./dev bench` prints them."""
