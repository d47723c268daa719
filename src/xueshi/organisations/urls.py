"""Addresses of the pages about organisations over time."""

from __future__ import annotations

from django.urls import path

from xueshi.organisations import views

urlpatterns = [
    path("tree/", views.tree_page, name="tree"),
    path("tree/search/", views.tree_search, name="tree_search"),
    path("tree/<str:number>/", views.tree_children, name="tree_children"),
    path("organisations/<str:number>/", views.organisation, name="organisation"),
    path("organisations/<str:number>/history/", views.organisation_history, name="organisation_history"),
]
