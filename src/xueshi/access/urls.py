"""Addresses of signing in and out, of accounts, approvals and the access review."""

from __future__ import annotations

from django.urls import path

from xueshi.access.views import sign_in

urlpatterns = [
    path("sign-in/", sign_in.SignIn.as_view(), name="sign_in"),
    path("sign-out/", sign_in.SignOut.as_view(), name="sign_out"),
]
