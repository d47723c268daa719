"""Addresses of signing in and out, of accounts, approvals and the access review."""

from __future__ import annotations

from django.urls import path

from xueshi.access.views import accounts, approvals, own, review, sign_in

urlpatterns = [
    path("sign-in/", sign_in.SignIn.as_view(), name="sign_in"),
    path("sign-in/second-factor/", sign_in.second_factor, name="second_factor"),
    path("sign-in/link/<str:secret>/", sign_in.password_link, name="password_link"),
    path("sign-in/confirm/", sign_in.confirm_holder, name="confirm_holder"),
    path("sign-out/", sign_in.SignOut.as_view(), name="sign_out"),
    path("account/", own.my_account, name="my_account"),
    path("account/password/", own.password_change, name="password_change"),
    path("account/factors/", own.factors_begin, name="factors_begin"),
    path("account/factors/authenticator/", own.totp_enrol, name="totp_add"),
    path("account/factors/passkey/", own.passkey_enrol, name="passkey_add"),
    path("account/factors/codes/", own.recovery_codes, name="recovery_codes"),
    path("account/factors/<int:pk>/remove/", own.factor_drop, name="factor_drop"),
    path("account/sessions/<int:pk>/end/", own.session_drop, name="session_drop"),
    path("account/sessions/end/", own.sessions_drop, name="sessions_drop"),
    path("account/identities/<int:pk>/unlink/", own.identity_drop, name="identity_drop"),
    path("accounts/", accounts.account_list, name="accounts"),
    path("accounts/new/", accounts.account_new, name="account_new"),
    path("accounts/<str:number>/", accounts.account, name="account"),
    path("accounts/<str:number>/appoint/", accounts.appoint, name="account_appoint"),
    path("accounts/<str:number>/close/", accounts.close, name="account_close"),
    path("accounts/<str:number>/link/", accounts.link, name="account_link"),
    path("appointments/<int:key>/", accounts.appointment, name="appointment"),
    path("appointments/<int:key>/end/", accounts.end, name="appointment_end"),
    path("appointments/<int:key>/withdraw/", accounts.withdraw, name="appointment_withdraw"),
    path("approvals/", approvals.approval_list, name="approvals"),
    path("approvals/<str:number>/", approvals.approval, name="approval"),
    path("approvals/<str:number>/decide/", approvals.decide, name="approval_decide"),
    path("approvals/<str:number>/withdraw/", approvals.withdraw, name="approval_withdraw"),
    path("access-review/", review.review, name="access_review"),
    path("access-review/confirm/", review.confirm, name="access_review_confirm"),
    path("access-review/leavers/", review.leaver_list, name="leavers"),
    path("access-review/leavers/close/", review.leavers_end, name="leavers_close"),
]
