"""Sessions: a new key at each sign-in, a list, and an end when the account changes."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from tests.access.signed import PASSWORD, account, browser, enrolled, sign_in
from tests.offices import INSTALLER, branch, person
from xueshi.access.actions import account_close
from xueshi.access.actors import actor_of
from xueshi.access.erasure import account_forgotten
from xueshi.access.models import AuditRecord, OneTimeLink, PasswordRecord
from xueshi.access.outside import identity_link
from xueshi.access.own import browser_named
from xueshi.access.password_actions import link_issue, password_choose
from xueshi.access.second_factor import factors_reset
from xueshi.access.sessions import session_end, sessions_of
from xueshi.kernel.actors import NotFoundError, audit

pytestmark = pytest.mark.django_db
NEW = "Nb4-wxyzr8t2kpm"


def entered(username: str = "someone"):
    visitor = browser()
    sign_in(visitor, username)
    assert visitor.get("/account/").status_code == 200
    return visitor


def is_in(visitor) -> bool:
    return bool(visitor.get("/account/").status_code == 200)


def test_each_sign_in_gets_a_key_of_its_own():
    account()
    visitor = browser()
    visitor.get("/sign-in/")
    visitor.post("/preferences/language/", {"language": "en"})
    keys = []
    for _ in range(3):
        sign_in(visitor)
        keys.append(visitor.cookies["sessionid"].value)
        visitor.post("/sign-out/")

    assert len(set(keys)) == 3
    assert not Session.objects.filter(session_key__in=keys).exists()


def test_a_key_planted_before_the_sign_in_is_worthless_after_it():
    account()
    visitor, thief = browser(), browser()
    planted = visitor.session
    planted["x"] = 1
    planted.save()
    thief.cookies["sessionid"] = planted.session_key
    visitor.cookies["sessionid"] = planted.session_key

    sign_in(visitor)

    assert is_in(visitor)
    assert not is_in(thief)


def test_the_list_shows_every_session_and_which_is_this_one():
    made = account()
    one, two = entered(), entered()

    shown = one.get("/account/").context

    assert len(shown["own"].sessions) == 2
    assert {row.key for row in shown["own"].sessions} == {visitor.cookies["sessionid"].value for visitor in (one, two)}
    assert shown["current"] == one.cookies["sessionid"].value
    assert sessions_of(made)[0].created_at >= sessions_of(made)[1].created_at


def test_one_session_is_ended_from_another():
    account()
    one, two = entered(), entered()
    row = UserSession.objects.get(session_key=two.cookies["sessionid"].value)

    one.post(f"/account/sessions/{row.pk}/end/")

    assert is_in(one)
    assert not is_in(two)


def test_all_others_are_ended_at_once():
    account()
    one, two, three = entered(), entered(), entered()

    one.post("/account/sessions/end/")

    assert [is_in(each) for each in (one, two, three)] == [True, False, False]


def test_nobody_ends_a_session_of_somebody_else():
    account("one")
    other = account("two")
    one = entered("one")
    row = UserSession.objects.get(user__username="one")

    with pytest.raises(NotFoundError):
        session_end(other, row.pk, by=actor_of(other))
    answer = entered("two").post(f"/account/sessions/{row.pk}/end/")

    assert answer.status_code == 404
    assert is_in(one)


def test_a_new_password_ends_every_other_session():
    account()
    one, two = entered(), entered()
    old_key = one.cookies["sessionid"].value

    one.post("/account/password/", {"current": PASSWORD, "new": NEW, "again": NEW})

    assert is_in(one)
    assert not is_in(two)
    assert one.cookies["sessionid"].value != old_key
    assert len(one.get("/account/").context["own"].sessions) == 1


def test_closing_the_account_ends_its_sessions():
    made = account()
    visitor = entered()

    account_close(made, reason="调离", by=INSTALLER)

    assert not is_in(visitor)


def test_resetting_its_second_factors_ends_its_sessions():
    made = account()
    visitor = entered()

    factors_reset(made, by=INSTALLER)

    assert not is_in(visitor)


def test_signing_out_forgets_the_session():
    made = account()
    visitor = entered()
    key = visitor.cookies["sessionid"].value

    visitor.post("/sign-out/")

    assert not Session.objects.filter(session_key=key).exists()
    assert sessions_of(made) == []


def test_over_https_signing_out_empties_the_browser_s_cache(settings):
    account()
    visitor = browser()
    visitor.post("/sign-in/", {"username": "someone", "password": PASSWORD}, secure=True)

    answer = visitor.post("/sign-out/", secure=True)

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_beginning_and_end_are_on_the_trail():
    made = account()
    visitor = entered()
    visitor.post("/sign-out/")

    trail = AuditRecord.objects.filter(thing=made.number).order_by("pk")

    assert [record.verb for record in trail] == ["session.began", "session.ended"]
    assert {record.address for record in trail} == {"127.0.0.1"}


def test_a_platform_s_account_never_signs_in_on_a_page():
    made = account()
    made.is_service = True
    made.save()

    assert sign_in(browser()).status_code == 200


def test_my_account_costs_the_same_however_many_sessions_there_are(django_assert_max_num_queries):
    account()
    visitor = entered()
    for _ in range(12):
        entered()

    with django_assert_max_num_queries(15):
        answer = visitor.get("/account/")

    assert len(answer.context["own"].sessions) == 13


def test_sessions_that_are_over_leave_the_list():
    made = account()
    entered()
    Session.objects.all().delete()

    assert sessions_of(made) == []
    assert not UserSession.objects.exists()


@pytest.mark.parametrize(
    ("agent", "named"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36",
            "Chrome · Windows",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox · Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604.1 MicroMessenger/8.0", "微信 · iPhone"),
        ("curl/8.5", "curl/8.5"),
        ("", ""),
    ],
)
def test_a_browser_is_called_by_its_name(agent, named):
    assert browser_named(agent) == named


def test_the_holder_sees_who_opened_the_own_record():
    unit = branch()
    made = account()
    made.person = person(unit)
    made.save()
    colleague = account("colleague")
    for reader in (made, colleague):
        audit(actor_of(reader), "person.read", "person", made.person.number)
    visitor = entered()

    looks = visitor.get("/account/").context["own"].looks

    assert [look.who for look in looks] == ["某人"]


def test_an_erased_person_leaves_nothing_to_sign_in_with():
    made = account()
    made.person = person(branch())
    made.save()
    password_choose(made, NEW, by=actor_of(made))
    enrolled(made)
    identity_link(made, "unity", "subject-1", by=actor_of(made))
    link_issue(made, by=INSTALLER)

    account_forgotten(made.person)

    for kept in (PasswordRecord, OneTimeLink, Authenticator, SocialAccount, UserSession):
        assert not kept.objects.exists()
    assert sign_in(browser(), password=NEW).status_code == 200
