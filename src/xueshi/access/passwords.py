"""What a password must be: two profiles, common words, and words that stand around the account.

``djcp3`` follows the national graded protection (GB/T 22239-2019, 8.1.4.1 a), ``modern`` NIST SP 800-63B-4. Both refuse what many
people use and what can be guessed from the account.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from pypinyin import lazy_pinyin

from xueshi.access.models import Account, Appointment, PasswordRecord
from xueshi.access.second_factor import has_second_factor

LONGEST = 128


@dataclass(frozen=True, slots=True)
class Profile:
    """The rules of one tradition."""

    shortest: int
    shortest_with_factor: int
    """For accounts that hold a second factor."""
    classes: int
    """How many of small letters, capitals, digits and other signs there must be."""
    longest_use: timedelta | None
    remembered: int
    """So many of the last passwords must not come back."""


PROFILES = {
    "djcp3": Profile(10, 10, 3, timedelta(days=90), 5),
    "modern": Profile(15, 8, 0, None, 1),
}

CLASSES = (re.compile(r"[a-z]"), re.compile(r"[A-Z]"), re.compile(r"[0-9]"), re.compile(r"[^a-zA-Z0-9]"))
SHAPES = str.maketrans("@4013$5", "aaoiess")
"""Signs that stand in for letters."""
SLOGANS = (
    "为人民服务",
    "不忘初心",
    "牢记使命",
    "共产党",
    "党员",
    "党委",
    "支部",
    "组织部",
    "主题党日",
    "学习强国",
    "学时",
    "党校",
    "干部",
    "入党",
    "永远跟党走",
    "改革开放",
    "实事求是",
    "新时代",
    "中国梦",
    "两个维护",
    "四个意识",
    "三会一课",
    "二十大",
    "民族复兴",
    "先锋",
    "党建",
    "党课",
    "社会主义",
    "共产主义",
    "中国",
    "北京",
)
NAMES_OF_THINGS = ("xueshi", "admin", "administrator", "password", "mima", "ganbu", "dangjian")
FEWEST_LETTERS = 4
RUN = 6


def profile() -> Profile:
    """The profile of this installation."""
    return PROFILES[settings.XUESHI_PASSWORD_PROFILE]


def long_enough(password: str, account: Account) -> bool:
    """Whether the profile lets this account have a password of this length."""
    return len(password) >= _shortest(account)


class ProfileValidator:
    """Django's door to the rules; see ``AUTH_PASSWORD_VALIDATORS``."""

    def validate(self, password: str, user: Account | None = None) -> None:
        """Refuse a password with every reason there is.

        Raises ``ValidationError``.
        """
        reasons = list(_reasons(password, user))
        if reasons:
            raise ValidationError(reasons)

    def get_help_text(self) -> str:
        """What is allowed, for the form."""
        return help_text(None)


def help_text(account: Account | None) -> str:
    """What is allowed, in one paragraph."""
    rules, shortest = profile(), _shortest(account)
    said = [_("At least %(n)s characters.") % {"n": shortest}]
    if rules.classes:
        said.append(_("At least three of: small letters, capitals, digits, other signs."))
    said.append(_("Not one of the last passwords (%(n)s).") % {"n": rules.remembered})
    if rules.longest_use:
        said.append(_("It must be changed every 90 days."))
    said.append(_("No common password, and no name, place, year, slogan or number that belongs to you."))
    return " ".join(said)


def _shortest(account: Account | None) -> int:
    with_factor = account is not None and not account._state.adding and has_second_factor(account)
    return profile().shortest_with_factor if with_factor else profile().shortest


def _reasons(password: str, account: Account | None) -> Iterator[str]:
    rules, shortest = profile(), _shortest(account)
    if len(password) < shortest:
        yield _("It must have at least %(n)s characters.") % {"n": shortest}
    if len(password) > LONGEST:
        yield _("It must have at most 128 characters.")
    if sum(1 for each in CLASSES if each.search(password)) < rules.classes:
        yield _("It needs three of: small letters, capitals, digits, other signs.")
    if is_common(password):
        yield _("Many people use this password.")
    if holds_word(password, context_words(account)):
        yield _("It contains a name, place, year, slogan or number that is easy to guess.")
    if account is not None and not account._state.adding and _used_before(password, account, rules.remembered):
        yield _("It was in use before.")


def is_common(password: str) -> bool:
    """Whether the password, or what is left of it without the digits and signs around it, is one that many people use.

    >>> is_common("P@ssw0rd2026!"), is_common("hen-lamp-orbit")
    (True, False)
    """
    small = password.lower()
    return any(form in _common() for form in (small, _core(small), _core(small).translate(SHAPES)) if form)


def holds_word(password: str, words: Iterable[str]) -> bool:
    """Whether one of the words is in the password, capitals and signs for letters not regarded."""
    small = password.lower()
    forms = {small, small.translate(SHAPES), re.sub(r"[\W_]", "", small)}
    return any(word in form for word in words for form in forms)


def context_words(account: Account | None) -> set[str]:
    """What is guessed first: year, slogans, names of the account and of its organisations, in characters and in pinyin."""
    year = timezone.localdate().year
    words = {str(each) for each in (year - 1, year, year + 1)} | set(NAMES_OF_THINGS)
    said = [*SLOGANS]
    if account is not None:
        words.add(account.username.lower())
        said += [account.display_name, *_organisations(account)]
        words.update(_number_parts(account))
    for text in said:
        words.update(_spellings(text))
    return {word for word in words if len(word) >= (FEWEST_LETTERS if word.isascii() else 2)}


def _core(text: str) -> str:
    return re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text)


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)


def _organisations(account: Account) -> list[str]:
    """The parts of the full names of the organisations that the account belongs to."""
    if account._state.adding:
        return []
    names = list(
        Appointment.objects.known()
        .filter(account=account, organisation__isnull=False)
        .values_list("organisation__full_name", flat=True)
    )
    if account.person is not None and account.person.organisation is not None:
        names.append(account.person.organisation.full_name)
    return [part for name in names for part in name.split("/")]


def _spellings(text: str) -> set[str]:
    """A Chinese text as it stands, in pinyin, and in initials; names of places also without their kind.

    >>> sorted(_spellings("清河县委"))
    ['qhxw', 'qinghe', 'qinghexianwei', '清河', '清河县委']
    """
    forms = {text, re.sub(r"(省|市|州|县|区|乡|镇|村|社区|街道).*$", "", text)}
    spelt = {form for form in forms if len(form) > 1}
    for form in list(spelt):
        sounds = lazy_pinyin(form)
        spelt.add("".join(sounds).lower())
        if len(sounds) >= FEWEST_LETTERS:
            spelt.add("".join(sound[:1] for sound in sounds).lower())
    return spelt


def _number_parts(account: Account) -> set[str]:
    """Every run of six digits of the holder's identity number and phone.

    They are compared with what the holder types and go nowhere; for an account that is only being opened by somebody else nothing
    is compared, or that one could find them out by trying.
    """
    if account.person is None or account._state.adding:
        return set()
    identity = account.person.identity
    numbers = [identity.opened(field).lower() for field in ("citizen_id", "phone")]
    return {number[at : at + RUN] for number in numbers for at in range(len(number) - RUN + 1)}


def _used_before(password: str, account: Account, remembered: int) -> bool:
    hashes = PasswordRecord.objects.filter(account=account).order_by("-pk").values_list("hash", flat=True)[:remembered]
    return any(check_password(password, each) for each in _with_current(list(hashes), account))


def _with_current(known: list[str], account: Account) -> list[str]:
    """The hashes, and the one in force where it was never recorded."""
    if account.password not in known and account.has_usable_password():
        known.append(account.password)
    return known


def too_old(set_at: datetime) -> bool:
    """Whether a password set at that time must be changed by now."""
    longest = profile().longest_use
    return longest is not None and timezone.now() >= set_at + longest
