"""Addresses of the pages that show who stands where."""

from __future__ import annotations

from django.urls import path

from xueshi.standings.views import acts, figures, filters, home, leaders, people, plans, roster, runs, units, uploads

urlpatterns = [
    path("", home.home, name="home"),
    path("units/", units.units, name="units"),
    path("units/<str:number>/", units.unit, name="unit"),
    path("units/<str:number>/leaders/", leaders.unit_leaders, name="unit_leaders"),
    path("roster/", roster.roster, name="roster"),
    path("acts/", acts.act, name="act"),
    path("filters/", filters.save, name="filter_save"),
    path("filters/<str:number>/remove/", filters.remove, name="filter_remove"),
    path("people/", people.people, name="people"),
    path("people/<str:number>/", people.person, name="person"),
    path("people/<str:number>/ledger/", people.person_ledger, name="person_ledger"),
    path("people/<str:number>/history/", people.person_history, name="person_history"),
    path("entries/<int:key>/", people.entry, name="entry"),
    path("plans/", plans.plans, name="plans"),
    path("plans/<str:name>/", plans.plan, name="plan"),
    path("plans/<str:name>/<str:clause_id>/", plans.clause, name="clause"),
    path("units/<str:number>/figures/<str:name>/<str:clause_id>/", figures.figure_new, name="figure_new"),
    path("figures/<str:number>/<str:act>/", figures.figure_act, name="figure_act"),
    path("runs/", runs.runs, name="runs"),
    path("runs/new/", runs.judge, name="judge"),
    path("runs/<str:number>/", runs.run, name="run"),
    path("uploads/", uploads.uploads, name="uploads"),
    path("uploads/new/", uploads.upload_new, name="upload_new"),
    path("uploads/<str:number>/", uploads.upload, name="upload"),
    path("uploads/<str:number>/confirm/", uploads.confirm, name="upload_confirm"),
]
