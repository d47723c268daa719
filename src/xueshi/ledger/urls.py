"""Addresses of study meetings and of proofs."""

from __future__ import annotations

from django.urls import path

from xueshi.ledger import views

urlpatterns = [
    path("meetings/", views.meeting_list, name="meetings"),
    path("meetings/new/", views.meeting_new, name="meeting_new"),
    path("meetings/<str:number>/", views.meeting, name="meeting"),
    path("meetings/<str:number>/<str:act>/", views.meeting_act, name="meeting_act"),
    path("proofs/<str:name>.json", views.entry_proof, name="entry_proof"),
]
