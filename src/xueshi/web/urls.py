"""Addresses of the shell."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.i18n import set_language

from xueshi.web import views

urlpatterns = [
    path("preferences/type/", views.type_size, name="type_size"),
    path("preferences/language/", login_not_required(set_language), name="set_language"),
]
