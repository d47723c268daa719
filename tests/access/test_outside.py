"""Signing in through another system: only what is linked opens, nobody signs up, and the second factor still counts."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.urls import NoReverseMatch, clear_url_caches, reverse

from tests.access.issuer import issuing
from tests.access.signed import account, browser, code, enrolled, sign_in
from tests.web.said import text
from xueshi.access.actors import actor_of
from xueshi.access.models import Account, AuditRecord
from xueshi.access.outside import identity_link, identity_unlink
from xueshi.kernel.actors import NotFoundError, Role
from xueshi.kernel.errors import XueshiError
from xueshi.site.oidc import origins, providers

pytestmark = pytest.mark.django_db


@pytest.fixture
def issuer(settings, tmp_path):
    """A provider that this installation is configured for."""
    import importlib

    from xueshi.access import urls as access_urls
    from xueshi.site import urls as site_urls

    with issuing() as made:
        file = tmp_path / "oidc.json"
        entry = {"id": "unity", "name": "统一认证", "client_id": "xueshi", "secret": "s", "server": made.url}
        file.write_text(json.dumps([entry]), encoding="utf-8")
        settings.XUESHI_OIDC = providers(str(file))
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": settings.XUESHI_OIDC}
        }
        for module in (access_urls, site_urls):
            importlib.reload(module)
        clear_url_caches()
        yield made
    settings.XUESHI_OIDC = []
    for module in (access_urls, site_urls):
        importlib.reload(module)
    clear_url_caches()


def through(visitor, query: str = "", answer: str = "code=granted"):
    """What follows when the visitor goes to the provider and comes back."""
    away = visitor.post(f"/sign-in/through/unity/{query}")
    state = parse_qs(urlsplit(away.url).query)["state"][0]
    return visitor.get(f"/sign-in/through/unity/answer/?{answer}&state={state}")


def test_without_a_provider_there_is_no_such_address():
    with pytest.raises(NoReverseMatch):
        reverse("openid_connect_login", args=["unity"])

    assert browser().post("/sign-in/through/unity/").status_code == 404


def test_the_sign_in_page_offers_the_provider_and_lets_a_form_lead_there(issuer):
    page = browser().get("/sign-in/")

    assert "通过“统一认证”登录" in text(page)
    assert origins(providers("")) == []
    assert origins([{"settings": {"pages": "https://login.example"}}]) == ["https://login.example"]


def test_the_request_to_the_provider_carries_state_and_a_challenge(issuer):
    away = browser().post("/sign-in/through/unity/")

    asked = parse_qs(urlsplit(away.url).query)
    assert away.url.startswith(f"{issuer.url}/authorize?")
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["state"][0]) >= 16


def test_an_identity_that_is_not_linked_opens_nothing_and_makes_no_account(issuer):
    account()
    visitor = browser()

    answer = through(visitor)

    assert answer.url == "/sign-in/"
    assert "ACCESS-057" in text(visitor.get("/sign-in/"))
    assert Account.objects.count() == 1
    assert not SocialAccount.objects.exists()


def test_an_identity_linked_under_my_account_opens_it_from_then_on(issuer):
    made = account()
    visitor = browser()
    sign_in(visitor)

    linked = through(visitor, "?process=connect")
    visitor.post("/sign-out/")
    answer = through(visitor, "?next=/plans/")

    assert linked.url == "/account/"
    assert answer.url == "/plans/"
    assert visitor.get("/account/").context["own"].account == made
    assert SocialAccount.objects.get().extra_data == {}


def test_the_second_factor_is_asked_for_all_the_same(issuer):
    made = enrolled(account(role=Role.DEPARTMENT_OFFICER))
    identity_link(made, "unity", "subject-1", by=actor_of(made))
    visitor = browser()

    answer = through(visitor)
    opened = visitor.post(answer.url, {"code": code()})

    assert answer.url == "/sign-in/second-factor/"
    assert opened.url == "/"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_it_never_leads_elsewhere(issuer, target):
    made = account()
    identity_link(made, "unity", "subject-1", by=actor_of(made))

    assert through(browser(), f"?next={target}").url == "/"


def test_a_closed_account_stays_closed(issuer):
    made = account()
    identity_link(made, "unity", "subject-1", by=actor_of(made))
    Account.objects.update(is_active=False)

    assert through(browser()).url == "/sign-in/"


def test_another_identity_opens_nothing(issuer):
    made = account()
    identity_link(made, "unity", "subject-1", by=actor_of(made))
    issuer.subject = "subject-2"

    assert through(browser()).url == "/sign-in/"


@pytest.mark.parametrize("answer", ["error=access_denied", "error=server_error", "x=1"])
def test_a_refusal_of_the_provider_is_told(issuer, answer):
    visitor = browser()

    refused = through(visitor, answer=answer)

    assert refused.url == "/sign-in/"
    assert "另一系统未确认您的身份" in text(visitor.get("/sign-in/"))


def test_an_answer_without_the_state_of_this_browser_is_refused(issuer):
    made = account()
    identity_link(made, "unity", "subject-1", by=actor_of(made))
    away = browser().post("/sign-in/through/unity/")
    state = parse_qs(urlsplit(away.url).query)["state"][0]

    answer = browser().get(f"/sign-in/through/unity/answer/?code=granted&state={state}")

    assert answer.url == "/sign-in/"
    assert "/token" not in issuer.asked


def test_a_provider_that_is_away_is_told(issuer):
    visitor = browser()
    issuer.fails = True

    assert visitor.post("/sign-in/through/unity/").url == "/sign-in/"


def test_nobody_is_sent_away_by_a_mere_link(issuer):
    assert browser().get("/sign-in/through/unity/").status_code == 405


def test_an_identity_belongs_to_one_account():
    one, two = account("one"), account("two")
    identity_link(one, "unity", "subject-1", by=actor_of(one))

    with pytest.raises(XueshiError, match="ACCESS-056"):
        identity_link(two, "unity", "subject-1", by=actor_of(two))

    assert SocialAccount.objects.get().user == one


def test_only_its_owner_unlinks_it():
    one, two = account("one"), account("two")
    identity_link(one, "unity", "subject-1", by=actor_of(one))
    pk = SocialAccount.objects.get().pk

    with pytest.raises(NotFoundError):
        identity_unlink(two, pk, by=actor_of(two))
    identity_unlink(one, pk, by=actor_of(one))

    assert not SocialAccount.objects.exists()
    assert [record.verb for record in AuditRecord.objects.filter(kind="account").order_by("pk")] == [
        "identity.linked",
        "identity.unlinked",
    ]
