"""Pages that stand in for a page that cannot be shown."""

import pytest
from django.test import Client, RequestFactory

from tests.web.said import text
from xueshi.kernel.errors import XueshiError
from xueshi.rules.problems import NO_PACK
from xueshi.web import views
from xueshi.web.middleware import ErrorPages


def test_what_is_not_there_leads_home(office, signed_in):
    response = signed_in("officer").get("/nowhere/")

    assert response.status_code == 404
    assert "没有找到" in text(response)
    assert 'href="/"' in response.content.decode()


def test_what_may_not_be_done_says_who_can(office, signed_in):
    response = signed_in("secretary").get("/uploads/new/")

    assert response.status_code == 403
    assert "请由有相应任职的账号办理。" in text(response)
    assert "ACCESS-002" in text(response)


def test_a_stale_form_changes_nothing(office):
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "zh-hans"})

    response = client.post("/sign-in/", {"username": "officer", "password": "a long enough password"})

    assert response.status_code == 403
    assert "表单已过期" in text(response)
    assert "_auth_user_id" not in client.session


def test_a_failure_of_the_server_says_what_to_do(rf: RequestFactory):
    response = views.server_error(rf.get("/", headers={"accept-language": "zh-hans"}))

    assert response.status_code == 500
    assert "已整体撤回" in text(response)


def test_a_damaged_request_says_so(rf: RequestFactory):
    assert views.bad_request(rf.get("/")).status_code == 400


def test_a_mistake_is_told_with_its_code_and_what_is_allowed(rf: RequestFactory):
    pages = ErrorPages(lambda request: pytest.fail("not called"))

    response = pages.process_exception(rf.get("/"), XueshiError(NO_PACK, name="X", allowed="M24"))

    assert response is not None
    assert response.status_code == 400
    assert "PACK-017" in text(response)
    assert "M24" in text(response)


def test_errors_of_the_program_are_left_alone(rf: RequestFactory):
    pages = ErrorPages(lambda request: pytest.fail("not called"))

    assert pages.process_exception(rf.get("/"), KeyError("x")) is None
