"""The pages of this room are tested in the county of the web tests."""

from tests.web.conftest import county, office, signed_in

__all__ = ["county", "office", "signed_in"]
