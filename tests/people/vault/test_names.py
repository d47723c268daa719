"""Which texts find which names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xueshi.people.vault.names import READINGS, asked, plain_name, tokens_of, whole


def finds(text, name):
    wanted = asked(text)
    return bool(wanted) and wanted <= tokens_of(name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("王", "王小明"),
        ("王小", "王小明"),
        ("王小明", "王小明"),
        ("小明", "王小明"),
        ("明", "王小明"),
        ("王 小 明", "王小明"),
        ("wang", "王小明"),
        ("wangxiao", "王小明"),
        ("wangxiaoming", "王小明"),
        ("Wang Xiaoming", "王小明"),
        ("wx", "王小明"),
        ("WXM", "王小明"),
        ("shan", "单雄信"),
        ("danxiongxin", "单雄信"),
        ("zengli", "曾丽"),
        ("qiu", "仇英"),
        ("yuchi", "尉迟恭"),
        ("moqi", "万俟卨"),
        ("lv", "吕布"),
        ("lü", "吕布"),
        ("LYU BU", "吕布"),
        ("阿卜杜拉", "阿卜杜拉·买买提"),
        ("买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉•买买提", "阿卜杜拉·买买提"),
        ("john", "John Smith"),
    ],
)
def test_a_text_finds_a_name(text, name):
    assert finds(text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("王明", "王小明"),
        ("小王", "王小明"),
        ("王小明明", "王小明"),
        ("w", "王小明"),
        ("xiao", "王小明"),
        ("wangx", "王小明"),
        ("wangxiaomingg", "王小明"),
        ("", "王小明"),
        ("%", "王小明"),
        ("·", "阿卜杜拉·买买提"),
    ],
)
def test_a_text_does_not_find_a_name(text, name):
    assert not finds(text, name)


def test_a_name_of_many_readings_keeps_the_usual_ones():
    tokens = tokens_of("单曾重乐行长朝")

    assert len(tokens) < 13 + READINGS * 13
    assert finds("shan", "单曾重乐行长朝")


@given(st.text(min_size=1, max_size=8))
def test_every_name_is_found_by_itself_and_equal_only_to_itself(name):
    plain = plain_name(name)

    assert (not asked(name)) == (not plain)
    assert whole(name) == whole(plain)
    assert finds(name, name) == bool(plain)


@given(st.text("甲乙丙丁", min_size=1, max_size=6), st.integers(0, 5), st.integers(1, 6))
def test_every_part_of_a_name_finds_it(name, start, length):
    part = name[start : start + length]

    assert finds(part, name) == bool(part)
