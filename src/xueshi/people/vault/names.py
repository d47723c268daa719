"""The parts by which a name is found: its characters and pairs of them, its pinyin syllable by syllable, its initials."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from heapq import nsmallest
from itertools import pairwise, product

from pypinyin import Style, pinyin

from xueshi.people.vault.tokens import name_token

READINGS = 16
"""A name has at most so many readings that are kept; only odd names have more."""
RARE = 3
"""A character has at most so many, in the order of the dictionary: the usual ones first."""
HAN = 0x2E80
"""Where the Chinese characters begin."""

SURNAMES = {
    "万俟": "mo qi",
    "尉迟": "yu chi",
    "单于": "chan yu",
    "长孙": "zhang sun",
    "澹台": "tan tai",
    "令狐": "ling hu",
    "曾": "zeng",
    "单": "shan",
    "仇": "qiu",
    "解": "xie",
    "查": "zha",
    "区": "ou",
    "朴": "piao",
    "盖": "ge",
    "翟": "zhai",
    "缪": "miao",
    "繁": "po",
    "种": "chong",
    "重": "chong",
    "乐": "yue",
    "纪": "ji",
    "覃": "qin",
    "员": "yun",
    "黑": "he",
    "秘": "bi",
    "折": "she",
    "尹": "yin",
    "任": "ren",
    "华": "hua",
    "燕": "yan",
    "召": "shao",
    "牟": "mu",
    "乜": "nie",
    "宓": "fu",
    "晁": "chao",
    "洗": "xian",
    "隗": "wei",
    "逄": "pang",
    "祭": "zhai",
}
"""Surnames with the reading that they have as surnames; the readings of the dictionary are kept besides."""

_PARTS = re.compile(r"[a-z0-9]+|[^\W\d_]")


def plain_name(name: str) -> str:
    """A name without what writers differ in: spaces, dots between parts, width and case of letters."""
    return "".join(_parts(name))


def whole(name: str) -> int:
    """The token that equal names have in common."""
    return name_token("whole", plain_name(name))


def tokens_of(name: str) -> set[int]:
    """Everything by which a name is found."""
    plain = plain_name(name)
    spoken = {text for syllables in _readings(name) for text in _beginnings(syllables)}
    return {
        *(name_token("part", part) for part in {*plain, *map("".join, pairwise(plain))}),
        *(name_token("spoken", text) for text in spoken),
    }


def _beginnings(syllables: tuple[str, ...]) -> set[str]:
    """The first syllables, up to all of them, and their initials where there are two or more."""
    initials = "".join(syllable[0] for syllable in syllables)
    lengths = range(1, len(syllables) + 1)
    return {"".join(syllables[:end]) for end in lengths} | {initials[:end] for end in lengths[1:]}


def asked(text: str) -> set[int]:
    """The tokens that a name must all have to be found by a text in characters or in letters; none where nothing is asked."""
    plain = plain_name(text)
    if plain and all(ord(sign) < HAN for sign in plain):
        return {name_token("spoken", _spelled(plain))}
    return {name_token("part", part) for part in (map("".join, pairwise(plain)) if len(plain) > 1 else plain)}


def _parts(name: str) -> list[str]:
    """The characters of a name, and what stands together of its letters and figures."""
    lowered = unicodedata.normalize("NFKC", name).lower()
    return _PARTS.findall(unicodedata.normalize("NFKC", lowered))


def _spelled(plain: str) -> str:
    """Pinyin as it is kept: ü is v, and lyu and nyu of passports are lv and nv."""
    return plain.replace("ü", "v").replace("lyu", "lv").replace("nyu", "nv")


def _readings(name: str) -> list[tuple[str, ...]]:
    """The ways to read a name, the usual ones first."""
    parts = _parts(name)
    spoken = [_syllables(part) for part in parts]
    surname = next((text for text in SURNAMES if "".join(parts).startswith(text)), "")
    for place, syllable in enumerate(SURNAMES.get(surname, "").split()):
        spoken[place] = (syllable, *(other for other in spoken[place] if other != syllable))
    places = product(*(range(len(syllables)) for syllables in spoken[:READINGS]))
    usual = nsmallest(READINGS, places, key=sum) if parts else []
    return [tuple(syllables[at] for syllables, at in zip(spoken, chosen, strict=False)) for chosen in usual]


@lru_cache(maxsize=20_000)
def _syllables(part: str) -> tuple[str, ...]:
    """The readings of one character without tones, the usual one first; letters are read as they stand."""
    if ord(part[0]) < HAN:
        return (_spelled(part),)
    readings = pinyin(part, style=Style.NORMAL, heteronym=True)[0][:RARE]
    return tuple(dict.fromkeys(map(_spelled, readings)))
