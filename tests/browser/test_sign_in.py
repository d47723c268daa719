"""Second factors in a real browser: an authenticator, and a passkey that a virtual device makes."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.utils import timezone

pytestmark = pytest.mark.browser
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def required(settings: Any) -> None:
    settings.XUESHI_SECOND_FACTOR = "required"


def ask(page: Any, live_server: Any, role: str) -> None:
    """Send name and password."""
    page.goto(f"{live_server.url}/sign-in/")
    page.get_by_label("账号").fill(role)
    page.get_by_label("密码").fill("a long enough password")
    page.get_by_role("button", name="登录").click()


def test_an_officer_sets_up_an_authenticator_before_anything_opens(
    page: Any, live_server: Any, office: Any, required: None, complaints: list[str]
) -> None:
    ask(page, live_server, "officer")
    page.wait_for_url(re.compile("/account/factors/$"))
    page.get_by_role("link", name="设置验证器").click()
    assert page.locator("img[src^='data:image/svg']").bounding_box()["width"] == 220
    secret = page.locator("code").inner_text()
    step = int(timezone.now().timestamp()) // 30

    page.get_by_label("验证码").fill(format_hotp_value(hotp_value(secret, step)))
    page.get_by_role("button", name="确认").click()

    assert page.locator("ul.code li").count() == 10
    page.get_by_role("link", name="我已抄下").click()
    page.wait_for_url(f"{live_server.url}/")


def test_a_passkey_is_made_and_opens_the_account(
    page: Any, live_server: Any, office: Any, required: None, complaints: list[str]
) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    ask(page, live_server, "officer")
    page.get_by_role("link", name="设置通行密钥").click()
    page.get_by_label("通行密钥名称").fill("测试设备")
    page.locator("form[data-passkey] button").click()
    page.get_by_role("link", name="我已抄下").click()
    page.locator(".tools details.menu summary").click()
    page.get_by_role("button", name="退出登录").click()

    ask(page, live_server, "officer")
    page.get_by_role("button", name="使用通行密钥").click()

    page.wait_for_url(f"{live_server.url}/")
    key = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)
    assert key.wrap().name == "测试设备"
    assert key.last_used_at is not None
