"""The language of the page, as the ground floors name it."""

import pytest
from django.utils.translation import deactivate_all, override

from xueshi.access.speech import lang


@pytest.mark.parametrize(
    ("chosen", "spoken"), [("zh-hans", "zh"), ("zh", "zh"), ("en", "en"), ("en-gb", "en"), ("fr", "zh")]
)
def test_english_is_spoken_where_it_was_chosen_and_chinese_elsewhere(chosen, spoken):
    with override(chosen):
        assert lang() == spoken


def test_without_any_language_chinese_is_spoken():
    with override("en"):
        deactivate_all()

        assert lang() == "zh"
