"""One county for all tests of the generator."""

from __future__ import annotations

import pytest

from xueshi.site.demo.county import County, county


@pytest.fixture(scope="session")
def small() -> County:
    """A county of 1,000 members."""
    return county(1000)
